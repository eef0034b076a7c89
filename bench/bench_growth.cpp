// SPDX-License-Identifier: GPL-3.0-or-later
// How the study behaves as it grows, from inside: makes a made-up study of that many patients through the
// program's own importer, then times what a person waits for. One JSON line a measure; the best of some
// rounds, as other work on the machine only ever adds time. What is computed from memory is given in
// processor time of the thread, which a quiet machine needs no more than; what waits for a disk in seconds.
//
//   bench_growth make FOLDER PATIENTS      the table, the photographs, FOLDER/growth.study
//   bench_growth measure STUDY
#include "bench/bench_tools.h"
#include "bench/growth_files.h"
#include "core/import/importer.h"
#include "core/quality/photograph_look.h"
#include "core/study/photograph_looks.h"
#include "core/study/study.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <random>

#include <ctime>
#include <unistd.h>

using namespace retclip;

namespace {

qint64 patients = 0;

void tell(const QString &measure, double value, const char *unit, const QString &note = {})
{
    QJsonObject line{{QStringLiteral("measure"), measure},
                     {QStringLiteral("value"), value},
                     {QStringLiteral("unit"), QLatin1String(unit)},
                     {QStringLiteral("patients"), patients}};
    if (!note.isEmpty())
        line[QStringLiteral("note")] = note;
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

double processorMs(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double msOf(const std::function<void()> &work)
{
    const double before = processorMs(CLOCK_THREAD_CPUTIME_ID);
    work();
    return processorMs(CLOCK_THREAD_CPUTIME_ID) - before;
}

double wallMsOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

double bestMs(const std::function<void()> &work, int rounds = 3)
{
    double best = msOf(work);
    for (int i = 1; i < rounds; ++i)
        best = std::min(best, msOf(work));
    return best;
}

// ---- Making ------------------------------------------------------------------------------------

void import(Study &study, const QString &table)
{
    ImportPlan plan;
    plan.source = table;
    plan.layout = QStringLiteral("table");
    plan.hashImages = false;
    ImportReport report;
    const double before = processorMs(CLOCK_PROCESS_CPUTIME_ID);
    const double wall = wallMsOf([&] {
        plan = orStop(analyseSource(plan));
        report = orStop(runImport(study, plan, false));
    });
    tell(QStringLiteral("import without hashing"), double(patients) * 1e3 / wall, "rows/s");
    tell(QStringLiteral("import without hashing, of processor time"),
         double(patients) * 1e3 / (processorMs(CLOCK_PROCESS_CPUTIME_ID) - before), "rows/s");
    if (report.exams != patients || report.labels == 0)
        qFatal("%lld exams and %lld labels came in", qlonglong(report.exams), qlonglong(report.labels));
}

PictureSignature anySignature(std::mt19937_64 &random)
{
    return {{random(), random(), random(), random()}};
}

/// As after "Look at photographs": a content, a quality, some faults, and a few that look alike.
void look(Study &study, const std::vector<ExamId> &all)
{
    std::mt19937_64 random(5);
    PictureSignature before = anySignature(random);
    constexpr std::size_t atOnce = 4000;
    for (std::size_t start = 0; start < all.size(); start += atOnce) {
        std::vector<StoredLook> looks;
        for (const ExamRow &row : orStop(study.exams(std::span(all).subspan(start, std::min(atOnce, all.size() - start)))))
            for (const Laterality eye : both_eyes) {
                if (!row.images[eye])
                    continue;
                StoredLook stored;
                stored.image = row.images[eye]->id;
                stored.exam = row.id;
                const bool copy = random() % 500 == 0;
                stored.look.signature = copy ? before : anySignature(random);
                before = *stored.look.signature;
                stored.sha256 = QString::fromStdString(to_hex(anySignature(random)));
                stored.look.method = lookMethod;
                static constexpr const char *centres[] = {"macula", "disc", "between", "unknown"};
                stored.look.detail[QStringLiteral("centre")] = QLatin1String(centres[random() % 4]);
                stored.look.quality = double(random() % 1000) / 1000;
                if (random() % 16 == 0)
                    stored.look.faults = {random() % 2 ? QStringLiteral("blurred") : QStringLiteral("dark")};
                stored.look.eye = random() % 200 == 0 ? other_eye(eye) : eye;
                stored.look.sureness = 0.9;
                looks.push_back(std::move(stored));
            }
        orStop(storeLooks(study, looks));
    }
}

/// Readers, a run and a dataset, so that every word of the query language has something to find.
void readers(Study &study, const std::vector<ExamId> &all)
{
    std::mt19937_64 random(6);
    const auto some = [&](unsigned of) {
        std::vector<ExamId> ids;
        for (const ExamId id : all)
            if (random() % of == 0)
                ids.push_back(id);
        return ids;
    };
    SetLabel label;
    label.labelSet = QStringLiteral("glaucoma");
    label.positive = QStringList{QStringLiteral("glaucoma")};
    for (const char *person : {"chen", "li"}) {
        for (const VerdictKind kind : {VerdictKind::labelWrong, VerdictKind::poorImage})
            (void)orStop(study.apply({GiveVerdict{kind, QStringLiteral("looked at twice"), {}, {}, {}}, some(50), QString::fromLatin1(person)}));
        (void)orStop(study.apply({label, some(30), QString::fromLatin1(person)}));
    }
    (void)orStop(study.apply({SetUnsure{}, some(40), QStringLiteral("li")}));
    (void)orStop(study.apply({SetExcluded{}, some(60), QStringLiteral("li")}));
    RunOrder order;
    order.name = QStringLiteral("probe");
    order.config.task = "probe";
    order.manifest = orStop(study.manifest({}, QStringLiteral("glaucoma"), 1));
    const RunRow run = orStop(study.createRun(order));
    std::vector<PredictionRow> predictions;
    for (const ExamId id : all) {
        PredictionRow row;
        row.exam = id;
        row.className = QStringLiteral("glaucoma");
        row.score = double(random() % 1000) / 1000;
        row.predicted = row.score > 0.8;
        row.truth = random() % 8 == 0;
        row.split = Split::test;
        predictions.push_back(row);
    }
    orStop(study.storePredictions(run.id, QStringLiteral("glaucoma"), predictions));
    DatasetOrder dataset;
    dataset.name = QStringLiteral("v1");
    dataset.query = QStringLiteral("limit:2000");
    dataset.leaksAcceptedBecause = QStringLiteral("a benchmark");
    (void)orStop(study.freezeDataset(dataset));
}

void make(const QString &folder)
{
    const QString table = orStop(makeGrowthTable(folder, int(patients)));
    const QString place = folder + QStringLiteral("/growth.study");
    const auto study = orStop(Study::create(place));
    import(*study, table);
    const std::vector<ExamId> all = orStop(study->find({}));
    look(*study, all);
    readers(*study, all);
    tell(QStringLiteral("study.db"), double(QFileInfo(place + QStringLiteral("/study.db")).size()) / 1e6, "MB");
}

// ---- Measuring ---------------------------------------------------------------------------------

/// Every field and flag of the language, one- and two-character terms, and what people combine.
const char *const queries[] = {
    "", "盘", "血", "a", "视盘", "出血", "report:出血", "硬性渗出", "haem", "\"optic disc\"", "report:none", "-report:异常 sort:-age",
    "report:视盘 age>60", "label:glaucoma sex:F", "label:DR/3", "label:none", "label:glaucoma/0",
    "label:glaucoma eye:both report:视盘 age>60 -tag:teaching", "eye:one", "eye:both", "patient:P000345", "patient:p000345",
    "patient:P0001*", "exam:P000012-1", "age>60", "age:none", "sex:F", "date>2023", "date:2023-05..2024-01 sort:newest",
    "camera:topcon", "site:东院", "site:none", "tag:screening", "tag:none", "split:test", "dataset:v1", "source:table", "quality<0.3",
    "fault:blurred", "fault:*", "field:disc", "field:none", "duplicates>1", "duplicates:1", "run:1", "wrong", "fn", "run:1 prob>0.7 sort:-prob", "pred:glaucoma",
    "verdict:label_wrong", "grader:li", "comment:twice", "unsure", "unlabelled", "reviewed", "disputed", "excluded", "swapped",
    "sample:200 seed:3", "(sex:F (渗出 or 水肿)) or -(age:none or tag:none)", "sort:quality", "sort:camera", "sort:-date limit:50"};

void measureQueries(const QString &folder, const Study &study)
{
    double worstPage = 0, worstCount = 0, sumPage = 0;
    QString slowestPage, slowestCount;
    for (const char *text : queries) {
        const QString query = QString::fromUtf8(text);
        // As the window asks: on a connection made for the question.
        const double page = bestMs([&] {
            const auto fresh = orStop(study.openAnother(OpenMode::readOnly));
            const std::vector<ExamId> found = orStop(fresh->find(query));
            (void)orStop(fresh->exams(std::span(found).first(std::min<std::size_t>(128, found.size()))));
        });
        const double count = bestMs([&] {
            const auto fresh = orStop(study.openAnother(OpenMode::readOnly));
            (void)orStop(fresh->count(query));
        });
        tell(QStringLiteral("first page: ") + query, page, "ms");
        tell(QStringLiteral("count: ") + query, count, "ms");
        sumPage += page;
        if (page > worstPage) {
            worstPage = page;
            slowestPage = query;
        }
        if (count > worstCount) {
            worstCount = count;
            slowestCount = query;
        }
    }
    tell(QStringLiteral("query, first page, slowest"), worstPage, "ms", slowestPage);
    tell(QStringLiteral("query, first page, mean"), sumPage / double(std::size(queries)), "ms");
    tell(QStringLiteral("query, exact count, slowest"), worstCount, "ms", slowestCount);
    forget(folder + QStringLiteral("/study.db"));
}

void measureFacets(const Study &study)
{
    const QStringList fields{QStringLiteral("label"), QStringLiteral("eye"), QStringLiteral("tag"), QStringLiteral("sex"), QStringLiteral("split"),
                             QStringLiteral("verdict"), QStringLiteral("fault"), QStringLiteral("field"), QStringLiteral("source"), QStringLiteral("camera"),
                             QStringLiteral("site")};
    for (const char *text : {"", "视盘"}) {
        const QString query = QString::fromUtf8(text);
        tell(QStringLiteral("all ten facets: ") + query, bestMs([&] {
                 const auto fresh = orStop(study.openAnother(OpenMode::readOnly));
                 (void)orStop(fresh->facets(query, fields));
             }),
             "ms");
    }
    for (const QString &field : fields)
        tell(QStringLiteral("facet ") + field, bestMs([&] { (void)orStop(study.facets(QStringLiteral("视盘"), {field})); }), "ms");
}

void measureEdits(Study &study)
{
    const std::vector<ExamId> all = orStop(study.find({}));
    const std::vector<ExamId> many(all.begin(), all.begin() + std::ptrdiff_t(std::min<std::size_t>(10'000, all.size())));
    SetLabel label;
    label.labelSet = QStringLiteral("glaucoma");
    label.positive = QStringList{QStringLiteral("glaucoma")};
    const std::pair<const char *, EditAction> actions[] = {{"tag", AddTag{QStringLiteral("growth")}}, {"label", label}, {"exclude", SetExcluded{}}, {"swap eyes", SwapEyes{}}};
    const auto both = [&](const QString &what, const EditAction &action, const std::vector<ExamId> &exams) {
        double edit = 1e9, undo = 1e9;
        for (int round = 0; round < 2; ++round) {
            edit = std::min(edit, wallMsOf([&] { (void)orStop(study.apply({action, exams, QStringLiteral("bench")})); }));
            undo = std::min(undo, wallMsOf([&] { (void)orStop(study.undo(QStringLiteral("bench"))); }));
        }
        tell(what, edit, "ms", QString::number(exams.size()));
        tell(what + QStringLiteral(", undo"), undo, "ms", QString::number(exams.size()));
    };
    for (const auto &[name, action] : actions)
        both(QStringLiteral("batch of 10,000: ") + QLatin1String(name), action, many);
    both(QStringLiteral("tag of all"), AddTag{QStringLiteral("all of them")}, all);
    double one = 1e9;
    for (int number = 0; number < 12; ++number)
        one = std::min(one, wallMsOf([&] {
            (void)orStop(study.apply({SetComment{QString::number(number)}, {all.front()}, QStringLiteral("bench")}));
        }));
    tell(QStringLiteral("one edit"), one, "ms");
    tell(QStringLiteral("what undo would take back"), bestMs([&] { (void)orStop(study.nextUndo()); }), "ms");
    tell(QStringLiteral("history of an exam"), bestMs([&] { (void)orStop(study.history(all.back(), 12)); }), "ms");
    tell(QStringLiteral("figures of the study"), bestMs([&] { (void)orStop(study.info()); }), "ms");
}

void measure(const QString &folder)
{
    for (const bool cold : {true, false}) {
        double best = 1e9;
        for (int round = 0; round < 3; ++round) {
            if (cold)
                forget(folder + QStringLiteral("/study.db"));
            best = std::min(best, wallMsOf([&] {
                const auto study = orStop(Study::open(folder, OpenMode::readWrite));
                const std::vector<ExamId> all = orStop(study->find({}));
                (void)orStop(study->exams(std::span(all).first(std::min<std::size_t>(128, all.size()))));
                patients = qint64(all.size());
            }));
        }
        tell(cold ? QStringLiteral("open to the first page, cold") : QStringLiteral("open to the first page, warm"), best, "ms");
    }
    const auto study = orStop(Study::open(folder, OpenMode::readWrite));
    measureQueries(folder, *study);
    measureFacets(*study);
    measureEdits(*study);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 4 && !std::strcmp(argv[1], "make") && std::atoi(argv[3]) > 0) {
        patients = std::atoi(argv[3]);
        make(QDir(QString::fromLocal8Bit(argv[2])).absolutePath());
        return 0;
    }
    if (argc == 3 && !std::strcmp(argv[1], "measure")) {
        measure(QString::fromLocal8Bit(argv[2]));
        return 0;
    }
    std::fputs("usage: bench_growth make FOLDER PATIENTS | bench_growth measure STUDY\n", stderr);
    return 2;
}
