// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/label_value.h"

#include "app/retclip/invocation.h"

namespace retclip::cli {

QStringList verdictWords()
{
    QStringList words;
    for (const VerdictKind kind :
         {VerdictKind::labelWrong, VerdictKind::modelWrong, VerdictKind::ambiguous,
          VerdictKind::poorImage, VerdictKind::wrongEye, VerdictKind::reportMismatch,
          VerdictKind::regionDrawn})
        words << QLatin1String(word(kind));
    return words;
}

Result<SetLabel> labelFrom(const QString &text, const QVector<LabelSet> &sets)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    if (equals <= 0)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "A label is written SET=VALUE, not \"%1\"."),
                                  {text.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Example: glaucoma=1")));
    SetLabel label;
    label.labelSet = text.left(equals);
    const QString value = text.mid(equals + 1).trimmed();
    if (const qsizetype at = label.labelSet.lastIndexOf(QLatin1Char('@')); at > 0)
        if (const auto eye = laterality_from(label.labelSet.mid(at + 1).toStdString())) {
            label.eye = eye;
            label.labelSet.truncate(at);
        }
    const LabelSet *set = nullptr;
    QStringList names;
    for (const LabelSet &each : sets) {
        names << each.name;
        if (each.name == label.labelSet)
            set = &each;
    }
    if (!set)
        // The line is well formed; what it names is not in this study: status 1, as for an unknown exam.
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no label set \"%1\"."), {label.labelSet.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was done.")),
                       message(QT_TRANSLATE_NOOP("Message", "The study has %1."), {names.join(QStringLiteral(", ")).toStdString()}));
    QStringList classes;
    for (const LabelClass &each : set->classes)
        classes << each.name;
    if (value.isEmpty() || (value == QLatin1String("none") && !hasClassNone(*set))) {
        label.known = false;
        return label;
    }
    const QString lower = value.toLower();
    if (set->kind == LabelKind::binary) {
        if (lower == QLatin1String("1") || lower == QLatin1String("yes")
            || lower == QLatin1String("true")) {
            label.positive = classes.first(std::min<qsizetype>(1, classes.size()));
            return label;
        }
        if (lower == QLatin1String("0") || lower == QLatin1String("no")
            || lower == QLatin1String("false"))
            return label;
    }
    if (set->kind == LabelKind::multilabel && value == QLatin1String("0"))
        return label;
    for (QString name : value.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        name = name.trimmed();
        bool isNumber = false;
        const int number = name.toInt(&isNumber);
        if (!classes.contains(name) && isNumber && number >= 0 && number < classes.size()
            && (set->kind == LabelKind::multiclass || set->kind == LabelKind::ordinal))
            name = classes[number];
        if (!classes.contains(name))
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no class of %2."), {name.toStdString(), set->name.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was done.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."), {classes.join(QStringLiteral(", ")).toStdString()}));
        label.positive << name;
    }
    return label;
}

} // namespace retclip::cli
