// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/private_files.h"

#include <cstdlib>

#if __has_include(<sys/stat.h>)
#include <sys/stat.h>
#endif

namespace retclip {

void keepFilesPrivate()
{
#if __has_include(<sys/stat.h>)
    mode_t hidden = 077;
    if (const char *told = std::getenv("RETCLIP_UMASK")) {
        char *end = nullptr;
        const unsigned long value = std::strtoul(told, &end, 8);
        if (end != told && *end == '\0' && value <= 0777)
            hidden = mode_t(value);
    }
    ::umask(hidden);
#endif
}

} // namespace retclip
