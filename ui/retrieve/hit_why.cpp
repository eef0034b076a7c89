// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/hit_why.h"

#include "core/inspection/explanation_checks.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/plots/explanation_bar.h"
#include "ui/plots/heat_map.h"
#include "ui/retrieve/retrieval_jobs.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QLabel>
#include <QLocale>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

/// The words of a text, the more weight the stronger their ground.
QString weightedWords(const Explanation &explanation)
{
    QString html;
    const QColor accent = theme().color(Token::accent);
    const std::size_t count =
        std::min(explanation.pieces.size(), explanation.piece_weights.size());
    for (std::size_t i = 0; i < count; ++i) {
        const QString piece = QString::fromStdString(explanation.pieces[i]);
        if (piece.startsWith(QLatin1Char('[')))
            continue;
        const double weight = std::clamp(double(explanation.piece_weights[i]), 0.0, 1.0);
        html += QStringLiteral("<span style=\"background-color: rgba(%1,%2,%3,%4)\">"
                               "&nbsp;%5 <small>%6</small>&nbsp;</span> ")
                    .arg(accent.red())
                    .arg(accent.green())
                    .arg(accent.blue())
                    .arg(0.55 * weight, 0, 'f', 2)
                    .arg(piece.toHtmlEscaped(), QLocale().toString(weight, 'f', 2));
    }
    return html;
}

} // namespace

HitWhy::HitWhy(AppContext &context, Pictures &pictures, QVBoxLayout &rows, QWidget *panel)
    : QObject(panel), m_context(context)
{
    m_title = new QLabel;
    setLook(m_title, "label");
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    setLook(m_hint, "caption");
    m_viewer = new PairedViewer(pictures);
    m_viewer->setMinimumHeight(170);
    m_tokens = new QLabel;
    m_tokens->setWordWrap(true);
    m_tokens->setTextFormat(Qt::RichText);
    m_report = new QTextBrowser;
    setLook(m_report, "reading");
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setMaximumHeight(84);
    m_report->setFocusPolicy(Qt::ClickFocus);
    rows.addWidget(m_title);
    rows.addWidget(m_viewer, 3);
    m_bar = new ExplanationBar;
    rows.addWidget(m_bar);
    connect(m_bar, &ExplanationBar::methodChosen, this, &HitWhy::explain);
    connect(m_bar, &ExplanationBar::thresholdMoved, this, &HitWhy::showExplanation);
    connect(m_bar, &ExplanationBar::checkWanted, this, &HitWhy::check);
    rows.addWidget(m_tokens);
    rows.addWidget(m_report);
    rows.addWidget(m_hint);
}

HitWhy::~HitWhy()
{
    for (const QPointer<Job> &job : {m_job, m_checkJob})
        if (job)
            job->cancel();
}

void HitWhy::check()
{
    if (m_checkJob) {
        m_checkJob->cancel();
        return;
    }
    if (!m_index || !m_context.study)
        return;
    constexpr int exams = 20;
    m_bar->setChecking(true);
    m_checkJob = m_context.jobs.start<ExplanationChecks>(
        tr("Check the maps of run %1").arg(m_index->run.value), this,
        [id = m_index->run, folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<ExplanationChecks> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(const RunRow run, study->run(QString::number(id.value)));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return checkAndKeep(*study, run, *backend, exams, progress, stop);
        },
        [this](Result<ExplanationChecks> checks) {
            m_checkJob = nullptr;
            m_bar->setChecking(false);
            if (checks) {
                m_bar->setFailures(failuresInWords(*checks));
                showExplanation();
            } else if (checks.error().code != ErrorCode::cancelled) {
                m_context.notifications.post(checks.error());
            }
        });
}

void HitWhy::clear()
{
    m_explanation.reset();
    m_tokens->clear();
    m_viewer->clearExam();
    m_report->clear();
}

void HitWhy::setOverlayShown(bool shown)
{
    m_viewer->setOverlayShown(shown);
}

void HitWhy::showHit(const ExamRow *exam, const std::shared_ptr<RetrievalIndex> &index,
                     const QString &text, Level level)
{
    if (!exam) {
        clear();
        return;
    }
    m_viewer->showExam(*exam);
    m_report->setPlainText(exam->report);
    m_index = index;
    m_text = text;
    m_level = level;
    readFailures();
    explain();
}

void HitWhy::explain()
{
    m_explanation.reset();
    m_tokens->clear();
    m_bar->setEyes({});
    m_viewer->setOverlay(Laterality::right, {});
    m_viewer->setOverlay(Laterality::left, {});
    if (m_job)
        m_job->cancel();
    const auto &exam = m_viewer->exam();
    if (!m_index || m_text.isEmpty() || !exam)
        return;
    ExplainRequest request;
    request.text = m_text.toStdString();
    request.level = m_level;
    request.method = m_bar->method().toStdString();
    for (Laterality eye : both_eyes)
        if (exam->images[eye])
            request.item.photographs[eye] = exam->images[eye]->path.toStdString();
    m_job = m_context.jobs.start<Explanation>(
        {}, this,
        [index = m_index, request](const ProgressCallback &, std::stop_token stop) -> Result<Explanation> {
            const std::lock_guard lock(index->inUse);
            if (stop.stop_requested())
                return cancelled();
            return index->model->explain(request, stop);
        },
        [this, id = exam->id, method = m_bar->method()](Result<Explanation> explanation) {
            if (!m_viewer->exam() || m_viewer->exam()->id != id || method != m_bar->method())
                return;
            if (explanation) {
                m_explanation = std::move(*explanation);
                m_tokens->setText(weightedWords(*m_explanation));
                m_bar->setEyes(eyePartsText(*m_explanation));
                m_viewer->setOverlayShown(true);
                showExplanation();
            } else if (explanation.error().code != ErrorCode::cancelled) {
                m_tokens->setText(translated(explanation.error().what_happened).toHtmlEscaped());
            }
        });
}

void HitWhy::showExplanation()
{
    if (!m_explanation)
        return;
    for (Laterality eye : both_eyes)
        m_viewer->setOverlay(eye, heatMap(m_explanation->maps[eye].values, m_explanation->maps[eye].side, m_bar->threshold(),
                                          m_bar->wordOnPicture()));
}

/// What the run's checks said of each way of explaining, once a run.
void HitWhy::readFailures()
{
    if (!m_index || m_index->run == m_failuresOf || !m_context.study)
        return;
    m_failuresOf = m_index->run;
    const auto run = m_context.study->study().run(QString::number(m_index->run.value));
    const auto checks = run ? storedExplanationChecks(*run) : std::nullopt;
    m_bar->setFailures(checks ? failuresInWords(*checks) : QHash<QString, QString>());
}

void HitWhy::retranslate()
{
    m_title->setText(tr("Why this hit"));
    m_hint->setText(tr("Association, not evidence. Hold A to see the photographs alone."));
}

} // namespace retclip
