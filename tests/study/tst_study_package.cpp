// SPDX-License-Identifier: GPL-3.0-or-later
// A study in one file: what goes in comes out, whole; what a stranger's file may not do.
#include "core/base/sha256.h"
#include "core/study/study_package.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <zip.h>

#include <functional>

using namespace retclip;

namespace {

QByteArray bytesOf(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void write(const QString &file, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(bytes);
}

/// One entry of an archive that somebody else makes.
struct Entry
{
    QString name;
    QByteArray bytes;
    bool isLink = false;
};

QVector<Entry> entriesOf(const QString &file)
{
    QVector<Entry> entries;
    int code = 0;
    zip_t *zip = zip_open(QFile::encodeName(file).constData(), ZIP_RDONLY, &code);
    for (zip_int64_t i = 0; zip && i < zip_get_num_entries(zip, 0); ++i) {
        zip_stat_t facts;
        zip_stat_index(zip, zip_uint64_t(i), 0, &facts);
        QByteArray bytes(qsizetype(facts.size), 0);
        zip_file_t *entry = zip_fopen_index(zip, zip_uint64_t(i), 0);
        zip_fread(entry, bytes.data(), facts.size);
        zip_fclose(entry);
        entries.append({QString::fromUtf8(facts.name), bytes});
    }
    if (zip)
        zip_discard(zip);
    return entries;
}

void writeArchive(const QString &file, const QVector<Entry> &entries)
{
    QFile::remove(file);
    int code = 0;
    zip_t *zip = zip_open(QFile::encodeName(file).constData(), ZIP_CREATE, &code);
    QVERIFY(zip);
    for (const Entry &entry : entries) {
        zip_source_t *source = zip_source_buffer(zip, entry.bytes.constData(), zip_uint64_t(entry.bytes.size()), 0);
        const zip_int64_t index = zip_file_add(zip, entry.name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
        QVERIFY2(index >= 0, zip_strerror(zip));
        if (entry.isLink)
            zip_file_set_external_attributes(zip, zip_uint64_t(index), 0, ZIP_OPSYS_UNIX, zip_uint32_t(0120777) << 16);
    }
    QVERIFY2(zip_close(zip) == 0, zip_strerror(zip));
}

QByteArray sumLine(const Entry &entry)
{
    return QByteArray::fromStdString(sha256_of(entry.bytes.toStdString())) + "  " + entry.name.toUtf8() + '\n';
}

QStringList filesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files << QDir(folder).relativeFilePath(walk.next());
    files.sort();
    return files;
}

} // namespace

class tst_StudyPackage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TemporaryStudy> m_study;
    QString m_package;

    QString at(const QString &name) { return m_study->path(name); }

    /// One patient with a photograph inside of the study, and one that it only links to.
    ImportedExam patient(const QString &code)
    {
        ImportedExam exam;
        exam.patient = code;
        exam.report = QStringLiteral("视盘边界清");
        for (Laterality eye : both_eyes) {
            ImportedImage image;
            const bool inside = eye == Laterality::right;
            const QByteArray bytes = QByteArray("photograph of ") + code.toUtf8() + (inside ? " right" : " left") + QByteArray(5000, 'p');
            image.path = inside ? m_study->folder() + QStringLiteral("/images/%1.jpg").arg(code)
                                : at(QStringLiteral("camera/%1.jpg").arg(code));
            write(image.path, bytes);
            image.eye = eye;
            image.sha256 = QString::fromStdString(sha256_of(bytes.toStdString()));
            image.width = image.height = 100;
            exam.images.append(image);
        }
        exam.labels.append(labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")}));
        return exam;
    }

    ExamId examOf(const QString &patient)
    {
        const auto found = (*m_study)->find(QStringLiteral("patient:") + patient);
        if (!found || found->size() != 1)
            qFatal("patient %s", qPrintable(patient));
        return found->front();
    }

private slots:
    void init()
    {
        m_study = std::make_unique<TemporaryStudy>();
        m_study->define(binarySet(QStringLiteral("glaucoma")));
        m_study->import({patient(QStringLiteral("1001")), patient(QStringLiteral("1002"))});
        write(m_study->folder() + QStringLiteral("/runs/0001-a/metrics.json"), "{}");
        write(m_study->folder() + QStringLiteral("/cache/thumbnails/x"), "can be made again");
        m_package = at(QStringLiteral("moved.retclip"));
    }
    void cleanup() { m_study.reset(); }

    void whatGoesInComesOut()
    {
        AddTag tag{QStringLiteral("seen")};
        QVERIFY_OK((*m_study)->apply({tag, {examOf(QStringLiteral("1001"))}, QStringLiteral("Chen")}));
        const auto packed = packStudy(**m_study, {m_package});
        QVERIFY_OK(packed);
        QCOMPARE(packed->linked, 2);
        QVERIFY(packed->missing.isEmpty() && packed->changed.isEmpty());
        QVERIFY(!QFileInfo::exists(m_package + QStringLiteral(".part")));
        const auto entries = entriesOf(m_package);
        QCOMPARE(entries.at(0).name, QString("package.json"));
        for (const Entry &entry : entries)
            QVERIFY2(!entry.name.startsWith(QLatin1String("cache")), qPrintable(entry.name));

        // Where it goes, the camera's folder is not.
        QDir(at(QStringLiteral("camera"))).removeRecursively();
        const QString folder = at(QStringLiteral("elsewhere/copy.study"));
        const auto unpacked = unpackStudy(m_package, folder);
        QVERIFY_OK(unpacked);
        QCOMPARE(unpacked->files, packed->files);
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".unpacking")));
        QCOMPARE(bytesOf(folder + QStringLiteral("/runs/0001-a/metrics.json")), QByteArray("{}"));
        const auto copy = Study::open(folder, OpenMode::readWrite);
        QVERIFY_OK(copy);
        QCOMPARE((*copy)->find(QStringLiteral("label:glaucoma tag:seen"))->size(), std::size_t(1));
        QCOMPARE((*copy)->history()->size(), (*m_study)->history()->size());
        const auto checked = (*copy)->check(true, {}, {});
        QVERIFY_OK(checked);
        QVERIFY2(checked->problems.isEmpty(), qPrintable(checked->problems.join(QLatin1Char('\n'))));
        QCOMPARE(checked->filesChecked, 4);
        // The study that was packed is as it was: its links lead to the camera still.
        QCOMPARE((*m_study)->exam(examOf(QStringLiteral("1001")))->images.left->path, at(QStringLiteral("camera/1001.jpg")));
    }

    void whatIsMissingOrOtherIsSaid()
    {
        QFile::remove(at(QStringLiteral("camera/1001.jpg")));
        write(at(QStringLiteral("camera/1002.jpg")), "another picture");
        const auto packed = packStudy(**m_study, {m_package});
        QVERIFY_OK(packed);
        QCOMPARE(packed->missing, QStringList{at(QStringLiteral("camera/1001.jpg"))});
        QCOMPARE(packed->changed.size(), 1);
    }

    void whatIsThereIsNotWrittenOver()
    {
        write(m_package, "somebody's file");
        QVERIFY_FAILS(packStudy(**m_study, {m_package}), ErrorCode::conflict);
        QCOMPARE(bytesOf(m_package), QByteArray("somebody's file"));
        QFile::remove(m_package);
        QVERIFY_OK(packStudy(**m_study, {m_package}));
        write(at(QStringLiteral("taken.study/note.txt")), "mine");
        QVERIFY_FAILS(unpackStudy(m_package, at(QStringLiteral("taken.study"))), ErrorCode::conflict);
        QCOMPARE(filesBelow(at(QStringLiteral("taken.study"))), QStringList{QStringLiteral("note.txt")});
    }

    void aStoppedPackingLeavesNothing()
    {
        std::stop_source stop;
        const QStringList before = filesBelow(at(QString()));
        const auto packed = packStudy(**m_study, {m_package}, [&stop](const Progress &) { stop.request_stop(); }, stop.get_token());
        QVERIFY_FAILS(packed, ErrorCode::cancelled);
        QCOMPARE(filesBelow(at(QString())), before);
    }

    void aStoppedUnpackingGoesOn()
    {
        QVERIFY_OK(packStudy(**m_study, {m_package}));
        const QString folder = at(QStringLiteral("copy.study"));
        std::stop_source stop;
        const auto first = unpackStudy(m_package, folder, [&stop](const Progress &progress) {
            if (progress.done > 0)
                stop.request_stop();
        }, stop.get_token());
        if (!first) { // The reporter tells ten times a second: on a fast disk it may be through before.
            QCOMPARE(first.error().code, ErrorCode::cancelled);
            QVERIFY(!QFileInfo::exists(folder));
        } else {
            QVERIFY(QDir(folder).rename(folder, folder + QStringLiteral(".unpacking")));
        }
        write(folder + QStringLiteral(".unpacking/images/left-over.jpg"), "of another package");
        QDir().mkpath(folder + QStringLiteral(".unpacking/images"));
        const auto second = unpackStudy(m_package, folder);
        QVERIFY_OK(second);
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral("/images/left-over.jpg")));
        QVERIFY_OK(Study::open(folder, OpenMode::readOnly));
        // Half of it by hand, whatever the disk's speed: what is whole is kept, what is not is written anew.
        const QString third = at(QStringLiteral("third.study"));
        QVERIFY(QDir().rename(folder, third + QStringLiteral(".unpacking")));
        write(third + QStringLiteral(".unpacking/images/1001.jpg"), "half a pho");
        const auto again = unpackStudy(m_package, third);
        QVERIFY_OK(again);
        QCOMPARE(again->kept, again->files - 1);
        QVERIFY(bytesOf(third + QStringLiteral("/images/1001.jpg")).startsWith("photograph of 1001 right"));
    }

    void strangersPackagesAreRefused_data()
    {
        using Change = std::function<void(QVector<Entry> &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, ErrorCode code, Change change) { QTest::newRow(name) << change << int(code); };
        const auto addFile = [](const QString &name, bool isLink = false) {
            return [name, isLink](QVector<Entry> &entries) {
                const Entry evil{name, "evil", isLink};
                entries[1].bytes += sumLine(evil);
                entries.append(evil);
            };
        };
        row("a path above the folder", ErrorCode::unsupported, addFile(QStringLiteral("images/../../evil.txt")));
        row("a path above the folder, by Windows' slashes", ErrorCode::unsupported, addFile(QStringLiteral("images\\..\\..\\evil.txt")));
        row("an absolute path", ErrorCode::unsupported, addFile(QStringLiteral("/tmp/evil.txt")));
        row("a drive", ErrorCode::unsupported, addFile(QStringLiteral("images/C:evil.txt")));
        row("a link to elsewhere", ErrorCode::unsupported, addFile(QStringLiteral("images/link.jpg"), true));
        row("a file that no study holds", ErrorCode::unsupported, addFile(QStringLiteral("start-me.sh")));
        row("a lock that says somebody holds it", ErrorCode::unsupported, addFile(QStringLiteral("study.lock")));
        row("a log beside the database", ErrorCode::unsupported, addFile(QStringLiteral("study.db-wal")));
        row("a file without a checksum", ErrorCode::unsupported, [](QVector<Entry> &entries) {
            entries.append({QStringLiteral("images/more.jpg"), "more"});
        });
        row("a checksum without its file", ErrorCode::unreadable, [](QVector<Entry> &entries) {
            entries[1].bytes += sumLine({QStringLiteral("images/gone.jpg"), "gone"});
        });
        row("a photograph that is another one", ErrorCode::corrupted, [](QVector<Entry> &entries) {
            for (Entry &entry : entries)
                if (entry.name == QLatin1String("images/1001.jpg"))
                    entry.bytes[7] = 'X';
        });
        row("a bomb of zeros", ErrorCode::unsupported, [](QVector<Entry> &entries) {
            const Entry bomb{QStringLiteral("images/bomb.jpg"), QByteArray(qsizetype(300) << 20, '\0')};
            entries[1].bytes += sumLine(bomb);
            entries.append(bomb);
        });
        row("of a later version", ErrorCode::newer_version, [](QVector<Entry> &entries) {
            entries[0].bytes.replace("\"version\": 1", "\"version\": 2");
        });
        row("of a later schema", ErrorCode::newer_version, [](QVector<Entry> &entries) {
            entries[0].bytes.replace("\"schema_version\": ", "\"schema_version\": 9");
        });
        row("another kind of archive", ErrorCode::unreadable, [](QVector<Entry> &entries) { entries.remove(0, 2); });
        row("no database in it", ErrorCode::not_found, [](QVector<Entry> &entries) {
            const auto isDatabase = [](const Entry &entry) { return entry.name.startsWith(QLatin1String("study.db")); };
            entries.removeIf(isDatabase);
            entries[1].bytes.clear();
            for (const Entry &entry : entries.mid(2))
                entries[1].bytes += sumLine(entry);
        });
    }
    void strangersPackagesAreRefused()
    {
        using Change = std::function<void(QVector<Entry> &)>;
        QFETCH(Change, change);
        QFETCH(int, code);
        QVERIFY_OK(packStudy(**m_study, {m_package}));
        QVector<Entry> entries = entriesOf(m_package);
        QCOMPARE(entries.at(1).name, QString("checksums.txt"));
        change(entries);
        writeArchive(m_package, entries);
        const QStringList before = filesBelow(at(QString()));
        const auto unpacked = unpackStudy(m_package, at(QStringLiteral("copy.study")));
        QVERIFY2(!unpacked, "it was taken");
        QVERIFY2(int(unpacked.error().code) == code, unpacked.error().english().c_str());
        QVERIFY(!QFileInfo::exists(at(QStringLiteral("copy.study"))));
        for (const QString &file : filesBelow(at(QString())))
            QVERIFY2(before.contains(file) || file.startsWith(QLatin1String("copy.study.unpacking/")), qPrintable(file));
        QVERIFY(!QFileInfo::exists(QStringLiteral("/tmp/evil.txt")));
    }

    void aPackageThatWasCutOffIsRefused()
    {
        QVERIFY_OK(packStudy(**m_study, {m_package}));
        const QByteArray whole = bytesOf(m_package);
        for (const qsizetype length : {qsizetype(0), qsizetype(10), whole.size() / 2, whole.size() - 1}) {
            write(m_package, whole.left(length));
            QVERIFY_FAILS(unpackStudy(m_package, at(QStringLiteral("copy.study"))), ErrorCode::unreadable);
        }
        QVERIFY_FAILS(unpackStudy(at(QStringLiteral("nobody.retclip")), at(QStringLiteral("copy.study"))), ErrorCode::not_found);
    }
};

QTEST_GUILESS_MAIN(tst_StudyPackage)
#include "tst_study_package.moc"
