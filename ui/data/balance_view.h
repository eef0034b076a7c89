// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/dataset_diff.h"

#include <QTreeWidget>

namespace retclip {

/// How a dataset is shared out: a line a value, a bar a split. A bar is the value's share of the exams of
/// its split, so bars of one line that are alike mean that the splits are alike. What a split lacks is
/// said in words.
class BalanceView : public QTreeWidget
{
    Q_OBJECT

public:
    explicit BalanceView(QWidget *parent = nullptr);

    void setProfile(const DatasetProfile &profile);
    /// Field and value of a line; empty: it is a headline or a count.
    [[nodiscard]] static std::pair<QString, QString> rowOf(const QTreeWidgetItem &item);
    void retranslate();

signals:
    void rowActivated(const QString &field, const QString &value);

private:
    void addCounts(const DatasetProfile &profile);
};

} // namespace retclip
