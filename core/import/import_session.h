// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/all_cores.h"
#include "core/import/importer.h"
#include "core/privacy/pseudonyms.h"
#include "core/study/study_writer.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>

#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace retclip {

/// A photograph that a source names or holds.
struct PendingPhotograph
{
    QString named; ///< As the source calls it, for the list of what was skipped.
    QString path; ///< Absolute; empty: not found, or in `bytes`.
    QByteArray bytes;
    std::optional<Laterality> eye;
    QString expectedSha256 = {}; ///< Of its content, where the source says; another is left out.
    QVector<Region> regions = {};
    QSize regionsOf = {}; ///< Of the picture that they were drawn on; empty: not known. Else they must fit.
};

struct PendingExam
{
    ImportedExam exam; ///< Without images: they come from `photographs`.
    std::vector<PendingPhotograph> photographs;
    QString source;
    qint64 row = 0;
    bool needsPhotograph = false; ///< Skipped where no photograph can be read.
    QStringList tagsIfNew = {}; ///< Given where the exam comes in new or changed: a repeat brings none back.
};

/// What all importers share: looks at photographs on several threads (header, SHA-256), lists what
/// cannot be read, copies where asked, writes in batches and counts. While a batch is written on a
/// thread of its own, the source is read and the next batch looked at.
///
/// Threads: the study's; blocks. From the first put() to finish() the caller leaves the study alone.
/// A stop keeps the exams written so far (ImportReport::complete).
class ImportSession
{
public:
    [[nodiscard]] static Result<std::unique_ptr<ImportSession>>
    begin(Study &study, const ImportPlan &plan, bool dryRun, const ProgressCallback &progress,
          std::stop_token stop);
    ~ImportSession();

    [[nodiscard]] Result<void> defineLabelSet(const LabelSet &set);
    /// Where the study has a set of that name: grades and classes are both one of several, so that its
    /// kind is taken over rather than guessed again.
    void takeOverKind(LabelSet &set) const;
    void skip(const QString &source, qint64 row, Message reason, Message cause = {}, RowFate fate = RowFate::leftOut);
    /// The row is in.
    void remark(const QString &source, qint64 row, Message what, RowFate fate = RowFate::withoutValue);
    void note(Message message);
    void setTotal(qint64 rows); ///< How many rows there will be; not called: not known.
    void setPosition(double position); ///< 0..1
    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }

    [[nodiscard]] Result<void> put(PendingExam exam);
    [[nodiscard]] Result<ImportReport> finish();

private:
    struct Looked; ///< What was found out about one photograph.
    struct Batch;  ///< Exams with what was found out about their photographs.
    ImportSession(Study &study, ImportPlan plan, std::optional<Pseudonyms> pseudonyms, bool dryRun, const ProgressCallback &progress,
                  std::stop_token stop);
    [[nodiscard]] Result<void> flush();  ///< Looks at what waits and gives it to the writing thread.
    [[nodiscard]] Result<void> settle(); ///< Until the writing thread has nothing left to do.
    [[nodiscard]] Result<void> write(Batch batch);
    [[nodiscard]] Result<void> write(PendingExam &pending);
    [[nodiscard]] Result<void> markSynthetic();
    void noteCounts();
    [[nodiscard]] Looked look(PendingPhotograph &photograph) const;
    [[nodiscard]] Result<QString> keep(const PendingPhotograph &photograph, const QString &sha256,
                                       const QString &ending) const;
    [[nodiscard]] Result<ImportedRow> lookAt(ImportedExam exam);
    void count(const PendingExam &exam, const ImportedRow &row);
    void takeIn(PendingExam &exam, const PendingPhotograph &photograph, const Looked &looked);
    /// Tells a person what to look at, and finds the exam again by a tag.
    void sayToLookAt(PendingExam &exam, const PendingPhotograph &photograph, Message what, const char *tag);
    void tellLeftOut(const PendingExam &exam, const PendingPhotograph &photograph, Looked &looked);
    /// A photograph, or a report where that is enough.
    [[nodiscard]] static bool hasEnough(const PendingExam &exam);

    Study &m_study;
    const ImportPlan m_plan;
    const std::optional<Pseudonyms> m_pseudonyms; ///< With plan.deidentify.
    const bool m_dryRun;
    std::stop_token m_stop;
    const ProgressCallback m_callback;
    ProgressReporter m_progress;
    qint64 m_total = 0; ///< 0: not known.
    qint64 m_put = 0;
    const bool m_synthetic; ///< The source says of itself that it is drawn, not photographed.
    bool m_marked = false; ///< And the study says so too, or its new exams do.
    bool m_tagSynthetic = false;
    std::unique_ptr<StudyWriter> m_writer; ///< None in a dry run of a read-only study.
    QHash<QString, LabelSet> m_sets; ///< As the study had them at the start.
    QElapsedTimer m_sinceCommit;
    std::vector<PendingExam> m_waiting;
    std::mutex m_telling; ///< Of the report's lists: both threads write them.
    ImportReport m_report;
    QSet<QString> m_patients;
    QHash<QString, int> m_contents; ///< SHA-256 → how often.
    qint64 m_sameEyes = 0;
    std::future<Result<void>> m_writing; ///< Last: its thread ends before the rest goes.
};

/// on_all_cores() by the name that layers on Qt write.
inline constexpr auto &onAllCores = on_all_cores;

/// "F", "M" or empty, from Female, 女, male … in any case.
[[nodiscard]] QString sexFrom(const QString &text);
/// "63", "63岁", "063Y"; -1: none.
[[nodiscard]] int ageFrom(const QString &text);
/// 2023-04-05, 2023/4/5, 20230405, 2023年4月5日, 5.4.2023; invalid where it could mean two days.
[[nodiscard]] QDate dateFrom(const QString &text);
/// Empty, "-", "unknown", "n/a", 未知 …: a cell that says that nothing is known.
[[nodiscard]] bool saysNothing(const QString &text);

/// Lies beside synthetic files (`retclip sample --as files`) and makes an import of them say so.
inline constexpr const char *syntheticMarkName = "SYNTHETIC.txt";
/// Whether such a mark, or an export of a synthetic study, lies at a source or in its folder.
[[nodiscard]] bool sourceIsSynthetic(const QString &source);

} // namespace retclip
