// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in by itself: a watched folder and the DICOM receiver, with a real sender.
#include "core/base/files.h"
#include "core/import/arrivals.h"
#include "core/import/dicom_receiver.h"
#include "tests/import/import_bench.h"

#include <QThread>

#include <atomic>
#include <future>
#include <thread>

#ifdef RETCLIP_HAVE_DICOM_NETWORK
#include "tests/support/dicom_sender.h"
#endif

using namespace retclip;

namespace {

QStringList tagsOf(const Bench &bench, const QString &query)
{
    return bench.exam(query).tags;
}

#ifdef RETCLIP_HAVE_DICOM_NETWORK

/// Sockets that listen on a port, with their addresses, as the kernel lists them.
QStringList listenersOn(std::uint16_t port)
{
    QFile table(QStringLiteral("/proc/self/net/tcp"));
    QStringList addresses;
    if (!table.open(QIODevice::ReadOnly))
        return addresses;
    const QString wanted = QStringLiteral(":%1").arg(port, 4, 16, QLatin1Char('0')).toUpper();
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QStringList cells = QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (cells.size() > 3 && cells[1].endsWith(wanted) && cells[3] == QLatin1String("0A"))
            addresses << cells[1].left(8);
    }
    return addresses;
}

/// receive_dicom() in a thread of its own.
class RunningReceiver
{
public:
    explicit RunningReceiver(const QString &study)
    {
        m_settings.port = 0;
        m_settings.allowed = {"CAMERA"};
        m_settings.folder = path_from_utf8(incomingFolder(study).toStdString());
        std::promise<std::uint16_t> listening;
        auto heard = listening.get_future();
        m_thread = std::jthread([this, &listening](std::stop_token stop) {
            DicomReceiverEvents events;
            events.listening = [&](std::uint16_t number) { listening.set_value(number); };
            events.delivered = [this](const DicomDelivery &delivery) { objects += delivery.objects; };
            events.refused = [this](const std::string &, const std::string &) { ++refusals; };
            const auto ended = receive_dicom(m_settings, events, stop);
            if (!ended)
                qWarning("%s", ended.error().english().c_str());
        });
        port = heard.get();
    }
    std::uint16_t port = 0;
    std::atomic<int> objects = 0, refusals = 0;

private:
    DicomReceiverSettings m_settings;
    std::jthread m_thread; // Last: it ends before what it uses.
};

#endif

} // namespace

class tst_Arrivals : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatIsNewIsTagged()
    {
        Bench bench;
        bench.picture("A_left.jpg", 1);
        bench.picture("A_right.jpg", 2);
        QVERIFY(isOk(bench.run(bench.path("."), "folder")));
        QVERIFY(tagsOf(bench, "patient:A").isEmpty());
        bench.picture("B_left.jpg", 3);
        ImportPlan plan;
        plan.source = bench.path(".");
        plan.layout = "folder";
        const auto first = importArrivals(*bench.study, plan, {}, {});
        QVERIFY(isOk(first));
        QCOMPARE(first->arrived.size(), std::size_t(1));
        QCOMPARE(first->unchanged, 1);
        const auto again = importArrivals(*bench.study, plan, {}, {});
        QVERIFY(isOk(again));
        QCOMPARE(again->arrived.size(), std::size_t(0));
        QVERIFY(tagsOf(bench, "patient:A").isEmpty());
        QCOMPARE(tagsOf(bench, "patient:B"), QStringList{arrivalTag});
    }

    void aFolderIsLookedAtOnceItIsStill()
    {
        QTemporaryDir folder;
        std::stop_source stop;
        std::atomic<int> passes = 0;
        std::jthread watcher([&] {
            const auto watched = watchFolder(folder.path(), std::chrono::milliseconds(20),
                                             [&] { ++passes; }, stop.get_token());
            QVERIFY(isOk(watched));
        });
        QTRY_COMPARE(passes.load(), 1); // What is there at the start.
        QFile growing(folder.filePath("big.jpg"));
        QVERIFY(growing.open(QIODevice::WriteOnly));
        for (int i = 0; i < 5; ++i) {
            growing.write(QByteArray(1000, char(i)));
            growing.flush();
            QThread::msleep(5);
        }
        growing.close();
        QTRY_VERIFY(passes.load() >= 2);
        const int before = passes;
        QThread::msleep(150); // Nothing changes: no pass.
        QCOMPARE(passes.load(), before);
        stop.request_stop();
    }

    void aMissingFolderIsSaid()
    {
        const auto watched = watchFolder("/nowhere/at/all", std::chrono::milliseconds(10), [] {}, {});
        QVERIFY(!watched);
        QCOMPARE(watched.error().code, ErrorCode::not_found);
    }

#ifdef RETCLIP_HAVE_DICOM_NETWORK
    void sentPhotographsComeInAsNew()
    {
        Bench bench;
        const QString folder = bench.study->folder();
        {
            RunningReceiver receiver(folder);
            QCOMPARE(listenersOn(receiver.port), QStringList{"0100007F"}); // 127.0.0.1 alone.
            DcmStorageSCU sender;
            addPhotograph(sender, "P7", "L", 1);
            addPhotograph(sender, "P7", "R", 2);
            const OFCondition sent = send(sender, receiver.port, "CAMERA", "RETCLIP");
            QVERIFY2(sent.good(), sent.text());
            QTRY_COMPARE(receiver.objects.load(), 2);
            QCOMPARE(receiver.refusals.load(), 0);
        }
        const auto reports = importDeliveries(*bench.study, "tester", {});
        QVERIFY(isOk(reports));
        QCOMPARE(reports->size(), 1);
        QVERIFY2(reports->front().skipped.isEmpty(), qPrintable(reasons(reports->front())));
        QCOMPARE(QDir(incomingFolder(folder)).entryList({"from-*"}, QDir::Dirs).size(), 0);
        const ExamRow exam = bench.exam("patient:P7");
        QCOMPARE(exam.tags, QStringList{arrivalTag});
        QVERIFY(exam.images.left && exam.images.right);
        QVERIFY(QFile::exists(exam.images.left->path)); // A copy in the study: the delivery is gone.
        QVERIFY(isOk(importDeliveries(*bench.study, "tester", {}))); // Nothing is left; nothing happens.
    }

    void strangersAreTurnedAway_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a title that is not listed") << QByteArray("STRANGER") << QByteArray("RETCLIP");
        QTest::newRow("a listed one that calls another") << QByteArray("CAMERA") << QByteArray("PACS");
    }
    void strangersAreTurnedAway()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QTemporaryDir folder;
        RunningReceiver receiver(folder.path());
        DcmStorageSCU sender;
        addPhotograph(sender, "P8", "L", 3);
        QVERIFY(send(sender, receiver.port, from.constData(), to.constData()).bad());
        QTRY_COMPARE(receiver.refusals.load(), 1);
        QCOMPARE(receiver.objects.load(), 0);
        // It still listens to those who may send.
        DcmStorageSCU camera;
        addPhotograph(camera, "P8", "L", 3);
        QVERIFY(send(camera, receiver.port, "CAMERA", "RETCLIP").good());
        QTRY_COMPARE(receiver.objects.load(), 1);
    }

    void nobodyAllowedAndTakenPortsAreErrors()
    {
        DicomReceiverSettings settings;
        settings.folder = std::filesystem::temp_directory_path();
        QCOMPARE(receive_dicom(settings, {}, {}).error().code, ErrorCode::invalid_argument);
        QTemporaryDir folder;
        RunningReceiver receiver(folder.path());
        settings.allowed = {"CAMERA"};
        settings.port = receiver.port;
        QCOMPARE(receive_dicom(settings, {}, {}).error().code, ErrorCode::conflict);
        settings.address = "not an address";
        QCOMPARE(receive_dicom(settings, {}, {}).error().code, ErrorCode::invalid_argument);
    }
#endif
};

QTEST_GUILESS_MAIN(tst_Arrivals)
#include "tst_arrivals.moc"
