// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/privacy_model.h"

#include "ui/shell/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace retclip {

PrivacyModel::PrivacyModel(QObject *parent) : QAbstractTableModel(parent) {}

QString PrivacyModel::identity(const Row &row) const
{
    const TextFinds &text = m_texts[row.text];
    return QStringLiteral("%1 %2 %3 %4").arg(text.exam.value).arg(int(text.field))
        .arg(int(text.finds[row.find].kind)).arg(text.finds[row.find].text);
}

void PrivacyModel::setTexts(std::vector<TextFinds> texts)
{
    beginResetModel();
    m_texts = std::move(texts);
    m_rows.clear();
    for (std::size_t text = 0; text < m_texts.size(); ++text)
        for (std::size_t find = 0; find < m_texts[text].finds.size(); ++find) {
            Row row{text, find, Decision::open};
            if (m_left.contains(identity(row)))
                row.decision = Decision::leave;
            m_rows.push_back(row);
        }
    endResetModel();
}

void PrivacyModel::setHideIdentifiers(bool hide)
{
    m_hide = hide;
    if (!m_rows.empty())
        emit dataChanged(index(0, exam), index(rowCount() - 1, exam));
}

const TextFinds &PrivacyModel::textOf(int row) const
{
    return m_texts[m_rows[std::size_t(row)].text];
}

const PrivacyFind &PrivacyModel::findOf(int row) const
{
    return textOf(row).finds[m_rows[std::size_t(row)].find];
}

void PrivacyModel::decide(const QVector<int> &rows, Decision decision)
{
    if (rows.isEmpty())
        return;
    for (const int row : rows) {
        Row &decided = m_rows[std::size_t(row)];
        decided.decision = decision;
        if (decision == Decision::leave)
            m_left.insert(identity(decided));
        else
            m_left.remove(identity(decided));
    }
    emit dataChanged(index(rows.first(), 0), index(rows.last(), columnCount_ - 1));
}

void PrivacyModel::setReplacement(int row, const QString &text)
{
    const Row &edited = m_rows[std::size_t(row)];
    m_texts[edited.text].finds[edited.find].replacement = text;
    decide(row, Decision::replace);
}

QVector<int> PrivacyModel::openOfKind(IdentifierKind wanted) const
{
    QVector<int> rows;
    for (int row = 0; row < rowCount(); ++row)
        if (decisionOf(row) == Decision::open && findOf(row).kind == wanted)
            rows.append(row);
    return rows;
}

int PrivacyModel::countOf(Decision decision) const
{
    return int(std::count_if(m_rows.cbegin(), m_rows.cend(),
                             [decision](const Row &row) { return row.decision == decision; }));
}

int PrivacyModel::nextOpen(int row) const
{
    for (int step = 0; step < rowCount(); ++step)
        if (const int next = (row + step) % rowCount(); decisionOf(next) == Decision::open)
            return next;
    return -1;
}

std::vector<TextFinds> PrivacyModel::chosen() const
{
    std::vector<TextFinds> texts = m_texts;
    for (TextFinds &text : texts)
        text.finds.clear();
    for (const Row &row : m_rows)
        if (row.decision == Decision::replace)
            texts[row.text].finds.push_back(m_texts[row.text].finds[row.find]);
    std::erase_if(texts, [](const TextFinds &text) { return text.finds.empty(); });
    return texts;
}

QString PrivacyModel::preview(int row) const
{
    const std::size_t text = m_rows[std::size_t(row)].text;
    std::vector<PrivacyFind> finds;
    for (const Row &each : m_rows)
        if (each.text == text && each.decision == Decision::replace)
            finds.push_back(m_texts[text].finds[each.find]);
    if (!finds.empty() && m_texts[text].field == PrivacyField::tag)
        return tr("The tag is taken off.");
    return redacted(m_texts[text].text, finds);
}

int PrivacyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PrivacyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCount_;
}

QVariant PrivacyModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const PrivacyFind &find = findOf(row);
    if (role == Qt::DecorationRole && index.column() == decision) {
        switch (decisionOf(row)) {
        case Decision::replace: return theme().icon(QStringLiteral("ok"), Token::success);
        case Decision::leave: return theme().icon(QStringLiteral("cancel"), Token::textSecondary);
        case Decision::open: return theme().icon(QStringLiteral("unsure"), Token::warning);
        }
    }
    if (role == Qt::ToolTipRole && index.column() != decision)
        return data(index, Qt::DisplayRole);
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (Column(index.column())) {
    case decision:
        switch (decisionOf(row)) {
        case Decision::replace: return tr("replace");
        case Decision::leave: return tr("leave");
        case Decision::open: break;
        }
        return tr("open");
    case kind: return title(find.kind);
    case found: return find.text;
    case replacement: return find.replacement;
    case why:
        return tr("%1: %2").arg(title(find.confidence), QCoreApplication::translate("Privacy", find.evidence));
    case exam:
        return m_hide ? tr("hidden")
            : textOf(row).field == PrivacyField::report  ? textOf(row).code
            : textOf(row).field == PrivacyField::comment ? tr("%1, comment").arg(textOf(row).code)
            : textOf(row).field == PrivacyField::camera  ? tr("%1, camera").arg(textOf(row).code)
                                                         : tr("%1, tag").arg(textOf(row).code);
    case columnCount_: break;
    }
    return {};
}

QVariant PrivacyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case decision: return tr("Decision");
    case kind: return tr("Kind");
    case found: return tr("Found");
    case replacement: return tr("Replaced by");
    case why: return tr("Why");
    case exam: return tr("Exam");
    case columnCount_: break;
    }
    return {};
}

Qt::ItemFlags PrivacyModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags plain = QAbstractTableModel::flags(index);
    return index.column() == replacement ? plain | Qt::ItemIsEditable : plain;
}

bool PrivacyModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != replacement)
        return false;
    setReplacement(index.row(), value.toString());
    return true;
}

} // namespace retclip
