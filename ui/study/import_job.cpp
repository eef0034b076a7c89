// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_job.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPointer>

#include <memory>

namespace retclip {

namespace {

constexpr int announceEvery_ms = 3000;

void postImported(Notifications &notifications, const Result<ImportReport> &result)
{
    if (!result) {
        notifications.post(result.error());
        return;
    }
    notifications.post(
        message(QT_TRANSLATE_NOOP("Message", "Imported: %1 exams, %2 photographs; %3 "
                                             "unchanged, %4 rows left out."),
                {std::to_string(result->exams), std::to_string(result->images),
                 std::to_string(result->unchanged), std::to_string(result->skipped.size())}),
        result->skipped.isEmpty() ? Severity::success : Severity::warning);
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
        [document, notifications = &context.notifications,
         done = std::move(done)](Result<ImportReport> result) {
            if (document)
                document->announceImport();
            postImported(*notifications, result);
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
