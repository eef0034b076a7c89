// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/structured_report.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/export/export_support.h"

#include <QDir>

#ifdef RETCLIP_HAVE_DICOM_REPORTS
#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmsr/cmr/cid100.h>
#include <dcmtk/dcmsr/cmr/tid1500.h>
#include <dcmtk/dcmsr/dsrdoc.h>
#include <dcmtk/oflog/oflog.h>
#endif

namespace retclip {

#ifndef RETCLIP_HAVE_DICOM_REPORTS

Result<StructuredReportsWritten> writeStructuredReports(const Study &, const QString &, const QString &, const ProgressCallback &, std::stop_token)
{
    return failure(ErrorCode::unavailable,
                   message(QT_TRANSLATE_NOOP("Message", "This build cannot write DICOM structured reports.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                   message(QT_TRANSLATE_NOOP("Message", "Build it where DCMTK's libraries dcmsr and cmr are installed, or export as CSV.")));
}

#else

namespace {

constexpr const char *scheme = "99RETCLIP";

/// 2.25 and 128 bits of a hash in decimal: the same thing gets the same UID everywhere.
OFString uidOf(const QString &what)
{
    const std::string hex = sha256_of(what.toStdString());
    std::vector<int> number;
    for (std::size_t i = 0; i < 32; ++i)
        number.push_back(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
    std::string digits;
    while (!number.empty()) { // Long division by ten.
        int rest = 0;
        std::vector<int> quotient;
        for (const int digit : number) {
            const int value = rest * 16 + digit;
            if (!quotient.empty() || value >= 10)
                quotient.push_back(value / 10);
            rest = value % 10;
        }
        digits.insert(digits.begin(), char('0' + rest));
        number = std::move(quotient);
    }
    return OFString("2.25.") + digits.c_str();
}

OFString dicomText(const QString &text)
{
    return OFString(text.toUtf8().constData());
}

DSRCodedEntryValue ownCode(const QString &value, const QString &meaning)
{
    // A code value holds 16 characters; a longer name is told by its hash, and the meaning says it in full.
    const QString code = value.toUtf8().size() <= 16 ? value : QString::fromStdString(sha256_of(value.toStdString())).left(16);
    return DSRCodedEntryValue(dicomText(code), scheme, dicomText(meaning.left(64)));
}

CID244e_Laterality lateralityOf(std::optional<Laterality> eye)
{
    if (!eye)
        return CID244e_Laterality();
    return *eye == Laterality::right ? CID244e_Laterality::Right : CID244e_Laterality::Left;
}

/// Steps that all must go well; the first that does not is kept.
class ReportSteps
{
public:
    ReportSteps &operator<<(const OFCondition &step)
    {
        if (m_first.good() && step.bad())
            m_first = step;
        return *this;
    }
    [[nodiscard]] const OFCondition &result() const { return m_first; }

private:
    OFCondition m_first = EC_Normal;
};

/// One report in the making, and what must be found in it again.
struct ReportDraft
{
    TID1500_MeasurementReport report{CID7021_MeasurementReportDocumentTitles::ImagingMeasurementReport};
    ReportSteps steps;
    QStringList words;
    int groups = 0;

    void add(const QString &tracking, const DSRCodedEntryValue &finding, std::optional<Laterality> eye,
             const QVector<QPair<QString, QString>> &facts)
    {
        if (groups > 0)
            steps << report.addIndividualMeasurements();
        auto &group = report.getIndividualMeasurements();
        steps << group.setTrackingIdentifier(dicomText(tracking)) << group.setTrackingUniqueIdentifier(uidOf(tracking))
              << group.setFinding(finding)
              << group.addFindingSite(DSRCodedEntryValue("81745001", "SCT", "Eye"), lateralityOf(eye));
        for (const auto &[name, value] : facts)
            if (!value.isEmpty()) {
                steps << group.addQualitativeEvaluation(ownCode(name, name), dicomText(value));
                words << value;
            }
        words << tracking;
        ++groups;
    }
};

QString timeOf(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

void addVerdicts(ReportDraft &draft, const ExamRow &exam)
{
    int number = 0;
    for (const Verdict &verdict : exam.verdicts)
        draft.add(QStringLiteral("%1 verdict %2").arg(exam.code).arg(++number),
                  ownCode(QString::fromLatin1(word(verdict.kind)), QString::fromLatin1(word(verdict.kind))), {},
                  {{QStringLiteral("reader"), verdict.person}, {QStringLiteral("time"), timeOf(verdict.time)},
                   {QStringLiteral("reason"), verdict.reason}, {QStringLiteral("comment"), verdict.comment},
                   {QStringLiteral("label_set"), verdict.labelSet},
                   {QStringLiteral("run"), verdict.run ? QString::number(verdict.run->value) : QString()}});
}

/// Labels that a person set; what was imported is not a reader's word.
int addLabels(ReportDraft &draft, const ExamRow &exam)
{
    int added = 0;
    for (const LabelState &label : exam.labels) {
        if (label.source == LabelSource::imported || !label.known)
            continue;
        for (const QString &of : label.positive.isEmpty() ? QStringList{QStringLiteral("none")} : label.positive) {
            const QString eye = label.eye ? QString::fromLatin1(abbreviation(*label.eye)) : QString();
            draft.add(QStringLiteral("%1 %2 %3 %4").arg(exam.code, label.setName, eye, of).simplified(), ownCode(of, of), label.eye,
                      {{QStringLiteral("label_set"), label.setName}, {QStringLiteral("reader"), label.person},
                       {QStringLiteral("time"), timeOf(label.time)}, {QStringLiteral("source"), QString::fromLatin1(word(label.source))}});
            ++added;
        }
    }
    return added;
}

/// The photographs by their contents: they were no DICOM objects that could be referred to.
void addPhotographs(ReportDraft &draft, const ExamRow &exam)
{
    for (const Laterality eye : both_eyes)
        if (exam.images[eye] && !exam.images[eye]->sha256.isEmpty()) {
            const QString text = QStringLiteral("%1 sha256 %2").arg(QLatin1String(abbreviation(eye)), exam.images[eye]->sha256);
            draft.steps << draft.report.addQualitativeEvaluation(ownCode(QStringLiteral("photograph"), QStringLiteral("photograph")), dicomText(text));
            draft.words << text;
        }
}

tl::unexpected<Error> reportFailed(const ExamRow &exam, const OFCondition &why)
{
    return failure(ErrorCode::internal,
                   message(QT_TRANSLATE_NOOP("Message", "The structured report of %1 cannot be made: %2"), {exam.code.toStdString(), why.text()}),
                   message(QT_TRANSLATE_NOOP("Message", "The study is as it was; reports made before stay.")),
                   message(QT_TRANSLATE_NOOP("Message", "Export as CSV, and report this with the exam's verdicts.")));
}

/// The file as it is on disk, read by DCMTK's own rules, must say every word that went in.
Result<void> readBack(const QString &path, const ReportDraft &draft, const ExamRow &exam)
{
    DcmFileFormat file;
    DSRDocument document;
    ReportSteps steps;
    steps << file.loadFile(path.toLocal8Bit().constData());
    if (steps.result().good())
        steps << document.read(*file.getDataset());
    if (steps.result().bad())
        return reportFailed(exam, steps.result());
    QStringList found;
    DSRDocumentTree &tree = document.getTree();
    for (std::size_t node = tree.gotoRoot(); node > 0; node = tree.iterate())
        if (tree.getCurrentContentItem().getValueType() == DSRTypes::VT_Text)
            found << QString::fromUtf8(tree.getCurrentContentItem().getStringValue().c_str());
    for (const QString &word : draft.words)
        if (!found.contains(word))
            return reportFailed(exam, OFCondition(makeOFCondition(0, 1, OF_error, "a text did not come back")));
    return {};
}

Result<void> writeOne(const Study &study, const ExamRow &exam, ReportDraft &draft, const QString &path)
{
    DSRDocument document;
    draft.steps << document.createNewDocument(DSRTypes::DT_EnhancedSR);
    draft.steps << document.setSpecificCharacterSetType(DSRTypes::CS_UTF8);
    draft.steps << document.getCodingSchemeIdentification().addItem(scheme);
    draft.steps << document.getCodingSchemeIdentification().setCodingSchemeName("RET-CLIP Workstation: verdicts, label classes and facts");
    draft.steps << document.setPatientID(dicomText(exam.patient)) << document.setPatientName(dicomText(exam.patient))
                << document.setStudyDescription(dicomText(study.name().left(64))) << document.setStudyID(dicomText(exam.code.left(16)))
                << document.setSeriesDescription("Review of fundus photographs") << document.setManufacturer("RET-CLIP Workstation");
    if (exam.sex == QLatin1String("F") || exam.sex == QLatin1String("M"))
        draft.steps << document.setPatientSex(dicomText(exam.sex));
    if (draft.steps.result().good())
        draft.steps << document.setTreeFromRootTemplate(draft.report, OFTrue);
    DcmFileFormat file;
    if (draft.steps.result().good())
        draft.steps << document.write(*file.getDataset());
    if (draft.steps.result().bad())
        return reportFailed(exam, draft.steps.result());
    // The same state gives the same object.
    const QString object = study.name() + u'\t' + exam.code + u'\t' + draft.words.join(u'\t');
    for (const auto &[tag, what] : {std::pair(DCM_SOPInstanceUID, object), std::pair(DCM_SeriesInstanceUID, study.name() + QStringLiteral("\tseries\t") + exam.code),
                                    std::pair(DCM_StudyInstanceUID, study.name() + QStringLiteral("\tstudy\t") + exam.code)})
        file.getDataset()->putAndInsertString(tag, uidOf(what).c_str());
    const OFCondition saved = file.saveFile(path.toLocal8Bit().constData(), EXS_LittleEndianExplicit);
    if (saved.bad())
        return failure(file_error(path_from_utf8(path.toStdString()), errno));
    return readBack(path, draft, exam);
}

} // namespace

Result<StructuredReportsWritten> writeStructuredReports(const Study &study, const QString &query, const QString &outFolder,
                                                        const ProgressCallback &progress, std::stop_token stop)
{
    OFLog::configure(OFLogger::OFF_LOG_LEVEL); // As for photographs: what matters is in the conditions.
    const QDir out(outFolder);
    if (out.exists() && !out.isEmpty())
        return failure(ErrorCode::conflict, message(QT_TRANSLATE_NOOP("Message", "%1 is not empty."), {outFolder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")), message(QT_TRANSLATE_NOOP("Message", "Choose a new folder.")));
    RETCLIP_TRY(const std::vector<ExamId> ids, study.find(query, stop));
    RETCLIP_TRY(const std::vector<ExamRow> exams, study.exams(ids));
    if (!QDir().mkpath(outFolder))
        return failure(file_error(path_from_utf8(outFolder.toStdString()), EACCES));
    ProgressReporter reporter(progress, std::int64_t(exams.size()), message(QT_TRANSLATE_NOOP("Message", "Structured reports")));
    StructuredReportsWritten written;
    for (std::size_t i = 0; i < exams.size(); ++i) {
        if (stop.stop_requested())
            return cancelled();
        const ExamRow &exam = exams[i];
        ReportDraft draft;
        draft.steps << draft.report.setLanguage(DSRCodedEntryValue("en", "RFC5646", "English"))
                    << draft.report.addProcedureReported(DSRCodedEntryValue("363679005", "SCT", "Imaging procedure"));
        for (const Verdict &verdict : exam.verdicts.isEmpty() ? QVector<Verdict>() : QVector<Verdict>{exam.verdicts.last()})
            draft.steps << draft.report.getObservationContext().addPersonObserver(dicomText(verdict.person.isEmpty() ? QStringLiteral("reader") : verdict.person));
        addVerdicts(draft, exam);
        written.verdicts += exam.verdicts.size();
        written.labels += addLabels(draft, exam);
        if (draft.groups > 0) {
            addPhotographs(draft, exam);
            const QString path = out.absoluteFilePath(safeFileName(exam.code) + QStringLiteral(".dcm"));
            RETCLIP_CHECK(writeOne(study, exam, draft, path));
            written.paths << path;
            ++written.files;
        }
        reporter.advance_to(std::int64_t(i) + 1);
    }
    reporter.finish();
    return written;
}

#endif

} // namespace retclip
