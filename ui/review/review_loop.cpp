// SPDX-License-Identifier: GPL-3.0-or-later
// What Review does beyond the case on screen: orders that a run must work out, learning anew from what was
// corrected, what was found counted, and the place that a person had come to.
#include "core/base/files.h"
#include "core/benchmarks/retraining.h"
#include "core/inspection/error_taxonomy.h"
#include "core/inspection/training_value.h"
#include "core/jobs/job.h"
#include "core/study/reason_codes.h"
#include "core/study/study_document.h"
#include "ui/review/queue_panel.h"
#include "ui/review/review_workspace.h"
#include "ui/shell/notifications.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace retclip {

namespace {
constexpr const char *queueSetting = "review_queue"; ///< The exams and where they came from.
constexpr const char *placeSetting = "review_place"; ///< The exam on screen.
constexpr std::size_t keptAtMost = 20000; ///< A longer queue is a query, found again by it.
} // namespace

// ---- Orders --------------------------------------------------------------------------------------

void ReviewWorkspace::rankByCoreSet()
{
    const auto run = m_queue->run();
    if (!m_context.study || !run || m_selection.empty())
        return;
    m_context.jobs.start<std::vector<ExamId>>(
        tr("Order by what run %1 has not seen").arg(run->id.value), this,
        [run = *run, exams = m_selection.exams, folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<std::vector<ExamId>> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return coreSetOrder(*study, run, *backend, exams, progress, stop);
        },
        [this, asked = m_selection.exams](Result<std::vector<ExamId>> ranked) {
            if (!ranked) {
                if (ranked.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(ranked.error());
                setOrder(ReviewOrder::nearThreshold);
                return;
            }
            if (asked != m_selection.exams || m_queue->order() != ReviewOrder::coreSet)
                return; // Something else is under review now.
            m_coreSet = std::move(*ranked);
            setOrder(ReviewOrder::coreSet);
        });
}

// ---- Learning from what was corrected ------------------------------------------------------------------

void ReviewWorkspace::retrain()
{
    const auto run = m_queue->run();
    if (!m_context.study || m_retraining)
        return;
    if (!run) {
        m_context.notifications.post(message(QT_TRANSLATE_NOOP("Message", "Choose the run whose predictions were reviewed first.")), Severity::warning);
        return;
    }
    Result<std::unique_ptr<Study>> own = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!own) {
        m_context.notifications.post(own.error());
        return;
    }
    RetrainOrder order;
    order.run = *run;
    order.labelSet = m_queue->labelSetName();
    order.person = m_context.study->person();
    m_retraining = true;
    m_queue->setRetraining(true);
    m_context.jobs.start<Retrained>(
        tr("Retrain run %1 on corrected labels").arg(run->id.value), this,
        [study = std::shared_ptr<Study>(std::move(*own)), order, &door = m_context.door](const ProgressCallback &progress, std::stop_token stop)
            -> Result<Retrained> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return retrainOnCorrections(*study, order, *backend, door.tokenizers(), progress, stop);
        },
        [this](Result<Retrained> made) {
            m_retraining = false;
            m_queue->setRetraining(false);
            if (!made) {
                if (made.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(made.error());
                return;
            }
            m_worth = correctionSentence(made->worth);
            m_context.notifications.post(Message{m_worth.toStdString()}, Severity::success);
            if (m_context.study)
                m_context.study->announceRun(made->run.id);
        });
}

// ---- What was found ------------------------------------------------------------------------------------

void ReviewWorkspace::saveTaxonomy(QString file)
{
    if (!m_context.study)
        return;
    if (file.isEmpty())
        file = QFileDialog::getSaveFileName(this, tr("Save what the review found"), QStringLiteral("review.html"),
                                            tr("Page (*.html);;Numbers (*.csv)"));
    if (file.isEmpty())
        return;
    // Titles live on this thread: taken along.
    QHash<QString, QString> titles;
    if (const auto reasons = reasonCodes(m_context.study->study()))
        for (const ReasonCode &each : *reasons)
            titles.insert(each.code, QLocale().language() == QLocale::Chinese && !each.titleZh.isEmpty() ? each.titleZh : each.title);
    const QString title = tr("What the review found: %1").arg(m_context.study->study().name());
    m_context.jobs.start<QString>(
        tr("Count what the review found"), this,
        [file, titles, title, folder = m_context.study->study().folder(), set = m_queue->labelSet() ? m_queue->labelSet()->name : QString()](
            const ProgressCallback &, std::stop_token stop) -> Result<QString> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(const ErrorTaxonomy found, errorTaxonomy(*study, {}, set, stop));
            const bool numbers = QFileInfo(file).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0;
            const QString text = numbers ? found.csv() : found.html(title, [&](const QString &code) { return titles.value(code, code); });
            RETCLIP_CHECK(write_file_atomically(path_from_utf8(file.toStdString()), text.toStdString()));
            return file;
        },
        [this](Result<QString> written) {
            if (written)
                m_context.notifications.post(message(QT_TRANSLATE_NOOP("Message", "The report stands in %1."), {written->toStdString()}), Severity::success);
            else if (written.error().code != ErrorCode::cancelled)
                m_context.notifications.post(written.error());
        });
}

// ---- The place survives ------------------------------------------------------------------------------------

void ReviewWorkspace::keepQueue()
{
    if (!m_context.study || m_context.study->study().isReadOnly() || m_selection.empty())
        return;
    QJsonObject queue{{QStringLiteral("sentence"), m_selection.sentence}, {QStringLiteral("query"), m_selection.query},
                      {QStringLiteral("run"), qint64(m_selection.run.value)}, {QStringLiteral("label_set"), m_selection.labelSet},
                      {QStringLiteral("ordered"), m_selection.ordered}};
    if (m_selection.exams.size() <= keptAtMost) {
        QJsonArray exams;
        for (const ExamId exam : m_selection.exams)
            exams.append(qint64(exam.value));
        queue[QStringLiteral("exams")] = exams;
    } else if (m_selection.query.isEmpty()) {
        return;
    }
    if (const auto kept = m_context.study->study().setSetting(QString::fromLatin1(queueSetting), QString::fromUtf8(QJsonDocument(queue).toJson(QJsonDocument::Compact)));
        !kept)
        m_context.notifications.post(kept.error());
}

void ReviewWorkspace::keepPlace()
{
    if (!m_context.study || m_context.study->study().isReadOnly() || m_at < 0 || m_at >= count())
        return;
    // A lost place is no lost work: nothing to say where it cannot be kept.
    (void)m_context.study->study().setSetting(QString::fromLatin1(placeSetting), QString::number(m_cases.item(m_at).exam.value));
}

bool ReviewWorkspace::restoreQueue()
{
    if (!m_context.study)
        return false;
    const Study &study = m_context.study->study();
    const QJsonObject queue = QJsonDocument::fromJson(study.setting(QString::fromLatin1(queueSetting)).toUtf8()).object();
    Selection selection;
    selection.query = queue[QStringLiteral("query")].toString();
    for (const QJsonValue &exam : queue[QStringLiteral("exams")].toArray())
        selection.exams.push_back(ExamId{exam.toInteger()});
    if (selection.exams.empty() && !selection.query.isEmpty())
        if (const auto found = study.find(selection.query))
            selection.exams = *found;
    if (selection.empty())
        return false;
    selection.sentence = queue[QStringLiteral("sentence")].toString();
    selection.run = RunId{queue[QStringLiteral("run")].toInteger()};
    selection.labelSet = queue[QStringLiteral("label_set")].toString();
    selection.ordered = queue[QStringLiteral("ordered")].toBool();
    selection.at = ExamId{study.setting(QString::fromLatin1(placeSetting)).toLongLong()};
    showSelection(selection);
    return true;
}

} // namespace retclip
