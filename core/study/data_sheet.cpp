// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/data_sheet.h"

#include "core/study/dataset_words.h"
#include "core/study/edit_journal.h"
#include "core/study/history_words.h"
#include "core/study/kept_sentences.h"
#include "core/study/label_catalogue.h"
#include "core/study/study_errors.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace retclip {

namespace {

constexpr std::array sheetSections{
    std::pair{"motivation", QT_TRANSLATE_NOOP("DataSheet", "Motivation")},     std::pair{"composition", QT_TRANSLATE_NOOP("DataSheet", "Composition")},
    std::pair{"collection", QT_TRANSLATE_NOOP("DataSheet", "Collection")},     std::pair{"preprocessing", QT_TRANSLATE_NOOP("DataSheet", "Preprocessing, cleaning, labelling")},
    std::pair{"uses", QT_TRANSLATE_NOOP("DataSheet", "Uses")},                 std::pair{"distribution", QT_TRANSLATE_NOOP("DataSheet", "Distribution")},
    std::pair{"maintenance", QT_TRANSLATE_NOOP("DataSheet", "Maintenance")}};

constexpr std::array allQuestions{
    SheetQuestion{"motivation.purpose", "motivation", QT_TRANSLATE_NOOP("DataSheet", "For what purpose was the dataset made? Which gap was to be filled?"), false},
    SheetQuestion{"motivation.creators", "motivation", QT_TRANSLATE_NOOP("DataSheet", "Who made the dataset, and on behalf of whom?"), true},
    SheetQuestion{"motivation.funding", "motivation", QT_TRANSLATE_NOOP("DataSheet", "Who paid for it? Name the grants."), false},
    SheetQuestion{"composition.instances", "composition", QT_TRANSLATE_NOOP("DataSheet", "What is an instance, and how many are there?"), true},
    SheetQuestion{"composition.people", "composition", QT_TRANSLATE_NOOP("DataSheet", "Which people are in it (sex, age, site, camera)?"), true},
    SheetQuestion{"composition.labels", "composition", QT_TRANSLATE_NOOP("DataSheet", "What is labelled, and how are the labels shared out?"), true},
    SheetQuestion{"composition.missing", "composition", QT_TRANSLATE_NOOP("DataSheet", "Is anything missing from instances?"), true},
    SheetQuestion{"composition.splits", "composition", QT_TRANSLATE_NOOP("DataSheet", "How was it split, and what do the splits share?"), true},
    SheetQuestion{"composition.sample", "composition", QT_TRANSLATE_NOOP("DataSheet", "Is it a sample of a larger set? How was it drawn, and whom does it not represent?"), true},
    SheetQuestion{"composition.errors", "composition", QT_TRANSLATE_NOOP("DataSheet", "Which errors, noise or redundancies are known?"), true},
    SheetQuestion{"composition.confidential", "composition", QT_TRANSLATE_NOOP("DataSheet", "Is anything in it confidential, or could it identify a person?"), false},
    SheetQuestion{"collection.how", "collection", QT_TRANSLATE_NOOP("DataSheet", "How were the photographs and reports acquired?"), true},
    SheetQuestion{"collection.when", "collection", QT_TRANSLATE_NOOP("DataSheet", "Over what time was it collected?"), true},
    SheetQuestion{"collection.who", "collection", QT_TRANSLATE_NOOP("DataSheet", "Who took part in collecting it, and how were they paid?"), false},
    SheetQuestion{"collection.ethics", "collection", QT_TRANSLATE_NOOP("DataSheet", "Was there an ethical review? Give its number and outcome."), false},
    SheetQuestion{"collection.consent", "collection", QT_TRANSLATE_NOOP("DataSheet", "Did the people consent, and can they withdraw?"), false},
    SheetQuestion{"preprocessing.done", "preprocessing", QT_TRANSLATE_NOOP("DataSheet", "What was done to the data before it was frozen?"), true},
    SheetQuestion{"preprocessing.labelling", "preprocessing", QT_TRANSLATE_NOOP("DataSheet", "Who labelled it, and how?"), true},
    SheetQuestion{"preprocessing.raw", "preprocessing", QT_TRANSLATE_NOOP("DataSheet", "Are the raw data kept, and where?"), false},
    SheetQuestion{"uses.so_far", "uses", QT_TRANSLATE_NOOP("DataSheet", "What has it been used for so far?"), true},
    SheetQuestion{"uses.others", "uses", QT_TRANSLATE_NOOP("DataSheet", "What else could it be used for?"), false},
    SheetQuestion{"uses.not_for", "uses", QT_TRANSLATE_NOOP("DataSheet", "What should it not be used for?"), false},
    SheetQuestion{"distribution.to_whom", "distribution", QT_TRANSLATE_NOOP("DataSheet", "To whom, how and when is it handed on?"), false},
    SheetQuestion{"distribution.licence", "distribution", QT_TRANSLATE_NOOP("DataSheet", "Under which licence or terms?"), false},
    SheetQuestion{"distribution.restrictions", "distribution", QT_TRANSLATE_NOOP("DataSheet", "Which restrictions of others or of law apply?"), false},
    SheetQuestion{"maintenance.contact", "maintenance", QT_TRANSLATE_NOOP("DataSheet", "Who maintains it, and how are they reached?"), false},
    SheetQuestion{"maintenance.versions", "maintenance", QT_TRANSLATE_NOOP("DataSheet", "Which version is this, and how is it told apart?"), true},
    SheetQuestion{"maintenance.updates", "maintenance", QT_TRANSLATE_NOOP("DataSheet", "Will it be corrected or extended, and how are users told?"), false},
    SheetQuestion{"maintenance.old_versions", "maintenance", QT_TRANSLATE_NOOP("DataSheet", "What becomes of old versions, and of people who withdraw?"), false}};

QString sheetWord(const char *english)
{
    return QCoreApplication::translate("DataSheet", english);
}

QString sheetFieldTitle(const QString &field)
{
    static constexpr std::array titles{
        std::pair{"patients", QT_TRANSLATE_NOOP("DataSheet", "Patients")}, std::pair{"exams", QT_TRANSLATE_NOOP("DataSheet", "Exams")},
        std::pair{"photographs", QT_TRANSLATE_NOOP("DataSheet", "Photographs")}, std::pair{"reports", QT_TRANSLATE_NOOP("DataSheet", "Reports")},
        std::pair{"sex", QT_TRANSLATE_NOOP("DataSheet", "Sex")}, std::pair{"age", QT_TRANSLATE_NOOP("DataSheet", "Age")}, std::pair{"eyes", QT_TRANSLATE_NOOP("DataSheet", "Eyes")},
        std::pair{"camera", QT_TRANSLATE_NOOP("DataSheet", "Camera")}, std::pair{"site", QT_TRANSLATE_NOOP("DataSheet", "Site")}, std::pair{"source", QT_TRANSLATE_NOOP("DataSheet", "Source")}};
    for (const auto &[name, title] : titles)
        if (field == QLatin1String(name))
            return sheetWord(title);
    return field.section(u':', 1);
}

/// A cell of a Markdown table.
QString sheetCell(QString text)
{
    return text.replace(u'|', QLatin1String("\\|")).replace(u'\n', u' ');
}

/// Classes by their names: titles are the window's, and this may run in another thread.
QString sheetValue(const ProfileRow &row)
{
    static const QStringList counts{QStringLiteral("patients"), QStringLiteral("exams"), QStringLiteral("photographs"),
                                    QStringLiteral("reports")};
    if (counts.contains(row.field))
        return {};
    const bool named = row.field.startsWith(QLatin1String("label:")) && !row.value.isEmpty() && row.value != QLatin1String("0");
    return named ? row.value : profileValueTitle(row.field, row.value);
}

/// Counts by split, a row a value.
QString profileTable(const DatasetProfile &profile, const QStringList &fields)
{
    QString table = QStringLiteral("| %1 | | %2 | %3 | %4 | %5 |\n|---|---|---:|---:|---:|---:|\n")
                        .arg(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "What")), sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Training")), sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Validation")), sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Test")),
                             sheetWord(QT_TRANSLATE_NOOP("DataSheet", "All")));
    bool any = false;
    for (const ProfileRow &row : profile.rows) {
        if (!fields.contains(row.field.section(u':', 0, 0)))
            continue;
        any = true;
        table += QStringLiteral("| %1 | %2 | %3 | %4 | %5 | %6 |\n")
                     .arg(sheetCell(sheetFieldTitle(row.field)), sheetCell(sheetValue(row)))
                     .arg(row.training).arg(row.validation).arg(row.test).arg(row.all());
    }
    return any ? table : QString();
}

QString sheetBullets(const QStringList &lines)
{
    return lines.isEmpty() ? QString() : QStringLiteral("- ") + lines.join(QStringLiteral("\n- ")) + u'\n';
}

/// What the study says to each question that it can answer.
class StudyWords
{
public:
    StudyWords(const Study &study, const DatasetProfile &profile, bool identities)
        : m_study(study), m_profile(profile), m_dataset(profile.dataset), m_identities(identities)
    {
    }

    Result<QString> of(const QString &question) const
    {
        if (question == QLatin1String("motivation.creators"))
            return m_identities && !m_dataset.person.isEmpty()
                ? sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Frozen by %1 on %2 with RET-CLIP Workstation.")).arg(personText(m_dataset.person), day())
                : sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Frozen with RET-CLIP Workstation."));
        if (question == QLatin1String("composition.instances"))
            return sheetWord(QT_TRANSLATE_NOOP("DataSheet", "An exam: a visit of a patient, with photographs of the right (OD) and left (OS) eye and a report."))
                + QStringLiteral("\n\n") + profileTable(m_profile, {QStringLiteral("patients"), QStringLiteral("exams"),
                                                                    QStringLiteral("photographs"), QStringLiteral("reports")});
        if (question == QLatin1String("composition.people"))
            return profileTable(m_profile, m_identities ? QStringList{QStringLiteral("sex"), QStringLiteral("age"),
                                                                      QStringLiteral("site"), QStringLiteral("camera")}
                                                        : QStringList{QStringLiteral("sex"), QStringLiteral("age")});
        if (question == QLatin1String("composition.labels"))
            return labels();
        if (question == QLatin1String("composition.missing"))
            return missing();
        if (question == QLatin1String("composition.splits"))
            return splits();
        if (question == QLatin1String("composition.sample"))
            return sample();
        if (question == QLatin1String("composition.errors"))
            return m_identities ? sheetBullets(warnings()) : QString();
        if (question == QLatin1String("collection.how"))
            return m_identities ? profileTable(m_profile, {QStringLiteral("camera"), QStringLiteral("source")})
                                : profileTable(m_profile, {QStringLiteral("camera")});
        if (question == QLatin1String("collection.when"))
            return time();
        if (question == QLatin1String("preprocessing.done"))
            return preprocessing();
        if (question == QLatin1String("preprocessing.labelling"))
            return labelling();
        if (question == QLatin1String("uses.so_far"))
            return uses();
        if (question == QLatin1String("maintenance.versions"))
            return versions();
        return QString();
    }

private:
    QStringList warnings() const
    {
        QStringList lines;
        for (const QString &warning : m_dataset.warnings)
            lines.append(keptText(warning));
        return lines;
    }

    QString day() const { return m_dataset.created.toLocalTime().date().toString(Qt::ISODate); }

    QString missing() const
    {
        QStringList lines;
        const ProfileRow *exams = m_profile.count(QStringLiteral("exams"));
        const ProfileRow *reports = m_profile.count(QStringLiteral("reports"));
        if (exams && reports && exams->all() > reports->all())
            lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Exams without a report: %1 of %2.")).arg(exams->all() - reports->all()).arg(exams->all()));
        for (const ProfileRow &row : m_profile.rows)
            if (row.field == QLatin1String("eyes") && row.value != QLatin1String("both"))
                lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Exams with photographs of these eyes only: %1 (%2).")).arg(row.value).arg(row.all()));
            else if (row.value.isEmpty() && (row.field == QLatin1String("sex") || row.field == QLatin1String("age")))
                lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "%1 not known: %2 exams.")).arg(sheetFieldTitle(row.field)).arg(row.all()));
        return lines.isEmpty() ? sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Every exam has both eyes and a report.")) : sheetBullets(lines);
    }

    QString splits() const
    {
        QStringList lines{sheetWord(QT_TRANSLATE_NOOP("DataSheet", "By patient: nobody is in two splits. Patients who share a photograph or a long report are kept together.")),
                          sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Training %1, validation %2, test %3 patients; seed %4."))
                              .arg(m_dataset.trainingPatients).arg(m_dataset.validationPatients)
                              .arg(m_dataset.testPatients).arg(m_dataset.seed)};
        if (!m_dataset.stratifiedBy.isEmpty())
            lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Shares kept even by: %1.")).arg(m_dataset.stratifiedBy));
        if (!m_dataset.heldOut.isEmpty() && m_identities)
            lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Held out as the test split: %1.")).arg(m_dataset.heldOut.join(QStringLiteral(", "))));
        lines.append(m_dataset.accepted.count > 0
                         ? sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Shared between splits and accepted: %1. Reason: %2"))
                               .arg(m_dataset.accepted.count).arg(m_dataset.accepted.reason)
                         : sheetWord(QT_TRANSLATE_NOOP("DataSheet", "No photograph, look-alike or distinctive report is shared between splits, as far as it was looked at.")));
        return sheetBullets(lines);
    }

    QString sample() const
    {
        if (!m_identities || m_dataset.query.isEmpty())
            return QString();
        return sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Taken from the study “%1” by the query: %2")).arg(m_study.name(), QStringLiteral("`%1`").arg(m_dataset.query));
    }

    Result<QString> time() const
    {
        if (!m_identities)
            return QString();
        Database &database = m_study.database();
        const std::string of = " FROM exam e JOIN dataset_member m ON m.exam = e.id WHERE m.dataset = ? AND e.date IS NOT NULL";
        RETCLIP_TRY(const auto first, database.text("SELECT min(e.date)" + of, m_dataset.id.value));
        RETCLIP_TRY(const auto last, database.text("SELECT max(e.date)" + of, m_dataset.id.value));
        if (first.value_or(QString()).isEmpty())
            return sheetWord(QT_TRANSLATE_NOOP("DataSheet", "The days of the visits are not known."));
        return sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Visits from %1 to %2.")).arg(*first, *last);
    }

    QString preprocessing() const
    {
        QStringList lines{sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Photographs are used as they are; training scales and crops them on the fly.")),
                          sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Excluded exams are left out."))};
        if (!m_identities)
            lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "De-identified: see manifest.json, “deidentification”.")));
        return sheetBullets(lines);
    }

    /// Counts by split, then what the sets and their classes mean, where somebody said so.
    Result<QString> labels() const
    {
        RETCLIP_TRY(const QVector<LabelSet> sets, m_study.labelSets());
        QStringList lines;
        for (const LabelSet &set : sets) {
            const bool counted = std::any_of(m_profile.rows.begin(), m_profile.rows.end(), [&](const ProfileRow &row) {
                return row.field.section(u':', 1).section(u'@', 0, 0) == set.name;
            });
            if (!counted)
                continue;
            if (!set.definition.isEmpty())
                lines.append(QStringLiteral("%1: %2").arg(sheetCell(set.name), sheetCell(set.definition)));
            for (const LabelClass &entry : set.classes)
                if (!entry.definition.isEmpty())
                    lines.append(QStringLiteral("%1 / %2: %3")
                                     .arg(sheetCell(set.name), sheetCell(entry.name), sheetCell(entry.definition)));
        }
        const QString table = profileTable(m_profile, {QStringLiteral("label")});
        return lines.isEmpty() ? table : table + u'\n' + sheetBullets(lines);
    }

    Result<QString> labelling() const
    {
        RETCLIP_TRY(Statement statement,
                    m_study.database().prepare("SELECT s.name, l.source, count(*), count(DISTINCT l.person) FROM label l"
                                               " JOIN label_set s ON s.id = l.label_set"
                                               " JOIN dataset_member m ON m.exam = l.exam AND m.dataset = ?"
                                               " WHERE l.effective = 1 AND l.known = 1 GROUP BY s.name, l.source ORDER BY 1, 3 DESC"));
        statement.bind(m_dataset.id.value);
        QStringList lines;
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                return sheetBullets(lines);
            const QString source = statement.text(1);
            const QString how = source == QLatin1String("imported") ? sheetWord(QT_TRANSLATE_NOOP("DataSheet", "imported"))
                : source == QLatin1String("adjudicated")            ? sheetWord(QT_TRANSLATE_NOOP("DataSheet", "adjudicated"))
                : source == QLatin1String("review")                 ? sheetWord(QT_TRANSLATE_NOOP("DataSheet", "corrected in review"))
                                                                    : sheetWord(QT_TRANSLATE_NOOP("DataSheet", "given by a grader"));
            lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "%1: %2 labels %3, by %4 people.")).arg(statement.text(0)).arg(statement.integer(2)).arg(how)
                             .arg(source == QLatin1String("imported") ? QStringLiteral("?") : QString::number(statement.integer(3))));
        }
    }

    Result<QString> uses() const
    {
        RETCLIP_TRY(const QVector<RunRow> runs, m_study.runs());
        QStringList lines;
        for (const RunRow &run : runs)
            if (run.dataset == m_dataset.name)
                lines.append(QStringLiteral("%1 (%2)").arg(run.name, run.task));
        return lines.isEmpty() ? sheetWord(QT_TRANSLATE_NOOP("DataSheet", "No run of the study was trained on it yet."))
                               : sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Runs of the study:")) + QStringLiteral("\n\n") + sheetBullets(lines);
    }

    Result<QString> versions() const
    {
        QStringList lines{sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Name %1, SHA-256 %2. Every photograph, report and split is in that hash.")).arg(m_dataset.name, m_dataset.hash)};
        if (!m_identities)
            return sheetBullets(lines);
        lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Frozen %1.")).arg(day()));
        RETCLIP_TRY(const QVector<DatasetRow> all, m_study.datasets());
        QStringList others;
        for (const DatasetRow &other : all)
            if (other.id != m_dataset.id)
                others.append(other.name);
        if (!others.isEmpty())
            lines.append(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Other datasets of the study: %1.")).arg(others.join(QStringLiteral(", "))));
        return sheetBullets(lines);
    }

    const Study &m_study;
    const DatasetProfile &m_profile;
    const DatasetRow &m_dataset;
    const bool m_identities;
};

/// Markdown as this file writes it (paragraphs, lists, tables, `code`), as HTML.
QString sheetHtml(const QString &markdown)
{
    const auto inlined = [](const QString &text) {
        static const QRegularExpression code(QStringLiteral("`([^`]*)`"));
        return text.toHtmlEscaped().replace(code, QStringLiteral("<code>\\1</code>"));
    };
    QString html, open;
    const auto close = [&](const QString &wanted) {
        if (open == wanted)
            return;
        if (!open.isEmpty())
            html += QStringLiteral("</%1>\n").arg(open);
        if (!wanted.isEmpty())
            html += QStringLiteral("<%1>\n").arg(wanted);
        open = wanted;
    };
    bool head = true;
    for (const QString &line : markdown.split(u'\n')) {
        if (line.startsWith(QLatin1String("|---"))) {
            continue;
        } else if (line.startsWith(u'|')) {
            head = open != QLatin1String("table");
            close(QStringLiteral("table"));
            QString row = line;
            row.replace(QLatin1String("\\|"), QStringLiteral("\x1f"));
            QStringList cells = row.split(u'|');
            html += QStringLiteral("<tr>");
            for (qsizetype i = 1; i + 1 < cells.size(); ++i)
                html += QStringLiteral("<%1>%2</%1>")
                            .arg(head ? QStringLiteral("th") : QStringLiteral("td"),
                                 inlined(cells[i].trimmed().replace(u'\x1f', u'|')));
            html += QStringLiteral("</tr>\n");
        } else if (line.startsWith(QLatin1String("- "))) {
            close(QStringLiteral("ul"));
            html += QStringLiteral("<li>%1</li>\n").arg(inlined(line.mid(2)));
        } else if (line.trimmed().isEmpty()) {
            close(QString());
        } else {
            close(QString());
            html += QStringLiteral("<p>%1</p>\n").arg(inlined(line));
        }
    }
    close(QString());
    return html;
}

} // namespace

std::span<const SheetQuestion> sheetQuestions()
{
    return allQuestions;
}

QString sheetText(const char *english)
{
    return sheetWord(english);
}

QString sheetSectionTitle(const QString &section)
{
    for (const auto &[id, title] : sheetSections)
        if (section == QLatin1String(id))
            return sheetWord(title);
    return section;
}

Result<QHash<QString, QString>> sheetAnswers(const Study &study, const QString &dataset)
{
    RETCLIP_TRY(const DatasetRow row, study.dataset(dataset));
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT question, text FROM sheet_answer WHERE dataset = ?"));
    statement.bind(row.id.value);
    QHash<QString, QString> answers;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return answers;
        answers.insert(statement.text(0), statement.text(1));
    }
}

Result<EditReceipt> answerSheet(Study &study, const QString &dataset, const QString &question, const QString &text,
                                const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    const bool known = std::any_of(allQuestions.begin(), allQuestions.end(),
                                   [&](const SheetQuestion &each) { return question == QLatin1String(each.id); });
    if (!known)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "A data sheet has no question “%1”."), {question.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "retclip dataset questions lists them.")));
    RETCLIP_TRY(const DatasetRow row, study.dataset(dataset));
    RETCLIP_TRY(const auto before, sheetAnswers(study, dataset));
    const QString old = before.value(question), now = text.trimmed();
    std::vector<FieldChange> changes;
    if (old != now)
        changes.push_back({0, QStringLiteral("sheet:%1:%2").arg(row.id.value).arg(question), old, now});
    return EditJournal(study.database()).record(QStringLiteral("sheet"), QStringLiteral("%1: %2").arg(dataset, question),
                                                person, changes);
}

Result<DataSheet> dataSheet(const Study &study, const QString &dataset, bool identities)
{
    RETCLIP_TRY(const DatasetProfile profile, profileDataset(study, dataset));
    RETCLIP_TRY(const auto answers, sheetAnswers(study, dataset));
    const StudyWords words(study, profile, identities);
    DataSheet sheet;
    sheet.title = sheetWord(QT_TRANSLATE_NOOP("DataSheet", "Data sheet of %1")).arg(dataset);
    for (const auto &[id, title] : sheetSections) {
        DataSheet::Section section{sheetWord(title), {}};
        for (const SheetQuestion &question : allQuestions) {
            if (std::string_view(question.section) != id)
                continue;
            DataSheet::Line line;
            line.question = sheetWord(question.text);
            if (question.fromStudy) {
                RETCLIP_TRY(line.fromStudy, words.of(QLatin1String(question.id)));
            }
            line.answer = answers.value(QLatin1String(question.id));
            line.blank = line.answer.isEmpty() && line.fromStudy.isEmpty();
            section.lines.push_back(std::move(line));
        }
        sheet.sections.push_back(std::move(section));
    }
    return sheet;
}

int DataSheet::blanks() const
{
    int count = 0;
    for (const Section &section : sections)
        count += int(std::count_if(section.lines.begin(), section.lines.end(), [](const Line &line) { return line.blank; }));
    return count;
}

QString DataSheet::markdown() const
{
    QString text = QStringLiteral("# %1\n\n").arg(title);
    text += sheetWord(QT_TRANSLATE_NOOP("DataSheet", "After Gebru et al., Datasheets for Datasets (2021). Answers still to be given by a person: %1."))
                .arg(blanks()) + QStringLiteral("\n");
    for (const Section &section : sections) {
        text += QStringLiteral("\n## %1\n").arg(section.title);
        for (const Line &line : section.lines) {
            text += QStringLiteral("\n**%1**\n\n").arg(line.question);
            if (!line.fromStudy.isEmpty())
                text += line.fromStudy.trimmed() + QStringLiteral("\n\n");
            if (!line.answer.isEmpty())
                text += line.answer.trimmed() + QStringLiteral("\n");
            else if (line.blank)
                text += QStringLiteral("> ") + sheetWord(QT_TRANSLATE_NOOP("DataSheet", "[to be filled in]")) + QStringLiteral("\n");
        }
    }
    return text;
}

QString DataSheet::html() const
{
    QString body = QStringLiteral("<h1>%1</h1>\n<p>%2</p>\n")
                       .arg(title.toHtmlEscaped(),
                            sheetWord(QT_TRANSLATE_NOOP("DataSheet", "After Gebru et al., Datasheets for Datasets (2021). Answers still to be given by a person: %1."))
                                .arg(blanks()).toHtmlEscaped());
    for (const Section &section : sections) {
        body += QStringLiteral("<h2>%1</h2>\n").arg(section.title.toHtmlEscaped());
        for (const Line &line : section.lines) {
            body += QStringLiteral("<h3>%1</h3>\n").arg(line.question.toHtmlEscaped()) + sheetHtml(line.fromStudy);
            if (!line.answer.isEmpty())
                body += QStringLiteral("<p class=\"answer\">%1</p>\n")
                            .arg(line.answer.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")));
            else if (line.blank)
                body += QStringLiteral("<p class=\"blank\">%1</p>\n")
                            .arg(sheetWord(QT_TRANSLATE_NOOP("DataSheet", "[to be filled in]")).toHtmlEscaped());
        }
    }
    return QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title><style>"
                          "body{font:15px/1.5 sans-serif;max-width:52em;margin:2em auto;padding:0 1em;color:#1b1f24}"
                          "h2{margin-top:2em;border-bottom:1px solid #d0d7de}h3{font-size:1em;margin:1.4em 0 .3em}"
                          "table{border-collapse:collapse}th,td{border:1px solid #d0d7de;padding:.2em .6em;text-align:left}"
                          ".blank{color:#9a6700;background:#fff8c5;padding:.2em .6em}p,ul{margin:.3em 0}"
                          "</style></head><body>\n%2</body></html>\n")
        .arg(title.toHtmlEscaped(), body);
}

} // namespace retclip
