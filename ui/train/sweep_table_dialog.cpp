// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/sweep_table_dialog.h"

#include "core/base/run_config.h"
#include "core/jobs/run_queue.h"
#include "core/study/study_document.h"
#include "ui/shell/theme.h"
#include "ui/train/choice_titles.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace retclip {

namespace {

QString meanText(const std::optional<MeanAndSpread> &value)
{
    if (!value)
        return QStringLiteral("–");
    const QString mean = QLocale().toString(value->mean, 'f', 3);
    return value->deviation ? QStringLiteral("%1 ± %2").arg(mean, QLocale().toString(*value->deviation, 'f', 3))
                            : mean;
}

QString metricTitle(const std::string &metric)
{
    return metric == "mean_recall_both_directions"
        ? QCoreApplication::translate("retclip::SweepTableDialog", "mean recall, both directions")
        : choiceTitle(QString::fromStdString(metric));
}

} // namespace

SweepTableDialog::SweepTableDialog(AppContext &context, const QString &group, QWidget *parent)
    : QDialog(parent), m_context(context), m_group(group)
{
    setWindowTitle(tr("Group of runs: %1").arg(group));
    resize(860, 460);
    m_told = new QLabel;
    m_told->setWordWrap(true);
    setLook(m_told, "secondary");
    m_list = new QTableWidget;
    m_list->setAccessibleName(windowTitle());
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(space::row);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_compare = new QPushButton(tr("Compare curves"));
    m_compare->setToolTip(tr("Shows the curves of the chosen row's runs together; without a choice, of the best three"));
    auto *copyButton = new QPushButton(tr("Copy table"));
    auto *close = new QPushButton(tr("Close"));
    setLook(close, "primary");
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_compare);
    foot->addWidget(copyButton);
    foot->addStretch(1);
    foot->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::m, space::l, space::m);
    layout->setSpacing(space::s);
    layout->addWidget(m_told);
    layout->addWidget(m_list, 1);
    layout->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(copyButton, &QPushButton::clicked, this, &SweepTableDialog::copy);
    connect(m_compare, &QPushButton::clicked, this, [this] {
        QVector<qint64> runs;
        const int chosen = m_list->currentRow();
        for (std::size_t row = 0; row < m_table.rows.size(); ++row)
            if (chosen >= 0 ? int(row) == chosen : row < 3)
                for (const RunRow &run : m_table.rows[row].runs)
                    runs.append(run.id.value);
        emit compareWanted(runs);
        accept();
    });
    connect(m_list, &QTableWidget::cellDoubleClicked, this, [this](int row) {
        if (row >= 0 && row < int(m_table.rows.size())) {
            emit runWanted(m_table.rows[std::size_t(row)].runs.front().id);
            accept();
        }
    });
    if (context.queue)
        connect(context.queue, &RunQueue::rowsChanged, this, &SweepTableDialog::fill);
    fill();
}

QString SweepTableDialog::heading(const std::string &key) const
{
    const FieldDescription *field = find_run_field(key);
    return field ? QCoreApplication::translate("RunField", field->label) : QString::fromStdString(key);
}

void SweepTableDialog::fill()
{
    if (!m_context.study)
        return;
    const auto runs = m_context.study->study().runs();
    if (!runs)
        return;
    m_table = sweepTable(*runs, m_group);
    const int settings = m_table.rows.empty() ? 0 : int(m_table.rows.front().settings.size());
    QStringList headings;
    for (int i = 0; i < settings; ++i)
        headings << heading(m_table.rows.front().settings[std::size_t(i)].first);
    headings << tr("Validation") << tr("Test") << tr("Done") << tr("Runs");
    const int chosen = m_list->currentRow();
    m_list->clear();
    m_list->setColumnCount(int(headings.size()));
    m_list->setHorizontalHeaderLabels(headings);
    m_list->setRowCount(int(m_table.rows.size()));
    const SweepRow *best = m_table.best();
    int done = 0, all = 0;
    for (int r = 0; r < int(m_table.rows.size()); ++r) {
        const SweepRow &row = m_table.rows[std::size_t(r)];
        QStringList cells, numbers;
        for (const auto &[key, value] : row.settings)
            cells << choiceTitle(QString::fromStdString(value));
        for (const RunRow &run : row.runs)
            numbers << QStringLiteral("#%1").arg(run.id.value);
        cells << meanText(row.validation) << meanText(row.test)
              << tr("%1 of %2").arg(row.done).arg(row.runs.size()) << numbers.join(QStringLiteral(" "));
        done += row.done;
        all += int(row.runs.size());
        for (int c = 0; c < cells.size(); ++c) {
            auto *cell = new QTableWidgetItem(cells[c]);
            if (&row == best) {
                QFont font = cell->font();
                font.setBold(true);
                cell->setFont(font);
            }
            m_list->setItem(r, c, cell);
        }
    }
    m_list->resizeColumnsToContents();
    if (chosen >= 0 && chosen < m_list->rowCount())
        m_list->selectRow(chosen);
    m_told->setText(tr("Compared by %1 on validation, best first: mean ± standard deviation over the folds. %2 of %3 "
                       "runs are done.")
                        .arg(metricTitle(m_table.metric)).arg(done).arg(all));
    m_compare->setEnabled(!m_table.rows.empty());
}

void SweepTableDialog::copy()
{
    QString text;
    QStringList headings;
    for (int c = 0; c < m_list->columnCount(); ++c)
        headings << m_list->horizontalHeaderItem(c)->text();
    text = headings.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (int r = 0; r < m_list->rowCount(); ++r) {
        QStringList cells;
        for (int c = 0; c < m_list->columnCount(); ++c)
            cells << m_list->item(r, c)->text();
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    QApplication::clipboard()->setText(text);
}

} // namespace retclip
