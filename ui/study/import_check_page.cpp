// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_check_page.h"

#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/study/import_rows.h"
#include "ui/study/key_file_line.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QRadioButton>
#include <QVBoxLayout>

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
    m_rows = new ImportRows(this);
    column->addWidget(m_rows, 1);
    addChoices(*column, proposedKey);
    // Where no row is left out there is no list to take the height.
    m_counts->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_rows->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addStretch(0);
    connect(m_deidentify, &QCheckBox::toggled, this, &ImportCheckPage::choosePrivacy);
    connect(m_key, &KeyFileLine::changed, this, &ImportCheckPage::keyChanged);
    connect(m_rows, &ImportRows::failed, this, &ImportCheckPage::failed);
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
    m_rows->clear();
}

void ImportCheckPage::showReport(const ImportReport &report)
{
    m_report = report;
    showCounts(report);
    m_rows->showReport(report);
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
    html += cell(report.patients, tr("patient(s)", nullptr, int(report.patients)));
    html += cell(report.exams, tr("exam(s)", nullptr, int(report.exams)));
    html += cell(report.images, tr("photograph(s)", nullptr, int(report.images)));
    html += cell(report.reports, tr("report(s)", nullptr, int(report.reports)));
    html += cell(report.labels, tr("label(s)", nullptr, int(report.labels)));
    html += cell(report.unchanged, tr("unchanged"));
    html += QStringLiteral("</tr></table>");
    QStringList facts;
    QStringList eyes{tr("%Ln pair(s)", nullptr, int(report.pairs)), tr("%1 of one eye").arg(number(report.singleEyes)),
                     tr("%1 with the eye unknown").arg(number(report.eyeUnknown))};
    if (report.withoutReport > 0)
        eyes << tr("%1 without a report").arg(number(report.withoutReport));
    facts << eyes.join(QStringLiteral(" · "));
    for (const Message &note : report.notes)
        facts << translated(note);
    for (QString &fact : facts)
        fact = fact.toHtmlEscaped();
    html += QStringLiteral("<p>%1</p>").arg(facts.join(QStringLiteral("<br>")));
    m_counts->setText(html);
}

} // namespace retclip
