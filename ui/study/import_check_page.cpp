// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_check_page.h"

#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/study/key_file_line.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

ImportCheckPage::ImportCheckPage(const QString &proposedKey, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("wizardCounts"));
    m_counts->setWordWrap(true);
    m_counts->setTextFormat(Qt::RichText);
    column->addWidget(m_counts);
    column->addLayout(makeLeftOut());
    column->addWidget(m_skipped, 1);
    addChoices(*column, proposedKey);
    // Where no row is left out there is no list to take the height.
    for (QLabel *words : {m_counts, m_skippedTitle})
        words->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addStretch(0);
    connect(m_deidentify, &QCheckBox::toggled, this, &ImportCheckPage::choosePrivacy);
    connect(m_key, &KeyFileLine::changed, this, &ImportCheckPage::keyChanged);
    connect(m_saveSkipped, &QPushButton::clicked, this, &ImportCheckPage::saveSkipped);
}

/// The list of what is left out and, returned, the row over it.
QLayout *ImportCheckPage::makeLeftOut()
{
    auto *row = new QHBoxLayout;
    m_skippedTitle = new QLabel(this);
    setLook(m_skippedTitle, "label");
    m_saveSkipped = new QPushButton(tr("Save the list…"), this);
    m_saveSkipped->setObjectName(QStringLiteral("wizardSaveSkipped"));
    row->addWidget(m_skippedTitle, 1);
    row->addWidget(m_saveSkipped);
    m_skipped = new QTableWidget(0, 4, this);
    m_skipped->setObjectName(QStringLiteral("wizardSkipped"));
    m_skipped->setHorizontalHeaderLabels({tr("File"), tr("Row"), tr("What became of it"), tr("Why")});
    m_skipped->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_skipped->horizontalHeader()->setStretchLastSection(true);
    m_skipped->setColumnWidth(0, theme().scaled(260));
    m_skipped->verticalHeader()->hide();
    m_skipped->setShowGrid(false);
    m_skipped->setEditTriggers(QAbstractItemView::NoEditTriggers);
    return row;
}

void ImportCheckPage::addChoices(QVBoxLayout &rows, const QString &proposedKey)
{
    QVBoxLayout *column = &rows;
    m_link = new QRadioButton(tr("Link the photographs: they stay where they are"), this);
    m_copy = new QRadioButton(tr("Copy the photographs into the study"), this);
    m_copy->setObjectName(QStringLiteral("wizardCopy"));
    m_link->setChecked(true);
    m_hash = new QCheckBox(tr("Find photographs of the same content"), this);
    m_hash->setChecked(true);
    column->addWidget(m_link);
    column->addWidget(m_copy);
    column->addWidget(m_hash);
    m_deidentify = new QCheckBox(tr("Remove names and dates of birth: pseudonyms, days moved, reports redacted, "
                                    "photographs copied without metadata"),
                                 this);
    m_deidentify->setObjectName(QStringLiteral("wizardDeidentify"));
    column->addWidget(m_deidentify);
    m_key = new KeyFileLine(this);
    m_key->setToolTip(tr("The key of the pseudonyms lies outside the study. With the same key, more of the same patient comes to the same place."));
    m_key->setFile(proposedKey);
    m_key->setEnabled(false);
    auto *keyRow = new QHBoxLayout;
    keyRow->addWidget(new QLabel(tr("Key of the pseudonyms"), this));
    keyRow->addWidget(m_key, 1);
    column->addLayout(keyRow);
}

/// Photographs that stay where they are keep their metadata: without names means copied.
void ImportCheckPage::choosePrivacy()
{
    const bool without = m_deidentify->isChecked();
    m_key->setEnabled(without);
    m_link->setEnabled(!without);
    if (without)
        m_copy->setChecked(true);
    emit privacyChosen();
}

void ImportCheckPage::showLooking()
{
    m_report.reset();
    m_counts->setText(tr("Looking; nothing is written…"));
    m_skipped->setRowCount(0);
}

void ImportCheckPage::showReport(const ImportReport &report)
{
    m_report = report;
    showCounts(report);
    listRows(report);
}

void ImportCheckPage::clearCounts()
{
    m_counts->clear();
}

bool ImportCheckPage::isReady() const
{
    return m_report.has_value() && (!m_deidentify->isChecked() || !m_key->file().isEmpty());
}

void ImportCheckPage::read(ImportPlan &plan) const
{
    plan.copyImages = m_copy->isChecked();
    plan.hashImages = m_hash->isChecked();
    plan.deidentify = m_deidentify->isChecked();
    plan.keyFile = m_key->file();
}

void ImportCheckPage::showCounts(const ImportReport &report)
{
    const auto number = [](qint64 value) { return QLocale().toString(qlonglong(value)); };
    const auto cell = [&](qint64 value, const QString &name) {
        return QStringLiteral("<td style=\"padding-right:28px\"><span style=\"font-size:%1px;"
                              "font-weight:600\">%2</span><br><span style=\"color:%3\">%4</span></td>")
            .arg(theme().scaled(18))
            .arg(number(value), theme().color(Token::textSecondary).name(), name);
    };
    QString html = QStringLiteral("<table><tr>");
    html += cell(report.patients, tr("patients"));
    html += cell(report.exams, tr("exams"));
    html += cell(report.images, tr("photographs"));
    html += cell(report.reports, tr("reports"));
    html += cell(report.labels, tr("labels"));
    html += cell(report.unchanged, tr("unchanged"));
    html += QStringLiteral("</tr></table>");
    QStringList facts;
    facts << tr("%1 pairs, %2 of one eye, %3 with the eye unknown")
                 .arg(number(report.pairs), number(report.singleEyes), number(report.eyeUnknown));
    if (report.missingFiles > 0)
        facts << tr("%1 files are missing").arg(number(report.missingFiles));
    if (report.withoutReport > 0)
        facts << tr("%1 without a report").arg(number(report.withoutReport));
    if (report.duplicateImages > 0)
        facts << tr("%1 photographs of the same content").arg(number(report.duplicateImages));
    for (const Message &note : report.notes)
        facts << translated(note);
    for (QString &fact : facts)
        fact = fact.toHtmlEscaped();
    html += QStringLiteral("<p>%1</p>").arg(facts.join(QStringLiteral("<br>")));
    m_counts->setText(html);
}

/// The rows that are left out, then those that are in without a value that could not be read.
void ImportCheckPage::listRows(const ImportReport &report)
{
    QVector<SkippedRow> rows = report.skipped, in;
    for (const SkippedRow &remark : report.remarks) { // of a row that is left out it says nothing new
        const bool isOut = std::any_of(rows.cbegin(), rows.cend(), [&remark](const SkippedRow &row) {
            return row.row == remark.row && row.source == remark.source;
        });
        if (!isOut)
            in.append(remark);
    }
    rows += in;
    QString title = report.skipped.isEmpty()
        ? tr("No row is left out.")
        : tr("%n row(s) are left out:", nullptr, int(report.skipped.size()));
    if (!in.isEmpty())
        title += QLatin1Char(' ')
            + tr("%n value(s) could not be read; their rows are in.", nullptr, int(in.size()));
    m_skippedTitle->setText(title);
    m_saveSkipped->setEnabled(!rows.isEmpty());
    const int shown = int(qMin<qsizetype>(rows.size(), 500));
    m_skipped->setVisible(shown > 0);
    m_skipped->setRowCount(shown);
    const QLocale locale;
    for (int i = 0; i < shown; ++i) {
        const SkippedRow &row = rows.at(i);
        const bool isIn = i >= rows.size() - in.size();
        QString why = translated(row.reason);
        if (!row.cause.empty())
            why += QLatin1Char(' ') + translated(row.cause);
        const QString cells[] = {QFileInfo(row.source).fileName(),
                                 row.row > 0 ? locale.toString(row.row) : QString(),
                                 isIn ? tr("in, without the value") : tr("left out"), why};
        for (int column = 0; column < 4; ++column)
            m_skipped->setItem(i, column, new QTableWidgetItem(cells[column]));
        m_skipped->item(i, 2)->setIcon(theme().icon(
            isIn ? QStringLiteral("info") : QStringLiteral("warning"),
            isIn ? Token::textSecondary : Token::warning));
    }
    m_skipped->resizeColumnToContents(2);
}

void ImportCheckPage::saveSkipped()
{
    if (!m_report)
        return;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the list"),
                                                      QStringLiteral("left_out.csv"),
                                                      tr("Tables (*.csv)"));
    if (file.isEmpty())
        return;
    if (auto written = writeSkipped(m_report->skipped + m_report->remarks, file); !written)
        emit failed(written.error());
}

} // namespace retclip
