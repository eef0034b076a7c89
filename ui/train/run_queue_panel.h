// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QFrame>
#include <QVector>

#include <functional>
#include <optional>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QToolButton;

namespace retclip {

class RunListModel;
class RunQueue;

/// Left in Train: the presets that a run starts from, and the queue with its filter and what can be
/// done to the run that is chosen in it. Owns which run is the current one.
class RunQueuePanel : public QFrame
{
    Q_OBJECT

public:
    explicit RunQueuePanel(QWidget *parent = nullptr);

    /// Null: no study. `stored` as in RunListModel::setQueue(). The first run becomes current.
    void setQueue(RunQueue *queue, std::function<QVector<RunRow>()> stored);
    void setPresetsOffered(bool offered);
    void setWritable(bool writable);
    void choose(RunId run); ///< Current from now on; it shows once the list has it.
    [[nodiscard]] RunId currentId() const { return m_current; }
    [[nodiscard]] std::optional<RunRow> currentRun() const;
    /// The current run, then those that are compared with it. Empty: no run is current.
    [[nodiscard]] QVector<RunRow> shownRuns() const;
    void retranslate();

    [[nodiscard]] RunListModel *model() const { return m_model; }
    [[nodiscard]] QListView *list() const { return m_list; }
    [[nodiscard]] QLineEdit *filter() const { return m_filter; }

signals:
    void presetChosen(const QString &preset);
    void pauseWanted();
    void cancelWanted();
    void moveWanted(int places);
    void copyWanted(); ///< A new run with the settings of the current one.
    void chosen();     ///< A person went to a run, or to the same one again.
    void reloaded();   ///< Rows came, went or changed.
    void liveChanged(); ///< A run that computes told something.

private:
    void takeRows();
    void refreshButtons();

    RunListModel *m_model;
    RunId m_current;
    bool m_writable = false;
    QVector<QPair<QPushButton *, QString>> m_presets;
    QLabel *m_newLabel, *m_queueLabel;
    QToolButton *m_pause, *m_cancel, *m_up, *m_down, *m_copy;
    QLineEdit *m_filter;
    QListView *m_list;
};

} // namespace retclip
