// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/study/data_sheet.h"
#include "core/study/label_definitions.h"
#include "core/study/database.h"
#include "core/study/dataset_leaks.h"
#include "core/study/patient_split.h"
#include "core/study/photograph_looks.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QFile>

#include <map>
#include <set>

using namespace retclip;

namespace {

/// A study whose photographs are real files with these contents (one letter a file).
void addWithFiles(TemporaryStudy &study, const QStringList &patients, const QStringList &contents,
                  const QStringList &labels = {})
{
    QVector<ImportedExam> exams;
    for (qsizetype i = 0; i < patients.size(); ++i) {
        ImportedExam exam = pairOf(patients[i], QStringLiteral("report of ") + patients[i]);
        for (ImportedImage &image : exam.images) {
            image.path = study.path(patients[i] + QLatin1String(word(*image.eye)));
            QFile file(image.path);
            if (!file.open(QIODevice::WriteOnly))
                qFatal("cannot write");
            file.write((contents[i] + QLatin1String(word(*image.eye))).toUtf8());
        }
        if (!labels.isEmpty() && !labels[i].isEmpty())
            exam.labels = {labelOf(QStringLiteral("DR"), {labels[i]})};
        exams.append(exam);
    }
    study.import(exams);
}

DatasetOrder orderOf(const QString &name, const QString &query = {})
{
    DatasetOrder order;
    order.name = name;
    order.query = query;
    order.person = QStringLiteral("chen");
    return order;
}

QStringList numbered(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(QStringLiteral("P%1").arg(i));
    return names;
}

} // namespace

class tst_Datasets : public QObject
{
    Q_OBJECT

private slots:
    void patientsStayTogether();
    void splitDoesNotDependOnOrder();
    void strataKeepTheirShares();
    void fractionsMustAddUp();
    void sharedPhotographsGoTogether();
    void freezesAndVerifies();
    void changedContentIsFound_data();
    void changedContentIsFound();
    void aPhotographChangedOnDiskIsFound();
    void whatSplitsShareIsFound();
    void alikePhotographsBlockTheFreeze();
    void reportsBlockWhereTheyAreOnePersons_data();
    void reportsBlockWhereTheyAreOnePersons();
    void whoIsHeldOutIsTheTestSet();
    void whatCannotBeHeldOutIsRefused_data();
    void whatCannotBeHeldOutIsRefused();
    void severalStrataKeepTheirShares();
    void twoVersionsAreCompared();
    void aVersionOfAnOlderProgramIsComparedAsFarAsItGoes();
    void profileCountsWhatIsInEachSplit();
    void theSheetSaysWhatTheStudyKnows();
    void manifestTellsWhatARunSees();
    void runsAreRegisteredAndDeleted();
    void predictionsComeBack();
};

void tst_Datasets::patientsStayTogether()
{
    std::vector<SplitExam> exams;
    for (int i = 0; i < 1000; ++i)
        exams.push_back({"P" + std::to_string(i % 300), {}, {}});
    const auto split = splitByPatient(exams, {0.7, 0.1, 0.2}, 5);
    QVERIFY_OK(split);
    std::map<std::string, std::set<Split>> splits;
    for (std::size_t i = 0; i < exams.size(); ++i)
        splits[exams[i].patient].insert(split->splits[i]);
    std::map<Split, int> counts;
    for (const auto &[patient, of] : splits) {
        QCOMPARE(of.size(), std::size_t(1));
        ++counts[*of.begin()];
    }
    QCOMPARE(counts[Split::training], 210);
    QCOMPARE(counts[Split::validation], 30);
    QCOMPARE(counts[Split::test], 60);
}

void tst_Datasets::splitDoesNotDependOnOrder()
{
    std::vector<SplitExam> exams;
    for (int i = 0; i < 200; ++i)
        exams.push_back({"P" + std::to_string(i), i % 3 ? "a" : "b", {}});
    const auto forwards = splitByPatient(exams, {0.6, 0.2, 0.2}, 9);
    std::vector<SplitExam> reversed(exams.rbegin(), exams.rend());
    const auto backwards = splitByPatient(reversed, {0.6, 0.2, 0.2}, 9);
    QVERIFY_OK(forwards);
    for (std::size_t i = 0; i < exams.size(); ++i)
        QCOMPARE(forwards->splits[i], backwards->splits[exams.size() - 1 - i]);
    const auto other = splitByPatient(exams, {0.6, 0.2, 0.2}, 10);
    QVERIFY(other->splits != forwards->splits);
    // Written down once: must stay the same on every system and in every version.
    std::string first;
    for (std::size_t i = 0; i < 12; ++i)
        first += std::string(word(forwards->splits[i])).substr(0, 2) + ' ';
    QCOMPARE(QString::fromStdString(first), QStringLiteral("tr tr tr te tr te va tr tr tr tr te "));
}

void tst_Datasets::strataKeepTheirShares()
{
    std::vector<SplitExam> exams;
    for (int i = 0; i < 400; ++i)
        exams.push_back({"P" + std::to_string(i), i % 20 == 0 ? "rare" : "common", {}});
    const auto split = splitByPatient(exams, {0.5, 0.25, 0.25}, 1);
    QVERIFY_OK(split);
    std::map<Split, int> rare;
    for (std::size_t i = 0; i < exams.size(); ++i)
        rare[split->splits[i]] += exams[i].stratum == "rare";
    QVERIFY(std::abs(rare[Split::training] - 10) <= 1);
    QVERIFY(std::abs(rare[Split::validation] - 5) <= 1);
    QVERIFY(std::abs(rare[Split::test] - 5) <= 1);
}

void tst_Datasets::fractionsMustAddUp()
{
    QVERIFY_FAILS(splitByPatient({}, {0.7, 0.2, 0.2}, 1), ErrorCode::invalid_argument);
    QVERIFY_FAILS(splitByPatient({}, {1.5, -0.5, 0}, 1), ErrorCode::invalid_argument);
    std::vector<SplitExam> exams;
    for (int i = 0; i < 50; ++i)
        exams.push_back({"P" + std::to_string(i), {}, {}});
    const auto split = splitByPatient(exams, {0.8, 0, 0.2}, 1);
    QVERIFY_OK(split);
    QVERIFY(std::find(split->splits.begin(), split->splits.end(), Split::validation) == split->splits.end());
}

void tst_Datasets::sharedPhotographsGoTogether()
{
    TemporaryStudy study;
    QStringList contents = numbered(40);
    contents[7] = contents[31]; // Another name, the same person's photographs.
    contents[12] = contents[31];
    addWithFiles(study, numbered(40), contents);
    for (int seed = 0; seed < 10; ++seed) {
        DatasetOrder order = orderOf(QStringLiteral("d%1").arg(seed));
        order.seed = seed;
        const auto dataset = study->freezeDataset(order);
        QVERIFY_OK(dataset);
        QCOMPARE(dataset->warnings.size(), 1);
        QVERIFY(dataset->warnings.first().contains(QStringLiteral("share a photograph")));
        const auto members = study->datasetMembers(dataset->id);
        QVERIFY_OK(members);
        std::map<QString, Split> splits;
        for (const auto &[id, split] : *members)
            splits[study->exam(id)->patient] = split;
        QCOMPARE(splits[QStringLiteral("P7")], splits[QStringLiteral("P31")]);
        QCOMPARE(splits[QStringLiteral("P12")], splits[QStringLiteral("P31")]);
    }
}

void tst_Datasets::freezesAndVerifies()
{
    TemporaryStudy study, other;
    addWithFiles(study, numbered(30), numbered(30));
    QStringList backwards = numbered(30);
    std::reverse(backwards.begin(), backwards.end());
    addWithFiles(other, backwards, backwards);
    const auto first = study->freezeDataset(orderOf(QStringLiteral("v1")));
    QVERIFY_OK(first);
    QCOMPARE(first->exams, 30);
    QCOMPARE(first->trainingPatients + first->validationPatients + first->testPatients, 30);
    const auto second = other->freezeDataset(orderOf(QStringLiteral("v1")));
    QVERIFY_OK(second);
    QCOMPARE(first->hash, second->hash); // In any order of import.
    QVERIFY_OK(study->verifyDataset(QStringLiteral("v1")));
    QVERIFY_FAILS(study->freezeDataset(orderOf(QStringLiteral("v1"))), ErrorCode::conflict);
    QVERIFY_FAILS(study->freezeDataset(orderOf(QStringLiteral("v2"), QStringLiteral("age>200"))),
                  ErrorCode::invalid_argument);
    QVERIFY_FAILS(study->verifyDataset(QStringLiteral("v9")), ErrorCode::not_found);
    // Labels, tags and corrected eyes are decisions, not content.
    const ExamId exam = study.exam(QStringLiteral("P3-1"));
    QVERIFY_OK(study->apply({SwapEyes{}, {exam}, {}}));
    QVERIFY_OK(study->apply({AddTag{QStringLiteral("x")}, {exam}, {}}));
    QVERIFY_OK(study->verifyDataset(QStringLiteral("v1")));
    QCOMPARE(study->datasets()->size(), 1);
    // What is excluded does not get in.
    QVERIFY_OK(study->apply({SetExcluded{true}, {exam}, {}}));
    const auto third = study->freezeDataset(orderOf(QStringLiteral("v3")));
    QVERIFY_OK(third);
    QCOMPARE(third->exams, 29);
    QCOMPARE(third->warnings.size(), 1);
}

void tst_Datasets::changedContentIsFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a member moved to another split") << "UPDATE dataset_member SET split = 4 - split WHERE exam = 2";
    QTest::newRow("a member gone") << "DELETE FROM dataset_member WHERE exam = 2";
    QTest::newRow("a report changed") << "UPDATE report SET text = 'other' WHERE exam = 2";
    QTest::newRow("a photograph replaced") << "UPDATE image SET sha256 = 'ff' WHERE exam = 2";
}

void tst_Datasets::changedContentIsFound()
{
    QFETCH(QString, sql);
    TemporaryStudy study;
    addWithFiles(study, numbered(5), numbered(5));
    DatasetOrder order = orderOf(QStringLiteral("v1"));
    order.fractions = {1, 0, 0};
    QVERIFY_OK(study->freezeDataset(order));
    QVERIFY_OK(study->verifyDataset(QStringLiteral("v1")));
    QVERIFY_OK(study->database().execute(sql.toUtf8().constData()));
    QVERIFY_FAILS(study->verifyDataset(QStringLiteral("v1")), ErrorCode::corrupted);
}

void tst_Datasets::aPhotographChangedOnDiskIsFound()
{
    TemporaryStudy study;
    addWithFiles(study, numbered(5), numbered(5));
    DatasetOrder order = orderOf(QStringLiteral("v1"));
    order.fractions = {1, 0, 0};
    QVERIFY_OK(study->freezeDataset(order));
    int told = 0;
    QVERIFY_OK(study->verifyDataset(QStringLiteral("v1"), true, [&](const Progress &) { ++told; }));
    QVERIFY(told > 0);
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY_FAILS(study->verifyDataset(QStringLiteral("v1"), true, {}, stopped.get_token()), ErrorCode::cancelled);
    const QString path = study.path(QStringLiteral("P3") + QLatin1String(word(Laterality::left)));
    QFile photograph(path);
    QVERIFY(photograph.open(QIODevice::Append) && photograph.write("z") == 1);
    photograph.close();
    QVERIFY_OK(study->verifyDataset(QStringLiteral("v1"))); // From the hashes noted at import alone.
    QVERIFY_FAILS(study->verifyDataset(QStringLiteral("v1"), true), ErrorCode::corrupted);
    QVERIFY(photograph.resize(photograph.size() - 1));
    QVERIFY_OK(study->verifyDataset(QStringLiteral("v1"), true));
    QVERIFY(QFile::remove(path));
    QVERIFY_FAILS(study->verifyDataset(QStringLiteral("v1"), true), ErrorCode::corrupted);
}

void tst_Datasets::whatSplitsShareIsFound()
{
    TemporaryStudy study;
    const auto candidate = [](qint64 id, Split split, const char *patient, QStringList contents) {
        return LeakCandidate{{id}, split, QLatin1String(patient), QStringLiteral("%1-%2").arg(QLatin1String(patient)).arg(id),
                             {}, std::move(contents)};
    };
    const QString a = QStringLiteral("aa"), b = QStringLiteral("bb"), c = QStringLiteral("cc");
    const auto leaks = findLeaks(*study, {candidate(1, Split::training, "P", {a}), candidate(2, Split::test, "P", {b}),
                                          candidate(3, Split::training, "Q", {c, c}),
                                          candidate(4, Split::validation, "R", {c}),
                                          candidate(5, Split::training, "S", {a})});
    QVERIFY_OK(leaks);
    QCOMPARE(leaks->size(), std::size_t(2));
    QCOMPARE((*leaks)[0].kind, LeakKind::samePatient);
    QCOMPARE((*leaks)[0].codes, QStringList({QStringLiteral("P-1 (train)"), QStringLiteral("P-2 (test)")}));
    QCOMPARE((*leaks)[1].kind, LeakKind::sameImage); // "aa" is in one split only
    QCOMPARE((*leaks)[1].exams, (std::vector<ExamId>{{3}, {4}}));
    QVERIFY((*leaks)[0].blocks && (*leaks)[1].blocks);
}

void tst_Datasets::alikePhotographsBlockTheFreeze()
{
    TemporaryStudy study;
    const QStringList patients = numbered(40);
    addWithFiles(study, patients, patients);
    const auto free = study->freezeDataset(orderOf(QStringLiteral("before")));
    QVERIFY_OK(free);
    QCOMPARE(free->accepted.count, 0);
    // One of training and one of test get photographs that look alike but for three bits.
    ExamId training, test;
    const auto freeMembers = study->datasetMembers(free->id);
    QVERIFY(freeMembers);
    for (const auto &[exam, split] : *freeMembers)
        (split == Split::training ? training : split == Split::test ? test : training) = exam;
    std::vector<StoredLook> looks;
    for (const ExamId id : {training, test}) {
        StoredLook look;
        const ExamRow row = *study->exam(id);
        look.image = row.images.right->id;
        look.exam = id;
        look.sha256 = row.images.right->sha256;
        look.look.method = 1;
        look.look.signature = PictureSignature{{0x1234567812345678ULL, 0x9abcdef09abcdef0ULL, 77, id == test ? 7U : 0U}};
        looks.push_back(look);
    }
    QVERIFY_OK(storeLooks(*study, looks));

    DatasetOrder order = orderOf(QStringLiteral("v1"));
    const auto leaks = study->datasetLeaks(order);
    QVERIFY_OK(leaks);
    QCOMPARE(leaks->size(), std::size_t(1));
    QCOMPARE(leaks->front().kind, LeakKind::nearDuplicate);
    QCOMPARE(leaks->front().distance, 3);
    QVERIFY_FAILS(study->freezeDataset(order), ErrorCode::conflict);
    QCOMPARE(study->datasets()->size(), 1);
    QCOMPARE(study->datasetLeaks(QStringLiteral("before"))->size(), std::size_t(1));

    order.leaksAcceptedBecause = QStringLiteral("fellow eyes of twins");
    QVERIFY_OK(study->freezeDataset(order));
    study.reopen();
    const auto accepted = study->dataset(QStringLiteral("v1"));
    QVERIFY_OK(accepted);
    QCOMPARE(accepted->accepted.count, 1);
    QCOMPARE(accepted->accepted.reason, order.leaksAcceptedBecause);
    QVERIFY(accepted->warnings.join(u' ').contains(order.leaksAcceptedBecause));

    DatasetOrder together = orderOf(QStringLiteral("v2"));
    together.keepLookalikesTogether = true;
    const auto kept = study->freezeDataset(together);
    QVERIFY_OK(kept);
    QCOMPARE(kept->accepted.count, 0);
    std::map<ExamId, Split> splits;
    const auto keptMembers = study->datasetMembers(kept->id);
    QVERIFY(keptMembers);
    for (const auto &[exam, split] : *keptMembers)
        splits[exam] = split;
    QCOMPARE(splits[training], splits[test]);
}

void tst_Datasets::reportsBlockWhereTheyAreOnePersons_data()
{
    QTest::addColumn<QString>("report");
    QTest::addColumn<int>("patients"); // that share it
    QTest::addColumn<bool>("blocks");
    const QString stock = QStringLiteral("normal fundus");
    const QString own = QStringLiteral(
        "右眼视盘边界清，颞下方盘沿变窄并见片状出血，C/D 约 0.75，黄斑区中心凹反光存在，颞上分支静脉迂曲扩张，"
        "其间可见硬性渗出与棉絮斑；左眼视盘色淡，周围萎缩弧，后极部豹纹状改变。");
    QTest::newRow("a stock sentence of two") << stock << 2 << false;
    QTest::newRow("a stock sentence of all") << stock << 30 << false;
    QTest::newRow("a long report of two patients") << own << 2 << true;
    QTest::newRow("a long template of all") << own << 30 << false;
}

void tst_Datasets::reportsBlockWhereTheyAreOnePersons()
{
    QFETCH(QString, report);
    QFETCH(int, patients);
    QFETCH(bool, blocks);
    TemporaryStudy study;
    std::vector<LeakCandidate> members;
    for (int i = 0; i < 30; ++i)
        members.push_back({{i + 1}, i % 2 ? Split::training : Split::test, QStringLiteral("P%1").arg(i),
                           QStringLiteral("P%1-1").arg(i),
                           i < patients ? report : QStringLiteral("another report, number %1").arg(i), {}});
    const auto leaks = findLeaks(*study, members);
    QVERIFY_OK(leaks);
    QCOMPARE(leaks->size(), std::size_t(1));
    QCOMPARE(leaks->front().kind, LeakKind::sameReport);
    QCOMPARE(leaks->front().blocks, blocks);
    QCOMPARE(leaks->front().patients, patients);
    // What blocks is what can be kept together.
    const std::vector<int> groups = sameReportGroups(members);
    for (std::size_t i = 0; i < groups.size(); ++i)
        QCOMPARE(groups[i] >= 0, blocks && int(i) < patients);
    for (int i = 1; i < patients; ++i)
        QCOMPARE(groups[std::size_t(i)], groups.front());
    // So that a split does, by itself.
    QVector<ImportedExam> exams;
    for (const LeakCandidate &member : members)
        exams.append(pairOf(member.patient, member.report));
    study.import(exams);
    const auto frozen = study->freezeDataset(orderOf(QStringLiteral("v1")));
    QVERIFY_OK(frozen);
    const auto splits = study->datasetMembers(frozen->id);
    QVERIFY_OK(splits);
    QSet<int> together;
    for (const auto &[exam, split] : *splits)
        if (study->exam(exam)->report == report)
            together.insert(int(split));
    QVERIFY(!blocks || together.size() == 1);
}

void tst_Datasets::whoIsHeldOutIsTheTestSet()
{
    TemporaryStudy study;
    QVector<ImportedExam> exams;
    for (int i = 0; i < 40; ++i) {
        ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i));
        exam.site = i % 4 == 0 ? QStringLiteral("A") : QStringLiteral("B");
        exams.append(exam);
    }
    // One who was seen at both goes to the test set whole.
    ImportedExam second = pairOf(QStringLiteral("P1"));
    second.visit = QStringLiteral("later");
    second.site = QStringLiteral("A");
    for (ImportedImage &image : second.images)
        image.path += QStringLiteral("-later");
    exams.append(second);
    study.import(exams);
    DatasetOrder order = orderOf(QStringLiteral("held"));
    order.holdOut = {QStringLiteral("site=a")};
    order.fractions = {0.6, 0.2, 0.2};
    const auto dataset = study->freezeDataset(order);
    QVERIFY_OK(dataset);
    QCOMPARE(dataset->testPatients, qint64(11));
    QCOMPARE(dataset->trainingPatients + dataset->validationPatients, qint64(29));
    QCOMPARE(dataset->validationPatients, qint64(7)); // A quarter of 29: 60 to 20.
    QCOMPARE(study->dataset(QStringLiteral("held"))->heldOut, QStringList{"site=a"});
    const auto members = *study->datasetMembers(dataset->id);
    for (const auto &[exam, split] : members) {
        const ExamRow row = *study->exam(exam);
        QCOMPARE(split == Split::test, row.site == QLatin1String("A") || row.patient == QLatin1String("P1"));
    }
    QVERIFY(dataset->warnings.join(u';').contains(QStringLiteral("11 patients are held out")));
    QVERIFY(dataset->warnings.join(u';').contains(QStringLiteral("1 patients have other exams too")));
}

void tst_Datasets::whatCannotBeHeldOutIsRefused_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("a value that nobody has") << "site=C" << ErrorCode::not_found;
    QTest::newRow("no value") << "site=" << ErrorCode::invalid_argument;
    QTest::newRow("another field") << "age=60" << ErrorCode::invalid_argument;
    QTest::newRow("no rule at all") << "A" << ErrorCode::invalid_argument;
    QTest::newRow("everybody") << "site=A" << ErrorCode::invalid_argument;
}

void tst_Datasets::whatCannotBeHeldOutIsRefused()
{
    QFETCH(QString, rule);
    QFETCH(ErrorCode, code);
    TemporaryStudy study;
    ImportedExam exam = pairOf(QStringLiteral("P"));
    exam.site = QStringLiteral("A");
    study.import({exam});
    DatasetOrder order = orderOf(QStringLiteral("held"));
    order.holdOut = {rule};
    order.fractions = {0, 0, 1}; // Nothing is left to train on.
    QVERIFY_FAILS(study->freezeDataset(order), code);
}

void tst_Datasets::severalStrataKeepTheirShares()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    QVector<ImportedExam> exams;
    for (int i = 0; i < 240; ++i) {
        ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i));
        exam.sex = i % 3 == 0 ? QStringLiteral("F") : QStringLiteral("M");
        exam.labels = {labelOf(QStringLiteral("glaucoma"), i % 4 == 0 ? QStringList{"glaucoma"} : QStringList())};
        exams.append(exam);
    }
    study.import(exams);
    DatasetOrder order = orderOf(QStringLiteral("even"));
    order.stratifyBy = QStringLiteral("glaucoma, sex");
    order.fractions = {0.5, 0.25, 0.25};
    const auto dataset = study->freezeDataset(order);
    QVERIFY_OK(dataset);
    QCOMPARE(dataset->stratifiedBy, QStringLiteral("glaucoma, sex"));
    std::map<std::pair<QString, Split>, int> counts;
    const auto members = *study->datasetMembers(dataset->id);
    for (const auto &[exam, split] : members) {
        const ExamRow row = *study->exam(exam);
        ++counts[{row.sex + (row.labels.first().positive.isEmpty() ? u'0' : u'1'), split}];
    }
    for (const auto &[key, count] : counts) { // Each of the four kinds is shared out 2 : 1 : 1.
        const int all = counts[{key.first, Split::training}] + counts[{key.first, Split::validation}] + counts[{key.first, Split::test}];
        QVERIFY2(std::abs(count - all * (key.second == Split::training ? 0.5 : 0.25)) <= 1.5, qPrintable(key.first));
    }
    order.name = QStringLiteral("bad");
    order.stratifyBy = QStringLiteral("glaucoma,shoe size");
    QVERIFY_FAILS(study->freezeDataset(order), ErrorCode::not_found);
}

void tst_Datasets::twoVersionsAreCompared()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    addWithFiles(study, numbered(12), numbered(12));
    DatasetOrder order = orderOf(QStringLiteral("v1"), QStringLiteral("-patient:P0"));
    QVERIFY_OK(study->freezeDataset(order));
    const auto none = diffDatasets(*study, QStringLiteral("v1"), QStringLiteral("v1"));
    QVERIFY_OK(none);
    QCOMPARE(none->same, qint64(11));
    QVERIFY(!none->partly && none->added.empty() && none->labels.empty());

    SetLabel label;
    label.labelSet = QStringLiteral("glaucoma");
    label.positive = {QStringLiteral("glaucoma")};
    QVERIFY_OK(study->apply({label, {study.exam(QStringLiteral("P3-1"))}, QStringLiteral("chen")}));
    RedactTexts redact;
    redact.reports.insert(study.exam(QStringLiteral("P4-1")).value, QStringLiteral("another report"));
    QVERIFY_OK(study->apply({redact, {study.exam(QStringLiteral("P4-1"))}, QStringLiteral("chen")}));
    QVERIFY_OK(study->apply({SwapEyes{}, {study.exam(QStringLiteral("P5-1"))}, QStringLiteral("chen")}));
    order = orderOf(QStringLiteral("v2"), QStringLiteral("-patient:P1"));
    order.seed = 9;
    QVERIFY_OK(study->freezeDataset(order));
    const auto diff = diffDatasets(*study, QStringLiteral("v1"), QStringLiteral("v2"));
    QVERIFY_OK(diff);
    QCOMPARE(*study->codes(diff->added), QStringList{"P0-1"});
    QCOMPARE(*study->codes(diff->removed), QStringList{"P1-1"});
    QCOMPARE(*study->codes(diff->otherLabels), QStringList{"P3-1"});
    QCOMPARE(diff->labels.front().labelSet, QStringLiteral("glaucoma"));
    QCOMPARE(diff->labels.front().before, QString());
    QCOMPARE(diff->labels.front().after, QStringLiteral("glaucoma"));
    QCOMPARE(*study->codes(diff->otherReport), QStringList{"P4-1"});
    QCOMPARE(*study->codes(diff->otherPhotographs), QStringList{"P5-1"});
    QVERIFY(!diff->moved.empty());
    for (const DatasetDiff::Move &move : diff->moved)
        QVERIFY(move.from != move.to);
    // What was moved is what the splits say.
    std::map<ExamId, Split> first;
    const auto before = *study->datasetMembers(diff->before.id);
    for (const auto &[exam, split] : before)
        first[exam] = split;
    std::size_t moved = 0;
    const auto after = *study->datasetMembers(diff->after.id);
    for (const auto &[exam, split] : after)
        moved += first.contains(exam) && first[exam] != split;
    QCOMPARE(diff->moved.size(), moved);
    QVERIFY_FAILS(diffDatasets(*study, QStringLiteral("v1"), QStringLiteral("v9")), ErrorCode::not_found);
}

void tst_Datasets::aVersionOfAnOlderProgramIsComparedAsFarAsItGoes()
{
    TemporaryStudy study;
    addWithFiles(study, numbered(6), numbered(6));
    QVERIFY_OK(study->freezeDataset(orderOf(QStringLiteral("old"))));
    QVERIFY_OK(study->database().run("UPDATE dataset_member SET photographs = '', report = '', labels = ''"));
    RedactTexts redact;
    redact.reports.insert(study.exam(QStringLiteral("P4-1")).value, QStringLiteral("another report"));
    QVERIFY_OK(study->apply({redact, {study.exam(QStringLiteral("P4-1"))}, QStringLiteral("chen")}));
    QVERIFY_OK(study->freezeDataset(orderOf(QStringLiteral("new"))));
    const auto diff = diffDatasets(*study, QStringLiteral("old"), QStringLiteral("new"));
    QVERIFY_OK(diff);
    QVERIFY(diff->partly);
    QCOMPARE(*study->codes(diff->otherPhotographs), QStringList{"P4-1"});
    QCOMPARE(diff->same, qint64(5));
}

void tst_Datasets::profileCountsWhatIsInEachSplit()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    QVector<ImportedExam> exams;
    for (int i = 0; i < 20; ++i) {
        ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i), i < 5 ? QStringLiteral("seen") : QString());
        exam.age = i < 10 ? 61 : 95;
        exam.sex = i < 4 ? QString() : QStringLiteral("F");
        exam.labels = {labelOf(QStringLiteral("glaucoma"), i < 7 ? QStringList{"glaucoma"} : QStringList())};
        exams.append(exam);
    }
    study.import(exams);
    DatasetOrder order = orderOf(QStringLiteral("set"));
    order.fractions = {0.5, 0.25, 0.25};
    const auto dataset = study->freezeDataset(order);
    QVERIFY_OK(dataset);
    const auto profile = profileDataset(*study, QStringLiteral("set"));
    QVERIFY_OK(profile);
    QCOMPARE(profile->count(QStringLiteral("patients"))->training, dataset->trainingPatients);
    QCOMPARE(profile->count(QStringLiteral("photographs"))->all(), qint64(40));
    QCOMPARE(profile->count(QStringLiteral("reports"))->all(), qint64(5));
    const auto row = [&](const QString &field, const QString &value) {
        for (const ProfileRow &each : profile->rows)
            if (each.field == field && each.value == value)
                return each.all();
        return qint64(-1);
    };
    QCOMPARE(row(QStringLiteral("label:glaucoma"), QStringLiteral("glaucoma")), qint64(7));
    QCOMPARE(row(QStringLiteral("label:glaucoma"), QStringLiteral("0")), qint64(13));
    QCOMPARE(row(QStringLiteral("age"), QStringLiteral("60-69")), qint64(10));
    QCOMPARE(row(QStringLiteral("age"), QStringLiteral("90+")), qint64(10));
    QCOMPARE(row(QStringLiteral("sex"), QString()), qint64(4));
    QCOMPARE(examsOfProfileRow(*study, QStringLiteral("set"), QStringLiteral("sex"), QString())->size(), std::size_t(4));
    // Labels are those of the day it was frozen.
    SetLabel off;
    off.labelSet = QStringLiteral("glaucoma");
    QVERIFY_OK(study->apply({off, {study.exam(QStringLiteral("P0-1"))}, QStringLiteral("chen")}));
    QCOMPARE(examsOfProfileRow(*study, QStringLiteral("set"), QStringLiteral("label:glaucoma"), QStringLiteral("glaucoma"))->size(), std::size_t(7));
}

void tst_Datasets::theSheetSaysWhatTheStudyKnows()
{
    TemporaryStudy study;
    study.define(classSet(QStringLiteral("DR"), LabelKind::ordinal, {QStringLiteral("no"), QStringLiteral("mild")}));
    addWithFiles(study, numbered(10), numbered(10), QStringList(10, QStringLiteral("mild")));
    QVERIFY_OK(study->freezeDataset(orderOf(QStringLiteral("set"), QStringLiteral("eye:both"))));
    const QString chen = QStringLiteral("chen"), funding = QStringLiteral("motivation.funding");
    QVERIFY_OK(describeLabelSet(*study, {QStringLiteral("DR"), QStringLiteral("by the worse eye"),
                                         {{QStringLiteral("mild"), QStringLiteral("microaneurysms | only"), {}}}}, chen));
    auto sheet = dataSheet(*study, QStringLiteral("set"));
    QVERIFY_OK(sheet);
    const int blanks = sheet->blanks();
    QVERIFY(blanks > 5);
    QString text = sheet->markdown();
    QVERIFY(text.contains(study->dataset(QStringLiteral("set"))->hash));
    QVERIFY(text.contains(QStringLiteral("eye:both")));
    QVERIFY(text.contains(QStringLiteral("| DR | mild |")));
    QVERIFY(text.contains(QStringLiteral("- DR: by the worse eye\n- DR / mild: microaneurysms \\| only\n")));
    QCOMPARE(text.count(QStringLiteral("[to be filled in]")), blanks);

    QVERIFY_OK(answerSheet(*study, QStringLiteral("set"), funding, QStringLiteral("Grant <1> & co"), chen));
    QVERIFY(!answerSheet(*study, QStringLiteral("set"), funding, QStringLiteral("Grant <1> & co"), chen)->edit.valid());
    study.reopen();
    sheet = dataSheet(*study, QStringLiteral("set"));
    QVERIFY_OK(sheet);
    QCOMPARE(sheet->blanks(), blanks - 1);
    QVERIFY(sheet->markdown().contains(QStringLiteral("Grant <1> & co")));
    QVERIFY(sheet->html().contains(QStringLiteral("Grant &lt;1&gt; &amp; co")));
    QCOMPARE(sheet->html().count(QStringLiteral("<table>")), sheet->html().count(QStringLiteral("</table>")));
    QVERIFY_OK(study->undo(chen));
    QVERIFY(sheetAnswers(*study, QStringLiteral("set"))->isEmpty());
    QVERIFY_FAILS(answerSheet(*study, QStringLiteral("set"), QStringLiteral("no.such"), QStringLiteral("x"), chen), ErrorCode::not_found);
    QVERIFY_FAILS(answerSheet(*study, QStringLiteral("nobody"), funding, QStringLiteral("x"), chen), ErrorCode::not_found);
    // Without who, where from and which query.
    const auto hidden = dataSheet(*study, QStringLiteral("set"), false);
    QVERIFY_OK(hidden);
    for (const char *word : {"chen", "eye:both", "table.csv"})
        QVERIFY2(!hidden->markdown().contains(QLatin1String(word)), word);
}

void tst_Datasets::manifestTellsWhatARunSees()
{
    TemporaryStudy study;
    study.define(classSet(QStringLiteral("DR"), LabelKind::ordinal,
                          {QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}));
    QStringList labels;
    for (int i = 0; i < 20; ++i)
        labels.append(i == 0 ? QString() : QString::number(i % 3));
    addWithFiles(study, numbered(20), numbered(20), labels);
    ImportedExam unknown = pairOf(QStringLiteral("U"), QStringLiteral("x"));
    for (ImportedImage &image : unknown.images)
        image.eye.reset();
    ImportedExam one = pairOf(QStringLiteral("one"), QStringLiteral("y"));
    one.images.removeFirst();
    study.import({unknown, one});
    const auto manifest = study->manifest({}, QStringLiteral("DR"), 3);
    QVERIFY_OK(manifest);
    QCOMPARE(manifest->items.size(), std::size_t(21)); // Without the unknown eye.
    QCOMPARE(manifest->target.kind, LabelKind::ordinal);
    QCOMPARE(manifest->target.classes.size(), std::size_t(3));
    for (const ManifestItem &item : manifest->items) {
        QVERIFY(item.split != Split::none);
        if (item.patient == "P0")
            QVERIFY(item.targets.empty());
        if (item.patient == "P5") {
            QCOMPARE(item.targets, Targets{2});
            QCOMPARE(item.photographs.left.sha256.size(), std::size_t(64));
            QVERIFY(item.photographs.left.path.ends_with("P5left"));
        }
        if (item.patient == "one") {
            QVERIFY(item.photographs.left.present());
            QVERIFY(!item.photographs.right.present());
        }
    }
    QCOMPARE(study->manifest({}, QStringLiteral("DR"), 3)->hash(), manifest->hash());
    const auto binary = study->manifest({}, QStringLiteral("DR/2"), 3);
    QVERIFY_OK(binary);
    QCOMPARE(binary->target.kind, LabelKind::binary);
    QVERIFY(binary->hash() != manifest->hash());
    for (const ManifestItem &item : binary->items)
        if (item.patient == "P5" || item.patient == "P6")
            QCOMPARE(item.targets, Targets{item.patient == "P5" ? 1 : 0});
    QVERIFY_FAILS(study->manifest({}, QStringLiteral("nothing"), 1), ErrorCode::not_found);
    QVERIFY_FAILS(study->manifest(QStringLiteral("nothing"), {}, 1), ErrorCode::not_found);
}

void tst_Datasets::runsAreRegisteredAndDeleted()
{
    TemporaryStudy study;
    addWithFiles(study, numbered(6), numbered(6));
    RunOrder order;
    order.name = QStringLiteral("first run/测试");
    order.config = *preset("pretrain-small");
    order.manifest = *study->manifest({}, {}, 1);
    const auto run = study->createRun(order);
    QVERIFY_OK(run);
    QCOMPARE(run->id, RunId{1});
    QCOMPARE(run->state, RunState::waiting);
    QCOMPARE(QDir(run->folder).dirName(), QStringLiteral("0001-first-run-测试"));
    const auto manifest = read_manifest(path_from_utf8(run->folder.toStdString()) / "manifest.jsonl");
    QVERIFY_OK(manifest);
    QCOMPARE(QString::fromStdString(manifest->hash()), run->manifestHash);
    QVERIFY(QFile::exists(run->folder + QStringLiteral("/run.json")));
    QVERIFY_FAILS(study->createRun(order), ErrorCode::conflict);
    RunRow changed = *run;
    changed.note = QStringLiteral("seems *good*");
    changed.star = true;
    changed.state = RunState::done;
    changed.metrics[QStringLiteral("auroc")] = 0.9;
    QVERIFY_OK(study->updateRun(changed));
    study.reopen();
    const auto again = study->run(QStringLiteral("first run/测试"));
    QVERIFY_OK(again);
    QCOMPARE(again->note, changed.note);
    QVERIFY(again->star);
    QCOMPARE(again->metrics[QStringLiteral("auroc")].toDouble(), 0.9);
    QVERIFY_OK(study->deleteRun(run->id));
    QVERIFY_FAILS(study->run(QStringLiteral("1")), ErrorCode::not_found);
    QVERIFY(!QDir(run->folder).exists());
    QVERIFY(QDir(study->folder() + QStringLiteral("/trash/0001-first-run-测试")).exists());
    const auto next = study->createRun(order); // The name is free; the number is not used again.
    QVERIFY_OK(next);
    QCOMPARE(next->id, RunId{2});
    order.name = QStringLiteral("7");
    QVERIFY_FAILS(study->createRun(order), ErrorCode::invalid_argument);
    order.name = QStringLiteral("empty");
    for (ManifestItem &item : order.manifest.items)
        item.text.clear();
    QVERIFY_FAILS(study->createRun(order), ErrorCode::invalid_argument);
    QCOMPARE(study->runs()->size(), 1);
}

void tst_Datasets::predictionsComeBack()
{
    TemporaryStudy study;
    addWithFiles(study, numbered(3), numbered(3));
    RunOrder order;
    order.config = *preset("pretrain-small");
    order.manifest = *study->manifest({}, {}, 1);
    const auto run = study->createRun(order);
    QVERIFY_OK(run);
    std::vector<PredictionRow> rows;
    const std::vector<ExamId> all = *study->find({});
    for (const ExamId id : all)
        for (const Laterality eye : both_eyes) {
            PredictionRow row;
            row.exam = id;
            row.eye = eye;
            row.className = QStringLiteral("G");
            row.score = 0.1 * double(id.value);
            row.predicted = id.value == 2;
            if (id.value != 3)
                row.truth = id.value == 1;
            row.split = Split::test;
            rows.push_back(row);
        }
    QVERIFY_OK(study->storePredictions(run->id, QStringLiteral("odir"), rows));
    QVERIFY_OK(study->storePredictions(run->id, QStringLiteral("odir"), rows)); // Replaces.
    const auto back = study->predictions(run->id, QStringLiteral("odir"));
    QVERIFY_OK(back);
    QCOMPARE(back->size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE((*back)[i].exam, rows[i].exam);
        QVERIFY((*back)[i].eye == rows[i].eye);
        QCOMPARE((*back)[i].score, rows[i].score);
        QVERIFY((*back)[i].truth == rows[i].truth);
        QCOMPARE((*back)[i].split, Split::test);
    }
    QCOMPARE(study.codes(QStringLiteral("fn")), QStringList{QStringLiteral("P0-1")});
    QCOMPARE(study.codes(QStringLiteral("fp")), QStringList{QStringLiteral("P1-1")});
}

QTEST_GUILESS_MAIN(tst_Datasets)
#include "tst_datasets.moc"
