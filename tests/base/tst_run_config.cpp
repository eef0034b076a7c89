// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/published_sources.h"
#include "core/base/run_config.h"
#include "core/base/run_start.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QTest>

#include <set>

using namespace retclip;
using nlohmann::json;

class tst_RunConfig : public QObject
{
    Q_OBJECT

private slots:
    void everyPublishedSettingHasItsSource();
    void onlyTheReproductionLosesOrientationAndDepth();
    void filesOfARunAreWhole()
    {
        RunConfig config;
        int files = 0;
        for (const FieldDescription &field : run_fields())
            if (field.type == FieldType::file) {
                ++files;
                QVERIFY(set_field(config, field.key, "some/../where/文件.pt"));
            }
        QVERIFY(files >= 2);
        const RunConfig whole = with_absolute_files(config);
        for (const FieldDescription &field : run_fields())
            if (field.type == FieldType::file)
                QCOMPARE(QString::fromStdString(field_value(whole, field)),
                         QDir::current().absoluteFilePath("where/文件.pt"));
            else
                QVERIFY2(field_value(whole, field) == field_value(config, field), field.key);
        QCOMPARE(with_absolute_files(whole).hash(), whole.hash());
        QCOMPARE(with_absolute_files(RunConfig()).hash(), RunConfig().hash()); // Empty stays empty.
    }
    void everyFieldIsDescribed_data()
    {
        QTest::addColumn<const FieldDescription *>("field");
        for (const FieldDescription &field : run_fields())
            QTest::newRow(field.key) << &field;
    }
    void everyFieldIsDescribed()
    {
        QFETCH(const FieldDescription *, field);
        QVERIFY(*field->group && *field->label && std::string_view(field->help).size() > 20);
        QVERIFY(field->tasks != 0);
        QVERIFY(field->type != FieldType::choice || !field->choices.empty());
        const bool number = field->type == FieldType::integer || field->type == FieldType::real;
        QVERIFY(!number || field->minimum < field->maximum);
        QCOMPARE(find_run_field(field->key), field);
        // What a field shows, it also reads.
        RunConfig config;
        const std::string value = field_value(config, *field);
        QVERIFY(set_field(config, field->key, value));
        QCOMPARE(field_value(config, *field), value);
        if (number) {
            QVERIFY(!set_field(config, field->key, "1e99"));
            QVERIFY(!set_field(config, field->key, "12 px"));
            QVERIFY(!set_field(config, field->key, ""));
        }
        if (field->type == FieldType::choice || field->type == FieldType::boolean)
            QCOMPARE(set_field(config, field->key, "maybe").error().code, ErrorCode::invalid_argument);
        QCOMPARE(field_value(config, *field), value);
    }

    void keysAreUnique()
    {
        std::set<std::string> keys;
        for (const FieldDescription &field : run_fields())
            QVERIFY2(keys.insert(field.key).second, field.key);
    }

    void everyMemberHasAField()
    {
        // Changing a field changes the JSON at that key and at no other: none stands for two.
        const json plain = to_json(RunConfig());
        QCOMPARE(plain.size(), run_fields().size() + 1);
        for (const FieldDescription &field : run_fields()) {
            RunConfig config;
            std::string other = "7";
            if (field.type == FieldType::boolean)
                other = field_value(config, field) == "true" ? "false" : "true";
            else if (field.type == FieldType::choice)
                other = field.choices.back();
            else if (field.type == FieldType::real)
                other = field_value(config, field) == "0.5" ? "0.25" : "0.5";
            if (!set_field(config, field.key, other))
                continue;
            const json changed = to_json(config);
            for (const auto &[key, value] : changed.items())
                QVERIFY2(value == plain[key] || key == field.key, field.key);
        }
    }

    void presetsAreValidAndRoundTrip_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < presets().size(); ++i)
            QTest::newRow(presets()[i].name) << int(i);
    }
    void presetsAreValidAndRoundTrip()
    {
        QFETCH(int, index);
        const Preset &entry = presets()[std::size_t(index)];
        RunConfig config = entry.config;
        QCOMPARE(config.preset, std::string(entry.name));
        if (config.tokenizer_kind == "wordpiece")
            config.tokenizer_file = "vocab.txt"; // the one thing that the user must give
        if (config.task != "pretrain")
            config.label_set = "glaucoma";
        const auto valid = validate(config);
        QVERIFY2(valid, valid ? "" : valid.error().english().c_str());
        const auto back = run_config_from_json(json::parse(to_json(config).dump()));
        QVERIFY2(back, back ? "" : back.error().english().c_str());
        QCOMPARE(back->hash(), config.hash());
    }

    void paperPresetIsAsPublished()
    {
        const RunConfig config = *preset("ret-clip-paper");
        QCOMPARE(config.batch_size, 256);
        QCOMPARE(config.learning_rate, 3e-5);
        QCOMPARE(config.weight_decay, 0.001);
        QCOMPARE(config.warmup_steps, 50);
        QCOMPARE(config.epochs, 10);
        QCOMPARE(config.context_length, 100);
        QCOMPARE(config.decay_groups, std::string("as_published"));
        QCOMPARE(config.network.parameter_count(), std::int64_t(191871235));
        QCOMPARE(config.augment_flip_probability, 0.5);
        QVERIFY(!config.apply_exif_orientation);
    }

    void unknownKeysNameTheNearest()
    {
        RunConfig config;
        const auto wrong = set_field(config, "batchsize", "3");
        QCOMPARE(wrong.error().code, ErrorCode::not_found);
        QVERIFY(wrong.error().what_to_do.english().find("batch_size") != std::string::npos);
        QVERIFY(set_field(config, "embed_dim", "3").error().what_to_do.english().find("network.embed_dim")
                != std::string::npos);
    }

    void filesMustBeComplete()
    {
        json value = to_json(RunConfig());
        value.erase("epochs");
        QVERIFY(run_config_from_json(value).error().english().find("epochs") != std::string::npos);
        value = to_json(RunConfig());
        value["epoch"] = 3;
        QCOMPARE(run_config_from_json(value).error().code, ErrorCode::not_found);
        value = to_json(RunConfig());
        value["epochs"] = 3.5;
        QCOMPARE(run_config_from_json(value).error().code, ErrorCode::invalid_argument);
        value = to_json(RunConfig());
        value["version"] = 99;
        QCOMPARE(run_config_from_json(value).error().code, ErrorCode::newer_version);
        QVERIFY(!run_config_from_json(json::array()));
    }

    // Runs that were registered before a setting was there open, resume and keep their hash.
    void filesOfAnOlderVersionStayWhatTheyAre()
    {
        json old = to_json(RunConfig());
        old["version"] = 1;
        int later = 0;
        for (const FieldDescription &field : run_fields()) {
            if (field.since > 1) {
                ++later;
                old.erase(field.key);
            }
        }
        QVERIFY(later > 0);
        const auto read = run_config_from_json(old);
        QVERIFY2(read, read ? "" : read.error().english().c_str());
        QCOMPARE(to_json(*read).dump(), old.dump());
        RunConfig changed = *read;
        QVERIFY(set_field(changed, "epochs", "7"));
        QCOMPARE(changed.version, 1);
        QVERIFY(set_field(changed, "ema_decay", "0.99"));
        QCOMPARE(changed.version, 2);
        QVERIFY(set_field(changed, "test_each_validation", "true"));
        QCOMPARE(changed.version, newest_run_config_version);
        QCOMPARE(to_json(changed)["ema_decay"].get<double>(), 0.99);
        old["version"] = 2; // Such a file is cut short.
        QCOMPARE(run_config_from_json(old).error().code, ErrorCode::invalid_argument);
    }

    void whatDoesNotFitTogetherIsRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("head width does not divide width") << "network.vision_head_width" << "60";
        QTest::newRow("heads do not divide text width") << "network.text_num_attention_heads" << "7";
        QTest::newRow("micro batch above batch") << "micro_batch" << "1000";
        QTest::newRow("text longer than positions") << "network.text_max_position_embeddings" << "10";
        QTest::newRow("scale starts above its limit") << "initial_logit_scale" << "9";
        QTest::newRow("no such device") << "device" << "cuda:x";
        QTest::newRow("no label set") << "task" << "probe";
        QTest::newRow("two folds leave nothing to learn from") << "folds" << "2";
    }
    void whatDoesNotFitTogetherIsRefused()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        RunConfig config = *preset("pretrain-small");
        QVERIFY(validate(config));
        QVERIFY(set_field(config, key.toStdString(), value.toStdString()));
        QVERIFY(!validate(config));
    }
};

void tst_RunConfig::everyPublishedSettingHasItsSource()
{
    const RunConfig paper = *preset("ret-clip-paper");
    int unstated = 0;
    for (const FieldDescription &field : run_fields()) {
        const PublishedSource *source = published_source(field.key);
        QVERIFY2(source, field.key);
        QVERIFY2(source->source && *source->source, field.key);
        unstated += !source->stated;
        // What is said to be stated also says the value, where the value is one of the field's.
        if (source->stated && !*field.published)
            QVERIFY2(std::string_view(field.key) == "task" || std::string_view(field.key) == "max_steps",
                     field.key);
    }
    QVERIFY(unstated > 0 && !published_source("start_from")->stated);
    QCOMPARE(published_source("no such setting"), nullptr);
    QCOMPARE(paper.batch_size, 256);
}

void tst_RunConfig::onlyTheReproductionLosesOrientationAndDepth()
{
    for (const Preset &each : presets()) {
        const bool paper = std::string_view(each.name) == "ret-clip-paper";
        QCOMPARE(each.config.apply_exif_orientation, !paper);
        QCOMPARE(each.config.sixteen_bit, std::string(paper ? "clip" : "scale"));
    }
}

QTEST_APPLESS_MAIN(tst_RunConfig)
#include "tst_run_config.moc"
