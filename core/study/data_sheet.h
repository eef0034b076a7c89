// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/dataset_diff.h"

#include <QHash>

namespace retclip {

/// A data sheet of a frozen dataset after Gebru et al., "Datasheets for Datasets" (Communications of the
/// ACM 64(12), 2021): motivation, composition, collection, preprocessing, uses, distribution, maintenance.
/// What the study knows is filled in from it; what only a person knows is a marked blank that a person
/// fills in once and that is kept in the study.
struct SheetQuestion
{
    const char *id;      ///< "motivation.purpose"
    const char *section; ///< "motivation" …
    const char *text;    ///< English, marked for translation in the context "DataSheet".
    bool fromStudy;      ///< The study answers it; what a person adds stands below.
};
[[nodiscard]] std::span<const SheetQuestion> sheetQuestions();
[[nodiscard]] QString sheetText(const char *english); ///< In the present language.
[[nodiscard]] QString sheetSectionTitle(const QString &section);

/// By question id. Errors: not_found (no such dataset).
[[nodiscard]] Result<QHash<QString, QString>> sheetAnswers(const Study &study, const QString &dataset);
/// One edit of the history; an empty text takes the answer out. Errors: not_found (dataset, question).
[[nodiscard]] Result<EditReceipt> answerSheet(Study &study, const QString &dataset, const QString &question,
                                              const QString &text, const QString &person);

struct DataSheet
{
    struct Line
    {
        QString question;
        QString fromStudy; ///< Markdown; empty where the study knows nothing of it.
        QString answer;    ///< A person's words; empty: a blank.
        bool blank = false; ///< Only a person can answer, and nobody has.
    };
    struct Section
    {
        QString title;
        std::vector<Line> lines;
    };
    QString title;
    std::vector<Section> sections;
    [[nodiscard]] int blanks() const;
    [[nodiscard]] QString markdown() const;
    [[nodiscard]] QString html() const; ///< One file, no script, nothing from elsewhere.
};

/// `identities`: with names of sites, sources, people and the query; without them for what leaves
/// de-identified.
[[nodiscard]] Result<DataSheet> dataSheet(const Study &study, const QString &dataset, bool identities = true);

} // namespace retclip
