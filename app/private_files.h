// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

/// Files and folders that this process makes are for their owner alone (0600, 0700): studies, exports and runs
/// hold what patients told a doctor. A group that shares a study sets RETCLIP_UMASK=007 (octal, as umask(1)
/// takes it; a value that is no such number changes nothing). To be called first in main(). Existing files keep
/// their rights.
void keepFilesPrivate();

} // namespace retclip
