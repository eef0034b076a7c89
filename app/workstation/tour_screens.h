// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QObject>
#include <QString>
#include <QVector>

#include <functional>
#include <optional>

namespace retclip {

class Workstation;

/// Walks the window through its workspaces on an open study, in both languages and both themes,
/// with keys as a person presses them, and leaves a picture of each place.
///
/// Threads: window only. Driven by a timer: it never blocks, so jobs and paints go on between stops.
class TourScreens : public QObject
{
    Q_OBJECT

public:
    TourScreens(Workstation &workstation, const QString &folder, QObject *parent = nullptr);

    void start();

signals:
    void finished(int pictures, int failures);

private:
    struct Stop
    {
        QString name;
        std::function<void()> act;
        bool ofDialog = false; ///< The picture is of the dialog above the window.
    };
    void addRound(const QString &language, bool dark);
    void arrive();
    void leave();
    [[nodiscard]] bool atRest() const;
    [[nodiscard]] std::optional<RunId> newestDoneRun() const;
    void reviewMistakes();

    Workstation &m_workstation;
    QString m_folder;
    QVector<Stop> m_stops;
    int m_next = 0;
    int m_waited_ms = 0;
    int m_pictures = 0;
    int m_failures = 0;
};

} // namespace retclip
