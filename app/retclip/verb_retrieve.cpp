// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "core/inspection/hit_comparison.h"
#include "core/inspection/inspection.h"

namespace retclip::cli {

namespace {

Result<RetrievalAnswer> answerOf(Invocation &call, const Study &study, const RunRow &run, ModelBackend &backend,
                                 const std::vector<ExamId> &candidates, const RetrievalQuery &query)
{
    RETCLIP_TRY(const StudyFeatures features, studyFeatures(study, sourceOf(run), backend, candidates, call.text("device"), 0,
                                                            call.out().progress(), call.stop()));
    RETCLIP_TRY(const auto model, backend.open_model(sourceOf(run), call.text("device").toStdString(), 0));
    return retrieve(*model, features, query, call.stop());
}

/// The hits of --run beside those of --against: what moved up, what is new, what was lost.
Result<int> showMoved(Invocation &call, const Study &study, const RetrievalAnswer &answer, const std::vector<ExamId> &candidates,
                      const RetrievalQuery &query, ModelBackend &backend)
{
    RETCLIP_TRY(const RunRow other, study.run(call.text("against")));
    RETCLIP_TRY(const RetrievalAnswer before, answerOf(call, study, other, backend, candidates, query));
    const auto rank = [](int value) { return value == 0 ? Json(nullptr) : Json(value); };
    for (const MovedHit &hit : compareHits(before.hits, answer.hits)) {
        RETCLIP_TRY(const ExamRow exam, study.exam(hit.exam));
        const char *const moved = hit.isNew() ? "new" : hit.isLost() ? "lost" : hit.up() > 0 ? "up" : hit.up() < 0 ? "down" : "same";
        Json line{{"rank", rank(hit.after)}, {"rank_before", rank(hit.before)}, {"moved", moved},
                  {"similarity", orNull(hit.similarityAfter)}, {"similarity_before", orNull(hit.similarityBefore)}};
        addExam(line, exam);
        call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4\t%5").arg(hit.after).arg(hit.before)
                                    .arg(QLatin1String(moved), exam.code, cell(exam.report.toStdString())));
    }
    return statusDone;
}

Result<int> runRetrieve(Invocation &call)
{
    if (int(call.has("text")) + int(call.has("image")) + int(call.has("exam")) != 1)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                              "retrieve takes one of --text, --image and --exam.")),
                          message(QT_TRANSLATE_NOOP("Message", "Say what to look for.")));
    if (call.has("text") && call.text("text").trimmed().isEmpty())
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--text is empty.")),
                          message(QT_TRANSLATE_NOOP("Message", "Say what to look for.")));
    if (call.has("image") != call.has("eye"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--image and --eye go together.")),
                          message(QT_TRANSLATE_NOOP("Message", "Say which eye the photograph shows.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow row, study->run(call.text("run")));
    RetrievalQuery query;
    query.text = call.text("text");
    query.imageFile = call.text("image");
    if (call.has("eye"))
        query.imageEye = laterality_from(call.text("eye").toStdString()).value_or(Laterality::right);
    query.level = level_from(call.text("level").toStdString()).value_or(Level::patient);
    query.toReports = call.text("to") == QLatin1String("reports");
    query.top = int(call.integer("top"));
    RETCLIP_TRY(std::vector<ExamId> candidates, study->find(call.text("where"), call.stop()));
    if (call.has("exam")) {
        RETCLIP_TRY(const ExamId exam, study->examByCode(call.text("exam")));
        query.exam = exam;
        // The question must have features even where it is no candidate; it never answers itself.
        if (std::find(candidates.begin(), candidates.end(), exam) == candidates.end())
            candidates.push_back(exam);
    }
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const RetrievalAnswer answer, answerOf(call, *study, row, *backend, candidates, query));
    if (call.has("against"))
        return showMoved(call, *study, answer, candidates, query, *backend);
    for (const RetrievalHit &hit : answer.hits) {
        RETCLIP_TRY(const ExamRow exam, study->exam(hit.exam));
        Json line{{"rank", hit.rank}, {"similarity", hit.similarity}};
        addExam(line, exam);
        call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4").arg(hit.rank)
                                    .arg(hit.similarity, 0, 'f', 4).arg(exam.code)
                                    .arg(cell(exam.report.toStdString())));
    }
    return statusDone;
}

} // namespace

Verb retrieveVerb()
{
    return {"retrieve", QT_TRANSLATE_NOOP("Command", "Find exams or reports by text, photograph or exam."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "In a text, +term adds and -term subtracts a half, +term^2 twice. Embeddings are made once and kept."),
              {studyPlace},
              {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Number or name."), {}, "", 0, false, true},
               {"text", ValueKind::text, "T", QT_TRANSLATE_NOOP("Command", "What the picture shows.")},
               {"image", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "A photograph, with --eye.")},
               {"eye", ValueKind::choice, "EYE", QT_TRANSLATE_NOOP("Command", "Which eye it shows."),
                {"left", "right"}},
               {"exam", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "An exam of the study.")},
               {"level", ValueKind::choice, "LEVEL", QT_TRANSLATE_NOOP("Command", "Both eyes, or one."),
                {"patient", "left", "right"}, "patient"},
               {"to", ValueKind::choice, "WHAT", QT_TRANSLATE_NOOP("Command", "What to look through."),
                {"images", "reports"}, "images"},
               {"against", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Another run on the same question: what moved up, is new or lost since it.")},
               {"top", ValueKind::integer, "K", QT_TRANSLATE_NOOP("Command", "So many hits."), {}, "20", 1},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"}},
              "retclip retrieve odir.study --run first --text '视盘 盘沿变窄 +杯盘比大 -出血'", runRetrieve, true}}};
}

} // namespace retclip::cli
