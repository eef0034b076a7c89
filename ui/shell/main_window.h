// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"
#include "ui/shell/undo_steps.h"
#include "ui/shell/workspace.h"

#include <QHash>
#include <QMainWindow>
#include <QVector>

#include <memory>
#include <optional>

class QLabel;
class QStackedWidget;

namespace retclip {

class Language;
class MessageArea;
class SelectionBar;
class StudyOpener;
class StudyPacking;
class WelcomePage;
class WindowHeader;

/// The one window: switcher, workspaces, selection bar, messages, status.
///
/// Threads: window only; studies are opened in a job. Workspaces are made on their first visit.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(AppContext &context, Language &language, QVector<WorkspaceFactory> factories,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    void openStudy(const QString &folder, OpenMode mode = OpenMode::readWrite);
    void createStudy(const QString &folder);
    void closeStudy();
    void recoverStudy(); ///< The open one: closes it, puts it in order, opens it again.
    /// Makes the sample in a job in the person's data folder, or opens the one that is there.
    void openSample();

    Workspace *showWorkspace(const QString &id);
    [[nodiscard]] Workspace *workspace(const QString &id) const; ///< Null: not made yet.
    [[nodiscard]] Workspace *currentWorkspace() const;
    [[nodiscard]] AppContext &context() { return m_context; }

    /// Undo and redo as Ctrl+Z does: an edit that is not on screen takes two presses.
    void undo();
    void redo();

    // What its commands do.
    void askForStudyToOpen();
    void askForNewStudy();
    void saveSelection();
    void openPalette();
    void openMessages();
    void focusPane(int step);
    /// Shows the user guide at a page; empty: where it was, else at its first.
    void showGuide(const QString &page = {});
    [[nodiscard]] StudyPacking &packing() { return *m_packing; }

signals:
    void firstFramePainted(); ///< Once; nothing heavy was done before.
    void studyOpened();
    void studyNotOpened(const retclip::Error &error);
    void verifyRequested(); ///< Help, Verify: the page lives in a room above this one.
    void tourWanted();         ///< Likewise the guided tour,
    void secondScreenWanted(); ///< and the window for the photographs alone.

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeFoot();
    void retranslate();
    void refreshTitle();
    void countStudy();
    void readLabelTitles();
    void takeStudy(std::unique_ptr<Study> study);
    void offerReadOnly(const QString &folder, const Error &error);
    void answerVerb(SelectionVerb verb);
    void showNotification(const struct Notification &notification);
    void showOffer(const struct Offer &offer);

    AppContext &m_context;
    Language &m_language;
    QVector<WorkspaceFactory> m_factories;
    QHash<QString, Workspace *> m_workspaces;
    UndoSteps m_undo;
    StudyOpener *m_opener = nullptr;
    StudyPacking *m_packing = nullptr;
    QStackedWidget *m_stack = nullptr;
    WindowHeader *m_header = nullptr;
    WelcomePage *m_welcome = nullptr;
    MessageArea *m_messages = nullptr;
    SelectionBar *m_selectionBar = nullptr;
    QLabel *m_statusText = nullptr;
    std::optional<StudyInfo> m_info; ///< Of the open study; none: not counted yet.
    bool m_painted = false;
};

} // namespace retclip
