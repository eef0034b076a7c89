// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmarks/benchmark_import.h"

#include "core/base/files.h"
#include "core/benchmarks/benchmark_rows.h"
#include "core/import/import_session.h"
#include "core/import/table_source.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace retclip {

namespace {

tl::unexpected<Error> nothingOf(const Benchmark &benchmark, const QString &source)
{
    return failure(ErrorCode::not_found,
                   message(QT_TRANSLATE_NOOP("Message", "%1 holds nothing of %2."), {source.toStdString(), benchmark.title.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")), benchmark.layout);
}

/// The file or folder that the benchmark's own importer takes; empty: none.
QString sourceFor(const Importer &importer, const QString &folder)
{
    constexpr int surely = 60;
    if (importer.fits(folder) >= surely)
        return folder;
    QString best;
    int most = surely - 1;
    QDirIterator entries(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        if (!entries.fileInfo().isDir() && !looksLikeTable(path))
            continue;
        if (const int fits = importer.fits(path); fits > most || (fits == most && !best.isEmpty() && path < best)) {
            best = path;
            most = fits;
        }
    }
    return best;
}

/// What was found of a benchmark: something for its own importer, or rows.
struct FoundBenchmark
{
    const Importer *own = nullptr;
    QString source; ///< For `own`.
    BenchmarkRows rows;
};

Result<FoundBenchmark> lookFor(const Benchmark &benchmark, const QString &folder, const std::stop_token &stop)
{
    FoundBenchmark found;
    if (const Importer *own = benchmark.importer.isEmpty() ? nullptr : importer(benchmark.importer))
        if (found.source = sourceFor(*own, folder); !found.source.isEmpty()) {
            found.own = own;
            return found;
        }
    RETCLIP_TRY(found.rows, benchmarkRows(benchmark, folder, stop));
    if (std::none_of(found.rows.rows.cbegin(), found.rows.rows.cend(), [](const BenchmarkRow &row) { return !row.path.isEmpty(); }))
        return nothingOf(benchmark, folder);
    return found;
}

Result<ImportReport> importRows(Study &study, const Benchmark &benchmark, const BenchmarkRows &rows, const ImportPlan &plan,
                                const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(auto session, ImportSession::begin(study, plan, false, progress, stop));
    RETCLIP_CHECK(session->defineLabelSet(benchmark.labelSet()));
    for (const SkippedRow &each : rows.skipped)
        session->skip(each.source, each.row, each.reason, each.cause);
    session->setTotal(qint64(rows.rows.size()));
    for (std::size_t i = 0; i < rows.rows.size() && !session->stopRequested(); ++i) {
        const BenchmarkRow &row = rows.rows[i];
        session->setPosition(double(i) / double(rows.rows.size()));
        PendingExam pending;
        pending.source = row.source;
        pending.row = row.row;
        pending.needsPhotograph = true;
        pending.exam.patient = row.name;
        pending.exam.split = row.split;
        // One network sees both eyes: a photograph that does not say which one is shown counts as a right eye.
        const Laterality eye = row.eye.value_or(Laterality::right);
        pending.photographs.push_back({row.named, row.path, {}, eye});
        pending.exam.labels.append({benchmark.id, benchmark.perEye ? std::optional(eye) : std::nullopt, row.positive, true,
                                    LabelSource::imported, {}, {}});
        RETCLIP_CHECK(session->put(std::move(pending)));
    }
    return session->finish();
}

Result<ImportReport> importFound(Study &study, const Benchmark &benchmark, const FoundBenchmark &found, const QString &folder,
                                 const QString &person, const ProgressCallback &progress, std::stop_token stop)
{
    ImportPlan plan;
    plan.person = person;
    if (!found.own) {
        plan.source = folder;
        plan.layout = benchmark.id;
        return importRows(study, benchmark, found.rows, plan, progress, stop);
    }
    plan.source = found.source;
    plan.layout = benchmark.importer;
    RETCLIP_TRY(plan, analyseSource(plan, stop));
    return runImport(study, plan, false, progress, stop);
}

/// What stands in the study: photographs, patients, labels a class.
Result<void> countContents(const Study &study, const Benchmark &benchmark, BenchmarkAdded &added)
{
    RETCLIP_TRY(const StudyInfo info, study.info());
    added.photographs = info.images;
    added.patients = info.patients;
    RETCLIP_TRY(const std::vector<ExamId> ids, study.find(QString()));
    RETCLIP_TRY(const std::vector<ExamRow> exams, study.exams(ids));
    added.ofClass.clear();
    for (const BenchmarkClass &each : benchmark.classes)
        added.ofClass.append({each.shown.name, 0});
    for (const ExamRow &exam : exams)
        for (const LabelState &label : exam.labels)
            if (label.setName == benchmark.id && label.known)
                for (auto &[name, count] : added.ofClass)
                    count += label.positive.contains(name);
    return {};
}

void compareCounts(const Benchmark &benchmark, BenchmarkAdded &added)
{
    const qint64 wanted = benchmark.labelled > 0 ? benchmark.labelled : benchmark.photographs;
    if (wanted > 0 && added.photographs != wanted && added.photographs != benchmark.photographs)
        added.warnings.append(message(QT_TRANSLATE_NOOP("Message",
            "%1 photographs are here where %2 are published with labels: figures of this part compare with nobody's."),
            {std::to_string(added.photographs), std::to_string(wanted)}));
    for (const auto &[name, count] : std::as_const(added.ofClass))
        if (count == 0)
            added.warnings.append(message(QT_TRANSLATE_NOOP("Message", "Nothing here is labelled \"%1\"."), {name.toStdString()}));
    if (added.report.missingFiles > 0)
        added.warnings.append(message(QT_TRANSLATE_NOOP("Message", "%1 photographs that the tables name are not there."),
                                      {std::to_string(added.report.missingFiles)}));
}

/// Exams that no split was published for are marked as the dataset dealt them, so that later datasets with less
/// to learn from keep validation and test as they are.
Result<void> markSplits(Study &study, const DatasetRow &dataset, const QString &person)
{
    RETCLIP_TRY(const auto members, study.datasetMembers(dataset.id));
    std::vector<ExamId> ids;
    for (const auto &[id, split] : members)
        ids.push_back(id);
    RETCLIP_TRY(const std::vector<ExamRow> exams, study.exams(ids));
    for (const Split split : {Split::training, Split::validation, Split::test}) {
        Edit edit;
        edit.action = SetSplit{split};
        edit.person = person;
        for (std::size_t i = 0; i < exams.size() && i < members.size(); ++i)
            if (members[i].second == split && exams[i].split != split)
                edit.exams.push_back(exams[i].id);
        if (!edit.exams.empty())
            RETCLIP_CHECK(study.apply(edit));
    }
    return {};
}

Result<void> freezeWhole(Study &study, const Benchmark &benchmark, const QString &person, BenchmarkAdded &added,
                         std::stop_token stop)
{
    RETCLIP_TRY(const qint64 marked, study.count(QStringLiteral("split:train"), stop));
    RETCLIP_TRY(const qint64 tested, study.count(QStringLiteral("split:test"), stop));
    added.splitAsPublished = marked > 0 && tested > 0;
    if (const auto there = study.dataset(QString::fromLatin1(wholeBenchmark))) {
        added.dataset = *there;
        if (added.report.exams > 0)
            added.warnings.append(message(QT_TRANSLATE_NOOP("Message",
                "%1 exams came in or changed after the benchmark's dataset was frozen: they are not in it."),
                {std::to_string(added.report.exams)}));
        return {};
    }
    DatasetOrder order;
    order.name = QString::fromLatin1(wholeBenchmark);
    order.fractions = {0.55, 0.15, 0.30};
    order.seed = 1;
    order.person = person;
    order.asMarked = added.splitAsPublished;
    order.stratifyBy = benchmark.kind == LabelKind::multilabel ? QString() : benchmark.id;
    order.leaksAcceptedBecause = QStringLiteral("The benchmark as it is published");
    RETCLIP_TRY(added.dataset, study.freezeDataset(order, stop));
    return markSplits(study, added.dataset, person);
}

/// The folder to look in: an archive is unpacked.
Result<QString> folderOf(const QString &root, const Benchmark &benchmark, const QString &source, const ProgressCallback &progress,
                         std::stop_token stop)
{
    const QFileInfo from(source);
    if (!from.exists())
        return failure(ErrorCode::not_found, message(QT_TRANSLATE_NOOP("Message", "%1 is not there."), {source.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose the folder or the archive that was downloaded.")));
    if (from.isDir())
        return from.absoluteFilePath();
    if (looksLikeTable(source))
        return from.absolutePath();
    if (from.suffix().compare(QLatin1String("zip"), Qt::CaseInsensitive) != 0)
        return failure(ErrorCode::unsupported, message(QT_TRANSLATE_NOOP("Message", "%1 is neither a folder nor a ZIP archive."), {source.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Unpack it, and choose the folder.")));
    const QString folder = QStringLiteral("%1/files/%2").arg(QDir(root).absolutePath(), benchmark.id);
    RETCLIP_CHECK(unpackArchive(from.absoluteFilePath(), folder, progress, stop));
    return folder;
}

} // namespace

Result<BenchmarkAdded> addBenchmark(const QString &root, const Benchmark &benchmark, const QString &source, const QString &person,
                                    const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const QString folder, folderOf(root, benchmark, source, progress, stop));
    RETCLIP_TRY(const FoundBenchmark found, lookFor(benchmark, folder, stop));
    if (!QDir().mkpath(root))
        return failure(ErrorCode::read_only, message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."), {root.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a folder that you may write to.")));
    BenchmarkAdded added;
    added.study = benchmarkStudy(root, benchmark);
    RETCLIP_TRY(const auto study, QFileInfo::exists(added.study) ? Study::open(added.study, OpenMode::readWrite)
                                                                 : Study::create(added.study));
    RETCLIP_TRY(added.report, importFound(*study, benchmark, found, folder, person, progress, stop));
    if (!added.report.complete)
        return cancelled();
    RETCLIP_CHECK(freezeWhole(*study, benchmark, person, added, stop));
    RETCLIP_CHECK(countContents(*study, benchmark, added));
    compareCounts(benchmark, added);
    return added;
}

std::optional<BenchmarkAdded> benchmarkThere(const QString &root, const Benchmark &benchmark)
{
    BenchmarkAdded added;
    added.study = benchmarkStudy(root, benchmark);
    if (!QFileInfo::exists(added.study))
        return {};
    const auto study = Study::open(added.study, OpenMode::readOnly);
    if (!study)
        return {};
    const auto dataset = (*study)->dataset(QString::fromLatin1(wholeBenchmark));
    if (!dataset || !countContents(**study, benchmark, added))
        return {};
    added.dataset = *dataset;
    compareCounts(benchmark, added);
    return added;
}

} // namespace retclip
