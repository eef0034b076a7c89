// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/curve_chart.h"
#include "ui/train/run_history.h"

#include <QHash>
#include <QWidget>

#include <map>
#include <memory>

class QComboBox;
class QSplitter;

namespace retclip {

class KeyFilter;

/// The live charts of one run, or of several beside each other, over one x.
///
/// One run: a colour a quantity. Several: a colour a run, a dash a quantity.
/// Threads: window only.
class RunCharts : public QWidget
{
    Q_OBJECT

public:
    explicit RunCharts(JobPool &jobs, QWidget *parent = nullptr);
    ~RunCharts() override;

    /// The first is the one that events and figures are told of.
    void showRuns(const QVector<RunRow> &runs);
    void poll(); ///< Call ten times a second while shown.
    [[nodiscard]] const RunHistory *history(RunId id) const;

    void setXAxis(XAxis axis);
    [[nodiscard]] XAxis xAxis() const { return m_x; }
    void setSmoothing(double weight);
    [[nodiscard]] double smoothing() const { return m_smoothing; }
    void setLogX(bool on);
    void setLogY(bool on); ///< Of the losses.
    [[nodiscard]] bool logX() const { return m_logX; }
    [[nodiscard]] bool logY() const { return m_logY; }
    void setAbandonedShown(bool shown);
    void fit();
    /// Mean ln k of the first run's captions: a line under the losses. Negative: not known.
    void setDuplicateFloor(double floor);

    enum class Panel {
        loss, levels, validation, accuracy, learningRate, scales, speed, memory, gradient, time, utilisation, temperature
    };
    static constexpr int panelCount = 12;
    [[nodiscard]] CurveChart *chart(Panel panel) const { return m_charts[std::size_t(panel)]; }
    void retranslate();

signals:
    void grew(); ///< The first run told something new.

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Shown;
    void rebuild();
    void take(Shown &run);
    void takeAll();
    void takeGradientGroups(Shown &run);
    void drawReferences();
    [[nodiscard]] CurveLook lookOf(const Shown &run, int indexInPanel, const QString &name) const;

    JobPool &m_jobs;
    std::array<CurveChart *, panelCount> m_charts{};
    std::vector<std::unique_ptr<Shown>> m_shown;
    QSplitter *m_splitter = nullptr;
    XAxis m_x = XAxis::step;
    double m_smoothing = 0;
    double m_duplicateFloor = -1;
    int m_pollCount = 0;
    bool m_logX = false, m_logY = false, m_abandoned = false;
};

/// A metric's name as a person reads it: "R@5 text → image".
[[nodiscard]] QString metricTitle(const QString &key);

} // namespace retclip
