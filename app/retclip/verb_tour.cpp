// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/export/exporter.h"
#include "core/import/importer.h"
#include "core/inspection/inspection.h"
#include "core/jobs/run_queue.h"
#include "core/sample/sample.h"
#include "core/study/kept_sentences.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

#include <functional>

namespace retclip::cli {

namespace {

/// Keeps the first and last loss, so that the outcome can say what was learned.
class LossWatch : public RunObserver
{
public:
    void on_event(const RunEvent &event) override
    {
        if (event.kind != RunEventKind::step || !event.loss)
            return;
        if (!first)
            first = *event.loss;
        last = *event.loss;
    }
    std::optional<double> first, last;
};

/// The main job from import to export on the sample study; each step is told when it is done.
class Tour
{
public:
    Tour(Invocation &call, const QDir &out) : m_call(call), m_out(out) {}

    Result<int> run();

private:
    using Step = Result<QString> (Tour::*)();

    Result<QString> makeFiles();
    Result<QString> importFiles();
    Result<QString> checkStudy();
    Result<QString> train();
    Result<QString> retrieveByText();
    Result<QString> evaluateRun();
    Result<QString> review();
    Result<QString> freeze();
    Result<QString> exportTable();
    Result<QString> importAgain();
    Result<QString> screenshots();
    [[nodiscard]] QString firstBinaryTarget() const;

    Invocation &m_call;
    QDir m_out;
    std::unique_ptr<Study> m_study;
    RunRow m_run;
    QString m_labelSet;
};

Result<QString> Tour::makeFiles()
{
    SampleOrder order;
    order.out = m_out.filePath(QStringLiteral("files"));
    order.patients = int(m_call.integer("patients"));
    order.asStudy = false;
    RETCLIP_TRY(const SampleReport report, makeSample(order, m_call.out().progress(), m_call.stop()));
    return QStringLiteral("%1 SYNTHETIC patients, %2 photographs").arg(report.patients).arg(report.images);
}

Result<QString> Tour::importFiles()
{
    RETCLIP_TRY(m_study, Study::create(m_out.filePath(QStringLiteral("tour.study"))));
    ImportPlan plan;
    plan.source = m_out.filePath(QStringLiteral("files/table.csv"));
    plan.layout = QStringLiteral("auto");
    plan.person = m_call.person();
    RETCLIP_TRY(plan, analyseSource(plan, m_call.stop()));
    RETCLIP_TRY(const ImportReport report,
                runImport(*m_study, plan, false, m_call.out().progress(), m_call.stop()));
    if (report.patients == 0)
        return failure(ErrorCode::internal,
                       message(QT_TRANSLATE_NOOP("Message", "The sample's table gave no patients.")), {}, {});
    return QStringLiteral("%1 patients, %2 photographs, %3 reports, %4 skipped")
        .arg(report.patients).arg(report.images).arg(report.reports).arg(report.skipped.size());
}

Result<QString> Tour::checkStudy()
{
    RETCLIP_TRY(const auto report, m_study->check(true, m_call.out().progress(), m_call.stop()));
    if (!report.problems.isEmpty())
        return failure(ErrorCode::corrupted,
                       message(QT_TRANSLATE_NOOP("Message", "The new study does not pass its check: %1"),
                               {keptText(report.problems.first()).toStdString()}), {}, {});
    return QStringLiteral("%1 files checked, no problem").arg(report.filesChecked);
}

Result<QString> Tour::train()
{
    RunOrder order;
    RETCLIP_TRY(order.config, preset("pretrain-small"));
    RETCLIP_CHECK(set_field(order.config, "epochs", m_call.text("epochs").toStdString()));
    order.name = QStringLiteral("tour");
    order.person = m_call.person();
    RETCLIP_TRY(order.manifest, m_study->manifest({}, {}, order.config.seed));
    RETCLIP_TRY(m_run, m_study->createRun(order));
    RETCLIP_TRY(ModelBackend *const backend, m_call.backend());
    LossWatch watch;
    RETCLIP_TRY(const RunOutcome outcome,
                runInForeground(*m_study, m_run, false, *backend, m_call.door().tokenizers(), watch,
                                m_call.stop()));
    if (outcome.outcome == "paused")
        return cancelled();
    RETCLIP_TRY(m_run, m_study->run(QString::number(m_run.id.value)));
    return QStringLiteral("%1 steps, loss %2 to %3").arg(outcome.steps)
        .arg(watch.first.value_or(0), 0, 'f', 2).arg(watch.last.value_or(0), 0, 'f', 2);
}

Result<QString> Tour::retrieveByText()
{
    RETCLIP_TRY(ModelBackend *const backend, m_call.backend());
    RETCLIP_TRY(const std::vector<ExamId> exams, m_study->find({}));
    RETCLIP_TRY(const StudyFeatures features,
                studyFeatures(*m_study, sourceOf(m_run), *backend, exams, QStringLiteral("auto"), 0,
                              m_call.out().progress(), m_call.stop()));
    RETCLIP_TRY(const auto model, backend->open_model(sourceOf(m_run), "auto", 0));
    RetrievalQuery query;
    RETCLIP_TRY(const std::vector<std::string> reports, m_study->reports());
    query.text = QString::fromStdString(reports.empty() ? "glaucoma" : reports.front());
    query.top = 5;
    RETCLIP_TRY(const RetrievalAnswer answer, retrieve(*model, features, query, m_call.stop()));
    if (answer.hits.empty())
        return failure(ErrorCode::internal,
                       message(QT_TRANSLATE_NOOP("Message", "The search gave no exam.")), {}, {});
    return QStringLiteral("%1 hits, nearest at %2, %3 ms").arg(answer.hits.size())
        .arg(answer.hits.front().similarity, 0, 'f', 3).arg(answer.milliseconds, 0, 'f', 1);
}

QString Tour::firstBinaryTarget() const
{
    const auto sets = m_study->labelSets();
    if (!sets)
        return {};
    for (const LabelSet &set : *sets) {
        if (set.kind == LabelKind::binary)
            return set.name;
        if (set.kind == LabelKind::multilabel && !set.classes.isEmpty())
            return set.name + QLatin1Char('/') + set.classes.front().name;
    }
    return sets->isEmpty() ? QString() : sets->front().name;
}

Result<QString> Tour::evaluateRun()
{
    m_labelSet = firstBinaryTarget();
    RETCLIP_TRY(ModelBackend *const backend, m_call.backend());
    EvaluationOrder order;
    order.labelSet = m_labelSet;
    RETCLIP_TRY(const EvaluationResult result,
                evaluate(*m_study, m_run, *backend, order, m_call.out().progress(), m_call.stop()));
    const Metric *auroc = result.test.find("auroc");
    return QStringLiteral("probe on %1: n %2, AUROC %3").arg(m_labelSet).arg(result.test.items)
        .arg(auroc && auroc->value.value ? QString::number(*auroc->value.value, 'f', 3)
                                         : QStringLiteral("-"));
}

Result<QString> Tour::review()
{
    RETCLIP_TRY(const auto predictions, m_study->predictions(m_run.id, m_labelSet));
    std::vector<ExamId> exams;
    for (const PredictionRow &row : predictions)
        if (exams.size() < 3 && row.truth && *row.truth != row.predicted
            && std::find(exams.begin(), exams.end(), row.exam) == exams.end())
            exams.push_back(row.exam);
    const std::size_t wrong = exams.size();
    for (const PredictionRow &row : predictions)
        if (exams.size() < 3 && std::find(exams.begin(), exams.end(), row.exam) == exams.end())
            exams.push_back(row.exam);
    const VerdictKind kinds[] = {VerdictKind::modelWrong, VerdictKind::ambiguous, VerdictKind::poorImage};
    for (std::size_t i = 0; i < exams.size(); ++i) {
        GiveVerdict verdict;
        verdict.kind = kinds[i];
        verdict.run = m_run.id;
        verdict.labelSet = m_labelSet;
        verdict.comment = QStringLiteral("tour");
        RETCLIP_TRY(const EditReceipt receipt,
                    m_study->apply({verdict, {exams[i]}, m_call.person()}));
        (void)receipt;
    }
    // One step back and forth: the journal holds both.
    RETCLIP_TRY(const EditReceipt undone, m_study->undo(m_call.person()));
    RETCLIP_TRY(const EditReceipt redone, m_study->redo(m_call.person()));
    return QStringLiteral("%1 verdicts (%2 on wrong predictions), undo %3, redo %4").arg(exams.size())
        .arg(wrong).arg(undone.edit.value).arg(redone.edit.value);
}

Result<QString> Tour::freeze()
{
    DatasetOrder order;
    order.name = QStringLiteral("tour-v1");
    order.person = m_call.person();
    RETCLIP_TRY(const DatasetRow dataset, m_study->freezeDataset(order));
    RETCLIP_CHECK(m_study->verifyDataset(order.name, true));
    return QStringLiteral("%1 / %2 / %3 patients, %4").arg(dataset.trainingPatients)
        .arg(dataset.validationPatients).arg(dataset.testPatients).arg(dataset.hash.left(12));
}

Result<QString> Tour::exportTable()
{
    ExportOrder order;
    order.dataset = QStringLiteral("tour-v1");
    order.format = QStringLiteral("csv");
    order.outFolder = m_out.filePath(QStringLiteral("export"));
    order.person = m_call.person();
    RETCLIP_TRY(const ExportReport report,
                exportDataset(*m_study, order, m_call.out().progress(), m_call.stop()));
    return QStringLiteral("%1 files, %2 rows").arg(report.files).arg(report.rows);
}

Result<QString> Tour::importAgain()
{
    RETCLIP_TRY(const auto study, Study::create(m_out.filePath(QStringLiteral("again.study"))));
    ImportPlan plan;
    plan.source = m_out.filePath(QStringLiteral("export"));
    plan.layout = QStringLiteral("auto");
    plan.person = m_call.person();
    // The table of the export, or its folder where an importer knows the whole.
    const QDir folder(plan.source);
    const QStringList tables = folder.entryList({QStringLiteral("*.csv")}, QDir::Files, QDir::Name);
    if (!importerFor(plan.source) && !tables.isEmpty())
        plan.source = folder.filePath(tables.first());
    RETCLIP_TRY(plan, analyseSource(plan, m_call.stop()));
    RETCLIP_TRY(const ImportReport report, runImport(*study, plan, false, {}, m_call.stop()));
    RETCLIP_TRY(const StudyInfo before, m_study->info());
    RETCLIP_TRY(const StudyInfo after, study->info());
    if (before.patients != after.patients || before.images != after.images
        || before.reports != after.reports)
        return failure(ErrorCode::corrupted,
                       message(QT_TRANSLATE_NOOP("Message",
                           "The export holds %1 patients, %2 photographs and %3 reports instead of "
                           "%4, %5 and %6."),
                               {std::to_string(after.patients), std::to_string(after.images),
                                std::to_string(after.reports), std::to_string(before.patients),
                                std::to_string(before.images), std::to_string(before.reports)}),
                       {}, {});
    return QStringLiteral("the same %1 patients, %2 photographs, %3 reports").arg(after.patients)
        .arg(after.images).arg(after.reports);
}

Result<QString> Tour::screenshots()
{
    const QString program =
        QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("retclip-workstation"));
    const QString folder = m_out.filePath(QStringLiteral("screens"));
    m_study.reset(); // the window opens it
    if (!QFileInfo(program).isExecutable())
        return QStringLiteral("left out: retclip-workstation is not beside retclip");
    QDir().mkpath(folder);
    QProcess window;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    window.setProcessEnvironment(environment);
    window.setProcessChannelMode(QProcess::MergedChannels);
    window.start(program, {QStringLiteral("--tour"), folder,
                           m_out.filePath(QStringLiteral("tour.study"))});
    if (!window.waitForStarted())
        return QStringLiteral("left out: ") + window.errorString();
    while (!window.waitForFinished(200))
        if (m_call.stop().stop_requested() || window.state() == QProcess::NotRunning) {
            window.terminate();
            window.waitForFinished(2000);
            return cancelled();
        }
    const QStringList pictures = QDir(folder).entryList({QStringLiteral("*.png")}, QDir::Files);
    if (window.exitStatus() != QProcess::NormalExit || window.exitCode() != 0 || pictures.isEmpty())
        return failure(ErrorCode::unavailable,
                       message(QT_TRANSLATE_NOOP("Message", "The window gave no pictures (status %1)."),
                               {std::to_string(window.exitCode())}),
                       message(QT_TRANSLATE_NOOP("Message", "Everything else is done.")), {},
                       window.readAll().right(400).toStdString());
    return QStringLiteral("%1 pictures in screens/").arg(pictures.size());
}

Result<int> Tour::run()
{
    const std::pair<const char *, Step> steps[] = {
        {"sample", &Tour::makeFiles},        {"import", &Tour::importFiles},
        {"check", &Tour::checkStudy},        {"train", &Tour::train},
        {"retrieve", &Tour::retrieveByText}, {"evaluate", &Tour::evaluateRun},
        {"review", &Tour::review},           {"dataset", &Tour::freeze},
        {"export", &Tour::exportTable},      {"reimport", &Tour::importAgain},
        {"screens", &Tour::screenshots}};
    Json all = Json::array();
    bool failed = false;
    for (const auto &[name, step] : steps) {
        QElapsedTimer timer;
        timer.start();
        const Result<QString> outcome = (this->*step)();
        Json line{{"step", name}, {"seconds", double(timer.elapsed()) / 1000},
                  {"ok", outcome.has_value()},
                  {"outcome", outcome ? outcome->toStdString() : outcome.error().english()}};
        m_call.out().result(line, QStringLiteral("%1\t%2 s\t%3").arg(QLatin1String(name), -9)
                                      .arg(double(timer.elapsed()) / 1000, 0, 'f', 1)
                                      .arg(QString::fromStdString(line["outcome"])));
        all.push_back(std::move(line));
        RETCLIP_CHECK(write_file_atomically(
            path_from_utf8(m_out.filePath(QStringLiteral("tour.json")).toStdString()),
            Json{{"synthetic", true}, {"steps", all}}.dump(2) + '\n'));
        if (!outcome) {
            if (outcome.error().code == ErrorCode::cancelled)
                return cancelled();
            m_call.out().error(outcome.error());
            failed = true;
            break;
        }
    }
    m_call.out().note(QCoreApplication::translate("Command", "Results and pictures: %1").arg(m_out.path()));
    return failed ? statusFailed : statusDone;
}

Result<int> runTour(Invocation &call)
{
    const QDir out(QDir(call.positional("OUT")).absolutePath());
    if (out.exists() && !out.isEmpty())
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 is not empty."),
                               {out.path().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Name a new folder.")));
    if (!QDir().mkpath(out.path()))
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."),
                               {out.path().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another folder.")));
    return Tour(call, out).run();
}

} // namespace

Verb tourVerb()
{
    return {"tour", QT_TRANSLATE_NOOP("Command", "Do the main job on the SYNTHETIC sample study."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "From loose files to an export that is imported again; tour.json has a line a step, "
                  "screens/ the window's pictures."),
              {{"OUT", QT_TRANSLATE_NOOP("Command", "New folder.")}},
              {{"patients", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "How many."), {}, "120", 20},
               {"epochs", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Of the training."), {}, "40", 1}},
              "retclip tour tour-results --json", runTour, true}}};
}

} // namespace retclip::cli
