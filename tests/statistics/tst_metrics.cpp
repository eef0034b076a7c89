// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/statistics/classification.h"
#include "core/statistics/compact_rows.h"
#include "core/statistics/retrieval.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <random>

using namespace retclip;
using nlohmann::json;

namespace {

json fixture()
{
    auto text = read_file(std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / "fixtures" / "metrics"
                          / "cases.json");
    return text ? json::parse(*text) : json();
}

ClassificationInput input_of(const json &entry)
{
    ClassificationInput input;
    const std::string task = entry["task"];
    input.kind = task == "binary" ? LabelKind::binary
        : task == "multiclass"    ? LabelKind::multiclass
                                  : LabelKind::multilabel;
    const std::size_t columns = entry["scores"][0].is_array() ? entry["scores"][0].size() : 1;
    for (std::size_t c = 0; c < columns; ++c)
        input.classes.push_back("class " + std::to_string(c));
    for (const json &label : entry["labels"]) {
        input.targets.push_back(label.is_array() ? label.get<Targets>()
                                                 : Targets{label.get<int>()});
    }
    for (const json &row : entry["scores"]) {
        if (row.is_array()) {
            for (const json &value : row)
                input.exact_scores.push_back(value.get<double>());
        } else {
            input.exact_scores.push_back(row.get<double>());
        }
    }
    return input;
}

/// Where a name of the reference is found in our report: metric, part ('v'alue, m'a'cro, m'i'cro,
/// per 'c'lass).
struct Place
{
    const char *reference;
    const char *metric;
    char part;
};
constexpr Place places[] = {
    {"accuracy", "accuracy", 'v'},
    {"balanced_accuracy", "balanced_accuracy", 'v'},
    {"auroc", "auroc", 'v'},
    {"aupr", "average_precision", 'v'},
    {"auroc_macro_ovr", "auroc", 'a'},
    {"auroc_macro", "auroc", 'a'},
    {"auroc_macro_ovo", "auroc_ovo", 'v'},
    {"auroc_weighted_ovr", "auroc_weighted", 'v'},
    {"auroc_micro", "auroc", 'i'},
    {"auroc_per_class", "auroc", 'c'},
    {"aupr_macro_ovr", "average_precision", 'a'},
    {"aupr_macro", "average_precision", 'a'},
    {"aupr_micro", "average_precision", 'i'},
    {"aupr_per_class", "average_precision", 'c'},
    {"brier", "brier", 'v'},
    {"brier_sum_over_classes", "brier", 'v'},
    {"ece15", "ece", 'v'},
    {"f1", "f1", 'v'},
    {"f1_macro_declared_classes", "f1", 'a'},
    {"f1_macro", "f1", 'a'},
    {"f1_macro_present_classes", "f1_present_classes", 'v'},
    {"f1_micro", "f1", 'i'},
    {"f1_per_class", "f1", 'c'},
    {"f1_weighted", "f1_weighted", 'v'},
    {"kappa", "kappa", 'v'},
    {"kappa_linear", "kappa_linear", 'v'},
    {"kappa_quadratic", "kappa_quadratic", 'v'},
    {"mcc", "mcc", 'v'},
    {"precision_per_class", "precision", 'c'},
    {"recall_per_class", "recall", 'c'},
    {"sensitivity", "sensitivity", 'v'},
    {"specificity", "specificity", 'v'},
    {"log_loss", "log_loss", 'v'},
    {"top2_accuracy", "top2_accuracy", 'v'},
    {"top3_accuracy", "top3_accuracy", 'v'},
    {"hamming_loss", "hamming_loss", 'v'},
    {"subset_accuracy", "subset_accuracy", 'v'},
    {"kappa_pooled", "kappa_pooled", 'v'},
};

QString difference(const MetricValue &ours, const json &reference, double tolerance)
{
    if (reference.is_null()) {
        if (ours.value)
            return QString("should be undefined, is %1").arg(*ours.value);
        return ours.reason.empty() ? QString("undefined without a reason") : QString();
    }
    if (!ours.value)
        return QString("undefined: %1").arg(QString::fromStdString(ours.reason));
    const double apart = std::fabs(*ours.value - reference.get<double>());
    return apart <= tolerance ? QString()
                              : QString("%1 instead of %2")
                                    .arg(*ours.value, 0, 'g', 17)
                                    .arg(reference.get<double>(), 0, 'g', 17);
}

} // namespace

class tst_Metrics : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithReference_data()
    {
        QTest::addColumn<int>("index");
        const json cases = fixture();
        if (!cases.is_object()) {
            QTest::newRow("without fixtures") << -1;
            return;
        }
        for (std::size_t i = 0; i < cases["cases"].size(); ++i)
            QTest::newRow(cases["cases"][i]["name"].get<std::string>().c_str()) << int(i);
    }
    void agreesWithReference()
    {
        QFETCH(int, index);
        if (index < 0)
            QSKIP("the reference fixtures are not beside this checkout");
        const json all = fixture();
        const json entry = all["cases"][std::size_t(index)];
        const double tolerance = all["tolerance_abs"];
        const json &expected = entry["expected"];
        if (entry["task"] == "retrieval") {
            compareRetrieval(entry, tolerance);
            return;
        }
        const auto report = classification_report(input_of(entry), {});
        QVERIFY2(report, report ? "" : report.error().english().c_str());
        int compared = 0;
        for (const auto &[name, value] : expected.items()) {
            if (name == "undefined")
                continue;
            if (name == "support") {
                QCOMPARE(report->support.size(), value.size());
                for (std::size_t c = 0; c < value.size(); ++c)
                    QCOMPARE(double(report->support[c]), value[c].get<double>());
                continue;
            }
            if (name == "confusion") {
                QVERIFY(json(report->confusion.counts) == value);
                continue;
            }
            const Place *place = nullptr;
            for (const Place &candidate : places) {
                if (name == candidate.reference)
                    place = &candidate;
            }
            QVERIFY2(place, name.c_str());
            const Metric *metric = report->find(place->metric);
            QVERIFY2(metric, name.c_str());
            if (place->part == 'c') {
                QCOMPARE(metric->per_class.size(), value.size());
                for (std::size_t c = 0; c < value.size(); ++c) {
                    const QString wrong = difference(metric->per_class[c], value[c], tolerance);
                    QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromStdString(name) + ": " + wrong));
                    ++compared;
                }
                continue;
            }
            const MetricValue ours = place->part == 'v' ? metric->value
                : place->part == 'a'                    ? metric->macro.value()
                                                        : metric->micro.value();
            const QString wrong = difference(ours, value, tolerance);
            QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromStdString(name) + ": " + wrong));
            ++compared;
        }
        QVERIFY(compared > 5);
    }

    void intervalsHoldTheValueAndRepeat()
    {
        std::mt19937 random(7);
        std::normal_distribution<double> noise;
        ClassificationInput input;
        input.classes = {"glaucoma"};
        for (int i = 0; i < 400; ++i) {
            const int label = i % 3 == 0;
            input.targets.push_back({label});
            input.exact_scores.push_back(1 / (1 + std::exp(-(label + noise(random)))));
            input.patients.push_back(std::to_string(i / 2));
        }
        const BootstrapOptions options{500, 3, 0.95};
        const auto first = classification_report(input, options);
        const auto second = classification_report(input, options);
        QVERIFY(first && second);
        QCOMPARE(first->patients, std::int64_t(200));
        const MetricValue &a = first->find("auroc")->value;
        const MetricValue &b = second->find("auroc")->value;
        QVERIFY(a.interval && a.interval->low < *a.value && *a.value < a.interval->high);
        QVERIFY(a.interval->high - a.interval->low < 0.2);
        QCOMPARE(a.interval->low, b.interval->low);
        QCOMPARE(a.interval->high, b.interval->high);
    }

    void unknownLabelsAreLeftOutPerClass()
    {
        ClassificationInput input;
        input.kind = LabelKind::multilabel;
        input.classes = {"drusen", "haemorrhage"};
        input.targets = {{1, -1}, {0, 1}, {-1, 0}, {}};
        input.exact_scores = {0.9, 0.1, 0.2, 0.8, 0.99, 0.3, 0.5, 0.5};
        const auto report = classification_report(input, {});
        QVERIFY(report);
        QCOMPARE(*report->find("auroc")->per_class[0].value, 1.0);
        QCOMPARE(*report->find("auroc")->per_class[1].value, 1.0);
        QCOMPARE(*report->find("subset_accuracy")->value.value, 1.0);
        QCOMPARE(confusion_of_class(input, 0).counts[1][1], std::int64_t(1));
    }

    /// scikit-learn gives 0 where a class has no case; that 0 never stands without a word.
    void aZeroByConventionSaysSo_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("metric");
        QTest::addColumn<int>("absent");
        const struct { const char *name; LabelKind kind; int absent; } kinds[] = {
            {"binary", LabelKind::binary, 1}, {"multiclass", LabelKind::multiclass, 2},
            {"multilabel", LabelKind::multilabel, 1}};
        for (const auto &each : kinds) {
            for (const char *metric : {"f1", "precision", "recall"})
                QTest::addRow("%s %s", each.name, metric) << int(each.kind) << metric << each.absent;
        }
    }
    void aZeroByConventionSaysSo()
    {
        QFETCH(int, kind);
        QFETCH(QString, metric);
        QFETCH(int, absent);
        ClassificationInput input;
        input.kind = LabelKind(kind);
        switch (input.kind) {
        case LabelKind::binary:
            input.classes = {"glaucoma"};
            input.targets = {{0}, {0}, {0}};
            input.exact_scores = {0.1, 0.2, 0.3};
            break;
        case LabelKind::multiclass:
            input.classes = {"none", "mild", "severe"};
            input.targets = {{0}, {1}, {0}, {1}};
            input.exact_scores = {0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0.4, 0.5, 0.1, 0.1, 0.8, 0.1};
            break;
        default:
            input.classes = {"glaucoma", "cataract"};
            input.targets = {{1, 0}, {0, 0}, {1, 0}};
            input.exact_scores = {0.9, 0.1, 0.2, 0.2, 0.7, 0.3};
        }
        const auto report = classification_report(input, {});
        QVERIFY(report.has_value());
        const Metric *found = report->find(metric.toStdString());
        QVERIFY(found);
        const MetricValue &zero = found->per_class[std::size_t(absent)];
        QCOMPARE(zero.value, std::optional<double>(0.0));
        QVERIFY2(zero.reason.starts_with("0 by convention"), zero.reason.c_str());
        QVERIFY(!found->value.reason.empty());
        const MetricValue &present = found->per_class[0];
        QVERIFY2(present.reason.empty(), present.reason.c_str());
        if (input.kind != LabelKind::multilabel) {
            const Metric *mcc = report->find("mcc");
            QVERIFY(mcc && mcc->value.value);
            QCOMPARE(mcc->value.reason.empty(), input.kind == LabelKind::multiclass);
        }
    }
    void nothingLabelledIsUndefinedThroughout()
    {
        for (LabelKind kind : {LabelKind::binary, LabelKind::multiclass, LabelKind::multilabel}) {
            ClassificationInput input;
            input.kind = kind;
            input.classes = kind == LabelKind::binary ? std::vector<std::string>{"glaucoma"}
                                                      : std::vector<std::string>{"a", "b", "c"};
            const std::size_t columns = input.classes.size();
            input.targets.assign(4, Targets(kind == LabelKind::multilabel ? columns : 1, -1));
            input.exact_scores.assign(4 * columns, 0.25);
            const auto report = classification_report(input, {});
            QVERIFY(report.has_value());
            for (const Metric &metric : report->metrics) {
                const auto undefined = [&](const MetricValue &value) {
                    QVERIFY2(!value.value, metric.name.c_str());
                    QVERIFY2(!value.reason.empty(), metric.name.c_str());
                };
                undefined(metric.value);
                if (metric.macro)
                    undefined(*metric.macro);
                if (metric.micro)
                    undefined(*metric.micro);
                for (const MetricValue &value : metric.per_class)
                    undefined(value);
            }
        }
    }
    void refusesWhatCannotBeMeant()
    {
        ClassificationInput input;
        input.classes = {"x"};
        input.targets = {{1}, {0}};
        input.exact_scores = {0.5};
        QCOMPARE(classification_report(input, {}).error().code, ErrorCode::invalid_argument);
        input.exact_scores = {0.5, std::nan("")};
        QCOMPARE(classification_report(input, {}).error().code, ErrorCode::invalid_argument);
        input.exact_scores = {0.5, 0.1};
        input.targets = {{2}, {0}};
        QCOMPARE(classification_report(input, {}).error().code, ErrorCode::invalid_argument);
    }

    void stopEndsTheBootstrap()
    {
        ClassificationInput input;
        input.classes = {"x"};
        for (int i = 0; i < 1000; ++i) {
            input.targets.push_back({i & 1});
            input.exact_scores.push_back(i / 1000.0);
        }
        std::stop_source source;
        source.request_stop();
        const auto report = classification_report(input, {100000, 1, 0.95}, source.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::cancelled);
    }

    void curvesEndAtTheCorners()
    {
        const std::vector<int> truth{0, 1, 1, 0, 1};
        const std::vector<double> scores{0.1, 0.9, 0.4, 0.4, 0.7};
        const auto roc = roc_curve(truth, scores);
        QCOMPARE(roc.front().x, 0.0);
        QCOMPARE(roc.back().x, 1.0);
        QCOMPARE(roc.back().y, 1.0);
        double area = 0;
        for (std::size_t i = 1; i < roc.size(); ++i)
            area += (roc[i].x - roc[i - 1].x) * (roc[i].y + roc[i - 1].y) / 2;
        QVERIFY(std::fabs(area - 5.5 / 6) < 1e-12);
        QCOMPARE(precision_recall_curve(truth, scores).back().x, 1.0);
        QCOMPARE(*youden_threshold(truth, scores), 0.7);
        QVERIFY(!youden_threshold({1, 1}, {0.1, 0.2}));
    }

    void nearestRowsEqualsASort()
    {
        std::mt19937 random(11);
        std::normal_distribution<float> noise;
        Matrix gallery(20000, 37);
        for (float &value : gallery.values)
            value = std::round(noise(random) * 4); // many ties
        std::vector<float> query(37);
        for (float &value : query)
            value = std::round(noise(random) * 4);
        std::vector<std::uint8_t> present(gallery.rows, 1);
        present[5] = present[77] = 0;
        std::vector<Neighbour> all;
        for (std::size_t r = 0; r < gallery.rows; ++r) {
            float sum = 0;
            for (std::size_t c = 0; c < 37; ++c)
                sum += query[c] * gallery.row(r)[c];
            if (present[r])
                all.push_back({std::int32_t(r), sum});
        }
        std::sort(all.begin(), all.end(), [](const Neighbour &a, const Neighbour &b) {
            return a.similarity != b.similarity ? a.similarity > b.similarity : a.row < b.row;
        });
        const auto found = nearest_rows(gallery, query, 100, present);
        QCOMPARE(found.size(), std::size_t(100));
        for (std::size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].row, all[i].row);
            QCOMPARE(found[i].similarity, all[i].similarity);
        }
    }

    void rowsInEightBitsFindTheSame_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<float>("offset"); ///< The same in every value: rows that all look one way.
        QTest::addColumn<float>("step");   ///< Values are rounded to it; 0: not.
        QTest::newRow("of directions at random") << 512 << 0.0f << 0.0f;
        QTest::newRow("of rows that lie close together") << 512 << 6.0f << 0.0f;
        QTest::newRow("of many ties and an odd width") << 37 << 0.0f << 1.0f;
    }
    void rowsInEightBitsFindTheSame()
    {
        QFETCH(int, width);
        QFETCH(float, offset);
        QFETCH(float, step);
        std::mt19937 random(23);
        std::normal_distribution<float> noise;
        const auto drawn = [&] {
            const float value = noise(random) + offset;
            return step > 0 ? std::round(value / step) * step : value;
        };
        Matrix gallery(9000, std::size_t(width));
        for (float &value : gallery.values)
            value = drawn();
        std::ranges::fill(gallery.row(7), 0.0f); // a row that says nothing
        for (float &value : gallery.row(8))
            value *= 1000; // and one that is much longer
        std::vector<std::uint8_t> present(gallery.rows, 1);
        present[5] = present[8] = 0;
        const CompactRows compact(gallery);
        QVERIFY(compact.bytes() < gallery.values.size() * sizeof(float));
        for (int asked = 0; asked < 5; ++asked) {
            std::vector<float> query(gallery.columns);
            for (float &value : query)
                value = drawn();
            for (const bool all : {true, false}) {
                const std::span<const std::uint8_t> there = all ? std::span<const std::uint8_t>() : present;
                const auto exact = nearest_rows(gallery, query, 100, there);
                const CompactRows::Answer found = compact.search(gallery, query, 100, there);
                QCOMPARE(found.nearest.size(), exact.size());
                for (std::size_t i = 0; i < exact.size(); ++i) {
                    QCOMPARE(found.nearest[i].row, exact[i].row);
                    QCOMPARE(found.nearest[i].similarity, exact[i].similarity);
                }
                if (offset == 0 && step == 0)
                    QVERIFY2(found.multiplied < gallery.rows / 10, qPrintable(QString::number(found.multiplied)));
            }
        }
        QVERIFY(compact.search(gallery, std::vector<float>(gallery.columns + 1), 3).nearest.empty());
        QCOMPARE(compact.search(gallery, std::vector<float>(gallery.columns), 3).nearest.size(), std::size_t(3));
    }

    void retrievalOfEqualFeaturesIsPerfect()
    {
        Matrix features(12, 4);
        for (std::size_t i = 0; i < 12; ++i) {
            features.row(i)[i % 4] = 2;
            features.row(i)[(i + 1) % 4] = float(i);
        }
        const auto report = retrieval_report(features, features, matching_rows(12), {200, 1, 0.95});
        QVERIFY(report);
        QVERIFY(*report->metrics.at("recall_at_5").value > 0.9);
        QVERIFY(std::fabs(*report->metrics.at("chance_at_5").value - 5.0 / 12) < 1e-12);
    }

private:
    void compareRetrieval(const json &entry, double tolerance)
    {
        const json &rows = entry["similarity"];
        Matrix similarities(rows.size(), rows[0].size());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (std::size_t c = 0; c < rows[r].size(); ++c)
                similarities.row(r)[c] = rows[r][c].get<float>();
        }
        const auto positives = entry["positives"].get<Positives>();
        const auto report = retrieval_report_of_similarities(similarities, positives, {});
        QVERIFY(report);
        const json &expected = entry["expected"];
        const std::pair<const char *, const char *> names[] = {
            {"recall_at_1", "recall_at_1"},   {"recall_at_5", "recall_at_5"},
            {"recall_at_10", "recall_at_10"}, {"mean_recall", "mean_recall"},
            {"median_rank", "median_rank"},   {"mean_rank", "mean_rank"},
            {"mrr", "mean_reciprocal_rank"},  {"map_at_10", "map_at_10"}};
        for (const auto &[reference, ours] : names) {
            const QString wrong
                = difference(report->metrics.at(ours), expected[reference], tolerance);
            QVERIFY2(wrong.isEmpty(), qPrintable(QString(reference) + ": " + wrong));
        }
        QCOMPARE(report->queries, expected["queries_used"].get<std::int64_t>());
        QVERIFY(json(report->left_out) == expected["queries_without_positive"]);
        std::vector<std::int32_t> ranks;
        for (std::int32_t rank : report->first_positive_rank) {
            if (rank > 0)
                ranks.push_back(rank);
        }
        QVERIFY(json(ranks) == expected["first_positive_rank"]);
    }
};

QTEST_APPLESS_MAIN(tst_Metrics)
#include "tst_metrics.moc"
