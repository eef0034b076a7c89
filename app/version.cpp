// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/version.h"

namespace retclip {

const char *programVersion()
{
    return RETCLIP_PROGRAM_VERSION;
}

} // namespace retclip
