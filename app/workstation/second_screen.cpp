// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/second_screen.h"

#include "ui/shell/app_context.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

namespace retclip {

namespace {
const QString placeKey = QStringLiteral("second_screen/geometry");
}

SecondScreen::SecondScreen(AppContext &context, QWidget *mainWindow)
    : QWidget(mainWindow, Qt::Window), m_context(context), m_viewer(new PairedViewer(*context.pictures, this)),
      m_words(new QLabel(this))
{
    setObjectName(QStringLiteral("secondScreen"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new PairedViewerBar(*m_viewer, this));
    column->addWidget(m_viewer, 1);
    m_words->setContentsMargins(space::s, space::xs, space::s, space::xs);
    setLook(m_words, "caption");
    column->addWidget(m_words);
    m_viewer->bindKeys(*new KeyFilter(m_viewer));
    connect(&context, &AppContext::examShown, this, &SecondScreen::showExam);
    connect(&context, &AppContext::studyChanged, m_viewer, &PairedViewer::clearExam);
    if (!restoreGeometry(context.settings.value(placeKey).toByteArray())) {
        resize(theme().scaled(1000), theme().scaled(640));
        for (const QScreen *screen : QGuiApplication::screens())
            if (screen != mainWindow->screen())
                move(screen->availableGeometry().center() - rect().center());
    }
    retranslate();
}

void SecondScreen::showExam(const ExamRow &exam)
{
    m_viewer->showExam(exam);
}

void SecondScreen::retranslate()
{
    setWindowTitle(tr("Photographs – RET-CLIP Workstation"));
    m_viewer->setAccessibleName(tr("Photographs of the chosen exam"));
    m_words->setText(tr("Follows the exam that is chosen in Data or judged in Review. Labels and reports are not shown here."));
}

void SecondScreen::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SecondScreen::closeEvent(QCloseEvent *event)
{
    m_context.settings.setValue(placeKey, saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace retclip
