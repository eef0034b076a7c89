// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractButton;
class QString;
class QToolButton;
class QWidget;

namespace retclip {

/// A button with an icon alone. It knows the icon's name, for repaintIcons(); empty: a button of
/// text that is as large.
[[nodiscard]] QToolButton *iconTool(const QString &icon);
/// Another icon, now.
void setIconName(QAbstractButton &button, const QString &icon);
/// Icons in the colours of the present theme: of all buttons below `parent` that know their name.
void repaintIcons(QWidget &parent);

/// What the button does, for eyes and for screen readers.
void nameButton(QAbstractButton &button, const QString &text);

} // namespace retclip
