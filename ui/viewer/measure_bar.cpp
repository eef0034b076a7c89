// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/measure_bar.h"

#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace retclip {

MeasureBar::MeasureBar(PairedViewer &viewer) : QFrame(&viewer), m_viewer(viewer)
{
    setObjectName(QStringLiteral("measureBar"));
    setLook(this, "card");
    setAutoFillBackground(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::s, space::xs, space::s, space::xs);
    row->setSpacing(space::xs);
    const auto choice = [this, row](MarkKind kind) {
        auto *button = new QToolButton(this);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setMinimumHeight(space::target);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, kind] {
            m_viewer.setMarkKind(kind);
            m_viewer.setFocus();
        });
        return button;
    };
    m_line = choice(MarkKind::line);
    m_area = choice(MarkKind::area);
    m_disc = choice(MarkKind::disc);
    m_cup = choice(MarkKind::cup);
    m_fovea = choice(MarkKind::fovea);
    const auto act = [this, row](void (PairedViewer::*slot)()) {
        auto *button = new QToolButton(this);
        button->setFocusPolicy(Qt::TabFocus);
        button->setMinimumHeight(space::target);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, slot] {
            (m_viewer.*slot)();
            m_viewer.setFocus();
        });
        return button;
    };
    row->addSpacing(space::s);
    m_take = act(&PairedViewer::takeFoundMarks);
    m_delete = act(&PairedViewer::deleteMark);
    m_ratios = new QLabel(this);
    m_ratios->setObjectName(QStringLiteral("measureRatios"));
    setLook(m_ratios, "label");
    row->addSpacing(space::s);
    row->addWidget(m_ratios);
    viewer.installEventFilter(this);
    connect(&viewer, &PairedViewer::stateChanged, this, &MeasureBar::refresh);
    retranslate();
    hide();
}

void MeasureBar::refresh()
{
    const bool wanted = m_viewer.tool() == ViewerTool::measure;
    const MarkKind kind = m_viewer.markKind();
    m_line->setChecked(kind == MarkKind::line);
    m_area->setChecked(kind == MarkKind::area);
    m_disc->setChecked(kind == MarkKind::disc);
    m_cup->setChecked(kind == MarkKind::cup);
    m_fovea->setChecked(kind == MarkKind::fovea);
    m_take->setEnabled(m_viewer.hasFoundMarks());
    m_delete->setEnabled(m_viewer.hasChosenMark());
    QStringList ratios;
    for (const Laterality eye : both_eyes)
        if (const QString text = m_viewer.measurements().ratioText(eye); !text.isEmpty())
            ratios << QString::fromLatin1(abbreviation(eye)) + QLatin1Char(' ') + text;
    m_ratios->setText(ratios.join(QStringLiteral("   ")));
    m_ratios->setVisible(!ratios.isEmpty());
    setVisible(wanted);
    if (wanted)
        place();
}

void MeasureBar::place()
{
    adjustSize();
    const int width = std::min(sizeHint().width(), m_viewer.width() - 2 * space::s);
    resize(width, sizeHint().height());
    move((m_viewer.width() - width) / 2, m_viewer.height() - height() - space::s);
    raise();
}

bool MeasureBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_viewer && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void MeasureBar::retranslate()
{
    setAccessibleName(tr("Measuring"));
    const auto dress = [](QToolButton *button, const QString &text, const QString &help) {
        button->setText(text);
        button->setToolTip(help);
        button->setAccessibleName(text);
    };
    dress(m_line, tr("Length"), tr("Drag along what is to be measured"));
    dress(m_area, tr("Area"), tr("Drag about what is to be measured; it closes by itself"));
    dress(m_disc, tr("Disc"), tr("Drag across the disc from margin to margin, then pull its edges; Shift with any tool"));
    dress(m_cup, tr("Cup"), tr("Drag across the cup from top to bottom, then pull its edges; Ctrl with any tool"));
    dress(m_fovea, tr("Fovea"), tr("Click on the fovea"));
    dress(m_take, tr("Take what was found"), tr("Keep the disc and fovea that were found by themselves as your marks"));
    dress(m_delete, tr("Delete"), tr("Take the chosen mark away  (Delete)"));
    refresh();
}

void MeasureBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
