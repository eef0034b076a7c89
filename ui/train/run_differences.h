// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QTableWidget>
#include <QVector>

namespace retclip {

/// Runs side by side: their best figure, data and preset, and the settings in which they differ.
class RunDifferences : public QTableWidget
{
    Q_OBJECT

public:
    explicit RunDifferences(QWidget *parent = nullptr);

    void showRuns(const QVector<RunRow> &runs);
};

} // namespace retclip
