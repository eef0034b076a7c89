// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "core/study/exam_set.h"
#include "core/study/photograph_looks.h"
#include "core/study/query.h"
#include "core/study/query_hints.h"
#include "core/study/text_index.h"
#include "tests/support/temporary_study.h"

#include <QRandomGenerator>

using namespace retclip;

namespace {

/// Eight exams that differ in everything that can be asked for.
void fill(TemporaryStudy &study)
{
    LabelSet glaucoma = binarySet(QStringLiteral("glaucoma"));
    glaucoma.classes[0].title = QStringLiteral("Glaucoma");
    glaucoma.classes[0].titleZh = QStringLiteral("青光眼");
    study.define(glaucoma);
    study.define(classSet(QStringLiteral("DR"), LabelKind::ordinal,
                          {QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}, true));
    const auto exam = [](const char *patient, const char *report, const char *sex, int age, const char *date) {
        ImportedExam row = pairOf(QString::fromLatin1(patient), QString::fromUtf8(report));
        row.sex = QString::fromLatin1(sex);
        row.age = age;
        row.date = QDate::fromString(QString::fromLatin1(date), Qt::ISODate);
        row.visit = QStringLiteral("1");
        return row;
    };
    QVector<ImportedExam> exams{
        exam("P1", "双眼视盘边界清，C/D 约 0.7", "F", 63, "2023-04-05"),
        exam("P2", "黄斑区硬性渗出，视网膜出血", "M", 70, "2023-12-31"),
        exam("P3", "Optic disc swelling with haemorrhage", "F", 40, "2024-01-01"),
        exam("P4", "视网膜出血", "M", 55, "2022-06-30"),
        exam("P5", "视网膜出血", "F", 60, "2024-02-29"),
        exam("P6", "", "", -1, ""),
        exam("P7", "未见异常。OCT示黄斑正常", "M", 61, "2023-05-01"),
        exam("P10", "视盘水肿", "F", 20, "2021-01-01"),
    };
    exams[0].camera = QStringLiteral("Topcon NW400");
    exams[1].camera = QStringLiteral("Canon CR-2");
    exams[2].site = QStringLiteral("东院");
    exams[3].split = Split::test;
    exams[4].split = Split::training;
    exams[3].images.removeLast();                                  // Right only.
    exams[4].images.removeFirst();                                 // Left only.
    exams[5].images.clear();
    for (ImportedImage &image : exams[6].images)
        image.eye.reset();
    exams[0].labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    exams[1].labels = {labelOf(QStringLiteral("glaucoma"), {}),
                       labelOf(QStringLiteral("DR"), {QStringLiteral("2")}, Laterality::right),
                       labelOf(QStringLiteral("DR"), {QStringLiteral("1")}, Laterality::left)};
    exams[2].labels = {labelOf(QStringLiteral("DR"), {QStringLiteral("0")}, Laterality::left)};
    exams[0].tags = {QStringLiteral("bad"), QStringLiteral("to check")};
    exams[1].tags = {QStringLiteral("坏")};
    exams[6].excluded = true;
    exams[2].unsure = true;
    exams[2].comment = QStringLiteral("Slightly Blurred");
    study.import(exams);
    const ExamId p2 = study.exam(QStringLiteral("P2-1")), p4 = study.exam(QStringLiteral("P4-1"));
    for (const auto &[person, kind] : {std::pair("chen", VerdictKind::labelWrong), {"li", VerdictKind::ambiguous}})
        if (!study->apply({GiveVerdict{kind, QStringLiteral("see report"), {}, {}, {}}, {p2}, QString::fromLatin1(person)}))
            qFatal("verdict");
    StoredLook poor, turned;
    poor.image = study->exam(p2)->images.left->id;
    poor.exam = p2;
    poor.sha256 = QString(64, u'2');
    poor.look = {1, 0.25, {QStringLiteral("blurred"), QStringLiteral("uneven")}, {}, 0, PictureSignature{},
                 {{QStringLiteral("centre"), QStringLiteral("macula")}}};
    turned.image = study->exam(p4)->images.right->id;
    turned.exam = p4;
    turned.sha256 = QString(64, u'4');
    turned.look = {1, 0.9, {}, Laterality::left, 0.99, PictureSignature{},
                   {{QStringLiteral("centre"), QStringLiteral("disc")}}};
    if (!storeLooks(*study, {poor, turned}))
        qFatal("looks");
    DatasetOrder dataset;
    dataset.name = QStringLiteral("v1");
    dataset.query = QStringLiteral("exam:P1-1,P2-1,P3-1");
    dataset.fractions = {1, 0, 0};
    if (!study->freezeDataset(dataset))
        qFatal("dataset");
    for (int run = 1; run <= 2; ++run) {
        RunOrder order;
        order.name = QStringLiteral("run-%1").arg(QChar(u'a' + char16_t(run - 1)));
        order.config.task = "probe";
        order.manifest = *study->manifest({}, QStringLiteral("glaucoma"), 1);
        const auto row = study->createRun(order);
        if (!row)
            qFatal("%s", row.error().english().c_str());
        std::vector<PredictionRow> predictions;
        const auto add = [&](const char *code, double score, std::optional<bool> truth) {
            PredictionRow prediction;
            prediction.exam = study.exam(QString::fromLatin1(code));
            prediction.className = QStringLiteral("glaucoma");
            prediction.score = run == 1 ? score : 1 - score;
            prediction.predicted = prediction.score > 0.5;
            prediction.truth = truth;
            predictions.push_back(prediction);
        };
        add("P1-1", 0.9, true);
        add("P2-1", 0.8, false);
        add("P3-1", 0.3, true);
        add("P4-1", 0.1, false);
        add("P5-1", 0.6, std::nullopt);
        if (!study->storePredictions(row->id, QStringLiteral("glaucoma"), predictions))
            qFatal("predictions");
    }
}

} // namespace

class tst_Query : public QObject
{
    Q_OBJECT

private slots:
    void labelsThatNoSetHasAreTold_data();
    void labelsThatNoSetHasAreTold();
    void initTestCase() { fill(m_study); }
    void finds_data();
    void finds();
    void saysWhereTheMistakeIs_data();
    void saysWhereTheMistakeIs();
    void indexFindsWhatTheTextHolds();
    void agreesWithAPlainEvaluation();
    void aSetHoldsWhatIsFound();
    void connectionsShareOneOrder();
    void facetsCount();
    void facetValuesFindTheirCount();
    void cancels();
    void wordsAreQuotedWhereNeeded();

private:
    TemporaryStudy m_study;
};

void tst_Query::finds_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *query, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(query) << QString::fromLatin1(expected);
    };
    row("nothing said: all, P10 after P7", "", "1 2 3 4 5 6 7 10");
    row("blank", "  　", "1 2 3 4 5 6 7 10");
    row("two characters", "视盘", "1 10");
    row("two characters by field", "report:出血", "2 4 5");
    row("Chinese field", "报告：出血", "2 4 5");
    row("four characters", "硬性渗出", "2");
    row("one character at a run's end", "血", "2 4 5");
    row("one character inside", "膜", "2 4 5");
    row("not across punctuation", "渗出视", "");
    row("mixed scripts", "OCT示", "7");
    row("a letter and a number", "\"约 0.7\"", "1");
    row("an English word, other case", "OPTIC", "3");
    row("the beginning of a word", "haem", "3");
    row("quoted: the whole word only", "\"haem\"", "");
    row("two words: both", "视网膜 渗出", "2");
    row("a phrase in quotation marks", "\"optic disc\"", "3");
    row("a phrase in the wrong order", "\"disc optic\"", "");
    row("full-width quotation marks", "“视网膜出血”", "2 4 5");
    row("punctuation alone is looked for as it is", "\"，\"", "1 2");
    row("no report", "report:none", "6");
    row("any report", "report:*", "1 2 3 4 5 7 10");
    row("not", "-出血", "1 3 6 7 10");
    row("NOT", "not 出血", "1 3 6 7 10");
    row("full-width minus", "－出血", "1 3 6 7 10");
    row("double negation", "--出血", "2 4 5");
    row("or", "渗出 OR 水肿", "2 10");
    row("or in lower case", "渗出 or 水肿", "2 10");
    row("bar", "渗出 | 水肿", "2 10");
    row("and binds closer", "出血 sex:F or 水肿", "5 10");
    row("AND", "出血 AND sex:F", "5");
    row("parentheses", "sex:F (出血 or 水肿)", "5 10");
    row("full-width parentheses", "sex：F（出血 or 水肿）", "5 10");
    row("a negated group", "-(sex:F or sex:M)", "6");
    row("older", "age>60", "1 2 7");
    row("full-width greater", "年龄＞60", "1 2 7");
    row("at least", "age>=60", "1 2 5 7");
    row("younger", "age<40", "10");
    row("at most", "age<=40", "3 10");
    row("exactly", "age:60", "5");
    row("equal sign", "age=60", "5");
    row("unequal", "age!=60", "1 2 3 4 6 7 10");
    row("a range", "age:40..60", "3 4 5");
    row("open above", "age:61..", "1 2 7");
    row("open below", "age:..40", "3 10");
    row("a list", "age:20,70", "2 10");
    row("age unknown", "age:none", "6");
    row("age known, two ways", "age:* -age:none", "1 2 3 4 5 7 10");
    row("spaces around the operator", "age > 60", "1 2 7");
    row("sex in words", "sex:female", "1 3 5 10");
    row("sex in Chinese", "性别：女", "1 3 5 10");
    row("sex unknown", "sex:none", "6");
    row("a year", "date:2023", "1 2 7");
    row("a month", "date:2023-04", "1");
    row("a day", "date:2023-04-05", "1");
    row("after a year", "date>2023", "3 5");
    row("from a year", "date>=2023", "1 2 3 5 7");
    row("before a year", "date<2023", "4 10");
    row("to a year", "date<=2023", "1 2 4 7 10");
    row("a range of dates", "date:2023-05..2024-01", "2 3 7");
    row("the last days", "date:30d", "");
    row("older than days", "date<30d", "1 2 3 4 5 7 10");
    row("camera holds", "camera:topcon", "1");
    row("camera is", "camera=topcon", "");
    row("site in Chinese", "院区:东", "3");
    row("no camera", "camera:none", "3 4 5 6 7 10");
    row("source", "source:table.csv -source:other", "1 2 3 4 5 6 7 10");
    row("patient", "patient:P1", "1");
    row("patient in other case", "患者:p10", "10");
    row("patients by a star", "patient:P1*", "1 10");
    row("exams by a star", "exam:p7*", "7");
    row("cameras by a star", "camera:top*", "1");
    row("cameras by a star, whole", "camera:*con", "");
    row("cameras by a star and the equal sign", "camera=TOP*", "1");
    row("a full-width star", "camera:top＊", "1");
    row("a quoted star is a star", "camera:\"top*\"", "");
    row("sites by a star", "院区:东*", "3");
    row("sources by a star", "source:tab*csv", "1 2 3 4 5 6 7 10");
    row("tags by a star", "tag:b*", "1");
    row("tags by a star, Chinese", "tag:*坏", "2");
    row("labels by a star", "label:glau*", "1");
    row("labels by a star and a Chinese title", "label:青*", "1");
    row("sets by a star", "label:D*", "2 3");
    row("classes of a set by a star", "label:DR/*2", "2");
    row("classes of sets by a star", "label:D*/2", "2");
    row("a grade of one eye by a star", "label@os:DR/1*", "2");
    row("nothing by a star", "label:zzz*", "");
    row("faults by a star", "fault:blur*", "2");
    row("faults of the other eye by a star", "fault@od:blur*", "");
    row("fields by a star", "field:mac*", "2");
    row("fields by a star, Chinese", "视野:视*", "4");
    row("graders by a star", "grader:L*", "2");
    row("comments by a star", "comment:bl*red", "3");
    row("comments by a star: the whole word", "comment:bl*re", "");
    row("words of a report that end so", "*orrhage", "3");
    row("words of a report that begin so", "report:ha*", "3");
    row("words of a report, inside", "ha*rhage", "3");
    row("a star stays within a word", "optic*disc", "");
    row("Chinese characters around a star", "视*出血", "2 4 5");
    row("datasets by a star", "dataset:v* split:train", "1 2 3");
    row("runs by a star", "run:run-*", "1 2 3 4 5");
    row("one run by a star", "run:*-a wrong", "2 3");
    row("predicted by a star", "run:1 pred:glau*", "1 2 5");
    row("false negatives of classes by a star", "run:1 fn:glau*", "3");
    row("exam", "exam:P7-1", "7");
    row("tag", "tag:bad", "1");
    row("not tagged so", "-tag:bad sex:F", "3 5 10");
    row("tag with a space", "tag:\"to check\"", "1");
    row("Chinese tag", "标记:坏", "2");
    row("no tag", "tag:none", "3 4 5 6 7 10");
    row("split", "split:test", "4");
    row("split in Chinese", "划分:训练集", "5");
    row("split in a dataset", "dataset:v1 split:train", "1 2 3");
    row("not in any dataset", "dataset:none", "4 5 6 7 10");
    row("right eye there", "eye:od", "1 2 3 4 10");
    row("left eye there", "眼别:左", "1 2 3 5 10");
    row("both eyes", "eye:both", "1 2 3 10");
    row("one eye", "eye:one", "4 5");
    row("no eye", "eye:none", "6 7");
    row("eye unknown", "eye:unknown", "7");
    row("label by class", "label:glaucoma", "1");
    row("label by Chinese title", "标签:青光眼", "1");
    row("label zero", "label:glaucoma/0", "2");
    row("label one", "label:glaucoma/1", "1");
    row("not labelled in a set", "label:glaucoma/none", "3 4 5 6 7 10");
    row("a grade", "label:DR/2", "2");
    row("labelled in a set", "label:DR", "2 3");
    row("a grade of one eye", "label@os:DR/1", "2");
    row("a grade of the other eye", "label@右:DR/1", "");
    row("no label", "label:none", "4 5 6 7 10");
    row("unlabelled", "unlabelled", "4 5 6 7 10");
    row("unlabelled in Chinese", "未标注", "4 5 6 7 10");
    row("several labels", "label:glaucoma,DR/0", "1 3");
    row("a label that is not there", "label:nonsense", "");
    row("same report elsewhere", "duplicates>1", "4 5");
    row("report once", "duplicates:1", "1 2 3 7 10");
    row("quality", "quality<0.5", "2");
    row("quality of the other eye", "quality@od<0.5", "");
    row("a fault", "fault:blurred", "2");
    row("a second fault of a photograph", "缺陷:uneven", "2");
    row("a fault of the other eye", "fault@od:blurred", "");
    row("part of a fault's name", "fault:blur", "");
    row("any fault", "fault:*", "2");
    row("a field", "field:macula", "2");
    row("a field in Chinese", "视野:视盘", "4");
    row("a field of the other eye", "field@od:macula", "");
    row("any field", "field:*", "2 4");
    row("fields that nobody sees", "field:between", "");
    row("verdict", "verdict:label_wrong", "2");
    row("verdict in Chinese", "结论:标签错误", "2");
    row("grader", "grader:LI", "2");
    row("comment", "comment:blurred", "3");
    row("comment of a verdict", "评论:\"see report\"", "2");
    row("reviewed", "reviewed", "2");
    row("disputed", "disputed", "2");
    row("unsure", "unsure", "3");
    row("excluded", "excluded", "7");
    row("swapped", "swapped", "4");
    row("run", "run:1", "1 2 3 4 5");
    row("run by name", "run:run-a", "1 2 3 4 5");
    row("wrong in a run", "run:1 wrong", "2 3");
    row("wrong in the other run", "run:2 wrong", "1 4");
    row("wrong in the active run", "wrong", "1 4");
    row("right", "run:1 right", "1 4");
    row("false positives", "run:1 fp", "2");
    row("false negatives", "run:1 fn", "3");
    row("true positives", "run:1 tp", "1");
    row("true negatives", "run:1 tn", "4");
    row("false negatives of a class", "run:1 fn:glaucoma", "3");
    row("false negatives of another class", "run:1 fn:other", "");
    row("each group its run", "(run:1 fp) or (run:2 fp)", "2 4");
    row("runs that differ", "(run:1 wrong) -(run:2 wrong)", "2 3");
    row("predicted", "run:1 pred:glaucoma", "1 2 5");
    row("predicted none", "run:1 pred:none", "3 4");
    row("probability", "run:1 prob>0.7", "1 2");
    row("near the threshold", "run:1 prob:0.25..0.65", "3 5");
    row("limit", "sex:F limit:2", "1 3");
    row("sort by age", "sort:age sex:F", "10 3 5 1");
    row("sort by age, oldest first", "sex:F sort:-age", "1 5 3 10");
    row("unknown last, upwards", "sort:age limit:8", "10 3 4 5 7 1 2 6");
    row("unknown last, downwards", "sort:-age", "2 1 7 5 4 3 10 6");
    row("newest", "sort:newest limit:2", "5 3");
    row("sort by probability", "run:1 sort:-prob", "1 2 5 3 4");
    row("a quoted flag is a word", "\"wrong\"", "");
    row("a sample of more than there are", "sex:F sample:50", "1 3 5 10");
}

void tst_Query::finds()
{
    QFETCH(QString, query);
    QFETCH(QString, expected);
    const auto parsed = m_study->find(query);
    QVERIFY_OK(parsed);
    QStringList found;
    for (const QString &code : m_study.codes(query))
        found.append(code.mid(1).chopped(2));
    QCOMPARE(found.join(u' '), expected);
    const auto count = m_study->count(query);
    QVERIFY_OK(count);
    QCOMPARE(*count, qint64(found.size()));
}

void tst_Query::saysWhereTheMistakeIs_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *query, const char *place) {
        QTest::newRow(name) << QString::fromUtf8(query) << QString::fromLatin1(place);
    };
    row("a number is missing", "age>", "0:4");
    row("no number", "sex:F age>old", "10:3");
    row("an unknown field", "视盘 colour:red", "3:6");
    row("a parenthesis too many", "出血)", "2:1");
    row("a parenthesis open", "sex:F (出血", "6:1");
    row("a quotation mark open", "\"视盘", "0:3");
    row("nothing after or", "出血 or", "4:1");
    row("nothing before a bar", "| 出血", "0:1");
    row("nothing after minus", "出血 -", "3:1");
    row("empty parentheses", "()", "1:1");
    row("an eye that is none", "label@middle:x", "6:6");
    row("an eye where there is none", "age@od>3", "3:3");
    row("greater for a word", "tag>bad", "0:4");
    row("a day that is none", "date:2023-02-30", "5:10");
    row("no sex", "sex:X", "4:1");
    row("no split", "split:half", "6:4");
    row("an unknown run", "run:99", "4:2");
    row("an unknown dataset", "dataset:v9", "8:2");
    row("an unknown verdict", "verdict:maybe", "8:5");
    row("a list after greater", "age>1,2", "5:1");
    row("sorted by nothing known", "sort:-hue", "5:4");
    row("no limit", "limit:many", "6:4");
    row("a limit of nothing", "limit:0", "6:1");
    row("a limit in parentheses", "(limit:5)", "1:7");
    row("half a range", "age:..", "0:4");
    row("a range that runs backwards", "sex:F age:60..45", "10:6");
    row("days that run backwards", "date:2024..2023", "5:10");
    row("a probability that runs backwards", "prob:0.6..0.4", "5:8");
    row("whose of several runs", "run:run-* wrong", "10:5");
    row("datasets by a star that there are none of", "dataset:x*", "8:2");
    row("saved queries by a star", "saved:a*", "6:2");
    row("an operator first", ">60", "0:1");
}

void tst_Query::saysWhereTheMistakeIs()
{
    QFETCH(QString, query);
    QFETCH(QString, place);
    const auto found = m_study->find(query);
    QVERIFY_FAILS(found, ErrorCode::invalid_argument);
    QCOMPARE(QString::fromStdString(found.error().cause), place);
    QVERIFY(!found.error().what_happened.empty());
    QVERIFY(!found.error().what_to_do.empty());
}

void tst_Query::indexFindsWhatTheTextHolds()
{
    // Two independent ways: the full-text index, and the characters themselves within runs.
    QRandomGenerator random(7);
    const QString letters = QStringLiteral("视盘出血，。abc 1");
    const auto text = [&](int length) {
        QString made;
        for (int i = 0; i < length; ++i)
            made += letters[random.bounded(int(letters.size()))];
        return made;
    };
    TemporaryStudy study;
    QVector<ImportedExam> exams;
    for (int i = 0; i < 400; ++i)
        exams.append(pairOf(QStringLiteral("P%1").arg(i), text(1 + random.bounded(14))));
    study.import(exams);
    for (int round = 0; round < 300; ++round) {
        QString wanted;
        for (int i = random.bounded(3); i >= 0; --i)
            wanted += QStringLiteral("视盘出血")[random.bounded(4)];
        QStringList expected;
        for (const ImportedExam &exam : exams)
            if (exam.report.contains(wanted)) // Chinese characters alone: exactly the substring.
                expected.append(exam.patient + QStringLiteral("-1"));
        expected.sort();
        QStringList found = study.codes(queryWord(wanted));
        found.sort();
        QCOMPARE(found, expected);
    }
    for (int round = 0; round < 200; ++round) {
        const QString wanted = text(1 + random.bounded(4)).trimmed();
        if (wanted.isEmpty() || matchExpression(wanted, WordMatch::exact).isEmpty())
            continue;
        QStringList expected;
        for (const ImportedExam &exam : exams)
            if (textMatches(exam.report, wanted, WordMatch::exact))
                expected.append(exam.patient + QStringLiteral("-1"));
        expected.sort();
        QStringList found = study.codes(u'"' + wanted + u'"');
        found.sort();
        QCOMPARE(found, expected);
    }
}

void tst_Query::agreesWithAPlainEvaluation()
{
    QRandomGenerator random(11);
    TemporaryStudy study;
    study.define(classSet(QStringLiteral("set"), LabelKind::multilabel,
                          {QStringLiteral("A"), QStringLiteral("B")}, true));
    const QStringList reports{QStringLiteral("出血"), QStringLiteral("视盘水肿"), QStringLiteral("出血，水肿"), {}};
    QVector<ImportedExam> exams;
    for (int i = 0; i < 300; ++i) {
        ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i), reports[random.bounded(4)]);
        exam.age = random.bounded(5) == 0 ? -1 : random.bounded(90);
        exam.sex = QStringList{QStringLiteral("F"), QStringLiteral("M"), {}}[random.bounded(3)];
        if (random.bounded(2))
            exam.tags.append(QStringLiteral("t%1").arg(random.bounded(3)));
        if (random.bounded(3) == 0)
            exam.images.removeAt(random.bounded(2));
        for (const Laterality eye : both_eyes) {
            if (random.bounded(2)) {
                QStringList positive;
                for (const char *name : {"A", "B"})
                    if (random.bounded(2))
                        positive.append(QString::fromLatin1(name));
                exam.labels.append(labelOf(QStringLiteral("set"), positive, eye));
            }
        }
        exam.excluded = random.bounded(10) == 0;
        exams.append(exam);
    }
    study.import(exams);
    std::vector<ExamRow> rows = *study->exams(*study->find({}));
    QCOMPARE(rows.size(), std::size_t(300));
    QHash<std::pair<qint64, int>, double> qualities; // By exam and eye; of some photographs.
    std::vector<ImageFinding> findings;
    for (const ExamRow &row : rows)
        for (const Laterality eye : both_eyes)
            if (row.images[eye] && random.bounded(3)) {
                ImageFinding finding;
                finding.image = row.images[eye]->id;
                finding.quality = double(random.bounded(20)) / 20;
                qualities.insert({row.id.value, int(eye)}, *finding.quality);
                findings.push_back(finding);
            }
    QVERIFY_OK(storeImageFindings(*study, findings));

    using Test = std::function<bool(const ExamRow &)>;
    const auto holds = [](const ExamRow &row, const char *name, std::optional<Laterality> eye) {
        for (const LabelState &label : row.labels)
            if (label.positive.contains(QLatin1String(name)) && (!eye || label.eye == eye))
                return true;
        return false;
    };
    const auto nothingHolds = [](const ExamRow &row, std::optional<Laterality> eye) {
        return std::any_of(row.labels.begin(), row.labels.end(), [&](const LabelState &label) {
            return label.positive.isEmpty() && (!eye || label.eye == eye);
        });
    };
    QHash<QString, int> same; // How many exams say the same.
    for (const ExamRow &row : rows)
        ++same[row.report];
    const std::vector<std::pair<QString, Test>> leaves{
        {QStringLiteral("出血"), [](const ExamRow &row) { return row.report.contains(u"出血"); }},
        {QStringLiteral("肿"), [](const ExamRow &row) { return row.report.contains(u'肿'); }},
        {QStringLiteral("age>50"), [](const ExamRow &row) { return row.age > 50; }},
        {QStringLiteral("age:10..30"), [](const ExamRow &row) { return row.age >= 10 && row.age <= 30; }},
        {QStringLiteral("age:none"), [](const ExamRow &row) { return row.age < 0; }},
        {QStringLiteral("sex:F"), [](const ExamRow &row) { return row.sex == u"F"; }},
        {QStringLiteral("sex!=M"), [](const ExamRow &row) { return row.sex != u"M"; }},
        {QStringLiteral("tag:t1,t2"),
         [](const ExamRow &row) { return row.tags.contains(u"t1") || row.tags.contains(u"t2"); }},
        {QStringLiteral("tag:none"), [](const ExamRow &row) { return row.tags.isEmpty(); }},
        {QStringLiteral("eye:both"),
         [](const ExamRow &row) { return row.images.left && row.images.right; }},
        {QStringLiteral("eye:os"), [](const ExamRow &row) { return bool(row.images.left); }},
        {QStringLiteral("label:A"), [&](const ExamRow &row) { return holds(row, "A", {}); }},
        {QStringLiteral("label@od:set/B"),
         [&](const ExamRow &row) { return holds(row, "B", Laterality::right); }},
        {QStringLiteral("label:set/0"), [&](const ExamRow &row) { return nothingHolds(row, {}); }},
        {QStringLiteral("label@os:set/0"), [&](const ExamRow &row) { return nothingHolds(row, Laterality::left); }},
        {QStringLiteral("duplicates>80"), [&](const ExamRow &row) { return same[row.report] > 80 && !row.report.isEmpty(); }},
        {QStringLiteral("duplicates:60..75"), [&](const ExamRow &row) { return same[row.report] >= 60 && same[row.report] <= 75 && !row.report.isEmpty(); }},
        {QStringLiteral("unlabelled"), [](const ExamRow &row) { return row.labels.isEmpty(); }},
        {QStringLiteral("excluded"), [](const ExamRow &row) { return row.excluded; }},
    };
    std::function<std::pair<QString, Test>(int)> make = [&](int depth) -> std::pair<QString, Test> {
        const int kind = depth == 0 ? 0 : random.bounded(4);
        if (kind == 0)
            return leaves[std::size_t(random.bounded(int(leaves.size())))];
        const auto first = make(depth - 1);
        if (kind == 1)
            return {QStringLiteral("-(") + first.first + u')',
                    [first](const ExamRow &row) { return !first.second(row); }};
        const auto second = make(depth - 1);
        if (kind == 2)
            return {QStringLiteral("(%1) (%2)").arg(first.first, second.first),
                    [=](const ExamRow &row) { return first.second(row) && second.second(row); }};
        return {QStringLiteral("(%1 OR %2)").arg(first.first, second.first),
                [=](const ExamRow &row) { return first.second(row) || second.second(row); }};
    };
    for (int round = 0; round < 400; ++round) {
        const auto [query, test] = make(3);
        QStringList expected;
        for (const ExamRow &row : rows)
            if (test(row))
                expected.append(row.code);
        QVERIFY2(study.codes(query) == expected, qPrintable(query));
    }
    // Sorted, what is first is first in the plain order too; unknown ones come last.
    for (const char *key : {"age", "quality", "sex"})
        for (const char *sign : {"", "-"}) {
            std::vector<ExamRow> sorted = rows;
            const auto valueOf = [&](const ExamRow &row) -> std::optional<double> {
                if (!qstrcmp(key, "age"))
                    return row.age < 0 ? std::nullopt : std::optional<double>(row.age);
                if (!qstrcmp(key, "sex"))
                    return row.sex.isEmpty() ? std::nullopt : std::optional<double>(row.sex.at(0).unicode());
                std::optional<double> least;
                for (const Laterality eye : both_eyes)
                    if (const auto found = qualities.constFind({row.id.value, int(eye)}); found != qualities.cend())
                        least = std::min(least.value_or(*found), *found);
                return least;
            };
            std::stable_sort(sorted.begin(), sorted.end(), [&](const ExamRow &a, const ExamRow &b) {
                const auto left = valueOf(a), right = valueOf(b);
                if (!left || !right)
                    return left.has_value() && !right;
                return *sign ? *right < *left : *left < *right;
            });
            QStringList expected;
            for (const ExamRow &row : sorted)
                expected.append(row.code);
            const QString query = QStringLiteral("sort:%1%2").arg(QLatin1String(sign), QLatin1String(key));
            QVERIFY2(study.codes(query) == expected, qPrintable(query));
        }
    // A sample is the same every time, of the wanted size, and another seed gives another one.
    const QStringList sample = study.codes(QStringLiteral("sample:40 seed:3"));
    QCOMPARE(sample.size(), 40);
    QCOMPARE(study.codes(QStringLiteral("seed:3 sample:40")), sample);
    QVERIFY(study.codes(QStringLiteral("sample:40 seed:4")) != sample);
}

void tst_Query::aSetHoldsWhatIsFound()
{
    const std::vector<ExamId> all = *m_study->find({});
    for (const char *text : {"", "出血", "-(sex:F or sex:M)", "sex:F limit:2", "label:DR/none", "unlabelled"}) {
        const QString query = QString::fromUtf8(text);
        const auto found = m_study->find(query);
        const auto set = m_study->matching(query);
        QVERIFY_OK(set);
        QCOMPARE(set->count(), qint64(found->size()));
        for (const ExamId id : *found)
            QVERIFY(set->contains(id.value));
    }
    // The tag word for word, as an edit names it; a query takes any case.
    QCOMPARE(m_study->tagged(QStringLiteral("bad"))->count(), 1);
    QCOMPARE(m_study->tagged(QStringLiteral("Bad"))->count(), 0);
    QCOMPARE(m_study.codes(QStringLiteral("tag:Bad")).size(), 1);
    const auto codes = m_study->codes(std::vector<ExamId>{all[2], ExamId{9999}, all[0]});
    QVERIFY_OK(codes);
    QCOMPARE(*codes, (QStringList{QStringLiteral("P3-1"), QStringLiteral("P1-1")}));
}

void tst_Query::connectionsShareOneOrder()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P2")), pairOf(QStringLiteral("P10"))});
    const auto reader = study->openAnother(OpenMode::readOnly);
    QVERIFY_OK(reader);
    const auto codesOf = [](const Study &asked) {
        return asked.codes(*asked.find(QStringLiteral("-sex:F"))).value_or(QStringList());
    };
    QCOMPARE(codesOf(*study), (QStringList{QStringLiteral("P2-1"), QStringLiteral("P10-1")}));
    {
        // Rows that come to nothing are seen by their own connection, and leave nothing behind.
        auto transaction = Transaction::begin(study->database());
        QVERIFY_OK(transaction);
        QVERIFY_OK(study->database().execute(
            "INSERT INTO patient(id, code) VALUES(3, 'P5');"
            "INSERT INTO exam(id, patient, visit, number, code, sort_key) VALUES(3, 3, '', 1, 'P5-1', 'p15');"));
        QCOMPARE(codesOf(*study), (QStringList{QStringLiteral("P2-1"), QStringLiteral("P5-1"), QStringLiteral("P10-1")}));
        QCOMPARE(codesOf(**reader), (QStringList{QStringLiteral("P2-1"), QStringLiteral("P10-1")}));
    }
    study.import({pairOf(QStringLiteral("P1"))}); // Takes the number that P5 had.
    const QStringList expected{QStringLiteral("P1-1"), QStringLiteral("P2-1"), QStringLiteral("P10-1")};
    QCOMPARE(codesOf(**reader), expected);
    QCOMPARE(codesOf(*study), expected);
}

void tst_Query::facetsCount()
{
    const auto facets = m_study->facets(QStringLiteral("sex:F"), {QStringLiteral("sex"), QStringLiteral("label"), QStringLiteral("eye")});
    QVERIFY_OK(facets);
    QCOMPARE(facets->size(), 3);
    QCOMPARE(facets->at(0).values.size(), 1);
    QCOMPARE(facets->at(0).values.first().count, 4);
    QCOMPARE(facets->at(1).values.first().value, QStringLiteral("glaucoma"));
    QCOMPARE(facets->at(1).values.first().count, 1);
    QCOMPARE(facets->at(2).values.first().count, 3);
    QVERIFY_FAILS(m_study->facets({}, {QStringLiteral("hue")}), ErrorCode::invalid_argument);
}

void tst_Query::facetValuesFindTheirCount()
{
    const QStringList fields{QStringLiteral("label"), QStringLiteral("tag"), QStringLiteral("sex"),
                             QStringLiteral("split"), QStringLiteral("eye"), QStringLiteral("source"),
                             QStringLiteral("camera"), QStringLiteral("site"), QStringLiteral("age"),
                             QStringLiteral("verdict"), QStringLiteral("dataset")};
    const QString base = QStringLiteral("age>30");
    const auto facets = m_study->facets(base, fields);
    QVERIFY_OK(facets);
    for (const Facet &facet : *facets)
        for (const FacetValue &value : facet.values) {
            const QString query = QStringLiteral("%1 %2:%3").arg(base, facet.field, value.value);
            const auto count = m_study->count(query);
            QVERIFY_OK(count);
            QVERIFY2(*count == value.count, qPrintable(query));
        }
}

void tst_Query::cancels()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(m_study->find(QStringLiteral("视盘"), stop.get_token()), ErrorCode::cancelled);
    QVERIFY_OK(m_study->find(QStringLiteral("视盘")));
}

void tst_Query::wordsAreQuotedWhereNeeded()
{
    QCOMPARE(queryWord(QStringLiteral("glaucoma")), QStringLiteral("glaucoma"));
    QCOMPARE(queryWord(QStringLiteral("to check")), QStringLiteral("\"to check\""));
    QCOMPARE(queryWord(QStringLiteral("none")), QStringLiteral("\"none\""));
    QCOMPARE(queryWord(QStringLiteral("TRC*")), QStringLiteral("\"TRC*\""));
    QCOMPARE(queryWord(QStringLiteral("a，b")), QStringLiteral("\"a，b\""));
}

void tst_Query::labelsThatNoSetHasAreTold_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("told");
    QTest::newRow("a set") << QStringLiteral("label:glaucoma") << QString();
    QTest::newRow("a title in Chinese") << QStringLiteral("label:青光眼") << QString();
    QTest::newRow("a class") << QStringLiteral("label:DR/2") << QString();
    QTest::newRow("none and any") << QStringLiteral("label:none or label:*") << QString();
    QTest::newRow("nothing of a set") << QStringLiteral("label:glaucoma/0 label:DR/none") << QString();
    QTest::newRow("no set and no class") << QStringLiteral("label:nonsense") << QStringLiteral("6:8 nonsense; glaucoma, DR");
    QTest::newRow("a letter wrong") << QStringLiteral("age>60 label:glaucomma") << QStringLiteral("13:9 glaucomma; glaucoma");
    QTest::newRow("no class of its set") << QStringLiteral("label:DR/7") << QStringLiteral("6:4 7; 0, 1, 2");
    QTest::newRow("among several, taken away") << QStringLiteral("-(label:glaucoma,nope)") << QStringLiteral("17:4 nope; glaucoma, DR");
    QTest::newRow("stars that fit a class") << QStringLiteral("label:glau* label:D*/2 label:DR/*") << QString();
    QTest::newRow("stars that fit nothing") << QStringLiteral("label:zzz*") << QStringLiteral("6:4 zzz*; glaucoma, DR");
    QTest::newRow("a line that is not understood") << QStringLiteral("label:(") << QString();
}

/// They find nothing, which somebody who mistyped would take for an answer.
void tst_Query::labelsThatNoSetHasAreTold()
{
    QFETCH(QString, query);
    QFETCH(QString, told);
    TemporaryStudy study;
    fill(study);
    const auto hints = queryHints(*study, query);
    QVERIFY_OK(hints);
    QString said;
    for (const Error &hint : *hints)
        said += QString::fromStdString(hint.cause) + u' ' + QString::fromStdString(hint.what_happened.arguments.back()) + QStringLiteral("; ")
            + QString::fromStdString(hint.what_to_do.arguments.front());
    QCOMPARE(said, told);
    if (!told.isEmpty() && !query.startsWith(u'-'))
        QCOMPARE(study->find(query)->size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(tst_Query)
#include "tst_query.moc"
