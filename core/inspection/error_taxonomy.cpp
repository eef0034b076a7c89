// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/error_taxonomy.h"

#include "core/inspection/csv_table.h"
#include "core/inspection/evaluation_words.h"
#include "core/inspection/report_html.h"
#include "core/study/history_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace retclip {

namespace {

/// Of each reader the newest verdict on an exam, in the label set where one is asked for.
std::vector<Verdict> newestOfEachReader(const ExamRow &exam, const QString &labelSet)
{
    std::map<QString, Verdict> newest;
    for (const Verdict &verdict : exam.verdicts) // oldest first
        if (labelSet.isEmpty() || verdict.labelSet.section(u'/', 0, 0) == labelSet)
            newest[verdict.person] = verdict;
    std::vector<Verdict> verdicts;
    for (const auto &[person, verdict] : newest)
        verdicts.push_back(verdict);
    return verdicts;
}

QStringList taxonomyClasses(const ExamRow &exam, const QString &labelSet)
{
    if (labelSet.isEmpty())
        return {QString()};
    QStringList classes;
    for (const LabelState &label : exam.labels)
        if (label.setName == labelSet && label.known)
            for (const QString &each : label.positive.isEmpty() ? QStringList{QStringLiteral("none")} : label.positive)
                if (!classes.contains(each))
                    classes << each;
    return classes.isEmpty() ? QStringList{QString()} : classes;
}

constexpr GroupBy taxonomyGroups[] = {GroupBy::everyone, GroupBy::sex, GroupBy::age, GroupBy::camera, GroupBy::site,
                                      GroupBy::quality, GroupBy::tag};

} // namespace

Result<ErrorTaxonomy> errorTaxonomy(const Study &study, const QString &query, const QString &labelSet, std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<ExamId> ids, study.find(query, stop));
    RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(ids));
    RETCLIP_TRY(const StudyInfo info, study.info());
    ErrorTaxonomy taxonomy;
    taxonomy.labelSet = labelSet;
    taxonomy.synthetic = info.synthetic;
    std::vector<const ExamRow *> reviewed;
    std::vector<ExamId> reviewedIds;
    std::set<QString> patients;
    for (const ExamRow &exam : rows)
        if (!newestOfEachReader(exam, labelSet).empty()) {
            reviewed.push_back(&exam);
            reviewedIds.push_back(exam.id);
            patients.insert(exam.patient);
        }
    taxonomy.reviewed = qint64(reviewed.size());
    taxonomy.patients = qint64(patients.size());
    RETCLIP_TRY(const FactsOfExams facts, examFacts(study, reviewedIds, stop));

    for (const GroupBy by : taxonomyGroups) {
        std::map<QString, qint64> sizes;
        std::map<std::tuple<QString, int, QString, QString>, std::vector<ExamId>> counts;
        for (const ExamRow *exam : reviewed)
            for (const QString &value : groupsOf(by, {}, facts.at(exam->id))) {
                ++sizes[value];
                std::set<std::tuple<QString, int, QString, QString>> once;
                for (const Verdict &verdict : newestOfEachReader(*exam, labelSet))
                    for (const QString &of : taxonomyClasses(*exam, verdict.labelSet.section(u'/', 0, 0)))
                        if (const auto key = std::tuple(value, int(verdict.kind), verdict.reason, of); once.insert(key).second)
                            counts[key].push_back(exam->id);
            }
        if (by != GroupBy::everyone && sizes.size() < 2)
            continue;
        std::vector<TaxonomyLine> lines;
        for (auto &[key, exams] : counts)
            lines.push_back({VerdictKind(std::get<1>(key)), std::get<2>(key), std::get<3>(key), by, std::get<0>(key), std::move(exams),
                             sizes[std::get<0>(key)]});
        std::stable_sort(lines.begin(), lines.end(), [](const TaxonomyLine &a, const TaxonomyLine &b) {
            return a.value != b.value ? a.value < b.value : a.exams.size() > b.exams.size();
        });
        taxonomy.lines.insert(taxonomy.lines.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    }
    return taxonomy;
}

QString ErrorTaxonomy::csv() const
{
    QString text = QStringLiteral("group,value,verdict,reason,class,exams,reviewed_in_group,share,synthetic\n");
    for (const TaxonomyLine &line : lines)
        text += QStringList{QString::fromLatin1(groupWord(line.by)), csvField(line.value), QString::fromLatin1(word(line.verdict)),
                            csvField(line.reason), csvField(line.className), QString::number(line.exams.size()),
                            QString::number(line.ofGroup),
                            QString::number(line.ofGroup > 0 ? double(line.exams.size()) / double(line.ofGroup) : 0, 'g', 6),
                            synthetic ? QStringLiteral("SYNTHETIC") : QString()}
                    .join(u',') + u'\n';
    return text;
}

QString ErrorTaxonomy::html(const QString &title, const std::function<QString(const QString &)> &reasonTitle) const
{
    const QLocale locale;
    const auto say = [](const char *text) { return QCoreApplication::translate("Taxonomy", text); };
    QString page = htmlPageBegin(title, synthetic);
    page += htmlParagraph(say(QT_TRANSLATE_NOOP("Taxonomy", "%1 reviewed exams of %2 patients. An exam counts once a line, with each reader's newest "
                                                            "verdict; shares are of the reviewed exams of the group, not of all exams."))
                              .arg(locale.toString(reviewed), locale.toString(patients)));
    const QStringList heading{say(QT_TRANSLATE_NOOP("Taxonomy", "Verdict")), say(QT_TRANSLATE_NOOP("Taxonomy", "Reason")),
                              say(QT_TRANSLATE_NOOP("Taxonomy", "Class")), say(QT_TRANSLATE_NOOP("Taxonomy", "Exams")),
                              say(QT_TRANSLATE_NOOP("Taxonomy", "Share"))};
    for (std::size_t from = 0; from < lines.size();) {
        std::size_t to = from;
        QVector<QStringList> rows;
        for (; to < lines.size() && lines[to].by == lines[from].by && lines[to].value == lines[from].value; ++to) {
            const TaxonomyLine &line = lines[to];
            rows.append({verdictText(line.verdict), line.reason.isEmpty() ? QStringLiteral("–") : reasonTitle(line.reason),
                         line.className.isEmpty() ? QStringLiteral("–") : line.className, locale.toString(qint64(line.exams.size())),
                         locale.toString(100.0 * double(line.exams.size()) / double(std::max<qint64>(1, line.ofGroup)), 'f', 1)
                             + QStringLiteral(" %")});
        }
        page += htmlHeading(2, QStringLiteral("%1 (n = %2)").arg(groupTitle(lines[from].by, lines[from].value), locale.toString(lines[from].ofGroup)));
        page += htmlTable(heading, rows);
        from = to;
    }
    return page + htmlPageEnd();
}

} // namespace retclip
