// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/study/kept_sentences.h"

#include <cmath>
#include <map>

namespace retclip::cli {

namespace {

Json heldOutJson(const DatasetRow &dataset)
{
    Json rules = Json::array();
    for (const QString &rule : dataset.heldOut)
        rules.push_back(rule.toStdString());
    return rules;
}

Json datasetJson(const DatasetRow &dataset)
{
    Json warnings = Json::array();
    for (const QString &warning : dataset.warnings)
        warnings.push_back(warning.toStdString());
    return {{"name", dataset.name.toStdString()}, {"hash", dataset.hash.toStdString()},
            {"patients", {{"train", dataset.trainingPatients},
                          {"validation", dataset.validationPatients},
                          {"test", dataset.testPatients}}},
            {"exams", dataset.exams}, {"query", dataset.query.toStdString()},
            {"created", dataset.created.toUTC().toString(Qt::ISODateWithMs).toStdString()},
            {"stratify", dataset.stratifiedBy.isEmpty() ? Json(nullptr) : Json(dataset.stratifiedBy.toStdString())},
            {"hold_out", heldOutJson(dataset)}, {"seed", dataset.seed},
            {"warnings", warnings},
            {"leaks_accepted", dataset.accepted.count > 0
                 ? Json{{"count", dataset.accepted.count}, {"reason", dataset.accepted.reason.toStdString()}}
                 : Json(nullptr)}};
}

void show(Invocation &call, const DatasetRow &dataset)
{
    call.out().result(datasetJson(dataset),
                      QStringLiteral("%1\t%2 / %3 / %4\t%5\t%6").arg(dataset.name)
                          .arg(dataset.trainingPatients).arg(dataset.validationPatients)
                          .arg(dataset.testPatients).arg(dataset.hash, dataset.query));
    if (!call.out().isJson())
        for (const QString &warning : dataset.warnings)
            call.out().note(QStringLiteral("! ") + keptText(warning));
}

/// "70/10/20" or "0.7/0.1/0.2"; two parts leave validation out.
Result<SplitFractions> fractionsFrom(const QString &text)
{
    QVector<double> parts;
    double sum = 0;
    bool good = true;
    for (const QString &part : text.split(QLatin1Char('/'))) {
        bool ok = false;
        parts << part.toDouble(&ok);
        good &= ok && parts.back() >= 0;
        sum += parts.back();
    }
    if (parts.size() == 2)
        parts.insert(1, 0.0);
    if (!good || parts.size() != 3 || !(sum > 0)
        || (std::abs(sum - 100) > 1e-6 && std::abs(sum - 1) > 1e-6))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no split."), {text.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Write 70/10/20; the parts add up to 100.")));
    return SplitFractions{parts[0] / sum, parts[1] / sum, parts[2] / sum};
}

Result<int> newDataset(Invocation &call)
{
    DatasetOrder order;
    order.name = call.positional("NAME");
    order.query = call.text("where");
    order.stratifyBy = call.text("stratify");
    order.holdOut = call.texts("hold-out");
    order.seed = call.integer("seed");
    order.person = call.person();
    RETCLIP_TRY(order.fractions, fractionsFrom(call.text("split")));
    order.keepLookalikesTogether = call.has("together");
    order.leaksAcceptedBecause = call.text("because");
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const DatasetRow dataset, study->freezeDataset(order, call.stop()));
    show(call, dataset);
    return statusDone;
}

Result<int> listDatasets(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<DatasetRow> datasets, study->datasets());
    for (const DatasetRow &dataset : datasets)
        show(call, dataset);
    return statusDone;
}

Result<int> showOne(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const DatasetRow dataset, study->dataset(call.positional("NAME")));
    if (!call.out().isJson() || !call.has("members")) {
        show(call, dataset);
        if (!call.has("members"))
            return statusDone;
    }
    RETCLIP_TRY(const auto members, study->datasetMembers(dataset.id));
    std::vector<ExamId> ids;
    std::map<ExamId, Split> splits;
    for (const auto &[id, split] : members) {
        ids.push_back(id);
        splits[id] = split;
    }
    RETCLIP_TRY(const std::vector<ExamRow> exams, study->exams(ids));
    Json json = datasetJson(dataset);
    json["members"] = Json::array();
    for (const ExamRow &exam : exams) {
        json["members"].push_back({{"exam", exam.code.toStdString()},
                                   {"patient", exam.patient.toStdString()},
                                   {"split", word(splits[exam.id])}});
        if (!call.out().isJson())
            call.out().text(exam.code + QLatin1Char('\t') + shownSplit(splits[exam.id]));
    }
    if (call.out().isJson())
        call.out().json(json);
    return statusDone;
}

/// What two splits share; status 1 where any of it would block a freeze and no reason is kept.
Result<int> listLeaks(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    const QString name = call.positional("NAME");
    RETCLIP_TRY(const DatasetRow dataset, study->dataset(name));
    RETCLIP_TRY(const std::vector<Leak> found, study->datasetLeaks(name, call.stop()));
    bool blocks = false;
    for (const Leak &leak : found) {
        blocks = blocks || leak.blocks;
        Json line{{"kind", word(leak.kind)}, {"blocks", leak.blocks}, {"exams", Json::array()},
                  {"patients", leak.patients}};
        for (const QString &code : leak.codes)
            line["exams"].push_back(code.toStdString());
        QString reason = QLatin1String(word(leak.kind));
        if (leak.kind == LeakKind::nearDuplicate)
            reason += QStringLiteral(": %1 of 256 bits differ").arg(leak.distance)
                + (leak.mirrored ? QStringLiteral(", mirrored") : QString());
        else if (!leak.detail.isEmpty())
            reason += QStringLiteral(": ") + leak.detail.left(120);
        line["reason"] = reason.toStdString();
        call.out().result(line, QStringLiteral("%1\t%2\t%3").arg(leak.blocks ? QStringLiteral("!") : QStringLiteral("-"),
                                                                 shownLeak(leak), leak.codes.mid(0, 6).join(QStringLiteral(", "))));
    }
    return blocks && dataset.accepted.reason.isEmpty() ? statusFailed : statusDone;
}

Result<int> verify(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    const QString name = call.positional("NAME");
    const bool photographs = !call.has("quick");
    RETCLIP_CHECK(study->verifyDataset(name, photographs, call.out().progress(), call.stop()));
    RETCLIP_TRY(const DatasetRow dataset, study->dataset(name));
    call.out().result({{"name", dataset.name.toStdString()}, {"hash", dataset.hash.toStdString()},
                       {"ok", true}, {"photographs_read", photographs}}, QStringLiteral("%1\tok\t%2").arg(dataset.name, dataset.hash));
    return statusDone;
}

} // namespace

Verb datasetVerb()
{
    const PositionalDescription name{"NAME", QT_TRANSLATE_NOOP("Command", "Name of the dataset.")};
    Verb verb{"dataset", QT_TRANSLATE_NOOP("Command", "Freeze a selection with a patient-wise split."),
            {{"new", QT_TRANSLATE_NOOP("Command", "Freezes and hashes; no patient lands in two splits."),
              {studyPlace, name},
              {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Which exams; else all.")},
               {"split", ValueKind::text, "70/10/20",
                QT_TRANSLATE_NOOP("Command", "Training, validation and test, by patient."), {}, "70/10/20"},
               {"stratify", ValueKind::text, "LABEL",
                QT_TRANSLATE_NOOP("Command", "Whose shares stay even: label sets, NAME/CLASS, sex, age, site, camera; several with commas.")},
               {"hold-out", ValueKind::text, "FIELD=VALUE",
                QT_TRANSLATE_NOOP("Command", "Patients of this site, camera, sex or source are the test split, and nobody else: site=A."),
                {}, "", std::numeric_limits<double>::lowest(), true},
               {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Of the split."), {}, "123"},
               {"together", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Keep patients whose photographs look the same in one split.")},
               {"because", ValueKind::text, "REASON",
                QT_TRANSLATE_NOOP("Command", "Why leaks between the splits may stay; kept with the dataset. "
                                             "Without it they block.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who freezes it.")}},
              "retclip dataset odir.study new G-v1 --where eye:both --split 70/10/20", newDataset},
             {"list", QT_TRANSLATE_NOOP("Command", "A line a dataset."), {studyPlace}, {},
              "retclip dataset list odir.study --json", listDatasets},
             {"show", QT_TRANSLATE_NOOP("Command", "One dataset."), {studyPlace, name},
              {{"members", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Each exam with its split.")}},
              "retclip dataset show odir.study G-v1 --json", showOne},
             {"leaks", QT_TRANSLATE_NOOP("Command", "What its splits share: the same patient, photograph or report, "
                                                    "photographs that look the same."), {studyPlace, name}, {},
              "retclip dataset leaks odir.study G-v1 --json", listLeaks},
             {"verify", QT_TRANSLATE_NOOP("Command", "Works the hash out again, from each photograph as it is on disk now."),
              {studyPlace, name},
              {{"quick", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Do not read the photographs again.")}},
              "retclip dataset verify odir.study G-v1", verify}}};
    for (Form &form : datasetCompareForms())
        verb.forms.push_back(std::move(form));
    return verb;
}

} // namespace retclip::cli
