// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/import_session.h"
#include "core/privacy/pseudonyms.h"

namespace retclip {

/// What de-identification leaves of an exam on its way in: patient and visit by pseudonym, days moved,
/// ages over 90 as 90, no site, no readers' names; report and comment redacted, tags that tell someone
/// left out. Sex, camera, labels, split and findings stay. Photographs: cleanedPhotograph().
/// Threads: any.
void hideIdentity(ImportedExam &exam, const Pseudonyms &pseudonyms);

/// What a second look (residual_text.h) still finds in the texts of such an exam; empty: nothing. Threads: any.
[[nodiscard]] QStringList leftAfterHiding(const ImportedExam &exam);

/// The photograph's bytes without metadata in place of its path, so that a copy of them is kept. The
/// content is compared with `expectedSha256` before.
/// Errors: internal (a second look finds metadata), unreadable, unsupported, conflict (the content is another).
[[nodiscard]] Result<void> hideIdentity(PendingPhotograph &photograph, const Pseudonyms &pseudonyms);

} // namespace retclip
