// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace retclip {

/// A moment as a person writes it: "2026-11-24", "2026-11-24 14:05", ISO 8601 with or without a zone,
/// "today", "yesterday", "tuesday" or "Tue" (the last one, today included), "3d", "2h", "30min" (back
/// from `now`), 今天, 昨天, 周二, 星期二. A day means its beginning. Without a zone it is `now`'s.
/// Nothing: not understood.
[[nodiscard]] std::optional<QDateTime> momentFrom(const QString &text,
                                                  const QDateTime &now = QDateTime::currentDateTime());

} // namespace retclip
