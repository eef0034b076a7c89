// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/proposals_model.h"

#include "core/study/label_titles.h"

#include <algorithm>

namespace retclip {

ProposalsModel::ProposalsModel(QObject *parent) : QAbstractTableModel(parent) { }

void ProposalsModel::setProposals(const LabelSet &set, std::vector<LabelProposal> proposals)
{
    beginResetModel();
    m_set = set;
    m_rows = std::move(proposals);
    m_taken.assign(m_rows.size(), true);
    endResetModel();
}

void ProposalsModel::setHideIdentifiers(bool hide)
{
    m_hide = hide;
}

void ProposalsModel::setTaken(int row, bool taken)
{
    if (isTaken(row) == taken)
        return;
    m_taken[std::size_t(row)] = taken;
    const QModelIndex place = index(row, Column::taken);
    emit dataChanged(place, place, {Qt::CheckStateRole});
}

void ProposalsModel::setAllTaken(bool taken)
{
    if (m_rows.empty())
        return;
    std::fill(m_taken.begin(), m_taken.end(), taken);
    emit dataChanged(index(0, Column::taken), index(rowCount() - 1, Column::taken), {Qt::CheckStateRole});
}

int ProposalsModel::takenCount() const
{
    return int(std::count(m_taken.begin(), m_taken.end(), true));
}

std::vector<LabelProposal> ProposalsModel::takenProposals() const
{
    std::vector<LabelProposal> chosen;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_taken[i])
            chosen.push_back(m_rows[i]);
    return chosen;
}

int ProposalsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ProposalsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columnCount_);
}

QString ProposalsModel::labelText(const QStringList &names) const
{
    return names.isEmpty() ? tr("none") : labelTitles(m_set.name, names);
}

QVariant ProposalsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LabelProposal &row = proposalOf(index.row());
    if (role == Qt::CheckStateRole && index.column() == Column::taken)
        return isTaken(index.row()) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::AccessibleTextRole && index.column() == Column::taken)
        return isTaken(index.row()) ? tr("taken") : tr("left out");
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (Column(index.column())) {
    case Column::exam: {
        const QString name = m_hide ? tr("hidden") : row.code;
        return row.eye ? name + u' ' + QLatin1String(abbreviation(*row.eye)) : name;
    }
    case Column::current: return row.current ? labelText(*row.current) : tr("not labelled");
    case Column::proposed: return labelText(row.proposed);
    case Column::words: {
        QStringList words;
        for (const FoundFinding &found : row.evidence)
            words.append(found.assertion == Assertion::present ? found.text
                         : found.assertion == Assertion::absent ? tr("%1 (denied)").arg(found.text)
                                                                : tr("%1 (uncertain)").arg(found.text));
        return words.join(QStringLiteral(" · "));
    }
    case Column::taken:
    case Column::columnCount_: break;
    }
    return {};
}

QVariant ProposalsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::taken: return tr("Take");
    case Column::exam: return tr("Exam");
    case Column::current: return tr("Label now");
    case Column::proposed: return tr("Proposed");
    case Column::words: return tr("Words in the report");
    case Column::columnCount_: break;
    }
    return {};
}

Qt::ItemFlags ProposalsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Column::taken ? flags | Qt::ItemIsUserCheckable : flags;
}

bool ProposalsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Column::taken)
        return false;
    setTaken(index.row(), value.toInt() == Qt::Checked);
    return true;
}

} // namespace retclip
