// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/cluster_dialog.h"

#include "core/jobs/job.h"
#include "core/study/folds.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/train/preflight.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace retclip {

ClusterDialog::ClusterDialog(AppContext &context, const RunConfig &config, const QString &dataset,
                             const QString &name, QWidget *parent)
    : QDialog(parent), m_context(context), m_config(config), m_dataset(dataset), m_name(name)
{
    setWindowTitle(tr("Job for a cluster"));
    resize(720, 660);
    m_folder = new QLineEdit;
    m_browse = new QPushButton(tr("Browse…"));
    m_nodes = new QSpinBox;
    m_processes = new QSpinBox;
    m_cores = new QSpinBox;
    m_hours = new QSpinBox;
    m_nodes->setRange(1, 4096);
    m_processes->setRange(1, 64);
    m_cores->setRange(1, 512);
    m_cores->setValue(8);
    m_hours->setRange(1, 24 * 30);
    m_hours->setValue(24);
    m_gpus = new QCheckBox(tr("A GPU for each process"));
    m_photographs = new QCheckBox(tr("Copy the photographs into the folder"));
    m_photographs->setChecked(true);
    m_photographs->setToolTip(tr("Without them the cluster must see the photographs at the same paths as this computer"));
    m_partition = new QLineEdit;
    m_account = new QLineEdit;
    m_setup = new QPlainTextEdit;
    m_setup->setPlaceholderText(QStringLiteral("module load retclip"));
    m_setup->setFixedHeight(56);
    m_setup->setTabChangesFocus(true);
    m_commands = new QPlainTextEdit;
    m_commands->setReadOnly(true);
    m_commands->setMinimumHeight(72);
    m_commands->hide();
    m_told = new QLabel;
    m_told->setWordWrap(true);
    m_write = new QPushButton(tr("Write the folder"));
    setLook(m_write, "primary");
    m_copy = new QPushButton(tr("Copy the command"));
    m_copy->hide();
    m_close = new QPushButton(tr("Close"));
    layOut();
    for (QSpinBox *box : {m_nodes, m_processes, m_cores, m_hours})
        connect(box, &QSpinBox::valueChanged, this, &ClusterDialog::tell);
    connect(m_folder, &QLineEdit::textChanged, this, &ClusterDialog::tell);
    connect(m_gpus, &QCheckBox::toggled, this, &ClusterDialog::tell);
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Where the job's folder shall be made"));
        if (!folder.isEmpty())
            setFolder(QDir(folder).filePath(m_name.isEmpty() ? QStringLiteral("retclip-job") : m_name));
    });
    connect(m_write, &QPushButton::clicked, this, &ClusterDialog::write);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_commands->toPlainText().section(u'\n', 0, 0));
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    tell();
}

void ClusterDialog::layOut()
{
    auto *intro = new QLabel(tr("Everything that this run needs goes into one folder: settings, data, start weights, a Slurm "
                                "script and a torchrun script. Copy it to the cluster, start it there, and import the "
                                "folder when it comes back."));
    intro->setWordWrap(true);
    setLook(intro, "secondary");
    auto *place = new QHBoxLayout;
    place->addWidget(m_folder, 1);
    place->addWidget(m_browse);
    auto *form = new QFormLayout;
    form->addRow(tr("New folder"), place);
    form->addRow(tr("Machines"), m_nodes);
    form->addRow(tr("Processes on each"), m_processes);
    form->addRow(tr("Cores for each process"), m_cores);
    form->addRow(QString(), m_gpus);
    form->addRow(tr("Hours"), m_hours);
    form->addRow(tr("Partition of Slurm"), m_partition);
    form->addRow(tr("Account of Slurm"), m_account);
    form->addRow(tr("Commands before the start"), m_setup);
    form->addRow(QString(), m_photographs);
    auto *privacy = new QLabel(tr("The folder holds photographs and reports of patients: treat it as you treat the study."));
    privacy->setWordWrap(true);
    setLook(privacy, "secondary");
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_told, 1);
    foot->addWidget(m_copy);
    foot->addWidget(m_close);
    foot->addWidget(m_write);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::l, space::l, space::l);
    layout->setSpacing(space::m);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(privacy);
    layout->addWidget(m_commands, 1);
    layout->addLayout(foot);
}

ClusterJob ClusterDialog::job() const
{
    ClusterJob job;
    job.folder = m_folder->text().trimmed().isEmpty() ? QString() : QDir(m_folder->text().trimmed()).absolutePath();
    job.nodes = m_nodes->value();
    job.processesPerNode = m_processes->value();
    job.coresPerProcess = m_cores->value();
    job.gpus = m_gpus->isChecked();
    job.hours = m_hours->value();
    job.partition = m_partition->text().trimmed();
    job.account = m_account->text().trimmed();
    job.setup = m_setup->toPlainText();
    job.copyPhotographs = m_photographs->isChecked();
    return job;
}

void ClusterDialog::setFolder(const QString &folder)
{
    m_folder->setText(folder);
}

QString ClusterDialog::told() const
{
    return m_told->text();
}

void ClusterDialog::tell()
{
    const ClusterJob asked = job();
    const int world = asked.nodes * asked.processesPerNode;
    QString refusal;
    if (world > 1 && m_config.task != "pretrain")
        refusal = tr("Only pretraining runs in several processes.");
    else if (m_config.batch_size % world != 0)
        refusal = tr("A batch of %1 cannot be dealt evenly to %2 processes.").arg(m_config.batch_size).arg(world);
    else if (asked.folder.isEmpty())
        refusal = tr("Name a new folder.");
    setLook(m_told, refusal.isEmpty() ? "secondary" : "error");
    m_told->setText(refusal.isEmpty() ? tr("%n process(es), %1 patients each in a step", nullptr, world)
                                            .arg(m_config.batch_size / world)
                                      : refusal);
    m_write->setEnabled(refusal.isEmpty() && !m_job);
}

void ClusterDialog::write()
{
    if (!m_context.study || m_job || !m_write->isEnabled())
        return;
    RunOrder order;
    order.config = m_config;
    order.dataset = m_dataset;
    order.name = m_name;
    m_job = m_context.jobs.start<ClusterJobWritten>(
        tr("Write a job for a cluster"), this,
        [order, job = job(), folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) mutable -> Result<ClusterJobWritten> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(order.manifest, manifestOfRun(*study, order.dataset, order.config));
            return writeClusterJob(order, job, door.tokenizers(), progress, stop);
        },
        [this](Result<ClusterJobWritten> written) {
            m_job = nullptr;
            tell();
            if (!written) {
                if (written.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(written.error());
                return;
            }
            showWritten(*written);
        });
    tell();
}

void ClusterDialog::showWritten(const ClusterJobWritten &done)
{
    m_commands->setPlainText(QStringLiteral("%1\n%2").arg(done.slurm, done.torchrun));
    m_commands->show();
    m_copy->show();
    resize(width(), height() + m_commands->minimumHeight() + space::m);
    m_write->setEnabled(false);
    setLook(m_told, "success");
    m_told->setText(tr("Written: %1. Bring the folder back and import it: Train, Import a run…").arg(Preflight::bytes(double(done.bytes))));
    emit written(done.folder);
}

} // namespace retclip
