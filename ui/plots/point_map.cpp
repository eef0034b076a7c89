// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/point_map.h"

#include "ui/shell/key_filter.h"
#include "ui/shell/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr double smallestZoom = 0.5, largestZoom = 400, clickReach_px = 8, dragBegins_px = 4;

QRgb mixed(const QColor &colour, const QColor &ground, double share)
{
    const auto part = [&](int a, int b) { return int(std::lround(a * share + b * (1 - share))); };
    return qRgb(part(colour.red(), ground.red()), part(colour.green(), ground.green()), part(colour.blue(), ground.blue()));
}

} // namespace

PointMap::PointMap(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    constexpr double step_px = 48;
    auto *keys = new KeyFilter(this);
    const auto pan = [&](Qt::Key key, double x, double y) {
        keys->bind(key, [this, x, y] { panBy({x, y}); }, KeyFilter::Repeat::yes);
    };
    pan(Qt::Key_Left, step_px, 0);
    pan(Qt::Key_Right, -step_px, 0);
    pan(Qt::Key_Up, 0, step_px);
    pan(Qt::Key_Down, 0, -step_px);
    for (const Qt::Key key : {Qt::Key_Plus, Qt::Key_Equal})
        keys->bind(key, [this] { zoomBy(1.25); }, KeyFilter::Repeat::yes);
    keys->bind(Qt::Key_Minus, [this] { zoomBy(0.8); }, KeyFilter::Repeat::yes);
    keys->bind(Qt::Key_F, [this] { fit(); });
    keys->bind(Qt::Key_L, [this] { setLasso(!m_lasso); });
    keys->bind(Qt::Key_V, [this] { setLasso(false); });
}

void PointMap::setPoints(const Matrix &places)
{
    m_places = places;
    m_groups.assign(places.rows, 0);
    m_colours = {theme().series(0)};
    m_pale.clear();
    m_highlighted.clear();
    m_current.reset();
    m_order.resize(places.rows);
    for (std::size_t i = 0; i < m_order.size(); ++i)
        m_order[i] = std::uint32_t(i);
    // Shuffled once, the same way each time: no group lies above the others as a whole.
    std::uint64_t state = 0x9e3779b97f4a7c15ULL;
    for (std::size_t i = m_order.size(); i > 1; --i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        std::swap(m_order[i - 1], m_order[std::size_t(state >> 33) % i]);
    }
    fit();
}

void PointMap::setGroups(std::vector<std::uint8_t> groups, const QVector<QColor> &colours)
{
    if (groups.size() != m_places.rows || colours.isEmpty())
        return;
    m_groups = std::move(groups);
    m_colours = colours;
    update();
}

void PointMap::setHighlighted(std::vector<std::size_t> points)
{
    m_highlighted = std::move(points);
    m_pale.assign(m_highlighted.empty() ? 0 : m_places.rows, 1);
    for (const std::size_t point : m_highlighted)
        if (point < m_pale.size())
            m_pale[point] = 0;
    update();
}

void PointMap::setCurrent(std::optional<std::size_t> point)
{
    m_current = point;
    update();
}

void PointMap::setEmptyText(const QString &text)
{
    m_emptyText = text;
    update();
}

void PointMap::fit()
{
    float low[2]{0, 0}, high[2]{0, 0};
    for (std::size_t i = 0; i < m_places.rows; ++i)
        for (int c = 0; c < 2; ++c) {
            const float value = m_places.row(i)[std::size_t(c)];
            low[c] = i ? std::min(low[c], value) : value;
            high[c] = i ? std::max(high[c], value) : value;
        }
    m_middle = QPointF((double(low[0]) + double(high[0])) / 2, (double(low[1]) + double(high[1])) / 2);
    m_extent = std::max({double(high[0]) - double(low[0]), double(high[1]) - double(low[1]), 1e-9}) * 1.06;
    m_zoom = 1;
    update();
}

PointMap::ToScreen PointMap::toScreen() const
{
    ToScreen map;
    map.scale = std::min(width(), height()) / m_extent * m_zoom;
    map.x = width() / 2.0 - map.scale * m_middle.x();
    map.y = height() / 2.0 + map.scale * m_middle.y();
    return map;
}

QPointF PointMap::onScreen(std::size_t point) const
{
    return toScreen()(m_places.row(point)[0], m_places.row(point)[1]);
}

void PointMap::zoomBy(double factor)
{
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    const QPointF fixed = rect().contains(pointer) ? QPointF(pointer) : QPointF(rect().center());
    const double before = toScreen().scale;
    m_zoom = std::clamp(m_zoom * factor, smallestZoom, largestZoom);
    const double after = toScreen().scale;
    const QPointF off = fixed - QPointF(width() / 2.0, height() / 2.0);
    m_middle += QPointF(off.x() * (1 / before - 1 / after), -off.y() * (1 / before - 1 / after));
    update();
}

void PointMap::panBy(const QPointF &px)
{
    const double scale = toScreen().scale;
    m_middle += QPointF(-px.x() / scale, px.y() / scale);
    update();
}

void PointMap::setLasso(bool on)
{
    if (m_lasso == on)
        return;
    m_lasso = on;
    setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
    emit lassoChanged(on);
}

std::optional<std::size_t> PointMap::pointAt(const QPointF &position) const
{
    const ToScreen map = toScreen();
    std::optional<std::size_t> found;
    double least = clickReach_px * clickReach_px;
    for (std::size_t i = 0; i < m_places.rows; ++i) {
        const QPointF off = map(m_places.row(i)[0], m_places.row(i)[1]) - position;
        const double far = off.x() * off.x() + off.y() * off.y();
        if (far <= least) {
            least = far;
            found = i;
        }
    }
    return found;
}

std::vector<std::size_t> PointMap::pointsWithin(const QPolygonF &outline) const
{
    const ToScreen map = toScreen();
    const QRectF box = outline.boundingRect();
    std::vector<std::size_t> points;
    for (std::size_t i = 0; i < m_places.rows; ++i) {
        const QPointF at = map(m_places.row(i)[0], m_places.row(i)[1]);
        if (box.contains(at) && outline.containsPoint(at, Qt::OddEvenFill))
            points.push_back(i);
    }
    return points;
}

// ---- Painting ----------------------------------------------------------------------------------

int PointMap::radius() const
{
    const double each = double(width()) * height() / double(std::max<std::size_t>(1, m_places.rows));
    const int usual = each > 9000 ? 6 : each > 900 ? 4 : each > 250 ? 3 : each > 40 ? 2 : 1;
    return std::min(7, usual + (m_zoom > 4 ? 1 : 0) + (m_zoom > 16 ? 1 : 0));
}

/// Points as discs of whole pixels. What is pale goes below what is not.
void PointMap::draw(QImage &picture) const
{
    const QColor ground = theme().color(Token::surface);
    picture.fill(ground);
    const double ratio = picture.devicePixelRatio();
    const ToScreen map = toScreen();
    const int reach = std::max(1, int(std::lround(radius() * ratio))), wide = picture.width(), high = picture.height();
    std::vector<int> half; // Of each line of a disc.
    for (int y = -reach + 1; y < reach; ++y)
        half.push_back(int(std::sqrt(std::max(0.0, (reach - 0.5) * (reach - 0.5) - y * y))));
    std::vector<QRgb> strong, pale;
    for (const QColor &colour : m_colours) {
        strong.push_back(colour.rgb());
        pale.push_back(mixed(colour, ground, 0.22));
    }
    auto *const pixels = reinterpret_cast<QRgb *>(picture.bits());
    const auto stride = std::size_t(picture.bytesPerLine()) / sizeof(QRgb);
    const auto layer = [&](bool palePoints) {
        for (const std::uint32_t i : m_order) {
            if (!m_pale.empty() && bool(m_pale[i]) != palePoints)
                continue;
            const float *place = m_places.values.data() + 2 * std::size_t(i);
            const int x = int((map.x + map.scale * double(place[0])) * ratio), y = int((map.y - map.scale * double(place[1])) * ratio);
            if (x < -reach || y < -reach || x >= wide + reach || y >= high + reach)
                continue;
            const std::size_t group = std::min<std::size_t>(m_groups[i], strong.size() - 1);
            const QRgb colour = palePoints ? pale[group] : strong[group];
            for (int line = -reach + 1; line < reach; ++line) {
                const int py = y + line, h = half[std::size_t(line + reach - 1)];
                if (py < 0 || py >= high)
                    continue;
                for (int px = std::max(0, x - h); px <= std::min(wide - 1, x + h); ++px)
                    pixels[std::size_t(py) * stride + std::size_t(px)] = colour;
            }
        }
    };
    if (!m_pale.empty())
        layer(true);
    layer(false);
}

void PointMap::paintEvent(QPaintEvent *)
{
    const double ratio = devicePixelRatioF();
    const QSize wanted = size() * ratio;
    if (m_picture.size() != wanted)
        m_picture = QImage(wanted, QImage::Format_RGB32);
    m_picture.setDevicePixelRatio(ratio);
    draw(m_picture);
    QPainter painter(this);
    painter.drawImage(0, 0, m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_places.rows == 0) {
        painter.setPen(theme().color(Token::textSecondary));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    }
    if (m_current && *m_current < m_places.rows) {
        painter.setPen(QPen(theme().color(Token::text), 2));
        painter.drawEllipse(onScreen(*m_current), radius() + 4.0, radius() + 4.0);
    }
    if (m_drawing) {
        QColor within = theme().color(Token::accent);
        within.setAlpha(40);
        painter.setPen(QPen(theme().color(Token::accent), 1.5, Qt::DashLine));
        painter.setBrush(within);
        painter.drawPolygon(m_outline);
        painter.setBrush(Qt::NoBrush);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(theme().color(Token::focusRing), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

// ---- Mouse and keys ----------------------------------------------------------------------------

void PointMap::wheelEvent(QWheelEvent *event)
{
    zoomBy(std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void PointMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_places.rows == 0)
        return;
    m_pressed = event->position();
    m_last = event->position();
    m_moved = false;
    m_drawing = m_lasso || event->modifiers().testFlag(Qt::ShiftModifier);
    m_outline.clear();
    m_outline << event->position();
}

void PointMap::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed)
        return;
    if ((event->position() - *m_pressed).manhattanLength() >= dragBegins_px)
        m_moved = true;
    if (m_drawing) {
        m_outline << event->position();
        update();
    } else if (m_moved) {
        panBy(event->position() - m_last);
    }
    m_last = event->position();
}

void PointMap::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressed || event->button() != Qt::LeftButton)
        return;
    const bool lasso = m_drawing && m_moved;
    m_pressed.reset();
    m_drawing = false;
    update();
    if (lasso)
        emit lassoed(pointsWithin(m_outline));
    else if (!m_moved)
        if (const auto point = pointAt(event->position()))
            emit clicked(*point);
}

void PointMap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    update();
}

bool PointMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto point = pointAt(help->pos());
        if (point && m_words)
            QToolTip::showText(help->globalPos(), m_words(*point), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace retclip
