// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluation_form.h"

#include "core/inspection/evaluation_words.h"
#include "core/jobs/job.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

constexpr int retrievalProtocol = 100;

QComboBox *narrowCombo()
{
    auto *box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(14);
    return box;
}

} // namespace

EvaluationForm::EvaluationForm(QWidget *parent) : QFrame(parent)
{
    setLook(this, "panel-left");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::m, space::m, space::m);
    layout->setSpacing(space::xs);
    buildRun();
    buildStored();
    connect(m_run, &QComboBox::activated, this, &EvaluationForm::runChosen);
    connect(m_protocol, &QComboBox::activated, this, &EvaluationForm::fieldsChanged);
    connect(m_labelSet, &QComboBox::activated, this, &EvaluationForm::fieldsChanged);
    connect(m_start, &QPushButton::clicked, this, &EvaluationForm::startAsked);
    connect(m_stop, &QPushButton::clicked, this, &EvaluationForm::stopAsked);
    connect(m_import, &QPushButton::clicked, this, &EvaluationForm::importAsked);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            emit storedChosen(row);
    });
}

void EvaluationForm::addField(QWidget *widget)
{
    auto *label = new QLabel;
    setLook(label, "caption");
    label->setBuddy(widget);
    layout()->addWidget(label);
    layout()->addWidget(widget);
    m_fields.append(qMakePair(label, widget));
}

void EvaluationForm::buildRun()
{
    m_run = narrowCombo();
    m_protocol = narrowCombo();
    m_labelSet = narrowCombo();
    m_dataset = narrowCombo();
    m_shots = new QSpinBox;
    m_shots->setRange(1, 1000);
    m_shots->setValue(16);
    m_seeds = new QSpinBox;
    m_seeds->setRange(1, 50);
    m_seeds->setValue(5);
    m_perEye = new QCheckBox;
    m_prompts = new QPlainTextEdit;
    m_prompts->setFixedHeight(132);
    m_prompts->setTabChangesFocus(true);
    for (int protocol : {int(EvaluationProtocol::probe), int(EvaluationProtocol::zeroShot),
                         int(EvaluationProtocol::fewShot), int(EvaluationProtocol::finetune),
                         retrievalProtocol})
        m_protocol->addItem(QString(), protocol);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_run, m_protocol, m_labelSet, m_dataset,
                                                            m_shots, m_seeds, m_prompts})
        addField(widget);
    layout()->addWidget(m_perEye);
    m_warning = new QLabel;
    m_warning->setWordWrap(true);
    setLook(m_warning, "warning");
    m_warning->hide();
    layout()->addWidget(m_warning);
}

void EvaluationForm::buildStored()
{
    auto *box = static_cast<QVBoxLayout *>(layout());
    m_start = new QPushButton;
    setLook(m_start, "primary");
    m_stop = new QPushButton;
    m_stop->hide();
    m_progress = new QProgressBar;
    m_progress->hide();
    m_import = new QPushButton;
    box->addSpacing(space::s);
    box->addWidget(m_start);
    box->addWidget(m_progress);
    box->addWidget(m_stop);
    box->addWidget(m_import);
    box->addSpacing(space::m);
    m_storedTitle = new QLabel;
    setLook(m_storedTitle, "overline");
    box->addWidget(m_storedTitle);
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    m_list->setAttribute(Qt::WA_InputMethodEnabled, false);
    box->addWidget(m_list, 1);
}

void EvaluationForm::clear()
{
    m_choices = {};
    m_filledFor.clear();
    m_run->clear();
    m_list->clear();
    fieldsChanged();
}

void EvaluationForm::setChoices(const Choices &choices, RunId wanted)
{
    const RunId before = chosenRun() ? chosenRun()->id : RunId();
    m_choices = choices;
    m_run->clear();
    for (const RunRow &run : std::as_const(m_choices.runs))
        m_run->addItem(QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name), qint64(run.id.value));
    m_run->setCurrentIndex(
        std::max(0, m_run->findData(qint64((wanted.valid() ? wanted : before).value))));
    const QString set = m_labelSet->currentData().toString();
    m_labelSet->clear();
    for (const LabelSet &each : std::as_const(m_choices.labelSets)) {
        m_labelSet->addItem(each.name, each.name);
        if (each.classes.size() > 1)
            for (const LabelClass &one : each.classes)
                m_labelSet->addItem(
                    tr("%1 / %2 only").arg(each.name, one.title.isEmpty() ? one.name : one.title),
                    each.name + QLatin1Char('/') + one.name);
    }
    m_labelSet->setCurrentIndex(std::max(0, m_labelSet->findData(set)));
    const QString dataset = m_dataset->currentData().toString();
    m_dataset->clear();
    m_dataset->addItem(tr("the run's own split"), QString());
    for (const DatasetRow &each : std::as_const(m_choices.datasets))
        m_dataset->addItem(each.name, each.name);
    m_dataset->setCurrentIndex(std::max(0, m_dataset->findData(dataset)));
    fieldsChanged();
}

std::optional<RunRow> EvaluationForm::chosenRun() const
{
    const qint64 id = m_run->currentData().toLongLong();
    for (const RunRow &run : m_choices.runs)
        if (run.id.value == id)
            return run;
    return {};
}

bool EvaluationForm::asksForRetrieval() const
{
    return m_protocol->currentData().toInt() == retrievalProtocol;
}

void EvaluationForm::setStored(const std::vector<EvaluationResult> &stored, int shown)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const EvaluationResult &each : stored) {
        const Metric *auroc = each.test.find("auroc");
        m_list->addItem(tr("%1 · %2\nAUROC %3, n %4")
                            .arg(protocolTitle(each.order.protocol), each.order.labelSet,
                                 shownFigure(auroc ? auroc->value.value : std::nullopt),
                                 QLocale().toString(qint64(each.test.items))));
    }
    m_list->setCurrentRow(shown);
}

void EvaluationForm::adjust(bool studyOpen, bool writable)
{
    m_studyOpen = studyOpen;
    m_writable = writable;
    fieldsChanged();
}

void EvaluationForm::setJob(Job *job)
{
    m_busy = job != nullptr;
    m_progress->setVisible(m_busy);
    m_stop->setVisible(m_busy);
    m_progress->setRange(0, 0);
    if (job)
        connect(job, &Job::progressed, this, [this, job] {
            const Progress progress = job->progress();
            m_progress->setRange(0, int(std::min<std::int64_t>(progress.total, 1'000'000'000)));
            m_progress->setValue(int(progress.done));
            m_progress->setToolTip(translated(progress.what));
        });
    fieldsChanged();
}

void EvaluationForm::showField(QWidget *widget, bool shown)
{
    for (const auto &[label, each] : std::as_const(m_fields))
        if (each == widget) {
            label->setVisible(shown);
            each->setVisible(shown);
        }
}

void EvaluationForm::fieldsChanged()
{
    const int protocol = m_protocol->currentData().toInt();
    const bool own = protocol == int(EvaluationProtocol::finetune);
    const bool labelled = protocol != retrievalProtocol && !own;
    showField(m_shots, protocol == int(EvaluationProtocol::fewShot));
    showField(m_seeds, protocol == int(EvaluationProtocol::fewShot));
    showField(m_prompts, protocol == int(EvaluationProtocol::zeroShot));
    showField(m_labelSet, labelled);
    showField(m_dataset, labelled);
    m_perEye->setVisible(labelled);
    const QString chosen = m_labelSet->currentData().toString().section(QLatin1Char('/'), 0, 0);
    for (const LabelSet &set : std::as_const(m_choices.labelSets))
        if (set.name == chosen && m_filledFor != chosen) { // What a person typed stays.
            m_filledFor = chosen;
            m_perEye->setChecked(set.perEye);
            QStringList lines;
            for (const auto &[name, prompts] : defaultPrompts(set))
                lines << QStringLiteral("%1: %2").arg(name, prompts.join(QStringLiteral(" | ")));
            m_prompts->setPlainText(lines.join(QLatin1Char('\n')));
        }
    const bool needsLabels = labelled && chosen.isEmpty();
    m_start->setEnabled(m_writable && chosenRun() && !m_busy && !needsLabels);
    m_import->setEnabled(m_writable && !m_busy && !m_choices.labelSets.isEmpty());
    QString why;
    if (m_studyOpen && !chosenRun())
        why = tr("No run has ended yet: train one, or open predictions of another program.");
    else if (m_studyOpen && needsLabels)
        why = tr("The study has no label set yet: label some exams, or import labels.");
    m_warning->setText(why);
    m_warning->setVisible(!why.isEmpty());
}

EvaluationOrder EvaluationForm::order() const
{
    EvaluationOrder order;
    order.protocol = EvaluationProtocol(m_protocol->currentData().toInt());
    if (order.protocol == EvaluationProtocol::finetune)
        return order;
    order.labelSet = m_labelSet->currentData().toString();
    order.dataset = m_dataset->currentData().toString();
    order.perEye = m_perEye->isChecked();
    if (order.protocol == EvaluationProtocol::fewShot) {
        order.shots = m_shots->value();
        order.seeds = m_seeds->value();
    }
    if (order.protocol == EvaluationProtocol::zeroShot)
        for (const QString &line : m_prompts->toPlainText().split(QLatin1Char('\n'))) {
            const QString name = line.section(QLatin1Char(':'), 0, 0).trimmed();
            QStringList prompts;
            for (const QString &prompt : line.section(QLatin1Char(':'), 1).split(QLatin1Char('|')))
                if (!prompt.trimmed().isEmpty())
                    prompts << prompt.trimmed();
            if (!name.isEmpty() && !prompts.isEmpty())
                order.prompts.emplace_back(name, prompts);
        }
    return order;
}

QString EvaluationForm::labelSet() const
{
    return m_labelSet->currentData().toString();
}

QWidget *EvaluationForm::firstField() const
{
    return m_run;
}

void EvaluationForm::retranslate()
{
    const QVector<QPair<QWidget *, QString>> names{
        {m_run, tr("Run")},         {m_protocol, tr("Protocol")},   {m_labelSet, tr("Label set")},
        {m_dataset, tr("Dataset")}, {m_shots, tr("Cases a class")}, {m_seeds, tr("Seeds")},
        {m_prompts, tr("Prompts: class: prompt | prompt")}};
    for (const auto &[label, widget] : std::as_const(m_fields))
        for (const auto &[each, name] : names)
            if (each == widget) {
                label->setText(name);
                widget->setAccessibleName(name);
            }
    for (int i = 0; i < m_protocol->count(); ++i) {
        const int protocol = m_protocol->itemData(i).toInt();
        m_protocol->setItemText(i, protocol == retrievalProtocol
                                       ? tr("Retrieval (in Retrieve)")
                                       : protocolTitle(EvaluationProtocol(protocol)));
    }
    m_perEye->setText(tr("Judge each eye, not the exam"));
    m_start->setText(tr("Evaluate"));
    m_stop->setText(tr("Cancel"));
    m_import->setText(tr("Predictions of another program…"));
    m_import->setToolTip(tr("A CSV table: a column exam or patient, perhaps eye and split, and a "
                            "probability column a class"));
    m_storedTitle->setText(tr("EVALUATIONS"));
    m_list->setAccessibleName(tr("Evaluations of this run"));
    fieldsChanged();
}

} // namespace retclip
