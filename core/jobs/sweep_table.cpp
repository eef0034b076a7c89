// SPDX-License-Identifier: GPL-3.0-or-later
// What the runs of a group found, beside each other.
#include "core/jobs/sweep.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace retclip {

namespace {

/// The value of a setting as the command line takes it.
std::string settingText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toStdString();
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return json.mid(1, json.size() - 2).toStdString();
}

/// What makes runs of a group different ones, but for the fold.
bool setsRunsApart(const QString &key)
{
    return key != QLatin1String("fold") && key != QLatin1String("network.vocab_size")
        && key != QLatin1String("version");
}

std::optional<double> metricOf(const RunRow &run, const QString &name)
{
    const QJsonValue value = run.metrics.value(name);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

} // namespace

std::optional<MeanAndSpread> meanAndSpread(const std::vector<double> &values)
{
    if (values.empty())
        return {};
    MeanAndSpread result;
    result.count = int(values.size());
    for (const double value : values)
        result.mean += value / double(values.size());
    if (values.size() > 1) {
        double squares = 0;
        for (const double value : values)
            squares += (value - result.mean) * (value - result.mean);
        result.deviation = std::sqrt(squares / double(values.size() - 1));
    }
    return result;
}

const SweepRow *SweepTable::best() const
{
    if (rows.empty() || !rows.front().validation || rows.front().done < rows.front().runs.size())
        return nullptr;
    return &rows.front();
}

QString groupOf(const RunRow &run)
{
    return run.config.value(QLatin1String("group")).toString();
}

QStringList groupsOf(const QVector<RunRow> &runs)
{
    QStringList names;
    for (const RunRow &run : runs)
        if (const QString name = groupOf(run); !name.isEmpty() && !names.contains(name))
            names << name;
    return names;
}

std::string chosenBy(const RunRow &run)
{
    if (run.task == QLatin1String("pretrain"))
        return "mean_recall_both_directions";
    return run.config.value(QLatin1String("selection_metric")).toString(QStringLiteral("auroc")).toStdString();
}

std::optional<double> validationFigure(const RunRow &run, const std::string &metric)
{
    const QString name = QString::fromStdString(metric);
    // A probe names the split; the others keep the figures of the chosen state under their plain names.
    const auto plain = metricOf(run, name);
    return plain ? plain : metricOf(run, QStringLiteral("validation.") + name);
}

std::optional<double> testFigure(const RunRow &run, const std::string &metric)
{
    return metricOf(run, QStringLiteral("test.") + QString::fromStdString(metric));
}

SweepTable sweepTable(const QVector<RunRow> &runs, const QString &group, std::string metric)
{
    SweepTable table;
    table.group = group;
    QVector<RunRow> members;
    for (const RunRow &run : runs)
        if (groupOf(run) == group)
            members.append(run);
    std::sort(members.begin(), members.end(),
              [](const RunRow &a, const RunRow &b) { return a.id.value < b.id.value; });
    if (metric.empty() && !members.isEmpty())
        metric = chosenBy(members.front());
    table.metric = metric;

    std::map<QString, std::set<std::string>> values;
    for (const RunRow &run : std::as_const(members))
        for (auto entry = run.config.begin(); entry != run.config.end(); ++entry)
            if (setsRunsApart(entry.key()))
                values[entry.key()].insert(settingText(entry.value()));
    std::map<std::vector<std::pair<std::string, std::string>>, std::size_t> places;
    for (const RunRow &run : std::as_const(members)) {
        std::vector<std::pair<std::string, std::string>> settings;
        for (const auto &[key, different] : values)
            if (different.size() > 1)
                settings.emplace_back(key.toStdString(), settingText(run.config.value(key)));
        const auto [place, isNew] = places.emplace(settings, table.rows.size());
        if (isNew) {
            table.rows.emplace_back();
            table.rows.back().settings = settings;
        }
        table.rows[place->second].runs.append(run);
    }
    for (SweepRow &row : table.rows) {
        std::sort(row.runs.begin(), row.runs.end(), [](const RunRow &a, const RunRow &b) {
            return a.config.value(QLatin1String("fold")).toInt() < b.config.value(QLatin1String("fold")).toInt();
        });
        std::vector<double> validation, test;
        for (const RunRow &run : std::as_const(row.runs)) {
            if (run.state != RunState::done)
                continue;
            ++row.done;
            if (const auto value = validationFigure(run, metric))
                validation.push_back(*value);
            if (const auto value = testFigure(run, metric))
                test.push_back(*value);
        }
        row.validation = meanAndSpread(validation);
        row.test = meanAndSpread(test);
    }
    const double sign = metric == "loss" ? 1 : -1;
    std::stable_sort(table.rows.begin(), table.rows.end(), [&](const SweepRow &a, const SweepRow &b) {
        if (!a.validation || !b.validation)
            return a.validation.has_value() && !b.validation;
        return sign * a.validation->mean < sign * b.validation->mean;
    });
    return table;
}

} // namespace retclip
