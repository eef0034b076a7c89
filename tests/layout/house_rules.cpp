// SPDX-License-Identifier: GPL-3.0-or-later
#include "house_rules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace {

bool isCode(const SourceFile &file)
{
    return file.path.endsWith(".h") || file.path.endsWith(".cpp");
}

bool isBelow(const SourceFile &file, const QStringList &folders)
{
    for (const QString &folder : folders) {
        if (file.path.startsWith(folder + '/'))
            return true;
    }
    return false;
}

QVector<Offence> matches(const SourceFile &file, const QString &pattern)
{
    static QHash<QString, QRegularExpression> compiled;
    auto expression = compiled.find(pattern);
    if (expression == compiled.end())
        expression = compiled.insert(pattern, QRegularExpression(pattern));
    QVector<Offence> found;
    int number = 0;
    for (const QString &line : file.text.split('\n')) {
        ++number;
        if (expression->match(line).hasMatch())
            found.append({file.path, number, line.trimmed()});
    }
    return found;
}

const QString torchInclude = R"(^\s*#\s*include\s*[<"](torch|ATen|c10|caffe2)/)";
const QString qtInclude = R"(^\s*#\s*include\s*[<"]Q[A-Za-z]+[>"/])";
const QString widgetInclude
    = R"(^\s*#\s*include\s*[<"](Qt(Gui|Widgets|PrintSupport|Svg)/|Q(Widget|Application|GuiApplication|Dialog|MainWindow|Painter|Pixmap|Image|Icon|Action|Label|GraphicsView|StyledItemDelegate)[>"]|qcustomplot))";

QVector<Offence> torchOutsideMl(const SourceFile &file)
{
    if (!isCode(file) || isBelow(file, {"ml", "tests/ml", "bench"}))
        return {};
    return matches(file, torchInclude);
}

QVector<Offence> qtInQtFreeRooms(const SourceFile &file)
{
    if (!isCode(file)
        || !isBelow(file, {"ml", "core/base", "core/imaging", "core/statistics", "app/retclip_train"}))
        return {};
    return matches(file, qtInclude);
}

QVector<Offence> widgetsInCore(const SourceFile &file)
{
    return isCode(file) && isBelow(file, {"core"}) ? matches(file, widgetInclude)
                                                    : QVector<Offence>();
}

QVector<Offence> mlSeenFromUiOrCore(const SourceFile &file)
{
    return isCode(file) && isBelow(file, {"ui", "core"})
        ? matches(file, R"(^\s*#\s*include\s*[<"]ml/)")
        : QVector<Offence>();
}

QVector<Offence> coreSeenFromMl(const SourceFile &file)
{
    return isCode(file) && isBelow(file, {"ml"})
        ? matches(file, R"(^\s*#\s*include\s*[<"](ui/|app/|core/(?!base/|imaging/|statistics/)))")
        : QVector<Offence>();
}

QVector<Offence> upwardFromBase(const SourceFile &file)
{
    if (!isCode(file))
        return {};
    if (isBelow(file, {"core/base"}))
        return matches(file, R"(^\s*#\s*include\s*[<"](core/(?!base/)|ml/|ui/|app/))");
    if (isBelow(file, {"core/imaging", "core/statistics"}))
        return matches(file, R"(^\s*#\s*include\s*[<"](core/(?!base/|imaging/|statistics/)|ml/|ui/|app/))");
    if (isBelow(file, {"core"}))
        return matches(file, R"(^\s*#\s*include\s*[<"](ui/|app/))");
    return {};
}

QVector<Offence> sqlOutsideStudy(const SourceFile &file)
{
    if (!isCode(file) || !isBelow(file, {"ui", "app", "ml", "core"}) || isBelow(file, {"core/study"}))
        return {};
    return matches(file, R"(^\s*#\s*include\s*<sqlite3\.h>|"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s)");
}

QVector<Offence> versionChecks(const SourceFile &file)
{
    if (!isCode(file) || file.path == "ml/compatibility.h" || isBelow(file, {"tests/layout"}))
        return {};
    return matches(file, R"(TORCH_VERSION_(MAJOR|MINOR)\s*(==|!=|<=|>=|<(?!<)|>(?!>)))");
}

QVector<Offence> promisedWork(const SourceFile &file)
{
    if (!isCode(file) && !file.path.endsWith(".sh") && !file.path.endsWith("CMakeLists.txt"))
        return {};
    if (isBelow(file, {"tests/layout"}))
        return {};
    return matches(file, R"(\b(TODO|FIXME|XXX|HACK)\b|[Nn]ot (yet )?implemented)");
}

QVector<Offence> waitingInTheWindow(const SourceFile &file)
{
    if (!isCode(file) || !isBelow(file, {"ui", "app/workstation"}))
        return {};
    return matches(file, R"(processEvents\s*\(|QThread::(m|u)?sleep|this_thread::sleep|[Tt]hread\w*\.detach\s*\(\))");
}

QVector<Offence> missingLicence(const SourceFile &file)
{
    if (!isCode(file) || file.text.startsWith("// SPDX-License-Identifier: GPL-3.0-or-later"))
        return {};
    return {{file.path, 1, file.text.section('\n', 0, 0)}};
}

QVector<Offence> machinePaths(const SourceFile &file)
{
    return matches(file, R"((^|[\s"'(=])/(work|farm|root)/[a-z])");
}

QVector<Offence> unguardedHeader(const SourceFile &file)
{
    if (!file.path.endsWith(".h") || file.text.contains("#pragma once"))
        return {};
    return {{file.path, 1, "no #pragma once"}};
}

} // namespace

const QVector<HouseRule> &houseRules()
{
    static const QVector<HouseRule> rules{
        {"LibTorch's headers stay inside ml", "reach networks through core/base/model_backend.h",
         torchOutsideMl, {"ui/train/planted.cpp", "#include <torch/torch.h>\n"}},
        {"ml, base, imaging and statistics know no Qt", "use the standard library; app and ui translate",
         qtInQtFreeRooms, {"ml/network/planted.h", "#include <QString>\n"}},
        {"core knows no widgets and no pictures of Qt", "put it into ui, or give out plain data",
         widgetsInCore, {"core/study/planted.cpp", "#include <QPixmap>\n"}},
        {"ui and core do not see ml", "go through ModelBackend", mlSeenFromUiOrCore,
         {"ui/retrieve/planted.cpp", "#include \"ml/inference/embed.h\"\n"}},
        {"ml sees base, imaging and statistics alone", "hand it a Manifest", coreSeenFromMl,
         {"ml/data/planted.cpp", "#include \"core/study/study.h\"\n"}},
        {"arrows between layers go down only", "move the word down or the use up", upwardFromBase,
         {"core/base/planted.h", "#include \"core/study/values.h\"\n"}},
        {"SQL lives in core/study", "add a function to Study", sqlOutsideStudy,
         {"core/import/planted.cpp", "    run(\"SELECT id FROM exam\");\n"}},
        {"versions of LibTorch are told apart in one header", "add a wrapper to ml/compatibility.h",
         versionChecks, {"ml/training/planted.cpp", "#if TORCH_VERSION_MAJOR >= 2\n"}},
        {"no word promises work still to be done", "do it, or take it out", promisedWork,
         {"core/base/planted.cpp", "// TODO: later\n"}},
        {"the window never waits", "use JobPool", waitingInTheWindow,
         {"ui/shell/planted.cpp", "    QCoreApplication::processEvents();\n"}},
        {"every source file states its licence", "first line: // SPDX-License-Identifier: GPL-3.0-or-later",
         missingLicence, {"core/base/planted.cpp", "#include <string>\n"}},
        {"no path of one machine", "derive it or take it as an option", machinePaths,
         {"docs/planted.md", "see " "/work" "/main for it\n"}},
        {"every header guards itself", "#pragma once", unguardedHeader,
         {"core/base/planted.h", "// SPDX-License-Identifier: GPL-3.0-or-later\nint x;\n"}},
    };
    return rules;
}

QVector<SourceFile> sourceFiles(const QString &root)
{
    QVector<SourceFile> files;
    const QStringList folders{"app", "ui", "core", "ml", "tests", "packaging", "docs", "bench"};
    const QStringList kinds{"*.h", "*.cpp", "*.sh", "*.md", "*.cmake", "CMakeLists.txt"};
    for (const QString &folder : folders) {
        QDirIterator walk(root + '/' + folder, kinds, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (file.open(QIODevice::ReadOnly))
                files.append({QDir(root).relativeFilePath(file.fileName()),
                              QString::fromUtf8(file.readAll())});
        }
    }
    return files;
}
