// SPDX-License-Identifier: GPL-3.0-or-later
// What may take the place of the published contrastive loss, against plain loops in double: values,
// gradients, patients without an eye, identical reports, a teacher.

#define QT_NO_KEYWORDS
#include "ml/network/loss.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace retclip;

namespace {

using Matrix2 = std::vector<std::vector<double>>;

constexpr int patients = 6, width = 4;
const std::vector<std::int64_t> reports{0, 1, 2, 1, 4, 1}; ///< Three patients share one.

Matrix2 rows_from(const torch::Tensor &values)
{
    Matrix2 rows(std::size_t(values.size(0)), std::vector<double>(std::size_t(values.size(1))));
    for (std::int64_t i = 0; i < values.size(0); ++i)
        for (std::int64_t j = 0; j < values.size(1); ++j)
            rows[std::size_t(i)][std::size_t(j)] = values[i][j].item<double>();
    return rows;
}

double log_sum(const std::vector<double> &values)
{
    double largest = values[0], sum = 0;
    for (const double x : values)
        largest = std::max(largest, x);
    for (const double x : values)
        sum += std::exp(x - largest);
    return largest + std::log(sum);
}

Matrix2 turned(const Matrix2 &from)
{
    Matrix2 to(from[0].size(), std::vector<double>(from.size()));
    for (std::size_t i = 0; i < from.size(); ++i)
        for (std::size_t j = 0; j < from[0].size(); ++j)
            to[j][i] = from[i][j];
    return to;
}

/// One level's data; `chosen`: who takes part.
struct LevelData
{
    Matrix2 image, text, teacher_image, teacher_text;
    double scale = 1, bias = 0, teacher_scale = 1;
    std::vector<std::size_t> chosen;
};

Matrix2 plain_logits(const Matrix2 &image, const Matrix2 &text, double scale,
                     const std::vector<std::size_t> &chosen)
{
    Matrix2 logits(chosen.size(), std::vector<double>(chosen.size()));
    for (std::size_t i = 0; i < chosen.size(); ++i)
        for (std::size_t j = 0; j < chosen.size(); ++j)
            for (std::size_t k = 0; k < image[0].size(); ++k)
                logits[i][j] += scale * image[chosen[i]][k] * text[chosen[j]][k];
    return logits;
}

double plain_rows(const Matrix2 &logits, const LevelData &level, EqualReports equal)
{
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        std::vector<double> counted, right;
        for (std::size_t j = 0; j < logits.size(); ++j) {
            const bool same = reports[level.chosen[i]] == reports[level.chosen[j]];
            if (equal == EqualReports::ignored && same && i != j)
                continue;
            counted.push_back(logits[i][j]);
            if (i == j || (equal == EqualReports::positives && same))
                right.push_back(logits[i][j]);
        }
        const double whole = log_sum(counted);
        for (const double x : right)
            sum -= (x - whole) / double(right.size());
    }
    return sum / double(logits.size());
}

double plain_level(const LevelData &level, PairLoss pairs, EqualReports equal)
{
    const Matrix2 logits = plain_logits(level.image, level.text, level.scale, level.chosen);
    if (pairs == PairLoss::softmax)
        return (plain_rows(logits, level, equal) + plain_rows(turned(logits), level, equal)) / 2;
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        for (std::size_t j = 0; j < logits.size(); ++j) {
            const bool same = i == j || reports[level.chosen[i]] == reports[level.chosen[j]];
            if (equal == EqualReports::ignored && same && i != j)
                continue;
            const bool right = i == j || (equal == EqualReports::positives && same);
            sum += std::log1p(std::exp(-(right ? 1 : -1) * (logits[i][j] + level.bias)));
        }
    }
    return sum / double(logits.size());
}

double plain_divergence(Matrix2 taught, Matrix2 own, double t)
{
    double sum = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
        for (auto *row : {&taught[i], &own[i]})
            for (double &x : *row)
                x /= t;
        const double a = log_sum(taught[i]), b = log_sum(own[i]);
        for (std::size_t j = 0; j < own.size(); ++j)
            sum += std::exp(taught[i][j] - a) * (taught[i][j] - a - own[i][j] + b);
    }
    return t * t * sum / double(own.size());
}

double plain_taught(const LevelData &level, double t)
{
    const Matrix2 own = plain_logits(level.image, level.text, level.scale, level.chosen);
    const Matrix2 taught =
        plain_logits(level.teacher_image, level.teacher_text, level.teacher_scale, level.chosen);
    return (plain_divergence(taught, own, t) + plain_divergence(turned(taught), turned(own), t)) / 2;
}

} // namespace

class tst_PairLosses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalPlainLoops_data()
    {
        QTest::addColumn<int>("pairs");
        QTest::addColumn<int>("equal");
        QTest::addColumn<bool>("teacher");
        for (const auto &[pairs, name] : {std::pair(PairLoss::softmax, "softmax"), {PairLoss::sigmoid, "sigmoid"}})
            for (const auto &[equal, words] : {std::pair(EqualReports::negatives, "negatives"),
                                               {EqualReports::positives, "positives"},
                                               {EqualReports::ignored, "ignored"}})
                for (const bool teacher : {false, true})
                    QTest::addRow("%s, identical reports are %s%s", name, words, teacher ? ", with a teacher" : "")
                        << int(pairs) << int(equal) << teacher;
    }
    void equalPlainLoops()
    {
        QFETCH(int, pairs);
        QFETCH(int, equal);
        QFETCH(bool, teacher);
        torch::manual_seed(3);
        const auto leaf = [](std::vector<std::int64_t> shape) {
            return (torch::randn(shape) * 0.7).requires_grad_(true);
        };
        ForwardResult features, taught;
        for (const Level level : all_levels) {
            features.image[level] = leaf({patients, width});
            features.text[level] = leaf({patients, width});
            taught.image[level] = torch::randn({patients, width + 2}) * 0.6;
            taught.text[level] = torch::randn({patients, width + 2}) * 0.6;
        }
        const torch::Tensor scales = torch::tensor({2.0f, 1.5f, 3.0f}).requires_grad_(true);
        const torch::Tensor biases = torch::tensor({-1.0f, -0.5f, 0.3f}).requires_grad_(true);
        features.scales = scales;
        features.biases = biases;
        taught.scales = torch::tensor({2.5f, 1.0f, 2.0f});
        torch::Tensor has_left = torch::ones({patients}, torch::kBool);
        has_left[2] = false;
        features.present = {has_left, has_left, torch::Tensor()};

        LossOptions options;
        options.pairs = PairLoss(pairs);
        options.equal_reports = EqualReports(equal);
        if (options.equal_reports != EqualReports::negatives)
            options.report_numbers = torch::tensor(reports);
        options.teacher = teacher ? &taught : nullptr;
        options.teacher_weight = 0.7;
        options.teacher_temperature = 1.8;
        const LossResult loss = contrastive_loss(features, options);
        loss.total.backward();
        QCOMPARE(loss.rows[0], std::int64_t(patients - 1));
        QCOMPARE(loss.rows[2], std::int64_t(patients));
        QCOMPARE(loss.taught.defined(), teacher);

        for (std::size_t at = 0; at < 3; ++at) {
            const Level which = all_levels[at];
            LevelData level{rows_from(features.image[which]), rows_from(features.text[which]),
                            rows_from(taught.image[which]), rows_from(taught.text[which]),
                            scales[std::int64_t(at)].item<double>(), biases[std::int64_t(at)].item<double>(),
                            taught.scales[std::int64_t(at)].item<double>(), {}};
            for (std::size_t i = 0; i < patients; ++i)
                if (at == 2 || i != 2)
                    level.chosen.push_back(i);
            const double expected = plain_level(level, options.pairs, options.equal_reports);
            QVERIFY2(std::abs(loss.levels[at].item<double>() - expected) < 1e-5 * std::max(1.0, expected),
                     qPrintable(QString("%1, not %2").arg(loss.levels[at].item<double>()).arg(expected)));
            const auto total = [&](const LevelData &of) {
                return plain_level(of, options.pairs, options.equal_reports)
                    + (teacher ? 0.7 * plain_taught(of, 1.8) : 0);
            };
            const auto same = [&](double found, const std::function<double &(LevelData &)> &number, const char *name) {
                const double h = 1e-5;
                LevelData more = level, less = level;
                number(more) += h;
                number(less) -= h;
                const double slope = (total(more) - total(less)) / (2 * h);
                QVERIFY2(std::abs(found - slope) < 3e-5 + 1e-4 * std::abs(slope),
                         qPrintable(QString("%1 of level %2: %3, not %4").arg(name).arg(at).arg(found).arg(slope)));
            };
            for (std::size_t i = 0; i < patients; ++i) {
                for (std::size_t j = 0; j < width; ++j) {
                    same(features.image[which].grad()[std::int64_t(i)][std::int64_t(j)].item<double>(),
                         [=](LevelData &data) -> double & { return data.image[i][j]; }, "image");
                    same(features.text[which].grad()[std::int64_t(i)][std::int64_t(j)].item<double>(),
                         [=](LevelData &data) -> double & { return data.text[i][j]; }, "text");
                }
            }
            same(scales.grad()[std::int64_t(at)].item<double>(), [](LevelData &data) -> double & { return data.scale; },
                 "scale");
            if (options.pairs == PairLoss::sigmoid)
                same(biases.grad()[std::int64_t(at)].item<double>(),
                     [](LevelData &data) -> double & { return data.bias; }, "bias");
        }
    }

    void theTeachersOwnSimilaritiesCostNothing()
    {
        torch::manual_seed(3);
        ForwardResult features;
        for (const Level level : all_levels) {
            features.image[level] = torch::randn({patients, width});
            features.text[level] = torch::randn({patients, width});
        }
        features.scales = torch::ones({3});
        LossOptions options;
        options.teacher = &features;
        const LossResult loss = contrastive_loss(features, options);
        QVERIFY(std::abs(loss.taught.item<double>()) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(tst_PairLosses)
#include "tst_pair_losses.moc"
