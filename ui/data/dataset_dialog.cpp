// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/dataset_dialog.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace retclip {

DatasetDialog::DatasetDialog(AppContext &context, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("datasetDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Freeze a dataset"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    m_what = new QLabel(this);
    m_what->setWordWrap(true);
    const Selection &selection = context.selections.current();
    m_what->setText(selection.empty()
                        ? tr("All exams of the study that are not excluded.")
                        : tr("%n exam(s): %1", nullptr, int(selection.exams.size()))
                              .arg(selection.sentence));
    column->addWidget(m_what);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    form->setVerticalSpacing(space::s);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("datasetName"));
    form->addRow(tr("Name"), m_name);
    const auto share = [this, form](const QString &title, double value) {
        auto *box = new QDoubleSpinBox(this);
        box->setRange(0, 100);
        box->setDecimals(0);
        box->setSuffix(tr(" %"));
        box->setValue(value);
        form->addRow(title, box);
        connect(box, &QDoubleSpinBox::valueChanged, this, &DatasetDialog::refresh);
        return box;
    };
    m_training = share(tr("Training set"), 70);
    m_validation = share(tr("Validation set"), 10);
    m_test = share(tr("Test set"), 20);
    m_sum = new QLabel(this);
    setLook(m_sum, "caption");
    form->addRow(QString(), m_sum);
    m_stratify = new QComboBox(this);
    m_stratify->addItem(tr("nothing"), QString());
    if (context.study) {
        if (const auto sets = context.study->study().labelSets()) {
            for (const LabelSet &set : *sets)
                m_stratify->addItem(set.name, set.name);
        }
    }
    form->addRow(tr("Keep shares of"), m_stratify);
    m_seed = new QSpinBox(this);
    m_seed->setRange(0, 1'000'000);
    m_seed->setValue(123);
    form->addRow(tr("Seed"), m_seed);
    column->addLayout(form);
    auto *note = new QLabel(tr("A patient, with both eyes and all exams, goes to exactly one set. "
                               "Once frozen, a dataset does not change; its hash proves it."),
                            this);
    note->setWordWrap(true);
    setLook(note, "caption");
    column->addWidget(note);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_freeze = buttons->addButton(tr("Freeze"), QDialogButtonBox::AcceptRole);
    m_freeze->setObjectName(QStringLiteral("freeze"));
    setLook(m_freeze, "primary");
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &DatasetDialog::freeze);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_name, &QLineEdit::textChanged, this, &DatasetDialog::refresh);
    resize(theme().scaled(440), sizeHint().height());
    refresh();
}

void DatasetDialog::refresh()
{
    const double sum = m_training->value() + m_validation->value() + m_test->value();
    const bool whole = std::abs(sum - 100) < 0.5;
    m_sum->setText(whole ? tr("of the patients") : tr("These add up to %1 %, not 100 %.").arg(sum));
    m_freeze->setEnabled(whole && !m_name->text().trimmed().isEmpty());
}

void DatasetDialog::freeze()
{
    if (!m_context.study)
        return;
    DatasetOrder order;
    order.name = m_name->text().trimmed();
    const Selection &selection = m_context.selections.current();
    order.exams = selection.exams;
    order.query = selection.query;
    order.fractions = {m_training->value() / 100, m_validation->value() / 100,
                       m_test->value() / 100};
    order.stratifyBy = m_stratify->currentData().toString();
    order.seed = m_seed->value();
    order.person = m_context.study->person();
    auto other = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_freeze->setEnabled(false);
    // The job outlives this window: it speaks to the document and the list of messages.
    QPointer<StudyDocument> document = m_context.study;
    Notifications *notifications = &m_context.notifications;
    QPointer<DatasetDialog> self = this;
    m_context.jobs.start<DatasetRow>(
        tr("Freezing %1").arg(order.name), document,
        [study, order](const ProgressCallback &, std::stop_token) {
            return study->freezeDataset(order);
        },
        [document, notifications, self](Result<DatasetRow> made) {
            if (!made) {
                notifications->post(made.error());
                if (self)
                    self->refresh();
                return;
            }
            if (document)
                document->announceDatasets();
            notifications->post(
                message(QT_TRANSLATE_NOOP("Message", "Dataset %1 is frozen: %2 patients for "
                                                     "training, %3 for validation, %4 for test."),
                        {made->name.toStdString(), std::to_string(made->trainingPatients),
                         std::to_string(made->validationPatients),
                         std::to_string(made->testPatients)}),
                Severity::success);
            for (const QString &warning : made->warnings)
                notifications->post(Message(warning.toStdString(), {}), Severity::warning);
            if (self)
                self->close();
        });
}

} // namespace retclip
