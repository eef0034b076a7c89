// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/hit_why.h"

#include "core/jobs/job.h"
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
    rows.addWidget(m_tokens);
    rows.addWidget(m_report);
    rows.addWidget(m_hint);
}

HitWhy::~HitWhy()
{
    if (m_job)
        m_job->cancel();
}

void HitWhy::clear()
{
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
    m_tokens->clear();
    m_viewer->setOverlay(Laterality::right, {});
    m_viewer->setOverlay(Laterality::left, {});
    m_viewer->showExam(*exam);
    m_report->setPlainText(exam->report);
    if (m_job)
        m_job->cancel();
    if (!index || text.isEmpty())
        return;
    ExplainRequest request;
    request.text = text.toStdString();
    request.level = level;
    for (Laterality eye : both_eyes)
        if (exam->images[eye])
            request.item.photographs[eye] = exam->images[eye]->path.toStdString();
    m_job = m_context.jobs.start<Explanation>(
        {}, this,
        [index, request](const ProgressCallback &, std::stop_token stop) -> Result<Explanation> {
            const std::lock_guard lock(index->inUse);
            if (stop.stop_requested())
                return cancelled();
            return index->model->explain(request, stop);
        },
        [this, id = exam->id](Result<Explanation> explanation) {
            if (!m_viewer->exam() || m_viewer->exam()->id != id)
                return;
            if (explanation)
                showExplanation(*explanation);
            else if (explanation.error().code != ErrorCode::cancelled)
                m_tokens->setText(translated(explanation.error().what_happened).toHtmlEscaped());
        });
}

void HitWhy::showExplanation(const Explanation &explanation)
{
    for (Laterality eye : both_eyes)
        m_viewer->setOverlay(eye, heatMap(explanation.maps[eye].values, explanation.maps[eye].side));
    m_viewer->setOverlayShown(true);
    m_tokens->setText(weightedWords(explanation));
}

void HitWhy::retranslate()
{
    m_title->setText(tr("Why this hit"));
    m_hint->setText(tr("Association, not evidence. Hold A to see the photographs alone."));
}

} // namespace retclip
