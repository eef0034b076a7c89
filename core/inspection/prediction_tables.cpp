// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/prediction_tables.h"

#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/inspection/csv_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace retclip {

namespace {

tl::unexpected<Error> badCell(const char *what, const std::filesystem::path &file,
                              std::int64_t line, const std::string &cell = {})
{
    return failure(ErrorCode::unreadable,
                   Message(what, {utf8_from_path(file), std::to_string(line), cell}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was worked out.")),
                   message(QT_TRANSLATE_NOOP("Message", "Mend that line and try again.")));
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

template <typename Number>
bool readNumber(std::string_view text, Number &number)
{
    text = trimmed(text);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

/// "0", "1", "0.0", "1.0" or nothing.
std::optional<int> zeroOrOne(std::string_view text)
{
    double value = 0;
    if (!readNumber(text, value) || (value != 0 && value != 1))
        return {};
    return int(value);
}

Result<std::map<std::string, std::size_t>> rowsById(const CsvTable &table, int id,
                                                    const std::filesystem::path &file)
{
    std::map<std::string, std::size_t> rows;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (!rows.try_emplace(table.rows[i][std::size_t(id)], i).second)
            return badCell(QT_TRANSLATE_NOOP("Message", "%1, line %2: the id %3 was there before."),
                           file, table.lines[i], table.rows[i][std::size_t(id)]);
    return rows;
}

tl::unexpected<Error> noColumn(const std::filesystem::path &file, const char *name)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "%1 has no column \"%2\"."),
                           {utf8_from_path(file), name}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was worked out.")),
                   message(QT_TRANSLATE_NOOP("Message", "Name the column so in the heading line.")));
}

} // namespace

Result<ClassificationInput> readPredictions(const std::filesystem::path &labelFile,
                                            const std::filesystem::path &scoreFile, LabelKind kind)
{
    RETCLIP_TRY(const CsvTable labels, readCsvTable(labelFile));
    RETCLIP_TRY(const CsvTable scores, readCsvTable(scoreFile));
    const int labelId = labels.column("id"), scoreId = scores.column("id");
    if (labelId < 0)
        return noColumn(labelFile, "id");
    if (scoreId < 0)
        return noColumn(scoreFile, "id");
    const int patient = labels.column("patient");
    const bool binary = kind == LabelKind::binary;
    const bool multilabel = kind == LabelKind::multilabel;

    // Score columns, and the label column of each class.
    std::vector<int> scoreColumns, labelColumns;
    ClassificationInput input;
    input.kind = kind;
    const int label = labels.column("label");
    if (!multilabel && label < 0)
        return noColumn(labelFile, "label");
    if (binary) {
        const int score = scores.column("score");
        if (score < 0)
            return noColumn(scoreFile, "score");
        scoreColumns.push_back(score);
        input.classes.push_back("positive");
    } else {
        for (std::size_t c = 0; c < scores.headings.size(); ++c) {
            if (int(c) == scoreId || scores.headings[c] == "patient")
                continue;
            scoreColumns.push_back(int(c));
            input.classes.push_back(scores.headings[c]);
            if (multilabel) {
                labelColumns.push_back(labels.column(scores.headings[c]));
                if (labelColumns.back() < 0)
                    return noColumn(labelFile, scores.headings[c].c_str());
            }
        }
        if (multilabel)
            for (std::size_t c = 0; c < labels.headings.size(); ++c)
                if (int(c) != labelId && int(c) != patient
                    && scores.column(labels.headings[c]) < 0)
                    return noColumn(scoreFile, labels.headings[c].c_str());
    }
    if (scoreColumns.empty())
        return noColumn(scoreFile, "score");

    RETCLIP_TRY(const auto scoreRows, rowsById(scores, scoreId, scoreFile));
    RETCLIP_TRY(const auto labelRows, rowsById(labels, labelId, labelFile));
    for (std::size_t i = 0; i < scores.rows.size(); ++i)
        if (!labelRows.contains(scores.rows[i][std::size_t(scoreId)]))
            return badCell(QT_TRANSLATE_NOOP("Message", "%1, line %2: the id %3 has no label."),
                           scoreFile, scores.lines[i], scores.rows[i][std::size_t(scoreId)]);

    input.scores = Matrix(labels.rows.size(), scoreColumns.size());
    input.exact_scores.reserve(labels.rows.size() * scoreColumns.size());
    for (std::size_t i = 0; i < labels.rows.size(); ++i) {
        const auto &cells = labels.rows[i];
        const std::string &id = cells[std::size_t(labelId)];
        const auto partner = scoreRows.find(id);
        if (partner == scoreRows.end())
            return badCell(QT_TRANSLATE_NOOP("Message", "%1, line %2: the id %3 has no score."),
                           labelFile, labels.lines[i], id);
        for (std::size_t k = 0; k < scoreColumns.size(); ++k) {
            const std::string &cell = scores.rows[partner->second][std::size_t(scoreColumns[k])];
            double value = 0;
            if (!readNumber(cell, value) || !std::isfinite(value))
                return badCell(QT_TRANSLATE_NOOP("Message",
                                   "%1, line %2: the score \"%3\" is not a finite number."),
                               scoreFile, scores.lines[partner->second], cell);
            input.scores.row(i)[k] = float(value);
            input.exact_scores.push_back(value);
        }
        Targets targets;
        if (multilabel) {
            for (const int column : labelColumns) {
                const std::string &cell = cells[std::size_t(column)];
                const auto value = trimmed(cell).empty() ? std::optional<int>(-1) : zeroOrOne(cell);
                if (!value)
                    return badCell(QT_TRANSLATE_NOOP("Message",
                                       "%1, line %2: the label \"%3\" is not 0, 1 or empty."),
                                   labelFile, labels.lines[i], cell);
                targets.push_back(*value);
            }
        } else {
            const std::string &cell = cells[std::size_t(label)];
            int value = -1;
            if (binary) {
                const auto read = zeroOrOne(cell);
                if (!read && !trimmed(cell).empty())
                    return badCell(QT_TRANSLATE_NOOP("Message",
                                       "%1, line %2: the label \"%3\" is not 0, 1 or empty."),
                                   labelFile, labels.lines[i], cell);
                value = read.value_or(-1);
            } else {
                const std::string name(trimmed(cell));
                const auto place = std::find(input.classes.begin(), input.classes.end(), name);
                int number = -1;
                if (place != input.classes.end())
                    value = int(place - input.classes.begin());
                else if (readNumber(name, number) && number >= 0
                         && number < int(input.classes.size()))
                    value = number;
                else if (!name.empty())
                    return badCell(QT_TRANSLATE_NOOP("Message",
                                       "%1, line %2: no score column is named \"%3\"."),
                                   labelFile, labels.lines[i], cell);
            }
            targets.push_back(value);
        }
        input.targets.push_back(std::move(targets));
        input.patients.push_back(patient >= 0 ? cells[std::size_t(patient)] : id);
    }
    return input;
}

Result<Positives> readPositives(const std::filesystem::path &file, std::size_t queries,
                                std::size_t gallery)
{
    RETCLIP_TRY(const CsvTable table, readCsvTable(file));
    const int query = table.column("query"), row = table.column("gallery");
    if (query < 0)
        return noColumn(file, "query");
    if (row < 0)
        return noColumn(file, "gallery");
    Positives positives(queries);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const std::string &first = table.rows[i][std::size_t(query)];
        const std::string &second = table.rows[i][std::size_t(row)];
        std::int64_t from = -1, to = -1;
        if (!readNumber(first, from) || from < 0 || from >= std::int64_t(queries))
            return badCell(QT_TRANSLATE_NOOP("Message", "%1, line %2: there is no query row %3."),
                           file, table.lines[i], first);
        if (!readNumber(second, to) || to < 0 || to >= std::int64_t(gallery))
            return badCell(QT_TRANSLATE_NOOP("Message", "%1, line %2: there is no gallery row %3."),
                           file, table.lines[i], second);
        auto &list = positives[std::size_t(from)];
        if (std::find(list.begin(), list.end(), std::int32_t(to)) == list.end())
            list.push_back(std::int32_t(to));
    }
    return positives;
}

Result<Matrix> readFeatureMatrix(const std::filesystem::path &file)
{
    RETCLIP_TRY(const Array array, read_npy(file));
    const auto unsupported = [&] {
        return failure(ErrorCode::unsupported,
                       message(QT_TRANSLATE_NOOP("Message",
                           "%1 does not hold rows of float32 or float64 numbers."),
                               {utf8_from_path(file)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was worked out.")),
                       message(QT_TRANSLATE_NOOP("Message", "Save an N x E array of floats.")));
    };
    if (array.shape.size() != 2)
        return unsupported();
    Matrix matrix(std::size_t(array.shape[0]), std::size_t(array.shape[1]));
    if (array.type == ElementType::float32) {
        const auto values = array.as<float>();
        std::copy(values.begin(), values.end(), matrix.values.begin());
    } else if (array.type == ElementType::float64) {
        const auto values = array.as<double>();
        for (std::size_t i = 0; i < values.size(); ++i)
            matrix.values[i] = float(values[i]);
    } else {
        return unsupported();
    }
    for (std::size_t i = 0; i < matrix.values.size(); ++i)
        if (!std::isfinite(matrix.values[i]))
            return badCell(QT_TRANSLATE_NOOP("Message", "%1, row %2: a number is not finite."), file,
                           std::int64_t(i / matrix.columns));
    return matrix;
}

} // namespace retclip
