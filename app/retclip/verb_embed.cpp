// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/inspection/feature_cache.h"
#include "core/inspection/inspection.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>

namespace retclip::cli {

namespace {

std::string csvCell(const QString &text)
{
    std::string value = text.toStdString();
    if (value.find_first_of(",\"\n\r") == std::string::npos)
        return value;
    std::string quoted = "\"";
    for (const char c : value)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

Result<int> runEmbed(Invocation &call)
{
    QElapsedTimer timer;
    timer.start();
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    ModelSource source;
    if (call.has("run") == call.has("model") || (call.has("model") && !call.has("tokenizer")))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                              "embed takes --run, or --model with --tokenizer.")),
                          message(QT_TRANSLATE_NOOP("Message", "Name the weights to embed with.")));
    if (call.has("run")) {
        RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
        source = sourceOf(run);
    } else {
        source.checkpoint = pathOf(call.text("model"));
        source.tokenizer = pathOf(call.text("tokenizer"));
        source.context_length = int(call.integer("context"));
    }
    RETCLIP_TRY(const std::vector<ExamRow> exams,
                examsWhere(*study, call.text("where"), call.stop()));
    std::vector<ExamId> ids;
    for (const ExamRow &exam : exams)
        ids.push_back(exam.id);
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const StudyFeatures features,
                studyFeatures(*study, source, *backend, ids, call.text("device"), 0,
                              call.out().progress(), call.stop()));
    const QDir out(call.text("out"));
    if (!QDir().mkpath(out.path()))
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."),
                               {out.path().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another folder.")));
    const auto file = [&](const std::string &name) {
        return path_from_utf8(out.filePath(QString::fromStdString(name)).toStdString());
    };
    std::string index = "row,exam,patient";
    for (const FeatureKind &kind : featureKinds()) {
        const Matrix &values = (features.features.*kind.rows).values;
        RETCLIP_CHECK(write_npy(make_array({std::int64_t(values.rows), std::int64_t(values.columns)},
                                           values.values), file(std::string(kind.name) + ".npy")));
        index += std::string(",") + kind.name;
    }
    index += '\n';
    for (std::size_t row = 0; row < exams.size(); ++row) {
        index += std::to_string(row) + ',' + csvCell(exams[row].code) + ','
                 + csvCell(exams[row].patient);
        for (const FeatureKind &kind : featureKinds())
            index += (features.features.*kind.rows).present[row] ? ",1" : ",0";
        index += '\n';
    }
    RETCLIP_CHECK(write_file_atomically(file("index.csv"), index));
    for (const auto &[row, error] : features.features.unreadable)
        call.out().error(error);
    const std::size_t width = features.features.image_patient.values.columns;
    const double seconds = double(timer.elapsed()) / 1000;
    call.out().result({{"rows", exams.size()}, {"width", width}, {"seconds", seconds},
                       {"unreadable", features.features.unreadable.size()},
                       {"checkpoint", features.checkpointHash.toStdString()}},
                      QCoreApplication::translate("Command", "exams: %1, width: %2, in %3 s: %4")
                          .arg(exams.size()).arg(width).arg(seconds, 0, 'f', 1).arg(out.path()));
    return features.features.unreadable.empty() ? statusDone : statusFailed;
}

} // namespace

Verb embedVerb()
{
    return {"embed", QT_TRANSLATE_NOOP("Command", "Write a study's embeddings as NumPy files."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "A .npy (float32, a row an exam) for each level of image and text, and index.csv, "
                  "whose 0 marks a row that is not there."),
              {studyPlace},
              {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Weights and tokenizer of a run.")},
               {"model", ValueKind::text, "MODEL", QT_TRANSLATE_NOOP("Command", "Or a checkpoint …")},
               {"tokenizer", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "… with its tokenizer.")},
               {"context", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Text length with --model."),
                {}, "100", 2},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only exams that match.")},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"},
               {"out", ValueKind::text, "DIR", QT_TRANSLATE_NOOP("Command", "Folder to write to."), {}, "",
                0, false, true}},
              "retclip embed odir.study --run 7 --out embeddings", runEmbed, true}}};
}

} // namespace retclip::cli
