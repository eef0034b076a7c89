// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/dialogs/export_dialog.h"

#include "ui/review/dialogs/freeze_dialog.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QUrl>
#include <QVBoxLayout>

namespace retclip {

namespace {

/// No dataset can have this name.
const QString wholeStudy = QStringLiteral("*");

} // namespace

ExportDialog::ExportDialog(AppContext &context, const Selection &selection, const QString &dataset,
                           QWidget *parent)
    : QDialog(parent), m_context(context), m_selection(selection), m_dataset(dataset)
{
    setWindowTitle(tr("Export"));
    setMinimumWidth(600);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::l, space::l, space::l);
    layout->setSpacing(space::m);

    m_what = new QComboBox;
    if (!selection.empty())
        m_what->addItem(tr("Selection: %1 (%n exams)", nullptr, int(selection.exams.size()))
                            .arg(selection.sentence),
                        QString());
    if (context.study)
        if (const auto sets = context.study->study().datasets())
            for (const DatasetRow &each : *sets)
                m_what->addItem(tr("Dataset: %1 (%n exams)", nullptr, int(each.exams)).arg(each.name),
                                each.name);
    m_what->addItem(tr("The whole study"), wholeStudy);
    m_what->setCurrentIndex(std::max(0, dataset.isEmpty() ? 0 : m_what->findData(dataset)));
    m_what->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_what->setMinimumContentsLength(30);
    m_labelSet = new QComboBox;
    if (context.study)
        if (const auto sets = context.study->study().labelSets())
            for (const LabelSet &each : *sets)
                m_labelSet->addItem(each.name);
    m_labelSetName = new QLabel(tr("Label set of the folders"));
    m_folder = new QLineEdit;
    m_folder->setPlaceholderText(tr("An empty or new folder"));
    auto *browse = new QPushButton(tr("Browse…"));
    auto *folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(browse);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::l);
    form->setVerticalSpacing(space::s);
    form->addRow(tr("What leaves"), m_what);
    auto *formats = new QWidget;
    auto *formatRow = new QHBoxLayout(formats);
    formatRow->setContentsMargins(0, 0, 0, 0);
    formatRow->setSpacing(space::m);
    for (const Exporter *each : exporters()) {
        auto *button = new QRadioButton(each->title());
        button->setProperty("format", each->id());
        button->setToolTip(each->help());
        connect(button, &QRadioButton::toggled, this, &ExportDialog::refresh);
        formatRow->addWidget(button);
        m_formats.append(button);
    }
    formatRow->addStretch(1);
    form->addRow(tr("Format"), formats);
    m_formatHelp = new QLabel;
    m_formatHelp->setWordWrap(true);
    setLook(m_formatHelp, "secondary");
    form->addRow(QString(), m_formatHelp);
    form->addRow(m_labelSetName, m_labelSet);
    form->addRow(tr("Folder"), folderRow);
    m_deidentify = new QCheckBox(tr("Remove names, birth dates and hospital numbers"));
    m_deidentify->setChecked(true);
    form->addRow(QString(), m_deidentify);
    // Not a choice: an export that cannot be read back stops and leaves nothing behind.
    m_verify = new QCheckBox(tr("Verify eyes by reading every written row back (always)"));
    m_verify->setChecked(true);
    m_verify->setEnabled(false);
    form->addRow(QString(), m_verify);
    layout->addLayout(form);

    m_progress = new QProgressBar;
    m_progress->hide();
    layout->addWidget(m_progress);
    m_result = new QLabel;
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_result);
    layout->addStretch(1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_start = buttons->addButton(tr("Export"), QDialogButtonBox::ActionRole);
    m_stop = buttons->addButton(tr("Cancel export"), QDialogButtonBox::ActionRole);
    m_open = buttons->addButton(tr("Open folder"), QDialogButtonBox::ActionRole);
    setLook(m_start, "primary");
    m_stop->hide();
    m_open->hide();
    layout->addWidget(buttons);

    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Export into"));
        if (!folder.isEmpty())
            setFolder(folder);
    });
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::start);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder->text())); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!m_formats.isEmpty())
        m_formats.first()->setChecked(true);
    refresh();
}

ExportOrder ExportDialog::order() const
{
    ExportOrder order;
    order.dataset = m_what->currentData().toString();
    if (order.dataset.isEmpty()) {
        order.exams = m_selection.exams;
        order.selectionSentence = m_selection.sentence;
    } else if (order.dataset == wholeStudy) {
        order.selectionSentence = tr("The whole study");
    }
    for (const QRadioButton *each : m_formats)
        if (each->isChecked())
            order.format = each->property("format").toString();
    order.labelSet = m_labelSet->currentText();
    order.outFolder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    order.deidentify = m_deidentify->isChecked();
    if (m_context.study)
        order.person = m_context.study->person();
    return order;
}

void ExportDialog::setFolder(const QString &folder)
{
    m_folder->setText(folder);
}

void ExportDialog::setFormat(const QString &id)
{
    for (QRadioButton *each : std::as_const(m_formats))
        if (each->property("format").toString() == id)
            each->setChecked(true);
}

QString ExportDialog::summary() const
{
    return m_result->text();
}

void ExportDialog::refresh()
{
    const ExportOrder now = order();
    if (const Exporter *format = exporter(now.format))
        m_formatHelp->setText(format->help());
    const bool folders = now.format == QLatin1String("folders");
    m_labelSet->setVisible(folders);
    m_labelSetName->setVisible(folders);
    m_start->setEnabled(m_context.study && !m_job && !now.format.isEmpty()
                        && !now.outFolder.isEmpty() && (!now.exams.empty() || !now.dataset.isEmpty()));
}

void ExportDialog::start()
{
    const ExportOrder now = order();
    m_result->clear();
    setLook(m_result, "");
    m_open->hide();
    m_job = m_context.jobs.start<ExportReport>(
        tr("Export to %1").arg(QDir(now.outFolder).dirName()), this,
        [now = now, folder = m_context.study->study().folder()](
            const ProgressCallback &progress, std::stop_token stop) mutable -> Result<ExportReport> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            if (now.dataset == wholeStudy) {
                now.dataset.clear();
                RETCLIP_TRY(now.exams, study->find(QString(), stop));
            }
            return exportDataset(*study, now, progress, stop);
        },
        [this](Result<ExportReport> report) {
            m_job = nullptr;
            m_progress->hide();
            m_stop->hide();
            if (report) {
                show(*report);
                emit exported(*report);
            } else {
                setLook(m_result, "error");
                m_result->setText(tr("⚠ %1\n%2\n%3")
                                      .arg(translated(report.error().what_happened),
                                           translated(report.error().what_was_kept),
                                           translated(report.error().what_to_do)));
            }
            refresh();
        });
    m_progress->setRange(0, 0);
    m_progress->show();
    m_stop->show();
    connect(m_job, &Job::progressed, this, [this] {
        if (!m_job)
            return;
        const Progress progress = m_job->progress();
        m_progress->setRange(0, int(progress.total));
        m_progress->setValue(int(progress.done));
        m_result->setText(translated(progress.what));
    });
    refresh();
}

void ExportDialog::show(const ExportReport &report)
{
    const QLocale locale;
    QStringList lines{tr("✓ %1 rows and %2 files were written and read back; both eyes match.")
                          .arg(locale.toString(report.rows), locale.toString(report.files))};
    for (auto it = report.manifest.begin(); it != report.manifest.end(); ++it) {
        QString value;
        if (it->isString())
            value = it->toString();
        else if (it->isDouble())
            value = locale.toString(qint64(it->toDouble()));
        else if (it->isArray())
            value = tr("%n entries", nullptr, int(it->toArray().size()));
        else
            continue;
        if (!value.isEmpty() && lines.size() < 12)
            lines << QStringLiteral("%1: %2").arg(QString(it.key()).replace(QLatin1Char('_'), QLatin1Char(' ')),
                                                  value.size() > 72 ? value.left(72) + QStringLiteral("…") : value);
    }
    for (const QString &warning : report.warnings.mid(0, 5))
        lines << tr("⚠ %1").arg(warning);
    m_result->setText(lines.join(QLatin1Char('\n')));
    m_open->show();
}

void openExportDialog(AppContext &context, const Selection &selection, QWidget *parent,
                      const QString &dataset)
{
    auto *dialog = new ExportDialog(context, selection, dataset, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    static_cast<QWidget *>(dialog)->show();
}

void connectReviewDialogs(AppContext &context, QWidget *window)
{
    QObject::connect(&context, &AppContext::exportRequested, window, [&context, window] {
        if (context.study)
            openExportDialog(context, context.selections.current(), window);
    });
    QObject::connect(&context, &AppContext::datasetRequested, window, [&context, window] {
        if (context.study)
            openFreezeDialog(context, context.selections.current(), window);
    });
}

} // namespace retclip
