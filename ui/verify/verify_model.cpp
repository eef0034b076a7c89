// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verify/verify_model.h"

#include "ui/shell/theme.h"

namespace retclip {

void VerifyModel::clear()
{
    beginResetModel();
    m_cases.clear();
    endResetModel();
}

void VerifyModel::append(const std::vector<VerifyCase> &cases)
{
    if (cases.empty())
        return;
    const int first = int(m_cases.size());
    beginInsertRows({}, first, first + int(cases.size()) - 1);
    m_cases.insert(m_cases.end(), cases.begin(), cases.end());
    endInsertRows();
}

void VerifyModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (!m_cases.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int VerifyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_cases.size());
}

int VerifyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant VerifyModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const VerifyCase &one = m_cases[std::size_t(index.row())];
    if (role == okRole)
        return one.ok;
    if (role == Qt::DecorationRole && index.column() == verdict)
        return one.ok ? theme().icon(QStringLiteral("ok"), Token::success)
                      : theme().icon(QStringLiteral("error"), Token::error);
    if (role == Qt::TextAlignmentRole && (index.column() == difference || index.column() == tolerance))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case verdict: return one.ok ? tr("agrees") : tr("differs");
    case kind: return kindTitle(kindOf(one));
    case name: return QString::fromStdString(one.name).section(QLatin1Char('/'), 1);
    case difference: return differenceText(one.max_difference);
    case tolerance: return differenceText(one.tolerance);
    case remark: return QString::fromStdString(one.detail);
    default: return {};
    }
}

QVariant VerifyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) // as what stands below
        return QVariant::fromValue(Qt::Alignment(
            (section == difference || section == tolerance ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case verdict: return tr("Verdict");
    case kind: return tr("Kind");
    case name: return tr("Comparison");
    case difference: return tr("Largest difference");
    case tolerance: return tr("Tolerance");
    case remark: return tr("Remark");
    default: return {};
    }
}

void DifferingFilter::setOnlyDiffering(bool only)
{
    m_only = only;
    invalidateFilter();
}

bool DifferingFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return !m_only
           || !sourceModel()->index(row, 0, parent).data(VerifyModel::okRole).toBool();
}

} // namespace retclip
