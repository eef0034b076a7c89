// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a plain loop for several widths of vector instructions; the fitting one is chosen once,
// when the program is loaded. Elsewhere, and under sanitizers (which do not know the mechanism),
// the plain loop stays.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)                              \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RETCLIP_VECTOR_CLONES                                                                    \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RETCLIP_VECTOR_CLONES
#endif
