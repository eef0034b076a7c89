// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/icon_tool.h"

#include "ui/shell/theme.h"

#include <QToolButton>

namespace retclip {

namespace {
constexpr const char *iconNameProperty = "iconName";
}

QToolButton *iconTool(const QString &icon)
{
    auto *button = new QToolButton;
    button->setProperty(iconNameProperty, icon);
    button->setIconSize({16, 16});
    button->setMinimumSize(28, 28);
    return button;
}

void setIconName(QAbstractButton &button, const QString &icon)
{
    button.setProperty(iconNameProperty, icon);
    button.setIcon(theme().icon(icon));
}

void repaintIcons(QWidget &parent)
{
    for (QAbstractButton *button : parent.findChildren<QAbstractButton *>())
        if (const QString icon = button->property(iconNameProperty).toString(); !icon.isEmpty())
            button->setIcon(theme().icon(icon));
}

void nameButton(QAbstractButton &button, const QString &text)
{
    button.setToolTip(text);
    button.setAccessibleName(text);
}

} // namespace retclip
