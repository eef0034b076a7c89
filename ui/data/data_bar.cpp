// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_bar.h"

#include "core/base/result.h"
#include "ui/data/query_line.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace retclip {

DataBar::DataBar(QWidget *parent) : QFrame(parent)
{
    setLook(this, "topbar");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::s, space::s, space::m, space::s);
    row->setSpacing(space::s);
    m_facets = addTool("facet", "facetsButton");
    m_facets->setChecked(true);
    m_query = new QueryLine(this);
    m_query->setProperty("pane", true);
    m_query->setMinimumHeight(space::bar);
    row->addWidget(m_query, 1);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("examCount"));
    m_count->setMinimumWidth(theme().scaled(90));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setLook(m_count, "label");
    row->addWidget(m_count);
    row->addSpacing(space::s);
    m_sort = new QComboBox(this);
    m_sort->setObjectName(QStringLiteral("sort"));
    for (const char *field : {"", "sort:patient", "sort:-date", "sort:date", "sort:-age", "sort:age"})
        m_sort->addItem(QString(), QString::fromLatin1(field));
    row->addWidget(m_sort);
    m_checks = addTool("poor-image", "checksButton");
    m_checks->setCheckable(false);
    m_grid = addTool("grid", "gridButton");
    m_table = addTool("table", "tableButton");
    m_details = addTool("details", "detailsButton");
    m_details->setChecked(true);
    connect(m_sort, &QComboBox::activated, this, &DataBar::orderChosen);
    connect(m_facets, &QToolButton::toggled, this, &DataBar::facetsShown);
    connect(m_details, &QToolButton::toggled, this, &DataBar::detailsShown);
    connect(m_checks, &QToolButton::clicked, this, &DataBar::checksWanted);
    connect(m_grid, &QToolButton::clicked, this, [this] { emit tableWanted(false); });
    connect(m_table, &QToolButton::clicked, this, [this] { emit tableWanted(true); });
}

QToolButton *DataBar::addTool(const char *icon, const char *name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setIcon(theme().icon(QString::fromLatin1(icon)));
    button->setIconSize({18, 18});
    button->setCheckable(true);
    layout()->addWidget(button);
    return button;
}

QString DataBar::query() const
{
    return m_query->text();
}

QString DataBar::wholeQuery() const
{
    const QString sort = m_sort->currentData().toString();
    const QString line = query().trimmed();
    if (sort.isEmpty() || line.contains(QLatin1String("sort:")))
        return line;
    return line.isEmpty() ? sort : line + QLatin1Char(' ') + sort;
}

void DataBar::sortBy(const QString &field, const QString &title)
{
    const QString up = QStringLiteral("sort:") + field;
    const QString down = QStringLiteral("sort:-") + field;
    const QString wanted = m_sort->currentData().toString() == up ? down : up;
    int place = m_sort->findData(wanted);
    if (place < 0) {
        m_sort->addItem(title + (wanted == up ? QStringLiteral(" ↑") : QStringLiteral(" ↓")),
                        wanted);
        place = m_sort->count() - 1;
    }
    m_sort->setCurrentIndex(place);
    emit orderChosen();
}

void DataBar::showCount(int exams, const QString &tip)
{
    m_count->setText(tr("%Ln exam(s)", nullptr, exams));
    m_count->setToolTip(tip);
    setLook(m_count, "label");
}

void DataBar::showError(const Error &error)
{
    m_query->showError(error);
    m_count->setText(translated(error.what_happened));
    m_count->setToolTip(translated(error.what_to_do));
    setLook(m_count, "error");
}

void DataBar::showTable(bool table)
{
    m_grid->setChecked(!table);
    m_table->setChecked(table);
}

void DataBar::toggleFacets()
{
    m_facets->toggle();
}

void DataBar::retranslate()
{
    nameButton(*m_facets, tr("Facets  (Ctrl+B)"));
    nameButton(*m_checks, tr("Checks of photographs: quality, eyes, copies…"));
    nameButton(*m_grid, tr("Grid of pairs"));
    nameButton(*m_table, tr("Table  (F4)"));
    nameButton(*m_details, tr("Details"));
    const QStringList orders{tr("In order of patient"), tr("Patient ↑"), tr("Newest first"),
                             tr("Oldest first"), tr("Age, highest first"), tr("Age, lowest first")};
    for (int i = 0; i < orders.size(); ++i)
        m_sort->setItemText(i, orders.at(i));
    m_sort->setAccessibleName(tr("Order"));
}

} // namespace retclip
