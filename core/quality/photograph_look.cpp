// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quality/photograph_look.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/imaging/picture_hash.h"
#include "core/import/import_session.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace retclip {

namespace {

constexpr std::size_t photographsAtOnce = 64; ///< A transaction, some seconds of work.
constexpr int gridSide = 192;

double rounded(double value)
{
    return std::round(value * 1e4) / 1e4;
}

QJsonObject detailOf(const SeenPhotograph &seen)
{
    const PhotographQuality &quality = seen.quality;
    QJsonObject detail{{QStringLiteral("focus"), rounded(quality.focus)},
                       {QStringLiteral("illumination"), rounded(quality.illumination)},
                       {QStringLiteral("evenness"), rounded(quality.evenness)},
                       {QStringLiteral("contrast"), rounded(quality.contrast)},
                       {QStringLiteral("overexposed"), rounded(quality.overexposed)},
                       {QStringLiteral("underexposed"), rounded(quality.underexposed)},
                       {QStringLiteral("haze"), rounded(quality.haze)},
                       {QStringLiteral("glare"), rounded(quality.glare)},
                       {QStringLiteral("centre"), QLatin1String(word(seen.side.centre))}};
    if (quality.retina)
        detail[QStringLiteral("field")] = rounded(quality.retina->inside_share);
    return detail;
}

void judge(SeenPhotograph &seen, const RgbImage &image)
{
    const RetinaGrid grid = retina_grid(image, gridSide);
    seen.quality = photograph_quality(image, grid);
    seen.verdict = judged(seen.quality, image.width, image.height);
    seen.side = eye_side(grid);
    seen.look.signature = picture_signature(grid);
}

} // namespace

SeenPhotograph lookAtPhotograph(const QString &path)
{
    SeenPhotograph seen;
    const auto bytes = read_file(path_from_utf8(path.toStdString()));
    if (bytes) {
        PhotographOptions options;
        options.at_least_px = 512; // photograph_quality() measures at this size.
        seen.sha256 = QString::fromStdString(sha256_of(std::string_view(*bytes)));
        const auto image = decode_photograph(std::as_bytes(std::span(*bytes)), options);
        if (image)
            judge(seen, *image);
        else
            seen.error = image.error();
    } else {
        seen.error = bytes.error();
    }
    if (seen.error) {
        seen.verdict = {{"unreadable"}, 0};
        seen.sha256.clear();
    }
    seen.look.method = lookMethod;
    seen.look.quality = seen.verdict.score;
    for (const std::string &fault : seen.verdict.faults)
        seen.look.faults.append(QString::fromStdString(fault));
    seen.look.eye = seen.side.eye;
    seen.look.sureness = seen.side.sureness;
    seen.look.detail = detailOf(seen);
    return seen;
}

Result<LookReport> lookAtStudy(Study &study, const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const auto list, photographsToLookAt(study, lookMethod, stop));
    RETCLIP_TRY(const LookCount before, countLooks(study, lookMethod));
    LookReport report;
    report.known = before.looked;
    ProgressReporter reporter(progress, qint64(list.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Looking at photographs")));
    for (std::size_t begin = 0; begin < list.size(); begin += photographsAtOnce) {
        if (stop.stop_requested())
            return failure(cancelled().value());
        const auto page = std::span(list).subspan(begin, std::min(photographsAtOnce, list.size() - begin));
        std::vector<StoredLook> looks(page.size());
        onAllCores(page.size(), [&](std::size_t i) {
            if (stop.stop_requested())
                return;
            SeenPhotograph seen = lookAtPhotograph(page[i].path);
            looks[i] = {page[i].image, page[i].exam, seen.sha256, std::move(seen.look)};
        });
        // Those that a stop left out have no method.
        std::erase_if(looks, [](const StoredLook &look) { return look.look.method == 0; });
        RETCLIP_CHECK(storeLooks(study, looks));
        report.looked += qint64(looks.size());
        report.unreadable += std::count_if(looks.begin(), looks.end(),
                                           [](const StoredLook &look) { return !look.look.signature; });
        reporter.advance_to(report.looked);
    }
    if (stop.stop_requested())
        return failure(cancelled().value());
    reporter.finish();
    return report;
}

} // namespace retclip
