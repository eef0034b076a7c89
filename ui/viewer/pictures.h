// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/wide_photograph.h"
#include "core/study/values.h"
#include "ui/viewer/adjustment.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QString>
#include <QVector>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace retclip {

class JobPool;

/// The true values of a photograph with more than eight bits, level by level as DecodedPhotograph.
struct WidePhotograph
{
    std::vector<WideImage> levels;
};

/// A decoded photograph and its halves, quarters … for painting at any size. Format_RGB32.
struct DecodedPhotograph
{
    std::vector<QImage> levels; ///< [0] is the whole; each next one has half its sides.
    QSize whole;                ///< Of the photograph, where only smaller levels are there yet.
    std::shared_ptr<const WidePhotograph> wide; ///< Null: eight bits.

    [[nodiscard]] QSize size() const { return whole; }
    [[nodiscard]] bool isWhole() const { return !levels.empty() && levels.front().size() == whole; }
    /// The smallest level that is not smaller than the wanted width.
    [[nodiscard]] const QImage &levelFor(double wantedWidth_px) const;
    [[nodiscard]] qsizetype bytes() const;
};

/// Photographs and thumbnails for the screen, in its colours (core/imaging/screen_photograph.h): decoded in
/// a pool, newest request first, kept in memory within a budget, thumbnails also on disk in the study's
/// cache folder.
///
/// Threads: window only; nothing here opens a file on it. A request that was not asked for again
/// in the newest `waitingLimit` requests is dropped: it was scrolled away.
class Pictures : public QObject
{
    Q_OBJECT

public:
    /// `pool` should be one of its own: an import must not stand before a picture.
    explicit Pictures(JobPool &pool, QObject *parent = nullptr);
    ~Pictures() override;

    /// Forgets everything of the study before.
    void setCacheFolder(const QString &folder);

    static constexpr int thumbnail_px = 256;

    /// Null: not here yet; thumbnailReady() follows.
    [[nodiscard]] QImage thumbnail(const ImageRow &image);
    [[nodiscard]] bool hasThumbnail(const ImageRow &image) const;
    /// Null: being read; photographReady() or failed() follows. A large JPEG comes twice, first at a smaller
    /// scale (isWhole() says so).
    [[nodiscard]] std::shared_ptr<const DecodedPhotograph> photograph(const ImageRow &image);
    /// As photograph(), but behind everything that is being waited for.
    void prefetch(const ImageRow &image);
    [[nodiscard]] bool hasPhotograph(const ImageRow &image) const;
    /// Nothing is being read, nothing waits to be.
    [[nodiscard]] bool isIdle() const { return m_waiting.empty() && m_running.isEmpty(); }
    /// The picture as the eyes shall see it, made in the pool; `done` is called on this thread while
    /// `receiver` lives.
    void adjust(const QImage &image, const DisplayAdjustment &adjustment, QObject *receiver,
                std::function<void(const QImage &)> done);
    /// Why it could not be read.
    [[nodiscard]] std::optional<Error> failure(const ImageRow &image) const;

signals:
    void thumbnailReady(const QString &path);
    void photographReady(const QString &path);
    void failed(const QString &path);

private:
    enum class Kind { thumbnail, photograph };
    struct Request
    {
        Kind kind;
        ImageRow image;
        bool quick = false; ///< A large photograph at a smaller scale first.
    };
    void ask(Kind kind, const ImageRow &image, bool urgent);
    void startNext();
    void keep(const QString &path, std::shared_ptr<const DecodedPhotograph> photograph);

    JobPool &m_pool;
    QString m_thumbnailFolder;
    std::list<Request> m_waiting; ///< Front: next.
    QVector<QPair<Kind, QString>> m_running;
    int m_generation = 0; ///< Answers of an earlier study are dropped.

    QCache<QString, QImage> m_thumbnails; ///< Its cost is bytes; what was not shown for longest goes first.
    std::list<std::pair<QString, std::shared_ptr<const DecodedPhotograph>>> m_photographs;
    qsizetype m_photographBytes = 0;
    QHash<QString, Error> m_failures;
};

} // namespace retclip
