// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include "ui/shell/style.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QStyle>
#include <QSvgRenderer>
#include <QToolTip>
#include <QWidget>

namespace retclip {

namespace {

struct TokenRow
{
    Token token;
    QRgb light, dark;
};

// The one table of colours. tst_theme recomputes every contrast from it.
constexpr std::array<TokenRow, tokenCount> tokenTable{{
    {Token::window, 0xFFF4F6F8, 0xFF15181B},
    {Token::surface, 0xFFFFFFFF, 0xFF1D2125},
    {Token::raised, 0xFFE9EDF1, 0xFF272C31},
    {Token::selection, 0xFFCFE3F7, 0xFF24455F},
    {Token::selectionText, 0xFF12263A, 0xFFF2F8FD},
    {Token::text, 0xFF1A2027, 0xFFE7EBEF},
    {Token::textSecondary, 0xFF4A5561, 0xFFAEB8C2},
    {Token::textDisabled, 0xFF5E6974, 0xFF8C97A2},
    {Token::accent, 0xFF0B5CAD, 0xFF6CB4F5},
    {Token::accentText, 0xFFFFFFFF, 0xFF0B1C2C},
    {Token::success, 0xFF1B6E3C, 0xFF6CCB8B},
    {Token::warning, 0xFF8A5200, 0xFFF0B357},
    {Token::error, 0xFFB3261E, 0xFFFF8F85},
    {Token::eyeOd, 0xFF1B5FA8, 0xFF7FC8FF},
    {Token::eyeOs, 0xFF9A4B00, 0xFFFFB26B},
    {Token::controlBorder, 0xFF7D8894, 0xFF7C8793},
    {Token::focusRing, 0xFF0B5CAD, 0xFF8CC7FA},
    {Token::hairline, 0xFFD5DBE1, 0xFF343A41},
    {Token::canvas, 0xFF0E0F10, 0xFF0E0F10},
    {Token::canvasText, 0xFFE7EBEF, 0xFFE7EBEF},
    {Token::canvasQuiet, 0xFFAEB8C2, 0xFFAEB8C2},
    {Token::canvasFocusRing, 0xFF8CC7FA, 0xFF8CC7FA},
}};

constexpr std::array<QRgb, Theme::seriesCount> lightSeries{0xFF0B5CAD, 0xFFD67A13, 0xFF562723,
                                                           0xFF3297E9, 0xFFAC3309, 0xFF1B3250,
                                                           0xFF0E8A5B, 0xFF330DA3};
constexpr std::array<QRgb, Theme::seriesCount> darkSeries{0xFF6CB4F5, 0xFF9D6007, 0xFFEFEC41,
                                                          0xFF397B7F, 0xFFA034EC, 0xFFE38B64,
                                                          0xFF05FDCD, 0xFFF2168D};

/// A one-colour SVG that asks the theme for its colour each time it is painted, so that a change
/// of theme needs no new icons.
class TintedIconEngine : public QIconEngine
{
public:
    TintedIconEngine(QString name, Token tint, bool follow)
        : m_name(std::move(name)), m_tint(tint), m_followsState(follow)
    {
    }

    void paint(QPainter *painter, const QRect &rectangle, QIcon::Mode mode,
               QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const int px = qMin(rectangle.width(), rectangle.height());
        const QPixmap drawn = theme().pixmap(m_name, px, tint(mode, state), ratio);
        const QPoint at(rectangle.x() + (rectangle.width() - px) / 2,
                        rectangle.y() + (rectangle.height() - px) / 2);
        painter->drawPixmap(at, drawn);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return theme().pixmap(m_name, qMin(size.width(), size.height()), tint(mode, state), 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override
    {
        const int px = qRound(qMin(size.width(), size.height()) / scale);
        return theme().pixmap(m_name, px, tint(mode, state), scale);
    }
    QIconEngine *clone() const override
    {
        return new TintedIconEngine(m_name, m_tint, m_followsState);
    }

private:
    [[nodiscard]] QColor tint(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled) {
            QColor faded = theme().color(Token::textDisabled);
            faded.setAlphaF(0.6F);
            return faded;
        }
        if (m_followsState && state == QIcon::On)
            return theme().color(Token::accent);
        if (m_followsState && mode == QIcon::Selected)
            return theme().color(Token::selectionText);
        return theme().color(m_tint);
    }

    QString m_name;
    Token m_tint;
    bool m_followsState;
};

/// Whether the desktop asks for dark windows: its own palette as Qt was started with it.
ThemeMode systemMode()
{
    static const QColor window = QGuiApplication::palette().color(QPalette::Window);
    return window.lightness() < 128 ? ThemeMode::dark : ThemeMode::light;
}

QStringList families()
{
    // A bare X server names a generic family as the system's own; its Latin is coarse. The Chinese
    // families bring a good Latin of their own.
    static const QStringList result = [] {
        const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        const QStringList generic{QStringLiteral("Sans Serif"), QStringLiteral("Sans"),
                                  QStringLiteral("sans-serif"), QStringLiteral("DejaVu Sans"),
                                  QString()};
        const QStringList known = QFontDatabase::families();
        QStringList list;
        if (!generic.contains(system))
            list << system;
        for (const char *name : {"Inter", "Noto Sans CJK SC", "Source Han Sans SC",
                                 "Microsoft YaHei UI", "PingFang SC", "WenQuanYi Micro Hei"}) {
            if (known.contains(QLatin1String(name)) && !list.contains(QLatin1String(name)))
                list << QLatin1String(name);
        }
        if (list.isEmpty())
            list << system;
        return list;
    }();
    return result;
}

QPalette paletteOf(const Theme &t)
{
    QPalette p;
    const auto set = [&p, &t](QPalette::ColorRole role, Token token) {
        p.setColor(role, t.color(token));
    };
    set(QPalette::Window, Token::window);
    set(QPalette::WindowText, Token::text);
    set(QPalette::Base, Token::surface);
    set(QPalette::AlternateBase, Token::window);
    set(QPalette::Text, Token::text);
    set(QPalette::PlaceholderText, Token::textDisabled);
    set(QPalette::Button, Token::surface);
    set(QPalette::ButtonText, Token::text);
    set(QPalette::BrightText, Token::error);
    set(QPalette::Highlight, Token::selection);
    set(QPalette::HighlightedText, Token::selectionText);
    set(QPalette::Link, Token::accent);
    // Roles that nothing else here draws with carry the looks of labels (style.cpp).
    set(QPalette::LinkVisited, Token::warning);
    set(QPalette::Dark, Token::textSecondary);
    set(QPalette::Shadow, Token::success);
    set(QPalette::ToolTipBase, Token::raised);
    set(QPalette::ToolTipText, Token::text);
    set(QPalette::Light, Token::surface);
    set(QPalette::Midlight, Token::raised);
    set(QPalette::Mid, Token::controlBorder);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.color(Token::textDisabled));
    return p;
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent) {}
Theme::~Theme() = default;

QColor Theme::tokenColor(Token token, ThemeMode mode)
{
    const TokenRow &row = tokenTable[std::size_t(token)];
    return QColor::fromRgb(mode == ThemeMode::dark ? row.dark : row.light);
}

QColor Theme::seriesColor(int index, ThemeMode mode)
{
    const std::size_t place = std::size_t(index < 0 ? 0 : index) % seriesCount;
    return QColor::fromRgb(mode == ThemeMode::dark ? darkSeries[place] : lightSeries[place]);
}

QFont Theme::font(TypeRole role) const
{
    QFont font;
    font.setFamilies(families());
    font.setStyleHint(QFont::SansSerif);
    int px = 13;
    switch (role) {
    case TypeRole::caption: px = 11; break;
    case TypeRole::body: break;
    case TypeRole::label: font.setWeight(QFont::DemiBold); break;
    case TypeRole::section:
        px = 15;
        font.setWeight(QFont::DemiBold);
        break;
    case TypeRole::title:
        px = 18;
        font.setWeight(QFont::DemiBold);
        break;
    case TypeRole::figure:
        px = 24;
        font.setWeight(QFont::DemiBold);
        break;
    case TypeRole::mono:
        px = 12;
        font.setFamilies(QStringList{QStringLiteral("Noto Sans Mono"),
                                     QFontDatabase::systemFont(QFontDatabase::FixedFont).family()}
                         + families());
        break;
    }
    font.setPixelSize(scaled(px));
    return font;
}

QIcon Theme::icon(const QString &name) const
{
    return QIcon(new TintedIconEngine(name, Token::textSecondary, true));
}

QIcon Theme::icon(const QString &name, Token tint) const
{
    return QIcon(new TintedIconEngine(name, tint, false));
}

QPixmap Theme::pixmap(const QString &name, int px, const QColor &tint, qreal devicePixelRatio) const
{
    const QString key = QStringLiteral("retclip/%1/%2/%3/%4")
                            .arg(name)
                            .arg(px)
                            .arg(tint.rgba(), 0, 16)
                            .arg(devicePixelRatio);
    QPixmap result;
    if (QPixmapCache::find(key, &result))
        return result;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    QByteArray svg;
    if (file.open(QIODevice::ReadOnly))
        svg = file.readAll();
    svg.replace("currentColor", tint.name(QColor::HexRgb).toLatin1());
    const int real = qMax(1, qRound(px * devicePixelRatio));
    QImage image(real, real, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    if (renderer.isValid()) {
        QPainter painter(&image);
        painter.setOpacity(tint.alphaF());
        renderer.render(&painter, QRectF(0, 0, real, real));
    }
    result = QPixmap::fromImage(image);
    result.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, result);
    return result;
}

void Theme::apply(ThemeChoice choice, int textPercent)
{
    const ThemeMode system = systemMode(); // before our own palette hides it
    m_choice = choice;
    m_textPercent = qBound(90, textPercent, 150);
    m_mode = choice == ThemeChoice::system ? system
        : choice == ThemeChoice::dark      ? ThemeMode::dark
                                           : ThemeMode::light;
    static WorkstationStyle *style = nullptr;
    if (!style)
        QApplication::setStyle(style = new WorkstationStyle); // the application's from now on
    QApplication::setPalette(paletteOf(*this));
    // Now, not with the next events: who hears changed() may ask a widget for its palette.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::ApplicationPaletteChange);
    const QFont body = font(TypeRole::body);
    if (QApplication::font() != body) { // walks through every widget
        QApplication::setFont(body);
        for (QWidget *widget : QApplication::allWidgets()) {
            if (widget->testAttribute(Qt::WA_WState_Polished))
                style->polish(widget); // sizes of the looks
        }
    }
    QToolTip::setPalette(paletteOf(*this));
    QToolTip::setFont(body);
    emit changed();
}

Theme &theme()
{
    static auto *only = new Theme(qApp); // owned by the application
    return *only;
}

void setLook(QWidget *widget, const char *look)
{
    const QString wanted = QString::fromLatin1(look);
    if (widget->property("look") == wanted)
        return;
    widget->setProperty("look", wanted);
    // Before its first polish the style has not looked at it yet.
    if (!widget->testAttribute(Qt::WA_WState_Polished))
        return;
    widget->style()->polish(widget);
    widget->updateGeometry();
    widget->update();
}

} // namespace retclip
