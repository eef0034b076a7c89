// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/unlooked.h"
#include "app/retclip/verbs.h"
#include "core/import/import_session.h"
#include "core/quality/pair_checks.h"
#include "core/quality/photograph_look.h"

#include <set>
#include <span>

namespace retclip::cli {

namespace {

constexpr std::size_t examsLookedAtTogether = 64;

struct Looked
{
    const ImageRow *image = nullptr;
    std::optional<Laterality> eye;
    SeenPhotograph seen;
};

std::vector<Looked> photographsOf(const ExamRow &exam)
{
    std::vector<Looked> list;
    for (const Laterality eye : both_eyes)
        if (exam.images[eye])
            list.push_back({&*exam.images[eye], eye, {}});
    for (const ImageRow &image : exam.eyeUnknown)
        list.push_back({&image, {}, {}});
    return list;
}

const char *eyeWord(std::optional<Laterality> eye)
{
    return eye ? word(*eye) : "unknown";
}

Json photographJson(const Looked &photograph)
{
    const SeenPhotograph &seen = photograph.seen;
    Json json{{"eye", eyeWord(photograph.eye)}, {"file", photograph.image->path.toStdString()},
              {"quality", seen.verdict.score}, {"faults", seen.verdict.faults}};
    if (seen.error) {
        json["error"] = seen.error->english();
        return json;
    }
    const PhotographQuality &quality = seen.quality;
    json["focus"] = quality.focus;
    json["overexposed"] = quality.overexposed;
    json["underexposed"] = quality.underexposed;
    json["illumination"] = quality.illumination;
    json["evenness"] = quality.evenness;
    json["contrast"] = quality.contrast;
    json["haze"] = quality.haze;
    json["glare"] = quality.glare;
    json["field"] = quality.retina ? Json(quality.retina->inside_share) : Json(nullptr);
    json["centre"] = word(seen.side.centre);
    json["eye_seen"] = eyeWord(seen.side.eye);
    json["eye_sureness"] = seen.side.sureness;
    json["signature"] = to_hex(*seen.look.signature);
    return json;
}

/// One line an exam: the worst of its photographs counts.
void show(Invocation &call, const ExamRow &exam, const std::vector<Looked> &photographs)
{
    double score = 1;
    Json reasons = Json::array(), all = Json::array();
    QStringList words, reason;
    for (const Looked &photograph : photographs) {
        score = std::min(score, photograph.seen.verdict.score);
        all.push_back(photographJson(photograph));
        for (const std::string &fault : photograph.seen.verdict.faults) {
            reasons.push_back(std::string(eyeWord(photograph.eye)) + ": " + fault);
            words << shownEye(photograph.eye) + QStringLiteral(": ") + shownFault(QString::fromStdString(fault));
            reason << QString::fromStdString(reasons.back().get<std::string>());
        }
    }
    if (words.isEmpty() && !call.has("all"))
        return;
    Json line{{"patient", exam.patient.toStdString()}, {"exam", exam.code.toStdString()},
              {"quality", score},
              {"reason", reason.join(QStringLiteral(", ")).toStdString()},
              {"reasons", reasons}, {"photographs", all}};
    call.out().result(line, QStringLiteral("%1\t%2\t%3").arg(exam.code)
                                .arg(score, 0, 'f', 2).arg(words.join(QStringLiteral(", "))));
}

Result<void> store(Study &study, const ExamRow &exam, const std::vector<Looked> &photographs)
{
    std::vector<StoredLook> looks;
    for (const Looked &photograph : photographs)
        looks.push_back({photograph.image->id, exam.id, photograph.seen.sha256, photograph.seen.look});
    return storeLooks(study, looks);
}

/// What does not fit in an exam, from what was stored.
Result<int> showPairs(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const std::vector<PairFinding> found, checkPairs(*study, call.stop()));
    RETCLIP_TRY(const std::vector<ExamId> wanted, study->find(call.text("where"), call.stop()));
    const std::set<ExamId> among(wanted.begin(), wanted.end());
    for (const PairFinding &finding : found) {
        if (!among.contains(finding.exam))
            continue;
        RETCLIP_TRY(const ExamRow exam, study->exam(finding.exam));
        QString reason = QLatin1String(word(finding.fault));
        if (!finding.detail.isEmpty())
            reason += QStringLiteral(": ") + finding.detail;
        Json line{{"kind", word(finding.fault)}, {"patient", exam.patient.toStdString()},
                  {"exam", exam.code.toStdString()}, {"eye", finding.eye ? Json(word(*finding.eye)) : Json(nullptr)},
                  {"sureness", finding.sureness}, {"reason", reason.toStdString()}};
        const QString shown = shownPairFault(finding.fault)
            + (finding.detail.isEmpty() ? QString() : QStringLiteral(": ") + finding.detail);
        call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4").arg(exam.code,
                                    finding.eye ? shownEye(finding.eye) : QStringLiteral("-"))
                                    .arg(finding.sureness, 0, 'f', 2).arg(shown));
    }
    return toldOfUnlooked(call, *study, found.empty());
}

} // namespace

Result<int> toldOfUnlooked(Invocation &call, const Study &study, bool nothingFound)
{
    RETCLIP_TRY(const LookCount count, countLooks(study, lookMethod));
    if (nothingFound && count.looked == 0 && count.photographs > 0)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "None of the study's %1 photographs was looked at, so nothing can be said of them."),
                               {std::to_string(count.photographs)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Look at them first: retclip quality look %1"), {study.folder().toStdString()}));
    if (count.looked < count.photographs)
        call.out().note(translated(message(
            QT_TRANSLATE_NOOP("Message", "%1 of %2 photographs were not looked at (retclip quality look)."),
            {std::to_string(count.photographs - count.looked), std::to_string(count.photographs)})));
    return statusDone;
}

namespace {

Result<int> runQuality(Invocation &call)
{
    if (call.has("pairs"))
        return showPairs(call);
    RETCLIP_TRY(const auto study,
                call.study(call.has("store") ? OpenMode::readWrite : OpenMode::readOnly));
    RETCLIP_TRY(const std::vector<ExamId> ids, study->find(call.text("where"), call.stop()));
    ProgressReporter progress(call.out().progress(), std::int64_t(ids.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Looking at photographs")));
    for (std::size_t begin = 0; begin < ids.size(); begin += examsLookedAtTogether) {
        if (call.stop().stop_requested())
            return cancelled();
        const auto page = std::span(ids).subspan(begin, std::min(examsLookedAtTogether, ids.size() - begin));
        RETCLIP_TRY(const std::vector<ExamRow> exams, study->exams(page));
        std::vector<std::vector<Looked>> looked;
        for (const ExamRow &exam : exams)
            looked.push_back(photographsOf(exam));
        onAllCores(exams.size(), [&](std::size_t i) {
            for (Looked &photograph : looked[i])
                photograph.seen = lookAtPhotograph(photograph.image->path);
        });
        for (std::size_t i = 0; i < exams.size(); ++i) {
            show(call, exams[i], looked[i]);
            if (call.has("store"))
                RETCLIP_CHECK(store(*study, exams[i], looked[i]));
        }
        progress.advance_to(std::int64_t(begin + page.size()));
    }
    progress.finish();
    return statusDone;
}

/// The rest of a study that was begun: as the window's "Look at photographs".
Result<int> lookAtAll(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const LookReport report, lookAtStudy(*study, call.out().progress(), call.stop()));
    call.out().result({{"looked", report.looked}, {"known", report.known}, {"unreadable", report.unreadable}},
                      QStringLiteral("%1\t%2\t%3").arg(report.looked).arg(report.known).arg(report.unreadable));
    return statusDone;
}

} // namespace

Verb qualityVerb()
{
    return {"quality", QT_TRANSLATE_NOOP("Command", "Find photographs that are blurred, badly lit or cut."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "A line an exam with a fault: blurred, overexposed, underexposed, uneven, low_contrast, "
                  "glare, field_cut, small_disc, unreadable. quality is 0 (poor) to 1; below 0.5 is a fault. "
                  "With --all --json also the eye that each photograph looks like, and centre: what lies in the middle of "
                  "its field (disc, macula, between, unknown; field: in queries, after look)."),
              {studyPlace},
              {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"all", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Show exams without a fault too.")},
               {"store", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Keep it in the study, for queries like quality<0.5.")},
               {"pairs", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "From what was kept: eyes that look swapped or wrongly named, the same "
                                             "photograph twice, sizes or a report that do not fit.")}},
              "retclip quality odir.study --json", runQuality},
             {"look", QT_TRANSLATE_NOOP("Command", "Looks at every photograph that was not looked at yet and keeps "
                                                   "what it sees; may be interrupted and repeated."),
              {studyPlace}, {}, "retclip quality look odir.study", lookAtAll}}};
}

} // namespace retclip::cli
