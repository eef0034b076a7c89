// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/cases_dialog.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/plots/confusion_view.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <memory>

namespace retclip {

namespace {
constexpr int listedSearches = 200;
} // namespace

RetrievalCasesDialog::RetrievalCasesDialog(AppContext &context, const RunRow &run, Split split, QWidget *parent)
    : QDialog(parent), m_context(context), m_run(run), m_split(split)
{
    setObjectName(QStringLiteral("retrievalCases"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Searches of run %1 one by one").arg(run.id.value));
    m_way = new QComboBox;
    m_way->addItems({tr("report to photographs"), tr("photographs to report")});
    m_way->setAccessibleName(tr("Direction"));
    m_set = new QComboBox;
    m_set->setAccessibleName(tr("Label set"));
    m_set->setToolTip(tr("Whose findings are taken for each other"));
    if (context.study)
        if (const auto sets = context.study->study().labelSets())
            for (const LabelSet &each : *sets)
                m_set->addItem(each.name);
    m_state = new QLabel;
    setLook(m_state, "secondary");
    auto *top = new QHBoxLayout;
    top->addWidget(m_way);
    top->addWidget(m_set);
    top->addWidget(m_state, 1);
    m_hardest = new QTableWidget(0, 5);
    m_hardest->setObjectName(QStringLiteral("hardestSearches"));
    m_hardest->setAccessibleName(tr("Hardest searches"));
    m_hardest->setHorizontalHeaderLabels({tr("Looked for"), tr("Rank"), tr("Similarity"), tr("Found first"), tr("Similarity")});
    m_hardest->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_hardest->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_hardest->setSelectionMode(QAbstractItemView::SingleSelection);
    m_hardest->setShowGrid(false);
    m_hardest->setTabKeyNavigation(false);
    m_hardest->verticalHeader()->hide();
    m_hardest->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto *bins = new QHBoxLayout;
    bins->setSpacing(space::xs);
    for (std::size_t bin = 0; bin <= rankBinEnds.size(); ++bin) {
        m_bins.push_back(new QPushButton);
        m_bins.back()->setAutoDefault(false);
        m_bins.back()->setObjectName(QStringLiteral("rankBin%1").arg(bin));
        bins->addWidget(m_bins.back());
        connect(m_bins.back(), &QPushButton::clicked, this, [this, bin] { selectBin(int(bin)); });
    }
    m_confusions = new ConfusionView;
    const auto caption = [](const QString &text) {
        auto *label = new QLabel(text);
        label->setWordWrap(true);
        setLook(label, "caption");
        return label;
    };
    auto *right = new QVBoxLayout;
    right->addWidget(caption(tr("Ranks of the first right answer: how many searches. Press one to select them.")));
    right->addLayout(bins);
    right->addWidget(caption(tr("Down: the finding looked for. Across: that of what was found first. Press a cell to select its searches.")));
    right->addWidget(m_confusions, 1);
    auto *left = new QVBoxLayout;
    left->addWidget(caption(tr("The hardest searches; a row selects both exams.")));
    left->addWidget(m_hardest, 1);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(space::l);
    halves->addLayout(left, 1);
    halves->addLayout(right, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addLayout(top);
    column->addLayout(halves, 1);
    connect(m_way, &QComboBox::activated, this, &RetrievalCasesDialog::fill);
    connect(m_set, &QComboBox::activated, this, &RetrievalCasesDialog::look);
    connect(m_confusions, &ConfusionView::cellClicked, this, &RetrievalCasesDialog::selectCell);
    connect(m_hardest, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (!m_cases || row < 0 || std::size_t(row) >= shown().hardest.size())
            return;
        const RetrievalCase &one = shown().hardest[std::size_t(row)];
        select(one.exam == one.nearest ? std::vector<ExamId>{one.exam} : std::vector<ExamId>{one.exam, one.nearest}, [](int) {
            return tr("An exam that was looked for, and what was found first");
        });
    });
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    resize(theme().scaled(1100), theme().scaled(640));
    look();
}

RetrievalCasesDialog::~RetrievalCasesDialog()
{
    if (m_job)
        m_job->cancel();
}

void RetrievalCasesDialog::look()
{
    if (m_job)
        m_job->cancel();
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_state->setText(tr("Comparing every report with every photograph…"));
    m_job = m_context.jobs.start<Found>(
        tr("Searches of run %1 one by one").arg(m_run.id.value), this,
        [study, run = m_run, split = m_split, set = m_set->currentText(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<Found> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            ModelSource source;
            source.run_folder = path_from_utf8(run.folder.toStdString());
            RETCLIP_TRY(const Manifest manifest, read_manifest(source.run_folder / "manifest.jsonl"));
            std::vector<ExamId> exams;
            for (const ManifestItem &item : manifest.items)
                if (item.split == split)
                    exams.push_back(item.exam);
            RETCLIP_TRY(const StudyFeatures features, studyFeatures(*study, source, *backend, exams, QStringLiteral("auto"), 0, progress, stop));
            Found result;
            RETCLIP_TRY(result.ways[0], retrievalCases(*study, features, false, set, stop));
            RETCLIP_TRY(result.ways[1], retrievalCases(*study, features, true, set, stop));
            RETCLIP_TRY(const auto rows, study->exams(features.exams));
            for (const ExamRow &row : rows)
                result.codes.insert(row.id.value, row.code);
            return result;
        },
        [this](Result<Found> result) {
            m_job.clear();
            if (result) {
                m_cases = std::move(*result);
                fill();
                emit found();
            } else if (result.error().code != ErrorCode::cancelled) {
                m_state->setText(translated(result.error().what_happened));
                m_context.notifications.post(result.error());
            }
        });
}

const RetrievalCases &RetrievalCasesDialog::shown() const
{
    return m_cases->ways[std::size_t(std::max(0, m_way->currentIndex()))];
}

void RetrievalCasesDialog::fill()
{
    if (!m_cases)
        return;
    const RetrievalCases &cases = shown();
    const QLocale locale;
    const auto name = [&](ExamId exam) {
        return m_context.settings.hideIdentifiers() ? tr("hidden") : m_cases->codes.value(exam.value);
    };
    const QSignalBlocker quiet(m_hardest);
    m_hardest->setRowCount(std::min(listedSearches, int(cases.hardest.size())));
    for (int row = 0; row < m_hardest->rowCount(); ++row) {
        const RetrievalCase &one = cases.hardest[std::size_t(row)];
        const QStringList cells{name(one.exam), locale.toString(one.rank), locale.toString(one.own, 'f', 2), name(one.nearest),
                                locale.toString(one.nearestSimilarity, 'f', 2)};
        for (int column = 0; column < cells.size(); ++column)
            m_hardest->setItem(row, column, new QTableWidgetItem(cells[column]));
    }
    int from = 1;
    for (std::size_t bin = 0; bin < m_bins.size(); ++bin) {
        const QString range = bin == rankBinEnds.size() ? QStringLiteral("> %1").arg(rankBinEnds.back())
            : from == rankBinEnds[bin]                  ? QString::number(from)
                                                        : QStringLiteral("%1–%2").arg(from).arg(rankBinEnds[bin]);
        m_bins[bin]->setText(QStringLiteral("%1\n%2").arg(range, locale.toString(cases.rankCounts[bin])));
        m_bins[bin]->setMinimumHeight(theme().scaled(44));
        m_bins[bin]->setEnabled(cases.rankCounts[bin] > 0);
        if (bin < rankBinEnds.size())
            from = rankBinEnds[bin] + 1;
    }
    ConfusionMatrix matrix;
    for (const QString &each : cases.classes)
        matrix.classes.push_back((each == QLatin1String("-") ? tr("none") : labelTitle(m_set->currentText(), each)).toStdString());
    for (const auto &row : cases.confusions) {
        matrix.counts.emplace_back();
        for (const auto &cell : row)
            matrix.counts.back().push_back(std::int64_t(cell.size()));
    }
    m_confusions->setVisible(!matrix.classes.empty());
    if (!matrix.classes.empty())
        m_confusions->setMatrix(matrix);
    m_state->setText(tr("%n search(es)", nullptr, int(cases.hardest.size())));
}

void RetrievalCasesDialog::select(std::vector<ExamId> exams, const std::function<QString(int)> &say)
{
    if (exams.empty())
        return;
    Selection selection;
    selection.describe([say, count = int(exams.size())] { return say(count); });
    selection.exams = std::move(exams);
    m_context.selections.select(selection);
}

void RetrievalCasesDialog::selectBin(int bin)
{
    if (!m_cases)
        return;
    const int from = bin == 0 ? 1 : rankBinEnds[std::size_t(bin) - 1] + 1;
    const int to = std::size_t(bin) < rankBinEnds.size() ? rankBinEnds[std::size_t(bin)] : std::numeric_limits<int>::max();
    std::vector<ExamId> exams;
    for (const RetrievalCase &one : shown().hardest)
        if (one.rank >= from && one.rank <= to)
            exams.push_back(one.exam);
    select(std::move(exams), [from, run = m_run.id.value](int count) {
        return tr("%n search(es) of run %1 whose answer ranks %2 or later", nullptr, count).arg(run).arg(from);
    });
}

void RetrievalCasesDialog::selectCell(int lookedFor, int first)
{
    if (!m_cases || std::size_t(lookedFor) >= shown().confusions.size())
        return;
    m_confusions->setPicked(lookedFor, first);
    const QString one = shown().classes[lookedFor], other = shown().classes[first], set = m_set->currentText();
    select(shown().confusions[std::size_t(lookedFor)][std::size_t(first)], [one, other, set, run = m_run.id.value](int count) {
        const auto title = [&](const QString &name) { return name == QLatin1String("-") ? tr("none") : labelTitle(set, name); };
        return tr("%n search(es) of run %1 for %2 that found %3 first", nullptr, count).arg(run).arg(title(one), title(other));
    });
}

} // namespace retclip
