// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_commands.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/shell/study_packing.h"
#include "ui/shell/theme.h"

namespace retclip {

namespace {

/// One action of the window, put into the registry.
class WindowActions
{
public:
    explicit WindowActions(MainWindow &window) : m_window(window) { }
    void operator()(const char *id, std::function<QString()> text, const char *icon,
                    QList<QKeySequence> keys, std::function<void()> act) const
    {
        m_window.context().actions.add(&m_window,
                                       {QString::fromLatin1(id),
                                        QStringLiteral("window"),
                                        std::move(text),
                                        {},
                                        QString::fromLatin1(icon),
                                        std::move(keys),
                                        {}},
                                       std::move(act));
    }

private:
    MainWindow &m_window;
};

void addStudyCommands(MainWindow *to, const WindowActions &add)
{
    add(
        "file.new", [] { return MainWindow::tr("New study…"); }, "plus",
        {QKeySequence(Qt::CTRL | Qt::Key_N)}, [to] { to->askForNewStudy(); });
    add(
        "file.open", [] { return MainWindow::tr("Open study…"); }, "folder",
        {QKeySequence(Qt::CTRL | Qt::Key_O)}, [to] { to->askForStudyToOpen(); });
    add(
        "file.sample", [] { return MainWindow::tr("Open the synthetic sample"); }, "sample", {},
        [to] { to->openSample(); });
    add(
        "file.close", [] { return MainWindow::tr("Close study"); }, "cancel", {},
        [to] { to->closeStudy(); });
    add(
        "file.import", [] { return MainWindow::tr("Import…"); }, "import",
        {QKeySequence(Qt::CTRL | Qt::Key_I)}, [to] { to->context().importFiles(); });
    add(
        "file.arrivals", [] { return MainWindow::tr("Watch a folder, receive DICOM…"); }, "import",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I)}, [to] { to->context().showArrivals(); });
    add(
        "file.export", [] { return MainWindow::tr("Export…"); }, "export",
        {QKeySequence(Qt::CTRL | Qt::Key_E)}, [to] { to->context().exportSelection(); });
    add(
        "file.quit", [] { return MainWindow::tr("Quit"); }, "",
        {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [to] { to->close(); });
    add(
        "edit.undo", [] { return MainWindow::tr("Undo"); }, "undo",
        {QKeySequence(Qt::CTRL | Qt::Key_Z)}, [to] { to->undo(); });
    add(
        "edit.redo", [] { return MainWindow::tr("Redo"); }, "redo",
        {QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)},
        [to] { to->redo(); });
    add(
        "file.recover", [] { return MainWindow::tr("Put a damaged study in order"); }, "doctor", {}, [to] { to->recoverStudy(); });
    add(
        "file.pack", [] { return MainWindow::tr("Keep the study in one file…"); }, "save", {},
        [to] { to->packing().askToPack(); });
    add(
        "file.unpack", [] { return MainWindow::tr("Open a study package…"); }, "folder", {},
        [to] { to->packing().askToUnpack(); });
    add(
        "file.history", [] { return MainWindow::tr("History: who changed what, restore to a moment…"); }, "history",
        {QKeySequence(Qt::CTRL | Qt::Key_H)}, [to] { to->context().showHistory(); });
    add(
        "file.datasets", [] { return MainWindow::tr("Datasets: balance, differences, data sheet…"); }, "dataset",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)}, [to] { to->context().showDatasets(); });
}

void addWays(MainWindow *to, const QVector<WorkspaceFactory> &workspaces)
{
    for (qsizetype i = 0; i < workspaces.size(); ++i) {
        const WorkspaceFactory &factory = workspaces.at(i);
        to->context().actions.add(to,
                                  {QStringLiteral("go.") + factory.id,
                                   QStringLiteral("window"),
                                   factory.title,
                                   {},
                                   factory.iconName,
                                   {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(i)))},
                                   {}},
                                  [to, id = factory.id] { to->showWorkspace(id); });
    }
}

void addViewCommands(MainWindow *to, const WindowActions &add, const Language &language)
{
    add(
        "view.palette", [] { return MainWindow::tr("Find a command"); }, "palette",
        {QKeySequence(Qt::CTRL | Qt::Key_K)}, [to] { to->openPalette(); });
    add(
        "view.query", [] { return MainWindow::tr("To the query line"); }, "search",
        {QKeySequence(Qt::CTRL | Qt::Key_F)},
        [to] {
            Workspace *now = to->currentWorkspace();
            if (!now || !now->queryLine())
                now = to->context().study ? to->showWorkspace(QStringLiteral("data")) : nullptr;
            if (now && now->queryLine())
                now->queryLine()->setFocus(Qt::ShortcutFocusReason);
        });
    add(
        "view.back", [] { return MainWindow::tr("Selection before"); }, "back",
        {QKeySequence(Qt::ALT | Qt::Key_Left)}, [to] { to->context().selections.goBack(); });
    add(
        "view.forward", [] { return MainWindow::tr("Selection after"); }, "forward",
        {QKeySequence(Qt::ALT | Qt::Key_Right)}, [to] { to->context().selections.goForward(); });
    add(
        "view.next_pane", [] { return MainWindow::tr("Next pane"); }, "",
        {QKeySequence(Qt::Key_F6)}, [to] { to->focusPane(1); });
    add(
        "view.previous_pane", [] { return MainWindow::tr("Previous pane"); }, "",
        {QKeySequence(Qt::SHIFT | Qt::Key_F6)}, [to] { to->focusPane(-1); });
    add(
        "view.theme", [] { return MainWindow::tr("Light or dark"); }, "theme",
        {QKeySequence(Qt::Key_F7)},
        [to] {
            to->context().settings.setThemeChoice(to->context().theme.isDark() ? ThemeChoice::light
                                                                               : ThemeChoice::dark);
        });
    add(
        "view.privacy", [] { return MainWindow::tr("Hide patients' identifiers"); }, "privacy",
        {QKeySequence(Qt::Key_F8)},
        [to] {
            to->context().settings.setHideIdentifiers(!to->context().settings.hideIdentifiers());
        });
    add(
        "view.language", [] { return MainWindow::tr("English / 简体中文"); }, "language",
        {QKeySequence(Qt::Key_F9)},
        [to, language = &language] {
            const bool english = language->code() == QLatin1String("en");
            to->context().settings.setLanguage(english ? QStringLiteral("zh_CN")
                                                       : QStringLiteral("en"));
        });
    add(
        "view.second_screen", [] { return MainWindow::tr("Photographs in a window of their own"); }, "pair",
        {QKeySequence(Qt::SHIFT | Qt::Key_F11)}, [to] { emit to->secondScreenWanted(); });
    add(
        "view.full_screen", [] { return MainWindow::tr("Full screen"); }, "",
        {QKeySequence(Qt::Key_F11)},
        [to] { to->isFullScreen() ? to->showNormal() : to->showFullScreen(); });
}

void addSelectionCommands(MainWindow *to, const WindowActions &add)
{
    add(
        "selection.data", [] { return MainWindow::tr("Open the selection in Data"); }, "data",
        {QKeySequence(Qt::CTRL | Qt::Key_G)},
        [to] { to->context().selections.openInData(to->context().selections.current()); });
    add(
        "selection.tag", [] { return MainWindow::tr("Tag the selection…"); }, "tag",
        {QKeySequence(Qt::CTRL | Qt::Key_T)},
        [to] {
            to->context().selections.request(SelectionVerb::tag,
                                             to->context().selections.current());
        });
    add(
        "selection.label", [] { return MainWindow::tr("Label the selection…"); }, "label",
        {QKeySequence(Qt::CTRL | Qt::Key_L)},
        [to] {
            to->context().selections.request(SelectionVerb::label,
                                             to->context().selections.current());
        });
    add(
        "selection.review", [] { return MainWindow::tr("Review the selection"); }, "review",
        {QKeySequence(Qt::CTRL | Qt::Key_R)},
        [to] { to->context().selections.sendToReview(to->context().selections.current()); });
    add(
        "selection.dataset", [] { return MainWindow::tr("Freeze the selection as a dataset…"); },
        "dataset", {QKeySequence(Qt::CTRL | Qt::Key_D)}, [to] { to->context().freezeDataset(); });
    add(
        "selection.edit", [] { return MainWindow::tr("Change all of the selection, after a preview…"); }, "reorder",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)}, [to] { to->context().editSelection(); });
    add(
        "selection.save", [] { return MainWindow::tr("Save the selection…"); }, "save",
        {QKeySequence(Qt::CTRL | Qt::Key_S)}, [to] { to->saveSelection(); });
}

void addHelpCommands(MainWindow *to, const WindowActions &add)
{
    add(
        "app.settings", [] { return MainWindow::tr("Settings"); }, "settings",
        {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
        [to] { (new SettingsDialog(to->context(), to))->show(); });
    add(
        "view.log", [] { return MainWindow::tr("Messages"); }, "bell",
        {QKeySequence(Qt::CTRL | Qt::Key_J)}, [to] { to->openMessages(); });
    add(
        "help.keys", [] { return MainWindow::tr("Keys"); }, "help",
        {QKeySequence(Qt::CTRL | Qt::Key_Slash), QKeySequence(Qt::Key_F1)},
        [to] { (new KeySheet(to->context(), to))->show(); });
    add(
        "help.guide", [] { return MainWindow::tr("Guide, with worked examples"); }, "report",
        {QKeySequence(Qt::SHIFT | Qt::Key_F1)}, [to] { to->showGuide(); });
    add(
        "help.tour", [] { return MainWindow::tr("Guided tour on the synthetic sample"); }, "play", {},
        [to] { emit to->tourWanted(); });
    add(
        "help.verify", [] { return MainWindow::tr("Verify this installation…"); }, "ok",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V)}, [to] { emit to->verifyRequested(); });
    add(
        "help.about", [] { return MainWindow::tr("About"); }, "info", {},
        [to] { (new AboutDialog(to))->show(); });
}

} // namespace

void addWindowCommands(MainWindow &window, const Language &language,
                       const QVector<WorkspaceFactory> &workspaces)
{
    const WindowActions add(window);
    addStudyCommands(&window, add);
    addWays(&window, workspaces);
    addViewCommands(&window, add, language);
    addSelectionCommands(&window, add);
    addHelpCommands(&window, add);
}

} // namespace retclip
