// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/verify/references.h"
#include "ml/verify/verify.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/tensor_files.h"

#include <QTemporaryDir>
#include <QTest>

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
