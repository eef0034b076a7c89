// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/sweep.h"
#include "ui/shell/app_context.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableWidget;

namespace retclip {

/// A group of runs as a table: what varies, mean and spread over folds, the best first. Follows the
/// queue while it stands open.
class SweepTableDialog : public QDialog
{
    Q_OBJECT

public:
    SweepTableDialog(AppContext &context, const QString &group, QWidget *parent = nullptr);

signals:
    void compareWanted(const QVector<qint64> &runs); ///< Of the chosen row, else of the best three.
    void runWanted(retclip::RunId run);

private:
    void fill();
    void copy();
    [[nodiscard]] QString heading(const std::string &key) const;

    AppContext &m_context;
    QString m_group;
    SweepTable m_table;
    QLabel *m_told;
    QTableWidget *m_list;
    QPushButton *m_compare;
};

} // namespace retclip
