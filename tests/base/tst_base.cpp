// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/laterality.h"
#include "core/base/machine_state.h"
#include "core/base/manifest.h"
#include "core/base/network_config.h"
#include "core/base/progress.h"
#include "core/base/run_event.h"
#include "core/base/run_look.h"
#include "core/base/sha256.h"
#include "core/base/tensor_files.h"
#include "core/base/work_folder.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace retclip;
using nlohmann::json;

namespace {

std::filesystem::path shared(const char *part)
{
    return std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / part;
}

Manifest small_manifest()
{
    Manifest manifest;
    manifest.dataset = "眼底 one";
    manifest.target = {"glaucoma", LabelKind::binary, false, {"glaucoma"}};
    for (int i = 0; i < 3; ++i) {
        ManifestItem item;
        item.exam.value = i + 1;
        item.patient = "P" + std::to_string(i);
        item.exam_code = "E\"" + std::to_string(i);
        item.photographs.left = {"/data/左 " + std::to_string(i) + ".jpg", sha256_of(std::to_string(i))};
        if (i != 1)
            item.photographs.right = {"/data/r.jpg", sha256_of("r")};
        item.text = "右眼黄斑\n水肿";
        item.split = i == 2 ? Split::validation : Split::training;
        item.targets = {i % 2};
        manifest.items.push_back(item);
    }
    return manifest;
}

} // namespace

class tst_Base : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path file(const char *name) const
    {
        return path_from_utf8(m_folder.filePath(name).toStdString());
    }

private slots:
    void whatAKilledProcessLeavesGoesWithTheNext()
    {
        namespace fs = std::filesystem;
        QTemporaryDir temporary;
        const fs::path parent = temporary.path().toStdString();
        const auto names = [&] {
            QStringList list;
            for (const auto &each : fs::directory_iterator(parent))
                list.append(QString::fromStdString(each.path().filename().string()));
            return list.size();
        };
        const pid_t child = ::fork();
        if (child == 0) {
            const auto killed = WorkFolder::make(parent, "export");
            if (killed)
                std::ofstream(killed->path() / "photograph.jpg") << "half";
            ::kill(::getpid(), SIGKILL);
        }
        QVERIFY(child > 0);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(names(), 1);
        const fs::path left = fs::directory_iterator(parent)->path();
        QVERIFY(fs::exists(left / "content" / "photograph.jpg"));
        // Not ours: of another computer, without a word, of another kind; and one that is in use.
        for (const char *name : {".export-other1", ".export-silent", ".packed-abcdef"}) {
            fs::create_directories(parent / name / "content");
            std::ofstream(parent / name / "content" / "file") << "theirs";
        }
        std::ofstream(parent / ".export-other1" / "owner") << "RET-CLIP work folder 1\nno such computer\n1\n1\n";
        // Killed before a word was written: an hour ago, or just now.
        for (const char *name : {".export-silen1", ".export-silen2"}) {
            fs::create_directories(parent / name);
            std::ofstream(parent / name / "owner").flush();
        }
        fs::last_write_time(parent / ".export-silen1" / "owner", fs::file_time_type::clock::now() - std::chrono::hours(1));
        QCOMPARE(WorkFolder::remove_left_over(parent, "pack"), std::size_t(0));
        auto first = WorkFolder::make(parent, "export");
        QVERIFY(first.has_value());
        QVERIFY(!fs::exists(left));
        QVERIFY(fs::exists(first->path()));
        QVERIFY(fs::is_empty(first->path()));
        QVERIFY(!fs::exists(parent / ".export-silen1"));
        QVERIFY(fs::remove_all(parent / ".export-silen2") == 2);
        {
            const auto second = WorkFolder::make(parent, "export");
            QVERIFY(second.has_value());
            QVERIFY2(fs::exists(first->path()), "in use");
            QCOMPARE(names(), 5);
            fs::rename(second->path(), parent / "whole");
        }
        QCOMPARE(names(), 5);
        QVERIFY(fs::exists(parent / "whole"));
        for (const char *name : {".export-other1", ".export-silent", ".packed-abcdef"})
            QVERIFY(fs::exists(parent / name / "content" / "file"));
        QVERIFY(!WorkFolder::make(parent / "nowhere", "export").has_value());
    }
    void filesThatAKilledProcessWasWriting()
    {
        namespace fs = std::filesystem;
        QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        fs::create_directories(folder / "ab");
        for (const char *name : {"ab/.retclip-17-3.tmp", "ab/whole.jpg", ".retclip-notes", "other.tmp"})
            std::ofstream(folder / name) << "x";
        QCOMPARE(remove_unfinished_files(folder), std::size_t(1));
        QVERIFY(!fs::exists(folder / "ab/.retclip-17-3.tmp"));
        for (const char *name : {"ab/whole.jpg", ".retclip-notes", "other.tmp"})
            QVERIFY(fs::exists(folder / name));
        QCOMPARE(remove_unfinished_files(folder / "nowhere"), std::size_t(0));
    }
    void anElseBehindACheckIsTheCallers_data()
    {
        QTest::addColumn<bool>("checked");
        QTest::addColumn<bool>("holds");
        QTest::addColumn<QString>("went");
        QTest::newRow("the check holds") << true << true << "on";
        QTest::newRow("the check fails") << true << false << "back";
        QTest::newRow("the other branch") << false << false << "other, on";
    }
    void anElseBehindACheckIsTheCallers()
    {
        QFETCH(bool, checked);
        QFETCH(bool, holds);
        QFETCH(QString, went);
        const auto walk = [](bool asked, bool good, QString &path) -> Result<void> {
            const auto check = [good]() -> Result<void> {
                return good ? Result<void>() : cancelled();
            };
            // Unbraced on purpose: this is the form that once gave the else to the macro.
            if (asked)
                RETCLIP_CHECK(check());
            else
                path += "other, ";
            path += "on";
            return {};
        };
        QString path;
        if (!walk(checked, holds, path))
            path += "back";
        QCOMPARE(path, went);
    }
    void fillsArguments()
    {
        QCOMPARE(message("%2 before %1, 50% and %3", {"a", "b"}).english(), std::string("b before a, 50% and %3"));
        Error error{ErrorCode::not_found, "x", {}, "y", "z"};
        QCOMPARE(error.english(), std::string("x | y (z)"));
    }

    void readsLaterality_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("eye");
        for (const char *text : {"OD", "r", "Right", " dexter", "右眼", "右"})
            QTest::newRow(text) << text << "right";
        for (const char *text : {"OS", "l", "LEFT", "sinister", "左眼", "左"})
            QTest::newRow(text) << text << "left";
        for (const char *text : {"", "both", "OU", "3"})
            QTest::newRow(qPrintable(QString("neither: %1").arg(text))) << text << "";
    }
    void readsLaterality()
    {
        QFETCH(QString, text);
        QFETCH(QString, eye);
        const auto found = laterality_from(text.toStdString());
        QCOMPARE(found ? QString(word(*found)) : QString(), eye);
    }

    void hashesAsSha256()
    {
        std::string text;
        for (int length = 0; length < 300; ++length) {
            const auto expected = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256);
            QCOMPARE(QString::fromStdString(sha256_of(text)), QString(expected.toHex()));
            Sha256 in_parts;
            in_parts.add(std::string_view(text).substr(0, text.size() / 3));
            in_parts.add(std::string_view(text).substr(text.size() / 3));
            QCOMPARE(in_parts.hex(), sha256_of(text));
            text += char('a' + length % 23);
        }
        QVERIFY(write_file_atomically(file("hash"), text));
        QCOMPARE(*sha256_of_file(file("hash")), sha256_of(text));
        std::stop_source source;
        source.request_stop();
        QCOMPARE(sha256_of_file(file("hash"), source.get_token()).error().code, ErrorCode::cancelled);
    }

    void replacesFilesWhole()
    {
        const auto target = file("左眼 \"x\".txt");
        QVERIFY(write_file_atomically(target, "old"));
        {
            AtomicFile half(target);
            QVERIFY(half.open());
            QVERIFY(half.write("new, but never finished"));
        }
        QCOMPARE(*read_file(target), std::string("old"));
        QVERIFY(write_file_atomically(target, "new"));
        QCOMPARE(*read_file(target), std::string("new"));
        for (const auto &entry : std::filesystem::directory_iterator(target.parent_path()))
            QVERIFY(entry.path().extension() != ".tmp");
        QCOMPARE(read_file(target, 2).error().code, ErrorCode::unsupported);
        QCOMPARE(read_file(file("absent")).error().code, ErrorCode::not_found);
        QCOMPARE(read_file(target.parent_path()).error().code, ErrorCode::unreadable);
        QCOMPARE(write_file_atomically(file("absent/x"), "").error().code, ErrorCode::not_found);
    }

    void keepsArraysInNpy()
    {
        const std::vector<float> values{1, -2.5f, 3, 4, 5, 6};
        for (const std::vector<std::int64_t> &shape :
             {std::vector<std::int64_t>{6}, {2, 3}, {1, 2, 3}}) {
            QVERIFY(write_npy(make_array(shape, values), file("a.npy")));
            const auto back = read_npy(file("a.npy"));
            QVERIFY2(back, back ? "" : back.error().english().c_str());
            QCOMPARE(back->shape, shape);
            QVERIFY(std::equal(values.begin(), values.end(), back->as<float>().begin()));
        }
        const std::string whole = *read_file(file("a.npy"));
        for (std::size_t length = 0; length < whole.size(); length += 23) {
            QVERIFY(write_file_atomically(file("cut.npy"), whole.substr(0, length)));
            QVERIFY(!read_npy(file("cut.npy")));
        }
    }

    void judgesSafetensors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expect");
        const auto text = read_file(shared("fixtures") / "checkpoints" / "cases.json");
        if (!text) {
            QTest::newRow("without fixtures") << QString() << QString();
            return;
        }
        const json all = json::parse(*text);
        for (const json &entry : all["cases"]) {
            const std::string name = entry["file"];
            if (name.ends_with(".safetensors"))
                QTest::newRow(name.c_str()) << QString::fromStdString(name) << QString::fromStdString(entry["expect"].get<std::string>());
        }
    }
    void judgesSafetensors()
    {
        QFETCH(QString, name);
        QFETCH(QString, expect);
        if (name.isEmpty())
            QSKIP("the reference fixtures are not beside this checkout");
        const auto arrays = read_safetensors(shared("fixtures") / "checkpoints" / name.toStdString());
        if (expect == "load")
            QVERIFY2(arrays, arrays ? "" : arrays.error().english().c_str());
        if (expect == "refuse")
            QVERIFY(!arrays);
    }

    void keepsArraysInSafetensors()
    {
        std::map<std::string, Array> arrays;
        arrays["weights"] = make_array({2, 2}, std::vector<float>{1, 2, 3, 4});
        arrays["ids"] = make_array({3}, std::vector<std::int64_t>{1, -1, 7});
        arrays["nothing"] = make_array({0, 5}, std::vector<float>{});
        arrays["scalar"] = make_array({}, std::vector<float>{9});
        QVERIFY(write_safetensors(file("w.safetensors"), arrays, {{"made", "here"}}));
        const auto back = read_safetensors(file("w.safetensors"));
        QVERIFY2(back, back ? "" : back.error().english().c_str());
        QCOMPARE(back->size(), arrays.size());
        for (const auto &[name, array] : arrays) {
            QCOMPARE(back->at(name).shape, array.shape);
            QVERIFY(back->at(name).bytes == array.bytes);
        }
        const auto mapped = MappedFile::open(file("w.safetensors"));
        const auto table = read_safetensors_table(mapped->bytes());
        QCOMPARE(table->metadata.at("made"), std::string("here"));
        for (std::size_t length = 0; length < mapped->bytes().size(); ++length)
            QVERIFY(!read_safetensors_table(mapped->bytes().first(length)));
    }

    void countsThePublishedParameters()
    {
        QCOMPARE(NetworkConfig().parameter_count(), std::int64_t(191871235));
        for (const NamedNetwork &network : named_networks()) {
            const auto back = network_config_from_json(to_json(network.config));
            QVERIFY2(back, network.name);
            QVERIFY(*back == network.config);
        }
    }

    void readsPublishedSizes()
    {
        const auto folder = shared("data") / "retclip" / "model_configs";
        const auto vision = read_file(folder / "ViT-H-14.json");
        const auto text = read_file(folder / "RBT3-chinese.json");
        if (!vision || !text)
            QSKIP("the test data are not beside this checkout");
        json joined = json::parse(*vision);
        joined.update(json::parse(*text));
        const auto config = network_config_from_json(joined);
        QVERIFY(config);
        for (const NamedNetwork &network : named_networks()) {
            if (std::string_view(network.name) == "ViT-H-14 + RBT3")
                QVERIFY(network.config == *config);
        }
        joined["vision_width"] = 1281;
        QCOMPARE(network_config_from_json(joined).error().code, ErrorCode::invalid_argument);
        joined["vision_width"] = "wide";
        const auto wrong = network_config_from_json(joined);
        QVERIFY(wrong.error().english().find("vision_width") != std::string::npos);
    }

    void keepsManifests()
    {
        const Manifest manifest = small_manifest();
        QVERIFY(write_manifest(manifest, file("manifest.jsonl")));
        const auto back = read_manifest(file("manifest.jsonl"));
        QVERIFY2(back, back ? "" : back.error().english().c_str());
        QCOMPARE(back->hash(), manifest.hash());
        QCOMPARE(back->items[1].photographs.right.present(), false);
        QCOMPARE(back->items[2].photographs.left.path, manifest.items[2].photographs.left.path);

        Manifest moved = manifest;
        moved.items[0].photographs.left.path = "/elsewhere.jpg";
        moved.items[0].exam.value = 99;
        QCOMPARE(moved.hash(), manifest.hash());
        moved.items[0].text += "。";
        QVERIFY(moved.hash() != manifest.hash());

        const std::string whole = *read_file(file("manifest.jsonl"));
        for (std::size_t length = 0; length < whole.size(); length += 43) {
            QVERIFY(write_file_atomically(file("cut.jsonl"), whole.substr(0, length)));
            const auto cut = read_manifest(file("cut.jsonl"));
            QVERIFY(!cut);
            QCOMPARE(cut.error().code, ErrorCode::unreadable);
        }
        std::string changed = whole;
        changed.replace(changed.rfind("validation"), 10, "train");
        QVERIFY(write_file_atomically(file("changed.jsonl"), changed));
        QCOMPARE(read_manifest(file("changed.jsonl")).error().code, ErrorCode::corrupted);
    }

    void followsEventsAsTheyGrow()
    {
        const auto path = file("events.jsonl");
        RunEventWriter writer;
        QVERIFY(writer.open(path));
        RunEventReader reader(path);
        RunEvent event;
        event.kind = RunEventKind::step;
        event.loss = 1.25;
        event.loss_left = std::nan("");
        event.logit_scales = {90.0, 91.0, 92.0};
        event.message = message("%1 patients wait", {"12"});
        for (int step = 1; step <= 5; ++step) {
            event.step = step;
            QVERIFY(writer.write(event));
        }
        auto events = reader.read_new();
        QCOMPARE(events.size(), std::size_t(5));
        QCOMPARE(*events[4].loss, 1.25);
        QVERIFY(!events[4].loss_left);
        QCOMPARE((*events[4].logit_scales)[2], 92.0);
        QCOMPARE(events[4].message.english(), std::string("12 patients wait"));
        QVERIFY(reader.read_new().empty());

        // A crash leaves half a line: not read, and cut when writing goes on.
        std::string whole = *read_file(path);
        QFile raw(QString::fromStdString(path.string()));
        QVERIFY(raw.open(QIODevice::Append));
        raw.write("{\"event\":\"st");
        raw.close();
        QVERIFY(reader.read_new().empty());
        RunEventWriter again;
        QVERIFY(again.open(path));
        QCOMPARE(*read_file(path), whole);
        event.step = 6;
        QVERIFY(again.write(event));
        QCOMPARE(reader.read_new().size(), std::size_t(1));
        QCOMPARE(reader.unreadable_lines(), 0);

        QVERIFY(abandon_events_after(path, 3));
        RunEventReader fresh(path);
        QCOMPARE(fresh.read_new().size(), std::size_t(3));
        RunEventReader abandoned(file("events.abandoned.jsonl"));
        QCOMPARE(abandoned.read_new().size(), std::size_t(3));
        QCOMPARE(reader.read_new().size(), std::size_t(3));
        QCOMPARE(reader.restarts(), 1);
    }

    void looksOfARunAreKept()
    {
        QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        QVERIFY(read_run_looks(run).empty());
        RunLook look;
        look.step = 8;
        look.batch = {{ExamId{3}, "E3"}, {ExamId{4}, "眼底"}};
        look.matrix = {0.5f, -0.25f, 0.125f, 1.0f};
        look.asked = {{{ExamId{3}, "E3"}, 2, {{{ExamId{4}, "眼底"}, 0.75}, {{ExamId{3}, "E3"}, 0.5}}}};
        QVERIFY(append_run_look(run, look));
        look.step = 4;
        QVERIFY(append_run_look(run, look));
        look.step = 8; // A resumed run came here again.
        look.asked[0].rank = 1;
        QVERIFY(append_run_look(run, look));
        std::ofstream(run / "looks.jsonl", std::ios::app) << "{\"step\": 12, \"ba"; // cut by a crash
        look.step = 16;
        QVERIFY(append_run_look(run, look));
        const auto looks = read_run_looks(run);
        QCOMPARE(looks.size(), std::size_t(3));
        QCOMPARE(looks[0].step, std::int64_t(4));
        QCOMPARE(looks[0].asked[0].rank, std::int64_t(2));
        QCOMPARE(looks[1].step, std::int64_t(8));
        QCOMPARE(looks[1].asked[0].rank, std::int64_t(1));
        QCOMPARE(looks[2].step, std::int64_t(16));
        QCOMPARE(looks[2].matrix, look.matrix);
        QCOMPARE(looks[2].batch[1].code, std::string("眼底"));
        QCOMPARE(looks[2].asked[0].nearest[0].photographs.exam.value, std::int64_t(4));
    }

    void theProcessorsTemperatureIsFound_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<double>("degrees");
        QTest::addRow("the warmest core of a processor's sensor, not the disk's")
            << QStringList{"hwmon/hwmon0/name=nvme", "hwmon/hwmon0/temp1_input=70000", "hwmon/hwmon1/name=coretemp",
                           "hwmon/hwmon1/temp1_input=51000", "hwmon/hwmon1/temp2_input=53000"}
            << 53.0;
        QTest::addRow("a zone of the package before other zones")
            << QStringList{"thermal/thermal_zone0/type=acpitz", "thermal/thermal_zone0/temp=60000",
                           "thermal/thermal_zone1/type=x86_pkg_temp", "thermal/thermal_zone1/temp=47000"}
            << 47.0;
        QTest::addRow("the warmest zone where none is the processor's")
            << QStringList{"thermal/thermal_zone0/type=acpitz", "thermal/thermal_zone0/temp=40000",
                           "thermal/thermal_zone1/type=acpitz", "thermal/thermal_zone1/temp=42000"}
            << 42.0;
        QTest::addRow("a broken sensor tells nothing")
            << QStringList{"hwmon/hwmon0/name=k10temp", "hwmon/hwmon0/temp1_input=-128000"} << -1.0;
        QTest::addRow("no sensor at all") << QStringList{} << -1.0;
    }
    void theProcessorsTemperatureIsFound()
    {
        QFETCH(QStringList, files);
        QFETCH(double, degrees);
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        for (const QString &file : files) {
            const std::filesystem::path path = root / file.section('=', 0, 0).toStdString();
            std::filesystem::create_directories(path.parent_path());
            std::ofstream(path) << file.section('=', 1).toStdString() << "\n";
        }
        QCOMPARE(processor_temperature_c(root).value_or(-1), degrees);
    }

    void sleepIsNoticedAndALongStepIsNone()
    {
        using namespace std::chrono_literals;
        // A clock that goes on by an interval a look, however long the machine takes to come to it.
        std::atomic<double> slept = 0;
        std::atomic<int> looks = 0;
        SleepWatch watch(5ms, 1000ms, [&] { return 0.005 * ++looks + slept; });
        QTRY_VERIFY(looks > 5);
        QCOMPARE(watch.asleep_s(), 0.0);
        slept = 3600;
        QTRY_VERIFY(watch.asleep_s() > 3599);
        QVERIFY(watch.asleep_s() < 3601);
        slept = 3600.5; // Shorter than counts.
        const int before = looks;
        QTRY_VERIFY(looks > before + 3);
        QVERIFY(watch.asleep_s() < 3600.4);
    }

    void reportsFirstAndLastProgress()
    {
        std::vector<std::int64_t> seen;
        ProgressReporter reporter([&](const Progress &p) { seen.push_back(p.done); }, 1000, "x");
        for (int i = 1; i <= 1000; ++i)
            reporter.advance_to(i);
        reporter.finish();
        QCOMPARE(seen.front(), std::int64_t(0));
        QCOMPARE(seen.back(), std::int64_t(1000));
        QVERIFY(seen.size() < 1000);
    }
};

QTEST_APPLESS_MAIN(tst_Base)
#include "tst_base.moc"
