// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/other_predictions.h"

#include "core/base/files.h"
#include "core/inspection/csv_table.h"
#include "core/study/edit.h"

#include <QFileInfo>

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

namespace retclip {

namespace {

constexpr qsizetype namedUnknown = 5;

tl::unexpected<Error> unusable(ErrorCode code, Message what)
{
    return failure(code, std::move(what), message(QT_TRANSLATE_NOOP("Message", "Nothing was added.")),
                   message(QT_TRANSLATE_NOOP("Message",
                       "A heading line with exam or patient, perhaps eye and split, and a column of "
                       "probabilities a class is needed.")));
}

/// Where the table keeps what.
struct PredictionColumns
{
    int exam = -1, patient = -1, eye = -1, split = -1;
    std::vector<int> classes;
};

Result<PredictionColumns> predictionColumns(const CsvTable &table, const TargetDescription &target, bool eyes)
{
    PredictionColumns columns;
    columns.exam = table.column("exam");
    columns.patient = table.column("patient");
    columns.eye = table.column("eye");
    columns.split = table.column("split");
    if (columns.exam < 0 && columns.patient < 0)
        return unusable(ErrorCode::invalid_argument,
                        message(QT_TRANSLATE_NOOP("Message", "The table has no column exam or patient.")));
    if (eyes && columns.eye < 0)
        return unusable(ErrorCode::invalid_argument,
                        message(QT_TRANSLATE_NOOP("Message",
                            "The labels speak of eyes, but the table has no column eye.")));
    for (const std::string &name : target.classes) {
        int column = table.column(name);
        if (column < 0 && target.classes.size() == 1)
            column = table.column("score");
        if (column < 0)
            return unusable(ErrorCode::invalid_argument,
                            message(QT_TRANSLATE_NOOP("Message", "The table has no column for the class \"%1\"."),
                                    {name}));
        columns.classes.push_back(column);
    }
    return columns;
}

/// One judged exam or eye of the table.
struct ForeignCase
{
    std::size_t item = 0; ///< Of the manifest.
    std::optional<Laterality> eye;
    Split split = Split::test;
    std::vector<double> scores;
};

struct ForeignCases
{
    std::vector<ForeignCase> cases;
    qint64 unknown = 0;
    QStringList unknownNames;
};

Result<ForeignCases> foreignCases(const CsvTable &table, const PredictionColumns &columns,
                             const Manifest &manifest, const std::string &file)
{
    std::map<std::string, std::vector<std::size_t>> places;
    const bool byExam = columns.exam >= 0;
    for (std::size_t i = 0; i < manifest.items.size(); ++i)
        places[byExam ? manifest.items[i].exam_code : manifest.items[i].patient].push_back(i);
    ForeignCases found;
    std::set<std::tuple<std::size_t, int>> seen;
    for (std::size_t line = 0; line < table.rows.size(); ++line) {
        const std::vector<std::string> &cells = table.rows[line];
        const std::string number = std::to_string(table.lines[line]);
        const std::string &name = cells[std::size_t(byExam ? columns.exam : columns.patient)];
        const auto place = places.find(name);
        if (place == places.end()) {
            ++found.unknown;
            if (found.unknownNames.size() < namedUnknown)
                found.unknownNames << QString::fromStdString(name);
            continue;
        }
        if (place->second.size() > 1)
            return unusable(ErrorCode::unreadable,
                            message(QT_TRANSLATE_NOOP("Message",
                                "%1, line %2: the patient %3 has several exams; name the exam."),
                                {file, number, name}));
        ForeignCase each;
        each.item = place->second.front();
        if (columns.eye >= 0) {
            const std::string &text = cells[std::size_t(columns.eye)];
            each.eye = laterality_from(text);
            if (!each.eye)
                return unusable(ErrorCode::unreadable,
                                message(QT_TRANSLATE_NOOP("Message", "%1, line %2: \"%3\" is no eye."),
                                        {file, number, text}));
        }
        if (columns.split >= 0)
            each.split = split_from(cells[std::size_t(columns.split)]).value_or(Split::none);
        for (const int column : columns.classes) {
            const std::string &text = cells[std::size_t(column)];
            double value = -1;
            const auto end = text.data() + text.size();
            if (std::from_chars(text.data(), end, value).ptr != end || !(value >= 0 && value <= 1))
                return unusable(ErrorCode::unreadable,
                                message(QT_TRANSLATE_NOOP("Message",
                                    "%1, line %2: \"%3\" is no probability between 0 and 1."),
                                    {file, number, text}));
            each.scores.push_back(value);
        }
        if (!seen.emplace(each.item, each.eye ? 1 + int(*each.eye) : 0).second)
            return unusable(ErrorCode::unreadable,
                            message(QT_TRANSLATE_NOOP("Message", "%1, line %2: %3 stands there twice."),
                                    {file, number, name}));
        found.cases.push_back(std::move(each));
    }
    return found;
}

const Targets &labelsOf(const ForeignCase &each, const Manifest &manifest)
{
    const ManifestItem &item = manifest.items[each.item];
    return each.eye && manifest.target.per_eye ? item.eye_targets[*each.eye] : item.targets;
}

bool isLabelled(const Targets &targets)
{
    return std::any_of(targets.begin(), targets.end(), [](int value) { return value >= 0; });
}

/// As ml/training writes a run's own.
QString ownTable(const std::vector<ForeignCase> &cases, const Manifest &manifest)
{
    const TargetDescription &target = manifest.target;
    const bool oneHolds = target.kind == LabelKind::multiclass || target.kind == LabelKind::ordinal;
    QString text = QStringLiteral("exam_id,exam,patient,eye,split,class,score,truth\n");
    for (const ForeignCase &each : cases) {
        const ManifestItem &item = manifest.items[each.item];
        const Targets &targets = labelsOf(each, manifest);
        for (std::size_t c = 0; c < target.classes.size(); ++c) {
            const int label = targets.empty() ? -1
                : !oneHolds     ? targets[c]
                : targets[0] < 0 ? -1
                                 : int(targets[0] == int(c));
            text += QStringList{QString::number(item.exam.value),
                                csvField(QString::fromStdString(item.exam_code)),
                                csvField(QString::fromStdString(item.patient)),
                                each.eye ? QString::fromLatin1(word(*each.eye)) : QString(),
                                QString::fromLatin1(word(each.split)),
                                csvField(QString::fromStdString(target.classes[c])),
                                QString::number(each.scores[c], 'g', 17),
                                label < 0 ? QString() : QString::number(label)}
                        .join(QLatin1Char(','))
                + QLatin1Char('\n');
        }
    }
    return text;
}

/// Only what the table speaks of, in its splits.
Manifest ownManifest(const Manifest &all, std::vector<ForeignCase> &cases)
{
    Manifest own{all.dataset, all.target, {}};
    std::map<std::size_t, std::size_t> moved;
    for (ForeignCase &each : cases) {
        const auto [place, fresh] = moved.emplace(each.item, own.items.size());
        if (fresh) {
            own.items.push_back(all.items[each.item]);
            own.items.back().split = each.split;
        }
        each.item = place->second;
    }
    return own;
}

} // namespace

Result<OtherPredictions> addOtherPredictions(Study &study, const OtherPredictionsOrder &order)
{
    RETCLIP_TRY(const CsvTable table, readCsvTable(path_from_utf8(order.file.toStdString())));
    RETCLIP_TRY(const Manifest all, study.manifest({}, order.labelSet, 0));
    RETCLIP_TRY(const PredictionColumns columns, predictionColumns(table, all.target, all.target.per_eye));
    RETCLIP_TRY(ForeignCases found, foreignCases(table, columns, all, order.file.toStdString()));
    if (found.cases.empty())
        return unusable(ErrorCode::invalid_argument,
                        message(QT_TRANSLATE_NOOP("Message", "No line of the table names an exam of this study (first: %1)."),
                                {found.unknownNames.value(0).toStdString()}));
    OtherPredictions added;
    added.cases = qint64(found.cases.size());
    added.unknown = found.unknown;
    added.unknownNames = found.unknownNames;
    const Manifest own = ownManifest(all, found.cases);
    for (const ForeignCase &each : found.cases)
        added.unlabelled += !isLabelled(labelsOf(each, own));

    RunOrder run;
    run.name = order.name.isEmpty() ? QFileInfo(order.file).completeBaseName() : order.name;
    run.person = order.person;
    run.config.preset = otherProgramPreset;
    run.config.task = word(Task::finetune);
    run.config.label_set = order.labelSet.toStdString();
    run.manifest = own;
    RETCLIP_TRY(added.run, study.createRun(run));
    // At once: a run that waits would be started by the queue.
    added.run.state = RunState::done;
    added.run.started = added.run.ended = QDateTime::currentDateTimeUtc();
    added.run.note = QStringLiteral("Predictions of another program: %1").arg(QFileInfo(order.file).fileName());
    auto written = study.updateRun(added.run);
    if (written) {
        const QByteArray bytes = ownTable(found.cases, own).toUtf8();
        written = write_file_atomically(path_from_utf8(added.run.folder.toStdString()) / "predictions.csv",
                                        std::string_view(bytes.constData(), std::size_t(bytes.size())));
    }
    if (!written) {
        static_cast<void>(study.deleteRun(added.run.id)); // The first error is the one to tell.
        return failure(written.error());
    }
    return added;
}

} // namespace retclip
