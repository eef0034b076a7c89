// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/network_alikes.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace retclip {

Result<std::vector<NetworkAlikeGroup>> networkAlikes(const Study &study, const RunRow &run, ModelBackend &backend,
                                                     const ProgressCallback &progress, std::stop_token stop)
{
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    RETCLIP_TRY(const std::vector<ExamId> ids, study.find({}, stop));
    RETCLIP_TRY(const StudyFeatures features,
                studyFeatures(study, source, backend, ids, QStringLiteral("auto"), 0, progress, stop));
    RETCLIP_TRY(std::vector<EmbeddingGroup> alike, embeddingDuplicates(features, alikeFrom, progress, stop));
    std::vector<NetworkAlikeGroup> groups;
    for (EmbeddingGroup &group : alike) {
        std::vector<ExamId> exams;
        for (const EmbeddedPhotograph &photograph : group.photographs)
            exams.push_back(photograph.exam);
        std::sort(exams.begin(), exams.end());
        exams.erase(std::unique(exams.begin(), exams.end()), exams.end());
        RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(exams));
        std::set<QString> patients;
        for (const ExamRow &row : rows)
            patients.insert(row.patient);
        groups.push_back({std::move(group), int(patients.size())});
    }
    std::stable_sort(groups.begin(), groups.end(), [](const NetworkAlikeGroup &a, const NetworkAlikeGroup &b) {
        return (a.patients > 1) > (b.patients > 1);
    });
    return groups;
}

NetworkAlikes::NetworkAlikes(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("networkAlikes"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    m_title = new QLabel(this);
    setLook(m_title, "label");
    column->addWidget(m_title);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    m_run = new QComboBox(this);
    m_run->setObjectName(QStringLiteral("alikesRun"));
    m_run->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_compare = new QPushButton(this);
    m_compare->setObjectName(QStringLiteral("alikesCompare"));
    m_stop = new QPushButton(this);
    m_stop->setObjectName(QStringLiteral("alikesStop"));
    for (QPushButton *button : {m_compare, m_stop})
        button->setAutoDefault(false);
    row->addWidget(m_run, 1);
    row->addWidget(m_compare);
    row->addWidget(m_stop);
    column->addLayout(row);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    column->addWidget(m_progress);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("alikesState"));
    m_state->setWordWrap(true);
    setLook(m_state, "caption");
    column->addWidget(m_state);
    connect(m_compare, &QPushButton::clicked, this, &NetworkAlikes::compare);
    connect(m_stop, &QPushButton::clicked, this, &NetworkAlikes::stop);
    if (context.study) {
        connect(context.study, &StudyDocument::runChanged, this, &NetworkAlikes::loadRuns);
        connect(context.study, &StudyDocument::contentsChanged, this, [this] {
            m_askedRun.reset();
            m_groups.clear();
            refresh();
            emit changed();
        });
    }
    retranslate();
    loadRuns();
}

NetworkAlikes::~NetworkAlikes()
{
    stop();
}

void NetworkAlikes::loadRuns()
{
    const QVariant before = m_run->currentData();
    m_runs.clear();
    if (m_context.study)
        if (const auto runs = m_context.study->study().runs())
            for (const RunRow &run : *runs) // A probe has no towers of its own to compare with.
                if (run.task != QLatin1String("probe") && run.state == RunState::done)
                    m_runs.append(run);
    m_run->clear();
    for (const RunRow &run : std::as_const(m_runs))
        m_run->addItem(tr("run %1, %2").arg(run.id.value).arg(run.name), qlonglong(run.id.value));
    m_run->setCurrentIndex(std::max(0, m_run->findData(before)));
    refresh();
}

void NetworkAlikes::compare()
{
    if (!m_context.study || m_job || m_run->currentIndex() < 0)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    const RunRow run = m_runs.at(m_run->currentIndex());
    m_job = m_context.jobs.start<std::vector<NetworkAlikeGroup>>(
        tr("Compare photographs by run %1").arg(run.id.value), this,
        [study, run, &door = m_context.door](const ProgressCallback &progress, std::stop_token stop)
            -> Result<std::vector<NetworkAlikeGroup>> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return networkAlikes(*study, run, *backend, progress, stop);
        },
        [this, run](Result<std::vector<NetworkAlikeGroup>> groups) {
            m_job = nullptr;
            if (groups) {
                m_askedRun = run;
                m_groups = std::move(*groups);
                emit changed();
            } else if (groups.error().code != ErrorCode::cancelled) {
                m_context.notifications.post(groups.error());
            }
            refresh();
        });
    connect(m_job, &Job::progressed, this, &NetworkAlikes::refresh);
    refresh();
}

void NetworkAlikes::stop()
{
    if (m_job)
        m_job->cancel();
}

void NetworkAlikes::refresh()
{
    m_compare->setVisible(!m_job);
    m_compare->setEnabled(!m_runs.isEmpty());
    m_run->setEnabled(!m_job && !m_runs.isEmpty());
    m_stop->setVisible(m_job);
    m_progress->setVisible(m_job);
    if (m_job) {
        const Progress progress = m_job->progress();
        m_progress->setRange(0, progress.total > 0 ? 1000 : 0);
        if (progress.total > 0)
            m_progress->setValue(int(1000 * progress.done / progress.total));
        m_state->setText(tr("The network looks at every photograph once; what it saw is kept."));
    } else if (m_runs.isEmpty()) {
        m_state->setText(tr("A finished run is needed: train one, or find copies by their look above."));
    } else if (m_askedRun) {
        m_state->setText(m_groups.empty() ? tr("Run %1 sees no two photographs as nearly the same.").arg(m_askedRun->id.value)
                                          : tr("Run %1: see the groups above.").arg(m_askedRun->id.value));
    } else {
        m_state->setText(tr("Finds other crops, other light, the same eye on another day."));
    }
}

void NetworkAlikes::retranslate()
{
    m_title->setText(tr("Compare by a network"));
    m_run->setAccessibleName(tr("Run that compares"));
    m_compare->setText(tr("Compare"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("What the network saw so far is kept"));
    loadRuns();
}

void NetworkAlikes::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
