// SPDX-License-Identifier: GPL-3.0-or-later
// A real small file system that is full: three parts, nothing confirmed is lost, the study is whole.
#include "core/export/exporter.h"
#include "core/import/importer.h"
#include "core/sample/sample.h"
#include "core/study/study.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <unistd.h>

using namespace retclip;

namespace {

template <typename T> bool isOk(const Result<T> &result)
{
    if (!result)
        qWarning("%s", result.error().english().c_str());
    return bool(result);
}

void checkMessage(const Error &error)
{
    QCOMPARE(error.code, ErrorCode::disk_full);
    QVERIFY(!error.what_happened.empty());
    QVERIFY(!error.what_was_kept.empty());
    QVERIFY(!error.what_to_do.empty());
}

} // namespace

class tst_FullDisk : public QObject
{
    Q_OBJECT

    QTemporaryDir m_outside, m_place;
    bool m_mounted = false;
    QString m_study;

    /// Leaves so many bytes free.
    void fill(qint64 left) const
    {
        QFile filler(m_place.filePath("filler"));
        QVERIFY(filler.open(QIODevice::WriteOnly));
        const qint64 size = QStorageInfo(m_place.path()).bytesAvailable() - left;
        QVERIFY(size > 0);
        const QByteArray block(65536, 'x');
        for (qint64 done = 0; done + block.size() <= size; done += block.size())
            QCOMPARE(filler.write(block), qint64(block.size()));
        filler.flush();
    }
    /// Leaves nothing free, not even for a file of one word.
    void fillToTheBrim() const
    {
        fill(0);
        QFile filler(m_place.filePath("filler"));
        QVERIFY(filler.open(QIODevice::Append | QIODevice::Unbuffered));
        const QByteArray block(4096, 'x');
        while (filler.write(block) == block.size()) { }
    }
    void makeRoom() const { QVERIFY(QFile::remove(m_place.filePath("filler"))); }
    void checkStudy(const Study &study) const
    {
        const auto report = study.check(true, {}, {});
        QVERIFY(isOk(report));
        QVERIFY2(report->problems.isEmpty(), qPrintable(report->problems.join('\n')));
    }

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0
            || ::mount("tmpfs", m_place.path().toLocal8Bit().constData(), "tmpfs", 0, "size=8m") != 0)
            QSKIP("A small file system cannot be mounted here.");
        m_mounted = true;
        SampleOrder order;
        order.patients = 60;
        order.size_px = 128;
        order.asStudy = false;
        order.out = m_outside.filePath("files");
        QVERIFY(isOk(makeSample(order)));
        // What is confirmed: ten exams, linked.
        QFile all(order.out + "/table.csv"), ten(order.out + "/ten.csv");
        QVERIFY(all.open(QIODevice::ReadOnly) && ten.open(QIODevice::WriteOnly));
        for (int i = 0; i <= 10; ++i)
            ten.write(all.readLine());
        ten.close();
        m_study = m_place.filePath("small.study");
        auto study = Study::create(m_study);
        QVERIFY(isOk(study));
        ImportPlan plan;
        plan.source = order.out + "/ten.csv";
        const auto report = runImport(**study, plan, false);
        QVERIFY(isOk(report));
        QCOMPARE(report->exams, 10);
    }
    void cleanupTestCase()
    {
        if (m_mounted)
            ::umount2(m_place.path().toLocal8Bit().constData(), MNT_DETACH);
    }

    void importStopsAndGoesOn()
    {
        fill(250'000);
        ImportPlan plan;
        plan.source = m_outside.filePath("files/table.csv");
        plan.copyImages = true;
        {
            auto study = Study::open(m_study, OpenMode::readWrite);
            QVERIFY(isOk(study));
            const auto report = runImport(**study, plan, false);
            QVERIFY(!report);
            checkMessage(report.error());
        }
        {
            auto study = Study::open(m_study, OpenMode::readOnly);
            QVERIFY(isOk(study));
            QVERIFY((*study)->count({}).value_or(-1) >= 10);
            checkStudy(**study);
        }
        makeRoom();
        auto study = Study::open(m_study, OpenMode::readWrite);
        QVERIFY(isOk(study));
        const auto report = runImport(**study, plan, false);
        QVERIFY(isOk(report));
        QVERIFY(report->skipped.isEmpty());
        QCOMPARE((*study)->count({}).value_or(-1), 60);
        checkStudy(**study);
    }

    void editsAreConfirmedOrRefused()
    {
        fill(300'000);
        qint64 confirmed = 0;
        ExamId exam;
        {
            auto study = Study::open(m_study, OpenMode::readWrite);
            QVERIFY(isOk(study));
            exam = (*study)->find({})->front();
            for (int i = 1; i < 4000; ++i) {
                const auto receipt = (*study)->apply(
                    {SetComment{QString(5000, QChar(u'a' + char16_t(i % 26))) + QString::number(i)},
                     {exam}, "reader"});
                if (!receipt) {
                    checkMessage(receipt.error());
                    break;
                }
                confirmed = i;
            }
            QVERIFY(confirmed > 3 && confirmed < 3999);
        }
        auto study = Study::open(m_study, OpenMode::readOnly);
        QVERIFY(isOk(study));
        QVERIFY((*study)->exam(exam)->comment.endsWith(QString::number(confirmed)));
        checkStudy(**study);
        makeRoom();
    }

    void exportLeavesNothingBehind()
    {
        fill(150'000);
        {
            auto study = Study::open(m_study, OpenMode::readOnly);
            QVERIFY(isOk(study));
            ExportOrder order;
            order.exams = *(*study)->find({});
            order.format = "jsonl";
            order.outFolder = m_place.filePath("out");
            const auto report = exportDataset(**study, order);
            QVERIFY(!report);
            checkMessage(report.error());
            checkStudy(**study);
        }
        QStringList there = QDir(m_place.path())
                                .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        there.sort();
        QCOMPARE(there, QStringList({"filler", "small.study"}));
        makeRoom();
    }

    void sampleSaysThatTheDiskIsFull()
    {
        fillToTheBrim();
        SampleOrder order;
        order.patients = 2;
        order.size_px = 64;
        order.out = m_place.filePath("sample.study");
        const auto made = makeSample(order);
        QVERIFY(!made);
        checkMessage(made.error());
        QStringList there = QDir(m_place.path())
                                .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        there.sort();
        QCOMPARE(there, QStringList({"filler", "small.study"}));
        makeRoom();
    }
};

QTEST_GUILESS_MAIN(tst_FullDisk)
#include "tst_full_disk.moc"
