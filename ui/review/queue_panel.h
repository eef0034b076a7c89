// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/review/review_queue.h"

#include <QFrame>
#include <QVector>

#include <functional>
#include <optional>

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace retclip {

class ReviewCases;
class Settings;
struct ReviewSources;
struct Selection;

/// Left in Review: the cases in their order, how many are done, whose predictions of which labels
/// order them. Owns the choice of run, label set and order; reads the cases.
class ReviewQueuePanel : public QFrame
{
    Q_OBJECT

public:
    ReviewQueuePanel(const ReviewCases &cases, const Settings &settings, QWidget *parent = nullptr);

    /// Offers runs and label sets and chooses those that the selection is about.
    void setSources(const ReviewSources &sources, const Selection &selection);
    void setOrder(ReviewOrder order);
    [[nodiscard]] ReviewOrder order() const;
    [[nodiscard]] RunId runId() const; ///< Not valid: no run.
    [[nodiscard]] std::optional<RunRow> run() const;
    [[nodiscard]] QString labelSetName() const; ///< "glaucoma", or a class of a set: "odir/G".
    [[nodiscard]] std::optional<LabelSet> labelSet() const;

    /// Cases that have no verdict yet do not say what the model was right about.
    void setBlind(bool blind) { m_blind = blind; }
    void setTitle(const QString &title);
    /// Work on the run under review goes on: it cannot be asked for again.
    void setRetraining(bool on);
    /// Why the case is here, where the selection says it; empty: it does not, or the reader is blind.
    [[nodiscard]] QString whyHere(int place) const;
    void fill(int current);     ///< All cases anew.
    void refresh(int place);    ///< One case.
    void refreshAll();
    void setCurrent(int place); ///< Without caseChosen().
    void showProgress();
    void retranslate();

    [[nodiscard]] QListWidget *list() const { return m_list; }

signals:
    void sourceChosen(); ///< Another run or label set.
    void orderChosen(retclip::ReviewOrder order);
    void caseChosen(int place);
    void roundsWanted();
    void issuesWanted();
    void retrainWanted();
    void taxonomyWanted();

private:
    const ReviewCases &m_cases;
    const Settings &m_settings;
    QVector<RunRow> m_runs;
    QVector<LabelSet> m_labelSets;
    bool m_blind = false;
    QLabel *m_title, *m_progressText, *m_runLabel, *m_orderLabel;
    QProgressBar *m_progress;
    QComboBox *m_run, *m_labelSet, *m_order;
    QPushButton *m_rounds, *m_issues, *m_retrain, *m_taxonomy;
    std::function<QString(ExamId)> m_why; ///< Of the selection.
    QListWidget *m_list;
};

} // namespace retclip
