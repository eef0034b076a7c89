// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/heat_map.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"

#include <QCoreApplication>
#include <QDir>

namespace retclip::cli {

namespace {

Result<void> writeBytes(const QString &file, const std::vector<std::byte> &bytes)
{
    return write_file_atomically(path_from_utf8(file.toStdString()),
                                 {reinterpret_cast<const char *>(bytes.data()), bytes.size()});
}

Result<int> runExplain(Invocation &call)
{
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
    RETCLIP_TRY(const Explanation explanation, model->explain(request, call.stop()));

    Json tokens{{"exam", exam.code.toStdString()}, {"text", request.text}, {"method", request.method},
                {"level", word(request.level)}, {"similarity", explanation.similarity},
                {"tokens", Json::array()}};
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
            {{"", QT_TRANSLATE_NOOP("Command", "A picture an eye, and tokens.json with a weight a token."),
              {studyPlace},
              {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Number or name."), {}, "", 0, false, true},
               {"exam", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "The exam to look at."), {}, "", 0, false, true},
               {"text", ValueKind::text, "T", QT_TRANSLATE_NOOP("Command", "Sentence; else the exam's report.")},
               {"method", ValueKind::choice, "METHOD", QT_TRANSLATE_NOOP("Command", "How it is worked out."),
                {"relevance", "rollout", "occlusion"}, "relevance"},
               {"level", ValueKind::choice, "LEVEL", QT_TRANSLATE_NOOP("Command", "Both eyes, or one."),
                {"patient", "left", "right"}, "patient"},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"},
               {"out", ValueKind::text, "DIR", QT_TRANSLATE_NOOP("Command", "Folder to write to."), {}, "", 0, false, true}},
              "retclip explain odir.study --run first --exam 10023-1 --out why", runExplain, true}}};
}

} // namespace retclip::cli
