// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_map.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace retclip {

namespace {

QToolButton *makeButton(QWidget *parent, QHBoxLayout *layout, const char *icon, bool checkable)
{
    auto *button = new QToolButton(parent);
    button->setIcon(theme().icon(QString::fromLatin1(icon)));
    button->setIconSize({20, 20});
    button->setCheckable(checkable);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedSize(30, 28);
    layout->addWidget(button);
    return button;
}

QFrame *makeDivider(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedSize(1, 18);
    setLook(line, "line");
    return line;
}

} // namespace

PairedViewerBar::PairedViewerBar(PairedViewer &viewer, QWidget *parent)
    : QWidget(parent), m_viewer(viewer)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_sync = makeButton(this, layout, "sync", true);
    m_mirror = makeButton(this, layout, "mirror", true);
    m_single = makeButton(this, layout, "eye-od", true);
    layout->addSpacing(space::xs);
    layout->addWidget(makeDivider(this));
    layout->addSpacing(space::xs);
    m_fit = makeButton(this, layout, "zoom-fit", false);
    m_actual = makeButton(this, layout, "zoom-100", false);
    m_zoom = new QLabel(this);
    m_zoom->setMinimumWidth(44);
    m_zoom->setAlignment(Qt::AlignCenter);
    setLook(m_zoom, "caption");
    layout->addWidget(m_zoom);
    layout->addWidget(makeDivider(this));
    layout->addSpacing(space::xs);
    m_redFree = makeButton(this, layout, "red-free", true);
    m_clahe = makeButton(this, layout, "clahe", true);
    m_vessels = makeButton(this, layout, "vessels", true);
    m_invert = makeButton(this, layout, "invert", true);
    m_adjust = makeButton(this, layout, "adjust", true);
    m_window = makeButton(this, layout, "window-level", true);
    m_reset = makeButton(this, layout, "reset", false);
    layout->addSpacing(space::xs);
    layout->addWidget(makeDivider(this));
    layout->addSpacing(space::xs);
    m_measure = makeButton(this, layout, "measure", true);
    m_grid = makeButton(this, layout, "etdrs", true);
    m_magnify = makeButton(this, layout, "magnifier", true);
    m_overlay = makeButton(this, layout, "overlay", true);
    layout->addSpacing(space::s);
    m_badge = new QLabel(this);
    setLook(m_badge, "warning");
    layout->addWidget(m_badge);
    layout->addStretch();

    connect(m_sync, &QToolButton::clicked, &m_viewer, &PairedViewer::setSynchronised);
    connect(m_mirror, &QToolButton::clicked, &m_viewer, &PairedViewer::setMirrored);
    connect(m_single, &QToolButton::clicked, &m_viewer, &PairedViewer::toggleSingleEye);
    connect(m_fit, &QToolButton::clicked, &m_viewer, &PairedViewer::fit);
    connect(m_actual, &QToolButton::clicked, &m_viewer, &PairedViewer::actualSize);
    connect(m_redFree, &QToolButton::clicked, &m_viewer, &PairedViewer::setRedFree);
    connect(m_clahe, &QToolButton::clicked, &m_viewer, &PairedViewer::setClahe);
    connect(m_invert, &QToolButton::clicked, &m_viewer, &PairedViewer::setInverted);
    connect(m_adjust, &QToolButton::clicked, &m_viewer, &PairedViewer::setAdjusting);
    connect(m_measure, &QToolButton::clicked, &m_viewer, &PairedViewer::setMeasuring);
    connect(m_reset, &QToolButton::clicked, &m_viewer, &PairedViewer::resetAdjustment);
    connect(m_window, &QToolButton::clicked, &m_viewer, &PairedViewer::setWindowing);
    connect(m_vessels, &QToolButton::clicked, &m_viewer, &PairedViewer::setVessels);
    connect(m_grid, &QToolButton::clicked, &m_viewer, &PairedViewer::showNextGrid);
    connect(m_magnify, &QToolButton::clicked, &m_viewer, &PairedViewer::setMagnifying);
    connect(m_overlay, &QToolButton::clicked, &m_viewer, &PairedViewer::setOverlayShown);
    connect(&keyMap(), &KeyMap::changed, this, &PairedViewerBar::retranslate);
    connect(&m_viewer, &PairedViewer::stateChanged, this, &PairedViewerBar::refresh);
    retranslate();
    refresh();
}

void PairedViewerBar::refresh()
{
    m_sync->setChecked(m_viewer.synchronised());
    m_mirror->setChecked(m_viewer.mirroring() == Mirroring::on);
    m_single->setChecked(m_viewer.singleEye().has_value());
    m_redFree->setChecked(m_viewer.adjustment().red_free);
    m_clahe->setChecked(m_viewer.adjustment().local_contrast);
    m_invert->setChecked(m_viewer.adjustment().inverted);
    m_adjust->setChecked(m_viewer.adjusting());
    m_measure->setChecked(m_viewer.tool() == ViewerTool::measure);
    m_overlay->setChecked(m_viewer.overlayShown());
    m_vessels->setChecked(m_viewer.adjustment().vessels);
    m_grid->setChecked(m_viewer.grid() != GridKind::none);
    m_magnify->setChecked(m_viewer.magnifying());
    m_window->setChecked(m_viewer.tool() == ViewerTool::window);
    // Its place is kept: a picture of more bits may be the next.
    m_window->setEnabled(m_viewer.isWide(Laterality::right) || m_viewer.isWide(Laterality::left)
                         || m_viewer.tool() == ViewerTool::window);
    const bool adjusted = !isNone(m_viewer.adjustment()) || m_viewer.displayWindow();
    m_reset->setEnabled(adjusted);
    const int percent = m_viewer.zoomPercent();
    m_zoom->setText(percent > 0 ? tr("%1 %").arg(percent) : QString());
    m_badge->setText(adjusted ? tr("adjusted for viewing") : QString());
}

void PairedViewerBar::retranslate()
{
    const auto dress = [](QToolButton *button, const QString &text, const char *action,
                          const char *key) {
        button->setAccessibleName(text);
        button->setToolTip(QStringLiteral("%1  (%2)").arg(
            text, keyMap().text(QString::fromLatin1(action), QString::fromLatin1(key))));
    };
    dress(m_sync, tr("Zoom and pan both eyes together"), "viewer.sync", "S");
    dress(m_mirror, tr("Mirror the movement: temporal with temporal"), "viewer.mirror", "M");
    dress(m_single, tr("One eye large, or both"), "viewer.single", "E");
    dress(m_fit, tr("Fit"), "viewer.fit", "F");
    dress(m_actual, tr("One picture pixel on one screen pixel"), "viewer.actual", "Z");
    dress(m_redFree, tr("Red-free: the green channel"), "viewer.red_free", "G");
    dress(m_clahe, tr("Local contrast (CLAHE)"), "viewer.clahe", "H");
    dress(m_invert, tr("Invert"), "viewer.invert", "I");
    dress(m_adjust, tr("Drag: brightness and contrast; with Shift: gamma"), "viewer.adjust", "B");
    dress(m_reset, tr("Take all adjustments back"), "viewer.reset", "B B");
    dress(m_measure, tr("Measure: lengths, areas, disc, cup and fovea"), "viewer.measure", "D");
    dress(m_window, tr("Window level and width, by dragging: photographs of more than eight bits"), "viewer.window",
          "Shift+B");
    dress(m_vessels, tr("Vessels stand out"), "viewer.vessels", "Shift+H");
    dress(m_grid, tr("ETDRS grid, then quadrants about the disc, then none"), "viewer.grid", "Shift+G");
    dress(m_magnify, tr("Magnifier at the pointer"), "viewer.magnifier", "Shift+Z");
    dress(m_overlay, tr("Overlay"), "viewer.overlay", "O");
    refresh();
}

void PairedViewerBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
