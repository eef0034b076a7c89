// SPDX-License-Identifier: GPL-3.0-or-later
// The losses of fine-tuning against plain loops in double, values and gradients.

#define QT_NO_KEYWORDS
#include "ml/training/supervised_loss.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace retclip;

namespace {

using Rows = std::vector<std::vector<double>>;

double log_sigmoid_of(double x)
{
    return x > 0 ? -std::log1p(std::exp(-x)) : x - std::log1p(std::exp(x));
}

std::vector<double> log_softmax_of(const std::vector<double> &row)
{
    double largest = row[0], sum = 0;
    for (const double x : row)
        largest = std::max(largest, x);
    for (const double x : row)
        sum += std::exp(x - largest);
    std::vector<double> result;
    for (const double x : row)
        result.push_back(x - largest - std::log(sum));
    return result;
}

/// The mean over known entries, entry by entry.
double plain_entries(const SupervisedLoss &loss, const Rows &logits, const std::vector<Targets> &rows)
{
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t c = 0; c < logits[i].size(); ++c) {
            const int truth = c < rows[i].size() ? rows[i][c] : -1;
            if (truth < 0)
                continue;
            const double p = 1 / (1 + std::exp(-logits[i][c]));
            const double t = truth * (1 - loss.label_smoothing) + loss.label_smoothing / 2;
            const double weight =
                loss.weights.empty() ? 1 : loss.weights[std::size_t(truth)][c];
            sum += weight
                * (-t * std::pow(1 - p, loss.focal_gamma) * log_sigmoid_of(logits[i][c])
                   - (1 - t) * std::pow(p, loss.focal_gamma) * log_sigmoid_of(-logits[i][c]));
            weights += weight;
        }
    }
    return weights > 0 ? sum / weights : 0;
}

/// The weighted mean over known rows, class by class; `logs`: logarithms of probabilities.
double plain_classes(const SupervisedLoss &loss, const Rows &logs, const std::vector<Targets> &rows)
{
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int truth = rows[i][0];
        if (truth < 0)
            continue;
        const double weight = loss.weights.empty() ? 1 : loss.weights[0][std::size_t(truth)];
        for (std::size_t c = 0; c < logs[i].size(); ++c) {
            const double t = (int(c) == truth ? 1 - loss.label_smoothing : 0)
                + loss.label_smoothing / double(logs[i].size());
            sum -= weight * t * std::pow(1 - std::exp(logs[i][c]), loss.focal_gamma) * logs[i][c];
        }
        weights += weight;
    }
    return sum / weights;
}

/// Grades by their thresholds, as differences of sigmoids.
std::vector<double> plain_grades(double score, const std::vector<double> &bias)
{
    std::vector<double> thresholds{bias[0]};
    for (std::size_t k = 1; k < bias.size(); ++k)
        thresholds.push_back(thresholds.back() + std::log1p(std::exp(bias[k])));
    std::vector<double> logs;
    double below = 0;
    for (const double t : thresholds) {
        const double now = 1 / (1 + std::exp(score - t));
        logs.push_back(std::log(now - below));
        below = now;
    }
    logs.push_back(std::log(1 - below));
    return logs;
}

double plain(const SupervisedLoss &loss, const std::vector<double> &numbers, const Rows &features,
             const std::vector<Targets> &rows)
{
    // numbers: weight (O x width), then bias.
    const auto width = features[0].size();
    const auto outputs = std::size_t(loss.outputs());
    const std::vector<double> bias(numbers.begin() + std::ptrdiff_t(outputs * width), numbers.end());
    Rows logits;
    for (const auto &feature : features) {
        std::vector<double> row;
        for (std::size_t o = 0; o < outputs; ++o) {
            double sum = loss.cumulative ? 0 : bias[o];
            for (std::size_t i = 0; i < width; ++i)
                sum += numbers[o * width + i] * feature[i];
            row.push_back(sum);
        }
        logits.push_back(loss.cumulative ? plain_grades(row[0], bias) : row);
    }
    if (!loss.exclusive())
        return plain_entries(loss, logits, rows);
    if (!loss.cumulative)
        for (auto &row : logits)
            row = log_softmax_of(row);
    return plain_classes(loss, logits, rows);
}

struct Case
{
    SupervisedLoss loss;
    std::vector<Targets> rows;
};

} // namespace

Q_DECLARE_METATYPE(Case)

class tst_SupervisedLoss : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalsPlainLoops_data()
    {
        QTest::addColumn<Case>("given");
        const std::vector<Targets> yes_no{{1}, {0}, {0}, {-1}, {0}, {1}};
        const std::vector<Targets> several{{1, 0, -1}, {0, 0, 1}, {-1, -1, 0}, {1, 1, 1}, {0, 0, 0}, {0, 1, 0}};
        const std::vector<Targets> one_of{{0}, {2}, {3}, {-1}, {0}, {1}};
        const auto row = [](const char *name, LabelKind kind, int classes, double smoothing, double gamma,
                            bool balanced, bool cumulative, const std::vector<Targets> &rows) {
            Case given{{kind, classes, cumulative, smoothing, gamma, {}}, rows};
            if (balanced)
                given.loss.weights = balanced_weights(kind, classes, rows);
            QTest::addRow("%s", name) << given;
        };
        row("binary, as published", LabelKind::binary, 1, 0, 0, false, false, yes_no);
        row("binary, smoothed", LabelKind::binary, 1, 0.1, 0, false, false, yes_no);
        row("binary, focal", LabelKind::binary, 1, 0, 2, false, false, yes_no);
        row("binary, balanced", LabelKind::binary, 1, 0, 0, true, false, yes_no);
        row("several labels, as published", LabelKind::multilabel, 3, 0, 0, false, false, several);
        row("several labels, all at once", LabelKind::multilabel, 3, 0.2, 1.5, true, false, several);
        row("classes, as published", LabelKind::multiclass, 4, 0, 0, false, false, one_of);
        row("classes, smoothed", LabelKind::multiclass, 4, 0.1, 0, false, false, one_of);
        row("classes, focal", LabelKind::multiclass, 4, 0, 2, false, false, one_of);
        row("classes, all at once", LabelKind::multiclass, 4, 0.1, 0.5, true, false, one_of);
        row("grades as classes", LabelKind::ordinal, 4, 0, 0, false, false, one_of);
        row("grades by thresholds", LabelKind::ordinal, 4, 0, 0, false, true, one_of);
        row("grades by thresholds, all at once", LabelKind::ordinal, 4, 0.1, 2, true, true, one_of);
        row("two grades by one threshold", LabelKind::ordinal, 2, 0, 0, false, true, yes_no);
    }
    void equalsPlainLoops()
    {
        QFETCH(Case, given);
        const SupervisedLoss &loss = given.loss;
        torch::manual_seed(4);
        const std::int64_t width = 3;
        const torch::Tensor x = torch::randn({6, width});
        const torch::Tensor weight = torch::randn({loss.outputs(), width}).requires_grad_(true);
        const torch::Tensor bias = (initial_bias(loss) + torch::randn({loss.biases()}) * 0.3)
                                       .detach()
                                       .requires_grad_(true);
        const torch::Tensor logits = class_logits(loss, x, weight, bias);
        const torch::Tensor value = supervised_loss(loss, logits, given.rows);
        value.backward();

        Rows features(6, std::vector<double>(std::size_t(width)));
        for (std::size_t i = 0; i < 6; ++i)
            for (std::int64_t j = 0; j < width; ++j)
                features[i][std::size_t(j)] = x[std::int64_t(i)][j].item<double>();
        const torch::Tensor flat = torch::cat({weight.detach().view({-1}), bias.detach().view({-1})});
        const torch::Tensor slopes = torch::cat({weight.grad().view({-1}), bias.grad().view({-1})});
        std::vector<double> numbers;
        for (std::int64_t i = 0; i < flat.numel(); ++i)
            numbers.push_back(flat[i].item<double>());
        const double expected = plain(loss, numbers, features, given.rows);
        QVERIFY2(std::abs(value.item<double>() - expected) < 1e-5 * std::max(1.0, expected),
                 qPrintable(QString("%1, not %2").arg(value.item<double>()).arg(expected)));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const double h = 1e-5;
            std::vector<double> more = numbers, less = numbers;
            more[i] += h;
            less[i] -= h;
            const double slope = (plain(loss, more, features, given.rows)
                                  - plain(loss, less, features, given.rows))
                / (2 * h);
            const double found = slopes[std::int64_t(i)].item<double>();
            QVERIFY2(std::abs(found - slope) < 2e-5 + 1e-4 * std::abs(slope),
                     qPrintable(QString("number %1: %2, not %3").arg(i).arg(found).arg(slope)));
        }
        const torch::Tensor p = class_probabilities(loss, logits.detach());
        QVERIFY((p >= 0).all().item<bool>() && (p <= 1).all().item<bool>());
        if (loss.exclusive())
            QVERIFY((p.sum(1) - 1).abs().max().item<double>() < 1e-5);
    }

    void partsAddUpToTheWhole_data() { equalsPlainLoops_data(); }
    void partsAddUpToTheWhole()
    {
        QFETCH(Case, given);
        const SupervisedLoss &loss = given.loss;
        torch::manual_seed(5);
        const torch::Tensor logits = torch::randn({6, loss.cumulative ? loss.classes : loss.outputs()});
        const torch::Tensor outputs = loss.cumulative ? logits.log_softmax(1) : logits;
        const double whole = supervised_loss(loss, outputs, given.rows).item<double>();
        const double known = known_weight(loss, given.rows);
        QVERIFY(known > 0);
        double sum = 0;
        for (const auto &[from, count] : {std::pair(0, 1), {1, 3}, {4, 2}}) {
            const std::vector<Targets> rows(given.rows.begin() + from, given.rows.begin() + from + count);
            const double own = known_weight(loss, rows);
            if (own > 0)
                sum += own / known * supervised_loss(loss, outputs.narrow(0, from, count), rows).item<double>();
        }
        QVERIFY2(std::abs(sum - whole) < 1e-5 * std::max(1.0, whole), qPrintable(QString("%1, not %2").arg(sum).arg(whole)));
    }

    void balancedWeightsLetClassesCountAlike()
    {
        const auto classes = balanced_weights(LabelKind::multiclass, 3, {{0}, {0}, {0}, {1}, {-1}});
        QCOMPARE(classes.size(), std::size_t(1));
        QVERIFY(std::abs(classes[0][0] - 4.0 / 9) < 1e-12);
        QVERIFY(std::abs(classes[0][1] - 4.0 / 3) < 1e-12);
        QCOMPARE(classes[0][2], 1.0); // never seen
        const auto yes_no = balanced_weights(LabelKind::multilabel, 1, {{1}, {0}, {0}, {0}, {-1}});
        QVERIFY(std::abs(yes_no[0][0] - 4.0 / 6) < 1e-12);
        QVERIFY(std::abs(yes_no[1][0] - 4.0 / 2) < 1e-12);
    }

    // Far from 0 probabilities reach 0 and 1: losses and gradients stay finite.
    void extremeLogitsStayFinite_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("cumulative");
        QTest::addRow("binary") << int(LabelKind::binary) << false;
        QTest::addRow("classes") << int(LabelKind::multiclass) << false;
        QTest::addRow("grades by thresholds") << int(LabelKind::ordinal) << true;
    }
    void extremeLogitsStayFinite()
    {
        QFETCH(int, kind);
        QFETCH(bool, cumulative);
        const SupervisedLoss loss{LabelKind(kind), kind == int(LabelKind::binary) ? 1 : 3, cumulative, 0, 0.5, {}};
        for (const float size : {-300.0f, 300.0f}) {
            const torch::Tensor x = torch::full({2, 1}, size);
            const torch::Tensor weight = torch::ones({loss.outputs(), 1}).requires_grad_(true);
            const torch::Tensor bias = initial_bias(loss).requires_grad_(true);
            const torch::Tensor value =
                supervised_loss(loss, class_logits(loss, x, weight, bias), {{1}, {0}});
            value.backward();
            QVERIFY(std::isfinite(value.item<double>()));
            QVERIFY(weight.grad().isfinite().all().item<bool>());
            QVERIFY(bias.grad().isfinite().all().item<bool>());
        }
    }
};

QTEST_APPLESS_MAIN(tst_SupervisedLoss)
#include "tst_supervised_loss.moc"
