// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_rows.h"

#include "core/study/message_words.h"
#include "ui/shell/theme.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

constexpr qsizetype rowsAtMost = 500;

QString wordOfFate(RowFate fate)
{
    switch (fate) {
    case RowFate::leftOut: return ImportRows::tr("left out");
    case RowFate::withoutPhotograph: return ImportRows::tr("in, without a photograph");
    case RowFate::withoutValue: return ImportRows::tr("in, without the value");
    case RowFate::toLookAt: return ImportRows::tr("in, to be looked at");
    }
    return {};
}

int placeOfFate(RowFate fate)
{
    return fate == RowFate::leftOut ? 0 : fate == RowFate::toLookAt ? 1 : fate == RowFate::withoutPhotograph ? 2 : 3;
}

/// Worst first; of a row that is left out a remark says nothing new.
QVector<SkippedRow> linesOf(const ImportReport &report)
{
    QVector<SkippedRow> lines = report.skipped;
    for (const SkippedRow &remark : report.remarks) {
        const bool isOut = std::any_of(report.skipped.cbegin(), report.skipped.cend(), [&remark](const SkippedRow &row) {
            return row.fate == RowFate::leftOut && row.row == remark.row && row.source == remark.source;
        });
        if (!isOut)
            lines.append(remark);
    }
    std::stable_sort(lines.begin(), lines.end(), [](const SkippedRow &a, const SkippedRow &b) {
        return placeOfFate(a.fate) < placeOfFate(b.fate);
    });
    return lines;
}

QString countsOf(const QVector<SkippedRow> &lines, const ImportReport &report)
{
    const auto told = [&lines](RowFate fate) {
        return int(std::count_if(lines.cbegin(), lines.cend(), [fate](const SkippedRow &row) { return row.fate == fate; }));
    };
    const int out = int(rowsOf(report, RowFate::leftOut));
    QStringList said{out == 0 ? ImportRows::tr("No row is left out.") : ImportRows::tr("%n row(s) are left out.", nullptr, out)};
    if (const int n = int(rowsOf(report, RowFate::toLookAt)))
        said << ImportRows::tr("%n of what is in should be looked at.", nullptr, n);
    if (const int n = told(RowFate::withoutPhotograph))
        said << ImportRows::tr("%n photograph(s) are not in; the rest of their rows is.", nullptr, n);
    if (const int n = told(RowFate::withoutValue))
        said << ImportRows::tr("%n value(s) could not be read; their rows are in.", nullptr, n);
    return said.join(QLatin1Char(' '));
}

} // namespace

ImportRows::ImportRows(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto *row = new QHBoxLayout;
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("wizardSkippedTitle"));
    m_title->setWordWrap(true);
    setLook(m_title, "label");
    m_save = new QPushButton(tr("Save the list…"), this);
    m_save->setObjectName(QStringLiteral("wizardSaveSkipped"));
    row->addWidget(m_title, 1);
    row->addWidget(m_save, 0, Qt::AlignTop);
    column->addLayout(row);
    makeTable();
    column->addWidget(m_table, 1);
    connect(m_save, &QPushButton::clicked, this, &ImportRows::save);
    clear();
}

void ImportRows::makeTable()
{
    m_table = new QTableWidget(0, 4, this);
    m_table->setObjectName(QStringLiteral("wizardSkipped"));
    m_table->setAccessibleName(tr("What is not in, or to be looked at"));
    m_table->setHorizontalHeaderLabels({tr("File"), tr("Row"), tr("What became of it"), tr("Why")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setWordWrap(true);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
}

void ImportRows::clear()
{
    m_report.reset();
    m_title->clear();
    m_table->setRowCount(0);
    m_table->hide();
    m_save->setEnabled(false);
}

void ImportRows::showReport(const ImportReport &report)
{
    m_report = report;
    const QVector<SkippedRow> lines = linesOf(report);
    m_title->setText(countsOf(lines, report));
    m_save->setEnabled(!lines.isEmpty());
    const int shown = int(std::min(lines.size(), rowsAtMost));
    if (shown < lines.size())
        m_title->setText(m_title->text() + QLatin1Char(' ')
                         + tr("The first %n line(s) are shown here; the saved list holds all.", nullptr, shown));
    m_table->setRowCount(shown);
    for (int i = 0; i < shown; ++i)
        showRow(i, lines.at(i));
    m_table->resizeColumnToContents(1);
    m_table->resizeColumnToContents(2);
    m_table->setColumnWidth(0, theme().scaled(180));
    m_table->setVisible(shown > 0);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void ImportRows::showRow(int place, const SkippedRow &row)
{
    QString why = translated(row.reason);
    if (!row.cause.empty())
        why += QLatin1Char(' ') + translated(row.cause);
    const QString cells[] = {QFileInfo(row.source).fileName(), row.row > 0 ? QLocale().toString(row.row) : QString(),
                             wordOfFate(row.fate), why};
    for (int column = 0; column < 4; ++column) {
        auto *item = new QTableWidgetItem(cells[column]);
        item->setToolTip(column == 0 ? row.source : cells[column]);
        m_table->setItem(place, column, item);
    }
    const bool warns = row.fate != RowFate::withoutValue;
    m_table->item(place, 2)->setIcon(theme().icon(warns ? QStringLiteral("warning") : QStringLiteral("info"),
                                                  warns ? Token::warning : Token::textSecondary));
}

void ImportRows::save()
{
    if (!m_report)
        return;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the list"), QStringLiteral("left_out.csv"), tr("Tables (*.csv)"));
    if (file.isEmpty())
        return;
    if (auto written = writeSkipped(m_report->skipped + m_report->remarks, file); !written)
        emit failed(written.error());
}

ImportRowsDialog::ImportRowsDialog(const QString &source, const ImportReport &report, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("importRows"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import of %1").arg(source));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    m_rows = new ImportRows(this);
    m_rows->showReport(report);
    column->addWidget(m_rows, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    resize(theme().scaled(860), theme().scaled(440));
}

} // namespace retclip
