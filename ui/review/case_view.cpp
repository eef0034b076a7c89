// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/case_view.h"

#include "core/base/files.h"
#include "core/inspection/explanation_checks.h"
#include "core/jobs/job.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/plots/explanation_bar.h"
#include "ui/plots/heat_map.h"
#include "ui/review/review_cases.h"
#include "ui/review/review_edits.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_marks.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/region_bar.h"
#include "ui/viewer/region_layer.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace retclip {

namespace {
/// The words of LabelSource, for lupdate: word() gives them at run time.
[[maybe_unused]] constexpr const char *labelSources[]
    = {QT_TRANSLATE_NOOP("LabelSource", "imported"), QT_TRANSLATE_NOOP("LabelSource", "grader"),
       QT_TRANSLATE_NOOP("LabelSource", "adjudicated"), QT_TRANSLATE_NOOP("LabelSource", "review")};
} // namespace

CaseView::CaseView(AppContext &context, Pictures &pictures, QWidget *parent)
    : QWidget(parent), m_context(context)
{
    m_viewer = new PairedViewer(pictures);
    m_viewer->setFocusPolicy(Qt::StrongFocus);
    new ExamMarks(context, *m_viewer, this);
    m_regions = new RegionLayer(context, *m_viewer);
    auto *regionBar = new RegionBar(*m_regions);
    connect(regionBar, &RegionBar::left, this, [this] { m_viewer->setFocus(); });
    m_title = new QLabel;
    m_title->setContentsMargins(space::m, space::s, space::m, space::s);
    setLook(m_title, "section");
    m_facts = new QLabel;
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setContentsMargins(space::m, space::s, space::m, space::xs);
    m_report = new QTextBrowser;
    setLook(m_report, "reading");
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setFocusPolicy(Qt::ClickFocus);
    auto *below = new QFrame;
    setLook(below, "surface");
    auto *belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, 0, 0, 0);
    belowLayout->setSpacing(0);
    belowLayout->addWidget(m_facts);
    m_explanationBar = new ExplanationBar;
    belowLayout->addWidget(m_explanationBar);
    connect(m_explanationBar, &ExplanationBar::thresholdMoved, this, &CaseView::showExplanation);
    connect(m_explanationBar, &ExplanationBar::checkWanted, this, &CaseView::checkMaps);
    connect(m_explanationBar, &ExplanationBar::methodChosen, this, [this] {
        m_explanation.reset();
        if (m_explainJob)
            m_explainJob->cancel();
        m_explainJob = nullptr;
        m_viewer->setOverlayShown(true);
        computeExplanation();
    });
    auto *reportBox = new QVBoxLayout;
    reportBox->setContentsMargins(space::m, 0, space::m, space::s);
    reportBox->addWidget(m_report);
    belowLayout->addLayout(reportBox, 1);
    auto *vertical = new QSplitter(Qt::Vertical);
    vertical->setHandleWidth(1);
    vertical->setChildrenCollapsible(false);
    vertical->addWidget(m_viewer);
    vertical->addWidget(below);
    vertical->setStretchFactor(0, 5);
    vertical->setStretchFactor(1, 1);
    vertical->setSizes({540, 160});
    auto *head = new QFrame;
    setLook(head, "surface");
    auto *headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(0, 0, 0, 0);
    headLayout->addWidget(m_title);
    headLayout->addWidget(new PairedViewerBar(*m_viewer), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(regionBar);
    layout->addWidget(vertical, 1);
}

CaseView::~CaseView()
{
    for (const QPointer<Job> &job : {m_explainJob, m_checkJob})
        if (job)
            job->cancel();
}

void CaseView::checkMaps()
{
    if (m_checkJob) {
        m_checkJob->cancel();
        return;
    }
    if (!m_explainingRun || !m_context.study)
        return;
    constexpr int exams = 20;
    m_explanationBar->setChecking(true);
    m_checkJob = m_context.jobs.start<ExplanationChecks>(
        tr("Check the maps of run %1").arg(m_explainingRun->id.value), this,
        [run = *m_explainingRun, folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<ExplanationChecks> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return checkAndKeep(*study, run, *backend, exams, progress, stop);
        },
        [this](Result<ExplanationChecks> checks) {
            m_checkJob = nullptr;
            m_explanationBar->setChecking(false);
            if (checks) {
                m_explanationBar->setFailures(failuresInWords(*checks));
                showExplanation();
            } else if (checks.error().code != ErrorCode::cancelled) {
                m_context.notifications.post(checks.error());
            }
        });
}

bool CaseView::showCase(const ReviewCases &cases, int place)
{
    const ExamRow &exam = cases.exam(place);
    const bool another = !m_viewer->exam() || m_viewer->exam()->id != exam.id;
    m_viewer->showExam(exam);
    m_context.tellExam(exam);
    if (another) {
        m_viewer->setOverlay(Laterality::right, {});
        m_viewer->setOverlay(Laterality::left, {});
        m_viewer->setOverlayShown(false);
        m_explanationBar->setEyes({});
        m_explanation.reset();
        std::vector<ExamRow> next;
        for (int step : {1, 2, 3, 4, -1, 5, 6, 7, 8, -2})
            if (place + step >= 0 && place + step < cases.count())
                next.push_back(cases.exam(place + step));
        m_viewer->prefetch(next);
    }
    m_title->setText(tr("%1 of %2 · %3")
                         .arg(place + 1)
                         .arg(cases.count())
                         .arg(m_context.settings.hideIdentifiers() ? tr("exam hidden") : exam.code));
    m_report->setPlainText(exam.report);
    return another;
}

void CaseView::showFacts(const ReviewItem &item, const ExamRow &exam,
                         const std::optional<LabelSet> &set, bool predictionHidden,
                         const QString &whyHere)
{
    QStringList labels;
    for (const LabelState &label : exam.labels)
        if (!set || label.setName == set->name) {
            const QString what = !label.known ? tr("unknown")
                : label.positive.isEmpty()    ? tr("none")
                                              : labelTitles(label.setName, label.positive);
            labels << QStringLiteral("%1%2 (%3)")
                          .arg(label.eye ? eyeShort(label.eye) + QLatin1Char(' ') : QString(), what,
                               QCoreApplication::translate("LabelSource", word(label.source)));
        }
    const QString setName = set ? set->name : QString();
    QString model;
    if (predictionHidden)
        model = tr("hidden until you have judged");
    else if (!item.judged && item.predicted.isEmpty())
        model = tr("no prediction");
    else
        model = QStringLiteral("%1, %2 %3")
                    .arg(item.predicted.isEmpty() ? tr("none")
                                                  : labelTitles(setName, item.predicted),
                         labelTitle(setName, item.className),
                         QLocale().toString(item.probability, 'f', 2));
    m_facts->setText(tr("<b>Label</b> %1 &nbsp;&nbsp; <b>Model</b> %2%3")
                         .arg((labels.isEmpty() ? tr("none given") : labels.join(QStringLiteral("; ")))
                                  .toHtmlEscaped(),
                              (item.eye ? eyeShort(item.eye) + QLatin1Char(' ') : QString()),
                              model.toHtmlEscaped())
                     + (whyHere.isEmpty() ? QString()
                                          : QStringLiteral("<br>") + tr("<b>Here because</b> %1").arg(whyHere.toHtmlEscaped())));
}

void CaseView::explain(const std::optional<RunRow> &run)
{
    m_viewer->setOverlayShown(true);
    if (!m_explainingRun || !run || m_explainingRun->id != run->id) {
        m_explanation.reset();
        const auto checks = run ? storedExplanationChecks(*run) : std::nullopt;
        m_explanationBar->setFailures(checks ? failuresInWords(*checks) : QHash<QString, QString>());
    }
    m_explainingRun = run;
    if (!m_explanation)
        computeExplanation();
}

void CaseView::computeExplanation()
{
    const auto &exam = m_viewer->exam();
    if (m_explainJob || !m_explainingRun || !exam || exam->report.isEmpty())
        return;
    ExplainRequest request;
    request.text = exam->report.toStdString();
    request.method = m_explanationBar->method().toStdString();
    for (Laterality eye : both_eyes)
        if (exam->images[eye])
            request.item.photographs[eye] = exam->images[eye]->path.toStdString();
    ModelSource source;
    source.run_folder = path_from_utf8(m_explainingRun->folder.toStdString());
    m_explainJob = m_context.jobs.start<Explanation>(
        tr("Saliency of exam %1").arg(exam->code), this,
        [source, request, &door = m_context.door](const ProgressCallback &,
                                                  std::stop_token stop) -> Result<Explanation> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            RETCLIP_TRY(const auto model, backend->open_model(source, "auto", 1));
            return model->explain(request, stop);
        },
        [this, id = exam->id, method = m_explanationBar->method()](Result<Explanation> explanation) {
            if (method == m_explanationBar->method())
                m_explainJob = nullptr; // Else another one is under way.
            if (!explanation) {
                if (explanation.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(explanation.error());
                return;
            }
            if (!m_viewer->exam() || m_viewer->exam()->id != id || method != m_explanationBar->method())
                return;
            m_explanation = std::move(*explanation);
            m_explanationBar->setEyes(eyePartsText(*m_explanation));
            showExplanation();
        });
}

void CaseView::showExplanation()
{
    if (!m_explanation)
        return;
    for (Laterality eye : both_eyes)
        m_viewer->setOverlay(eye, heatMap(m_explanation->maps[eye].values, m_explanation->maps[eye].side,
                                          m_explanationBar->threshold(), m_explanationBar->wordOnPicture()));
}

void CaseView::hideExplanation()
{
    m_viewer->setOverlayShown(false);
}

void CaseView::forgetExplanation()
{
    m_explainJob = nullptr;
}

} // namespace retclip
