// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/imaging/photograph_faults.h"
#include "core/import/import_session.h"
#include "core/study/study_writer.h"

#include <array>

namespace retclip::cli {

namespace {

constexpr std::size_t examsAtOnce = 64;

struct Looked
{
    const ImageRow *image = nullptr;
    const char *eye = "";
    PhotographQuality quality;
    PhotographVerdict verdict;
    std::optional<Error> error;
};

std::vector<Looked> photographsOf(const ExamRow &exam)
{
    std::vector<Looked> list;
    for (const Laterality eye : both_eyes)
        if (exam.images[eye])
            list.push_back({&*exam.images[eye], word(eye), {}, {}, {}});
    for (const ImageRow &image : exam.eyeUnknown)
        list.push_back({&image, "unknown", {}, {}, {}});
    return list;
}

void look(Looked &photograph)
{
    PhotographOptions options;
    options.at_least_px = 512; // photograph_quality() measures at this size.
    const auto image = read_photograph(path_from_utf8(photograph.image->path.toStdString()), options);
    if (!image) {
        photograph.error = image.error();
        photograph.verdict = {{"unreadable"}, 0};
        return;
    }
    photograph.quality = photograph_quality(*image);
    photograph.verdict = judged(photograph.quality, image->width, image->height);
}

Json photographJson(const Looked &photograph)
{
    Json json{{"eye", photograph.eye}, {"file", photograph.image->path.toStdString()},
              {"quality", photograph.verdict.score}, {"faults", photograph.verdict.faults}};
    if (photograph.error) {
        json["error"] = photograph.error->english();
        return json;
    }
    const PhotographQuality &quality = photograph.quality;
    json["focus"] = quality.focus;
    json["overexposed"] = quality.overexposed;
    json["underexposed"] = quality.underexposed;
    json["illumination"] = quality.illumination;
    json["evenness"] = quality.evenness;
    json["field"] = quality.retina ? Json(quality.retina->inside_share) : Json(nullptr);
    return json;
}

/// One line an exam: the worst of its photographs counts.
double show(Invocation &call, const ExamRow &exam, const std::vector<Looked> &photographs)
{
    double score = 1;
    Json reasons = Json::array(), all = Json::array();
    QStringList words;
    for (const Looked &photograph : photographs) {
        score = std::min(score, photograph.verdict.score);
        all.push_back(photographJson(photograph));
        for (const std::string &fault : photograph.verdict.faults) {
            reasons.push_back(std::string(photograph.eye) + ": " + fault);
            words << QString::fromStdString(reasons.back().get<std::string>());
        }
    }
    if (words.isEmpty() && !call.has("all"))
        return score;
    Json line{{"patient", exam.patient.toStdString()}, {"exam", exam.code.toStdString()},
              {"quality", score},
              {"reason", words.join(QStringLiteral(", ")).toStdString()},
              {"reasons", reasons}, {"photographs", all}};
    call.out().result(line, QStringLiteral("%1\t%2\t%3").arg(exam.code)
                                .arg(score, 0, 'f', 2).arg(words.join(QStringLiteral(", "))));
    return score;
}

Result<void> store(Study &study, const std::vector<Looked> &photographs)
{
    std::vector<ImageFinding> findings;
    for (const Looked &photograph : photographs) {
        ImageFinding finding;
        finding.image = photograph.image->id;
        finding.quality = photograph.verdict.score;
        QStringList faults;
        for (const std::string &fault : photograph.verdict.faults)
            faults << QString::fromStdString(fault);
        finding.qualityReason = faults.join(QStringLiteral(", "));
        findings.push_back(std::move(finding));
    }
    return storeImageFindings(study, findings);
}

Result<int> run(Invocation &call)
{
    RETCLIP_TRY(const auto study,
                call.study(call.has("store") ? OpenMode::readWrite : OpenMode::readOnly));
    RETCLIP_TRY(const std::vector<ExamId> ids, study->find(call.text("where"), call.stop()));
    ProgressReporter progress(call.out().progress(), std::int64_t(ids.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Looking at photographs")));
    for (std::size_t begin = 0; begin < ids.size(); begin += examsAtOnce) {
        if (call.stop().stop_requested())
            return cancelled();
        const auto page = std::span(ids).subspan(begin, std::min(examsAtOnce, ids.size() - begin));
        RETCLIP_TRY(const std::vector<ExamRow> exams, study->exams(page));
        std::vector<std::vector<Looked>> looked;
        for (const ExamRow &exam : exams)
            looked.push_back(photographsOf(exam));
        onAllCores(exams.size(), [&](std::size_t i) {
            for (Looked &photograph : looked[i])
                look(photograph);
        });
        for (std::size_t i = 0; i < exams.size(); ++i) {
            show(call, exams[i], looked[i]);
            if (call.has("store"))
                RETCLIP_CHECK(store(*study, looked[i]));
        }
        progress.advance_to(std::int64_t(begin + page.size()));
    }
    progress.finish();
    return statusDone;
}

} // namespace

Verb qualityVerb()
{
    return {"quality", QT_TRANSLATE_NOOP("Command", "Find photographs that are blurred, badly lit or cut."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "A line an exam with a fault: blurred, overexposed, underexposed, uneven, field_cut, "
                  "small_disc, unreadable. quality is 0 (poor) to 1; below 0.5 is a fault."),
              {{"STUDY", QT_TRANSLATE_NOOP("Command", "Study folder.")}},
              {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"all", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Show exams without a fault too.")},
               {"store", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Keep it in the study, for queries like quality<0.5.")}},
              "retclip quality odir.study --json", run}}};
}

} // namespace retclip::cli
