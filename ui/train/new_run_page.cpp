// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/new_run_page.h"

#include "core/base/files.h"
#include "core/inspection/evaluation_material.h"
#include "core/jobs/job.h"
#include "core/jobs/run_start_file.h"
#include "core/jobs/run_queue.h"
#include "core/study/folds.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/train/checkpoint_dialog.h"
#include "ui/train/cluster_dialog.h"
#include "ui/train/run_form.h"
#include "ui/train/sweep_dialog.h"
#include "ui/train/tokenizer_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStorageInfo>
#include <QTextBrowser>
#include <QTimer>
#include <QVBoxLayout>

namespace retclip {

NewRunPage::NewRunPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    m_title = new QLabel;
    setLook(m_title, "title");
    m_form = new RunForm;
    m_refusal = new QLabel;
    setLook(m_refusal, "error");
    m_refusal->setWordWrap(true);
    m_queue = new QPushButton;
    m_start = new QPushButton;
    setLook(m_start, "primary");
    m_copy = new QPushButton;
    m_cancel = new QPushButton;
    m_sweep = new QPushButton;
    m_sweep->setObjectName(QStringLiteral("sweep"));
    setLook(m_sweep, "quiet");
    m_cluster = new QPushButton;
    m_cluster->setObjectName(QStringLiteral("cluster"));
    setLook(m_cluster, "quiet");
    setLook(m_copy, "quiet");
    setLook(m_cancel, "quiet");

    auto *left = new QFrame;
    setLook(left, "surface");
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, space::m, 0, 0);
    leftLayout->setSpacing(0);
    m_title->setContentsMargins(space::l, 0, space::l, 0);
    leftLayout->addWidget(m_title);
    leftLayout->addWidget(m_form, 1);
    auto *foot = new QFrame;
    setLook(foot, "bar");
    auto *footLayout = new QHBoxLayout(foot);
    footLayout->setContentsMargins(space::l, space::s, space::l, space::s);
    footLayout->addWidget(m_cancel);
    footLayout->addWidget(m_copy);
    footLayout->addWidget(m_sweep);
    footLayout->addWidget(m_cluster);
    footLayout->addWidget(m_refusal, 1);
    footLayout->addWidget(m_queue);
    footLayout->addWidget(m_start);
    leftLayout->addWidget(foot);

    auto *right = new QFrame;
    setLook(right, "panel-right");
    right->setFixedWidth(340);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(space::l, space::m, space::l, space::m);
    m_helpTitle = new QLabel;
    setLook(m_helpTitle, "section");
    m_help = new QTextBrowser;
    setLook(m_help, "reading");
    m_help->setFrameShape(QFrame::NoFrame);
    m_help->setFocusPolicy(Qt::ClickFocus);
    m_checkTitle = new QLabel;
    setLook(m_checkTitle, "section");
    m_measure = new QPushButton;
    auto *checkHead = new QHBoxLayout;
    checkHead->addWidget(m_checkTitle, 1);
    checkHead->addWidget(m_measure);
    auto *linesPage = new QWidget;
    linesPage->setProperty("look", "page");
    m_lineBox = new QVBoxLayout(linesPage);
    m_lineBox->setContentsMargins(0, 0, 0, 0);
    m_lineBox->setSpacing(space::s);
    auto *lines = new QScrollArea;
    lines->setWidget(linesPage);
    lines->setWidgetResizable(true);
    lines->setFrameShape(QFrame::NoFrame);
    lines->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_checkTitle->setBuddy(lines);
    m_checkTitle->setWordWrap(true); // beside a button, in large text
    auto *rule = new QFrame;
    setLook(rule, "line");
    rule->setFixedHeight(1);
    rightLayout->addWidget(m_helpTitle);
    rightLayout->addWidget(m_help, 2);
    rightLayout->addWidget(rule);
    rightLayout->addLayout(checkHead);
    rightLayout->addWidget(lines, 3);
    m_doctor = new QPushButton;
    m_doctor->setObjectName(QStringLiteral("doctor"));
    m_prove = new QPushButton;
    m_prove->setObjectName(QStringLiteral("prove-resume"));
    auto *checkFoot = new QHBoxLayout;
    checkFoot->addWidget(m_doctor, 1);
    checkFoot->addWidget(m_prove, 1);
    rightLayout->addLayout(checkFoot);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(left, 1);
    layout->addWidget(right);

    m_wait = new QTimer(this);
    m_wait->setSingleShot(true);
    m_wait->setInterval(350);
    connect(m_wait, &QTimer::timeout, this, &NewRunPage::check);
    connect(m_form, &RunForm::changed, this, [this] {
        m_estimate.reset();
        m_wait->start();
        showRefusal();
    });
    connect(m_form, &RunForm::refusalChanged, this, &NewRunPage::showRefusal);
    connect(m_form, &RunForm::helpWanted, this, [this](const QString &title, const QString &html) {
        m_helpTitle->setText(title);
        m_help->setHtml(html);
    });
    m_form->showHelpAgain();
    connect(m_form, &RunForm::tokenizerTrainingWanted, this, [this] {
        TokenizerDialog dialog(m_context, this);
        if (dialog.exec() == QDialog::Accepted && !dialog.file().isEmpty()) {
            m_form->typeInto(QStringLiteral("tokenizer_kind"), QStringLiteral("sentencepiece"));
            m_form->typeInto(QStringLiteral("tokenizer_file"), dialog.file());
        }
    });
    connect(m_form, &RunForm::checkpointChosen, this, [this](const QString &file) {
        CheckpointDialog dialog(m_context, file, this);
        if (dialog.exec() == QDialog::Accepted)
            m_form->typeInto(QStringLiteral("start_from"), file);
    });
    connect(m_queue, &QPushButton::clicked, this, [this] { submit(When::queued); });
    connect(m_start, &QPushButton::clicked, this, [this] { submit(When::first); });
    connect(m_cancel, &QPushButton::clicked, this, &NewRunPage::cancelled);
    connect(m_sweep, &QPushButton::clicked, this, &NewRunPage::openSweep);
    connect(m_cluster, &QPushButton::clicked, this, &NewRunPage::openCluster);
    connect(m_measure, &QPushButton::clicked, this, &NewRunPage::measure);
    connect(m_doctor, &QPushButton::clicked, this,
            [this] { openChecks(RunChecksDialog::What::doctor); });
    connect(m_prove, &QPushButton::clicked, this,
            [this] { openChecks(RunChecksDialog::What::proof); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (m_context.study)
            QApplication::clipboard()->setText(
                m_form->commandLine(m_context.study->study().folder()));
    });
    retranslate();
}

void NewRunPage::begin(const QString &preset)
{
    m_form->setPreset(preset);
    loadChoices();
    m_form->setFocus();
    retranslate();
    check();
}

void NewRunPage::begin(const RunRow &like)
{
    const auto config = runConfigOf(like);
    if (!config) {
        m_context.notifications.post(config.error());
        return;
    }
    m_form->loadConfig(*config);
    loadChoices();
    retranslate();
    check();
}

void NewRunPage::studyChanged()
{
    m_facts.reset();
    m_estimate.reset();
    m_trouble.clear();
    for (const QPointer<Job> &job : {m_countJob, m_estimateJob, m_submitJob})
        if (job)
            job->cancel();
    if (m_context.study)
        loadChoices();
}

void NewRunPage::loadChoices()
{
    if (!m_context.study)
        return;
    struct Choices
    {
        QVector<DatasetRow> datasets;
        QVector<LabelSet> labelSets;
        QVector<QPair<QString, QString>> starts;
    };
    m_context.jobs.start<Choices>(
        {}, this,
        [folder = m_context.study->study().folder()](const ProgressCallback &,
                                                     std::stop_token) -> Result<Choices> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            Choices choices;
            RETCLIP_TRY(choices.datasets, study->datasets());
            RETCLIP_TRY(choices.labelSets, study->labelSets());
            RETCLIP_TRY(const QVector<RunRow> runs, study->runs());
            for (const RunRow &run : runs) {
                if (const QString file = checkpointFileOf(run); !file.isEmpty())
                    choices.starts.append({QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name), file});
            }
            return choices;
        },
        [this](Result<Choices> choices) {
            if (!choices)
                return;
            m_form->setDatasets(choices->datasets);
            m_form->setLabelSets(choices->labelSets);
            m_form->setStartingPoints(choices->starts);
            showRefusal();
        });
}

void NewRunPage::check()
{
    if (!m_context.study || !isVisible())
        return;
    if (m_countJob)
        m_countJob->cancel();
    const RunConfig config = m_form->config();
    const QString dataset = m_form->dataset();
    const QString folder = m_context.study->study().folder();
    m_countJob = m_context.jobs.start<PreflightFacts>(
        {}, this,
        [folder, dataset, config, &service = m_context.door.tokenizers()](
            const ProgressCallback &, std::stop_token stop) -> Result<PreflightFacts> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(const Manifest manifest, manifestOfRun(*study, dataset, config));
            if (stop.stop_requested())
                return retclip::cancelled();
            std::unique_ptr<Tokenizer> tokenizer;
            if (!config.tokenizer_file.empty())
                if (auto opened = service.open(path_from_utf8(config.tokenizer_file)))
                    tokenizer = std::move(*opened);
            PreflightFacts facts = preflightFacts(manifest, config, tokenizer.get());
            facts.freeBytes = QStorageInfo(folder).bytesAvailable();
            return facts;
        },
        [this](Result<PreflightFacts> facts) {
            m_countJob = nullptr;
            if (!facts) {
                if (facts.error().code == ErrorCode::cancelled)
                    return;
                m_facts.reset();
                m_trouble = translated(facts.error().what_happened) + QLatin1Char(' ')
                    + translated(facts.error().what_to_do);
            } else {
                m_facts = std::move(*facts);
                m_trouble.clear();
            }
            showLines();
        });

    if (m_estimateJob && !m_measuring)
        m_estimateJob->cancel();
    if (m_measuring)
        return;
    m_estimateJob = m_context.jobs.start<RunEstimate>(
        {}, this,
        [config, dataset, folder, &door = m_context.door](const ProgressCallback &,
                                                          std::stop_token stop) -> Result<RunEstimate> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            // Without data that can be had, as the settings say.
            Manifest manifest;
            if (const auto study = Study::open(folder, OpenMode::readOnly))
                if (auto found = manifestOfRun(**study, dataset, config))
                    manifest = std::move(*found);
            return backend->estimate(config, manifest, false, stop);
        },
        [this](Result<RunEstimate> estimate) {
            m_estimateJob = nullptr;
            // Without a backend the counts still tell; starting will say what is missing.
            if (estimate)
                m_estimate = *estimate;
            showLines();
        });
}

void NewRunPage::measure()
{
    if (!m_context.study || m_measuring)
        return;
    m_measuring = true;
    m_measure->setEnabled(false);
    const RunConfig config = m_form->config();
    m_estimateJob = m_context.jobs.start<RunEstimate>(
        tr("Measure three training steps"), this,
        [config, dataset = m_form->dataset(), folder = m_context.study->study().folder(),
         &door = m_context.door](const ProgressCallback &,
                                 std::stop_token stop) -> Result<RunEstimate> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(const Manifest manifest, manifestOfRun(*study, dataset, config));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return backend->estimate(config, manifest, true, stop);
        },
        [this](Result<RunEstimate> estimate) {
            m_measuring = false;
            m_measure->setEnabled(true);
            if (estimate)
                m_estimate = *estimate;
            else if (estimate.error().code != ErrorCode::cancelled)
                m_context.notifications.post(estimate.error());
            showLines();
        });
}

void NewRunPage::openChecks(RunChecksDialog::What what)
{
    if (!m_context.study)
        return;
    auto *dialog = new RunChecksDialog(m_context, what, m_form->config(), m_form->dataset(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void NewRunPage::openSweep()
{
    if (!m_context.study || !m_context.queue)
        return;
    const QString name = m_form->runName().isEmpty() ? tr("%1-sweep").arg(m_form->presetName()) : m_form->runName();
    auto *dialog = new SweepDialog(m_context, m_form->config(), m_form->dataset(), name, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SweepDialog::queued, this, &NewRunPage::queued);
    dialog->open();
}

void NewRunPage::openCluster()
{
    if (!m_context.study)
        return;
    auto *dialog = new ClusterDialog(m_context, m_form->config(), m_form->dataset(), m_form->runName(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void NewRunPage::allowChecks()
{
    const bool busy = m_context.queue && m_context.queue->isRunning();
    const RunConfig config = m_form->config();
    const bool can = m_context.study && !busy && m_form->refusal().isEmpty();
    m_doctor->setEnabled(can && config.task == "pretrain");
    m_prove->setEnabled(can && config.task != "probe");
    const QString why = busy ? tr("Not while a run computes") : QString();
    m_doctor->setToolTip(!why.isEmpty() ? why
                                        : tr("Looks for what would keep the loss from falling, in about "
                                             "a minute"));
    m_prove->setToolTip(!why.isEmpty() ? why
                                       : tr("Trains 50 steps three times and compares bit for bit, in "
                                            "about a minute"));
}

void NewRunPage::showLines()
{
    while (QLayoutItem *item = m_lineBox->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_lines.clear();
    if (m_facts)
        m_lines = Preflight::lines(*m_facts, m_form->config(), m_estimate);
    if (!m_trouble.isEmpty())
        m_lines.append({PreflightLine::Kind::error, m_trouble, {}, {}, {}});
    for (const PreflightLine &line : std::as_const(m_lines)) {
        auto *box = new QWidget;
        auto *row = new QHBoxLayout(box);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(space::s);
        const auto [icon, token] = line.kind == PreflightLine::Kind::ok
            ? std::pair(QStringLiteral("ok"), Token::success)
            : line.kind == PreflightLine::Kind::warning
            ? std::pair(QStringLiteral("warning"), Token::warning)
            : line.kind == PreflightLine::Kind::error ? std::pair(QStringLiteral("error"), Token::error)
                                                      : std::pair(QStringLiteral("info"), Token::accent);
        auto *mark = new QLabel;
        mark->setPixmap(theme().pixmap(icon, 16, theme().color(token), devicePixelRatioF()));
        mark->setAccessibleName(line.kind == PreflightLine::Kind::ok        ? tr("good")
                                    : line.kind == PreflightLine::Kind::warning ? tr("warning")
                                    : line.kind == PreflightLine::Kind::error   ? tr("error")
                                                                                : tr("information"));
        mark->setFixedWidth(16);
        row->addWidget(mark, 0, Qt::AlignTop);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(0);
        auto *text = new QLabel(line.text);
        text->setWordWrap(true);
        texts->addWidget(text);
        if (!line.toDo.isEmpty()) {
            auto *toDo = new QLabel(line.toDo);
            toDo->setWordWrap(true);
            setLook(toDo, "secondary");
            texts->addWidget(toDo);
        }
        if (!line.cases.empty()) {
            auto *cases = new QPushButton(tr("Show the %n exams", nullptr, int(line.cases.size())));
            setLook(cases, "link");
            connect(cases, &QPushButton::clicked, this, [this, line] {
                m_context.selections.openInData({line.cases, line.casesSentence, {}, false});
            });
            texts->addWidget(cases, 0, Qt::AlignLeft);
        }
        if (!line.proposal.empty()) {
            auto *use = new QPushButton(tr("Use this"));
            use->setObjectName(QStringLiteral("use-proposal"));
            use->setToolTip(tr("Puts these settings into the form"));
            connect(use, &QPushButton::clicked, this, [this, proposal = line.proposal] {
                for (const auto &[key, value] : proposal)
                    m_form->typeInto(QString::fromStdString(key), QString::fromStdString(value));
            }, Qt::QueuedConnection); // The line goes with its button as the form changes.
            texts->addWidget(use, 0, Qt::AlignLeft);
        }
        row->addLayout(texts, 1);
        m_lineBox->addWidget(box);
    }
    m_lineBox->addStretch(1);
    showRefusal();
}

void NewRunPage::showRefusal()
{
    QString refusal = m_form->refusal();
    if (refusal.isEmpty())
        for (const PreflightLine &line : std::as_const(m_lines))
            if (line.kind == PreflightLine::Kind::error) {
                refusal = line.text;
                break;
            }
    if (refusal.isEmpty() && m_context.study && m_context.study->study().isReadOnly())
        refusal = tr("The study is open for reading only.");
    m_refusal->setText(refusal.isEmpty() ? QString() : tr("⚠ %1").arg(refusal));
    const bool can = refusal.isEmpty() && m_context.study && m_context.queue && !m_submitJob;
    m_queue->setEnabled(can);
    m_start->setEnabled(can);
    m_sweep->setEnabled(can);
    m_cluster->setEnabled(m_form->refusal().isEmpty() && m_context.study);
    allowChecks();
}

void NewRunPage::submit(When when)
{
    if (!m_context.study || !m_context.queue)
        return;
    RunOrder order;
    order.name = m_form->runName();
    order.config = m_form->config();
    order.dataset = m_form->dataset();
    order.person = m_context.study->person();
    const QString note = m_form->note();
    m_submitJob = m_context.jobs.start<Manifest>(
        tr("Prepare the run"), this,
        [order, folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &, std::stop_token stop) -> Result<Manifest> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(Manifest manifest, manifestOfRun(*study, order.dataset, order.config));
            // A device that is not there is refused before anything is registered.
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            RETCLIP_TRY([[maybe_unused]] const RunEstimate estimate,
                        backend->estimate(order.config, manifest, false, stop));
            return manifest;
        },
        [this, order, note, when](Result<Manifest> manifest) mutable {
            m_submitJob = nullptr;
            showRefusal();
            if (!manifest) {
                m_context.notifications.post(manifest.error());
                return;
            }
            if (!m_context.study || !m_context.queue)
                return;
            order.manifest = std::move(*manifest);
            const Result<RunId> id = m_context.queue->add(order);
            if (!id) {
                m_context.notifications.post(id.error());
                return;
            }
            if (!note.isEmpty())
                if (auto row = m_context.study->study().run(QString::number(id->value))) {
                    row->note = note;
                    if (const auto kept = m_context.study->study().updateRun(*row); !kept)
                        m_context.notifications.post(kept.error());
                }
            if (when == When::first)
                m_context.queue->move(*id, -1'000'000);
            emit queued(*id);
        });
    showRefusal();
}

void NewRunPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void NewRunPage::retranslate()
{
    QString preset;
    for (const Preset &each : presets())
        if (m_form->presetName() == QLatin1String(each.name))
            preset = QCoreApplication::translate("Preset", each.title);
    m_title->setText(tr("New run: %1").arg(preset));
    m_queue->setText(tr("Queue"));
    const bool busy = m_context.queue && m_context.queue->isRunning();
    m_start->setText(busy ? tr("Start next") : tr("Start now"));
    m_start->setToolTip(busy ? tr("Ahead of all that wait; the run that computes now goes on") : QString());
    m_copy->setText(tr("Copy command line"));
    m_sweep->setText(tr("Sweep…"));
    m_sweep->setToolTip(tr("Several runs from this form: settings varied, or folds of a cross-validation"));
    m_cluster->setText(tr("Cluster…"));
    m_cluster->setToolTip(tr("A folder with this run for another machine or a cluster, and the command that starts it there"));
    m_cancel->setText(tr("Back"));
    m_checkTitle->setText(tr("Check before the run"));
    m_doctor->setText(tr("Doctor"));
    m_prove->setText(tr("Prove resume"));
    m_measure->setText(tr("Measure the time"));
    m_measure->setToolTip(tr("Takes three real steps at these sizes and says how long the run will "
                             "last"));
    showLines();
}

} // namespace retclip
