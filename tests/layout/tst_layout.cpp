// SPDX-License-Identifier: GPL-3.0-or-later
// The house holds itself up: rules that a compiler cannot check, each first seen to find an offence.
#include "house_rules.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

class tst_Layout : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rule_data();
    void rule();
    void everyTestProgramIsRegistered();
    void longFilesHaveAReason();
    void translationsAreComplete_data();
    void translationsAreComplete();

private:
    QVector<SourceFile> m_files;
};

void tst_Layout::initTestCase()
{
    m_files = sourceFiles(RETCLIP_SOURCE_DIRECTORY);
    QVERIFY2(m_files.size() > 30, "the source tree was not found");
}

void tst_Layout::rule_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < houseRules().size(); ++index)
        QTest::newRow(houseRules()[index].name) << index;
}

void tst_Layout::rule()
{
    QFETCH(int, index);
    const HouseRule &rule = houseRules()[index];
    QVERIFY2(!rule.offences(rule.planted).isEmpty(), "the rule does not find its planted offence");

    QStringList found;
    for (const SourceFile &file : m_files) {
        for (const Offence &offence : rule.offences(file))
            found += QString("%1:%2: %3").arg(offence.path).arg(offence.line).arg(offence.text);
    }
    QVERIFY2(found.isEmpty(), qPrintable(QString("%1. Instead: %2\n%3")
                                             .arg(rule.name, rule.hint, found.join('\n'))));
}

void tst_Layout::everyTestProgramIsRegistered()
{
    QStringList forgotten;
    for (const SourceFile &file : m_files) {
        if (!QFileInfo(file.path).fileName().startsWith("tst_") || !file.path.endsWith(".cpp"))
            continue;
        const QString folder = QFileInfo(file.path).path() + "/CMakeLists.txt";
        const bool named = std::any_of(m_files.cbegin(), m_files.cend(), [&](const SourceFile &list) {
            return list.path == folder && list.text.contains(QFileInfo(file.path).fileName());
        });
        if (!named)
            forgotten += file.path;
    }
    QVERIFY2(forgotten.isEmpty(), qPrintable(forgotten.join('\n')));
}

/// A file holds one idea. Longer ones are listed with why; a list that grows old is no list: a file that became
/// shorter, or went, must leave it, and none may grow beyond what it was listed with by more than a tenth.
void tst_Layout::longFilesHaveAReason()
{
    constexpr int most = 500;
    QFile list(QStringLiteral(RETCLIP_SOURCE_DIRECTORY "/tests/layout/long_files.tsv"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    QHash<QString, int> known;
    QStringList wrong;
    for (const QByteArray &line : list.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const QList<QByteArray> cells = line.split('\t');
        if (cells.size() != 3 || cells[2].size() < 10)
            wrong += QStringLiteral("long_files.tsv wants path, lines, reason: ") + QString::fromUtf8(line);
        else
            known.insert(QString::fromUtf8(cells[0]), cells[1].toInt());
    }
    for (const SourceFile &file : m_files) {
        if (!file.path.endsWith(".cpp") && !file.path.endsWith(".h") && !file.path.endsWith(".sh"))
            continue;
        const int lines = int(file.text.count('\n')), listed = known.take(file.path);
        if (lines > most && listed == 0)
            wrong += QStringLiteral("%1 has %2 lines: split it, or list it with a reason").arg(file.path).arg(lines);
        else if (listed > 0 && lines <= most)
            wrong += QStringLiteral("%1 has %2 lines: take it off the list").arg(file.path).arg(lines);
        else if (listed > 0 && lines > listed + listed / 10)
            wrong += QStringLiteral("%1 grew from %2 to %3 lines").arg(file.path).arg(listed).arg(lines);
    }
    for (auto it = known.cbegin(); it != known.cend(); ++it)
        wrong += it.key() + QStringLiteral(" is listed and not there");
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void tst_Layout::translationsAreComplete_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("Simplified Chinese") << "translations/retclip_zh_CN.ts";
}

void tst_Layout::translationsAreComplete()
{
    QFETCH(QString, file);
    QFile source(QString(RETCLIP_SOURCE_DIRECTORY) + '/' + file);
    QVERIFY2(source.open(QIODevice::ReadOnly), qPrintable(file));

    QXmlStreamReader xml(&source);
    QString text;
    QStringList wrong;
    int count = 0;
    const QRegularExpression placeholder("%(L?[0-9]+|n)");
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("source")) {
            text = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            ++count;
            const QString type = xml.attributes().value("type").toString();
            const QString translation = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            if (!type.isEmpty() || translation.trimmed().isEmpty()) {
                wrong += "not translated: " + text;
                continue;
            }
            auto inSource = placeholder.globalMatch(text);
            while (inSource.hasNext()) {
                const QString wanted = inSource.next().captured();
                if (!translation.contains(wanted))
                    wrong += wanted + " is missing in the translation of: " + text;
            }
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    QVERIFY2(count > 500, qPrintable(QString("only %1 texts: is the file up to date?").arg(count)));
}

QTEST_GUILESS_MAIN(tst_Layout)
#include "tst_layout.moc"
