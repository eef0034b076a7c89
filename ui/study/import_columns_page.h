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

    /// Nothing: what is chosen can be imported; else what is to be chosen first.
    [[nodiscard]] QString missing() const;

signals:
    void changed(); ///< What a column becomes, or the pattern.
    void encodingChosen(const QString &encoding);

private:
    void makeTable();
    void showColumn(int row, const ColumnGuess &guess);
    void explain();
    void lookAhead(); ///< What the pattern reads from some names.
    [[nodiscard]] bool isFolder() const { return m_plan.columns.isEmpty(); }

    QComboBox *m_encoding;
    QTableWidget *m_columns;
    QLineEdit *m_multilabel, *m_pattern;
    QLabel *m_patternLabel, *m_headingRow, *m_multilabelLabel, *m_encodingLabel, *m_encodingHelp, *m_patternHelp, *m_missing;
    QTableWidget *m_preview; ///< Of a folder: names, and what is read from them.
    ImportPlan m_plan; ///< As it was shown.
    QStringList m_names; ///< Some of the folder's photographs.
};

/// Titles of the roles, for the combo boxes.
[[nodiscard]] QString titleOf(ColumnRole role);

} // namespace retclip
