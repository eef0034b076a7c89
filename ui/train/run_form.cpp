// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_form.h"

#include "core/base/published_sources.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/train/choice_titles.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace retclip {

namespace {

QString fieldText(const char *text)
{
    return text && *text ? QCoreApplication::translate("RunField", text) : QString();
}

Task taskOf(const RunConfig &config)
{
    return config.task == "finetune" ? Task::finetune
        : config.task == "probe"     ? Task::probe
                                     : Task::pretrain;
}

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

QString shellQuoted(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=+-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    QString inner = text;
    inner.replace(QLatin1String("'"), QLatin1String("'\\''"));
    return QLatin1Char('\'') + inner + QLatin1Char('\'');
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
    m_labelSets = sets;
    build();
}

void RunForm::setStartingPoints(const QVector<QPair<QString, QString>> &files)
{
    m_starts = files;
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

RunForm::Row *RunForm::rowOf(const QString &key)
{
    for (Row &row : m_rows)
        if (key == QLatin1String(row.field->key))
            return &row;
    return nullptr;
}

const RunForm::Row *RunForm::rowOf(const QString &key) const
{
    return const_cast<RunForm *>(this)->rowOf(key);
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

    const unsigned task = 1u << unsigned(taskOf(m_config));
    const auto run = [&](bool advanced) {
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
                    layout->addWidget(heading);
                    headed = true;
                }
                addField(field, *layout);
            }
        }
    };
    run(false);
    m_more = new QToolButton;
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setCheckable(true);
    m_more->setChecked(m_advanced);
    m_more->setArrowType(m_advanced ? Qt::DownArrow : Qt::RightArrow);
    connect(m_more, &QToolButton::toggled, this, &RunForm::showAdvanced);
    layout->addSpacing(space::m);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    if (m_advanced)
        run(true);
    layout->addStretch(1);
    m_scroll->setWidget(m_page);
    m_scroll->verticalScrollBar()->setValue(scrolled);
    retranslate();
}

void RunForm::addField(const FieldDescription &field, QVBoxLayout &into)
{
    Row row;
    row.field = &field;
    row.box = new QWidget;
    auto *grid = new QGridLayout(row.box);
    grid->setContentsMargins(0, 1, 0, 1);
    grid->setHorizontalSpacing(space::s);
    grid->setVerticalSpacing(0);
    row.dot = new QToolButton;
    row.dot->setAutoRaise(true);
    row.dot->setFixedSize(24, 24);
    row.label = new QLabel;
    row.label->setFixedWidth(theme().scaled(210));
    row.label->setWordWrap(true);
    row.editor = makeEditor(field);
    row.label->setBuddy(row.editor);
    row.editor->installEventFilter(this);
    row.editor->setProperty("field", QString::fromLatin1(field.key));
    row.unit = new QLabel;
    setLook(row.unit, "caption");
    row.error = new QLabel;
    row.error->setWordWrap(true);
    setLook(row.error, "error");
    row.error->hide();
    grid->addWidget(row.dot, 0, 0);
    grid->addWidget(row.label, 0, 1);
    grid->addWidget(row.editor, 0, 2);
    grid->addWidget(row.unit, 0, 3);
    const QLatin1String key(field.key);
    if (key == QLatin1String("tokenizer_file")) {
        auto *train = new QToolButton;
        train->setText(tr("Train…"));
        train->setToolTip(tr("Train a tokenizer from the study's reports and look at it"));
        connect(train, &QToolButton::clicked, this, &RunForm::tokenizerTrainingWanted);
        grid->addWidget(train, 0, 3);
    } else if (field.type == FieldType::file) {
        auto *browse = new QToolButton;
        browse->setText(tr("Browse…"));
        connect(browse, &QToolButton::clicked, this, [this, key] {
            const QString file = QFileDialog::getOpenFileName(this);
            if (file.isEmpty())
                return;
            if (key == QLatin1String("start_from"))
                emit checkpointChosen(file);
            else
                typeInto(key, file);
        });
        grid->addWidget(browse, 0, 3);
    }
    grid->addWidget(row.error, 1, 2, 1, 2);
    // One column of fields, whatever stands behind them.
    grid->setColumnStretch(2, 1);
    grid->setColumnMinimumWidth(3, theme().scaled(110));
    into.addWidget(row.box);
    connect(row.dot, &QToolButton::clicked, this, [this, key] { resetField(key); });
    m_rows.push_back(row);
    showValue(m_rows.back());
    showState(m_rows.back());
}

QWidget *RunForm::makeEditor(const FieldDescription &field)
{
    const QLatin1String key(field.key);
    const auto changedTo = [this, key](const QString &text) {
        if (m_filling)
            return;
        if (Row *row = rowOf(key))
            take(*row, text);
    };
    if (key == QLatin1String("label_set")) {
        auto *box = new QComboBox;
        box->addItem(tr("(choose)"), QString());
        for (const LabelSet &set : std::as_const(m_labelSets)) {
            box->addItem(set.name, set.name);
            if (set.classes.size() > 1)
                for (const LabelClass &each : set.classes)
                    box->addItem(tr("%1 / %2 only").arg(set.name, each.title.isEmpty() ? each.name : each.title),
                                 set.name + QLatin1Char('/') + each.name);
        }
        connect(box, &QComboBox::activated, this,
                [box, changedTo] { changedTo(box->currentData().toString()); });
        return box;
    }
    if (key == QLatin1String("start_from")) {
        auto *box = new QComboBox;
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->addItem(QString(), QString());
        for (const auto &[name, file] : std::as_const(m_starts))
            box->addItem(name, file);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        connect(box, &QComboBox::activated, this, [box, changedTo](int index) {
            changedTo(box->itemData(index).toString());
        });
        connect(box->lineEdit(), &QLineEdit::textEdited, this, changedTo);
        return box;
    }
    switch (field.type) {
    case FieldType::boolean: {
        auto *box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, [changedTo](bool on) {
            changedTo(on ? QStringLiteral("true") : QStringLiteral("false"));
        });
        return box;
    }
    case FieldType::choice: {
        auto *box = new QComboBox;
        for (const char *choice : field.choices)
            box->addItem(QString(), QString::fromLatin1(choice));
        connect(box, &QComboBox::activated, this,
                [box, changedTo] { changedTo(box->currentData().toString()); });
        return box;
    }
    default: {
        auto *line = new QLineEdit;
        if (field.type == FieldType::integer || field.type == FieldType::real)
            line->setAlignment(Qt::AlignRight);
        connect(line, &QLineEdit::textEdited, this, changedTo);
        return line;
    }
    }
}

void RunForm::take(Row &row, const QString &text)
{
    RunConfig tried = m_config;
    const bool refusedBefore = !refusal().isEmpty();
    if (const auto set = set_field(tried, row.field->key, text.trimmed().toStdString()); !set) {
        row.refusedText = text;
        row.refusal = translated(set.error().what_happened);
        if (row.field->type == FieldType::integer || row.field->type == FieldType::real)
            row.refusal += QLatin1Char(' ')
                + tr("Allowed: %1 to %2.").arg(number(row.field->minimum),
                                               number(row.field->maximum));
        showState(row);
        emit refusalChanged();
        return;
    }
    row.refusal.clear();
    row.refusedText.clear();
    m_config = tried;
    showState(row);
    if (refusedBefore || !refusal().isEmpty())
        emit refusalChanged();
    emit changed();
}

void RunForm::typeInto(const QString &key, const QString &text)
{
    Row *row = rowOf(key);
    if (!row && !m_advanced) {
        showAdvanced(true);
        row = rowOf(key);
    }
    if (!row)
        return;
    if (auto *line = qobject_cast<QLineEdit *>(row->editor))
        line->setText(text);
    take(*row, text);
    if (row->refusal.isEmpty())
        showValue(*row);
}

QString RunForm::errorOf(const QString &key) const
{
    const Row *row = rowOf(key);
    return row ? row->refusal : QString();
}

bool RunForm::isChanged(const QString &key) const
{
    const FieldDescription *field = find_run_field(key.toStdString());
    return field && field_value(m_config, *field) != field_value(m_preset, *field);
}

void RunForm::resetField(const QString &key)
{
    Row *row = rowOf(key);
    if (!row)
        return;
    take(*row, QString::fromStdString(field_value(m_preset, *row->field)));
    showValue(*row);
}

QStringList RunForm::shownKeys() const
{
    QStringList keys;
    for (const Row &row : m_rows)
        keys << QString::fromLatin1(row.field->key);
    return keys;
}

void RunForm::showAdvanced(bool shown)
{
    if (shown == m_advanced)
        return;
    m_advanced = shown;
    // The button that was pressed is built anew: not while it is still telling of it.
    QMetaObject::invokeMethod(this, [this] { build(); }, Qt::DirectConnection);
    emit refusalChanged();
}

void RunForm::showValue(Row &row)
{
    m_filling = true;
    const QString value = QString::fromStdString(field_value(m_config, *row.field));
    if (auto *check = qobject_cast<QCheckBox *>(row.editor)) {
        check->setChecked(value == QLatin1String("true"));
    } else if (auto *box = qobject_cast<QComboBox *>(row.editor)) {
        const int index = box->findData(value);
        if (index >= 0)
            box->setCurrentIndex(index);
        else if (box->isEditable())
            box->setEditText(value);
        else if (!value.isEmpty()) {
            box->addItem(value, value);
            box->setCurrentIndex(box->count() - 1);
        }
    } else if (auto *line = qobject_cast<QLineEdit *>(row.editor)) {
        if (row.refusal.isEmpty())
            line->setText(value);
    }
    m_filling = false;
}

void RunForm::showState(Row &row)
{
    const QString preset = QString::fromStdString(field_value(m_preset, *row.field));
    const bool different = isChanged(QLatin1String(row.field->key)) || !row.refusal.isEmpty();
    row.dot->setIcon(different ? theme().icon(QStringLiteral("reset"), Token::accent) : QIcon());
    row.dot->setEnabled(different);
    row.dot->setFocusPolicy(different ? Qt::TabFocus : Qt::NoFocus);
    row.dot->setToolTip(different ? tr("Changed. Press to go back to the preset's value: %1")
                                        .arg(preset.isEmpty() ? tr("(empty)") : preset)
                                  : QString());
    row.dot->setAccessibleName(tr("Back to the preset’s value"));
    QFont font = row.label->font();
    font.setBold(different);
    row.label->setFont(font);
    row.error->setText(row.refusal.isEmpty() ? QString() : tr("⚠ %1").arg(row.refusal));
    row.error->setVisible(!row.refusal.isEmpty());
    if (qobject_cast<QLineEdit *>(row.editor))
        setLook(row.editor, row.refusal.isEmpty() ? "" : "error");
}

QString RunForm::refusal() const
{
    for (const Row &row : m_rows)
        if (!row.refusal.isEmpty())
            return tr("%1: %2").arg(fieldText(row.field->label), row.refusal);
    if (const auto valid = validate(m_config); !valid)
        return translated(valid.error().what_happened);
    if (m_config.task != "pretrain" && m_config.label_set.empty())
        return tr("Choose the label set that the run shall learn.");
    return {};
}

QString RunForm::commandLine(const QString &studyFolder) const
{
    QStringList words{QStringLiteral("retclip"), QStringLiteral("train"), shellQuoted(studyFolder),
                      QStringLiteral("--preset"), presetName()};
    for (const FieldDescription &field : run_fields()) {
        const QString key = QString::fromLatin1(field.key);
        if (key == QLatin1String("preset") || !isChanged(key))
            continue;
        words << QStringLiteral("--set")
              << shellQuoted(key + QLatin1Char('=')
                             + QString::fromStdString(field_value(m_config, field)));
    }
    if (!runName().isEmpty())
        words << QStringLiteral("--name") << shellQuoted(runName());
    return words.join(QLatin1Char(' '));
}

void RunForm::showHelp(const Row &row)
{
    const FieldDescription &field = *row.field;
    QString html = QStringLiteral("<p>%1</p>").arg(fieldText(field.help).toHtmlEscaped());
    const auto line = [&](const QString &name, const QString &value) {
        html += QStringLiteral("<p><b>%1</b> %2</p>").arg(name, value.toHtmlEscaped());
    };
    if (field.type == FieldType::integer || field.type == FieldType::real)
        line(tr("Range"), tr("%1 to %2 %3").arg(number(field.minimum), number(field.maximum),
                                                fieldText(field.unit)));
    const QString preset = QString::fromStdString(field_value(m_preset, field));
    line(tr("Preset"), field.type == FieldType::choice ? choiceTitle(preset) : preset);
    if (field.published && *field.published)
        line(tr("Published"), fieldText(field.published));
    if (m_config.preset == "ret-clip-paper")
        if (const PublishedSource *source = published_source(field.key))
            line(source->stated ? tr("Source") : tr("Source (not stated)"),
                 QCoreApplication::translate("PublishedSource", source->source));
    if (QLatin1String(field.key) == QLatin1String("batch_size"))
        line(tr("Chance line"), tr("ln %1 = %2")
                                    .arg(m_config.batch_size)
                                    .arg(QLocale().toString(std::log(double(m_config.batch_size)),
                                                            'f', 2)));
    html += QStringLiteral("<p><code>--set %1=%2</code></p>")
                .arg(QLatin1String(field.key),
                     QString::fromStdString(field_value(m_config, field)).toHtmlEscaped());
    m_helpKey = QLatin1String(field.key);
    emit helpWanted(fieldText(field.label), html);
}

void RunForm::showHelpAgain()
{
    if (const Row *row = rowOf(m_helpKey))
        showHelp(*row);
    else
        emit helpWanted(tr("Help"), tr("<p>Go to a setting to read what it does to the result, "
                                       "memory and time, and what the paper used.</p>"));
}

bool RunForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        if (const Row *row = rowOf(watched->property("field").toString()))
            showHelp(*row);
    } else if (event->type() == QEvent::Wheel && qobject_cast<QComboBox *>(watched)
               && !static_cast<QWidget *>(watched)->hasFocus()) {
        // Scrolling the page must not change a setting under the pointer.
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
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
        heading->setText(fieldText(text));
    int folded = 0;
    for (const FieldDescription &field : run_fields())
        folded += field.advanced && (field.tasks & (1u << unsigned(taskOf(m_config))));
    if (m_more) {
        m_more->setText(tr("Advanced settings (%1)").arg(folded));
        m_more->setArrowType(m_advanced ? Qt::DownArrow : Qt::RightArrow);
    }
    for (Row &row : m_rows) {
        row.label->setText(fieldText(row.field->label));
        row.unit->setText(fieldText(row.field->unit));
        row.editor->setAccessibleName(fieldText(row.field->label));
        row.editor->setToolTip(fieldText(row.field->help));
        if (auto *box = qobject_cast<QComboBox *>(row.editor);
            box && row.field->type == FieldType::choice)
            for (int i = 0; i < box->count(); ++i)
                box->setItemText(i, choiceTitle(box->itemData(i).toString()));
    }
}

} // namespace retclip
