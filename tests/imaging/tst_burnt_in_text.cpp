// SPDX-License-Identifier: GPL-3.0-or-later
// Writing that cameras burn into the surround: found wherever it stands, and not seen where there is none.
#include "core/base/files.h"
#include "core/imaging/burnt_in_text.h"
#include "core/imaging/photograph.h"
#include "core/sample/fundus_painter.h"
#include "core/sample/sample_patients.h"

#include <QDirIterator>
#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QTest>

using namespace retclip;

namespace {

QImage asQt(const RgbImage &image)
{
    return QImage(image.pixels.data(), image.width, image.height, image.width * 3, QImage::Format_RGB888).copy();
}

RgbImage asRgb(const QImage &image)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    RgbImage result;
    result.width = rgb.width();
    result.height = rgb.height();
    for (int y = 0; y < rgb.height(); ++y)
        result.pixels.insert(result.pixels.end(), rgb.constScanLine(y), rgb.constScanLine(y) + rgb.width() * 3);
    return result;
}

/// A synthetic fundus of the sample in the middle of a black frame of 4 to 3, as cameras save them.
QImage framed(int height, std::uint64_t seed)
{
    SampleOrder order;
    order.patients = 12;
    order.seed = 3;
    static const std::vector<SamplePatient> patients = invitePatients(order);
    const RgbImage fundus = paintFundus(patients[seed % patients.size()].eyes.right, 512);
    QImage frame(height * 4 / 3, height, QImage::Format_RGB888);
    frame.fill(QColor(2, 2, 3));
    QPainter painter(&frame);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int side = height * 96 / 100;
    const QRect place((frame.width() - side) / 2, (height - side) / 2, side, side);
    QPainterPath disc; // Without the corners, where the sample says that it is synthetic.
    disc.addEllipse(place.adjusted(side / 25, side / 25, -side / 25, -side / 25));
    painter.setClipPath(disc);
    painter.drawImage(place, asQt(fundus));
    return frame;
}

} // namespace

class tst_BurntInText : public QObject
{
    Q_OBJECT

    int m_seen = 0, m_drawn = 0;

private slots:
    void writingIsFoundWhereverItStands_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<double>("size");
        for (const int height : {500, 1000})
            for (const double size : {0.016, 0.025, 0.05})
                QTest::addRow("%d pixels high, letters of %.1f %%", height, 100 * size) << height << size;
    }
    void writingIsFoundWhereverItStands()
    {
        QFETCH(int, height);
        QFETCH(double, size);
        const QImage plain = framed(height, 1);
        QVERIFY(burnt_in_text(asRgb(plain)).lines.empty());
        QFont font;
        font.setPixelSize(std::max(10, int(height * size))); // Of 9 pixels, 4 of 48 lines were missed.
        const QStringList texts{QStringLiteral("ZHANG SAN"), QStringLiteral("1953-04-05"), QStringLiteral("ID 00123456"),
                                QStringLiteral("张三 男 63岁")};
        QStringList missed;
        int drawn = 0;
        for (const QString &text : texts) {
            if (!QFontMetrics(font).inFont(text[0]))
                continue; // No font here that has it.
            for (const QColor &colour : {QColor(255, 255, 255), QColor(140, 140, 110)})
                for (const Qt::Alignment place : {Qt::AlignTop | Qt::AlignLeft, Qt::AlignTop | Qt::AlignRight,
                                                  Qt::AlignBottom | Qt::AlignLeft, Qt::AlignBottom | Qt::AlignRight}) {
                    QImage written = plain;
                    QPainter painter(&written);
                    painter.setPen(colour);
                    painter.setFont(font);
                    const int margin = height / 60;
                    painter.drawText(written.rect().adjusted(margin, margin, -margin, -margin), int(place), text);
                    painter.end();
                    ++drawn;
                    if (burnt_in_text(asRgb(written)).lines.empty())
                        missed << QStringLiteral("%1 %2 %3").arg(text, colour.name()).arg(int(place));
                }
        }
        m_drawn += drawn;
        m_seen += drawn - int(missed.size());
        if (drawn == 0)
            QSKIP("there is no font here");
        QVERIFY2(missed.isEmpty(), qPrintable(QStringLiteral("%1 of %2 missed: ").arg(missed.size()).arg(drawn) + missed.mid(0, 12).join(u';')));
    }
    void cleanPicturesStayQuiet()
    {
        int alarms = 0, looked = 0, noDisc = 0;
        for (std::uint64_t seed = 0; seed < 12; ++seed)
            for (const int height : {500, 1100})
                if (++looked, !burnt_in_text(asRgb(framed(height, seed))).lines.empty())
                    ++alarms;
        qInfo("synthetic: %d of %d drawn lines seen; false alarms %d of %d", m_seen, m_drawn, alarms, looked);
        QCOMPARE(alarms, 0);
        int real = 0, realAlarms = 0;
        QStringList which;
        QDirIterator walker(QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data/odir"), {"*.jpg"}, QDir::Files,
                            QDirIterator::Subdirectories);
        QStringList files;
        while (walker.hasNext())
            files << walker.next();
        files.sort();
        for (qsizetype i = 0; i < files.size(); ++i) {
            if (i % (files[i].contains(QLatin1String("/native/")) ? 4 : 12) != 0)
                continue; // A quarter of those of camera size, a twelfth of the small ones: for time.
            const auto image = read_photograph(path_from_utf8(files[i].toStdString()));
            if (!image)
                continue;
            ++real;
            const TextFinding finding = burnt_in_text(*image);
            noDisc += finding.surround_seen ? 0 : 1;
            if (!finding.lines.empty()) {
                ++realAlarms;
                which << files[i].section(u'/', -2);
            }
        }
        if (real == 0)
            QSKIP("the test photographs are not beside the checkout");
        qInfo("photographs: false alarms %d of %d (no disc in %d): %s", realAlarms, real, noDisc, qPrintable(which.join(u' ')));
        QVERIFY2(realAlarms * 50 <= real, qPrintable(which.join(u' ')));
    }
};

QTEST_MAIN(tst_BurntInText)
#include "tst_burnt_in_text.moc"
