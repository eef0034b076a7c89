// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace retclip {

/// One thing that a fundus report can say, with the words for it in English and Chinese.
struct Finding
{
    QString id;      ///< "diabetic_retinopathy"
    QString title;   ///< English.
    QString titleZh; ///< 简体中文
    QString icd10;   ///< WHO ICD-10; empty: it is no diagnosis of that list.
    QString snomed;  ///< SNOMED CT concept, where openly published value sets name one that means the same; else empty.
    QString broader; ///< Id of the finding that this one is a case of; empty: none.
    QStringList terms; ///< As reports write it, lower case; Latin ones are whole words, an s or es may follow.
    QStringList classes; ///< What label sets call it besides its title and terms, lower case.
};

/// In a fixed order; broader findings are in it too. Threads: any.
[[nodiscard]] const std::vector<Finding> &findingDictionary();
/// By id; nullptr: none.
[[nodiscard]] const Finding *findingOf(const QString &id);
/// The finding that a class of a label set names by id, title or term, in either language; nullptr: none.
[[nodiscard]] const Finding *findingNamed(const QString &words);
/// Whether `finding` is `other` or a case of it.
[[nodiscard]] bool isCaseOf(const Finding &finding, const Finding &other);

} // namespace retclip
