// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QString;
class QWidget;

namespace retclip {

/// A sentence that helps: secondary, wrapped.
[[nodiscard]] QLabel *helpLabel(const QString &text, QWidget *parent);

} // namespace retclip
