// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "ui/shell/selection.h"

#include <QObject>
#include <QString>
#include <QStringList>

namespace retclip {

struct ExamRow;
class ActionRegistry;
class JobPool;
class Notifications;
class Pictures;
class RunQueue;
class Settings;
class StudyDocument;
class Theme;

/// What every workspace is given: the open study and the services of the window. References live
/// as long as the window; study and queue change, and may be null.
///
/// Threads: window only.
class AppContext : public QObject
{
    Q_OBJECT

public:
    AppContext(BackendDoor &backendDoor, JobPool &jobPool, Theme &appTheme,
               SelectionModel &selectionModel, Notifications &notificationList,
               Settings &appSettings, ActionRegistry &actionRegistry)
        : door(backendDoor), jobs(jobPool), theme(appTheme), selections(selectionModel),
          notifications(notificationList), settings(appSettings), actions(actionRegistry)
    {
    }

    BackendDoor &door;
    JobPool &jobs;
    Theme &theme;
    SelectionModel &selections;
    Notifications &notifications; ///< post(Error), post(Message): ui/shell/notifications.h
    Settings &settings;
    ActionRegistry &actions;

    StudyDocument *study = nullptr;
    RunQueue *queue = nullptr;
    Pictures *pictures = nullptr; ///< ui/viewer/pictures.h; set before the first workspace is made.

    /// Asks the window for the workspace of that id: "study", "data", "train", "retrieve",
    /// "evaluate", "review".
    void showWorkspace(const QString &id) { emit workspaceRequested(id); }
    /// Asks the workspace "train" or "evaluate" to show a run.
    void showRun(const QString &workspace, RunId run)
    {
        emit workspaceRequested(workspace);
        emit runRequested(workspace, run);
    }

    /// Opens the import wizard; without sources it asks for one.
    void importFiles(const QStringList &sources = {}) { emit importRequested(sources); }
    /// Opens the page of what comes in by itself: a watched folder, DICOM.
    void showArrivals() { emit arrivalsRequested(); }
    /// Opens the export dialog for the current selection, else the whole study.
    void exportSelection() { emit exportRequested(); }
    /// Opens the dialog that freezes the current selection as a dataset.
    void freezeDataset() { emit datasetRequested(); }

    /// Opens the history of the study, or of one exam by its code.
    void showHistory(const QString &exam = {}) { emit historyRequested(exam); }
    /// Opens the page of the study's datasets.
    void showDatasets() { emit datasetsRequested(); }
    /// Opens the dialog that changes all exams of the selection, after a preview.
    void editSelection() { emit editRequested(); }
    /// Opens the user guide at a page ("label", "train"; docs/guide); empty: its first.
    void showGuide(const QString &page = {}) { emit guideRequested(page); }
    /// Said by whoever shows one exam large or at its side, for what follows it (a second screen).
    void tellExam(const ExamRow &exam) { emit examShown(exam); }

signals:
    void historyRequested(const QString &exam);
    void datasetsRequested();
    void editRequested();
    void guideRequested(const QString &page);
    void examShown(const retclip::ExamRow &exam);
    void importRequested(const QStringList &sources);
    void arrivalsRequested();
    void exportRequested();
    void datasetRequested();
    void studyChanged(); ///< `study` and `queue` are the new ones.
    void workspaceRequested(const QString &id);
    void runRequested(const QString &workspace, retclip::RunId run);
};

} // namespace retclip
