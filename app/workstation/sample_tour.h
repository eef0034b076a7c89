// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/guided_tour.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace retclip {

class Workstation;

/// The guided tour through the window on the synthetic sample. What it shows is real: while it speaks, a
/// small network learns from the sample, and is then evaluated; where it is not ready yet, the tour says
/// how far it is.
///
/// Threads: window only.
class SampleTour : public QObject
{
    Q_OBJECT

public:
    explicit SampleTour(Workstation &workstation, QObject *parent = nullptr);

    /// Opens the sample first (and makes it, the first time) unless the open study is synthetic.
    void start();
    [[nodiscard]] GuidedTour *tour() const { return m_tour; } ///< Null: not running.

private:
    [[nodiscard]] bool onSample() const;
    [[nodiscard]] QVector<GuidedStep> steps();
    void begin();
    void learn();
    void evaluateWhenDone();
    [[nodiscard]] std::optional<RunRow> run() const;
    [[nodiscard]] QString runWords() const;
    [[nodiscard]] QWidget *part(const char *name) const;

    Workstation &m_workstation;
    QPointer<GuidedTour> m_tour;
    std::optional<RunId> m_run;
    bool m_awaited = false, m_evaluating = false;
};

} // namespace retclip
