// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/imaging/find_marks.h"
#include "core/study/photograph_marks.h"

#include <QCoreApplication>

#include <span>

namespace retclip::cli {

namespace {

constexpr int looked_at_px = 700; ///< The shorter side that is enough to find a disc in.

/// Of the study where it says so, else what is usual.
double discDiameter_mm(const Study &study)
{
    const int um = study.setting(QStringLiteral("disc_diameter_um")).toInt();
    return um > 0 ? um / 1000.0 : usual_disc_diameter_mm;
}

Json ellipseJson(const std::optional<MarkEllipse> &e)
{
    return e ? Json{{"x", e->x}, {"y", e->y}, {"width", e->horizontal()}, {"height", e->vertical()}}
             : Json(nullptr);
}

Json inDiscs(double px, double disc_px)
{
    return disc_px > 0 ? Json(px / disc_px) : Json(nullptr);
}

/// Lengths and areas in px and DD, and the sector of each grid that its middle lies in.
Json shapesJson(const FundusMarks &marks, std::optional<Laterality> eye, double disc_mm)
{
    const double disc_px = marks.disc_diameter_px();
    const auto etdrs = etdrs_grid(marks, eye, disc_mm);
    const auto quadrants = quadrant_grid(marks, eye);
    const auto sectors = [&](Json &json, const MarkPoint &middle) {
        const auto e = etdrs ? etdrs->sector_at(middle) : std::nullopt;
        const auto q = quadrants ? quadrants->sector_at(middle) : std::nullopt;
        json["etdrs"] = e ? Json(etdrs_word(*e)) : Json(nullptr);
        json["quadrant"] = q ? Json(quadrant_word(*q)) : Json(nullptr);
    };
    Json lines = Json::array(), areas = Json::array();
    for (const MarkLine &line : marks.lines) {
        Json json{{"x1", line.from.x}, {"y1", line.from.y}, {"x2", line.to.x}, {"y2", line.to.y},
                  {"px", line.length()}, {"dd", inDiscs(line.length(), disc_px)}};
        sectors(json, {(line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2});
        lines.push_back(std::move(json));
    }
    for (const MarkArea &area : marks.areas) {
        Json corners = Json::array();
        MarkPoint middle;
        for (const MarkPoint &corner : area.corners) {
            corners.push_back({corner.x, corner.y});
            middle.x += corner.x / double(area.corners.size());
            middle.y += corner.y / double(area.corners.size());
        }
        Json json{{"corners", std::move(corners)}, {"square_px", area.square_px()},
                  {"square_dd", inDiscs(area.square_px(), disc_px * disc_px)}};
        sectors(json, middle);
        areas.push_back(std::move(json));
    }
    return {{"lines", std::move(lines)}, {"areas", std::move(areas)}};
}

Json marksLine(const ExamRow &exam, const StoredMarks &stored, double disc_mm)
{
    const FundusMarks &marks = stored.marks;
    Json json{{"patient", exam.patient.toStdString()},
              {"exam", exam.code.toStdString()},
              {"eye", stored.eye ? Json(word(*stored.eye)) : Json(nullptr)},
              {"disc", ellipseJson(marks.disc)},
              {"cup", ellipseJson(marks.cup)},
              {"fovea", marks.fovea ? Json{{"x", marks.fovea->x}, {"y", marks.fovea->y}} : Json(nullptr)},
              {"disc_diameter_px", marks.disc ? Json(marks.disc_diameter_px()) : Json(nullptr)},
              {"cup_disc_vertical", orNull(marks.vertical_cup_disc_ratio())},
              {"cup_disc_horizontal", orNull(marks.horizontal_cup_disc_ratio())},
              {"cup_disc_area", orNull(marks.area_cup_disc_ratio())},
              {"disc_diameter_mm_assumed", disc_mm}};
    json.update(shapesJson(marks, stored.eye, disc_mm));
    json["reader"] = stored.person.toStdString();
    json["time"] = stored.time.toString(Qt::ISODate).toStdString();
    return json;
}

QString numberOr(const Json &value, int digits)
{
    return value.is_number() ? QString::number(value.get<double>(), 'f', digits) : QStringLiteral("-");
}

QString lineForPeople(const Json &json)
{
    const auto text = [](const Json &value) {
        return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QStringLiteral("-");
    };
    QStringList parts{text(json["exam"]), text(json["eye"]),
                      QStringLiteral("C/D %1").arg(numberOr(json["cup_disc_vertical"], 2)),
                      QStringLiteral("DD %1 px").arg(numberOr(json["disc_diameter_px"], 0))};
    for (const Json &line : json["lines"])
        parts << QStringLiteral("%1 DD (%2)").arg(numberOr(line["dd"], 2), text(line["etdrs"]));
    for (const Json &area : json["areas"])
        parts << QStringLiteral("%1 DD² (%2)").arg(numberOr(area["square_dd"], 2), text(area["etdrs"]));
    return parts.join(u'\t');
}

/// A row a measure: what a spreadsheet takes.
void addRows(std::string &csv, const Json &json)
{
    const auto quoted = [](const Json &value) {
        std::string text = value.is_string() ? value.get<std::string>()
            : value.is_null()                ? std::string()
                                             : value.dump();
        if (text.find_first_of(",\"\n") == std::string::npos)
            return text;
        std::string safe = "\"";
        for (const char c : text)
            safe += c == '"' ? std::string("\"\"") : std::string(1, c);
        return safe + '"';
    };
    const auto row = [&](const char *measure, const Json &value, const char *unit, const Json &etdrs,
                         const Json &quadrant) {
        if (value.is_null())
            return;
        for (const Json &cell : {json["patient"], json["exam"], json["eye"]})
            csv += quoted(cell) + ',';
        csv += std::string(measure) + ',' + value.dump() + ',' + unit + ',' + quoted(etdrs) + ','
            + quoted(quadrant) + ',' + quoted(json["reader"]) + ',' + quoted(json["time"]) + '\n';
    };
    for (const char *ratio : {"cup_disc_vertical", "cup_disc_horizontal", "cup_disc_area"})
        row(ratio, json[ratio], "ratio", nullptr, nullptr);
    row("disc_diameter", json["disc_diameter_px"], "px", nullptr, nullptr);
    for (const Json &line : json["lines"])
        row("length", line["dd"].is_null() ? line["px"] : line["dd"], line["dd"].is_null() ? "px" : "dd",
            line["etdrs"], line["quadrant"]);
    for (const Json &area : json["areas"])
        row("area", area["square_dd"].is_null() ? area["square_px"] : area["square_dd"],
            area["square_dd"].is_null() ? "px2" : "dd2", area["etdrs"], area["quadrant"]);
}

Result<int> listMarks(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    std::vector<ExamId> exams;
    if (call.has("where")) {
        RETCLIP_TRY(exams, study->find(call.text("where"), call.stop()));
    } else {
        RETCLIP_TRY(exams, examsWithMarks(*study));
    }
    RETCLIP_TRY(const std::vector<StoredMarks> all, marksOf(*study, exams));
    const double disc_mm = discDiameter_mm(*study);
    std::string csv = "patient,exam,eye,measure,value,unit,etdrs,quadrant,reader,time\n";
    for (const StoredMarks &stored : all) {
        if (call.stop().stop_requested())
            return cancelled();
        RETCLIP_TRY(const ExamRow exam, study->exam(stored.exam));
        const Json line = marksLine(exam, stored, disc_mm);
        call.out().result(line, lineForPeople(line));
        addRows(csv, line);
    }
    if (call.has("csv"))
        RETCLIP_CHECK(write_file_atomically(pathOf(call.text("csv")), csv));
    return statusDone;
}

/// "12.5,80" and so on; nothing where a number is missing or none.
std::optional<std::vector<double>> numbersFrom(const QString &text)
{
    std::vector<double> numbers;
    for (const QString &part : text.split(u',')) {
        bool good = false;
        numbers.push_back(part.trimmed().toDouble(&good));
        if (!good)
            return std::nullopt;
    }
    return numbers;
}

tl::unexpected<Error> notPlaces(const char *option, const char *form)
{
    return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--%1 does not name a place on the photograph."), {option}),
                      message(QT_TRANSLATE_NOOP("Message", "Write it as %1, in pixels."), {form}));
}

Result<MarkEllipse> ellipseFrom(const Invocation &call, const char *option)
{
    const auto n = numbersFrom(call.text(option));
    if (!n || n->size() != 4)
        return notPlaces(option, "X,Y,WIDTH,HEIGHT");
    return MarkEllipse{(*n)[0], (*n)[1], (*n)[2] / 2, (*n)[3] / 2};
}

/// What the options say, over what was marked.
Result<FundusMarks> withOptions(const Invocation &call, FundusMarks marks)
{
    if (call.has("clear"))
        marks = {};
    if (call.has("disc")) {
        RETCLIP_TRY(marks.disc, ellipseFrom(call, "disc"));
    }
    if (call.has("cup")) {
        RETCLIP_TRY(marks.cup, ellipseFrom(call, "cup"));
    }
    if (call.has("fovea")) {
        const auto n = numbersFrom(call.text("fovea"));
        if (!n || n->size() != 2)
            return notPlaces("fovea", "X,Y");
        marks.fovea = MarkPoint{(*n)[0], (*n)[1]};
    }
    for (const QString &text : call.texts("line")) {
        const auto n = numbersFrom(text);
        if (!n || n->size() != 4)
            return notPlaces("line", "X1,Y1,X2,Y2");
        marks.lines.push_back({{(*n)[0], (*n)[1]}, {(*n)[2], (*n)[3]}});
    }
    for (const QString &text : call.texts("area")) {
        const auto n = numbersFrom(text);
        if (!n || n->size() < 6 || n->size() % 2 != 0)
            return notPlaces("area", "X1,Y1,X2,Y2,X3,Y3…");
        MarkArea area;
        for (std::size_t i = 0; i < n->size(); i += 2)
            area.corners.push_back({(*n)[i], (*n)[i + 1]});
        marks.areas.push_back(std::move(area));
    }
    return marks;
}

Result<int> setMarks(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const ExamId id, study->examByCode(call.text("exam")));
    RETCLIP_TRY(const ExamRow exam, study->exam(id));
    const Laterality eye = call.text("eye") == QLatin1String("left") ? Laterality::left : Laterality::right;
    if (!exam.images[eye])
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "Exam %1 has no photograph of that eye."),
                               {exam.code.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Name the other eye, or another exam.")));
    RETCLIP_TRY(const std::vector<StoredMarks> stored, marksOf(*study, std::span(&id, 1)));
    FundusMarks before;
    for (const StoredMarks &each : stored)
        if (each.image == exam.images[eye]->id)
            before = each.marks;
    RETCLIP_TRY(FundusMarks after, withOptions(call, before));
    RETCLIP_TRY(const EditReceipt receipt,
                study->apply({SetMarks{{{exam.images[eye]->id, std::move(after)}}}, {id}, call.person()}));
    if (!receipt.edit.valid()) {
        call.out().note(QCoreApplication::translate("Command", "Nothing was to change: the study is so already (%1).")
                            .arg(shownSummary(receipt)));
        return statusDone;
    }
    call.out().result(receiptJson(receipt), QStringLiteral("%1\t%2").arg(receipt.edit.value).arg(shownSummary(receipt)));
    return statusDone;
}

/// At its own size, from a copy that is large enough to look at.
Result<std::optional<FoundMarks>> findIn(const ImageRow &image)
{
    const auto path = path_from_utf8(image.path.toStdString());
    PhotographOptions options;
    options.at_least_px = looked_at_px;
    RETCLIP_TRY(const PhotographFacts facts, inspect_photograph(path));
    RETCLIP_TRY(const RgbImage picture, read_photograph(path, options));
    const auto found = find_disc_and_fovea(picture);
    if (!found)
        return std::optional<FoundMarks>();
    return std::optional(scaled(*found, double(std::max(facts.width, facts.height))
                                            / std::max(picture.width, picture.height)));
}

Result<int> findMarks(Invocation &call)
{
    const bool store = call.has("store");
    RETCLIP_TRY(const auto study, call.study(store ? OpenMode::readWrite : OpenMode::readOnly));
    RETCLIP_TRY(const std::vector<ExamRow> exams, examsWhere(*study, call.text("where"), call.stop()));
    ProgressReporter progress(call.out().progress(), std::int64_t(exams.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Looking for discs and foveas")));
    std::int64_t done = 0;
    for (const ExamRow &exam : exams) {
        if (call.stop().stop_requested())
            return cancelled();
        RETCLIP_TRY(const auto stored, marksOf(*study, std::span(&exam.id, 1)));
        for (const Laterality eye : both_eyes) {
            if (!exam.images[eye])
                continue;
            Json line{{"patient", exam.patient.toStdString()}, {"exam", exam.code.toStdString()}, {"eye", word(eye)}};
            const auto found = findIn(*exam.images[eye]);
            line["found"] = found && *found;
            if (!found)
                line["error"] = found.error().english();
            QString words = QStringLiteral("-");
            if (found && *found) {
                const FoundMarks &marks = **found;
                line["eye_seen"] = word(marks.eye);
                line["sureness"] = marks.sureness;
                line["disc"] = ellipseJson(marks.disc);
                line["fovea"] = {{"x", marks.fovea.x}, {"y", marks.fovea.y}};
                line["margin_followed"] = marks.margin_followed;
                line["margin_contrast"] = marks.margin_contrast;
                words = QStringLiteral("%1,%2 %3×%4").arg(marks.disc.x, 0, 'f', 0).arg(marks.disc.y, 0, 'f', 0)
                            .arg(marks.disc.horizontal(), 0, 'f', 0).arg(marks.disc.vertical(), 0, 'f', 0);
                const bool marked = std::any_of(stored.begin(), stored.end(), [&](const StoredMarks &each) {
                    return each.image == exam.images[eye]->id;
                });
                // A reader's own marks are never replaced by what was found.
                if (store && !marked) {
                    FundusMarks proposed;
                    proposed.disc = marks.disc;
                    proposed.fovea = marks.fovea;
                    RETCLIP_TRY(const EditReceipt receipt,
                                study->apply({SetMarks{{{exam.images[eye]->id, proposed}}}, {exam.id}, call.person()}));
                    line["edit"] = receipt.edit.value;
                }
            }
            call.out().result(line, QStringLiteral("%1\t%2\t%3").arg(exam.code, shownEye(eye), words));
        }
        progress.advance_to(++done);
    }
    progress.finish();
    return statusDone;
}

constexpr double anyNumber = std::numeric_limits<double>::lowest();

} // namespace

Verb marksVerb()
{
    const OptionDescription where{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")};
    return {"marks", QT_TRANSLATE_NOOP("Command", "Disc, cup, fovea, lengths and areas that readers marked."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "A line a photograph: disc and cup, their vertical ratio, the fovea, lengths and areas in disc "
                  "diameters (DD) with the sector of the ETDRS grid and of the quadrants about the disc."),
              {studyPlace},
              {where, {"csv", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "Also a table, a row a measure.")}},
              "retclip marks odir.study --json", listMarks},
             {"set", QT_TRANSLATE_NOOP("Command",
                  "Marks a photograph, in pixels as it is shown; what is not named stays. One edit, one step of undo."),
              {studyPlace},
              {{"exam", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "The exam to change."), {}, "", anyNumber, false, true},
               {"eye", ValueKind::choice, "EYE", QT_TRANSLATE_NOOP("Command", "Which photograph."), {"right", "left"}, "", anyNumber, false, true},
               {"disc", ValueKind::text, "X,Y,WIDTH,HEIGHT", QT_TRANSLATE_NOOP("Command", "The disc: its middle and size.")},
               {"cup", ValueKind::text, "X,Y,WIDTH,HEIGHT", QT_TRANSLATE_NOOP("Command", "The cup likewise.")},
               {"fovea", ValueKind::text, "X,Y", QT_TRANSLATE_NOOP("Command", "The fovea.")},
               {"line", ValueKind::text, "X1,Y1,X2,Y2", QT_TRANSLATE_NOOP("Command", "Another length."), {}, "", anyNumber, true},
               {"area", ValueKind::text, "X1,Y1,X2,Y2,X3,Y3…", QT_TRANSLATE_NOOP("Command", "Another area, by its corners."), {}, "", anyNumber, true},
               {"clear", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "First take all marks of this photograph away.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")}},
              "retclip marks set odir.study --exam 10023-1 --eye right --disc 1210,830,260,280 --cup 1215,835,120,150",
              setMarks},
             {"find", QT_TRANSLATE_NOOP("Command",
                  "Looks for disc and fovea in photographs: proposals for a reader, no measurements."),
              {studyPlace},
              {where,
               {"store", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Keep them as marks where a photograph has none; each is an edit.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")}},
              "retclip marks find odir.study --where glaucoma --json", findMarks}}};
}

} // namespace retclip::cli
