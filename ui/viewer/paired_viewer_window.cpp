// SPDX-License-Identifier: GPL-3.0-or-later
// Window level and width of photographs with more than eight bits.
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QLocale>
#include <QPainter>

#include <cmath>

namespace retclip {

namespace {
constexpr double windowDrag_px = 400; ///< Across the whole range.
}

const WidePhotograph *PairedViewer::wide(Laterality eye) const
{
    return m_decoded[eye] ? m_decoded[eye]->wide.get() : nullptr;
}

void PairedViewer::setWindowing(bool on)
{
    setTool(on ? ViewerTool::window : ViewerTool::pan);
    if (!on || m_window)
        return;
    // What is there, not what could be: 12 bits in a file of 16 would be nearly black.
    for (Laterality eye : shownEyes()) {
        if (const WidePhotograph *photograph = wide(eye)) {
            setDisplayWindow(fitting_window(photograph->levels.back()));
            return;
        }
    }
}

void PairedViewer::setDisplayWindow(const std::optional<DisplayWindow> &window)
{
    if (m_window == window)
        return;
    m_window = window;
    for (Laterality eye : both_eyes)
        m_windowed[eye].clear();
    forgetAdjusted();
    update();
    emit stateChanged();
}

/// In shares of the range of what is shown.
void PairedViewer::changeWindow(double level, double width)
{
    for (Laterality eye : shownEyes()) {
        const WidePhotograph *photograph = wide(eye);
        if (!photograph)
            continue;
        const int maximum = photograph->levels.front().maximum;
        DisplayWindow next = m_window.value_or(whole_window(photograph->levels.front()));
        // Narrow windows are changed finely, wide ones coarsely.
        next.level += level * std::max(next.width, maximum / 200.0);
        next.width *= std::exp(width);
        setDisplayWindow(sound_window(next, maximum));
        return;
    }
}

void PairedViewer::dragWindow(const QPointF &moved)
{
    changeWindow(-moved.y() / windowDrag_px, 4 * moved.x() / windowDrag_px);
}

const QImage &PairedViewer::windowedLevel(Laterality eye, const QImage &level)
{
    const WidePhotograph *photograph = wide(eye);
    if (!m_window || !photograph)
        return level;
    for (std::size_t i = 0; i < photograph->levels.size(); ++i) {
        const WideImage &values = photograph->levels[i];
        if (values.width != level.width() || values.height != level.height())
            continue;
        QImage &shown = m_windowed[eye][int(i)];
        if (shown.isNull()) {
            const std::vector<std::uint8_t> table = window_lookup(*m_window, values.maximum);
            shown = QImage(values.width, values.height, QImage::Format_RGB32);
            const std::uint16_t *from = values.values.data();
            for (int y = 0; y < values.height; ++y) {
                auto *line = reinterpret_cast<QRgb *>(shown.scanLine(y));
                for (int x = 0; x < values.width; ++x) {
                    const int grey = table[*from++];
                    line[x] = qRgb(grey, grey, grey);
                }
            }
        }
        return shown;
    }
    return level;
}

void PairedViewer::paintWindowWords(QPainter &painter, Laterality eye)
{
    if (m_tool != ViewerTool::window || !m_decoded[eye])
        return;
    const QRectF cell = cellOf(eye);
    const QLocale locale;
    const auto number = [&](double value) { return locale.toString(qint64(std::llround(value))); };
    QString text;
    if (const WidePhotograph *photograph = wide(eye)) {
        const WideImage &values = photograph->levels.front();
        const DisplayWindow window = m_window.value_or(whole_window(values));
        text = tr("window: level %1, width %2 (of 0 to %3)")
                   .arg(number(window.level), number(window.width), number(values.maximum));
        const QPointF at = m_pointer ? screenMap(eye).toPicture(*m_pointer) : QPointF(-1, -1);
        const int x = int(std::lround(at.x())), y = int(std::lround(at.y()));
        if (m_pointer && cell.contains(*m_pointer) && x >= 0 && y >= 0 && x < values.width && y < values.height)
            text += QStringLiteral(" · ")
                + tr("here %1").arg(number(values.values[std::size_t(y) * std::size_t(values.width) + std::size_t(x)]));
    } else {
        text = tr("Eight bits: no window. B changes brightness and contrast.");
    }
    painter.setFont(theme().font(TypeRole::label));
    paintPlate(painter, text, {cell.center().x(), cell.bottom() - 14}, cell, theme().color(Token::canvasText));
}

} // namespace retclip
