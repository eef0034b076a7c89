// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/measures_table.h"

#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QLocale>

namespace retclip {

namespace {
constexpr const char *shownMeasures[]{"recall_at_1", "recall_at_5",          "recall_at_10",
                                      "median_rank", "mean_reciprocal_rank", "chance_at_5"};
}

MeasuresTable::MeasuresTable(QWidget *parent) : QTableWidget(parent)
{
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(space::row);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setMinimumSectionSize(64);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(170);
}

MeasuresTable::Row MeasuresTable::rowOf(const QString &level, const QString &direction,
                                        const QString &kind, const RetrievalReport &report)
{
    const QLocale locale;
    Row row;
    row.cells << QStringLiteral("%1 · %2 · %3").arg(level, direction, kind);
    row.tips << tr("n = %1 queries, %2 candidates")
                    .arg(locale.toString(qint64(report.queries)),
                         locale.toString(qint64(report.gallery)));
    for (const std::string measure : shownMeasures) {
        const auto found = report.metrics.find(measure);
        if (found == report.metrics.end() || !found->second.value) {
            row.cells << QStringLiteral("–");
            row.tips << QString();
            continue;
        }
        const auto &metric = found->second;
        row.cells << locale.toString(*metric.value, 'f', measure == "median_rank" ? 0 : 3);
        row.tips << (metric.interval ? tr("95 % interval %1 to %2")
                                           .arg(locale.toString(metric.interval->low, 'f', 3),
                                                locale.toString(metric.interval->high, 'f', 3))
                                     : QString());
    }
    return row;
}

void MeasuresTable::showMeasures(const RetrievalMeasures &measures)
{
    m_measures = measures;
    setColumnCount(int(std::size(shownMeasures)) + 1);
    setHorizontalHeaderLabels({tr("level, direction, positives"), QStringLiteral("R@1"),
                               QStringLiteral("R@5"), QStringLiteral("R@10"), tr("median rank"),
                               QStringLiteral("MRR"), tr("chance R@5")});
    QVector<Row> rows;
    for (const RetrievalEvaluation &each : m_measures->levels) {
        const QString level = each.level == Level::patient ? tr("patient")
            : each.level == Level::left                    ? tr("left")
                                                           : tr("right");
        rows << rowOf(level, tr("text → images"), tr("several"), each.textToImage)
             << rowOf(level, tr("text → images"), tr("naive"), each.textToImageNaive)
             << rowOf(level, tr("images → text"), tr("several"), each.imageToText)
             << rowOf(level, tr("images → text"), tr("naive"), each.imageToTextNaive);
    }
    setRowCount(int(rows.size()));
    for (int r = 0; r < rows.size(); ++r)
        for (int c = 0; c < rows[r].cells.size(); ++c) {
            auto *item = new QTableWidgetItem(rows[r].cells[c]);
            item->setToolTip(rows[r].tips.value(c));
            if (c > 0)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            setItem(r, c, item);
        }
}

void MeasuresTable::clearMeasures()
{
    m_measures.reset();
    setRowCount(0);
}

void MeasuresTable::retranslate()
{
    setAccessibleName(tr("Retrieval measures"));
    if (m_measures)
        showMeasures(RetrievalMeasures(*m_measures));
}

} // namespace retclip
