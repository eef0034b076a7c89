// SPDX-License-Identifier: GPL-3.0-or-later
// Photographs whose eye or exam is unclear: what is proposed, and what deciding does to the study.
#include "core/quality/pairing.h"
#include "core/study/edit_together.h"
#include "core/study/photograph_looks.h"
#include "tests/support/exif_file.h"
#include "tests/support/temporary_study.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

namespace {

constexpr Laterality R = Laterality::right, L = Laterality::left;

/// "12_a.jpg R?L": file, eye as the study names it (R, L, ?), as it looks (R, L, -).
struct Made
{
    QString patient, file;
    char eye = '?', looks = '-';
    QString date = {}, report = {};
};

std::optional<Laterality> eyeOfSign(char sign)
{
    return sign == 'R' ? std::optional(R) : sign == 'L' ? std::optional(L) : std::nullopt;
}

void importAll(TemporaryStudy &study, const QVector<Made> &all, const QString &source = QStringLiteral("folder"))
{
    QVector<ImportedExam> exams;
    for (const Made &made : all) {
        ImportedImage image;
        image.path = made.file.startsWith(u'/') ? made.file : QStringLiteral("/made/up/") + made.file;
        image.eye = eyeOfSign(made.eye);
        image.sha256 = QString::fromLatin1(QByteArray(made.file.toUtf8()).toHex()).rightJustified(64, u'0').right(64);
        const auto same = std::find_if(exams.begin(), exams.end(), [&](const ImportedExam &exam) {
            return exam.patient == made.patient && exam.date == QDate::fromString(made.date, Qt::ISODate);
        });
        if (same != exams.end()) {
            same->images << image;
            continue;
        }
        ImportedExam exam;
        exam.patient = made.patient;
        exam.images = {image};
        exam.date = QDate::fromString(made.date, Qt::ISODate);
        exam.report = made.report;
        exams << exam;
    }
    study.import(exams, source);
    std::vector<StoredLook> looks;
    const auto photographs = lookedPhotographs(*study);
    QVERIFY_OK(photographs);
    for (const Made &made : all)
        for (const LookedPhotograph &photograph : *photographs) {
            const auto exam = study->exam(photograph.exam);
            QVERIFY_OK(exam);
            QVector<ImageRow> images(exam->eyeUnknown.begin(), exam->eyeUnknown.end());
            for (const Laterality eye : both_eyes)
                if (exam->images[eye])
                    images << *exam->images[eye];
            for (const ImageRow &image : images)
                if (image.id == photograph.image && image.path.endsWith(u'/' + made.file) && made.looks != '-') {
                    StoredLook look;
                    look.image = image.id;
                    look.exam = exam->id;
                    look.sha256 = image.sha256;
                    look.look.method = 1;
                    look.look.eye = eyeOfSign(made.looks);
                    look.look.sureness = 0.9;
                    look.look.signature = PictureSignature{};
                    looks.push_back(look);
                }
        }
    QVERIFY_OK(storeLooks(*study, looks));
}

/// "a.jpg→7-1 OD": what is proposed for each, in the order of files.
QStringList proposals(TemporaryStudy &study)
{
    QStringList told;
    const auto found = unclearPhotographs(*study);
    if (!found)
        return {QString::fromStdString(found.error().english())};
    for (const UnclearPhotograph &each : *found)
        told << each.image.path.section(u'/', -1) + u'→'
                + (each.proposal ? each.proposal->code + u' '
                           + (each.proposal->eye ? QLatin1String(abbreviation(*each.proposal->eye)) : QLatin1String("?"))
                                 : QStringLiteral("-"));
    told.sort();
    return told;
}

} // namespace

Q_DECLARE_METATYPE(QVector<Made>)

class tst_Pairing : public QObject
{
    Q_OBJECT

private slots:
    void proposes_data();
    void proposes();
    void theCamerasTimePairsWhereNamesSayNothing();
    void reasonsAndConfidence();
    void movingIsOneEditThatComesBack();
    void anOccupiedPlaceIsTaken();
    void labelsGoAlong();
    void anImportDoesNotBringItBack();
    void refuses();
};

void tst_Pairing::proposes_data()
{
    QTest::addColumn<QVector<Made>>("photographs");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QVector<Made> &made, const QStringList &expected) {
        QTest::newRow(name) << made << expected;
    };
    row("all is clear", {{"7", "r.jpg", 'R', 'R'}, {"7", "l.jpg", 'L', 'L'}}, {});
    row("the picture tells", {{"7", "x.jpg", '?', 'R'}}, {"x.jpg→7-1 OD"});
    row("nothing tells", {{"7", "x.jpg", '?', '-'}}, {"x.jpg→-"});
    row("the other eye is there", {{"7", "r.jpg", 'R', '-'}, {"7", "x.jpg", '?', '-'}}, {"x.jpg→7-1 OS"});
    row("the picture against the other eye: the picture is the surer", {{"7", "r.jpg", 'R', '-'}, {"7", "x.jpg", '?', 'R'}},
        {"x.jpg→7-1 OD"});
    row("one of two tells the other", {{"7", "a.jpg", '?', 'R'}, {"7", "b.jpg", '?', '-'}}, {"a.jpg→7-1 OD", "b.jpg→7-1 OS"});
    row("the report names one eye", {{"7", "x.jpg", '?', '-', {}, QStringLiteral("左眼视盘边界清。")}}, {"x.jpg→7-1 OS"});
    row("names alike, one eye each", {{"P7_1", "P7_1.jpg", '?', 'R'}, {"P7_2", "P7_2.jpg", '?', 'L'}},
        {"P7_1.jpg→P7_1-1 OD", "P7_2.jpg→P7_1-1 OS"});
    row("names alike of three", {{"P7_1", "P7_1.jpg", '?', '-'}, {"P7_2", "P7_2.jpg", '?', '-'}, {"P7_3", "P7_3.jpg", '?', '-'}},
        {"P7_1.jpg→-", "P7_2.jpg→-", "P7_3.jpg→-"});
    row("names alike, both right eyes", {{"P7_1", "P7_1.jpg", 'R', 'R'}, {"P7_2", "P7_2.jpg", 'R', 'R'}}, {});
    row("names alike, other days", {{"P7_1", "P7_1.jpg", 'R', 'R', "2024-01-01"}, {"P7_2", "P7_2.jpg", 'L', 'L', "2024-03-01"}}, {});
    row("one patient twice, an eye each", {{"7", "p.jpg", 'R', '-', "2024-01-01"}, {"8", "q.jpg", 'L', '-', "2024-01-01"}}, {});
    row("taken within a minute", {{"a", "20240101_101500.jpg", 'R', 'R'}, {"b", "20240101_101540.jpg", 'L', 'L'},
                                  {"c", "20240101_120000.jpg", 'L', 'L'}},
        {"20240101_101540.jpg→a-1 OS"});
    row("endings that others have", {{"1", "1_a.jpg", 'R', 'R'}, {"2", "2_a.jpg", 'R', 'R'}, {"3", "3_a.jpg", 'R', 'R'},
                                     {"4", "4_a.jpg", 'R', 'R'}, {"5", "5_a.jpg", '?', '-'}},
        {"5_a.jpg→5-1 OD"});
}

void tst_Pairing::proposes()
{
    QFETCH(QVector<Made>, photographs);
    QFETCH(QStringList, expected);
    TemporaryStudy study;
    importAll(study, photographs);
    QCOMPARE(proposals(study), expected);
}

void tst_Pairing::theCamerasTimePairsWhereNamesSayNothing()
{
    QTemporaryDir folder;
    const auto photograph = [&](const char *name, const char *time) {
        const std::string bytes = with_exif(std::string("\xff\xd8\xff\xd9", 4), {time, "", "", true});
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) < 0)
            qFatal("no file");
        return file.fileName();
    };
    TemporaryStudy study;
    importAll(study, {{"a", photograph("kx.jpg", "2024:01:01 10:15:00"), 'R', '-'},
                      {"b", photograph("mq.jpg", "2024:01:01 10:16:30"), 'L', '-'},
                      {"c", photograph("zz.jpg", "2024:01:01 11:00:00"), 'L', '-'},
                      // The name's time comes before the camera's.
                      {"d", photograph("20240101_120000.jpg", "2024:01:01 11:00:30"), 'R', '-'},
                      {"e", photograph("qqq.jpg", ""), 'R', '-'}});
    QCOMPARE(proposals(study), QStringList{"mq.jpg→a-1 OS"});
    const auto found = unclearPhotographs(*study);
    QVERIFY_OK(found);
    QCOMPARE(found->front().proposal->reasons, (QVector{PairingReason::sameMinutes, PairingReason::eyesFit}));
}

void tst_Pairing::reasonsAndConfidence()
{
    TemporaryStudy study;
    importAll(study, {{"1", "r.jpg", 'R', '-'}, {"1", "x.jpg", '?', 'L'}, {"2", "s.jpg", 'R', '-'}, {"2", "y.jpg", '?', 'R'}, {"3", "z.jpg"}});
    const auto found = unclearPhotographs(*study);
    QVERIFY_OK(found);
    QCOMPARE(found->size(), 3u);
    QVERIFY(found->at(0).image.path.endsWith("x.jpg")); // Two reasons agree: the surest.
    QCOMPARE(found->at(0).proposal->reasons,
             (QVector{PairingReason::looksLikeThatEye, PairingReason::otherEyeIsThere}));
    QVERIFY(found->at(0).proposal->confidence > 0.98);
    QVERIFY(found->at(1).proposal->confidence < 0.85); // They contradict each other.
    QVERIFY(!found->at(2).proposal);
    QVERIFY_OK(study->apply({AddTag{QString::fromLatin1(eyesCheckedTag)}, {found->at(2).exam}, {}}));
    QVERIFY_OK(study->apply({SetExcluded{true}, {found->at(1).exam}, {}}));
    QCOMPARE(proposals(study), QStringList{"x.jpg→1-1 OS"});
}

void tst_Pairing::movingIsOneEditThatComesBack()
{
    TemporaryStudy study;
    importAll(study, {{"P7_1", "P7_1.jpg", 'R', 'R'}, {"P7_2", "P7_2.jpg", '?', 'L'}});
    const auto found = unclearPhotographs(*study);
    QVERIFY_OK(found);
    QCOMPARE(found->size(), 1u);
    const UnclearPhotograph &photograph = found->front();
    const ExamId to = photograph.proposal->exam, from = photograph.exam;
    const auto actions = pairingActions(*study, photograph.image.id, from, to, photograph.proposal->eye);
    QVERIFY_OK(actions);
    const auto receipt = applyTogether(*study, *actions, {to}, QStringLiteral("li"));
    QVERIFY_OK(receipt);
    QCOMPARE(receipt->kind, QStringLiteral("pair"));
    QCOMPARE(receipt->changed, (std::vector<ExamId>{to, from}));
    for (int round = 0; round < 2; ++round) {
        const auto both = study->exam(to);
        QVERIFY_OK(both);
        QVERIFY(both->images.right && both->images.left && both->eyeUnknown.empty());
        QVERIFY(both->images.left->path.endsWith("P7_2.jpg"));
        const auto empty = study->exam(from);
        QVERIFY(empty->excluded && empty->tags.contains(QLatin1String(pairedElsewhereTag)));
        QCOMPARE(study.codes(QStringLiteral("eye:both")), QStringList{"P7_1-1"});
        QVERIFY_OK(study->undo(QStringLiteral("li")));
        const auto again = study->exam(from);
        QVERIFY(!again->excluded && again->tags.isEmpty() && again->eyeUnknown.size() == 1);
        QVERIFY(!study->exam(to)->images.left);
        QCOMPARE(study.codes(QStringLiteral("eye:both")), QStringList());
        QVERIFY_OK(study->redo(QStringLiteral("li")));
    }
    QCOMPARE(proposals(study), QStringList());
    const auto report = study->check(false, {}, {});
    QVERIFY_OK(report);
    for (const QString &problem : report->problems)
        QVERIFY2(problem.contains(QStringLiteral("photograph")), qPrintable(problem));
}

void tst_Pairing::anOccupiedPlaceIsTaken()
{
    TemporaryStudy study;
    importAll(study, {{"1", "r.jpg", 'R', '-'}, {"1", "l.jpg", 'L', '-'}, {"2", "x.jpg", '?', '-'}});
    const ExamId one = study.exam(QStringLiteral("1-1")), two = study.exam(QStringLiteral("2-1"));
    const ImageId image = study->exam(two)->eyeUnknown.front().id;
    QVERIFY_OK(study->apply({MovePhotograph{image, R}, {one}, {}}));
    const auto exam = study->exam(one);
    QCOMPARE(exam->images.right->id, image);
    QCOMPARE(exam->eyeUnknown.size(), 1u);
    QVERIFY(exam->eyeUnknown.front().path.endsWith("r.jpg"));
    QVERIFY_OK(study->undo({}));
    QVERIFY(study->exam(one)->images.right->path.endsWith("r.jpg"));
    QCOMPARE(study->exam(two)->eyeUnknown.size(), 1u);
}

void tst_Pairing::labelsGoAlong()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma"), true));
    study.define(classSet(QStringLiteral("grade"), LabelKind::ordinal, {QStringLiteral("0"), QStringLiteral("1")}));
    ImportedExam right = pairOf(QStringLiteral("P7_1")), left = pairOf(QStringLiteral("P7_2"));
    right.images.removeIf([](const ImportedImage &image) { return image.eye == L; });
    left.images.removeIf([](const ImportedImage &image) { return image.eye == R; });
    right.labels = {labelOf(QStringLiteral("glaucoma"), {}, R), labelOf(QStringLiteral("grade"), {QStringLiteral("0")})};
    left.labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")}, L), labelOf(QStringLiteral("grade"), {QStringLiteral("1")})};
    study.import({right, left});
    const ExamId one = study.exam(QStringLiteral("P7_1-1")), two = study.exam(QStringLiteral("P7_2-1"));
    const auto actions = pairingActions(*study, study->exam(two)->images.left->id, two, one, L);
    QVERIFY_OK(actions);
    QVERIFY_OK(applyTogether(*study, *actions, {one}, {}));
    QCOMPARE(study.codes(QStringLiteral("label@os:glaucoma")), (QStringList{"P7_1-1", "P7_2-1"}));
    QCOMPARE(study.codes(QStringLiteral("label@od:glaucoma")), QStringList());
    // The exam had a grade of its own: it stays.
    const auto kept = study->exam(one);
    QVERIFY_OK(kept);
    for (const LabelState &label : kept->labels)
        if (label.setName == QLatin1String("grade"))
            QCOMPARE(label.positive, QStringList{"0"});
    QVERIFY_OK(study->undo({}));
    QCOMPARE(study.codes(QStringLiteral("label@os:glaucoma")), QStringList{"P7_2-1"});
}

void tst_Pairing::anImportDoesNotBringItBack()
{
    TemporaryStudy study;
    const QVector<Made> all{{"P7_1", "P7_1.jpg", 'R', 'R'}, {"P7_2", "P7_2.jpg", '?', 'L'}};
    importAll(study, all);
    const ExamId one = study.exam(QStringLiteral("P7_1-1")), two = study.exam(QStringLiteral("P7_2-1"));
    QVERIFY_OK(study->apply({MovePhotograph{study->exam(two)->eyeUnknown.front().id, L}, {one}, {}}));
    importAll(study, all);
    QVERIFY(study->exam(two)->eyeUnknown.empty());
    QCOMPARE(study->info()->images, 2);
    QVERIFY_OK(study->undo({})); // Nor does it stand in the way of taking it back.
    importAll(study, all);
    QCOMPARE(study->info()->images, 2);
    QCOMPARE(study->exam(two)->eyeUnknown.size(), 1u);
}

void tst_Pairing::refuses()
{
    TemporaryStudy study;
    importAll(study, {{"1", "r.jpg", 'R', '-'}, {"2", "x.jpg", '?', '-'}});
    const ExamId one = study.exam(QStringLiteral("1-1")), two = study.exam(QStringLiteral("2-1"));
    QVERIFY_FAILS(study->apply({MovePhotograph{ImageId{99}, L}, {one}, {}}), ErrorCode::not_found);
    const ImageId image = study->exam(two)->eyeUnknown.front().id;
    QVERIFY_FAILS(study->apply({MovePhotograph{image, L}, {one, two}, {}}), ErrorCode::not_found);
    QVERIFY_FAILS(examOfPhotograph(*study, ImageId{99}), ErrorCode::not_found);
    // To its own exam it is only told its eye.
    QVERIFY_OK(study->apply({MovePhotograph{image, L}, {two}, {}}));
    QVERIFY(study->exam(two)->images.left && !study->exam(two)->excluded);
}

QTEST_GUILESS_MAIN(tst_Pairing)
#include "tst_pairing.moc"
