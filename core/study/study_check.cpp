// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/study/edit_journal.h"
#include "core/study/frozen_members.h"
#include "core/study/kept_sentences.h"
#include "core/study/study_private.h"
#include "core/study/text_index.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTimeZone>

namespace retclip {

namespace {

constexpr qsizetype most = 200; ///< Problems of one kind that are listed one by one.

class Checker
{
public:
    Checker(Database &database, Study::CheckReport &report, const std::stop_token &stop)
        : m_database(database), m_report(report), m_stop(stop)
    {
    }

    /// One line for each row of the statement, from its first column.
    Result<void> list(const QString &words, const char *sql)
    {
        RETCLIP_TRY(Statement statement, m_database.prepare(sql));
        qsizetype count = 0;
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            if (++count <= most)
                m_report.problems.append(words.arg(statement.text(0)));
        }
        if (count > most)
            m_report.problems.append(keptSentence("… and %1 more").arg(count - most));
        return {};
    }

    /// Pages that are not as they were written: what SQLite cannot see.
    Result<void> pages(bool complete)
    {
        RETCLIP_TRY(const PageSurvey survey, m_database.surveyPages(complete, m_stop));
        for (qsizetype i = 0; i < survey.damaged.size() && i < most; ++i)
            m_report.problems.append(keptSentence("database: page %1 is not as it was written").arg(survey.damaged[i]));
        if (complete) {
            m_report.sumsTaken = survey.taken;
            return {};
        }
        m_report.pages = survey.pages;
        m_report.pagesChecked = survey.known;
        m_report.pagesWithoutSum = survey.withoutSum();
        m_report.pagesUnlike = survey.unlike;
        if (survey.unlikeNoticed_s > 0)
            m_report.unlikeNoticed = QDateTime::fromSecsSinceEpoch(survey.unlikeNoticed_s, QTimeZone::utc());
        return {};
    }

    /// Each report against the hash that was taken as it was stored.
    Result<void> reports()
    {
        RETCLIP_TRY(Statement statement,
                    m_database.prepare("SELECT e.code, r.text, r.hash FROM report r JOIN exam e ON e.id = r.exam"));
        qsizetype count = 0;
        for (;;) {
            if (m_stop.stop_requested())
                return failure(cancelled().value());
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            if (reportHash(statement.text(1)) != statement.integer(2) && ++count <= most)
                m_report.problems.append(keptSentence("database: the report of exam %1 is not as it was stored").arg(statement.text(0)));
        }
        if (count > most)
            m_report.problems.append(keptSentence("database: … and %1 more reports").arg(count - most));
        return {};
    }

    Result<void> database()
    {
        RETCLIP_TRY(Statement statement, m_database.prepare("PRAGMA integrity_check"));
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            if (statement.utf8(0) != "ok")
                m_report.problems.append(keptSentence("database: %1").arg(statement.text(0)));
        }
        RETCLIP_CHECK(list(keptSentence("database: a row of %1 points to nothing"),
                           "SELECT \"table\" FROM pragma_foreign_key_check"));
        return {};
    }

    /// Datasets hold those whom they were frozen with.
    Result<void> datasets(const Study &study)
    {
        RETCLIP_TRY(const QVector<DatasetRow> all, study.datasets());
        for (const DatasetRow &each : all) {
            if (m_stop.stop_requested())
                return failure(cancelled().value());
            RETCLIP_TRY(const std::vector<FrozenMember> members, membersAsFrozen(m_database, each.id));
            if (datasetHash(members) != each.hash.toStdString() || qint64(members.size()) != each.exams)
                m_report.problems.append(
                    keptSentence("database: the members of dataset “%1” are not those that were frozen").arg(each.name));
        }
        return {};
    }

    /// Facts that are kept twice, for speed, must agree.
    Result<void> agreement()
    {
        RETCLIP_CHECK(list(keptSentence("exam %1: the eyes noted are not those of its photographs"),
                           "SELECT code FROM exam e WHERE eyes <>"
                           " EXISTS(SELECT 1 FROM image WHERE exam = e.id AND eye = 'R')"
                           " + 2 * EXISTS(SELECT 1 FROM image WHERE exam = e.id AND eye = 'L')"
                           " + 4 * EXISTS(SELECT 1 FROM image WHERE exam = e.id AND eye = '')"));
        RETCLIP_CHECK(list(keptSentence("exam %1: two labels of one set count at once"),
                           "SELECT e.code FROM label l JOIN exam e ON e.id = l.exam WHERE l.effective = 1"
                           " GROUP BY l.exam, l.label_set, l.eye HAVING count(*) > 1"));
        RETCLIP_CHECK(list(keptSentence("exam %1: a class is noted that no label holds"),
                           "SELECT e.code FROM label_now n JOIN exam e ON e.id = n.exam"
                           " JOIN label_class c ON c.id = n.class WHERE NOT EXISTS(SELECT 1 FROM label l"
                           " WHERE l.exam = n.exam AND l.label_set = c.label_set AND l.eye = n.eye"
                           " AND l.effective = 1 AND l.known = 1"
                           " AND ',' || l.classes || ',' LIKE '%,' || n.class || ',%')"));
        RETCLIP_CHECK(list(keptSentence("exam %1: a label's class is missing from the index"),
                           "SELECT e.code FROM label l JOIN exam e ON e.id = l.exam WHERE l.effective = 1"
                           " AND l.known = 1 AND l.classes <> '' AND"
                           " length(l.classes) - length(replace(l.classes, ',', '')) + 1 <>"
                           " (SELECT count(*) FROM label_now n JOIN label_class c ON c.id = n.class"
                           "  WHERE n.exam = l.exam AND n.eye = l.eye AND c.label_set = l.label_set)"));
        return {};
    }

    Result<void> photographs(const QString &folder, bool contents, const ProgressCallback &progress)
    {
        RETCLIP_TRY(const qint64 total, m_database.number("SELECT count(*) FROM image"));
        ProgressReporter reporter(progress, total,
                                  message(QT_TRANSLATE_NOOP("Message", "Looking at photographs")));
        RETCLIP_TRY(Statement statement,
                    m_database.prepare("SELECT e.code, i.path, i.sha256 FROM image i"
                                       " JOIN exam e ON e.id = i.exam"));
        const QDir place(folder);
        qsizetype problems = 0;
        const auto tell = [&](const QString &text) {
            if (++problems <= most)
                m_report.problems.append(text);
        };
        for (;;) {
            if (m_stop.stop_requested())
                return failure(cancelled().value());
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            const QString path = QDir::cleanPath(place.absoluteFilePath(statement.text(1)));
            ++m_report.filesChecked;
            if (!QFileInfo(path).isFile()) {
                tell(keptSentence("exam %1: the photograph %2 is not there").arg(statement.text(0), path));
            } else if (contents && !statement.isNull(2)) {
                const auto hash = sha256_of_file(path_from_utf8(path.toStdString()), m_stop);
                if (!hash && hash.error().code == ErrorCode::cancelled)
                    return failure(hash.error());
                if (!hash)
                    tell(keptSentence("exam %1: the photograph %2 cannot be read").arg(statement.text(0), path));
                else if (QString::fromStdString(*hash) != statement.text(2))
                    tell(keptSentence("exam %1: the photograph %2 has changed").arg(statement.text(0), path));
            }
            reporter.advance_to(m_report.filesChecked);
        }
        reporter.finish();
        if (problems > most)
            m_report.problems.append(keptSentence("… and %1 more photographs").arg(problems - most));
        return {};
    }

    Result<void> runs(const QString &folder)
    {
        RETCLIP_TRY(Statement statement,
                    m_database.prepare("SELECT name, folder FROM run WHERE deleted = 0 ORDER BY id"));
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                return {};
            const QString place = QDir(folder).absoluteFilePath(statement.text(1));
            for (const char *file : {"run.json", "manifest.jsonl"})
                if (!QFileInfo(place + u'/' + QLatin1String(file)).isFile())
                    m_report.problems.append(keptSentence("run %1: %2 is not there")
                                                 .arg(statement.text(0), QLatin1String(file)));
        }
    }

private:
    Database &m_database;
    Study::CheckReport &m_report;
    const std::stop_token m_stop;
};

} // namespace

Result<Study::CheckReport> Study::check(bool contents, const ProgressCallback &progress,
                                        std::stop_token stop) const
{
    CheckReport report;
    const Database::Interruption interruption(*d->database, stop);
    Checker checker(*d->database, report, stop);
    RETCLIP_CHECK(checker.pages(false));
    if (auto sound = checker.database(); !sound) {
        if (sound.error().code != ErrorCode::corrupted)
            return failure(sound.error());
        // Damage is what is looked for, so it is an answer and no failure.
        report.problems.append(keptSentence("database: %1").arg(QString::fromStdString(sound.error().cause)));
        return report;
    }
    RETCLIP_TRY(const QStringList chain, EditJournal(*d->database).verify());
    report.problems.append(chain);
    RETCLIP_CHECK(checker.agreement());
    RETCLIP_CHECK(checker.reports());
    RETCLIP_CHECK(checker.datasets(*this));
    if (report.problems.isEmpty() && !isReadOnly()) // Sound as far as can be seen: from now on it is known.
        RETCLIP_CHECK(checker.pages(true));
    RETCLIP_CHECK(checker.runs(d->folder));
    RETCLIP_CHECK(checker.photographs(d->folder, contents, progress));
    return report;
}

} // namespace retclip
