// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "ui/shell/workspace.h"

#include <QPointer>
#include <QVector>

#include <mutex>

class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QTextBrowser;
class QToolButton;

namespace retclip {

class Histogram;
class HitsModel;
class Job;
class JobPool;
class PairedViewer;
class Pictures;

/// Retrieve: from words, a photograph or an exam to the nearest exams or reports under a run, with
/// the similarities of all candidates, why a hit was hit, and how good retrieval is as a whole.
class RetrieveWorkspace : public Workspace
{
    Q_OBJECT

public:
    enum class Mode { textToExams, imageToReports, examToExams };

    explicit RetrieveWorkspace(AppContext &context, QWidget *parent = nullptr);
    ~RetrieveWorkspace() override;

    QString id() const override { return QStringLiteral("retrieve"); }
    QString title() const override { return tr("Retrieve"); }
    QString iconName() const override { return QStringLiteral("retrieve"); }
    void studyChanged(StudyDocument *document) override;
    void showSelection(const Selection &selection) override; ///< Exams like the first one.
    void arrive() override;
    QWidget *canvas() override;
    QWidget *queryLine() override;
    QList<QAction *> commands() const override { return m_commands; }
    void retranslate() override;

    void setMode(Mode mode);
    void setQueryText(const QString &text);
    void search();
    void measure();
    [[nodiscard]] HitsModel *hits() const { return m_hits; }
    [[nodiscard]] bool isStale() const { return m_stale; }
    [[nodiscard]] bool isBusy() const { return !m_job.isNull(); }

private:
    /// A network and what it made of the candidates. Used by one job at a time.
    struct Index
    {
        std::mutex inUse;
        RunId run;
        QString candidates;
        std::shared_ptr<OpenModel> model;
        StudyFeatures features;
    };
    struct Answer
    {
        std::shared_ptr<Index> index;
        RetrievalAnswer answer;
        std::vector<ExamRow> rows;
        std::vector<float> hitSimilarities;
    };
    struct Measures
    {
        std::vector<RetrievalEvaluation> levels;
        qint64 exams = 0;
    };

    void buildTop(QFrame &bar);
    void buildSide(QFrame &panel);
    void loadRuns();
    [[nodiscard]] std::optional<RunRow> chosenRun() const;
    [[nodiscard]] Level level() const;
    void showProgress(Job *job);
    void explainCurrent();
    void showMeasures(const Measures &measures);
    void selectAbove(double similarity);
    void markStale();
    void refresh();

    QVector<RunRow> m_runs;
    RunId m_wanted;
    Mode m_mode = Mode::textToExams;
    std::shared_ptr<Index> m_index;
    std::vector<float> m_similarities;
    bool m_stale = false, m_searchWanted = false;
    QString m_imageFile;
    QPointer<Job> m_job, m_explainJob;
    std::optional<Measures> m_measures;

    std::unique_ptr<JobPool> m_picturePool;
    std::unique_ptr<Pictures> m_ownPictures; ///< Where the window lends none.
    Pictures *m_pictures = nullptr;
    QComboBox *m_run = nullptr, *m_level = nullptr, *m_split = nullptr;
    QVector<QToolButton *> m_modeButtons;
    QLineEdit *m_query = nullptr, *m_candidates = nullptr;
    QPushButton *m_search = nullptr, *m_browse = nullptr, *m_stop = nullptr, *m_recompute = nullptr,
                *m_select = nullptr, *m_measure = nullptr;
    QLabel *m_runLabel = nullptr, *m_levelLabel = nullptr, *m_candidateLabel = nullptr,
           *m_state = nullptr, *m_staleText = nullptr, *m_whyTitle = nullptr, *m_whyHint = nullptr,
           *m_measureTitle = nullptr, *m_empty = nullptr;
    QFrame *m_staleBar = nullptr;
    QProgressBar *m_progress = nullptr;
    QStackedWidget *m_pages = nullptr;
    HitsModel *m_hits = nullptr;
    QListView *m_grid = nullptr;
    Histogram *m_histogram = nullptr;
    PairedViewer *m_viewer = nullptr;
    QTextBrowser *m_report = nullptr;
    QLabel *m_tokens = nullptr;
    QTableWidget *m_table = nullptr;
    QList<QAction *> m_commands;
};

[[nodiscard]] Workspace *makeRetrieveWorkspace(AppContext &context);

} // namespace retclip
