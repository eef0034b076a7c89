// SPDX-License-Identifier: GPL-3.0-or-later
// Drawn (synthetic) photographs in a study: looking at all of them, and what does not fit.
#include "core/quality/photograph_look.h"
#include "core/quality/study_checks.h"
#include "core/sample/fundus_painter.h"
#include "tests/support/temporary_study.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace retclip;

namespace {

std::vector<std::byte> photograph(Laterality eye, std::uint64_t seed, int size_px = 256, int quality = 90)
{
    EyeDescription description;
    description.eye = eye;
    description.seed = 2 * seed + (eye == Laterality::right); // Fellow eyes are alike, not the same.
    return encode_jpeg(paintFundus(description, size_px), quality).value();
}

/// A photograph that is stored as `eye` and shows `shown`.
ImportedImage stored(TemporaryStudy &study, const QString &name, Laterality eye, Laterality shown,
                     std::uint64_t seed, int size_px = 256, int quality = 90)
{
    ImportedImage image;
    image.path = study.path(name + QLatin1String(word(eye)) + QStringLiteral(".jpg"));
    image.eye = eye;
    image.width = image.height = size_px;
    QFile file(image.path);
    const auto bytes = photograph(shown, seed, size_px, quality);
    if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size())) < 0)
        qFatal("cannot write");
    return image;
}

ImportedExam pairFrom(const QString &patient, QVector<ImportedImage> images, const QString &report = {})
{
    ImportedExam exam;
    exam.patient = patient;
    exam.images = std::move(images);
    exam.report = report;
    return exam;
}

LookedPhotograph looked(Laterality eye, std::optional<Laterality> seen, std::uint64_t bits, int side = 1000,
                        std::uint64_t content = 0)
{
    LookedPhotograph photograph;
    photograph.exam = {7};
    photograph.eye = eye;
    photograph.seen = seen;
    photograph.sureness = seen ? 0.9 : 0;
    photograph.width = photograph.height = side;
    photograph.content = content;
    photograph.signature = PictureSignature{{bits, ~bits, bits * 31, bits ^ 0xabcdef}};
    return photograph;
}

constexpr Laterality R = Laterality::right, L = Laterality::left;

} // namespace

Q_DECLARE_METATYPE(std::vector<LookedPhotograph>)

class tst_PairChecks : public QObject
{
    Q_OBJECT

private slots:
    void onePair_data();
    void onePair();
    void aStudyIsLookedAtOnceAndGoesOn();
    void findsWhatWasPlanted();
    void eyesSwappedOrConfirmedAreNoDoubt();
};

void tst_PairChecks::onePair_data()
{
    QTest::addColumn<std::vector<LookedPhotograph>>("photographs");
    QTest::addColumn<QString>("expected");
    const std::uint64_t a = 0x0123456789abcdefULL, b = 0xfedc1234a5a5b6b6ULL;
    LookedPhotograph turnedCopy = looked(L, L, a);
    turnedCopy.signature = mirrored(*turnedCopy.signature);
    using List = std::vector<LookedPhotograph>;
    QTest::newRow("all fits") << List{looked(R, R, a), looked(L, L, b)} << "";
    QTest::newRow("cannot be told") << List{looked(R, {}, a), looked(L, {}, b)} << "";
    QTest::newRow("both the other way round") << List{looked(R, L, a), looked(L, R, b)} << "swapped_eyes";
    QTest::newRow("both look left") << List{looked(R, L, a), looked(L, L, b)} << "same_side_twice";
    QTest::newRow("one is doubtful, one cannot be told") << List{looked(R, L, a), looked(L, {}, b)} << "wrong_eye";
    QTest::newRow("only one photograph, of the other eye") << List{looked(L, R, a)} << "wrong_eye";
    QTest::newRow("the same picture twice") << List{looked(R, R, a), looked(L, R, a)} << "same_image_twice";
    QTest::newRow("the same file twice, not looked at") << List{looked(R, {}, a, 1000, 5), looked(L, {}, b, 1000, 5)}
                                                        << "same_image_twice";
    QTest::newRow("one turned to make the other") << List{looked(R, R, a), turnedCopy} << "mirrored_twice";
    QTest::newRow("one is a preview") << List{looked(R, R, a, 2000), looked(L, L, b, 500)} << "sizes_differ";
    QTest::newRow("sizes unlike, but not strongly") << List{looked(R, R, a, 2000), looked(L, L, b, 1100)} << "";
}

void tst_PairChecks::onePair()
{
    QFETCH(std::vector<LookedPhotograph>, photographs);
    QFETCH(QString, expected);
    QStringList found;
    for (const PairFinding &finding : checkPair(photographs))
        found.append(QLatin1String(word(finding.fault)));
    QCOMPARE(found.join(u','), expected);
}

void tst_PairChecks::aStudyIsLookedAtOnceAndGoesOn()
{
    TemporaryStudy study;
    QVector<ImportedExam> exams;
    for (int i = 0; i < 50; ++i) {
        const QString name = QStringLiteral("P%1").arg(i);
        exams.append(pairFrom(name, {stored(study, name, R, R, std::uint64_t(i + 1), 96),
                                     stored(study, name, L, L, std::uint64_t(i + 1), 96)}));
    }
    study.import(exams);
    // Stopped after the first batch: that batch is kept.
    std::stop_source stop;
    const auto stopped = lookAtStudy(*study, [&](const Progress &progress) {
        if (progress.done > 0)
            stop.request_stop();
    }, stop.get_token());
    QVERIFY_FAILS(stopped, ErrorCode::cancelled);
    const auto part = countLooks(*study, lookMethod);
    QVERIFY_OK(part);
    QVERIFY(part->looked > 0 && part->looked < 100);
    const auto rest = lookAtStudy(*study, {}, {});
    QVERIFY_OK(rest);
    QCOMPARE(rest->known, part->looked);
    QCOMPARE(rest->looked, 100 - part->looked);
    QCOMPARE(lookAtStudy(*study, {}, {})->looked, 0);
    // A copy of a photograph takes over what was seen; a new method looks again.
    ImportedExam copy = pairFrom(QStringLiteral("copy"), {exams[3].images[0]});
    copy.images[0].sha256 = study->exam(study.exam(QStringLiteral("P3-1")))->images.right->sha256;
    QVERIFY(!copy.images[0].sha256.isEmpty());
    study.import({copy});
    const auto left = photographsToLookAt(*study, lookMethod);
    QVERIFY_OK(left);
    QVERIFY(left->empty());
    QCOMPARE(study.codes(QStringLiteral("patient:copy quality:none")), QStringList());
    QCOMPARE(photographsToLookAt(*study, lookMethod + 1)->size(), std::size_t(101));
}

void tst_PairChecks::findsWhatWasPlanted()
{
    TemporaryStudy study;
    const auto named = [](const char *text) { return QString::fromLatin1(text); };
    study.import({
        pairFrom(named("good"), {stored(study, named("good"), R, R, 1), stored(study, named("good"), L, L, 1)}),
        pairFrom(named("swap"), {stored(study, named("swap"), R, L, 2), stored(study, named("swap"), L, R, 2)}),
        pairFrom(named("twice"), {stored(study, named("twice"), R, R, 3), stored(study, named("twice"), L, R, 3, 200, 70)}),
        pairFrom(named("one"), {stored(study, named("one"), R, R, 4)}, named("Left eye: glaucoma.")),
        // The same eye under another name, smaller and compressed harder.
        pairFrom(named("alias"), {stored(study, named("alias"), R, R, 1, 160, 60)}),
    });
    QVERIFY_OK(lookAtStudy(*study, {}, {}));
    const auto checks = checkStudyPhotographs(*study);
    QVERIFY_OK(checks);
    QStringList found;
    for (const PairFinding &finding : checks->pairs)
        found.append(study->exam(finding.exam)->patient + u' ' + QLatin1String(word(finding.fault)));
    QCOMPARE(found.join(QStringLiteral(", ")),
             named("swap swapped_eyes, twice same_image_twice, one report_other_eye"));
    QCOMPARE(checks->lookalikes.size(), std::size_t(2));
    QCOMPARE(checks->lookalikes[0].patients, 2);
    QCOMPARE(study->exam(checks->lookalikes[0].photographs[0].exam)->patient, named("good"));
    QCOMPARE(study->exam(checks->lookalikes[0].photographs[1].exam)->patient, named("alias"));
    QCOMPARE(checks->lookalikes[1].patients, 1);
}

void tst_PairChecks::eyesSwappedOrConfirmedAreNoDoubt()
{
    TemporaryStudy study;
    const QString a = QStringLiteral("a"), b = QStringLiteral("b");
    study.import({pairFrom(a, {stored(study, a, R, L, 2), stored(study, a, L, R, 2)}),
                  pairFrom(b, {stored(study, b, R, L, 5), stored(study, b, L, R, 5)})});
    QVERIFY_OK(lookAtStudy(*study, {}, {}));
    QCOMPARE(study.codes(QStringLiteral("swapped")), QStringList({QStringLiteral("a-1"), QStringLiteral("b-1")}));
    QVERIFY_OK(study->apply({SwapEyes{}, {study.exam(QStringLiteral("a-1"))}, QStringLiteral("chen")}));
    QCOMPARE(study.codes(QStringLiteral("swapped")), QStringList({QStringLiteral("b-1")}));
    QVERIFY_OK(study->apply({AddTag{QString::fromLatin1(eyesCheckedTag)}, {study.exam(QStringLiteral("b-1"))},
                             QStringLiteral("chen")}));
    QCOMPARE(study.codes(QStringLiteral("swapped")), QStringList());
    QVERIFY(checkPairs(*study)->empty());
    // Undo brings both doubts back.
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    QCOMPARE(study.codes(QStringLiteral("swapped")).size(), 2);
}

QTEST_GUILESS_MAIN(tst_PairChecks)
#include "tst_pair_checks.moc"
