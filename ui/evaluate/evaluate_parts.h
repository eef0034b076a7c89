// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QString>
#include <QTableWidget>

namespace retclip {

class ShownEvaluation;

// Small parts that several pages of Evaluate are made of.

/// A name, a figure and what stands beneath it.
class FigureTile : public QFrame
{
    Q_OBJECT

public:
    explicit FigureTile(QWidget *parent = nullptr);
    void setContents(const QString &name, const QString &value, const QString &beneath);
    [[nodiscard]] QString value() const { return m_value->text(); }
    [[nodiscard]] QString beneath() const { return m_beneath->text(); }

private:
    QLabel *m_name, *m_value, *m_beneath;
};

[[nodiscard]] QFrame *cardFrame();
[[nodiscard]] QLabel *labelWithLook(const char *look, bool wraps = false);
/// Rows to read and to choose, no cell to edit.
[[nodiscard]] QTableWidget *readingTable();
/// Text right-aligned but in the first column; returns the item.
QTableWidgetItem *putCell(QTableWidget &table, int row, int column, const QString &text,
                          const QString &toolTip = {});

} // namespace retclip
