// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <string_view>

namespace retclip {

/// Sentences that are kept in a study, or go into JSON, and are therefore English whatever the language is: warnings of
/// datasets, problems that a check found. Written by keptSentence(), read by a person through keptText().
/// Of two that fit a text the earlier is taken: the more special ones come first.
inline constexpr const char *keptSentences[] = {
    // Of a dataset, as it was frozen.
    QT_TRANSLATE_NOOP("KeptSentence", "%1 excluded exams were left out"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 photographs could not be read and have no hash"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 photographs do not say which eye and are left out of training"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 groups of patients share a photograph or a long report, or are alike, and were kept in one split: %2"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 patients are held out as the test split: %2"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 patients have other exams too, or share a photograph, and went along with them"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 leaks between the splits were accepted: %2"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 reports are the same in two splits (stock sentences)"),
    QT_TRANSLATE_NOOP("KeptSentence", "no patient is in the train split"),
    QT_TRANSLATE_NOOP("KeptSentence", "no patient is in the validation split"),
    QT_TRANSLATE_NOOP("KeptSentence", "no patient is in the test split"),
    QT_TRANSLATE_NOOP("KeptSentence", "%1 exams are in no split and were left out"),
    // Of a check.
    QT_TRANSLATE_NOOP("KeptSentence", "exam %1: the eyes noted are not those of its photographs"),
    QT_TRANSLATE_NOOP("KeptSentence", "exam %1: two labels of one set count at once"),
    QT_TRANSLATE_NOOP("KeptSentence", "exam %1: a class is noted that no label holds"),
    QT_TRANSLATE_NOOP("KeptSentence", "exam %1: a label's class is missing from the index"),
    QT_TRANSLATE_NOOP("KeptSentence", "exam %1: the photograph %2 is not there"),
    QT_TRANSLATE_NOOP("KeptSentence", "exam %1: the photograph %2 cannot be read"),
    QT_TRANSLATE_NOOP("KeptSentence", "exam %1: the photograph %2 has changed"),
    QT_TRANSLATE_NOOP("KeptSentence", "run %1: %2 is not there"),
    QT_TRANSLATE_NOOP("KeptSentence", "journal: rows %1 to %2 are missing"),
    QT_TRANSLATE_NOOP("KeptSentence", "journal: the chain is broken at row %1 (%2, %3)"),
    QT_TRANSLATE_NOOP("KeptSentence", "journal: row %1 is not in the state that its undo rows say"),
    QT_TRANSLATE_NOOP("KeptSentence", "journal: rows are missing at the end"),
    QT_TRANSLATE_NOOP("KeptSentence", "… and %1 more photographs"),
    QT_TRANSLATE_NOOP("KeptSentence", "database: … and %1 more reports"),
    QT_TRANSLATE_NOOP("KeptSentence", "… and %1 more"),
    QT_TRANSLATE_NOOP("KeptSentence", "database: page %1 is not as it was written"),
    QT_TRANSLATE_NOOP("KeptSentence", "database: the members of dataset “%1” are not those that were frozen"),
    QT_TRANSLATE_NOOP("KeptSentence", "database: the report of exam %1 is not as it was stored"),
    QT_TRANSLATE_NOOP("KeptSentence", "database: a row of %1 points to nothing"),
    QT_TRANSLATE_NOOP("KeptSentence", "database: %1"),
};

/// One of keptSentences: another does not compile, since nobody could read it in another language.
struct KeptSentence
{
    const char *text;

    consteval KeptSentence(const char *sentence) : text(sentence)
    {
        bool known = false;
        for (const char *each : keptSentences)
            known = known || std::string_view(each) == sentence;
        if (!known)
            throw "not in keptSentences";
    }
};

/// The English sentence, to fill in with arg() and to keep.
[[nodiscard]] inline QString keptSentence(KeptSentence sentence)
{
    return QString::fromUtf8(sentence.text);
}

/// What was kept, in the present language; texts that no sentence fits stay as they are.
[[nodiscard]] QString keptText(const QString &kept);

} // namespace retclip
