// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/study/edit.h"
#include "core/study/values.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace retclip {

class Database;
class ExamSet;

enum class OpenMode {
    readWrite, ///< Takes the study's lock; a second writer gets ErrorCode::conflict saying who holds it.
    readOnly   ///< Any number beside a writer.
};

/// A study folder (`NAME.study`): its database, through one connection.
///
/// Threads: an object belongs to the thread that uses it; other threads open their own with
/// openAnother() (readers never wait for the writer: WAL). Only one writer at a time in a process.
/// Errors: as Result says, three parts. Nothing is changed by opening.
class Study
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Study>> create(const QString &folder);
    [[nodiscard]] static Result<std::unique_ptr<Study>> open(const QString &folder, OpenMode mode);
    ~Study();

    /// Another connection to the same study for another thread. A read-write one shares the lock
    /// of this process.
    [[nodiscard]] Result<std::unique_ptr<Study>> openAnother(OpenMode mode) const;

    [[nodiscard]] QString folder() const;
    [[nodiscard]] QString name() const; ///< Of the folder, without ".study".
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] Result<StudyInfo> info() const;
    /// Of study.db and images/; looks at every file: seconds, where 400,000 photographs were copied.
    [[nodiscard]] qint64 bytesOnDisk() const;
    [[nodiscard]] QString cacheFolder() const; ///< May be deleted at any time.

    // ---- Looking -----------------------------------------------------------------------------

    /// The exams that match a line of the query language (UX.md 5; empty: all, in order of
    /// patient), in its order. Errors: invalid_argument with the place of the mistake in `cause`
    /// as "column:length".
    [[nodiscard]] Result<std::vector<ExamId>> find(const QString &query,
                                                   std::stop_token stop = {}) const;
    [[nodiscard]] Result<qint64> count(const QString &query, std::stop_token stop = {}) const;
    /// As find(), for asking whether this or that exam is among them (core/study/exam_set.h).
    [[nodiscard]] Result<ExamSet> matching(const QString &query, std::stop_token stop = {}) const;
    [[nodiscard]] Result<ExamSet> tagged(const QString &tag) const; ///< With this very tag.
    [[nodiscard]] Result<QVector<Facet>> facets(const QString &query, const QStringList &fields,
                                                std::stop_token stop = {}) const;
    /// Rows in the order of the ids; an id that is gone is left out.
    [[nodiscard]] Result<std::vector<ExamRow>> exams(std::span<const ExamId> ids) const;
    [[nodiscard]] Result<ExamRow> exam(ExamId id) const;
    /// Of those that are there, in the order of the ids.
    [[nodiscard]] Result<QStringList> codes(std::span<const ExamId> ids) const;
    [[nodiscard]] Result<ExamId> examByCode(const QString &code) const;
    [[nodiscard]] Result<QVector<LabelSet>> labelSets() const;
    [[nodiscard]] Result<QStringList> tags() const;
    /// Words of the reports, for the tokenizer: every report once, in order of exam.
    [[nodiscard]] Result<std::vector<std::string>> reports(const QString &query = {}) const;

    // ---- Changing what a person decided: only through the journal ------------------------------

    /// One transaction: the state and one journal row. On return it is on disk.
    [[nodiscard]] Result<EditReceipt> apply(const Edit &edit);
    /// Takes back the newest edit not yet undone, as a new journal row. `not_found`: nothing left.
    [[nodiscard]] Result<EditReceipt> undo(const QString &person);
    [[nodiscard]] Result<EditReceipt> redo(const QString &person);
    /// What undo() would take back, without doing it.
    [[nodiscard]] Result<HistoryRow> nextUndo() const;
    [[nodiscard]] Result<HistoryRow> nextRedo() const;
    /// Newest first. `exam` invalid: of the whole study.
    [[nodiscard]] Result<QVector<HistoryRow>> history(ExamId exam = {}, int limit = 1000) const;
    [[nodiscard]] Result<LabelSetId> defineLabelSet(const LabelSet &set, const QString &person);

    // ---- Datasets -------------------------------------------------------------------------------

    /// Errors: conflict (the name is taken; or the splits share what datasetLeaks() says and the
    /// order gives no reason).
    [[nodiscard]] Result<DatasetRow> freezeDataset(const DatasetOrder &order,
                                                   std::stop_token stop = {});
    /// What the splits would share, without freezing.
    [[nodiscard]] Result<std::vector<Leak>> datasetLeaks(const DatasetOrder &order,
                                                         std::stop_token stop = {}) const;
    /// What the splits of a frozen dataset share, as the study is now.
    [[nodiscard]] Result<std::vector<Leak>> datasetLeaks(const QString &name,
                                                         std::stop_token stop = {}) const;
    [[nodiscard]] Result<QVector<DatasetRow>> datasets() const;
    [[nodiscard]] Result<DatasetRow> dataset(const QString &name) const;
    [[nodiscard]] Result<std::vector<std::pair<ExamId, Split>>> datasetMembers(DatasetId id) const;
    /// Works the hash out again; `corrupted` where it differs. `photographs`: from the bytes of each photograph as they
    /// are on disk now, else from the hashes noted when they came in.
    [[nodiscard]] Result<void> verifyDataset(const QString &name, bool photographs = false,
                                             const ProgressCallback &progress = {}, std::stop_token stop = {}) const;

    /// What a run sees. `dataset` empty: the whole study without excluded exams, split 80/10/10 by
    /// patient with the seed. `labelSet`: "", NAME or NAME/CLASS.
    [[nodiscard]] Result<Manifest> manifest(const QString &dataset, const QString &labelSet,
                                            std::int64_t seed) const;

    // ---- Runs -----------------------------------------------------------------------------------

    /// Registers a run, makes its folder with run.json and manifest.jsonl.
    [[nodiscard]] Result<RunRow> createRun(const RunOrder &order);
    [[nodiscard]] Result<QVector<RunRow>> runs() const; ///< Newest first.
    /// By number or name.
    [[nodiscard]] Result<RunRow> run(const QString &numberOrName) const;
    [[nodiscard]] Result<void> updateRun(const RunRow &run); ///< State, times, metrics, note, star …
    /// Moves the folder to the study's trash, marks the row; `conflict` while it runs.
    [[nodiscard]] Result<void> deleteRun(RunId id);
    /// Replaces the predictions of (run, label set).
    [[nodiscard]] Result<void> storePredictions(RunId run, const QString &labelSet,
                                                const std::vector<PredictionRow> &rows);
    [[nodiscard]] Result<std::vector<PredictionRow>> predictions(RunId run,
                                                                 const QString &labelSet) const;

    // ---- Care -----------------------------------------------------------------------------------

    struct CheckReport
    {
        QStringList problems; ///< Empty: all is well.
        qint64 filesChecked = 0;
        qint64 pages = 0;        ///< Of the database.
        qint64 pagesChecked = 0; ///< Against their sums (core/study/page_sums.h).
        qint64 pagesWithoutSum = 0; ///< Nothing can be said of them but what else is checked.
        qint64 pagesUnlike = 0; ///< Written by something else than this program: kept from the moment it was noticed.
        QDateTime unlikeNoticed; ///< When it was, last; not valid: just now, or never.
        qint64 sumsTaken = 0; ///< Of pages without one, since all else is well: guarded from now on.
    };
    /// Database integrity, each page against its sum, journal chain, reports against their hashes, photographs there
    /// and unchanged (`contents`: re-hash). A writable study whose pages lack sums gets them where all is well.
    [[nodiscard]] Result<CheckReport> check(bool contents, const ProgressCallback &progress,
                                            std::stop_token stop) const;
    /// A consistent copy of study.db while it is in use.
    [[nodiscard]] Result<QString> backup(const QString &toFolder) const;

    [[nodiscard]] QString setting(const QString &key, const QString &fallback = {}) const;
    [[nodiscard]] Result<void> setSetting(const QString &key, const QString &value);

    /// For core/import and tests of core/study only.
    [[nodiscard]] Database &database() const;

private:
    struct Private;
    explicit Study(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// The version of study.db that this program writes (PRAGMA user_version).
inline constexpr int studySchemaVersion = 9;

} // namespace retclip
