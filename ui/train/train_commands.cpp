// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/train_commands.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/key_filter.h"
#include "ui/train/run_chart_bar.h"
#include "ui/train/run_charts.h"
#include "ui/train/run_page.h"
#include "ui/train/train_workspace.h"

#include <QCoreApplication>

#include <functional>

namespace retclip {

QList<QAction *> addTrainCommands(ActionRegistry &actions, TrainWorkspace &train)
{
    struct Command
    {
        const char *id, *text, *icon;
        const char *single; ///< bindTrainKeys() acts on it.
        std::function<void()> act;
        QList<QKeySequence> keys = {};
    };
    TrainWorkspace *to = &train;
    RunChartBar *bar = &train.runPage()->chartBar();
    const Command commands[] = {
        {"train.new.pretrain", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "New pretraining run"),
         "plus", "", [to] { to->newRun(QStringLiteral("pretrain-small")); }},
        {"train.new.finetune", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "New fine-tuning run"),
         "plus", "", [to] { to->newRun(QStringLiteral("finetune")); }},
        {"train.new.probe", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "New linear probe"), "plus",
         "", [to] { to->newRun(QStringLiteral("probe")); }},
        {"train.pause", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Pause or resume the run"),
         "pause", "P", [to] { to->pauseOrResume(); }},
        {"train.lower_rate", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Go on at half the learning rate, after NaN"),
         "resume", "Shift+P", [to] { to->goOnAtLowerRate(); }},
        {"train.import", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Import a run that was trained elsewhere…"),
         "import", "", [to] { to->importRun(); }},
        {"train.earlier", QT_TRANSLATE_NOOP("SingleKeys", "Earlier in the queue"), "back", "Alt+Up",
         [to] { to->moveRun(-1); }},
        {"train.later", QT_TRANSLATE_NOOP("SingleKeys", "Later in the queue"), "forward", "Alt+Down",
         [to] { to->moveRun(1); }},
        {"train.log_y", QT_TRANSLATE_NOOP("SingleKeys", "Logarithmic loss"), "chart-log", "L",
         [bar] { bar->toggleLogY(); }},
        {"train.log_x", QT_TRANSLATE_NOOP("SingleKeys", "Logarithmic x"), "chart-log", "Shift+L",
         [bar] { bar->toggleLogX(); }},
        {"train.smoothing", QT_TRANSLATE_NOOP("SingleKeys", "Smoothing on or off"), "adjust", "S",
         [bar] { bar->toggleSmoothing(); }},
        {"train.fit", QT_TRANSLATE_NOOP("SingleKeys", "Fit all curves"), "zoom-fit", "F",
         [to] { to->charts()->fit(); }},
        {"train.star", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Star the run"), "star", "",
         [to] { to->toggleStar(); }},
        {"train.compare", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Compare the run with others"),
         "compare", "C", [to] { to->toggleCompared(); }},
        {"train.group", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Table of the run's group"), "table", "G",
         [to] { to->showGroup(); }},
        {"train.report", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Save a report of the run (page, PDF, numbers)…"), "report", "",
         [to] { to->saveReport(); }, {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R)}},
        {"train.note", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Write a note on the run"),
         "note", "N", [to] { to->writeNote(); }},
        {"train.rename", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Rename the run"), "note", "",
         [to] { to->renameRun(); }, {QKeySequence(Qt::Key_F2)}},
    };
    QList<QAction *> made;
    for (const Command &command : commands) {
        ActionDescription description;
        description.id = QString::fromLatin1(command.id);
        description.context = train.id();
        description.text = [text = command.text] {
            const QString ours = QCoreApplication::translate("retclip::TrainWorkspace", text);
            return ours == QLatin1String(text) ? QCoreApplication::translate("SingleKeys", text) : ours;
        };
        description.icon = QString::fromLatin1(command.icon);
        description.singleKey = QString::fromLatin1(command.single);
        description.keys = command.keys;
        made.append(actions.add(&train, description, command.act));
    }
    return made;
}

void bindTrainKeys(KeyFilter &keys, TrainWorkspace &train)
{
    TrainWorkspace *to = &train;
    RunChartBar *bar = &train.runPage()->chartBar();
    keys.bind({"train.pause", Qt::Key_P}, [to] { to->pauseOrResume(); });
    keys.bind({"train.lower_rate", Qt::Key_P, Qt::ShiftModifier}, [to] { to->goOnAtLowerRate(); });
    keys.bind({"train.earlier", Qt::Key_Up, Qt::AltModifier}, [to] { to->moveRun(-1); },
              KeyFilter::Repeat::yes);
    keys.bind({"train.later", Qt::Key_Down, Qt::AltModifier}, [to] { to->moveRun(1); },
              KeyFilter::Repeat::yes);
    keys.bind({"train.log_y", Qt::Key_L}, [bar] { bar->toggleLogY(); });
    keys.bind({"train.log_x", Qt::Key_L, Qt::ShiftModifier}, [bar] { bar->toggleLogX(); });
    keys.bind({"train.smoothing", Qt::Key_S}, [bar] { bar->toggleSmoothing(); });
    keys.bind({"train.fit", Qt::Key_F}, [to] { to->charts()->fit(); });
    keys.bind({"train.note", Qt::Key_N}, [to] { to->writeNote(); });
    keys.bind({"train.compare", Qt::Key_C}, [to] { to->toggleCompared(); });
    keys.bind({"train.group", Qt::Key_G}, [to] { to->showGroup(); });
}

} // namespace retclip
