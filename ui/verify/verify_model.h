// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fidelity/verification.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace retclip {

/// The comparisons of a verification, a row each, as they come.
class VerifyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { verdict, kind, name, difference, tolerance, remark, columns };
    static constexpr int okRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const std::vector<VerifyCase> &cases);
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<VerifyCase> m_cases;
};

/// All rows, or those that differ.
class DifferingFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setOnlyDiffering(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool m_only = false;
};

} // namespace retclip
