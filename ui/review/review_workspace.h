// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "ui/review/review_cases.h"
#include "ui/shell/workspace.h"
#include "ui/viewer/lent_pictures.h"

#include <QTimer>

class QLabel;
class QStackedWidget;

namespace retclip {

class CaseView;
class IssuesPage;
class ReviewQueuePanel;
class RoundPage;
class VerdictPanel;

/// Review: one case after another, with the model's word beside it (or hidden until the reader has
/// judged). Verdict, new label and comment are on disk before the next key is read.
class ReviewWorkspace : public Workspace
{
    Q_OBJECT

public:
    explicit ReviewWorkspace(AppContext &context, QWidget *parent = nullptr);
    ~ReviewWorkspace() override;

    QString id() const override { return QStringLiteral("review"); }
    QString title() const override { return tr("Review"); }
    QString iconName() const override { return QStringLiteral("review"); }
    void studyChanged(StudyDocument *document) override;
    void showSelection(const Selection &selection) override;
    void arrive() override;
    QWidget *canvas() override;
    QList<QAction *> commands() const override { return m_commands; }
    bool bringIntoView(ExamId exam) override;
    void retranslate() override;

    enum class Room { queue, rounds, issues };
    void showRoom(Room room); ///< The queue, reading rounds or label issues.
    [[nodiscard]] Room room() const;
    [[nodiscard]] IssuesPage &issues() const { return *m_issues; }
    [[nodiscard]] RoundPage &rounds() const { return *m_rounds; }
    [[nodiscard]] int count() const { return m_cases.count(); }
    [[nodiscard]] int reviewed() const { return m_cases.reviewed(); }
    [[nodiscard]] int current() const { return m_at; }
    void goTo(int place);
    void goNext(int places = 1);

    // What the keys do.
    void giveVerdict(VerdictKind kind);
    void giveClass(int key); ///< 0: none of the classes.
    void chooseEye(std::optional<Laterality> eye);
    void acceptAndNext();
    void giveReason(const QString &code);
    void writeComment();
    void commitComment();
    void chooseNoClass();     ///< Esc: the label stays as it is.
    void explain(bool shown); ///< What drew the run to the report, over the photographs.
    void setBlind(bool blind);
    [[nodiscard]] bool isPredictionHidden() const;
    [[nodiscard]] bool isChoosingClass() const { return m_choosingClass; }
    void setOrder(ReviewOrder order);
    /// Freezes the corrected labels, learns from them as the run under review did, compares: a job, and then a
    /// sentence (worth()).
    void retrain();
    [[nodiscard]] QString worth() const { return m_worth; } ///< Empty: nothing was retrained yet.
    void saveTaxonomy(QString file = {}); ///< HTML or CSV by the file's ending; empty: asks.

private:
    void layOut();
    void addCommands();
    void examsChanged(const std::vector<ExamId> &exams);
    void loadSources();
    void loadPredictions();
    void showCurrent();
    void showFacts();
    void showClasses();
    void showHistory();
    void showReasons(const std::optional<Verdict> &verdict);
    [[nodiscard]] GiveVerdict verdictOf(VerdictKind kind) const;
    bool apply(EditAction action);
    void rankByCoreSet(); ///< A job; the order follows.
    void keepQueue();
    void keepPlace();
    bool restoreQueue(); ///< As a window before left it.

    Selection m_selection;
    std::vector<PredictionRow> m_predictions;
    ReviewCases m_cases;
    std::optional<Laterality> m_eye; ///< That a new label is for; nothing: both.
    int m_at = -1;
    bool m_choosingClass = false;
    bool m_blind = false;
    bool m_applying = false;
    bool m_retraining = false;
    QString m_worth;
    std::vector<ExamId> m_coreSet; ///< The selection's exams in that order; empty: not worked out.
    QTimer m_placeTimer; ///< The place is kept when the reader rests on a case.

    LentPictures m_pictures;
    ReviewQueuePanel *m_queue;
    CaseView *m_case;
    VerdictPanel *m_verdict;
    RoundPage *m_rounds;
    IssuesPage *m_issues;
    QStackedWidget *m_rooms = nullptr; ///< As Room.
    QStackedWidget *m_pages = nullptr;
    QLabel *m_empty = nullptr;
    QList<QAction *> m_commands;
};

[[nodiscard]] Workspace *makeReviewWorkspace(AppContext &context);

} // namespace retclip
