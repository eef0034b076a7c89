// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "core/study/round_state.h"
#include "core/study/values.h"

#include <QObject>

#include <optional>
#include <vector>

namespace retclip {

class StudyDocument;

/// A reading round as one person goes through it: their own queue, or the cases on which the readers
/// differ. Knows no widgets; every decision is an edit of the study.
///
/// Threads: window only; reads the rows of one round (some thousand at most).
class RoundSession : public QObject
{
    Q_OBJECT

public:
    enum class Mode { grading, disagreements };

    explicit RoundSession(QObject *parent = nullptr) : QObject(parent) {}

    /// Null: no study; the session is empty then.
    void setStudy(StudyDocument *document);
    [[nodiscard]] QVector<ReadingRound> rounds() const; ///< Newest first.
    /// Goes to the first place of the person's queue that is not graded. Who is no reader sees the
    /// disagreements.
    Result<void> open(const QString &name);
    void leave();
    [[nodiscard]] bool isOpen() const { return m_round.has_value(); }
    [[nodiscard]] const ReadingRound &round() const { return *m_round; }
    [[nodiscard]] const LabelSet &labelSet() const { return m_set; }
    [[nodiscard]] int reader() const { return m_reader; } ///< From 1; 0: the lead, who is no reader.
    [[nodiscard]] QString person() const;

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    [[nodiscard]] int count() const;
    [[nodiscard]] int current() const { return m_at; } ///< -1: there is none.
    void goTo(int place);
    /// The next place that waits for this person; stays where there is none.
    void goNextOpen();
    [[nodiscard]] bool isDone(int place) const;
    [[nodiscard]] const RoundItem *item(int place) const;
    [[nodiscard]] std::optional<ExamRow> exam() const; ///< Of the current place.

    [[nodiscard]] std::optional<Laterality> eye() const { return m_eye; } ///< Nothing: all eyes of the item.
    void setEye(std::optional<Laterality> eye);
    /// What this person said of an eye of the current item, at the stage that counts.
    [[nodiscard]] std::optional<Grade> own(std::optional<Laterality> eye) const;
    /// The eyes of the current case on which the readers differ (mode disagreements).
    [[nodiscard]] std::vector<CaseState> disputed() const;
    /// Labels, report and others' grades may be seen: the round is not blind, or this item is graded.
    [[nodiscard]] bool isRevealed() const;

    enum class Step { nothing, stays, otherEye, complete };
    /// What a digit means: grading, a review of one's own grade, or the lead's decision.
    Step giveKey(int key, const QString &comment);
    Step giveNotGradable(const QString &comment); ///< The lead: it stays ambiguous.
    /// Enter: in the disagreements a reader keeps the grade. Else nothing.
    Step keep(const QString &comment);
    /// Settles every case on which all agree; how many.
    Result<int> settleAgreed();
    Result<void> close();

    [[nodiscard]] const QVector<ReaderProgress> &progress() const { return m_progress; }
    [[nodiscard]] int disagreements() const { return int(m_disputed.size()); }
    [[nodiscard]] int agreedOpen() const { return m_agreedOpen; } ///< Eyes that settleAgreed() would settle.
    [[nodiscard]] int settled() const { return m_settled; }
    /// All of it may be seen: by the lead, in an open round, by a reader who has graded all.
    [[nodiscard]] bool mayCompare() const;

signals:
    void changed(); ///< Place, grades, mode.
    void failed(const retclip::Error &error);

private:
    struct DisputedCase
    {
        RoundItem item;
        std::vector<CaseState> eyes;
    };
    Result<void> reload();
    [[nodiscard]] std::vector<std::optional<Laterality>> offeredEyes() const; ///< That there is something to say of.
    [[nodiscard]] std::vector<std::optional<Laterality>> wantedEyes() const; ///< Of these the chosen ones.
    Step give(const std::vector<EyeGrade> &grades, const QString &comment);
    Step after() const;
    bool apply(EditAction action, ExamId exam);
    [[nodiscard]] std::optional<EyeGrade> gradeOfKey(int key, std::optional<Laterality> eye) const;

    StudyDocument *m_document = nullptr;
    QMetaObject::Connection m_following;
    std::optional<ReadingRound> m_round;
    LabelSet m_set;
    int m_reader = 0;
    Mode m_mode = Mode::grading;
    std::vector<RoundPlace> m_queue;
    std::vector<Grade> m_grades;
    std::vector<DisputedCase> m_disputed;
    QVector<ReaderProgress> m_progress;
    int m_at = -1;
    std::optional<Laterality> m_eye;
    int m_agreedOpen = 0, m_settled = 0;
    bool m_applying = false;
};

} // namespace retclip
