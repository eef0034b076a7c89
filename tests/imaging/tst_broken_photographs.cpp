// SPDX-License-Identifier: GPL-3.0-or-later
// Every format's reader against thousands of damaged files. Run it under the asan preset too: a
// reader may refuse or read, but never touch memory that is not its own, and never hang.
#include "core/base/files.h"
#include "core/imaging/photograph.h"

#include <QTest>

#include <random>

using namespace retclip;

class tst_BrokenPhotographs : public QObject
{
    Q_OBJECT

private slots:
    void survivesDamage_data()
    {
        QTest::addColumn<QString>("name");
        const auto folder = std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / "data" / "odd";
        std::error_code problem;
        bool any = false;
        for (const auto &entry : std::filesystem::directory_iterator(folder, problem)) {
            if (entry.path().extension() == ".csv" || entry.file_size() > 60'000)
                continue;
            const std::string name = utf8_from_path(entry.path());
            QTest::newRow(utf8_from_path(entry.path().filename()).c_str())
                << QString::fromStdString(name);
            any = true;
        }
        if (!any)
            QTest::newRow("without test data") << QString();
    }
    void survivesDamage()
    {
        QFETCH(QString, name);
        if (name.isEmpty())
            QSKIP("the test data are not beside this checkout");
        const auto whole = read_file(path_from_utf8(name.toStdString()));
        QVERIFY(whole);
        // The damage depends on the file's length alone, so a failure can be repeated.
        std::mt19937_64 random(whole->size() * 2654435761u + 17);
        PhotographOptions options;
        options.maximum_pixels = 300'000;
        const auto mutations = qEnvironmentVariableIntValue("RETCLIP_MUTATIONS");
        const int rounds = mutations > 0 ? mutations : 30;
        int read = 0, refused = 0;
        for (int round = 0; round < rounds; ++round) {
            std::string bytes = *whole;
            const int changes = 1 + int(random() % 6);
            for (int change = 0; change < changes && !bytes.empty(); ++change) {
                // Headers decide most, so half of the damage falls there.
                const std::size_t reach
                    = random() % 2 ? std::min<std::size_t>(bytes.size(), 256) : bytes.size();
                const std::size_t at = random() % reach;
                switch (random() % 5) {
                case 0: bytes[at] = char(random()); break;
                case 1: bytes[at] = char(bytes[at] ^ (1 << (random() % 8))); break;
                case 2: bytes[at] = random() % 2 ? '\xFF' : '\0'; break;
                case 3: bytes.resize(at); break;
                case 4: bytes.insert(at, bytes.substr(random() % bytes.size(), 1 + random() % 16)); break;
                }
            }
            const auto image = decode_photograph(
                std::as_bytes(std::span(bytes.data(), bytes.size())), options);
            if (image) {
                ++read;
                QCOMPARE(image->pixels.size(),
                         std::size_t(image->width) * std::size_t(image->height) * 3);
            } else {
                ++refused;
                QVERIFY(!image.error().what_to_do.empty());
            }
        }
        QCOMPARE(read + refused, rounds);
    }
};

QTEST_APPLESS_MAIN(tst_BrokenPhotographs)
#include "tst_broken_photographs.moc"
