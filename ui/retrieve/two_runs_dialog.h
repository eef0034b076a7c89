// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/hit_comparison.h"
#include "ui/retrieve/retrieval_jobs.h"
#include "ui/viewer/lent_pictures.h"

#include <QDialog>
#include <QHash>
#include <QPointer>

class QComboBox;
class QLabel;
class QListView;
class QTableWidget;

namespace retclip {

class AppContext;
class HitsModel;
class Job;

/// The same question to two runs, side by side: both rankings as pictures, and between them what moved up, what is
/// new and what was lost. A row selects its exam. Searching is a job; both networks stay open with the dialog.
class TwoRunsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `order`: the question as it was asked; its run is the earlier one.
    TwoRunsDialog(AppContext &context, const SearchOrder &order, const QVector<RunRow> &runs, QWidget *parent);
    ~TwoRunsDialog() override;

    void compareWith(RunId run);
    [[nodiscard]] const std::vector<MovedHit> &moved() const { return m_moved; }
    [[nodiscard]] QTableWidget *table() const { return m_table; }
    [[nodiscard]] QString summary() const;

signals:
    void compared();

private:
    struct Answers
    {
        SearchAnswer before, after;
        QHash<qint64, QString> codes;
    };
    void look();
    void fill(const Answers &answers);
    QListView *makeGrid(HitsModel *model);

    AppContext &m_context;
    SearchOrder m_order;
    QVector<RunRow> m_runs;
    LentPictures m_pictures;
    std::shared_ptr<RetrievalIndex> m_before, m_after;
    std::vector<MovedHit> m_moved;
    QPointer<Job> m_job;
    QComboBox *m_run;
    QLabel *m_state;
    HitsModel *m_beforeHits, *m_afterHits;
    QTableWidget *m_table;
};

} // namespace retclip
