// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/help_label.h"

#include "ui/shell/theme.h"

#include <QLabel>

namespace retclip {

QLabel *helpLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    setLook(label, "secondary");
    return label;
}

} // namespace retclip
