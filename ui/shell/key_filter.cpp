// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_filter.h"

#include "ui/shell/key_map.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QWidget>

#include <array>

namespace retclip {

namespace {

/// Set 1 scan codes, which Linux' evdev codes equal in this range, and what an ANSI keyboard has
/// there. X11 and Wayland report evdev + 8.
struct PlaceOnKeyboard
{
    quint32 code;
    Qt::Key key;
};
constexpr std::array places{
    PlaceOnKeyboard{2, Qt::Key_1}, PlaceOnKeyboard{3, Qt::Key_2}, PlaceOnKeyboard{4, Qt::Key_3},
    PlaceOnKeyboard{5, Qt::Key_4}, PlaceOnKeyboard{6, Qt::Key_5}, PlaceOnKeyboard{7, Qt::Key_6},
    PlaceOnKeyboard{8, Qt::Key_7}, PlaceOnKeyboard{9, Qt::Key_8}, PlaceOnKeyboard{10, Qt::Key_9},
    PlaceOnKeyboard{11, Qt::Key_0}, PlaceOnKeyboard{12, Qt::Key_Minus},
    PlaceOnKeyboard{13, Qt::Key_Equal}, PlaceOnKeyboard{16, Qt::Key_Q},
    PlaceOnKeyboard{17, Qt::Key_W}, PlaceOnKeyboard{18, Qt::Key_E}, PlaceOnKeyboard{19, Qt::Key_R},
    PlaceOnKeyboard{20, Qt::Key_T}, PlaceOnKeyboard{21, Qt::Key_Y}, PlaceOnKeyboard{22, Qt::Key_U},
    PlaceOnKeyboard{23, Qt::Key_I}, PlaceOnKeyboard{24, Qt::Key_O}, PlaceOnKeyboard{25, Qt::Key_P},
    PlaceOnKeyboard{26, Qt::Key_BracketLeft}, PlaceOnKeyboard{27, Qt::Key_BracketRight},
    PlaceOnKeyboard{30, Qt::Key_A}, PlaceOnKeyboard{31, Qt::Key_S}, PlaceOnKeyboard{32, Qt::Key_D},
    PlaceOnKeyboard{33, Qt::Key_F}, PlaceOnKeyboard{34, Qt::Key_G}, PlaceOnKeyboard{35, Qt::Key_H},
    PlaceOnKeyboard{36, Qt::Key_J}, PlaceOnKeyboard{37, Qt::Key_K}, PlaceOnKeyboard{38, Qt::Key_L},
    PlaceOnKeyboard{43, Qt::Key_Backslash}, PlaceOnKeyboard{44, Qt::Key_Z},
    PlaceOnKeyboard{45, Qt::Key_X}, PlaceOnKeyboard{46, Qt::Key_C}, PlaceOnKeyboard{47, Qt::Key_V},
    PlaceOnKeyboard{48, Qt::Key_B}, PlaceOnKeyboard{49, Qt::Key_N}, PlaceOnKeyboard{50, Qt::Key_M},
    PlaceOnKeyboard{51, Qt::Key_Comma}, PlaceOnKeyboard{52, Qt::Key_Period},
    PlaceOnKeyboard{57, Qt::Key_Space},
};

bool isPunctuation(Qt::Key key)
{
    switch (key) {
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
    case Qt::Key_Backslash:
    case Qt::Key_Comma:
    case Qt::Key_Period:
    case Qt::Key_Minus:
    case Qt::Key_Equal: return true;
    default: return false;
    }
}

bool isLatinLetterOrDigit(int key)
{
    return (key >= Qt::Key_A && key <= Qt::Key_Z) || (key >= Qt::Key_0 && key <= Qt::Key_9);
}

bool scanCodesAreEvdevPlus8()
{
#ifdef Q_OS_WIN
    return false;
#else
    return true;
#endif
}

} // namespace

KeyFilter::KeyFilter(QWidget *canvas) : QObject(canvas)
{
    canvas->setAttribute(Qt::WA_InputMethodEnabled, false);
    canvas->installEventFilter(this);
}

void KeyFilter::bind(Qt::Key key, std::function<void()> pressed, Repeat repeat)
{
    bindHold({nullptr, key}, std::move(pressed), {}, repeat);
}

void KeyFilter::bind(Qt::Key key, Qt::KeyboardModifiers modifiers, std::function<void()> pressed,
                     Repeat repeat)
{
    bindHold({nullptr, key, modifiers}, std::move(pressed), {}, repeat);
}

void KeyFilter::bind(const KeyOf &key, std::function<void()> pressed, Repeat repeat)
{
    bindHold(key, std::move(pressed), {}, repeat);
}

void KeyFilter::bindHold(const KeyOf &key, std::function<void()> pressed,
                         std::function<void()> released, Repeat repeat)
{
    m_bindings.append({key, repeat, std::move(pressed), std::move(released)});
}

bool KeyFilter::means(const Binding &binding, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    Qt::Key wanted = binding.own.key;
    Qt::KeyboardModifiers with = binding.own.modifiers;
    if (binding.own.action) {
        const auto chosen = keyMap().chosen(QString::fromLatin1(binding.own.action));
        if (chosen && !chosen->isEmpty()) {
            wanted = (*chosen)[0].key();
            with = (*chosen)[0].keyboardModifiers() & ~Qt::KeypadModifier;
        }
    }
    // Shift belongs to some signs (+ on most keyboards).
    const bool shiftOfSign = key == Qt::Key_Plus && with == Qt::NoModifier
        && modifiers == Qt::ShiftModifier;
    return wanted == key && (with == modifiers || shiftOfSign);
}

Qt::Key KeyFilter::keyAtScanCode(quint32 scanCode)
{
    const quint32 offset = scanCodesAreEvdevPlus8() ? 8 : 0;
    for (const PlaceOnKeyboard &place : places) {
        if (place.code + offset == scanCode)
            return place.key;
    }
    return Qt::Key_unknown;
}

Qt::Key KeyFilter::meaning(const QKeyEvent &event)
{
    const int key = event.key();
    if (isLatinLetterOrDigit(key))
        return Qt::Key(key);
    const Qt::Key place = event.nativeScanCode() != 0 ? keyAtScanCode(event.nativeScanCode())
                                                      : Qt::Key_unknown;
    if (isPunctuation(place)) // by place: AZERTY and German have other signs there
        return place;
    switch (key) {
    // Keys without a letter are what they say, wherever they are.
    case Qt::Key_Space:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape:
    case Qt::Key_Plus:
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
    case Qt::Key_Backslash:
    case Qt::Key_Comma:
    case Qt::Key_Period:
    case Qt::Key_Minus:
    case Qt::Key_Equal: return Qt::Key(key);
    default: break;
    }
    if (key >= Qt::Key_Escape && key < Qt::Key_unknown) // F-keys, modifiers, media keys
        return Qt::Key_unknown;
    return place;
}

bool KeyFilter::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::KeyPress && type != QEvent::KeyRelease && type != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    auto *keyEvent = static_cast<QKeyEvent *>(event);
    const Qt::KeyboardModifiers modifiers =
        keyEvent->modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    const Qt::Key key = meaning(*keyEvent);
    if (key == Qt::Key_unknown)
        return QObject::eventFilter(watched, event);
    // Whoever lets go of Shift before the letter lets go of what was held all the same.
    if (type == QEvent::KeyRelease && !keyEvent->isAutoRepeat() && m_held.contains(key)) {
        if (const Binding &held = m_bindings[m_held.take(key)]; held.released)
            held.released();
        return true;
    }
    for (const Binding &binding : std::as_const(m_bindings)) {
        if (!means(binding, key, modifiers))
            continue;
        if (type == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        const bool repeats = binding.repeat == Repeat::yes && type == QEvent::KeyPress;
        if (keyEvent->isAutoRepeat() && !repeats)
            return true;
        if (type == QEvent::KeyPress && binding.released)
            m_held.insert(key, int(&binding - m_bindings.constData()));
        if (type == QEvent::KeyPress && binding.pressed)
            binding.pressed();
        else if (type == QEvent::KeyRelease && binding.released)
            binding.released();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace retclip
