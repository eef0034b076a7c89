// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a run, made and written behind the window.
#include "core/inspection/run_report.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/plots/report_files.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/train/train_workspace.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace retclip {

void TrainWorkspace::saveReport(QString file)
{
    const auto shown = currentRun();
    if (!shown || !m_context.study)
        return;
    if (file.isEmpty())
        file = QFileDialog::getSaveFileName(this, tr("Save the run's report"), QStringLiteral("run%1.html").arg(shown->id.value),
                                            tr("Page (*.html);;PDF (*.pdf);;Numbers (*.csv)"));
    if (file.isEmpty())
        return;
    m_context.jobs.start<QString>(
        tr("Report of run %1").arg(shown->id.value), this,
        [file, id = shown->id, folder = m_context.study->study().folder()](const ProgressCallback &,
                                                                            std::stop_token stop) -> Result<QString> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(const RunRow run, study->run(QString::number(id.value)));
            RETCLIP_TRY(const RunReport report,
                        makeRunReport(*study, run,
                                      QStringLiteral("RET-CLIP Workstation %1").arg(QCoreApplication::applicationVersion()), stop));
            RETCLIP_CHECK(writeReport(writable(report), file));
            return file;
        },
        [this](Result<QString> written) {
            if (written)
                m_context.notifications.post(
                    message(QT_TRANSLATE_NOOP("Message", "The report stands in %1."), {written->toStdString()}), Severity::success);
            else if (written.error().code != ErrorCode::cancelled)
                m_context.notifications.post(written.error());
        });
}

} // namespace retclip
