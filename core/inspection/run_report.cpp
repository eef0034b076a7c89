// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/run_report.h"

#include "core/base/files.h"
#include "core/base/manifest.h"
#include "core/inspection/evaluation_material.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace retclip {

namespace {

/// How many patients of which part a run was given.
void countPatients(const QString &file, RunReport &report)
{
    const auto manifest = read_manifest(path_from_utf8(file.toStdString()));
    if (!manifest)
        return; // A run folder that was thinned out: the page says what is left.
    std::map<Split, std::set<std::string>> patients;
    for (const ManifestItem &item : manifest->items)
        patients[item.split].insert(item.patient);
    report.patientsTrain = qint64(patients[Split::training].size());
    report.patientsValidation = qint64(patients[Split::validation].size());
    report.patientsTest = qint64(patients[Split::test].size());
}

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Losses, Brier scores and calibration errors are better where they are less.
bool lessIsBetter(const QString &name)
{
    for (const char *word : {"loss", "brier", "error", "rank"})
        if (name.contains(QLatin1String(word)) && !name.contains(QLatin1String("reciprocal_rank")))
            return true;
    return false;
}

void workOutSteps(RunReport &report)
{
    std::vector<double> losses, rates;
    double waited = 0, worked = 0;
    for (const RunEvent &event : report.events) {
        report.epochs = std::max(report.epochs, event.epoch);
        if (event.kind != RunEventKind::step)
            continue;
        report.steps = std::max(report.steps, event.step);
        report.patientsSeen = std::max(report.patientsSeen, event.patients);
        if (event.loss)
            losses.push_back(*event.loss);
        if (event.patients_per_s && *event.patients_per_s > 0)
            rates.push_back(*event.patients_per_s);
        if (event.wait_s && event.patients_per_s && event.batch && *event.patients_per_s > 0) {
            waited += *event.wait_s;
            worked += *event.batch / *event.patients_per_s;
        }
        if (event.memory_bytes)
            report.mostMemory = std::max(report.mostMemory.value_or(0), *event.memory_bytes);
    }
    if (!rates.empty())
        report.patientsPerSecond = medianOf(std::move(rates));
    if (worked > 0)
        report.waitShare = std::min(1.0, waited / worked);
    if (losses.empty())
        return;
    const auto part = std::max<std::size_t>(1, losses.size() / 20);
    const auto mean = [&](auto from) { return std::accumulate(from, from + std::ptrdiff_t(part), 0.0) / double(part); };
    report.firstLoss = mean(losses.begin());
    report.lastLoss = mean(losses.end() - std::ptrdiff_t(part));
}

void workOutFigures(RunReport &report)
{
    std::map<QString, ReportedFigure> figures;
    for (const RunEvent &event : report.events) {
        if (event.kind != RunEventKind::validation)
            continue;
        for (const auto &[word, value] : event.metrics) {
            const QString name = QString::fromStdString(word);
            const auto [place, isNew] = figures.try_emplace(name, ReportedFigure{name, value, value, event.step});
            ReportedFigure &figure = place->second;
            figure.last = value;
            if (!isNew && (lessIsBetter(name) ? value < figure.best : value > figure.best)) {
                figure.best = value;
                figure.bestStep = event.step;
            }
        }
    }
    for (const auto &[name, figure] : figures)
        report.figures << figure;
}

QString plainNumber(double value, int digits = 6)
{
    return QString::number(value, 'g', digits);
}

/// At most `most` points: means over equal stretches, so that a curve of a million steps fits on paper.
QVector<QPointF> thinned(const QVector<QPointF> &points, qsizetype most = 400)
{
    if (points.size() <= most)
        return points;
    QVector<QPointF> kept;
    for (qsizetype part = 0; part < most; ++part) {
        const qsizetype from = points.size() * part / most, to = points.size() * (part + 1) / most;
        QPointF sum;
        for (qsizetype i = from; i < to; ++i)
            sum += points[i];
        kept << sum / double(to - from);
    }
    return kept;
}

using FigureOf = std::function<std::optional<double>(const RunEvent &)>;

QVector<QPointF> seriesOf(const std::vector<RunEvent> &events, RunEventKind kind, const FigureOf &figure)
{
    QVector<QPointF> points;
    for (const RunEvent &event : events)
        if (event.kind == kind)
            if (const auto value = figure(event); value && std::isfinite(*value))
                points << QPointF(double(event.step), *value);
    return points;
}

/// Fits the axes around the curves; nothing where there is no point.
void addFitted(QVector<ReportChart> &charts, ReportChart chart, bool fromZero)
{
    chart.curves.removeIf([](const ReportChart::Curve &curve) { return curve.points.isEmpty(); });
    if (chart.curves.isEmpty())
        return;
    chart.xLow = chart.yLow = 1e300;
    chart.xHigh = chart.yHigh = -1e300;
    for (ReportChart::Curve &curve : chart.curves) {
        curve.points = thinned(curve.points);
        for (const QPointF &point : curve.points) {
            chart.xLow = std::min(chart.xLow, point.x());
            chart.xHigh = std::max(chart.xHigh, point.x());
            chart.yLow = std::min(chart.yLow, point.y());
            chart.yHigh = std::max(chart.yHigh, point.y());
        }
    }
    if (fromZero)
        chart.yLow = std::min(0.0, chart.yLow);
    const double room = std::max(1e-9, (chart.yHigh - chart.yLow) * 0.05);
    chart.yHigh += room;
    chart.yLow -= fromZero && chart.yLow == 0 ? 0 : room;
    if (chart.xHigh <= chart.xLow)
        chart.xHigh = chart.xLow + 1;
    charts << chart;
}

struct RunReportWords
{
    Q_DECLARE_TR_FUNCTIONS(RunReport)
};

} // namespace

QVector<ReportChart> RunReport::charts() const
{
    const QString step = RunReportWords::tr("step");
    const auto steps = [&](const FigureOf &figure) { return seriesOf(events, RunEventKind::step, figure); };
    QVector<ReportChart> all;
    ReportChart loss{RunReportWords::tr("Loss"), step, RunReportWords::tr("nat")};
    loss.curves = {{RunReportWords::tr("in all"), steps([](const RunEvent &e) { return e.loss; })},
                   {RunReportWords::tr("patient"), steps([](const RunEvent &e) { return e.loss_patient; })},
                   {RunReportWords::tr("left eye"), steps([](const RunEvent &e) { return e.loss_left; })},
                   {RunReportWords::tr("right eye"), steps([](const RunEvent &e) { return e.loss_right; })}};
    addFitted(all, loss, false);
    ReportChart validation{RunReportWords::tr("Validation"), step, {}};
    for (const ReportedFigure &figure : figures) {
        if (lessIsBetter(figure.name) || validation.curves.size() == 4)
            continue; // of another scale; all of them stand in the table and in the numbers
        validation.curves << ReportChart::Curve{
            figure.name, seriesOf(events, RunEventKind::validation, [key = figure.name.toStdString()](const RunEvent &e) {
                const auto found = e.metrics.find(key);
                return found == e.metrics.end() ? std::optional<double>() : std::optional<double>(found->second);
            })};
    }
    addFitted(all, validation, true);
    ReportChart rate{RunReportWords::tr("Learning rate"), step, {}};
    rate.curves = {{{}, steps([](const RunEvent &e) { return e.learning_rate; })}};
    addFitted(all, rate, true);
    ReportChart norm{RunReportWords::tr("Norm of the gradient"), step, {}};
    norm.curves = {{{}, steps([](const RunEvent &e) { return e.gradient_norm; })}};
    addFitted(all, norm, true);
    ReportChart speed{RunReportWords::tr("Speed"), step, RunReportWords::tr("patients a second")};
    speed.curves = {{{}, steps([](const RunEvent &e) { return e.patients_per_s; })}};
    addFitted(all, speed, true);
    ReportChart scale{RunReportWords::tr("Logit scale"), step, {}};
    for (const int level : {0, 1, 2})
        scale.curves << ReportChart::Curve{
            level == 0 ? RunReportWords::tr("patient") : level == 1 ? RunReportWords::tr("left eye") : RunReportWords::tr("right eye"),
            steps([level](const RunEvent &e) {
                return e.logit_scales ? std::optional<double>((*e.logit_scales)[std::size_t(level)]) : std::nullopt;
            })};
    addFitted(all, scale, false);
    return all;
}

QString RunReport::csv() const
{
    QString out = QStringLiteral("step,epoch,kind,figure,value\n");
    for (const RunEvent &event : events) {
        const auto line = [&](const QString &figure, std::optional<double> value) {
            if (value)
                out += QStringLiteral("%1,%2,%3,%4,%5\n").arg(event.step).arg(event.epoch)
                           .arg(QLatin1String(word(event.kind)), figure, QString::number(*value, 'g', 17));
        };
        if (event.kind == RunEventKind::step) {
            line(QStringLiteral("loss"), event.loss);
            line(QStringLiteral("loss_patient"), event.loss_patient);
            line(QStringLiteral("loss_left"), event.loss_left);
            line(QStringLiteral("loss_right"), event.loss_right);
            line(QStringLiteral("learning_rate"), event.learning_rate);
            line(QStringLiteral("gradient_norm"), event.gradient_norm);
            line(QStringLiteral("patients_per_s"), event.patients_per_s);
            line(QStringLiteral("wait_s"), event.wait_s);
            line(QStringLiteral("memory_bytes"), event.memory_bytes);
        }
        for (const auto &[name, value] : event.metrics)
            line(QString::fromStdString(name), value);
    }
    return out;
}

QString RunReport::methods() const
{
    const QString how = config.task == "pretrain" ? QStringLiteral("trained contrastively on pairs of photographs and reports")
        : config.task == "finetune" ? QStringLiteral("fine-tuned on the labels \"%1\"").arg(QString::fromStdString(config.label_set))
                                     : QStringLiteral("kept as it was and a linear classifier fitted on the labels \"%1\"")
                                           .arg(QString::fromStdString(config.label_set));
    QString text = QStringLiteral("A RET-CLIP network was %1 (%2, settings %3, seed %4), starting from %5. ")
                       .arg(how, run.programVersion.isEmpty() ? program : QStringLiteral("RET-CLIP Workstation ") + run.programVersion,
                            QString::fromStdString(config.hash()).left(12), QString::number(config.seed),
                            config.start_from.empty() ? QStringLiteral("new weights")
                                                       : QStringLiteral("a checkpoint (%1)").arg(QString::fromStdString(
                                                             path_from_utf8(config.start_from).filename().string())));
    text += QStringLiteral("The data were %1 patients for training, %2 for validation and %3 for testing%4 (manifest %5). ")
                .arg(patientsTrain).arg(patientsValidation).arg(patientsTest)
                .arg(synthetic ? QStringLiteral(", all SYNTHETIC") : QString(), run.manifestHash.left(12));
    if (config.task != "probe")
        text += QStringLiteral("Batches held %1 patients; AdamW (beta1 %2, beta2 %3, epsilon %4, weight decay %5) with a greatest "
                               "learning rate of %6, %7 warm-up steps and a %8 schedule ran for %9 steps")
                    .arg(config.batch_size)
                    .arg(plainNumber(config.beta1), plainNumber(config.beta2), plainNumber(config.epsilon),
                         plainNumber(config.weight_decay), plainNumber(config.learning_rate))
                    .arg(config.warmup_steps)
                    .arg(QString::fromStdString(config.schedule))
                    .arg(steps)
            + QStringLiteral(" (%1 epochs). ").arg(epochs);
    if (firstLoss && lastLoss)
        text += QStringLiteral("The training loss went from %1 to %2 nat. ").arg(*firstLoss, 0, 'f', 3).arg(*lastLoss, 0, 'f', 3);
    for (const ReportedFigure &figure : figures)
        if (figure.name == QLatin1String(config.task == "pretrain" ? "recall_at_5" : config.selection_metric.c_str()))
            text += QStringLiteral("The best validation %1 was %2, at step %3. ").arg(figure.name).arg(figure.best, 0, 'f', 3).arg(figure.bestStep);
    return text.trimmed();
}

Result<RunReport> makeRunReport(const Study &study, const RunRow &run, const QString &program, std::stop_token stop)
{
    RunReport report;
    report.run = run;
    report.program = program;
    RETCLIP_TRY(report.config, runConfigOf(run));
    RETCLIP_TRY(const StudyInfo info, study.info());
    report.studyName = info.name;
    report.synthetic = info.synthetic;
    RunEventReader reader(path_from_utf8((run.folder + QStringLiteral("/events.jsonl")).toStdString()));
    report.events = reader.read_new();
    if (stop.stop_requested())
        return cancelled();
    countPatients(run.folder + QStringLiteral("/manifest.jsonl"), report);
    workOutSteps(report);
    workOutFigures(report);
    return report;
}

} // namespace retclip
