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
    void groupsOfLayersHaveTheirOwnNorms()
    {
        torch::manual_seed(2);
        std::vector<NamedParameter> parameters{
            {"visual.conv1.weight", torch::randn({301, 303}).requires_grad_(true)},
            {"visual.proj", torch::randn({7}).requires_grad_(true)},
            {"visual.class_embedding", torch::randn({5}).requires_grad_(true)},
            {"logit_scale", torch::randn({}).requires_grad_(true)}};
        for (std::size_t i = 0; i < 3; ++i) // The last one has no gradient.
            parameters[i].tensor.mutable_grad() = torch::randn_like(parameters[i].tensor);
        AdamWOptions options;
        options.group = [](const std::string &name) { return layer_group(name, 12, 12); };
        const AdamW adamw(parameters, options);
        const double norm = adamw.gradient_norm(0.5);
        const auto groups = adamw.group_norms(0.5);
        QCOMPARE(groups.size(), std::size_t(2));
        const auto norm_of = [&](std::initializer_list<std::size_t> which) {
            double sum = 0;
            for (const std::size_t i : which)
                sum += parameters[i].tensor.grad().to(torch::kFloat64).square().sum().item<double>();
            return 0.5 * std::sqrt(sum);
        };
        QVERIFY(std::abs(groups.at("image_start") - norm_of({0, 2})) < 1e-4);
        QVERIFY(std::abs(groups.at("image_end") - norm_of({1})) < 1e-6);
        QVERIFY(std::abs(norm - norm_of({0, 1, 2})) < 1e-4);
    }

    void layersBelongToThirds_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("group");
        QTest::addRow("the first of twelve") << "visual.transformer.resblocks.0.ln_1.weight" << "image_lower";
        QTest::addRow("the fifth of twelve") << "visual.transformer.resblocks.4.mlp.c_fc.bias" << "image_middle";
        QTest::addRow("the last of twelve") << "visual.transformer.resblocks.11.attn.in_proj_weight" << "image_upper";
        QTest::addRow("an adapter beside its block") << "bert.encoder.layer.3.output.dense.adapter.a" << "text_lower";
        QTest::addRow("words") << "bert.embeddings.word_embeddings.weight" << "text_start";
        QTest::addRow("patches") << "visual.conv1.weight" << "image_start";
        QTest::addRow("the projection") << "visual.proj" << "image_end";
        QTest::addRow("a head") << "text_projection_left.0.weight" << "heads";
        QTest::addRow("a bias of the sigmoid loss") << "logit_bias_left" << "scales";
        QTest::addRow("the classifier") << "classifier.weight" << "classifier";
    }
    void layersBelongToThirds()
    {
        QFETCH(QString, name);
        QFETCH(QString, group);
        QCOMPARE(QString::fromStdString(layer_group(name.toStdString(), 12, 12)), group);
    }

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
