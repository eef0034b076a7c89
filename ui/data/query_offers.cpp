// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/query_offers.h"

#include "core/study/query.h"

namespace retclip {

QStringList queryOffers(const QVector<LabelSet> &sets, const QStringList &tags, const QStringList &saved)
{
    QStringList offers;
    for (const char *field : {"label:", "eye:both", "eye:one", "eye:od", "eye:os", "eye:none",
                              "report:", "patient:", "exam:", "age>", "age<", "sex:F", "sex:M",
                              "date>", "camera:", "site:", "tag:", "split:train",
                              "split:validation", "split:test", "source:", "run:", "verdict:",
                              "comment:", "quality<0.5", "fault:blurred", "fault:", "field:macula", "field:disc",
                              "field:between", "swapped",
                              "unlabelled", "unsure", "excluded", "reviewed", "wrong",
                              "right", "fp", "fn", "label:none", "duplicates>1", "sort:-age",
                              "sort:-date", "limit:500", "sample:200"})
        offers << QString::fromLatin1(field);
    for (const LabelSet &set : sets) {
        for (const LabelClass &one : set.classes)
            offers << QStringLiteral("label:") + queryWord(one.name);
    }
    for (const QString &tag : tags)
        offers << QStringLiteral("tag:") + queryWord(tag);
    for (const QString &name : saved)
        offers << QStringLiteral("saved:") + queryWord(name);
    return offers;
}

} // namespace retclip
