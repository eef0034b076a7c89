// SPDX-License-Identifier: GPL-3.0-or-later
// The moving average of weights and the rates of layers against plain formulas.

#define QT_NO_KEYWORDS
#include "ml/training/parameter_groups.h"
#include "ml/training/weight_average.h"

#include <QTest>

#include <cmath>

using namespace retclip;

class tst_WeightAverage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void averagesAsWritten()
    {
        torch::Tensor w = torch::tensor({1.0f, -2.0f});
        WeightAverage average({{"w", w}}, 0.8);
        double expected[2] = {1, -2};
        for (int step = 1; step <= 60; ++step) {
            w.fill_(std::sin(0.3 * step));
            average.update(step);
            const double kept = std::min(0.8, (1.0 + step) / (10.0 + step));
            for (double &value : expected)
                value = kept * value + (1 - kept) * std::sin(0.3 * step);
        }
        average.exchange();
        for (int i = 0; i < 2; ++i)
            QVERIFY(std::abs(w[i].item<double>() - expected[i]) < 1e-5);
        average.exchange();
        QVERIFY(std::abs(w[0].item<double>() - std::sin(18.0)) < 1e-6);
    }

    void savedAndRestoredGoOnBitForBit()
    {
        const auto weight_at = [](int step) { return torch::cos(torch::arange(50, torch::kFloat32) * (step + 1)); };
        torch::Tensor straight = weight_at(0).clone();
        WeightAverage whole({{"a", straight}}, 0.9);
        for (int step = 1; step <= 8; ++step) {
            straight.copy_(weight_at(step));
            whole.update(step);
        }
        torch::Tensor first = weight_at(0).clone(), frozen = torch::ones({3});
        WeightAverage half({{"a", first}}, 0.9);
        for (int step = 1; step <= 4; ++step) {
            first.copy_(weight_at(step));
            half.update(step);
        }
        const auto saved = half.saved({{"a", first}, {"frozen", frozen}});
        QCOMPARE(saved.size(), std::size_t(3));
        QVERIFY(!torch::equal(saved[0].tensor, first)); // Under its own name stands the average …
        QVERIFY(torch::equal(saved[1].tensor, frozen));
        QCOMPARE(saved[2].name, std::string("optimizer.trained.a"));
        QVERIFY(torch::equal(saved[2].tensor, first)); // … and what goes on, beside it.

        torch::Tensor second = saved[0].tensor.clone();
        WeightAverage rest({{"a", second}}, 0.9);
        QVERIFY(rest.restore({{"trained.a", saved[2].tensor.clone()}}));
        QVERIFY(torch::equal(second, first));
        for (int step = 5; step <= 8; ++step) {
            second.copy_(weight_at(step));
            rest.update(step);
        }
        whole.exchange();
        rest.exchange();
        QVERIFY(torch::equal(straight, second));
        QVERIFY(!rest.restore({{"trained.b", first}}));
    }

    void layersLearnAtTheirOwnRates_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("below");
        QTest::addRow("patches") << "visual.conv1.weight" << 4;
        QTest::addRow("positions") << "visual.positional_embedding" << 4;
        QTest::addRow("norm before the blocks") << "visual.ln_pre.bias" << 4;
        QTest::addRow("first block") << "visual.transformer.resblocks.0.attn.in_proj_weight" << 3;
        QTest::addRow("last block") << "visual.transformer.resblocks.2.mlp.c_fc.bias" << 1;
        QTest::addRow("norm behind the blocks") << "visual.ln_post.weight" << 0;
        QTest::addRow("projection") << "visual.proj" << 0;
        QTest::addRow("words") << "bert.embeddings.word_embeddings.weight" << 13;
        QTest::addRow("first text layer") << "bert.encoder.layer.0.output.dense.weight" << 12;
        QTest::addRow("eleventh text layer") << "bert.encoder.layer.10.output.dense.weight" << 2;
        QTest::addRow("text head") << "text_projection.0.weight" << 0;
        QTest::addRow("classifier") << "classifier.weight" << 0;
        QTest::addRow("scale") << "logit_scale" << 0;
    }
    void layersLearnAtTheirOwnRates()
    {
        QFETCH(QString, name);
        QFETCH(int, below);
        QVERIFY(std::abs(layer_rate(name.toStdString(), 3, 12, 0.7) - std::pow(0.7, below)) < 1e-12);
        QCOMPARE(layer_rate(name.toStdString(), 3, 12, 1.0), 1.0);
    }

    // A parameter with a share of the rate moves as one alone with that rate.
    void sharesOfTheRateAreRates()
    {
        torch::manual_seed(2);
        const torch::Tensor start = torch::randn({40});
        AdamWOptions shared;
        shared.weight_decay = 0.1;
        shared.rate_share = [](const std::string &name) { return name == "low" ? 0.25 : 1.0; };
        AdamW both({{"low", start.clone().requires_grad_(true)}, {"high", start.clone().requires_grad_(true)}},
                   shared);
        AdamWOptions plain;
        plain.weight_decay = 0.1;
        AdamW low({{"low", start.clone().requires_grad_(true)}}, plain);
        AdamW high({{"high", start.clone().requires_grad_(true)}}, plain);
        for (int step = 0; step < 5; ++step) {
            const torch::Tensor gradient = torch::randn({40});
            for (const AdamW *one : {&both, &low, &high})
                for (const NamedParameter &parameter : one->parameters())
                    torch::Tensor(parameter.tensor).mutable_grad() = gradient.clone();
            both.step(0.01);
            low.step(0.0025);
            high.step(0.01);
        }
        QVERIFY(torch::equal(both.parameters()[0].tensor, low.parameters()[0].tensor));
        QVERIFY(torch::equal(both.parameters()[1].tensor, high.parameters()[0].tensor));
    }
};

QTEST_APPLESS_MAIN(tst_WeightAverage)
#include "tst_weight_average.moc"
