// SPDX-License-Identifier: GPL-3.0-or-later
// Products in bfloat16, by the library's tensors and by rounded float32.
#define QT_NO_KEYWORDS
#include "ml/network/layers.h"

#include "ml/compatibility.h"

#include <QTest>

using namespace retclip;

namespace {

torch::Tensor narrow(const torch::Tensor &x)
{
    return x.to(torch::kBFloat16).to(torch::kFloat32);
}

double distance(const torch::Tensor &a, const torch::Tensor &b)
{
    return ((a.to(torch::kDouble) - b.to(torch::kDouble)).norm() / b.to(torch::kDouble).norm()).item<double>();
}

const AutocastState rounded{torch::kCPU, false, torch::kBFloat16, true};

} // namespace

class tst_Precision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundedProductsAreThoseOfBfloat16();
    void aGuardEnds();
    void recomputationRoundsAgain();
    void narrowAttentionIsAttention_data();
    void narrowAttentionIsAttention();
};

void tst_Precision::roundedProductsAreThoseOfBfloat16()
{
    torch::manual_seed(1);
    const torch::Tensor x = torch::randn({5, 7, 48}).requires_grad_(true);
    const torch::Tensor w = torch::randn({33, 48}).requires_grad_(true), b = torch::randn({33}).requires_grad_(true);
    const torch::Tensor upstream = torch::randn({5, 7, 33});
    torch::Tensor y;
    {
        const AutocastGuard guard(rounded);
        y = dense(x, w, b);
    }
    y.backward(upstream);
    QVERIFY(torch::equal(y, narrow(torch::linear(narrow(x), narrow(w), narrow(b)))));
    const torch::Tensor back = narrow(upstream);
    QVERIFY(torch::equal(x.grad(), narrow(torch::matmul(back, narrow(w)))));
    QVERIFY(torch::equal(w.grad(), narrow(torch::matmul(back.view({35, 33}).t(), narrow(x).view({35, 48})))));
    // And the library's own bfloat16 gives the same up to the order of its sums.
    const torch::Tensor library = torch::linear(x.detach().to(torch::kBFloat16), w.detach().to(torch::kBFloat16),
                                                b.detach().to(torch::kBFloat16));
    QVERIFY(distance(y, library) < 0.004);
}

void tst_Precision::aGuardEnds()
{
    QVERIFY(!products_are_rounded());
    {
        const AutocastGuard guard(rounded);
        QVERIFY(products_are_rounded());
        {
            const AutocastGuard full(torch::kCPU, torch::kFloat32);
            QVERIFY(!products_are_rounded());
        }
        QVERIFY(products_are_rounded());
    }
    QVERIFY(!products_are_rounded());
    const AutocastGuard asked(torch::kCPU, torch::kBFloat16);
    QCOMPARE(products_are_rounded(), !library_multiplies_bfloat16());
    QCOMPARE(autocast_state(torch::kCPU).enabled, library_multiplies_bfloat16());
}

void tst_Precision::recomputationRoundsAgain()
{
    torch::manual_seed(2);
    const torch::Tensor w = torch::randn({24, 24}).requires_grad_(true);
    const torch::Tensor start = torch::randn({3, 4, 24});
    std::vector<torch::Tensor> gradients;
    for (const bool again : {false, true}) {
        const torch::Tensor x = start.clone().requires_grad_(true);
        w.mutable_grad() = torch::Tensor();
        torch::Tensor y;
        {
            const AutocastGuard guard(rounded);
            const auto block = [&](const torch::Tensor &input) { return quick_gelu(dense(input, w, {})); };
            y = again ? recomputed(block, x, {w}) : block(x);
        }
        y.sum().backward();
        gradients.push_back(x.grad());
        gradients.push_back(w.grad().clone());
    }
    QVERIFY(torch::equal(gradients[0], gradients[2]));
    QVERIFY(torch::equal(gradients[1], gradients[3]));
}

void tst_Precision::narrowAttentionIsAttention_data()
{
    QTest::addColumn<bool>("padded");
    QTest::newRow("every key counts") << false;
    QTest::newRow("padding is masked") << true;
}

void tst_Precision::narrowAttentionIsAttention()
{
    QFETCH(bool, padded);
    torch::manual_seed(3);
    const auto made = [] { return torch::randn({2, 19, 32}); };
    const torch::Tensor q = made(), k = made(), v = made(), upstream = made();
    torch::Tensor bias;
    if (padded) {
        bias = torch::zeros({2, 1, 1, 19});
        bias.narrow(3, 13, 6).fill_(-10000.0);
    }
    std::vector<std::vector<torch::Tensor>> results;
    for (const torch::ScalarType type : {torch::kFloat32, torch::kBFloat16}) {
        std::vector<torch::Tensor> leaves;
        for (const torch::Tensor &each : {q, k, v})
            leaves.push_back(each.to(torch::kBFloat16).to(type).detach().requires_grad_(true));
        const torch::Tensor mixed = attention(leaves[0], leaves[1], leaves[2], 4, bias, 0.0, nullptr);
        QCOMPARE(mixed.scalar_type(), type);
        mixed.backward(upstream.to(type));
        results.push_back({mixed.detach(), leaves[0].grad(), leaves[1].grad(), leaves[2].grad()});
    }
    for (std::size_t i = 0; i < results[0].size(); ++i)
        QVERIFY2(distance(results[1][i], results[0][i]) < 0.02,
                 qPrintable(QStringLiteral("%1: %2").arg(i).arg(distance(results[1][i], results[0][i]))));
}

QTEST_APPLESS_MAIN(tst_Precision)
#include "tst_precision.moc"
