// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <QObject>

#include <functional>
#include <memory>

namespace retclip {

/// The open study as the window holds it: one Study on the window thread, and signals that say
/// what changed, by id, never "everything" where it can be helped.
///
/// Threads: window only. Reads here are single rows and pages; whole-study work (find, facets,
/// evaluation) runs in jobs on study().openAnother(readOnly).
class StudyDocument : public QObject
{
    Q_OBJECT

public:
    explicit StudyDocument(std::unique_ptr<Study> study, QObject *parent = nullptr);
    ~StudyDocument() override;

    [[nodiscard]] Study &study() { return *m_study; }
    [[nodiscard]] const Study &study() const { return *m_study; }

    /// The reader whose name stands in the journal. From settings; never empty.
    [[nodiscard]] QString person() const { return m_person; }
    void setPerson(const QString &person);

    /// Does its work on another thread and returns when that has ended; the window paints meanwhile.
    using RunsLong = std::function<void(const std::function<void()> &work)>;
    /// For edits of many exams (longFrom and more), which would else hold the window for as long as they
    /// take. None: they are made here as all others.
    void setRunsLong(RunsLong run) { m_runsLong = std::move(run); }
    static constexpr std::size_t longFrom = 1000;
    /// Between the beginning of an edit and its end: the document must not go meanwhile.
    [[nodiscard]] bool isChanging() const { return m_changing; }

    /// Fills in the person. Emits examsChanged and historyChanged before it returns.
    Result<EditReceipt> apply(EditAction action, std::vector<ExamId> exams);
    /// Several actions on the same exams as one edit.
    Result<EditReceipt> applyTogether(std::vector<EditAction> actions, std::vector<ExamId> exams);
    Result<EditReceipt> undo();
    Result<EditReceipt> redo();
    /// A change of the study that is about no exam, such as a saved query; given the person.
    Result<EditReceipt> changeStudy(const std::function<Result<EditReceipt>(Study &, const QString &)> &make);
    /// As restoreTo(); `exams`: how many of them change.
    Result<EditReceipt> restore(EditId to, std::size_t exams);

    /// Called by whoever changed the study from another thread or connection.
    void announceImport();
    void announceRun(RunId id);
    void announceDatasets();

signals:
    void examsChanged(const std::vector<retclip::ExamId> &ids);
    void historyChanged();
    void contentsChanged(); ///< An import added or changed exams.
    void runChanged(retclip::RunId id);
    void datasetsChanged();

private:
    using Change = std::function<Result<EditReceipt>(Study &)>;
    Result<EditReceipt> change(std::size_t exams, const Change &make);

    std::unique_ptr<Study> m_study;
    RunsLong m_runsLong;
    bool m_changing = false;
    QString m_person;
};

} // namespace retclip
