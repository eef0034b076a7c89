// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/labeller.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace retclip {

LabelRow::LabelRow(Labeller &labeller, QWidget *parent) : QWidget(parent), m_labeller(labeller)
{
    setObjectName(QStringLiteral("labelRow"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::xs, space::m, space::xs);
    row->setSpacing(space::xs);
    m_sets = new QComboBox(this);
    m_sets->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_sets->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_sets);
    m_newSet = new QToolButton(this);
    m_newSet->setIcon(theme().icon(QStringLiteral("plus")));
    m_newSet->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_newSet);
    m_editSet = new QToolButton(this);
    m_editSet->setObjectName(QStringLiteral("editSet"));
    m_editSet->setIcon(theme().icon(QStringLiteral("note")));
    m_editSet->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_editSet);
    row->addSpacing(space::s);
    m_classes = new QHBoxLayout;
    m_classes->setSpacing(space::xs);
    row->addLayout(m_classes);
    m_clear = new QToolButton(this);
    m_clear->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_clear);
    row->addSpacing(space::m);
    m_for = new QLabel(this);
    setLook(m_for, "secondary");
    row->addWidget(m_for);
    const auto eye = [this, row](const QString &text, EyeTarget target) {
        auto *button = new QToolButton(this);
        button->setText(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, target] { m_labeller.setEyes(target); });
        return button;
    };
    m_right = eye(QStringLiteral("[  OD"), EyeTarget::right);
    m_left = eye(QStringLiteral("]  OS"), EyeTarget::left);
    m_both = eye(QString(), EyeTarget::both);
    row->addStretch(1);
    m_saved = new QLabel(this);
    m_saved->setObjectName(QStringLiteral("savedIndicator"));
    setLook(m_saved, "secondary");
    row->addWidget(m_saved);
    connect(m_sets, &QComboBox::activated, &m_labeller, &Labeller::setCurrent);
    connect(m_newSet, &QToolButton::clicked, this, [this] { m_labeller.askForNewSet(this); });
    connect(m_editSet, &QToolButton::clicked, this, [this] { m_labeller.askForDefinitions(this); });
    connect(m_clear, &QToolButton::clicked, this, &LabelRow::clearChosen);
    connect(&m_labeller, &Labeller::changed, this, &LabelRow::rebuild);
    connect(&m_labeller, &Labeller::saved, this, &LabelRow::refresh);
    rebuild();
}

void LabelRow::showExam(const std::optional<ExamRow> &exam)
{
    m_exam = exam;
    refresh();
}

void LabelRow::rebuild()
{
    m_sets->clear();
    int current = -1;
    for (qsizetype i = 0; i < m_labeller.sets().size(); ++i) {
        m_sets->addItem(m_labeller.sets().at(i).name);
        if (m_labeller.current() == &m_labeller.sets().at(i))
            current = int(i);
    }
    m_sets->setCurrentIndex(current);
    m_sets->setVisible(!m_labeller.sets().isEmpty());
    m_sets->setAccessibleName(tr("Label set"));
    m_newSet->setToolTip(tr("New label set…"));
    m_newSet->setAccessibleName(m_newSet->toolTip());
    m_newSet->setToolButtonStyle(m_labeller.sets().isEmpty() ? Qt::ToolButtonTextBesideIcon
                                                             : Qt::ToolButtonIconOnly);
    m_newSet->setText(tr("New label set…"));
    m_editSet->setToolTip(tr("What these labels mean, and their colours…"));
    m_editSet->setAccessibleName(m_editSet->toolTip());
    m_editSet->setVisible(m_labeller.current() != nullptr);
    const QString meaning = m_labeller.current() ? m_labeller.current()->definition : QString();
    m_sets->setToolTip(meaning.isEmpty() ? tr("Label set") : meaning);
    for (const auto &[button, name] : std::as_const(m_buttons))
        button->deleteLater();
    m_buttons.clear();
    for (const Labeller::Choice &choice : m_labeller.choices()) {
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("class_%1").arg(choice.key));
        button->setText(choice.key > 0 ? QStringLiteral("%1  %2").arg(choice.key).arg(choice.title)
                                       : choice.title);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        const QString help = choice.help.isEmpty() ? choice.title : choice.help;
        button->setToolTip(choice.key > 0 ? tr("%1  (key %2)").arg(help, QString::number(choice.key)) : help);
        if (choice.colour.isValid()) {
            button->setIcon(colourIcon(choice.colour));
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        }
        connect(button, &QToolButton::clicked, this,
                [this, key = choice.key] { emit keyChosen(key); });
        m_classes->addWidget(button);
        m_buttons.append({button, choice.name});
    }
    const bool perEye = m_labeller.current() && m_labeller.current()->perEye;
    m_for->setText(tr("for"));
    m_for->setVisible(perEye);
    m_both->setText(QStringLiteral("\\  ") + tr("both eyes"));
    m_right->setToolTip(tr("Label the right eye  (key [)"));
    m_left->setToolTip(tr("Label the left eye  (key ])"));
    m_both->setToolTip(tr("Label both eyes  (key \\)"));
    for (QToolButton *button : {m_right, m_left, m_both})
        button->setVisible(perEye);
    m_right->setChecked(m_labeller.eyes() == EyeTarget::right);
    m_left->setChecked(m_labeller.eyes() == EyeTarget::left);
    m_both->setChecked(m_labeller.eyes() == EyeTarget::both);
    m_clear->setText(QStringLiteral("0  ") + tr("clear"));
    m_clear->setToolTip(tr("Take the label away  (key 0)"));
    m_clear->setVisible(m_labeller.current() != nullptr);
    refresh();
}

void LabelRow::refresh()
{
    QStringList holding;
    bool known = false;
    if (m_exam && m_labeller.current()) {
        for (const LabelState &label : m_exam->labels) {
            const bool eyeMatters = m_labeller.current()->perEye && label.eye;
            const bool thisEye = !eyeMatters || m_labeller.eyes() == EyeTarget::both
                || *label.eye
                    == (m_labeller.eyes() == EyeTarget::right ? Laterality::right
                                                              : Laterality::left);
            if (label.setName == m_labeller.current()->name && label.known && thisEye) {
                known = true;
                holding += label.positive;
            }
        }
    }
    for (const auto &[button, name] : std::as_const(m_buttons))
        button->setChecked(name.isEmpty() ? known && holding.isEmpty() : holding.contains(name));
    m_saved->setText(m_labeller.lastSaved().isValid()
                         ? tr("saved %1").arg(QLocale().toString(
                             m_labeller.lastSaved().toLocalTime().time(), QStringLiteral("HH:mm:ss")))
                         : QString());
}

void LabelRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace retclip
