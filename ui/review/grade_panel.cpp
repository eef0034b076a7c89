// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/grade_panel.h"

#include "core/study/label_definitions.h"
#include "core/study/label_titles.h"
#include "ui/review/round_session.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

GradePanel::GradePanel(RoundSession &session, QWidget *parent) : QFrame(parent), m_session(session)
{
    setLook(this, "panel-right");
    setFixedWidth(296);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::m, space::m, space::s);
    layout->setSpacing(space::xs);
    auto *eyes = new QHBoxLayout;
    eyes->setSpacing(space::xs);
    for (int i = 0; i < 3; ++i) {
        auto *button = new QToolButton;
        button->setCheckable(true);
        button->setMinimumHeight(28);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        eyes->addWidget(button);
        m_eyes.append(button);
    }
    connect(m_eyes[0], &QToolButton::clicked, this, [this] { emit eyeChosen(Laterality::right); });
    connect(m_eyes[1], &QToolButton::clicked, this, [this] { emit eyeChosen({}); });
    connect(m_eyes[2], &QToolButton::clicked, this, [this] { emit eyeChosen(Laterality::left); });
    layout->addLayout(eyes);
    layout->addSpacing(space::xs);
    m_title = new QLabel;
    setLook(m_title, "overline");
    layout->addWidget(m_title);
    m_classes = new QWidget;
    auto *classes = new QVBoxLayout(m_classes);
    classes->setContentsMargins(0, 0, 0, 0);
    classes->setSpacing(space::xs);
    layout->addWidget(m_classes);
    m_notGradable = new QPushButton;
    m_notGradable->setCheckable(true);
    m_notGradable->setProperty("align", QStringLiteral("left"));
    connect(m_notGradable, &QPushButton::clicked, this, [this] {
        emit notGradableGiven();
        emit left();
    });
    layout->addWidget(m_notGradable);
    layout->addSpacing(space::s);
    m_commentTitle = new QLabel;
    setLook(m_commentTitle, "overline");
    layout->addWidget(m_commentTitle);
    m_comment = new QPlainTextEdit;
    m_comment->setFixedHeight(64);
    m_comment->setTabChangesFocus(true);
    m_comment->installEventFilter(this);
    layout->addWidget(m_comment);
    m_next = new QPushButton;
    setLook(m_next, "primary");
    connect(m_next, &QPushButton::clicked, this, [this] {
        emit nextWanted();
        emit left();
    });
    layout->addWidget(m_next);
    m_saved = new QLabel;
    setLook(m_saved, "caption");
    layout->addWidget(m_saved);
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    setLook(m_hint, "secondary");
    layout->addSpacing(space::s);
    layout->addWidget(m_hint);
    layout->addStretch();
    retranslate();
}

void GradePanel::fillClasses()
{
    const LabelSet &set = m_session.labelSet();
    QString wanted = set.name;
    for (const LabelClass &each : set.classes)
        wanted += u'\n' + labelTitle(each) + each.definition + each.colour;
    if (wanted == m_filledFor)
        return;
    m_filledFor = wanted;
    for (QPushButton *old : std::as_const(m_buttons)) {
        old->hide();
        old->deleteLater();
    }
    m_buttons.clear();
    const auto button = [&](int key, const QString &text, const QString &help, const QColor &colour) {
        auto *made = new QPushButton;
        made->setCheckable(true);
        made->setProperty("align", QStringLiteral("left"));
        made->setText(QStringLiteral("%1   %2").arg(key).arg(text));
        made->setAccessibleName(text);
        made->setToolTip(help);
        if (colour.isValid())
            made->setIcon(colourIcon(colour));
        connect(made, &QPushButton::clicked, this, [this, key] {
            emit keyGiven(key);
            emit left();
        });
        m_classes->layout()->addWidget(made);
        m_buttons.append(made);
    };
    for (int i = 0; i < set.classes.size() && i < 9; ++i)
        button(i + 1, labelTitle(set.classes[i]), labelHelp(set.classes[i], labelTitle(set.classes[i])),
               QColor(classColour(set, i)));
    if (set.kind == LabelKind::binary || set.kind == LabelKind::multilabel)
        button(0, tr("none of these"), {}, {});
}

void GradePanel::refresh()
{
    const bool open = m_session.isOpen() && m_session.current() >= 0;
    setEnabled(open);
    if (!open)
        return;
    fillClasses();
    const LabelSet &set = m_session.labelSet();
    const bool perEye = set.perEye;
    const auto eye = m_session.eye();
    for (QToolButton *button : std::as_const(m_eyes))
        button->setVisible(perEye);
    m_eyes[0]->setChecked(eye == Laterality::right);
    m_eyes[1]->setChecked(!eye);
    m_eyes[2]->setChecked(eye == Laterality::left);
    const bool lead = m_session.mode() == RoundSession::Mode::disagreements && m_session.reader() == 0;
    m_title->setText(lead ? tr("FINAL LABEL · %1").arg(set.name) : tr("YOUR GRADE · %1").arg(set.name));
    m_title->setToolTip(set.definition);
    m_notGradable->setText(lead ? tr("U   stays ambiguous") : tr("U   cannot be graded"));
    const auto own = m_session.own(perEye ? eye : std::nullopt);
    const int classes = int(std::min<qsizetype>(set.classes.size(), 9));
    for (int i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(own && own->gradable
                                 && (i < classes ? own->positive.contains(set.classes[i].name) : own->positive.isEmpty()));
    m_notGradable->setChecked(own && !own->gradable);
    const bool review = m_session.mode() == RoundSession::Mode::disagreements && !lead;
    m_next->setText(review ? tr("Keep and next (Enter)") : tr("Next (Enter)"));
    QString hint;
    for (const ReaderProgress &each : m_session.progress())
        if (each.reader == m_session.person()) {
            if (each.pace.perMinute > 0)
                hint = tr("%1 a minute").arg(QLocale().toString(each.pace.perMinute, 'f', 1));
            if (each.pace.rest)
                hint += (hint.isEmpty() ? QString() : QStringLiteral("\n"))
                    + (each.pace.slower ? tr("You grade more slowly than at first: time for a break?")
                                        : tr("%n minutes without a break: time for one?", nullptr,
                                             each.pace.sittingMinutes));
        }
    m_hint->setText(hint);
}

QString GradePanel::comment() const
{
    return m_comment->toPlainText().trimmed();
}

void GradePanel::writeComment()
{
    m_comment->setFocus();
}

void GradePanel::clearComment()
{
    m_comment->clear();
}

void GradePanel::showSaved(const QString &text)
{
    m_saved->setText(text);
}

bool GradePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_comment && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (enter && key->modifiers() & Qt::ControlModifier)) {
            emit left();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void GradePanel::retranslate()
{
    m_eyes[0]->setText(tr("[  OD"));
    m_eyes[1]->setText(tr("\\  both"));
    m_eyes[2]->setText(tr("]  OS"));
    m_eyes[0]->setToolTip(tr("Grade the right eye"));
    m_eyes[1]->setToolTip(tr("Grade both eyes at once"));
    m_eyes[2]->setToolTip(tr("Grade the left eye"));
    m_commentTitle->setText(tr("COMMENT"));
    m_comment->setPlaceholderText(tr("C to write, Ctrl+Enter to return; goes with the grade"));
    m_comment->setAccessibleName(tr("Comment"));
    m_filledFor.clear();
    refresh();
}

} // namespace retclip
