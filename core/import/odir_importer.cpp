// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/entries.h"
#include "core/import/import_session.h"
#include "core/import/photograph_finder.h"
#include "core/import/table_source.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace retclip {

namespace {

struct OdirClass
{
    const char *letter;
    const char *title;
    const char *titleZh;
};
constexpr std::array<OdirClass, 8> odirClasses{{
    {"N", "normal", "正常"},
    {"D", "diabetic retinopathy", "糖尿病视网膜病变"},
    {"G", "glaucoma", "青光眼"},
    {"C", "cataract", "白内障"},
    {"A", "age-related macular degeneration", "年龄相关性黄斑变性"},
    {"H", "hypertension", "高血压"},
    {"M", "pathological myopia", "病理性近视"},
    {"O", "other", "其他"},
}};

/// Where each of ODIR's columns stands; -1: absent.
struct OdirColumns
{
    int patient, age, sex, leftImage, rightImage, leftWords, rightWords, report;
    std::array<int, odirClasses.size()> classes;

    explicit OdirColumns(const QStringList &headings)
    {
        const auto find = [&](const char *names) {
            return columnNamed(headings, QString::fromUtf8(names).split(QLatin1Char('|')));
        };
        patient = find("id|patient id|编号|病人编号");
        age = find("patient age|age|病人年龄|年龄");
        sex = find("patient sex|sex|病人性别|性别");
        leftImage = find("left fundus|左眼眼底图像|左眼底");
        rightImage = find("right fundus|右眼眼底图像|右眼底");
        leftWords = find("left diagnostic keywords|左眼诊断关键词");
        rightWords = find("right diagnostic keywords|右眼诊断关键词");
        report = find("report zh|报告");
        for (std::size_t i = 0; i < classes.size(); ++i)
            classes[i] =
                columnNamed(headings, {QString::fromLatin1(odirClasses[i].letter).toLower()});
    }

    [[nodiscard]] bool complete() const
    {
        return patient >= 0 && leftImage >= 0 && rightImage >= 0
            && std::all_of(classes.begin(), classes.end(), [](int place) { return place >= 0; });
    }
    [[nodiscard]] ColumnRole roleOf(int column) const
    {
        if (column == patient)
            return ColumnRole::patient;
        if (column == age)
            return ColumnRole::age;
        if (column == sex)
            return ColumnRole::sex;
        if (column == leftImage)
            return ColumnRole::leftImage;
        if (column == rightImage)
            return ColumnRole::rightImage;
        if (column == leftWords)
            return ColumnRole::leftReport;
        if (column == rightWords)
            return ColumnRole::rightReport;
        if (column == report)
            return ColumnRole::report;
        if (std::find(classes.begin(), classes.end(), column) != classes.end())
            return ColumnRole::multilabelClass;
        return ColumnRole::ignore;
    }
};

QString imageFolderBeside(const QString &table)
{
    const QDir folder = QFileInfo(table).absoluteDir();
    for (const char *name :
         {"images", "preprocessed_images", "Training Images", "ODIR-5K_Training_Dataset"})
        if (folder.exists(QLatin1String(name)))
            return folder.absoluteFilePath(QLatin1String(name));
    return folder.absolutePath();
}

class OdirImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("odir"); }
    QString title() const override { return QCoreApplication::translate("Importer", "ODIR-5K"); }
    QString help() const override
    {
        return QCoreApplication::translate("Importer",
                                           "The annotation table of ODIR-5K as published (English "
                                           "or Chinese headings, CSV or Excel) with the "
                                           "photographs in images/ beside it. The eight letters N "
                                           "D G C A H M O become the label set \"odir\"; the "
                                           "keywords of both eyes become the report, unless the "
                                           "table has a column report_zh. A patient whose second "
                                           "photograph is missing comes in with one eye.");
    }

    int fits(const QString &source) const override
    {
        const QString table = tableAt(source);
        if (table.isEmpty())
            return 0;
        const auto opened = TableSource::open(table, {});
        return opened && OdirColumns((*opened)->headings()).complete() ? 95 : 0;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token) const override
    {
        const QString path = tableAt(plan.source);
        if (!path.isEmpty())
            plan.source = path;
        RETCLIP_TRY(auto table, TableSource::open(plan.source, plan.encoding));
        const OdirColumns columns(table->headings());
        RETCLIP_CHECK(check(columns, plan));
        plan.encoding = table->encoding();
        plan.headingRow = table->headingRow();
        plan.multilabelName = QStringLiteral("odir");
        if (plan.imageFolder.isEmpty())
            plan.imageFolder = imageFolderBeside(plan.source);
        plan.columns.clear();
        for (int i = 0; i < table->headings().size(); ++i)
            plan.columns.append({table->headings()[i], columns.roleOf(i), {}, {}});
        TableRow row;
        for (int n = 0; n < 5 && table->next(row); ++n)
            for (int i = 0; i < plan.columns.size(); ++i)
                plan.columns[i].firstValues.append(row.cells.value(i).trimmed());
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun,
                             const ProgressCallback &progress, std::stop_token stop) const override
    {
        const QString encoding = plan.encoding == QLatin1String("XLSX") ? QString() : plan.encoding;
        RETCLIP_TRY(auto table, TableSource::open(plan.source, encoding));
        const OdirColumns columns(table->headings());
        RETCLIP_CHECK(check(columns, plan));
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        noteEncoding(*session, *table);
        noteHeadingRow(*session, *table);
        LabelSet set;
        set.name = QStringLiteral("odir");
        set.kind = LabelKind::multilabel;
        for (const OdirClass &entry : odirClasses)
            set.classes.append({QString::fromLatin1(entry.letter), QString::fromLatin1(entry.title),
                                QString::fromUtf8(entry.titleZh), int(set.classes.size()) + 1});
        RETCLIP_CHECK(session->defineLabelSet(set));
        session->setTotal(table->rowCount());

        const QString name = QFileInfo(plan.source).fileName();
        const QString folder =
            plan.imageFolder.isEmpty() ? imageFolderBeside(plan.source) : plan.imageFolder;
        TableRow row;
        while (!session->stopRequested() && table->next(row)) {
            session->setPosition(table->position());
            const auto cell = [&](int column) {
                return column < 0 ? QString() : row.cells.value(column).trimmed();
            };
            PendingExam pending;
            pending.source = name;
            pending.row = row.row;
            remarkFormulas(*session, name, row, plan.columns);
            ImportedExam &exam = pending.exam;
            exam.patient = cell(columns.patient);
            if (exam.patient.isEmpty()) {
                session->skip(name, row.row,
                              message(QT_TRANSLATE_NOOP("Message", "The row names no patient.")));
                continue;
            }
            readFactCells(*session, pending, {cell(columns.sex), cell(columns.age), {}, {}});
            exam.report = cell(columns.report);
            if (exam.report.isEmpty())
                exam.report = joinedEyeReports(cell(columns.leftWords), cell(columns.rightWords));
            ImportedLabel label{set.name, std::nullopt, {}, false, LabelSource::imported, {}, {}};
            for (std::size_t i = 0; i < odirClasses.size(); ++i) {
                label.known = label.known || !cell(columns.classes[i]).isEmpty();
                if (cell(columns.classes[i]) == QLatin1String("1"))
                    label.positive.append(QString::fromLatin1(odirClasses[i].letter));
            }
            if (label.known)
                exam.labels.append(label);
            for (const Laterality eye : both_eyes) {
                const QString file =
                    cell(eye == Laterality::right ? columns.rightImage : columns.leftImage);
                if (!file.isEmpty())
                    pending.photographs.push_back({file, findPhotograph(folder, file), {}, eye});
            }
            RETCLIP_CHECK(session->put(std::move(pending)));
        }
        return session->finish();
    }

private:
    static Result<void> check(const OdirColumns &columns, const ImportPlan &plan)
    {
        if (columns.complete())
            return {};
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message",
                                      "%1 has not ODIR's columns (ID, Left-Fundus, Right-Fundus, "
                                      "N, D, G, C, A, H, M, O)."),
                    {QFileInfo(plan.source).fileName().toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message", "Import it with the layout \"table\".")));
    }
};

} // namespace

const Importer &odirImporter()
{
    static const OdirImporter importer;
    return importer;
}

} // namespace retclip
