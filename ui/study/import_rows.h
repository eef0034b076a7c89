// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"

#include <QDialog>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QTableWidget;

namespace retclip {

/// What is not in of an import, and what is in but is to be looked at or lacks something: a line a
/// sentence, worst first, with a button that saves it all.
class ImportRows : public QWidget
{
    Q_OBJECT

public:
    explicit ImportRows(QWidget *parent);

    void showReport(const ImportReport &report);
    void clear();

signals:
    void failed(const retclip::Error &error); ///< The list could not be saved.

private:
    void makeTable();
    void showRow(int place, const SkippedRow &row);
    void save();

    std::optional<ImportReport> m_report;
    QLabel *m_title;
    QPushButton *m_save;
    QTableWidget *m_table;
};

/// The list of one import, from its message.
class ImportRowsDialog : public QDialog
{
    Q_OBJECT

public:
    ImportRowsDialog(const QString &source, const ImportReport &report, QWidget *parent);
    [[nodiscard]] ImportRows *rows() const { return m_rows; }

private:
    ImportRows *m_rows;
};

} // namespace retclip
