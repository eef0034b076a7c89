// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/heat_map.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/inspection/explanation_checks.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <chrono>

namespace retclip::cli {

namespace {

Result<void> writeBytes(const QString &file, const std::vector<std::byte> &bytes)
{
    return write_file_atomically(path_from_utf8(file.toStdString()),
                                 {reinterpret_cast<const char *>(bytes.data()), bytes.size()});
}

QString percent(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'f', 3) : QStringLiteral("–");
}

void tellCheck(Invocation &call, const CheckedMethod &method)
{
    QStringList failures;
    for (const Message &why : method.failures)
        failures << translated(why);
    call.out().text(QCoreApplication::translate("Command",
        "%1: shuffled weights %2, occlusion %3 (rank correlations); deletion %4, by chance %5; insertion %6, by chance %7")
                        .arg(QString::fromStdString(method.method), percent(method.randomised), percent(method.occlusion),
                             percent(method.deletion), percent(method.deletion_by_chance), percent(method.insertion),
                             percent(method.insertion_by_chance)));
    if (method.pointed > 0)
        call.out().text(QCoreApplication::translate("Command", "  points at a region in %1 of %2 photographs (chance %3)")
                            .arg(method.hits).arg(method.pointed).arg(method.pointing_chance, 0, 'f', 3));
    call.out().text(failures.isEmpty() ? QCoreApplication::translate("Command", "  passed")
                                       : QCoreApplication::translate("Command", "  failed: %1").arg(failures.join(QLatin1Char(' '))));
}

/// The checks of the methods on some exams; kept in the run's folder for what shows maps.
Result<int> runChecks(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    ExplanationCheckOrder order;
    if (call.has("exam")) {
        RETCLIP_TRY(const ExamId exam, study->examByCode(call.text("exam")));
        order.exams = {exam};
    } else {
        RETCLIP_TRY(order.exams, study->find(call.text("where"), call.stop()));
        if (const auto count = std::size_t(call.integer("exams")); count > 0 && order.exams.size() > count) {
            std::vector<ExamId> even;
            for (std::size_t i = 0; i < count; ++i)
                even.push_back(order.exams[i * order.exams.size() / count]);
            order.exams = std::move(even);
        }
    }
    order.methods = call.text("method") == QLatin1String("all") ? std::vector<std::string>{"relevance", "rollout", "occlusion"}
                                                                : std::vector<std::string>{call.text("method").toStdString()};
    order.text = call.text("text");
    order.level = level_from(call.text("level").toStdString()).value_or(Level::patient);
    order.device = call.text("device");
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const ExplanationChecks checks, checkExplanations(*study, run, *backend, order, call.out().progress(), call.stop()));
    RETCLIP_CHECK(storeExplanationChecks(run, checks));
    if (call.out().isJson()) {
        call.out().json(fromQt(toJson(checks)));
        return statusDone;
    }
    for (const CheckedMethod &method : checks.methods)
        tellCheck(call, method);
    return statusDone;
}

Result<int> runExplain(Invocation &call)
{
    if (call.has("check"))
        return runChecks(call);
    if (!call.has("exam") || !call.has("out") || call.text("method") == QLatin1String("all"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "A picture needs --exam, --out and one method.")),
                          message(QT_TRANSLATE_NOOP("Message", "Name them, or ask for --check.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow row, study->run(call.text("run")));
    RETCLIP_TRY(const ExamId id, study->examByCode(call.text("exam")));
    RETCLIP_TRY(const ExamRow exam, study->exam(id));
    ExplainRequest request;
    for (const Laterality eye : both_eyes)
        if (exam.images[eye])
            request.item.photographs[eye] = exam.images[eye]->path.toStdString();
    request.text = call.has("text") ? call.text("text").toStdString() : exam.report.toStdString();
    request.method = call.text("method").toStdString();
    request.level = level_from(call.text("level").toStdString()).value_or(Level::patient);
    if (request.text.empty())
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "The exam has no report to explain by.")),
                          message(QT_TRANSLATE_NOOP("Message", "Give a sentence with --text.")));
    const QDir out(call.text("out"));
    if (!QDir().mkpath(out.path()))
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."),
                               {out.path().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another folder.")));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const auto model, backend->open_model(sourceOf(row), call.text("device").toStdString(), 0));
    const auto started = std::chrono::steady_clock::now();
    RETCLIP_TRY(const Explanation explanation, model->explain(request, call.stop()));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    const int eyes = int(explanation.maps.left.side > 0) + int(explanation.maps.right.side > 0);
    if (const QString parts = eyePartsText(explanation); !parts.isEmpty())
        call.out().note(parts);

    Json tokens{{"exam", exam.code.toStdString()}, {"text", request.text}, {"method", request.method},
                {"level", word(request.level)}, {"similarity", explanation.similarity},
                {"left_part", explanation.eye_parts.left}, {"right_part", explanation.eye_parts.right},
                {"seconds_an_eye", seconds / std::max(1, eyes)}, {"tokens", Json::array()}};
    for (std::size_t i = 0; i < explanation.pieces.size(); ++i)
        tokens["tokens"].push_back({{"piece", explanation.pieces[i]},
                                    {"weight", i < explanation.piece_weights.size()
                                                   ? Json(explanation.piece_weights[i])
                                                   : Json(nullptr)}});
    for (const Laterality eye : both_eyes) {
        const SaliencyMap &map = explanation.maps[eye];
        if (map.side == 0)
            continue;
        RETCLIP_TRY(const RgbImage photograph,
                    read_photograph(path_from_utf8(request.item.photographs[eye])));
        RETCLIP_TRY(const auto png, encode_png(heatMapOver(reduced(photograph, 1024), map)));
        const QString file = out.absoluteFilePath(QStringLiteral("%1-%2.png").arg(
            QLatin1String(word(eye)), call.text("method")));
        RETCLIP_CHECK(writeBytes(file, png));
        call.out().result({{"file", file.toStdString()}, {"eye", word(eye)},
                           {"method", request.method}, {"similarity", explanation.similarity},
                           {"part", explanation.eye_parts[eye]}, {"seconds_an_eye", seconds / std::max(1, eyes)},
                           {"tokens", out.absoluteFilePath(QStringLiteral("tokens.json")).toStdString()}},
                          file);
    }
    const QString tokenFile = out.absoluteFilePath(QStringLiteral("tokens.json"));
    RETCLIP_CHECK(write_file_atomically(path_from_utf8(tokenFile.toStdString()), dump(tokens) + '\n'));
    call.out().note(QCoreApplication::translate("Command",
        "These maps show association within the network, not evidence. Token weights: %1").arg(tokenFile));
    return statusDone;
}

} // namespace

Verb explainVerb()
{
    return {"explain", QT_TRANSLATE_NOOP("Command", "Show what a network's answer hangs on."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "A picture an eye, and tokens.json with a weight a token. With --check instead whether the maps can be trusted: against "
                  "shuffled weights, occlusion, greying out, and the regions of the study; kept in the run's folder."),
              {studyPlace},
              {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Number or name."), {}, "", 0, false, true},
               {"exam", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "The exam to look at.")},
               {"text", ValueKind::text, "T", QT_TRANSLATE_NOOP("Command", "Sentence; else the exam's report.")},
               {"method", ValueKind::choice, "METHOD", QT_TRANSLATE_NOOP("Command", "How it is worked out."),
                {"relevance", "rollout", "occlusion", "all"}, "relevance"},
               {"level", ValueKind::choice, "LEVEL", QT_TRANSLATE_NOOP("Command", "Both eyes, or one."),
                {"patient", "left", "right"}, "patient"},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"},
               {"out", ValueKind::text, "DIR", QT_TRANSLATE_NOOP("Command", "Folder to write to.")},
               {"check", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Check the methods instead.")},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "With --check: on these exams …")},
               {"exams", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "… at most so many of them; 0: all."), {}, "20", 0}},
              "retclip explain odir.study --run first --exam 10023-1 --out why", runExplain, true}}};
}

} // namespace retclip::cli
