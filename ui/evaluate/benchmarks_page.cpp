// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/benchmarks_page.h"

#include "core/base/files.h"
#include "core/inspection/evaluation_words.h"
#include "core/inspection/inspection.h"
#include "core/jobs/job.h"
#include "core/jobs/run_start_file.h"
#include "core/study/study_document.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/plots/interval_chart.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QRegularExpression>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace retclip {

namespace {

/// "0.823 ± 0.011"; a dash where there is nothing.
QString meanWithSpread(const std::optional<MeanAndSpread> &value)
{
    if (!value)
        return QStringLiteral("–");
    const QString mean = QLocale().toString(value->mean, 'f', 3);
    return value->deviation ? mean + QStringLiteral(" ± ") + QLocale().toString(*value->deviation, 'f', 3) : mean;
}

QString protocolName(BenchmarkProtocol protocol)
{
    return protocol == BenchmarkProtocol::probe ? BenchmarksPage::tr("linear probe") : BenchmarksPage::tr("fine-tuning");
}

QString sentenceOf(const Message &text)
{
    return translated(text);
}

} // namespace

BenchmarksPage::BenchmarksPage(AppContext &context, std::function<std::optional<RunRow>()> network, QWidget *parent)
    : QWidget(parent), m_context(context), m_network(std::move(network)), m_there(benchmarks().size())
{
    m_folder = m_context.settings.value(QStringLiteral("benchmarks/folder")).toString();
    layOut();
    connect(m_back, &QPushButton::clicked, this, &BenchmarksPage::backWanted);
    connect(m_choose, &QPushButton::clicked, this, [this] {
        if (const QString chosen = QFileDialog::getExistingDirectory(this, tr("Folder of benchmarks"), folder()); !chosen.isEmpty())
            setFolder(chosen);
    });
    connect(m_add, &QPushButton::clicked, this, [this] { add(); });
    connect(m_run, &QPushButton::clicked, this, [this] { run(false); });
    connect(m_runAll, &QPushButton::clicked, this, [this] { run(true); });
    connect(m_copy, &QPushButton::clicked, this, &BenchmarksPage::copyTable);
    connect(m_others, &QPushButton::clicked, this, &BenchmarksPage::takeFigures);
    connect(m_entries, &QTableWidget::currentCellChanged, this, [this] {
        showDetails();
        adjust();
    });
    for (QCheckBox *box : {m_probe, m_finetune})
        connect(box, &QCheckBox::toggled, this, &BenchmarksPage::adjust);
    connect(m_shares, &QLineEdit::textChanged, this, &BenchmarksPage::adjust);
    retranslate();
}

BenchmarksPage::~BenchmarksPage()
{
    if (m_job)
        m_job->cancel();
}

void BenchmarksPage::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::s, space::l, space::m);
    layout->setSpacing(space::s);
    auto *head = new QHBoxLayout;
    m_back = new QPushButton;
    setLook(m_back, "quiet");
    m_title = labelWithLook("title");
    m_place = labelWithLook("caption", true);
    m_choose = new QPushButton;
    head->addWidget(m_back);
    head->addWidget(m_title);
    head->addWidget(m_place, 1);
    head->addWidget(m_choose);
    layout->addLayout(head);
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeLeft());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({430, 740});
    layout->addWidget(splitter, 1);
}

QWidget *BenchmarksPage::makeLeft()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, space::m, 0);
    column->setSpacing(space::s);
    m_entries = readingTable();
    m_entries->setObjectName(QStringLiteral("benchmarkEntries"));
    m_entries->setColumnCount(3);
    m_entries->setRowCount(int(benchmarks().size()));
    column->addWidget(m_entries, 3);
    m_details = labelWithLook("secondary", true);
    m_details->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_details->setOpenExternalLinks(false);
    column->addWidget(m_details, 2);
    m_add = new QPushButton;
    m_add->setObjectName(QStringLiteral("benchmarkAdd"));
    column->addWidget(m_add);
    return side;
}

QWidget *BenchmarksPage::makeRight()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(space::m, 0, 0, 0);
    column->setSpacing(space::s);
    auto *how = new QHBoxLayout;
    m_probe = new QCheckBox;
    m_probe->setChecked(true);
    m_finetune = new QCheckBox;
    m_seeds = new QSpinBox;
    m_seeds->setRange(1, 50);
    m_seeds->setValue(5);
    m_seedsLabel = new QLabel;
    m_seedsLabel->setBuddy(m_seeds);
    m_shares = new QLineEdit(QStringLiteral("100"));
    m_sharesLabel = new QLabel;
    m_sharesLabel->setBuddy(m_shares);
    how->addWidget(m_probe);
    how->addWidget(m_finetune);
    how->addSpacing(space::m);
    how->addWidget(m_seedsLabel);
    how->addWidget(m_seeds);
    how->addWidget(m_sharesLabel);
    how->addWidget(m_shares, 1);
    column->addLayout(how);
    auto *act = new QHBoxLayout;
    m_run = new QPushButton;
    m_runAll = new QPushButton;
    m_runAll->setObjectName(QStringLiteral("benchmarkRunAll"));
    m_progress = new QProgressBar;
    m_progress->hide();
    act->addWidget(m_run);
    act->addWidget(m_runAll);
    act->addWidget(m_progress, 1);
    act->addStretch(1);
    column->addLayout(act);
    m_state = labelWithLook("secondary", true);
    column->addWidget(m_state);
    m_table = readingTable();
    m_table->setObjectName(QStringLiteral("benchmarkTable"));
    m_table->setColumnCount(7);
    column->addWidget(m_table, 3);
    m_chart = new IntervalChart;
    m_chart->setMinimumHeight(160);
    column->addWidget(m_chart, 2);
    auto *out = new QHBoxLayout;
    m_others = new QPushButton;
    m_copy = new QPushButton;
    out->addStretch(1);
    out->addWidget(m_others);
    out->addWidget(m_copy);
    column->addLayout(out);
    return side;
}

QString BenchmarksPage::folder() const
{
    if (!m_folder.isEmpty())
        return m_folder;
    if (!m_context.study)
        return {};
    return QFileInfo(m_context.study->study().folder()).absolutePath() + QStringLiteral("/benchmarks");
}

void BenchmarksPage::setFolder(const QString &folder)
{
    m_folder = folder;
    m_context.settings.setValue(QStringLiteral("benchmarks/folder"), folder);
    look();
}

QWidget *BenchmarksPage::canvas() const
{
    return m_entries;
}

void BenchmarksPage::studyChanged()
{
    m_there.fill({});
    m_lines.clear();
    if (isVisible())
        look();
}

void BenchmarksPage::arrive()
{
    if (m_entries->currentRow() < 0)
        m_entries->setCurrentCell(0, 0);
    look();
}

const Benchmark *BenchmarksPage::current() const
{
    const int row = m_entries->currentRow();
    return row >= 0 && row < benchmarks().size() ? &benchmarks()[row] : nullptr;
}

void BenchmarksPage::choose(const QString &id)
{
    for (int row = 0; row < benchmarks().size(); ++row)
        if (benchmarks()[row].id == id)
            m_entries->setCurrentCell(row, 0);
}

QString BenchmarksPage::details() const
{
    return m_details->text();
}

QVector<double> BenchmarksPage::percents() const
{
    QVector<double> shares;
    for (const QString &part : m_shares->text().split(QRegularExpression(QStringLiteral("[,，;\\s]+")), Qt::SkipEmptyParts)) {
        bool number = false;
        const double share = part.toDouble(&number);
        if (!number || !(share > 0) || share > 100)
            return {};
        shares.prepend(share);
    }
    return shares;
}

// ---- Looking -----------------------------------------------------------------------------------------

void BenchmarksPage::look()
{
    const QString root = folder();
    struct Found
    {
        QVector<std::optional<BenchmarkAdded>> there;
        QVector<BenchmarkLine> lines;
    };
    if (root.isEmpty()) {
        fillEntries();
        fillTable();
        return;
    }
    m_context.jobs.start<Found>(
        {}, this,
        [root, figures = m_figures](const ProgressCallback &, std::stop_token) -> Result<Found> {
            Found found;
            for (const Benchmark &each : benchmarks())
                found.there.append(benchmarkThere(root, each));
            QVector<PublishedFigure> published;
            if (!figures.isEmpty()) {
                RETCLIP_TRY(published, readPublishedFigures(figures));
            }
            RETCLIP_TRY(found.lines, benchmarkTable(root, published));
            return found;
        },
        [this](Result<Found> found) {
            if (found) {
                m_there = found->there;
                m_lines = found->lines;
            } else {
                m_figures.clear(); // A table that cannot be read is not asked again.
                m_context.notifications.post(found.error());
            }
            fillEntries();
            fillTable();
            emit changed();
        });
}

void BenchmarksPage::fillEntries()
{
    const QLocale locale;
    for (int row = 0; row < benchmarks().size(); ++row) {
        const Benchmark &each = benchmarks()[row];
        const auto &there = m_there[row];
        putCell(*m_entries, row, 0, each.title, each.source);
        putCell(*m_entries, row, 1, there ? tr("%Ln photograph(s)", nullptr, int(there->photographs)) : tr("not here"));
        putCell(*m_entries, row, 2, each.inPaper ? tr("paper") : QStringLiteral("–"),
                each.inPaper ? tr("One of the eight of the RET-CLIP paper") : QString());
    }
    m_entries->resizeColumnsToContents();
    showDetails();
    adjust();
}

void BenchmarksPage::showDetails()
{
    const Benchmark *entry = current();
    if (!entry) {
        m_details->clear();
        return;
    }
    QStringList text{QStringLiteral("<b>%1</b> (%2)").arg(entry->title.toHtmlEscaped(), entry->source.toHtmlEscaped()),
                     tr("From: %1").arg(entry->where.toHtmlEscaped()),
                     tr("Licence as stated there: %1. Read the terms before you take it.").arg(entry->licence.toHtmlEscaped()),
                     sentenceOf(entry->layout).toHtmlEscaped(), sentenceOf(entry->split).toHtmlEscaped()};
    QStringList classes;
    for (const BenchmarkClass &each : entry->classes)
        classes << each.shown.title + (each.shown.titleZh.isEmpty() ? QString() : QStringLiteral(" ") + each.shown.titleZh);
    text << tr("%n classes: %1", nullptr, int(classes.size())).arg(classes.mid(0, 8).join(QStringLiteral(", ")).toHtmlEscaped()
                                                               + (classes.size() > 8 ? QStringLiteral(" …") : QString()));
    if (const auto &there = m_there[m_entries->currentRow()]) {
        text << tr("Here: %1 photographs; %2 / %3 / %4 patients to train, validate and test on; dataset %5.")
                    .arg(QLocale().toString(there->photographs)).arg(there->dataset.trainingPatients)
                    .arg(there->dataset.validationPatients).arg(there->dataset.testPatients).arg(there->dataset.hash.left(12));
        for (const Message &warning : there->warnings)
            text << QStringLiteral("⚠ ") + sentenceOf(warning).toHtmlEscaped();
    }
    m_details->setText(text.join(QStringLiteral("<br>")));
}

void BenchmarksPage::fillTable()
{
    QStringList heading{tr("Benchmark"), tr("Network"), tr("Protocol"), tr("Trained on"), tr("AUROC"), tr("Average precision"),
                        tr("Best on test (no result)")};
    m_table->setHorizontalHeaderLabels(heading);
    int rows = 0;
    for (const BenchmarkLine &line : std::as_const(m_lines))
        rows += 1 + int(line.published.size());
    m_table->setRowCount(rows);
    int row = 0;
    QVector<IntervalChart::Row> curve;
    for (const BenchmarkLine &line : std::as_const(m_lines)) {
        const auto entry = benchmark(line.benchmark);
        const QString title = (entry ? (*entry)->title : line.benchmark) + (line.synthetic ? QStringLiteral(" · SYNTHETIC") : QString());
        const QString seeds = tr("%1 of %2 seeds").arg(line.done).arg(line.runs);
        putCell(*m_table, row, 0, title, seeds);
        putCell(*m_table, row, 1, line.model);
        putCell(*m_table, row, 2, protocolName(line.protocol));
        putCell(*m_table, row, 3, QStringLiteral("%1 %").arg(QLocale().toString(line.percent)));
        putCell(*m_table, row, 4, meanWithSpread(line.auroc), seeds + tr(", the state chosen on validation"));
        putCell(*m_table, row, 5, meanWithSpread(line.averagePrecision), seeds);
        putCell(*m_table, row, 6, meanWithSpread(line.bestOnTest), tr("AUROC at the epoch that is best on test: comparable with tables that chose on test, and no result."));
        ++row;
        for (const PublishedFigure &figure : line.published) {
            putCell(*m_table, row, 0, title, figure.source);
            putCell(*m_table, row, 1, QStringLiteral("%1 (%2)").arg(figure.model, figure.source), figure.source);
            putCell(*m_table, row, 2, protocolName(line.protocol));
            putCell(*m_table, row, 3, QStringLiteral("100 %"));
            putCell(*m_table, row, 4, figure.metric == QLatin1String("auroc") ? shownFigure(figure.value) : QStringLiteral("–"), figure.source);
            putCell(*m_table, row, 5, figure.metric == QLatin1String("average_precision") ? shownFigure(figure.value) : QStringLiteral("–"), figure.source);
            putCell(*m_table, row, 6, QStringLiteral("–"));
            ++row;
        }
        if (line.auroc) {
            IntervalChart::Row point;
            point.name = QStringLiteral("%1 · %2 · %3 · %4 %").arg(title, line.model, protocolName(line.protocol), QLocale().toString(line.percent));
            point.value = line.auroc->mean;
            if (line.auroc->deviation)
                point.interval = Interval{line.auroc->mean - *line.auroc->deviation, line.auroc->mean + *line.auroc->deviation};
            point.count = line.done;
            curve.append(point);
        }
    }
    m_table->resizeColumnsToContents();
    m_chart->setRows(curve, 0.5);
    m_copy->setEnabled(!m_lines.isEmpty());
}

// ---- Adding and running ---------------------------------------------------------------------------------

void BenchmarksPage::add(QString source)
{
    const Benchmark *entry = current();
    const QString root = folder();
    if (!entry || m_job || root.isEmpty())
        return;
    if (source.isEmpty())
        source = QFileDialog::getExistingDirectory(this, tr("Folder of %1 as downloaded").arg(entry->title));
    if (source.isEmpty())
        return;
    m_job = m_context.jobs.start<BenchmarkAdded>(
        tr("Add %1").arg(entry->title), this,
        [root, entry, source, person = m_context.study ? m_context.study->person() : m_context.settings.readerName()](
            const ProgressCallback &progress, std::stop_token stop) { return addBenchmark(root, *entry, source, person, progress, stop); },
        [this, entry](Result<BenchmarkAdded> added) {
            m_job = nullptr;
            if (added) {
                m_state->setText(tr("%1. Photographs that came in: %2; exams that were there: %3; rows skipped: %4.")
                                     .arg(entry->title).arg(added->report.images).arg(added->report.unchanged).arg(added->report.skipped.size()));
                if (!added->warnings.isEmpty())
                    m_context.notifications.post(added->warnings.front(), Severity::warning);
            } else if (added.error().code != ErrorCode::cancelled) {
                m_context.notifications.post(added.error());
            }
            look();
        });
    adjust();
}

void BenchmarksPage::run(bool all)
{
    if (m_job) {
        m_job->cancel();
        return;
    }
    const auto network = m_network();
    const Benchmark *entry = current();
    if (!network || (!all && !entry))
        return;
    BenchmarkOrder order;
    order.root = folder();
    order.model = QStringLiteral("%1-%2").arg(m_context.study ? m_context.study->study().name() : QString(), network->name);
    order.checkpoint = checkpointFileOf(*network);
    if (order.checkpoint.isEmpty()) {
        m_context.notifications.post(message(QT_TRANSLATE_NOOP("Message", "Run %1 has no checkpoint yet."), {std::to_string(network->id.value)}),
                                     Severity::warning);
        return;
    }
    if (!all)
        order.ids = {entry->id};
    order.protocols.clear();
    if (m_probe->isChecked())
        order.protocols.append(BenchmarkProtocol::probe);
    if (m_finetune->isChecked())
        order.protocols.append(BenchmarkProtocol::finetune);
    order.seeds = m_seeds->value();
    order.percents = percents();
    order.settings = settings;
    order.person = m_context.settings.readerName();
    m_job = m_context.jobs.start<int>(
        tr("Benchmarks of run %1").arg(network->id.value), this,
        [order, &door = m_context.door](const ProgressCallback &progress, std::stop_token stop) -> Result<int> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            int failed = 0;
            RETCLIP_CHECK(runBenchmarks(order, *backend, door.tokenizers(), [&](const RunRow &, const Error *error) { failed += error != nullptr; },
                                        progress, stop));
            return failed;
        },
        [this](Result<int> failed) {
            m_job = nullptr;
            if (failed)
                m_state->setText(*failed == 0 ? tr("All runs are done.") : tr("%n runs failed; their studies say why. The others are done.", nullptr, *failed));
            else if (failed.error().code == ErrorCode::cancelled)
                m_state->setText(tr("Stopped; Run goes on where it ended."));
            else
                m_context.notifications.post(failed.error());
            look();
        });
    if (m_job)
        connect(m_job, &Job::progressed, this, [this] {
            if (!m_job)
                return;
            m_progress->setRange(0, int(m_job->progress().total));
            m_progress->setValue(int(m_job->progress().done));
        });
    adjust();
}

void BenchmarksPage::copyTable()
{
    QApplication::clipboard()->setText(benchmarkCsv(m_lines));
}

void BenchmarksPage::takeFigures()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Others' figures: benchmark, protocol, metric, model, value, source"), {},
                                                      tr("CSV table (*.csv)"));
    if (file.isEmpty())
        return;
    m_figures = file;
    look();
}

void BenchmarksPage::adjust()
{
    const bool place = !folder().isEmpty();
    const int row = m_entries->currentRow();
    const bool here = row >= 0 && row < m_there.size() && m_there[row].has_value();
    const bool any = std::any_of(m_there.cbegin(), m_there.cend(), [](const auto &there) { return there.has_value(); });
    const bool ready = m_network().has_value() && !percents().isEmpty() && (m_probe->isChecked() || m_finetune->isChecked());
    m_add->setEnabled(place && !m_job && row >= 0);
    m_run->setEnabled(m_job || (ready && here));
    m_runAll->setEnabled(!m_job && ready && any);
    m_run->setText(m_job ? tr("Stop") : tr("Run this one"));
    m_progress->setVisible(!m_job.isNull());
    if (!m_job)
        m_progress->reset();
    if (!m_network())
        m_state->setText(tr("Choose at the left the run whose network is judged."));
    else if (percents().isEmpty())
        m_state->setText(tr("Write shares of the training patients as percentages, such as 1,5,10,50,100."));
    m_place->setText(place ? folder() : tr("Open a study first."));
}

void BenchmarksPage::retranslate()
{
    m_back->setText(tr("Back"));
    m_back->setToolTip(tr("Back to the evaluation"));
    m_title->setText(tr("Benchmarks"));
    m_choose->setText(tr("Folder…"));
    m_choose->setToolTip(tr("Where the benchmarks' studies stand; nothing is downloaded by this program"));
    m_add->setText(tr("Add from a download…"));
    m_add->setToolTip(tr("Take in the folder that was downloaded: counts are checked, splits are kept or dealt out and frozen"));
    m_probe->setText(tr("linear probe"));
    m_probe->setToolTip(tr("A linear classifier on the fixed image features, AdamW at 1e-3, 75 epochs, as the authors' code"));
    m_finetune->setText(tr("fine-tuning"));
    m_finetune->setToolTip(tr("Image encoder and classifier learn together: 50 epochs at 1e-5"));
    m_seedsLabel->setText(tr("Seeds"));
    m_sharesLabel->setText(tr("Percent of training"));
    m_shares->setToolTip(tr("Several make low-data curves: 1,5,10,50,100"));
    m_runAll->setText(tr("Run all"));
    m_runAll->setToolTip(tr("Every benchmark that is here; stopped and started again it goes on where it ended"));
    m_others->setText(tr("Others' figures…"));
    m_others->setToolTip(tr("A CSV table of published figures, each with its source, shown beside yours. None come with the program"));
    m_copy->setText(tr("Copy table"));
    m_entries->setHorizontalHeaderLabels({tr("Benchmark"), tr("Here"), tr("In")});
    m_entries->setAccessibleName(tr("Benchmarks"));
    m_table->setAccessibleName(tr("Results"));
    m_seeds->setAccessibleName(tr("Seeds"));
    m_shares->setAccessibleName(tr("Percent of training"));
    m_progress->setAccessibleName(tr("Progress"));
    m_chart->setTitle(tr("AUROC on test, mean and standard deviation over seeds"));
    m_chart->setEmptyText(tr("Run a benchmark to see its curve."));
    fillEntries();
    fillTable();
}

} // namespace retclip
