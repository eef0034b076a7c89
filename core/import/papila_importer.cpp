// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/entries.h"
#include "core/import/import_session.h"
#include "core/import/photograph_finder.h"
#include "core/import/workbook.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>

#include <array>

namespace retclip {

namespace {

/// Where PAPILA's tables and photographs lie, as published or beside one another.
struct PapilaPlaces
{
    PerEye<QString> tables;
    QString photographs;

    explicit PapilaPlaces(const QString &source)
    {
        const QFileInfo info(source);
        if (!info.exists())
            return;
        const QDir folder = info.isDir() ? QDir(source) : info.absoluteDir();
        for (const char *place : {"", "ClinicalData", "../ClinicalData"})
            for (const char *ending : {"xlsx", "csv"})
                for (const Laterality eye : both_eyes) {
                    const QString file = QDir(folder.filePath(QLatin1String(place)))
                                             .absoluteFilePath(QStringLiteral("patient_data_%1.%2")
                                                                   .arg(QString::fromLatin1(abbreviation(eye)).toLower(), QLatin1String(ending)));
                    if (tables[eye].isEmpty() && QFileInfo(file).isFile())
                        tables[eye] = QDir::cleanPath(file);
                }
        for (const char *place : {"FundusImages", "../FundusImages", "."})
            if (photographs.isEmpty() && QDir(folder.filePath(QLatin1String(place))).exists())
                photographs = QDir::cleanPath(folder.absoluteFilePath(QLatin1String(place)));
    }
    [[nodiscard]] bool complete() const { return !tables.right.isEmpty() && !tables.left.isEmpty(); }
};

/// One row of a table: a patient's eye.
struct PapilaEye
{
    qint64 row = 0;
    QString age, gender, diagnosis;
    QStringList measures; ///< "axial length 24.57"
};

Result<QVector<WorkbookRow>> rowsOfTable(const QString &file)
{
    if (file.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive)) {
        RETCLIP_TRY(Workbook book, readWorkbook(file));
        return std::move(book.rows);
    }
    RETCLIP_TRY(auto table, TableSource::open(file, {}));
    QVector<WorkbookRow> rows{{1, table->headings()}};
    TableRow row;
    while (table->next(row))
        rows.append({row.row, row.cells});
    return rows;
}

/// By patient ("024"). The published workbooks spread the headings over three lines, with the patient's
/// column unnamed; others have one.
Result<QMap<QString, PapilaEye>> readEyes(const QString &file)
{
    RETCLIP_TRY(const QVector<WorkbookRow> rows, rowsOfTable(file));
    static const QRegularExpression number(QStringLiteral("^#?(\\d{1,4})$"));
    QStringList headings;
    int patient = 0, age = -1, gender = -1, diagnosis = -1;
    QMap<QString, PapilaEye> eyes;
    for (const WorkbookRow &row : rows) {
        const auto match = number.match(row.cells.value(patient).trimmed());
        if (age < 0 || !match.hasMatch()) {
            for (qsizetype i = 0; i < row.cells.size(); ++i) {
                if (headings.size() <= i)
                    headings.append(QString());
                if (const QString cell = row.cells[i].trimmed(); !cell.isEmpty())
                    headings[i] = cell;
            }
            age = columnNamed(headings, {QStringLiteral("age")});
            gender = columnNamed(headings, {QStringLiteral("gender")});
            diagnosis = columnNamed(headings, {QStringLiteral("diagnosis")});
            patient = std::max(0, columnNamed(headings, {QStringLiteral("patient id"), QStringLiteral("id")}));
            continue;
        }
        PapilaEye eye{row.row, row.cells.value(age).trimmed(), row.cells.value(gender).trimmed(),
                      row.cells.value(diagnosis).trimmed(), {}};
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            if (const QString cell = row.cells[i].trimmed();
                !cell.isEmpty() && i != patient && i != age && i != gender && i != diagnosis)
                eye.measures.append(QStringLiteral("%1 %2").arg(simplifiedHeading(headings.value(i)), cell));
        eyes.insert(match.captured(1).rightJustified(3, u'0'), eye);
    }
    if (eyes.isEmpty() || diagnosis < 0)
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "%1 has not PAPILA's columns (patient, Age, Gender, Diagnosis)."),
                               {QFileInfo(file).fileName().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Import it with the layout \"table\".")));
    return eyes;
}

class PapilaImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("papila"); }
    QString title() const override { return QCoreApplication::translate("Importer", "PAPILA"); }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Importer",
            "PAPILA as published: ClinicalData with patient_data_od.xlsx and patient_data_os.xlsx, a row a patient's "
            "eye, and FundusImages with RET002OD.jpg. The diagnosis becomes the label set \"papila\" of each eye (0 "
            "healthy, 1 glaucoma, 2 suspect); pressures and measures go into the comment.");
    }

    int fits(const QString &source) const override
    {
        return QFileInfo::exists(source) && PapilaPlaces(source).complete() ? 96 : 0;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token) const override
    {
        RETCLIP_CHECK(check(plan.source));
        if (plan.imageFolder.isEmpty())
            plan.imageFolder = PapilaPlaces(plan.source).photographs;
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun, const ProgressCallback &progress,
                             std::stop_token stop) const override
    {
        RETCLIP_CHECK(check(plan.source));
        const PapilaPlaces places(plan.source);
        PerEye<QMap<QString, PapilaEye>> eyes;
        for (const Laterality eye : both_eyes) {
            RETCLIP_TRY(eyes[eye], readEyes(places.tables[eye]));
        }
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        LabelSet set;
        set.name = QStringLiteral("papila");
        set.kind = LabelKind::multiclass;
        set.perEye = true;
        set.classes = {{QStringLiteral("0"), QStringLiteral("Healthy"), QStringLiteral("健康"), 1},
                       {QStringLiteral("1"), QStringLiteral("Glaucoma"), QStringLiteral("青光眼"), 2},
                       {QStringLiteral("2"), QStringLiteral("Glaucoma suspect"), QStringLiteral("可疑青光眼"), 3}};
        RETCLIP_CHECK(session->defineLabelSet(set));
        QStringList patients = eyes.right.keys();
        for (const QString &patient : eyes.left.keys())
            if (!eyes.right.contains(patient))
                patients.append(patient);
        session->setTotal(patients.size());
        for (qsizetype i = 0; i < patients.size() && !session->stopRequested(); ++i) {
            session->setPosition(double(i) / double(patients.size()));
            RETCLIP_CHECK(session->put(examOf(*session, patients[i], eyes, places, plan)));
        }
        return session->finish();
    }

private:
    static PendingExam examOf(ImportSession &session, const QString &patient,
                              const PerEye<QMap<QString, PapilaEye>> &eyes, const PapilaPlaces &places,
                              const ImportPlan &plan)
    {
        const QString folder = plan.imageFolder.isEmpty() ? places.photographs : plan.imageFolder;
        PendingExam pending;
        pending.exam.patient = patient;
        QStringList comment;
        for (const Laterality eye : both_eyes) {
            const auto found = eyes[eye].constFind(patient);
            if (found == eyes[eye].cend())
                continue;
            pending.source = QFileInfo(places.tables[eye]).fileName();
            pending.row = found->row;
            // The publishers' own numbers: 0 male, 1 female.
            const QString sex = found->gender == QLatin1String("0") ? QStringLiteral("M")
                              : found->gender == QLatin1String("1") ? QStringLiteral("F")
                                                                    : found->gender;
            if (pending.exam.sex.isEmpty())
                readFactCells(session, pending, {sex, found->age, {}, {}});
            static const QStringList diagnoses{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")};
            if (diagnoses.contains(found->diagnosis))
                pending.exam.labels.append({QStringLiteral("papila"), eye, {found->diagnosis}, true, LabelSource::imported, {}, {}});
            if (!found->measures.isEmpty())
                comment.append(QStringLiteral("%1: %2").arg(QLatin1String(abbreviation(eye)), found->measures.join(QStringLiteral(", "))));
            const QString name = QStringLiteral("RET%1%2.jpg").arg(patient, QLatin1String(abbreviation(eye)));
            pending.photographs.push_back({name, findPhotograph(folder, name), {}, eye});
        }
        pending.exam.comment = comment.join(QStringLiteral("; "));
        return pending;
    }

    static Result<void> check(const QString &source)
    {
        if (PapilaPlaces(source).complete())
            return {};
        return failure(QFileInfo::exists(source) ? ErrorCode::invalid_argument : ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 holds no patient_data_od and patient_data_os (.xlsx or .csv)."),
                               {source.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose PAPILA's folder, the one with ClinicalData and FundusImages.")));
    }
};

} // namespace

const Importer &papilaImporter()
{
    static const PapilaImporter importer;
    return importer;
}

} // namespace retclip
