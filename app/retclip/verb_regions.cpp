// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/study/query.h"
#include "core/study/region_changes.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace retclip::cli {

namespace {

const ImageRow *photographOf(const ExamRow &exam, ImageId id)
{
    for (const Laterality eye : both_eyes)
        if (exam.images[eye] && exam.images[eye]->id == id)
            return &*exam.images[eye];
    for (const ImageRow &image : exam.eyeUnknown)
        if (image.id == id)
            return &image;
    return nullptr;
}

std::optional<Laterality> eyeOfPhotograph(const ExamRow &exam, ImageId id)
{
    for (const Laterality eye : both_eyes)
        if (exam.images[eye] && exam.images[eye]->id == id)
            return eye;
    return {};
}

Json regionLine(const ExamRow &exam, const Region &region)
{
    const auto eye = eyeOfPhotograph(exam, region.image);
    const ImageRow *image = photographOf(exam, region.image);
    const QRectF bounds = boundsOf(region.geometry);
    const Json shape = fromQt(regionJson(region));
    return {{"region", region.id.value},
            {"patient", exam.patient.toStdString()},
            {"exam", exam.code.toStdString()},
            {"eye", eye ? Json(word(*eye)) : Json(nullptr)},
            {"file", image ? Json(image->path.toStdString()) : Json(nullptr)},
            {"class", region.className.toStdString()},
            {"shape", word(region.geometry.shape)},
            {"geometry", shape["geometry"]},
            {"bounds", {bounds.x(), bounds.y(), bounds.width(), bounds.height()}},
            {"area_px", area_px(region.geometry)},
            {"colour", region.colour.isEmpty() ? Json(nullptr) : Json(region.colour.toStdString())},
            {"reader", region.person.toStdString()},
            {"time", region.time.toUTC().toString(Qt::ISODateWithMs).toStdString()}};
}

Result<int> listRegions(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    // Only exams that have some are looked at, whatever else is asked for.
    const QString wanted = call.has("class") ? QStringLiteral("region:") + queryWord(call.text("class"))
                                             : QStringLiteral("region:*");
    const QString where = call.has("where") ? QStringLiteral("(%1) %2").arg(call.text("where"), wanted) : wanted;
    RETCLIP_TRY(const std::vector<ExamRow> exams, examsWhere(*study, where, call.stop()));
    const auto plain = [](QString name) { return name.toLower().replace(u'_', u' '); };
    for (const ExamRow &exam : exams)
        for (const Region &region : exam.regions) {
            if (call.has("class") && !plain(region.className).contains(plain(call.text("class"))))
                continue;
            if (call.has("by") && region.person != call.text("by"))
                continue;
            const Json line = regionLine(exam, region);
            const auto eye = eyeOfPhotograph(exam, region.image);
            call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6 px²\t%7")
                                        .arg(region.id.value)
                                        .arg(exam.code, eye ? shownEye(eye) : QStringLiteral("-"), region.className,
                                             QLatin1String(word(region.geometry.shape)))
                                        .arg(area_px(region.geometry), 0, 'f', 0)
                                        .arg(shownPerson(region.person)));
        }
    return statusDone;
}

/// "12,30.5,4" as numbers in JSON.
std::optional<QJsonArray> numbersOf(const QString &text)
{
    QJsonArray numbers;
    for (const QString &part : text.split(u',')) {
        bool ok = false;
        numbers.append(part.trimmed().toDouble(&ok));
        if (!ok)
            return {};
    }
    return numbers;
}

/// The one region that the options describe, as a line of a file would.
Result<QJsonObject> regionOfOptions(Invocation &call)
{
    QJsonObject json{{QStringLiteral("exam"), call.text("exam")},
                     {QStringLiteral("eye"), call.text("eye")},
                     {QStringLiteral("class"), call.text("class")},
                     {QStringLiteral("colour"), call.text("colour")}};
    for (const char *shape : {"point", "ellipse", "polygon"}) {
        if (!call.has(shape))
            continue;
        const auto numbers = numbersOf(call.text(shape));
        QJsonValue geometry = numbers ? QJsonValue(*numbers) : QJsonValue();
        if (numbers && qstrcmp(shape, "polygon") == 0) {
            QJsonArray corners;
            for (qsizetype i = 0; i + 1 < numbers->size(); i += 2)
                corners.append(QJsonArray{numbers->at(i), numbers->at(i + 1)});
            geometry = corners;
        }
        json[QStringLiteral("shape")] = QLatin1String(shape);
        json[QStringLiteral("geometry")] = geometry;
    }
    if (call.has("eye") && !laterality_from(call.text("eye").toStdString()))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--eye is right or left, not \"%1\"."), {call.text("eye").toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --exam 10023-1 --eye right --class drusen --ellipse 812,640,60,45")));
    if (!call.has("exam") || !json.contains(QLatin1String("shape")))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "regions add takes a FILE, or --exam, --eye, --class and a shape.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --exam 10023-1 --eye right --class drusen --ellipse 812,640,60,45")));
    return json;
}

/// Nothing: the same region of the same reader is there.
Result<std::optional<EditReceipt>> addOne(Invocation &call, Study &study, const QJsonObject &json)
{
    RETCLIP_TRY(const ExamId id, study.examByCode(json[QLatin1String("exam")].toString()));
    RETCLIP_TRY(const ExamRow exam, study.exam(id));
    RETCLIP_TRY(Region region, regionFrom(json));
    const QString eyeText = json[QLatin1String("eye")].toString();
    const auto eye = laterality_from(eyeText.toStdString());
    if (eye && exam.images[*eye])
        region.image = exam.images[*eye]->id;
    else if (!eye && eyeText.isEmpty() && exam.eyeUnknown.size() == 1)
        region.image = exam.eyeUnknown.front().id;
    else
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "Exam %1 has no photograph of the eye \"%2\"."),
                               {exam.code.toStdString(), eyeText.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Say eye: right or left, as the exam has it.")));
    QString person = json[QLatin1String("reader")].toString();
    if (person.isEmpty())
        person = region.person.isEmpty() ? call.person() : region.person;
    for (const Region &there : exam.regions)
        if (there.image == region.image && there.className == region.className && there.person == person
            && there.geometry == region.geometry)
            return std::optional<EditReceipt>();
    RETCLIP_TRY(EditReceipt receipt, study.apply({AddRegion{region}, {id}, person}));
    return std::optional(std::move(receipt));
}

void showReceipt(Invocation &call, const EditReceipt &receipt)
{
    call.out().result(receiptJson(receipt), QStringLiteral("%1\t%2\t%3")
                                                .arg(receipt.edit.value).arg(shownKind(receipt.kind), shownSummary(receipt)));
}

/// One JSON object a line, as `regions list --json` prints them.
Result<int> addFromFile(Invocation &call, Study &study, const QString &file)
{
    RETCLIP_TRY(const std::string bytes, read_file(pathOf(file)));
    const QList<QByteArray> lines = QByteArray(bytes.data(), qsizetype(bytes.size())).split('\n');
    qint64 added = 0, there = 0;
    bool failed = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (call.stop().stop_requested())
            return cancelled();
        if (lines[i].trimmed().isEmpty())
            continue;
        const auto one = addOne(call, study, QJsonDocument::fromJson(lines[i]).object());
        if (!one) {
            failed = true;
            Error error = one.error();
            error.what_happened = message(QT_TRANSLATE_NOOP("Message", "%1, line %2: %3"),
                                          {file.toStdString(), std::to_string(i + 1),
                                           translated(error.what_happened).toStdString()});
            error.what_was_kept = message(QT_TRANSLATE_NOOP("Message", "The other rows are in."));
            call.out().error(error);
        } else if (*one) {
            ++added;
            showReceipt(call, **one);
        } else {
            ++there;
        }
    }
    call.out().note(QCoreApplication::translate("Command", "%1 applied, %2 there already").arg(added).arg(there));
    return failed ? statusFailed : statusDone;
}

Result<int> addRegions(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    if (const QStringList files = call.positionals("FILE"); !files.isEmpty())
        return addFromFile(call, *study, files.first());
    RETCLIP_TRY(const QJsonObject json, regionOfOptions(call));
    RETCLIP_TRY(const auto receipt, addOne(call, *study, json));
    if (receipt)
        showReceipt(call, *receipt);
    else
        call.out().note(QCoreApplication::translate("Command", "%1 applied, %2 there already").arg(0).arg(1));
    return statusDone;
}

Result<RegionId> regionNamed(const QString &text)
{
    bool ok = false;
    const RegionId id{text.toLongLong(&ok)};
    if (!ok || !id.valid())
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no number of a region."), {text.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "retclip regions STUDY list shows the numbers.")));
    return id;
}

Result<int> changeRegion(Invocation &call)
{
    RETCLIP_TRY(const RegionId id, regionNamed(call.positional("REGION")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const ExamId exam, examOfRegion(*study, id));
    RETCLIP_TRY(const ExamRow row, study->exam(exam));
    ChangeRegion change;
    change.region = id;
    if (call.has("class"))
        change.className = call.text("class");
    if (call.has("colour"))
        change.colour = call.text("colour");
    if (call.has("move")) {
        const auto by = numbersOf(call.text("move"));
        if (!by || by->size() != 2)
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--move takes DX,DY in picture pixels.")),
                              message(QT_TRANSLATE_NOOP("Message", "Example: --move=-12,4")));
        for (const Region &region : row.regions)
            if (region.id == id) {
                const ImageRow *image = photographOf(row, region.image);
                change.geometry = movedBy(region.geometry, {by->at(0).toDouble(), by->at(1).toDouble()},
                                          image ? QSize(image->width, image->height) : QSize());
            }
    }
    RETCLIP_TRY(const EditReceipt receipt, study->apply({change, {exam}, call.person()}));
    showReceipt(call, receipt);
    return statusDone;
}

Result<int> removeRegions(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    for (const QString &text : call.positionals("REGION")) {
        RETCLIP_TRY(const RegionId id, regionNamed(text));
        RETCLIP_TRY(const ExamId exam, examOfRegion(*study, id));
        RETCLIP_TRY(const EditReceipt receipt, study->apply({RemoveRegion{id}, {exam}, call.person()}));
        showReceipt(call, receipt);
    }
    return statusDone;
}

} // namespace

Verb regionsVerb()
{
    const OptionDescription reader{"reader", ValueKind::text, "NAME",
                                   QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")};
    const OptionDescription colour{"colour", ValueKind::text, "#RRGGBB", QT_TRANSLATE_NOOP("Command", "Else that of its class.")};
    const PositionalDescription region{"REGION", QT_TRANSLATE_NOOP("Command", "Its number, as list shows it.")};
    PositionalDescription regions = region;
    regions.count = PositionalDescription::atLeastOne;
    return {"regions", QT_TRANSLATE_NOOP("Command", "Findings marked on photographs, in picture pixels."),
            {{"list", QT_TRANSLATE_NOOP("Command", "A line a region: where it lies, what it is, who drew it."), {studyPlace},
              {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"class", ValueKind::text, "CLASS", QT_TRANSLATE_NOOP("Command", "Only of this class; a part of its name suffices.")},
               {"by", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Only of this reader.")}},
              "retclip regions odir.study list --class haemorrhage --json", listRegions},
             {"add", QT_TRANSLATE_NOOP("Command",
                  "From a file with one JSON object a line (exam, eye, class, shape, geometry, as list --json prints them), or one from options. A brush comes as COCO's RLE. Never adds the same twice."),
              {studyPlace, {"FILE", QT_TRANSLATE_NOOP("Command", "JSON Lines."), PositionalDescription::optional}},
              {{"exam", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "The exam to change.")},
               {"eye", ValueKind::text, "EYE", QT_TRANSLATE_NOOP("Command", "right or left.")},
               {"class", ValueKind::text, "CLASS", QT_TRANSLATE_NOOP("Command", "What it shows: a finding of labels dictionary, or any words.")},
               {"point", ValueKind::text, "X,Y", QT_TRANSLATE_NOOP("Command", "A point.")},
               {"ellipse", ValueKind::text, "X,Y,RX,RY", QT_TRANSLATE_NOOP("Command", "Middle and half axes.")},
               {"polygon", ValueKind::text, "X,Y,…", QT_TRANSLATE_NOOP("Command", "Three corners or more.")},
               colour, reader},
              "retclip regions odir.study add --exam 10023-1 --eye right --class drusen --ellipse 812,640,60,45", addRegions},
             {"change", QT_TRANSLATE_NOOP("Command", "Another class, colour or place."), {studyPlace, region},
              {{"class", ValueKind::text, "CLASS", QT_TRANSLATE_NOOP("Command", "What it shows.")}, colour,
               {"move", ValueKind::text, "DX,DY", QT_TRANSLATE_NOOP("Command", "Picture pixels to the right and down.")}, reader},
              "retclip regions odir.study change 7 --class drusen", changeRegion},
             {"remove", QT_TRANSLATE_NOOP("Command", "Takes regions away; undo brings them back."), {studyPlace, regions},
              {reader}, "retclip regions odir.study remove 7", removeRegions}}};
}

} // namespace retclip::cli
