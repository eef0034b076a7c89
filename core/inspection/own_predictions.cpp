// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/own_predictions.h"

#include "core/base/files.h"
#include "core/inspection/csv_table.h"

#include <algorithm>
#include <charconv>

namespace retclip {

namespace {

tl::unexpected<Error> unreadableRow(const std::filesystem::path &file, std::int64_t line)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "%1, line %2 is not a prediction of this run."),
                           {utf8_from_path(file), std::to_string(line)}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was evaluated.")),
                   message(QT_TRANSLATE_NOOP("Message", "Copy the run's folder again, or train anew.")));
}

template <typename Number>
bool parse(const std::string &text, Number &number)
{
    const auto end = text.data() + text.size();
    return std::from_chars(text.data(), end, number).ptr == end && !text.empty();
}

} // namespace

Result<OwnPredictions> readOwnPredictions(const std::filesystem::path &runFolder)
{
    const std::filesystem::path file = runFolder / "predictions.csv";
    if (!std::filesystem::exists(file))
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "The run has no predictions of its own.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was evaluated.")),
                       message(QT_TRANSLATE_NOOP("Message",
                           "Only fine-tuning and probe runs that have ended predict; for others use evaluate probe.")));
    RETCLIP_TRY(const Manifest manifest, read_manifest(runFolder / "manifest.jsonl"));
    RETCLIP_TRY(const CsvTable table, readCsvTable(file));

    OwnPredictions own;
    own.target = manifest.target;
    const std::size_t classes = std::max<std::size_t>(1, own.target.classes.size());
    const bool single = own.target.kind == LabelKind::multiclass || own.target.kind == LabelKind::ordinal;
    const char *const headings[] = {"exam_id", "exam", "patient", "eye", "split", "class", "score", "truth"};
    std::vector<std::size_t> at;
    for (const char *heading : headings) {
        if (table.column(heading) < 0)
            return unreadableRow(file, 1);
        at.push_back(std::size_t(table.column(heading)));
    }
    if (table.rows.size() % classes != 0)
        return unreadableRow(file, table.lines.empty() ? 1 : table.lines.back());

    // A case's classes stand one after the other, in the target's order.
    own.scores = Matrix(table.rows.size() / classes, classes);
    for (std::size_t line = 0; line < table.rows.size(); ++line) {
        const std::vector<std::string> &cells = table.rows[line];
        const std::size_t number = line % classes;
        double score = 0;
        OwnPredictions::Row row;
        if (cells[at[5]] != own.target.classes[number] || !parse(cells[at[0]], row.exam.value)
            || !parse(cells[at[6]], score))
            return unreadableRow(file, table.lines[line]);
        if (number == 0) {
            row.code = cells[at[1]];
            row.patient = cells[at[2]];
            row.eye = laterality_from(cells[at[3]]);
            row.split = split_from(cells[at[4]]).value_or(Split::none);
            row.targets.assign(single ? 1 : classes, -1);
            own.rows.push_back(std::move(row));
        } else if (own.rows.back().exam != row.exam) {
            return unreadableRow(file, table.lines[line]);
        }
        Targets &targets = own.rows.back().targets;
        const std::string &truth = cells[at[7]];
        if (single && truth == "1")
            targets[0] = int(number);
        else if (!single && !truth.empty())
            targets[number] = truth == "1";
        own.scores.row(line / classes)[number] = float(score);
    }
    return own;
}

} // namespace retclip
