// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/verdict_panel.h"

#include "core/study/history_words.h"
#include "core/study/label_definitions.h"
#include "core/study/label_titles.h"
#include "ui/review/review_edits.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {

QLabel *headline()
{
    auto *label = new QLabel;
    setLook(label, "overline");
    return label;
}

} // namespace

VerdictPanel::VerdictPanel(QWidget *parent) : QFrame(parent)
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
    m_verdictTitle = headline();
    layout->addLayout(eyes);
    layout->addSpacing(space::xs);
    layout->addWidget(m_verdictTitle);
    for (VerdictKind kind : reviewVerdicts) {
        auto *button = new QPushButton;
        button->setCheckable(true);
        button->setProperty("align", QStringLiteral("left"));
        connect(button, &QPushButton::clicked, this, [this, kind] {
            emit verdictGiven(kind);
            emit left();
        });
        m_verdicts.append(button);
        layout->addWidget(button);
    }
    m_reason = new QComboBox;
    connect(m_reason, &QComboBox::activated, this, [this](int index) {
        emit reasonChosen(m_reason->itemData(index).toString());
        emit left();
    });
    layout->addWidget(m_reason);
    m_classTitle = headline();
    m_classes = new QWidget;
    auto *classLayout = new QVBoxLayout(m_classes);
    classLayout->setContentsMargins(space::l, 0, 0, 0);
    classLayout->setSpacing(2);
    layout->addWidget(m_classTitle);
    layout->addWidget(m_classes);
    layout->addSpacing(space::s);
    m_commentTitle = headline();
    m_comment = new QPlainTextEdit;
    m_comment->setFixedHeight(64);
    m_comment->setTabChangesFocus(true);
    m_comment->installEventFilter(this);
    layout->addWidget(m_commentTitle);
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
    m_blind = new QCheckBox;
    connect(m_blind, &QCheckBox::toggled, this, &VerdictPanel::blindChosen);
    layout->addWidget(m_blind);
    m_historyTitle = headline();
    m_history = new QListWidget;
    m_history->setFrameShape(QFrame::NoFrame);
    m_history->setWordWrap(true);
    m_history->setFocusPolicy(Qt::ClickFocus);
    layout->addSpacing(space::s);
    layout->addWidget(m_historyTitle);
    layout->addWidget(m_history, 1);
}

void VerdictPanel::showVerdict(std::optional<VerdictKind> kind)
{
    for (int i = 0; i < m_verdicts.size(); ++i)
        m_verdicts[i]->setChecked(kind == reviewVerdicts[i]);
}

void VerdictPanel::showReasons(const QVector<ReasonCode> &reasons, const QString &code)
{
    const QSignalBlocker quiet(m_reason);
    m_reason->clear();
    m_reason->addItem(tr("no reason given"), QString());
    for (const ReasonCode &reason : reasons) {
        const bool chinese = QLocale().language() == QLocale::Chinese && !reason.titleZh.isEmpty();
        m_reason->addItem(chinese                  ? reason.titleZh
                              : reason.title.isEmpty() ? QString(reason.code).replace(u'_', u' ')
                                                       : reason.title,
                          reason.code);
    }
    if (!code.isEmpty() && m_reason->findData(code) < 0) // Of an earlier list of the study.
        m_reason->addItem(QString(code).replace(u'_', u' '), code);
    m_reason->setCurrentIndex(std::max(0, m_reason->findData(code)));
    m_reason->setEnabled(!reasons.isEmpty()); // Room is kept: what stands below does not jump.
}

void VerdictPanel::showComment(const QString &comment)
{
    if (!m_comment->hasFocus())
        m_comment->setPlainText(comment);
}

QString VerdictPanel::comment() const
{
    return m_comment->toPlainText().trimmed();
}

void VerdictPanel::writeComment()
{
    m_comment->setFocus();
}

void VerdictPanel::showClasses(const std::optional<LabelSet> &set, std::optional<Laterality> eye)
{
    auto *layout = m_classes->layout();
    while (QLayoutItem *old = layout->takeAt(0)) {
        if (old->widget()) {
            old->widget()->hide();
            old->widget()->deleteLater();
        }
        delete old;
    }
    m_classTitle->setVisible(set.has_value());
    m_classes->setVisible(set.has_value());
    if (!set)
        return;
    m_classTitle->setText(tr("NEW LABEL · %1 %2")
                              .arg(set->name,
                                   set->perEye ? (eye ? eyeShort(eye) : tr("both eyes")) : QString()));
    m_classTitle->setToolTip(set->definition);
    const auto button = [&](int key, const QString &text, const QString &help, const QColor &colour) {
        auto *each = new QPushButton;
        each->setText(QStringLiteral("%1   %2").arg(key).arg(text));
        each->setProperty("align", QStringLiteral("left"));
        each->setToolTip(help);
        if (colour.isValid())
            each->setIcon(colourIcon(colour));
        connect(each, &QPushButton::clicked, this, [this, key] {
            emit classGiven(key);
            emit left();
        });
        layout->addWidget(each);
    };
    for (int i = 0; i < set->classes.size() && i < 9; ++i)
        button(i + 1, labelTitle(set->classes[i]), labelHelp(set->classes[i], labelTitle(set->classes[i])),
               QColor(classColour(*set, i)));
    if (set->kind == LabelKind::binary || set->kind == LabelKind::multilabel)
        button(0, tr("none of these"), {}, {});
}

void VerdictPanel::showEye(std::optional<Laterality> eye)
{
    m_eyes[0]->setChecked(eye == Laterality::right);
    m_eyes[1]->setChecked(!eye);
    m_eyes[2]->setChecked(eye == Laterality::left);
}

void VerdictPanel::showEyeChoice(bool shown)
{
    for (QToolButton *button : std::as_const(m_eyes))
        button->setVisible(shown);
}

void VerdictPanel::showHistory(const QVector<HistoryRow> &rows)
{
    m_history->clear();
    const QLocale locale;
    for (const HistoryRow &row : rows)
        m_history->addItem(
            QStringLiteral("%1 · %2\n%3%4")
                .arg(locale.toString(row.time.toLocalTime(), QLocale::ShortFormat),
                     personText(row.person), historyText(row),
                     row.undone ? tr(" (undone)") : QString()));
}

void VerdictPanel::showSaved(const QDateTime &time)
{
    m_saved->setText(tr("saved %1").arg(QLocale().toString(time.toLocalTime().time(),
                                                           QStringLiteral("HH:mm:ss"))));
}

void VerdictPanel::setBlind(bool blind)
{
    const QSignalBlocker quiet(m_blind);
    m_blind->setChecked(blind);
}

bool VerdictPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_comment && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (enter && key->modifiers() & Qt::ControlModifier)) {
            emit commentWritten();
            emit left();
            return true;
        }
    }
    if (watched == m_comment && event->type() == QEvent::FocusOut)
        emit commentWritten();
    return QFrame::eventFilter(watched, event);
}

void VerdictPanel::retranslate()
{
    m_verdictTitle->setText(tr("VERDICT"));
    for (int i = 0; i < m_verdicts.size(); ++i) {
        const QString text = verdictText(reviewVerdicts[i]);
        m_verdicts[i]->setText(QStringLiteral("%1   %2").arg(i + 1).arg(text));
        m_verdicts[i]->setAccessibleName(text);
    }
    m_eyes[0]->setText(tr("[  OD"));
    m_eyes[1]->setText(tr("\\  both"));
    m_eyes[2]->setText(tr("]  OS"));
    m_eyes[0]->setToolTip(tr("The new label is for the right eye"));
    m_eyes[1]->setToolTip(tr("The new label is for both eyes"));
    m_eyes[2]->setToolTip(tr("The new label is for the left eye"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setToolTip(tr("Why: a reason that can be counted"));
    m_commentTitle->setText(tr("COMMENT"));
    m_comment->setPlaceholderText(tr("C to write, Ctrl+Enter to keep"));
    m_comment->setAccessibleName(tr("Comment"));
    m_next->setText(tr("Accept and next (Enter)"));
    m_blind->setText(tr("Hide the model until I have judged"));
    m_historyTitle->setText(tr("HISTORY OF THIS EXAM"));
    m_history->setAccessibleName(tr("History of this exam"));
}

} // namespace retclip
