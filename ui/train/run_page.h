// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QHash>
#include <QVector>
#include <QWidget>

#include <optional>

class QLabel;
class QTabWidget;
class QTimer;
class QToolButton;

namespace retclip {

class AppContext;
class PauseBar;
class RunChartBar;
class RunCharts;
class RunDifferences;
class RunEventList;
class RunFigures;
class RunLooks;
class RunNote;
class RunParallel;

/// One run, with others beside it where some are compared: its state, figures, live curves, events,
/// what differs, and the note on it. Polls while it is shown.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    explicit RunPage(AppContext &context, QWidget *parent = nullptr);

    /// The first is the run of the page. The rows are the newest.
    void showRuns(const QVector<RunRow> &runs);
    void refresh(const RunRow &run); ///< The newest row of the run that is shown.
    void forget();                   ///< Another study.
    void setWritable(bool writable); ///< Star and note.
    void writeNote();                ///< The cursor goes there.
    void retranslate();

    [[nodiscard]] RunCharts &charts() const { return *m_charts; }
    [[nodiscard]] RunChartBar &chartBar() const { return *m_chartBar; }
    [[nodiscard]] PauseBar &pauseBar() const { return *m_pauseBar; }
    [[nodiscard]] RunNote &note() const { return *m_note; }
    [[nodiscard]] RunLooks &looks() const { return *m_looks; }
    [[nodiscard]] RunParallel &parallel() const { return *m_parallel; }
    enum class Tab { events, differences, parallel, looks, note };
    void showTab(Tab tab);
    /// Whether the run that is shown ended by NaN or infinity, so that a lower rate may help.
    [[nodiscard]] bool canGoOnAtLowerRate() const;

signals:
    void starToggled();
    void lowerRateWanted();
    void runWanted(retclip::RunId run); ///< One of those that are compared.
    void evaluateWanted(retclip::RunId run);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QLayout *makeHead();
    QWidget *makeBody();
    void showTitle();
    void showState();
    void showEvents();
    void askDuplicateFloor();

    AppContext &m_context;
    QVector<RunRow> m_runs; ///< Shown; the first is the page's.
    QHash<qint64, double> m_floors; ///< Mean ln k of a run's captions; negative: being counted.
    PauseBar *m_pauseBar;
    QToolButton *m_star, *m_evaluate, *m_lowerRate;
    QLabel *m_title, *m_state, *m_message;
    RunChartBar *m_chartBar;
    RunFigures *m_figures;
    RunCharts *m_charts;
    QTabWidget *m_tabs;
    RunEventList *m_events;
    RunDifferences *m_differences;
    RunLooks *m_looks;
    RunParallel *m_parallel;
    RunNote *m_note;
    QTimer *m_poll;
    bool m_writable = false;
};

} // namespace retclip
