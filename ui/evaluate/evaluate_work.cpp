// SPDX-License-Identifier: GPL-3.0-or-later
// What takes time: lists, evaluations, reports and foreign predictions, each a job.
#include "core/inspection/evaluation_report.h"
#include "core/inspection/other_predictions.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/evaluate/compare_page.h"
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/evaluate/evaluation_form.h"
#include "ui/plots/report_files.h"
#include "ui/evaluate/shown_evaluation.h"
#include "ui/shell/notifications.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QHash>
#include <QStackedWidget>

#include <algorithm>

namespace retclip {

void EvaluateWorkspace::loadRuns()
{
    if (!m_context.study)
        return;
    m_context.jobs.start<EvaluationForm::Choices>(
        {}, this,
        [folder = m_context.study->study().folder()](
            const ProgressCallback &, std::stop_token) -> Result<EvaluationForm::Choices> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            EvaluationForm::Choices choices;
            RETCLIP_TRY(choices.runs, study->runs());
            RETCLIP_TRY(choices.labelSets, study->labelSets());
            RETCLIP_TRY(choices.datasets, study->datasets());
            choices.runs.removeIf([](const RunRow &run) {
                return run.state == RunState::waiting || run.state == RunState::running;
            });
            return choices;
        },
        [this](Result<EvaluationForm::Choices> choices) {
            if (!choices) {
                m_context.notifications.post(choices.error());
                return;
            }
            m_form->setChoices(*choices, m_wanted);
            m_compare->setRuns(m_form->runs());
            m_wanted = {};
            adjustForm();
            loadStored();
        });
}

void EvaluateWorkspace::loadStored()
{
    const auto run = m_form->chosenRun();
    if (!run) {
        m_form->setStored({}, -1);
        return;
    }
    m_context.jobs.start<std::vector<EvaluationResult>>(
        {}, this,
        [run = *run](const ProgressCallback &, std::stop_token) { return storedEvaluations(run); },
        [this, id = run->id](Result<std::vector<EvaluationResult>> stored) {
            if (!stored || !m_form->chosenRun() || m_form->chosenRun()->id != id)
                return;
            m_stored = std::move(*stored);
            const bool ofThisRun = result() && result()->run == id;
            int row = -1;
            for (std::size_t i = 0; ofThisRun && i < m_stored.size(); ++i)
                if (m_stored[i].predictionsFile == result()->predictionsFile)
                    row = int(i);
            m_form->setStored(m_stored, m_stored.empty() ? -1 : std::max(0, row));
            if (row >= 0 || (ofThisRun && m_stored.empty()))
                return; // It is on screen already.
            if (m_stored.empty()) {
                m_shown->clear();
                m_pages->setCurrentIndex(0);
                return;
            }
            showResult(m_stored.front());
        });
}

void EvaluateWorkspace::run()
{
    const auto run = m_form->chosenRun();
    if (!run || !m_context.study || m_job)
        return;
    if (m_form->asksForRetrieval()) {
        m_context.showRun(QStringLiteral("retrieve"), run->id);
        return;
    }
    start(*run, m_form->order());
}

void EvaluateWorkspace::start(const RunRow &run, const EvaluationOrder &order)
{
    Result<std::unique_ptr<Study>> own = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!own) {
        m_context.notifications.post(own.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*own);
    m_job = m_context.jobs.start<EvaluationResult>(
        tr("Evaluate run %1").arg(run.id.value), this,
        [study, run, order, &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<EvaluationResult> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return evaluate(*study, run, *backend, order, progress, stop);
        },
        [this, id = run.id](Result<EvaluationResult> result) {
            m_job = nullptr;
            m_form->setJob(nullptr);
            if (!result) {
                if (result.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(result.error());
                return;
            }
            showResult(*result);
            if (m_context.study)
                m_context.study->announceRun(id);
            loadStored();
        });
    m_form->setJob(m_job);
}

void EvaluateWorkspace::saveReport(QString file)
{
    if (!result() || !m_context.study)
        return;
    if (file.isEmpty())
        file = QFileDialog::getSaveFileName(
            this, tr("Save a report"),
            QStringLiteral("evaluation-run%1.html").arg(result()->run.value),
            tr("Page (*.html);;PDF (*.pdf);;Numbers (*.csv)"));
    if (file.isEmpty())
        return;
    // Titles live on this thread: taken along.
    QHash<QString, QString> titles;
    for (int c = 0; c < int(m_shown->cases().classes().size()); ++c)
        titles.insert(QString::fromStdString(m_shown->cases().classes()[std::size_t(c)]),
                      m_shown->classTitle(c));
    m_context.jobs.start<QString>(
        tr("Report of run %1").arg(result()->run.value), this,
        [file, titles, result = *result(), folder = m_context.study->study().folder()](
            const ProgressCallback &, std::stop_token stop) -> Result<QString> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(const RunRow run, study->run(QString::number(result.run.value)));
            RETCLIP_TRY(const EvaluationReport report,
                        makeEvaluationReport(*study, run, result,
                                             QStringLiteral("RET-CLIP Workstation %1")
                                                 .arg(QCoreApplication::applicationVersion()),
                                             [&](const QString &name) { return titles.value(name, name); },
                                             stop));
            RETCLIP_CHECK(writeReport(writable(report), file));
            return file;
        },
        [this](Result<QString> written) {
            if (written)
                m_context.notifications.post(
                    message(QT_TRANSLATE_NOOP("Message", "The report stands in %1."), {written->toStdString()}),
                    Severity::success);
            else if (written.error().code != ErrorCode::cancelled)
                m_context.notifications.post(written.error());
        });
}

void EvaluateWorkspace::importPredictions(QString file)
{
    const QString labelSet = m_form->labelSet();
    if (!m_context.study || m_job || labelSet.isEmpty())
        return;
    if (file.isEmpty())
        file = QFileDialog::getOpenFileName(this, tr("Predictions of another program for %1").arg(labelSet),
                                            {}, tr("CSV table (*.csv)"));
    if (file.isEmpty())
        return;
    Result<std::unique_ptr<Study>> own = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!own) {
        m_context.notifications.post(own.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*own);
    m_context.jobs.start<OtherPredictions>(
        tr("Predictions of %1").arg(QFileInfo(file).fileName()), this,
        [study, order = OtherPredictionsOrder{file, labelSet, {}, m_context.study->person()}](
            const ProgressCallback &, std::stop_token) { return addOtherPredictions(*study, order); },
        [this](Result<OtherPredictions> added) {
            if (!added) {
                m_context.notifications.post(added.error());
                return;
            }
            m_context.notifications.post(
                message(QT_TRANSLATE_NOOP("Message", "Run %1 holds %2 predictions of another program; %3 lines name no exam of this study."),
                        {std::to_string(added->run.id.value), std::to_string(added->cases),
                         std::to_string(added->unknown)}),
                added->unknown > 0 ? Severity::warning : Severity::success);
            if (!m_context.study)
                return;
            m_context.study->announceRun(added->run.id);
            showRun(added->run.id);
            EvaluationOrder order;
            order.protocol = EvaluationProtocol::finetune;
            start(added->run, order);
        });
}

} // namespace retclip
