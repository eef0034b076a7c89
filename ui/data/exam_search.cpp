// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/exam_search.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"

namespace retclip {

ExamSearch::ExamSearch(AppContext &context, QObject *parent) : QObject(parent), m_context(context) {}

void ExamSearch::cancel()
{
    if (m_findJob)
        m_findJob->cancel();
    if (m_countJob)
        m_countJob->cancel();
}

void ExamSearch::find(const QString &query)
{
    if (!m_context.study)
        return;
    if (m_findJob)
        m_findJob->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_findJob = m_context.jobs.start<std::vector<ExamId>>(
        {}, this,
        [study, query](const ProgressCallback &, std::stop_token stop) {
            return study->find(query, stop);
        },
        [this, query](Result<std::vector<ExamId>> result) {
            if (result)
                emit found(query, *result);
            else if (result.error().code != ErrorCode::cancelled)
                emit failed(query, result.error());
        });
}

void ExamSearch::count(const QString &query, const QStringList &fields)
{
    if (!m_context.study)
        return;
    if (m_countJob)
        m_countJob->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return;
    const std::shared_ptr<Study> study = std::move(*other);
    m_countJob = m_context.jobs.start<QVector<Facet>>(
        {}, this,
        [study, query, fields](const ProgressCallback &, std::stop_token stop) {
            return study->facets(query, fields, stop);
        },
        [this, query](Result<QVector<Facet>> result) {
            if (result)
                emit counted(query, *result);
        });
}

} // namespace retclip
