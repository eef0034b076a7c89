// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour_screens.h"

#include "core/jobs/job.h"
#include "ui/shell/app_context.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPixmap>
#include <QTimer>

namespace retclip {

namespace {

constexpr int tick_ms = 150;
constexpr int settle_ms = 600;        // Thumbnails, charts and layouts after a change.
constexpr int patience_ms = 60'000;   // For jobs: the first embedding of a study takes a while.

void press(QWidget *widget, int key, const QString &text = {})
{
    if (!widget)
        return;
    widget->setFocus();
    QCoreApplication::postEvent(widget, new QKeyEvent(QEvent::KeyPress, key, Qt::NoModifier, text));
    QCoreApplication::postEvent(widget, new QKeyEvent(QEvent::KeyRelease, key, Qt::NoModifier, text));
}

void typeQuery(QWidget *place, const QString &text)
{
    auto *line = qobject_cast<QLineEdit *>(place);
    if (!line && place)
        line = place->findChild<QLineEdit *>();
    if (!line)
        return;
    line->setText(text);
    press(line, Qt::Key_Return);
}

} // namespace

TourScreens::TourScreens(MainWindow &window, Settings &settings, const QString &folder, QObject *parent)
    : QObject(parent), m_window(window), m_settings(settings), m_folder(folder)
{
    addRound(QStringLiteral("en"), false);
    addRound(QStringLiteral("zh_CN"), true);
    addRound(QStringLiteral("zh_CN"), false);
    addRound(QStringLiteral("en"), true);
}

void TourScreens::addRound(const QString &language, bool dark)
{
    const QString suffix = QStringLiteral("-%1-%2").arg(language, dark ? QStringLiteral("dark")
                                                                       : QStringLiteral("light"));
    const auto workspace = [this](const QString &id) { return m_window.showWorkspace(id); };
    m_stops.append({QStringLiteral("1-study") + suffix, [this, language, dark, workspace] {
                        m_settings.setLanguage(language);
                        m_settings.setThemeChoice(dark ? ThemeChoice::dark : ThemeChoice::light);
                        workspace(QStringLiteral("study"));
                    }});
    m_stops.append({QStringLiteral("2-data") + suffix, [workspace] {
                        Workspace *data = workspace(QStringLiteral("data"));
                        typeQuery(data ? data->queryLine() : nullptr, QString());
                    }});
    m_stops.append({QStringLiteral("2-data-query") + suffix, [workspace] {
                        Workspace *data = workspace(QStringLiteral("data"));
                        typeQuery(data ? data->queryLine() : nullptr, QStringLiteral("label:glaucoma eye:both"));
                    }});
    m_stops.append({QStringLiteral("2-pair") + suffix, [workspace] {
                        Workspace *data = workspace(QStringLiteral("data"));
                        press(data ? data->canvas() : nullptr, Qt::Key_Q, QStringLiteral("q"));
                    }});
    m_stops.append({QStringLiteral("3-train") + suffix, [workspace] {
                        Workspace *data = workspace(QStringLiteral("data"));
                        press(data ? data->canvas() : nullptr, Qt::Key_Escape);
                        workspace(QStringLiteral("train"));
                    }});
    m_stops.append({QStringLiteral("4-retrieve") + suffix, [workspace] {
                        Workspace *retrieve = workspace(QStringLiteral("retrieve"));
                        typeQuery(retrieve ? retrieve->queryLine() : nullptr, QStringLiteral("青光眼 杯盘比大"));
                    }});
    m_stops.append({QStringLiteral("5-evaluate") + suffix,
                    [workspace] { workspace(QStringLiteral("evaluate")); }});
    m_stops.append({QStringLiteral("6-review") + suffix,
                    [workspace] { workspace(QStringLiteral("review")); }});
}

void TourScreens::start()
{
    QDir().mkpath(m_folder);
    arrive();
}

void TourScreens::arrive()
{
    if (m_next >= m_stops.size()) {
        emit finished(m_pictures, m_failures);
        return;
    }
    m_stops[m_next].act();
    m_waited_ms = 0;
    QTimer::singleShot(tick_ms, this, &TourScreens::leave);
}

bool TourScreens::atRest() const
{
    return m_window.context().jobs.shown().isEmpty();
}

void TourScreens::leave()
{
    m_waited_ms += tick_ms;
    const bool settled = m_waited_ms >= settle_ms && atRest();
    if (!settled && m_waited_ms < patience_ms) {
        QTimer::singleShot(tick_ms, this, &TourScreens::leave);
        return;
    }
    const QString file = QDir(m_folder).filePath(m_stops[m_next].name + QStringLiteral(".png"));
    if (m_window.grab().save(file))
        ++m_pictures;
    else
        ++m_failures;
    ++m_next;
    arrive();
}

} // namespace retclip
