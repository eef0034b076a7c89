// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_event_list.h"

#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/train/run_charts.h"
#include "ui/train/run_history.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace retclip {

namespace {

/// How a run can end, for lupdate: events carry the word.
[[maybe_unused]] constexpr const char *runOutcomes[]
    = {QT_TRANSLATE_NOOP("RunOutcome", "done"), QT_TRANSLATE_NOOP("RunOutcome", "paused"),
       QT_TRANSLATE_NOOP("RunOutcome", "cancelled"), QT_TRANSLATE_NOOP("RunOutcome", "failed")};

struct EventWords
{
    QString text;
    QString icon = QStringLiteral("info");
};

/// "R@5 text → image 0.21 · …", at most six.
QString figuresOf(const RunEvent &event)
{
    QStringList figures;
    for (const auto &[key, value] : event.metrics) {
        const QString name = QString::fromStdString(key);
        // Levels and chances stand in tables; a flag is not a figure.
        if (figures.size() < 6 && !name.contains(QLatin1String("chance"))
            && !name.contains(QLatin1Char('.')) && name != QLatin1String("is_best"))
            figures << QStringLiteral("%1 %2").arg(metricTitle(name),
                                                   QLocale().toString(value, 'g', 4));
    }
    return figures.isEmpty() ? QString()
                             : QStringLiteral("  ") + figures.join(QStringLiteral(" · "));
}

EventWords wordsOf(const RunEvent &event)
{
    EventWords words;
    switch (event.kind) {
    case RunEventKind::start:
        words.text = RunEventList::tr("started");
        words.icon = QStringLiteral("play");
        break;
    case RunEventKind::checkpoint:
        words.text = RunEventList::tr("checkpoint %1").arg(QString::fromStdString(event.file));
        words.icon = QStringLiteral("checkpoint");
        break;
    case RunEventKind::epoch:
        words.text = RunEventList::tr("epoch %1 ended").arg(event.epoch) + figuresOf(event);
        words.icon = QStringLiteral("ok");
        break;
    case RunEventKind::validation:
        words.text = RunEventList::tr("validation") + figuresOf(event);
        words.icon = QStringLiteral("ok");
        break;
    case RunEventKind::warning: words.icon = QStringLiteral("warning"); [[fallthrough]];
    case RunEventKind::note: words.text = translated(event.message); break;
    case RunEventKind::end:
        words.text = RunEventList::tr("ended: %1")
                         .arg(QCoreApplication::translate("RunOutcome", event.outcome.c_str()));
        if (!event.message.empty())
            words.text += QStringLiteral(" — ") + translated(event.message);
        words.icon = event.outcome == "failed" ? QStringLiteral("error") : QStringLiteral("stop");
        break;
    case RunEventKind::step: break;
    }
    return words;
}

} // namespace

RunEventList::RunEventList(QWidget *parent) : QListWidget(parent)
{
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
}

void RunEventList::take(const RunHistory &history)
{
    const auto &marks = history.columns().marks;
    if (marks.size() < m_shown)
        forget();
    const QLocale locale;
    for (; m_shown < marks.size(); ++m_shown) {
        const RunEvent &event = marks[m_shown].event;
        if (event.kind == RunEventKind::step)
            continue;
        const EventWords words = wordsOf(event);
        const QString time = event.time > 0
            ? locale.toString(QDateTime::fromMSecsSinceEpoch(qint64(event.time * 1000)).time(),
                              QLocale::ShortFormat)
            : QString();
        auto *item = new QListWidgetItem(
            theme().icon(words.icon),
            tr("%1   step %2   %3").arg(time, locale.toString(qint64(event.step)), words.text));
        item->setToolTip(words.text);
        insertItem(0, item);
    }
}

void RunEventList::forget()
{
    clear();
    m_shown = 0;
}

} // namespace retclip
