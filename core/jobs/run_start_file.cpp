// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/run_start_file.h"

#include <QDir>
#include <QRegularExpression>

namespace retclip {

QString checkpointFileOf(const RunRow &run)
{
    static const QRegularExpression weights(QStringLiteral("\\.(safetensors|pt|pth)$"));
    const QDir checkpoints(run.folder + QStringLiteral("/checkpoints"));
    const QStringList files = checkpoints.entryList(QDir::Files, QDir::Name).filter(weights);
    const QStringList best = files.filter(QStringLiteral("best"));
    return files.isEmpty() ? QString() : checkpoints.filePath(best.isEmpty() ? files.last() : best.first());
}

} // namespace retclip
