// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_wizard.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/study/eyes_page.h"
#include "ui/study/key_file_line.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

constexpr int announceEvery_ms = 3000;

QLabel *makeHelp(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    setLook(label, "secondary");
    return label;
}

} // namespace

QString titleOf(ColumnRole role)
{
    switch (role) {
    case ColumnRole::ignore: return ImportWizard::tr("leave out");
    case ColumnRole::patient: return ImportWizard::tr("patient");
    case ColumnRole::exam: return ImportWizard::tr("exam");
    case ColumnRole::date: return ImportWizard::tr("date");
    case ColumnRole::age: return ImportWizard::tr("age");
    case ColumnRole::sex: return ImportWizard::tr("sex");
    case ColumnRole::camera: return ImportWizard::tr("camera");
    case ColumnRole::site: return ImportWizard::tr("site");
    case ColumnRole::split: return ImportWizard::tr("split");
    case ColumnRole::leftImage: return ImportWizard::tr("left eye (OS)");
    case ColumnRole::rightImage: return ImportWizard::tr("right eye (OD)");
    case ColumnRole::image: return ImportWizard::tr("photograph");
    case ColumnRole::laterality: return ImportWizard::tr("which eye");
    case ColumnRole::report: return ImportWizard::tr("report");
    case ColumnRole::leftReport: return ImportWizard::tr("report of the left eye");
    case ColumnRole::rightReport: return ImportWizard::tr("report of the right eye");
    case ColumnRole::label: return ImportWizard::tr("label set");
    case ColumnRole::multilabelClass: return ImportWizard::tr("class, 0 or 1");
    case ColumnRole::tag: return ImportWizard::tr("tag");
    case ColumnRole::comment: return ImportWizard::tr("comment");
    }
    return {};
}

ImportWizard::ImportWizard(AppContext &context, const QStringList &sources, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("importWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    auto *steps = new QHBoxLayout;
    steps->setSpacing(space::l);
    for (const QString &name : {tr("1  Source"), tr("2  Columns"), tr("3  Eyes"), tr("4  Check")}) {
        auto *label = new QLabel(name, this);
        steps->addWidget(label);
        m_stepNames.append(label);
    }
    steps->addStretch();
    column->addLayout(steps);
    m_pages = new QStackedWidget(this);
    column->addWidget(m_pages, 1);
    makeSourcePage();
    makeColumnsPage();
    m_eyes = new EyesPage(m_context, this);
    m_pages->addWidget(m_eyes);
    makeCheckPage();
    m_busy = new QProgressBar(this);
    m_busy->setTextVisible(false);
    m_busy->hide();
    column->addWidget(m_busy);
    m_status = new QLabel(this);
    m_status->setObjectName(QStringLiteral("wizardStatus"));
    m_status->setWordWrap(true);
    column->addWidget(m_status);
    auto *buttons = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("wizardCancel"));
    setLook(cancel, "quiet");
    m_back = new QPushButton(tr("Back"), this);
    m_back->setObjectName(QStringLiteral("wizardBack"));
    m_next = new QPushButton(this);
    m_next->setObjectName(QStringLiteral("wizardNext"));
    m_next->setDefault(true);
    setLook(m_next, "primary");
    buttons->addWidget(cancel);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::close);
    connect(m_back, &QPushButton::clicked, this, [this] { go(Step(int(step()) - 1)); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (step() == check)
            startImport();
        else
            go(Step(int(step()) + 1));
    });
    resize(theme().scaled(900), theme().scaled(620));
    if (!sources.isEmpty())
        m_source->setText(QDir::toNativeSeparators(sources.constFirst()));
    go(source);
    if (!sources.isEmpty())
        analyse();
}

ImportWizard::~ImportWizard()
{
    if (m_job)
        m_job->cancel();
}

ImportWizard::Step ImportWizard::step() const
{
    return Step(m_pages->currentIndex());
}

void ImportWizard::makeSourcePage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(makeHelp(tr("A table (CSV, TSV, XLSX) that names the photographs, a folder "
                                  "of photographs or DICOM files, or a data set in a layout that is "
                                  "known here."),
                               page));
    auto *row = new QHBoxLayout;
    m_source = new QLineEdit(page);
    m_source->setObjectName(QStringLiteral("wizardSource"));
    m_source->setPlaceholderText(tr("File or folder"));
    m_source->setAccessibleName(tr("File or folder"));
    auto *file = new QPushButton(tr("File…"), page);
    auto *folder = new QPushButton(tr("Folder…"), page);
    row->addWidget(m_source, 1);
    row->addWidget(file);
    row->addWidget(folder);
    column->addLayout(row);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    m_layout = new QComboBox(page);
    m_layout->setObjectName(QStringLiteral("wizardLayout"));
    m_layout->addItem(tr("Find out"), QStringLiteral("auto"));
    for (const Importer *one : importers()) {
        m_layout->addItem(one->title(), one->id());
        m_layout->setItemData(m_layout->count() - 1, one->help(), Qt::ToolTipRole);
    }
    form->addRow(tr("Layout"), m_layout);
    column->addLayout(form);
    m_found = new QLabel(page);
    m_found->setWordWrap(true);
    column->addWidget(m_found);
    column->addStretch();
    m_pages->addWidget(page);
    connect(file, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Import"), m_source->text());
        if (!path.isEmpty()) {
            m_source->setText(path);
            analyse();
        }
    });
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getExistingDirectory(this, tr("Import"), m_source->text());
        if (!path.isEmpty()) {
            m_source->setText(path);
            analyse();
        }
    });
    connect(m_source, &QLineEdit::textChanged, this, [this] {
        m_analysed = false;
        refresh();
    });
    connect(m_layout, &QComboBox::activated, this, [this] {
        m_analysed = false;
        if (!m_source->text().isEmpty())
            analyse();
    });
}

void ImportWizard::makeColumnsPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    auto *row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Encoding"), page));
    m_encoding = new QComboBox(page);
    m_encoding->setObjectName(QStringLiteral("wizardEncoding"));
    for (const char *name : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"})
        m_encoding->addItem(QString::fromLatin1(name));
    row->addWidget(m_encoding);
    row->addWidget(makeHelp(tr("Choose another one where the values look garbled."), page), 1);
    column->addLayout(row);
    m_columns = new QTableWidget(0, 4, page);
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
    column->addWidget(m_columns, 1);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    m_multilabel = new QLineEdit(page);
    form->addRow(tr("Name of the set of 0/1 classes"), m_multilabel);
    m_patternLabel = new QLabel(tr("File name pattern"), page);
    m_pattern = new QLineEdit(page);
    m_pattern->setObjectName(QStringLiteral("wizardPattern"));
    m_pattern->setFont(theme().font(TypeRole::mono));
    m_pattern->setToolTip(tr("A regular expression with the groups patient, eye and, where there is "
                             "one, date."));
    form->addRow(m_patternLabel, m_pattern);
    column->addLayout(form);
    m_pages->addWidget(page);
    connect(m_encoding, &QComboBox::activated, this, [this] {
        m_plan.encoding = m_encoding->currentText();
        analyse();
    });
}

void ImportWizard::makeCheckPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    m_counts = new QLabel(page);
    m_counts->setObjectName(QStringLiteral("wizardCounts"));
    m_counts->setWordWrap(true);
    m_counts->setTextFormat(Qt::RichText);
    column->addWidget(m_counts);
    auto *row = new QHBoxLayout;
    m_skippedTitle = new QLabel(page);
    setLook(m_skippedTitle, "label");
    m_saveSkipped = new QPushButton(tr("Save the list…"), page);
    m_saveSkipped->setObjectName(QStringLiteral("wizardSaveSkipped"));
    row->addWidget(m_skippedTitle, 1);
    row->addWidget(m_saveSkipped);
    column->addLayout(row);
    m_skipped = new QTableWidget(0, 4, page);
    m_skipped->setObjectName(QStringLiteral("wizardSkipped"));
    m_skipped->setHorizontalHeaderLabels({tr("File"), tr("Row"), tr("What became of it"), tr("Why")});
    m_skipped->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_skipped->horizontalHeader()->setStretchLastSection(true);
    m_skipped->setColumnWidth(0, theme().scaled(260));
    m_skipped->verticalHeader()->hide();
    m_skipped->setShowGrid(false);
    m_skipped->setEditTriggers(QAbstractItemView::NoEditTriggers);
    column->addWidget(m_skipped, 1);
    m_link = new QRadioButton(tr("Link the photographs: they stay where they are"), page);
    m_copy = new QRadioButton(tr("Copy the photographs into the study"), page);
    m_copy->setObjectName(QStringLiteral("wizardCopy"));
    m_link->setChecked(true);
    m_hash = new QCheckBox(tr("Find photographs of the same content"), page);
    m_hash->setChecked(true);
    column->addWidget(m_link);
    column->addWidget(m_copy);
    column->addWidget(m_hash);
    m_deidentify = new QCheckBox(tr("Remove names and dates of birth: pseudonyms, days moved, reports redacted, "
                                    "photographs copied without metadata"),
                                 page);
    m_deidentify->setObjectName(QStringLiteral("wizardDeidentify"));
    column->addWidget(m_deidentify);
    m_key = new KeyFileLine(page);
    m_key->setToolTip(tr("The key of the pseudonyms lies outside the study. With the same key, more of the same patient comes to the same place."));
    if (m_context.study)
        m_key->setFile(proposedKeyFile(m_context.study->study().folder()));
    m_key->setEnabled(false);
    auto *keyRow = new QHBoxLayout;
    keyRow->addWidget(new QLabel(tr("Key of the pseudonyms"), page));
    keyRow->addWidget(m_key, 1);
    column->addLayout(keyRow);
    m_pages->addWidget(page);
    connect(m_deidentify, &QCheckBox::toggled, this, &ImportWizard::choosePrivacy);
    connect(m_key, &KeyFileLine::changed, this, &ImportWizard::refresh);
    connect(m_saveSkipped, &QPushButton::clicked, this, &ImportWizard::saveSkipped);
}

/// Photographs that stay where they are keep their metadata: without names means copied.
void ImportWizard::choosePrivacy()
{
    const bool without = m_deidentify->isChecked();
    m_key->setEnabled(without);
    m_link->setEnabled(!without);
    if (without)
        m_copy->setChecked(true);
    dryRun(); // Who is new and who is here already goes by the pseudonyms now.
}

void ImportWizard::go(Step wanted)
{
    if (step() == columns)
        readColumns();
    m_pages->setCurrentIndex(int(wanted));
    m_status->clear();
    if (wanted == columns && !m_analysed)
        analyse();
    if (wanted == eyes)
        m_eyes->showPlan(m_plan);
    if (wanted == check)
        dryRun();
    refresh();
}

void ImportWizard::refresh()
{
    for (qsizetype i = 0; i < m_stepNames.size(); ++i)
        setLook(m_stepNames.at(i), i == int(step()) ? "accent" : "secondary");
    for (qsizetype i = 0; i < m_stepNames.size(); ++i)
        m_stepNames.at(i)->setFont(
            theme().font(i == int(step()) ? TypeRole::label : TypeRole::body));
    m_back->setEnabled(step() != source);
    m_next->setText(step() == check ? tr("Import") : tr("Next"));
    const bool busy = !m_job.isNull();
    m_busy->setVisible(busy);
    switch (step()) {
    case source: m_next->setEnabled(!busy && !m_source->text().trimmed().isEmpty()); break;
    case columns:
    case eyes: m_next->setEnabled(!busy && m_analysed); break;
    case check:
        m_next->setEnabled(!busy && m_report.has_value() && (!m_deidentify->isChecked() || !m_key->file().isEmpty()));
        break;
    }
}

void ImportWizard::showError(const Error &error)
{
    QStringList lines{translated(error.what_happened)};
    if (!error.what_was_kept.empty())
        lines << translated(error.what_was_kept);
    if (!error.what_to_do.empty())
        lines << translated(error.what_to_do);
    m_status->setText(lines.join(QLatin1Char('\n')));
    setLook(m_status, "error");
}

void ImportWizard::analyse()
{
    if (m_job)
        m_job->cancel();
    ImportPlan plan;
    plan.source = QDir::fromNativeSeparators(m_source->text().trimmed());
    plan.layout = m_layout->currentData().toString();
    // What was chosen by hand stays: Back and another look lose nothing.
    if (plan.source == m_plan.source) {
        plan.encoding = m_plan.encoding;
        plan.pattern = m_plan.pattern;
        plan.imageFolder = m_plan.imageFolder;
    }
    m_busy->setRange(0, 0);
    m_job = m_context.jobs.start<ImportPlan>(
        {}, this,
        [plan](const ProgressCallback &, std::stop_token stop) { return analyseSource(plan, stop); },
        [this](Result<ImportPlan> result) {
            m_job.clear();
            if (result) {
                takePlan(*result);
            } else if (result.error().code != ErrorCode::cancelled) {
                m_analysed = false;
                m_found->clear();
                showError(result.error());
            }
            refresh();
            emit analysed();
        });
    refresh();
}

void ImportWizard::takePlan(const ImportPlan &plan)
{
    // Roles chosen by hand survive another encoding, by the column's place.
    ImportPlan taken = plan;
    if (m_analysed && plan.source == m_plan.source && plan.columns.size() == m_plan.columns.size()) {
        for (qsizetype i = 0; i < taken.columns.size(); ++i)
            taken.columns[i].role = m_plan.columns.at(i).role;
    }
    m_plan = taken;
    m_plan.person = m_context.study ? m_context.study->person() : QString();
    m_analysed = true;
    m_status->clear();
    const Importer *used = importer(m_plan.layout);
    m_found->setText(tr("Found: %1").arg(used ? used->title() : m_plan.layout)
                     + (used ? QLatin1Char('\n') + used->help() : QString()));
    const int encoding = m_encoding->findText(m_plan.encoding);
    if (encoding >= 0)
        m_encoding->setCurrentIndex(encoding);
    else if (!m_plan.encoding.isEmpty()) {
        m_encoding->addItem(m_plan.encoding);
        m_encoding->setCurrentIndex(m_encoding->count() - 1);
    }
    m_encoding->setEnabled(!m_plan.columns.isEmpty());
    m_multilabel->setText(m_plan.multilabelName);
    m_pattern->setText(m_plan.pattern);
    const bool byName = !m_plan.pattern.isEmpty() || m_plan.columns.isEmpty();
    m_pattern->setVisible(byName);
    m_patternLabel->setVisible(byName);
    m_columns->setRowCount(int(m_plan.columns.size()));
    for (qsizetype i = 0; i < m_plan.columns.size(); ++i) {
        const ColumnGuess &guess = m_plan.columns.at(i);
        const int row = int(i);
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
}

void ImportWizard::readColumns()
{
    for (qsizetype i = 0; i < m_plan.columns.size(); ++i) {
        if (auto *role = qobject_cast<QComboBox *>(m_columns->cellWidget(int(i), 1)))
            m_plan.columns[i].role = ColumnRole(role->currentData().toInt());
    }
    if (!m_multilabel->text().trimmed().isEmpty())
        m_plan.multilabelName = m_multilabel->text().trimmed();
    m_plan.pattern = m_pattern->text();
}

void ImportWizard::dryRun()
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        showError(other.error());
        return;
    }
    if (m_job)
        m_job->cancel();
    m_report.reset();
    m_counts->setText(tr("Looking; nothing is written…"));
    m_skipped->setRowCount(0);
    const std::shared_ptr<Study> study = std::move(*other);
    ImportPlan plan = m_plan;
    plan.hashImages = false; // counted by path here; by content when it is imported
    plan.deidentify = m_deidentify->isChecked();
    plan.keyFile = m_key->file();
    m_busy->setRange(0, 0);
    m_job = m_context.jobs.start<ImportReport>(
        {}, this,
        [study, plan](const ProgressCallback &progress, std::stop_token stop) {
            return runImport(*study, plan, true, progress, stop);
        },
        [this](Result<ImportReport> result) {
            m_job.clear();
            if (result) {
                m_report = *result;
                showReport(*result);
                emit dryRunDone(*result);
            } else if (result.error().code != ErrorCode::cancelled) {
                m_counts->clear();
                showError(result.error());
                emit dryRunDone({});
            }
            refresh();
        });
    connect(m_job, &Job::progressed, this, [this] {
        if (!m_job || m_job->progress().total <= 0)
            return;
        m_busy->setRange(0, 1000);
        m_busy->setValue(int(1000 * m_job->progress().done / m_job->progress().total));
    });
    refresh();
}

void ImportWizard::showReport(const ImportReport &report)
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
    listRows(report);
    m_status->setText(tr("Looked through: nothing was written."));
    setLook(m_status, "secondary");
}

/// The rows that are left out, then those that are in without a value that could not be read.
void ImportWizard::listRows(const ImportReport &report)
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

void ImportWizard::saveSkipped()
{
    if (!m_report)
        return;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the list"),
                                                      QStringLiteral("left_out.csv"),
                                                      tr("Tables (*.csv)"));
    if (file.isEmpty())
        return;
    if (auto written = writeSkipped(m_report->skipped + m_report->remarks, file); !written)
        showError(written.error());
}

void ImportWizard::startImport()
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!other) {
        showError(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    ImportPlan plan = m_plan;
    plan.copyImages = m_copy->isChecked();
    plan.hashImages = m_hash->isChecked();
    plan.deidentify = m_deidentify->isChecked();
    plan.keyFile = m_key->file();
    plan.person = m_context.study->person();
    // The job outlives this window: it speaks to the document and the list of messages.
    QPointer<StudyDocument> document = m_context.study;
    Notifications *notifications = &m_context.notifications;
    QPointer<ImportWizard> self = this;
    Job *job = m_context.jobs.start<ImportReport>(
        tr("Importing %1").arg(QFileInfo(plan.source).fileName()), document,
        [study, plan](const ProgressCallback &progress, std::stop_token stop) {
            return runImport(*study, plan, false, progress, stop);
        },
        [document, notifications, self](Result<ImportReport> result) {
            if (document)
                document->announceImport();
            if (result) {
                notifications->post(
                    message(QT_TRANSLATE_NOOP("Message", "Imported: %1 exams, %2 photographs; %3 "
                                                         "unchanged, %4 rows left out."),
                            {std::to_string(result->exams), std::to_string(result->images),
                             std::to_string(result->unchanged),
                             std::to_string(result->skipped.size())}),
                    result->skipped.isEmpty() ? Severity::success : Severity::warning);
            } else {
                notifications->post(result.error());
            }
            if (self) {
                emit self->importDone(bool(result));
                self->close();
            }
        });
    // What is in can be browsed while the rest comes.
    auto *since = new QElapsedTimer;
    since->start();
    connect(job, &QObject::destroyed, document, [since] { delete since; });
    connect(job, &Job::progressed, document, [document, since] {
        if (document && since->elapsed() > announceEvery_ms) {
            since->restart();
            document->announceImport();
        }
    });
    hide();
}

} // namespace retclip
