// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/study/values.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QLabel;
class QTextBrowser;

namespace retclip {

class AppContext;
class ExplanationBar;
class Job;
class PairedViewer;
class Pictures;
class RegionLayer;
class ReviewCases;
struct ReviewItem;

/// Middle in Review: which case it is, its two photographs, what label and model say, the report.
class CaseView : public QWidget
{
    Q_OBJECT

public:
    CaseView(AppContext &context, Pictures &pictures, QWidget *parent = nullptr);
    ~CaseView() override;

    /// Shows the case of that place and reads its neighbours ahead. True: it is another exam than
    /// the one before.
    bool showCase(const ReviewCases &cases, int place);
    /// The labels of `set` (nothing: of all sets) and the prediction, or that it is hidden; and why the
    /// case is here, where that is said.
    void showFacts(const ReviewItem &item, const ExamRow &exam, const std::optional<LabelSet> &set,
                   bool predictionHidden, const QString &whyHere = {});
    /// Lays over the photographs what drew the run to the report; computed once, by a job.
    void explain(const std::optional<RunRow> &run);
    void hideExplanation();
    void forgetExplanation(); ///< One that is still being computed will not be waited for.
    [[nodiscard]] PairedViewer &viewer() const { return *m_viewer; }
    [[nodiscard]] RegionLayer &regions() const { return *m_regions; }

private:
    AppContext &m_context;
    PairedViewer *m_viewer;
    RegionLayer *m_regions;
    QLabel *m_title, *m_facts;
    QTextBrowser *m_report;
    void computeExplanation();
    void checkMaps(); ///< A job; while it goes on: stops it.
    void showExplanation();
    std::optional<RunRow> m_explainingRun;
    std::optional<Explanation> m_explanation; ///< Of the exam on screen, by the method chosen.
    ExplanationBar *m_explanationBar;
    QPointer<Job> m_explainJob, m_checkJob;
};

} // namespace retclip
