// SPDX-License-Identifier: GPL-3.0-or-later
// Studies of the window: opened, made, put in order, taken and closed.
#include "ui/shell/main_window.h"

#include "core/jobs/run_queue.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/shell/long_work.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/notifications.h"
#include "ui/shell/selection_bar.h"
#include "ui/shell/settings.h"
#include "ui/shell/study_opener.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/window_header.h"

#include <QDir>
#include <QFileDialog>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

namespace retclip {

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
    m_opener->open(folder, mode);
}

void MainWindow::createStudy(const QString &folder)
{
    m_opener->create(folder);
}

void MainWindow::openSample()
{
    m_opener->openSample();
}

/// What the message of a study that did not open proposes stands under it as a button.
void MainWindow::offerReadOnly(const QString &folder, const Error &error)
{
    if (error.code == ErrorCode::not_found)
        m_context.settings.removeRecentStudy(folder);
    if (error.code == ErrorCode::conflict || error.code == ErrorCode::newer_version
        || error.code == ErrorCode::read_only) {
        if (auto *bar = m_messages->findChild<MessageBar *>()) {
            QPushButton *button = bar->addAction(tr("Open read-only"));
            connect(button, &QPushButton::clicked, this, [this, folder, bar] {
                emit bar->closed();
                openStudy(folder, OpenMode::readOnly);
            });
        }
    }
    if (error.code == ErrorCode::corrupted) {
        if (auto *bar = m_messages->findChild<MessageBar *>()) {
            QPushButton *button = bar->addAction(tr("Put the study in order"));
            button->setObjectName(QStringLiteral("recoverStudy"));
            button->setToolTip(tr("What can be read, else the newest sound backup; the damaged files are kept aside"));
            connect(button, &QPushButton::clicked, this, [this, folder, bar] {
                emit bar->closed();
                m_opener->recover(folder);
            });
        }
    }
    emit studyNotOpened(error);
}

void MainWindow::recoverStudy()
{
    if (!m_context.study)
        return;
    const QString folder = m_context.study->study().folder();
    closeStudy();
    m_opener->recover(folder);
}

void MainWindow::readLabelTitles()
{
    const auto sets = m_context.study ? m_context.study->study().labelSets()
                                      : Result<QVector<LabelSet>>(QVector<LabelSet>());
    if (sets)
        setLabelTitles(*sets);
}

void MainWindow::takeStudy(std::unique_ptr<Study> study)
{
    if (m_context.study && m_context.study->isChanging()) { // It must not go under a change of it.
        auto held = std::make_shared<std::unique_ptr<Study>>(std::move(study));
        QTimer::singleShot(50, this, [this, held] { takeStudy(std::move(*held)); });
        return;
    }
    closeStudy();
    const QString folder = study->folder();
    auto *document = new StudyDocument(std::move(study), this);
    document->setPerson(m_context.settings.readerName());
    m_context.study = document;
    m_context.queue = new RunQueue(*document, m_context.door, this);
    m_context.settings.addRecentStudy(folder);
    document->setRunsLong([this](const std::function<void()> &work) {
        runLong(this, tr("Changing many exams…"), work);
    });
    connect(document, &StudyDocument::contentsChanged, this, &MainWindow::countStudy);
    connect(document, &StudyDocument::contentsChanged, this, &MainWindow::readLabelTitles);
    connect(document, &StudyDocument::historyChanged, this, &MainWindow::readLabelTitles); // Before the workspaces.
    readLabelTitles();
    m_header->setTabsEnabled(true);
    m_selectionBar->show();
    for (Workspace *made : std::as_const(m_workspaces))
        made->studyChanged(document);
    emit m_context.studyChanged();
    refreshTitle();
    countStudy();
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
    m_info.reset();
    m_context.selections.forgetAll();
    for (Workspace *made : std::as_const(m_workspaces))
        made->studyChanged(nullptr);
    emit m_context.studyChanged();
    delete queue; // pauses what runs, before its study goes
    delete document;
    m_header->setTabsEnabled(false);
    m_header->showCurrent({});
    m_selectionBar->hide();
    m_stack->setCurrentWidget(m_welcome);
    refreshTitle();
}

} // namespace retclip
