// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/hide_identities.h"

#include "core/base/all_cores.h"
#include "core/privacy/camera_words.h"
#include "core/privacy/report_scan.h"

#include <QFileInfo>
#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace retclip {

namespace {

constexpr int oldestAgeTold = 90; ///< HIPAA's safe harbour: all above are told as this.
constexpr qsizetype mostTold = 50;

/// The rest of what the study knows of an exam and nobody else should.
QStringList othersOf(const ExamRow &row)
{
    QStringList others{row.visit, row.site};
    for (const LabelState &label : row.labels)
        others.append(label.person);
    for (const Verdict &verdict : row.verdicts)
        others << verdict.person << verdict.comment;
    for (const Region &region : row.regions)
        others.append(region.person);
    const auto stem = [&](const ImageRow &image) { // "left" and "fundus" say nothing, "1008_left" does.
        const QString name = QFileInfo(image.path).completeBaseName();
        if (std::any_of(name.cbegin(), name.cend(), [](QChar c) { return c.isDigit(); }))
            others.append(name);
    };
    for (const Laterality eye : both_eyes)
        if (row.images[eye])
            stem(*row.images[eye]);
    for (const ImageRow &image : row.eyeUnknown)
        stem(image);
    others.removeDuplicates();
    others.removeAll(QString());
    return others;
}

class Hiding
{
public:
    Hiding(const ExportOrder &order, const Pseudonyms &pseudonyms) : m_order(order), m_pseudonyms(pseudonyms) {}

    /// Alone of its thread: the report is what costs.
    void redactReport(ExamRow &row) const
    {
        if (!does(RemovalStep::reports) || row.report.isEmpty())
            return;
        PrivacyScanOptions options;
        options.known = QStringList{row.patient, row.code, row.site};
        for (const LabelState &label : row.labels)
            options.known.append(label.person);
        if (movesDays())
            options.moveDays = m_pseudonyms.moveDays(row.patient);
        row.report = redacted(row.report, options);
    }

    void hide(ExamRow &row)
    {
        if (does(RemovalStep::days))
            row.date = movesDays() && row.date.isValid() ? row.date.addDays(m_pseudonyms.moveDays(row.patient))
                                                         : QDate();
        if (does(RemovalStep::names)) {
            const QString patient = m_pseudonyms.patient(row.patient);
            row.visit = m_pseudonyms.visit(row.patient, row.visit);
            row.patient = patient;
            row.code = patient + QLatin1Char('-') + row.visit;
        }
        row.age = std::min(row.age, oldestAgeTold);
        if (does(RemovalStep::freeText))
            row.camera = cameraModelOf(row.camera);
        if (does(RemovalStep::sites))
            row.site.clear();
        if (does(RemovalStep::freeText)) {
            row.tags.clear();
            row.comment.clear();
        }
        for (LabelState &label : row.labels) {
            reader(label.person);
            label.time = {};
        }
        for (Verdict &verdict : row.verdicts) {
            reader(verdict.person);
            if (does(RemovalStep::freeText))
                verdict.comment.clear();
            verdict.time = {};
        }
        for (Region &region : row.regions) { // Where it lies and what it is stays.
            reader(region.person);
            region.time = {};
        }
    }

private:
    [[nodiscard]] bool does(RemovalStep step) const { return !m_order.leftOut.contains(step); }
    [[nodiscard]] bool movesDays() const { return !m_order.keyFile.isEmpty(); }
    void reader(QString &name)
    {
        if (name.isEmpty() || !does(RemovalStep::readers))
            return;
        if (!m_readers.contains(name))
            m_readers.insert(name, QStringLiteral("reader %1").arg(m_readers.size() + 1));
        name = m_readers.value(name);
    }

    const ExportOrder &m_order;
    const Pseudonyms &m_pseudonyms;
    QHash<QString, QString> m_readers;
};

} // namespace

std::vector<HiddenExam> hideIdentities(std::vector<ExamRow> &rows, const ExportOrder &order,
                                       const Pseudonyms &pseudonyms)
{
    std::vector<HiddenExam> hidden;
    for (const ExamRow &row : rows) {
        HiddenExam exam;
        exam.patient = row.patient;
        exam.exam = row.code;
        exam.date = row.date;
        exam.report = row.report;
        exam.comment = row.comment;
        exam.others = othersOf(row);
        hidden.push_back(std::move(exam));
    }
    Hiding hiding(order, pseudonyms);
    on_all_cores(rows.size(), [&](std::size_t i) { hiding.redactReport(rows[i]); });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        hiding.hide(rows[i]);
        hidden[i].newPatient = rows[i].patient;
        hidden[i].newExam = rows[i].code;
    }
    // The study's order follows the old names.
    std::stable_sort(rows.begin(), rows.end(), [](const ExamRow &a, const ExamRow &b) { return a.code < b.code; });
    return hidden;
}

QJsonObject deidentificationWords(const ExportOrder &order)
{
    const bool moved = !order.keyFile.isEmpty();
    QJsonArray replaced{QStringLiteral("patient"), QStringLiteral("exam"), QStringLiteral("reader"),
                        QStringLiteral("file names"), QStringLiteral("age over 90"),
                        QStringLiteral("identifiers found in reports")};
    QJsonArray removed{QStringLiteral("times of edits"), QStringLiteral("site of the exam"), QStringLiteral("tags"),
                       QStringLiteral("comments"), QStringLiteral("history"), QStringLiteral("name of the study"),
                       QStringLiteral("query"), QStringLiteral("hashes of originals"),
                       QStringLiteral("serial number of the camera"),
                       QStringLiteral("metadata of photographs")};
    if (moved)
        replaced.append(QStringLiteral("days, all of a patient moved by the same number"));
    else
        removed.append(QStringLiteral("date of the exam"));
    return {{QStringLiteral("pseudonyms"), moved ? QStringLiteral("HMAC-SHA256 with a key kept elsewhere")
                                                 : QStringLiteral("HMAC-SHA256 with a key that was thrown away")},
            {QStringLiteral("replaced"), replaced},
            {QStringLiteral("removed"), removed},
            {QStringLiteral("kept"),
             QJsonArray{QStringLiteral("report, redacted"), QStringLiteral("sex"), QStringLiteral("age"),
                        QStringLiteral("maker and model of the camera"), QStringLiteral("labels"), QStringLiteral("kinds of verdicts"),
                        QStringLiteral("regions"),
                        QStringLiteral("split"), QStringLiteral("pixels of photographs")}}};
}

Result<ResidualReport> checkNothingIsLeft(const QString &folder, std::vector<HiddenExam> exams,
                                          const ExportOrder &order, const ProgressCallback &progress,
                                          std::stop_token stop)
{
    ResidualOrder scan;
    scan.exams = std::move(exams);
    scan.daysMoved = !order.keyFile.isEmpty();
    RETCLIP_TRY(ResidualReport report, scanForResidue(folder, scan, progress, stop));
    if (report.left.isEmpty())
        return report;
    QStringList lines;
    for (const Residue &each : report.left.mid(0, mostTold))
        lines.append(each.english());
    if (report.left.size() > mostTold)
        lines.append(QStringLiteral("… and %1 more").arg(report.left.size() - mostTold));
    return failure(ErrorCode::conflict,
                   message(QT_TRANSLATE_NOOP("Message", "Export stopped: reading the files back, %1 pieces that can tell a person are left; the first: %2."),
                           {std::to_string(report.left.size()), report.left.first().english().toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "No file was left behind.")),
                   message(QT_TRANSLATE_NOOP("Message", "Look through the list, redact these reports (Report privacy) or leave the exams out, then export again.")),
                   lines.join(u'\n').toStdString());
}

} // namespace retclip
