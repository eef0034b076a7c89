// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/in_english.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/unlooked.h"
#include "app/retclip/verbs.h"
#include "core/inspection/embedding_duplicates.h"
#include "core/inspection/report_text.h"
#include "core/quality/study_checks.h"

#include <algorithm>
#include <map>
#include <set>

namespace retclip::cli {

namespace {

struct Place
{
    const ExamRow *exam;
    std::string eye; ///< Empty for a report.
};

/// The kind for people.
QString shownDuplicateKind(const char *kind)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        {"photograph", QT_TRANSLATE_NOOP("Command", "same photograph")},
        {"report", QT_TRANSLATE_NOOP("Command", "same report")},
        {"near_photograph", QT_TRANSLATE_NOOP("Command", "photographs that look the same")},
        {"embedding", QT_TRANSLATE_NOOP("Command", "alike to the network")}};
    if (!keepsFileWords())
        for (const auto &[word, title] : titles)
            if (std::string_view(kind) == word)
                return QCoreApplication::translate("Command", title);
    return QLatin1String(kind);
}

void show(Invocation &call, const char *kind, const std::string &reason,
          const std::vector<Place> &places)
{
    Json line{{"kind", kind}, {"count", places.size()}, {"reason", reason}, {"exams", Json::array()},
              {"patients", Json::array()}};
    QStringList names;
    for (const Place &place : places) {
        Json one{{"exam", place.exam->code.toStdString()},
                 {"patient", place.exam->patient.toStdString()}};
        if (!place.eye.empty())
            one["eye"] = place.eye;
        line["exams"].push_back(std::move(one));
        const Json patient = place.exam->patient.toStdString();
        if (std::find(line["patients"].begin(), line["patients"].end(), patient)
            == line["patients"].end())
            line["patients"].push_back(patient);
        names << place.exam->code
                     + (place.eye.empty() ? QString() : QLatin1Char(' ') + shownEye(laterality_from(place.eye)));
    }
    call.out().result(line, QStringLiteral("%1\t%2\t%3").arg(shownDuplicateKind(kind))
                                .arg(places.size()).arg(names.join(QStringLiteral(", "))));
}

/// Photographs that look the same, from what `quality look` kept.
Result<int> showLookalikes(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const std::vector<LookalikeGroup> groups, lookalikeGroups(*study, call.stop()));
    RETCLIP_TRY(const std::vector<ExamId> wanted, study->find(call.text("where"), call.stop()));
    const std::set<ExamId> among(wanted.begin(), wanted.end());
    for (const LookalikeGroup &group : groups) {
        std::vector<ExamId> ids;
        for (const LookedPhotograph &photograph : group.photographs)
            ids.push_back(photograph.exam);
        if (std::none_of(ids.begin(), ids.end(), [&](ExamId id) { return among.contains(id); }))
            continue;
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        RETCLIP_TRY(const std::vector<ExamRow> rows, study->exams(ids));
        std::vector<Place> places;
        for (const LookedPhotograph &photograph : group.photographs)
            for (const ExamRow &row : rows)
                if (row.id == photograph.exam)
                    places.push_back({&row, photograph.eye ? word(*photograph.eye) : "unknown"});
        show(call, "near_photograph",
             group.sameContent ? "same content"
                               : "looks the same" + std::string(group.mirrored ? ", mirrored" : "") + ", "
                     + std::to_string(group.distance) + " of 256 bits differ",
             places);
    }
    return toldOfUnlooked(call, *study, groups.empty());
}

/// Photographs that a run's network sees as nearly the same.
Result<int> showAlikeEmbeddings(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    RETCLIP_TRY(const std::vector<ExamId> ids, study->find(call.text("where"), call.stop()));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const StudyFeatures features,
                studyFeatures(*study, sourceOf(run), *backend, ids, call.has("device") ? call.text("device") : QStringLiteral("auto"), 0,
                              call.out().progress(), call.stop()));
    RETCLIP_TRY(const std::vector<EmbeddingGroup> groups,
                embeddingDuplicates(features, call.real("least", alikeFrom), call.out().progress(), call.stop()));
    for (const EmbeddingGroup &group : groups) {
        std::vector<ExamId> exams;
        for (const EmbeddedPhotograph &photograph : group.photographs)
            exams.push_back(photograph.exam);
        exams.erase(std::unique(exams.begin(), exams.end()), exams.end());
        RETCLIP_TRY(const std::vector<ExamRow> rows, study->exams(exams));
        std::vector<Place> places;
        for (const EmbeddedPhotograph &photograph : group.photographs)
            for (const ExamRow &row : rows)
                if (row.id == photograph.exam)
                    places.push_back({&row, word(photograph.eye)});
        show(call, "embedding",
             "similarity " + std::to_string(group.similarity) + " under run " + std::to_string(run.id.value)
                 + ", the mean of all photographs taken away",
             places);
    }
    return statusDone;
}

Result<int> runDuplicates(Invocation &call)
{
    if (call.has("near") && call.has("run"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--near and --run are two ways to look.")),
                          message(QT_TRANSLATE_NOOP("Message", "Give one of them.")));
    if (call.real("least", alikeFrom) > 1)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--least is a cosine of -1 to 1, not %1."), {call.text("least").toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --run 3 --least 0.98")));
    if (!call.has("run") && (call.has("least") || call.has("device")))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--least and --device belong to --run.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --run 3 --least 0.98")));
    if (call.has("run"))
        return showAlikeEmbeddings(call);
    if (call.has("near"))
        return showLookalikes(call);
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const std::vector<ExamRow> exams, examsWhere(*study, call.text("where"), call.stop()));
    std::map<std::string, std::vector<Place>> photographs, reports;
    for (const ExamRow &exam : exams) {
        const auto add = [&](const ImageRow &image, const char *eye) {
            if (!image.sha256.isEmpty())
                photographs[image.sha256.toStdString()].push_back({&exam, eye});
        };
        for (const Laterality eye : both_eyes)
            if (exam.images[eye])
                add(*exam.images[eye], word(eye));
        for (const ImageRow &image : exam.eyeUnknown)
            add(image, "unknown");
        if (const std::string report = normalisedReport(exam.report.toStdString()); !report.empty())
            reports[report].push_back({&exam, {}});
    }
    for (const auto &[hash, places] : photographs)
        if (places.size() > 1)
            show(call, "photograph", "same content, SHA-256 " + hash, places);
    for (const auto &[report, places] : reports)
        if (places.size() > 1)
            show(call, "report", "same report: " + places.front().exam->report.toStdString(), places);
    return statusDone;
}

} // namespace

Verb duplicatesVerb()
{
    return {"duplicates", QT_TRANSLATE_NOOP("Command", "Find photographs and reports that occur twice."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "The same file content, and the same report up to case, space and width."),
              {studyPlace},
              {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"near", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Instead, photographs that look the same at another size or "
                                             "compression, or mirrored (after retclip quality look).")},
               {"run", ValueKind::text, "RUN",
                QT_TRANSLATE_NOOP("Command", "Instead, photographs that this run's network sees as nearly the same.")},
               {"least", ValueKind::real, "COSINE", QT_TRANSLATE_NOOP("Command", "With --run: how alike they must be; else 0.97."), {}, "", -1},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "With --run: auto, cpu or cuda:N.")}},
              "retclip duplicates odir.study --json", runDuplicates, true}}};
}

} // namespace retclip::cli
