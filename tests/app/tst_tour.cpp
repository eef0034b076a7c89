// SPDX-License-Identifier: GPL-3.0-or-later
// The job of packaging/run.sh on a machine without a display, from loose files to pictures.
#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class tst_Tour : public QObject
{
    Q_OBJECT

private slots:
    void everyStepEndsWell_data();
    void everyStepEndsWell();
};

void tst_Tour::everyStepEndsWell_data()
{
    QTest::addColumn<QString>("patients");
    QTest::addColumn<QString>("epochs");
    // As many as run.sh draws: among them are patients whose long reports are word for word the same.
    QTest::newRow("as many as are drawn by default") << "120" << "1";
}

void tst_Tour::everyStepEndsWell()
{
    QFETCH(QString, patients);
    QFETCH(QString, epochs);
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("tour"));
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(RETCLIP_PROGRAM),
                  {QStringLiteral("tour"), out, QStringLiteral("--patients"), patients, QStringLiteral("--epochs"),
                   epochs});
    QVERIFY(process.waitForFinished(-1));
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
             process.readAll().right(2000).constData());

    QFile file(out + QStringLiteral("/tour.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto tour = nlohmann::json::parse(file.readAll().toStdString());
    QVERIFY(tour.at("synthetic").get<bool>());
    QStringList steps;
    for (const auto &step : tour.at("steps")) {
        QVERIFY2(step.at("ok").get<bool>(), step.dump().c_str());
        steps << QString::fromStdString(step.at("step").get<std::string>());
    }
    QCOMPARE(steps, (QStringList{"sample", "import", "check", "train", "retrieve", "evaluate", "review",
                                 "dataset", "export", "reimport", "screens"}));
    const QDir screens(out + QStringLiteral("/screens"));
    const QStringList pictures = screens.entryList({QStringLiteral("*.png")}, QDir::Files);
    QVERIFY(pictures.size() >= 10);
    int windows = 0;
    for (const QString &picture : pictures) {
        const QImage image(screens.filePath(picture));
        QVERIFY2(image.width() >= 400 && image.height() >= 300, qPrintable(picture)); // A dialog.
        windows += image.width() >= 1024 && image.height() >= 600 ? 1 : 0;
    }
    QVERIFY(windows >= 10);
}

QTEST_GUILESS_MAIN(tst_Tour)
#include "tst_tour.moc"
