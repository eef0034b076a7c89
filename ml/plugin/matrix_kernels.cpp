// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/matrix_kernels.h"

#include <cstdlib>

namespace retclip {

void choose_matrix_kernels()
{
#if defined(__x86_64__) && defined(__GNUC__)
    __builtin_cpu_init();
    const bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl");
    if (has_avx512 && __builtin_cpu_is("amd"))
        ::setenv("OPENBLAS_CORETYPE", "SkylakeX", /*overwrite=*/0);
#endif
}

} // namespace retclip
