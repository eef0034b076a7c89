// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/style_paint.h"

#include <QPainterPath>

namespace retclip::stylePaint {

void panel(QPainter *painter, const QRectF &box, const QColor &fill, const QColor &border,
           double width, double radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border.alpha() > 0 ? QPen(border, width) : QPen(Qt::NoPen));
    painter->setBrush(fill);
    const double inset = width / 2;
    painter->drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

void fieldPanel(QPainter *painter, const QRect &box, QStyle::State state, const QWidget *widget)
{
    const Theme &t = theme();
    const bool enabled = state & QStyle::State_Enabled;
    const bool focus = enabled && (state & QStyle::State_HasFocus);
    const Token border = !enabled                                ? Token::hairline
        : focus                                                  ? Token::focusRing
        : lookOf(widget) == QLatin1String("error")               ? Token::error
                                                                 : Token::controlBorder;
    panel(painter, box, t.color(enabled ? Token::surface : Token::window), t.color(border),
          focus ? 2 : 1);
}

void chevron(QPainter *painter, const QRect &rectangle, QStyle::State state, double degrees,
             double most)
{
    painter->save();
    const double size = qMin(double(qMin(rectangle.width(), rectangle.height())), most);
    painter->setRenderHint(QPainter::Antialiasing);
    const Token token =
        state & QStyle::State_Enabled ? Token::textSecondary : Token::textDisabled;
    painter->setPen(QPen(theme().color(token), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(QRectF(rectangle).center());
    painter->rotate(degrees);
    const double half = size * 0.25;
    QPainterPath path(QPointF(-half, -half / 2));
    path.lineTo(0, half / 2);
    path.lineTo(half, -half / 2);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(path);
    painter->restore();
}

QRect scrollHandle(const QStyleOptionSlider &option)
{
    constexpr int shortest = 32;
    const bool across = option.orientation == Qt::Horizontal;
    const int track = across ? option.rect.width() : option.rect.height();
    int length = track;
    if (option.maximum != option.minimum) {
        const double range = double(option.maximum) - option.minimum;
        length = int(double(option.pageStep) * track / (range + option.pageStep));
        length = qBound(qMin(shortest, track), length, track);
    }
    const int at = QStyle::sliderPositionFromValue(option.minimum, option.maximum,
                                                   option.sliderPosition, track - length,
                                                   option.upsideDown);
    return across ? QRect(option.rect.x() + at, option.rect.y(), length, option.rect.height())
                  : QRect(option.rect.x(), option.rect.y() + at, option.rect.width(), length);
}

namespace {

ButtonColours primaryColours(QStyle::State state, bool enabled, bool focus)
{
    const Theme &t = theme();
    if (!enabled)
        return {t.color(Token::raised), t.color(Token::hairline), t.color(Token::textDisabled)};
    const QColor fill =
        t.color(state & QStyle::State_MouseOver ? Token::focusRing : Token::accent);
    return {fill, focus ? t.color(Token::text) : t.color(Token::accent),
            t.color(Token::accentText), focus ? 2.0 : 1.0};
}

} // namespace

ButtonColours buttonColours(QStyle::State state, const QString &look)
{
    const Theme &t = theme();
    const bool enabled = state & QStyle::State_Enabled;
    const bool focus = enabled && (state & QStyle::State_HasFocus);
    if (look == QLatin1String("primary"))
        return primaryColours(state, enabled, focus);
    const bool bare = look == QLatin1String("quiet") || look == QLatin1String("link");
    ButtonColours found{bare ? QColor(Qt::transparent) : t.color(Token::surface),
                        bare ? QColor(Qt::transparent) : t.color(Token::controlBorder),
                        t.color(look == QLatin1String("link") ? Token::accent : Token::text), 1};
    if (look == QLatin1String("danger"))
        found.text = found.border = t.color(Token::error);
    if (state & QStyle::State_MouseOver)
        found.fill = t.color(Token::raised);
    if (state & (QStyle::State_Sunken | QStyle::State_On)) {
        found.fill = t.color(Token::selection);
        found.text = t.color(Token::selectionText);
        if (state & QStyle::State_On)
            found.border = t.color(Token::accent);
    }
    if (!enabled) {
        found.text = t.color(Token::textDisabled);
        if (!bare) {
            found.fill = t.color(Token::surface);
            found.border = t.color(Token::hairline);
        }
    }
    if (focus) {
        found.border = t.color(Token::focusRing);
        found.width = 2;
    }
    return found;
}

ButtonColours toolColours(QStyle::State state, const QString &look)
{
    const Theme &t = theme();
    const bool enabled = state & QStyle::State_Enabled;
    const bool over = enabled && (state & QStyle::State_MouseOver);
    const bool tab = look == QLatin1String("tab");
    ButtonColours found{Qt::transparent, Qt::transparent,
                        t.color(tab && !over                             ? Token::textSecondary
                                : look == QLatin1String("canvas") && !over ? Token::canvasText
                                                                           : Token::text),
                        1};
    if (over)
        found.fill = t.color(Token::raised);
    if (state & (QStyle::State_Sunken | QStyle::State_On)) {
        found.fill = t.color(Token::selection);
        found.text = t.color(Token::selectionText);
    }
    if (!enabled)
        found.text = t.color(Token::textDisabled);
    if (enabled && (state & QStyle::State_HasFocus)) {
        found.border = t.color(Token::focusRing);
        found.width = 2;
    }
    return found;
}

} // namespace retclip::stylePaint
