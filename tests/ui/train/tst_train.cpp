// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/run_look.h"
#include "tests/ui/support/ui_study.h"
#include "ui/train/cluster_dialog.h"
#include "ui/train/new_run_page.h"
#include "ui/train/preflight.h"
#include "ui/train/run_charts.h"
#include "ui/train/run_figures.h"
#include "ui/train/run_form.h"
#include "ui/train/run_history.h"
#include "ui/train/run_list.h"
#include "ui/train/run_looks.h"
#include "ui/train/run_page.h"
#include "ui/train/run_parallel.h"
#include "ui/train/train_workspace.h"

#include <QDir>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace retclip;

class tst_Train : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }

    // ---- The form ---------------------------------------------------------------------------

    void typedValuesMakeTheConfiguration_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("value");
        QTest::newRow("a whole number") << "batch_size" << "48" << "48";
        QTest::newRow("a number with an exponent") << "learning_rate" << "2e-4" << "2e-04";
        QTest::newRow("a choice") << "one_eyed" << "leave_out" << "leave_out";
        QTest::newRow("spaces around a number") << "epochs" << " 7 " << "7";
        QTest::newRow("a folded field") << "beta2" << "0.95" << "0.95";
        QTest::newRow("a file beside the person, whole for a run that computes elsewhere")
            << "start_from" << "runs/best.pt" << QDir::current().absoluteFilePath("runs/best.pt");
    }
    void typedValuesMakeTheConfiguration()
    {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        QFETCH(QString, value);
        RunForm form;
        form.setPreset("pretrain-small");
        QVERIFY(!form.isChanged(key));
        form.typeInto(key, typed);
        QCOMPARE(form.errorOf(key), QString());
        const FieldDescription *field = find_run_field(key.toStdString());
        QVERIFY(field);
        QCOMPARE(QString::fromStdString(field_value(form.config(), *field)), value);
        QVERIFY(form.isChanged(key));
        QVERIFY(form.commandLine("s.study").contains(key + "=" + value));
        form.resetField(key);
        QVERIFY(!form.isChanged(key));
        QVERIFY(!form.commandLine("s.study").contains("--set"));
    }

    void valuesThatCannotBeAreRefusedInWords_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        QTest::newRow("a word where a number belongs") << "batch_size" << "many";
        QTest::newRow("below the range") << "batch_size" << "0";
        QTest::newRow("empty") << "epochs" << "";
        QTest::newRow("not finite") << "learning_rate" << "nan";
    }
    void valuesThatCannotBeAreRefusedInWords()
    {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        RunForm form;
        form.setPreset("pretrain-small");
        const std::string before = form.config().hash();
        QSignalSpy refused(&form, &RunForm::refusalChanged);
        form.typeInto(key, typed);
        QVERIFY(!form.errorOf(key).isEmpty());
        QVERIFY(form.refusal().contains(form.errorOf(key)));
        QVERIFY(refused.count() > 0);
        QCOMPARE(form.config().hash(), before);
        form.resetField(key);
        QVERIFY(form.refusal().isEmpty());
    }

    void everyFieldOfTheTaskIsInTheForm()
    {
        for (const char *preset : {"pretrain-small", "finetune", "probe"}) {
            RunForm form;
            form.setPreset(preset);
            form.showAdvanced(true);
            const Task task = form.config().task == "probe" ? Task::probe
                : form.config().task == "finetune"          ? Task::finetune
                                                            : Task::pretrain;
            for (const FieldDescription &field : run_fields()) {
                const QString key = field.key;
                if (key == "task" || key == "preset" || key == "version")
                    continue;
                QCOMPARE(form.shownKeys().contains(key), bool(field.tasks & (1u << unsigned(task))));
            }
        }
    }

    void aProbeNeedsALabelSet()
    {
        RunForm form;
        form.setLabelSets({binarySet("glaucoma")});
        form.setPreset("probe");
        QVERIFY(!form.refusal().isEmpty());
        form.typeInto("label_set", "glaucoma");
        QCOMPARE(form.refusal(), QString());
    }

    // ---- The check before the run ------------------------------------------------------------

    void theFloorOfDuplicateReports_data()
    {
        QTest::addColumn<QStringList>("texts");
        QTest::addColumn<int>("batch");
        QTest::addColumn<double>("floor");
        QTest::newRow("all different") << QStringList{"a", "b", "c", "d"} << 4 << 0.0;
        QTest::newRow("all the same, whole batch") << QStringList{"a", "a", "a", "a"} << 4 << std::log(4.0);
        QTest::newRow("two pairs, whole batch") << QStringList{"a", "a", "b", "b"} << 4 << std::log(2.0);
        QTest::newRow("a batch of one") << QStringList{"a", "a"} << 1 << 0.0;
    }
    void theFloorOfDuplicateReports()
    {
        QFETCH(QStringList, texts);
        QFETCH(int, batch);
        QFETCH(double, floor);
        std::vector<std::string> list;
        for (const QString &text : texts)
            list.push_back(text.toStdString());
        QVERIFY(std::abs(duplicateFloor(list, batch) - floor) < 1e-12);
    }

    void theCheckCountsWhatARunWillSee()
    {
        UiStudy study;
        const auto manifest = study.document->study().manifest({}, {}, 123);
        QVERIFY_OK(manifest);
        RunConfig config = *preset("pretrain-small");
        config.batch_size = 500;
        config.context_length = 20;
        ScriptedTokenizers tokenizers;
        const auto tokenizer = tokenizers.open({});
        const PreflightFacts facts = preflightFacts(*manifest, config, tokenizer->get());
        QCOMPARE(facts.training + facts.validation + facts.test, 24);
        QVERIFY(facts.oneEyed <= 1);
        QVERIFY(facts.cutReports > 0);
        QCOMPARE(qint64(facts.cutExams.size()), facts.cutReports);
        const auto lines = Preflight::lines(facts, config, RunEstimate{2'000'000'000, 0.5, 3, 600, 0});
        const auto count = [&](PreflightLine::Kind kind) {
            return std::count_if(lines.begin(), lines.end(),
                                 [&](const PreflightLine &line) { return line.kind == kind; });
        };
        // The batch is larger than the data and reports are cut.
        QVERIFY(count(PreflightLine::Kind::warning) >= 2);
        QCOMPARE(count(PreflightLine::Kind::error), 0);
        // A classifier on an encoder that has learnt nothing is told of before it is started.
        const auto aboutTheStart = [&](const char *name, const char *start) {
            RunConfig classifier = *preset(name);
            classifier.start_from = start;
            const auto told = Preflight::lines(facts, classifier, {});
            return std::count_if(told.begin(), told.end(), [](const PreflightLine &line) {
                return line.kind == PreflightLine::Kind::warning && line.toDo.contains("start_from");
            });
        };
        QCOMPARE(aboutTheStart("probe", ""), 1);
        QCOMPARE(aboutTheStart("finetune", ""), 1);
        QCOMPARE(aboutTheStart("probe", "/w.pt"), 0);
        QCOMPARE(aboutTheStart("pretrain-small", ""), 0);
        PreflightFacts nothing;
        const auto refused = Preflight::lines(nothing, config, {});
        QVERIFY(std::any_of(refused.begin(), refused.end(), [](const PreflightLine &line) {
            return line.kind == PreflightLine::Kind::error && !line.toDo.isEmpty();
        }));
    }

    // ---- Curves -------------------------------------------------------------------------------

    void oneFigureStandsForARun()
    {
        // The other direction comes first in the alphabet, and a validation that was not kept was higher.
        const std::map<std::string, double> kept{
            {"image_to_text.recall_at_5", 0.389}, {"left.recall_at_5", 0.5}, {"loss", 3.0},
            {"recall_at_5", 0.333}, {"is_best", 1}};
        std::map<std::string, double> later = kept;
        later["recall_at_5"] = 0.4;
        later["is_best"] = 0;
        RunColumns columns;
        columns.validations = {{{}, kept}, {{}, later}};
        RunRow run;
        for (const auto &[key, value] : kept)
            run.metrics[QString::fromStdString(key)] = value;
        QCOMPARE(runHeadline(run), bestValidationText(columns));
        QCOMPARE(runHeadline(run), QStringLiteral("R@5 T→I ") + QLocale().toString(0.333, 'f', 3));
        QCOMPARE(bestValidationText({}), QString());
        run.metrics = {{"auroc", 0.9}, {"recall_at_5", 0.3}};
        QVERIFY(runHeadline(run).startsWith("AUROC"));
    }

    void hoursDoNotCountAPause()
    {
        RunColumnsBuilder builder;
        RunColumns columns;
        RunEvent event;
        event.kind = RunEventKind::start;
        event.time = 1000;
        builder.add(event, columns);
        event.kind = RunEventKind::step;
        event.step = 1;
        event.epoch = 1;
        event.time = 1000 + 1800;
        event.loss = 3;
        builder.add(event, columns);
        event.kind = RunEventKind::start; // Resumed ten hours later.
        event.time = 1000 + 1800 + 36'000;
        builder.add(event, columns);
        event.kind = RunEventKind::step;
        event.step = 2;
        event.time += 1800;
        builder.add(event, columns);
        QCOMPARE(columns.size(), 2u);
        QCOMPARE(columns.places[0].hours, 0.5);
        QCOMPARE(columns.places[1].hours, 1.0);
        QVERIFY(std::isnan(columns.values[std::size_t(Quantity::memoryGiB)][0]));
    }

    void aGrowingFileIsFollowedAndAbandonedStepsAreTakenBack()
    {
        QTemporaryDir folder;
        const auto file = path_from_utf8(folder.filePath("events.jsonl").toStdString());
        JobPool jobs(1);
        RunHistory history(jobs, folder.path());
        QSignalSpy grew(&history, &RunHistory::grew);
        QSignalSpy restarted(&history, &RunHistory::restarted);
        const auto events = ScriptedBackend::events(40, 16, 1, 1.7e9);
        {
            RunEventWriter writer;
            QVERIFY_OK(writer.open(file));
            for (const RunEvent &event : events)
                if (event.step <= 20 && event.kind != RunEventKind::end)
                    QVERIFY_OK(writer.write(event));
        }
        history.poll();
        QTRY_COMPARE(grew.count(), 1);
        QCOMPARE(history.columns().size(), 20u);
        QVERIFY_OK(abandon_events_after(file, 15));
        history.poll();
        QTRY_COMPARE(restarted.count(), 1);
        QTRY_COMPARE(history.columns().size(), 15u);
        QCOMPARE(history.abandoned().size(), 5u);
        QCOMPARE(history.columns().places.back().step, 15.0);
    }

    void aButtonOutlivesTheFormThatItRebuilds()
    {
        RunForm form;
        form.setPreset("pretrain-small");
        form.resize(500, 700);
        form.show();
        QVERIFY(QTest::qWaitForWindowExposed(&form));
        for (const bool open : {true, false}) {
            QToolButton *more = nullptr;
            for (QToolButton *button : form.findChildren<QToolButton *>())
                if (button->isVisible() && button->text().startsWith("Advanced settings"))
                    more = button;
            QVERIFY(more);
            QSignalSpy clicked(more, &QToolButton::clicked); // told after the form was built anew
            const qsizetype before = form.shownKeys().size();
            QTest::mouseClick(more, Qt::LeftButton);
            QCOMPARE(clicked.count(), 1);
            QVERIFY(open ? form.shownKeys().size() > before : form.shownKeys().size() < before);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }

    // ---- The queue ----------------------------------------------------------------------------

    void statesFollowTheKeys()
    {
        UiStudy study;
        study.door.scripted.steps = 100'000;
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1200, 760);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.newRun("pretrain-small");
        QTRY_VERIFY(page.newRunPage()->lines().size() > 2);
        RunOrder order;
        order.config = *preset("pretrain-small");
        order.person = "Dr. Reader";
        order.manifest = *study.document->study().manifest({}, {}, 123);
        order.name = "first";
        const auto first = study.queue->add(order);
        QVERIFY_OK(first);
        order.name = "second";
        const auto second = study.queue->add(order);
        QVERIFY_OK(second);
        page.showRun(*first);
        const auto state = [&](RunId id) {
            const auto run = page.model()->run(id);
            return run ? run->state : RunState::failed;
        };
        QTRY_COMPARE(state(*first), RunState::running);
        QCOMPARE(state(*second), RunState::waiting);
        QTRY_VERIFY(page.charts()->chart(RunCharts::Panel::loss)->data(0).size() > 20);

        // A pause can be taken back.
        page.pauseOrResume();
        page.pauseOrResume();
        QCOMPARE(state(*first), RunState::running);

        study.queue->pause(*first);
        QTRY_COMPARE(state(*first), RunState::paused);
        QTRY_COMPARE(state(*second), RunState::running);
        page.showRun(*second);
        page.cancelRun();
        QTRY_COMPARE(state(*second), RunState::cancelled);
        study.door.scripted.steps = study.door.scripted.trained_steps;
        page.showRun(*first);
        page.pauseOrResume();
        QTRY_VERIFY(state(*first) == RunState::running || state(*first) == RunState::done);
        QTRY_COMPARE_WITH_TIMEOUT(state(*first), RunState::done, 60'000);
        QCOMPARE(page.model()->run(*first)->name, QString("first"));
        page.toggleStar();
        QVERIFY(page.model()->run(*first)->star);
    }

    void theWindowIsNotHeldUpWhileARunWrites()
    {
        UiStudy study;
        study.door.scripted.steps = 1500;
        study.door.scripted.microseconds_a_step = 800;
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1200, 760);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        RunOrder order;
        order.config = *preset("pretrain-small");
        order.person = "Dr. Reader";
        order.manifest = *study.document->study().manifest({}, {}, 123);
        const auto id = study.queue->add(order);
        QVERIFY_OK(id);
        page.showRun(*id);
        StallCounter counter;
        QTRY_COMPARE_WITH_TIMEOUT(page.model()->run(*id)->state, RunState::done, 120'000);
        QTRY_COMPARE_WITH_TIMEOUT(page.charts()->chart(RunCharts::Panel::loss)->data(0).size(),
                                  std::size_t(1500), 60'000);
        qInfo("%d gaps above 50 ms among %d ticks", counter.stalls, counter.ticks);
        QVERIFY2(counter.stalls == 0, qPrintable(counter.causes.join(QLatin1Char('\n'))));
    }

    void comparedRunsShareTheCharts()
    {
        UiStudy study;
        const RunId a = study.addFinishedRun("small-64", 400, 2);
        const RunId b = study.addFinishedRun("slower-rate", 400, 3);
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.showRun(a);
        page.toggleCompared();
        page.showRun(b);
        const auto loss = [&] { return page.charts()->chart(RunCharts::Panel::loss); };
        QTRY_COMPARE(loss()->curveCount(), 4); // Two runs, each with its abandoned steps.
        QTRY_COMPARE(loss()->data(0).size(), 400u);
        QTRY_COMPARE(loss()->data(2).size(), 400u);
        // What a person chose survives theme and language.
        theme().apply(ThemeChoice::dark, 100);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(&page, &language);
        QCOMPARE(page.currentRun()->id, b);
        QCOMPARE(loss()->data(2).size(), 400u);
        theme().apply(ThemeChoice::light, 100);
    }

    void aStepsTimeIsDrawnAsShares()
    {
        RunColumnsBuilder builder;
        RunColumns columns;
        RunEvent event;
        event.kind = RunEventKind::step;
        event.time = 1000;
        event.epoch = 1;
        const auto newest = [&](Quantity quantity) { return columns.values[std::size_t(quantity)].back(); };
        event.step = 1; // An older program told nothing of it.
        builder.add(event, columns);
        QVERIFY(std::isnan(newest(Quantity::waitShare)) && std::isnan(newest(Quantity::otherShare)));
        event.step = 2;
        event.step_s = 2;
        event.wait_s = 0.1;
        event.forward_s = 0.5;
        event.backward_s = 1;
        event.optimizer_s = 0.2;
        event.utilisation = 0.4;
        event.gradient_norms = {{"heads", 2}};
        builder.add(event, columns);
        QCOMPARE(newest(Quantity::waitShare), 5.0);
        QCOMPARE(newest(Quantity::backwardShare), 50.0);
        QVERIFY(std::abs(newest(Quantity::otherShare) - 10) < 1e-9);
        QCOMPARE(newest(Quantity::utilisation), 40.0);
        event.step = 3;
        event.gradient_norms = {{"image_start", 1}};
        builder.add(event, columns);
        QCOMPARE(columns.gradientGroups.size(), 2u);
        for (const auto &[group, norms] : columns.gradientGroups)
            QCOMPARE(norms.size(), 3u);
        QVERIFY(std::isnan(columns.gradientGroups["heads"][0]) && std::isnan(columns.gradientGroups["heads"][2]));
        QCOMPARE(columns.gradientGroups["heads"][1], 2.0);
    }

    void hoursDoNotCountASleep()
    {
        RunColumnsBuilder builder;
        RunColumns columns;
        RunEvent event;
        event.kind = RunEventKind::start;
        event.time = 1000;
        builder.add(event, columns);
        event.kind = RunEventKind::step;
        event.step = 1;
        event.time = 1000 + 1800 + 36'000; // It slept ten hours within the step.
        builder.add(event, columns);
        event.kind = RunEventKind::note;
        event.metrics["asleep_s"] = 36'000;
        builder.add(event, columns);
        event.metrics.clear();
        event.kind = RunEventKind::step;
        event.step = 2;
        event.time += 1800;
        builder.add(event, columns);
        QCOMPARE(columns.places.back().hours, 1.0);
    }

    void settingsThatFitCanBeTaken()
    {
        RunEstimate estimate;
        estimate.memory_bytes = 30'000'000'000;
        QCOMPARE(Preflight::memoryLine(estimate).kind, PreflightLine::Kind::info); // What is free is not known.
        estimate.memory_free_bytes = 40'000'000'000;
        QCOMPARE(Preflight::memoryLine(estimate).kind, PreflightLine::Kind::ok);
        estimate.memory_free_bytes = 20'000'000'000;
        QCOMPARE(Preflight::memoryLine(estimate).kind, PreflightLine::Kind::warning);
        QVERIFY(Preflight::memoryLine(estimate).proposal.empty() && !Preflight::memoryLine(estimate).toDo.isEmpty());
        estimate.proposal = {{"micro_batch", "4"}, {"gradient_checkpointing", "true"}};
        estimate.proposal_bytes = 9'000'000'000;
        estimate.proposal_time = 5.0 / 3;
        QVERIFY(Preflight::memoryLine(estimate).toDo.contains("4"));

        UiStudy study;
        study.door.scripted.estimated = estimate;
        study.startQueue();
        NewRunPage page(study.context);
        page.resize(1200, 760);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.begin("pretrain-small");
        QPushButton *use = nullptr;
        QTRY_VERIFY((use = page.findChild<QPushButton *>("use-proposal")));
        QTest::qWait(100);
        keepPicture(page, "train_proposal");
        QTest::mouseClick(use, Qt::LeftButton);
        QTRY_COMPARE(page.form()->config().micro_batch, 4);
        QVERIFY(page.form()->config().gradient_checkpointing);
        QCOMPARE(page.form()->errorOf("micro_batch"), QString());
    }

    void whatAValidationSawIsShown()
    {
        UiStudy study;
        const RunId id = study.addFinishedRun("looked at", 100, 2);
        const auto row = study.document->study().run(QString::number(id.value));
        QVERIFY_OK(row);
        RunLook look;
        for (int step = 10; step <= 30; step += 10) {
            look.step = step;
            look.batch.clear();
            look.matrix.clear();
            for (int i = 0; i < 12; ++i) {
                look.batch.push_back({ExamId{i + 1}, "E" + std::to_string(i + 1)});
                for (int k = 0; k < 12; ++k)
                    look.matrix.push_back(float(i == k ? 0.02 * step + 0.2 : 0.1 * std::sin(i * 5.0 + k)));
            }
            look.asked.clear();
            for (int i = 0; i < 8; ++i) {
                RunLook::Asked asked{look.batch[std::size_t(i)], 1 + (30 - step) / 10 * (i % 3), {}};
                for (std::size_t k = 0; k < told_neighbours; ++k)
                    asked.nearest.push_back({look.batch[(std::size_t(i) + k) % 12], 0.9 - 0.1 * double(k)});
                look.asked.push_back(asked);
            }
            QVERIFY_OK(append_run_look(path_from_utf8(row->folder.toStdString()), look));
        }
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1440, 900);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.showRun(id);
        RunLooks &looks = page.runPage()->looks();
        page.runPage()->showTab(RunPage::Tab::looks);
        QTRY_COMPARE(looks.looks().size(), 3u);
        QCOMPARE(looks.slider()->value(), 2); // The newest.
        QCOMPARE(looks.table()->rowCount(), 8);
        QCOMPARE(looks.table()->item(3, 1)->text(), QString("1"));
        QVERIFY(looks.table()->item(3, 2)->text().contains("E4"));
        QVERIFY(looks.matrix()->sentenceAt(looks.matrix()->rect().center()).contains("E"));
        QCOMPARE(looks.matrix()->sentenceAt({-5, -5}), QString());
        for (const bool dark : {false, true}) {
            theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
            QTest::qWait(100);
            keepPicture(page, QString("train_looks_%1").arg(dark ? "dark" : "light"));
        }
        theme().apply(ThemeChoice::light, 100);
        looks.slider()->setValue(0);
        QCOMPARE(looks.table()->item(5, 1)->text(), QString("5"));
    }

    void whatDiffersBetweenRunsIsDrawnAsLines()
    {
        const auto run = [](int number, double rate, int batch, const char *loss, double figure) {
            RunRow row;
            row.id = RunId{number};
            row.name = QString("run-%1").arg(number);
            row.config = {{"learning_rate", rate}, {"batch_size", batch}, {"contrastive_loss", loss}, {"epochs", 10}};
            if (figure >= 0)
                row.metrics = {{"recall_at_5", figure}};
            return row;
        };
        const QVector<RunRow> runs{run(1, 1e-4, 16, "softmax", 0.2), run(2, 1e-3, 32, "sigmoid", 0.6),
                                   run(3, 1e-2, 64, "softmax", -1), run(4, 1e-3, 32, "softmax", 0.4)};
        const auto axes = parallelAxes(runs);
        QCOMPARE(axes.size(), 4); // Epochs do not differ.
        const auto axis = [&](const char *key) {
            const QString title = QCoreApplication::translate("RunField", find_run_field(key)->label);
            return *std::find_if(axes.begin(), axes.end(), [&](const ParallelAxis &each) { return each.title == title; });
        };
        const ParallelAxis rates = axis("learning_rate");
        QVERIFY(std::abs(rates.places[1] - 0.5) < 1e-9); // By the logarithm.
        QCOMPARE(rates.places[2], 1.0);
        const ParallelAxis batches = axis("batch_size");
        QVERIFY(std::abs(batches.places[1] - 1.0 / 3) < 1e-9);
        QCOMPARE(axis("contrastive_loss").words, (QStringList{"sigmoid", "softmax"}));
        QVERIFY(axes.last().title.startsWith("R@5"));
        QVERIFY(std::isnan(axes.last().places[2]));
        QCOMPARE(axes.last().places[1], 1.0);

        for (const bool dark : {false, true}) {
            theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
            RunParallel lines;
            lines.resize(900, 220);
            lines.showRuns(runs);
            lines.show();
            QVERIFY(QTest::qWaitForWindowExposed(&lines));
            keepPicture(lines, QString("train_parallel_%1").arg(dark ? "dark" : "light"));
            QSignalSpy wanted(&lines, &RunParallel::runWanted);
            QTest::mouseClick(&lines, Qt::LeftButton, {}, lines.pointOf(0, 0).toPoint());
            QCOMPARE(wanted.count(), 1);
            QCOMPARE(wanted[0][0].value<RunId>(), RunId{1});
            QTest::mouseClick(&lines, Qt::LeftButton, {}, QPoint(3, 3));
            QCOMPARE(wanted.count(), 1);
        }
        theme().apply(ThemeChoice::light, 100);
        QVERIFY(parallelAxes({runs[0], runs[0]}).size() <= 1); // Nothing differs but the figure's axis.
    }

    void aRunThatEndedByNaNGoesOnAtHalfTheRate()
    {
        UiStudy study;
        const RunId id = study.addFinishedRun("hot", 40, 2);
        auto row = study.document->study().run(QString::number(id.value));
        QVERIFY_OK(row);
        row->state = RunState::failed;
        row->message = "The loss became NaN.";
        QVERIFY_OK(study.document->study().updateRun(*row));
        RunEventWriter writer;
        QVERIFY_OK(writer.open(path_from_utf8(row->folder.toStdString()) / "events.jsonl"));
        RunEvent end;
        end.kind = RunEventKind::end;
        end.step = 40;
        end.time = 1.7e9 + 100;
        end.outcome = "failed";
        end.metrics["not_finite_step"] = 41;
        QVERIFY_OK(writer.write(end));
        study.door.scripted.steps = 100'000;
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1200, 800);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.showRun(id);
        auto *lower = page.findChild<QToolButton *>("lower-rate");
        QVERIFY(lower);
        QTRY_VERIFY(lower->isVisible());
        keepPicture(page, "train_not_finite");
        const double rate = row->config["learning_rate"].toDouble();
        QTest::mouseClick(lower, Qt::LeftButton);
        QTRY_COMPARE(page.model()->run(id)->state, RunState::running);
        QCOMPARE(page.model()->run(id)->config["learning_rate"].toDouble(), rate / 2);
        QVERIFY(!lower->isVisible());
        study.queue->pause(id);
        QTRY_COMPARE(page.model()->run(id)->state, RunState::paused);
        QVERIFY(!lower->isVisible()); // A pause is no NaN.
    }

    void aJobForAClusterIsWritten()
    {
        UiStudy study;
        QTemporaryDir place;
        RunConfig config = *preset("pretrain-small");
        ClusterDialog dialog(study.context, config, {}, "big");
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QSignalSpy written(&dialog, &ClusterDialog::written);
        dialog.write(); // Without a folder: nothing.
        dialog.setFolder(place.filePath("job"));
        const auto boxes = dialog.findChildren<QSpinBox *>();
        QVERIFY(boxes.size() >= 4);
        boxes[0]->setValue(3); // 32 patients are not dealt to three.
        QVERIFY(dialog.told().contains("3"));
        dialog.write();
        QCOMPARE(written.count(), 0);
        boxes[0]->setValue(2);
        QVERIFY(dialog.told().contains("16"));
        dialog.write();
        QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, 60'000);
        for (const char *name : {"run.json", "manifest.jsonl", "slurm.sh", "torchrun.sh", "README.txt", "photographs"})
            QVERIFY2(QFile::exists(place.filePath(QString("job/") + name)), name);
        for (const bool dark : {false, true}) {
            theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
            QTest::qWait(50);
            keepPicture(dialog, QString("train_cluster_%1").arg(dark ? "dark" : "light"));
        }
        theme().apply(ThemeChoice::light, 100);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
        UiStudy study;
        study.addFinishedRun("small-64", 400, 2);
        study.addFinishedRun("slower-rate", 400, 3);
        const RunId id = study.addFinishedRun("gon-b64, all reports", 900, 4);
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1440, 820);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.showRun(id);
        QTRY_COMPARE(page.charts()->chart(RunCharts::Panel::loss)->data(0).size(), 900u);
        QTest::qWait(150);
        const QString tail = dark ? "_dark" : "_light";
        keepPicture(page, "train_run" + tail);
        page.toggleCompared();
        page.showRun(RunId{1});
        QTest::qWait(250);
        keepPicture(page, "train_compare" + tail);
        page.newRun("pretrain-small");
        page.newRunPage()->form()->typeInto("batch_size", "16");
        page.newRunPage()->form()->typeInto("epochs", "many");
        QTRY_VERIFY(page.newRunPage()->lines().size() > 3);
        QTest::qWait(150);
        keepPicture(page, "train_form" + tail);
        page.newRun("probe");
        page.newRunPage()->form()->showAdvanced(true);
        QTest::qWait(500);
        keepPicture(page, "train_probe" + tail);
        QVERIFY(!page.newRunPage()->lines().isEmpty());
    }
};

QTEST_MAIN(tst_Train)
#include "tst_train.moc"
