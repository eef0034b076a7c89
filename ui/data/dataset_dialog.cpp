// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/dataset_dialog.h"

#include "core/jobs/job.h"
#include "core/study/dataset_words.h"
#include "core/study/kept_sentences.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

/// Either what blocks, or the dataset.
struct FreezeOutcome
{
    std::vector<Leak> leaks;
    std::optional<DatasetRow> frozen;
};

/// What was chosen from a list or typed, at its commas.
QStringList wordsIn(const QComboBox &box)
{
    const int chosen = box.findText(box.currentText());
    const QString text = chosen >= 0 ? box.itemData(chosen).toString() : box.currentText();
    QStringList words;
    for (const QString &word : text.split(u',', Qt::SkipEmptyParts))
        if (!word.trimmed().isEmpty())
            words.append(word.trimmed());
    return words;
}

/// "site=A", "camera=B": what a study has to hold out.
QStringList holdOutRules(const Study &study)
{
    QStringList rules;
    for (const QString &field : {QStringLiteral("site"), QStringLiteral("camera")}) {
        const auto facets = study.facets({}, {field});
        if (!facets || facets->isEmpty())
            continue;
        for (const FacetValue &value : facets->first().values)
            if (!value.value.isEmpty() && facets->first().values.size() > 1)
                rules.append(field + u'=' + value.value);
    }
    return rules;
}

bool blocks(const std::vector<Leak> &leaks)
{
    return std::any_of(leaks.begin(), leaks.end(), [](const Leak &leak) { return leak.blocks; });
}

} // namespace

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
    for (const char *field : {"sex", "age", "site", "camera"})
        m_stratify->addItem(QLatin1String(field), QLatin1String(field));
    m_stratify->setObjectName(QStringLiteral("stratify"));
    m_stratify->setEditable(true);
    m_stratify->setInsertPolicy(QComboBox::NoInsert);
    m_stratify->setToolTip(tr("Label sets, NAME/CLASS, sex, age, site or camera; several with commas: they are spread evenly"));
    form->addRow(tr("Keep shares of"), m_stratify);
    m_holdOut = new QComboBox(this);
    m_holdOut->setObjectName(QStringLiteral("holdOut"));
    m_holdOut->setEditable(true);
    m_holdOut->setInsertPolicy(QComboBox::NoInsert);
    m_holdOut->setToolTip(tr("Patients of this site or camera are the test set, and nobody else is; several with commas"));
    m_holdOut->addItem(tr("nothing"), QString());
    if (context.study)
        for (const QString &rule : holdOutRules(context.study->study()))
            m_holdOut->addItem(rule, rule);
    form->addRow(tr("Hold out as test set"), m_holdOut);
    connect(m_holdOut, &QComboBox::currentTextChanged, this, &DatasetDialog::refresh);
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
    makeLeaks();
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

void DatasetDialog::makeLeaks()
{
    m_leakPanel = new QWidget(this);
    m_leakPanel->setObjectName(QStringLiteral("leakPanel"));
    auto *column = new QVBoxLayout(m_leakPanel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    m_leakTitle = new QLabel(m_leakPanel);
    m_leakTitle->setWordWrap(true);
    setLook(m_leakTitle, "error");
    m_leakList = new QTreeWidget(m_leakPanel);
    m_leakList->setObjectName(QStringLiteral("leakList"));
    m_leakList->setAccessibleName(tr("What the splits would share"));
    m_leakList->setColumnCount(2);
    m_leakList->setHeaderLabels({tr("Shared"), tr("Exams")});
    m_leakList->setRootIsDecorated(false);
    m_leakList->setFixedHeight(theme().scaled(120));
    m_together = new QCheckBox(tr("Keep patients whose photographs look alike in one set"), m_leakPanel);
    m_together->setObjectName(QStringLiteral("leakTogether"));
    m_reason = new QLineEdit(m_leakPanel);
    m_reason->setObjectName(QStringLiteral("leakReason"));
    m_reason->setPlaceholderText(tr("Or say why it may be so; kept with the dataset"));
    m_reason->setAccessibleName(m_reason->placeholderText());
    m_see = new QPushButton(tr("See them"), m_leakPanel);
    m_see->setObjectName(QStringLiteral("leakSee"));
    column->addWidget(m_leakTitle);
    column->addWidget(m_leakList);
    column->addWidget(m_see, 0, Qt::AlignLeft);
    column->addWidget(m_together);
    column->addWidget(m_reason);
    m_leakPanel->hide();
    layout()->addWidget(m_leakPanel);
    connect(m_see, &QPushButton::clicked, this, &DatasetDialog::seeLeaks);
    connect(m_together, &QCheckBox::toggled, this, &DatasetDialog::refresh);
    connect(m_reason, &QLineEdit::textChanged, this, &DatasetDialog::refresh);
}

void DatasetDialog::showLeaks(const std::vector<Leak> &leaks)
{
    m_leaks = leaks;
    std::erase_if(m_leaks, [](const Leak &leak) { return !leak.blocks; });
    m_leakTitle->setText(tr("%n leak(s) between the sets. The dataset was not frozen.", nullptr, int(m_leaks.size())));
    m_leakList->clear();
    for (const Leak &leak : m_leaks) {
        const QString exams = m_context.settings.hideIdentifiers()
            ? tr("%n exam(s)", nullptr, int(leak.exams.size()))
            : leak.codes.join(QStringLiteral(", "));
        auto *item = new QTreeWidgetItem(m_leakList, {leakTitle(leak), exams});
        item->setToolTip(1, leak.detail.isEmpty() ? exams : leak.detail);
    }
    m_leakList->resizeColumnToContents(0);
    m_leakPanel->setVisible(!m_leaks.empty());
    layout()->activate();
    resize(std::max(width(), theme().scaled(520)), sizeHint().height()); // adjustSize() stops at two thirds of a screen
    refresh();
    m_reason->setFocus();
}

void DatasetDialog::seeLeaks()
{
    Selection selection;
    for (const Leak &leak : m_leaks)
        for (const ExamId exam : leak.exams)
            if (std::find(selection.exams.begin(), selection.exams.end(), exam) == selection.exams.end())
                selection.exams.push_back(exam);
    selection.sentence = tr("Shared between the sets of %1").arg(m_name->text().trimmed());
    m_context.selections.openInData(selection);
    close();
}

void DatasetDialog::refresh()
{
    if (!m_freeze)
        return; // Still being made.
    const double sum = m_training->value() + m_validation->value() + m_test->value();
    const bool whole = std::abs(sum - 100) < 0.5;
    const bool holdsOut = !wordsIn(*m_holdOut).isEmpty();
    m_sum->setText(!whole      ? tr("These add up to %1 %, not 100 %.").arg(sum)
                       : holdsOut ? tr("of the patients; the test set is who is held out, the others keep their proportion")
                                  : tr("of the patients"));
    m_sum->setWordWrap(true);
    m_test->setEnabled(!holdsOut);
    const bool answered = m_leaks.empty() || m_together->isChecked() || !m_reason->text().trimmed().isEmpty();
    m_freeze->setEnabled(whole && !m_name->text().trimmed().isEmpty() && answered);
}

DatasetOrder DatasetDialog::order() const
{
    DatasetOrder order;
    order.name = m_name->text().trimmed();
    const Selection &selection = m_context.selections.current();
    order.exams = selection.exams;
    order.query = selection.query;
    order.fractions = {m_training->value() / 100, m_validation->value() / 100,
                       m_test->value() / 100};
    order.stratifyBy = wordsIn(*m_stratify).join(u',');
    order.holdOut = wordsIn(*m_holdOut);
    order.seed = m_seed->value();
    order.person = m_context.study->person();
    order.keepLookalikesTogether = m_together->isChecked();
    order.leaksAcceptedBecause = m_reason->text().trimmed();
    return order;
}

void DatasetDialog::freeze()
{
    if (!m_context.study)
        return;
    const DatasetOrder order = this->order();
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
    m_context.jobs.start<FreezeOutcome>(
        tr("Freezing %1").arg(order.name), document,
        [study, order](const ProgressCallback &, std::stop_token stop) -> Result<FreezeOutcome> {
            FreezeOutcome outcome;
            if (order.leaksAcceptedBecause.isEmpty()) {
                RETCLIP_TRY(outcome.leaks, study->datasetLeaks(order, stop));
                if (blocks(outcome.leaks))
                    return outcome;
            }
            RETCLIP_TRY(outcome.frozen, study->freezeDataset(order, stop));
            return outcome;
        },
        [document, notifications, self](Result<FreezeOutcome> outcome) {
            if (!outcome) {
                notifications->post(outcome.error());
                if (self)
                    self->refresh();
                return;
            }
            if (!outcome->frozen) {
                if (self)
                    self->showLeaks(outcome->leaks);
                return;
            }
            const std::optional<DatasetRow> &made = outcome->frozen;
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
                notifications->post(Message(keptText(warning).toStdString(), {}), Severity::warning);
            if (self)
                self->close();
        });
}

} // namespace retclip
