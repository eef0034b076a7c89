// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/retrieval_jobs.h"

#include "core/base/files.h"
#include "core/study/study.h"

namespace retclip {

namespace {

ModelSource sourceOf(const RunRow &run)
{
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    return source;
}

Result<std::shared_ptr<RetrievalIndex>> makeIndex(const SearchOrder &order, const Study &study,
                                                  ModelBackend &backend,
                                                  const ProgressCallback &progress,
                                                  std::stop_token stop)
{
    auto index = std::make_shared<RetrievalIndex>();
    index->run = order.run.id;
    index->candidates = order.candidates;
    const ModelSource source = sourceOf(order.run);
    RETCLIP_TRY(const auto exams, study.find(order.candidates, stop));
    RETCLIP_TRY(auto model, backend.open_model(source, "auto", 0));
    index->model = std::move(model);
    RETCLIP_TRY(index->features, studyFeatures(study, source, backend, exams,
                                               QStringLiteral("auto"), 0, progress, stop));
    return index;
}

} // namespace

Result<SearchAnswer> searchStudy(const SearchOrder &order, BackendDoor &door,
                                 const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const auto study, Study::open(order.studyFolder, OpenMode::readOnly));
    RETCLIP_TRY(ModelBackend *const backend, door.backend());
    SearchAnswer answer;
    answer.index = order.index;
    if (!answer.index) {
        RETCLIP_TRY(answer.index, makeIndex(order, *study, *backend, progress, stop));
    }
    const std::lock_guard lock(answer.index->inUse);
    RetrievalQuery query = order.query;
    if (!order.examCode.isEmpty()) {
        RETCLIP_TRY(query.exam, study->examByCode(order.examCode));
    }
    RETCLIP_TRY(answer.answer, retrieve(*answer.index->model, answer.index->features, query, stop,
                                        &answer.index->compact));
    std::vector<ExamId> ids;
    for (const RetrievalHit &hit : answer.answer.hits)
        ids.push_back(hit.exam);
    RETCLIP_TRY(answer.rows, study->exams(ids));
    return answer;
}

Result<RetrievalMeasures> measureRetrieval(const QString &studyFolder, const RunRow &run, Split split,
                                           BackendDoor &door, const ProgressCallback &progress,
                                           std::stop_token stop)
{
    RETCLIP_TRY(const auto study, Study::open(studyFolder, OpenMode::readOnly));
    RETCLIP_TRY(ModelBackend *const backend, door.backend());
    const ModelSource source = sourceOf(run);
    RETCLIP_TRY(const Manifest manifest, read_manifest(source.run_folder / "manifest.jsonl"));
    std::vector<ExamId> exams;
    for (const ManifestItem &item : manifest.items)
        if (item.split == split)
            exams.push_back(item.exam);
    RETCLIP_TRY(const StudyFeatures features,
                studyFeatures(*study, source, *backend, exams, QStringLiteral("auto"), 0, progress,
                              stop));
    RetrievalMeasures measures;
    measures.exams = qint64(exams.size());
    RETCLIP_TRY(measures.levels,
                evaluateRetrieval(*study, features, BootstrapOptions{2000, 1, 0.95}, stop));
    return measures;
}

} // namespace retclip
