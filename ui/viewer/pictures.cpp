// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/pictures.h"

#include "core/base/files.h"
#include "core/imaging/screen_photograph.h"
#include "core/jobs/job.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPainter>
#include <QSaveFile>

#include <algorithm>
#include <cstring>

namespace retclip {

namespace {

constexpr int atOnce = 2;
constexpr std::size_t waitingLimit = 160;
constexpr qsizetype thumbnailBudget_bytes = qsizetype(128) * 1024 * 1024; // some 500; others are on disk
constexpr qsizetype photographBudget_bytes = qsizetype(384) * 1024 * 1024;
constexpr int smallestLevel_px = 300;
constexpr qint64 quickFrom_px = 5'000'000;  ///< Larger JPEGs come at a smaller scale first.
constexpr int quickShorterSide_px = 1000;   ///< Of that scale, at least.

/// In the cache. Another name whenever thumbnails of the same photograph would come out different: those in the
/// first folder, "thumbnails", were not in the screen's colours.
constexpr const char *thumbnailFolder = "thumbnails-2";

/// Of an older program.
void forgetOldThumbnails(JobPool &pool, QObject *receiver, const QString &cache)
{
    const QString old = cache + QStringLiteral("/thumbnails");
    if (cache.isEmpty() || !QFileInfo(old).isDir())
        return;
    pool.start<bool>(
        {}, receiver,
        [old](const ProgressCallback &, std::stop_token) -> Result<bool> { return QDir(old).removeRecursively(); },
        [](const Result<bool> &) {});
}

QImage toImage(const RgbImage &rgb)
{
    const QImage wrapped(rgb.pixels.data(), rgb.width, rgb.height, qsizetype(rgb.width) * 3,
                         QImage::Format_RGB888);
    return wrapped.convertToFormat(QImage::Format_RGB32); // a copy of its own
}

/// The name of a thumbnail's file: by content, or by path and time while the content is not known.
QString thumbnailName(const ImageRow &image)
{
    if (!image.sha256.isEmpty())
        return image.sha256 + QStringLiteral(".jpg");
    const QFileInfo info(image.path);
    const QByteArray key = image.path.toUtf8() + '|'
        + QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '|'
        + QByteArray::number(info.size());
    return QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex())
        + QStringLiteral(".jpg");
}

Result<QImage> readThumbnail(const ImageRow &image, const QString &folder)
{
    const QString name = thumbnailName(image);
    const QString file =
        folder.isEmpty() ? QString() : folder + u'/' + name.left(2) + u'/' + name;
    if (!file.isEmpty()) {
        QImage stored;
        if (QFileInfo::exists(file) && stored.load(file, "JPEG"))
            return stored.convertToFormat(QImage::Format_RGB32);
    }
    PhotographOptions options;
    options.at_least_px = Pictures::thumbnail_px;
    RETCLIP_TRY(const ScreenPhotograph shown,
                read_for_screen(path_from_utf8(image.path.toStdString()), options, Pictures::thumbnail_px));
    const RgbImage &small = shown.image;
    const QImage result = toImage(small);
    if (!file.isEmpty()) {
        // A cache that cannot be written only costs time.
        QDir().mkpath(QFileInfo(file).path());
        QSaveFile out(file);
        if (auto bytes = encode_jpeg(small, 88); bytes && out.open(QIODevice::WriteOnly)) {
            out.write(reinterpret_cast<const char *>(bytes->data()), qint64(bytes->size()));
            out.commit();
        }
    }
    return result;
}

/// Half the sides by means of four. QImage::scaled takes some ten times as long.
QImage halvedImage(const QImage &image)
{
    const int width = std::max(1, image.width() / 2), height = std::max(1, image.height() / 2);
    const int right = image.width() > 1 ? 1 : 0, below = image.height() > 1 ? 1 : 0;
    QImage half(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        const auto *upper = reinterpret_cast<const QRgb *>(image.constScanLine(2 * y));
        const auto *lower = reinterpret_cast<const QRgb *>(image.constScanLine(2 * y + below));
        auto *line = reinterpret_cast<QRgb *>(half.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const QRgb a = upper[2 * x], b = upper[2 * x + right], c = lower[2 * x], d = lower[2 * x + right];
            // Two channels at a time: eight bits of room lie between them.
            const QRgb redBlue = ((a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x20002) >> 2;
            const QRgb green = ((a & 0xff00) + (b & 0xff00) + (c & 0xff00) + (d & 0xff00) + 0x200) >> 2;
            line[x] = 0xff000000 | (redBlue & 0xff00ff) | (green & 0xff00);
        }
    }
    return half;
}

void addLevels(DecodedPhotograph &photograph, QImage first)
{
    photograph.levels.push_back(std::move(first));
    while (std::max(photograph.levels.back().width(), photograph.levels.back().height()) > 2 * smallestLevel_px)
        photograph.levels.push_back(halvedImage(photograph.levels.back()));
}

using Decoded = std::shared_ptr<const DecodedPhotograph>;

Decoded decodedWide(WideImage &&values)
{
    auto photograph = std::make_shared<DecodedPhotograph>();
    auto wide = std::make_shared<WidePhotograph>();
    photograph->whole = {values.width, values.height};
    addLevels(*photograph, toImage(windowed(values, whole_window(values))));
    wide->levels.push_back(std::move(values));
    while (wide->levels.size() < photograph->levels.size())
        wide->levels.push_back(halved(wide->levels.back()));
    photograph->wide = std::move(wide);
    return photograph;
}

/// `quick`: a large JPEG at a smaller scale, sharp on a screen that shows it whole, in a fraction of the
/// time; whatever is not large comes whole.
Result<Decoded> readPhotograph(const ImageRow &image, bool quick, std::stop_token stop)
{
    const auto file = path_from_utf8(image.path.toStdString());
    RETCLIP_TRY(const PhotographFacts facts, inspect_photograph(file));
    const bool jpeg = facts.format == "JPEG";
    if (!jpeg) {
        RETCLIP_TRY(std::optional<WideImage> values, read_wide_photograph(file));
        if (values)
            return decodedWide(std::move(*values));
    }
    PhotographOptions options;
    if (quick && jpeg && qint64(facts.width) * facts.height > quickFrom_px)
        options.at_least_px = quickShorterSide_px;
    RETCLIP_TRY(const ScreenPhotograph shown, read_for_screen(file, options));
    const RgbImage &decoded = shown.image;
    if (stop.stop_requested())
        return cancelled();
    auto photograph = std::make_shared<DecodedPhotograph>();
    photograph->whole = QSize(facts.width, facts.height);
    if (facts.exif_orientation >= 5)
        photograph->whole.transpose();
    if (options.at_least_px == 0)
        photograph->whole = {decoded.width, decoded.height};
    addLevels(*photograph, toImage(decoded));
    return Decoded(std::move(photograph));
}

} // namespace

const QImage &DecodedPhotograph::levelFor(double wantedWidth_px) const
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < levels.size(); ++i) {
        if (levels[i].width() >= wantedWidth_px)
            best = i;
    }
    return levels[best];
}

qsizetype DecodedPhotograph::bytes() const
{
    qsizetype sum = 0;
    for (const QImage &level : levels)
        sum += level.sizeInBytes();
    if (wide)
        for (const WideImage &level : wide->levels)
            sum += qsizetype(level.values.size() * sizeof(std::uint16_t));
    return sum;
}

Pictures::Pictures(JobPool &pool, QObject *parent)
    : QObject(parent), m_pool(pool), m_thumbnails(thumbnailBudget_bytes)
{
}
Pictures::~Pictures() = default;

void Pictures::setCacheFolder(const QString &folder)
{
    ++m_generation;
    m_thumbnailFolder = folder.isEmpty() ? QString() : folder + u'/' + QLatin1String(thumbnailFolder);
    forgetOldThumbnails(m_pool, this, folder);
    m_waiting.clear();
    m_running.clear();
    m_thumbnails.clear();
    m_photographs.clear();
    m_photographBytes = 0;
    m_failures.clear();
}

QImage Pictures::thumbnail(const ImageRow &image)
{
    if (const QImage *found = m_thumbnails.object(image.path))
        return *found;
    if (!m_failures.contains(image.path))
        ask(Kind::thumbnail, image, true);
    return {};
}

bool Pictures::hasThumbnail(const ImageRow &image) const
{
    return m_thumbnails.contains(image.path);
}

std::shared_ptr<const DecodedPhotograph> Pictures::photograph(const ImageRow &image)
{
    const auto found = std::find_if(m_photographs.begin(), m_photographs.end(),
                                    [&](const auto &entry) { return entry.first == image.path; });
    if (found != m_photographs.end()) {
        m_photographs.splice(m_photographs.begin(), m_photographs, found);
        const auto photograph = m_photographs.front().second;
        if (!photograph->isWhole())
            ask(Kind::photograph, image, true);
        return photograph;
    }
    if (!m_failures.contains(image.path))
        ask(Kind::photograph, image, true);
    return {};
}

void Pictures::prefetch(const ImageRow &image)
{
    if (!hasPhotograph(image) && !m_failures.contains(image.path))
        ask(Kind::photograph, image, false);
}

bool Pictures::hasPhotograph(const ImageRow &image) const
{
    return std::any_of(m_photographs.cbegin(), m_photographs.cend(),
                       [&](const auto &entry) { return entry.first == image.path; });
}

void Pictures::adjust(const QImage &image, const DisplayAdjustment &adjustment, QObject *receiver,
                      std::function<void(const QImage &)> done)
{
    m_pool.start<QImage>(
        {}, receiver,
        [image, adjustment](const ProgressCallback &, std::stop_token stop) -> Result<QImage> {
            if (stop.stop_requested())
                return cancelled();
            return adjusted(image, adjustment);
        },
        [done = std::move(done)](Result<QImage> shown) {
            if (shown)
                done(*shown);
        });
}

std::optional<Error> Pictures::failure(const ImageRow &image) const
{
    const auto found = m_failures.constFind(image.path);
    if (found == m_failures.constEnd())
        return {};
    return *found;
}

void Pictures::ask(Kind kind, const ImageRow &image, bool urgent)
{
    if (m_running.contains({kind, image.path}))
        return;
    const bool quick = urgent && kind == Kind::photograph && !hasPhotograph(image);
    const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const Request &r) {
        return r.kind == kind && r.image.path == image.path;
    });
    if (waiting != m_waiting.end()) {
        if (urgent) {
            waiting->quick = quick;
            m_waiting.splice(m_waiting.begin(), m_waiting, waiting);
        }
        return;
    }
    if (urgent)
        m_waiting.push_front({kind, image, quick});
    else
        m_waiting.push_back({kind, image, false});
    while (m_waiting.size() > waitingLimit)
        m_waiting.pop_back();
    startNext();
}

void Pictures::startNext()
{
    while (m_running.size() < atOnce && !m_waiting.empty()) {
        const Request request = m_waiting.front();
        m_waiting.pop_front();
        const QString path = request.image.path;
        m_running.append({request.kind, path});
        const int generation = m_generation;
        const auto finish = [this, path, generation, kind = request.kind] {
            if (generation == m_generation)
                m_running.removeOne({kind, path});
            startNext();
        };
        if (request.kind == Kind::thumbnail) {
            m_pool.start<QImage>(
                {}, this,
                [image = request.image, folder = m_thumbnailFolder](
                    const ProgressCallback &, std::stop_token) { return readThumbnail(image, folder); },
                [this, path, generation, finish](Result<QImage> result) {
                    if (generation == m_generation) {
                        if (result) {
                            m_thumbnails.insert(path, new QImage(*result), result->sizeInBytes());
                            emit thumbnailReady(path);
                        } else if (result.error().code != ErrorCode::cancelled) {
                            m_failures.insert(path, result.error());
                            emit failed(path);
                        }
                    }
                    finish();
                });
        } else {
            m_pool.start<std::shared_ptr<const DecodedPhotograph>>(
                {}, this,
                [image = request.image, quick = request.quick](const ProgressCallback &, std::stop_token stop) {
                    return readPhotograph(image, quick, stop);
                },
                [this, path, generation, finish,
                 image = request.image](Result<std::shared_ptr<const DecodedPhotograph>> result) {
                    if (generation == m_generation) {
                        if (result) {
                            keep(path, *result);
                            if (!(*result)->isWhole())
                                m_waiting.push_front({Kind::photograph, image, false});
                            emit photographReady(path);
                        } else if (result.error().code != ErrorCode::cancelled) {
                            m_failures.insert(path, result.error());
                            emit failed(path);
                        }
                    }
                    finish();
                });
        }
    }
}

void Pictures::keep(const QString &path, std::shared_ptr<const DecodedPhotograph> photograph)
{
    const auto smaller = std::find_if(m_photographs.begin(), m_photographs.end(),
                                      [&](const auto &entry) { return entry.first == path; });
    if (smaller != m_photographs.end()) {
        m_photographBytes -= smaller->second->bytes();
        m_photographs.erase(smaller);
    }
    m_photographBytes += photograph->bytes();
    m_photographs.emplace_front(path, std::move(photograph));
    // The newest four stay whatever they weigh: two pairs are on the screen during flicker.
    while (m_photographBytes > photographBudget_bytes && m_photographs.size() > 4) {
        m_photographBytes -= m_photographs.back().second->bytes();
        m_photographs.pop_back();
    }
}

} // namespace retclip
