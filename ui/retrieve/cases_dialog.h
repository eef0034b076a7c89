// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/retrieval_cases.h"

#include <QDialog>
#include <QHash>
#include <QPointer>

#include <array>
#include <functional>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace retclip {

class AppContext;
class ConfusionView;
class Job;

/// What stands behind R@K of a run on a split: the hardest searches, how ranks fall, and which findings are taken
/// for which. Every row, bar and cell becomes the Selection. Worked out in a job.
class RetrievalCasesDialog : public QDialog
{
    Q_OBJECT

public:
    RetrievalCasesDialog(AppContext &context, const RunRow &run, Split split, QWidget *parent);
    ~RetrievalCasesDialog() override;

    [[nodiscard]] bool isReady() const { return m_cases.has_value(); }

signals:
    void found();

private:
    struct Found
    {
        std::array<RetrievalCases, 2> ways; ///< Report to photographs, and back.
        QHash<qint64, QString> codes;
    };
    void look();
    void fill();
    [[nodiscard]] const RetrievalCases &shown() const;
    void select(std::vector<ExamId> exams, const std::function<QString(int)> &say);
    void selectCell(int lookedFor, int first);
    void selectBin(int bin);

    AppContext &m_context;
    RunRow m_run;
    Split m_split;
    std::optional<Found> m_cases;
    QPointer<Job> m_job;
    QComboBox *m_way, *m_set;
    QLabel *m_state;
    QTableWidget *m_hardest;
    std::vector<QPushButton *> m_bins;
    ConfusionView *m_confusions;
};

} // namespace retclip
