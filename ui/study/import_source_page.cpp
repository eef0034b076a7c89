// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_source_page.h"

#include "core/import/importer.h"
#include "ui/shell/theme.h"
#include "ui/study/help_label.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace retclip {

ImportSourcePage::ImportSourcePage(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(helpLabel(tr("A table (CSV, TSV, XLSX) that names the photographs, a folder "
                                   "of photographs or DICOM files, or a data set in a layout that is "
                                   "known here."),
                                this));
    auto *row = new QHBoxLayout;
    m_source = new QLineEdit(this);
    m_source->setObjectName(QStringLiteral("wizardSource"));
    m_source->setPlaceholderText(tr("File or folder"));
    m_source->setAccessibleName(tr("File or folder"));
    auto *file = new QPushButton(tr("File…"), this);
    auto *folder = new QPushButton(tr("Folder…"), this);
    row->addWidget(m_source, 1);
    row->addWidget(file);
    row->addWidget(folder);
    column->addLayout(row);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    m_layout = new QComboBox(this);
    m_layout->setObjectName(QStringLiteral("wizardLayout"));
    m_layout->addItem(tr("Find out"), QStringLiteral("auto"));
    for (const Importer *one : importers()) {
        m_layout->addItem(one->title(), one->id());
        m_layout->setItemData(m_layout->count() - 1, one->help(), Qt::ToolTipRole);
    }
    form->addRow(tr("Layout"), m_layout);
    column->addLayout(form);
    m_found = new QLabel(this);
    m_found->setWordWrap(true);
    column->addWidget(m_found);
    column->addStretch();
    connect(file, &QPushButton::clicked, this,
            [this] { take(QFileDialog::getOpenFileName(this, tr("Import"), m_source->text())); });
    connect(folder, &QPushButton::clicked, this, [this] {
        take(QFileDialog::getExistingDirectory(this, tr("Import"), m_source->text()));
    });
    connect(m_source, &QLineEdit::textChanged, this, &ImportSourcePage::sourceEdited);
    connect(m_layout, &QComboBox::activated, this, &ImportSourcePage::layoutChosen);
}

void ImportSourcePage::take(const QString &path)
{
    if (path.isEmpty())
        return;
    m_source->setText(path);
    emit sourceChosen();
}

void ImportSourcePage::setSource(const QString &path)
{
    m_source->setText(QDir::toNativeSeparators(path));
}

QString ImportSourcePage::source() const
{
    return QDir::fromNativeSeparators(m_source->text().trimmed());
}

QString ImportSourcePage::layoutId() const
{
    return m_layout->currentData().toString();
}

void ImportSourcePage::showFound(const ImportPlan &plan)
{
    const Importer *used = importer(plan.layout);
    m_found->setText(tr("Found: %1").arg(used ? used->title() : plan.layout)
                     + (used ? QLatin1Char('\n') + used->help() : QString()));
}

void ImportSourcePage::clearFound()
{
    m_found->clear();
}

} // namespace retclip
