// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/verify/references.h"
#include "ml/verify/verify.h"

#include "core/base/files.h"
#include "core/base/network_config.h"
#include "core/base/sha256.h"
#include "core/base/tensor_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

using namespace retclip;

namespace {

const std::filesystem::path fixtures = std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / "fixtures";

} // namespace

class tst_Verify : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheReferences_data();
    void agreesWithTheReferences();
    void agreesWithTheSetThatShips();
    void seesADamagedSet();
    void countsTheWork();
    void seesADifference();
    void seesEveryNumber_data();
    void seesEveryNumber();
    void saysWhatItDidNotCompare();
    void namesAMissingKey();
    void forwardNamesWhatDoesNotFit_data();
    void forwardNamesWhatDoesNotFit();
    void saysWhenThereIsNothingToCompare();
    void stopsWhenAsked();
};

void tst_Verify::agreesWithTheReferences_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"tokenizer", "preprocess", "resize", "augment", "checkpoints", "lmdb", "model", "loss",
          "gradients", "trajectory", "schedule", "pos_embed", "probe", "zeroshot", "metrics"})
        QTest::newRow(kind) << kind;
}

void tst_Verify::agreesWithTheReferences()
{
    QFETCH(QString, kind);
    const auto folder = fixtures / kind.toStdString();
    if (!std::filesystem::exists(folder))
        QSKIP("the reference fixtures are not beside the checkout");
    int cases = 0;
    QStringList differing;
    const auto verified = verify(folder, "cpu", [&](const VerifyCase &found) {
        ++cases;
        if (qEnvironmentVariableIsSet("RETCLIP_VERIFY_PRINT"))
            qInfo("%-60s %.3g (%.3g)", found.name.c_str(), found.max_difference, found.tolerance);
        if (!found.ok)
            differing << QString::fromStdString(found.name) + ": "
                             + QString::number(found.max_difference) + " > "
                             + QString::number(found.tolerance) + " "
                             + QString::fromStdString(found.detail);
    }, {});
    QVERIFY2(verified.has_value(), verified ? "" : verified.error().english().c_str());
    QVERIFY2(differing.isEmpty(), qPrintable("\n" + differing.join("\n")));
    QVERIFY(cases > 0);
}

void tst_Verify::agreesWithTheSetThatShips()
{
    const auto folder = path_from_utf8(RETCLIP_SOURCE_DIRECTORY "/resources/verify");
    std::uintmax_t bytes = 0;
    for (const auto &item : std::filesystem::recursive_directory_iterator(folder))
        bytes += item.is_regular_file() ? item.file_size() : 0;
    QVERIFY(bytes < 2'000'000);
    std::set<std::string> kinds;
    QStringList differing;
    QVERIFY(verify(folder, "cpu", [&](const VerifyCase &found) {
        kinds.insert(found.name.substr(0, found.name.find('/')));
        if (!found.ok)
            differing << QString::fromStdString(found.name) + ": "
                             + QString::number(found.max_difference) + " > "
                             + QString::number(found.tolerance) + " "
                             + QString::fromStdString(found.detail);
    }, {}).has_value());
    QVERIFY2(differing.isEmpty(), qPrintable("\n" + differing.join("\n")));
    QCOMPARE(kinds.size(), std::size_t(14)); // all but the LMDB stores
}

void tst_Verify::seesADamagedSet()
{
    // One number of one reference, in each kind that keeps arrays: it must be seen.
    const auto source = path_from_utf8(RETCLIP_SOURCE_DIRECTORY "/resources/verify");
    QTemporaryDir folder;
    const auto copy = path_from_utf8(folder.path().toStdString());
    for (const auto &[kind, file] :
         {std::pair{"model", "small/expected.safetensors"}, {"gradients", "small/gradients.safetensors"},
          {"loss", "three_patients.safetensors"}, {"trajectory", "small/final_weights.safetensors"},
          {"zeroshot", "three.safetensors"}, {"pos_embed", "3to5.safetensors"}}) {
        std::filesystem::copy(source / kind, copy / kind, std::filesystem::copy_options::recursive);
        auto arrays = read_safetensors(copy / kind / file);
        QVERIFY(arrays.has_value());
        const char *name = std::string(kind) == "model"        ? "image_left"
                           : std::string(kind) == "loss"       ? "loss_left"
                           : std::string(kind) == "zeroshot"   ? "logits"
                           : std::string(kind) == "pos_embed"  ? "out"
                                                               : "visual.proj";
        QVERIFY2(arrays->count(name), name);
        arrays->at(name).as<float>()[0] += 0.05f;
        QVERIFY(write_safetensors(copy / kind / file, *arrays).has_value());
        int differing = 0;
        QVERIFY(verify(copy / kind, "cpu", [&](const VerifyCase &found) { differing += !found.ok; }, {})
                    .has_value());
        QVERIFY2(differing > 0, kind);
    }
}

void tst_Verify::countsTheWork()
{
    double before = 0, last = 0;
    bool rises = true;
    QVERIFY(verify(path_from_utf8(RETCLIP_SOURCE_DIRECTORY "/resources/verify"), "cpu",
                   [&](const VerifyCase &found) {
                       rises = rises && found.share >= before && found.share <= 1 + 1e-9;
                       before = last = found.share;
                   }, {})
                .has_value());
    QVERIFY(rises);
    QVERIFY(last > 0.99);
}

void tst_Verify::seesADifference()
{
    // A reference with one wrong number must not pass.
    QTemporaryDir folder;
    const auto place = path_from_utf8(folder.path().toStdString()) / "schedule";
    std::filesystem::create_directories(place);
    QVERIFY(write_file_atomically(place / "lr_schedule.json",
                                  R"({"tolerance_rel": 1e-9, "cases": [
        {"base_lr": 0.001, "warmup": 0, "total": 2, "steps": [0, 1], "lr": [0.001, 0.0005]},
        {"base_lr": 0.001, "warmup": 0, "total": 2, "steps": [0, 1], "lr": [0.001, 0.00050001]}]})")
                .has_value());
    std::vector<VerifyCase> cases;
    QVERIFY(verify(place.parent_path(), "cpu",
                   [&](const VerifyCase &found) { cases.push_back(found); }, {})
                .has_value());
    QCOMPARE(cases.size(), std::size_t(2));
    QVERIFY(cases[0].ok);
    QVERIFY(!cases[1].ok);
    QVERIFY(cases[1].max_difference > 1e-6);

    // And a reference that cannot be read is one that differs.
    QVERIFY(write_file_atomically(place / "lr_schedule.json", "{").has_value());
    cases.clear();
    QVERIFY(verify(place.parent_path(), "cpu",
                   [&](const VerifyCase &found) { cases.push_back(found); }, {})
                .has_value());
    QCOMPARE(cases.size(), std::size_t(1));
    QVERIFY(!cases[0].ok && !cases[0].detail.empty());
}

void tst_Verify::seesEveryNumber_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *kind, const char *file, const char *place) {
        QTest::addRow("%s %s", kind, place) << QString(kind) << QString(file) << QString(place);
    };
    row("metrics", "cases.json", "/cases/0/expected/support/0");
    row("metrics", "cases.json", "/cases/0/expected/undefined");
    row("tokenizer", "cases.json", "/cases/3/tokens/0");
    for (const char *place : {"width", "train", "test", "accuracy"})
        row("probe", "logistic.json", (std::string("/cases/0/") + place).c_str());
    row("probe", "torch_probe.json", "/cases/0/log/1/epoch");
    row("probe", "torch_probe.json", "/cases/0/best_epoch_on_validation_by_auroc_plus_map");
    row("lmdb", "expected.json", "/splits/train/patients_with_images");
    for (const char *place : {"index", "left_bytes", "right_bytes", "eos_index"})
        row("lmdb", "expected.json", (std::string("/splits/train/items/1/") + place).c_str());
    for (const char *place : {"classes", "prompts", "images"})
        row("zeroshot", "cases.json", (std::string("/cases/0/") + place).c_str());
    row("loss", "cases.json", "/cases/1/loss");
}

void tst_Verify::seesEveryNumber()
{
    QFETCH(QString, kind);
    QFETCH(QString, file);
    QFETCH(QString, place);
    if (!std::filesystem::exists(fixtures / kind.toStdString()))
        QSKIP("the reference fixtures are not beside the checkout");
    QTemporaryDir folder;
    const auto copy = path_from_utf8(folder.path().toStdString());
    const auto own = copy / kind.toStdString();
    std::filesystem::copy(fixtures / kind.toStdString(), own,
                          std::filesystem::copy_options::recursive);
    if (kind == "lmdb") // its ids need the vocabulary beside it
        std::filesystem::copy(fixtures / "tokenizer", copy / "tokenizer");
    auto json = nlohmann::json::parse(*read_file(own / file.toStdString()));
    auto &value = json.at(nlohmann::json::json_pointer(place.toStdString()));
    if (value.is_object()) // of what is undefined: something that is not
        value["accuracy"] = "no reason";
    else if (value.is_string())
        value = value.get<std::string>() + "x";
    else if (value.is_number_integer())
        value = value.get<std::int64_t>() + 1;
    else
        value = value.get<double>() + 0.1;
    QVERIFY(write_file_atomically(own / file.toStdString(), json.dump()).has_value());
    int differing = 0;
    QVERIFY(verify(own, "cpu", [&](const VerifyCase &found) { differing += !found.ok; }, {})
                .has_value());
    QCOMPARE(differing, 1); // where it stands, and nowhere else
}

void tst_Verify::saysWhatItDidNotCompare()
{
    if (!std::filesystem::exists(fixtures / "lmdb"))
        QSKIP("the reference fixtures are not beside the checkout");
    QTemporaryDir folder;
    const auto copy = path_from_utf8(folder.path().toStdString());
    std::filesystem::copy(fixtures / "lmdb", copy / "lmdb",
                          std::filesystem::copy_options::recursive);
    int said = 0;
    QVERIFY(verify(copy, "cpu", [&](const VerifyCase &found) {
        said += found.ok && found.detail.find("not compared: ids") != std::string::npos
                && found.detail.find("vocab.txt") != std::string::npos;
    }, {}).has_value());
    QCOMPARE(said, 2); // both splits
}

void tst_Verify::namesAMissingKey()
{
    const auto source = path_from_utf8(RETCLIP_SOURCE_DIRECTORY "/resources/verify/loss");
    QTemporaryDir folder;
    const auto copy = path_from_utf8(folder.path().toStdString()) / "loss";
    std::filesystem::copy(source, copy);
    auto json = nlohmann::json::parse(*read_file(copy / "cases.json"));
    json["cases"][1].erase("tolerance_loss_abs");
    const auto name = json["cases"][1]["name"].get<std::string>();
    QVERIFY(write_file_atomically(copy / "cases.json", json.dump()).has_value());
    std::string detail;
    QVERIFY(verify(copy, "cpu", [&](const VerifyCase &found) {
        if (!found.ok)
            detail += found.detail;
    }, {}).has_value());
    QCOMPARE(detail, "the reference of " + name + " holds no \"tolerance_loss_abs\"");
}

void tst_Verify::forwardNamesWhatDoesNotFit_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *change, const char *words) {
        QTest::newRow(change) << QString(change) << QString(words);
    };
    row("nothing", "");
    row("a weight is NaN", "parameter visual.proj");
    row("a pixel is infinite", "pixels of the left eye");
    row("a projection is zero", "\"image_left\" of row 0");
    row("an id above the vocabulary", "not within 0 and ");
    row("an id below 0", "the id -1 in row 0, position 1");
    row("too many positions", "positions");
    row("another image size", "\"right\" does not fit");
    row("no ids", "\"ids\" does not fit");
    row("fewer texts than images", "rows, and left has");
}

void tst_Verify::forwardNamesWhatDoesNotFit()
{
    QFETCH(QString, change);
    QFETCH(QString, words);
    const auto source = path_from_utf8(RETCLIP_SOURCE_DIRECTORY "/resources/verify/model/small");
    const auto config = network_config_from_json(
        nlohmann::json::parse(*read_file(source / "config.json")));
    auto inputs = *read_safetensors(source / "inputs.safetensors");
    auto weights = *read_safetensors(source / "weights.safetensors");
    const auto resized = [](Array &array, std::vector<std::int64_t> shape) {
        std::size_t bytes = size_of(array.type);
        for (const std::int64_t extent : shape)
            bytes *= std::size_t(extent);
        array.bytes.resize(bytes);
        array.shape = std::move(shape);
    };
    Array &ids = inputs.at("ids");
    const std::int64_t rows = ids.shape[0];
    const int edge = config->image_resolution + config->vision_patch_size;
    if (change == "a weight is NaN")
        weights.at("visual.proj").as<float>()[3] = NAN;
    else if (change == "a pixel is infinite")
        inputs.at("left").as<float>()[0] = INFINITY;
    else if (change == "a projection is zero")
        std::ranges::fill(weights.at("left_feature_mapping.weight").as<float>(), 0.0f);
    else if (change == "an id above the vocabulary")
        ids.as<std::int64_t>()[0] = config->vocab_size;
    else if (change == "an id below 0")
        ids.as<std::int64_t>()[1] = -1;
    else if (change == "too many positions")
        resized(ids, {rows, config->text_max_position_embeddings + 1});
    else if (change == "another image size")
        resized(inputs.at("right"), {rows, 3, edge, edge});
    else if (change == "no ids")
        inputs.erase("ids");
    else if (change == "fewer texts than images")
        resized(ids, {rows - 1, ids.shape[1]});

    QTemporaryDir folder;
    const auto place = path_from_utf8(folder.path().toStdString());
    QVERIFY(write_safetensors(place / "in.safetensors", inputs).has_value());
    QVERIFY(write_safetensors(place / "weights.safetensors", weights).has_value());
    const auto done = forward_file(place / "weights.safetensors", source / "config.json",
                                   place / "in.safetensors", place / "out.safetensors");
    QCOMPARE(done.has_value(), words.isEmpty());
    QCOMPARE(std::filesystem::exists(place / "out.safetensors"), words.isEmpty());
    if (done)
        return;
    const std::string text = done.error().english();
    QVERIFY2(text.find(words.toStdString()) != std::string::npos, text.c_str());
    // The command line was right: no wrong usage.
    QVERIFY(done.error().code != ErrorCode::invalid_argument);
    QVERIFY(!done.error().what_was_kept.empty() && !done.error().what_to_do.empty());
    QVERIFY2(text.find("frame #") == std::string::npos, text.c_str());
}

void tst_Verify::saysWhenThereIsNothingToCompare()
{
    QTemporaryDir folder;
    const auto none = verify(path_from_utf8(folder.path().toStdString()), "cpu",
                             [](const VerifyCase &) {}, {});
    QVERIFY(!none.has_value());
    QVERIFY(none.error().code == ErrorCode::not_found);
    const auto device = verify(fixtures, "cuda:77", [](const VerifyCase &) {}, {});
    QVERIFY(!device.has_value());
    QVERIFY(device.error().code == ErrorCode::unavailable);
}

void tst_Verify::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = verify(fixtures, "cpu", [](const VerifyCase &) {}, stop.get_token());
    QVERIFY(!stopped.has_value());
}

QTEST_GUILESS_MAIN(tst_Verify)
#include "tst_verify.moc"
