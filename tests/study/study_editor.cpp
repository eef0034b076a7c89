// SPDX-License-Identifier: GPL-3.0-or-later
// Edits a study without end and says each confirmed edit on standard output: what the fault tests
// kill at random moments.
#include "core/study/study.h"
#include "core/study/study_writer.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

using namespace retclip;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
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
