// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of runs: which there are, what they are called, who goes on, and their table.

#include "core/jobs/sweep.h"

#include <nlohmann/json.hpp>

#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <set>

using namespace retclip;

namespace {

SweepPlan planOf(const QStringList &grid, const QStringList &random = {}, int draws = 0)
{
    SweepPlan plan;
    plan.group = QStringLiteral("rates");
    plan.base = *preset("quick");
    for (const QString &text : grid)
        plan.grid.push_back(*sweepAxis(text));
    for (const QString &text : random)
        plan.random.push_back(*sweepAxis(text));
    plan.draws = draws;
    return plan;
}

RunRow rowOf(const SweepMember &member, int number, RunState state, std::optional<double> validation,
             std::optional<double> test = {})
{
    RunRow row;
    row.id.value = number;
    row.name = member.name;
    row.task = QString::fromStdString(member.config.task);
    row.state = state;
    row.config = QJsonDocument::fromJson(QByteArray::fromStdString(to_json(member.config).dump())).object();
    // Preparing gives each fold's tokenizer its own size; that makes no other row.
    row.config[QStringLiteral("network.vocab_size")] = 400 + number;
    if (validation)
        row.metrics[QStringLiteral("mean_recall_both_directions")] = *validation;
    if (test)
        row.metrics[QStringLiteral("test.mean_recall_both_directions")] = *test;
    return row;
}

} // namespace

Q_DECLARE_METATYPE(retclip::SweepPlan)

class tst_Sweep : public QObject
{
    Q_OBJECT

private slots:
    void gridsAreEveryCombination()
    {
        SweepPlan plan = planOf({"learning_rate=1e-4,1e-3", "batch_size=8,16,32"});
        plan.folds = 3;
        const auto members = sweepMembers(plan);
        QVERIFY(members.has_value());
        QCOMPARE(members->size(), std::size_t(2 * 3 * 3));
        std::set<QString> names;
        std::set<std::string> configs;
        for (const SweepMember &member : *members) {
            names.insert(member.name);
            configs.insert(member.config.hash());
            QCOMPARE(member.config.group, std::string("rates"));
            QCOMPARE(member.config.folds, 3);
            QCOMPARE(member.config.epochs, plan.base.epochs);
        }
        QCOMPARE(names.size(), members->size());
        QCOMPARE(configs.size(), members->size());
        QCOMPARE((*members)[0].name, QStringLiteral("rates-01-fold1"));
        QCOMPARE((*members)[4].config.batch_size, 16);
        QCOMPARE((*members)[4].config.fold, 2);
    }

    void foldsAloneAreOneCandidate()
    {
        SweepPlan plan = planOf({});
        plan.folds = 5;
        const auto members = sweepMembers(plan);
        QCOMPARE(members->size(), std::size_t(5));
        QCOMPARE(members->back().name, QStringLiteral("rates-fold5"));
    }

    void drawsLieInTheirRangeAndRepeat()
    {
        const SweepPlan plan = planOf({}, {"learning_rate=1e-5..1e-2:log", "batch_size=8..16", "schedule=cosine,constant"}, 200);
        const auto members = sweepMembers(plan), again = sweepMembers(plan);
        QVERIFY(members.has_value());
        QCOMPARE(members->size(), std::size_t(200));
        int low = 0;
        std::set<int> batches;
        std::set<std::string> schedules;
        for (std::size_t i = 0; i < members->size(); ++i) {
            const RunConfig &config = (*members)[i].config;
            QCOMPARE((*again)[i].config.hash(), config.hash());
            QVERIFY(config.learning_rate >= 1e-5 && config.learning_rate <= 1e-2);
            low += config.learning_rate < std::sqrt(1e-5 * 1e-2);
            batches.insert(config.batch_size);
            schedules.insert(config.schedule);
        }
        QVERIFY2(low > 70 && low < 130, qPrintable(QString::number(low))); // Half of them, by logarithm.
        QCOMPARE(batches.size(), std::size_t(9));
        QCOMPARE(*batches.begin(), 8);
        QCOMPARE(schedules.size(), std::size_t(2));
        SweepPlan other = plan;
        other.base.seed = 7;
        QVERIFY((*sweepMembers(other))[0].config.learning_rate != (*members)[0].config.learning_rate);
    }

    void whatCannotBeVariedIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addRow("no values") << "learning_rate=";
        QTest::addRow("no key") << "=3";
        QTest::addRow("no such setting") << "rate=1";
        QTest::addRow("a value outside") << "batch_size=8,0";
        QTest::addRow("a range upside down") << "learning_rate=1e-3..1e-5";
        QTest::addRow("a logarithm of 0") << "weight_decay=0..0.1:log";
        QTest::addRow("a range of words") << "schedule=cosine..constant";
        QTest::addRow("a range that leaves the setting's") << "ema_decay=0.5..2";
    }
    void whatCannotBeVariedIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!sweepAxis(text));
    }

    void plansThatMakeNoRunsAreRefused_data()
    {
        QTest::addColumn<SweepPlan>("plan");
        QTest::addRow("nothing varies") << planOf({});
        QTest::addRow("a combination that does not fit") << planOf({"micro_batch=0,64"});
        QTest::addRow("no number of draws") << planOf({}, {"learning_rate=1e-5..1e-3"});
        QTest::addRow("a range in a grid") << planOf({"learning_rate=1e-5..1e-3"});
        SweepPlan two = planOf({});
        two.folds = 2;
        QTest::addRow("two folds") << two;
        SweepPlan nameless = planOf({"epochs=1,2"});
        nameless.group.clear();
        QTest::addRow("no name") << nameless;
    }
    void plansThatMakeNoRunsAreRefused()
    {
        QFETCH(SweepPlan, plan);
        QCOMPARE(sweepMembers(plan).error().code, ErrorCode::invalid_argument);
    }

    void halvingKeepsTheBest()
    {
        SweepPlan plan = planOf({}, {"learning_rate=1e-5..1e-2:log"}, 9);
        plan.halving = 3;
        plan.base.epochs = 90;
        plan.base.max_steps = 0;
        plan.base.warmup_steps = 18;
        QCOMPARE(halvingRounds(9, 3), 3);
        auto round = *sweepMembers(plan);
        QCOMPARE(round.size(), std::size_t(9));
        QCOMPARE(round[0].config.epochs, 10);
        QCOMPARE(round[0].config.warmup_steps, 2);
        QCOMPARE(round[0].name, QStringLiteral("rates-round1-01"));
        std::vector<std::optional<double>> figures;
        for (int i = 0; i < 9; ++i) // Candidate 4 failed; 7, 2 and 5 were the best.
            figures.push_back(i == 4 ? std::nullopt
                                     : std::optional(i == 7 ? 0.9 : i == 2 ? 0.8 : i == 5 ? 0.7 : 0.1 * i / 10));
        const auto second = *nextRound(plan, round, figures);
        QCOMPARE(second.size(), std::size_t(3));
        QCOMPARE(second[0].candidate, 2);
        QCOMPARE(second[1].candidate, 5);
        QCOMPARE(second[2].candidate, 7);
        QCOMPARE(second[0].config.epochs, 30);
        QCOMPARE(second[0].config.learning_rate, round[2].config.learning_rate);
        QCOMPARE(second[2].name, QStringLiteral("rates-round2-08"));
        const auto last = *nextRound(plan, second, {0.1, 0.5, 0.4});
        QCOMPARE(last.size(), std::size_t(1));
        QCOMPARE(last[0].candidate, 5);
        QCOMPARE(last[0].config.epochs, 90);
        QVERIFY(nextRound(plan, last, {0.5})->empty());
        QVERIFY(nextRound(plan, round, std::vector<std::optional<double>>(9))->empty()); // Nobody came through.
    }

    void theTableHasMeansAndTheBestFirst()
    {
        SweepPlan plan = planOf({"learning_rate=0.0001,0.001"});
        plan.folds = 3;
        const auto members = *sweepMembers(plan);
        const double validation[] = {0.2, 0.3, 0.4, 0.5, 0.7, 0.6}, test[] = {0.1, 0.1, 0.4, 0.3, 0.5, 0.4};
        QVector<RunRow> runs;
        for (int i = 5; i >= 0; --i) // Newest first, as the registry gives them.
            runs.append(rowOf(members[std::size_t(i)], 10 + i, RunState::done, validation[i], test[i]));
        RunRow stranger = runs.front();
        stranger.config.remove(QStringLiteral("group"));
        runs.append(stranger);
        QCOMPARE(groupsOf(runs), QStringList{QStringLiteral("rates")});
        const SweepTable table = sweepTable(runs, QStringLiteral("rates"));
        QCOMPARE(table.metric, std::string("mean_recall_both_directions"));
        QCOMPARE(table.rows.size(), std::size_t(2));
        const SweepRow &best = table.rows[0];
        QCOMPARE(table.best(), &best);
        QCOMPARE(best.settings.size(), std::size_t(1));
        QCOMPARE(best.settings[0].first, std::string("learning_rate"));
        QCOMPARE(best.settings[0].second, std::string("0.001"));
        QCOMPARE(best.runs.size(), 3);
        QCOMPARE(best.runs[2].id.value, qint64(15));
        QVERIFY(std::abs(best.validation->mean - 0.6) < 1e-12);
        QVERIFY(std::abs(*best.validation->deviation - 0.1) < 1e-12);
        QVERIFY(std::abs(best.test->mean - 0.4) < 1e-12);
        QVERIFY(std::abs(*best.test->deviation - 0.1) < 1e-12);
        // While a fold is missing, nothing is the best yet.
        runs[0].state = RunState::running;
        const SweepTable early = sweepTable(runs, QStringLiteral("rates"));
        QCOMPARE(early.rows[0].done, 2);
        QVERIFY(!early.best());
    }

    void aRunIsKnownAgainByItsSettings()
    {
        const auto members = *sweepMembers(planOf({"epochs=1,2"}));
        const RunRow row = rowOf(members[0], 1, RunState::done, {});
        const auto asked = QJsonDocument::fromJson(QByteArray::fromStdString(to_json(members[0].config).dump())).object();
        QVERIFY(sameSettings(row.config, asked));
        QVERIFY(!sameSettings(rowOf(members[1], 2, RunState::done, {}).config, asked));
    }
};

QTEST_APPLESS_MAIN(tst_Sweep)
#include "tst_sweep.moc"
