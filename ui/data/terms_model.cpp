// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/terms_model.h"

#include <QLocale>

#include <algorithm>

namespace retclip {

TermsModel::TermsModel(Shows shows, QObject *parent) : QAbstractTableModel(parent), m_shows(shows) {}

void TermsModel::setTerms(std::shared_ptr<const ReportTerms> terms)
{
    m_terms = std::move(terms);
    setFilter(m_filter);
}

void TermsModel::setNear(std::vector<NearTerm> terms)
{
    m_near = std::move(terms);
    setFilter(m_filter);
}

void TermsModel::setFilter(const QString &text)
{
    beginResetModel();
    m_filter = text.simplified().toLower();
    m_rows.clear();
    const std::size_t count = m_shows == Shows::all ? (m_terms ? m_terms->terms().size() : 0) : m_near.size();
    for (std::size_t i = 0; i < count; ++i) {
        const QString &name = m_shows == Shows::all ? m_terms->terms()[i].text : m_near[i].text;
        if (m_filter.isEmpty() || name.contains(m_filter))
            m_rows.push_back(int(i));
    }
    endResetModel();
}

QString TermsModel::term(int row) const
{
    if (row < 0 || row >= int(m_rows.size()))
        return {};
    const std::size_t place = std::size_t(m_rows[std::size_t(row)]);
    return m_shows == Shows::all ? m_terms->terms()[place].text : m_near[place].text;
}

void TermsModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int TermsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TermsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 3;
}

QVariant TermsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QLocale locale;
    const std::size_t place = std::size_t(m_rows[std::size_t(index.row())]);
    if (m_shows == Shows::all) {
        const ReportTerm &term = m_terms->terms()[place];
        switch (index.column()) {
        case 0: return term.text;
        case 1: return locale.toString(term.reports);
        default: return locale.toString(100.0 * double(term.reports) / double(std::max<qint64>(1, m_terms->reports())), 'f', 1);
        }
    }
    const NearTerm &near = m_near[place];
    switch (index.column()) {
    case 0: return near.text;
    case 1: return locale.toString(m_shows == Shows::alike ? near.reports : near.together);
    default: return locale.toString(m_shows == Shows::alike ? near.likeness : near.association, 'f', 2);
    }
}

QVariant TermsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case 0: return tr("Term");
    case 1: return m_shows == Shows::together ? tr("In both") : tr("Reports");
    default:
        return m_shows == Shows::all ? tr("Of 100") : m_shows == Shows::alike ? tr("Likeness") : tr("Association");
    }
}

} // namespace retclip
