// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "core/study/values.h"

#include <QWidget>

#include <vector>

class QFrame;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace retclip {

class HitsModel;
class Job;
class Pictures;

/// Middle of Retrieve: the hits as a grid of pairs, a bar that says when they are of yesterday, and
/// below them how a search stands.
class HitsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit HitsPanel(Pictures &pictures, QWidget *parent = nullptr);

    void showHits(const std::vector<RetrievalHit> &hits, const std::vector<ExamRow> &rows);
    void clear();
    void setStale(bool stale);
    [[nodiscard]] bool isStale() const { return m_stale; }
    void showState(const QString &text);
    void follow(Job *job); ///< Shows its progress until endJob().
    void endJob();
    void setEmptyText(const QString &text); ///< Where there are no hits.
    /// What is selected where it is more than one hit, else all; in their order.
    [[nodiscard]] std::vector<ExamId> chosen() const;
    [[nodiscard]] const ExamRow *current() const; ///< Null: none.
    void select();                                ///< As the button does.
    void retranslate();

    [[nodiscard]] HitsModel *hits() const { return m_hits; }
    [[nodiscard]] QListView *grid() const { return m_grid; }

signals:
    void currentChanged();
    void selectWanted();
    void stopWanted();
    void recomputeWanted();

private:
    QFrame *makeStaleBar();
    QFrame *makeResultBar();

    HitsModel *m_hits;
    QListView *m_grid;
    QStackedWidget *m_pages;
    QLabel *m_empty, *m_staleText, *m_state;
    QFrame *m_staleBar;
    QProgressBar *m_progress;
    QPushButton *m_recompute, *m_stop, *m_select;
    bool m_stale = false;
};

} // namespace retclip
