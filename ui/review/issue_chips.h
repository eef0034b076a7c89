// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/label_issues.h"

#include <QWidget>

#include <array>
#include <map>

class QPushButton;

namespace retclip {

/// A row of buttons, one a kind of label issue with how many exams it has, and one for all: which are listed.
class IssueChips : public QWidget
{
    Q_OBJECT

public:
    explicit IssueChips(QWidget *parent = nullptr);

    void setCounts(qint64 all, const std::map<IssueKind, qint64> &counts);
    [[nodiscard]] std::vector<IssueKind> kinds() const; ///< Empty: all.
    void choose(std::optional<IssueKind> kind);
    void chooseNext(); ///< The next one that has exams.
    void retranslate();

signals:
    void chosen();

private:
    struct Chip
    {
        std::optional<IssueKind> kind;
        QPushButton *button = nullptr;
        qint64 count = 0;
    };
    std::array<Chip, allIssueKinds.size() + 1> m_chips;
};

/// "model", "look-alikes" …: what a chip says.
[[nodiscard]] QString issueKindText(IssueKind kind);

} // namespace retclip
