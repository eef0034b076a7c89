// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/message_words.h"

#include <QCoreApplication>

namespace retclip {

QString translated(const Message &message)
{
    if (message.empty())
        return {};
    const QString text = QCoreApplication::translate("Message", message.text.c_str());
    return QString::fromStdString(fill_arguments(text.toStdString(), message.arguments));
}

} // namespace retclip
