// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "core/jobs/job.h"
#include "core/jobs/run_queue.h"
#include "core/study/study_document.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/guide_dialog.h"
#include "ui/shell/job_line.h"
#include "ui/shell/key_map.h"
#include "ui/shell/language.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/notifications.h"
#include "ui/shell/palette_finders.h"
#include "ui/shell/pane_focus.h"
#include "ui/shell/saved_selections.h"
#include "ui/shell/selection_bar.h"
#include "ui/shell/settings.h"
#include "ui/shell/single_keys.h"
#include "ui/shell/study_care.h"
#include "ui/shell/study_opener.h"
#include "ui/shell/study_packing.h"
#include "ui/shell/theme.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/window_commands.h"
#include "ui/shell/window_header.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

namespace retclip {

namespace {

const QString keysSetting = QStringLiteral("keys");
constexpr QSize designedSize(1440, 900), leastSize(1000, 640);

/// What the screen has room for, with its title bar; a screen that is smaller than the least is not fitted to.
QSize fittingSize()
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    const QSize room = screen ? screen->availableGeometry().size() - QSize(0, QApplication::style()->pixelMetric(QStyle::PM_TitleBarHeight))
                              : designedSize;
    return room.width() < leastSize.width() || room.height() < leastSize.height() ? designedSize : designedSize.boundedTo(room);
}

} // namespace

MainWindow::MainWindow(AppContext &context, Language &language, QVector<WorkspaceFactory> factories,
                       QWidget *parent)
    : QMainWindow(parent), m_context(context), m_language(language),
      m_factories(std::move(factories)), m_undo(context)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setMinimumSize(leastSize);
    resize(fittingSize());
    auto *central = new QWidget(this);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setCentralWidget(central);
    keyMap().restore(context.settings.value(keysSetting).toStringList());
    addWindowCommands(*this, language, m_factories);
    listSingleKeys(context.actions, this);
    m_header = new WindowHeader(context, m_factories, this);
    column->addWidget(m_header);
    m_messages = new MessageArea(central);
    column->addWidget(m_messages);
    new StudyCare(context, this);
    m_stack = new QStackedWidget(central);
    column->addWidget(m_stack, 1);
    m_welcome = new WelcomePage(context, m_stack);
    m_stack->addWidget(m_welcome);
    m_selectionBar = new SelectionBar(context, central);
    m_selectionBar->hide();
    column->addWidget(m_selectionBar);
    makeFoot();
    m_opener = new StudyOpener(
        context, [this](std::unique_ptr<Study> study) { takeStudy(std::move(study)); }, this);

    m_packing = new StudyPacking(context, this);
    connect(m_packing, &StudyPacking::unpacked, this, [this](const QString &folder) { openStudy(folder); });
    connect(&context, &AppContext::guideRequested, this, &MainWindow::showGuide);
    connect(m_welcome, &WelcomePage::tourWanted, this, &MainWindow::tourWanted);
    connect(m_welcome, &WelcomePage::packageWanted, this, [this] { m_packing->askToUnpack(); });

    connect(m_opener, &StudyOpener::notOpened, this, &MainWindow::offerReadOnly);
    connect(m_opener, &StudyOpener::notRecovered, this, [this](const QString &folder) { openStudy(folder); });
    connect(m_opener, &StudyOpener::notCreated, this, &MainWindow::studyNotOpened);
    connect(m_header, &WindowHeader::workspaceWanted, this, &MainWindow::showWorkspace);
    connect(m_header, &WindowHeader::paletteWanted, this, &MainWindow::openPalette);
    connect(m_header, &WindowHeader::messagesWanted, this, &MainWindow::openMessages);
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
    m_context.actions.retranslate();
    m_context.selections.retranslate();
    m_header->retranslate();
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    QString study;
    bool synthetic = false;
    if (m_context.study) {
        study = m_context.study->study().name();
        synthetic = m_context.study->study().setting(QStringLiteral("synthetic")) == QLatin1String("1");
        QStringList parts;
        if (m_info)
            parts << tr("%Ln patient(s)", nullptr, int(m_info->patients)) + QStringLiteral(" · ")
                    + tr("%Ln exam(s)", nullptr, int(m_info->exams)) + QStringLiteral(" · ")
                    + tr("%Ln photograph(s)", nullptr, int(m_info->images))
                    + (m_context.study->study().isReadOnly() ? tr(" · read-only") : QString());
        parts << m_context.study->person();
        m_statusText->setText(parts.join(QStringLiteral("  ·  ")));
    } else {
        m_statusText->setText(tr("No study open"));
    }
    m_header->showStudy(study, synthetic);
    setWindowTitle(study.isEmpty() ? QStringLiteral("RET-CLIP Workstation")
                                   : study + QStringLiteral(" – RET-CLIP Workstation"));
    m_header->showUnread(m_context.notifications.unread());
    for (const char *id : {"file.close", "file.arrivals", "file.export", "file.pack", "edit.undo", "edit.redo", "selection.data",
                           "selection.tag", "selection.label", "selection.review",
                           "selection.dataset", "selection.save"}) {
        if (QAction *action = m_context.actions.action(QString::fromLatin1(id)))
            action->setEnabled(m_context.study != nullptr);
    }
}

/// In a job: to count the rows of a study of 200,000 patients takes longer than a frame.
void MainWindow::countStudy()
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return; // Who looks into it says why.
    const std::shared_ptr<Study> study = std::move(*other);
    m_context.jobs.start<StudyInfo>(
        {}, m_context.study, [study](const ProgressCallback &, std::stop_token) { return study->info(); },
        [this](Result<StudyInfo> info) {
            if (!info)
                return;
            m_info = std::move(*info);
            refreshTitle();
        });
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
    m_header->showCurrent(id);
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
    m_undo.undo(currentWorkspace());
}

void MainWindow::redo()
{
    m_undo.redo(currentWorkspace());
}

// ---- Finding -----------------------------------------------------------------------------------

void MainWindow::openPalette()
{
    (new CommandPalette(m_context, paletteFinders(m_context), this))->show();
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

void MainWindow::openMessages()
{
    auto *panel = new NotificationPanel(m_context, this);
    panel->move(m_header->underBell() - QPoint(panel->width(), 0));
    panel->show();
}

void MainWindow::showGuide(const QString &page)
{
    auto *guide = findChild<GuideDialog *>();
    if (!guide)
        guide = new GuideDialog(m_context, this);
    if (!page.isEmpty())
        guide->showPage(page);
    guide->show();
    guide->raise();
    guide->activateWindow();
}

void MainWindow::focusPane(int step)
{
    if (Workspace *now = currentWorkspace())
        focusNextPane(*now, step);
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
    if (m_context.study && m_context.study->isChanging()) { // A change of it is being written.
        event->ignore();
        return;
    }
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
    if (first.endsWith(QLatin1String(".retclip"))) {
        m_packing->askToUnpack(first);
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
