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

/// A place that a tour shows.
struct TourStop
{
    QString name; ///< Of the picture's file.
    std::function<void()> act;
    bool ofDialog = false;  ///< The picture is of the dialog above the window.
    bool staysOpen = false; ///< The next stop is of the same dialog.
};

/// What a tour walks through.
struct TourWalk
{
    bool curation = false; ///< Every page of curation, in place of a look at each workspace.
    QString importSource;  ///< What the pages of the import show there; empty: the first page alone.
};

/// Every page of curation: import, pairs, privacy, quality, search, labels, history, datasets, export, and
/// the viewer's tools. The study wants `quality look`, edits, datasets and a reading round to be worth
/// looking at (bench/curation_pictures.sh).
[[nodiscard]] QVector<TourStop> curationStops(Workstation &workstation, const TourWalk &walk);

/// A key as a person presses it (or holds it, until it is released).
enum class TourKey { press, hold, release };
void pressInTour(QWidget *widget, int key, Qt::KeyboardModifiers with = Qt::NoModifier,
                 TourKey how = TourKey::press);

/// Walks the window through its workspaces on an open study, in both languages and both themes,
/// with keys as a person presses them, and leaves a picture of each place.
///
/// Threads: window only. Driven by a timer: it never blocks, so jobs and paints go on between stops.
class TourScreens : public QObject
{
    Q_OBJECT

public:
    TourScreens(Workstation &workstation, const QString &folder, const TourWalk &walk = {},
                QObject *parent = nullptr);

    void start();

signals:
    void finished(int pictures, int failures);

private:
    void addRound(const QString &language, bool dark);
    void dress(const QString &language, bool dark);
    void arrive();
    void leave();
    [[nodiscard]] bool atRest() const;
    [[nodiscard]] std::optional<RunId> newestDoneRun() const;
    void reviewMistakes();

    Workstation &m_workstation;
    QString m_folder;
    TourWalk m_walk;
    QVector<TourStop> m_stops;
    int m_next = 0;
    int m_waited_ms = 0;
    int m_pictures = 0;
    int m_failures = 0;
};

} // namespace retclip
