// SPDX-License-Identifier: GPL-3.0-or-later
// A run as a folder for another machine (run_transfer.h).
#include "core/base/files.h"
#include "core/jobs/run_preparation.h"
#include "core/jobs/run_transfer.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <map>

namespace retclip {

namespace {

std::filesystem::path jobPath(const QString &path)
{
    return path_from_utf8(path.toStdString());
}

Message nothingWritten()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was written."));
}

/// Removes what was made, unless all of it was.
class MadeFolder
{
public:
    explicit MadeFolder(QString folder) : m_folder(std::move(folder)) {}
    ~MadeFolder()
    {
        if (!m_folder.isEmpty())
            QDir(m_folder).removeRecursively();
    }
    MadeFolder(const MadeFolder &) = delete;
    MadeFolder &operator=(const MadeFolder &) = delete;
    void keep() { m_folder.clear(); }

private:
    QString m_folder;
};

/// Copies, and counts bytes.
Result<void> bring(const std::filesystem::path &from, const std::filesystem::path &to, qint64 *bytes)
{
    std::error_code problem;
    std::filesystem::create_directories(to.parent_path(), problem);
    if (!problem)
        std::filesystem::copy_file(from, to, std::filesystem::copy_options::skip_existing, problem);
    if (problem)
        return failure(file_error(std::filesystem::exists(from) ? to : from, problem.value()));
    *bytes += qint64(std::filesystem::file_size(to, problem));
    return {};
}

/// A checkpoint under the job's folder; one that lies in a run brings the run's sizes and tokenizer along.
Result<std::string> bringCheckpoint(const std::string &given, const QString &folder, const char *place, qint64 *bytes)
{
    const std::filesystem::path file = path_from_utf8(given), run = file.parent_path().parent_path();
    const std::filesystem::path to = jobPath(folder) / place;
    std::error_code ignored;
    if (file.parent_path().filename() == "checkpoints" && std::filesystem::exists(run / "run.json", ignored)) {
        for (const char *name : {"run.json", "tokenizer.model", "vocab.txt"})
            if (std::filesystem::exists(run / name, ignored))
                RETCLIP_CHECK(bring(run / name, to / name, bytes));
        RETCLIP_CHECK(bring(file, to / "checkpoints" / file.filename(), bytes));
        return utf8_from_path(std::filesystem::path(place) / "checkpoints" / file.filename());
    }
    RETCLIP_CHECK(bring(file, to / file.filename(), bytes));
    return utf8_from_path(std::filesystem::path(place) / file.filename());
}

QString quoted(QString text)
{
    text.replace(QLatin1String("'"), QLatin1String("'\\''"));
    return u'\'' + text + u'\'';
}

QString trainerLine()
{
    return QStringLiteral("retclip-train --config run.json --manifest manifest.jsonl --out run --cache cache --resume");
}

QString slurmScript(const ClusterJob &job, const QString &name)
{
    QString text = QStringLiteral("#!/bin/bash\n");
    const auto option = [&](const QString &words) { text += QStringLiteral("#SBATCH --") + words + u'\n'; };
    QString word;
    for (const QChar character : name)
        word += character.isLetterOrNumber() ? character : QChar(u'-');
    option(QStringLiteral("job-name=%1").arg(word));
    option(QStringLiteral("nodes=%1").arg(job.nodes));
    option(QStringLiteral("ntasks-per-node=%1").arg(job.processesPerNode));
    option(QStringLiteral("cpus-per-task=%1").arg(job.coresPerProcess));
    if (job.gpus)
        option(QStringLiteral("gpus-per-node=%1").arg(job.processesPerNode));
    option(QStringLiteral("time=%1:00:00").arg(job.hours));
    if (!job.partition.isEmpty())
        option(QStringLiteral("partition=%1").arg(job.partition));
    if (!job.account.isEmpty())
        option(QStringLiteral("account=%1").arg(job.account));
    option(QStringLiteral("output=slurm-%j.log"));
    option(QStringLiteral("requeue"));
    text += QStringLiteral("#SBATCH --signal=TERM@120\n"); // Two minutes to write a checkpoint.
    text += QStringLiteral("# Sent again, it goes on from its last checkpoint.\n"
                           "set -euo pipefail\n"
                           "cd \"$SLURM_SUBMIT_DIR\"\n");
    if (!job.setup.trimmed().isEmpty())
        text += job.setup.trimmed() + u'\n';
    text += QStringLiteral("export OMP_WAIT_POLICY=passive\nexec srun ") + trainerLine() + u'\n';
    return text;
}

QString torchrunLine(const ClusterJob &job)
{
    const QString nodes = job.nodes > 1
        ? QStringLiteral("--nnodes=%1 --node-rank=\"$NODE\" --master-addr=\"$FIRST\" --master-port=29500").arg(job.nodes)
        : QStringLiteral("--standalone");
    return QStringLiteral("torchrun %1 --nproc-per-node=%2 --no-python %3")
        .arg(nodes).arg(job.processesPerNode).arg(trainerLine());
}

QString torchrunScript(const ClusterJob &job)
{
    QString text = QStringLiteral("#!/bin/bash\n# On each node, NODE=0, 1 … being its number and FIRST the name of node 0:\n"
                                  "#   NODE=0 FIRST=node-a bash torchrun.sh\n"
                                  "set -euo pipefail\ncd \"$(dirname \"$0\")\"\n");
    if (!job.setup.trimmed().isEmpty())
        text += job.setup.trimmed() + u'\n';
    if (job.nodes > 1)
        text += QStringLiteral(": \"${NODE:?the number of this node, from 0}\" \"${FIRST:?the name of node 0}\"\n");
    text += QStringLiteral("export OMP_WAIT_POLICY=passive OMP_NUM_THREADS=%1\nexec ").arg(job.coresPerProcess)
        + torchrunLine(job) + u'\n';
    return text;
}

QString readMe(const ClusterJob &job, const QString &name)
{
    return QStringLiteral(
               "%1: a training run, ready to be computed elsewhere.\n\n"
               "1. Copy this folder to the cluster, where all nodes see it. retclip-train of the same version must be\n"
               "   known there.\n"
               "2. With Slurm:     sbatch slurm.sh\n"
               "   With torchrun:  bash torchrun.sh   (on each node; the script says how)\n"
               "   On one machine: %2\n"
               "   Each goes on from the last checkpoint where one was cut.\n"
               "3. Copy the folder back (\"run\" in it suffices) and import it: Train, Import a run…, or\n"
               "   retclip runs import STUDY FOLDER\n\n"
               "%3 processes share a batch; each needs its own %4.\n"
               "The photographs and reports in here are those of patients: treat the folder as you treat the study.\n")
        .arg(name, trainerLine())
        .arg(job.nodes * job.processesPerNode)
        .arg(job.gpus ? QStringLiteral("GPU") : QStringLiteral("cores"));
}

} // namespace

Result<ClusterJobWritten> writeClusterJob(const RunOrder &order, const ClusterJob &job, TokenizerService &tokenizers,
                                          const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_CHECK(validate(order.config));
    const int world = job.nodes * job.processesPerNode;
    RunConfig config = order.config;
    if (world > 1 && config.task != "pretrain")
        return failure(ErrorCode::unsupported,
                       message(QT_TRANSLATE_NOOP("Message", "Only pretraining runs in several processes.")), nothingWritten(),
                       message(QT_TRANSLATE_NOOP("Message", "Set one node and one process.")));
    if (config.batch_size % world != 0)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A batch of %1 patients cannot be dealt evenly to %2 processes."),
                               {std::to_string(config.batch_size), std::to_string(world)}),
                       nothingWritten(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a batch size that the processes divide.")));
    const QDir folder(job.folder);
    if (folder.exists() && !folder.isEmpty())
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "The folder \"%1\" holds something already."), {job.folder.toStdString()}),
                       nothingWritten(), message(QT_TRANSLATE_NOOP("Message", "Choose a new folder.")));
    if (!QDir().mkpath(folder.filePath(QStringLiteral("run"))))
        return failure(ErrorCode::read_only,
                       message(QT_TRANSLATE_NOOP("Message", "The folder \"%1\" cannot be made."), {job.folder.toStdString()}),
                       nothingWritten(), message(QT_TRANSLATE_NOOP("Message", "Choose another place.")));
    MadeFolder made(job.folder);
    ClusterJobWritten written;
    written.folder = job.folder;

    config.device = job.gpus ? "auto" : "cpu";
    config.threads = job.coresPerProcess;
    Manifest manifest = order.manifest;
    if (config.task == "pretrain")
        std::erase_if(manifest.items, [](const ManifestItem &item) {
            return QString::fromStdString(item.text).trimmed().isEmpty();
        });
    // The tokenizer is trained here, so that a cluster needs no reports for it.
    {
        RunRow row;
        row.folder = folder.filePath(QStringLiteral("run"));
        const std::filesystem::path run = jobPath(row.folder);
        RETCLIP_CHECK(write_file_atomically(run / "run.json", to_json(config).dump(2) + "\n"));
        RETCLIP_CHECK(write_manifest(manifest, run / "manifest.jsonl"));
        RETCLIP_TRY(const TrainRequest request, prepareRun(row, {}, false, tokenizers, stop));
        config = request.config;
        QFile::remove(row.folder + QStringLiteral("/manifest.jsonl"));
        QFile::remove(row.folder + QStringLiteral("/run.json"));
    }
    if (!config.tokenizer_file.empty()) {
        const std::filesystem::path file = path_from_utf8(config.tokenizer_file);
        RETCLIP_CHECK(bring(file, jobPath(job.folder) / "tokenizer" / file.filename(), &written.bytes));
        config.tokenizer_file = utf8_from_path(std::filesystem::path("tokenizer") / file.filename());
    }
    for (std::string *file : {&config.start_from, &config.teacher}) {
        if (!file->empty()) {
            RETCLIP_TRY(*file, bringCheckpoint(*file, job.folder, file == &config.teacher ? "teacher" : "start", &written.bytes));
        }
    }
    if (job.copyPhotographs) {
        std::int64_t done = 0;
        ProgressReporter reporter(progress, std::int64_t(manifest.items.size()),
                                  message(QT_TRANSLATE_NOOP("Message", "Copying photographs")));
        for (ManifestItem &item : manifest.items) {
            if (stop.stop_requested())
                return cancelled();
            reporter.advance_to(done++);
            for (const Laterality eye : both_eyes) {
                ManifestPhotograph &photograph = item.photographs[eye];
                if (!photograph.present())
                    continue;
                const std::filesystem::path from = path_from_utf8(photograph.path);
                // By content: a photograph that occurs twice is copied once, and no name tells a person.
                const std::filesystem::path to = std::filesystem::path("photographs") / photograph.sha256.substr(0, 2)
                    / (photograph.sha256 + from.extension().string());
                RETCLIP_CHECK(bring(from, jobPath(job.folder) / to, &written.bytes));
                photograph.path = utf8_from_path(to);
            }
        }
    }
    const std::filesystem::path place = jobPath(job.folder);
    RETCLIP_CHECK(write_file_atomically(place / "run.json", to_json(config).dump(2) + "\n"));
    RETCLIP_CHECK(write_manifest(manifest, place / "manifest.jsonl"));
    const QString name = order.name.isEmpty() ? QFileInfo(job.folder).fileName() : order.name;
    RETCLIP_CHECK(write_file_atomically(place / "slurm.sh", slurmScript(job, name).toStdString()));
    RETCLIP_CHECK(write_file_atomically(place / "torchrun.sh", torchrunScript(job).toStdString()));
    RETCLIP_CHECK(write_file_atomically(place / "README.txt", readMe(job, name).toStdString()));
    written.slurm = QStringLiteral("cd %1 && sbatch slurm.sh").arg(quoted(job.folder));
    written.torchrun = QStringLiteral("cd %1 && %2").arg(quoted(job.folder), torchrunLine(job));
    made.keep();
    return written;
}

} // namespace retclip
