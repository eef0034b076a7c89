// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workstation/sample_tour.h"
#include "core/jobs/job.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/app_context.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/selection.h"
#include "ui/shell/settings.h"
#include "ui/study/arrivals_service.h"
#include "ui/viewer/pictures.h"

namespace retclip {

/// What the command line says of this start alone; the person's settings stay as they are.
struct ForThisStart
{
    QString language; ///< Empty: as set.
    std::optional<ThemeChoice> theme;
};

/// The window with its six workspaces, its dialogs and all that they stand on, as the program
/// shows it. The door outlives it.
///
/// Threads: window only. Closes its study before the pools go.
class Workstation
{
public:
    explicit Workstation(BackendDoor &door, const ForThisStart &start = {});
    ~Workstation();
    Workstation(const Workstation &) = delete;
    Workstation &operator=(const Workstation &) = delete;

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] AppContext &context() { return m_context; }
    [[nodiscard]] Settings &settings() { return m_settings; }
    [[nodiscard]] Pictures &pictures() { return m_pictures; }
    [[nodiscard]] SampleTour &tour() { return *m_tour; }

private:
    void showImport(const QStringList &sources);
    void makeStudyFor(const QStringList &sources);

    Settings m_settings;
    Language m_language;
    JobPool m_jobs;
    JobPool m_pictureJobs;
    Pictures m_pictures;
    SelectionModel m_selections;
    Notifications m_notifications;
    ActionRegistry m_actions;
    AppContext m_context;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<ArrivalsService> m_arrivals;
    std::unique_ptr<SampleTour> m_tour;
};

} // namespace retclip
