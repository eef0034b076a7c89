// SPDX-License-Identifier: GPL-3.0-or-later
// A batch in parts has the gradients of the whole batch; frozen encoders and absent eyes included.

#define QT_NO_KEYWORDS
#include "ml/training/contrastive_step.h"
#include "ml/training/objective.h"

#include <QTest>

using namespace retclip;

class tst_ContrastiveStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void partsHaveTheGradientsOfTheWhole_data()
    {
        QTest::addColumn<int>("micro");
        QTest::addColumn<bool>("positives");
        QTest::addColumn<bool>("frozen_text");
        QTest::addRow("parts of three, one-eyed patients, duplicates are negatives") << 3 << false << false;
        QTest::addRow("parts of one, identical reports are positives") << 1 << true << false;
        QTest::addRow("text encoder frozen") << 4 << true << true;
    }
    void partsHaveTheGradientsOfTheWhole()
    {
        QFETCH(int, micro);
        QFETCH(bool, positives);
        QFETCH(bool, frozen_text);
        NetworkConfig sizes;
        sizes.embed_dim = 12;
        sizes.image_resolution = 16;
        sizes.vision_layers = 2;
        sizes.vision_width = 16;
        sizes.vision_patch_size = 8;
        sizes.vision_head_width = 8;
        sizes.vocab_size = 30;
        sizes.text_hidden_size = 16;
        sizes.text_intermediate_size = 32;
        sizes.text_max_position_embeddings = 16;
        sizes.text_num_attention_heads = 2;
        sizes.text_num_hidden_layers = 2;
        torch::manual_seed(5);
        RetClip network(sizes);
        network->set_text_dropout(0);
        network->train();
        for (torch::Tensor &parameter : network->bert->parameters())
            parameter.set_requires_grad(!frozen_text);
        LoadedBatch batch;
        batch.left_B3SS = torch::randn({7, 3, 16, 16});
        batch.right_B3SS = torch::randn({7, 3, 16, 16});
        batch.ids_BL = torch::randint(1, 30, {7, 10}, torch::kInt64);
        batch.ids_BL[3] = batch.ids_BL[5];
        batch.report_numbers = torch::tensor(std::vector<std::int64_t>{0, 1, 2, 3, 4, 3, 6});
        batch.has_left = torch::ones({7}, torch::kBool);
        batch.has_right = torch::ones({7}, torch::kBool);
        batch.has_left[2] = false;
        batch.has_right[4] = false;

        const auto gradients_with = [&](std::int64_t parts) {
            ContrastiveOptions options;
            options.micro_batch = parts;
            options.equal_reports_are_positives = positives;
            network->zero_grad();
            const ContrastiveOutcome outcome =
                contrastive_step(network, batch, torch::Device("cpu"), options);
            std::map<std::string, torch::Tensor> gradients;
            for (const NamedParameter &parameter : named_weights(network)) {
                if (parameter.tensor.grad().defined())
                    gradients[parameter.name] = parameter.tensor.grad().clone();
            }
            return std::pair(outcome, gradients);
        };
        const auto [whole, expected] = gradients_with(0);
        const auto [parts, found] = gradients_with(micro);
        QCOMPARE(whole.rows[0], std::int64_t(5));
        QCOMPARE(whole.rows[1], std::int64_t(6));
        QVERIFY(std::abs(whole.loss - parts.loss) < 1e-4);
        for (const auto &[name, gradient] : expected) {
            QVERIFY2(found.count(name), name.c_str());
            const double most = gradient.abs().max().item<double>();
            const double difference = (gradient - found.at(name)).abs().max().item<double>();
            QVERIFY2(difference <= 1e-4 + 1e-3 * most, name.c_str());
        }
        QCOMPARE(found.count("bert.embeddings.word_embeddings.weight") > 0
                     && found.at("bert.embeddings.word_embeddings.weight").abs().sum().item<double>()
                         > 0,
                 !frozen_text);
    }
};

QTEST_APPLESS_MAIN(tst_ContrastiveStep)
#include "tst_contrastive_step.moc"
