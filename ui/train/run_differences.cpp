// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_differences.h"

#include "core/base/run_config.h"
#include "ui/shell/theme.h"
#include "ui/train/run_list.h"

#include <QCoreApplication>
#include <QHeaderView>

#include <functional>

namespace retclip {

RunDifferences::RunDifferences(QWidget *parent) : QTableWidget(parent)
{
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(space::row);
    horizontalHeader()->setStretchLastSection(true);
    setFrameShape(QFrame::NoFrame);
}

void RunDifferences::showRuns(const QVector<RunRow> &runs)
{
    clear();
    QStringList heading{tr("setting")};
    for (const RunRow &run : runs)
        heading << QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name);
    setColumnCount(int(heading.size()));
    setHorizontalHeaderLabels(heading);
    QVector<QStringList> rows;
    const auto compare = [&](const QString &name, const std::function<QString(const RunRow &)> &value,
                             bool always) {
        QStringList row{name};
        bool differ = always;
        for (const RunRow &run : runs)
            row << value(run);
        for (int i = 2; i < row.size(); ++i)
            differ |= row[i] != row[1];
        if (differ)
            rows.append(row);
    };
    compare(tr("best figure"), [](const RunRow &run) { return runHeadline(run); }, true);
    compare(tr("data"), [](const RunRow &run) {
        return run.dataset.isEmpty() ? tr("whole study") : run.dataset;
    }, true);
    compare(tr("data version"), [](const RunRow &run) { return run.manifestHash.left(12); }, true);
    compare(tr("preset"), [](const RunRow &run) { return run.preset; }, true);
    for (const FieldDescription &field : run_fields()) {
        const QString key = QString::fromLatin1(field.key);
        compare(QCoreApplication::translate("RunField", field.label),
                [&key](const RunRow &run) {
                    const QJsonValue value = run.config.value(key);
                    if (value.isUndefined())
                        return QStringLiteral("–");
                    return value.toVariant().toString();
                },
                false);
    }
    setRowCount(int(rows.size()));
    for (int r = 0; r < rows.size(); ++r)
        for (int c = 0; c < rows[r].size(); ++c)
            setItem(r, c, new QTableWidgetItem(rows[r][c]));
    resizeColumnToContents(0);
    for (int c = 1; c < columnCount(); ++c)
        setColumnWidth(c, 160);
}

} // namespace retclip
