// SPDX-License-Identifier: GPL-3.0-or-later
// Real photographs whose eye and keywords are known: the figures of docs/curation.md. Skipped where
// the data are not beside this checkout.
#include "core/import/delimited_text.h"
#include "core/import/import_session.h"
#include "core/quality/photograph_look.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <span>
#include <vector>

using namespace retclip;

namespace {

struct Photograph
{
    QString path;
    int patient = 0;
    Laterality eye = Laterality::right;
    QString keywords;
    SeenPhotograph seen;
};

/// Patients by a hash of their number: the limits were chosen on one half alone.
bool isHeldOut(int patient)
{
    return (std::uint32_t(patient) * 2654435761U >> 16) % 2 != 0;
}

/// The chance that one of `positive` scores above one of `negative`; ties count half.
double auroc(const std::vector<double> &positive, const std::vector<double> &negative)
{
    double above = 0;
    for (const double p : positive)
        for (const double n : negative)
            above += p > n ? 1 : p == n ? 0.5 : 0;
    return above / (double(positive.size()) * double(negative.size()));
}

double keywordAuroc(const std::vector<Photograph> &photographs, const QString &keyword, int &count,
                    double (*score)(const SeenPhotograph &))
{
    std::vector<double> with, without;
    for (const Photograph &photograph : photographs)
        (photograph.keywords.contains(keyword) ? with : without).push_back(score(photograph.seen));
    count = int(with.size());
    return auroc(with, without);
}

/// What lies within 0.15 of the field's diameter of its middle, as one person saw it with that ring drawn on the
/// photographs, before any answer was known: 40 of ODIR drawn at random, and the larger ones of other sets.
struct SeenField
{
    const char *centre;
    const char *photographs;
};
const SeenField fieldsOfOdir[] = {
    {"macula", "3325_left 1590_left 28_left 3364_right 1479_right 758_right 750_right 1392_right 2885_left 1084_left "
               "2487_left 1373_left 1214_right 826_left 213_left 1612_right 525_right 4215_left 1492_left 2999_right "
               "2968_left 2868_left"},
    {"between", "424_left 2747_left 272_left 849_right 2152_right 2612_left 129_left 2191_left 1919_left 4471_left "
                "3282_right"},
    {"unknown", "90_right 2167_right 2184_left 1583_left 349_left 2262_left 2384_right"},
};
const SeenField fieldsOfOthers[] = {
    {"disc", "chasedb1/Image_01L.jpg chasedb1/Image_01R.jpg chasedb1/Image_02L.jpg chasedb1/Image_02R.jpg "
             "chasedb1/Image_03L.jpg chasedb1/Image_03R.jpg chasedb1/Image_05L.jpg chasedb1/Image_05R.jpg "
             "chasedb1/Image_08L.jpg chasedb1/Image_08R.jpg eyepacs/10_left.jpeg"},
    {"macula", "drive/21_training.tif drive/22_training.tif drive/25_training.tif drive/28_training.tif "
               "drive/33_training.tif drive/37_training.tif hrf_reduced/01_h.jpg hrf_reduced/02_h.jpg "
               "hrf_reduced/07_h.jpg hrf_reduced/10_h.jpg hrf_reduced/12_h.jpg hrf_reduced/13_h.jpg "
               "hrf_reduced/14_h.jpg hrf_reduced/15_h.jpg idrid/IDRiD_01.jpg idrid/IDRiD_09.jpg idrid/IDRiD_14.jpg "
               "idrid/IDRiD_23.jpg idrid/IDRiD_31.jpg idrid/IDRiD_40.jpg idrid/IDRiD_48.jpg rfmid/1.png rfmid/10.png "
               "rfmid/4.png rfmid/8.png"},
};

struct FieldAgreement
{
    int photographs = 0, told = 0, right = 0;
};

FieldAgreement fieldAgreement(std::span<const SeenField> fields, const QDir &folder, const QString &ending)
{
    FieldAgreement agreement;
    for (const SeenField &field : fields) {
        std::map<QString, int> answers;
        QStringList wrong;
        for (const QString &name : QString::fromLatin1(field.photographs).split(u' ')) {
            const SeenPhotograph seen = lookAtPhotograph(folder.filePath(name + ending));
            const QString answer = QLatin1String(word(seen.side.centre));
            ++answers[answer];
            const bool told = seen.side.centre != FieldCentre::unknown, right = answer == QLatin1String(field.centre);
            ++agreement.photographs;
            agreement.told += told;
            agreement.right += told && right;
            if (told && !right)
                wrong << name + u'=' + answer;
        }
        qInfo("%-8s %3d disc, %3d macula, %3d between, %3d unknown; %s", field.centre, answers[QStringLiteral("disc")],
              answers[QStringLiteral("macula")], answers[QStringLiteral("between")],
              answers[QStringLiteral("unknown")], qPrintable(wrong.join(u' ')));
    }
    qInfo("%d photographs, told %d, of those right %d", agreement.photographs, agreement.told, agreement.right);
    return agreement;
}

} // namespace

class tst_OdirLook : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsTheEye();
    void tellsTheMiddleOfTheField();
    void agreesWithTheKeywords();
    void findsTheSamePhotographAtOtherSizes();

private:
    std::vector<Photograph> m_photographs;
    QDir m_folder;
};

void tst_OdirLook::initTestCase()
{
    m_folder.setPath(QStringLiteral(RETCLIP_SHARED_DIRECTORY) + QStringLiteral("/data/odir"));
    QFile table(m_folder.filePath(QStringLiteral("index.csv")));
    if (!table.open(QIODevice::ReadOnly))
        QSKIP("the test data are not beside this checkout");
    DelimitedText text(QString::fromUtf8(table.readAll()), u',');
    QStringList cells;
    QVERIFY(text.next(cells)); // patient, left, right, age, sex, labels, text_left, text_right, text_zh
    while (text.next(cells)) {
        if (!cells[1].isEmpty())
            m_photographs.push_back({m_folder.filePath(cells[1]), cells[0].toInt(), Laterality::left, cells[6], {}});
        if (!cells[2].isEmpty())
            m_photographs.push_back({m_folder.filePath(cells[2]), cells[0].toInt(), Laterality::right, cells[7], {}});
    }
    QCOMPARE(m_photographs.size(), std::size_t(990));
    onAllCores(m_photographs.size(),
               [&](std::size_t i) { m_photographs[i].seen = lookAtPhotograph(m_photographs[i].path); });
}

void tst_OdirLook::tellsTheEye()
{
    for (const bool held : {false, true}) {
        int all = 0, told = 0, right = 0, leaning = 0;
        QStringList wrong;
        for (const Photograph &photograph : m_photographs) {
            if (isHeldOut(photograph.patient) != held)
                continue;
            const EyeSide &side = photograph.seen.side;
            ++all;
            leaning += side.leaning == photograph.eye;
            if (!side.eye)
                continue;
            ++told;
            if (*side.eye == photograph.eye)
                ++right;
            else
                wrong.append(QFileInfo(photograph.path).completeBaseName());
        }
        qInfo("%s half: %d photographs, told %d (%.1f %%), right %d (%.2f %%), leaning right %.1f %%; wrong: %s",
              held ? "held-out" : "development", all, told, 100.0 * told / all, right, 100.0 * right / told,
              100.0 * leaning / all, qPrintable(wrong.join(u' ')));
        QVERIFY(told > 0.8 * all);
        QVERIFY(right > 0.97 * told);
    }
}

void tst_OdirLook::tellsTheMiddleOfTheField()
{
    const FieldAgreement odir =
        fieldAgreement(fieldsOfOdir, QDir(m_folder.filePath(QStringLiteral("images"))), QStringLiteral(".jpg"));
    const FieldAgreement others = fieldAgreement(fieldsOfOthers, QDir(m_folder.filePath(QStringLiteral("../fundus"))), {});
    std::map<QString, int> answers;
    for (const Photograph &photograph : m_photographs)
        ++answers[QLatin1String(word(photograph.seen.side.centre))];
    for (const auto &[answer, count] : answers)
        qInfo("of all %zu: %s %d", m_photographs.size(), qPrintable(answer), count);
    QVERIFY(odir.right >= 0.7 * odir.told);
    QVERIFY(others.right >= 0.8 * others.told);
}

void tst_OdirLook::agreesWithTheKeywords()
{
    struct Row
    {
        const char *keyword;
        const char *measure;
        double (*score)(const SeenPhotograph &);
    };
    const auto poor = [](const SeenPhotograph &seen) { return 1 - seen.verdict.score; };
    const auto haze = [](const SeenPhotograph &seen) { return seen.quality.haze; };
    const auto soft = [](const SeenPhotograph &seen) { return -seen.quality.focus; };
    const Row rows[] = {{"lens dust", "1 - quality", poor},
                        {"cataract", "1 - quality", poor},          {"cataract", "haze", haze},
                        {"cataract", "-focus", soft},               {"refractive media opacity", "1 - quality", poor},
                        {"refractive media opacity", "haze", haze}, {"refractive media opacity", "-focus", soft},
                        {"vitreous degeneration", "1 - quality", poor}};
    for (const Row &row : rows) {
        int count = 0;
        const double area = keywordAuroc(m_photographs, QLatin1String(row.keyword), count, row.score);
        qInfo("%-26s %-12s n = %3d of %zu  AUROC %.3f", row.keyword, row.measure, count, m_photographs.size(), area);
    }
    for (const char *keyword : {"refractive media opacity", "cataract", "lens dust"}) {
        int with = 0, found = 0, without = 0, passed = 0;
        for (const Photograph &photograph : m_photographs) {
            const bool is = photograph.keywords.contains(QLatin1String(keyword));
            const bool poorOne = photograph.seen.verdict.score < 0.5;
            (is ? with : without) += 1;
            found += is && poorOne;
            passed += !is && !poorOne;
        }
        qInfo("%-26s quality < 0.5: sensitivity %d/%d, specificity %d/%d", keyword, found, with, passed, without);
    }
    int count = 0;
    QVERIFY(keywordAuroc(m_photographs, QStringLiteral("refractive media opacity"), count, poor) > 0.75);
    QVERIFY(keywordAuroc(m_photographs, QStringLiteral("cataract"), count, poor) > 0.8);
}

void tst_OdirLook::findsTheSamePhotographAtOtherSizes()
{
    // The same eyes at camera size and at 400 pixels: known copies of the 256-pixel ones.
    std::vector<PictureSignature> signatures;
    std::vector<QString> names;
    for (const Photograph &photograph : m_photographs) {
        QVERIFY(photograph.seen.look.signature);
        signatures.push_back(*photograph.seen.look.signature);
        names.push_back(QFileInfo(photograph.path).completeBaseName());
    }
    std::vector<QString> copies;
    for (const char *folder : {"native", "size400"})
        for (const QFileInfo &file : QDir(m_folder.filePath(QLatin1String(folder))).entryInfoList(QDir::Files))
            copies.push_back(file.filePath());
    std::vector<SeenPhotograph> seen(copies.size());
    onAllCores(copies.size(), [&](std::size_t i) { seen[i] = lookAtPhotograph(copies[i]); });
    int known = 0, found = 0, near = 0;
    std::vector<int> distances;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const auto original = std::find(names.begin(), names.end(), QFileInfo(copies[i]).completeBaseName());
        if (original == names.end() || !seen[i].look.signature)
            continue;
        ++known;
        distances.push_back(distance(*seen[i].look.signature, signatures[std::size_t(original - names.begin())]));
        near += distances.back() <= near_distance;
    }
    const std::size_t originals = signatures.size();
    for (const SeenPhotograph &each : seen)
        signatures.push_back(each.look.signature.value_or(PictureSignature{}));
    std::vector<QString> all = names;
    for (const QString &copy : copies)
        all.push_back(QFileInfo(copy).completeBaseName());
    QStringList others;
    int mirroredPairs = 0;
    std::vector<bool> met(copies.size());
    for (const NearPair &pair : near_pairs(signatures)) {
        if (all[pair.first] == all[pair.second]) {
            if (pair.first < originals && pair.second >= originals && !met[pair.second - originals]) {
                met[pair.second - originals] = true;
                ++found;
            }
            continue;
        }
        mirroredPairs += pair.mirrored;
        others.append(QStringLiteral("%1=%2(%3%4)").arg(all[pair.first], all[pair.second]).arg(pair.distance)
                          .arg(pair.mirrored ? QStringLiteral("m") : QString()));
    }
    std::sort(distances.begin(), distances.end());
    int least = 256;
    std::vector<int> histogram(257);
    for (std::size_t a = 0; a < originals; ++a)
        for (std::size_t b = a + 1; b < originals; ++b) {
            const int apart = std::min(distance(signatures[a], signatures[b]), distance(signatures[a], mirrored(signatures[b])));
            least = std::min(least, apart);
            ++histogram[std::size_t(apart)];
        }
    QStringList low;
    for (int i = 0; i < 75; ++i)
        if (histogram[std::size_t(i)] > 0)
            low.append(QStringLiteral("%1:%2").arg(i).arg(histogram[std::size_t(i)]));
    qInfo("copies: %d known, %d within %d bits, %d met by bands; distance median %d, 90 %% %d, most %d",
          known, near, near_distance, found, distances[distances.size() / 2],
          distances[distances.size() * 9 / 10], distances.back());
    qInfo("other pairs within the limit: %d (%d mirrored): %s", int(others.size()), mirroredPairs,
          qPrintable(others.mid(0, 40).join(u' ')));
    qInfo("least distance of different eyes %d; how often: %s", least, qPrintable(low.join(u' ')));
    QVERIFY(found > 0.9 * known);
}

QTEST_GUILESS_MAIN(tst_OdirLook)
#include "tst_odir_look.moc"
