// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_figures.h"

#include "ui/shell/theme.h"
#include "ui/train/preflight.h"
#include "ui/train/run_history.h"
#include "ui/train/run_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <cmath>
#include <optional>

namespace retclip {

namespace {

/// The newest of the last steps that told it.
std::optional<double> newestOf(const RunColumns &columns, Quantity quantity)
{
    constexpr int stepsBack = 64;
    const auto &all = columns.values[std::size_t(quantity)];
    for (auto it = all.rbegin(); it != all.rend() && it - all.rbegin() < stepsBack; ++it)
        if (std::isfinite(*it))
            return *it;
    return {};
}

/// Of the last 20 steps: single ones jump.
std::optional<double> meanOfNewest(const RunColumns &columns, Quantity quantity)
{
    const auto &all = columns.values[std::size_t(quantity)];
    double sum = 0;
    int count = 0;
    for (auto it = all.rbegin(); it != all.rend() && it - all.rbegin() < 20; ++it) {
        if (std::isfinite(*it)) {
            sum += *it;
            ++count;
        }
    }
    return count ? std::optional(sum / count) : std::nullopt;
}

} // namespace

QString bestValidationText(const RunColumns &columns)
{
    // The state that is kept is the last that was the best; logs of old runs do not name it.
    std::optional<HeadlineFigure> kept, highest;
    for (const auto &validation : columns.validations) {
        const auto figure = headlineFigure(validation.metrics);
        if (!figure)
            continue;
        const auto best = validation.metrics.find("is_best");
        if (best != validation.metrics.end() && best->second > 0)
            kept = figure;
        if (!highest || figure->value > highest->value)
            highest = figure;
    }
    const auto &shown = kept ? kept : highest;
    return shown ? headlineText(*shown) : QString();
}

RunFigures::RunFigures(QWidget *parent) : QFrame(parent)
{
    setLook(this, "card");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::l, space::s, space::l, space::s);
    layout->setSpacing(space::m);
    for (int i = 0; i < figureCount; ++i) {
        auto *caption = new QLabel;
        setLook(caption, "caption");
        auto *value = new QLabel(QStringLiteral("–"));
        setLook(value, "section");
        auto *column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(caption);
        column->addWidget(value);
        layout->addLayout(column, i == bestValidation ? 3 : 2);
        m_figures.append(qMakePair(caption, value));
    }
}

void RunFigures::showRun(const RunRow &run, const RunHistory *history, const RunQueue::Live &live)
{
    const QLocale locale;
    QStringList values(figureCount, QStringLiteral("–"));
    const bool running = run.state == RunState::running;
    if (history && history->columns().size()) {
        const RunColumns &columns = history->columns();
        const RunPlace &at = columns.places.back();
        values[step] = live.steps > 0 ? tr("%1 / %2").arg(locale.toString(qint64(at.step)),
                                                         locale.toString(live.steps))
                                      : locale.toString(qint64(at.step));
        values[epoch] = locale.toString(at.epoch, 'f', 1);
        if (const auto value = newestOf(columns, Quantity::loss))
            values[loss] = locale.toString(*value, 'f', 3);
        if (const auto value = newestOf(columns, Quantity::patientsPerSecond))
            values[speed] = locale.toString(*value, 'f', *value < 100 ? 1 : 0);
        if (const auto value = meanOfNewest(columns, Quantity::waitShare))
            values[waiting] = tr("%1 %").arg(locale.toString(*value, 'f', *value < 10 ? 1 : 0));
        if (const auto value = meanOfNewest(columns, Quantity::utilisation))
            values[utilisation] = tr("%1 %").arg(locale.toString(*value, 'f', 0));
        if (const auto value = newestOf(columns, Quantity::memoryGiB))
            values[memory] = tr("%1 GiB").arg(locale.toString(*value, 'f', 2));
        if (const QString best = bestValidationText(columns); !best.isEmpty())
            values[bestValidation] = best;
        values[duration] = Preflight::duration(running && live.secondsLeft >= 0 ? live.secondsLeft
                                                                                : at.hours * 3600);
    }
    for (int i = 0; i < m_figures.size(); ++i)
        m_figures[i].second->setText(values[i]);
    m_figures[duration].first->setText(running ? tr("time left") : tr("time run"));
}

void RunFigures::retranslate()
{
    const QStringList captions{tr("step"), tr("epoch"), tr("loss"), tr("best validation"),
                               tr("patients/s"), tr("waiting"), tr("of the rate"), tr("memory"), tr("time run")};
    for (int i = 0; i < m_figures.size(); ++i)
        m_figures[i].first->setText(captions[i]);
    m_figures[waiting].first->setToolTip(tr("Share of the last steps spent waiting for photographs: under 2 % is good; more decoding threads help"));
    m_figures[utilisation].first->setToolTip(tr("The network's products a second, as a share of what one large product reaches on this machine"));
}

} // namespace retclip
