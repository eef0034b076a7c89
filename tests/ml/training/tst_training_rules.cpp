// SPDX-License-Identifier: GPL-3.0-or-later
// Schedule, order of samples, decay groups and both linear probes against the reference numbers.

#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "ml/training/lbfgs.h"
#include "ml/training/linear_probe.h"
#include "ml/training/logistic_regression.h"
#include "ml/training/parameter_groups.h"
#include "ml/training/sampler.h"
#include "ml/training/schedule.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

using namespace retclip;
using nlohmann::json;

namespace {

std::filesystem::path fixture(const char *name)
{
    return std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / "fixtures" / name;
}

json read_json(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    return stream ? json::parse(stream) : json();
}

Matrix matrix_from(const Array &array)
{
    const std::size_t columns = array.shape.size() > 1 ? std::size_t(array.shape[1]) : 1;
    Matrix matrix(std::size_t(array.shape[0]), columns);
    const auto values = array.as<float>();
    std::copy(values.begin(), values.end(), matrix.values.begin());
    return matrix;
}

double largest_difference(std::span<const float> a, std::span<const float> b)
{
    double most = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        most = std::max(most, std::abs(double(a[i]) - double(b[i])));
    return most;
}

} // namespace

class tst_TrainingRules : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!std::filesystem::exists(fixture("schedule")))
            QSKIP("the reference fixtures are not beside this checkout");
    }

    void rateFollowsTheSchedule_data()
    {
        QTest::addColumn<int>("index");
        const json cases = read_json(fixture("schedule/lr_schedule.json"))["cases"];
        for (int i = 0; i < int(cases.size()); ++i)
            QTest::addRow("case %d: warm-up %d of %d steps", i, cases[i]["warmup"].get<int>(),
                          cases[i]["total"].get<int>())
                << i;
    }
    void rateFollowsTheSchedule()
    {
        QFETCH(int, index);
        const json file = read_json(fixture("schedule/lr_schedule.json"));
        const json c = file["cases"][std::size_t(index)];
        Schedule schedule;
        schedule.base = c["base_lr"];
        schedule.warmup_steps = c["warmup"];
        schedule.total_steps = c["total"];
        for (std::size_t i = 0; i < c["steps"].size(); ++i) {
            const double expected = c["lr"][i];
            const double rate = schedule.rate(c["steps"][i]);
            QVERIFY2(std::abs(rate - expected) <= 1e-9 * std::abs(expected) + 1e-300,
                     qPrintable(QString("step %1: %2, expected %3")
                                    .arg(c["steps"][i].get<int>())
                                    .arg(rate, 0, 'g', 17)
                                    .arg(expected, 0, 'g', 17)));
        }
    }

    void epochOrderIsTheAuthors_data()
    {
        QTest::addColumn<int>("index");
        const json cases = read_json(fixture("schedule/sampler.json"))["cases"];
        for (int i = 0; i < int(cases.size()); ++i)
            QTest::addRow("case %d: %d patients, world %d", i, cases[i]["patients"].get<int>(),
                          cases[i]["world"].get<int>())
                << i;
    }
    void epochOrderIsTheAuthors()
    {
        QFETCH(int, index);
        const json c = read_json(fixture("schedule/sampler.json"))["cases"][std::size_t(index)];
        SamplerOptions options;
        options.items = c["patients"];
        options.batch = c["batch_per_rank"];
        options.world = c["world"];
        options.seed = c["seed"];
        QCOMPARE(batches_per_epoch(options), c["batches_per_rank"].get<std::int64_t>());
        std::set<std::int64_t> seen;
        for (std::int64_t rank = 0; rank < options.world; ++rank) {
            options.rank = rank;
            const auto order = epoch_order(options, c["epoch"]);
            QCOMPARE(order,
                     c["order_of_each_rank"][std::size_t(rank)].get<std::vector<std::int64_t>>());
            seen.insert(order.begin(), order.end());
        }
        QCOMPARE(std::int64_t(seen.size()), options.items);
    }

    void publishedGroupsDecayWhatTheyDecayed()
    {
        for (const char *name : {"standard", "clamp"}) {
            const json c = read_json(fixture("trajectory") / name / "case.json");
            QVERIFY(c.contains("parameters_with_decay"));
            for (const std::string parameter : c["parameters_with_decay"])
                QVERIFY2(decays(parameter, DecayGroups::as_published), parameter.c_str());
            for (const std::string parameter : c["parameters_without_decay"])
                QVERIFY2(!decays(parameter, DecayGroups::as_published), parameter.c_str());
        }
        QVERIFY(!decays("bert.embeddings.LayerNorm.weight", DecayGroups::exclude_norms));
        QVERIFY(!decays("visual.class_embedding", DecayGroups::exclude_norms));
        QVERIFY(decays("visual.proj", DecayGroups::exclude_norms));
    }

    void logisticRegressionLandsAtTheOptimum_data()
    {
        QTest::addColumn<int>("index");
        const json cases = read_json(fixture("probe/logistic.json"))["cases"];
        for (int i = 0; i < int(cases.size()); ++i)
            QTest::addRow("%d classes, C %g, %d rows", cases[i]["classes"].get<int>(),
                          cases[i]["C"].get<double>(), cases[i]["train"].get<int>())
                << i;
    }
    void logisticRegressionLandsAtTheOptimum()
    {
        QFETCH(int, index);
        const json c = read_json(fixture("probe/logistic.json"))["cases"][std::size_t(index)];
        auto arrays = read_safetensors(fixture("probe") / c["file"].get<std::string>());
        QVERIFY2(arrays.has_value(), arrays ? "" : arrays.error().english().c_str());
        const Matrix train = matrix_from(arrays->at("train_x"));
        const Matrix test = matrix_from(arrays->at("test_x"));
        LogisticProblem problem;
        problem.features = &train;
        const auto labels = arrays->at("train_y").as<std::int64_t>();
        problem.classes.assign(labels.begin(), labels.end());
        problem.class_count = c["classes"];
        problem.c = c["C"];
        Matrix first;
        for (const int threads : {1, 3}) {
            problem.threads = threads;
            auto fit = fit_logistic(problem);
            QVERIFY2(fit.has_value(), fit ? "" : fit.error().english().c_str());
            QVERIFY(fit->converged);
            const Matrix ours = logistic_probabilities(*fit, test);
            const auto expected = arrays->at("probabilities").as<float>();
            const double tolerance = c["tolerance"]["probabilities_abs"];
            const std::size_t classes = std::size_t(problem.class_count);
            for (std::size_t i = 0; i < test.rows; ++i) {
                for (std::size_t k = 0; k < classes; ++k) {
                    const double p = classes == 2 ? (k == 1 ? ours.row(i)[0] : 1 - ours.row(i)[0])
                                                  : ours.row(i)[k];
                    QVERIFY2(std::abs(p - double(expected[i * classes + k])) <= tolerance,
                             qPrintable(QString("row %1: %2, expected %3")
                                            .arg(i).arg(p).arg(double(expected[i * classes + k]))));
                }
            }
        }
    }
    void logisticRegressionRefusesWhatCannotBeFitted()
    {
        Matrix features(2, 1);
        LogisticProblem problem;
        problem.features = &features;
        problem.classes = {-1, -1};
        QCOMPARE(fit_logistic(problem).error().code, ErrorCode::invalid_argument);
        problem.classes = {0, 1};
        features.values[0] = NAN;
        QCOMPARE(fit_logistic(problem).error().code, ErrorCode::not_finite);
        std::stop_source stop;
        stop.request_stop();
        features.values = {0.0f, 1.0f};
        QCOMPARE(fit_logistic(problem, stop.get_token()).error().code, ErrorCode::cancelled);
    }

    void minimiserFindsTheBottomOfACurvedValley()
    {
        const auto rosenbrock = [](const std::vector<double> &x, std::vector<double> &g) {
            const double a = 1 - x[0], b = x[1] - x[0] * x[0];
            g = {-2 * a - 400 * x[0] * b, 200 * b};
            return a * a + 100 * b * b;
        };
        const LbfgsOutcome outcome = minimise(rosenbrock, {-1.2, 1.0}, {});
        QVERIFY(outcome.converged);
        QVERIFY(std::abs(outcome.point[0] - 1) < 1e-6 && std::abs(outcome.point[1] - 1) < 1e-6);
    }

    void publishedProbeGoesThePublishedWay_data()
    {
        QTest::addColumn<int>("index");
        const json cases = read_json(fixture("probe/torch_probe.json"))["cases"];
        for (int i = 0; i < int(cases.size()); ++i)
            QTest::addRow("%d labels, %d epochs", cases[i]["labels"].get<int>(),
                          cases[i]["epochs"].get<int>())
                << i;
    }
    void publishedProbeGoesThePublishedWay()
    {
        QFETCH(int, index);
        const json c = read_json(fixture("probe/torch_probe.json"))["cases"][std::size_t(index)];
        auto arrays = read_safetensors(fixture("probe") / c["file"].get<std::string>());
        QVERIFY2(arrays.has_value(), arrays ? "" : arrays.error().english().c_str());
        const Matrix features = matrix_from(arrays->at("train_x"));
        const Matrix targets = matrix_from(arrays->at("train_y"));
        LinearProbe probe;
        probe.outputs = c["labels"];
        probe.width = c["width"];
        const auto weights = arrays->at("weight_start").as<float>();
        const auto bias = arrays->at("bias_start").as<float>();
        probe.weights.assign(weights.begin(), weights.end());
        probe.bias.assign(bias.begin(), bias.end());
        LinearProbeTraining training;
        training.features = &features;
        training.targets = &targets;
        training.batch = c["batch"];
        training.epochs = c["epochs"];
        training.learning_rate = c["lr"];
        const auto order = arrays->at("order").as<std::int64_t>();
        const auto rows = std::size_t(arrays->at("order").shape[1]);
        for (std::size_t e = 0; e < std::size_t(training.epochs); ++e)
            training.orders.emplace_back(order.begin() + std::ptrdiff_t(e * rows),
                                         order.begin() + std::ptrdiff_t((e + 1) * rows));
        std::vector<double> losses;
        QVERIFY(train_linear_probe(probe, training, [&](int, const LinearProbe &, double loss) {
            losses.push_back(loss);
        }));
        for (std::size_t e = 0; e < losses.size(); ++e)
            QVERIFY(std::abs(losses[e] - c["log"][e]["last_batch_loss"].get<double>())
                    <= c["tolerance"]["loss_abs"].get<double>());
        const double tolerance = c["tolerance"]["weights_abs"];
        QVERIFY(largest_difference(probe.weights, arrays->at("weight_end").as<float>()) <= tolerance);
        QVERIFY(largest_difference(probe.bias, arrays->at("bias_end").as<float>()) <= tolerance);
        const Matrix valid = matrix_from(arrays->at("valid_x"));
        QVERIFY(largest_difference(probe.probabilities(valid, LinearProbe::Loss::sigmoid).values,
                                   arrays->at("valid_probabilities").as<float>())
                <= 1e-5);
    }
};

QTEST_APPLESS_MAIN(tst_TrainingRules)
#include "tst_training_rules.moc"
