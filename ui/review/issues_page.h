// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "ui/review/issues_model.h"
#include "ui/shell/selection.h"
#include "ui/viewer/lent_pictures.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;
class QTextBrowser;
class QVBoxLayout;

namespace retclip {

class AppContext;
class IssueChips;
class Job;
class KeyFilter;
class PairedViewer;
class StudyDocument;

/// Labels that are likely wrong, as Review shows them: one ranked list with reasons, chips for its kinds,
/// the photographs and the report of the row beside it. Verdicts by keys; R takes the list as it stands
/// to the review queue. Looking is a job.
class IssuesPage : public QWidget
{
    Q_OBJECT

public:
    explicit IssuesPage(AppContext &context, QWidget *parent = nullptr);
    ~IssuesPage() override;

    void studyChanged(StudyDocument *document);
    void arrive();
    [[nodiscard]] QWidget *canvas() const;
    bool bringIntoView(ExamId exam);
    void retranslate();

    [[nodiscard]] IssuesModel &model() const { return *m_model; }
    [[nodiscard]] int currentRow() const;

public slots:
    void look(); ///< What the button does; while it looks: stops.
    void giveVerdict(retclip::VerdictKind kind);
    void goBy(int rows);
    void review(); ///< The list as it stands, beginning with this row.

signals:
    void queueWanted();
    void looked(int issues); ///< -1: could not.

private:
    struct Looked
    {
        IssueList list;
        QHash<qint64, VerdictKind> verdicts;
    };
    void makeTop(QVBoxLayout &column);
    QWidget *makeTable();
    QWidget *makeCase();
    void bindKeys(KeyFilter &keys);
    void fillSources();
    void showLooked(Result<Looked> result);
    void showKinds();
    void showCurrent();
    void showCounts();
    void examsChanged(const std::vector<ExamId> &exams);
    void goToNextOpen();
    [[nodiscard]] IssueOrder order() const;
    [[nodiscard]] Selection selection() const;

    AppContext &m_context;
    IssuesModel *m_model;
    LentPictures m_pictures;
    PairedViewer *m_viewer;
    IssueChips *m_chips;
    QVector<RunRow> m_runs;
    RunId m_run; ///< That the list is of.
    QPointer<Job> m_job;
    bool m_listed = false;   ///< A list is there.
    int m_labelsChanged = 0; ///< Since the list was made.
    QComboBox *m_set, *m_runBox, *m_folds;
    QPushButton *m_back, *m_look, *m_review;
    QTableView *m_table;
    QLabel *m_counts, *m_notes, *m_title, *m_why, *m_keys;
    QTextBrowser *m_report;
};

} // namespace retclip
