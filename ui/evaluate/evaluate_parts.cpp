// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluate_parts.h"

#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace retclip {

FigureTile::FigureTile(QWidget *parent)
    : QFrame(parent), m_name(labelWithLook("caption")), m_value(labelWithLook("figure")),
      m_beneath(labelWithLook("caption"))
{
    setLook(this, "card");
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(space::m, space::s, space::m, space::s);
    box->setSpacing(0);
    box->addWidget(m_name);
    box->addWidget(m_value);
    box->addWidget(m_beneath);
}

void FigureTile::setContents(const QString &name, const QString &value, const QString &beneath)
{
    m_name->setText(name);
    m_value->setText(value);
    m_beneath->setText(beneath);
    m_beneath->setWordWrap(value == QStringLiteral("–")); // The reason why there is none.
    setAccessibleName(QStringLiteral("%1 %2 %3").arg(name, value, beneath));
}

QFrame *cardFrame()
{
    auto *frame = new QFrame;
    setLook(frame, "card");
    return frame;
}

QLabel *labelWithLook(const char *look, bool wraps)
{
    auto *label = new QLabel;
    setLook(label, look);
    label->setWordWrap(wraps);
    return label;
}

QTableWidget *readingTable()
{
    auto *table = new QTableWidget;
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(space::row);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setMinimumSectionSize(64);
    table->setFrameShape(QFrame::NoFrame);
    table->setAttribute(Qt::WA_InputMethodEnabled, false);
    table->setTabKeyNavigation(false);
    return table;
}

QTableWidgetItem *putCell(QTableWidget &table, int row, int column, const QString &text,
                          const QString &toolTip)
{
    auto *item = new QTableWidgetItem(text);
    item->setToolTip(toolTip);
    if (column > 0)
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table.setItem(row, column, item);
    return item;
}

} // namespace retclip
