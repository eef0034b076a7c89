// SPDX-License-Identifier: GPL-3.0-or-later
// Low-rank adapters: what they compute, what learns, and that every reader of a file gets their sum.

#define QT_NO_KEYWORDS
#include "core/base/tensor_files.h"
#include "ml/checkpoint/describe.h"
#include "ml/network/adapters.h"
#include "ml/network/weights_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace retclip;

namespace {

NetworkConfig adapted_sizes()
{
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
    return sizes;
}

/// Adapters that have learned something.
void move_adapters(RetClip &network)
{
    torch::NoGradGuard no_gradients;
    for (auto &item : network->named_parameters())
        if (item.key().ends_with("adapter.b"))
            item.value().normal_(0, 0.2);
}

struct Seen
{
    torch::Tensor image, text;
};

Seen seen_by(RetClip &network, const torch::Tensor &pixels, const torch::Tensor &ids)
{
    network->eval();
    return {network->encode_image(pixels), network->encode_text(ids)};
}

double apart(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}

} // namespace

class tst_Adapters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theyBeginWithoutEffectAndAddAProduct_data()
    {
        QTest::addColumn<bool>("image");
        QTest::addColumn<bool>("text");
        QTest::addRow("image encoder") << true << false;
        QTest::addRow("text encoder") << false << true;
        QTest::addRow("both") << true << true;
    }
    void theyBeginWithoutEffectAndAddAProduct()
    {
        QFETCH(bool, image);
        QFETCH(bool, text);
        torch::manual_seed(1);
        RetClip network(adapted_sizes());
        const torch::Tensor pixels = torch::randn({3, 3, 16, 16});
        const torch::Tensor ids = torch::randint(1, 30, {3, 9}, torch::kInt64);
        const Seen before = seen_by(network, pixels, ids);
        std::map<std::string, torch::Tensor> weights;
        for (const auto &item : network->named_parameters())
            weights[item.key()] = item.value().detach().clone();
        attach_adapters(*network, 3, 6.0, image, text);
        const Seen attached = seen_by(network, pixels, ids);
        QCOMPARE(apart(attached.image, before.image), 0.0);
        QCOMPARE(apart(attached.text, before.text), 0.0);
        move_adapters(network);
        const Seen after = seen_by(network, pixels, ids);
        QCOMPARE(apart(after.image, before.image) > 1e-3, image);
        QCOMPARE(apart(after.text, before.text) > 1e-3, text);

        // The same network with W + alpha / rank · b · a, written out element by element.
        std::map<std::string, torch::Tensor> parts;
        int adapters = 0;
        for (const auto &item : network->named_parameters())
            parts[item.key()] = item.value().detach();
        for (const auto &[name, a] : parts) {
            if (!name.ends_with("adapter.a"))
                continue;
            ++adapters;
            const torch::Tensor b = parts.at(name.substr(0, name.size() - 1) + "b");
            std::string weight = name.substr(0, name.size() - 2);
            weight = weight.ends_with(".adapter") ? weight.substr(0, weight.size() - 8) + ".weight"
                                                  : weight.substr(0, weight.size() - 8) + "_weight";
            torch::Tensor sum = weights.at(weight);
            for (std::int64_t row = 0; row < sum.size(0); ++row)
                for (std::int64_t column = 0; column < sum.size(1); ++column)
                    for (std::int64_t k = 0; k < 3; ++k)
                        sum[row][column] += 2.0 * b[row][k].item<double>() * a[k][column].item<double>();
        }
        QCOMPARE(adapters, (image ? 2 * 4 : 0) + (text ? 2 * 6 : 0));
        RetClip merged(adapted_sizes(), Start::unset);
        {
            torch::NoGradGuard no_gradients;
            for (auto &item : merged->named_parameters())
                item.value().copy_(weights.at(item.key()));
        }
        const Seen written = seen_by(merged, pixels, ids);
        QVERIFY(apart(written.image, after.image) < 1e-4);
        QVERIFY(apart(written.text, after.text) < 1e-4);
    }

    void onlyTheyLearnInTheirEncoder()
    {
        torch::manual_seed(1);
        RetClip network(adapted_sizes());
        attach_adapters(*network, 2, 2.0, true, false);
        move_adapters(network);
        const Seen seen = seen_by(network, torch::randn({2, 3, 16, 16}), torch::ones({2, 5}, torch::kInt64));
        (seen.image.sum() + seen.text.sum()).backward();
        int with = 0;
        for (const auto &item : network->named_parameters()) {
            const bool has = item.value().grad().defined() && item.value().grad().abs().sum().item<double>() > 0;
            if (item.key().starts_with("visual.")) {
                QVERIFY2(!has || is_adapter_name(item.key()), item.key().c_str());
                QCOMPARE(item.value().requires_grad(), is_adapter_name(item.key()));
            }
            with += has && is_adapter_name(item.key());
        }
        QCOMPARE(with, 2 * 2 * 4);
        QVERIFY(network->named_parameters()["bert.embeddings.word_embeddings.weight"].requires_grad());
        QVERIFY(!network->named_parameters()["adapter_scale"].requires_grad());
    }

    void recomputationKeepsTheirGradients()
    {
        const auto gradients = [&](bool recomputing) {
            torch::manual_seed(1);
            RetClip network(adapted_sizes());
            attach_adapters(*network, 2, 2.0, true, true);
            move_adapters(network);
            network->set_gradient_checkpointing(recomputing);
            network->set_text_dropout(0);
            network->train();
            (network->encode_image(torch::randn({2, 3, 16, 16})).sum()
             + network->encode_text(torch::ones({2, 5}, torch::kInt64)).sum())
                .backward();
            std::vector<torch::Tensor> found;
            for (const auto &item : network->named_parameters())
                if (is_adapter_name(item.key()))
                    found.push_back(item.value().grad().clone());
            return found;
        };
        const auto kept = gradients(false), again = gradients(true);
        QCOMPARE(kept.size(), again.size());
        for (std::size_t i = 0; i < kept.size(); ++i)
            QVERIFY(apart(kept[i], again[i]) < 1e-6 + 1e-5 * kept[i].abs().max().item<double>());
    }

    void everyReaderGetsTheSum_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("safetensors") << "net.safetensors";
        QTest::addRow("PyTorch archive") << "net.pt";
    }
    void everyReaderGetsTheSum()
    {
        QFETCH(QString, name);
        QTemporaryDir place;
        const std::filesystem::path folder = place.path().toStdString();
        torch::manual_seed(1);
        RetClip network(adapted_sizes());
        attach_adapters(*network, 3, 6.0, true, true);
        network->add_logit_biases(-3);
        move_adapters(network);
        const torch::Tensor pixels = torch::randn({3, 3, 16, 16});
        const torch::Tensor ids = torch::randint(1, 30, {3, 9}, torch::kInt64);
        const Seen trained = seen_by(network, pixels, ids);
        const auto file = folder / name.toStdString();
        QVERIFY(save_weights(network, file));

        auto opened = open_network(file, adapted_sizes());
        QVERIFY(opened.has_value());
        Seen seen = seen_by(*opened, pixels, ids);
        QVERIFY(apart(seen.image, trained.image) < 1e-4);
        QVERIFY(apart(seen.text, trained.text) < 1e-4);

        const auto described = describe_checkpoint(file, false);
        QVERIFY(described.has_value());
        QVERIFY(described->architecture.has_value());
        QVERIFY(described->unexpected.empty());
        QCOMPARE(described->notes.size(), std::size_t(1));
        QVERIFY(described->notes.front().english().find("rank 3") != std::string::npos);

        const auto plain = folder / "plain.safetensors";
        QVERIFY(convert_checkpoint(file, plain, {}));
        const auto checkpoint = Checkpoint::open(plain);
        QVERIFY(checkpoint.has_value());
        for (const StoredTensor &tensor : checkpoint->weights())
            QVERIFY2(!is_adapter_part(tensor.name), tensor.name.c_str());
        auto converted = open_network(plain, adapted_sizes());
        QVERIFY(converted.has_value());
        seen = seen_by(*converted, pixels, ids);
        QVERIFY(apart(seen.image, trained.image) < 1e-4);
        // A run with the sigmoid loss goes on from the biases that the file has.
        RetClip next(adapted_sizes());
        next->add_logit_biases(0);
        QVERIFY(load_weights(next, *checkpoint, Fit::whole));
        QCOMPARE(next->logit_biases[1].item<double>(), -3.0);
    }

    void halfAnAdapterIsMissing()
    {
        QTemporaryDir place;
        const std::filesystem::path file = place.path().toStdString() + "/half.safetensors";
        RetClip network(adapted_sizes());
        attach_adapters(*network, 2, 2.0, true, false);
        QVERIFY(save_weights(network, file));
        auto tensors = read_safetensors(file);
        QVERIFY(tensors.has_value());
        std::erase_if(*tensors, [](const auto &part) {
            return part.first == "visual.transformer.resblocks.1.mlp.c_fc.adapter.b";
        });
        std::filesystem::remove(file.string() + ".sha256");
        QVERIFY(write_safetensors(file, *tensors));
        const auto opened = open_network(file, adapted_sizes());
        QVERIFY(!opened.has_value());
        QVERIFY2(opened.error().english().find("c_fc.weight (adapter)") != std::string::npos,
                 opened.error().english().c_str());
    }
};

QTEST_APPLESS_MAIN(tst_Adapters)
#include "tst_adapters.moc"
