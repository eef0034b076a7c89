// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/dialogs/freeze_dialog.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

#include <map>

namespace retclip {

namespace {

/// Counts by class and split: what a person looks at before believing a split.
struct Frozen
{
    DatasetRow row;
    std::map<QString, std::array<qint64, 4>> balance;
};

} // namespace

FreezeDialog::FreezeDialog(AppContext &context, const Selection &selection, QWidget *parent)
    : QDialog(parent), m_context(context), m_selection(selection)
{
    setWindowTitle(tr("Freeze a dataset"));
    setMinimumWidth(560);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::l, space::l, space::l);
    layout->setSpacing(space::m);
    m_what = new QLabel(selection.empty()
                            ? tr("The whole study, without excluded exams.")
                            : tr("%1 (%n exams)", nullptr, int(selection.exams.size()))
                                  .arg(selection.sentence));
    m_what->setWordWrap(true);
    layout->addWidget(m_what);

    m_name = new QLineEdit;
    m_name->setPlaceholderText(tr("e.g. glaucoma-v1"));
    const auto percent = [this](int value) {
        auto *box = new QSpinBox;
        box->setRange(0, 100);
        box->setValue(value);
        box->setSuffix(tr(" %"));
        connect(box, &QSpinBox::valueChanged, this, &FreezeDialog::refresh);
        return box;
    };
    m_training = percent(70);
    m_validation = percent(10);
    m_test = percent(20);
    auto *split = new QHBoxLayout;
    for (const auto &[text, box] : {std::pair(tr("train"), m_training), std::pair(tr("validation"), m_validation),
                                    std::pair(tr("test"), m_test)}) {
        split->addWidget(new QLabel(text));
        split->addWidget(box);
        split->addSpacing(space::s);
        box->setAccessibleName(text);
    }
    split->addStretch(1);
    m_stratify = new QComboBox;
    m_stratify->addItem(tr("nothing"), QString());
    if (context.study) {
        if (const auto sets = context.study->study().labelSets())
            for (const LabelSet &set : *sets) {
                m_stratify->addItem(set.name, set.name);
                if (set.classes.size() > 1)
                    for (const LabelClass &each : set.classes)
                        m_stratify->addItem(set.name + QLatin1Char('/') + each.name,
                                            set.name + QLatin1Char('/') + each.name);
            }
        if (const auto sets = context.study->study().datasets())
            for (const DatasetRow &each : *sets)
                m_taken << each.name;
    }
    m_seed = new QSpinBox;
    m_seed->setRange(0, 2'000'000'000);
    m_seed->setValue(123);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::l);
    form->setVerticalSpacing(space::s);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Split by patient"), split);
    form->addRow(tr("Balance"), m_stratify);
    form->addRow(tr("Seed"), m_seed);
    layout->addLayout(form);
    m_message = new QLabel;
    m_message->setWordWrap(true);
    layout->addWidget(m_message);
    m_balance = new QTableWidget;
    m_balance->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_balance->verticalHeader()->hide();
    m_balance->verticalHeader()->setDefaultSectionSize(space::row);
    m_balance->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_balance->setAccessibleName(tr("Classes in each split"));
    m_balance->hide();
    layout->addWidget(m_balance, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_freeze = buttons->addButton(tr("Freeze"), QDialogButtonBox::ActionRole);
    setLook(m_freeze, "primary");
    layout->addWidget(buttons);
    connect(m_name, &QLineEdit::textChanged, this, &FreezeDialog::refresh);
    connect(m_freeze, &QPushButton::clicked, this, &FreezeDialog::freeze);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

DatasetOrder FreezeDialog::order() const
{
    DatasetOrder order;
    order.name = m_name->text().trimmed();
    // A live selection freezes its query, so that the dataset can say what it holds.
    if (m_selection.live && !m_selection.query.isEmpty())
        order.query = m_selection.query;
    else
        order.exams = m_selection.exams;
    order.fractions = {m_training->value() / 100.0, m_validation->value() / 100.0,
                       m_test->value() / 100.0};
    order.stratifyBy = m_stratify->currentData().toString();
    order.seed = m_seed->value();
    if (m_context.study)
        order.person = m_context.study->person();
    return order;
}

void FreezeDialog::setName(const QString &name)
{
    m_name->setText(name);
}

QString FreezeDialog::refusal() const
{
    if (!m_context.study)
        return tr("No study is open.");
    if (m_context.study->study().isReadOnly())
        return tr("The study is open for reading only.");
    if (m_name->text().trimmed().isEmpty())
        return tr("Give the dataset a name.");
    if (m_taken.contains(m_name->text().trimmed()))
        return tr("There is a dataset of this name; a frozen one is never changed.");
    const int sum = m_training->value() + m_validation->value() + m_test->value();
    if (sum != 100)
        return tr("The parts add up to %1 %, not 100 %.").arg(sum);
    return {};
}

QString FreezeDialog::summary() const
{
    return m_message->text();
}

void FreezeDialog::refresh()
{
    const QString why = refusal();
    m_freeze->setEnabled(why.isEmpty() && !m_job);
    if (!m_job) {
        setLook(m_message, why.isEmpty() || m_name->text().isEmpty() ? "secondary" : "error");
        m_message->setText(why);
    }
}

void FreezeDialog::freeze()
{
    Result<std::unique_ptr<Study>> own = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!own) {
        m_context.notifications.post(own.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*own);
    const DatasetOrder now = order();
    m_job = m_context.jobs.start<Frozen>(
        tr("Freeze dataset %1").arg(now.name), this,
        [study, now](const ProgressCallback &, std::stop_token) -> Result<Frozen> {
            Frozen frozen;
            RETCLIP_TRY(frozen.row, study->freezeDataset(now));
            RETCLIP_TRY(const auto members, study->datasetMembers(frozen.row.id));
            std::vector<ExamId> ids;
            for (const auto &[exam, split] : members)
                ids.push_back(exam);
            RETCLIP_TRY(const auto rows, study->exams(ids));
            std::map<qint64, Split> splitOf;
            for (const auto &[exam, split] : members)
                splitOf[exam.value] = split;
            for (const ExamRow &exam : rows)
                for (const LabelState &label : exam.labels)
                    for (const QString &name : label.positive)
                        ++frozen.balance[label.setName + QStringLiteral(": ") + name]
                                        [std::size_t(splitOf[exam.id.value])];
            return frozen;
        },
        [this](Result<Frozen> frozen) {
            m_job = nullptr;
            if (!frozen) {
                refresh();
                setLook(m_message, "error");
                m_message->setText(tr("⚠ %1\n%2\n%3")
                                       .arg(translated(frozen.error().what_happened),
                                            translated(frozen.error().what_was_kept),
                                            translated(frozen.error().what_to_do)));
                return;
            }
            const DatasetRow &row = frozen->row;
            m_taken << row.name;
            refresh();
            const QLocale locale;
            setLook(m_message, "");
            QString text = tr("✓ %1 is frozen: %2 exams; train %3, validation %4, test %5 patients. "
                              "Hash %6.")
                               .arg(row.name, locale.toString(row.exams),
                                    locale.toString(row.trainingPatients),
                                    locale.toString(row.validationPatients),
                                    locale.toString(row.testPatients), row.hash.left(12));
            for (const QString &warning : row.warnings)
                text += QLatin1Char('\n') + tr("⚠ %1").arg(warning);
            m_message->setText(text);
            m_balance->clear();
            m_balance->setColumnCount(4);
            m_balance->setHorizontalHeaderLabels({tr("class"), tr("train"), tr("validation"), tr("test")});
            m_balance->setRowCount(int(frozen->balance.size()));
            int line = 0;
            for (const auto &[name, counts] : frozen->balance) {
                m_balance->setItem(line, 0, new QTableWidgetItem(name));
                for (int s = 0; s < 3; ++s) {
                    const Split splits[]{Split::training, Split::validation, Split::test};
                    auto *cell = new QTableWidgetItem(
                        locale.toString(counts[std::size_t(splits[s])]));
                    cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
                    m_balance->setItem(line, s + 1, cell);
                }
                ++line;
            }
            m_balance->setVisible(line > 0);
            if (m_context.study)
                m_context.study->announceDatasets();
            emit this->frozen(row.name);
        });
    m_message->setText(tr("Freezing…"));
    refresh();
}

void openFreezeDialog(AppContext &context, const Selection &selection, QWidget *parent)
{
    auto *dialog = new FreezeDialog(context, selection, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->show();
}

} // namespace retclip
