// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/benchmarks/benchmark_import.h"
#include "core/benchmarks/benchmark_runs.h"
#include "ui/shell/app_context.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace retclip {

class IntervalChart;
class Job;

/// Evaluate, Benchmarks: the public collections that are known, which of them are here, adding one, running the
/// published protocols with the run chosen in Evaluate, and the table of what came out. They stand in a folder of
/// their own, beside the study unless a person chooses another.
class BenchmarksPage : public QWidget
{
    Q_OBJECT

public:
    /// `network`: the run whose checkpoint is judged, asked when a run starts.
    BenchmarksPage(AppContext &context, std::function<std::optional<RunRow>()> network, QWidget *parent = nullptr);
    ~BenchmarksPage() override;

    void studyChanged();
    void arrive(); ///< Looks again at what is there.
    void retranslate();
    [[nodiscard]] QWidget *canvas() const;

    [[nodiscard]] QString folder() const;
    void setFolder(const QString &folder);
    void choose(const QString &id); ///< The row of a benchmark.
    void add(QString source = {});  ///< The benchmark of the row; empty: asks for the folder or archive.
    void run(bool all);             ///< The row's or every benchmark that is here; while it runs: stops.
    [[nodiscard]] bool isBusy() const { return !m_job.isNull(); }
    [[nodiscard]] QTableWidget *entries() const { return m_entries; }
    [[nodiscard]] QTableWidget *table() const { return m_table; }
    [[nodiscard]] QString details() const;
    [[nodiscard]] QSpinBox *seeds() const { return m_seeds; }
    [[nodiscard]] QLineEdit *shares() const { return m_shares; }
    /// Settings that are changed after the protocol's; for tests and small machines.
    std::vector<std::pair<std::string, std::string>> settings;

signals:
    void backWanted();
    void changed(); ///< After looking, adding or running.

private:
    void layOut();
    QWidget *makeLeft();
    QWidget *makeRight();
    void look();
    void fillEntries();
    void fillTable();
    void showDetails();
    void adjust();
    void copyTable();
    void takeFigures();
    [[nodiscard]] const Benchmark *current() const;
    [[nodiscard]] QVector<double> percents() const;

    AppContext &m_context;
    std::function<std::optional<RunRow>()> m_network;
    QString m_folder; ///< Chosen; empty: beside the study.
    QVector<std::optional<BenchmarkAdded>> m_there; ///< As benchmarks().
    QVector<BenchmarkLine> m_lines;
    QString m_figures; ///< File of others' figures.
    QPointer<Job> m_job;

    QPushButton *m_back, *m_choose, *m_add, *m_run, *m_runAll, *m_copy, *m_others;
    QLabel *m_title, *m_place, *m_details, *m_state, *m_seedsLabel, *m_sharesLabel;
    QTableWidget *m_entries, *m_table;
    QCheckBox *m_probe, *m_finetune;
    QSpinBox *m_seeds;
    QLineEdit *m_shares;
    QProgressBar *m_progress;
    IntervalChart *m_chart;
};

} // namespace retclip
