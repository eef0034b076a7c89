// SPDX-License-Identifier: GPL-3.0-or-later
// Headers of others that tests of networks read. Qt and LibTorch both use `slots` as a word.
#pragma once

#define QT_NO_KEYWORDS
#include "ml/torch.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>
