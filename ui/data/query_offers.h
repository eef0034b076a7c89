// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QStringList>

namespace retclip {

/// What the query line offers to complete: fields, and the labels, tags and saved queries of the
/// study.
[[nodiscard]] QStringList queryOffers(const QVector<LabelSet> &sets, const QStringList &tags,
                                       const QStringList &saved = {});

} // namespace retclip
