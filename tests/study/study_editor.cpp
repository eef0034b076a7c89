// SPDX-License-Identifier: GPL-3.0-or-later
// Edits a study without end and says each confirmed edit on standard output: what the fault tests
// kill at random moments. `study_editor old FOLDER` makes a study of an older format to be migrated.
#include "core/study/database.h"
#include "core/study/restore.h"
#include "core/study/saved_queries.h"
#include "core/study/schema.h"
#include "core/study/study.h"
#include "core/study/study_writer.h"

#include <QCoreApplication>
#include <QDir>

#include <cstdio>
#include <unistd.h>

using namespace retclip;

namespace {

/// A study as a program of format 3 left it, with 4,000 exams.
int makeOld(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return 7;
    auto database = Database::open(folder + QStringLiteral("/study.db"), Database::Mode::create);
    if (!database || !migrate(**database, 3))
        return 7;
    auto transaction = Transaction::begin(**database);
    if (!transaction)
        return 7;
    bool good = bool((*database)->execute("INSERT INTO setting VALUES('study_id', 'old'), ('created', '2025-01-01T00:00:00.000Z'),"
                                          " ('oldest_reader', '2')"));
    for (int i = 1; i <= 4000 && good; ++i)
        good = (*database)->run("INSERT INTO patient(id, code) VALUES(?1, 'P' || ?1)", i)
            && (*database)->run("INSERT INTO exam(id, patient, visit, number, code, sort_key, comment)"
                                " VALUES(?1, ?1, '1', 1, 'P' || ?1 || '-1', printf('%06d', ?1), 'comment of ' || ?1)", i);
    return good && transaction->commit() ? 0 : 7;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "old")
        return makeOld(QString::fromLocal8Bit(argv[2]));
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const QString mark = QString::fromLocal8Bit(argv[2]);
    auto study = Study::open(folder, OpenMode::readWrite);
    if (!study) {
        std::fprintf(stderr, "%s\n", study.error().english().c_str());
        return 3;
    }
    const auto exams = (*study)->find({});
    for (int i = 0;; ++i) {
        const QString tag = QStringLiteral("%1-%2").arg(mark).arg(i);
        const ExamId exam = (*exams)[std::size_t(i) % exams->size()];
        const auto receipt = (*study)->apply({AddTag{tag}, {exam}, QStringLiteral("editor")});
        if (!receipt)
            return 4;
        std::printf("%s\n", qPrintable(tag));
        std::fflush(stdout);
        if (i % 5 == 4) {
            // A tag that is taken back and put again must be there all the same.
            if (!(*study)->undo(QStringLiteral("editor")) || !(*study)->redo(QStringLiteral("editor")))
                return 5;
        }
        // Batches, queries and restoring: what is said must be there, and a restored moment is an edit too.
        if (i % 4 == 3) {
            const QString all = tag + QStringLiteral("-all");
            if (!(*study)->apply({AddTag{all}, *exams, QStringLiteral("editor")}))
                return 8;
            std::printf("%s\n", qPrintable(all));
            std::fflush(stdout);
        }
        if (i % 6 == 5) {
            const auto last = (*study)->history({}, 1);
            if (!last || !saveQuery(**study, tag, QStringLiteral("tag:\"%1\"").arg(tag), QStringLiteral("editor"))
                || !restoreTo(**study, last->first().edit, QStringLiteral("editor")))
                return 9;
        }
        if (i % 7 == 6) {
            const auto writer = StudyWriter::begin(**study, mark, QStringLiteral("editor"));
            ImportedExam row;
            row.patient = tag;
            row.report = QStringLiteral("出血");
            if (!writer || !(*writer)->put(row) || !(*writer)->commit() || !(*writer)->finish())
                return 6;
        }
    }
}
