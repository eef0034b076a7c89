// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/export_dialog.h"

#include "core/export/exporter.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/study/key_file_line.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {
const QString selectionChoice = QStringLiteral("\x1f selection");
}

ExportDialog::ExportDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    form->setVerticalSpacing(space::s);
    m_what = new QComboBox(this);
    const Selection &selection = context.selections.current();
    if (!selection.empty())
        m_what->addItem(tr("Selection: %1").arg(selection.sentence), selectionChoice);
    m_what->addItem(tr("The whole study"), QString());
    m_labelSet = new QComboBox(this);
    if (context.study) {
        if (const auto datasets = context.study->study().datasets()) {
            for (const DatasetRow &dataset : *datasets)
                m_what->addItem(tr("Dataset %1").arg(dataset.name), dataset.name);
        }
        if (const auto sets = context.study->study().labelSets()) {
            for (const LabelSet &set : *sets)
                m_labelSet->addItem(set.name, set.name);
        }
    }
    form->addRow(tr("What"), m_what);
    m_format = new QComboBox(this);
    m_format->setObjectName(QStringLiteral("format"));
    for (const Exporter *exporter : exporters())
        m_format->addItem(exporter->title(), exporter->id());
    form->addRow(tr("Format"), m_format);
    m_help = new QLabel(this);
    m_help->setWordWrap(true);
    m_help->setMinimumHeight(4 * m_help->fontMetrics().lineSpacing()); // The longest help, before it is chosen.
    setLook(m_help, "caption");
    form->addRow(QString(), m_help);
    form->addRow(tr("Label set"), m_labelSet);
    auto *place = new QHBoxLayout;
    m_folder = new QLineEdit(dataFolder() + QStringLiteral("/export"), this);
    m_folder->setObjectName(QStringLiteral("outFolder"));
    m_folder->setAccessibleName(tr("Into the folder"));
    auto *browse = new QToolButton(this);
    browse->setIcon(theme().icon(QStringLiteral("folder")));
    browse->setToolTip(tr("Choose a folder"));
    browse->setAccessibleName(tr("Choose a folder"));
    place->addWidget(m_folder, 1);
    place->addWidget(browse);
    form->addRow(tr("Into the folder"), place);
    m_deidentify = new QCheckBox(tr("Remove names and dates of birth"), this);
    m_deidentify->setObjectName(QStringLiteral("deidentify"));
    m_deidentify->setToolTip(tr("Pseudonyms, reports redacted, photographs without metadata; no sites, tags and comments. All that is written "
                                "is read back and looked through: where something is left, nothing leaves."));
    form->addRow(tr("Privacy"), m_deidentify);
    m_keep = new QCheckBox(tr("Same pseudonyms in later exports, days moved"), this);
    m_keep->setObjectName(QStringLiteral("keepKey"));
    m_keep->setToolTip(tr("With a key, kept in a file outside the study. Without one, the pseudonyms are new each time and days are left out."));
    form->addRow(QString(), m_keep);
    m_key = new KeyFileLine(this);
    if (context.study)
        m_key->setFile(proposedKeyFile(context.study->study().folder()));
    form->addRow(tr("Key"), m_key);
    column->addLayout(form);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("startExport"));
    setLook(m_start, "primary");
    column->addStretch();
    column->addWidget(buttons);
    connect(browse, &QToolButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Export"), m_folder->text());
        if (!folder.isEmpty())
            m_folder->setText(folder);
    });
    for (QCheckBox *box : {m_deidentify, m_keep})
        connect(box, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(m_key, &KeyFileLine::changed, this, &ExportDialog::refresh);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    resize(theme().scaled(520), sizeHint().height());
    refresh();
}

void ExportDialog::refresh()
{
    for (const Exporter *exporter : exporters()) {
        if (exporter->id() == m_format->currentData().toString())
            m_help->setText(exporter->help());
    }
    m_keep->setEnabled(m_deidentify->isChecked());
    const bool withKey = m_deidentify->isChecked() && m_keep->isChecked();
    m_key->setEnabled(withKey);
    m_start->setEnabled((!withKey || !m_key->file().isEmpty()) && m_context.study && m_format->count() > 0
                        && !m_folder->text().trimmed().isEmpty());
}

void ExportDialog::start()
{
    if (!m_context.study)
        return;
    ExportOrder order;
    const QString what = m_what->currentData().toString();
    if (what == selectionChoice) {
        order.exams = m_context.selections.current().exams;
        order.selectionSentence = m_context.selections.current().sentence;
    } else if (what.isEmpty()) {
        const auto all = m_context.study->study().find({});
        if (!all) {
            m_context.notifications.post(all.error());
            return;
        }
        order.exams = *all;
        order.selectionSentence = tr("All exams of the study");
    } else {
        order.dataset = what;
    }
    order.format = m_format->currentData().toString();
    order.labelSet = m_labelSet->currentData().toString();
    order.outFolder = m_folder->text().trimmed();
    order.deidentify = m_deidentify->isChecked();
    if (order.deidentify && m_keep->isChecked())
        order.keyFile = m_key->file();
    order.person = m_context.study->person();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    Notifications *notifications = &m_context.notifications;
    m_context.jobs.start<ExportReport>(
        tr("Export"), notifications,
        [study, order](const ProgressCallback &progress, std::stop_token stop) {
            return exportDataset(*study, order, progress, stop);
        },
        [notifications, folder = order.outFolder](Result<ExportReport> result) {
            if (!result) {
                notifications->post(result.error());
                return;
            }
            notifications->post(message(QT_TRANSLATE_NOOP("Message", "Exported %1 rows into %2."),
                                        {std::to_string(result->rows), folder.toStdString()}),
                                Severity::success);
            for (const QString &warning : result->warnings)
                notifications->post(Message(warning.toStdString(), {}), Severity::warning);
        });
    close();
}

} // namespace retclip
