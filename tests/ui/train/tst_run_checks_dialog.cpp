// SPDX-License-Identifier: GPL-3.0-or-later
// The doctor's page: lines come as checks end, it can be stopped, its findings can be saved.

#include "core/base/files.h"
#include "tests/ui/support/ui_study.h"
#include "ui/train/run_checks_dialog.h"

#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <thread>

using namespace retclip;

namespace {

/// Finds one thing well and one not; the second only when it is let.
class CheckingBackend : public ScriptedBackend
{
public:
    std::atomic<bool> may_go_on = true;
    Result<void> diagnose(const TrainRequest &request, const CheckCallback &each,
                          const ProgressCallback &, std::stop_token stop) override
    {
        saw_tokenizer = std::filesystem::exists(request.folder / "run.json");
        RunCheck check;
        check.check = "data_order";
        check.ok = true;
        check.value = 0.1;
        check.limit = 0.3;
        check.verdict = Message("Each epoch shows all %1 exams.", {"24"});
        each(check);
        while (!may_go_on) {
            if (stop.stop_requested())
                return cancelled();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        check.check = "learning_rate";
        check.ok = false;
        check.verdict = Message("The loss does not move.");
        check.what_to_do = Message("The learning rate is too low: try %1.", {"0.001"});
        each(check);
        return {};
    }
    std::atomic<bool> saw_tokenizer = false;
};

class CheckingDoor : public BackendDoor
{
public:
    CheckingBackend checking;
    ScriptedTokenizers scripted;
    Result<ModelBackend *> backend() override { return &checking; }
    TokenizerService &tokenizers() override { return scripted; }
};

} // namespace

class tst_RunChecksDialog : public QObject
{
    Q_OBJECT
private slots:
    void linesComeAndAreSaved()
    {
        UiStudy study;
        CheckingDoor door;
        AppContext context(door, study.jobs, theme(), study.selections, study.notifications,
                           study.settings, study.actions);
        context.study = study.context.study;
        RunChecksDialog dialog(context, RunChecksDialog::What::doctor, *preset("quick"), {});
        dialog.show();
        QTRY_COMPARE(dialog.checks().size(), 2);
        QTRY_VERIFY(!dialog.isRunning());
        QVERIFY(door.checking.saw_tokenizer);
        auto *list = dialog.findChild<QTreeWidget *>();
        QCOMPARE(list->topLevelItemCount(), 5); // two checks, two verdicts, one advice
        keepPicture(dialog, QStringLiteral("doctor"));
        const QString file = study.files.path(QStringLiteral("report.txt"));
        QVERIFY(dialog.saveReport(file).has_value());
        const auto text = read_file(file.toStdString());
        QVERIFY(text.has_value());
        QVERIFY(text->find("try 0.001") != std::string::npos);
        const QString lines = study.files.path(QStringLiteral("report.jsonl"));
        QVERIFY(dialog.saveReport(lines).has_value());
        QCOMPARE(QByteArray::fromStdString(*read_file(lines.toStdString())).count('\n'), 2);
    }
    void aStopKeepsWhatWasFound()
    {
        UiStudy study;
        CheckingDoor door;
        door.checking.may_go_on = false;
        AppContext context(door, study.jobs, theme(), study.selections, study.notifications,
                           study.settings, study.actions);
        context.study = study.context.study;
        RunChecksDialog dialog(context, RunChecksDialog::What::doctor, *preset("quick"), {});
        dialog.show();
        QTRY_COMPARE(dialog.checks().size(), 1);
        dialog.stop();
        QTRY_VERIFY(!dialog.isRunning());
        QCOMPARE(dialog.checks().size(), 1);
    }
};

QTEST_MAIN(tst_RunChecksDialog)
#include "tst_run_checks_dialog.moc"
