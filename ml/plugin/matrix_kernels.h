// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

/// Has OpenBLAS take its AVX-512 kernels where the processor has that: up to 0.3.21 it knows the instruction
/// sets of AMD's processors by their family and takes AVX2 on all that are newer than itself, half the speed
/// in float32. Whoever has set OPENBLAS_CORETYPE is not overruled.
///
/// Call before LibTorch is loaded, and before other threads read the environment.
void choose_matrix_kernels();

} // namespace retclip
