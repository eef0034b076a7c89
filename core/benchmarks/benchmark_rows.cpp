// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmarks/benchmark_rows.h"

#include "core/import/photograph_finder.h"
#include "core/import/table_source.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace retclip {

namespace {

/// Photographs and tables of a folder, by their relative paths, sorted.
struct FolderContents
{
    QStringList photographs, tables;
    QHash<QString, QStringList> byName; ///< Name without ending, small letters → photographs.
};

Result<FolderContents> contentsOf(const QString &folder, const std::stop_token &stop)
{
    FolderContents contents;
    const QDir base(folder);
    QDirIterator files(base.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        if (stop.stop_requested())
            return cancelled();
        const QString file = files.next(), path = base.relativeFilePath(file);
        if (hasPictureEnding(path)) {
            if (!looksDrawn(QFileInfo(path).completeBaseName()))
                contents.photographs << path;
        } else if (looksLikeTable(file)) {
            contents.tables << path;
        }
    }
    contents.photographs.sort();
    contents.tables.sort();
    for (const QString &path : std::as_const(contents.photographs)) {
        contents.byName[QFileInfo(path).fileName().toLower()] << path;
        contents.byName[QFileInfo(path).completeBaseName().toLower()] << path;
    }
    return contents;
}

QString withoutEnding(const QString &path)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    QString name = dot > path.lastIndexOf(u'/') ? path.left(dot) : path;
    return name.replace(u'/', u'_');
}

/// The photograph that a table's cell means: of the split that is asked for where several have the name.
QString photographOf(const FolderContents &contents, const QString &cell, Split split)
{
    const QString name = cell.section(u'/', -1).toLower();
    QStringList found = contents.byName.value(name);
    if (found.isEmpty())
        found = contents.byName.value(QFileInfo(name).completeBaseName());
    if (found.size() > 1 && split != Split::none)
        for (const QString &path : std::as_const(found))
            if (splitSaidBy(path) == split)
                return path;
    return found.isEmpty() ? QString() : found.front();
}

/// Which columns of a table say what; `image` below 0: it is not such a table.
struct TableColumns
{
    int image = -1, label = -1;
    QVector<int> ofClass; ///< As the benchmark's classes; below 0: no such column.
};

TableColumns columnsOf(const Benchmark &benchmark, const BenchmarkTable &table, const QStringList &headings)
{
    TableColumns columns;
    columns.image = columnNamed(headings, table.image);
    if (!table.label.isEmpty()) {
        columns.label = columnNamed(headings, table.label);
        if (columns.label < 0)
            columns.image = -1;
        return columns;
    }
    for (const BenchmarkClass &each : benchmark.classes)
        columns.ofClass.append(columnNamed(headings, {simplifiedHeading(each.shown.name)}));
    if (std::all_of(columns.ofClass.cbegin(), columns.ofClass.cend(), [](int column) { return column < 0; }))
        columns.image = -1;
    return columns;
}

/// The classes that a row holds; nothing: it names one that the benchmark does not have.
std::optional<QStringList> classesOf(const Benchmark &benchmark, const TableColumns &columns, const QStringList &cells)
{
    QStringList positive;
    if (columns.label >= 0) {
        const BenchmarkClass *of = benchmark.classOf(cells.value(columns.label).trimmed());
        if (!of)
            return std::nullopt;
        return QStringList{of->shown.name};
    }
    for (qsizetype i = 0; i < columns.ofClass.size(); ++i)
        if (const int column = columns.ofClass[i]; column >= 0 && cells.value(column).trimmed() == QLatin1String("1"))
            positive << benchmark.classes[i].shown.name;
    return positive;
}

Result<void> readTable(const Benchmark &benchmark, const BenchmarkTable &table, const QDir &base, const QString &path,
                       const FolderContents &contents, BenchmarkRows &rows)
{
    RETCLIP_TRY(const auto source, TableSource::open(base.filePath(path), {}));
    const TableColumns columns = columnsOf(benchmark, table, source->headings());
    if (columns.image < 0)
        return {};
    const Split split = table.pathSaysSplit ? splitSaidBy(path) : table.split;
    TableRow row;
    while (source->next(row)) {
        const QString cell = row.cells.value(columns.image).trimmed();
        if (!row.fault.empty()) {
            rows.skipped.append({path, row.row, row.fault});
            continue;
        }
        if (cell.isEmpty())
            continue;
        const auto positive = classesOf(benchmark, columns, row.cells);
        if (!positive) {
            rows.skipped.append({path, row.row, message(QT_TRANSLATE_NOOP("Message", "The label of %1 is none of the benchmark's."), {cell.toStdString()})});
            continue;
        }
        BenchmarkRow one;
        one.named = cell;
        const QString found = photographOf(contents, cell, split);
        if (!found.isEmpty())
            one.path = base.absoluteFilePath(found);
        one.split = split;
        one.name = withoutEnding(found.isEmpty() ? path + u'/' + cell : found);
        one.eye = benchmark.perEye ? partsOfName(QFileInfo(cell).completeBaseName()).eye : std::nullopt;
        one.positive = *positive;
        one.source = path;
        one.row = row.row;
        rows.rows.push_back(std::move(one));
    }
    return {};
}

/// The nearest folder over a photograph that is named as a class.
const BenchmarkClass *classOfFolders(const Benchmark &benchmark, const QString &path)
{
    const QStringList parts = path.split(u'/');
    for (qsizetype i = parts.size() - 2; i >= 0; --i)
        if (const BenchmarkClass *found = benchmark.classOf(parts[i]))
            return found;
    return nullptr;
}

} // namespace

Split splitSaidBy(const QString &path)
{
    // Words, so that "contrast" is no test and "interval" no validation; the deepest folder says it best.
    static const QRegularExpression train(QStringLiteral("(^|[^a-z])train"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression validation(QStringLiteral("(^|[^a-z])(val([^a-z]|id|$)|eval)"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression test(QStringLiteral("(^|[^a-z])test"), QRegularExpression::CaseInsensitiveOption);
    const QStringList parts = path.split(u'/');
    for (qsizetype i = parts.size() - 1; i >= 0; --i) {
        if (validation.match(parts[i]).hasMatch())
            return Split::validation;
        if (train.match(parts[i]).hasMatch())
            return Split::training;
        if (test.match(parts[i]).hasMatch())
            return Split::test;
    }
    return Split::none;
}

Result<BenchmarkRows> benchmarkRows(const Benchmark &benchmark, const QString &folder, std::stop_token stop)
{
    const QDir base(QDir(folder).canonicalPath()); // Without "..", which relative paths would keep.
    RETCLIP_TRY(const FolderContents contents, contentsOf(base.path(), stop));
    BenchmarkRows rows;
    for (const BenchmarkTable &table : benchmark.tables) {
        const QRegularExpression name(QRegularExpression::anchoredPattern(table.fileName), QRegularExpression::CaseInsensitiveOption);
        for (const QString &path : contents.tables)
            if (name.match(QFileInfo(path).fileName()).hasMatch())
                RETCLIP_CHECK(readTable(benchmark, table, base, path, contents, rows));
    }
    QSet<QString> tabled;
    for (const BenchmarkRow &row : rows.rows)
        tabled.insert(row.name);
    for (const QString &path : contents.photographs) {
        if (stop.stop_requested())
            return cancelled();
        const BenchmarkClass *of = classOfFolders(benchmark, path);
        if (!of)
            continue;
        BenchmarkRow one;
        one.path = base.absoluteFilePath(path);
        one.named = path;
        one.name = withoutEnding(path);
        if (tabled.contains(one.name))
            continue;
        one.split = splitSaidBy(QFileInfo(path).path());
        one.eye = benchmark.perEye ? partsOfName(QFileInfo(path).completeBaseName()).eye : std::nullopt;
        one.positive = {of->shown.name};
        one.source = QFileInfo(path).path();
        rows.rows.push_back(std::move(one));
    }
    return rows;
}

} // namespace retclip
