// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_field_row.h"

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
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

#include <cmath>

namespace retclip {

namespace {

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

bool isNumber(const FieldDescription &field)
{
    return field.type == FieldType::integer || field.type == FieldType::real;
}

QString valueOf(const RunConfig &config, const FieldDescription &field)
{
    return QString::fromStdString(field_value(config, field));
}

} // namespace

QString runFieldText(const char *text)
{
    return text && *text ? QCoreApplication::translate("RunField", text) : QString();
}

RunFieldRow::RunFieldRow(const FieldDescription &field, const RunFieldChoices &choices,
                         QWidget *parent)
    : QWidget(parent), m_field(field)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 1, 0, 1);
    grid->setHorizontalSpacing(space::s);
    grid->setVerticalSpacing(0);
    m_dot = new QToolButton;
    m_dot->setAutoRaise(true);
    m_dot->setFixedSize(24, 24);
    m_label = new QLabel;
    m_label->setFixedWidth(theme().scaled(210));
    m_label->setWordWrap(true);
    m_editor = makeEditor(choices);
    m_label->setBuddy(m_editor);
    m_editor->installEventFilter(this);
    m_unit = new QLabel;
    setLook(m_unit, "caption");
    m_error = new QLabel;
    m_error->setWordWrap(true);
    setLook(m_error, "error");
    m_error->hide();
    grid->addWidget(m_dot, 0, 0);
    grid->addWidget(m_label, 0, 1);
    grid->addWidget(m_editor, 0, 2);
    grid->addWidget(m_unit, 0, 3);
    if (QWidget *aid = makeAid())
        grid->addWidget(aid, 0, 3);
    grid->addWidget(m_error, 1, 2, 1, 2);
    // One column of fields, whatever stands behind them.
    grid->setColumnStretch(2, 1);
    grid->setColumnMinimumWidth(3, theme().scaled(110));
    connect(m_dot, &QToolButton::clicked, this, &RunFieldRow::resetWanted);
}

QWidget *RunFieldRow::makeAid()
{
    if (is(QStringLiteral("tokenizer_file"))) {
        auto *train = new QToolButton;
        train->setText(tr("Train…"));
        train->setToolTip(tr("Train a tokenizer from the study's reports and look at it"));
        connect(train, &QToolButton::clicked, this, &RunFieldRow::tokenizerTrainingWanted);
        return train;
    }
    if (m_field.type != FieldType::file)
        return nullptr;
    auto *browse = new QToolButton;
    browse->setText(tr("Browse…"));
    connect(browse, &QToolButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this);
        if (!file.isEmpty())
            emit fileChosen(file);
    });
    return browse;
}

void RunFieldRow::tell(const QString &text)
{
    if (!m_filling)
        emit edited(text);
}

QWidget *RunFieldRow::makeLabelSetBox(const QVector<LabelSet> &sets)
{
    auto *box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // names are as long as people like
    box->setMinimumContentsLength(12);
    box->addItem(tr("(choose)"), QString());
    for (const LabelSet &set : sets) {
        box->addItem(set.name, set.name);
        if (set.classes.size() > 1)
            for (const LabelClass &each : set.classes)
                box->addItem(tr("%1 / %2 only").arg(set.name, each.title.isEmpty() ? each.name : each.title),
                             set.name + QLatin1Char('/') + each.name);
    }
    connect(box, &QComboBox::activated, this, [this, box] { tell(box->currentData().toString()); });
    return box;
}

QWidget *RunFieldRow::makeStartBox(const QVector<QPair<QString, QString>> &files)
{
    auto *box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItem(QString(), QString());
    for (const auto &[name, file] : files)
        box->addItem(name, file);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    connect(box, &QComboBox::activated, this,
            [this, box](int index) { tell(box->itemData(index).toString()); });
    connect(box->lineEdit(), &QLineEdit::textEdited, this, &RunFieldRow::tell);
    return box;
}

QWidget *RunFieldRow::makeEditor(const RunFieldChoices &choices)
{
    if (is(QStringLiteral("label_set")))
        return makeLabelSetBox(choices.labelSets);
    if (is(QStringLiteral("start_from")))
        return makeStartBox(choices.startingPoints);
    if (m_field.type == FieldType::boolean) {
        auto *box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, [this](bool on) {
            tell(on ? QStringLiteral("true") : QStringLiteral("false"));
        });
        return box;
    }
    if (m_field.type == FieldType::choice) {
        auto *box = new QComboBox;
        for (const char *choice : m_field.choices)
            box->addItem(QString(), QString::fromLatin1(choice));
        connect(box, &QComboBox::activated, this,
                [this, box] { tell(box->currentData().toString()); });
        return box;
    }
    auto *line = new QLineEdit;
    if (isNumber(m_field))
        line->setAlignment(Qt::AlignRight);
    connect(line, &QLineEdit::textEdited, this, &RunFieldRow::tell);
    return line;
}

void RunFieldRow::showValue(const RunConfig &config)
{
    m_filling = true;
    const QString value = valueOf(config, m_field);
    if (auto *check = qobject_cast<QCheckBox *>(m_editor)) {
        check->setChecked(value == QLatin1String("true"));
    } else if (auto *box = qobject_cast<QComboBox *>(m_editor)) {
        const int index = box->findData(value);
        if (index >= 0)
            box->setCurrentIndex(index);
        else if (box->isEditable())
            box->setEditText(value);
        else if (!value.isEmpty()) {
            box->addItem(value, value);
            box->setCurrentIndex(box->count() - 1);
        }
    } else if (auto *line = qobject_cast<QLineEdit *>(m_editor)) {
        if (m_refusal.isEmpty())
            line->setText(value);
    }
    m_filling = false;
}

void RunFieldRow::typeText(const QString &text)
{
    if (auto *line = qobject_cast<QLineEdit *>(m_editor))
        line->setText(text);
}

void RunFieldRow::showState(const RunConfig &config, const RunConfig &preset)
{
    const QString before = valueOf(preset, m_field);
    const bool different = valueOf(config, m_field) != before || !m_refusal.isEmpty();
    m_dot->setIcon(different ? theme().icon(QStringLiteral("reset"), Token::accent) : QIcon());
    m_dot->setEnabled(different);
    m_dot->setFocusPolicy(different ? Qt::TabFocus : Qt::NoFocus);
    m_dot->setToolTip(different ? tr("Changed. Press to go back to the preset's value: %1")
                                      .arg(before.isEmpty() ? tr("(empty)") : before)
                                : QString());
    m_dot->setAccessibleName(tr("Back to the preset’s value"));
    QFont font = m_label->font();
    font.setBold(different);
    m_label->setFont(font);
    m_error->setText(m_refusal.isEmpty() ? QString() : tr("⚠ %1").arg(m_refusal));
    m_error->setVisible(!m_refusal.isEmpty());
    if (qobject_cast<QLineEdit *>(m_editor))
        setLook(m_editor, m_refusal.isEmpty() ? "" : "error");
}

void RunFieldRow::refuse(const Error &error)
{
    m_refusal = translated(error.what_happened);
    if (isNumber(m_field))
        m_refusal += QLatin1Char(' ')
            + tr("Allowed: %1 to %2.").arg(number(m_field.minimum), number(m_field.maximum));
}

QString RunFieldRow::help(const RunConfig &config, const RunConfig &preset) const
{
    QString html = QStringLiteral("<p>%1</p>").arg(runFieldText(m_field.help).toHtmlEscaped());
    const auto line = [&](const QString &name, const QString &value) {
        html += QStringLiteral("<p><b>%1</b> %2</p>").arg(name, value.toHtmlEscaped());
    };
    if (isNumber(m_field))
        line(tr("Range"), tr("%1 to %2 %3").arg(number(m_field.minimum), number(m_field.maximum),
                                                runFieldText(m_field.unit)));
    const QString before = valueOf(preset, m_field);
    line(tr("Preset"), m_field.type == FieldType::choice ? choiceTitle(before) : before);
    if (m_field.published && *m_field.published)
        line(tr("Published"), runFieldText(m_field.published));
    if (config.preset == "ret-clip-paper")
        if (const PublishedSource *source = published_source(m_field.key))
            line(source->stated ? tr("Source") : tr("Source (not stated)"),
                 QCoreApplication::translate("PublishedSource", source->source));
    if (is(QStringLiteral("batch_size")))
        line(tr("Chance line"),
             tr("ln %1 = %2")
                 .arg(config.batch_size)
                 .arg(QLocale().toString(std::log(double(config.batch_size)), 'f', 2)));
    html += QStringLiteral("<p><code>--set %1=%2</code></p>")
                .arg(QLatin1String(m_field.key), valueOf(config, m_field).toHtmlEscaped());
    return html;
}

bool RunFieldRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        emit entered();
    } else if (event->type() == QEvent::Wheel && qobject_cast<QComboBox *>(watched)
               && !static_cast<QWidget *>(watched)->hasFocus()) {
        // Scrolling the page must not change a setting under the pointer.
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void RunFieldRow::retranslate()
{
    m_label->setText(runFieldText(m_field.label));
    m_unit->setText(runFieldText(m_field.unit));
    m_editor->setAccessibleName(runFieldText(m_field.label));
    m_editor->setToolTip(runFieldText(m_field.help));
    if (auto *box = qobject_cast<QComboBox *>(m_editor); box && m_field.type == FieldType::choice)
        for (int i = 0; i < box->count(); ++i)
            box->setItemText(i, choiceTitle(box->itemData(i).toString()));
}

} // namespace retclip
