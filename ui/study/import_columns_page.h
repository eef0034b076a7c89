// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace retclip {

/// The wizard's second step: what each column of a table becomes; of a folder, how its files' names
/// are read.
class ImportColumnsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportColumnsPage(QWidget *parent);

    void showPlan(const ImportPlan &plan);
    /// Puts what was chosen into the plan that is shown.
    void read(ImportPlan &plan) const;

signals:
    void encodingChosen(const QString &encoding);

private:
    void makeTable();
    void showColumn(int row, const ColumnGuess &guess);

    QComboBox *m_encoding;
    QTableWidget *m_columns;
    QLineEdit *m_multilabel, *m_pattern;
    QLabel *m_patternLabel, *m_headingRow;
};

/// Titles of the roles, for the combo boxes.
[[nodiscard]] QString titleOf(ColumnRole role);

} // namespace retclip
