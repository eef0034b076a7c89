// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/label_issues.h"

#include <QAbstractTableModel>
#include <QHash>

namespace retclip {

/// The ranked list of label issues, a row an exam, of all kinds or of some.
class IssuesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { exam, strength, given, suggested, why, columnCount_ };

    explicit IssuesModel(QObject *parent = nullptr);

    /// `verdicts`: those that the exams have, by ExamId::value.
    void setList(IssueList list, const QHash<qint64, VerdictKind> &verdicts);
    void setKinds(const std::vector<IssueKind> &kinds);
    void setVerdict(ExamId exam, std::optional<VerdictKind> verdict);
    void setHideIdentifiers(bool hide);
    void retranslate(); ///< Another language or theme.

    [[nodiscard]] const IssueList &list() const { return m_list; }
    [[nodiscard]] const LabelIssue &issue(int row) const { return m_rows[std::size_t(row)]; }
    [[nodiscard]] const std::vector<LabelIssue> &issues() const { return m_rows; }
    [[nodiscard]] int rowOf(ExamId exam) const; ///< -1: none.
    [[nodiscard]] std::optional<VerdictKind> verdict(int row) const;
    [[nodiscard]] int reviewed() const; ///< Rows with a verdict.
    /// The reasons as sentences, in the present language.
    [[nodiscard]] QStringList reasons(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(int row, Column column) const;

    IssueList m_list;
    std::vector<IssueKind> m_kinds;
    std::vector<LabelIssue> m_rows;
    QHash<qint64, VerdictKind> m_verdicts;
    bool m_hide = false;
};

/// The reasons of an issue as sentences, in the present language.
[[nodiscard]] QStringList issueSentences(const LabelIssue &issue, const QString &labelSet);

} // namespace retclip
