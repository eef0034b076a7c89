// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/workspace.h"

#include <QHash>
#include <QMainWindow>
#include <QVector>

#include <memory>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace retclip {

class Language;
class MessageArea;
class SelectionBar;
class WelcomePage;

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
    /// Makes the sample in a job in the person's data folder, or opens the one that is there.
    void openSample();

    Workspace *showWorkspace(const QString &id);
    [[nodiscard]] Workspace *workspace(const QString &id) const; ///< Null: not made yet.
    [[nodiscard]] Workspace *currentWorkspace() const;
    [[nodiscard]] AppContext &context() { return m_context; }

    /// Undo and redo as Ctrl+Z does: an edit that is not on screen takes two presses.
    void undo();
    void redo();

signals:
    void firstFramePainted(); ///< Once; nothing heavy was done before.
    void studyOpened();
    void studyNotOpened(const retclip::Error &error);
    void verifyRequested(); ///< Help, Verify: the page lives in a room above this one.

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeActions();
    void makeHeader();
    void makeFoot();
    void retranslate();
    void refreshTitle();
    void readLabelTitles();
    void takeStudy(std::unique_ptr<Study> study);
    void answerVerb(SelectionVerb verb);
    void showNotification(const struct Notification &notification);
    void showOffer(const struct Offer &offer);
    void saveSelection();
    [[nodiscard]] QVector<PaletteEntry> findSaved(const QString &typed);
    void openPalette();
    void openMessages();
    void focusNextPane(int step);
    [[nodiscard]] QVector<PaletteEntry> findExams(const QString &typed);
    [[nodiscard]] QVector<PaletteEntry> findRuns(const QString &typed);
    void askForStudyToOpen();
    void askForNewStudy();

    AppContext &m_context;
    Language &m_language;
    QVector<WorkspaceFactory> m_factories;
    QHash<QString, Workspace *> m_workspaces;
    QHash<QString, QToolButton *> m_tabs;
    QStackedWidget *m_stack = nullptr;
    WelcomePage *m_welcome = nullptr;
    MessageArea *m_messages = nullptr;
    SelectionBar *m_selectionBar = nullptr;
    QToolButton *m_menuButton = nullptr, *m_paletteButton = nullptr, *m_bell = nullptr,
                *m_languageButton = nullptr, *m_themeButton = nullptr;
    QLabel *m_studyName = nullptr, *m_statusText = nullptr, *m_synthetic = nullptr;
    QVector<std::function<void()>> m_menuTitles;
    EditId m_announcedUndo, m_announcedRedo;
    bool m_painted = false;
};

} // namespace retclip
