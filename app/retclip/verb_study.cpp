// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"

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
    call.out().result({{"ok", well}, {"problems", problems}, {"files_checked", report.filesChecked}},
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
             {"upgrade",
              QT_TRANSLATE_NOOP("Command", "Brings a study of an older program to this one's form."),
              {studyPlace}, {}, "retclip study upgrade glaucoma.study", upgrade},
             studyPrivacyForm()}};
}

} // namespace retclip::cli
