// SPDX-License-Identifier: GPL-3.0-or-later
// The page of what comes in by itself, driven as a person would.
#include "core/imaging/photograph.h"
#include "core/import/arrivals.h"
#include "tests/ui/support/ui_study.h"
#include "ui/study/arrivals_dialog.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

namespace {

void writePicture(const QString &path, int number)
{
    RgbImage image;
    image.width = image.height = 24;
    image.pixels.resize(24 * 24 * 3);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = std::uint8_t(i * std::size_t(number));
    const auto bytes = encode_jpeg(image, 90);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char *>(bytes->data()), qint64(bytes->size()));
}

} // namespace

class tst_ArrivalsDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }

    void aWatchedFolderFillsTheStudy()
    {
        UiStudy study;
        study.context.study = study.document.get();
        ArrivalsService service(study.context);
        auto *dialog = new ArrivalsDialog(study.context, service);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto *folderLine = dialog->findChild<QLineEdit *>("arrivalsFolder");
        auto *watch = dialog->findChild<QPushButton *>("arrivalsWatch");
        QVERIFY(folderLine && watch);
        QVERIFY(!watch->isEnabled()); // No folder yet.
        QTemporaryDir camera;
        writePicture(camera.filePath("N1_left.jpg"), 3);
        writePicture(camera.filePath("N1_right.jpg"), 5);
        QTest::keyClicks(folderLine, camera.path());
        QTest::mouseClick(watch, Qt::LeftButton);
        QVERIFY(service.isWatching());
        QVERIFY(!folderLine->isEnabled());
        const auto news = [&] {
            const auto found = study.document->study().find("tag:new");
            return found ? qsizetype(found->size()) : -1;
        };
        QTRY_COMPARE(news(), 1);
        QTRY_COMPARE(service.arrivedExams(), 1);
        QVERIFY(dialog->findChild<QListWidget *>("arrivalsLog")->count() >= 2);
        const auto exam = study.document->study().exam(study.document->study().find("tag:new")->front());
        QVERIFY(exam && exam->images.left && exam->images.right);
        QVERIFY(exam->images.left->path.startsWith(study.document->study().folder())); // Copied.
        keepPicture(*dialog, "arrivals-watching");
        // The one way on: to the exams that came.
        QTest::mouseClick(dialog->findChild<QPushButton *>("arrivalsShow"), Qt::LeftButton);
        QCOMPARE(study.selections.current().exams.size(), std::size_t(1));
        service.stopWatching();
        QVERIFY(!service.isWatching());
    }

    void anotherStudyEndsWhatWasOn()
    {
        UiStudy study;
        study.context.study = study.document.get();
        ArrivalsService service(study.context);
        QTemporaryDir camera;
        service.watch(camera.path(), true);
        QVERIFY(service.isWatching());
        emit study.context.studyChanged();
        QVERIFY(!service.isWatching());
    }

    void aFolderThatIsGoneIsSaid()
    {
        UiStudy study;
        study.context.study = study.document.get();
        ArrivalsService service(study.context);
        service.watch("/nowhere/at/all", true);
        QVERIFY(!service.isWatching());
        QVERIFY(study.notifications.unread() >= 1);
    }

#ifdef RETCLIP_HAVE_DICOM_NETWORK
    void theReceiverIsOffUntilSomebodyMaySend()
    {
        UiStudy study;
        study.context.study = study.document.get();
        ArrivalsService service(study.context);
        ArrivalsDialog dialog(study.context, service);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto *listen = dialog.findChild<QPushButton *>("arrivalsListen");
        QVERIFY(listen && !listen->isEnabled());
        QTest::keyClicks(dialog.findChild<QLineEdit *>("arrivalsAllowed"), "CAMERA, PACS");
        QVERIFY(listen->isEnabled());
        DicomReceiverSettings settings; // A free port, so that tests may run side by side.
        settings.port = 0;
        settings.allowed = {"CAMERA"};
        service.listen(settings);
        QTRY_VERIFY(service.port() > 0);
        QVERIFY(service.isListening());
        keepPicture(dialog, "arrivals-listening");
        QTest::mouseClick(listen, Qt::LeftButton);
        QVERIFY(!service.isListening());
        service.listen(settings); // At once again: the one before ends first.
        QTRY_VERIFY(service.port() > 0);
    }
#endif

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(tst_ArrivalsDialog)
#include "tst_arrivals_dialog.moc"
