// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/shown_words.h"

#include "app/retclip/exam_json.h"
#include "app/retclip/in_english.h"
#include "core/study/dataset_words.h"
#include "core/study/history_words.h"
#include "core/study/label_titles.h"
#include "core/study/photograph_looks.h"

namespace retclip::cli {

QString shownKind(const QString &kind)
{
    return keepsFileWords() ? kind : historyKindText(kind);
}

QString shownSummary(const HistoryRow &row)
{
    return keepsFileWords() ? row.summary : historyText(row);
}

QString shownSummary(const EditReceipt &receipt)
{
    HistoryRow row;
    row.kind = receipt.kind;
    row.summary = receipt.summary;
    return shownSummary(row);
}

QString shownPerson(const QString &person)
{
    return keepsFileWords() ? person : personText(person);
}

QString shownChange(const DescribedChange &change)
{
    const QString code = change.code.isEmpty() ? QStringLiteral("-") : change.code;
    const auto line = [&code](const QString &what, const QString &before, const QString &after) {
        return QStringLiteral("%1\t%2: %3 → %4").arg(code, what, cell(before.toStdString()), cell(after.toStdString()));
    };
    if (!keepsFileWords())
        return line(changeTitle(change), changeValue(change, change.before), changeValue(change, change.after));
    const QString eye = change.eye ? u'@' + QString::fromLatin1(abbreviation(*change.eye)) : QString();
    return line(change.name.isEmpty() ? change.kind : change.kind + u' ' + change.name + eye, change.before, change.after);
}

QString shownEye(std::optional<Laterality> eye)
{
    if (keepsFileWords())
        return eye ? QString::fromLatin1(word(*eye)) : QStringLiteral("unknown");
    if (!eye)
        return QCoreApplication::translate("Command", "unknown eye");
    return *eye == Laterality::right ? QCoreApplication::translate("Command", "right eye")
                                     : QCoreApplication::translate("Command", "left eye");
}

QString shownFault(const QString &fault)
{
    return keepsFileWords() ? fault : faultTitle(fault);
}

QString shownPairFault(PairFault fault)
{
    return keepsFileWords() ? QString::fromLatin1(word(fault)) : pairFaultTitle(fault);
}

QString shownLeak(const Leak &leak)
{
    const bool words = !keepsFileWords();
    QString text = words ? leakTitle(leak) : QString::fromLatin1(word(leak.kind));
    if (leak.kind == LeakKind::nearDuplicate) {
        text += words ? QCoreApplication::translate("Command", ": %1 of 256 bits differ").arg(leak.distance)
                      : QStringLiteral(": %1 of 256 bits differ").arg(leak.distance);
        return !words && leak.mirrored ? text + QStringLiteral(", mirrored") : text;
    }
    return leak.detail.isEmpty() ? text : text + QStringLiteral(": ") + leak.detail.left(120);
}

QString shownProfileField(const QString &field)
{
    return keepsFileWords() ? field : profileFieldTitle(field);
}

QString shownProfileValue(const QString &field, const QString &value)
{
    static const QStringList counts{QStringLiteral("patients"), QStringLiteral("exams"), QStringLiteral("photographs"),
                                    QStringLiteral("reports")};
    if (keepsFileWords() || counts.contains(field))
        return value.isEmpty() ? QStringLiteral("-") : value;
    return profileValueTitle(field, value);
}

QString shownSplit(Split split)
{
    return keepsFileWords() ? QString::fromLatin1(word(split)) : splitTitle(split);
}

void tellLabelClasses(const Study &study)
{
    if (keepsFileWords())
        return;
    auto sets = study.labelSets();
    if (!sets)
        return;
    for (LabelSet &set : *sets)
        for (LabelClass &one : set.classes)
            one.title = one.titleZh = QString();
    setLabelTitles(*sets);
}

} // namespace retclip::cli
