// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/study/study_recovery.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace retclip::cli {

namespace {


Json infoJson(const StudyInfo &info, qint64 bytes)
{
    return {{"name", info.name.toStdString()}, {"patients", info.patients}, {"exams", info.exams},
            {"images", info.images}, {"reports", info.reports}, {"labels", info.labels},
            {"runs", info.runs}, {"datasets", info.datasets},
            {"schema_version", info.schemaVersion}, {"bytes", bytes},
            {"synthetic", info.synthetic}};
}

Result<int> show(Invocation &call, const Study &study)
{
    RETCLIP_TRY(const StudyInfo info, study.info());
    const qint64 bytes = study.bytesOnDisk();
    call.out().result(infoJson(info, bytes),
                      QCoreApplication::translate("Command",
                          "%1 (patients: %2, exams: %3, photographs: %4, reports: %5, labels: %6, runs: %7; "
                          "schema %8, %9 MB)")
                          .arg(info.name).arg(info.patients).arg(info.exams).arg(info.images)
                          .arg(info.reports).arg(info.labels).arg(info.runs).arg(info.schemaVersion)
                          .arg(double(bytes) / 1e6, 0, 'f', 1)
                          + (info.synthetic ? QCoreApplication::translate("Command", " (SYNTHETIC)")
                                            : QString()));
    return statusDone;
}

Result<int> newStudy(Invocation &call)
{
    RETCLIP_TRY(const auto study, Study::create(call.positional("STUDY")));
    return show(call, *study);
}

Result<int> describe(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    return show(call, *study);
}

Result<int> check(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const Study::CheckReport report,
                study->check(!call.has("quick"), call.out().progress(), call.stop()));
    Json problems = Json::array();
    for (const QString &problem : report.problems)
        problems.push_back(problem.toStdString());
    const bool well = report.problems.isEmpty();
    call.out().result({{"ok", well}, {"problems", problems}, {"files_checked", report.filesChecked},
                       {"pages_checked", report.pagesChecked}},
                      well ? QCoreApplication::translate("Command", "All is well: %1 files checked.")
                                 .arg(report.filesChecked)
                           : report.problems.join(QLatin1Char('\n')));
    return well ? statusDone : statusFailed;
}

Result<int> backUp(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    QString folder = call.positional("OUT");
    if (folder.isEmpty())
        folder = study->folder() + QStringLiteral("/backups");
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."),
                               {folder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another folder.")));
    RETCLIP_TRY(const QString file, study->backup(folder));
    call.out().result({{"file", file.toStdString()}, {"bytes", QFileInfo(file).size()}}, file);
    return statusDone;
}

QString recoveryWords(const StudyRecovery &done)
{
    const QString time = done.time.isValid() ? done.time.toLocalTime().toString(Qt::ISODate) : QStringLiteral("-");
    if (done.from.isEmpty())
        return QCoreApplication::translate("Command",
                                           "The study is in order, up to edit %1 (%2); what could not be read of its log is lost.")
            .arg(done.lastEdit.value).arg(time);
    return QCoreApplication::translate("Command", "The study is in order, up to edit %1 (%2), from %3.")
        .arg(done.lastEdit.value).arg(time, done.from);
}

Result<int> recover(Invocation &call)
{
    RETCLIP_TRY(const StudyRecovery done, recoverStudy(call.positional("STUDY"), call.text("from"), call.stop()));
    call.out().result({{"from", done.from.isEmpty() ? Json(nullptr) : Json(done.from.toStdString())},
                       {"last_edit", done.lastEdit.value},
                       {"time", done.time.isValid() ? Json(done.time.toUTC().toString(Qt::ISODateWithMs).toStdString()) : Json(nullptr)},
                       {"lost_edits", orNull(done.lostEdits)}, {"kept_aside", done.keptAside.toStdString()}},
                      recoveryWords(done));
    call.out().note(QCoreApplication::translate("Command", "The damaged files are in %1.").arg(done.keptAside));
    return statusDone;
}

Result<int> upgrade(Invocation &call)
{
    // Opening for writing migrates, with a backup before.
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    return show(call, *study);
}

} // namespace

Verb studyVerb()
{
    return {"study", QT_TRANSLATE_NOOP("Command", "Make, describe, check, copy or upgrade a study; look for names in its reports."),
            {{"new", QT_TRANSLATE_NOOP("Command", "Makes an empty study."), {studyPlace}, {},
              "retclip study new glaucoma.study", newStudy},
             {"info", QT_TRANSLATE_NOOP("Command", "Says what is in a study."), {studyPlace}, {},
              "retclip study info glaucoma.study --json", describe},
             {"check",
              QT_TRANSLATE_NOOP("Command", "Checks the database, the journal's chain and the photographs."),
              {studyPlace},
              {{"quick", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Do not read the photographs again.")}},
              "retclip study check glaucoma.study", check},
             {"backup",
              QT_TRANSLATE_NOOP("Command", "Copies the database while the study is in use."),
              {studyPlace,
               {"OUT", QT_TRANSLATE_NOOP("Command", "Folder of the copy; else the study's backups."),
                PositionalDescription::optional}}, {},
              "retclip study backup glaucoma.study /mnt/backup", backUp},
             {"recover",
              QT_TRANSLATE_NOOP("Command", "Puts a study whose database is damaged in order: what can be read, else the newest sound backup."),
              {studyPlace},
              {{"from", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "This backup, and no other.")}},
              "retclip study recover glaucoma.study", recover},
             {"upgrade",
              QT_TRANSLATE_NOOP("Command", "Brings a study of an older program to this one's form."),
              {studyPlace}, {}, "retclip study upgrade glaucoma.study", upgrade},
             studyRestoreForm(), studyPrivacyForm()}};
}

} // namespace retclip::cli
