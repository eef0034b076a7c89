// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_event.h"
#include "core/study/values.h"

#include <QObject>

#include <array>
#include <limits>
#include <memory>
#include <vector>

namespace retclip {

class JobPool;

/// What a step may tell. The order is the order of the charts.
enum class Quantity {
    loss, lossPatient, lossLeft, lossRight,
    learningRate, scalePatient, scaleLeft, scaleRight,
    accuracyImageToText, accuracyTextToImage,
    gradientNorm, patientsPerSecond, waitSeconds, memoryGiB,
    /// Percent of a step's time.
    waitShare, forwardShare, backwardShare, optimizerShare, otherShare,
    utilisation, ///< Percent of the machine's own rate of products.
    temperature  ///< °C
};
inline constexpr std::size_t quantityCount = std::size_t(Quantity::temperature) + 1;

enum class XAxis { step, patients, epoch, hours };

/// Where an event stands on each of the four x axes.
struct RunPlace
{
    double step = 0, patients = 0, epoch = 0, hours = 0;
    [[nodiscard]] double on(XAxis axis) const;
};

/// The events of one run as columns. What a step did not tell is not a number.
struct RunColumns
{
    std::vector<RunPlace> places;
    std::array<std::vector<double>, quantityCount> values;
    /// Norms of the gradient by group of layers, where steps tell them; as long as places.
    std::map<std::string, std::vector<double>> gradientGroups;
    struct Validation
    {
        RunPlace place;
        std::map<std::string, double> metrics;
    };
    std::vector<Validation> validations;
    struct Mark
    {
        RunPlace place;
        RunEvent event;
    };
    std::vector<Mark> marks; ///< All but steps: start, epoch, validation, checkpoint, note, end.
    int batch = 0;           ///< Patients contrasted in the newest step.

    [[nodiscard]] std::size_t size() const { return places.size(); }
};

/// Turns events to columns. Hours count the time the run was running: a pause is no time.
class RunColumnsBuilder
{
public:
    void add(const RunEvent &event, RunColumns &into);

private:
    [[nodiscard]] RunPlace place(const RunEvent &event);
    double m_seconds = 0;
    double m_lastTime = -1;
    double m_lastEpochEndStep = 0;
    double m_stepsAnEpoch = 0;
    double m_asleep = 0; ///< Of the time up to the next event.
    int m_lastEpoch = 0;
    RunEvent m_lastStep;
};

/// One run's curves, read from `events.jsonl` as it grows. Reading is work of the pool; the window
/// only takes what has been read.
class RunHistory : public QObject
{
    Q_OBJECT

public:
    RunHistory(JobPool &jobs, const QString &runFolder, QObject *parent = nullptr);
    ~RunHistory() override;

    void poll(); ///< Nothing, while the last reading is still under way.
    [[nodiscard]] const RunColumns &columns() const { return m_columns; }
    [[nodiscard]] const RunColumns &abandoned() const { return m_abandoned; }
    [[nodiscard]] QString folder() const { return m_folder; }

signals:
    void grew();
    void restarted(); ///< The file became shorter (steps were abandoned): read anew.

private:
    struct Source;
    JobPool &m_jobs;
    QString m_folder;
    std::shared_ptr<Source> m_source;
    RunColumns m_columns, m_abandoned;
    bool m_reading = false;
};

} // namespace retclip
