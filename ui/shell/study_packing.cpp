// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/study_packing.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "core/study/study_package.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace retclip {

namespace {
const QString packageEnding = QStringLiteral(".retclip");
}

StudyPacking::StudyPacking(AppContext &context, QWidget *window) : QObject(window), m_context(context), m_window(window) {}

void StudyPacking::askToPack()
{
    if (!m_context.study)
        return;
    const QString near = QFileInfo(m_context.study->study().folder()).absolutePath();
    QString file = QFileDialog::getSaveFileName(m_window, tr("Keep the study in one file"),
                                                near + QLatin1Char('/') + m_context.study->study().name() + packageEnding,
                                                tr("Study packages (*.retclip)"));
    if (file.isEmpty())
        return;
    if (!file.endsWith(packageEnding))
        file += packageEnding;
    if (QFileInfo::exists(file)) // The dialog has asked whether it may go.
        QFile::moveToTrash(file) || QFile::remove(file);
    pack(file);
}

void StudyPacking::askToUnpack(QString file)
{
    if (file.isEmpty())
        file = QFileDialog::getOpenFileName(m_window, tr("Open a study package"), dataFolder(), tr("Study packages (*.retclip)"));
    if (file.isEmpty())
        return;
    QDir().mkpath(dataFolder());
    QString folder = QFileDialog::getSaveFileName(m_window, tr("Folder of the new study"),
                                                  dataFolder() + QLatin1Char('/') + QFileInfo(file).completeBaseName()
                                                      + QStringLiteral(".study"),
                                                  tr("Studies (*.study)"));
    if (folder.isEmpty())
        return;
    if (!folder.endsWith(QLatin1String(".study")))
        folder += QLatin1String(".study");
    unpack(file, folder);
}

void StudyPacking::pack(const QString &file)
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        fail(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_context.jobs.start<StudyPackageReport>(
        tr("Packing the study"), this,
        [study, file](const ProgressCallback &progress, std::stop_token stop) {
            return packStudy(*study, {file, true}, progress, stop);
        },
        [this, file](Result<StudyPackageReport> report) {
            if (!report) {
                fail(report.error());
                return;
            }
            const auto lost = report->missing.size() + report->changed.size();
            m_context.notifications.post(
                lost == 0 ? message(QT_TRANSLATE_NOOP("Message", "The study is in %1: %2 files, each read back."),
                                    {file.toStdString(), std::to_string(report->files)})
                          : message(QT_TRANSLATE_NOOP("Message", "The study is in %1: %2 files. %3 photographs are not there, %4 are not as "
                                                                 "the study noted them; “retclip study check” names them."),
                                    {file.toStdString(), std::to_string(report->files), std::to_string(report->missing.size()),
                                     std::to_string(report->changed.size())}),
                lost == 0 ? Severity::success : Severity::warning);
            emit packed(file);
        });
}

void StudyPacking::unpack(const QString &file, const QString &folder)
{
    m_context.jobs.start<StudyPackageReport>(
        tr("Unpacking the study"), this,
        [file, folder](const ProgressCallback &progress, std::stop_token stop) {
            return unpackStudy(file, folder, progress, stop);
        },
        [this, folder](Result<StudyPackageReport> report) {
            if (report)
                emit unpacked(folder);
            else
                fail(report.error());
        });
}

void StudyPacking::fail(const Error &error)
{
    if (error.code != ErrorCode::cancelled)
        m_context.notifications.post(error);
    emit failed(error);
}

} // namespace retclip
