// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <QDateTime>
#include <QVector>

#include <memory>
#include <optional>

namespace retclip {

struct ImportedImage
{
    QString path;                  ///< Absolute, or relative to the study's folder.
    std::optional<Laterality> eye; ///< Nothing: unknown.
    QString sha256;                ///< Empty: not hashed.
    int width = 0;                 ///< As stored; 0: not looked at.
    int height = 0;
    bool missing = false;
    QVector<Region> regions{}; ///< Of an export; a region that is or was there is not added again.
};

struct ImportedLabel
{
    QString labelSet;              ///< Defined before with defineLabelSet().
    std::optional<Laterality> eye; ///< Nothing: of the exam.
    QStringList positive;          ///< Names of the classes that hold; binary: the class, or none.
    bool known = true;
    // Only where the source itself says so (an export of another study).
    LabelSource source = LabelSource::imported;
    QString person;
    QDateTime time;
};

/// One exam as an importer read it. What is empty is not known, and leaves what the study has.
struct ImportedExam
{
    QString patient;    ///< Required.
    /// Only adds to an exam that the study has, by visit, code or date, or to the patient's only one.
    bool mustExist = false;
    /// Which visit of the patient: the source's own number or key. Empty: the date; without a date
    /// the patient's only visit. The same patient and visit is the same exam at every import.
    QString visit;
    /// Code wanted for a new exam, as an export of a study has it; empty: "PATIENT-N". Ignored
    /// where another exam has it already.
    QString code;
    QString sex; ///< "F", "M" or empty.
    int age = -1;
    QDate date;
    QString camera;
    QString site;
    QVector<ImportedImage> images;
    QString report;
    QVector<ImportedLabel> labels;
    QStringList tags;
    Split split = Split::none;
    QString comment;
    bool excluded = false;
    bool unsure = false;
    QVector<Verdict> verdicts; ///< Kept where the same (kind, person, time) is not there yet.
};

enum class ImportOutcome { added, changed, unchanged };

struct ImportedRow
{
    ExamId exam;
    ImportOutcome outcome = ImportOutcome::unchanged;
    bool newPatient = false;
    bool beside = false; ///< The patient's exam showed other photographs: this is a visit beside it.
    int images = 0;  ///< New or changed.
    bool report = false;
    int labels = 0;
};

/// Adds what importers read, in bulk: the one way in besides the journal.
///
/// - An exam is found by patient and visit; a photograph by its eye within the exam (of unknown eye:
///   by path or content), so that repeating an import changes nothing.
/// - An exam whose source names no visit, and that brings another photograph of an eye than the
///   patient's exam of that day has, replaces it only where both come from the same source (a file
///   that was exchanged). From elsewhere, or a second time within one import, it becomes a visit
///   beside it (ImportedRow::beside), known again by the content of its photograph.
/// - A label that a person set stays the effective one; the imported one is kept beside it.
///   Likewise a comment, a tag or an exclusion that a person set is never taken back.
/// - Written in transactions of some thousand exams; an interrupted import keeps the whole ones.
/// - The journal gets one row an import (kind "import", with source and counts), at finish(); an
///   import that was cut by a crash gets its row before the next change of the study.
/// - Before the first exam that was there already is changed, the study as it was goes to its folder
///   backups (backup()). An import is no step of undo; an edit of before it whose exams it changed
///   (labels, photographs, comment, split) can no longer be undone, as that would bring back what
///   was true of older data: undo() then says so.
/// - A photograph of the same content (SHA-256) is the same photograph: its link stays as it is
///   while the file it leads to is there, unless the new one lies in the study itself.
///
/// Threads: the study's. No other change may be made through the same Study between begin() and
/// finish() or the destructor. Cost: some 25 µs an exam with two photographs and a report.
/// Errors: read_only, disk_full, conflict: the current batch is rolled back, earlier ones stay.
class StudyWriter
{
public:
    /// `source`: what is shown as the import's name ("table.csv").
    [[nodiscard]] static Result<std::unique_ptr<StudyWriter>>
    begin(Study &study, const QString &source, const QString &person);
    /// Without finish(): commits the open batch and writes the journal row "interrupted".
    ~StudyWriter();

    /// Finds or makes it; new classes are added to an existing one. `conflict`: there is one of the
    /// same name with another kind.
    [[nodiscard]] Result<LabelSetId> defineLabelSet(const LabelSet &set);
    /// invalid_argument: no patient, a label of a set or class that is not defined, or (mustExist) no one
    /// exam that is meant; the exam is then left out and the import may go on.
    [[nodiscard]] Result<ImportedRow> put(const ImportedExam &exam);
    /// What put() would say, without writing: for a dry run. Its exam may not exist.
    [[nodiscard]] Result<ImportedRow> look(const ImportedExam &exam);
    /// Photographs of the same source are no replacements either: what a watched folder or a camera
    /// sends is always another exam.
    void neverReplace();
    /// Makes all so far durable; put() does so itself every few thousand exams.
    [[nodiscard]] Result<void> commit();
    [[nodiscard]] Result<EditReceipt> finish();

    [[nodiscard]] qint64 added() const;
    [[nodiscard]] qint64 changed() const;
    [[nodiscard]] qint64 unchanged() const;
    /// The file with the study as it was; empty: no exam that was there already was changed.
    [[nodiscard]] QString backup() const;

private:
    struct Private;
    explicit StudyWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// What was found out about a photograph later (size, hash, quality); not a person's decision, so
/// not journalled.
struct ImageFinding
{
    ImageId image;
    QString sha256;  ///< Empty: leave.
    int width = 0;   ///< 0: leave.
    int height = 0;
    std::optional<bool> missing;
    std::optional<double> quality; ///< 0 (poor) … 1 (good): what `quality<0.5` searches.
    QString qualityReason;
    QString path; ///< The file's new place; empty: leave.
};
[[nodiscard]] Result<void> storeImageFindings(Study &study, const std::vector<ImageFinding> &findings);

} // namespace retclip
