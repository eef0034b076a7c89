// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_charts.h"

#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

namespace retclip {

namespace {

struct PanelQuantity
{
    RunCharts::Panel panel;
    Quantity quantity;
    const char *name;
};

constexpr const char *context = "retclip::RunCharts";
constexpr PanelQuantity panelQuantities[]{
    {RunCharts::Panel::loss, Quantity::loss, QT_TRANSLATE_NOOP("retclip::RunCharts", "loss")},
    {RunCharts::Panel::levels, Quantity::lossPatient, QT_TRANSLATE_NOOP("retclip::RunCharts", "patient")},
    {RunCharts::Panel::levels, Quantity::lossLeft, QT_TRANSLATE_NOOP("retclip::RunCharts", "left")},
    {RunCharts::Panel::levels, Quantity::lossRight, QT_TRANSLATE_NOOP("retclip::RunCharts", "right")},
    {RunCharts::Panel::learningRate, Quantity::learningRate, QT_TRANSLATE_NOOP("retclip::RunCharts", "learning rate")},
    {RunCharts::Panel::scales, Quantity::scalePatient, QT_TRANSLATE_NOOP("retclip::RunCharts", "patient")},
    {RunCharts::Panel::scales, Quantity::scaleLeft, QT_TRANSLATE_NOOP("retclip::RunCharts", "left")},
    {RunCharts::Panel::scales, Quantity::scaleRight, QT_TRANSLATE_NOOP("retclip::RunCharts", "right")},
    {RunCharts::Panel::accuracy, Quantity::accuracyImageToText, QT_TRANSLATE_NOOP("retclip::RunCharts", "image → text")},
    {RunCharts::Panel::accuracy, Quantity::accuracyTextToImage, QT_TRANSLATE_NOOP("retclip::RunCharts", "text → image")},
    {RunCharts::Panel::speed, Quantity::patientsPerSecond, QT_TRANSLATE_NOOP("retclip::RunCharts", "patients/s")},
    {RunCharts::Panel::memory, Quantity::memoryGiB, QT_TRANSLATE_NOOP("retclip::RunCharts", "GiB")},
    {RunCharts::Panel::gradient, Quantity::gradientNorm, QT_TRANSLATE_NOOP("retclip::RunCharts", "all layers")},
    {RunCharts::Panel::time, Quantity::waitShare, QT_TRANSLATE_NOOP("retclip::RunCharts", "waiting for data")},
    {RunCharts::Panel::time, Quantity::forwardShare, QT_TRANSLATE_NOOP("retclip::RunCharts", "forward")},
    {RunCharts::Panel::time, Quantity::backwardShare, QT_TRANSLATE_NOOP("retclip::RunCharts", "backward")},
    {RunCharts::Panel::time, Quantity::optimizerShare, QT_TRANSLATE_NOOP("retclip::RunCharts", "optimizer")},
    {RunCharts::Panel::time, Quantity::otherShare, QT_TRANSLATE_NOOP("retclip::RunCharts", "other")},
    {RunCharts::Panel::utilisation, Quantity::utilisation, QT_TRANSLATE_NOOP("retclip::RunCharts", "% of the machine")},
    {RunCharts::Panel::temperature, Quantity::temperature, QT_TRANSLATE_NOOP("retclip::RunCharts", "°C")},
};

struct GroupName
{
    const char *key, *name;
};
/// ml/training/parameter_groups.h names the keys.
constexpr GroupName gradientGroups[]{
    {"image_start", QT_TRANSLATE_NOOP("retclip::RunCharts", "image: patches")},
    {"image_lower", QT_TRANSLATE_NOOP("retclip::RunCharts", "image: lower third")},
    {"image_middle", QT_TRANSLATE_NOOP("retclip::RunCharts", "image: middle third")},
    {"image_upper", QT_TRANSLATE_NOOP("retclip::RunCharts", "image: upper third")},
    {"image_end", QT_TRANSLATE_NOOP("retclip::RunCharts", "image: projection")},
    {"text_start", QT_TRANSLATE_NOOP("retclip::RunCharts", "text: embeddings")},
    {"text_lower", QT_TRANSLATE_NOOP("retclip::RunCharts", "text: lower third")},
    {"text_middle", QT_TRANSLATE_NOOP("retclip::RunCharts", "text: middle third")},
    {"text_upper", QT_TRANSLATE_NOOP("retclip::RunCharts", "text: upper third")},
    {"heads", QT_TRANSLATE_NOOP("retclip::RunCharts", "heads")},
    {"scales", QT_TRANSLATE_NOOP("retclip::RunCharts", "logit scales")},
    {"classifier", QT_TRANSLATE_NOOP("retclip::RunCharts", "classifier")},
};

constexpr const char *panelTitles[RunCharts::panelCount]{
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Loss (nat, sum of levels)"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Loss of each level"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Validation"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Right in the batch"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Learning rate"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Logit scales"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Patients per second"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Memory (GiB)"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Gradient norm"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Time of a step (%)"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Products, of the machine's rate (%)"),
    QT_TRANSLATE_NOOP("retclip::RunCharts", "Processor (°C)"),
};

QString word(const char *text)
{
    return QCoreApplication::translate(context, text);
}

/// Metrics that share a scale of 0 to 1, and are worth a line.
bool isDrawn(const std::string &key, bool several)
{
    const auto ends = [&](std::string_view tail) {
        return key.size() >= tail.size() && key.compare(key.size() - tail.size(), tail.size(), tail) == 0;
    };
    // "left.recall_at_1" and the like: parts of the patient's figures, for tables.
    if (key.find('.') != std::string::npos || key.find("chance") != std::string::npos
        || key.find("naive") != std::string::npos)
        return false;
    if (ends("auroc") || ends("recall_at_5"))
        return true;
    return !several
        && (ends("average_precision") || ends("recall_at_1") || ends("recall_at_10")
            || ends("mean_reciprocal_rank") || ends("accuracy"));
}

} // namespace

QString metricTitle(const QString &key)
{
    QString text = key;
    text.replace(QLatin1String("recall_at_"), QLatin1String("R@"));
    text.replace(QLatin1String("mean_reciprocal_rank"), QLatin1String("MRR"));
    text.replace(QLatin1String("median_rank"), word(QT_TRANSLATE_NOOP("retclip::RunCharts", "median rank")));
    text.replace(QLatin1String("auroc"), QLatin1String("AUROC"));
    text.replace(QLatin1String("average_precision"), QLatin1String("AUPR"));
    text.replace(QLatin1String("text_to_image"), QStringLiteral("T→I"));
    text.replace(QLatin1String("image_to_text"), QStringLiteral("I→T"));
    text.replace(QLatin1Char('_'), QLatin1Char(' '));
    text.replace(QLatin1Char('/'), QLatin1Char(' '));
    return text;
}

struct RunCharts::Shown
{
    RunRow row;
    int color = 0;
    std::unique_ptr<RunHistory> history;
    std::size_t taken = 0, takenAbandoned = 0, takenValidations = 0;
    std::array<int, std::size(panelQuantities)> curves{};
    std::array<int, std::size(panelQuantities)> abandoned{};
    std::map<std::string, int> validations;
    std::map<std::string, std::pair<int, std::size_t>> groups; ///< Curve, and how much it has taken.
};

RunCharts::RunCharts(JobPool &jobs, QWidget *parent) : QWidget(parent), m_jobs(jobs)
{
    auto *upper = new QWidget;
    auto *upperGrid = new QGridLayout(upper);
    auto *lower = new QWidget;
    auto *lowerGrid = new QGridLayout(lower);
    for (auto *grid : {upperGrid, lowerGrid}) {
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setSpacing(space::s);
    }
    for (int i = 0; i < panelCount; ++i) {
        m_charts[std::size_t(i)] = new CurveChart;
        CurveChart *chart = m_charts[std::size_t(i)];
        if (i >= 2)
            chart->setMinimumHeight(126);
        if (Panel(i) == Panel::gradient)
            chart->setLogY(true); // A group may have a thousandth of another's.
        connect(chart, &CurveChart::xRangeChanged, this, [this, chart](double low, double high) {
            for (CurveChart *other : m_charts)
                if (other != chart)
                    other->setXRange(low, high);
        });
        connect(chart, &CurveChart::hovered, this, [this, chart](double x) {
            for (CurveChart *other : m_charts)
                if (other != chart)
                    other->hoverAt(x);
        });
    }
    upperGrid->addWidget(m_charts[0], 0, 0);
    upperGrid->addWidget(m_charts[1], 0, 1);
    upperGrid->setColumnStretch(0, 3);
    upperGrid->setColumnStretch(1, 2);
    for (int i = 2; i < panelCount; ++i)
        lowerGrid->addWidget(m_charts[std::size_t(i)], (i - 2) / 3, (i - 2) % 3, 1, i + 1 == panelCount ? 3 : 1);
    upper->setMinimumHeight(180);

    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(space::s);
    m_splitter->addWidget(upper);
    m_splitter->addWidget(lower);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_splitter);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&theme(), &Theme::changed, this, &RunCharts::rebuild);
    retranslate();
}

RunCharts::~RunCharts() = default;

void RunCharts::showRuns(const QVector<RunRow> &runs)
{
    const bool same = runs.size() == qsizetype(m_shown.size())
        && std::equal(runs.begin(), runs.end(), m_shown.begin(),
                      [](const RunRow &a, const auto &b) { return a.id == b->row.id; });
    if (same) {
        for (qsizetype i = 0; i < runs.size(); ++i)
            m_shown[std::size_t(i)]->row = runs[i];
        return;
    }
    std::vector<std::unique_ptr<Shown>> next;
    for (const RunRow &run : runs) {
        std::unique_ptr<Shown> shown;
        for (auto &old : m_shown)
            if (old && old->row.id == run.id)
                shown = std::move(old);
        if (!shown) {
            shown = std::make_unique<Shown>();
            shown->history = std::make_unique<RunHistory>(m_jobs, run.folder);
            connect(shown->history.get(), &RunHistory::grew, this, [this, id = run.id] {
                for (auto &each : m_shown)
                    if (each->row.id == id)
                        take(*each);
                drawReferences();
                for (CurveChart *chart : m_charts)
                    chart->refresh();
                if (!m_shown.empty() && m_shown.front()->row.id == id)
                    emit grew();
            });
            connect(shown->history.get(), &RunHistory::restarted, this, &RunCharts::rebuild);
        }
        shown->row = run;
        shown->color = int(next.size());
        next.push_back(std::move(shown));
    }
    m_shown = std::move(next);
    m_duplicateFloor = -1;
    rebuild();
    for (auto &each : m_shown)
        each->history->poll();
}

void RunCharts::poll()
{
    ++m_pollCount;
    for (auto &each : m_shown)
        // What has ended writes no more; a look a second finds what was missed.
        if (each->row.state == RunState::running || m_pollCount % 10 == 0)
            each->history->poll();
}

const RunHistory *RunCharts::history(RunId id) const
{
    for (const auto &each : m_shown)
        if (each->row.id == id)
            return each->history.get();
    return nullptr;
}

CurveLook RunCharts::lookOf(const Shown &run, int indexInPanel, const QString &name) const
{
    const bool several = m_shown.size() > 1;
    CurveLook look;
    look.name = several ? QStringLiteral("#%1 %2").arg(run.row.id.value).arg(name) : name;
    look.color = theme().series(several ? run.color : indexInPanel);
    look.dash = ChartStyle::seriesDash(indexInPanel);
    look.marker = several ? run.color : indexInPanel;
    return look;
}

void RunCharts::rebuild()
{
    for (CurveChart *chart : m_charts)
        chart->clearCurves();
    for (auto &run : m_shown) {
        run->taken = run->takenAbandoned = run->takenValidations = 0;
        run->validations.clear();
        run->groups.clear();
        std::array<int, panelCount> used{};
        for (std::size_t i = 0; i < std::size(panelQuantities); ++i) {
            const PanelQuantity &each = panelQuantities[i];
            const int index = used[std::size_t(each.panel)]++;
            const bool onlyOne = each.panel == Panel::loss || each.panel == Panel::learningRate
                || each.panel == Panel::speed || each.panel == Panel::memory || each.panel == Panel::gradient
                || each.panel == Panel::utilisation || each.panel == Panel::temperature;
            CurveLook look = lookOf(*run, index, word(each.name));
            if (onlyOne && m_shown.size() > 1)
                look.name = QStringLiteral("#%1 %2").arg(run->row.id.value).arg(run->row.name);
            run->curves[i] = chart(each.panel)->addCurve(look);
            look.abandoned = true;
            look.inTable = false;
            run->abandoned[i] = chart(each.panel)->addCurve(look);
            chart(each.panel)->setCurveVisible(run->abandoned[i], m_abandoned);
        }
    }
    takeAll();
}

void RunCharts::take(Shown &run)
{
    const RunColumns &columns = run.history->columns();
    const RunColumns &old = run.history->abandoned();
    const auto xs = [this](const RunColumns &from, std::size_t first) {
        std::vector<double> x;
        x.reserve(from.size() - first);
        for (std::size_t i = first; i < from.size(); ++i)
            x.push_back(from.places[i].on(m_x));
        return x;
    };
    const std::vector<double> x = xs(columns, run.taken);
    const std::vector<double> oldX = xs(old, run.takenAbandoned);
    for (std::size_t i = 0; i < std::size(panelQuantities); ++i) {
        const std::size_t quantity = std::size_t(panelQuantities[i].quantity);
        CurveChart *into = chart(panelQuantities[i].panel);
        into->append(run.curves[i], x, std::span(columns.values[quantity]).subspan(run.taken));
        into->append(run.abandoned[i], oldX,
                     std::span(old.values[quantity]).subspan(run.takenAbandoned));
    }
    takeGradientGroups(run);
    run.taken = columns.size();
    run.takenAbandoned = old.size();
    for (; run.takenValidations < columns.validations.size(); ++run.takenValidations) {
        const RunColumns::Validation &validation = columns.validations[run.takenValidations];
        for (const auto &[key, value] : validation.metrics) {
            if (!isDrawn(key, m_shown.size() > 1))
                continue;
            auto curve = run.validations.find(key);
            if (curve == run.validations.end()) {
                const int number = chart(Panel::validation)
                                       ->addCurve(lookOf(run, int(run.validations.size()),
                                                         metricTitle(QString::fromStdString(key))));
                curve = run.validations.emplace(key, number).first;
            }
            const double at = validation.place.on(m_x);
            chart(Panel::validation)->append(curve->second, std::span(&at, 1), std::span(&value, 1));
        }
    }
}

/// One run's groups of layers beside the whole; runs that are compared show the whole alone.
void RunCharts::takeGradientGroups(Shown &run)
{
    if (m_shown.size() > 1)
        return;
    const RunColumns &columns = run.history->columns();
    for (int i = 0; i < int(std::size(gradientGroups)); ++i) {
        const GroupName &group = gradientGroups[i];
        const auto norms = columns.gradientGroups.find(group.key);
        if (norms == columns.gradientGroups.end())
            continue;
        auto curve = run.groups.find(group.key);
        if (curve == run.groups.end()) {
            const int number = chart(Panel::gradient)->addCurve(lookOf(run, i + 1, word(group.name)));
            curve = run.groups.emplace(group.key, std::pair(number, std::size_t(0))).first;
        }
        auto &[number, taken] = curve->second;
        std::vector<double> x;
        for (std::size_t k = taken; k < norms->second.size(); ++k)
            x.push_back(columns.places[k].on(m_x));
        chart(Panel::gradient)->append(number, x, std::span(norms->second).subspan(taken));
        taken = norms->second.size();
    }
}

void RunCharts::takeAll()
{
    for (auto &run : m_shown)
        take(*run);
    drawReferences();
    for (CurveChart *chart : m_charts)
        chart->refresh();
}

void RunCharts::drawReferences()
{
    QVector<ReferenceLine> total, level;
    if (!m_shown.empty()) {
        const QLocale locale;
        const int batch = m_shown.front()->history->columns().batch;
        const bool contrastive = m_shown.front()->row.task == QLatin1String("pretrain");
        if (batch > 1 && contrastive) {
            const double chance = std::log(double(batch));
            total.append({tr("chance 3·ln(%1) = %2").arg(batch).arg(locale.toString(3 * chance, 'f', 2)),
                          3 * chance});
            level.append({tr("chance ln(%1) = %2").arg(batch).arg(locale.toString(chance, 'f', 2)),
                          chance});
        }
        if (m_duplicateFloor > 0 && contrastive) {
            total.append({tr("duplicate floor %1").arg(locale.toString(3 * m_duplicateFloor, 'f', 2)),
                          3 * m_duplicateFloor});
            level.append({tr("duplicate floor %1").arg(locale.toString(m_duplicateFloor, 'f', 2)),
                          m_duplicateFloor});
        }
        QVector<CurveMarker> markers;
        for (const RunColumns::Mark &mark : m_shown.front()->history->columns().marks)
            if (mark.event.kind == RunEventKind::checkpoint)
                markers.append({mark.place.on(m_x),
                                tr("checkpoint at step %1").arg(locale.toString(qint64(mark.event.step))),
                                theme().color(Token::textSecondary)});
        chart(Panel::loss)->setMarkers(markers);
    }
    chart(Panel::loss)->setReferenceLines(total);
    chart(Panel::levels)->setReferenceLines(level);
}

void RunCharts::setXAxis(XAxis axis)
{
    m_x = axis;
    retranslate();
    rebuild();
    fit();
}

void RunCharts::setSmoothing(double weight)
{
    m_smoothing = weight;
    for (CurveChart *chart : m_charts)
        if (chart != this->chart(Panel::validation))
            chart->setSmoothing(weight);
}

void RunCharts::setLogX(bool on)
{
    m_logX = on;
    for (CurveChart *chart : m_charts)
        chart->setLogX(on);
}

void RunCharts::setLogY(bool on)
{
    m_logY = on;
    chart(Panel::loss)->setLogY(on);
    chart(Panel::levels)->setLogY(on);
}

void RunCharts::setAbandonedShown(bool shown)
{
    m_abandoned = shown;
    for (auto &run : m_shown)
        for (std::size_t i = 0; i < std::size(panelQuantities); ++i)
            chart(panelQuantities[i].panel)->setCurveVisible(run->abandoned[i], shown);
    for (CurveChart *chart : m_charts)
        chart->refresh();
}

void RunCharts::fit()
{
    for (CurveChart *chart : m_charts) {
        const QSignalBlocker quiet(chart);
        chart->fit();
    }
}

void RunCharts::setDuplicateFloor(double floor)
{
    m_duplicateFloor = floor;
    drawReferences();
    for (CurveChart *chart : m_charts)
        chart->refresh();
}

void RunCharts::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        rebuild();
    }
}

void RunCharts::retranslate()
{
    const QString x = m_x == XAxis::step ? tr("step")
        : m_x == XAxis::patients         ? tr("patients seen")
        : m_x == XAxis::epoch            ? tr("epoch")
                                         : tr("hours");
    for (int i = 0; i < panelCount; ++i) {
        m_charts[std::size_t(i)]->setTitle(word(panelTitles[i]));
        m_charts[std::size_t(i)]->setXTitle(x);
    }
    chart(Panel::loss)->setEmptyText(tr("The first step has not been told yet."));
    chart(Panel::levels)->setEmptyText(tr("This run tells no losses by level."));
    chart(Panel::validation)->setEmptyText(tr("No validation yet."));
    for (Panel panel : {Panel::accuracy, Panel::scales})
        chart(panel)->setEmptyText(tr("This run does not tell it."));
    for (Panel panel : {Panel::learningRate, Panel::speed, Panel::memory, Panel::gradient, Panel::time, Panel::utilisation})
        chart(panel)->setEmptyText(tr("Not told yet."));
    chart(Panel::temperature)->setEmptyText(tr("This computer does not tell it."));
}

} // namespace retclip
