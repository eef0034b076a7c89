// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_finders.h"

#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/saved_selections.h"

#include <QCoreApplication>

namespace retclip {

namespace {

struct PaletteWords
{
    Q_DECLARE_TR_FUNCTIONS(retclip::PaletteWords)
};

QVector<PaletteEntry> findExams(AppContext &context, const QString &typed)
{
    QVector<PaletteEntry> found;
    if (!context.study)
        return found;
    const auto exam = context.study->study().examByCode(typed);
    if (!exam)
        return found;
    Selection selection;
    selection.exams = {*exam};
    selection.describe([typed] { return PaletteWords::tr("Exam %1").arg(typed); });
    found.append({selection.sentence, PaletteWords::tr("Open in Data"), QStringLiteral("eye-both"),
                  [&context, selection] { context.selections.openInData(selection); }});
    return found;
}

QVector<PaletteEntry> findRuns(AppContext &context, const QString &typed)
{
    QVector<PaletteEntry> found;
    if (!context.study || !typed.startsWith(QLatin1Char('#')))
        return found;
    const auto runs = context.study->study().runs();
    if (!runs)
        return found;
    for (const RunRow &run : *runs) {
        const QString number = QString::number(run.id.value);
        if (!number.startsWith(typed.mid(1)))
            continue;
        found.append({PaletteWords::tr("Run %1: %2").arg(number, run.name), {},
                      QStringLiteral("train"),
                      [&context, id = run.id] { context.showRun(QStringLiteral("train"), id); }});
    }
    return found;
}

QVector<PaletteEntry> findSaved(AppContext &context, const QString &typed)
{
    QVector<PaletteEntry> found;
    if (!context.study)
        return found;
    for (const SavedSelection &saved : savedSelections(context.study->study())) {
        if (titleScore(typed, saved.name) < 0)
            continue;
        found.append({saved.name, PaletteWords::tr("Saved selection"), QStringLiteral("selection"),
                      [&context, saved] {
                          if (!context.study)
                              return;
                          auto selection = selectionOf(context.study->study(), saved);
                          if (selection)
                              context.selections.openInData(*selection);
                          else
                              context.notifications.post(selection.error());
                      }});
    }
    return found;
}

} // namespace

QVector<CommandPalette::Finder> paletteFinders(AppContext &context)
{
    return {[&context](const QString &typed) { return findExams(context, typed); },
            [&context](const QString &typed) { return findRuns(context, typed); },
            [&context](const QString &typed) { return findSaved(context, typed); }};
}

} // namespace retclip
