// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/camera_times.h"

#include "core/base/files.h"
#include "core/imaging/capture_time.h"

#include <algorithm>

namespace retclip {

namespace {

constexpr qint64 pairedWithin_s = 180;

} // namespace

QDateTime cameraTime(const QString &path)
{
    const auto time = capture_time(path_from_utf8(path.toStdString()));
    return time ? QDateTime(QDate(time->year, time->month, time->day), QTime(time->hour, time->minute, time->second), Qt::UTC)
                : QDateTime();
}

std::vector<std::pair<std::size_t, std::size_t>> pairsInTime(std::vector<std::pair<QDateTime, std::size_t>> times)
{
    std::sort(times.begin(), times.end());
    const auto near = [&](std::size_t a, std::size_t b) {
        return b < times.size() && times[a].first.secsTo(times[b].first) <= pairedWithin_s;
    };
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i + 1 < times.size(); ++i)
        if (near(i, i + 1) && !near(i + 1, i + 2) && (i == 0 || !near(i - 1, i)))
            pairs.emplace_back(times[i].second, times[i + 1].second);
    return pairs;
}

} // namespace retclip
