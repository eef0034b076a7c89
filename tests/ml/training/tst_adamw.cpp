// SPDX-License-Identifier: GPL-3.0-or-later
// Our one-pass AdamW against LibTorch's own, step by step.

#define QT_NO_KEYWORDS
#include "ml/training/adamw.h"

#include <torch/optim.h>

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace retclip;

class tst_AdamW : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepsAreLibTorchs_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addRow("gradients as they are") << 1.0;
        QTest::addRow("gradients scaled down in the same pass") << 0.25;
    }
    void stepsAreLibTorchs()
    {
        QFETCH(double, scale);
        torch::manual_seed(1);
        // Odd sizes, one longer than a chunk of work, one scalar, one that decays, one without gradient.
        std::vector<NamedParameter> ours;
        std::vector<torch::Tensor> theirs;
        const std::vector<std::pair<std::string, std::vector<std::int64_t>>> shapes{
            {"visual.proj", {37, 11}}, {"bert.dense.bias", {13}}, {"logit_scale", {}},
            {"visual.conv1.weight", {301, 303}}, {"never.used", {5}}};
        std::vector<torch::Tensor> with_decay, without_decay;
        for (const auto &[name, shape] : shapes) {
            const torch::Tensor start = torch::randn(shape);
            ours.push_back({name, start.clone().requires_grad_(true)});
            theirs.push_back(start.clone().requires_grad_(true));
            (decays(name, DecayGroups::as_published) ? with_decay : without_decay)
                .push_back(theirs.back());
        }
        AdamWOptions options;
        options.beta2 = 0.98;
        options.epsilon = 1e-6;
        options.weight_decay = 0.1;
        options.groups = DecayGroups::as_published;
        AdamW adamw(ours, options);
        const auto defaults = torch::optim::AdamWOptions(1e-3).betas({0.9, 0.98}).eps(1e-6);
        std::vector<torch::optim::OptimizerParamGroup> groups;
        for (const auto &[members, decay] : {std::pair{without_decay, 0.0}, {with_decay, 0.1}})
            groups.emplace_back(members,
                                std::make_unique<torch::optim::AdamWOptions>(
                                    torch::optim::AdamWOptions(1e-3)
                                        .betas({0.9, 0.98}).eps(1e-6).weight_decay(decay)));
        torch::optim::AdamW reference(groups, defaults);
        for (int step = 0; step < 30; ++step) {
            const double rate = 1e-3 * (step + 1);
            for (std::size_t i = 0; i + 1 < ours.size(); ++i) {
                const torch::Tensor gradient = torch::randn_like(ours[i].tensor) * double(i + 1);
                ours[i].tensor.mutable_grad() = gradient / scale;
                theirs[i].mutable_grad() = gradient.clone();
            }
            double squares = 0;
            for (std::size_t i = 0; i + 1 < theirs.size(); ++i)
                squares += theirs[i].grad().to(torch::kFloat64).square().sum().item<double>();
            QVERIFY(std::abs(adamw.gradient_norm(scale) - std::sqrt(squares))
                    < 1e-5 * std::sqrt(squares));
            for (auto &group : reference.param_groups())
                static_cast<torch::optim::AdamWOptions &>(group.options()).lr(rate);
            reference.step();
            adamw.step(rate, scale);
            for (std::size_t i = 0; i < ours.size(); ++i) {
                const double difference =
                    (ours[i].tensor - theirs[i]).detach().abs().max().item<double>();
                // Ours may be compiled with contracted products, which round once where theirs round twice.
                const double size = theirs[i].detach().abs().max().item<double>();
                QVERIFY2(difference < 1e-6 * std::max(1.0, size), qPrintable(QString("step %1, %2: %3")
                                                           .arg(step)
                                                           .arg(ours[i].name.c_str())
                                                           .arg(difference)));
            }
        }
    }

    void aRestoredOptimizerGoesOnBitForBit()
    {
        torch::manual_seed(2);
        const torch::Tensor start = torch::randn({100});
        const auto gradient = [](int step) {
            return torch::sin(torch::arange(100, torch::kFloat32) * (step + 1));
        };
        const auto run = [&](AdamW &adamw, int from, int to) {
            for (int step = from; step < to; ++step) {
                torch::Tensor parameter = adamw.parameters()[0].tensor;
                parameter.mutable_grad() = gradient(step);
                adamw.step(0.01);
            }
        };
        AdamW straight({{"w", start.clone().requires_grad_(true)}}, {});
        run(straight, 0, 10);
        AdamW first({{"w", start.clone().requires_grad_(true)}}, {});
        run(first, 0, 4);
        AdamW second({{"w", first.parameters()[0].tensor.detach().clone().requires_grad_(true)}}, {});
        QVERIFY(second.restore(first.state()));
        run(second, 4, 10);
        QVERIFY(torch::equal(straight.parameters()[0].tensor, second.parameters()[0].tensor));
        auto wrong = first.state();
        wrong.pop_back();
        QVERIFY(!second.restore(wrong));
    }

    void notFiniteGradientsAreNamed()
    {
        AdamW adamw({{"a", torch::ones({40}).requires_grad_(true)},
                     {"b", torch::ones({40}).requires_grad_(true)}}, {});
        torch::Tensor a = adamw.parameters()[0].tensor, b = adamw.parameters()[1].tensor;
        a.mutable_grad() = torch::ones({40});
        b.mutable_grad() = torch::ones({40});
        QVERIFY(std::isfinite(adamw.gradient_norm()));
        QCOMPARE(adamw.first_not_finite(), std::string());
        b.mutable_grad()[17] = NAN;
        QVERIFY(!std::isfinite(adamw.gradient_norm()));
        QCOMPARE(adamw.first_not_finite(), std::string("b"));
        b.mutable_grad()[17] = INFINITY;
        QVERIFY(!std::isfinite(adamw.gradient_norm()));
    }
};

QTEST_APPLESS_MAIN(tst_AdamW)
#include "tst_adamw.moc"
