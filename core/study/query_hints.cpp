// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query_hints.h"

#include "core/study/label_catalogue.h"
#include "core/study/label_definitions.h"
#include "core/study/near_words.h"
#include "core/study/query_stars.h"

namespace retclip {

namespace {

/// As labelTest() of query_tests.cpp understands it.
bool isLabelValue(const LabelCatalogue &catalogue, const QString &text)
{
    if (const qsizetype slash = text.indexOf(u'/'); slash > 0)
        if (const LabelCatalogue::Set *set = catalogue.byName(text.left(slash))) {
            const QString value = text.mid(slash + 1);
            const bool numbered = set->set.kind == LabelKind::binary || set->set.kind == LabelKind::multilabel;
            return value == QLatin1String("*") || value.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0
                || classPosition(set->set, value) >= 0 || (numbered && value == QLatin1String("0"))
                || (set->set.kind == LabelKind::binary && value == QLatin1String("1"));
        }
    for (const LabelCatalogue::Set &set : catalogue.sets)
        if (set.set.name.compare(text, Qt::CaseInsensitive) == 0 || classPosition(set.set, text) >= 0)
            return true;
    return false;
}

/// As labelsByStars() of query_tests.cpp understands them.
bool starsFitSomething(const LabelCatalogue &catalogue, const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QueryStars ofSet(slash > 0 ? text.left(slash) : text);
    const QueryStars ofClass(slash > 0 && slash + 1 < text.size() ? text.mid(slash + 1) : text);
    for (const LabelCatalogue::Set &set : catalogue.sets) {
        const bool named = ofSet.fits(set.set.name);
        if (slash < 0 && named)
            return true;
        for (const LabelClass &one : set.set.classes)
            if ((slash < 0 || named) && (ofClass.fits(one.name) || ofClass.fits(one.title) || ofClass.fits(one.titleZh)))
                return true;
    }
    return false;
}

Error noSuchLabel(const LabelCatalogue &catalogue, const QueryItem &item)
{
    QStringList known;
    const qsizetype slash = item.text.indexOf(u'/');
    const LabelCatalogue::Set *within = slash > 0 ? catalogue.byName(item.text.left(slash)) : nullptr;
    for (const LabelCatalogue::Set &set : catalogue.sets) {
        if (within && within != &set)
            continue;
        if (!within)
            known.append(set.set.name);
        for (const LabelClass &one : set.set.classes)
            for (const QString &name : {one.name, one.title, one.titleZh})
                if (!name.isEmpty())
                    known.append(name);
    }
    QStringList near = nearWords(within ? item.text.mid(slash + 1) : item.text, known, 3);
    if (near.isEmpty())
        near = within ? known.mid(0, 12) : catalogue.names().mid(0, 12);
    return queryError(item.column, item.length,
                      within ? message(QT_TRANSLATE_NOOP("Message", "The label set %1 has no class “%2”: nothing can match it."),
                                       {within->set.name.toStdString(), item.text.mid(slash + 1).toStdString()})
                             : message(QT_TRANSLATE_NOOP("Message", "No label set has the name or a class “%1”: nothing can match it."),
                                       {item.text.toStdString()}),
                      near.isEmpty() ? message(QT_TRANSLATE_NOOP("Message", "There is none yet."))
                                     : message(QT_TRANSLATE_NOOP("Message", "Was one of these meant: %1?"),
                                               {near.join(QStringLiteral(", ")).toStdString()}));
}

void addHints(const QueryNode &node, const LabelCatalogue &catalogue, std::vector<Error> &hints)
{
    if (node.kind == QueryNode::Kind::test && node.field == QueryField::label)
        for (const QueryItem &item : node.items)
            if (!item.any && !(item.none && !item.quoted) && !isLabelValue(catalogue, item.text)
                && !(QueryStars::in(item) && starsFitSomething(catalogue, item.text)))
                hints.push_back(noSuchLabel(catalogue, item));
    for (const QueryNode &child : node.children)
        addHints(child, catalogue, hints);
}

} // namespace

Result<std::vector<Error>> queryHints(const Study &study, const QString &line)
{
    std::vector<Error> hints;
    const auto query = parseQuery(line);
    if (!query)
        return hints;
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(study.database()));
    addHints(query->root, catalogue, hints);
    return hints;
}

} // namespace retclip
