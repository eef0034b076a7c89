// SPDX-License-Identifier: GPL-3.0-or-later
// "More like these, less like those": by a run's embeddings, by the looks of photographs, by words.
#include "core/inspection/embedding_duplicates.h"
#include "core/inspection/likeness.h"
#include "core/study/photograph_looks.h"
#include "tests/inspection/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace retclip;

namespace {

QStringList codesOf(TemporaryStudy &study, const LikenessAnswer &answer)
{
    std::vector<ExamId> ids;
    for (const LikenessHit &hit : answer.hits)
        ids.push_back(hit.exam);
    return study->codes(ids).value_or(QStringList());
}

ImportedExam oneEyed(const QString &patient, Laterality eye)
{
    ImportedExam exam = pairOf(patient);
    exam.images.removeIf([&](const ImportedImage &image) { return image.eye != eye; });
    return exam;
}

/// What FakeModel sees: three with a cup, three with blood, one with both words nowhere.
void fill(TemporaryStudy &study)
{
    study.import({pairOf(QStringLiteral("cup1")), pairOf(QStringLiteral("cup2")), pairOf(QStringLiteral("cup3")),
                  pairOf(QStringLiteral("blood1")), pairOf(QStringLiteral("blood2")), pairOf(QStringLiteral("plain")),
                  oneEyed(QStringLiteral("cup4"), Laterality::left)});
}

PictureSignature signatureOf(std::mt19937_64 &random)
{
    return {{random(), random(), random(), random()}};
}

PictureSignature turned(PictureSignature signature, int bits)
{
    for (int bit = 0; bit < bits; ++bit)
        signature.words[std::size_t(bit / 64)] ^= std::uint64_t(1) << (bit % 64);
    return signature;
}

} // namespace

class tst_Likeness : public QObject
{
    Q_OBJECT

private slots:
    void embeddingsRankExactly();
    void unlikePushesAway();
    void anEyeThatIsThereIsCompared();
    void onlyAmongTheQuery();
    void saysWhatIsMissing();
    void signaturesCountBits();
    void reportsShareWords();
    void nearRowsAreFound_data();
    void nearRowsAreFound();
    void photographsInGroups();

private:
    Result<std::shared_ptr<LikenessIndex>> indexOf(TemporaryStudy &study, LikenessOf what = LikenessOf::photographs)
    {
        RunRow run;
        run.folder = study.path(QStringLiteral("run"));
        return LikenessIndex::ofRun(*study, run, m_backend, what, QStringLiteral("cpu"), {}, {});
    }
    FakeBackend m_backend;
};

void tst_Likeness::embeddingsRankExactly()
{
    TemporaryStudy study;
    fill(study);
    const auto index = indexOf(study);
    QVERIFY_OK(index);
    LikenessOrder order;
    order.like = {study.exam(QStringLiteral("cup1-1"))};
    const auto answer = (*index)->find(*study, order, {});
    QVERIFY_OK(answer);
    QCOMPARE(answer->by, LikenessBy::embeddings);
    QVERIFY(!answer->eye);
    QCOMPARE(answer->candidates, 5); // Not itself, not the one without a right eye.
    const QStringList codes = codesOf(study, *answer);
    QCOMPARE(QSet<QString>(codes.begin(), codes.begin() + 2), (QSet<QString>{"cup2-1", "cup3-1"}));
    QVERIFY(answer->hits[1].similarity > 0.9 && answer->hits[2].similarity < 0.1);
    QVERIFY(std::is_sorted(answer->hits.begin(), answer->hits.end(),
                           [](const LikenessHit &a, const LikenessHit &b) { return a.similarity > b.similarity; }));
}

void tst_Likeness::unlikePushesAway()
{
    TemporaryStudy study;
    fill(study);
    const auto index = indexOf(study);
    QVERIFY_OK(index);
    LikenessOrder order;
    order.like = {study.exam(QStringLiteral("cup1-1"))};
    order.unlike = {study.exam(QStringLiteral("blood1-1"))};
    const auto answer = (*index)->find(*study, order, {});
    QVERIFY_OK(answer);
    QCOMPARE(answer->hits.size(), 4u); // Marked ones are never hits.
    QCOMPARE(codesOf(study, *answer).last(), QStringLiteral("blood2-1"));
    // cos(cup − blood/2, blood) of two axes at right angles is −0.5 / sqrt(1.25).
    QVERIFY2(std::abs(answer->hits.back().similarity + 0.447) < 0.05, qPrintable(QString::number(answer->hits.back().similarity)));
    order.unlike = order.like;
    order.unlike.push_back(order.like.front());
    const auto half = (*index)->find(*study, order, {});
    QVERIFY_OK(half); // Less than itself by half is still itself.
}

void tst_Likeness::anEyeThatIsThereIsCompared()
{
    TemporaryStudy study;
    fill(study);
    const auto index = indexOf(study);
    QVERIFY_OK(index);
    LikenessOrder order;
    order.like = {study.exam(QStringLiteral("cup4-1"))};
    const auto answer = (*index)->find(*study, order, {});
    QVERIFY_OK(answer);
    QVERIFY(answer->eye == Laterality::left);
    QCOMPARE(answer->candidates, 6);
    order.eye = Laterality::right;
    QVERIFY_FAILS((*index)->find(*study, order, {}), ErrorCode::not_found);
    order.like.push_back(study.exam(QStringLiteral("cup1-1")));
    const auto both = (*index)->find(*study, order, {});
    QVERIFY_OK(both);
    QCOMPARE(both->notCompared, std::vector<ExamId>{order.like.front()});
}

void tst_Likeness::onlyAmongTheQuery()
{
    TemporaryStudy study;
    fill(study);
    const auto index = indexOf(study);
    QVERIFY_OK(index);
    LikenessOrder order;
    order.like = {study.exam(QStringLiteral("cup1-1"))};
    order.where = QStringLiteral("patient:blood1,blood2,cup3");
    order.top = 2;
    const auto answer = (*index)->find(*study, order, {});
    QVERIFY_OK(answer);
    QCOMPARE(answer->candidates, 3);
    QCOMPARE(answer->hits.size(), 2u);
    QCOMPARE(codesOf(study, *answer).first(), QStringLiteral("cup3-1"));
    order.where = QStringLiteral("age>");
    QVERIFY_FAILS((*index)->find(*study, order, {}), ErrorCode::invalid_argument);
}

void tst_Likeness::saysWhatIsMissing()
{
    TemporaryStudy study;
    fill(study);
    const auto index = indexOf(study);
    QVERIFY_OK(index);
    QVERIFY_FAILS((*index)->find(*study, {}, {}), ErrorCode::invalid_argument);
    QVERIFY_FAILS(LikenessIndex::withoutRun(*study, LikenessOf::photographs, {}), ErrorCode::not_found);
    const auto words = LikenessIndex::withoutRun(*study, LikenessOf::reports, {});
    QVERIFY_OK(words);
    LikenessOrder order;
    order.like = {study.exam(QStringLiteral("cup1-1"))}; // Has no report.
    QVERIFY_FAILS((*words)->find(*study, order, {}), ErrorCode::not_found);
}

void tst_Likeness::signaturesCountBits()
{
    TemporaryStudy study;
    QVector<ImportedExam> exams;
    for (int i = 0; i < 5; ++i)
        exams << pairOf(QString::number(i));
    exams << oneEyed(QStringLiteral("5"), Laterality::left);
    study.import(exams);
    std::mt19937_64 random(7);
    const PictureSignature right = signatureOf(random), left = signatureOf(random);
    std::vector<StoredLook> looks;
    const auto photographs = lookedPhotographs(*study);
    QVERIFY_OK(photographs);
    int number = 0;
    for (const LookedPhotograph &photograph : *photographs) {
        const QString code = study->exam(photograph.exam)->code;
        StoredLook look;
        look.image = photograph.image;
        look.exam = photograph.exam;
        look.sha256 = QStringLiteral("%1").arg(++number, 64, 10, QLatin1Char('0'));
        look.look.method = 1;
        // Exam 1 differs from exam 0 by 16 bits an eye, exam 2 by 64; the others are strangers.
        const PictureSignature &own = photograph.eye == Laterality::right ? right : left;
        look.look.signature = code == "0-1" ? own : code == "1-1" ? turned(own, 16) : code == "2-1" ? turned(own, 64)
                            : code == "5-1" ? own : signatureOf(random);
        looks.push_back(look);
    }
    QVERIFY_OK(storeLooks(*study, looks));
    const auto index = LikenessIndex::withoutRun(*study, LikenessOf::photographs, {});
    QVERIFY_OK(index);
    LikenessOrder order;
    order.like = {study.exam(QStringLiteral("0-1"))};
    const auto answer = (*index)->find(*study, order, {});
    QVERIFY_OK(answer);
    QCOMPARE(answer->by, LikenessBy::pictures);
    QCOMPARE(codesOf(study, *answer).mid(0, 3), (QStringList{"5-1", "1-1", "2-1"})); // The left eye alone is the same.
    QVERIFY(std::abs(answer->hits[0].similarity - 1) < 1e-5);
    QVERIFY(std::abs(answer->hits[1].similarity - (1 - 2 * 16 / 256.0)) < 1e-5);
    QVERIFY(std::abs(answer->hits[2].similarity - (1 - 2 * 64 / 256.0)) < 1e-5);
    QVERIFY(std::abs(answer->hits[3].similarity) < 0.3);
}

void tst_Likeness::reportsShareWords()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("a"), QStringLiteral("视盘边界清，黄斑区出血。")),
                  pairOf(QStringLiteral("b"), QStringLiteral("黄斑区出血，视盘边界清")),
                  pairOf(QStringLiteral("c"), QStringLiteral("视盘边界清，黄斑中心凹反光存在。")),
                  pairOf(QStringLiteral("d"), QStringLiteral("Optic disc pale, cup to disc ratio 0.7.")),
                  pairOf(QStringLiteral("e"), QStringLiteral("OPTIC DISC pale")), pairOf(QStringLiteral("f"))});
    const auto index = LikenessIndex::withoutRun(*study, LikenessOf::reports, {});
    QVERIFY_OK(index);
    LikenessOrder order;
    order.like = {study.exam(QStringLiteral("a-1"))};
    auto answer = (*index)->find(*study, order, {});
    QVERIFY_OK(answer);
    QCOMPARE(answer->by, LikenessBy::words);
    QCOMPARE(answer->candidates, 4);
    QCOMPARE(codesOf(study, *answer).mid(0, 2), (QStringList{"b-1", "c-1"}));
    QVERIFY(answer->hits[0].similarity > 0.999); // The order of clauses does not count.
    QVERIFY(std::abs(answer->hits[2].similarity) < 1e-6);
    order.like = {study.exam(QStringLiteral("d-1"))};
    answer = (*index)->find(*study, order, {});
    QVERIFY_OK(answer);
    QCOMPARE(codesOf(study, *answer).first(), QStringLiteral("e-1"));
}

void tst_Likeness::nearRowsAreFound_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("cosine");
    QTest::newRow("few, nearly the same") << 50 << 0.99;
    QTest::newRow("many, alike") << 3000 << 0.96;
}

void tst_Likeness::nearRowsAreFound()
{
    QFETCH(int, rows);
    QFETCH(double, cosine);
    constexpr std::size_t width = 96;
    std::mt19937 random(11);
    std::normal_distribution<float> normal;
    Matrix matrix(std::size_t(rows), width);
    const auto unit = [&](std::span<float> row) {
        double length = 0;
        for (const float value : row)
            length += double(value) * value;
        for (float &value : row)
            value = float(value / std::sqrt(length));
    };
    for (std::size_t i = 0; i < matrix.rows; ++i) {
        for (float &value : matrix.row(i))
            value = normal(random);
        unit(matrix.row(i));
    }
    // Every tenth row gets a fellow at that cosine.
    for (std::size_t i = 0; i + 1 < matrix.rows; i += 10) {
        const auto from = matrix.row(i);
        const auto to = matrix.row(i + 1);
        double dot = 0;
        for (std::size_t c = 0; c < width; ++c)
            dot += double(from[c]) * to[c];
        for (std::size_t c = 0; c < width; ++c)
            to[c] -= float(dot * from[c]);
        unit(to);
        for (std::size_t c = 0; c < width; ++c)
            to[c] = float(cosine * from[c] + std::sqrt(1 - cosine * cosine) * to[c]);
    }
    const auto pairs = alikeRows(matrix, float(cosine - 1e-3));
    QVERIFY_OK(pairs);
    // Against all pairs, one by one.
    std::size_t wanted = 0;
    for (std::size_t a = 0; a < matrix.rows; ++a)
        for (std::size_t b = a + 1; b < matrix.rows; ++b) {
            float dot = 0;
            for (std::size_t c = 0; c < width; ++c)
                dot += matrix.row(a)[c] * matrix.row(b)[c];
            wanted += dot >= float(cosine - 1e-3);
        }
    QVERIFY(wanted >= std::size_t(rows / 10));
    QVERIFY2(pairs->size() <= wanted && pairs->size() * 100 >= wanted * 99,
             qPrintable(QStringLiteral("%1 of %2").arg(pairs->size()).arg(wanted)));
    for (const AlikeRows &pair : *pairs)
        QVERIFY(pair.first % 10 == 0 && pair.second == pair.first + 1);
}

void tst_Likeness::photographsInGroups()
{
    StudyFeatures features;
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    constexpr std::size_t count = 40, width = 32;
    for (FeatureRows *rows : {&features.features.raw_right, &features.features.raw_left}) {
        rows->values = Matrix(count, width);
        rows->present.assign(count, 1);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t c = 0; c < width; ++c)
                rows->values.row(i)[c] = 20 + normal(random); // All point one way: the mean must go.
    }
    for (std::size_t i = 0; i < count; ++i)
        features.exams.push_back({qint64(i + 1)});
    // The right eye of 3 is filed as the left one of 9 and again as the right one of 20.
    const auto source = features.features.raw_right.values.row(3);
    std::copy(source.begin(), source.end(), features.features.raw_left.values.row(9).begin());
    std::copy(source.begin(), source.end(), features.features.raw_right.values.row(20).begin());
    features.features.raw_left.present[5] = 0;
    const auto groups = embeddingDuplicates(features, alikeFrom, {}, {});
    QVERIFY_OK(groups);
    QCOMPARE(groups->size(), 1u);
    const auto &group = groups->front().photographs;
    QCOMPARE(group.size(), 3u);
    QVERIFY(group[0].exam == ExamId{4} && group[0].eye == Laterality::right);
    QVERIFY(group[1].exam == ExamId{10} && group[1].eye == Laterality::left);
    QVERIFY(groups->front().similarity > 0.9999);
}

QTEST_GUILESS_MAIN(tst_Likeness)
#include "tst_likeness.moc"
