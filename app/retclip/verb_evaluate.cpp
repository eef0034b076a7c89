// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "app/version.h"
#include "core/base/files.h"
#include "core/inspection/evaluation_report.h"
#include "core/inspection/inspection.h"
#include "core/inspection/retrieval_cases.h"
#include "core/inspection/other_predictions.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

namespace retclip::cli {

namespace {

BootstrapOptions bootstrapOf(Invocation &call)
{
    return {int(call.integer("bootstrap")), std::uint64_t(call.integer("seed")), 0.95};
}

/// The exams of one split: of a dataset, else of what the run saw.
Result<std::vector<ExamId>> examsOf(Invocation &call, const Study &study, const RunRow &run)
{
    std::vector<std::pair<ExamId, Split>> members;
    if (call.has("dataset")) {
        RETCLIP_TRY(const DatasetRow dataset, study.dataset(call.text("dataset")));
        RETCLIP_TRY(members, study.datasetMembers(dataset.id));
    } else {
        RETCLIP_TRY(const Manifest manifest,
                    read_manifest(path_from_utf8(run.folder.toStdString()) / "manifest.jsonl"));
        for (const ManifestItem &item : manifest.items)
            members.emplace_back(item.exam, item.split);
    }
    const QString wanted = call.has("split") ? call.text("split")
                           : call.has("dataset") ? QStringLiteral("test")
                                                 : QStringLiteral("validation");
    std::vector<ExamId> exams;
    for (const auto &[exam, split] : members)
        if (wanted == QLatin1String("all") || wanted == QLatin1String(word(split)))
            exams.push_back(exam);
    if (exams.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "The split \"%1\" has no exams."),
                               {wanted.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was evaluated.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another --split.")));
    return exams;
}

QString figure(const QJsonObject &report, const char *name)
{
    const QJsonObject metric = report.value(QLatin1String(name)).toObject();
    if (!metric.value(QStringLiteral("value")).isDouble())
        return QStringLiteral("%1 -").arg(QLatin1String(name));
    QString text = QStringLiteral("%1 %2").arg(QLatin1String(name))
                       .arg(metric.value(QStringLiteral("value")).toDouble(), 0, 'f', 4);
    const QJsonArray interval = metric.value(QStringLiteral("interval")).toArray();
    if (interval.size() == 2)
        text += QStringLiteral(" [%1, %2]").arg(interval[0].toDouble(), 0, 'f', 4)
                    .arg(interval[1].toDouble(), 0, 'f', 4);
    return text;
}

/// Lines of the hardest searches, and what was taken for what.
Json retrievalCasesJson(const Study &study, const RetrievalCases &cases, qint64 count)
{
    Json hardest = Json::array(), counts = Json::array(), confusions = Json::array();
    for (const RetrievalCase &each : cases.hardest) {
        if (qint64(hardest.size()) >= count)
            break;
        const auto exam = study.exam(each.exam), nearest = study.exam(each.nearest);
        if (exam && nearest)
            hardest.push_back({{"exam", exam->code.toStdString()}, {"rank", each.rank}, {"own", each.own},
                               {"nearest", nearest->code.toStdString()}, {"similarity", each.nearestSimilarity}});
    }
    for (std::size_t bin = 0; bin < cases.rankCounts.size(); ++bin)
        counts.push_back({{"up_to", bin < rankBinEnds.size() ? Json(rankBinEnds[bin]) : Json(nullptr)}, {"queries", cases.rankCounts[bin]}});
    for (std::size_t a = 0; a < cases.confusions.size(); ++a)
        for (std::size_t b = 0; b < cases.confusions[a].size(); ++b)
            if (!cases.confusions[a][b].empty())
                confusions.push_back({{"looked_for", cases.classes[qsizetype(a)].toStdString()},
                                      {"found", cases.classes[qsizetype(b)].toStdString()}, {"queries", cases.confusions[a][b].size()}});
    return {{"hardest", std::move(hardest)}, {"ranks", std::move(counts)}, {"confusions", std::move(confusions)}};
}

Result<int> retrievalOfRun(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    RETCLIP_TRY(const std::vector<ExamId> exams, examsOf(call, *study, run));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const StudyFeatures features,
                studyFeatures(*study, sourceOf(run), *backend, exams, call.text("device"), 0,
                              call.out().progress(), call.stop()));
    RETCLIP_TRY(const auto evaluations,
                evaluateRetrieval(*study, features, bootstrapOf(call), call.stop()));
    Json levels = Json::object();
    QString text;
    for (const RetrievalEvaluation &evaluation : evaluations) {
        const QJsonObject json = toJson(evaluation);
        levels[word(evaluation.level)] = fromQt(json);
        for (const char *way : {"text_to_image", "image_to_text", "text_to_image_naive",
                                "image_to_text_naive"}) {
            const QJsonObject report = json.value(QLatin1String(way)).toObject();
            text += QStringLiteral("%1 %2: n %3  %4  %5  %6  %7  %8\n")
                        .arg(QLatin1String(word(evaluation.level)), QLatin1String(way))
                        .arg(report.value(QStringLiteral("n")).toInt())
                        .arg(figure(report, "recall_at_1"), figure(report, "recall_at_5"),
                             figure(report, "recall_at_10"), figure(report, "median_rank"),
                             figure(report, "chance_at_5"));
        }
    }
    Json answer{{"protocol", "retrieval"}, {"run", run.id.value}, {"exams", exams.size()},
                {"bootstrap_draws", call.integer("bootstrap")}, {"levels", levels}};
    if (call.integer("hardest") > 0) {
        for (const bool toReports : {false, true}) {
            RETCLIP_TRY(const RetrievalCases cases, retrievalCases(*study, features, toReports, call.text("labels"), call.stop()));
            answer[toReports ? "image_to_text" : "text_to_image"] = retrievalCasesJson(*study, cases, call.integer("hardest"));
            for (const Json &each : answer[toReports ? "image_to_text" : "text_to_image"]["hardest"])
                text += QStringLiteral("%1\t%2\t%3\n").arg(toReports ? QStringLiteral("image_to_text") : QStringLiteral("text_to_image"),
                                                            QString::fromStdString(each["exam"].get<std::string>())).arg(each["rank"].get<int>());
        }
    }
    call.out().result(answer, text.trimmed());
    return statusDone;
}

Result<std::vector<std::pair<QString, QStringList>>> promptsFrom(const QString &file)
{
    RETCLIP_TRY(const std::string text, read_file(path_from_utf8(file.toStdString())));
    const Json json = Json::parse(text, nullptr, false);
    std::vector<std::pair<QString, QStringList>> prompts;
    bool good = json.is_object();
    if (good)
        for (const auto &[name, value] : json.items()) {
            QStringList texts;
            if (value.is_string())
                texts << QString::fromStdString(value.get<std::string>());
            else if (value.is_array())
                for (const Json &one : value)
                    if (one.is_string())
                        texts << QString::fromStdString(one.get<std::string>());
            good &= !texts.isEmpty();
            prompts.emplace_back(QString::fromStdString(name), texts);
        }
    if (!good)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "%1 holds no prompts."), {file.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message",
                              "Write {\"class\": [\"prompt\", …], \"-\": [\"what is there without it\"]}.")));
    return prompts;
}

Result<int> classify(Invocation &call, EvaluationProtocol protocol)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    EvaluationOrder order;
    order.protocol = protocol;
    order.labelSet = call.text("labels");
    order.dataset = call.text("dataset");
    order.seeds = int(call.integer("seeds", 1));
    order.shots = int(call.integer("shots", 0));
    order.bootstrap = bootstrapOf(call);
    order.perEye = call.has("per-eye");
    if (call.has("prompts")) {
        RETCLIP_TRY(order.prompts, promptsFrom(call.text("prompts")));
    }
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const EvaluationResult result,
                evaluate(*study, run, *backend, order, call.out().progress(), call.stop()));
    const QJsonObject json = toJson(result);
    const QJsonObject test = json.value(QStringLiteral("test")).toObject();
    QString text = QStringLiteral("n %1  %2  %3  %4  %5\n%6\n%7")
                       .arg(test.value(QStringLiteral("n")).toInt())
                       .arg(figure(test, "auroc"), figure(test, "average_precision"),
                            figure(test, "kappa"), figure(test, "brier"), result.protocolSentence,
                            result.predictionsFile);
    Json line = fromQt(json);
    // The headline stands at the top as well, where a script looks first.
    const Json figures = line["test"]; // a copy: adding keys moves what stands in the object
    for (const auto &[name, value] : figures.items())
        if (!line.contains(name))
            line[name] = value;
    call.out().result(line, text);
    return statusDone;
}

Result<int> zeroShot(Invocation &call) { return classify(call, EvaluationProtocol::zeroShot); }
Result<int> fewShot(Invocation &call) { return classify(call, EvaluationProtocol::fewShot); }
Result<int> finetune(Invocation &call) { return classify(call, EvaluationProtocol::finetune); }
Result<int> probe(Invocation &call) { return classify(call, EvaluationProtocol::probe); }

/// The newest evaluation of the run, of a label set where one is named.
Result<EvaluationResult> storedOf(Invocation &call, const RunRow &run)
{
    RETCLIP_TRY(std::vector<EvaluationResult> stored, storedEvaluations(run));
    if (call.has("labels"))
        std::erase_if(stored, [&](const EvaluationResult &each) {
            return each.order.labelSet != call.text("labels");
        });
    if (stored.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "The run has no such evaluation.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Evaluate the run first.")));
    return std::move(stored.back());
}

Result<int> reportOfRun(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    RETCLIP_TRY(const EvaluationResult result, storedOf(call, run));
    RETCLIP_TRY(const EvaluationReport report,
                makeEvaluationReport(*study, run, result,
                                     QStringLiteral("%1 %2").arg(QLatin1String(programName),
                                                                 QLatin1String(programVersion())),
                                     [](const QString &name) { return name; }, call.stop()));
    const QString page = call.text("out");
    const QString numbers = QFileInfo(page).path() + QLatin1Char('/') + QFileInfo(page).completeBaseName()
        + QStringLiteral(".csv");
    RETCLIP_CHECK(write_file_atomically(pathOf(page), report.html().toStdString()));
    RETCLIP_CHECK(write_file_atomically(pathOf(numbers), report.csv().toStdString()));
    call.out().result({{"run", run.id.value}, {"n", result.test.items}, {"patients", result.test.patients},
                       {"report", page.toStdString()}, {"numbers", numbers.toStdString()},
                       {"methods", report.methods().toStdString()}},
                      QStringLiteral("%1\n%2").arg(page, numbers));
    return statusDone;
}

/// What another program predicted becomes a run, judged like any other.
Result<int> foreignPredictions(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const OtherPredictions added,
                addOtherPredictions(*study, {call.text("predictions"), call.text("labels"),
                                             call.text("name"), {}}));
    EvaluationOrder order;
    order.protocol = EvaluationProtocol::finetune;
    order.bootstrap = bootstrapOf(call);
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const EvaluationResult result,
                evaluate(*study, added.run, *backend, order, call.out().progress(), call.stop()));
    Json json = fromQt(toJson(result));
    json["cases"] = added.cases;
    json["unknown"] = added.unknown;
    json["unlabelled"] = added.unlabelled;
    const QJsonObject test = toJson(result).value(QStringLiteral("test")).toObject();
    call.out().result(json, QStringLiteral("run %1  n %2  %3  %4\n%5 lines name no exam of this study")
                                .arg(added.run.id.value).arg(test.value(QStringLiteral("n")).toInt())
                                .arg(figure(test, "auroc"), figure(test, "average_precision"))
                                .arg(added.unknown));
    return statusDone;
}

} // namespace

Verb evaluateVerb()
{
    const OptionDescription run{"run", ValueKind::text, "RUN",
                                QT_TRANSLATE_NOOP("Command", "Number or name."), {}, "", 0, false, true};
    const OptionDescription dataset{"dataset", ValueKind::text, "NAME",
                                    QT_TRANSLATE_NOOP("Command", "Frozen dataset; else the run's own split.")};
    const OptionDescription labels{"labels", ValueKind::text, "NAME",
                                   QT_TRANSLATE_NOOP("Command", "Label set: NAME or NAME/CLASS; else the run's.")};
    const OptionDescription draws{"bootstrap", ValueKind::integer, "N",
                                  QT_TRANSLATE_NOOP("Command", "Bootstrap draws of patients."), {}, "2000", 0};
    const OptionDescription seed{"seed", ValueKind::integer, "S",
                                 QT_TRANSLATE_NOOP("Command", "Of the bootstrap."), {}, "1", 0};
    const OptionDescription perEye{"per-eye", ValueKind::flag, "",
                                   QT_TRANSLATE_NOOP("Command", "Classify eyes instead of exams.")};
    return {"evaluate", QT_TRANSLATE_NOOP("Command", "Measure how well a run retrieves or predicts."),
            {{"retrieval", QT_TRANSLATE_NOOP("Command",
                  "R@1, 5, 10, ranks and chance at each level; own pair (naive) and same report."),
              {studyPlace},
              {run, dataset,
               {"split", ValueKind::choice, "SPLIT",
                QT_TRANSLATE_NOOP("Command", "Else validation; with --dataset, test."),
                {"train", "validation", "test", "all"}},
               draws, seed,
               {"hardest", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "Also the N hardest searches, how ranks fall, and which findings are taken for which."), {}, "0", 0},
               {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "With --hardest: whose classes are confused.")},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"}},
              "retclip evaluate retrieval odir.study --run first --json", retrievalOfRun, true},
             {"zeroshot", QT_TRANSLATE_NOOP("Command", "By prompts; nothing is learned."), {studyPlace},
              {run, dataset, labels,
               {"prompts", ValueKind::text, "FILE.json",
                QT_TRANSLATE_NOOP("Command", "{\"class\": [\"prompt\", …], \"-\": […]}; else default ones.")},
               draws, seed, perEye},
              "retclip evaluate zeroshot odir.study --run first --labels labels/G", zeroShot, true},
             {"fewshot", QT_TRANSLATE_NOOP("Command", "A linear probe on a few cases a class, several draws."),
              {studyPlace},
              {run, dataset, labels,
               {"seeds", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Draws of cases."), {}, "5", 1},
               {"shots", ValueKind::integer, "K", QT_TRANSLATE_NOOP("Command", "Cases a class."), {}, "8", 1},
               draws, seed, perEye},
              "retclip evaluate fewshot odir.study --run first --labels labels/G --shots 8", fewShot, true},
             {"probe", QT_TRANSLATE_NOOP("Command", "A linear probe, chosen on validation, judged on test."),
              {studyPlace}, {run, dataset, labels, draws, seed, perEye},
              "retclip evaluate probe odir.study --run first --labels labels/G --json", probe, true},
             {"finetune", QT_TRANSLATE_NOOP("Command", "What a fine-tuning or probe run predicted itself."),
              {studyPlace}, {run, draws, seed},
              "retclip evaluate finetune odir.study --run tuned --json", finetune, true},
             {"report", QT_TRANSLATE_NOOP("Command",
                  "The newest evaluation as a page with charts and as numbers."),
              {studyPlace},
              {run,
               {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Of this label set.")},
               {"out", ValueKind::text, "FILE.html",
                QT_TRANSLATE_NOOP("Command", "The page; the numbers stand beside it as .csv."), {}, "", 0,
                false, true}},
              "retclip evaluate report odir.study --run first --out first.html", reportOfRun},
             {"predictions", QT_TRANSLATE_NOOP("Command",
                  "What another program predicted, as a run of this study."),
              {studyPlace},
              {{"predictions", ValueKind::text, "P.csv",
                QT_TRANSLATE_NOOP("Command",
                    "exam or patient, perhaps eye and split, a column of probabilities a class."),
                {}, "", 0, false, true},
               {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set: NAME or NAME/CLASS."),
                {}, "", 0, false, true},
               {"name", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Of the run; else the file's.")},
               draws, seed},
              "retclip evaluate predictions odir.study --predictions p.csv --labels labels/G",
              foreignPredictions, true}}};
}

} // namespace retclip::cli
