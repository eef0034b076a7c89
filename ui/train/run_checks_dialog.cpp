// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_checks_dialog.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "core/jobs/run_checks.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace retclip {

namespace {

QString figureOf(const std::optional<double> &value)
{
    return value ? QLocale().toString(*value, 'g', 4) : QStringLiteral("–");
}

} // namespace

RunChecksDialog::RunChecksDialog(AppContext &context, What what, const RunConfig &config,
                                 const QString &dataset, QWidget *parent)
    : QDialog(parent), m_context(context), m_what(what), m_config(config), m_dataset(dataset)
{
    const bool doctor = what == What::doctor;
    setWindowTitle(doctor ? tr("Doctor: why does my loss not fall?") : tr("Prove resume"));
    resize(760, 620);
    m_intro = new QLabel(
        doctor ? tr("Short experiments with these settings and this study. Nothing is registered, and "
                    "the study is only read.")
               : tr("The same 50 steps are trained twice, and once more with a stop and a resume in the "
                    "middle. Weights, optimizer and random numbers must be equal bit for bit."));
    m_intro->setWordWrap(true);
    setLook(m_intro, "secondary");
    m_list = new QTreeWidget;
    m_list->setColumnCount(4);
    m_list->setHeaderLabels({tr("Check"), tr("Value"), tr("Limit"), tr("Seconds")});
    m_list->setRootIsDecorated(false);
    m_list->setWordWrap(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_busy = new QProgressBar;
    m_verdict = new QLabel;
    m_verdict->setWordWrap(true);
    m_stop = new QPushButton(tr("Stop"));
    m_save = new QPushButton(tr("Save report…"));
    m_again = new QPushButton(tr("Run again"));
    m_close = new QPushButton(tr("Close"));
    setLook(m_close, "primary");
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_stop);
    foot->addWidget(m_again);
    foot->addStretch(1);
    foot->addWidget(m_save);
    foot->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::m, space::l, space::m);
    layout->addWidget(m_intro);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_busy);
    layout->addWidget(m_verdict);
    layout->addLayout(foot);
    connect(m_stop, &QPushButton::clicked, this, &RunChecksDialog::stop);
    connect(m_again, &QPushButton::clicked, this, &RunChecksDialog::start);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_save, &QPushButton::clicked, this, &RunChecksDialog::askWhereToSave);
    start();
}

RunChecksDialog::~RunChecksDialog()
{
    stop();
}

void RunChecksDialog::stop()
{
    if (m_job)
        m_job->cancel();
}

void RunChecksDialog::start()
{
    if (!m_context.study || m_job)
        return;
    m_checks.clear();
    m_list->clear();
    m_verdict->clear();
    m_busy->show();
    m_busy->setRange(0, 0);
    m_stop->setEnabled(true);
    m_again->setEnabled(false);
    m_save->setEnabled(false);
    QPointer<RunChecksDialog> self(this);
    const CheckCallback each = [self, application = qApp](const RunCheck &check) {
        QMetaObject::invokeMethod(application, [self, check] {
            if (self)
                self->add(check);
        }, Qt::QueuedConnection);
    };
    m_job = m_context.jobs.start<int>(
        windowTitle(), this,
        [what = m_what, config = m_config, dataset = m_dataset, each, &door = m_context.door,
         folder = m_context.study->study().folder()](const ProgressCallback &progress,
                                                     std::stop_token stop) -> Result<int> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            RETCLIP_TRY(const TrialRun trial,
                        prepareTrialRun(*study, config, dataset, door.tokenizers(), stop));
            RETCLIP_CHECK(what == What::doctor
                              ? backend->diagnose(trial.request, each, progress, stop)
                              : backend->prove_resume(trial.request, 50, each, progress, stop));
            return 0;
        },
        [this](Result<int> outcome) {
            m_job = nullptr;
            ended(outcome ? Result<void>() : Result<void>(failure(outcome.error())));
        });
    connect(m_job, &Job::progressed, this, [this] {
        if (!m_job)
            return;
        const Progress progress = m_job->progress();
        m_busy->setRange(0, int(progress.total));
        m_busy->setValue(int(progress.done));
        m_busy->setFormat(translated(progress.what) + QStringLiteral("  %v / %m"));
    });
}

void RunChecksDialog::add(const RunCheck &check)
{
    m_checks.append(check);
    auto *row = new QTreeWidgetItem({translated(title(check.check)), figureOf(check.value),
                                     figureOf(check.limit),
                                     QLocale().toString(check.seconds, 'f', 1)});
    const Token token = check.ok ? Token::success : Token::warning;
    row->setIcon(0, theme().pixmap(check.ok ? QStringLiteral("ok") : QStringLiteral("warning"), 16,
                                   theme().color(token), devicePixelRatioF()));
    row->setData(0, Qt::AccessibleDescriptionRole, check.ok ? tr("good") : tr("warning"));
    m_list->addTopLevelItem(row);
    const auto addLine = [&](const QString &text) {
        auto *line = new QTreeWidgetItem;
        m_list->addTopLevelItem(line);
        auto *label = new QLabel(text);
        label->setWordWrap(true);
        label->setContentsMargins(space::l + space::s, 0, space::s, space::xs);
        setLook(label, "secondary");
        line->setFirstColumnSpanned(true);
        m_list->setItemWidget(line, 0, label);
        line->setSizeHint(0, {m_list->viewport()->width(),
                              label->heightForWidth(m_list->viewport()->width())});
    };
    addLine(translated(check.verdict));
    if (!check.what_to_do.empty())
        addLine(QStringLiteral("→ ") + translated(check.what_to_do));
    m_list->scrollToBottom();
}

void RunChecksDialog::ended(const Result<void> &outcome)
{
    m_busy->hide();
    m_stop->setEnabled(false);
    m_again->setEnabled(true);
    // The last lines may still be on their way to this thread.
    QCoreApplication::sendPostedEvents(qApp, QEvent::MetaCall);
    m_save->setEnabled(!m_checks.isEmpty());
    const auto wrong = std::count_if(m_checks.cbegin(), m_checks.cend(),
                                     [](const RunCheck &check) { return !check.ok; });
    if (!outcome && outcome.error().code == ErrorCode::cancelled)
        m_verdict->setText(tr("Stopped. What was checked stands above."));
    else if (!outcome)
        m_verdict->setText(tr("⚠ %1 %2").arg(translated(outcome.error().what_happened),
                                             translated(outcome.error().what_to_do)));
    else if (wrong > 0)
        m_verdict->setText(tr("%n of the checks found something to look at.", nullptr, int(wrong)));
    else
        m_verdict->setText(m_what == What::doctor
                               ? tr("Nothing found that would keep the loss from falling.")
                               : tr("Proved: the run repeats bit for bit, stopped or not."));
}

QString RunChecksDialog::report() const
{
    QString text = windowTitle() + QLatin1Char('\n')
        + QDateTime::currentDateTime().toString(Qt::ISODate) + QLatin1Char('\n')
        + tr("Preset %1, program %2").arg(QString::fromStdString(m_config.preset),
                                          QCoreApplication::applicationVersion())
        + QStringLiteral("\n\n");
    for (const RunCheck &check : m_checks) {
        text += QStringLiteral("%1  %2: %3 (%4)\n    %5\n")
                    .arg(check.ok ? tr("ok") : tr("NOT OK"), translated(title(check.check)),
                         figureOf(check.value), figureOf(check.limit), translated(check.verdict));
        if (!check.what_to_do.empty())
            text += QStringLiteral("    → %1\n").arg(translated(check.what_to_do));
    }
    return text + QLatin1Char('\n') + m_verdict->text() + QLatin1Char('\n');
}

Result<void> RunChecksDialog::saveReport(const QString &file) const
{
    std::string bytes;
    if (file.endsWith(QLatin1String(".jsonl")))
        for (const RunCheck &check : m_checks)
            bytes += to_json(check).dump() + "\n";
    else
        bytes = report().toStdString();
    return write_file_atomically(path_from_utf8(file.toStdString()), bytes);
}

void RunChecksDialog::askWhereToSave()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save report"), QStringLiteral("checks.txt"),
        tr("Text (*.txt);;JSON Lines (*.jsonl)"));
    if (file.isEmpty())
        return;
    if (const auto saved = saveReport(file); !saved)
        m_context.notifications.post(saved.error());
}

} // namespace retclip
