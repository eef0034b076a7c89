// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/history_model.h"

#include "core/study/history_words.h"
#include "ui/shell/theme.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

namespace retclip {

HistoryModel::HistoryModel(QObject *parent) : QAbstractTableModel(parent) { }

void HistoryModel::setRows(QVector<HistoryRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void HistoryModel::append(const QVector<HistoryRow> &rows)
{
    if (rows.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + rows.size() - 1));
    m_rows += rows;
    endInsertRows();
}

int HistoryModel::placeOf(EditId edit) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [edit](const HistoryRow &row) { return row.edit == edit; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columnCount_);
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const HistoryRow &row = m_rows.at(index.row());
    if (role == Qt::ForegroundRole && row.undone)
        return theme().color(Token::textSecondary);
    if (role == Qt::FontRole && row.undone && index.column() == what) {
        QFont font = theme().font(TypeRole::body);
        font.setStrikeOut(true);
        return font;
    }
    if (role == Qt::TextAlignmentRole && (index.column() == number || index.column() == exams))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case number: return QString::number(row.edit.value);
    case when: return QLocale().toString(row.time.toLocalTime(), QLocale::ShortFormat);
    case who: return personText(row.person);
    case kind: return historyKindText(row.kind);
    case exams: return row.items > 0 ? QLocale().toString(row.items) : QString();
    default: return row.undone ? tr("%1 (taken back)").arg(historyText(row)) : historyText(row);
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case number: return tr("No.");
    case when: return tr("When");
    case who: return tr("Who");
    case kind: return tr("Kind");
    case exams: return tr("Exams");
    default: return tr("What");
    }
}

} // namespace retclip
