// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded pictures kept on disk: found again, and decoded anew where a file was damaged.

#define QT_NO_KEYWORDS
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "ml/data/decoded_cache.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace retclip;

class tst_DecodedCache : public QObject
{
    Q_OBJECT
    QTemporaryDir m_place;
    std::filesystem::path m_folder;
    ManifestPhotograph m_photograph;

    DecodedCacheOptions options() const
    {
        DecodedCacheOptions options;
        options.size_px = 24;
        options.folder = m_folder / "cache";
        options.memory_limit_bytes = 0; // Each request goes to the disk.
        return options;
    }
    std::filesystem::path only_file() const
    {
        std::filesystem::path found;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(m_folder / "cache")) {
            if (entry.is_regular_file())
                found = entry.path();
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = m_place.path().toStdString();
        RgbImage image;
        image.width = 50;
        image.height = 40;
        for (int i = 0; i < 50 * 40 * 3; ++i)
            image.pixels.push_back(std::uint8_t(i * 37 % 251));
        const auto bytes = encode_png(image);
        QVERIFY(bytes.has_value());
        const auto file = m_folder / "picture.png";
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char *>(bytes->data()), std::streamsize(bytes->size()));
        m_photograph = {utf8_from_path(file), *sha256_of_file(file)};
    }

    void numbersAreTheEvaluationTransforms()
    {
        DecodedCache cache(options());
        const auto picture = cache.picture(m_photograph);
        QVERIFY(picture.has_value());
        std::vector<float> ours(3 * 24 * 24);
        normalise_picture(**picture, 24, ours.data());
        const auto direct = evaluation_tensor(path_from_utf8(m_photograph.path), 24, {});
        QVERIFY(direct.has_value());
        for (std::size_t i = 0; i < ours.size(); ++i)
            QVERIFY(std::abs(ours[i] - (*direct)[i]) < 1e-6f);
    }

    void aPictureIsDecodedOnce()
    {
        DecodedCache again(options());
        QVERIFY(again.picture(m_photograph).has_value());
        QCOMPARE(again.decoded(), std::int64_t(0)); // the case above left it on disk
    }

    void aDamagedFileIsDecodedAnew()
    {
        DecodedCache before(options());
        const auto whole = before.picture(m_photograph);
        std::fstream file(only_file(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(200);
        file.put('\x7f');
        file.close();
        DecodedCache after(options());
        const auto anew = after.picture(m_photograph);
        QCOMPARE(after.decoded(), std::int64_t(1));
        QVERIFY(**anew == **whole);
        std::filesystem::resize_file(only_file(), 100);
        DecodedCache cut(options());
        QVERIFY(**cut.picture(m_photograph) == **whole);
        QCOMPARE(cut.decoded(), std::int64_t(1));
    }

    void anUnreadablePhotographIsAnError()
    {
        DecodedCache cache(options());
        const ManifestPhotograph missing{utf8_from_path(m_folder / "not there.png"), ""};
        QCOMPARE(cache.picture(missing).error().code, ErrorCode::not_found);
    }
};

QTEST_APPLESS_MAIN(tst_DecodedCache)
#include "tst_decoded_cache.moc"
