// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/app_context.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace retclip {

/// A label set: its name and kind, what it means, and its classes with key, colour and definition. A new one,
/// or one that is there: then name, kind and the names of its classes stand, and classes can be added.
/// Saying what is there differently is an edit that undo takes back.
class LabelSetDialog : public QDialog
{
    Q_OBJECT

public:
    /// `present` null: a new set.
    LabelSetDialog(AppContext &context, const LabelSet *present, QWidget *parent);
    [[nodiscard]] QString setName() const;

    void accept() override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum Column { keyColumn, colourColumn, nameColumn, definitionColumn, columnCount };
    void makeHead();
    void makeClasses();
    void makeAdding();
    void addClass(const LabelClass &entry, bool isThere);
    void addTyped();
    void removeClass();
    void activate(int row, int column);
    void askForColour(int row);
    void paintColour(int row);
    void refreshButtons();
    [[nodiscard]] LabelSet asTyped() const;
    [[nodiscard]] bool store();

    AppContext &m_context;
    std::optional<LabelSet> m_present;
    QLineEdit *m_name, *m_typed;
    QComboBox *m_kind, *m_unit;
    QPlainTextEdit *m_definition;
    QTableWidget *m_classes;
    QPushButton *m_remove, *m_ok = nullptr;
    QLabel *m_problem;
};

} // namespace retclip
