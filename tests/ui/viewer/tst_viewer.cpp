// SPDX-License-Identifier: GPL-3.0-or-later
// The paired viewer's tools on drawn photographs, by real keys and drags.
#include "core/base/files.h"
#include "core/imaging/registration.h"
#include "core/sample/fundus_painter.h"
#include "core/study/study_writer.h"
#include "tests/ui/support/ui_study.h"
#include "ui/shell/key_filter.h"
#include "ui/viewer/exam_comparison.h"
#include "ui/viewer/exam_marks.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QColorSpace>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numbers>

using namespace retclip;

namespace {

void write(const QString &file, const std::vector<std::byte> &bytes)
{
    const auto written = write_file_atomically(path_from_utf8(file.toStdString()),
                                               {reinterpret_cast<const char *>(bytes.data()), bytes.size()});
    if (!written)
        qFatal("cannot write");
}

RgbImage drawnEye(Laterality eye, int px)
{
    EyeDescription description;
    description.eye = eye;
    description.seed = 5;
    return paintFundus(description, px);
}

double meanDifference(const QImage &a, const QImage &b, const QRect &where)
{
    double sum = 0;
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            sum += std::abs(qGreen(a.pixel(x, y)) - qGreen(b.pixel(x, y)));
    return sum / (double(where.width()) * where.height());
}

/// A viewer on a study whose first exam holds drawn eyes that look like eyes.
class Bench
{
public:
    explicit Bench(int px = 640) : pictures(study.jobs), viewer(pictures), keys(&viewer), marks(study.context, viewer, &viewer)
    {
        for (const Laterality eye : both_eyes)
            write(exam().images[eye]->path, *encode_png(drawnEye(eye, px)));
        viewer.bindKeys(keys, PairedViewer::Flicker::here);
        viewer.resize(1000, 560);
        viewer.show();
        viewer.activateWindow();
        viewer.setFocus();
    }
    [[nodiscard]] ExamRow exam(std::size_t i = 0) const { return *study.document->study().exam(study.exams[i]); }
    bool show(std::size_t i = 0)
    {
        viewer.showExam(exam(i));
        return QTest::qWaitFor([this] { return viewer.isComplete(); }, 20'000);
    }
    [[nodiscard]] qsizetype edits() const { return study.document->study().history()->size(); }
    [[nodiscard]] QImage seen() { return viewer.grab().toImage(); }
    void drag(const QPoint &from, const QPoint &to, Qt::KeyboardModifiers with = {})
    {
        QTest::mousePress(&viewer, Qt::LeftButton, with, from);
        for (int step = 1; step <= 6; ++step)
            QTest::mouseMove(&viewer, from + (to - from) * step / 6);
        QTest::mouseRelease(&viewer, Qt::LeftButton, with, to);
    }
    /// Where a point of a photograph lies on the screen while it shows whole.
    [[nodiscard]] QPoint at(Laterality eye, double x, double y) const
    {
        const int head = theme().scaled(space::bar);
        const double half = (viewer.width() - 2) / 2.0;
        const QRectF cell(eye == Laterality::right ? viewerInset_px : half + 2 + viewerInset_px, head,
                          half - 2 * viewerInset_px, viewer.height() - head - viewerInset_px);
        const ScreenMap map{{640, 640}, placeOf({640, 640}, cell, viewer.view(eye)), cell};
        return map.toScreen(x, y).toPoint();
    }

    UiStudy study;
    Pictures pictures;
    PairedViewer viewer;
    KeyFilter keys;
    ExamMarks marks;
};

} // namespace

namespace {
/// Processor time, of the calling thread or of all: what other work on the machine does not change.
double spent_ms(clockid_t whose)
{
    timespec now{};
    clock_gettime(whose, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}
} // namespace

class tst_Viewer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }
    void theGridLiesOnWhatWasFoundAndNothingIsKept();
    void whatWasFoundIsTakenAsOneEdit();
    void aMarginIsPulledWithTheDiscInHand();
    void anAreaIsDrawnRoundAbout();
    void eyesWithAnchorsLieUponEachOther();
    void heldKeysActUntilTheyAreLetGo();
    void theMagnifierShowsMoreAtThePointer();
    void sixteenBitsAreWindowed();
    void vesselsStandOut();
    void contrastIsRaisedAndColoursTurnedByTheirKeys();
    void thumbnailsOfAnOlderProgramAreMadeAnew();
    void aLargeJpegComesSharpBeforeItComesWhole();
    void aProfileIsAppliedForTheScreen();
    void twelveMegapixels();
    void theEarlierExamLiesInTheSamePlace();
    void theNextExamOfThePatientIsChosen();

private:
    QTemporaryDir m_settings;
};

void tst_Viewer::theGridLiesOnWhatWasFoundAndNothingIsKept()
{
    Bench bench;
    QVERIFY(bench.show());
    const qsizetype before = bench.edits();
    const QImage plain = bench.seen();
    QTest::keyClick(&bench.viewer, Qt::Key_G, Qt::ShiftModifier);
    QCOMPARE(bench.viewer.grid(), GridKind::etdrs);
    QTRY_VERIFY(bench.viewer.measurements().hasFound(Laterality::right)
                && bench.viewer.measurements().hasFound(Laterality::left));
    const FundusMarks right = bench.viewer.measurements().effective(Laterality::right);
    QVERIFY(right.disc && right.fovea);
    QVERIFY(right.disc->x > right.fovea->x); // a right eye
    QVERIFY(bench.viewer.measurements().marked(Laterality::right).empty());
    QVERIFY(bench.seen() != plain);
    keepPicture(bench.viewer, "viewer-etdrs");
    QTest::keyClick(&bench.viewer, Qt::Key_G, Qt::ShiftModifier);
    QCOMPARE(bench.viewer.grid(), GridKind::quadrants);
    keepPicture(bench.viewer, "viewer-quadrants");
    QTest::keyClick(&bench.viewer, Qt::Key_G, Qt::ShiftModifier);
    QCOMPARE(bench.viewer.grid(), GridKind::none);
    QCOMPARE(bench.seen(), plain);
    QCOMPARE(bench.edits(), before);
}

void tst_Viewer::whatWasFoundIsTakenAsOneEdit()
{
    Bench bench;
    QVERIFY(bench.show());
    QTest::keyClick(&bench.viewer, Qt::Key_D);
    QTRY_VERIFY(bench.viewer.measurements().hasFound(Laterality::right)
                && bench.viewer.measurements().hasFound(Laterality::left));
    const qsizetype before = bench.edits();
    auto *bar = bench.viewer.findChild<QFrame *>(QStringLiteral("measureBar"));
    QVERIFY(bar && bar->isVisible());
    QToolButton *take = nullptr;
    for (QToolButton *button : bar->findChildren<QToolButton *>())
        if (button->text() == QLatin1String("Take what was found"))
            take = button;
    QVERIFY(take && take->isEnabled());
    QTest::mouseClick(take, Qt::LeftButton);
    QCOMPARE(bench.edits(), before + 1);
    QVERIFY(bench.viewer.measurements().marked(Laterality::left).disc);
    QVERIFY(bench.viewer.measurements().marked(Laterality::right).fovea);
    QVERIFY(!take->isEnabled());
    QVERIFY(bench.viewer.hasFocus());
    QVERIFY_OK(bench.study.document->undo());
    QVERIFY(bench.viewer.measurements().marked(Laterality::left).empty());
    QVERIFY(bench.viewer.measurements().marked(Laterality::right).empty());
}

void tst_Viewer::aMarginIsPulledWithTheDiscInHand()
{
    Bench bench;
    QVERIFY(bench.show());
    FundusMarks marks;
    marks.disc = MarkEllipse{460, 310, 40, 40};
    PerEye<std::optional<FundusMarks>> both;
    both.right = marks;
    QVERIFY(bench.marks.keep(both));
    QTest::keyClick(&bench.viewer, Qt::Key_D);
    bench.viewer.setMarkKind(MarkKind::disc);
    // The upper edge is pulled up, then the whole is moved by its middle.
    bench.drag(bench.at(Laterality::right, 460, 270), bench.at(Laterality::right, 460, 240));
    MarkEllipse disc = *bench.viewer.measurements().marked(Laterality::right).disc;
    QVERIFY2(std::fabs(disc.vertical() - 110) < 4, qPrintable(QString::number(disc.vertical())));
    QCOMPARE(disc.horizontal(), 80.0);
    QVERIFY(std::fabs(disc.y + disc.radius_y - 350) < 1e-6); // the lower edge stays
    bench.drag(bench.at(Laterality::right, disc.x, disc.y), bench.at(Laterality::right, disc.x - 60, disc.y));
    disc = *bench.viewer.measurements().marked(Laterality::right).disc;
    QVERIFY2(std::fabs(disc.x - 400) < 4, qPrintable(QString::number(disc.x)));
    // The cup from margin to margin: the ratio is said.
    bench.drag(bench.at(Laterality::right, 400, 270), bench.at(Laterality::right, 400, 325), Qt::ControlModifier);
    const auto ratio = bench.viewer.measurements().marked(Laterality::right).vertical_cup_disc_ratio();
    QVERIFY(ratio && std::fabs(*ratio - 0.5) < 0.04);
    auto *said = bench.viewer.findChild<QLabel *>(QStringLiteral("measureRatios"));
    QVERIFY2(said->text().startsWith(QLatin1String("OD C/D 0.")), qPrintable(said->text()));
    keepPicture(bench.viewer, "viewer-cup-disc");
    // A length that begins at the margin moves nothing.
    bench.viewer.setMarkKind(MarkKind::line);
    bench.drag(bench.at(Laterality::right, 400, 240), bench.at(Laterality::right, 250, 240));
    QCOMPARE(bench.viewer.measurements().marked(Laterality::right).disc->x, disc.x);
    QCOMPARE(bench.viewer.measurements().marked(Laterality::right).lines.size(), std::size_t(1));
    QCOMPARE(bench.study.document->study().history()->first().summary, QStringLiteral("OD lines"));
}

void tst_Viewer::anAreaIsDrawnRoundAbout()
{
    Bench bench;
    QVERIFY(bench.show());
    QTest::keyClick(&bench.viewer, Qt::Key_D);
    bench.viewer.setMarkKind(MarkKind::area);
    const auto on = [&](int degrees) {
        const double angle = degrees * std::numbers::pi / 180;
        return bench.at(Laterality::left, 300 + 80 * std::cos(angle), 200 + 80 * std::sin(angle));
    };
    QTest::mousePress(&bench.viewer, Qt::LeftButton, {}, on(0));
    for (int degrees = 10; degrees <= 350; degrees += 10)
        QTest::mouseMove(&bench.viewer, on(degrees));
    QTest::mouseRelease(&bench.viewer, Qt::LeftButton, {}, on(350));
    const auto &areas = bench.viewer.measurements().marked(Laterality::left).areas;
    QCOMPARE(areas.size(), std::size_t(1));
    const double circle = std::numbers::pi * 80 * 80;
    QVERIFY2(std::fabs(areas.front().square_px() / circle - 1) < 0.05,
             qPrintable(QString::number(areas.front().square_px() / circle)));
    QTest::keyClick(&bench.viewer, Qt::Key_Delete);
    QVERIFY(bench.viewer.measurements().marked(Laterality::left).areas.empty());
}

void tst_Viewer::eyesWithAnchorsLieUponEachOther()
{
    Bench bench;
    QVERIFY(bench.show());
    PerEye<std::optional<FundusMarks>> both;
    both.right = FundusMarks{{}, {}, MarkPoint{280, 330}, {}, {}};
    both.left = FundusMarks{{}, {}, MarkPoint{350, 330}, {}, {}};
    QVERIFY(bench.marks.keep(both));
    // The fovea of the right eye in the middle of its half: that of the left eye too.
    const QPointF right((280.0 - 320) / 640, 10.0 / 640), left((350.0 - 320) / 640, 10.0 / 640);
    bench.viewer.setView(Laterality::right, {3, right});
    const EyeView fellow = bench.viewer.view(Laterality::left);
    QVERIFY(std::hypot(fellow.center.x() - left.x(), fellow.center.y() - left.y()) < 1e-9);
    // And back from there.
    bench.viewer.setView(Laterality::left, {3, left + QPointF(0.1, 0)});
    QVERIFY(std::fabs(bench.viewer.view(Laterality::right).center.x() - right.x() - 0.1) < 1e-9);
    // Whole pictures stay whole.
    bench.viewer.setView(Laterality::right, {1, {}});
    QCOMPARE(bench.viewer.view(Laterality::left), EyeView());
}

void tst_Viewer::heldKeysActUntilTheyAreLetGo()
{
    Bench bench;
    QVERIFY(bench.show());
    QImage veil(64, 64, QImage::Format_RGB32);
    veil.fill(Qt::green);
    bench.viewer.setOverlay(Laterality::right, veil);
    QTest::keyClick(&bench.viewer, Qt::Key_O);
    QVERIFY(bench.viewer.overlayShown()); // pressed: it stays
    QTest::keyPress(&bench.viewer, Qt::Key_O);
    QVERIFY(!bench.viewer.overlayShown());
    QTest::qWait(450);
    QTest::keyRelease(&bench.viewer, Qt::Key_O);
    QVERIFY(bench.viewer.overlayShown()); // held: it comes back
    const QImage with = bench.seen();
    QTest::keyPress(&bench.viewer, Qt::Key_O, Qt::ShiftModifier);
    QVERIFY(bench.viewer.isBare());
    QVERIFY(bench.seen() != with);
    // Shift is let go first.
    QTest::keyRelease(&bench.viewer, Qt::Key_O, Qt::NoModifier);
    QVERIFY(!bench.viewer.isBare());
    QVERIFY(bench.viewer.overlayShown());
    QCOMPARE(bench.seen(), with);
}

void tst_Viewer::theMagnifierShowsMoreAtThePointer()
{
    Bench bench;
    QVERIFY(bench.show());
    const QImage plain = bench.seen();
    QTest::keyClick(&bench.viewer, Qt::Key_Z, Qt::ShiftModifier);
    const QPoint pointer = bench.at(Laterality::right, 460, 310);
    QTest::mouseMove(&bench.viewer, pointer);
    const QImage glass = bench.seen();
    QVERIFY(meanDifference(glass, plain, QRect(pointer - QPoint(60, 60), QSize(120, 120))) > 2);
    QCOMPARE(meanDifference(glass, plain, QRect(600, 100, 300, 300)), 0.0);
    keepPicture(bench.viewer, "viewer-magnifier");
    QTest::keyClick(&bench.viewer, Qt::Key_Z, Qt::ShiftModifier);
    QCOMPARE(bench.seen(), plain);
}

void tst_Viewer::sixteenBitsAreWindowed()
{
    Bench bench;
    // Twelve bits in a file of sixteen: as a plain look shows it, nearly black.
    const RgbImage eye = drawnEye(Laterality::right, 640);
    QImage deep(640, 640, QImage::Format_Grayscale16);
    for (int y = 0; y < 640; ++y)
        for (int x = 0; x < 640; ++x)
            reinterpret_cast<quint16 *>(deep.scanLine(y))[x] = quint16(eye.pixels[std::size_t(y * 640 + x) * 3 + 1] * 16);
    QVERIFY(deep.save(bench.exam().images.right->path));
    QVERIFY(bench.show());
    QVERIFY(bench.viewer.isWide(Laterality::right) && !bench.viewer.isWide(Laterality::left));
    const QPoint middle = bench.at(Laterality::right, 320, 320);
    const int dark = qGreen(bench.seen().pixel(middle));
    QVERIFY(dark < 12);
    QTest::keyClick(&bench.viewer, Qt::Key_B, Qt::ShiftModifier);
    QCOMPARE(bench.viewer.tool(), ViewerTool::window);
    QVERIFY(bench.viewer.displayWindow());
    const int bright = qGreen(bench.seen().pixel(middle));
    QVERIFY2(bright > 60, qPrintable(QString::number(bright)));
    keepPicture(bench.viewer, "viewer-window");
    const DisplayWindow fitted = *bench.viewer.displayWindow();
    bench.drag(middle, middle + QPoint(40, 0)); // wider
    QVERIFY(bench.viewer.displayWindow()->width > fitted.width);
    QCOMPARE(bench.viewer.displayWindow()->level, fitted.level);
    bench.drag(middle, middle + QPoint(0, 40)); // lower: brighter
    QVERIFY(bench.viewer.displayWindow()->level < fitted.level);
    const double level = bench.viewer.displayWindow()->level;
    QTest::keyClick(&bench.viewer, Qt::Key_Up, Qt::ControlModifier);
    QVERIFY(bench.viewer.displayWindow()->level > level);
    // The second press puts it back.
    QTest::keyClick(&bench.viewer, Qt::Key_B, Qt::ShiftModifier);
    QVERIFY(!bench.viewer.displayWindow());
    QCOMPARE(bench.viewer.tool(), ViewerTool::pan);
    QCOMPARE(qGreen(bench.seen().pixel(middle)), dark);
}

void tst_Viewer::vesselsStandOut()
{
    if (!local_contrast_available())
        QSKIP("built without OpenCV");
    Bench bench;
    QVERIFY(bench.show());
    const QImage plain = bench.seen();
    QTest::keyClick(&bench.viewer, Qt::Key_H, Qt::ShiftModifier);
    QVERIFY(bench.viewer.adjustment().vessels);
    QTRY_VERIFY(meanDifference(bench.seen(), plain, QRect(100, 150, 300, 300)) > 10);
    QTRY_COMPARE(qRed(bench.seen().pixel(bench.at(Laterality::right, 320, 320))),
                 qGreen(bench.seen().pixel(bench.at(Laterality::right, 320, 320)))); // grey
    keepPicture(bench.viewer, "viewer-vessels");
    bench.viewer.resetAdjustment();
    QCOMPARE(bench.seen(), plain);
}

void tst_Viewer::contrastIsRaisedAndColoursTurnedByTheirKeys()
{
    Bench bench;
    QVERIFY(bench.show());
    const QImage plain = bench.seen();
    const QPoint middle = bench.at(Laterality::right, 320, 320);
    QTest::keyClick(&bench.viewer, Qt::Key_I);
    QVERIFY(bench.viewer.adjustment().inverted);
    // Turned before it is scaled: one step of rounding.
    QTRY_VERIFY(std::abs(qRed(bench.seen().pixel(middle)) - (255 - qRed(plain.pixel(middle)))) <= 2);
    keepPicture(bench.viewer, "viewer-inverted");
    QTest::keyClick(&bench.viewer, Qt::Key_I);
    QTRY_COMPARE(bench.seen(), plain);
    if (!local_contrast_available())
        return;
    QTest::keyClick(&bench.viewer, Qt::Key_H);
    QVERIFY(bench.viewer.adjustment().local_contrast);
    QTRY_VERIFY(meanDifference(bench.seen(), plain, QRect(100, 150, 300, 300)) > 2);
    keepPicture(bench.viewer, "viewer-contrast");
    QTest::keyClick(&bench.viewer, Qt::Key_H);
    QVERIFY(!bench.viewer.adjustment().local_contrast);
    QTRY_COMPARE(bench.seen(), plain);
}

/// Theirs are not in the screen's colours.
void tst_Viewer::thumbnailsOfAnOlderProgramAreMadeAnew()
{
    Bench bench;
    QTemporaryDir cache;
    ImageRow image = *bench.exam().images.right;
    image.sha256 = QString(64, u'a'); // Thumbnails are kept by content.
    const QString old = cache.filePath(QStringLiteral("thumbnails/") + image.sha256.left(2));
    QImage wrong(256, 256, QImage::Format_RGB32);
    wrong.fill(Qt::blue);
    QVERIFY(QDir().mkpath(old));
    QVERIFY(wrong.save(old + u'/' + image.sha256 + QStringLiteral(".jpg"), "JPEG"));
    bench.pictures.setCacheFolder(cache.path());
    QImage thumbnail;
    QTRY_VERIFY(!(thumbnail = bench.pictures.thumbnail(image)).isNull());
    QVERIFY(qBlue(thumbnail.pixel(128, 128)) < qRed(thumbnail.pixel(128, 128)));
    QTRY_VERIFY(!QFileInfo::exists(cache.filePath(QStringLiteral("thumbnails")))); // What is of no use takes no room.
    QVERIFY(!QDir(cache.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void tst_Viewer::aLargeJpegComesSharpBeforeItComesWhole()
{
    Bench bench;
    RgbImage large = drawnEye(Laterality::right, 600);
    // Grown to 9 megapixels, as a camera gives them.
    QImage picture(large.pixels.data(), 600, 600, 1800, QImage::Format_RGB888);
    QVERIFY(picture.scaled(3000, 3000).save(bench.exam().images.right->path, "JPEG", 90));
    std::vector<bool> whole;
    connect(&bench.pictures, &Pictures::photographReady, this, [&](const QString &path) {
        if (path == bench.exam().images.right->path)
            whole.push_back(bench.pictures.photograph(*bench.exam().images.right)->isWhole());
    });
    QVERIFY(bench.show());
    QTRY_COMPARE(whole, (std::vector<bool>{false, true}));
    QTRY_VERIFY(bench.pictures.isIdle());
    const auto photograph = bench.pictures.photograph(*bench.exam().images.right);
    QCOMPARE(photograph->size(), QSize(3000, 3000));
    QCOMPARE(photograph->levels.front().size(), QSize(3000, 3000));
    QCOMPARE(photograph->levels[1].size(), QSize(1500, 1500));
}

/// From a real photograph where one is beside the checkout. What is measured is said, not judged: figures and bars
/// are in docs/performance.md.
void tst_Viewer::twelveMegapixels()
{
    Bench bench;
    bench.viewer.resize(1400, 700);
    QImage picture(QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data/fundus/idrid/IDRiD_01.jpg"));
    if (picture.isNull()) {
        const RgbImage drawn = drawnEye(Laterality::right, 600);
        picture = QImage(drawn.pixels.data(), 600, 600, 1800, QImage::Format_RGB888).copy();
    }
    const double factor = std::sqrt(12e6 / (double(picture.width()) * picture.height()));
    picture = picture.scaled(picture.size() * factor, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    for (const std::size_t i : {0, 1, 2})
        for (Laterality eye : both_eyes)
            QVERIFY(picture.save(bench.exam(i).images[eye]->path, "JPEG", 95));

    // To measure, many: RETCLIP_VIEWER_ROUNDS=9.
    const int rounds = std::max(2, qEnvironmentVariableIntValue("RETCLIP_VIEWER_ROUNDS"));
    const auto quantile = [](std::vector<double> values, double share) {
        std::sort(values.begin(), values.end());
        return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
    };
    for (const bool both : {false, true}) {
        bench.viewer.setSingleEye(both ? std::nullopt : std::optional(Laterality::right));
        std::vector<double> sharp, whole, work;
        for (int round = 0; round < rounds; ++round) {
            bench.pictures.setCacheFolder({}); // nothing decoded
            QSignalSpy painted(&bench.viewer, &PairedViewer::pairPainted);
            const double before = spent_ms(CLOCK_PROCESS_CPUTIME_ID);
            QElapsedTimer clock;
            clock.start();
            bench.viewer.showExam(bench.exam(std::size_t(round % 3)));
            QVERIFY(QTest::qWaitFor([&] { return painted.count() > 0; }, 20'000));
            sharp.push_back(double(clock.nsecsElapsed()) / 1e6);
            work.push_back(spent_ms(CLOCK_PROCESS_CPUTIME_ID) - before);
            const auto isWhole = [&] {
                const auto photograph = bench.pictures.photograph(*bench.viewer.exam()->images.right);
                return photograph && photograph->isWhole();
            };
            QVERIFY(!isWhole());
            QVERIFY(QTest::qWaitFor(isWhole, 20'000));
            whole.push_back(double(clock.nsecsElapsed()) / 1e6);
            QVERIFY(QTest::qWaitFor([&] { return bench.pictures.isIdle(); }, 20'000));
        }
        qInfo("%d × %d, %s: first sharp pixel %.0f ms (p95 %.0f; %.0f ms of processor time), at full size %.0f ms (p95 %.0f)",
              picture.width(), picture.height(), both ? "both eyes" : "one eye", quantile(sharp, 0.5),
              quantile(sharp, 0.95), quantile(work, 0.5), quantile(whole, 0.5), quantile(whole, 0.95));
        for (const char *tool : {"plain", "red-free", "magnifier"}) {
            bench.viewer.setRedFree(qstrcmp(tool, "red-free") == 0);
            bench.viewer.setMagnifying(qstrcmp(tool, "magnifier") == 0);
            std::vector<double> zoomed, panned;
            const auto frame = [&](std::vector<double> &frames, const EyeView &view) {
                const double before = spent_ms(CLOCK_THREAD_CPUTIME_ID);
                bench.viewer.setView(Laterality::right, view);
                bench.viewer.repaint();
                frames.push_back(spent_ms(CLOCK_THREAD_CPUTIME_ID) - before);
                QCoreApplication::processEvents(); // what comes from the pool
            };
            QTest::mouseMove(&bench.viewer, QPoint(bench.viewer.width() / 3, bench.viewer.height() / 2));
            for (int i = 0; i < 30 * rounds; ++i)
                frame(zoomed, zoomedAt(bench.viewer.view(Laterality::right), picture.size(), QRectF(bench.viewer.rect()),
                                       QPointF(bench.viewer.width() * 0.4, bench.viewer.height() * 0.4),
                                       i % 120 < 60 ? 1.06 : 1 / 1.06));
            bench.viewer.zoomBy(4);
            for (int i = 0; i < 15 * rounds; ++i) {
                EyeView view = bench.viewer.view(Laterality::right);
                view.center += QPointF(0.002, 0.001) * (i < 60 ? 1 : -1);
                frame(panned, view);
            }
            bench.viewer.fit();
            qInfo("%s, %s: a frame of a zoom to 33 times and back %.1f ms p95 (longest %.1f), of a drag %.1f ms p95 (longest "
                  "%.1f)", both ? "both eyes" : "one eye", tool, quantile(zoomed, 0.95), quantile(zoomed, 1),
                  quantile(panned, 0.95), quantile(panned, 1));
        }
        bench.viewer.setRedFree(false);
        bench.viewer.setMagnifying(false);
    }
}

void tst_Viewer::aProfileIsAppliedForTheScreen()
{
    Bench bench;
    QImage picture(600, 600, QImage::Format_RGB32);
    picture.fill(QColor(200, 100, 50));
    picture.setColorSpace(QColorSpace::AdobeRgb);
    QVERIFY(picture.save(bench.exam().images.right->path, "PNG"));
    // What Qt, which knows the profile in another way, makes of it.
    picture.convertToColorSpace(QColorSpace::SRgb);
    const QColor wanted = picture.pixelColor(300, 300);
    QVERIFY(wanted.red() > 215); // a wide red, pale without conversion
    const auto isWanted = [&](const QColor &seen) {
        return std::abs(seen.red() - wanted.red()) <= 2 && std::abs(seen.green() - wanted.green()) <= 2
            && std::abs(seen.blue() - wanted.blue()) <= 2;
    };
    QVERIFY(bench.show());
    const auto photograph = bench.pictures.photograph(*bench.exam().images.right);
    QVERIFY(photograph);
    QVERIFY(isWanted(photograph->levels.front().pixelColor(300, 300)));
    QImage thumbnail;
    QTRY_VERIFY(!(thumbnail = bench.pictures.thumbnail(*bench.exam().images.right)).isNull());
    QVERIFY(isWanted(thumbnail.pixelColor(100, 100)));
}

void tst_Viewer::theEarlierExamLiesInTheSamePlace()
{
    Bench bench;
    // The third exam becomes an earlier one of the first: the same eyes, the head turned and shifted.
    for (const Laterality eye : both_eyes) {
        const RgbImage now = drawnEye(eye, 640);
        const double angle = 7 * std::numbers::pi / 180;
        AffineMap turned{std::cos(angle), -std::sin(angle), 0, std::sin(angle), std::cos(angle), 0};
        turned.c = 320 + 30 - turned.a * 320 - turned.b * 320;
        turned.f = 320 - 20 - turned.d * 320 - turned.e * 320;
        write(bench.exam(2).images[eye]->path, *encode_png(laid_upon(now, turned, 640, 640)));
    }
    QVERIFY(bench.show());
    ExamRow earlier = bench.exam(2);
    earlier.date = QDate(2019, 3, 2);
    bench.viewer.setCompared(earlier);
    const QImage now = bench.seen();
    const QRect middle(bench.at(Laterality::right, 200, 200), bench.at(Laterality::right, 440, 440));
    QTest::keyPress(&bench.viewer, Qt::Key_A);
    QTRY_VERIFY(bench.pictures.hasPhotograph(*earlier.images.right) && bench.pictures.isIdle());
    const double before = meanDifference(bench.seen(), now, middle);
    const auto read = [](const QString &path) { return *read_photograph(path_from_utf8(path.toStdString())); };
    const Registration found = register_photographs(read(bench.exam().images.right->path),
                                                    read(earlier.images.right->path));
    QVERIFY(found.aligned);
    bench.viewer.setAlignment(Laterality::right, found);
    const double after = meanDifference(bench.seen(), now, middle);
    QVERIFY2(after < 0.35 * before, qPrintable(QStringLiteral("%1 of %2").arg(after).arg(before)));
    keepPicture(bench.viewer, "viewer-flicker");
    QTest::keyRelease(&bench.viewer, Qt::Key_A);
    QCOMPARE(bench.seen(), now);
}

void tst_Viewer::theNextExamOfThePatientIsChosen()
{
    Bench bench;
    ExamComparison comparison(bench.study.context, bench.viewer, &bench.viewer);
    QVERIFY(bench.show());
    // Without a date nothing is before or after.
    comparison.showExam(bench.exam());
    QTest::qWait(400);
    QVERIFY(comparison.others().empty());
    comparison.chooseNext();
    QVERIFY(!bench.viewer.compared());

    // A patient of four visits.
    const auto writer = StudyWriter::begin(bench.study.document->study(), QStringLiteral("visits"), QStringLiteral("test"));
    QVERIFY_OK(writer);
    for (const int year : {2018, 2020, 2022, 2024}) {
        ImportedExam visit;
        visit.patient = QStringLiteral("P");
        visit.date = QDate(year, 5, 1);
        for (const Laterality eye : both_eyes) {
            ImportedImage image;
            image.path = bench.study.files.path(QStringLiteral("P_%1_%2.png").arg(year).arg(QLatin1String(abbreviation(eye))));
            write(image.path, *encode_png(drawnEye(eye, 400)));
            image.eye = eye;
            visit.images.append(image);
        }
        QVERIFY_OK((*writer)->put(visit));
    }
    QVERIFY_OK((*writer)->commit());
    QVERIFY_OK((*writer)->finish());
    const auto ids = bench.study.document->study().find(QStringLiteral("patient:P date:2022"));
    QVERIFY_OK(ids);
    QCOMPARE(ids->size(), std::size_t(1));
    const ExamRow shown = *bench.study.document->study().exam(ids->front());
    bench.viewer.showExam(shown);
    comparison.showExam(shown);
    QTRY_VERIFY(bench.viewer.compared());
    QCOMPARE(bench.viewer.compared()->date.year(), 2020); // the one before
    QTRY_VERIFY_WITH_TIMEOUT(bench.viewer.alignment(Laterality::right) && bench.viewer.alignment(Laterality::left), 20'000);
    QVERIFY(bench.viewer.alignment(Laterality::right)->aligned);
    for (const int year : {2018, 2024, 2020}) {
        comparison.chooseNext();
        QCOMPARE(bench.viewer.compared()->date.year(), year);
    }
}

QTEST_MAIN(tst_Viewer)
#include "tst_viewer.moc"
