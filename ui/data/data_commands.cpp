// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_commands.h"

#include "ui/data/data_workspace.h"
#include "ui/data/exam_list_model.h"
#include "ui/data/exam_menu.h"
#include "ui/data/exam_views.h"
#include "ui/data/labeller.h"
#include "ui/data/laterality_dialog.h"
#include "ui/data/pair_page.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/settings.h"

#include <QAbstractItemView>

namespace retclip {

namespace {
constexpr int zoomStep_px = 16;
}

void addDataCommands(AppContext &context, DataWorkspace &data)
{
    DataWorkspace *to = &data;
    const auto add = [to, &actions = context.actions](
                         const char *id, std::function<QString()> text, const char *icon,
                         QList<QKeySequence> keys, std::function<void()> act) {
        actions.add(to,
                    {QString::fromLatin1(id), QStringLiteral("data"), std::move(text), {},
                     QString::fromLatin1(icon), std::move(keys), {}},
                    std::move(act));
    };
    add("data.facets", [] { return DataWorkspace::tr("Show or hide the facets"); }, "facet",
        {QKeySequence(Qt::CTRL | Qt::Key_B)}, [to] { to->toggleFacets(); });
    add("data.table", [] { return DataWorkspace::tr("Grid or table"); }, "table",
        {QKeySequence(Qt::Key_F4)}, [to] { to->setTableShown(!to->views().isTable()); });
    add("data.checks", [] { return DataWorkspace::tr("Checks of photographs: quality, eyes, copies…"); },
        "poor-image", {}, [to] { to->openChecks(); });
    add("data.recount", [] { return DataWorkspace::tr("Find again"); }, "resume",
        {QKeySequence(Qt::Key_F5)}, [to] { to->runQuery(); });
    add("data.select_all", [] { return DataWorkspace::tr("Select all that were found"); },
        "selection", {QKeySequence(Qt::CTRL | Qt::Key_A)}, [to] { to->selectAll(); });
    add("data.privacy",
        [] { return DataWorkspace::tr("Report privacy: names, numbers and days in reports"); },
        "privacy", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)},
        [to] { to->showReportPrivacy(); });
    add("data.proposals", [] { return DataWorkspace::tr("Labels from reports: what they propose"); }, "label",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}, [to] { to->showLabelProposals(); });
    add("data.saved_queries", [] { return DataWorkspace::tr("Saved queries: save this line, or use one…"); }, "star",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}, [to] { to->showSavedQueries(); });
    add("data.more_like", [] { return DataWorkspace::tr("More like this: rank exams by likeness"); }, "plus", {},
        [to] { to->markChosen(true); });
    add("data.less_like", [] { return DataWorkspace::tr("Less like this"); }, "minus", {}, [to] { to->markChosen(false); });
    add("data.terms", [] { return DataWorkspace::tr("Terms of reports: words, synonyms, what stands together"); }, "report",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T)}, [to] { to->showTerms(); });
    add("data.pairing", [] { return DataWorkspace::tr("Pairing desk: photographs whose eye or exam is unclear"); }, "pair",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}, [to] { to->showPairing(); });
    add("data.new_label_set", [] { return DataWorkspace::tr("New label set…"); }, "plus", {},
        [to] { to->labeller().askForNewSet(to); });
    add("data.label_set", [] { return DataWorkspace::tr("Label set: what its labels mean, and their colours…"); }, "note", {},
        [to] { to->labeller().askForDefinitions(to); });
    add("data.copy_ids", [] { return DataWorkspace::tr("Copy the exams' codes"); }, "copy",
        {QKeySequence(Qt::CTRL | Qt::Key_C)},
        [to, &context] { copyCodes(context, to->views().chosen()); });
}

void bindExamKeys(KeyFilter &keys, AppContext &context, DataWorkspace &data)
{
    DataWorkspace *to = &data;
    ExamViews *views = &data.views();
    const auto open = [to, views] {
        if (views->currentRow() >= 0)
            to->openPair(views->currentRow());
    };
    const auto step = [to, views](int rows) { to->setCurrentRow(views->currentRow() + rows); };
    const auto findUnlabelled = [to, views](int direction) {
        to->pairPage().showRow(views->currentRow());
        to->pairPage().nextUnlabelled(direction);
    };
    keys.bind({"data.open_pair", Qt::Key_Q}, open);
    keys.bind(Qt::Key_Return, open);
    keys.bind(Qt::Key_Enter, open);
    keys.bind({"data.next", Qt::Key_Space}, [step] { step(1); }, KeyFilter::Repeat::yes);
    keys.bind({"data.previous", Qt::Key_Backspace}, [step] { step(-1); }, KeyFilter::Repeat::yes);
    keys.bind(Qt::Key_Escape, [views] { views->clearSelection(); });
    keys.bind({"data.unlabelled", Qt::Key_N}, [findUnlabelled] { findUnlabelled(1); });
    keys.bind({"data.unlabelled_before", Qt::Key_N, Qt::ShiftModifier},
              [findUnlabelled] { findUnlabelled(-1); });
    keys.bind({"viewer.laterality", Qt::Key_W}, [to, views, &context] {
        if (const ExamRow *exam = to->model().row(views->currentRow()))
            (new LateralityDialog(context, *exam, to))->open();
    });
    keys.bind({"data.like", Qt::Key_L}, [to] { to->markChosen(true); });
    keys.bind({"data.unlike", Qt::Key_L, Qt::ShiftModifier}, [to] { to->markChosen(false); });
    keys.bind({"label.review", Qt::Key_R}, [&context] {
        context.selections.sendToReview(context.selections.current());
    });
    keys.bind(Qt::Key_Plus, [views] { views->zoom(zoomStep_px); });
    keys.bind(Qt::Key_Equal, [views] { views->zoom(zoomStep_px); });
    keys.bind(Qt::Key_Minus, [views] { views->zoom(-zoomStep_px); });
    bindLabelKeys(keys, context, data.labeller(), to, [views] { return views->chosen(); },
                  [to, views, step, &context](int key) {
                      const std::vector<ExamId> ids = views->chosen();
                      const bool single = to->labeller().applyKey(key, ids);
                      const bool advance =
                          context.settings.value(QStringLiteral("label/advance"), true).toBool();
                      if (single && advance && ids.size() == 1)
                          step(1);
                  });
}

} // namespace retclip
