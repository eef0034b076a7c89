// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The parts of LibTorch that this program uses. <torch/torch.h> brings its optimizers, data sets and
// serialization too and takes half as long again in every file that includes it.

#include <torch/autograd.h>
#include <torch/cuda.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/container/modulelist.h>
#include <torch/types.h>
#include <torch/utils.h>
