// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/study_opener.h"

#include "core/jobs/job.h"
#include "core/sample/sample.h"
#include "core/study/study_recovery.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"

#include <QDir>
#include <QFileInfo>

namespace retclip {

namespace {
const QString samplePath = QStringLiteral("/Sample (synthetic).study");
}

StudyOpener::StudyOpener(AppContext &context, std::function<void(std::unique_ptr<Study>)> opened,
                         QObject *parent)
    : QObject(parent), m_context(context), m_opened(std::move(opened))
{
}

void StudyOpener::start(std::function<Result<std::unique_ptr<Study>>()> make,
                        std::function<void(const Error &)> failed)
{
    using Shared = std::shared_ptr<std::unique_ptr<Study>>; // a job's result can be copied
    m_context.jobs.start<Shared>(
        {}, this,
        [make = std::move(make)](const ProgressCallback &, std::stop_token) -> Result<Shared> {
            RETCLIP_TRY(auto study, make());
            return std::make_shared<std::unique_ptr<Study>>(std::move(study));
        },
        [this, failed = std::move(failed)](Result<Shared> result) {
            if (result) {
                m_opened(std::move(**result));
                return;
            }
            m_context.notifications.post(result.error());
            failed(result.error());
        });
}

void StudyOpener::open(const QString &folder, OpenMode mode)
{
    start([folder, mode] { return Study::open(folder, mode); },
          [this, folder](const Error &error) { emit notOpened(folder, error); });
}

void StudyOpener::create(const QString &folder)
{
    start([folder] { return Study::create(folder); },
          [this](const Error &error) { emit notCreated(error); });
}

void StudyOpener::recover(const QString &folder)
{
    m_context.jobs.start<StudyRecovery>(
        tr("Putting the study in order"), this,
        [folder](const ProgressCallback &, std::stop_token stop) { return recoverStudy(folder, {}, stop); },
        [this, folder](Result<StudyRecovery> done) {
            if (!done) {
                m_context.notifications.post(done.error());
                emit notRecovered(folder);
                return;
            }
            const std::string last = std::to_string(done->lastEdit.value), aside = done->keptAside.toStdString();
            m_context.notifications.post(
                done->from.isEmpty()
                    ? message(QT_TRANSLATE_NOOP("Message", "The study is in order, up to No. %1 of its history; what could not be "
                                                           "read of its log is lost. The damaged files are in %2."),
                              {last, aside})
                    : message(QT_TRANSLATE_NOOP("Message", "The study is in order, up to No. %1 of its history, from the backup %3. "
                                                           "The damaged files are in %2."),
                              {last, aside, QFileInfo(done->from).fileName().toStdString()}),
                Severity::warning);
            open(folder, OpenMode::readWrite);
        });
}

void StudyOpener::openSample()
{
    const QString folder = dataFolder() + samplePath;
    if (QFileInfo::exists(folder + QStringLiteral("/study.db"))) {
        open(folder, OpenMode::readWrite);
        return;
    }
    QDir().mkpath(dataFolder());
    SampleOrder order;
    order.out = folder;
    m_context.jobs.start<SampleReport>(
        tr("Drawing the synthetic sample"), this,
        [order](const ProgressCallback &progress, std::stop_token stop) {
            return makeSample(order, progress, stop);
        },
        [this, folder](Result<SampleReport> result) {
            if (result)
                open(folder, OpenMode::readWrite);
            else
                m_context.notifications.post(result.error());
        });
}

} // namespace retclip
