// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/study/study_package.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Json listOf(const QStringList &texts)
{
    Json list = Json::array();
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

void noteList(Invocation &call, const QString &words, const QStringList &photographs)
{
    if (!photographs.isEmpty())
        call.out().note(words.arg(photographs.size()).arg(photographs.mid(0, 20).join(QStringLiteral(", "))));
}

Result<int> pack(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    const QString file = call.positional("FILE");
    RETCLIP_TRY(const StudyPackageReport report,
                packStudy(*study, {file, !call.has("no-runs")}, call.out().progress(), call.stop()));
    call.out().result({{"file", file.toStdString()}, {"files", report.files}, {"bytes", report.bytes},
                       {"packed_bytes", report.packedBytes}, {"linked", report.linked},
                       {"missing", listOf(report.missing)}, {"changed", listOf(report.changed)}},
                      QCoreApplication::translate("Command", "Files: %1, %2 MB in %3 MB; photographs from outside the study's folder that are in it: %4.")
                          .arg(report.files).arg(double(report.bytes) / 1e6, 0, 'f', 1)
                          .arg(double(report.packedBytes) / 1e6, 0, 'f', 1).arg(report.linked));
    noteList(call, QCoreApplication::translate("Command", "Photographs that are not there, so not in it: %1 (%2)"), report.missing);
    noteList(call, QCoreApplication::translate("Command", "Photographs that are not as the study noted them, packed as they are: %1 (%2)"), report.changed);
    return statusDone;
}

Result<int> unpack(Invocation &call)
{
    const QString folder = call.positional("STUDY");
    RETCLIP_TRY(const StudyPackageReport report,
                unpackStudy(call.positional("FILE"), folder, call.out().progress(), call.stop()));
    call.out().result({{"study", folder.toStdString()}, {"name", report.name.toStdString()},
                       {"files", report.files}, {"bytes", report.bytes}, {"kept", report.kept}},
                      QCoreApplication::translate("Command", "%1: %n file(s), each as it was packed.", nullptr, int(report.files)).arg(folder));
    if (report.kept > 0)
        call.out().note(QCoreApplication::translate("Command", "%1 of them were ready from an unpacking that was stopped.").arg(report.kept));
    return statusDone;
}

} // namespace

std::vector<Form> studyPackageForms()
{
    const PositionalDescription file{"FILE", QT_TRANSLATE_NOOP("Command", "The package, NAME.retclip.")};
    return {{"pack", QT_TRANSLATE_NOOP("Command", "Keeps a whole study in one file with a checksum of each part, to move or archive it."),
             {studyPlace, file},
             {{"no-runs", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Without the files of training runs.")}},
             "retclip study pack glaucoma.study glaucoma.retclip", pack},
            {"unpack", QT_TRANSLATE_NOOP("Command", "Makes a study of a package: all is checked before it is put in place; stopped, it goes on when repeated."),
             {file, {"STUDY", QT_TRANSLATE_NOOP("Command", "Folder of the new study.")}}, {},
             "retclip study unpack glaucoma.retclip glaucoma.study", unpack}};
}

} // namespace retclip::cli
