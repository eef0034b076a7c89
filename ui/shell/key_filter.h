// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QVector>

#include <functional>

class QKeyEvent;
class QWidget;

namespace retclip {

/// The single keys of a canvas, grid, chart or queue, made to survive input methods and layouts.
///
/// Turns the input method off on the widget; takes a Latin letter or digit from key(), else from
/// the scan code's place on the keyboard (Qt::Key_unknown under an input method, Cyrillic layouts);
/// punctuation ([ ] \ , .) goes by place first. Keypad digits equal the row.
class KeyFilter : public QObject
{
    Q_OBJECT

public:
    explicit KeyFilter(QWidget *canvas);

    /// Auto-repeat reaches the handler only with Repeat::yes.
    enum class Repeat { no, yes };
    /// A key that a person may have replaced by another one (KeyMap), by the id of its action.
    struct KeyOf
    {
        const char *action;
        Qt::Key key;
        Qt::KeyboardModifiers modifiers = Qt::NoModifier;
    };
    void bind(const KeyOf &key, std::function<void()> pressed, Repeat repeat = Repeat::no);
    void bindHold(const KeyOf &key, std::function<void()> pressed, std::function<void()> released,
                  Repeat repeat = Repeat::no);
    void bind(Qt::Key key, std::function<void()> pressed, Repeat repeat = Repeat::no);
    void bind(Qt::Key key, Qt::KeyboardModifiers modifiers, std::function<void()> pressed,
              Repeat repeat = Repeat::no);
    /// Held keys (A: flicker).
    void bindHold(Qt::Key key, std::function<void()> pressed, std::function<void()> released)
    {
        bindHold({nullptr, key}, std::move(pressed), std::move(released));
    }

    /// The key that an event means for us; Qt::Key_unknown: none.
    [[nodiscard]] static Qt::Key meaning(const QKeyEvent &event);
    /// The key at a place of an ANSI keyboard, from the platform's scan code.
    [[nodiscard]] static Qt::Key keyAtScanCode(quint32 scanCode);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Binding
    {
        KeyOf own; ///< Without an action it stays as it is.
        Repeat repeat;
        std::function<void()> pressed, released;
    };
    [[nodiscard]] static bool means(const Binding &binding, Qt::Key key,
                                    Qt::KeyboardModifiers modifiers);
    QVector<Binding> m_bindings;
    QHash<Qt::Key, int> m_held; ///< Which binding a key that is down belongs to.
};

} // namespace retclip
