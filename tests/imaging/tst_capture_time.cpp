// SPDX-License-Identifier: GPL-3.0-or-later
// When the camera says that a photograph was taken.
#include "core/imaging/capture_time.h"
#include "tests/support/exif_file.h"

#include <QTest>

using namespace retclip;

class tst_CaptureTime : public QObject
{
    Q_OBJECT

private slots:
    void isRead_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("expected"); // Empty: none.
        const std::string jpeg("\xff\xd8\xff\xe0\x00\x04xx\xff\xda\x00\x02", 12);
        const auto row = [](const char *name, const std::string &file, const char *expected) {
            QTest::newRow(name) << QByteArray(file.data(), qsizetype(file.size())) << QString::fromLatin1(expected);
        };
        const std::string time = "2024:02:29 10:15:07";
        row("JPEG", with_exif(jpeg, {time, "", "", true}), "2024-02-29 10:15:07");
        row("JPEG, big end first", with_exif(jpeg, {time, "", "", false}), "2024-02-29 10:15:07");
        row("digitized where there is no original", with_exif(jpeg, {"", time, "", true}), "2024-02-29 10:15:07");
        row("the original before the others", with_exif(jpeg, {time, "2020:01:01 00:00:00", "2021:01:01 00:00:00", true}), "2024-02-29 10:15:07");
        row("edited alone is no time of capture", with_exif(jpeg, {"", "", time, true}), "");
        row("all zeros", with_exif(jpeg, {"0000:00:00 00:00:00", "", "", true}), "");
        row("no such day", with_exif(jpeg, {"2023:02:29 10:15:07", "", "", true}), "");
        row("blanks", with_exif(jpeg, {"    :  :     :  :  ", "", "", true}), "");
        row("other marks", with_exif(jpeg, {"2024-02-29T10.15.07", "", "", true}), "2024-02-29 10:15:07");
        row("TIFF", exif_tiff({time, "", "", false}), "2024-02-29 10:15:07");
        const std::string tiff = exif_tiff({time, "", "", true});
        const std::string chunk = std::string("\0\0\0", 3) + char(tiff.size()) + "eXIf" + tiff + "crc!";
        row("PNG", "\x89PNG\r\n\x1a\n" + chunk, "2024-02-29 10:15:07");
        row("no EXIF", jpeg, "");
        row("nothing", "", "");
    }
    void isRead()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, expected);
        const auto time = capture_time(std::string_view(file.constData(), std::size_t(file.size())));
        QCOMPARE(time ? QString::asprintf("%04d-%02d-%02d %02d:%02d:%02d", time->year, time->month, time->day, time->hour,
                                          time->minute, time->second)
                      : QString(),
                 expected);
        // Cut anywhere, or with a byte turned: an answer or none, never beyond the end (ASan looks).
        for (qsizetype cut = 0; cut < file.size(); ++cut)
            (void)capture_time(std::string_view(file.constData(), std::size_t(cut)));
        for (qsizetype at = 0; at < file.size(); ++at)
            for (const char flip : {'\x01', '\x80', '\xff'}) {
                QByteArray turned = file;
                turned[at] = char(turned[at] ^ flip);
                (void)capture_time(std::string_view(turned.constData(), std::size_t(turned.size())));
            }
    }
};

QTEST_GUILESS_MAIN(tst_CaptureTime)
#include "tst_capture_time.moc"
