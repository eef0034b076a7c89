// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/hits_model.h"

#include "ui/viewer/exam_delegate.h"

#include <QLocale>

#include <unordered_map>

namespace retclip {

void HitsModel::setHits(const std::vector<RetrievalHit> &hits, const std::vector<ExamRow> &rows)
{
    std::unordered_map<qint64, const ExamRow *> byId;
    for (const ExamRow &row : rows)
        byId[row.id.value] = &row;
    beginResetModel();
    m_hits.clear();
    m_rows.clear();
    for (const RetrievalHit &hit : hits)
        if (const auto found = byId.find(hit.exam.value); found != byId.end()) {
            m_hits.push_back(hit);
            m_rows.append(*found->second);
        }
    endResetModel();
}

const ExamRow *HitsModel::row(int place) const
{
    return place >= 0 && place < m_rows.size() ? &m_rows[place] : nullptr;
}

int HitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant HitsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const ExamRow &exam = m_rows[index.row()];
    const RetrievalHit &hit = m_hits[std::size_t(index.row())];
    const QString badge = QStringLiteral("%1 · %2").arg(hit.rank).arg(
        QLocale().toString(hit.similarity, 'f', 3));
    switch (role) {
    case examRole: return QVariant::fromValue(exam);
    case examBadgeRole: return badge;
    case Qt::DisplayRole: return exam.code;
    case Qt::ToolTipRole: return exam.report.left(400);
    case Qt::AccessibleTextRole:
        return tr("Rank %1, similarity %2. %3")
            .arg(hit.rank)
            .arg(QLocale().toString(hit.similarity, 'f', 3), ExamDelegate::description(exam));
    default: return {};
    }
}

} // namespace retclip
