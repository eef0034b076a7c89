// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_job.h"

#include "core/jobs/job.h"
#include "core/study/photograph_looks.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/study/import_rows.h"

#include <QApplication>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPointer>

#include <memory>

namespace retclip {

namespace {

constexpr int announceEvery_ms = 3000;

/// Opens what an import asks a person to look at: exactly those, by their tags.
void openToLookAt(AppContext &context)
{
    if (!context.study)
        return;
    const QString query = QStringLiteral("tag:%1,%2,%3")
                              .arg(QLatin1String(lookForWritingTag), QLatin1String(lookForNamesTag), QLatin1String(lookAtEyesTag));
    const auto found = context.study->study().find(query);
    if (!found) {
        context.notifications.post(found.error());
        return;
    }
    Selection selection;
    selection.exams = *found;
    selection.query = query;
    selection.live = true;
    selection.describe([] { return QCoreApplication::translate("retclip::ImportWizard", "To be looked at after an import"); });
    context.selections.openInData(selection);
}

void showImportRows(AppContext &context, const QString &source, const ImportReport &report)
{
    auto *dialog = new ImportRowsDialog(source, report, QApplication::activeWindow());
    QObject::connect(dialog->rows(), &ImportRows::failed, &context,
                     [&context](const Error &error) { context.notifications.post(error); });
    dialog->open();
}

/// Counts only: what is kept under the bell names no file and nobody.
void postImported(AppContext &context, const QString &source, const Result<ImportReport> &result)
{
    if (!result) {
        context.notifications.post(result.error());
        return;
    }
    const auto number = [](qint64 value) { return std::to_string(value); };
    const qint64 out = rowsOf(*result, RowFate::leftOut), photographs = photographsNotIn(*result),
                 look = rowsOf(*result, RowFate::toLookAt), values = rowsOf(*result, RowFate::withoutValue);
    Notification told;
    told.kind = QStringLiteral("import");
    told.severity = out + photographs + look > 0 ? Severity::warning : Severity::success;
    told.parts.what_happened = message(
        QT_TRANSLATE_NOOP("Message", "Imported. Exams: %1; photographs: %2; unchanged: %3; rows left out: %4."),
        {number(result->exams), number(result->images), number(result->unchanged), number(out)});
    if (photographs + values > 0)
        told.parts.what_was_kept = message(
            QT_TRANSLATE_NOOP("Message", "Rows that are in without a photograph: %1; without a value that could not be read: %2."),
            {number(rowsOf(*result, RowFate::withoutPhotograph)), number(values)});
    if (look > 0)
        told.parts.what_to_do = message(
            QT_TRANSLATE_NOOP("Message", "Look at what may tell a person or show the other eye. Exams with a doubtful eye: %1; with writing in a photograph: %2; in all: %3. Take the tag off what is right."),
            {number(result->eyesInDoubt), number(result->withWriting), number(look)});
    if (!result->skipped.isEmpty() || !result->remarks.isEmpty())
        told.actions.append({message(QT_TRANSLATE_NOOP("Message", "See the list")),
                             [&context, source, report = *result] { showImportRows(context, source, report); }});
    if (look > 0)
        told.actions.append({message(QT_TRANSLATE_NOOP("Message", "Look at them")), [&context] { openToLookAt(context); }});
    context.notifications.post(std::move(told));
}

} // namespace

Result<void> startImport(AppContext &context, const ImportPlan &plan,
                         std::function<void(bool ok)> done)
{
    RETCLIP_TRY(auto other, context.study->study().openAnother(OpenMode::readWrite));
    const std::shared_ptr<Study> study = std::move(other);
    QPointer<StudyDocument> document = context.study;
    Job *job = context.jobs.start<ImportReport>(
        QCoreApplication::translate("retclip::ImportWizard", "Importing %1")
            .arg(QFileInfo(plan.source).fileName()),
        document,
        [study, plan](const ProgressCallback &progress, std::stop_token stop) {
            return runImport(*study, plan, false, progress, stop);
        },
        [document, context = &context, source = QFileInfo(plan.source).fileName(),
         done = std::move(done)](Result<ImportReport> result) {
            if (document)
                document->announceImport();
            postImported(*context, source, result);
            done(bool(result));
        });
    // What is in can be browsed while the rest comes.
    const auto since = std::make_shared<QElapsedTimer>();
    since->start();
    QObject::connect(job, &Job::progressed, document, [document, since] {
        if (document && since->elapsed() > announceEvery_ms) {
            since->restart();
            document->announceImport();
        }
    });
    return {};
}

} // namespace retclip
