// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_form.h"

#include "core/base/run_start.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/train/run_command.h"
#include "ui/train/run_field_row.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {

Task taskOf(const RunConfig &config)
{
    return config.task == "finetune" ? Task::finetune
        : config.task == "probe"     ? Task::probe
                                     : Task::pretrain;
}

} // namespace

RunForm::RunForm(QWidget *parent) : QWidget(parent)
{
    m_presetBox = new QComboBox;
    m_datasetBox = new QComboBox;
    m_presetLabel = new QLabel;
    m_datasetLabel = new QLabel;
    m_presetHelp = new QLabel;
    m_presetHelp->setWordWrap(true);
    setLook(m_presetHelp, "secondary");
    m_nameLabel = new QLabel;
    m_noteLabel = new QLabel;
    m_name = new QLineEdit;
    m_note = new QPlainTextEdit;
    m_note->setFixedHeight(52);
    m_note->setTabChangesFocus(true);
    m_presetLabel->setBuddy(m_presetBox);
    m_datasetLabel->setBuddy(m_datasetBox);
    m_nameLabel->setBuddy(m_name);
    m_noteLabel->setBuddy(m_note);

    auto *top = new QGridLayout;
    top->setContentsMargins(space::l, space::m, space::l, space::s);
    top->setHorizontalSpacing(space::m);
    top->setVerticalSpacing(space::s);
    top->addWidget(m_presetLabel, 0, 0);
    top->addWidget(m_presetBox, 0, 1);
    top->addWidget(m_presetHelp, 1, 1);
    top->addWidget(m_datasetLabel, 2, 0);
    top->addWidget(m_datasetBox, 2, 1);
    top->addWidget(m_nameLabel, 3, 0);
    top->addWidget(m_name, 3, 1);
    top->addWidget(m_noteLabel, 4, 0, Qt::AlignTop);
    top->addWidget(m_note, 4, 1);
    top->setColumnMinimumWidth(0, 132);
    top->setColumnStretch(1, 1);

    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_scroll, 1);

    for (const Preset &each : presets())
        m_presetBox->addItem(QString(), QString::fromLatin1(each.name));
    connect(m_presetBox, &QComboBox::activated, this,
            [this] { setPreset(m_presetBox->currentData().toString()); });
    connect(m_datasetBox, &QComboBox::activated, this, [this] { emit changed(); });
    connect(m_name, &QLineEdit::textEdited, this, [this] { emit changed(); });
    setDatasets({});
    setPreset(QStringLiteral("pretrain-small"));
}

void RunForm::setPreset(const QString &name)
{
    const auto found = preset(name.toStdString());
    if (!found)
        return;
    m_preset = *found;
    m_config = *found;
    build();
    retranslate();
    emit changed();
    emit refusalChanged();
}

QString RunForm::presetName() const
{
    return QString::fromStdString(m_preset.preset);
}

void RunForm::loadConfig(const RunConfig &config)
{
    const auto found = preset(config.preset);
    m_preset = found ? *found : config;
    m_config = config;
    build();
    retranslate();
    emit changed();
    emit refusalChanged();
}

RunConfig RunForm::config() const
{
    return with_absolute_files(m_config);
}

void RunForm::setDatasets(const QVector<DatasetRow> &datasets)
{
    const QString before = dataset();
    m_datasets = datasets;
    m_datasetBox->clear();
    m_datasetBox->addItem(tr("The whole study (80 / 10 / 10 by patient)"), QString());
    const QLocale locale;
    for (const DatasetRow &row : datasets)
        m_datasetBox->addItem(tr("%1 — train %2, validation %3, test %4 patients")
                                  .arg(row.name, locale.toString(row.trainingPatients),
                                       locale.toString(row.validationPatients),
                                       locale.toString(row.testPatients)),
                              row.name);
    m_datasetBox->setCurrentIndex(std::max(0, m_datasetBox->findData(before)));
}

void RunForm::setLabelSets(const QVector<LabelSet> &sets)
{
    m_choices.labelSets = sets;
    build();
}

void RunForm::setStartingPoints(const QVector<QPair<QString, QString>> &files)
{
    m_choices.startingPoints = files;
    build();
}

QString RunForm::dataset() const
{
    return m_datasetBox->currentData().toString();
}

QString RunForm::runName() const
{
    return m_name->text().trimmed();
}

QString RunForm::note() const
{
    return m_note->toPlainText().trimmed();
}

RunFieldRow *RunForm::rowOf(const QString &key) const
{
    for (RunFieldRow *row : m_rows)
        if (row->is(key))
            return row;
    return nullptr;
}

void RunForm::build()
{
    m_rows.clear();
    m_headings.clear();
    const int scrolled = m_page ? m_scroll->verticalScrollBar()->value() : 0;
    m_page = new QWidget;
    m_page->setProperty("look", "page");
    auto *layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(space::l, 0, space::l, space::l);
    layout->setSpacing(2);

    addFields(false, *layout);
    m_more = new QToolButton;
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setCheckable(true);
    m_more->setChecked(m_advanced);
    m_more->setArrowType(m_advanced ? Qt::DownArrow : Qt::RightArrow);
    connect(m_more, &QToolButton::toggled, this, &RunForm::showAdvanced);
    layout->addSpacing(space::m);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    if (m_advanced)
        addFields(true, *layout);
    layout->addStretch(1);
    // The page that stood there may hold the very button or box whose signal led here.
    if (QWidget *before = m_scroll->takeWidget()) {
        before->hide();
        before->deleteLater();
    }
    m_scroll->setWidget(m_page);
    m_scroll->verticalScrollBar()->setValue(scrolled);
    retranslate();
}

/// The fields of the present task, each group under its heading.
void RunForm::addFields(bool advanced, QVBoxLayout &into)
{
    const unsigned task = 1u << unsigned(taskOf(m_config));
    QStringList groups;
    for (const FieldDescription &field : run_fields())
        if (!groups.contains(QLatin1String(field.group)))
            groups << QString::fromLatin1(field.group);
    for (const QString &group : groups) {
        bool headed = false;
        for (const FieldDescription &field : run_fields()) {
            // The preset decides the task; it and the preset's name have controls of their own.
            const QLatin1String key(field.key);
            if (group != QLatin1String(field.group) || field.advanced != advanced
                || !(field.tasks & task) || key == QLatin1String("task")
                || key == QLatin1String("preset") || key == QLatin1String("version"))
                continue;
            if (!headed) {
                auto *heading = new QLabel;
                setLook(heading, "section");
                heading->setContentsMargins(0, space::m, 0, space::xs);
                m_headings.append({heading, field.group});
                into.addWidget(heading);
                headed = true;
            }
            addField(field, into);
        }
    }
}

void RunForm::addField(const FieldDescription &field, QVBoxLayout &into)
{
    auto *row = new RunFieldRow(field, m_choices);
    into.addWidget(row);
    const QString key = QString::fromLatin1(field.key);
    connect(row, &RunFieldRow::edited, this, [this, row](const QString &text) { take(*row, text); });
    connect(row, &RunFieldRow::resetWanted, this, [this, key] { resetField(key); });
    connect(row, &RunFieldRow::entered, this, [this, row] { showHelp(*row); });
    connect(row, &RunFieldRow::tokenizerTrainingWanted, this, &RunForm::tokenizerTrainingWanted);
    connect(row, &RunFieldRow::fileChosen, this, [this, key](const QString &file) {
        if (key == QLatin1String("start_from"))
            emit checkpointChosen(file);
        else
            typeInto(key, file);
    });
    m_rows.append(row);
    row->showValue(m_config);
    row->showState(m_config, m_preset);
}

void RunForm::take(RunFieldRow &row, const QString &text)
{
    RunConfig tried = m_config;
    const bool refusedBefore = !refusal().isEmpty();
    if (const auto set = set_field(tried, row.field().key, text.trimmed().toStdString()); !set) {
        row.refuse(set.error());
        row.showState(m_config, m_preset);
        emit refusalChanged();
        return;
    }
    row.accept();
    m_config = tried;
    row.showState(m_config, m_preset);
    if (refusedBefore || !refusal().isEmpty())
        emit refusalChanged();
    emit changed();
}

void RunForm::typeInto(const QString &key, const QString &text)
{
    RunFieldRow *row = rowOf(key);
    if (!row && !m_advanced) {
        showAdvanced(true);
        row = rowOf(key);
    }
    if (!row)
        return;
    row->typeText(text);
    take(*row, text);
    if (row->refusal().isEmpty())
        row->showValue(m_config);
}

QString RunForm::errorOf(const QString &key) const
{
    const RunFieldRow *row = rowOf(key);
    return row ? row->refusal() : QString();
}

bool RunForm::isChanged(const QString &key) const
{
    const FieldDescription *field = find_run_field(key.toStdString());
    return field && field_value(m_config, *field) != field_value(m_preset, *field);
}

void RunForm::resetField(const QString &key)
{
    RunFieldRow *row = rowOf(key);
    if (!row)
        return;
    take(*row, QString::fromStdString(field_value(m_preset, row->field())));
    row->showValue(m_config);
}

QStringList RunForm::shownKeys() const
{
    QStringList keys;
    for (const RunFieldRow *row : m_rows)
        keys << QString::fromLatin1(row->field().key);
    return keys;
}

void RunForm::showAdvanced(bool shown)
{
    if (shown == m_advanced)
        return;
    m_advanced = shown;
    build();
    emit refusalChanged();
}

QString RunForm::refusal() const
{
    for (const RunFieldRow *row : m_rows)
        if (!row->refusal().isEmpty())
            return tr("%1: %2").arg(runFieldText(row->field().label), row->refusal());
    if (const auto valid = validate(m_config); !valid)
        return translated(valid.error().what_happened);
    if (m_config.task != "pretrain" && m_config.label_set.empty())
        return tr("Choose the label set that the run shall learn.");
    return {};
}

QString RunForm::commandLine(const QString &studyFolder) const
{
    return trainCommand(studyFolder, config(), m_preset, runName());
}

void RunForm::showHelp(const RunFieldRow &row)
{
    m_helpKey = QLatin1String(row.field().key);
    emit helpWanted(runFieldText(row.field().label), row.help(m_config, m_preset));
}

void RunForm::showHelpAgain()
{
    if (const RunFieldRow *row = rowOf(m_helpKey))
        showHelp(*row);
    else
        emit helpWanted(tr("Help"), tr("<p>Go to a setting to read what it does to the result, "
                                       "memory and time, and what the paper used.</p>"));
}

void RunForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setDatasets(m_datasets);
        build();
        showHelpAgain();
    }
}

void RunForm::retranslate()
{
    m_presetLabel->setText(tr("Preset"));
    m_datasetLabel->setText(tr("Data"));
    m_nameLabel->setText(tr("Name"));
    m_noteLabel->setText(tr("Note"));
    m_name->setPlaceholderText(tr("empty: preset and number"));
    m_note->setPlaceholderText(tr("What is tried here, and why"));
    const auto &all = presets();
    for (int i = 0; i < m_presetBox->count() && i < int(all.size()); ++i)
        m_presetBox->setItemText(i, QCoreApplication::translate("Preset", all[std::size_t(i)].title));
    m_presetBox->setCurrentIndex(m_presetBox->findData(presetName()));
    for (const Preset &each : all)
        if (presetName() == QLatin1String(each.name))
            m_presetHelp->setText(QCoreApplication::translate("Preset", each.help));
    for (const auto &[heading, text] : std::as_const(m_headings))
        heading->setText(runFieldText(text));
    int folded = 0;
    for (const FieldDescription &field : run_fields())
        folded += field.advanced && (field.tasks & (1u << unsigned(taskOf(m_config))));
    if (m_more) {
        m_more->setText(tr("Advanced settings (%1)").arg(folded));
        m_more->setArrowType(m_advanced ? Qt::DownArrow : Qt::RightArrow);
    }
    for (RunFieldRow *row : std::as_const(m_rows))
        row->retranslate();
}

} // namespace retclip
