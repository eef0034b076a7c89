// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/history_words.h"

#include "core/study/label_titles.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace retclip {

namespace {

QString sayOfHistory(const char *text)
{
    return QCoreApplication::translate("History", text);
}

/// Journal rows whose summary is always the same, by their kind.
QString fixedHistory(const QString &kind)
{
    static constexpr std::pair<const char *, const char *> texts[] = {
        {"exclude", QT_TRANSLATE_NOOP("History", "excluded")},
        {"include", QT_TRANSLATE_NOOP("History", "taken in again")},
        {"unsure", QT_TRANSLATE_NOOP("History", "marked unsure")},
        {"sure", QT_TRANSLATE_NOOP("History", "no longer unsure")},
        {"clear_verdict", QT_TRANSLATE_NOOP("History", "verdict withdrawn")},
        {"swap", QT_TRANSLATE_NOOP("History", "right and left eye exchanged")},
        {"redact", QT_TRANSLATE_NOOP("History", "report redacted")},
        {"reasons", QT_TRANSLATE_NOOP("History", "reason codes of the study changed")},
        {"import", QT_TRANSLATE_NOOP("History", "imported")},
        {"undo", QT_TRANSLATE_NOOP("History", "undone")},
        {"redo", QT_TRANSLATE_NOOP("History", "done again")}};
    for (const auto &[word, text] : texts) {
        if (kind == QLatin1String(word))
            return sayOfHistory(text);
    }
    return {};
}

/// The words of noLabelWord(), unless they name a class of the set.
bool saysNoLabel(const QString &set, const QString &value)
{
    return (value == QLatin1String("none") || value == QLatin1String("no label")) && !isLabelClass(set, value);
}

QString noLabelWords(const QString &value)
{
    return value == QLatin1String("no label") ? sayOfHistory(QT_TRANSLATE_NOOP("History", "no label"))
                                              : sayOfHistory(QT_TRANSLATE_NOOP("History", "none"));
}

QString labelHistory(const QString &summary)
{
    static const QRegularExpression form(
        QStringLiteral("^(.+?)(@OD|@OS)? = (.*?)(?: \\(was (.*)\\))?$"));
    const auto match = form.match(summary);
    if (!match.hasMatch())
        return summary;
    const QString set = match.captured(1);
    const auto titled = [&set](const QString &value) {
        if (value.isEmpty() || saysNoLabel(set, value))
            return noLabelWords(value);
        if (value == QLatin1String("unknown"))
            return sayOfHistory(QT_TRANSLATE_NOOP("History", "unknown"));
        static const QRegularExpression comma(QStringLiteral(", ?|\\+"));
        return labelTitles(set, value.split(comma));
    };
    const QString eye = match.captured(2).isEmpty() ? QString()
                                                    : QLatin1Char(' ') + match.captured(2).mid(1);
    const QString now = QStringLiteral("%1%2 = %3").arg(set, eye, titled(match.captured(3)));
    return match.captured(4).isNull() || match.capturedLength(4) == 0
        ? now
        : sayOfHistory(QT_TRANSLATE_NOOP("History", "%1 (was %2)")).arg(now, titled(match.captured(4)));
}

QString verdictHistory(const QString &summary)
{
    static const QRegularExpression form(
        QStringLiteral("^([a-z_]+)((?: \\[\\S*\\])?(?:: [^;]*)?)(?:; (.*))?$"));
    const auto match = form.match(summary);
    const auto verdict = verdictFrom(match.captured(1));
    if (!match.hasMatch() || !verdict)
        return summary;
    QString text = verdictText(*verdict) + match.captured(2);
    if (!match.captured(3).isEmpty())
        text += QStringLiteral("; ") + labelHistory(match.captured(3));
    return text;
}

QString eyeHistory(const QString &summary)
{
    static const QRegularExpression form(QStringLiteral("^photograph (\\d+) shows (.*)$"));
    const auto match = form.match(summary);
    if (!match.hasMatch())
        return summary;
    const QString eye = match.captured(2);
    return eye == QLatin1String("OD") || eye == QLatin1String("OS")
        ? sayOfHistory(QT_TRANSLATE_NOOP("History", "photograph %1 shows %2")).arg(match.captured(1), eye)
        : sayOfHistory(QT_TRANSLATE_NOOP("History", "photograph %1 shows an unknown eye"))
              .arg(match.captured(1));
}

/// "retinal_haemorrhage: ellipse OD".
QString regionHistory(const HistoryRow &row)
{
    static const QRegularExpression form(QStringLiteral("^(.*): (point|ellipse|polygon|brush) (.*)$"));
    const auto match = form.match(row.summary);
    if (!match.hasMatch())
        return row.summary;
    static constexpr std::pair<const char *, const char *> shapes[] = {
        {"point", QT_TRANSLATE_NOOP("History", "point")}, {"ellipse", QT_TRANSLATE_NOOP("History", "ellipse")},
        {"polygon", QT_TRANSLATE_NOOP("History", "polygon")}, {"brush", QT_TRANSLATE_NOOP("History", "brush")}};
    QString shape;
    for (const auto &[word, text] : shapes)
        if (match.captured(2) == QLatin1String(word))
            shape = sayOfHistory(text);
    const QString eye = match.captured(3) == QLatin1String("eye unknown")
        ? sayOfHistory(QT_TRANSLATE_NOOP("History", "eye unknown"))
        : match.captured(3);
    const char *text = row.kind == QLatin1String("region") ? QT_TRANSLATE_NOOP("History", "region drawn: %1 (%2, %3)")
        : row.kind == QLatin1String("region_change")
        ? QT_TRANSLATE_NOOP("History", "region changed: %1 (%2, %3)")
        : QT_TRANSLATE_NOOP("History", "region taken away: %1 (%2, %3)");
    return sayOfHistory(text).arg(QString(match.captured(1)).replace(u'_', u' '), shape, eye);
}

/// "wave 2: graded", "wave 2: settled; grade@OD = 2 (was none)", "wave 2 opened".
QString roundHistory(const HistoryRow &row)
{
    static constexpr std::pair<const char *, const char *> ends[] = {
        {": graded", QT_TRANSLATE_NOOP("History", "graded in the round %1")},
        {": reviewed", QT_TRANSLATE_NOOP("History", "grade reviewed in the round %1")},
        {": settled", QT_TRANSLATE_NOOP("History", "settled in the round %1")},
        {" opened", QT_TRANSLATE_NOOP("History", "round %1 opened")},
        {" closed", QT_TRANSLATE_NOOP("History", "round %1 closed")}};
    static const QRegularExpression agreed(QStringLiteral("^(.*): (\\d+) agreed grades settled$"));
    if (const auto match = agreed.match(row.summary); match.hasMatch())
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "agreed grades of the round %1 settled: %2"))
            .arg(match.captured(1), match.captured(2));
    const QString said = row.summary.section(QStringLiteral("; "), 0, 0);
    const QString label = row.summary.section(QStringLiteral("; "), 1);
    for (const auto &[end, text] : ends)
        if (said.endsWith(QLatin1String(end)))
            return sayOfHistory(text).arg(said.chopped(qsizetype(qstrlen(end))))
                + (label.isEmpty() ? QString() : QStringLiteral("; ") + labelHistory(label));
    return row.summary;
}

QString pairHistory(const QString &summary)
{
    static const QRegularExpression form(QStringLiteral("^photograph (\\d+) moved to (.*) as (OD|OS|an unknown eye)(?:; .*)?$"));
    const auto match = form.match(summary);
    if (!match.hasMatch())
        return summary;
    const QString eye = match.captured(3);
    return sayOfHistory(QT_TRANSLATE_NOOP("History", "photograph %1 moved to exam %2 (%3)"))
        .arg(match.captured(1), match.captured(2),
             eye.size() == 2 ? eye : sayOfHistory(QT_TRANSLATE_NOOP("History", "eye unknown")));
}

/// "cohort.csv: 12 new, 3 changed, 0 unchanged" or "cohort.csv (interrupted)".
QString importHistory(const QString &summary)
{
    static const QRegularExpression counts(
        QStringLiteral("^(.*): (\\d+) new, (\\d+) changed, (\\d+) unchanged$"));
    static const QRegularExpression cut(QStringLiteral("^(.*) \\(interrupted\\)$"));
    static const QRegularExpression hidden(QStringLiteral("^(\\w+), de-identified$"));
    const auto source = [](const QString &name) {
        if (const auto match = hidden.match(name); match.hasMatch()) {
            const QString layout = match.captured(1);
            return layout == QLatin1String("folder") ? sayOfHistory(QT_TRANSLATE_NOOP("History", "a folder, de-identified"))
                : layout == QLatin1String("table")   ? sayOfHistory(QT_TRANSLATE_NOOP("History", "a table, de-identified"))
                                                     : sayOfHistory(QT_TRANSLATE_NOOP("History", "%1, de-identified")).arg(layout);
        }
        return name == QLatin1String("synthetic sample")
            ? sayOfHistory(QT_TRANSLATE_NOOP("History", "synthetic sample"))
            : name;
    };
    if (const auto match = counts.match(summary); match.hasMatch())
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "imported: %1: %2 new, %3 changed, %4 unchanged"))
            .arg(source(match.captured(1)), match.captured(2), match.captured(3), match.captured(4));
    if (const auto match = cut.match(summary); match.hasMatch())
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "imported: %1 (interrupted)"))
            .arg(source(match.captured(1)));
    return summary.isEmpty() ? fixedHistory(QStringLiteral("import"))
                             : fixedHistory(QStringLiteral("import")) + QStringLiteral(": ") + summary;
}

/// "restore" and its like: kinds with a number or a name in a fixed sentence.
QString storyHistory(const HistoryRow &row)
{
    static const QRegularExpression restored(QStringLiteral("^as after edit (\\d+)$"));
    static const QRegularExpression query(QStringLiteral("^(.*) (saved|deleted)$"));
    static const QRegularExpression renamed(QStringLiteral("^(.*) renamed (.*)$"));
    if (row.kind == QLatin1String("restore")) {
        const auto match = restored.match(row.summary);
        return match.hasMatch() ? sayOfHistory(QT_TRANSLATE_NOOP("History", "set back to how it was after No. %1")).arg(match.captured(1))
                                : sayOfHistory(QT_TRANSLATE_NOOP("History", "set back to how it was before the first line"));
    }
    if (row.kind == QLatin1String("query")) {
        if (const auto match = query.match(row.summary); match.hasMatch())
            return (match.captured(2) == QLatin1String("saved") ? sayOfHistory(QT_TRANSLATE_NOOP("History", "query “%1” saved"))
                                                                : sayOfHistory(QT_TRANSLATE_NOOP("History", "query “%1” deleted")))
                .arg(match.captured(1));
        if (const auto match = renamed.match(row.summary); match.hasMatch())
            return sayOfHistory(QT_TRANSLATE_NOOP("History", "query “%1” is now “%2”")).arg(match.captured(1), match.captured(2));
    }
    if (row.kind == QLatin1String("define") && row.summary.endsWith(QLatin1String(" described")))
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "what %1 means, or its colours")).arg(row.summary.chopped(10));
    if (row.kind == QLatin1String("sheet"))
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "data sheet of %1 answered"))
            .arg(row.summary.section(QLatin1String(": "), 0, -2));
    return {};
}

/// "OD disc, cup, C/D 0.62": words of marks by their keys.
QString marksHistory(const QString &all)
{
    if (all.contains(QLatin1String("; "))) {
        QStringList each = all.split(QStringLiteral("; "));
        for (QString &one : each)
            one = marksHistory(one);
        return each.join(QStringLiteral("; "));
    }
    const QString &summary = all;
    static constexpr std::pair<const char *, const char *> words[] = {
        {"marks removed", QT_TRANSLATE_NOOP("History", "marks removed")},
        {"disc", QT_TRANSLATE_NOOP("History", "disc")},
        {"cup", QT_TRANSLATE_NOOP("History", "cup")},
        {"fovea", QT_TRANSLATE_NOOP("History", "fovea")},
        {"lines", QT_TRANSLATE_NOOP("History", "lengths")},
        {"areas", QT_TRANSLATE_NOOP("History", "areas")}};
    const bool named = summary.startsWith(QLatin1String("OD ")) || summary.startsWith(QLatin1String("OS "));
    QStringList parts = summary.mid(named ? 3 : 0).split(QStringLiteral(", "));
    for (QString &part : parts)
        for (const auto &[word, text] : words)
            if (part == QLatin1String(word))
                part = sayOfHistory(text);
    return summary.left(named ? 3 : 0) + sayOfHistory(QT_TRANSLATE_NOOP("History", "marked: %1")).arg(parts.join(QStringLiteral(", ")));
}

/// Of an edit of several things, each part: "glaucoma = 1 (was 0); +seen; comment removed".
QString severalHistory(const QString &summary)
{
    static constexpr std::pair<const char *, const char *> wholes[] = {
        {"exclude", "exclude"}, {"include", "include"}, {"unsure", "unsure"}, {"sure", "sure"},
        {"verdict withdrawn", "clear_verdict"}, {"OD and OS swapped", "swap"}};
    static const QRegularExpression toggled(QStringLiteral("^(.*) toggled$"));
    QStringList parts = summary.split(QStringLiteral("; "));
    for (QString &part : parts) {
        bool whole = false;
        for (const auto &[text, kind] : wholes)
            if (part == QLatin1String(text)) {
                part = fixedHistory(QLatin1String(kind));
                whole = true;
            }
        if (whole)
            continue;
        if (part == QLatin1String("comment removed"))
            part = sayOfHistory(QT_TRANSLATE_NOOP("History", "comment removed"));
        else if (const auto match = toggled.match(part); match.hasMatch())
            part = sayOfHistory(QT_TRANSLATE_NOOP("History", "%1 toggled")).arg(match.captured(1));
        else if (part.startsWith(QLatin1String("split = ")))
            part = sayOfHistory(QT_TRANSLATE_NOOP("History", "split %1")).arg(part.mid(8));
        else if (part.contains(QLatin1String(" = ")))
            part = labelHistory(part);
        else if (verdictFrom(part.section(QRegularExpression(QStringLiteral("[ :]")), 0, 0)))
            part = verdictHistory(part);
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace

QString historyKindText(const QString &kind)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        {"label", QT_TRANSLATE_NOOP("History", "label")},          {"tag", QT_TRANSLATE_NOOP("History", "tag")},
        {"untag", QT_TRANSLATE_NOOP("History", "tag off")},        {"comment", QT_TRANSLATE_NOOP("History", "comment")},
        {"exclude", QT_TRANSLATE_NOOP("History", "exclusion")},    {"include", QT_TRANSLATE_NOOP("History", "taken in")},
        {"unsure", QT_TRANSLATE_NOOP("History", "unsure")},        {"sure", QT_TRANSLATE_NOOP("History", "sure")},
        {"verdict", QT_TRANSLATE_NOOP("History", "verdict")},      {"clear_verdict", QT_TRANSLATE_NOOP("History", "verdict off")},
        {"swap", QT_TRANSLATE_NOOP("History", "eyes swapped")},    {"eye", QT_TRANSLATE_NOOP("History", "eye")},
        {"split", QT_TRANSLATE_NOOP("History", "split")},          {"redact", QT_TRANSLATE_NOOP("History", "redaction")},
        {"edit", QT_TRANSLATE_NOOP("History", "several")},         {"import", QT_TRANSLATE_NOOP("History", "import")},
        {"dataset", QT_TRANSLATE_NOOP("History", "dataset")},      {"label_set", QT_TRANSLATE_NOOP("History", "label set")},
        {"define", QT_TRANSLATE_NOOP("History", "definition")},
        {"undo", QT_TRANSLATE_NOOP("History", "undo")},            {"redo", QT_TRANSLATE_NOOP("History", "redo")},
        {"restore", QT_TRANSLATE_NOOP("History", "restore")},      {"query", QT_TRANSLATE_NOOP("History", "saved query")},
        {"sheet", QT_TRANSLATE_NOOP("History", "data sheet")},      {"region", QT_TRANSLATE_NOOP("History", "region")},
        {"grade", QT_TRANSLATE_NOOP("History", "grade")},          {"round", QT_TRANSLATE_NOOP("History", "round")},
        {"marks", QT_TRANSLATE_NOOP("History", "marks")},          {"pair", QT_TRANSLATE_NOOP("History", "pairing")},
        {"settle", QT_TRANSLATE_NOOP("History", "settled")},       {"reasons", QT_TRANSLATE_NOOP("History", "reason codes")},
        {"region_change", QT_TRANSLATE_NOOP("History", "region changed")},
        {"region_remove", QT_TRANSLATE_NOOP("History", "region taken away")}};
    for (const auto &[word, title] : titles)
        if (kind == QLatin1String(word))
            return sayOfHistory(title);
    return kind;
}

QString changeTitle(const DescribedChange &change)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        {"label", QT_TRANSLATE_NOOP("History", "Label %1")},     {"tag", QT_TRANSLATE_NOOP("History", "Tag %1")},
        {"comment", QT_TRANSLATE_NOOP("History", "Comment")},    {"excluded", QT_TRANSLATE_NOOP("History", "Excluded")},
        {"unsure", QT_TRANSLATE_NOOP("History", "Unsure")},      {"split", QT_TRANSLATE_NOOP("History", "Split")},
        {"eye", QT_TRANSLATE_NOOP("History", "Photograph %1 shows")},
        {"photograph", QT_TRANSLATE_NOOP("History", "Photograph %1 belongs to")},
        {"marks", QT_TRANSLATE_NOOP("History", "Marks on photograph %1")}, {"region", QT_TRANSLATE_NOOP("History", "Region %1")},
        {"grade", QT_TRANSLATE_NOOP("History", "Grade %1")}, {"define", QT_TRANSLATE_NOOP("History", "Meaning of %1")},
        {"colour", QT_TRANSLATE_NOOP("History", "Colour of %1")}, {"verdict", QT_TRANSLATE_NOOP("History", "Verdict")},
        {"report", QT_TRANSLATE_NOOP("History", "Report")},      {"query", QT_TRANSLATE_NOOP("History", "Saved query %1")},
        {"sheet", QT_TRANSLATE_NOOP("History", "Data sheet %1")}};
    const QString name = change.eye ? change.name + u' ' + QString::fromLatin1(abbreviation(*change.eye)) : change.name;
    for (const auto &[word, title] : titles)
        if (change.kind == QLatin1String(word)) {
            const QString text = sayOfHistory(title);
            return text.contains(QLatin1String("%1")) ? text.arg(name) : text;
        }
    return change.kind + u' ' + name;
}

QString changeValue(const DescribedChange &change, const QString &value)
{
    if (change.kind == QLatin1String("label"))
        return saysNoLabel(change.name, value) ? noLabelWords(value) : labelTitles(change.name, value.split(u'+'));
    if (change.kind == QLatin1String("verdict"))
        if (const auto verdict = verdictFrom(value))
            return verdictText(*verdict);
    if (change.kind == QLatin1String("photograph") && value.endsWith(QLatin1String(" unknown")))
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "%1 (eye unknown)")).arg(value.chopped(8));
    static constexpr std::pair<const char *, const char *> words[] = {
        {"none", QT_TRANSLATE_NOOP("History", "none")}, {"yes", QT_TRANSLATE_NOOP("History", "yes")},
        {"no", QT_TRANSLATE_NOOP("History", "no")},     {"unknown", QT_TRANSLATE_NOOP("History", "unknown")},
        {"", QT_TRANSLATE_NOOP("History", "nothing")}};
    for (const auto &[word, text] : words)
        if (value == QLatin1String(word))
            return sayOfHistory(text);
    return value.simplified();
}

QString personText(const QString &person)
{
    static constexpr const char *roles[] = {QT_TRANSLATE_NOOP("History", "command line"),
                                            QT_TRANSLATE_NOOP("History", "sample generator")};
    for (const char *role : roles)
        if (person == QLatin1String(role))
            return sayOfHistory(role);
    return person;
}

QString verdictText(VerdictKind kind)
{
    const char *text = "";
    switch (kind) {
    case VerdictKind::labelWrong: text = QT_TRANSLATE_NOOP("retclip::ReviewWorkspace", "label wrong"); break;
    case VerdictKind::modelWrong: text = QT_TRANSLATE_NOOP("retclip::ReviewWorkspace", "model wrong"); break;
    case VerdictKind::ambiguous: text = QT_TRANSLATE_NOOP("retclip::ReviewWorkspace", "ambiguous"); break;
    case VerdictKind::poorImage: text = QT_TRANSLATE_NOOP("retclip::ReviewWorkspace", "poor image"); break;
    case VerdictKind::wrongEye: text = QT_TRANSLATE_NOOP("retclip::ReviewWorkspace", "wrong eye"); break;
    case VerdictKind::reportMismatch: text = QT_TRANSLATE_NOOP("retclip::ReviewWorkspace", "report mismatch"); break;
    case VerdictKind::regionDrawn: text = QT_TRANSLATE_NOOP("retclip::ReviewWorkspace", "region drawn"); break;
    }
    return QCoreApplication::translate("retclip::ReviewWorkspace", text);
}

QString historyText(const HistoryRow &row)
{
    if (row.kind == QLatin1String("import"))
        return importHistory(row.summary);
    // "label: glaucoma = 1 (was 0)": what was taken back, or done again.
    if (const qsizetype colon = row.summary.indexOf(QLatin1String(": "));
        colon > 0 && (row.kind == QLatin1String("undo") || row.kind == QLatin1String("redo"))) {
        HistoryRow meant = row;
        meant.kind = row.summary.left(colon);
        meant.summary = row.summary.mid(colon + 2);
        return (row.kind == QLatin1String("undo") ? sayOfHistory(QT_TRANSLATE_NOOP("History", "undone: %1"))
                                                  : sayOfHistory(QT_TRANSLATE_NOOP("History", "done again: %1")))
            .arg(historyText(meant));
    }
    if (const QString fixed = fixedHistory(row.kind); !fixed.isEmpty())
        return fixed;
    if (row.kind == QLatin1String("dataset") && row.summary.endsWith(QLatin1String(" frozen")))
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "dataset %1 frozen")).arg(row.summary.chopped(7));
    if (const QString story = storyHistory(row); !story.isEmpty())
        return story;
    if (row.kind == QLatin1String("verdict"))
        return verdictHistory(row.summary);
    if (row.kind.startsWith(QLatin1String("region")))
        return regionHistory(row);
    if (row.kind == QLatin1String("grade") || row.kind == QLatin1String("settle")
        || row.kind == QLatin1String("round"))
        return roundHistory(row);
    if (row.kind == QLatin1String("label"))
        return labelHistory(row.summary);
    if (row.kind == QLatin1String("marks"))
        return marksHistory(row.summary);
    if (row.kind == QLatin1String("eye"))
        return eyeHistory(row.summary);
    if (row.kind == QLatin1String("pair") || (row.kind == QLatin1String("edit") && row.summary.startsWith(QLatin1String("photograph "))))
        return pairHistory(row.summary);
    if (row.kind == QLatin1String("edit"))
        return severalHistory(row.summary);
    if (row.kind == QLatin1String("comment") && row.summary == QLatin1String("comment removed"))
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "comment removed"));
    if (row.kind == QLatin1String("split"))
        return sayOfHistory(QT_TRANSLATE_NOOP("History", "split %1"))
            .arg(QString(row.summary).section(QLatin1String("= "), 1));
    return row.summary.isEmpty() ? row.kind : row.summary;
}

} // namespace retclip
