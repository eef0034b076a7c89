// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/first_picture.h"

#include "app/workstation/workstation.h"
#include "ui/study/study_workspace.h"

#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace retclip {

namespace {
constexpr int pictureTick_ms = 50;
constexpr int picturePatience_ms = 30'000;
} // namespace

FirstPicture::FirstPicture(Workstation &workstation, const QString &file, QObject *parent)
    : QObject(parent), m_workstation(workstation), m_file(file)
{
}

void FirstPicture::start()
{
    [[maybe_unused]] const QPixmap painted = m_workstation.window().grab(); // what is not painted yet
    std::puts("shown"); // Whoever measures the start looks for this word; the picture waits.
    std::fflush(stdout);
    // Workspaces begin their work when they hear of the study: not before the next turn.
    QTimer::singleShot(pictureTick_ms, this, &FirstPicture::look);
}

bool FirstPicture::atRest() const
{
    const AppContext &context = m_workstation.context();
    const auto *page =
        qobject_cast<StudyWorkspace *>(m_workstation.window().workspace(QStringLiteral("study")));
    return (!context.study || !page || page->isFilled()) && context.jobs.shown().isEmpty()
        && m_workstation.pictures().isIdle();
}

void FirstPicture::look()
{
    m_waited_ms += pictureTick_ms;
    if (!atRest() && m_waited_ms < picturePatience_ms) {
        QTimer::singleShot(pictureTick_ms, this, &FirstPicture::look);
        return;
    }
    const bool saved = m_workstation.window().grab().save(m_file);
    if (!saved)
        std::fprintf(stderr, "%s cannot be written.\n", qPrintable(m_file));
    emit finished(saved);
}

} // namespace retclip
