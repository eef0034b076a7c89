// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/study_care.h"

#include "core/jobs/job.h"
#include "core/study/kept_sentences.h"
#include "core/study/study_document.h"
#include "core/study/study_recovery.h"
#include "ui/shell/notifications.h"

namespace retclip {

namespace {

const QString lastLookKey = QStringLiteral("care_looked");
constexpr int afterOpening_ms = 20'000; ///< The person's first searches go before.
const QString toldUnlikeKey = QStringLiteral("care_told_unlike");
constexpr qint64 againAfter_s = 20 * 3600;

struct CareOutcome
{
    QStringList problems;
    qint64 unlikeNews = 0; ///< Pages that something else wrote, where that was not told yet.
};

/// Once for each time that it happens.
Result<qint64> unlikeNotTold(Study &study, const Study::CheckReport &report)
{
    const QString now = QString::number(report.pagesUnlike);
    if (report.pagesUnlike == 0 || study.setting(toldUnlikeKey) == now)
        return 0;
    RETCLIP_CHECK(study.setSetting(toldUnlikeKey, now));
    return report.pagesUnlike;
}

} // namespace

StudyCare::StudyCare(AppContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(afterOpening_ms);
    connect(&m_timer, &QTimer::timeout, this, &StudyCare::begin);
    connect(&context, &AppContext::studyChanged, this, [this] {
        if (m_job)
            m_job->cancel();
        m_timer.stop();
        if (m_context.study)
            m_timer.start();
    });
}

StudyCare::~StudyCare()
{
    if (m_job)
        m_job->cancel();
}

void StudyCare::begin()
{
    if (!m_context.study || m_context.study->study().isReadOnly())
        return;
    const auto last = QDateTime::fromString(m_context.study->study().setting(lastLookKey), Qt::ISODate);
    const qint64 age_s = last.secsTo(QDateTime::currentDateTimeUtc());
    if (!last.isValid() || age_s < 0 || age_s >= againAfter_s)
        lookNow();
}

void StudyCare::lookNow()
{
    if (!m_context.study || m_job)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!other) {
        emit looked(-1);
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<CareOutcome>(
        {}, this,
        [study](const ProgressCallback &progress, std::stop_token stop) -> Result<CareOutcome> {
            RETCLIP_TRY(const Study::CheckReport report, study->check(false, progress, stop));
            // A photograph that is not there is told where photographs are; here it is the database.
            CareOutcome outcome;
            outcome.problems = report.problems.filter(QStringLiteral("database"));
            outcome.problems += report.problems.filter(QStringLiteral("journal"));
            if (outcome.problems.isEmpty())
                RETCLIP_CHECK(keepDailyBackup(*study));
            RETCLIP_TRY(outcome.unlikeNews, unlikeNotTold(*study, report));
            RETCLIP_CHECK(study->setSetting(lastLookKey, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)));
            return outcome;
        },
        [this](Result<CareOutcome> outcome) {
            m_job.clear();
            if (!outcome) {
                if (outcome.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(outcome.error());
                emit looked(-1);
                return;
            }
            const QStringList &problems = outcome->problems;
            if (!problems.isEmpty())
                m_context.notifications.post(
                    Error{ErrorCode::corrupted,
                          message(QT_TRANSLATE_NOOP("Message", "The study is damaged, in %1 places such as: %2"),
                                  {std::to_string(problems.size()), keptText(problems.first()).toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Nothing was changed; backups are in the study's folder.")),
                          message(QT_TRANSLATE_NOOP("Message", "Choose “Put a damaged study in order” in the command palette (Ctrl+K).")),
                          problems.join(QLatin1Char('\n')).toStdString()});
            if (outcome->unlikeNews > 0)
                m_context.notifications.post(
                    message(QT_TRANSLATE_NOOP("Message", "%1 pages of the study's database were written by something else than this program: "
                                                         "what they say cannot be vouched for. Compare it with a backup."),
                            {std::to_string(outcome->unlikeNews)}),
                    Severity::warning);
            emit looked(int(problems.size()));
        });
}

} // namespace retclip
