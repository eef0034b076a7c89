// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "core/jobs/job.h"
#include "core/jobs/run_queue.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/history_words.h"
#include "ui/shell/job_line.h"
#include "ui/shell/key_map.h"
#include "ui/shell/label_titles.h"
#include "ui/shell/language.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/notifications.h"
#include "ui/shell/saved_selections.h"
#include "ui/shell/selection_bar.h"
#include "ui/shell/settings.h"
#include "ui/shell/single_keys.h"
#include "ui/shell/theme.h"
#include "ui/shell/welcome_page.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace retclip {

namespace {

const QString keysSetting = QStringLiteral("keys");
const QString samplePath = QStringLiteral("/Sample (synthetic).study");

} // namespace

MainWindow::MainWindow(AppContext &context, Language &language, QVector<WorkspaceFactory> factories,
                       QWidget *parent)
    : QMainWindow(parent), m_context(context), m_language(language),
      m_factories(std::move(factories))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setMinimumSize(1000, 640);
    resize(1440, 900);
    auto *central = new QWidget(this);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setCentralWidget(central);
    keyMap().restore(context.settings.value(keysSetting).toStringList());
    makeActions();
    listSingleKeys(context.actions, this);
    makeHeader();
    m_messages = new MessageArea(central);
    column->addWidget(m_messages);
    m_stack = new QStackedWidget(central);
    column->addWidget(m_stack, 1);
    m_welcome = new WelcomePage(context, m_stack);
    m_stack->addWidget(m_welcome);
    m_selectionBar = new SelectionBar(context, central);
    m_selectionBar->hide();
    column->addWidget(m_selectionBar);
    makeFoot();

    connect(m_welcome, &WelcomePage::sampleWanted, this, &MainWindow::openSample);
    connect(m_welcome, &WelcomePage::newWanted, this, &MainWindow::askForNewStudy);
    connect(m_welcome, &WelcomePage::openWanted, this, &MainWindow::askForStudyToOpen);
    connect(m_welcome, &WelcomePage::recentWanted, this,
            [this](const QString &folder) { openStudy(folder); });
    connect(&context, &AppContext::workspaceRequested, this,
            [this](const QString &id) { showWorkspace(id); });
    connect(&context.selections, &SelectionModel::requested, this, &MainWindow::answerVerb);
    connect(&context.notifications, &Notifications::posted, this, &MainWindow::showNotification);
    connect(&context.notifications, &Notifications::offered, this, &MainWindow::showOffer);
    connect(&context.notifications, &Notifications::changed, this, &MainWindow::refreshTitle);
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        Settings &settings = m_context.settings;
        if (key == QLatin1String("language"))
            m_language.apply(settings.language());
        else if (key == QLatin1String("theme") || key == QLatin1String("text_percent"))
            m_context.theme.apply(settings.themeChoice(), settings.textPercent());
        else if (key == QLatin1String("reader") && m_context.study)
            m_context.study->setPerson(settings.readerName());
    });
    connect(&keyMap(), &KeyMap::changed, this,
            [this] { m_context.settings.setValue(keysSetting, keyMap().stored()); });
    connect(&context.theme, &Theme::changed, this, &MainWindow::refreshTitle);
    retranslate();
    const QByteArray geometry =
        context.settings.value(QStringLiteral("window/geometry")).toByteArray();
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
}

MainWindow::~MainWindow() = default;

// ---- Making ------------------------------------------------------------------------------------

void MainWindow::makeActions()
{
    ActionRegistry &actions = m_context.actions;
    const auto add = [this, &actions](const char *id, std::function<QString()> text,
                                      const char *icon, QList<QKeySequence> keys,
                                      std::function<void()> act) {
        return actions.add(this,
                           {QString::fromLatin1(id), QStringLiteral("window"), std::move(text), {},
                            QString::fromLatin1(icon), std::move(keys), {}},
                           std::move(act));
    };
    add("file.new", [] { return tr("New study…"); }, "plus", {QKeySequence(Qt::CTRL | Qt::Key_N)},
        [this] { askForNewStudy(); });
    add("file.open", [] { return tr("Open study…"); }, "folder", {QKeySequence(Qt::CTRL | Qt::Key_O)},
        [this] { askForStudyToOpen(); });
    add("file.sample", [] { return tr("Open the synthetic sample"); }, "sample", {},
        [this] { openSample(); });
    add("file.close", [] { return tr("Close study"); }, "cancel", {}, [this] { closeStudy(); });
    add("file.import", [] { return tr("Import…"); }, "import", {QKeySequence(Qt::CTRL | Qt::Key_I)},
        [this] { m_context.importFiles(); });
    add("file.arrivals", [] { return tr("Watch a folder, receive DICOM…"); }, "import",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I)}, [this] { m_context.showArrivals(); });
    add("file.export", [] { return tr("Export…"); }, "export", {QKeySequence(Qt::CTRL | Qt::Key_E)},
        [this] { m_context.exportSelection(); });
    add("file.quit", [] { return tr("Quit"); }, "", {QKeySequence(Qt::CTRL | Qt::Key_Q)},
        [this] { close(); });
    add("edit.undo", [] { return tr("Undo"); }, "undo", {QKeySequence(Qt::CTRL | Qt::Key_Z)},
        [this] { undo(); });
    add("edit.redo", [] { return tr("Redo"); }, "redo",
        {QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)},
        [this] { redo(); });
    for (qsizetype i = 0; i < m_factories.size(); ++i) {
        const WorkspaceFactory &factory = m_factories.at(i);
        actions.add(this,
                    {QStringLiteral("go.") + factory.id, QStringLiteral("window"), factory.title, {},
                     factory.iconName,
                     {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(i)))}, {}},
                    [this, id = factory.id] { showWorkspace(id); });
    }
    add("view.palette", [] { return tr("Find a command"); }, "palette",
        {QKeySequence(Qt::CTRL | Qt::Key_K)}, [this] { openPalette(); });
    add("view.query", [] { return tr("To the query line"); }, "search",
        {QKeySequence(Qt::CTRL | Qt::Key_F)}, [this] {
            Workspace *now = currentWorkspace();
            if (!now || !now->queryLine())
                now = m_context.study ? showWorkspace(QStringLiteral("data")) : nullptr;
            if (now && now->queryLine())
                now->queryLine()->setFocus(Qt::ShortcutFocusReason);
        });
    add("view.back", [] { return tr("Selection before"); }, "back",
        {QKeySequence(Qt::ALT | Qt::Key_Left)}, [this] { m_context.selections.goBack(); });
    add("view.forward", [] { return tr("Selection after"); }, "forward",
        {QKeySequence(Qt::ALT | Qt::Key_Right)}, [this] { m_context.selections.goForward(); });
    add("view.next_pane", [] { return tr("Next pane"); }, "", {QKeySequence(Qt::Key_F6)},
        [this] { focusNextPane(1); });
    add("view.previous_pane", [] { return tr("Previous pane"); }, "",
        {QKeySequence(Qt::SHIFT | Qt::Key_F6)}, [this] { focusNextPane(-1); });
    add("view.theme", [] { return tr("Light or dark"); }, "theme", {QKeySequence(Qt::Key_F7)}, [this] {
        m_context.settings.setThemeChoice(m_context.theme.isDark() ? ThemeChoice::light
                                                                   : ThemeChoice::dark);
    });
    add("view.privacy", [] { return tr("Hide patients' identifiers"); }, "privacy",
        {QKeySequence(Qt::Key_F8)}, [this] {
            m_context.settings.setHideIdentifiers(!m_context.settings.hideIdentifiers());
        });
    add("view.language", [] { return tr("English / 简体中文"); }, "language",
        {QKeySequence(Qt::Key_F9)}, [this] {
            const bool english = m_language.code() == QLatin1String("en");
            m_context.settings.setLanguage(english ? QStringLiteral("zh_CN")
                                                   : QStringLiteral("en"));
        });
    add("view.full_screen", [] { return tr("Full screen"); }, "", {QKeySequence(Qt::Key_F11)}, [this] {
        isFullScreen() ? showNormal() : showFullScreen();
    });
    add("selection.data", [] { return tr("Open the selection in Data"); }, "data",
        {QKeySequence(Qt::CTRL | Qt::Key_G)},
        [this] { m_context.selections.openInData(m_context.selections.current()); });
    add("selection.tag", [] { return tr("Tag the selection…"); }, "tag",
        {QKeySequence(Qt::CTRL | Qt::Key_T)}, [this] {
            m_context.selections.request(SelectionVerb::tag, m_context.selections.current());
        });
    add("selection.label", [] { return tr("Label the selection…"); }, "label",
        {QKeySequence(Qt::CTRL | Qt::Key_L)}, [this] {
            m_context.selections.request(SelectionVerb::label, m_context.selections.current());
        });
    add("selection.review", [] { return tr("Review the selection"); }, "review",
        {QKeySequence(Qt::CTRL | Qt::Key_R)},
        [this] { m_context.selections.sendToReview(m_context.selections.current()); });
    add("selection.dataset", [] { return tr("Freeze the selection as a dataset…"); }, "dataset",
        {QKeySequence(Qt::CTRL | Qt::Key_D)}, [this] { m_context.freezeDataset(); });
    add("selection.save", [] { return tr("Save the selection…"); }, "save",
        {QKeySequence(Qt::CTRL | Qt::Key_S)}, [this] { saveSelection(); });
    add("app.settings", [] { return tr("Settings"); }, "settings",
        {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
        [this] { (new SettingsDialog(m_context, this))->show(); });
    add("view.log", [] { return tr("Messages"); }, "bell", {QKeySequence(Qt::CTRL | Qt::Key_J)},
        [this] { openMessages(); });
    add("help.keys", [] { return tr("Keys"); }, "help",
        {QKeySequence(Qt::CTRL | Qt::Key_Slash), QKeySequence(Qt::Key_F1)},
        [this] { (new KeySheet(m_context, this))->show(); });
    add("help.verify", [] { return tr("Verify this installation…"); }, "ok",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V)}, [this] { emit verifyRequested(); });
    add("help.about", [] { return tr("About"); }, "info", {},
        [this] { (new AboutDialog(this))->show(); });
}

void MainWindow::makeHeader()
{
    auto *header = new QFrame(this);
    header->setObjectName(QStringLiteral("header"));
    setLook(header, "topbar");
    header->setMinimumHeight(48);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::s, space::xs, space::s, space::xs);
    row->setSpacing(space::xs);
    const auto tool = [header](const char *icon) {
        auto *button = new QToolButton(header);
        button->setIcon(theme().icon(QString::fromLatin1(icon)));
        button->setIconSize({20, 20});
        return button;
    };
    m_menuButton = tool("queue");
    m_menuButton->setObjectName(QStringLiteral("menuButton"));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_menuButton);
    const auto section = [this, menu](std::function<QString()> title, std::initializer_list<const char *> ids) {
        QMenu *part = menu->addMenu(title());
        m_menuTitles.append([part, title] { part->setTitle(title()); });
        for (const char *id : ids) {
            if (*id == '-')
                part->addSeparator();
            else if (QAction *action = m_context.actions.action(QString::fromLatin1(id)))
                part->addAction(action);
        }
    };
    section([] { return tr("Study"); },
            {"file.new", "file.open", "file.sample", "file.close", "-", "file.import",
             "file.arrivals", "file.export", "-", "file.quit"});
    section([] { return tr("Edit"); }, {"edit.undo", "edit.redo"});
    section([] { return tr("Selection"); },
            {"selection.data", "selection.tag", "selection.label", "selection.review",
             "selection.dataset", "selection.save", "-", "view.back", "view.forward"});
    section([] { return tr("View"); },
            {"view.palette", "view.query", "view.log", "-", "view.theme", "view.language", "view.privacy",
             "view.full_screen"});
    section([] { return tr("Help"); }, {"help.keys", "help.verify", "app.settings", "help.about"});
    m_menuButton->setMenu(menu);
    row->addWidget(m_menuButton);
    row->addSpacing(space::xs);
    for (const WorkspaceFactory &factory : std::as_const(m_factories)) {
        auto *tab = new QToolButton(header);
        tab->setObjectName(QStringLiteral("tab_") + factory.id);
        tab->setIcon(theme().icon(factory.iconName));
        tab->setIconSize({18, 18});
        tab->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        tab->setCheckable(true);
        tab->setEnabled(false);
        setLook(tab, "tab");
        row->addWidget(tab);
        m_tabs.insert(factory.id, tab);
        connect(tab, &QToolButton::clicked, this, [this, id = factory.id] { showWorkspace(id); });
    }
    row->addStretch(1);
    m_studyName = new QLabel(header);
    setLook(m_studyName, "label");
    row->addWidget(m_studyName);
    m_synthetic = new QLabel(header);
    setLook(m_synthetic, "warning");
    row->addWidget(m_synthetic);
    row->addSpacing(space::m);
    m_paletteButton = tool("search");
    m_paletteButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_paletteButton->setIconSize({16, 16});
    connect(m_paletteButton, &QToolButton::clicked, this, &MainWindow::openPalette);
    row->addWidget(m_paletteButton);
    m_bell = tool("bell");
    m_bell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_bell, &QToolButton::clicked, this, &MainWindow::openMessages);
    row->addWidget(m_bell);
    m_languageButton = tool("language");
    connect(m_languageButton, &QToolButton::clicked, this,
            [this] { m_context.actions.action(QStringLiteral("view.language"))->trigger(); });
    row->addWidget(m_languageButton);
    m_themeButton = tool("theme");
    connect(m_themeButton, &QToolButton::clicked, this,
            [this] { m_context.actions.action(QStringLiteral("view.theme"))->trigger(); });
    row->addWidget(m_themeButton);
    static_cast<QVBoxLayout *>(centralWidget()->layout())->addWidget(header);
}

void MainWindow::makeFoot()
{
    statusBar()->setSizeGripEnabled(false);
    m_statusText = new QLabel(this);
    setLook(m_statusText, "caption");
    m_statusText->setContentsMargins(space::s, 0, 0, 0);
    statusBar()->addWidget(m_statusText, 1);
    statusBar()->addPermanentWidget(new JobLine(m_context.jobs, this));
}

void MainWindow::retranslate()
{
    for (const WorkspaceFactory &factory : std::as_const(m_factories)) {
        QToolButton *tab = m_tabs.value(factory.id);
        tab->setText(factory.title());
        tab->setAccessibleName(factory.title());
    }
    m_context.actions.retranslate();
    m_context.selections.retranslate();
    for (const auto &retitle : std::as_const(m_menuTitles))
        retitle();
    const auto name = [](QToolButton *button, const QString &text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_menuButton, tr("Menu"));
    m_paletteButton->setText(tr("Find  Ctrl+K"));
    name(m_paletteButton, tr("Find a command, an exam or a run  (Ctrl+K)"));
    name(m_languageButton, tr("English / 简体中文  (F9)"));
    name(m_themeButton, tr("Light or dark  (F7)"));
    m_synthetic->setText(tr("SYNTHETIC"));
    m_synthetic->setToolTip(tr("Drawn by the sample generator: no real patients."));
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    QString study;
    bool synthetic = false;
    if (m_context.study) {
        if (const auto info = m_context.study->study().info()) {
            study = info->name;
            synthetic = info->synthetic;
            m_statusText->setText(
                tr("%Ln patient(s)", nullptr, int(info->patients)) + QStringLiteral(" · ")
                + tr("%Ln exam(s)", nullptr, int(info->exams)) + QStringLiteral(" · ")
                + tr("%Ln photograph(s)", nullptr, int(info->images))
                + (m_context.study->study().isReadOnly() ? tr(" · read-only") : QString())
                + QStringLiteral("  ·  ") + m_context.study->person());
        }
    } else {
        m_statusText->setText(tr("No study open"));
    }
    m_studyName->setText(study);
    m_synthetic->setVisible(synthetic);
    setWindowTitle(study.isEmpty() ? QStringLiteral("RET-CLIP Workstation")
                                   : study + QStringLiteral(" – RET-CLIP Workstation"));
    const int unread = m_context.notifications.unread();
    m_bell->setText(unread > 0 ? QLocale().toString(unread) : QString());
    m_bell->setToolTip(tr("%n unread message(s)", nullptr, unread));
    m_bell->setAccessibleName(m_bell->toolTip());
    for (const char *id : {"file.close", "file.arrivals", "file.export", "edit.undo", "edit.redo", "selection.data",
                           "selection.tag", "selection.label", "selection.review",
                           "selection.dataset", "selection.save"}) {
        if (QAction *action = m_context.actions.action(QString::fromLatin1(id)))
            action->setEnabled(m_context.study != nullptr);
    }
}

// ---- Studies -----------------------------------------------------------------------------------

void MainWindow::askForStudyToOpen()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a study"), dataFolder());
    if (!folder.isEmpty())
        openStudy(folder);
}

void MainWindow::askForNewStudy()
{
    QDir().mkpath(dataFolder());
    QString folder =
        QFileDialog::getSaveFileName(this, tr("New study"), dataFolder() + QStringLiteral("/")
                                         + tr("My study") + QStringLiteral(".study"),
                                     tr("Studies (*.study)"));
    if (folder.isEmpty())
        return;
    if (!folder.endsWith(QLatin1String(".study")))
        folder += QLatin1String(".study");
    createStudy(folder);
}

void MainWindow::openStudy(const QString &folder, OpenMode mode)
{
    m_context.jobs.start<std::shared_ptr<std::unique_ptr<Study>>>(
        {}, this,
        [folder, mode](const ProgressCallback &,
                       std::stop_token) -> Result<std::shared_ptr<std::unique_ptr<Study>>> {
            RETCLIP_TRY(auto study, Study::open(folder, mode));
            return std::make_shared<std::unique_ptr<Study>>(std::move(study));
        },
        [this, folder](Result<std::shared_ptr<std::unique_ptr<Study>>> result) {
            if (result) {
                takeStudy(std::move(**result));
                return;
            }
            m_context.notifications.post(result.error());
            const ErrorCode code = result.error().code;
            if (code == ErrorCode::not_found)
                m_context.settings.removeRecentStudy(folder);
            // What the message proposes stands under it as a button.
            if (code == ErrorCode::conflict || code == ErrorCode::newer_version
                || code == ErrorCode::read_only) {
                if (auto *bar = m_messages->findChild<MessageBar *>()) {
                    QPushButton *button = bar->addAction(tr("Open read-only"));
                    connect(button, &QPushButton::clicked, this, [this, folder, bar] {
                        emit bar->closed();
                        openStudy(folder, OpenMode::readOnly);
                    });
                }
            }
            emit studyNotOpened(result.error());
        });
}

void MainWindow::createStudy(const QString &folder)
{
    m_context.jobs.start<std::shared_ptr<std::unique_ptr<Study>>>(
        {}, this,
        [folder](const ProgressCallback &,
                 std::stop_token) -> Result<std::shared_ptr<std::unique_ptr<Study>>> {
            RETCLIP_TRY(auto study, Study::create(folder));
            return std::make_shared<std::unique_ptr<Study>>(std::move(study));
        },
        [this](Result<std::shared_ptr<std::unique_ptr<Study>>> result) {
            if (result) {
                takeStudy(std::move(**result));
                return;
            }
            m_context.notifications.post(result.error());
            emit studyNotOpened(result.error());
        });
}

void MainWindow::readLabelTitles()
{
    const auto sets = m_context.study ? m_context.study->study().labelSets()
                                      : Result<QVector<LabelSet>>(QVector<LabelSet>());
    if (sets)
        setLabelTitles(*sets);
}

void MainWindow::openSample()
{
    const QString folder = dataFolder() + samplePath;
    if (QFileInfo::exists(folder + QStringLiteral("/study.db"))) {
        openStudy(folder);
        return;
    }
    QDir().mkpath(dataFolder());
    SampleOrder order;
    order.out = folder;
    m_context.jobs.start<SampleReport>(
        tr("Drawing the synthetic sample"), this,
        [order](const ProgressCallback &progress, std::stop_token stop) {
            return makeSample(order, progress, stop);
        },
        [this, folder](Result<SampleReport> result) {
            if (result)
                openStudy(folder);
            else
                m_context.notifications.post(result.error());
        });
}

void MainWindow::takeStudy(std::unique_ptr<Study> study)
{
    closeStudy();
    const QString folder = study->folder();
    auto *document = new StudyDocument(std::move(study), this);
    document->setPerson(m_context.settings.readerName());
    m_context.study = document;
    m_context.queue = new RunQueue(*document, m_context.door, this);
    m_context.settings.addRecentStudy(folder);
    connect(document, &StudyDocument::contentsChanged, this, &MainWindow::refreshTitle);
    connect(document, &StudyDocument::contentsChanged, this, &MainWindow::readLabelTitles);
    readLabelTitles();
    for (QToolButton *tab : std::as_const(m_tabs))
        tab->setEnabled(true);
    m_selectionBar->show();
    for (Workspace *made : std::as_const(m_workspaces))
        made->studyChanged(document);
    emit m_context.studyChanged();
    refreshTitle();
    if (!m_factories.isEmpty())
        showWorkspace(m_factories.first().id);
    emit studyOpened();
}

void MainWindow::closeStudy()
{
    if (!m_context.study)
        return;
    StudyDocument *document = m_context.study;
    RunQueue *queue = m_context.queue;
    m_context.study = nullptr;
    m_context.queue = nullptr;
    m_context.selections.forgetAll();
    for (Workspace *made : std::as_const(m_workspaces))
        made->studyChanged(nullptr);
    emit m_context.studyChanged();
    delete queue; // pauses what runs, before its study goes
    delete document;
    for (QToolButton *tab : std::as_const(m_tabs)) {
        tab->setEnabled(false);
        tab->setChecked(false);
    }
    m_selectionBar->hide();
    m_stack->setCurrentWidget(m_welcome);
    refreshTitle();
}

// ---- Workspaces --------------------------------------------------------------------------------

Workspace *MainWindow::workspace(const QString &id) const
{
    return m_workspaces.value(id);
}

Workspace *MainWindow::currentWorkspace() const
{
    return qobject_cast<Workspace *>(m_stack->currentWidget());
}

Workspace *MainWindow::showWorkspace(const QString &id)
{
    if (!m_context.study)
        return nullptr;
    Workspace *wanted = m_workspaces.value(id);
    if (!wanted) {
        for (const WorkspaceFactory &factory : std::as_const(m_factories)) {
            if (factory.id == id)
                wanted = factory.make(m_context);
        }
        if (!wanted)
            return nullptr;
        m_workspaces.insert(id, wanted);
        m_stack->addWidget(wanted);
        wanted->studyChanged(m_context.study);
    }
    for (auto it = m_tabs.cbegin(); it != m_tabs.cend(); ++it)
        it.value()->setChecked(it.key() == id);
    m_stack->setCurrentWidget(wanted);
    wanted->arrive();
    return wanted;
}

void MainWindow::answerVerb(SelectionVerb verb)
{
    const Selection selection = m_context.selections.current();
    if (!m_context.study)
        return;
    if (selection.empty() && verb != SelectionVerb::exportExams) {
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "Nothing is selected: choose exams first.")));
        return;
    }
    switch (verb) {
    case SelectionVerb::openInData:
    case SelectionVerb::label:
        if (Workspace *data = showWorkspace(QStringLiteral("data")))
            data->showSelection(selection);
        break;
    case SelectionVerb::review:
        if (Workspace *review = showWorkspace(QStringLiteral("review")))
            review->showSelection(selection);
        break;
    case SelectionVerb::tag: {
        const auto known = m_context.study->study().tags();
        bool accepted = false;
        const QString tag =
            QInputDialog::getItem(this, tr("Tag"),
                                  tr("Tag for %n exam(s):", nullptr, int(selection.exams.size())),
                                  known ? *known : QStringList(), -1, true, &accepted)
                .trimmed();
        if (!accepted || tag.isEmpty())
            break;
        if (auto receipt = m_context.study->apply(AddTag{tag}, selection.exams); !receipt)
            m_context.notifications.post(receipt.error());
        break;
    }
    case SelectionVerb::addToDataset: m_context.freezeDataset(); break;
    case SelectionVerb::exportExams: m_context.exportSelection(); break;
    }
}

void MainWindow::undo()
{
    if (!m_context.study)
        return;
    const auto next = m_context.study->study().nextUndo();
    if (!next) {
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "There is nothing to undo.")));
        return;
    }
    Workspace *now = currentWorkspace();
    if (m_announcedUndo != next->edit && now && !next->exams.empty()
        && now->bringIntoView(next->exams.front())) {
        // What would change was not on screen: the first press only goes there.
        m_announcedUndo = next->edit;
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "Press again to undo: %1"),
                    {historyText(*next).toStdString()}));
        return;
    }
    m_announcedUndo = {};
    if (auto receipt = m_context.study->undo(); !receipt)
        m_context.notifications.post(receipt.error());
    else if (now && !receipt->changed.empty())
        now->bringIntoView(receipt->changed.front());
}

void MainWindow::redo()
{
    if (!m_context.study)
        return;
    const auto next = m_context.study->study().nextRedo();
    if (!next) {
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "There is nothing to redo.")));
        return;
    }
    Workspace *now = currentWorkspace();
    if (m_announcedRedo != next->edit && now && !next->exams.empty()
        && now->bringIntoView(next->exams.front())) {
        m_announcedRedo = next->edit;
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "Press again to redo: %1"),
                    {historyText(*next).toStdString()}));
        return;
    }
    m_announcedRedo = {};
    if (auto receipt = m_context.study->redo(); !receipt)
        m_context.notifications.post(receipt.error());
    else if (now && !receipt->changed.empty())
        now->bringIntoView(receipt->changed.front());
}

// ---- Finding -----------------------------------------------------------------------------------

void MainWindow::openPalette()
{
    auto *palette = new CommandPalette(
        m_context,
        {[this](const QString &typed) { return findExams(typed); },
         [this](const QString &typed) { return findRuns(typed); },
         [this](const QString &typed) { return findSaved(typed); }},
        this);
    palette->show();
}

QVector<PaletteEntry> MainWindow::findExams(const QString &typed)
{
    QVector<PaletteEntry> found;
    if (!m_context.study)
        return found;
    const auto exam = m_context.study->study().examByCode(typed);
    if (!exam)
        return found;
    Selection selection;
    selection.exams = {*exam};
    selection.describe([typed] { return tr("Exam %1").arg(typed); });
    found.append({selection.sentence, tr("Open in Data"), QStringLiteral("eye-both"),
                  [this, selection] { m_context.selections.openInData(selection); }});
    return found;
}

QVector<PaletteEntry> MainWindow::findRuns(const QString &typed)
{
    QVector<PaletteEntry> found;
    if (!m_context.study || !typed.startsWith(QLatin1Char('#')))
        return found;
    const auto runs = m_context.study->study().runs();
    if (!runs)
        return found;
    for (const RunRow &run : *runs) {
        const QString number = QString::number(run.id.value);
        if (!number.startsWith(typed.mid(1)))
            continue;
        found.append({tr("Run %1: %2").arg(number, run.name), {}, QStringLiteral("train"),
                      [this, id = run.id] { m_context.showRun(QStringLiteral("train"), id); }});
    }
    return found;
}

void MainWindow::saveSelection()
{
    const Selection selection = m_context.selections.current();
    if (!m_context.study)
        return;
    if (selection.empty()) {
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "Nothing is selected: choose exams first.")));
        return;
    }
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("Save the selection"), tr("Name:"),
                                               QLineEdit::Normal, selection.sentence, &accepted)
                             .trimmed();
    if (!accepted || name.isEmpty())
        return;
    if (auto kept = keepSelection(m_context.study->study(), name, selection); !kept)
        m_context.notifications.post(kept.error());
    else
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "Selection “%1” is kept; Ctrl+K finds it by its name."),
                    {name.toStdString()}),
            Severity::success);
}

QVector<PaletteEntry> MainWindow::findSaved(const QString &typed)
{
    QVector<PaletteEntry> found;
    if (!m_context.study)
        return found;
    for (const SavedSelection &saved : savedSelections(m_context.study->study())) {
        if (fuzzyScore(typed, saved.name) < 0)
            continue;
        found.append({saved.name, tr("Saved selection"), QStringLiteral("selection"), [this, saved] {
                          if (!m_context.study)
                              return;
                          auto selection = selectionOf(m_context.study->study(), saved);
                          if (selection)
                              m_context.selections.openInData(*selection);
                          else
                              m_context.notifications.post(selection.error());
                      }});
    }
    return found;
}

void MainWindow::openMessages()
{
    auto *panel = new NotificationPanel(m_context, this);
    panel->move(m_bell->mapToGlobal(QPoint(m_bell->width() - panel->width(), m_bell->height() + 4)));
    panel->show();
}

void MainWindow::focusNextPane(int step)
{
    // Panes are what has a focus policy and a "pane" property, in the order of the layout.
    Workspace *now = currentWorkspace();
    if (!now)
        return;
    QList<QWidget *> panes;
    for (QWidget *widget : now->findChildren<QWidget *>()) {
        if (widget->property("pane").toBool() && widget->isVisible())
            panes.append(widget);
    }
    if (panes.isEmpty())
        return;
    qsizetype place = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        QWidget *focus = QApplication::focusWidget();
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus)))
            place = i;
    }
    const qsizetype count = panes.size();
    panes.at((place + step + count) % count)->setFocus(Qt::OtherFocusReason);
}

// ---- Events ------------------------------------------------------------------------------------

void MainWindow::showNotification(const Notification &notification)
{
    m_messages->show(notification);
}

void MainWindow::showOffer(const Offer &offer)
{
    Notification shown;
    shown.parts.what_happened = offer.text;
    MessageBar *bar = m_messages->show(shown);
    QPushButton *button = bar->addAction(translated(offer.action));
    connect(button, &QPushButton::clicked, bar, [bar, taken = offer.taken] {
        taken();
        emit bar->closed();
    });
    QTimer::singleShot(offer.shown_ms, bar, &MessageBar::closed);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_context.queue && m_context.queue->isRunning()) {
        QMessageBox question(QMessageBox::Question, tr("Quit"), tr("A run is training."),
                             QMessageBox::NoButton, this);
        question.setInformativeText(
            tr("Pausing writes a checkpoint; the run goes on from there later."));
        QPushButton *pause = question.addButton(tr("Pause and quit"), QMessageBox::AcceptRole);
        question.addButton(QMessageBox::Cancel);
        question.exec();
        if (question.clickedButton() != static_cast<QAbstractButton *>(pause)) {
            event->ignore();
            return;
        }
    }
    m_context.settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    closeStudy();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    const QString first = paths.constFirst();
    if (QFileInfo::exists(first + QStringLiteral("/study.db"))) {
        openStudy(first);
        return;
    }
    m_context.importFiles(paths);
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!m_painted) {
        m_painted = true;
        // After this event the frame is on the screen.
        QTimer::singleShot(0, this, &MainWindow::firstFramePainted);
    }
}

} // namespace retclip
