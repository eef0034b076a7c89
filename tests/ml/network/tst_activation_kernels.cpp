// SPDX-License-Identifier: GPL-3.0-or-later
// The fused loops against their definitions in float64.
#include "ml/network/activation_kernels.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

using namespace retclip;

namespace {

float widened(Bfloat16Bits bits)
{
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

/// The distance from a bfloat16 to its neighbour.
double unitOf(double value)
{
    return std::ldexp(1.0, std::max(-133, std::ilogb(std::max(std::abs(value), 1e-38)) - 7));
}

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-1.702 * x));
}

double quickGelu(double x)
{
    return x * sigmoid(x);
}

double slope(double x)
{
    return sigmoid(x) * (1 + 1.702 * x * (1 - sigmoid(x)));
}

Bfloat16Bits narrowed(double value)
{
    const float single = float(value);
    Bfloat16Bits bits = Bfloat16Bits(std::bit_cast<std::uint32_t>(single) >> 16);
    const double below = widened(bits), above = widened(Bfloat16Bits(bits + 1));
    return std::abs(above - single) < std::abs(below - single) ? Bfloat16Bits(bits + 1) : bits;
}

} // namespace

class tst_ActivationKernels : public QObject
{
    Q_OBJECT

private slots:
    void quickGeluOfFloats();
    void quickGeluOfEveryBfloat16();
    void whatIsNotANumberStaysSo();
    void softmaxOfRows_data();
    void softmaxOfRows();
    void roundsToNearestEven();
};

void tst_ActivationKernels::quickGeluOfFloats()
{
    std::vector<float> x, ones, y, g;
    for (double value = -40; value < 40; value += 0.00317)
        x.push_back(float(value));
    ones.assign(x.size(), 1.0f);
    y.resize(x.size());
    g.resize(x.size());
    quick_gelu_values(x.data(), y.data(), std::int64_t(x.size()));
    quick_gelu_gradients(x.data(), ones.data(), g.data(), std::int64_t(x.size()));
    for (std::size_t i = 0; i < x.size(); ++i) {
        // 1.702 x itself is rounded to float32, which the exponential magnifies by its size.
        const double allowed = 2e-7 * (2 + 1.702 * std::abs(x[i]));
        QVERIFY2(std::abs(y[i] - quickGelu(x[i])) <= allowed * std::abs(quickGelu(x[i])) + 1e-37,
                 qPrintable(QStringLiteral("x %1: %2").arg(x[i]).arg(y[i])));
        QVERIFY2(std::abs(g[i] - slope(x[i])) <= 4e-7 * (1 + std::abs(slope(x[i]))),
                 qPrintable(QStringLiteral("x %1: slope %2").arg(x[i]).arg(g[i])));
    }
}

void tst_ActivationKernels::quickGeluOfEveryBfloat16()
{
    std::vector<Bfloat16Bits> x, ones, y, g;
    for (std::uint32_t bits = 0; bits < 65536; ++bits)
        if (const float value = widened(Bfloat16Bits(bits)); std::abs(value) < 1e4f)
            x.push_back(Bfloat16Bits(bits));
    QVERIFY(x.size() > 30000);
    ones.assign(x.size(), narrowed(1));
    y.resize(x.size());
    g.resize(x.size());
    quick_gelu_values(x.data(), y.data(), std::int64_t(x.size()));
    quick_gelu_gradients(x.data(), ones.data(), g.data(), std::int64_t(x.size()));
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double value = widened(x[i]), wanted = quickGelu(value);
        QVERIFY2(std::abs(widened(y[i]) - wanted) <= 0.51 * unitOf(wanted) + 1e-33,
                 qPrintable(QStringLiteral("x %1: %2 for %3").arg(value).arg(widened(y[i])).arg(wanted)));
        QVERIFY2(std::abs(widened(g[i]) - slope(value)) <= 0.51 * unitOf(slope(value)) + 1e-6,
                 qPrintable(QStringLiteral("x %1: slope %2").arg(value).arg(widened(g[i]))));
    }
}

void tst_ActivationKernels::whatIsNotANumberStaysSo()
{
    const float nan = std::nanf(""), one = 1;
    float y = 0, g = 0;
    quick_gelu_values(&nan, &y, 1);
    quick_gelu_gradients(&nan, &one, &g, 1);
    QVERIFY(std::isnan(y) && std::isnan(g));
    const Bfloat16Bits narrowNan = 0x7F81, narrowOne = narrowed(1);
    Bfloat16Bits result = 0, gradient = 0;
    quick_gelu_values(&narrowNan, &result, 1);
    quick_gelu_gradients(&narrowNan, &narrowOne, &gradient, 1);
    QVERIFY(std::isnan(widened(result)) && std::isnan(widened(gradient)));
    const std::vector<Bfloat16Bits> scores{narrowed(1), 0x7FC0, narrowed(2)};
    std::vector<Bfloat16Bits> weights(3);
    std::vector<float> room(3);
    softmax_values(scores.data(), weights.data(), 1, 3, room.data());
    for (const Bfloat16Bits weight : weights)
        QVERIFY(std::isnan(widened(weight)));
}

void tst_ActivationKernels::softmaxOfRows_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<double>("spread");
    for (const int width : {1, 2, 15, 16, 17, 60, 197, 300})
        for (const double spread : {0.1, 4.0, 60.0})
            QTest::addRow("%d wide, spread %g", width, spread) << width << spread;
}

void tst_ActivationKernels::softmaxOfRows()
{
    QFETCH(int, width);
    QFETCH(double, spread);
    const int rows = 7;
    std::mt19937 random{unsigned(width)};
    std::normal_distribution<double> normal(0, spread);
    std::vector<Bfloat16Bits> scores, upstream;
    for (int i = 0; i < rows * width; ++i) {
        scores.push_back(narrowed(i % 11 == 10 ? -10000 : normal(random))); // Padding too.
        upstream.push_back(narrowed(normal(random)));
    }
    std::vector<Bfloat16Bits> weights(scores.size()), gradient(scores.size());
    std::vector<float> room(static_cast<std::size_t>(width));
    softmax_values(scores.data(), weights.data(), rows, width, room.data());
    softmax_gradients(weights.data(), upstream.data(), gradient.data(), rows, width);
    for (int row = 0; row < rows; ++row) {
        const std::size_t first = std::size_t(row) * std::size_t(width);
        double top = -1e30, sum = 0, mean = 0, size = 0;
        for (std::size_t i = first; i < first + std::size_t(width); ++i)
            top = std::max(top, double(widened(scores[i])));
        for (std::size_t i = first; i < first + std::size_t(width); ++i) {
            sum += std::exp(widened(scores[i]) - top);
            mean += double(widened(weights[i])) * widened(upstream[i]);
            size += std::abs(double(widened(weights[i])) * widened(upstream[i]));
        }
        for (std::size_t i = first; i < first + std::size_t(width); ++i) {
            const double wanted = std::exp(widened(scores[i]) - top) / sum;
            QVERIFY(std::abs(widened(weights[i]) - wanted) <= 0.51 * unitOf(wanted) + 1e-30);
            const double back = widened(weights[i]) * (widened(upstream[i]) - mean);
            QVERIFY(std::abs(widened(gradient[i]) - back)
                    <= 0.51 * unitOf(back) + 1e-6 * size * widened(weights[i]) + 1e-30);
        }
    }
}

void tst_ActivationKernels::roundsToNearestEven()
{
    std::mt19937 random(3);
    std::vector<float> x{0.0f, -0.0f, 1.0f, 1.00390625f, 1.01171875f, 3.3895314e38f, -3.3895314e38f};
    for (int i = 0; i < 20000; ++i)
        if (const float value = std::bit_cast<float>(std::uint32_t(random())); std::abs(value) < 3e38f)
            x.push_back(value);
    std::vector<float> y(x.size());
    round_to_bfloat16(x.data(), y.data(), std::int64_t(x.size()));
    QCOMPARE(y[3], 1.0f);      // Half-way: to the even one below,
    QCOMPARE(y[4], 1.015625f); // and above.
    for (std::size_t i = 0; i < x.size(); ++i) {
        QCOMPARE(std::bit_cast<std::uint32_t>(y[i]) & 0xFFFFu, 0u);
        QVERIFY(std::abs(double(y[i]) - x[i]) <= 0.5 * unitOf(x[i]) * 1.0000001);
    }
}

QTEST_APPLESS_MAIN(tst_ActivationKernels)
#include "tst_activation_kernels.moc"
