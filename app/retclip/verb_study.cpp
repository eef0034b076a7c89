// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/study/kept_sentences.h"
#include "core/study/page_sums.h"
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

/// For writing where that may be, so that pages without a sum get one; an older form is not migrated by looking.
Result<std::unique_ptr<Study>> studyToCheck(Invocation &call)
{
    RETCLIP_TRY(std::unique_ptr<Study> study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const StudyInfo info, study->info());
    if (info.schemaVersion != studySchemaVersion)
        return study;
    study.reset();
    if (auto writable = call.study(OpenMode::readWrite))
        return writable;
    return call.study(OpenMode::readOnly); // In use, or a folder of others.
}

/// A person knows who wrote the database: its pages as they are now are the right ones.
Result<void> acceptPages(Invocation &call)
{
    RETCLIP_TRY(std::unique_ptr<Study> study, call.study(OpenMode::readWrite)); // Nobody else has it open.
    const QString database = study->folder() + QStringLiteral("/study.db");
    study.reset();
    forgetSums(database);
    return {};
}

/// What the pages' sums can say, and since when.
QStringList pageWords(const Study::CheckReport &report)
{
    QStringList words;
    if (report.pagesUnlike > 0)
        words << (report.unlikeNoticed.isValid()
                      ? QCoreApplication::translate("Command",
                            "%1 pages of the database were written by something else than this program, or changed where it "
                            "was copied (noticed %2). What they say cannot be vouched for: compare it with a backup or with "
                            "where it came from.")
                            .arg(report.pagesUnlike).arg(report.unlikeNoticed.toLocalTime().toString(Qt::ISODate))
                      : QCoreApplication::translate("Command",
                            "%1 pages of the database were written by something else than this program, or changed where it "
                            "was copied. What they say cannot be vouched for: compare it with a backup or with where it came from.")
                            .arg(report.pagesUnlike));
    if (report.pagesWithoutSum == 0)
        return words;
    words << QCoreApplication::translate("Command",
                 "%1 of %2 pages of the database have no sum: whether they are as they were written cannot be said.")
                 .arg(report.pagesWithoutSum).arg(report.pages);
    words << (report.sumsTaken > 0
                  ? QCoreApplication::translate("Command", "All else is well, so sums were taken of %1 pages as they are now; "
                                                           "from now on every change is found.").arg(report.sumsTaken)
                  : QCoreApplication::translate("Command", "Sums are taken by a check that finds nothing else and may write: "
                                                           "close the window that has the study open, and check again."));
    return words;
}

/// A problem a line.
QString problemWords(const Study::CheckReport &report)
{
    QStringList lines;
    for (const QString &problem : report.problems)
        lines << keptText(problem);
    return lines.join(QLatin1Char('\n'));
}

/// The newest backup is offered; and what to do where a person changed the database on purpose.
QString whatToDo(const Study &study, bool foreign)
{
    const QDir backups(study.folder() + QStringLiteral("/backups"));
    const QFileInfoList found = backups.entryInfoList({QStringLiteral("*.db")}, QDir::Files, QDir::Time);
    QString text = found.isEmpty()
        ? QCoreApplication::translate("Command", "There is no backup in the study's folder. Put a damaged study in order with: retclip study recover %1")
              .arg(study.folder())
        : QCoreApplication::translate("Command", "The newest backup is of %2. Put a damaged study in order with: retclip study recover %1")
              .arg(study.folder(), found.first().lastModified().toString(Qt::ISODate));
    if (foreign)
        text += QLatin1Char('\n')
            + QCoreApplication::translate("Command", "Where you know who wrote it: retclip study check --accept %1").arg(study.folder());
    return text;
}

Result<int> check(Invocation &call)
{
    if (call.has("accept"))
        RETCLIP_CHECK(acceptPages(call));
    RETCLIP_TRY(const auto study, studyToCheck(call));
    RETCLIP_TRY(const Study::CheckReport report,
                study->check(!call.has("quick"), call.out().progress(), call.stop()));
    Json problems = Json::array();
    for (const QString &problem : report.problems)
        problems.push_back(problem.toStdString());
    const bool foreign = report.pagesUnlike > 0;
    const bool well = report.problems.isEmpty() && !foreign;
    call.out().result({{"ok", well}, {"problems", problems}, {"files_checked", report.filesChecked},
                       {"pages", report.pages}, {"pages_checked", report.pagesChecked},
                       {"pages_without_sum", report.pagesWithoutSum}, {"pages_unlike", report.pagesUnlike},
                       {"unlike_noticed", report.unlikeNoticed.isValid()
                                             ? Json(report.unlikeNoticed.toString(Qt::ISODate).toStdString()) : Json(nullptr)},
                       {"sums_taken", report.sumsTaken}},
                      !report.problems.isEmpty() ? problemWords(report)
                          : (foreign ? QCoreApplication::translate("Command", "Structure, journal and photographs are sound (files checked: %1, pages: %2), but not all was written by this program.")
                                     : QCoreApplication::translate("Command", "All is well. Files checked: %1, pages: %2."))
                                .arg(report.filesChecked).arg(report.pagesChecked));
    for (const QString &line : pageWords(report))
        call.out().note(line);
    if (!well)
        call.out().note(whatToDo(*study, foreign));
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
    Verb verb{"study", QT_TRANSLATE_NOOP("Command", "Make, describe, check, copy or upgrade a study; look for names in its reports."),
            {{"new", QT_TRANSLATE_NOOP("Command", "Makes an empty study."), {studyPlace}, {},
              "retclip study new glaucoma.study", newStudy},
             {"info", QT_TRANSLATE_NOOP("Command", "Says what is in a study."), {studyPlace}, {},
              "retclip study info glaucoma.study --json", describe},
             {"check",
              QT_TRANSLATE_NOOP("Command", "Checks the database, the journal's chain and the photographs."),
              {studyPlace},
              {{"quick", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Do not read the photographs again.")},
               {"accept", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "The database was changed past this program, and that was right: take its pages as they are now.")}},
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
    for (Form &form : studyPackageForms())
        verb.forms.push_back(std::move(form));
    return verb;
}

} // namespace retclip::cli
