// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPixmap>
#include <QString>

#include <array>
#include <cstddef>

class QWidget;

namespace retclip {

/// Every colour of the program by what it is for. The values stand in theme.cpp, once for light
/// and once for dark; nothing else in ui writes a hexadecimal colour.
enum class Token {
    window, surface, raised,
    selection, selectionText,
    text, textSecondary, textDisabled,
    accent, accentText, ///< accentText: on accent.
    success, warning, error,
    eyeOd, eyeOs,
    controlBorder, focusRing, hairline, ///< hairline: quiet separators, carries no meaning.
    canvas, canvasText, canvasQuiet, canvasFocusRing
};
inline constexpr std::size_t tokenCount = std::size_t(Token::canvasFocusRing) + 1;

enum class ThemeChoice { system, light, dark };
enum class ThemeMode { light, dark };

/// Sizes in px at a text size of 100 %: caption 11, body 13, label 13 semibold, section 15,
/// title 18, figure 24, mono 12.
enum class TypeRole { caption, body, label, section, title, figure, mono };

namespace space {
inline constexpr int xs = 4, s = 8, m = 12, l = 16, xl = 24;
inline constexpr int radius = 4;
inline constexpr int row = 28, bar = 32, target = 24;
} // namespace space

/// The look of the program: tokens, type, icons. One for the program; theme() reaches it.
///
/// Threads: window only. Follows the system in ThemeChoice::system. A change restyles the
/// application, then emits changed(): whoever paints by hand, or set an icon, renews it there.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    [[nodiscard]] static QColor tokenColor(Token token, ThemeMode mode);
    [[nodiscard]] static QColor seriesColor(int index, ThemeMode mode);
    static constexpr int seriesCount = 8;

    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    [[nodiscard]] bool isDark() const { return m_mode == ThemeMode::dark; }
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] int textPercent() const { return m_textPercent; }

    [[nodiscard]] QColor color(Token token) const { return tokenColor(token, m_mode); }
    /// Colour of the index-th line of a chart (repeats after 8); give it a dash and marker too.
    [[nodiscard]] QColor series(int index) const { return seriesColor(index, m_mode); }

    [[nodiscard]] QFont font(TypeRole role) const;
    /// A length at the present text size.
    [[nodiscard]] int scaled(int px) const { return px * m_textPercent / 100; }

    /// An icon of resources/icons, tinted for normal, disabled and checked (accent) states.
    [[nodiscard]] QIcon icon(const QString &name) const;
    [[nodiscard]] QIcon icon(const QString &name, Token tint) const;
    [[nodiscard]] QPixmap pixmap(const QString &name, int px, const QColor &tint,
                                 qreal devicePixelRatio) const;

    /// Sets palette, font and style of the application.
    void apply(ThemeChoice choice, int textPercent);
    void setChoice(ThemeChoice choice) { apply(choice, m_textPercent); }
    void setTextPercent(int percent) { apply(m_choice, percent); }

signals:
    void changed();

private:
    ThemeChoice m_choice = ThemeChoice::system;
    ThemeMode m_mode = ThemeMode::light;
    int m_textPercent = 100;
};

/// The program's theme (made on first use, after QApplication).
[[nodiscard]] Theme &theme();

/// Gives a widget a role that the style knows: QLabel "title", "section", "caption",
/// "secondary", "figure"; QPushButton "primary", "quiet"; QFrame "card", "surface", "bar".
void setLook(QWidget *widget, const char *look);

} // namespace retclip
