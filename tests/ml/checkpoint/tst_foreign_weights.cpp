// SPDX-License-Identifier: GPL-3.0-or-later
// Weights that others publish: their names, their files, and what does not fit.
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "ml/checkpoint/checkpoint.h"
#include "ml/checkpoint/describe.h"
#include "ml/checkpoint/side_file.h"
#include "ml/checkpoint/weights.h"
#include "tests/support/checkpoint_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <filesystem>
#include <map>

using namespace retclip;
using namespace retclip::testing;

namespace {

std::span<const std::byte> bytes_of(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::vector<float> floats_of(const MadeTensor &tensor)
{
    std::vector<float> values(tensor.bytes.size() / 4);
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

NetworkConfig small_network()
{
    NetworkConfig config;
    config.embed_dim = 6;
    config.image_resolution = 16;
    config.vision_layers = 2;
    config.vision_width = 64;
    config.vision_patch_size = 8;
    config.vocab_size = 12;
    config.text_hidden_size = 8;
    config.text_intermediate_size = 16;
    config.text_max_position_embeddings = 10;
    config.text_num_attention_heads = 1;
    config.text_num_hidden_layers = 1;
    return config;
}

/// RETFound's own names and shapes, with the decoder of its masked autoencoder.
std::vector<MadeTensor> timm_vit(const NetworkConfig &config, const char *norm)
{
    const std::int64_t w = config.vision_width, patch = config.vision_patch_size;
    std::vector<MadeTensor> list{made_tensor("cls_token", {1, 1, w}),
                                 made_tensor("pos_embed", {1, config.image_tokens(), w}),
                                 made_tensor("patch_embed.proj.weight", {w, 3, patch, patch}),
                                 made_tensor("patch_embed.proj.bias", {w}),
                                 made_tensor("mask_token", {1, 1, 4}),
                                 made_tensor("decoder_embed.weight", {4, w}),
                                 made_tensor("head.weight", {5, w})};
    for (int layer = 0; layer < config.vision_layers; ++layer) {
        const std::string block = "blocks." + std::to_string(layer);
        for (const auto &[name, rows, columns] :
             {std::tuple{".attn.qkv", 3 * w, w}, {".attn.proj", w, w}, {".mlp.fc1", 4 * w, w},
              {".mlp.fc2", w, 4 * w}}) {
            list.push_back(made_tensor(block + name + ".weight", {rows, columns}));
            list.push_back(made_tensor(block + name + ".bias", {rows}));
        }
        for (const char *name : {".norm1", ".norm2"})
            for (const char *part : {".weight", ".bias"})
                list.push_back(made_tensor(block + name + part, {w}));
    }
    for (const char *part : {".weight", ".bias"})
        list.push_back(made_tensor(norm + std::string(part), {w}));
    return list;
}

/// Our parameters by a rename; "" leaves one out.
template <typename Rename>
std::vector<MadeTensor> ours_renamed(const NetworkConfig &config, Rename rename)
{
    std::vector<MadeTensor> list;
    for (const ParameterShape &parameter : expected_parameters(config))
        if (const std::string name = rename(parameter.name); !name.empty())
            list.push_back(made_tensor(name, parameter.shape));
    return list;
}

const MadeTensor &named(const std::vector<MadeTensor> &list, const std::string &name)
{
    for (const MadeTensor &tensor : list)
        if (tensor.name == name)
            return tensor;
    qFatal("the test made no %s", name.c_str());
}

/// Ours as it would be loaded; empty where the checkpoint does not give it.
std::vector<float> loaded(const Checkpoint &checkpoint, const NetworkConfig &config,
                          const std::string &name)
{
    for (const WeightSource &source : match_weights(checkpoint, config).sources)
        if (source.name == name)
            if (const auto values = read_weight(checkpoint, source, config))
                return *values;
    return {};
}

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += name + " ";
    return text;
}

} // namespace

class tst_ForeignWeights : public QObject
{
    Q_OBJECT
private slots:
    void takesRetfoundAsTheImageSide_data();
    void takesRetfoundAsTheImageSide();
    void addsThePatchBiasAfterAResize();
    void describesALargeViTWithoutReadingIt();
    void takesHuggingFaceClip();
    void takesChineseClip();
    void takesRobertaAsPublished_data();
    void takesRobertaAsPublished();
    void readsSixteenBitTrainingCheckpoints();
    void refusesTorchScriptWithAWord();
    void describesWhatWouldBeLoaded();
    void writesAndComparesSideFiles();
    void countsEmptyTensorsOfAnyExtent();
    void refusesNamesThatMultiply();
};

void tst_ForeignWeights::takesRetfoundAsTheImageSide_data()
{
    QTest::addColumn<QString>("norm");
    QTest::newRow("pretrained, with its last norm") << "norm";
    QTest::newRow("fine-tuned, with the norm of its pooled features") << "fc_norm";
}

void tst_ForeignWeights::takesRetfoundAsTheImageSide()
{
    QFETCH(QString, norm);
    const NetworkConfig config = small_network();
    const auto tensors = timm_vit(config, norm.toUtf8().constData());
    // As published: under "model", beside the settings of the training, an argparse.Namespace.
    std::string others;
    put_text(others, "epoch");
    others += "K\x31";
    put_text(others, "args");
    others += "cargparse\nNamespace\n)\x81}(";
    put_text(others, "batch_size");
    others += "K\x40ub";
    const std::string file = archive_of(tensors, pickled(tensors, "model", others));
    const auto opened = Checkpoint::open(bytes_of(file));
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());

    const auto likely = likely_network(*opened);
    QVERIFY(likely.has_value() && !detect_network(*opened).has_value());
    QCOMPARE(likely->vision_width, config.vision_width);
    QCOMPARE(likely->vision_layers, config.vision_layers);
    QCOMPARE(likely->image_resolution, config.image_resolution);

    const WeightMatch match = match_weights(*opened, config);
    QCOMPARE(joined(match.unexpected), std::string());
    QCOMPARE(joined(match.misshapen), std::string());
    // All of the image side but ln_pre and proj, which that network has not.
    QCOMPARE(match.sources.size(), std::size_t(3 + 12 * config.vision_layers + 2));
    const auto same = [&](const std::string &ours, const std::string &theirs) {
        return loaded(*opened, config, ours) == floats_of(named(tensors, theirs));
    };
    QVERIFY(same("visual.class_embedding", "cls_token"));
    QVERIFY(same("visual.conv1.weight", "patch_embed.proj.weight"));
    const std::string block = "visual.transformer.resblocks.1";
    QVERIFY(same(block + ".attn.in_proj_weight", "blocks.1.attn.qkv.weight"));
    QVERIFY(same(block + ".attn.in_proj_bias", "blocks.1.attn.qkv.bias"));
    QVERIFY(same(block + ".attn.out_proj.weight", "blocks.1.attn.proj.weight"));
    QVERIFY(same(block + ".ln_1.weight", "blocks.1.norm1.weight"));
    QVERIFY(same(block + ".ln_2.bias", "blocks.1.norm2.bias"));
    QVERIFY(same(block + ".mlp.c_fc.weight", "blocks.1.mlp.fc1.weight"));
    QVERIFY(same(block + ".mlp.c_proj.bias", "blocks.1.mlp.fc2.bias"));
    QVERIFY(same("visual.ln_post.weight", norm.toStdString() + ".weight"));

    // Our convolution has no bias: each patch's position carries it, the class token's does not.
    std::vector<float> positions = floats_of(named(tensors, "pos_embed"));
    const std::vector<float> bias = floats_of(named(tensors, "patch_embed.proj.bias"));
    for (std::size_t at = bias.size(); at < positions.size(); ++at)
        positions[at] += bias[at % bias.size()];
    QVERIFY(loaded(*opened, config, "visual.positional_embedding") == positions);
}

void tst_ForeignWeights::addsThePatchBiasAfterAResize()
{
    NetworkConfig larger = small_network();
    const auto tensors = timm_vit(larger, "norm");
    larger.image_resolution = 24;
    const std::string file = archive_of(tensors, pickled(tensors, "model"));
    const auto opened = Checkpoint::open(bytes_of(file));
    QVERIFY(opened.has_value());
    QCOMPARE(match_weights(*opened, larger).resized.size(), std::size_t(1));
    std::vector<float> wanted = resized_positions(floats_of(named(tensors, "pos_embed")), 64, 2, 3);
    const std::vector<float> bias = floats_of(named(tensors, "patch_embed.proj.bias"));
    for (std::size_t at = bias.size(); at < wanted.size(); ++at)
        wanted[at] += bias[at % bias.size()];
    QVERIFY(loaded(*opened, larger, "visual.positional_embedding") == wanted);
}

void tst_ForeignWeights::describesALargeViTWithoutReadingIt()
{
    // RETFound's real size, 1.2 GB, as a file with a hole: only the table is looked at.
    NetworkConfig large;
    large.vision_layers = 24;
    large.vision_width = 1024;
    const std::int64_t w = large.vision_width;
    std::string header = "{";
    std::uint64_t at = 0;
    const auto add = [&](const std::string &name, const std::vector<std::int64_t> &shape) {
        std::uint64_t bytes = 4;
        std::string extents;
        for (const std::int64_t extent : shape) {
            bytes *= std::uint64_t(extent);
            extents += (extents.empty() ? "" : ",") + std::to_string(extent);
        }
        header += std::string(at ? ",\"" : "\"") + name + R"(":{"dtype":"F32","shape":[)" + extents
                  + R"(],"data_offsets":[)" + std::to_string(at) + "," + std::to_string(at + bytes)
                  + "]}";
        at += bytes;
    };
    add("cls_token", {1, 1, w});
    add("pos_embed", {1, 197, w});
    add("patch_embed.proj.weight", {w, 3, 16, 16});
    add("patch_embed.proj.bias", {w});
    for (int layer = 0; layer < large.vision_layers; ++layer) {
        const std::string block = "blocks." + std::to_string(layer);
        for (const auto &[name, rows, columns] :
             {std::tuple{".attn.qkv", 3 * w, w}, {".attn.proj", w, w}, {".mlp.fc1", 4 * w, w},
              {".mlp.fc2", w, 4 * w}}) {
            add(block + name + ".weight", {rows, columns});
            add(block + name + ".bias", {rows});
        }
        for (const char *name : {".norm1.weight", ".norm1.bias", ".norm2.weight", ".norm2.bias"})
            add(block + name, {w});
    }
    add("norm.weight", {w});
    add("norm.bias", {w});
    header += "}";
    QTemporaryDir folder;
    const auto file = path_from_utf8(folder.filePath("large.safetensors").toStdString());
    std::string start;
    put_number(start, std::uint64_t(header.size()));
    QVERIFY(write_file_atomically(file, start + header).has_value());
    std::error_code error;
    std::filesystem::resize_file(file, 8 + header.size() + at, error);
    if (error)
        QSKIP("the file system has no room for a file with a hole");

    const auto described = describe_checkpoint(file, false);
    QVERIFY2(described.has_value(), described ? "" : described.error().english().c_str());
    QCOMPARE(described->family, std::string("timm ViT (RETFound)"));
    QVERIFY(!described->architecture.has_value());
    QCOMPARE(described->matched, std::int64_t(3 + 12 * 24 + 2));
    QVERIFY(described->misshapen.empty() && described->unexpected.empty());
    QVERIFY(described->parameters > 300'000'000);
    QVERIFY(!described->notes.empty());
    const auto likely = likely_network(*Checkpoint::open(file));
    QVERIFY(likely.has_value());
    QCOMPARE(likely->vision_layers, 24);
    QCOMPARE(likely->vision_width, 1024);
    QCOMPARE(likely->vision_patch_size, 16);
    QCOMPARE(likely->image_resolution, 224);
}

void tst_ForeignWeights::takesHuggingFaceClip()
{
    const NetworkConfig config = small_network();
    const std::int64_t w = config.vision_width;
    std::vector<MadeTensor> tensors{
        made_tensor("vision_model.embeddings.class_embedding", {w}),
        made_tensor("vision_model.embeddings.patch_embedding.weight", {w, 3, 8, 8}),
        made_tensor("vision_model.embeddings.position_embedding.weight", {5, w}),
        made_tensor("visual_projection.weight", {config.embed_dim, w}),
        made_tensor("text_model.encoder.layer.0.output.dense.bias", {config.text_hidden_size}),
        made_tensor("text_model.final_layer_norm.weight", {4})};
    for (const char *norm : {"pre_layrnorm", "post_layernorm"})
        for (const char *part : {".weight", ".bias"})
            tensors.push_back(made_tensor("vision_model." + std::string(norm) + part, {w}));
    for (const char *letter : {"q_proj", "k_proj", "v_proj", "out_proj"}) {
        const std::string name = "vision_model.encoder.layers.0.self_attn." + std::string(letter);
        tensors.push_back(made_tensor(name + ".weight", {w, w}));
        tensors.push_back(made_tensor(name + ".bias", {w}));
    }
    const std::string file = archive_of(tensors, pickled(tensors));
    const auto opened = Checkpoint::open(bytes_of(file));
    QVERIFY(opened.has_value());
    const WeightMatch match = match_weights(*opened, config);
    QCOMPARE(joined(match.unexpected), std::string("text_model.final_layer_norm.weight "));
    QCOMPARE(joined(match.misshapen), std::string());

    std::vector<float> stacked;
    for (const char *letter : {"q_proj", "k_proj", "v_proj"}) {
        const auto part = floats_of(named(
            tensors, "vision_model.encoder.layers.0.self_attn." + std::string(letter) + ".weight"));
        stacked.insert(stacked.end(), part.begin(), part.end());
    }
    QVERIFY(loaded(*opened, config, "visual.transformer.resblocks.0.attn.in_proj_weight")
            == stacked);
    QVERIFY(loaded(*opened, config, "visual.ln_pre.weight")
            == floats_of(named(tensors, "vision_model.pre_layrnorm.weight")));
    const auto proj = loaded(*opened, config, "visual.proj");
    const auto theirs = floats_of(named(tensors, "visual_projection.weight"));
    QCOMPARE(proj.size(), theirs.size());
    for (int row = 0; row < w; ++row)
        for (int column = 0; column < config.embed_dim; ++column)
            QCOMPARE(proj[std::size_t(row * config.embed_dim + column)],
                     theirs[std::size_t(column * w + row)]);

    // One of three alone gives nothing.
    std::erase_if(tensors, [](const MadeTensor &one) {
        return one.name.find("k_proj.weight") != std::string::npos;
    });
    const std::string cut = archive_of(tensors, pickled(tensors));
    QVERIFY(loaded(*Checkpoint::open(bytes_of(cut)), config,
                   "visual.transformer.resblocks.0.attn.in_proj_weight").empty());
}

void tst_ForeignWeights::takesChineseClip()
{
    const NetworkConfig config = small_network();
    auto tensors = ours_renamed(config, [](const std::string &name) {
        const bool shared = name.starts_with("visual.") || name.starts_with("bert.")
                            || name == "logit_scale";
        return shared ? "module." + name : std::string();
    });
    tensors.push_back(made_tensor("module.text_projection", {8, 6}));
    tensors.push_back(made_tensor("module.bert.pooler.dense.weight", {8, 8}));
    std::string others;
    put_text(others, "epoch");
    others += "K\x0f";
    const std::string file = archive_of(tensors, pickled(tensors, "state_dict", others));
    const auto opened = Checkpoint::open(bytes_of(file));
    QVERIFY(opened.has_value());
    const WeightMatch match = match_weights(*opened, *detect_network(*opened));
    QCOMPARE(match.sources.size(), tensors.size() - 2);
    QCOMPARE(joined(match.unexpected), std::string("module.text_projection "));
    QCOMPARE(match.missing.size(), std::size_t(2 + 3 * 4 + 3)); // scales, text heads, image maps
}

void tst_ForeignWeights::takesRobertaAsPublished_data()
{
    QTest::addColumn<QString>("form");
    QTest::newRow("pytorch_model.bin of today, a zip archive") << "zip";
    QTest::newRow("pytorch_model.bin of old, five pickles") << "legacy";
    QTest::newRow("with gamma and beta") << "gamma";
    QTest::newRow("safetensors without the prefix") << "safetensors";
}

void tst_ForeignWeights::takesRobertaAsPublished()
{
    QFETCH(QString, form);
    const NetworkConfig config = small_network();
    auto tensors = ours_renamed(config, [&](std::string name) -> std::string {
        if (!name.starts_with("bert."))
            return "";
        if (form == "safetensors")
            return name.substr(5);
        if (form == "gamma" && name.ends_with("LayerNorm.weight"))
            return name.substr(0, name.size() - 6) + "gamma";
        if (form == "gamma" && name.ends_with("LayerNorm.bias"))
            return name.substr(0, name.size() - 4) + "beta";
        return name;
    });
    const std::size_t encoder = tensors.size();
    tensors.push_back(made_tensor("bert.pooler.dense.weight", {8, 8}));
    tensors.push_back(made_tensor("cls.predictions.bias", {12}));
    std::string bytes = form == "legacy" ? legacy_of(tensors, pickled(tensors))
                                         : archive_of(tensors, pickled(tensors));
    if (form == "safetensors") {
        QTemporaryDir folder;
        const auto file = path_from_utf8(folder.filePath("model.safetensors").toStdString());
        std::vector<SafetensorsPart> parts;
        for (const MadeTensor &tensor : tensors)
            parts.push_back({tensor.name, tensor.type, tensor.shape, bytes_of(tensor.bytes)});
        QVERIFY(write_safetensors(file, parts).has_value());
        bytes = *read_file(file);
    }
    const auto opened = Checkpoint::open(bytes_of(bytes));
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());
    const WeightMatch match = match_weights(*opened, config);
    QCOMPARE(match.sources.size(), encoder);
    QCOMPARE(joined(match.unexpected), std::string("cls.predictions.bias "));
    for (std::size_t at = 0; at < opened->weights().size(); ++at)
        for (const WeightSource &source : match.sources)
            if (source.tensor == at)
                QVERIFY(*read_weight(*opened, source, config)
                        == floats_of(named(tensors, opened->weights()[at].name)));
    const auto likely = likely_network(*opened);
    QVERIFY(likely.has_value());
    QCOMPARE(likely->text_hidden_size, 8);
    QCOMPARE(likely->vision_width, 768); // the other side as published
}

void tst_ForeignWeights::readsSixteenBitTrainingCheckpoints()
{
    std::vector<MadeTensor> tensors{{"module.logit_scale", ElementType::float16, {}, {}},
                                    {"module.visual.proj", ElementType::bfloat16, {1, 2}, {}}};
    put_number(tensors[0].bytes, half_from_float(4.5f));
    put_number(tensors[1].bytes, bfloat16_from_float(-2.0f));
    put_number(tensors[1].bytes, bfloat16_from_float(0.15625f));
    for (const bool legacy : {false, true}) {
        const std::string pickle = pickled(tensors, "state_dict");
        const std::string file = legacy ? legacy_of(tensors, pickle) : archive_of(tensors, pickle);
        const auto opened = Checkpoint::open(bytes_of(file));
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());
        QCOMPARE(opened->weights().size(), std::size_t(2));
        float scale = 0;
        QVERIFY(opened->read_float32(opened->weights()[0], {&scale, 1}).has_value());
        QCOMPARE(scale, 4.5f);
        std::vector<float> proj(2);
        QVERIFY(opened->read_float32(opened->weights()[1], proj).has_value());
        QCOMPARE(proj, (std::vector<float>{-2.0f, 0.15625f}));
    }
}

void tst_ForeignWeights::refusesTorchScriptWithAWord()
{
    const std::vector<std::pair<std::string, std::string>> files{
        {"clip/data.pkl", "\x80\x02}."},
        {"clip/constants.pkl", "\x80\x02)."},
        {"clip/code/__torch__/model.py", "class Model(Module):\n"}};
    const auto opened = Checkpoint::open(bytes_of(zip_of(files)));
    QVERIFY(!opened.has_value());
    QVERIFY(opened.error().code == ErrorCode::unsupported);
    QVERIFY2(opened.error().english().find("TorchScript") != std::string::npos,
             opened.error().english().c_str());
}

void tst_ForeignWeights::describesWhatWouldBeLoaded()
{
    const NetworkConfig config = small_network();
    QTemporaryDir folder;
    const auto file = path_from_utf8(folder.filePath("retfound.pth").toStdString());
    auto tensors = timm_vit(config, "norm");
    tensors.push_back(made_tensor("blocks.0.ls1.gamma", {64}));
    QVERIFY(write_file_atomically(file, archive_of(tensors, pickled(tensors, "model"))).has_value());
    const auto described = describe_checkpoint(file, false);
    QVERIFY(described.has_value());
    QCOMPARE(described->family, std::string("timm ViT (RETFound)"));
    QCOMPARE(described->matched, std::int64_t(3 + 12 * 2 + 2));
    QCOMPARE(joined(described->unexpected), std::string("blocks.0.ls1.gamma "));
    QVERIFY(described->missing.size() > 100);
    QCOMPARE(described->notes.size(), std::size_t(2));
    QCOMPARE(described->sha256_file, std::string("absent"));
}

void tst_ForeignWeights::writesAndComparesSideFiles()
{
    QTemporaryDir folder;
    const auto path = [&](const char *name) {
        return path_from_utf8(folder.filePath(name).toStdString());
    };
    const std::vector<MadeTensor> tensors{made_tensor("visual.proj", {3, 4})};
    QVERIFY(write_file_atomically(path("in.pt"), archive_of(tensors, pickled(tensors))).has_value());
    QVERIFY(convert_checkpoint(path("in.pt"), path("out.safetensors"), {}).has_value());
    QCOMPARE(*read_file(path("out.safetensors.sha256")),
             *sha256_of_file(path("out.safetensors")) + "  out.safetensors\n");
    QCOMPARE(describe_checkpoint(path("out.safetensors"), false)->sha256_file,
             std::string("matches"));
    QVERIFY(require_side_file(path("out.safetensors")).has_value());
    QVERIFY(require_side_file(path("in.pt")).has_value()); // none: nothing to say

    // A side file in capitals, with the star that marks binary files.
    std::string capitals = *sha256_of_file(path("out.safetensors"));
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), ::toupper);
    QVERIFY(write_file_atomically(path("out.safetensors.sha256"), capitals + " *out.safetensors\n")
                .has_value());
    QVERIFY(require_side_file(path("out.safetensors")).has_value());

    std::string bytes = *read_file(path("out.safetensors"));
    bytes.back() = char(bytes.back() ^ 1); // one bit of one weight, which nothing else can see
    QVERIFY(write_file_atomically(path("out.safetensors"), bytes).has_value());
    QCOMPARE(describe_checkpoint(path("out.safetensors"), false)->sha256_file,
             std::string("differs"));
    const auto refused = require_side_file(path("out.safetensors"));
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().code == ErrorCode::corrupted);

    // Writing anew leaves no checksum of the old file behind.
    const std::vector<SafetensorsPart> parts{
        {"a", ElementType::float32, {3, 4}, bytes_of(tensors[0].bytes)}};
    QVERIFY(write_checkpoint(path("out.safetensors"), parts).has_value());
    QVERIFY(!has_side_file(path("out.safetensors")));
}

void tst_ForeignWeights::countsEmptyTensorsOfAnyExtent()
{
    // Beside a 0 a file may write any extent; the product of the others overflows.
    const std::string header =
        R"({"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904,0],"data_offsets":[0,0]}})";
    std::string file;
    put_number(file, std::uint64_t(header.size()));
    file += header;
    const auto opened = Checkpoint::open(bytes_of(file));
    QVERIFY(opened.has_value());
    QCOMPARE(opened->weights()[0].count(), std::int64_t(0));
    QVERIFY(opened->weights()[0].contiguous());
    QVERIFY(opened->read(opened->weights()[0])->bytes.empty());
}

void tst_ForeignWeights::refusesNamesThatMultiply()
{
    // One key of a million letters, kept once and used for every tensor: a small file whose names
    // alone would take gigabytes.
    std::string pickle = "\x80\x02}(";
    put_text(pickle, std::string(1'000'000, 'k'));
    pickle += "q\x01" "}(";
    for (int at = 0; at < 20000; ++at)
        pickle += "h\x01]";
    pickle += "uu.";
    const std::vector<std::pair<std::string, std::string>> files{{"archive/data.pkl", pickle}};
    const auto opened = Checkpoint::open(bytes_of(zip_of(files)));
    QVERIFY(!opened.has_value());
}

QTEST_GUILESS_MAIN(tst_ForeignWeights)
#include "tst_foreign_weights.moc"
