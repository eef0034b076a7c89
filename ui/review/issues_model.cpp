// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/issues_model.h"

#include "core/study/history_words.h"
#include "core/study/label_titles.h"
#include "ui/review/review_edits.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QLocale>

namespace retclip {

QStringList issueSentences(const LabelIssue &issue, const QString &labelSet)
{
    const auto titles = [&](const QStringList &names) {
        return names.isEmpty() ? IssuesModel::tr("none of the classes") : labelTitles(labelSet, names);
    };
    QStringList sentences;
    for (const IssueReason &reason : issue.reasons) {
        const QString sentence = translated(issueWords(reason, titles));
        sentences << (reason.eye ? eyeShort(reason.eye) + QLatin1Char(' ') + sentence : sentence);
    }
    return sentences;
}

IssuesModel::IssuesModel(QObject *parent) : QAbstractTableModel(parent) { }

void IssuesModel::setList(IssueList list, const QHash<qint64, VerdictKind> &verdicts)
{
    beginResetModel();
    m_list = std::move(list);
    m_verdicts = verdicts;
    m_rows = issuesOfKinds(m_list.issues, m_kinds);
    endResetModel();
}

void IssuesModel::setKinds(const std::vector<IssueKind> &kinds)
{
    beginResetModel();
    m_kinds = kinds;
    m_rows = issuesOfKinds(m_list.issues, m_kinds);
    endResetModel();
}

void IssuesModel::setVerdict(ExamId exam, std::optional<VerdictKind> verdict)
{
    if (verdict)
        m_verdicts.insert(exam.value, *verdict);
    else
        m_verdicts.remove(exam.value);
    if (const int row = rowOf(exam); row >= 0)
        emit dataChanged(index(row, 0), index(row, columnCount_ - 1));
}

void IssuesModel::setHideIdentifiers(bool hide)
{
    m_hide = hide;
}

void IssuesModel::retranslate()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount_ - 1);
}

int IssuesModel::rowOf(ExamId exam) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].exam == exam)
            return int(row);
    return -1;
}

std::optional<VerdictKind> IssuesModel::verdict(int row) const
{
    const auto found = m_verdicts.constFind(issue(row).exam.value);
    return found == m_verdicts.constEnd() ? std::nullopt : std::optional(*found);
}

int IssuesModel::reviewed() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += verdict(row).has_value();
    return count;
}

QStringList IssuesModel::reasons(int row) const
{
    return issueSentences(issue(row), m_list.set.name);
}

int IssuesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int IssuesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columnCount_);
}

QString IssuesModel::text(int row, Column column) const
{
    const LabelIssue &shown = issue(row);
    const IssueReason &first = shown.reasons.front();
    const auto classes = [this](const QStringList &names) {
        return names.isEmpty() ? tr("none") : labelTitles(m_list.set.name, names);
    };
    switch (column) {
    case exam: {
        QString name = m_hide ? QString::number(row + 1) : shown.code;
        if (first.eye)
            name += QLatin1Char(' ') + eyeShort(first.eye);
        return name;
    }
    case strength: return QLocale().toString(shown.strength, 'f', 2);
    case given:
        for (const IssueReason &reason : shown.reasons)
            if (reason.suggested || !reason.given.isEmpty() || reason.kind == IssueKind::readers)
                return classes(reason.given);
        return QStringLiteral("–");
    case suggested:
        if (const auto said = verdict(row))
            return verdictText(*said);
        for (const IssueReason &reason : shown.reasons)
            if (reason.suggested)
                return classes(*reason.suggested);
        return QStringLiteral("–");
    case why: return reasons(row).join(QLatin1Char(' '));
    case columnCount_: break;
    }
    return {};
}

QVariant IssuesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = Column(index.column());
    if (role == Qt::DecorationRole && column == Column::exam)
        return verdict(index.row()) ? theme().icon(QStringLiteral("ok"), Token::success)
                                    : theme().icon(QStringLiteral("warning"), Token::warning);
    if (role == Qt::AccessibleTextRole && column == Column::exam)
        return tr("Exam %1, %2").arg(text(index.row(), column),
                                     verdict(index.row()) ? tr("reviewed") : tr("not reviewed"));
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(index.row(), column);
    return {};
}

QVariant IssuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Column::strength)
        return tr("How likely something is wrong, 0 to 1; what several kinds find stands higher");
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case exam: return tr("Exam");
    case strength: return tr("Doubt");
    case given: return tr("Label");
    case suggested: return tr("Instead, or verdict");
    case why: return tr("Why");
    case columnCount_: break;
    }
    return {};
}

} // namespace retclip
