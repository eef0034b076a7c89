// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_columns_page.h"

#include "ui/shell/theme.h"
#include "ui/study/help_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

namespace retclip {

QString titleOf(ColumnRole role)
{
    switch (role) {
    case ColumnRole::ignore: return ImportColumnsPage::tr("leave out");
    case ColumnRole::patient: return ImportColumnsPage::tr("patient");
    case ColumnRole::exam: return ImportColumnsPage::tr("exam");
    case ColumnRole::date: return ImportColumnsPage::tr("date");
    case ColumnRole::age: return ImportColumnsPage::tr("age");
    case ColumnRole::sex: return ImportColumnsPage::tr("sex");
    case ColumnRole::camera: return ImportColumnsPage::tr("camera");
    case ColumnRole::site: return ImportColumnsPage::tr("site");
    case ColumnRole::split: return ImportColumnsPage::tr("split");
    case ColumnRole::leftImage: return ImportColumnsPage::tr("left eye (OS)");
    case ColumnRole::rightImage: return ImportColumnsPage::tr("right eye (OD)");
    case ColumnRole::image: return ImportColumnsPage::tr("photograph");
    case ColumnRole::laterality: return ImportColumnsPage::tr("which eye");
    case ColumnRole::report: return ImportColumnsPage::tr("report");
    case ColumnRole::leftReport: return ImportColumnsPage::tr("report of the left eye");
    case ColumnRole::rightReport: return ImportColumnsPage::tr("report of the right eye");
    case ColumnRole::label: return ImportColumnsPage::tr("label set");
    case ColumnRole::multilabelClass: return ImportColumnsPage::tr("class, 0 or 1");
    case ColumnRole::tag: return ImportColumnsPage::tr("tag");
    case ColumnRole::comment: return ImportColumnsPage::tr("comment");
    }
    return {};
}

ImportColumnsPage::ImportColumnsPage(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    auto *row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Encoding"), this));
    m_encoding = new QComboBox(this);
    m_encoding->setObjectName(QStringLiteral("wizardEncoding"));
    for (const char *name : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"})
        m_encoding->addItem(QString::fromLatin1(name));
    row->addWidget(m_encoding);
    row->addWidget(helpLabel(tr("Choose another one where the values look garbled."), this), 1);
    column->addLayout(row);
    m_headingRow = helpLabel({}, this);
    m_headingRow->setObjectName(QStringLiteral("wizardHeadingRow"));
    column->addWidget(m_headingRow);
    makeTable();
    column->addWidget(m_columns, 1);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    m_multilabel = new QLineEdit(this);
    form->addRow(tr("Name of the set of 0/1 classes"), m_multilabel);
    m_patternLabel = new QLabel(tr("File name pattern"), this);
    m_pattern = new QLineEdit(this);
    m_pattern->setObjectName(QStringLiteral("wizardPattern"));
    m_pattern->setFont(theme().font(TypeRole::mono));
    m_pattern->setToolTip(tr("A regular expression with the groups patient, eye and, where there is "
                             "one, date."));
    form->addRow(m_patternLabel, m_pattern);
    column->addLayout(form);
    connect(m_encoding, &QComboBox::activated, this,
            [this] { emit encodingChosen(m_encoding->currentText()); });
}

void ImportColumnsPage::makeTable()
{
    m_columns = new QTableWidget(0, 4, this);
    m_columns->setObjectName(QStringLiteral("wizardColumns"));
    m_columns->setHorizontalHeaderLabels(
        {tr("Your column"), tr("Becomes"), tr("First values"), tr("Fit")});
    m_columns->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columns->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_columns->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_columns->horizontalHeader()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
    m_columns->setColumnWidth(1, theme().scaled(190));
    m_columns->verticalHeader()->hide();
    m_columns->verticalHeader()->setDefaultSectionSize(theme().scaled(34));
    m_columns->setShowGrid(false);
    m_columns->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_columns->setSelectionMode(QAbstractItemView::NoSelection);
}

void ImportColumnsPage::showPlan(const ImportPlan &plan)
{
    const int encoding = m_encoding->findText(plan.encoding);
    if (encoding >= 0)
        m_encoding->setCurrentIndex(encoding);
    else if (!plan.encoding.isEmpty()) {
        m_encoding->addItem(plan.encoding);
        m_encoding->setCurrentIndex(m_encoding->count() - 1);
    }
    m_encoding->setEnabled(!plan.columns.isEmpty());
    m_multilabel->setText(plan.multilabelName);
    m_pattern->setText(plan.pattern);
    const bool byName = !plan.pattern.isEmpty() || plan.columns.isEmpty();
    m_pattern->setVisible(byName);
    m_patternLabel->setVisible(byName);
    m_headingRow->setVisible(plan.headingRow > 0);
    m_headingRow->setText(tr("The headings were taken from row %1; the rows above it are not read.").arg(plan.headingRow));
    m_columns->setRowCount(int(plan.columns.size()));
    for (qsizetype i = 0; i < plan.columns.size(); ++i)
        showColumn(int(i), plan.columns.at(i));
}

void ImportColumnsPage::showColumn(int row, const ColumnGuess &guess)
{
    m_columns->setItem(row, 0, new QTableWidgetItem(guess.heading));
    auto *role = new QComboBox(m_columns);
    for (int r = int(ColumnRole::ignore); r <= int(ColumnRole::comment); ++r)
        role->addItem(titleOf(ColumnRole(r)), r);
    role->setCurrentIndex(role->findData(int(guess.role)));
    role->setAccessibleName(tr("Column %1 becomes").arg(guess.heading));
    m_columns->setCellWidget(row, 1, role);
    auto *values = new QTableWidgetItem(guess.firstValues.join(QStringLiteral(" · ")));
    values->setToolTip(guess.firstValues.join(QLatin1Char('\n')));
    m_columns->setItem(row, 2, values);
    auto *fit = new QTableWidgetItem(guess.fit);
    fit->setForeground(theme().color(Token::textSecondary));
    m_columns->setItem(row, 3, fit);
}

void ImportColumnsPage::read(ImportPlan &plan) const
{
    for (qsizetype i = 0; i < plan.columns.size(); ++i) {
        if (auto *role = qobject_cast<QComboBox *>(m_columns->cellWidget(int(i), 1)))
            plan.columns[i].role = ColumnRole(role->currentData().toInt());
    }
    if (!m_multilabel->text().trimmed().isEmpty())
        plan.multilabelName = m_multilabel->text().trimmed();
    plan.pattern = m_pattern->text();
}

} // namespace retclip
