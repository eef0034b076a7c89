// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

#include <QAbstractListModel>

namespace retclip {

/// The ranked answers of a search, for the grid of pairs.
class HitsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setHits(const std::vector<RetrievalHit> &hits, const std::vector<ExamRow> &rows);
    void clear() { setHits({}, {}); }
    [[nodiscard]] const std::vector<RetrievalHit> &hits() const { return m_hits; }
    [[nodiscard]] const ExamRow *row(int place) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<RetrievalHit> m_hits;
    QVector<ExamRow> m_rows;
};

} // namespace retclip
