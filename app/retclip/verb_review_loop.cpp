// SPDX-License-Identifier: GPL-3.0-or-later
// What a review leads to: learning anew from the corrected labels, and what was found wrong, counted.
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/benchmarks/retraining.h"
#include "core/export/structured_report.h"
#include "core/inspection/error_taxonomy.h"
#include "core/inspection/training_value.h"
#include "core/study/reason_codes.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cmath>
#include <limits>
#include <optional>

namespace retclip::cli {

namespace {

Result<int> retrain(Invocation &call)
{
    RetrainOrder order;
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(order.run, study->run(call.text("run")));
    order.labelSet = call.text("labels");
    order.name = call.text("name");
    order.person = call.person();
    order.bootstrap = {int(call.integer("bootstrap")), std::uint64_t(call.integer("seed")), 0.95};
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const Retrained made, retrainOnCorrections(*study, order, *backend, call.door().tokenizers(),
                                                           call.out().progress(), call.stop()));
    call.out().endProgress();
    const CorrectionWorth &worth = made.worth;
    const bool interval = worth.gain && worth.gain->interval;
    call.out().result({{"dataset", made.dataset.name.toStdString()}, {"dataset_hash", made.dataset.hash.toStdString()},
                       {"run", made.run.id.value}, {"corrections", worth.corrections}, {"test_left_out", worth.testLeftOut},
                       {"cases", worth.cases}, {"patients", worth.patients}, {"auroc_before", worth.before},
                       {"auroc_after", worth.after}, {"difference", worth.gain ? Json(worth.gain->value) : Json(nullptr)},
                       {"interval", interval ? Json{worth.gain->interval->low, worth.gain->interval->high} : Json(nullptr)},
                       {"p", worth.gain ? orNull(worth.gain->p) : Json(nullptr)}},
                      correctionSentence(worth));
    return statusDone;
}

Result<int> taxonomy(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const ErrorTaxonomy found, errorTaxonomy(*study, call.text("where"), call.text("labels"), call.stop()));
    RETCLIP_TRY(const QVector<ReasonCode> reasons, reasonCodes(*study));
    const auto title = [&](const QString &code) {
        for (const ReasonCode &each : reasons)
            if (each.code == code)
                return each.title;
        return code;
    };
    if (call.has("out")) {
        const QString page = call.text("out");
        const QString numbers = QFileInfo(page).path() + u'/' + QFileInfo(page).completeBaseName() + QStringLiteral(".csv");
        RETCLIP_CHECK(write_file_atomically(pathOf(page),
                                            found.html(QCoreApplication::translate("Command", "What the review found: %1").arg(study->name()), title)
                                                .toStdString()));
        RETCLIP_CHECK(write_file_atomically(pathOf(numbers), found.csv().toStdString()));
    }
    for (const TaxonomyLine &line : found.lines) {
        if (line.by != GroupBy::everyone && !call.out().isJson())
            continue;
        Json exams = Json::array();
        RETCLIP_TRY(const QStringList codes, study->codes(line.exams));
        for (const QString &code : codes)
            exams.push_back(code.toStdString());
        call.out().result({{"group", groupWord(line.by)}, {"value", line.value.toStdString()},
                           {"verdict", word(line.verdict)}, {"reason", line.reason.toStdString()}, {"class", line.className.toStdString()},
                           {"count", line.exams.size()}, {"reviewed", line.ofGroup}, {"exams", exams}},
                          QStringLiteral("%1\t%2\t%3\t%4 / %5").arg(QLatin1String(word(line.verdict)), line.reason, line.className)
                              .arg(line.exams.size()).arg(line.ofGroup));
    }
    return statusDone;
}

Result<int> structuredReports(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const StructuredReportsWritten written,
                writeStructuredReports(*study, call.text("where"), call.text("out"), call.out().progress(), call.stop()));
    call.out().endProgress();
    Json files = Json::array();
    for (const QString &path : written.paths)
        files.push_back(path.toStdString());
    call.out().result({{"files", files}, {"verdicts", written.verdicts}, {"labels", written.labels}},
                      QCoreApplication::translate("Command", "reports: %1, verdicts: %2, labels: %3; each was read back").arg(written.files)
                          .arg(written.verdicts).arg(written.labels));
    return statusDone;
}

/// Mean of the repeats; null where a repeat's test split lacked a class.
std::optional<double> meanOf(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.empty() || !std::isfinite(sum) ? std::nullopt : std::optional(sum / double(values.size()));
}

Result<int> replay(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    ReplayOrder order;
    order.labelSet = call.text("labels");
    order.dataset = call.text("dataset");
    order.first = int(call.integer("first"));
    order.step = int(call.integer("step"));
    order.rounds = int(call.integer("rounds"));
    order.repeats = int(call.integer("repeats"));
    order.perEye = call.has("per-eye");
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const std::vector<ReplayCurve> curves,
                replayPicking(*study, run, *backend, order, call.out().progress(), call.stop()));
    call.out().endProgress();
    for (const ReplayCurve &curve : curves)
        for (const ReplayPoint &point : curve.points) {
            const auto mean = meanOf(point.auroc);
            Json each = Json::array();
            for (const double value : point.auroc)
                each.push_back(std::isfinite(value) ? Json(value) : Json(nullptr));
            call.out().result({{"order", word(curve.order)}, {"labels", point.labels}, {"auroc", orNull(mean)}, {"each", each}},
                              QStringLiteral("%1\t%2\t%3").arg(QLatin1String(word(curve.order)), -9).arg(point.labels)
                                  .arg(mean ? QString::number(*mean, 'f', 4) : QStringLiteral("–")));
        }
    return statusDone;
}

} // namespace

std::vector<Form> reviewLoopForms()
{
    return {{"retrain", QT_TRANSLATE_NOOP("Command", "Freezes the corrected labels, learns from them as the reviewed run did, and says what they were worth."),
             {studyPlace},
             {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "The run whose predictions were reviewed."), {}, "", std::numeric_limits<double>::lowest(), false, true},
              {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Of its evaluations the newest with these labels; else the newest.")},
              {"name", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Of dataset and run; else the run's, -corrected.")},
              {"bootstrap", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Resamples of patients for the interval."), {}, "2000", 1},
              {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Of the resamples."), {}, "1"},
              {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who freezes and starts it.")}},
             "retclip review retrain odir.study --run tuned --json", retrain, true},
            {"taxonomy", QT_TRANSLATE_NOOP("Command", "What readers found: verdict, reason, class and group, counted, as a page and as numbers."),
             {studyPlace},
             {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
              {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Only verdicts about this label set.")},
              {"out", ValueKind::text, "FILE.html", QT_TRANSLATE_NOOP("Command", "The page; the numbers stand beside it as .csv.")}},
             "retclip review taxonomy odir.study --out errors.html", taxonomy},
            {"dicom", QT_TRANSLATE_NOOP("Command", "What readers decided as DICOM structured reports (TID 1500), one an exam, each read back."),
             {studyPlace},
             {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
              {"out", ValueKind::text, "FOLDER", QT_TRANSLATE_NOOP("Command", "A new folder."), {}, "", std::numeric_limits<double>::lowest(), false, true}},
             "retclip review dicom odir.study --out reports", structuredReports},
            {"replay", QT_TRANSLATE_NOOP("Command", "Which order of review is worth its labels: margin, entropy and core-set against random, on labels that are known."),
             {studyPlace},
             {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Whose features are probed."), {}, "", std::numeric_limits<double>::lowest(), false, true},
              {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set: NAME or NAME/CLASS."), {}, "", std::numeric_limits<double>::lowest(), false, true},
              {"dataset", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Frozen dataset; else the run's own split.")},
              {"first", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Labels drawn at random to begin with."), {}, "20", 2},
              {"step", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Labels more a round."), {}, "20", 1},
              {"rounds", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Rounds."), {}, "5", 1},
              {"repeats", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "With other first labels; the mean is shown."), {}, "3", 1},
              {"per-eye", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Classify eyes instead of exams.")}},
             "retclip review replay odir.study --run first --labels odir/G", replay, true}};
}

} // namespace retclip::cli
