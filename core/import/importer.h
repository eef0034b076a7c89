// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/study/study.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>
#include <span>

namespace retclip {

/// What a column of a table becomes.
enum class ColumnRole {
    ignore,
    patient,
    exam,
    date,
    age,
    sex,
    camera,
    site,
    split,
    leftImage,
    rightImage, ///< Paths, relative to the table or to its image folder.
    image,
    laterality, ///< One photograph a row, and which eye it shows.
    report,
    leftReport,
    rightReport,
    label, ///< A label set of the column's name.
    multilabelClass, ///< One class (0/1) of the multi-label set `ImportPlan::multilabelName`.
    tag,
    comment
};
[[nodiscard]] const char *word(ColumnRole role); ///< "patient", "left_image", "multilabel_class" …
[[nodiscard]] QString title(ColumnRole role); ///< For people, translated.
[[nodiscard]] std::optional<ColumnRole> columnRoleFrom(const QString &word);
[[nodiscard]] std::span<const ColumnRole> allColumnRoles(); ///< In the order of a menu.

struct ColumnGuess
{
    QString heading;
    ColumnRole role = ColumnRole::ignore;
    QStringList firstValues; ///< Up to five.
    QString fit; ///< "99.9 % found", "unique 4,120", "13 empty".
};

/// Everything that determines an import. Made by analyse(), changed by the wizard or options.
struct ImportPlan
{
    QString source; ///< File or folder.
    QString layout; ///< Id of an importer: "table", "odir", "retclip", "folder" …; "auto" before
                    ///< analyse().
    QString encoding; ///< "UTF-8", "GB18030", "UTF-16LE" …; empty: guess.
    QVector<ColumnGuess> columns;
    qint64 headingRow = 0; ///< Of a table, as analyse() found it: the row of its headings where others stand above; 0: none.
    QString multilabelName = QStringLiteral("labels");
    QString imageFolder; ///< Where relative paths start; empty: found beside the table.
    QString pattern; ///< Folder layout: regular expression with named groups patient, eye, date.
    bool copyImages = false;
    bool hashImages = true;
    /// Only what tells no person comes in (import_privacy.h): pseudonyms, days moved, reports redacted,
    /// photographs copied without metadata. Needs `keyFile`, so that repeating adds nothing twice.
    bool deidentify = false;
    QString keyFile; ///< Secret of the pseudonyms, outside the study; made where it is not there.
    QString person;
    /// Given to every exam that comes in new or changed, so that nobody takes what came in by itself
    /// for curated data; empty: none.
    QString arrivalTag;
};

/// What became of something in a source that is told of.
enum class RowFate {
    leftOut, ///< It is not in.
    withoutPhotograph, ///< In, but for a photograph that is not there or cannot be read.
    withoutValue, ///< In, without a value that could not be read.
    toLookAt ///< In whole; a person should look at it.
};

struct SkippedRow
{
    QString source;
    qint64 row = 0; ///< From 1, heading line included; 0: not of a row.
    Message reason;
    Message cause = {}; ///< Why, as a sentence of its own that follows the reason; may be empty.
    RowFate fate = RowFate::leftOut;

    /// Both sentences in English, for files and `--json`.
    [[nodiscard]] std::string english() const;
};

struct ImportReport
{
    qint64 patients = 0, exams = 0, images = 0, reports = 0, labels = 0; ///< New or changed.
    qint64 unchanged = 0; ///< Exams that were there already, the same.
    qint64 changed = 0; ///< Of `exams`: were there already and are different now.
    qint64 beside = 0; ///< Of `exams`: the patient's exam shows other photographs (ImportedRow::beside).
    QString backup; ///< File with the study as it was before those were changed; empty: none was.
    qint64 pairs = 0, singleEyes = 0, eyeUnknown = 0, withoutReport = 0, missingFiles = 0;
    qint64 duplicateImages = 0;
    qint64 eyesInDoubt = 0; ///< Exams with a photograph whose name says the other eye.
    qint64 withWriting = 0; ///< De-identifying: exams with a photograph that writing may be burnt into.
    QVector<SkippedRow> skipped; ///< What is not in: rows, and photographs of rows that are in.
    QVector<SkippedRow> remarks; ///< Rows that are in without a value that could not be read, or to be looked at.
    QVector<Message> notes; ///< "Encoding GB18030 was guessed."
    std::vector<ExamId> arrived; ///< Exams that got the plan's arrivalTag.
    bool complete = true; ///< False: interrupted; what is counted is in.
};

/// One layout of files. An entry a file, listed in importers().
class Importer
{
public:
    virtual ~Importer() = default;
    [[nodiscard]] virtual QString id() const = 0; ///< "odir"
    [[nodiscard]] virtual QString title() const = 0; ///< Translated.
    [[nodiscard]] virtual QString help() const = 0; ///< Translated: what files it expects.
    /// 0: no; 100: surely this. Cheap (headings, names).
    [[nodiscard]] virtual int fits(const QString &source) const = 0;
    /// Fills the plan's encoding, columns, pattern …
    [[nodiscard]] virtual Result<ImportPlan> analyse(ImportPlan plan,
                                                     std::stop_token stop) const = 0;
    /// Reads row by row; a bad row is listed and skipped. Safe to repeat and to interrupt: commits
    /// in batches, and a second run finds what is there. With `dryRun` nothing is written.
    /// The study is backed up before an exam that it has already is changed.
    [[nodiscard]] virtual Result<ImportReport> run(Study &study, const ImportPlan &plan,
                                                   bool dryRun, const ProgressCallback &progress,
                                                   std::stop_token stop) const = 0;
};

[[nodiscard]] std::span<const Importer *const> importers();
/// By id; an export of this program also by the format it was written in ("csv", "jsonl").
[[nodiscard]] const Importer *importer(const QString &id);
/// The importer that fits best; error unsupported where none does, saying what was looked for.
[[nodiscard]] Result<const Importer *> importerFor(const QString &source);

/// How many rows (files, where a source has no rows) met a fate; several sentences about one count once.
[[nodiscard]] qint64 rowsOf(const ImportReport &report, RowFate fate);
/// How many photographs are not in of rows that are.
[[nodiscard]] qint64 photographsNotIn(const ImportReport &report);

/// Writes skipped rows as CSV (source,row,reason).
[[nodiscard]] Result<void> writeSkipped(const QVector<SkippedRow> &rows, const QString &file);

/// analyse() with the importer of plan.layout ("auto": the best).
[[nodiscard]] Result<ImportPlan> analyseSource(ImportPlan plan, std::stop_token stop = {});
[[nodiscard]] Result<ImportReport> runImport(Study &study, const ImportPlan &plan, bool dryRun,
                                             const ProgressCallback &progress = {},
                                             std::stop_token stop = {});

} // namespace retclip
