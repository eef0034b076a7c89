// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/jobs/job.h"
#include "tests/support/fake_backend.h"
#include "tests/ui/support/own_data_folder.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/notifications.h"
#include "ui/shell/selection.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/verify/verify_page.h"

#include <nlohmann/json.hpp>

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <thread>

using namespace retclip;

namespace {

/// Compares nothing, but reports as the real one does: a case at a time, until asked to stop.
class VerifyingBackend : public FakeBackend
{
public:
    Result<void> verify(const std::filesystem::path &fixtures, const std::string &device,
                        const std::function<void(const VerifyCase &)> &each,
                        std::stop_token stop) override
    {
        asked_for = fixtures;
        if (fixtures == "nowhere")
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "%1 holds no reference."), {"nowhere"}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was compared.")),
                           message(QT_TRANSLATE_NOOP("Message", "Name a folder laid out as the references are.")));
        for (std::size_t at = 0; at < cases.size() || endless; ++at) {
            if (stop.stop_requested())
                return cancelled();
            VerifyCase one = cases[at % cases.size()];
            one.share = double(at % cases.size() + 1) / double(cases.size());
            each(one);
            if (endless)
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return {};
    }
    std::vector<VerifyCase> cases{{"tokenizer/mixed text", 0, 0, true, "", 0},
                                  {"model/small features", 3.1e-7, 2e-5, true, "", 0},
                                  {"model/small losses", 4e-6, 2e-4, true, "", 0},
                                  {"gradients/small", 2e-5, 3.4e-4, true, "visual.proj", 0}};
    bool endless = false;
    std::filesystem::path asked_for = "not asked";
};

class Door : public BackendDoor
{
public:
    Result<ModelBackend *> backend() override { return &verifying; }
    TokenizerService &tokenizers() override { return fake_tokenizers; }
    VerifyingBackend verifying;
    FakeTokenizers fake_tokenizers;
};

/// What a page is given, without a study.
struct Around
{
    OwnDataFolder data;
    Door door;
    JobPool jobs{2};
    SelectionModel selections;
    Notifications notifications;
    Settings settings;
    ActionRegistry actions;
    AppContext context{door, jobs, theme(), selections, notifications, settings, actions};
};

/// Keeps a picture, light and dark, where RETCLIP_SCREENSHOTS names a folder.
void keepPictures(VerifyPage &page, const QString &name)
{
    const QString folder = qEnvironmentVariable("RETCLIP_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    page.resize(1000, 640);
    for (const auto &[choice, look] :
         {std::pair{ThemeChoice::light, "light"}, {ThemeChoice::dark, "dark"}}) {
        theme().apply(choice, 100);
        QTest::qWait(50);
        page.grab().save(folder + QLatin1Char('/') + name + QLatin1Char('-') + QLatin1String(look)
                         + QStringLiteral(".png"));
    }
    theme().apply(ThemeChoice::light, 100);
}

template <typename T>
T *part(VerifyPage &page, const char *name)
{
    return page.findChild<T *>(QString::fromLatin1(name));
}

} // namespace

class tst_VerifyPage : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void saysThatAllAgrees();
    void showsOnlyWhatDiffers();
    void stopsAndKeepsWhatWasCompared();
    void saysWhyThereIsNothing();
    void savesReports();
    void worksByKeysAlone();
};

void tst_VerifyPage::initTestCase()
{
    theme().apply(ThemeChoice::light, 100);
}

void tst_VerifyPage::saysThatAllAgrees()
{
    Around around;
    VerifyPage page(around.context, nullptr);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    page.show();
    QVERIFY(!part<QPushButton>(page, "save")->isEnabled());
    QSignalSpy ended(&page, &VerifyPage::ended);
    part<QPushButton>(page, "run")->click();
    QVERIFY(ended.wait());
    QVERIFY(around.door.verifying.asked_for.empty()); // the built-in set
    QCOMPARE(part<QTableView>(page, "comparisons")->model()->rowCount(), 4);
    QVERIFY2(part<QLabel>(page, "summary")->text().startsWith("All 4 comparisons agree"),
             qPrintable(part<QLabel>(page, "summary")->text()));
    QVERIFY(part<QPushButton>(page, "save")->isEnabled());
    QCOMPARE(page.findChild<QProgressBar *>()->value(), page.findChild<QProgressBar *>()->maximum());
}

void tst_VerifyPage::showsOnlyWhatDiffers()
{
    Around around;
    around.door.verifying.cases[2].ok = false;
    around.door.verifying.cases[2].max_difference = 0.5;
    VerifyPage page(around.context, nullptr);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy ended(&page, &VerifyPage::ended);
    page.start();
    QVERIFY(ended.wait());
    page.show();
    keepPictures(page, QStringLiteral("differing"));
    QVERIFY(part<QLabel>(page, "summary")->text().startsWith("1 of 4 comparisons differ"));
    auto *model = part<QTableView>(page, "comparisons")->model();
    part<QCheckBox>(page, "onlyDiffering")->setChecked(true);
    QCOMPARE(model->rowCount(), 1);
    QCOMPARE(model->index(0, 2).data().toString(), QStringLiteral("small losses"));
    part<QCheckBox>(page, "onlyDiffering")->setChecked(false);
    QCOMPARE(model->rowCount(), 4);
    // A second run begins anew.
    around.door.verifying.cases[2].ok = true;
    page.start();
    QVERIFY(ended.wait());
    QCOMPARE(model->rowCount(), 4);
    QCOMPARE(page.verification().differing(), 0);
}

void tst_VerifyPage::stopsAndKeepsWhatWasCompared()
{
    Around around;
    around.door.verifying.endless = true;
    VerifyPage page(around.context, nullptr);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    page.show();
    QSignalSpy ended(&page, &VerifyPage::ended);
    part<QPushButton>(page, "run")->click();
    QVERIFY(QTest::qWaitFor([&] { return page.verification().cases.size() > 5; }));
    QVERIFY(page.isRunning());
    keepPictures(page, QStringLiteral("running"));
    part<QPushButton>(page, "run")->click(); // says Stop now
    QVERIFY(ended.wait());
    QVERIFY(!page.isRunning() && !page.verification().whole);
    QVERIFY(part<QLabel>(page, "summary")->text().startsWith("Stopped before the end."));
}

void tst_VerifyPage::saysWhyThereIsNothing()
{
    Around around;
    VerifyPage page(around.context, nullptr);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    page.chooseFolder("nowhere");
    QSignalSpy ended(&page, &VerifyPage::ended);
    page.start();
    QVERIFY(ended.wait());
    QVERIFY(part<QLabel>(page, "summary")->text().contains("nowhere holds no reference."));
    QVERIFY(!part<QPushButton>(page, "save")->isEnabled());
    part<QLineEdit>(page, "folder")->clear();
    QVERIFY(!part<QPushButton>(page, "run")->isEnabled()); // a folder of no name
}

void tst_VerifyPage::savesReports()
{
    Around around;
    around.door.verifying.cases[3].ok = false;
    around.door.verifying.cases[3].max_difference = std::numeric_limits<double>::max();
    around.door.verifying.cases[3].detail = "<script> & such";
    VerifyPage page(around.context, nullptr);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy ended(&page, &VerifyPage::ended);
    page.start();
    QVERIFY(ended.wait());
    QTemporaryDir folder;
    const auto saved = [&](const char *name) {
        page.saveReport(folder.filePath(name));
        return QString::fromStdString(
            read_file(path_from_utf8(folder.filePath(name).toStdString())).value_or(""));
    };
    const QString html = saved("report.html");
    QVERIFY(html.contains("1 of 4 comparisons differ") && html.contains("not comparable"));
    QVERIFY(html.contains("&lt;script&gt; &amp; such") && !html.contains("<script>"));
    QVERIFY(saved("report.txt").contains("3.1e-07"));
    const auto json = nlohmann::json::parse(saved("report.json").toStdString());
    QCOMPARE(json["comparisons"].get<int>(), 4);
    QCOMPARE(json["differing"].get<int>(), 1);
    QVERIFY(json["source"].is_null() && json["cases"][3]["max_difference"].is_null());
    QCOMPARE(json["cases"][1]["max_difference"].get<double>(), 3.1e-7);
}

void tst_VerifyPage::worksByKeysAlone()
{
    Around around;
    VerifyPage page(around.context, nullptr);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page)); // active needs a window manager
    QSignalSpy ended(&page, &VerifyPage::ended);
    part<QRadioButton>(page, "builtIn")->setFocus();
    QTest::keyClick(part<QRadioButton>(page, "builtIn"), Qt::Key_Return); // the default button
    QVERIFY(ended.wait());
    QCOMPARE(page.verification().cases.size(), std::size_t(4));
    QTest::keyClick(&page, Qt::Key_Escape);
    QVERIFY(!page.isVisible());
}

QTEST_MAIN(tst_VerifyPage)
#include "tst_verify_page.moc"
