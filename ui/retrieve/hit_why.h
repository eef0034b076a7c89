// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "core/study/values.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QLabel;
class QTextBrowser;
class QVBoxLayout;
class QWidget;

namespace retclip {

class AppContext;
class ExplanationBar;
class Job;
class PairedViewer;
class Pictures;
struct RetrievalIndex;

/// Why a hit was hit: what drew the network to the photographs laid over them, the words with their
/// weights, the report. Stands in the rows of a panel that it is given.
class HitWhy : public QObject
{
    Q_OBJECT

public:
    /// Adds its rows to the layout of `panel`, which owns it.
    HitWhy(AppContext &context, Pictures &pictures, QVBoxLayout &rows, QWidget *panel);
    ~HitWhy() override;

    /// Null: none. Explained by the model of `index` (null: not) for `text`; in a job.
    void showHit(const ExamRow *exam, const std::shared_ptr<RetrievalIndex> &index,
                 const QString &text, Level level);
    void clear();
    void setOverlayShown(bool shown);
    [[nodiscard]] PairedViewer &viewer() const { return *m_viewer; }
    void retranslate();

private:
    void explain();
    void showExplanation();
    void readFailures();
    void check(); ///< A job; while it goes on: stops it.

    AppContext &m_context;
    std::shared_ptr<RetrievalIndex> m_index;
    QString m_text;
    Level m_level = Level::patient;
    RunId m_failuresOf; ///< The run whose checks the bar tells.
    std::optional<Explanation> m_explanation; ///< Of what is on screen.
    ExplanationBar *m_bar;
    PairedViewer *m_viewer;
    QLabel *m_title, *m_tokens, *m_hint;
    QTextBrowser *m_report;
    QPointer<Job> m_job, m_checkJob;
};

} // namespace retclip
