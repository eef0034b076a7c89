// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/inspection/csv_table.h"
#include "core/quality/pairing.h"
#include "core/study/edit_together.h"
#include "core/study/photograph_looks.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <map>
#include <set>

namespace retclip::cli {

namespace {

std::string eyeText(std::optional<Laterality> eye)
{
    return eye ? word(*eye) : "unknown";
}

Json proposalJson(const PairingProposal &proposal)
{
    Json reasons = Json::array();
    for (const PairingReason reason : proposal.reasons)
        reasons.push_back(word(reason));
    return {{"exam", proposal.code.toStdString()}, {"eye", eyeText(proposal.eye)},
            {"confidence", proposal.confidence}, {"reasons", std::move(reasons)}};
}

Result<void> writeProposals(const std::vector<UnclearPhotograph> &photographs, const QString &file)
{
    QString text = QStringLiteral("image,file,now_exam,now_eye,exam,eye,confidence\n");
    for (const UnclearPhotograph &each : photographs) {
        const auto &proposal = each.proposal;
        text += QStringLiteral("%1,%2,%3,%4,%5,%6,%7\n")
                    .arg(each.image.id.value)
                    .arg(csvField(QFileInfo(each.image.path).fileName()), csvField(each.code),
                         QString::fromStdString(eyeText(each.eye)), csvField(proposal ? proposal->code : QString()),
                         proposal ? QString::fromStdString(eyeText(proposal->eye)) : QString(),
                         proposal ? QString::number(proposal->confidence, 'f', 3) : QString());
    }
    return write_file_atomically(pathOf(file), text.toStdString());
}

Result<void> checkConfidence(Invocation &call)
{
    if (call.real("sure", 0) > 1)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--sure is a confidence of 0 to 1, not %1."), {call.text("sure").toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --sure 0.9")));
    return {};
}

Result<int> listUnclear(Invocation &call)
{
    RETCLIP_CHECK(checkConfidence(call));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(std::vector<UnclearPhotograph> photographs,
                unclearPhotographs(*study, call.out().progress(), call.stop()));
    if (const double sure = call.real("sure", 0); sure > 0)
        std::erase_if(photographs, [&](const UnclearPhotograph &each) {
            return !each.proposal || each.proposal->confidence < sure;
        });
    for (const UnclearPhotograph &each : photographs) {
        Json line{{"image", each.image.id.value}, {"file", each.image.path.toStdString()},
                  {"exam", each.code.toStdString()}, {"patient", each.patient.toStdString()},
                  {"eye", eyeText(each.eye)}};
        line["proposal"] = each.proposal ? proposalJson(*each.proposal) : Json(nullptr);
        QString text = QStringLiteral("%1\t%2\t%3 %4").arg(each.image.id.value).arg(QFileInfo(each.image.path).fileName(), each.code)
                           .arg(QString::fromStdString(eyeText(each.eye)));
        if (each.proposal)
            text += QStringLiteral("\t→ %1 %2\t%3").arg(each.proposal->code, QString::fromStdString(eyeText(each.proposal->eye)))
                        .arg(each.proposal->confidence, 0, 'f', 2);
        call.out().result(line, text);
    }
    if (call.has("out"))
        RETCLIP_CHECK(writeProposals(photographs, call.text("out")));
    return statusDone;
}

Result<void> applyOne(Invocation &call, Study &study, ImageId image, ExamId to, std::optional<Laterality> eye)
{
    RETCLIP_TRY(const ExamId from, examOfPhotograph(study, image));
    RETCLIP_TRY(const std::vector<EditAction> actions, pairingActions(study, image, from, to, eye));
    RETCLIP_TRY(const EditReceipt receipt, applyTogether(study, actions, {to}, call.person()));
    Json line = receiptJson(receipt);
    line["image"] = image.value;
    if (!receipt.edit.valid()) {
        line["edit"] = nullptr; // It is so already.
        line["hash"] = nullptr;
    }
    call.out().result(line, QStringLiteral("%1\t%2").arg(receipt.edit.value).arg(shownSummary(receipt)));
    return {};
}

tl::unexpected<Error> rowFault(const QString &file, std::int64_t row, Message what)
{
    return failure(ErrorCode::invalid_argument,
                   message(QT_TRANSLATE_NOOP("Message", "%1, line %2: %3"), {file.toStdString(), std::to_string(row), what.english()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                   message(QT_TRANSLATE_NOOP("Message", "Correct the line and apply the file again.")));
}

/// A photograph that a line speaks of, and where it is to go.
struct Decided
{
    ImageId image;
    ExamId to;
    std::optional<Laterality> eye;
    std::int64_t line = 0;
};

/// Two lines that cannot both hold: the second would undo what the first has just done.
Result<void> checkAgree(const QString &file, const std::vector<Decided> &all)
{
    std::map<qint64, std::int64_t> images;
    std::map<std::pair<qint64, Laterality>, std::int64_t> eyes;
    for (const Decided &each : all) {
        std::int64_t other = 0;
        if (const auto [there, first] = images.emplace(each.image.value, each.line); !first)
            other = there->second;
        if (each.eye)
            if (const auto [there, first] = eyes.emplace(std::pair(each.to.value, *each.eye), each.line); !first)
                other = there->second;
        if (other != 0)
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "%1: lines %2 and %3 are about the same photograph, or the same eye of one exam."),
                                   {file.toStdString(), std::to_string(other), std::to_string(each.line)}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Leave one of them, or write the eye unknown in the other.")));
    }
    return {};
}

Result<int> applyFile(Invocation &call, Study &study)
{
    const QString file = call.positional("FILE");
    RETCLIP_TRY(const CsvTable table, readCsvTable(pathOf(file)));
    const int image = table.column("image"), exam = table.column("exam"), eye = table.column("eye");
    if (image < 0 || exam < 0 || eye < 0)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "%1 lacks one of the columns image, exam, eye."), {file.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Begin with the file that “pair list --out” writes.")));
    std::vector<Decided> decided;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto &row = table.rows[i];
        if (row[std::size_t(exam)].empty())
            continue; // No proposal, and none given.
        const auto side = laterality_from(row[std::size_t(eye)]);
        if (!side && !row[std::size_t(eye)].empty() && row[std::size_t(eye)] != "unknown")
            return rowFault(file, table.lines[i], message(QT_TRANSLATE_NOOP("Message", "the eye is right, left or unknown")));
        const ImageId id{QString::fromStdString(row[std::size_t(image)]).toLongLong()};
        const auto to = study.examByCode(QString::fromStdString(row[std::size_t(exam)]));
        if (!to)
            return rowFault(file, table.lines[i], to.error().what_happened);
        decided.push_back({id, *to, side, table.lines[i]});
    }
    RETCLIP_CHECK(checkAgree(file, decided));
    for (const Decided &each : decided)
        if (!call.stop().stop_requested())
            RETCLIP_CHECK(applyOne(call, study, each.image, each.to, each.eye));
    return call.stop().stop_requested() ? statusInterrupted : statusDone;
}

Result<int> applyUnclear(Invocation &call)
{
    RETCLIP_CHECK(checkConfidence(call));
    const bool named = !call.positional("FILE").isEmpty();
    if (named == call.has("sure"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "pair apply takes a file, or --sure.")),
                          message(QT_TRANSLATE_NOOP("Message", "Give one of them.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    if (named)
        return applyFile(call, *study);
    RETCLIP_TRY(const std::vector<UnclearPhotograph> photographs,
                unclearPhotographs(*study, call.out().progress(), call.stop()));
    std::set<std::pair<qint64, Laterality>> taken; // The surest comes first; no other pushes it out again.
    for (const UnclearPhotograph &each : photographs) {
        if (!each.proposal || each.proposal->confidence < call.real("sure") || call.stop().stop_requested())
            continue;
        if (each.proposal->eye && !taken.emplace(each.proposal->exam.value, *each.proposal->eye).second)
            continue;
        RETCLIP_CHECK(applyOne(call, *study, each.image.id, each.proposal->exam, each.proposal->eye));
    }
    return call.stop().stop_requested() ? statusInterrupted : statusDone;
}

} // namespace

Verb pairVerb()
{
    return {"pair", QT_TRANSLATE_NOOP("Command", "Photographs whose eye or exam is unclear, and what they seem to be."),
            {{"list", QT_TRANSLATE_NOOP("Command",
                  "Photographs of unknown eye, and single ones that seem to be another one's fellow, with a proposal, "
                  "its reasons and confidence. Look at the photographs before (retclip quality look): then the "
                  "pictures speak too."),
              {studyPlace},
              {{"sure", ValueKind::real, "P", QT_TRANSLATE_NOOP("Command", "Only proposals of this confidence, 0.5 to 1."), {}, "", 0},
               {"out", ValueKind::text, "FILE.csv", QT_TRANSLATE_NOOP("Command", "Also as a table that apply takes.")}},
              "retclip pair odir.study list --out unclear.csv", listUnclear},
             {"apply", QT_TRANSLATE_NOOP("Command",
                  "Does what a table says (columns image, exam, eye), or takes the proposals from a confidence on. An edit "
                  "each; retclip undo takes them back one by one."),
              {studyPlace,
               {"FILE", QT_TRANSLATE_NOOP("Command", "CSV, as list --out writes it."), PositionalDescription::optional}},
              {{"sure", ValueKind::real, "P", QT_TRANSLATE_NOOP("Command", "Instead, proposals of this confidence."), {}, "", 0},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who decides.")}},
              "retclip pair odir.study apply unclear.csv", applyUnclear}}};
}

} // namespace retclip::cli
