// SPDX-License-Identifier: GPL-3.0-or-later
// Walks exporters(): each writes, is hashed, is read back; nothing stays after an error or a stop.
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/export/structured_report.h"
#include "core/export/export_check.h"
#include "core/export/export_support.h"
#include "core/export/exporter.h"
#include "core/export/retclip_check.h"
#include "core/imaging/photograph.h"
#include "core/import/importer.h"
#include "core/import/retclip_layout.h"
#include "core/sample/sample.h"
#include "core/study/label_definitions.h"
#include "core/study/study.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QProcess>
#include <QTest>

using namespace retclip;

namespace {

template <typename T> bool isOk(const Result<T> &result)
{
    if (!result)
        qWarning("%s", result.error().english().c_str());
    return bool(result);
}

/// All that must survive a way out and in again, as text.
QStringList described(const Study &study)
{
    QStringList list;
    const auto ids = study.find({});
    if (!isOk(ids))
        return {};
    const auto rows = study.exams(*ids);
    if (!isOk(rows))
        return {};
    for (const ExamRow &row : *rows) {
        QStringList parts{row.patient,
                          row.code,
                          row.sex,
                          QString::number(row.age),
                          row.date.toString(Qt::ISODate),
                          row.camera,
                          row.site,
                          row.report,
                          row.tags.join(';'),
                          word(row.split),
                          row.comment,
                          QString::number(row.excluded),
                          QString::number(row.unsure)};
        for (const Laterality eye : both_eyes)
            parts << (row.images[eye] ? row.images[eye]->sha256 : QString("none"));
        for (const LabelState &label : row.labels)
            parts << label.setName + (label.eye ? word(*label.eye) : "") + label.positive.join(';')
                    + word(label.source) + label.person
                    + (label.source == LabelSource::imported
                           ? QString()
                           : label.time.toUTC().toString(Qt::ISODateWithMs));
        for (const Verdict &verdict : row.verdicts)
            parts << QString(word(verdict.kind)) + verdict.person + verdict.comment
                    + verdict.time.toUTC().toString(Qt::ISODateWithMs);
        for (const Region &region : row.regions) {
            const bool right = row.images.right && row.images.right->id == region.image;
            parts << QString::fromUtf8(QJsonDocument(regionJson(region)).toJson(QJsonDocument::Compact))
                    + (right ? "right" : "left");
        }
        list.append(parts.join('|'));
    }
    return list;
}

QStringList entriesOf(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

class tst_Exporters : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Study> m_study;
    std::vector<ExamId> m_exams;
    std::size_t m_marked = 6; ///< The exam that has regions: one with both eyes.

    ExportOrder orderFor(const QString &format, const QString &name) const
    {
        ExportOrder order;
        order.dataset = "set";
        order.format = format;
        order.labelSet = "finding";
        order.person = "Dr. Export";
        order.outFolder = m_folder.filePath(name);
        return order;
    }
    template <typename Action>
    bool edit(Action action, std::size_t exam, const QString &person = "Dr. Li")
    {
        return isOk(m_study->apply({std::move(action), {m_exams[exam]}, person}));
    }

private slots:
    void initTestCase()
    {
        SampleOrder sample;
        sample.out = m_folder.filePath("s.study");
        sample.patients = 24;
        sample.size_px = 64;
        QVERIFY(isOk(makeSample(sample)));
        auto study = Study::open(sample.out, OpenMode::readWrite);
        QVERIFY(isOk(study));
        m_study = std::move(*study);
        const auto ids = m_study->find({});
        QVERIFY(isOk(ids));
        m_exams = *ids;
        QCOMPARE(m_exams.size(), std::size_t(24));
        QVERIFY(edit(SetLabel{"finding", std::nullopt, {"glaucoma"}}, 0));
        QVERIFY(isOk(describeLabelSet(*m_study, {"finding", "of both eyes, by the report",
                                                 {{"glaucoma", "C/D of 0.6 or more\n杯盘比", "#aa3377"}}}, "Dr. Li")));
        QVERIFY(edit(AddTag{"双眼;bad"}, 1));
        QVERIFY(edit(AddTag{"=cmd|calc"}, 2));
        QVERIFY(edit(SetComment{"=SUM(A1), \"quoted\"\nsecond line"}, 2));
        QVERIFY(edit(SetExcluded{true}, 3));
        QVERIFY(edit(SetUnsure{true}, 4));
        QVERIFY(edit(
            GiveVerdict{VerdictKind::ambiguous, "看不清", std::nullopt, "finding", std::nullopt},
            5));
        ExamRow row = *m_study->exam(m_exams[m_marked]);
        while (!row.images.right || !row.images.left)
            row = *m_study->exam(m_exams[++m_marked]);
        const ImageId right = row.images.right->id, left = row.images.left->id;
        BrushMask mask(QSize(row.images.left->width, row.images.left->height));
        mask.stroke({10.5, 12.5}, {30, 12.5}, 3, 1);
        const auto mark = [&](ImageId image, RegionGeometry geometry, const QString &name) {
            Region region;
            region.image = image;
            region.className = name;
            region.geometry = std::move(geometry);
            region.colour = name == "drusen" ? "#ff8800" : "";
            return edit(AddRegion{region}, m_marked);
        };
        QVERIFY(mark(right, {RegionShape::point, {{5.25, 6.5}}, {}, {}}, "microaneurysm"));
        QVERIFY(mark(right, {RegionShape::ellipse, {{20, 30}, {10, 5}}, {}, {}}, "retinal_haemorrhage"));
        QVERIFY(mark(left, {RegionShape::polygon, {{4, 4}, {24, 4}, {24, 14}}, {}, {}}, "drusen"));
        QVERIFY(mark(left, mask.geometry(), "hard_exudate"));
        DatasetOrder dataset;
        dataset.name = "set";
        dataset.exams = m_exams;
        dataset.fractions = {0.5, 0.25, 0.25};
        dataset.person = "Dr. Li";
        QVERIFY(isOk(m_study->freezeDataset(dataset)));
    }

    void whatReadersDecidedBecomesStructuredReports()
    {
        TemporaryStudy study;
        study.define(binarySet(QStringLiteral("glaucoma"), true));
        study.import({pairOf(QStringLiteral("王小明")), pairOf(QStringLiteral("P2")), pairOf(QStringLiteral("P3"))});
        Edit edit;
        edit.exams = {study.exam(QStringLiteral("王小明-1"))};
        edit.person = QStringLiteral("李医生");
        GiveVerdict verdict;
        verdict.kind = VerdictKind::labelWrong;
        verdict.comment = QStringLiteral("盘沿变窄; see OD");
        verdict.labelSet = QStringLiteral("glaucoma");
        SetLabel label;
        label.labelSet = QStringLiteral("glaucoma");
        label.eye = Laterality::right;
        label.positive = {QStringLiteral("glaucoma")};
        label.source = LabelSource::review;
        verdict.newLabel = label;
        edit.action = verdict;
        QVERIFY_OK(study->apply(edit));
        const auto written = writeStructuredReports(*study, {}, study.path(QStringLiteral("sr")), {}, {});
        if (!written && written.error().code == ErrorCode::unavailable)
            QSKIP("built without DCMTK's report part");
        QVERIFY_OK(written);
        QCOMPARE(written->files, 1); // Nobody said anything of the others.
        QCOMPARE(written->verdicts, 1);
        QCOMPARE(written->labels, 1);
        const auto again = writeStructuredReports(*study, {}, study.path(QStringLiteral("sr2")), {}, {});
        QVERIFY_OK(again);
        QVERIFY_FAILS(writeStructuredReports(*study, {}, study.path(QStringLiteral("sr")), {}, {}), ErrorCode::conflict);
        // DCMTK's own tool reads it and finds nothing to complain of, where it is installed.
        QProcess dump;
        dump.start(QStringLiteral("dsrdump"), {written->paths.front()});
        if (!dump.waitForStarted())
            QSKIP("dsrdump is not installed: the file was read back by the library alone");
        QVERIFY(dump.waitForFinished());
        QCOMPARE(dump.exitCode(), 0);
        const QString text = QString::fromUtf8(dump.readAllStandardOutput());
        QVERIFY2(text.contains(QLatin1String("Imaging Measurement Report")), qPrintable(text));
        QVERIFY2(text.contains(QLatin1String("label_wrong")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("盘沿变窄")), qPrintable(text));
        QVERIFY(!QString::fromUtf8(dump.readAllStandardError()).contains(QLatin1String("E:")));
    }

    void keepsContract_data()
    {
        QTest::addColumn<const Exporter *>("entry");
        for (const Exporter *entry : exporters())
            QTest::newRow(qPrintable(entry->id())) << entry;
    }
    void keepsContract()
    {
        QFETCH(const Exporter *, entry);
        QVERIFY(!entry->title().isEmpty());
        QVERIFY(entry->help().size() > 60);
        QCOMPARE(exporter(entry->id()), entry);
        const ExportOrder order = orderFor(entry->id(), "out-" + entry->id());
        const auto report = exportDataset(*m_study, order);
        QVERIFY(isOk(report));
        QVERIFY(report->rows > 0);

        QFile file(order.outFolder + "/manifest.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(manifest, report->manifest);
        QCOMPARE(manifest["format"].toString(), entry->id());
        QCOMPARE(manifest["provenance"].toObject()["dataset"].toString(), QString("set"));
        QVERIFY(manifest["synthetic"].toBool());
        QVERIFY(!manifest["provenance"].toObject()["dataset_hash"].toString().isEmpty());
        bool found = false;
        for (const QJsonValue &change : manifest["changed_labels"].toArray())
            found = found
                || (change["person"].toString() == "Dr. Li"
                    && change["positive"][0].toString() == "glaucoma"
                    && !change["time"].toString().isEmpty());
        QVERIFY(found);
        // Every file is listed with its hash, and every listed file is there.
        QStringList listed;
        for (const QJsonValue &value : manifest["files"].toArray()) {
            listed.append(value["file"].toString());
            const auto hash = sha256_of_file(
                path_from_utf8((order.outFolder + '/' + listed.last()).toStdString()));
            QVERIFY(isOk(hash));
            QCOMPARE(QString::fromStdString(*hash), value["sha256"].toString());
        }
        QStringList there;
        QDirIterator walker(order.outFolder, QDir::Files | QDir::Hidden,
                            QDirIterator::Subdirectories);
        while (walker.hasNext())
            there.append(QDir(order.outFolder).relativeFilePath(walker.next()));
        there.removeAll("manifest.json");
        there.sort();
        listed.sort();
        QCOMPARE(there, listed);
        QCOMPARE(report->files, there.size() + 1);

        const auto twice = exportDataset(*m_study, order);
        QVERIFY(!twice);
        QCOMPARE(twice.error().code, ErrorCode::conflict);
    }
    void leavesNothingWhenStopped_data() { keepsContract_data(); }
    void leavesNothingWhenStopped()
    {
        QFETCH(const Exporter *, entry);
        QTemporaryDir parent;
        ExportOrder order = orderFor(entry->id(), {});
        order.outFolder = parent.filePath("out");
        std::stop_source source;
        const auto report = exportDataset(
            *m_study, order, [&](const Progress &) { source.request_stop(); }, source.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::cancelled);
        QCOMPARE(entriesOf(parent.path()), QStringList());
    }
    void comesBackTheSame_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("CSV") << "csv";
        QTest::newRow("JSON Lines") << "jsonl";
    }
    void comesBackTheSame()
    {
        QFETCH(QString, format);
        ExportOrder order = orderFor(format, "back-" + format);
        order.dataset.clear();
        order.exams = m_exams;
        QVERIFY(isOk(exportDataset(*m_study, order)));
        auto other = Study::create(m_folder.filePath("other-" + format + ".study"));
        QVERIFY(isOk(other));
        ImportPlan plan;
        plan.source = order.outFolder;
        plan.person = "importer";
        const auto report = runImport(**other, plan, false);
        QVERIFY(isOk(report));
        QVERIFY(report->skipped.isEmpty());
        QCOMPARE(described(**other), described(*m_study));
        const auto sets = (*other)->labelSets();
        QVERIFY(isOk(sets));
        QCOMPARE(sets->size(), 1);
        QCOMPARE(sets->first().classes[1].titleZh, QString("青光眼"));
        const auto own = m_study->labelSets();
        QVERIFY(isOk(own));
        QCOMPARE(sets->first().classes, own->first().classes); // With definitions and colours.
        QCOMPARE(sets->first().definition, QString("of both eyes, by the report"));
        QCOMPARE(sets->first().classes[1].colour, QString("#aa3377"));
        QVERIFY(sets->first().classes[2].colour.isEmpty()); // Nobody chose one.
        QVERIFY((*other)->info()->synthetic);
        // Into the study it came from: nothing is added, and photographs stay where they are.
        const auto before = m_study->exams(m_exams);
        QVERIFY(isOk(before));
        const auto same = runImport(*m_study, plan, false);
        QVERIFY(isOk(same));
        QCOMPARE(same->unchanged, 24);
        QCOMPARE(same->exams, 0);
        const auto after = m_study->exams(m_exams);
        QVERIFY(isOk(after));
        for (std::size_t i = 0; i < before->size(); ++i)
            for (const Laterality eye : both_eyes)
                if ((*before)[i].images[eye])
                    QCOMPARE((*after)[i].images[eye]->path, (*before)[i].images[eye]->path);
    }
    // Layouts for other programs bring back what is in them, with all that is known of it.
    void otherLayoutsComeBackToo_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("class folders") << "folders";
        QTest::newRow("COCO") << "coco";
        QTest::newRow("Hugging Face") << "huggingface";
    }
    void otherLayoutsComeBackToo()
    {
        QFETCH(QString, format);
        ExportOrder order = orderFor(format, "layout-" + format);
        order.dataset.clear();
        order.exams = m_exams;
        QVERIFY(isOk(exportDataset(*m_study, order)));
        auto other = Study::create(m_folder.filePath("layout-" + format + ".study"));
        QVERIFY(isOk(other));
        ImportPlan plan;
        plan.source = order.outFolder;
        const auto report = runImport(**other, plan, false);
        QVERIFY(isOk(report));
        QVERIFY(report->skipped.isEmpty());
        QStringList expected = described(*m_study);
        expected.removeAt(3); // The excluded one.
        QCOMPARE(described(**other), expected);
        QVERIFY((*other)->info()->synthetic);
    }
    // As another program would hand them on: without what our export lays beside them.
    void regionsComeBackFromCocoAlone()
    {
        ExportOrder order = orderFor("coco", "coco-alone");
        order.dataset.clear();
        order.exams = {m_exams[m_marked]};
        QVERIFY(isOk(exportDataset(*m_study, order)));
        const QDir folder(order.outFolder);
        QVERIFY(QFile::remove(folder.filePath("exams.jsonl")) && QFile::remove(folder.filePath("manifest.json")));
        auto other = Study::create(m_folder.filePath("coco-alone.study"));
        QVERIFY(isOk(other));
        ImportPlan plan;
        plan.source = order.outFolder;
        plan.layout = "coco";
        const auto report = runImport(**other, plan, false);
        QVERIFY(isOk(report));
        const auto regionsOf = [](const Study &study, ExamId exam) {
            QStringList list;
            const ExamRow row = *study.exam(exam);
            for (Region region : row.regions) {
                region.time = {};
                list.append(QString::fromUtf8(QJsonDocument(regionJson(region)).toJson(QJsonDocument::Compact))
                            + (row.images.right && row.images.right->id == region.image ? "right" : "left"));
            }
            list.sort();
            return list;
        };
        const auto ids = (*other)->find({});
        QVERIFY(isOk(ids));
        QCOMPARE(ids->size(), std::size_t(1));
        const QStringList expected = regionsOf(*m_study, m_exams[m_marked]);
        QVERIFY(expected.size() >= 4);
        QCOMPARE(regionsOf(**other, ids->front()), expected);
        const auto sets = (*other)->labelSets();
        QVERIFY(isOk(sets));
        for (const LabelClass &entry : sets->first().classes)
            QVERIFY2(!entry.name.startsWith("region/"), qPrintable(entry.name)); // They are no labels.
    }
    void changedFilesOfAnExportAreNamed()
    {
        ExportOrder order = orderFor("csv", "touched");
        order.dataset.clear();
        order.exams = m_exams;
        const auto exported = exportDataset(*m_study, order);
        QVERIFY(isOk(exported));
        QString picture;
        for (const QJsonValue &file : exported->manifest["files"].toArray())
            if (file["file"].toString().startsWith("images/"))
                picture = file["file"].toString();
        RgbImage image; // A whole photograph, but another one.
        image.width = image.height = 32;
        image.pixels.assign(32 * 32 * 3, 90);
        const auto bytes = encode_jpeg(image, 90);
        QVERIFY(isOk(bytes));
        QVERIFY(isOk(write_file_atomically(
            path_from_utf8((order.outFolder + '/' + picture).toStdString()),
            {reinterpret_cast<const char *>(bytes->data()), bytes->size()})));
        QFile table(order.outFolder + "/exams.csv");
        QVERIFY(table.open(QIODevice::Append) && table.write("\r\n") == 2);
        table.close();
        auto other = Study::create(m_folder.filePath("touched.study"));
        QVERIFY(isOk(other));
        ImportPlan plan;
        plan.source = order.outFolder;
        const auto report = runImport(**other, plan, false);
        QVERIFY(isOk(report));
        QCOMPARE(report->exams, 24);
        QCOMPARE(report->skipped.size(), 1);
        const QString said = QString::fromStdString(report->skipped.first().english());
        QVERIFY2(said.contains(picture) && said.contains("changed since it was exported"), qPrintable(said));
        QVERIFY(std::any_of(report->notes.cbegin(), report->notes.cend(), [](const Message &note) {
            return note.english().find("exams.csv has changed") != std::string::npos;
        }));
    }
    void huggingFaceHasARowAPhotograph()
    {
        ExportOrder order = orderFor("huggingface", "hf");
        const auto report = exportDataset(*m_study, order);
        QVERIFY(isOk(report));
        qint64 rows = 0;
        QSet<QString> named;
        for (const char *split : {"train", "validation", "test"}) {
            QFile file(order.outFolder + '/' + split + "/metadata.jsonl");
            QVERIFY2(file.open(QIODevice::ReadOnly), split);
            QStringList columns;
            for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
                const QJsonObject row = QJsonDocument::fromJson(line).object();
                // The same columns in every row, and a photograph beside it.
                if (columns.isEmpty())
                    columns = row.keys();
                QCOMPARE(row.keys(), columns);
                QVERIFY(QFile::exists(order.outFolder + '/' + split + '/' + row["file_name"].toString()));
                QVERIFY(row["eye"].toString() == "right" || row["eye"].toString() == "left");
                QVERIFY(row.contains("label_finding"));
                named.insert(QString(split) + '/' + row["file_name"].toString());
                ++rows;
            }
        }
        QCOMPARE(rows, report->rows);
        QCOMPARE(named.size(), rows);
        QFile card(order.outFolder + "/README.md");
        QVERIFY(card.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(card.readAll());
        QVERIFY(text.startsWith("---\npretty_name: \"set\"\nlicense: other\n"));
        QVERIFY(text.contains("- synthetic\n") && text.contains("  - split: train\n    path: \"train/**\"\n"));
        QVERIFY(text.contains("Datasheets for Datasets")); // The data sheet is the card's second half.
    }
    void aDatasetLeavesWithItsSheet()
    {
        ExportOrder order = orderFor("csv", "sheet");
        QVERIFY(isOk(exportDataset(*m_study, order)));
        QVERIFY(QFile::exists(order.outFolder + "/data_sheet.md") && QFile::exists(order.outFolder + "/data_sheet.html"));
        order = orderFor("csv", "no-sheet");
        order.dataset.clear();
        order.exams = m_exams;
        QVERIFY(isOk(exportDataset(*m_study, order)));
        QVERIFY(!QFile::exists(order.outFolder + "/data_sheet.md"));
    }
    void anExportIsProvedUnchanged_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"nothing", "a photograph", "a table", "a file taken away", "a file added", "manifest and table"})
            QTest::newRow(what) << what;
    }
    void anExportIsProvedUnchanged()
    {
        QFETCH(QString, what);
        ExportOrder order = orderFor("csv", "proof-" + what);
        const auto report = exportDataset(*m_study, order);
        QVERIFY(isOk(report));
        const auto append = [&](const QString &name) {
            QFile file(order.outFolder + '/' + name);
            QVERIFY(file.open(QIODevice::Append) && file.write("x") == 1);
        };
        QString picture;
        for (const QJsonValue &file : report->manifest["files"].toArray())
            if (file["file"].toString().startsWith("images/"))
                picture = file["file"].toString();
        if (what == "a photograph")
            append(picture);
        else if (what == "a table")
            append("exams.csv");
        else if (what == "a file taken away")
            QVERIFY(QFile::remove(order.outFolder + "/exams.csv"));
        else if (what == "a file added")
            append("images/more.jpg");
        else if (what == "manifest and table")
            append("manifest.json");
        const auto check = checkExport(order.outFolder);
        if (what == "manifest and table") { // JSON with a letter behind it is no manifest.
            QVERIFY(!check);
            QCOMPARE(check.error().code, ErrorCode::not_found);
            return;
        }
        QVERIFY(isOk(check));
        QCOMPARE(check->unchanged(), what == "nothing");
        QCOMPARE(check->changed, what == "a photograph" ? QStringList{picture} : what == "a table" ? QStringList{"exams.csv"} : QStringList());
        QCOMPARE(check->missing, what == "a file taken away" ? QStringList{"exams.csv"} : QStringList());
        QCOMPARE(check->surplus, what == "a file added" ? QStringList{"images/more.jpg"} : QStringList());
        QCOMPARE(check->manifestSha256, report->manifestSha256);
        // By a relative path too, as a person types it.
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder.path()));
        const auto relative = checkExport("proof-" + what);
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(isOk(relative));
        QCOMPARE(relative->unchanged(), check->unchanged());
    }
    void formulasAreGuardedInCsv()
    {
        QTemporaryDir parent;
        ExportOrder order = orderFor("csv", {});
        order.outFolder = parent.filePath("out");
        QVERIFY(isOk(exportDataset(*m_study, order)));
        QFile file(order.outFolder + "/exams.csv");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("'=SUM(A1)"));
        QVERIFY(text.contains("'=cmd|calc"));
        QVERIFY(!text.contains(",=SUM") && !text.contains(",\"=SUM"));
    }
    void retclipHasTheLeftEyeFirst()
    {
        QTemporaryDir parent;
        ExportOrder order = orderFor("retclip", {});
        order.outFolder = parent.filePath("out");
        QVERIFY(isOk(exportDataset(*m_study, order)));
        qint64 rows = 0;
        for (const auto &splits :
             {retclipSplitsAt(order.outFolder), retclipStoresAt(order.outFolder)})
            for (const auto &split : splits) {
                QVector<RetclipProblem> problems;
                QVERIFY(isOk(split->eachPatient(
                    [&](RetclipPhotographs photographs) {
                        const auto ids = m_study->find("patient:" + photographs.patient);
                        const auto row = m_study->exam(ids->front());
                        for (const Laterality eye : both_eyes) {
                            const QByteArray &bytes = photographs.pictures[eye];
                            const auto hash = sha256_of(
                                std::string_view(bytes.constData(), std::size_t(bytes.size())));
                            if (QString::fromStdString(hash) != row->images[eye]->sha256)
                                return false;
                        }
                        ++rows;
                        return true;
                    },
                    problems)));
                QVERIFY(problems.isEmpty());
            }
        // One-eyed and excluded exams are left out, in both forms alike.
        QVERIFY(rows > 30);
        QCOMPARE(rows % 2, 0);
        QFile first(retclipSplitsAt(order.outFolder).empty() ? QString()
                                                             : order.outFolder + "/train_imgs.tsv");
        QVERIFY(first.open(QIODevice::ReadOnly));
        const QList<QByteArray> cells = first.readLine().trimmed().split('\t');
        QCOMPARE(cells.size(), 3);
        const auto row =
            m_study->exam(m_study->find("patient:" + QString::fromUtf8(cells[0]))->front());
        const QByteArray left = QByteArray::fromBase64(cells[1]);
        QCOMPARE(QString::fromStdString(
                     sha256_of(std::string_view(left.constData(), std::size_t(left.size())))),
                 row->images.left->sha256);
    }
    void checkFindsASwappedEye()
    {
        QTemporaryDir parent;
        ExportOrder order = orderFor("retclip", {});
        order.dataset.clear();
        for (const ExamId id : m_exams) {
            const auto row = m_study->exam(id);
            if (row->images.left && row->images.right && !row->excluded && order.exams.empty())
                order.exams = {id};
        }
        order.outFolder = parent.filePath("out");
        QVERIFY(isOk(exportDataset(*m_study, order)));
        const auto row = m_study->exam(order.exams.front());
        QHash<QString, QHash<QString, RetclipExpectation>> expected;
        RetclipExpectation &one = expected["all"][row->patient];
        one.exam = row->code;
        one.text = row->report;
        for (const Laterality eye : both_eyes)
            one.sha256[eye] = row->images[eye]->sha256;
        QVERIFY(isOk(checkRetclipFiles(order.outFolder, expected)));
        std::swap(one.sha256.right, one.sha256.left);
        const auto swapped = checkRetclipFiles(order.outFolder, expected);
        QVERIFY(!swapped);
        QCOMPARE(swapped.error().code, ErrorCode::conflict);
        QVERIFY2(swapped.error().english().find("row 1 of all_imgs.tsv") != std::string::npos,
                 swapped.error().english().c_str());
        std::swap(one.sha256.right, one.sha256.left);
        one.text += "x";
        QVERIFY(!checkRetclipFiles(order.outFolder, expected));
    }
    void changedPhotographStopsTheExport_data() { keepsContract_data(); }
    void changedPhotographStopsTheExport()
    {
        QFETCH(const Exporter *, entry);
        QTemporaryDir parent;
        SampleOrder sample;
        sample.out = parent.filePath("s.study");
        sample.patients = 3;
        sample.size_px = 64;
        QVERIFY(isOk(makeSample(sample)));
        auto study = Study::open(sample.out, OpenMode::readOnly);
        QVERIFY(isOk(study));
        QTemporaryDir target;
        ExportOrder order;
        order.exams = (*study)->find({}).value();
        order.format = entry->id();
        order.outFolder = target.filePath("out");
        auto rows = (*study)->exams(order.exams);
        QVERIFY(isOk(rows));
        for (const ExamRow &row : *rows)
            for (const Laterality eye : both_eyes)
                if (row.images[eye]) {
                    QFile file(row.images[eye]->path);
                    QVERIFY(file.open(QIODevice::Append));
                    file.write("x");
                }
        const auto report = exportDataset(**study, order);
        QVERIFY(!report);
        // RETFound refuses before: without a split there is nothing to write.
        QCOMPARE(report.error().code,
                 entry->id() == "retfound" ? ErrorCode::invalid_argument : ErrorCode::conflict);
        QCOMPARE(entriesOf(target.path()), QStringList());
    }
    void cocoHoldsBoxesAreasAndOutlines()
    {
        ExportOrder order = orderFor("coco", "coco-regions");
        QVERIFY(isOk(exportDataset(*m_study, order)));
        QMap<QString, QJsonObject> found; // By class.
        for (const char *split : {"train", "validation", "test", "all"}) {
            QFile file(order.outFolder + QString("/annotations/instances_%1.json").arg(split));
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
            QMap<int, QString> names;
            for (const QJsonValue &category : document["categories"].toArray())
                names[category["id"].toInt()] = category["name"].toString();
            for (const QJsonValue &annotation : document["annotations"].toArray())
                if (const QString name = names[annotation["category_id"].toInt()]; name.startsWith("region/"))
                    found[name.mid(7)] = annotation.toObject();
        }
        QCOMPARE(found.size(), 4);
        const QJsonObject ellipse = found["retinal_haemorrhage"], polygon = found["drusen"],
                          brush = found["hard_exudate"], point = found["microaneurysm"];
        QCOMPARE(ellipse["bbox"].toArray(), (QJsonArray{10, 25, 20, 10}));
        QVERIFY(std::abs(ellipse["area"].toDouble() - 157.0796) < 1e-3);
        QCOMPARE(ellipse["segmentation"][0].toArray().size(), 128);
        QCOMPARE(ellipse["attributes"]["geometry"].toArray(), (QJsonArray{20, 30, 10, 5}));
        QCOMPARE(polygon["bbox"].toArray(), (QJsonArray{4, 4, 20, 10}));
        QCOMPARE(polygon["area"].toDouble(), 100.0);
        QCOMPARE(polygon["segmentation"][0].toArray(), (QJsonArray{4, 4, 24, 4, 24, 14}));
        QCOMPARE(point["bbox"].toArray(), (QJsonArray{5, 6, 1, 1}));
        QCOMPARE(brush["iscrowd"].toInt(), 1);
        // The RLE is that of the mask: what COCO's tools would count.
        double inside = 0, all = 0;
        const QJsonArray counts = brush["segmentation"]["counts"].toArray();
        for (qsizetype i = 0; i < counts.size(); ++i) {
            all += counts[i].toDouble();
            inside += i % 2 == 1 ? counts[i].toDouble() : 0;
        }
        QCOMPARE(inside, brush["area"].toDouble());
        QVERIFY(inside > 6 * 19);
        QCOMPARE(all, 64.0 * 64.0);
        QCOMPARE(brush["segmentation"]["size"].toArray(), (QJsonArray{64, 64}));
        QCOMPARE(polygon["attributes"]["reader"].toString(), QString("Dr. Li"));
    }
    void deidentifiedRegionsKeepTheirPlace_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"csv", "jsonl", "coco"})
            QTest::newRow(format) << format;
    }
    void deidentifiedRegionsKeepTheirPlace()
    {
        QFETCH(QString, format);
        QTemporaryDir parent;
        ExportOrder order = orderFor(format, {});
        order.outFolder = parent.filePath("out");
        order.deidentify = true;
        QVERIFY(isOk(exportDataset(*m_study, order)));
        auto study = Study::create(parent.filePath("back.study"));
        QVERIFY(isOk(study));
        ImportPlan plan;
        plan.source = order.outFolder;
        plan.layout = "export";
        QVERIFY(isOk(runImport(**study, plan, false)));
        const auto ids = (*study)->find("region:*");
        QVERIFY(isOk(ids));
        QCOMPARE(ids->size(), std::size_t(1));
        const ExamRow before = *m_study->exam(m_exams[m_marked]), after = *(*study)->exam(ids->front());
        QCOMPARE(after.regions.size(), before.regions.size());
        for (const Region &region : before.regions)
            QVERIFY(std::any_of(after.regions.cbegin(), after.regions.cend(), [&](const Region &other) {
                return other.geometry == region.geometry && other.className == region.className
                    && other.colour == region.colour && other.person.startsWith("reader ");
            }));
    }
    void deidentifiedExportNamesNobody()
    {
        QTemporaryDir parent;
        ExportOrder order = orderFor("jsonl", {});
        order.outFolder = parent.filePath("out");
        order.deidentify = true;
        QVERIFY(isOk(exportDataset(*m_study, order)));
        for (const char *name : {"/exams.jsonl", "/manifest.json"}) {
            QFile file(order.outFolder + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY(!text.contains("SYN-0"));
            QVERIFY(!text.contains("Dr. Li"));
            QVERIFY(!text.contains("双眼")); // A tag.
            QVERIFY(!text.contains("看不清")); // A verdict's comment.
            QVERIFY(!text.contains("\"time\":\"2") && !text.contains("\"time\": \"2"));
            QVERIFY(!text.contains("\"site\""));
            QVERIFY(!text.contains("\"date\""));
            QVERIFY(!text.contains("synthetic_0"));
        }
    }
    void metadataGoesAndThePictureStays()
    {
        RgbImage image;
        image.width = image.height = 32;
        image.pixels.assign(32 * 32 * 3, 90);
        const auto encoded = encode_jpeg(image, 90);
        QVERIFY(isOk(encoded));
        std::string bytes(reinterpret_cast<const char *>(encoded->data()), encoded->size());
        const std::string plain = bytes;
        const std::string comment("\xFF\xFE\x00\x0E"
                                  "Zhang San 63",
                                  16);
        const std::string exif =
            std::string("\xFF\xE1\x00\x22"
                        "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
                        36);
        bytes.insert(2, comment + exif);
        const auto cleaned = withoutMetadata(bytes + "glued on: Zhang San");
        QVERIFY(cleaned);
        QVERIFY(cleaned->find("Zhang") == std::string::npos);
        QVERIFY(cleaned->find("Exif") != std::string::npos); // The orientation alone.
        QVERIFY(cleaned->ends_with(plain.substr(plain.size() - 200)));
        QVERIFY(!withoutMetadata("BM not handled here"));
    }
    void classFoldersFollowTheLabels()
    {
        QTemporaryDir parent;
        ExportOrder order = orderFor("folders", {});
        order.outFolder = parent.filePath("out");
        QVERIFY(isOk(exportDataset(*m_study, order)));
        const auto row = m_study->exam(m_exams[0]); // Relabelled above.
        int found = 0;
        QDirIterator walker(order.outFolder, {row->code + "_*"}, QDir::Files,
                            QDirIterator::Subdirectories);
        while (walker.hasNext()) {
            QCOMPARE(QFileInfo(walker.next()).dir().dirName(), QString("glaucoma"));
            ++found;
        }
        QVERIFY(found > 0);
        auto other = Study::create(parent.filePath("x.study"));
        QVERIFY(isOk(other));
        ImportPlan plan;
        plan.source = order.outFolder;
        plan.layout = "folder";
        const auto back = runImport(**other, plan, false);
        QVERIFY(isOk(back));
        QCOMPARE(back->patients, 23); // One is excluded.
    }
    void refusesUnknownFormatsAndSets()
    {
        ExportOrder order = orderFor("pdf", "never");
        auto report = exportDataset(*m_study, order);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::invalid_argument);
        order = orderFor("folders", "never");
        order.labelSet = "nosuch";
        report = exportDataset(*m_study, order);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::not_found);
        order = orderFor("csv", "never");
        order.dataset = "nosuch";
        report = exportDataset(*m_study, order);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::not_found);
        QVERIFY(!QFile::exists(m_folder.filePath("never")));
    }
    void fileNamesAreHarmless()
    {
        QCOMPARE(safeFileName("../../etc/passwd"), QString("_._.._etc_passwd"));
        QCOMPARE(safeFileName("a b:c"), QString("a_b_c"));
        QCOMPARE(safeFileName("患者-三"), QString("患者-三"));
        QCOMPARE(safeFileName(""), QString("_"));
    }
};

QTEST_GUILESS_MAIN(tst_Exporters)
#include "tst_exporters.moc"
