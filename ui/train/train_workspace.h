// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/workspace.h"

class QLabel;
class QStackedWidget;

namespace retclip {

class NewRunPage;
class RunCharts;
class RunListModel;
class RunPage;
class RunQueuePanel;

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
    void renameRun();
    void writeNote();
    void saveReport(QString file = {}); ///< Page, PDF or numbers of the run; asks for the file where none is named.
    void goOnAtLowerRate(); ///< After NaN: from the last checkpoint at half the learning rate.
    void importRun();       ///< Asks for the folder of a run that was trained elsewhere.
    void importRun(const QString &folder);
    void showGroup(); ///< The table of the group that the run belongs to.

    [[nodiscard]] RunListModel *model() const;
    [[nodiscard]] RunCharts *charts() const;
    [[nodiscard]] RunPage *runPage() const { return m_runPage; }
    [[nodiscard]] NewRunPage *newRunPage() const { return m_newRun; }
    [[nodiscard]] std::optional<RunRow> currentRun() const;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void wirePanel();
    void bindKeys();
    void showCurrent();
    void takeReload();

    RunQueuePanel *m_panel;
    QStackedWidget *m_pages;
    QLabel *m_empty;
    RunPage *m_runPage;
    NewRunPage *m_newRun;
    QList<QAction *> m_commands;
};

[[nodiscard]] Workspace *makeTrainWorkspace(AppContext &context);

} // namespace retclip
