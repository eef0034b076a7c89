// SPDX-License-Identifier: GPL-3.0-or-later
// The files that a study's side reads from elsewhere: tables, queries, runs' events and settings, DICOM, LMDB
// stores, workbooks, databases of studies and whole study packages. One input goes to every reader that could take
// it for its own. With --only KIND the loop keeps to one kind.
#include "core/base/files.h"
#include "core/base/manifest.h"
#include "core/base/run_config.h"
#include "core/base/run_event.h"
#include "core/base/sha256.h"
#include "core/imaging/dicom.h"
#include "core/imaging/photograph.h"
#include "core/import/delimited_text.h"
#include "core/import/json_table.h"
#include "core/import/lmdb_store.h"
#include "core/import/pickle_tuple.h"
#include "core/import/table_source.h"
#include "core/import/text_encoding.h"
#include "core/import/workbook.h"
#include "core/study/query.h"
#include "core/study/region.h"
#include "core/study/study.h"
#include "core/study/study_package.h"
#include "core/study/study_writer.h"
#include "tests/fuzz/subject.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <zip.h>

#include <cstdlib>
#include <cstring>

namespace retclip::fuzz {

namespace {

enum Reader { tables, json_tables, queries, events, settings, regions, pickles, dicom, stores, workbooks, studies, packages, readers };
std::uint64_t taken[readers] = {};

constexpr const char *names[readers] = {"table",  "jsonl",  "query",   "events", "settings", "region",
                                        "pickle", "dicom",  "lmdb",    "workbook", "study",  "package"};

/// Where readers want a file. Goes with the program.
const QTemporaryDir &folder()
{
    static const QTemporaryDir made;
    return made;
}

QString fileWith(const char *name, std::string_view bytes)
{
    const QString file = folder().filePath(QLatin1String(name));
    QDir().mkpath(QFileInfo(file).absolutePath());
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
        std::abort();
    return file;
}

QByteArray asBytes(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

void read_texts(std::string_view bytes)
{
    const QByteArray raw = asBytes(bytes);
    const EncodingGuess guess = guessEncoding(raw);
    const auto text = decodeText(raw, guess.name);
    if (text) {
        DelimitedText table(*text, guessDelimiter(*text));
        QStringList cells;
        qint64 rows = 0;
        while (table.next(cells) && rows < 2000)
            ++rows;
        taken[tables] += rows > 1;
    }
    if (const auto table = readJsonTable(raw, QStringLiteral("input"))) {
        ++taken[json_tables];
        for (const WorkbookRow &row : table->rows)
            if (row.cells.size() > table->headings.size())
                std::abort();
    }
    if (bytes.size() < 400) {
        const QString line = QString::fromUtf8(raw);
        const auto query = parseQuery(line, QDate(2026, 1, 1));
        taken[queries] += query.has_value();
        if (!query && query.error().code == ErrorCode::invalid_argument && query.error().cause.empty())
            std::abort(); // a mistake has a place
    }
}

void read_json(std::string_view bytes)
{
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_discarded()) {
        if (const auto config = run_config_from_json(json)) {
            ++taken[settings];
            (void)validate(*config);
        }
        if (const auto event = run_event_from_json(json)) {
            ++taken[events];
            (void)to_json(*event);
        }
    }
    const QJsonDocument document = QJsonDocument::fromJson(asBytes(bytes));
    if (document.isObject())
        if (const auto region = regionFrom(document.object())) {
            ++taken[regions];
            (void)checkGeometry(region->geometry, QSize(100, 100));
        }
}

void read_lines(std::string_view bytes)
{
    if (bytes.find("\"kind\"") == std::string_view::npos && bytes.find("\"patient\"") == std::string_view::npos)
        return;
    const auto file = path_from_utf8(fileWith("lines.jsonl", bytes).toStdString());
    RunEventReader reader(file);
    (void)reader.read_new();
    (void)read_manifest(file);
}

void read_dicom(std::string_view bytes)
{
    if (bytes.size() < 132 || bytes.substr(128, 4) != "DICM")
        return;
    const auto file = path_from_utf8(fileWith("input.dcm", bytes).toStdString());
    const auto facts = read_dicom_facts(file);
    taken[dicom] += facts.has_value();
    (void)inspect_photograph(file);
    (void)read_dicom_frame(file, 0, {});
}

void read_store(std::string_view bytes)
{
    constexpr std::uint32_t magic = 0xBEEFC0DE;
    if (bytes.size() < 40 || std::memcmp(bytes.data() + 16, &magic, 4) != 0)
        return;
    fileWith("store/data.mdb", bytes);
    const auto store = LmdbReader::open(folder().filePath(QStringLiteral("store")));
    if (!store)
        return;
    std::size_t seen = 0, sum = 0;
    const auto walked = (*store)->each([&](std::string_view key, std::span<const std::byte> value) {
        for (const char letter : key)
            sum += std::size_t(std::uint8_t(letter));
        for (const std::byte byte : value)
            sum += std::size_t(byte);
        return ++seen < 10'000;
    });
    taken[stores] += walked.has_value() && seen > 0 && sum > 0;
}

void read_archives(std::string_view bytes)
{
    if (bytes.substr(0, 2) != "PK")
        return;
    const QString file = fileWith("input.xlsx", bytes);
    taken[workbooks] += readWorkbook(file).has_value();
    if (bytes.find("package.json") == std::string_view::npos)
        return;
    const QString target = folder().filePath(QStringLiteral("unpacked.study"));
    const auto unpacked = unpackStudy(file, target);
    taken[packages] += unpacked.has_value();
    // Whatever it was: nothing may lie beside the two folders that were named.
    for (const QString &name : QDir(folder().path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        if (name == QLatin1String("evil") || name == QLatin1String("images"))
            std::abort();
    QDir(target).removeRecursively();
    QDir(target + QStringLiteral(".unpacking")).removeRecursively();
}

void read_study(std::string_view bytes)
{
    if (bytes.substr(0, 15) != "SQLite format 3")
        return;
    fileWith("input.study/study.db", bytes);
    const auto study = Study::open(folder().filePath(QStringLiteral("input.study")), OpenMode::readOnly);
    if (study) {
        const auto all = (*study)->find(QStringLiteral("label:glaucoma OR report:a -excluded sort:age"));
        if (all)
            (void)(*study)->exams(*all);
        taken[studies] += all.has_value();
        (void)(*study)->history();
        (void)(*study)->labelSets();
        (void)(*study)->runs();
        (void)(*study)->info();
        (void)(*study)->check(false, {}, {});
    }
    for (const char *left : {"study.db-wal", "study.db-shm"})
        QFile::remove(folder().filePath(QStringLiteral("input.study/")) + QLatin1String(left));
}

// ---- What it begins with -----------------------------------------------------------------------

std::string bytesOf(const QString &file)
{
    const auto bytes = read_file(path_from_utf8(file.toStdString()));
    return bytes ? *bytes : std::string();
}

using Entries = std::vector<std::pair<std::string, std::string>>;

std::string zipped(const Entries &entries)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t *zip = target ? zip_open_from_source(target, ZIP_TRUNCATE, &error) : nullptr;
    if (!zip)
        std::abort();
    zip_source_keep(target);
    for (const auto &[name, bytes] : entries)
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE);
    std::string packed;
    if (zip_close(zip) != 0) {
        zip_discard(zip);
    } else if (zip_source_open(target) == 0) {
        zip_stat_t facts;
        zip_source_stat(target, &facts);
        packed.resize(facts.size);
        zip_source_read(target, packed.data(), packed.size());
        zip_source_close(target);
    }
    zip_source_free(target);
    return packed;
}

Entries workbook_entries()
{
    return {{"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
            {"xl/sharedStrings.xml", R"(<sst><si><t>patient</t></si><si><r><t>a</t></r></si></sst>)"},
            {"xl/styles.xml", R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>)"},
            {"xl/worksheets/sheet1.xml", R"(<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="A2" s="0"><v>45000</v></c><c r="B2" t="b"><v>1</v></c></row></sheetData></worksheet>)"}};
}

void element(std::string &out, std::uint16_t group, std::uint16_t tag, const char *kind, std::string value)
{
    if (value.size() % 2)
        value += std::strcmp(kind, "UI") == 0 ? '\0' : ' ';
    const auto put = [&out](std::uint64_t number, int bytes) {
        for (int i = 0; i < bytes; ++i)
            out += char((number >> (8 * i)) & 0xFF);
    };
    put(group, 2);
    put(tag, 2);
    out += kind;
    const bool long_form = std::strcmp(kind, "OW") == 0 || std::strcmp(kind, "OB") == 0 || std::strcmp(kind, "SQ") == 0;
    if (long_form)
        put(0, 2);
    put(value.size(), long_form ? 4 : 2);
    out += value;
}

std::string number16(std::uint16_t value)
{
    return {char(value & 0xFF), char(value >> 8)};
}

/// A grey picture of 4 x 4, not compressed.
std::string small_dicom()
{
    std::string meta;
    element(meta, 2, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1");
    element(meta, 2, 0x0003, "UI", "1.2.3.4");
    element(meta, 2, 0x0010, "UI", "1.2.840.10008.1.2.1");
    std::string file(128, '\0');
    file += "DICM";
    std::string length(4, '\0');
    length[0] = char(meta.size());
    element(file, 2, 0x0000, "UL", length);
    file += meta;
    element(file, 8, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1");
    element(file, 8, 0x0018, "UI", "1.2.3.4");
    element(file, 8, 0x0020, "DA", "20260101");
    element(file, 0x10, 0x0010, "PN", "Doe^Jane");
    element(file, 0x10, 0x0020, "LO", "1001");
    element(file, 0x20, 0x0062, "CS", "R");
    element(file, 0x28, 0x0002, "US", number16(1));
    element(file, 0x28, 0x0004, "CS", "MONOCHROME2");
    element(file, 0x28, 0x0010, "US", number16(4));
    element(file, 0x28, 0x0011, "US", number16(4));
    element(file, 0x28, 0x0100, "US", number16(8));
    element(file, 0x28, 0x0101, "US", number16(8));
    element(file, 0x28, 0x0102, "US", number16(7));
    element(file, 0x28, 0x0103, "US", number16(0));
    element(file, 0x7FE0, 0x0010, "OW", std::string(16, 'g'));
    return file;
}

std::string small_store()
{
    const QString place = folder().filePath(QStringLiteral("seed-store"));
    if (auto writer = LmdbWriter::create(place, 4096)) {
        for (const char *key : {"1001", "1002", "num_images"})
            if (!(*writer)->put(key, "a value"))
                return {};
        if (!(*writer)->finish())
            return {};
    }
    return bytesOf(place + QStringLiteral("/data.mdb"));
}

struct SmallStudy
{
    std::string database, package;
};

SmallStudy make_small_study()
{
    const QString place = folder().filePath(QStringLiteral("seed.study"));
    SmallStudy made;
    auto study = Study::create(place);
    if (!study)
        std::abort();
    {
        auto writer = StudyWriter::begin(**study, QStringLiteral("table.csv"), QStringLiteral("Chen"));
        if (!writer)
            std::abort();
        for (int i = 0; i < 3; ++i) {
            ImportedExam exam;
            exam.patient = QString::number(1000 + i);
            exam.age = 50 + i;
            exam.report = QStringLiteral("视盘边界清 a");
            if (!(*writer)->put(exam))
                std::abort();
        }
        if (!(*writer)->finish())
            std::abort();
    }
    const QString package = folder().filePath(QStringLiteral("seed.retclip"));
    if (!packStudy(**study, {package}))
        std::abort();
    made.package = bytesOf(package);
    study->reset();
    made.database = bytesOf(place + QStringLiteral("/study.db"));
    return made;
}

const SmallStudy &small_study()
{
    static const SmallStudy made = make_small_study();
    return made;
}

std::string sum_line(const std::string &name, const std::string &bytes)
{
    return sha256_of(bytes) + "  " + name + "\n";
}

/// A package whose parts were changed; half of the time with the checksums that fit.
std::string changed_package(const Chance &chance)
{
    const std::string &database = small_study().database;
    static const char *const places[] = {"images/1.jpg", "images/../evil", "../evil", "/tmp/evil", "runs/1/run.json", "images\\..\\evil"};
    Entries files{{"study.db", database}, {places[chance.below(std::size(places))], "p"}};
    if (chance.below(3) == 0)
        chance.change(files[chance.below(2)].second);
    if (chance.below(3) == 0)
        chance.change(files[1].first);
    std::string sums;
    for (const auto &[name, bytes] : files)
        sums += sum_line(name.c_str(), bytes);
    if (chance.below(4) == 0)
        chance.change(sums);
    std::string words = R"({"format":"retclip-study-package","version":1,"schema_version":9,"name":"a"})";
    if (chance.below(4) == 0)
        chance.change(words);
    Entries all{{"package.json", words}, {"checksums.txt", sums}};
    all.insert(all.end(), files.begin(), files.end());
    return zipped(all);
}

std::string changed_workbook(const Chance &chance)
{
    Entries entries = workbook_entries();
    chance.change(entries[chance.below(entries.size())].second);
    return zipped(entries);
}

RunEvent one_event()
{
    RunEvent event;
    event.kind = RunEventKind::step;
    event.time = 1.5;
    event.step = 3;
    event.epoch = 1;
    event.patients = 48;
    event.loss = 3.2;
    event.logit_scales = {14, 14, 14};
    return event;
}

std::vector<Seed> all_seeds()
{
    std::vector<Seed> seeds{
        {"table", "patient,age,report\n1001,63,\"disc, pale\"\n1002,,视盘\n"},
        {"table", "\xEF\xBB\xBFpatient\tleft\tright\n1\ta.jpg\tb.jpg\n"},
        {"table", std::string("\xFF\xFEp\0,\0a\0\n\0" "1\0,\0" "2\0\n\0", 16)},
        {"jsonl", "{\"patient\":\"1\",\"eye\":{\"left\":\"a.jpg\"},\"tags\":[\"a\",\"b\"]}\n{\"patient\":\"2\"}\n"},
        {"query", "label:glaucoma eye:both -tag:\"bad one\" age>60 OR (report:视盘 30d) sort:-age limit:5"},
        {"query", "fn:glaucoma p>0.9 date:2023..2024 sample:40 seed:3 saved:x"},
        {"events", to_json(one_event()).dump()},
        {"settings", to_json(*preset("quick")).dump()},
        {"region", R"({"exam":"1001-1","eye":"right","class":"drusen","shape":"polygon","geometry":[[1,2],[3,4],[5,1]]})"},
        {"region", R"({"exam":"1","eye":"left","class":"a","shape":"brush","geometry":{"size":[4,4],"counts":[2,3,11]}})"},
        {"pickle", std::string("\x80\x04\x95\x0b\0\0\0\0\0\0\0\x8c\x03" "abcK\x01\x86.", 21)},
        {"dicom", small_dicom()},
        {"lmdb", small_store()},
        {"workbook", zipped(workbook_entries())}};
    seeds.push_back({"study", small_study().database});
    seeds.push_back({"package", small_study().package});
    return seeds;
}

Subject made_subject(const std::string &only)
{
    Subject subject;
    subject.readers.assign(std::begin(names), std::end(names));
    for (Seed &seed : all_seeds())
        if (only.empty() || seed.kind == only)
            subject.seeds.push_back(std::move(seed));
    subject.words = {"\"", ",", "\t", "\n", "\r\n", "label:", "OR", "(", ")", "-", "..", ">=", "\xEF\xBC\x9A", "视盘", "{", "}", "[", "]",
                     "null", "1e999", "-9223372036854775808", "\\u0000", "\xFF\xFE", "=1+1", "\"geometry\":", "\"shape\":\"brush\"",
                     "\x80\x04", "(", "t.", "K\x01", "\x8c", "DICM", "SQ", "\xFF\xFF\xFF\xFF", "\xFE\xFF\x0D\xE0", "OW", "PN", "PK\x05\x06",
                     "PK\x03\x04", "<row>", "<c t=\"s\">", "<v>4294967295</v>", "CREATE TRIGGER", "sqlite_master"};
    subject.longest_bytes = std::size_t(1) << 20;
    // Databases and archives have caches of their own. DCMTK asks for as much as an element says that it is long, up
    // to 4 GiB, touches none of it and gives it back once the file has ended (has_overlong_element() refuses it then).
    subject.memory_at_rest_bytes = [](const std::string &bytes) {
        const bool dicom = bytes.size() > 132 && bytes.compare(128, 4, "DICM") == 0;
        return dicom ? std::size_t(9) << 30 : std::size_t(96) << 20;
    };
    subject.instead = [](const std::string &seed, const Chance &chance) {
        if (seed.size() < 4 || seed.compare(0, 2, "PK") != 0 || chance.below(4) == 0)
            return std::string();
        return seed.find("package.json") != std::string::npos ? changed_package(chance) : changed_workbook(chance);
    };
    return subject;
}

} // namespace

const Subject &subject(const std::string &only)
{
    static const Subject made = made_subject(only);
    return made;
}

std::uint64_t *accepted()
{
    return taken;
}

void take(std::string_view bytes)
{
    if (bytes.size() <= (1u << 16)) { // beyond, texts are only slow
        read_texts(bytes);
        read_json(bytes);
        read_lines(bytes);
    }
    taken[pickles] += readPickledTuple(std::as_bytes(std::span(bytes.data(), bytes.size()))).has_value();
    read_dicom(bytes);
    read_store(bytes);
    read_archives(bytes);
    read_study(bytes);
}

} // namespace retclip::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    retclip::fuzz::take(std::string_view(reinterpret_cast<const char *>(data), size));
    return 0;
}
