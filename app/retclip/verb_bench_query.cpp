// SPDX-License-Identifier: GPL-3.0-or-later
// From the key to the pictures: what a person waits for who searches in the window.
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "core/base/all_cores.h"
#include "core/base/files.h"
#include "core/imaging/screen_photograph.h"
#include "core/inspection/inspection.h"

#include <algorithm>
#include <chrono>

namespace retclip::cli {

namespace {

double millisecondsSince(std::chrono::steady_clock::time_point started)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
}

double medianOf(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// Decodes what the first screen of hits shows, on all cores, as the window's pool does.
void decodeHits(const std::vector<ExamRow> &rows, int side)
{
    std::vector<QString> files;
    for (const ExamRow &row : rows)
        for (const Laterality eye : both_eyes)
            if (row.images[eye])
                files.push_back(row.images[eye]->path);
    on_all_cores(files.size(), [&](std::size_t i) {
        (void)read_for_screen(path_from_utf8(files[i].toStdString()), {}, side);
    });
}

Result<int> benchQuery(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const std::vector<ExamId> exams, study->find(QString(), call.stop()));
    RETCLIP_TRY(const StudyFeatures features,
                studyFeatures(*study, sourceOf(run), *backend, exams, QStringLiteral("auto"), 0, call.out().progress(), call.stop()));
    call.out().endProgress();
    RETCLIP_TRY(const auto model, backend->open_model(sourceOf(run), "auto", 0));
    RetrievalQuery query;
    query.text = call.text("text");
    CompactGalleries compact;
    std::vector<double> searched, rows, decoded, whole;
    constexpr int side = 256; // A card of the grid.
    constexpr std::size_t firstScreen = 12;
    for (int step = 0; step <= int(call.integer("steps")); ++step) {
        const auto started = std::chrono::steady_clock::now();
        RETCLIP_TRY(const RetrievalAnswer answer, retrieve(*model, features, query, call.stop(), &compact));
        const double found = millisecondsSince(started);
        std::vector<ExamId> ids;
        for (const RetrievalHit &hit : answer.hits)
            ids.push_back(hit.exam);
        ids.resize(std::min(ids.size(), firstScreen));
        RETCLIP_TRY(const std::vector<ExamRow> hits, study->exams(ids));
        const double read = millisecondsSince(started);
        decodeHits(hits, side);
        if (step == 0)
            continue; // Warms up.
        searched.push_back(found);
        rows.push_back(read - found);
        whole.push_back(millisecondsSince(started));
        decoded.push_back(whole.back() - read);
    }
    const auto show = [&](const char *measure, const std::vector<double> &values) {
        const double value = medianOf(values);
        call.out().result({{"measure", measure}, {"value", value}, {"unit", "ms"}, {"exams", exams.size()}, {"pairs", firstScreen}},
                          QStringLiteral("%1\t%2 ms").arg(QLatin1String(measure)).arg(value, 0, 'g', 4));
    };
    show("query_embed_and_search", searched);
    show("query_rows", rows);
    show("query_pictures", decoded);
    show("query", whole);
    return statusDone;
}

} // namespace

Form benchQueryForm()
{
    return {"query", QT_TRANSLATE_NOOP("Command", "From the key to the pictures: the text embedded, the study searched, the first screen of pairs decoded; warm, without painting."),
            {studyPlace},
            {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Number or name."), {}, "", std::numeric_limits<double>::lowest(), false, true},
             {"text", ValueKind::text, "T", QT_TRANSLATE_NOOP("Command", "What the picture shows."), {}, "diabetic retinopathy"},
             {"steps", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Timed repetitions; the median counts."), {}, "5", 1}},
            "retclip bench query odir.study --run first", benchQuery, true};
}

} // namespace retclip::cli
