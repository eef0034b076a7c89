// SPDX-License-Identifier: GPL-3.0-or-later
// The entries. To add one: a function here and a line in benchmarks(); its classes come from the lists that
// imports tell collections by, where they stand there.
#include "core/benchmarks/benchmark.h"

#include "core/import/known_folders.h"
#include "core/import/known_tables.h"

#include <algorithm>

namespace retclip {

namespace {

BenchmarkClass named(const LabelClass &shown, const QStringList &others = {})
{
    return {shown, others};
}

/// Of a collection that is told by its folders.
QVector<BenchmarkClass> classesOfFolders(const QString &labelSet, const QVector<QStringList> &others = {})
{
    QVector<BenchmarkClass> classes;
    for (const KnownFolders &known : knownFolders())
        if (known.labelSet == labelSet)
            for (const LabelClass &each : known.classes)
                classes.append(named(each, others.value(classes.size())));
    return classes;
}

const KnownTable *tableTitled(const char *title)
{
    for (const KnownTable &table : knownTables())
        if (table.title == QLatin1String(title))
            return &table;
    return nullptr;
}

/// The five grades of the international scale; with the folders of RETFound's published splits.
QVector<BenchmarkClass> retinopathyGrades()
{
    static const QStringList folders[] = {{QStringLiteral("anoDR"), QStringLiteral("noDR")},
                                          {QStringLiteral("bmildDR"), QStringLiteral("mildDR")},
                                          {QStringLiteral("cmoderateDR"), QStringLiteral("moderateDR")},
                                          {QStringLiteral("dsevereDR"), QStringLiteral("severeDR")},
                                          {QStringLiteral("eproDR"), QStringLiteral("proDR"), QStringLiteral("proliferativeDR")}};
    QVector<BenchmarkClass> grades;
    if (const KnownTable *table = tableTitled("APTOS 2019"))
        for (const LabelClass &each : table->columns.front().classes) {
            LabelClass shown = each;
            shown.key = int(grades.size()) + 1;
            grades.append(named(shown, folders[grades.size()]));
        }
    return grades;
}

Message splitByFolders()
{
    return message(QT_TRANSLATE_NOOP("Message",
        "Folders train, val and test, as in RETFound's published splits, are kept. Without them patients are dealt out "
        "55/15/30 by this program (seed 1), and the figures are not comparable to the last digit."));
}

Message retfoundLayout()
{
    return message(QT_TRANSLATE_NOOP("Message",
        "The publishers' files as unpacked, or RETFound's layout: train, val and test, and in each a folder a class."));
}

Benchmark idrid()
{
    Benchmark entry;
    entry.id = QStringLiteral("idrid");
    entry.title = QStringLiteral("IDRiD");
    entry.source = QStringLiteral("Porwal et al. 2018, disease grading");
    entry.where = QStringLiteral("https://ieee-dataport.org/open-access/indian-diabetic-retinopathy-image-dataset-idrid");
    entry.licence = QStringLiteral("CC BY 4.0");
    entry.layout = retfoundLayout();
    entry.split = message(QT_TRANSLATE_NOOP("Message",
        "The publishers' training and testing sets; validation is 15/70 of the training patients (seed 1). RETFound's "
        "folders train, val and test are kept where they are there."));
    entry.kind = LabelKind::ordinal;
    entry.inPaper = true;
    entry.tables = {{QStringLiteral(".*(train.*label|grading_train).*\\.(csv|xlsx)"), Split::training, {QStringLiteral("image name")},
                     {QStringLiteral("retinopathy grade")}},
                    {QStringLiteral(".*(test.*label|grading_test).*\\.(csv|xlsx)"), Split::test, {QStringLiteral("image name")},
                     {QStringLiteral("retinopathy grade")}}};
    entry.classes = retinopathyGrades();
    entry.photographs = 516;
    return entry;
}

Benchmark aptos()
{
    Benchmark entry;
    entry.id = QStringLiteral("aptos2019");
    entry.title = QStringLiteral("APTOS 2019");
    entry.source = QStringLiteral("APTOS 2019 blindness detection");
    entry.where = QStringLiteral("https://www.kaggle.com/competitions/aptos2019-blindness-detection/data");
    entry.licence = QStringLiteral("The competition's rules");
    entry.layout = retfoundLayout();
    entry.split = splitByFolders();
    entry.kind = LabelKind::ordinal;
    entry.inPaper = true;
    entry.tables = {{QStringLiteral("(aptos2019_)?train.*\\.(csv|xlsx)"), Split::none, {QStringLiteral("id code")},
                     {QStringLiteral("diagnosis"), QStringLiteral("level")}}};
    entry.classes = retinopathyGrades();
    entry.photographs = 5590;
    entry.labelled = 3662;
    return entry;
}

Benchmark messidor()
{
    Benchmark entry;
    entry.id = QStringLiteral("messidor2");
    entry.title = QStringLiteral("MESSIDOR-2");
    entry.source = QStringLiteral("Decencière et al. 2014; adjudicated grades of Krause et al. 2018");
    entry.where = QStringLiteral("https://www.adcis.net/en/third-party/messidor2/");
    entry.licence = QStringLiteral("By request, for research");
    entry.layout = retfoundLayout();
    entry.split = splitByFolders();
    entry.kind = LabelKind::ordinal;
    entry.inPaper = true;
    entry.tables = {{QStringLiteral("messidor.*\\.(csv|xlsx)"), Split::none, {QStringLiteral("id code"), QStringLiteral("image id"), QStringLiteral("image")},
                     {QStringLiteral("diagnosis"), QStringLiteral("adjudicated dr grade")}}};
    entry.classes = retinopathyGrades();
    entry.photographs = 1748;
    entry.labelled = 1744;
    return entry;
}

Benchmark papila()
{
    Benchmark entry;
    entry.id = QStringLiteral("papila");
    entry.title = QStringLiteral("PAPILA");
    entry.source = QStringLiteral("Kovalyk et al. 2022");
    entry.where = QStringLiteral("https://figshare.com/articles/dataset/PAPILA/14798004/1");
    entry.licence = QStringLiteral("CC BY 4.0");
    entry.layout = message(QT_TRANSLATE_NOOP("Message",
        "ClinicalData (patient_data_od, patient_data_os) and FundusImages as published, or RETFound's layout."));
    entry.split = splitByFolders();
    entry.kind = LabelKind::multiclass;
    entry.perEye = true;
    entry.inPaper = true;
    entry.importer = QStringLiteral("papila");
    const auto of = [](const char *name, const char *title, const char *titleZh, int key, QStringList others) {
        return named({QString::fromLatin1(name), QString::fromLatin1(title), QString::fromUtf8(titleZh), key}, others);
    };
    entry.classes = {of("0", "Healthy", "健康", 1, {QStringLiteral("anormal"), QStringLiteral("normal")}),
                     of("1", "Glaucoma", "青光眼", 2, {QStringLiteral("cglaucoma"), QStringLiteral("bglaucoma"), QStringLiteral("glaucoma")}),
                     of("2", "Glaucoma suspect", "可疑青光眼", 3,
                        {QStringLiteral("bsuspectglaucoma"), QStringLiteral("csuspectglaucoma"), QStringLiteral("suspect")})};
    entry.photographs = 488;
    return entry;
}

Benchmark ofFolders(const char *id, const char *title, const char *source, const char *where, const char *licence,
                    qint64 photographs, const QVector<QStringList> &others)
{
    Benchmark entry;
    entry.id = QString::fromLatin1(id);
    entry.title = QString::fromUtf8(title);
    entry.source = QString::fromUtf8(source);
    entry.where = QString::fromLatin1(where);
    entry.licence = QString::fromUtf8(licence);
    entry.layout = message(QT_TRANSLATE_NOOP("Message",
        "A folder a class, as published; or RETFound's layout: train, val and test, and in each a folder a class."));
    entry.split = splitByFolders();
    entry.inPaper = true;
    entry.classes = classesOfFolders(entry.id, others);
    entry.photographs = photographs;
    return entry;
}

Benchmark odir()
{
    Benchmark entry;
    entry.id = QStringLiteral("odir");
    entry.title = QStringLiteral("ODIR-5K");
    entry.source = QStringLiteral("Peking University, ODIR 2019");
    entry.where = QStringLiteral("https://odir2019.grand-challenge.org");
    entry.licence = QStringLiteral("The challenge's terms");
    entry.layout = message(QT_TRANSLATE_NOOP("Message",
        "The challenge's annotation table (.xlsx or .csv) with the photographs beside it; both eyes of a patient are one case."));
    entry.split = message(QT_TRANSLATE_NOOP("Message",
        "Only the challenge's training set has public labels: its patients are dealt out 55/15/30 (seed 1)."));
    entry.kind = LabelKind::multilabel;
    entry.ofPatients = true;
    entry.inPaper = true;
    entry.importer = QStringLiteral("odir");
    const char *const classes[][3] = {{"N", "Normal", "正常"}, {"D", "Diabetic retinopathy", "糖尿病视网膜病变"},
                                      {"G", "Glaucoma", "青光眼"}, {"C", "Cataract", "白内障"},
                                      {"A", "Age-related macular degeneration", "年龄相关性黄斑变性"},
                                      {"H", "Hypertensive retinopathy", "高血压视网膜病变"},
                                      {"M", "Pathological myopia", "病理性近视"}, {"O", "Other abnormality", "其他异常"}};
    for (const auto &[name, title, titleZh] : classes)
        entry.classes.append(named({QString::fromLatin1(name), QString::fromLatin1(title), QString::fromUtf8(titleZh),
                                    int(entry.classes.size()) + 1}));
    entry.photographs = 10000;
    entry.labelled = 7000;
    return entry;
}

Benchmark refuge()
{
    Benchmark entry = ofFolders("refuge", "REFUGE", "Orlando et al. 2020", "https://refuge.grand-challenge.org",
                                "The challenge's terms", 1200,
                                {{QStringLiteral("0"), QStringLiteral("Non Glaucoma"), QStringLiteral("normal")},
                                 {QStringLiteral("1")}});
    entry.inPaper = false;
    entry.kind = LabelKind::multiclass;
    entry.layout = message(QT_TRANSLATE_NOOP("Message",
        "The challenge's folders with Glaucoma and Non-Glaucoma, and the tables of the validation and test sets (ImgName, Glaucoma Label) "
        "saved as CSV."));
    entry.split = message(QT_TRANSLATE_NOOP("Message",
        "The challenge's three sets of 400, where their folders or tables are named train, validation and test; else 55/15/30."));
    entry.tables = {{QStringLiteral(".*(valid).*\\.(csv|xlsx)"), Split::validation, {QStringLiteral("imgname")},
                     {QStringLiteral("glaucoma label"), QStringLiteral("label glaucoma=1")}},
                    {QStringLiteral(".*(test).*\\.(csv|xlsx)"), Split::test, {QStringLiteral("imgname")},
                     {QStringLiteral("glaucoma label"), QStringLiteral("label glaucoma=1")}}};
    return entry;
}

Benchmark rfmid()
{
    Benchmark entry;
    entry.id = QStringLiteral("rfmid");
    entry.title = QStringLiteral("RFMiD");
    entry.source = QStringLiteral("Pachade et al. 2021");
    entry.where = QStringLiteral("https://ieee-dataport.org/open-access/retinal-fundus-multi-disease-image-dataset-rfmid");
    entry.licence = QStringLiteral("CC BY 4.0");
    entry.layout = message(QT_TRANSLATE_NOOP("Message",
        "The publishers' three sets, each with its labels table (RFMiD_Training_Labels.csv …) and its photographs."));
    entry.split = message(QT_TRANSLATE_NOOP("Message",
        "The publishers' training, validation and testing sets. Every finding of the tables is a label; the authors' code judges 28 of them."));
    entry.kind = LabelKind::multilabel;
    entry.tables = {{QStringLiteral(".*training.*labels.*\\.(csv|xlsx)"), Split::training, {QStringLiteral("id")}, {}},
                    {QStringLiteral(".*validation.*labels.*\\.(csv|xlsx)"), Split::validation, {QStringLiteral("id")}, {}},
                    {QStringLiteral(".*testing.*labels.*\\.(csv|xlsx)"), Split::test, {QStringLiteral("id")}, {}}};
    if (const KnownTable *table = tableTitled("RFMiD"))
        for (const KnownColumn &column : table->columns) {
            LabelClass shown = column.classes.front();
            shown.name = column.heading;
            shown.key = entry.classes.size() < 9 ? int(entry.classes.size()) + 1 : 0;
            entry.classes.append(named(shown));
        }
    entry.photographs = 3200;
    return entry;
}

Benchmark chaksu()
{
    Benchmark entry;
    entry.id = QStringLiteral("chaksu");
    entry.title = QStringLiteral("CHÁKṢU");
    entry.source = QStringLiteral("Kumar et al. 2023");
    entry.where = QStringLiteral("https://doi.org/10.6084/m9.figshare.20123135");
    entry.licence = QStringLiteral("CC BY 4.0");
    entry.layout = message(QT_TRANSLATE_NOOP("Message",
        "Train and Test as published, each with its photographs by camera and the majority decisions as CSV; or a folder a class."));
    entry.split = message(QT_TRANSLATE_NOOP("Message",
        "The publishers' train and test sets; validation is 15/70 of the training patients (seed 1)."));
    entry.tables = {{QStringLiteral(".*decision.*majority.*\\.(csv|xlsx)"), Split::none, {QStringLiteral("images"), QStringLiteral("image")},
                     {QStringLiteral("majority decision"), QStringLiteral("glaucoma decision")}, true}};
    entry.classes = {named({QStringLiteral("normal"), QStringLiteral("Normal"), QStringLiteral("正常"), 1}, {QStringLiteral("0")}),
                     named({QStringLiteral("glaucoma_suspect"), QStringLiteral("Glaucoma suspect"), QStringLiteral("可疑青光眼"), 2},
                           {QStringLiteral("glaucoma"), QStringLiteral("suspect"), QStringLiteral("1")})};
    entry.photographs = 1345;
    return entry;
}

QString lettersOf(const QString &word)
{
    QString letters;
    for (const QChar each : word.toLower())
        if (each.isLetterOrNumber())
            letters += each;
    return letters;
}

} // namespace

const QVector<Benchmark> &benchmarks()
{
    static const QVector<Benchmark> list{
        idrid(), aptos(), messidor(), papila(),
        ofFolders("glaucoma_fundus", "Glaucoma Fundus", "Ahn et al. 2018",
                  "https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/1YRRAC", "As stated in the Dataverse", 1542,
                  {{QStringLiteral("anormal_control")}, {QStringLiteral("bearly_glaucoma")}, {QStringLiteral("cadvanced_glaucoma")}}),
        ofFolders("jsiec", "JSIEC", "Cen et al. 2021", "https://zenodo.org/records/3477553", "CC BY 4.0", 1000, {}),
        ofFolders("retina", "Retina", "Kaggle, jr2ngb/cataractdataset", "https://www.kaggle.com/datasets/jr2ngb/cataractdataset",
                  "Not stated", 601,
                  {{QStringLiteral("anormal"), QStringLiteral("normal")}, {QStringLiteral("bcataract"), QStringLiteral("cataract")},
                   {QStringLiteral("cglaucoma"), QStringLiteral("glaucoma")},
                   {QStringLiteral("ddretina_disease"), QStringLiteral("dretina_disease"), QStringLiteral("retina_disease")}}),
        odir(), refuge(), rfmid(), chaksu()};
    return list;
}

Result<const Benchmark *> benchmark(const QString &id)
{
    QStringList ids;
    for (const Benchmark &each : benchmarks()) {
        if (each.id.compare(id, Qt::CaseInsensitive) == 0)
            return &each;
        ids << each.id;
    }
    return failure(ErrorCode::not_found, message(QT_TRANSLATE_NOOP("Message", "There is no benchmark \"%1\"."), {id.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."), {ids.join(QStringLiteral(", ")).toStdString()}));
}

const BenchmarkClass *Benchmark::classOf(const QString &word) const
{
    const QString letters = lettersOf(word);
    if (letters.isEmpty())
        return nullptr;
    const auto found = std::find_if(classes.cbegin(), classes.cend(), [&](const BenchmarkClass &each) {
        return lettersOf(each.shown.name) == letters || lettersOf(each.shown.title) == letters
            || std::any_of(each.otherNames.cbegin(), each.otherNames.cend(),
                           [&](const QString &other) { return lettersOf(other) == letters; });
    });
    return found == classes.cend() ? nullptr : &*found;
}

LabelSet Benchmark::labelSet() const
{
    LabelSet set;
    set.name = id;
    set.kind = kind;
    set.perEye = perEye;
    for (const BenchmarkClass &each : classes)
        set.classes.append(each.shown);
    return set;
}

QString benchmarkStudy(const QString &root, const Benchmark &benchmark)
{
    return QStringLiteral("%1/%2.study").arg(root, benchmark.id);
}

QString benchmarkDataset(double percent, int seed)
{
    return percent >= 100 ? QString::fromLatin1(wholeBenchmark)
                          : QStringLiteral("train-%1-seed-%2").arg(QString::number(percent, 'g', 6)).arg(seed);
}

} // namespace retclip
