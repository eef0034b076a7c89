// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "ml/tokenizers/basic_tokenizer.h"
#include "ml/tokenizers/tokenizer_service.h"
#include "core/base/unicode.h"
#include "ml/tokenizers/wordpiece.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <map>

using namespace retclip;

namespace {

const std::filesystem::path fixtures =
    std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / "fixtures/tokenizer";

std::unique_ptr<TokenizerService> service()
{
    return make_tokenizer_service(RETCLIP_PLUGIN_DIRECTORY);
}

std::vector<std::string> reports()
{
    const std::vector<std::string> eyes{"右眼", "左眼", "双眼"};
    const std::vector<std::string> findings{
        "视盘边界清晰，杯盘比约0.3。", "黄斑区可见硬性渗出。", "后极部散在出血点及微血管瘤。",
        "视网膜动脉变细，反光增强。", "未见明显异常。", "mild nonproliferative retinopathy. ",
        "optic disc is clear, cup disc ratio 0.4. "};
    std::vector<std::string> result;
    for (std::size_t i = 0; i < 300; ++i)
        result.push_back(eyes[i % 3] + findings[(i * 5) % 7] + eyes[(i / 3) % 3]
                         + findings[(i * 3 + i / 7) % 7]);
    return result;
}

} // namespace

class tst_Tokenizers : public QObject
{
    Q_OBJECT
private slots:
    void givesTheReferenceIds();
    void treatsEachCodePointAsTheReference();
    void lineEndsOfTheVocabularyDoNotMatter();
    void lowerCasesFully_data();
    void lowerCasesFully();
    void refusesWhatIsNoTokenizer_data();
    void refusesWhatIsNoTokenizer();
    void trains_data();
    void trains();
    void trainingTwiceGivesTheSameFile();
    void trainsOnHardlyAnyText_data();
    void trainsOnHardlyAnyText();
    void saysWhenNothingCanBeTrained();
};

void tst_Tokenizers::givesTheReferenceIds()
{
    if (!std::filesystem::exists(fixtures / "cases.json"))
        QSKIP("the reference fixtures are not beside the checkout");
    const auto cases = nlohmann::json::parse(*read_file(fixtures / "cases.json"));
    const auto tokenizer = service()->open(fixtures / "vocab.txt");
    QVERIFY2(tokenizer.has_value(), "vocab.txt opens");
    QCOMPARE((*tokenizer)->kind(), std::string("wordpiece"));
    int compared = 0;
    for (const auto &entry : cases["cases"]) {
        const auto name = entry["name"].get<std::string>();
        const auto text = entry["text"].get<std::string>();
        const int context = entry["context"];
        const Tokens tokens = (*tokenizer)->encode(clean_report(text), context);
        QVERIFY2(tokens.ids == entry["ids"].get<std::vector<std::int32_t>>(), name.c_str());
        QVERIFY2(tokens.length == entry["length"].get<int>(), name.c_str());
        QVERIFY2(tokens.truncated == entry["truncated"].get<bool>(), name.c_str());
        if (entry.contains("ids_without_report_cleaning")) {
            const auto expected =
                entry["ids_without_report_cleaning"].get<std::vector<std::int32_t>>();
            QVERIFY2((*tokenizer)->encode(text, context).ids == expected, name.c_str());
        }
        ++compared;
    }
    QVERIFY(compared > 0);
}

void tst_Tokenizers::treatsEachCodePointAsTheReference()
{
    if (!std::filesystem::exists(fixtures / "codepoint_classes.json"))
        QSKIP("the reference fixtures are not beside the checkout");
    const auto classes = nlohmann::json::parse(*read_file(fixtures / "codepoint_classes.json"));
    for (const auto &range : classes["ranges"]) {
        const auto expected = range[2].get<std::string>();
        for (char32_t c = range[0].get<std::uint32_t>(); c <= range[1].get<std::uint32_t>(); ++c) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            std::string text = "a";
            append_utf8(text, c);
            const auto words = basic_words(text + "b");
            std::string found = "other";
            if (words.size() == 1)
                found = words[0] == U"ab" ? "removed" : "joined";
            else if (words.size() == 2 && words[0] == U"a" && words[1] == U"b")
                found = "space";
            else if (words.size() == 3 && words[0] == U"a" && words[2] == U"b")
                found = "alone";
            QVERIFY2(found == expected, qPrintable(QString("U+%1: %2, expected %3")
                                                       .arg(std::uint32_t(c), 4, 16)
                                                       .arg(found.c_str(), expected.c_str())));
        }
    }
}

void tst_Tokenizers::lineEndsOfTheVocabularyDoNotMatter()
{
    const std::string unix_ends = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n眼\nre\n##tina\n";
    std::string dos_ends;
    for (const char c : unix_ends)
        dos_ends += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (const std::string &text : {unix_ends, dos_ends}) {
        const auto tokenizer = WordPiece::from_vocabulary(text, "vocab.txt");
        QVERIFY(tokenizer.has_value());
        QCOMPARE((*tokenizer)->vocabulary_size(), 7);
        const Tokens tokens = (*tokenizer)->encode("眼Retina x", 8);
        QCOMPARE(tokens.ids, (std::vector<std::int32_t>{2, 4, 5, 6, 1, 3, 0, 0}));
        QCOMPARE((*tokenizer)->pieces(tokens.ids)[3], std::string("##tina"));
        QVERIFY((*tokenizer)->encode("眼眼眼", 4).truncated);
        QCOMPARE((*tokenizer)->encode("眼眼眼", 4).ids, (std::vector<std::int32_t>{2, 4, 4, 3}));
    }
}

void tst_Tokenizers::lowerCasesFully_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("lower");
    QTest::newRow("a sigma at the end of a word") << "ΟΔΟΣ" << "οδος";
    QTest::newRow("a sigma before a letter") << "ΟΔΟΣΑ" << "οδοσα";
    QTest::newRow("a sigma before an apostrophe and a letter") << "ΑΣ'Α" << "ασ'α";
    QTest::newRow("a sigma alone") << "Σ" << "σ";
    QTest::newRow("a dotted capital i") << "İ" << QString("i") + QChar(0x307);
    QTest::newRow("curly quotes become straight, single ones stay") << "“Ａ” ‘B’" << "\"ａ\" ‘b’";
}

void tst_Tokenizers::lowerCasesFully()
{
    QFETCH(QString, text);
    QFETCH(QString, lower);
    QCOMPARE(QString::fromStdString(clean_report(text.toStdString())), lower);
}

void tst_Tokenizers::refusesWhatIsNoTokenizer_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("an empty file") << QByteArray();
    QTest::newRow("a list without special pieces") << QByteArray("a\nb\n");
    QTest::newRow("padding that is not first") << QByteArray("[UNK]\n[PAD]\n[CLS]\n[SEP]\n");
    QTest::newRow("bytes that are no model") << QByteArray("\x0a\x00\x01\xff\xfe\x00", 6);
}

void tst_Tokenizers::refusesWhatIsNoTokenizer()
{
    QFETCH(QByteArray, contents);
    QTemporaryDir folder;
    const auto file = path_from_utf8(folder.filePath("some.model").toStdString());
    QVERIFY(write_file_atomically(file, contents.toStdString()).has_value());
    const auto opened = service()->open(file);
    QVERIFY(!opened.has_value());
    QVERIFY(opened.error().code == ErrorCode::unreadable
            || opened.error().code == ErrorCode::unsupported);
    QVERIFY(!opened.error().what_to_do.empty());
}

void tst_Tokenizers::trains_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("size");
    QTest::newRow("unigram") << "unigram" << 140;
    QTest::newRow("byte pairs") << "bpe" << 140;
    QTest::newRow("unigram, more pieces than the texts carry") << "unigram" << 20000;
    QTest::newRow("byte pairs, more pieces than the texts carry") << "bpe" << 20000;
    QTest::newRow("unigram, fewer pieces than characters") << "unigram" << 10;
}

void tst_Tokenizers::trains()
{
    QFETCH(QString, model);
    QFETCH(int, size);
    QTemporaryDir folder;
    const auto file = path_from_utf8(folder.filePath("reports.model").toStdString());
    TokenizerTraining options;
    options.model = model.toStdString();
    options.vocabulary_size = size;
    options.character_coverage = 1.0;
    const auto tokenizers = service();
    const auto trained = tokenizers->train(reports(), options, file);
    QVERIFY2(trained.has_value(), trained ? "" : trained.error().english().c_str());
    QCOMPARE(trained->coverage, 1.0);
    QVERIFY(trained->vocabulary_size > 4);
    QVERIFY(trained->vocabulary_size <= std::max(size, 200));
    const auto tokenizer = tokenizers->open(file);
    QVERIFY(tokenizer.has_value());
    QCOMPARE((*tokenizer)->kind(), std::string("sentencepiece"));
    QCOMPARE((*tokenizer)->vocabulary_size(), trained->vocabulary_size);
    const Tokens tokens = (*tokenizer)->encode("右眼黄斑区可见硬性渗出。", 100);
    QCOMPARE(int(tokens.ids.size()), 100);
    const auto pieces = (*tokenizer)->pieces(tokens.ids);
    QCOMPARE(pieces.front(), std::string("[CLS]"));
    QCOMPARE(pieces[std::size_t(tokens.length) - 1], std::string("[SEP]"));
    QCOMPARE(pieces.back(), std::string("[PAD]"));
    QCOMPARE(tokens.ids.back(), 0);
    std::string joined;
    for (int at = 1; at + 1 < tokens.length; ++at)
        joined += pieces[std::size_t(at)];
    QVERIFY(joined.find("右眼") != std::string::npos);
    for (const std::int32_t id : tokens.ids)
        QVERIFY(id >= 0 && id < trained->vocabulary_size);
    const Tokens strange = (*tokenizer)->encode("龘", 10);
    QVERIFY((*tokenizer)->pieces(strange.ids)[std::size_t(strange.length) - 2] == "[UNK]");
}

void tst_Tokenizers::trainingTwiceGivesTheSameFile()
{
    QTemporaryDir folder;
    for (const char *model : {"unigram", "bpe"}) {
        TokenizerTraining options;
        options.model = model;
        options.vocabulary_size = 150;
        std::string first;
        for (const char *name : {"a.model", "b.model"}) {
            const auto file = path_from_utf8(folder.filePath(name).toStdString());
            QVERIFY(service()->train(reports(), options, file).has_value());
            const std::string contents = *read_file(file);
            QVERIFY(first.empty() || first == contents);
            first = contents;
        }
    }
}

void tst_Tokenizers::trainsOnHardlyAnyText_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QStringList>("texts");
    for (const char *model : {"unigram", "bpe"}) {
        QTest::addRow("%s, one letter", model) << model << QStringList{"a"};
        QTest::addRow("%s, one word", model) << model << QStringList{"retina"};
        QTest::addRow("%s, one Chinese report among empty ones", model)
            << model << QStringList{"", " ", "黄斑区可见硬性渗出"};
        QTest::addRow("%s, the same report twice", model)
            << model << QStringList{"未见明显异常。", "未见明显异常。"};
        QTest::addRow("%s, line breaks and tabs", model)
            << model << QStringList{"右眼\n正常\t左眼\r\n正常"};
    }
}

void tst_Tokenizers::trainsOnHardlyAnyText()
{
    QFETCH(QString, model);
    QFETCH(QStringList, texts);
    QTemporaryDir folder;
    std::vector<std::string> given;
    for (const QString &text : texts)
        given.push_back(text.toStdString());
    TokenizerTraining options;
    options.model = model.toStdString();
    const auto file = path_from_utf8(folder.filePath("t.model").toStdString());
    const auto trained = service()->train(given, options, file);
    QVERIFY2(trained.has_value(), trained ? "" : trained.error().english().c_str());
    QVERIFY(service()->open(file).has_value());
}

void tst_Tokenizers::saysWhenNothingCanBeTrained()
{
    QTemporaryDir folder;
    const auto file = path_from_utf8(folder.filePath("t.model").toStdString());
    for (const std::vector<std::string> &texts :
         {std::vector<std::string>{}, std::vector<std::string>{"", " \n"}}) {
        const auto trained = service()->train(texts, {}, file);
        QVERIFY(!trained.has_value());
        QVERIFY(trained.error().code == ErrorCode::invalid_argument);
    }
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = service()->train(reports(), {}, file, stop.get_token());
    QVERIFY(!stopped.has_value());
    QVERIFY(stopped.error().code == ErrorCode::cancelled);
    QVERIFY(!std::filesystem::exists(file));
}

QTEST_GUILESS_MAIN(tst_Tokenizers)
#include "tst_tokenizers.moc"
