// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/workspace.h"

#include <QPointer>
#include <QVector>

class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QListView;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTabWidget;
class QTableWidget;
class QTimer;
class QToolButton;

namespace retclip {

class KeyFilter;
class NewRunPage;
class RunCharts;
class RunListModel;

/// Train: presets, the queue, live curves, notes and what differs between runs.
class TrainWorkspace : public Workspace
{
    Q_OBJECT

public:
    explicit TrainWorkspace(AppContext &context, QWidget *parent = nullptr);
    ~TrainWorkspace() override;

    QString id() const override { return QStringLiteral("train"); }
    QString title() const override { return tr("Train"); }
    QString iconName() const override { return QStringLiteral("train"); }
    void studyChanged(StudyDocument *document) override;
    void arrive() override;
    QWidget *canvas() override;
    QWidget *queryLine() override;
    QList<QAction *> commands() const override { return m_commands; }
    void retranslate() override;

    void showRun(RunId id);
    void newRun(const QString &preset);

    // What its keys do; on the current run.
    void pauseOrResume(); ///< A pause waits 5 s in which it can be taken back.
    void cancelRun();
    void moveRun(int places);
    void toggleStar();
    void toggleCompared();
    void toggleSmoothing();
    void renameRun();
    void writeNote();

    [[nodiscard]] RunListModel *model() const { return m_model; }
    [[nodiscard]] RunCharts *charts() const { return m_charts; }
    [[nodiscard]] NewRunPage *newRunPage() const { return m_newRun; }
    [[nodiscard]] std::optional<RunRow> currentRun() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLeft(QFrame &left);
    QWidget *buildRunPage();
    void bindKeys(KeyFilter &keys);
    void addCommands();
    void showCurrent();
    void showFigures();
    void showEvents();
    void showDifferences();
    void saveNote();
    void refreshButtons();
    void askDuplicateFloor();
    void endPendingPause(bool pause);

    RunListModel *m_model = nullptr;
    QListView *m_list = nullptr;
    QLineEdit *m_filter = nullptr;
    QVector<QPair<QPushButton *, QString>> m_presetButtons;
    QLabel *m_newLabel = nullptr, *m_queueLabel = nullptr, *m_emptyText = nullptr;
    QToolButton *m_pause = nullptr, *m_cancel = nullptr, *m_up = nullptr, *m_down = nullptr,
                *m_edit = nullptr;

    QStackedWidget *m_pages = nullptr;
    QWidget *m_emptyPage = nullptr, *m_runPage = nullptr;
    NewRunPage *m_newRun = nullptr;

    QLabel *m_runTitle = nullptr, *m_runState = nullptr, *m_runMessage = nullptr;
    QToolButton *m_star = nullptr, *m_logX = nullptr, *m_logY = nullptr, *m_fit = nullptr,
                *m_abandoned = nullptr, *m_evaluate = nullptr;
    QComboBox *m_xAxis = nullptr;
    QSlider *m_smoothing = nullptr;
    QLabel *m_smoothingLabel = nullptr, *m_xLabel = nullptr;
    QVector<QPair<QLabel *, QLabel *>> m_figures; ///< Caption and value.
    RunCharts *m_charts = nullptr;
    QTabWidget *m_tabs = nullptr;
    QListWidget *m_events = nullptr;
    QTableWidget *m_differences = nullptr;
    QPlainTextEdit *m_note = nullptr;

    QFrame *m_pauseBar = nullptr;
    QLabel *m_pauseText = nullptr;
    QPushButton *m_pauseBack = nullptr;
    QTimer *m_pauseTimer = nullptr, *m_poll = nullptr;
    RunId m_pausing, m_current, m_noteRun;
    std::size_t m_shownMarks = 0;
    QHash<qint64, double> m_floors;
    QList<QAction *> m_commands;
    QVector<KeyFilter *> m_keys;
};

[[nodiscard]] Workspace *makeTrainWorkspace(AppContext &context);

} // namespace retclip
