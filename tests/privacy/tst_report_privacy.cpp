// SPDX-License-Identifier: GPL-3.0-or-later
// Every planted identifier is found, numbers of clinic are not; the second look is coarser, not blind.
#include "core/import/delimited_text.h"
#include "core/privacy/camera_words.h"
#include "core/privacy/date_forms.h"
#include "core/privacy/number_checks.h"
#include "core/privacy/report_scan.h"
#include "core/privacy/residual_text.h"
#include "core/sample/sample_patients.h"
#include "identifier_generator.h"
#include "neighbours.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace retclip;

namespace {

constexpr int plantedOfAKind = 150;

QString told(const std::vector<PrivacyFind> &finds)
{
    QStringList parts;
    for (const PrivacyFind &find : finds)
        parts << QStringLiteral("%1 “%2” (%3)").arg(word(find.kind), find.text, word(find.confidence));
    return parts.join(QStringLiteral("; "));
}

/// Letters and digits of what was planted that no find covers.
QString uncovered(const PlantedReport &report, const std::vector<PrivacyFind> &finds)
{
    const qsizetype from = report.text.indexOf(report.planted);
    QString left;
    for (qsizetype i = from; i < from + report.planted.size(); ++i) {
        const bool covered = std::any_of(finds.cbegin(), finds.cend(), [i](const PrivacyFind &find) {
            return i >= find.start && i < find.start + find.length;
        });
        if (!covered && report.text[i].isLetterOrNumber())
            left += report.text[i];
    }
    return left;
}

/// 1,000 reports that name nobody: 350 of the synthetic sample, those of ODIR's keywords where they lie
/// beside the checkout, the rest phrases with numbers.
QStringList cleanReports()
{
    QStringList reports;
    for (const char *language : {"zh", "en"}) {
        SampleOrder order;
        order.patients = 175;
        order.seed = 7;
        order.language = QString::fromLatin1(language);
        for (const SamplePatient &patient : invitePatients(order))
            reports << patient.report;
    }
    QFile table(QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data/odir/index.csv"));
    if (table.open(QIODevice::ReadOnly)) {
        QSet<QString> seen;
        for (const QString &line : QString::fromUtf8(table.readAll()).split(u'\n').mid(1)) {
            const QString text = line.section(u',', 6);
            if (reports.size() < 700 && !text.trimmed().isEmpty() && !seen.contains(text)) {
                seen.insert(text);
                reports << text;
            }
        }
    }
    IdentifierGenerator generator(20260);
    while (reports.size() < 1000)
        reports << generator.cleanPhrase() + generator.cleanPhrase();
    return reports;
}

} // namespace

class tst_ReportPrivacy : public QObject
{
    Q_OBJECT

private slots:
    void everyPlantedIdentifierIsFound_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < identifierKindCount; ++kind)
            QTest::newRow(word(IdentifierKind(kind))) << kind;
    }
    void everyPlantedIdentifierIsFound()
    {
        QFETCH(int, kind);
        IdentifierGenerator generator(unsigned(1000 + kind));
        QStringList missed;
        for (int i = 0; i < plantedOfAKind; ++i) {
            const PlantedReport report = generator.report(IdentifierKind(kind));
            PrivacyScanOptions options;
            options.known = {QStringLiteral("SYN-0042")};
            const auto finds = scanForIdentifiers(report.text, options);
            if (const QString left = uncovered(report, finds); !left.isEmpty())
                missed << QStringLiteral("“%1” of “%2” in: %3 [%4]").arg(left, report.planted, report.text, told(finds));
        }
        QVERIFY2(missed.isEmpty(), qPrintable(QStringLiteral("%1 missed\n").arg(missed.size()) + missed.mid(0, 12).join(u'\n')));
    }
    void nothingPlantedOutlivesTheReplacement()
    {
        IdentifierGenerator generator(5);
        for (int i = 0; i < 400; ++i) {
            const PlantedReport report = generator.report(IdentifierKind(i % identifierKindCount));
            PrivacyScanOptions options;
            options.known = {QStringLiteral("SYN-0042")};
            const QString clean = redacted(report.text, options);
            if (report.kind != IdentifierKind::age && report.planted.size() > 2)
                QVERIFY2(!clean.contains(report.planted), qPrintable(report.text + u'\n' + clean));
            const auto again = scanForIdentifiers(clean, options);
            QVERIFY2(again.empty(), qPrintable(clean + u'\n' + told(again)));
        }
    }
    void cleanReportsStayQuiet()
    {
        const QStringList reports = cleanReports();
        QCOMPARE(reports.size(), 1000);
        QStringList alarms, second;
        for (const QString &report : reports) {
            if (const auto finds = scanForIdentifiers(report); !finds.empty())
                alarms << report + QStringLiteral(" [%1]").arg(told(finds));
            for (const Leftover &each : leftoversIn(report, false))
                second << report + QStringLiteral(" [%1: %2]").arg(each.kind, each.text);
        }
        qInfo("false alarms in 1,000 clean reports: %d (first look), %d (second look)", int(alarms.size()), int(second.size()));
        QVERIFY2(alarms.size() <= 2, qPrintable(alarms.mid(0, 20).join(u'\n')));
        QVERIFY2(second.isEmpty(), qPrintable(second.mid(0, 20).join(u'\n')));
    }

    void sentencesOfOthersAreRead()
    {
        int first = 0, second = 0, all = 0;
        QStringList missed, left;
        for (const NamedSentence &each : sentencesThatName) {
            const QString text = QString::fromUtf8(each.text), planted = QString::fromUtf8(each.planted), clean = redacted(text);
            ++all;
            first += !clean.contains(planted);
            second += !leftoversIn(text, false).empty();
            if (clean.contains(planted))
                missed << text;
            for (const Leftover &leftover : leftoversIn(clean, false)) // Else nothing could leave.
                left << clean + QStringLiteral(" [%1]").arg(leftover.text);
        }
        qInfo("found by the first look: %d of %d, by the second alone: %d", first, all, second);
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
        QVERIFY(second * 100 >= all * 90);
    }
    void sentencesThatNameNobodyStayQuiet()
    {
        QStringList alarms;
        for (const char *each : sentencesThatNameNobody) {
            const QString text = QString::fromUtf8(each);
            if (const auto finds = scanForIdentifiers(text); !finds.empty())
                alarms << text + QStringLiteral(" [%1]").arg(told(finds));
            for (const Leftover &leftover : leftoversIn(text, false))
                alarms << text + QStringLiteral(" [second look, %1: %2]").arg(leftover.kind, leftover.text);
        }
        qInfo("false alarms in %d sentences: %d", int(std::size(sentencesThatNameNobody)), int(alarms.size()));
        QVERIFY2(alarms.isEmpty(), qPrintable(alarms.join(u'\n')));
    }

    void readsAsAPersonWould_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        const auto row = [](const char *name, const char *text, const char *clean) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(clean);
        };
        row("a whole head line", "姓名：王小明性别：男 年龄：63岁 住院号：00123456 右眼视力0.8", "姓名：[姓名]性别：男 年龄：63岁 住院号：[病历号] 右眼视力0.8");
        row("a name that runs into its verb", "患者王建国因右眼视物模糊3天就诊", "患者[姓名]因右眼视物模糊3天就诊");
        row("a disease is no name", "患者高血压10年，患者黄斑水肿，患者白内障", "患者高血压10年，患者黄斑水肿，患者白内障");
        row("months ago and positions of the clock", "右眼 3 月前激光，12点位裂孔，C/D 0.6", "右眼 3 月前激光，12点位裂孔，C/D 0.6");
        row("acuity and pressure", "OD 20/40, IOP OD 15mmHg, VA 0.8", "OD 20/40, IOP OD 15mmHg, VA 0.8");
        row("the head of a ward is no name", "主任医师查房，责任护士，住院医师", "主任医师查房，责任护士，住院医师");
        row("two people", "李女士由张伟医师检查", "[姓名]女士由[医务人员]医师检查");
        row("an age above 89", "男，92岁", "男，90+岁");
        row("89 stays", "男，89岁", "男，89岁");
        row("a year alone stays", "2019年行手术", "2019年行手术");
        row("two doctors, the second without a colon", "报告医师 赵丽华/审核 钱国栋", "报告医师 [医务人员]/审核 [医务人员]");
        row("doctors in a list", "医师：赵丽华/钱国栋、孙敏。报告 高度近视，审核 通过", "医师：[医务人员]/[医务人员]、[医务人员]。报告 高度近视，审核 通过");
        row("letters set apart", "姓 名: 司 马 光  性 别: 男  住 院 号: 123456", "姓 名: [姓名]  性 别: 男  住 院 号: [病历号]");
        row("a given name set apart", "姓名：王 伟，左 眼 红", "姓名：[姓名]，左 眼 红");
        row("accents, an apostrophe, a hyphen", "Seen: Mrs. Ángela Núñez-O'Brien, OD normal.", "Seen: Mrs. [name], OD normal.");
        row("an account behind a name", "Mrs. Jones Acct 99887766, OS normal", "Mrs. [name] Acct [account], OS normal");
        row("a ward behind a name", "Mrs. Jones Ward 3, OS normal", "Mrs. [name] Ward 3, OS normal");
        row("a family name that is a word of wards", "Mrs. Anna Ward, OS normal", "Mrs. [name], OS normal");
        row("particles", "Patient: María de la Cruz, Dr. Jürgen von Müller", "Patient: [name], Dr. [staff]");
        row("an account, short", "Acct#: 99887766, OS normal", "Acct#: [account], OS normal");
        row("a number that nothing announces", "see 99887766 for more", "see [record number] for more");
        row("a serial number without a sign", "TRC-NW400 SN 554433, SN defect, SN 20/40", "TRC-NW400 SN [device], SN defect, SN 20/40");
        row("full width", "手机：１３８００１３８０００", "手机：[电话]");
        row("English", "Patient: John Smith, DOB 3/4/1951, MRN 00123456. OD normal.", "Patient: [name], DOB [date], MRN [record number]. OD normal.");
    }
    void readsAsAPersonWould()
    {
        QFETCH(QString, text);
        QFETCH(QString, clean);
        QCOMPARE(redacted(text), clean);
    }
    void rangesAreThoseOfTheTextAsWritten()
    {
        const QString text = QStringLiteral("身份证：１１０１０５１９４９１２３１００２Ｘ，完");
        const auto finds = scanForIdentifiers(text);
        QCOMPARE(finds.size(), std::size_t(1));
        QCOMPARE(finds[0].text, QStringLiteral("１１０１０５１９４９１２３１００２Ｘ"));
        QCOMPARE(text.mid(finds[0].start, finds[0].length), finds[0].text);
        QCOMPARE(finds[0].confidence, Confidence::verified);
        QCOMPARE(finds[0].kind, IdentifierKind::identityNumber);
    }
    void daysMoveByTheSameNumber()
    {
        PrivacyScanOptions options;
        options.moveDays = -100;
        QCOMPARE(redacted(QStringLiteral("2023年4月10日初诊，2023-04-20复查，三月五日手术"), options),
                 QStringLiteral("2022-12-31初诊，2023-01-10复查，[日期]手术"));
    }
    void checkDigits()
    {
        QVERIFY(isIdentityNumber18(QStringLiteral("11010519491231002X"))); // The example of GB 11643-1999.
        QVERIFY(!isIdentityNumber18(QStringLiteral("110105194912310021")));
        QVERIFY(!isIdentityNumber18(QStringLiteral("990105194912310021")));
        QVERIFY(isIdentityNumber15(QStringLiteral("110105491231002")));
        QVERIFY(!isIdentityNumber15(QStringLiteral("110105491331002")));
        QVERIFY(luhnHolds(QStringLiteral("4111111111111111")) && !luhnHolds(QStringLiteral("4111111111111112")));
        QVERIFY(isVehicleNumber(QStringLiteral("1M8GDM9AXKP042788")) && !isVehicleNumber(QStringLiteral("1M8GDM9A1KP042788")));
        QCOMPARE(chineseNumber(QStringLiteral("二〇二三")), 2023);
        QCOMPARE(chineseNumber(QStringLiteral("三十一")), 31);
        QCOMPARE(chineseNumber(QStringLiteral("十二")), 12);
    }
    void ofACameraOnlyTheModelStays_data()
    {
        QTest::addColumn<QString>("camera");
        QTest::addColumn<QString>("model");
        const auto row = [](const char *camera, const char *model) {
            QTest::newRow(camera) << QString::fromUtf8(camera) << QString::fromUtf8(model);
        };
        row("TRC-NW400 SN 554433", "TRC-NW400");
        row("TRC-NW400 (S/N: A-12)", "TRC-NW400");
        row("Topcon TRC-50DX 554433", "Topcon TRC-50DX");
        row("佳能 CR-2 序列号：X9", "佳能 CR-2");
        row("Canon CR-2 AF, Serial No. 201-77", "Canon CR-2 AF");
        row("ZEISS VISUCAM 500", "ZEISS VISUCAM 500");
        row("Optos P200TE", "Optos P200TE");
        row("CIRRUS 6000", "CIRRUS 6000");
        row("TRC ZHANGSAN", "TRC");
        row("Topcon NW400 (张三)", "Topcon NW400");
        row("KFC-300", "KFC-300");
        row("佳能眼底照相机 CR-2", "佳能眼底照相机 CR-2");
        row("SynCam A", "SynCam A");
        row("Nidek AFC-230/210", "Nidek AFC-230/210");
        row("", "");
    }
    void ofACameraOnlyTheModelStays()
    {
        QFETCH(QString, camera);
        QFETCH(QString, model);
        QCOMPARE(cameraModelOf(camera), model);
        QCOMPARE(saysMoreThanACamera(camera), camera != model);
        QVERIFY(!saysMoreThanACamera(model));
    }
    void theSecondLookSeesWhatTheFirstMissed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *text, const char *kind) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(kind);
        };
        row("编码 13800138000", "long number");
        row("号 6222 0212 3456 7890", "long number");
        row("２０２３年４月５日", "day");
        row("5.4.2023", "day");
        row("20230405", "day");
        row("a@b.cn", "e-mail");
        row("http://x", "web address");
        row("姓名：某", "named by a label");
        row("MRN: A1", "named by a label");
        row("张先生", "before a title");
        row("审核 钱国栋", "named by a label");
        row("报告医师 [医务人员]/审核 钱国栋", "named by a label");
        row("报告医师 [医务人员]/钱国栋", "named by a label");
        row("姓 名: 司 马 光", "named by a label");
        row("Acct#: A12", "named by a label");
    }
    void theSecondLookSeesWhatTheFirstMissed()
    {
        QFETCH(QString, text);
        QFETCH(QString, kind);
        const auto found = leftoversIn(text, false);
        QVERIFY(!found.empty());
        QCOMPARE(found[0].kind, kind);
        QVERIFY(leftoversIn(QStringLiteral("姓名：[姓名]，电话：[电话]，[姓名]先生，姓 名: [姓名]，医师 [医务人员]/审核 [医务人员]，报告 高度近视"), false).empty());
    }
};

QTEST_GUILESS_MAIN(tst_ReportPrivacy)
#include "tst_report_privacy.moc"
