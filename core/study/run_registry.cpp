// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/writing_error.h"
#include "core/study/label_catalogue.h"
#include "core/study/query_engine.h"
#include "core/study/study_errors.h"
#include "core/study/study_private.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>

namespace retclip {

namespace {

constexpr const char *runColumns
    = "SELECT id, name, task, preset, state, folder, created, started, ended, config, manifest_hash,"
      " dataset, metrics, note, star, message, program_version, position FROM run WHERE deleted = 0";

RunRow rowFrom(const Statement &statement, const QString &studyFolder)
{
    const auto object = [&](int column) {
        return QJsonDocument::fromJson(statement.text(column).toUtf8()).object();
    };
    RunRow row;
    row.id = {statement.integer(0)};
    row.name = statement.text(1);
    row.task = statement.text(2);
    row.preset = statement.text(3);
    row.state = runStateFrom(statement.text(4)).value_or(RunState::failed);
    row.folder = QDir(studyFolder).absoluteFilePath(statement.text(5));
    row.created = timeFrom(statement.text(6));
    row.started = timeFrom(statement.text(7));
    row.ended = timeFrom(statement.text(8));
    row.config = object(9);
    row.manifestHash = statement.text(10);
    row.dataset = statement.text(11);
    row.metrics = object(12);
    row.note = statement.text(13);
    row.star = statement.integer(14) != 0;
    row.message = statement.text(15);
    row.programVersion = statement.text(16);
    row.position = int(statement.integer(17));
    return row;
}

/// Letters, digits, dots and dashes of a name, for a folder that every system can hold.
QString folderWord(const QString &name)
{
    QString word;
    for (const QChar character : name) {
        const bool plain = character.isLetterOrNumber() || character == u'.' || character == u'_'
            || character == u'-';
        word += plain ? character : QChar(u'-');
    }
    while (word.startsWith(u'.'))
        word.remove(0, 1);
    return word.left(60);
}

std::optional<QString> optionalTime(const QDateTime &time)
{
    return time.isValid() ? std::optional(timeText(time)) : std::nullopt;
}

Error unknownRun(const QString &text)
{
    return {ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "There is no run “%1” in this study."), {text.toStdString()}),
            nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "See the list of runs for its number.")),
            {}};
}

} // namespace

Result<RunRow> Study::createRun(const RunOrder &order)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = *d->database;
    Manifest manifest = order.manifest;
    // A report is what pretraining learns from: an exam without one would teach an empty text.
    if (order.config.task == "pretrain")
        std::erase_if(manifest.items, [](const ManifestItem &item) {
            return QString::fromStdString(item.text).trimmed().isEmpty();
        });
    if (manifest.items.empty())
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "There is nothing to learn from: no exam has what this run needs.")),
            message(QT_TRANSLATE_NOOP("Message", "No run was made.")),
            message(QT_TRANSLATE_NOOP("Message", "Import photographs and reports, or choose another dataset.")));

    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_TRY(const qint64 last, database.number("SELECT max(seq) FROM sqlite_sequence WHERE name = 'run'"));
    const qint64 number = last + 1;
    const QString preset = QString::fromStdString(order.config.preset);
    QString name = order.name.trimmed();
    if (name.isEmpty())
        name = QStringLiteral("%1-%2").arg(preset).arg(number);
    bool isNumber = false;
    name.toLongLong(&isNumber);
    if (isNumber)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A run's name cannot be a number: runs have numbers already.")),
                       message(QT_TRANSLATE_NOOP("Message", "No run was made.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a name with a letter.")));
    RETCLIP_TRY(const qint64 taken,
                database.number("SELECT count(*) FROM run WHERE name = ? AND deleted = 0", name));
    if (taken > 0)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "There is a run “%1” already."), {name.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "No run was made.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another name, or resume that run.")));
    const QString relative = QStringLiteral("runs/%1-%2").arg(number, 4, 10, QLatin1Char('0')).arg(folderWord(name));
    const QString folder = d->folder + u'/' + relative;
    // A folder of a run whose row was rolled back by a crash is in nobody's way.
    if (QDir(folder).exists())
        QDir(folder).removeRecursively();
    if (!QDir().mkpath(folder + QStringLiteral("/checkpoints")))
        return failure(writing_error(path_from_utf8(folder.toStdString()), errno));
    struct FolderGuard
    {
        QString path;
        ~FolderGuard()
        {
            if (!path.isEmpty())
                QDir(path).removeRecursively();
        }
    } guard{folder};

    const auto config = to_json(order.config);
    const std::filesystem::path place = path_from_utf8(folder.toStdString());
    RETCLIP_CHECK(write_file_atomically(place / "run.json", config.dump(2) + "\n"));
    RETCLIP_CHECK(write_manifest(manifest, place / "manifest.jsonl"));
    RETCLIP_TRY(const qint64 position, database.number("SELECT max(position) + 1 FROM run"));
    const QString created = nowText();
    RETCLIP_CHECK(database.run("INSERT INTO run(name, task, preset, state, folder, created, config,"
                               " manifest_hash, dataset, program_version, position)"
                               " VALUES(?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?)",
                               name, QString::fromStdString(order.config.task), preset, relative, created,
                               QString::fromStdString(config.dump()),
                               QString::fromStdString(manifest.hash()), order.dataset,
                               QCoreApplication::applicationVersion(), position));
    const qint64 id = database.lastRow();
    if (id != number)
        return failure(ErrorCode::internal,
                       message(QT_TRANSLATE_NOOP("Message", "The run's number is not the one expected.")),
                       message(QT_TRANSLATE_NOOP("Message", "No run was made.")),
                       message(QT_TRANSLATE_NOOP("Message", "Try again.")));
    RETCLIP_CHECK(transaction.commit());
    guard.path.clear();
    return run(QString::number(id));
}

Result<QVector<RunRow>> Study::runs() const
{
    RETCLIP_TRY(Statement statement, d->database->prepare(std::string(runColumns) + " ORDER BY id DESC"));
    QVector<RunRow> rows;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return rows;
        rows.append(rowFrom(statement, d->folder));
    }
}

Result<RunRow> Study::run(const QString &numberOrName) const
{
    RETCLIP_TRY(const qint64 id, runNamed(*d->database, numberOrName));
    if (id == 0)
        return failure(unknownRun(numberOrName));
    RETCLIP_TRY(Statement statement, d->database->prepare(std::string(runColumns) + " AND id = ?"));
    RETCLIP_TRY(const bool found, statement.bind(id).step());
    if (!found)
        return failure(unknownRun(numberOrName));
    return rowFrom(statement, d->folder);
}

Result<void> Study::updateRun(const RunRow &row)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    const auto compact = [](const QJsonObject &object) {
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    };
    RETCLIP_CHECK(d->database->run(
        "UPDATE run SET name = ?2, state = ?3, started = ?4, ended = ?5, config = ?6, metrics = ?7,"
        " note = ?8, star = ?9, message = ?10, position = ?11, manifest_hash = ?12"
        " WHERE id = ?1 AND deleted = 0",
        row.id.value, row.name, word(row.state), optionalTime(row.started), optionalTime(row.ended),
        compact(row.config), compact(row.metrics), row.note, row.star, row.message, row.position,
        row.manifestHash));
    if (d->database->changedRows() == 0)
        return failure(unknownRun(QString::number(row.id.value)));
    return {};
}

Result<void> Study::deleteRun(RunId id)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    RETCLIP_TRY(const RunRow row, run(QString::number(id.value)));
    if (row.state == RunState::running)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "Run %1 is running."), {row.name.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "It was not deleted.")),
                       message(QT_TRANSLATE_NOOP("Message", "Pause or cancel it first.")));
    RETCLIP_TRY(Transaction transaction, Transaction::begin(*d->database));
    // The name becomes free for another run.
    RETCLIP_CHECK(d->database->run("UPDATE run SET deleted = 1, name = name || ' #' || id || ' deleted'"
                                   " WHERE id = ?",
                                   id.value));
    RETCLIP_CHECK(d->database->run("DELETE FROM prediction WHERE class IN"
                                   " (SELECT id FROM prediction_class WHERE run = ?)",
                                   id.value));
    RETCLIP_CHECK(d->database->run("DELETE FROM prediction_class WHERE run = ?", id.value));
    const QString trash = d->folder + QStringLiteral("/trash");
    if (QDir(row.folder).exists()) {
        QString target = trash + u'/' + QDir(row.folder).dirName();
        for (int copy = 2; QDir(target).exists(); ++copy)
            target = QStringLiteral("%1/%2-%3").arg(trash, QDir(row.folder).dirName()).arg(copy);
        if (!QDir().mkpath(trash) || !QDir().rename(row.folder, target))
            return failure(ErrorCode::read_only,
                           message(QT_TRANSLATE_NOOP("Message", "The folder of run %1 cannot be moved to the trash."),
                                   {row.name.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "It was not deleted.")),
                           message(QT_TRANSLATE_NOOP("Message", "Close programs that use its files, then try again.")));
    }
    return transaction.commit();
}

Result<void> Study::storePredictions(RunId run, const QString &labelSet,
                                     const std::vector<PredictionRow> &rows)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = *d->database;
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_CHECK(database.run("DELETE FROM prediction WHERE class IN"
                               " (SELECT id FROM prediction_class WHERE run = ? AND label_set = ?)",
                               run.value, labelSet));
    RETCLIP_CHECK(database.run("DELETE FROM prediction_class WHERE run = ? AND label_set = ?", run.value,
                               labelSet));
    QHash<QString, qint64> classes;
    for (const PredictionRow &row : rows) {
        auto id = classes.constFind(row.className);
        if (id == classes.cend()) {
            RETCLIP_CHECK(database.run("INSERT INTO prediction_class(run, label_set, name) VALUES(?, ?, ?)",
                                       run.value, labelSet, row.className));
            id = classes.insert(row.className, database.lastRow());
        }
        RETCLIP_CHECK(database.run(
            "INSERT OR REPLACE INTO prediction(class, exam, eye, score, predicted, truth, split)"
            " VALUES(?, ?, ?, ?, ?, ?, ?)",
            *id, row.exam.value, eyeCode(row.eye), row.score, row.predicted, row.truth, qint64(row.split)));
    }
    return transaction.commit();
}

Result<std::vector<PredictionRow>> Study::predictions(RunId run, const QString &labelSet) const
{
    RETCLIP_TRY(Statement statement,
                d->database->prepare("SELECT p.exam, p.eye, c.name, p.score, p.predicted, p.truth, p.split"
                                     " FROM prediction_class c JOIN prediction p ON p.class = c.id"
                                     " JOIN exam e ON e.id = p.exam WHERE c.run = ? AND c.label_set = ?"
                                     " ORDER BY e.sort_key, p.eye DESC, c.id"));
    statement.bind(run.value, labelSet);
    std::vector<PredictionRow> rows;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return rows;
        PredictionRow row;
        row.exam = {statement.integer(0)};
        row.eye = eyeFromCode(statement.utf8(1));
        row.run = run;
        row.labelSet = labelSet;
        row.className = statement.text(2);
        row.score = statement.real(3);
        row.predicted = statement.integer(4) != 0;
        if (!statement.isNull(5))
            row.truth = statement.integer(5) != 0;
        row.split = Split(statement.integer(6));
        rows.push_back(std::move(row));
    }
}

} // namespace retclip
