// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/column_guess.h"
#include "core/import/entries.h"
#include "core/import/exam_record.h"
#include "core/import/import_session.h"
#include "core/import/known_tables.h"
#include "core/import/photograph_finder.h"
#include "core/import/table_source.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>

namespace retclip {

namespace {

class RowReader
{
public:
    explicit RowReader(const ImportPlan &plan) : m_plan(plan)
    {
        for (int i = 0; i < plan.columns.size(); ++i)
            m_places.insert(int(plan.columns[i].role), i);
    }

    [[nodiscard]] bool has(ColumnRole role) const { return m_places.contains(int(role)); }
    [[nodiscard]] bool hasPhotographs() const
    {
        return has(ColumnRole::leftImage) || has(ColumnRole::rightImage) || has(ColumnRole::image);
    }
    /// Names patients and brings something of them, but no photographs: of exams that the study has.
    [[nodiscard]] bool addsToExams() const
    {
        return !hasPhotographs() && has(ColumnRole::patient)
            && std::any_of(m_plan.columns.cbegin(), m_plan.columns.cend(), [](const ColumnGuess &column) {
                   return column.role != ColumnRole::ignore && column.role != ColumnRole::patient && column.role != ColumnRole::exam
                       && column.role != ColumnRole::date && column.role != ColumnRole::laterality;
               });
    }
    [[nodiscard]] QList<int> all(ColumnRole role) const
    {
        QList<int> places = m_places.values(int(role));
        std::sort(places.begin(), places.end());
        return places;
    }
    [[nodiscard]] QString cell(const TableRow &row, ColumnRole role) const
    {
        const auto place = m_places.constFind(int(role));
        return place == m_places.cend() ? QString() : row.cells.value(*place).trimmed();
    }

private:
    const ImportPlan &m_plan;
    QMultiHash<int, int> m_places;
};

class TableImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("table"); }
    QString title() const override
    {
        return QCoreApplication::translate("Importer", "Table (CSV, TSV, Excel, JSON Lines)");
    }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Importer",
            "A table with one row an exam (a column for each eye's photograph) or one row a "
            "photograph (a column that "
            "says which eye). Columns are guessed from their headings and values, in English or "
            "Chinese, and can be "
            "changed. Paths start at the table or at the folder where most photographs are found.");
    }

    int fits(const QString &source) const override
    {
        const QString table = tableAt(source);
        if (table.isEmpty())
            return 0;
        return QFileInfo(source).isFile() ? 60 : 55;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token) const override
    {
        const QString table = tableAt(plan.source);
        if (!table.isEmpty())
            plan.source = table;
        RETCLIP_TRY(auto source, TableSource::open(plan.source, plan.encoding));
        plan.encoding = source->encoding();
        plan.headingRow = source->headingRow();
        guessColumns(plan, *source);
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun,
                             const ProgressCallback &progress, std::stop_token stop) const override
    {
        const QString encoding =
            plan.encoding == QLatin1String("XLSX") || plan.encoding == QLatin1String("JSON") ? QString() : plan.encoding;
        RETCLIP_TRY(auto table, TableSource::open(plan.source, encoding));
        const RowReader reader(plan);
        const qint64 rows = table->rowCount(); // Reads the table once.
        if (rows == 0)
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "%1 has headings and no rows."),
                                   {QFileInfo(plan.source).fileName().toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose a table with at least one exam.")));
        RETCLIP_TRY(const qint64 exams, study.count({}));
        if (!reader.hasPhotographs() && !(reader.addsToExams() && exams > 0))
            return missingColumn(
                message(QT_TRANSLATE_NOOP("Message",
                                          "%1 cannot be imported: no column holds photographs."),
                        {QFileInfo(plan.source).fileName().toStdString()}));
        if (!reader.has(ColumnRole::patient) && !reader.has(ColumnRole::image))
            return missingColumn(
                message(QT_TRANSLATE_NOOP("Message",
                                          "%1 cannot be imported: no column names the patient."),
                        {QFileInfo(plan.source).fileName().toStdString()}));
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        noteEncoding(*session, *table);
        noteHeadingRow(*session, *table);
        noteHeadings(*session, *table);
        RETCLIP_TRY(const QVector<LabelSet> sets, defineSets(*session, plan, reader, *table));
        session->setTotal(rows);
        const Reading reading{*session, plan, reader, sets, *table, examsHaveNames(reader, *table)};
        if (reader.has(ColumnRole::image)) {
            RETCLIP_CHECK(readPhotographRows(reading, *table));
        } else if (reader.addsToExams()) {
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "No column holds photographs: the rows add to exams that the study has, and make none.")));
            RETCLIP_CHECK(readAddedRows(reading, *table));
        } else {
            RETCLIP_CHECK(readExamRows(reading, *table));
        }
        return session->finish();
    }

private:
    static tl::unexpected<Error> missingColumn(Message what)
    {
        return failure(ErrorCode::invalid_argument, std::move(what),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message",
                                                 "Say what each column becomes (--columns "
                                                 "MAP.json, or the wizard's second step).")));
    }

    static void noteHeadings(ImportSession &session, const TableSource &table)
    {
        const QStringList headings = table.headings();
        QSet<QString> seen;
        for (const QString &heading : headings) {
            if (!heading.isEmpty() && seen.contains(heading))
                session.note(message(
                    QT_TRANSLATE_NOOP("Message",
                                      "The heading %1 stands more than once; each is a column of "
                                      "its own, the later ones with a number behind the name."),
                    {heading.toStdString()}));
            seen.insert(heading);
        }
    }

    // Classes are known only when the whole column is read: labels need a pass of their own.
    static Result<QVector<LabelSet>> defineSets(ImportSession &session, const ImportPlan &plan,
                                                const RowReader &reader, TableSource &table)
    {
        QVector<LabelSet> sets(plan.columns.size());
        const QList<int> columns = reader.all(ColumnRole::label);
        const QList<int> classes = reader.all(ColumnRole::multilabelClass);
        QHash<int, QSet<QString>> values;
        qint64 rows = 0;
        qint64 ofOneEye = 0; // A row that shows one known eye labels that eye, not the exam.
        TableRow row;
        while (!(columns.isEmpty() && classes.isEmpty()) && table.next(row)
               && !session.stopRequested()) {
            if (namesDrawing(row, reader))
                continue;
            ++rows;
            ofOneEye += (reader.has(ColumnRole::image) || reader.addsToExams()) && eyeOfRow(row, reader) ? 1 : 0;
            for (const int column : columns)
                if (values[column].size() < 1000)
                    values[column].insert(row.cells.value(column).trimmed());
        }
        table.rewind();
        const bool perEye = ofOneEye * 2 > rows;
        const KnownTable *const known = knownTable(table.headings(), perEye);
        if (known)
            session.note(message(QT_TRANSLATE_NOOP("Message",
                                                   "The headings are those of %1: its values carry the names "
                                                   "that its publishers gave them (%2)."),
                                 {known->title.toStdString(), known->source.toStdString()}));
        if (!columns.isEmpty()) {
            for (const int column : columns) {
                LabelSet &set = sets[column];
                set = labelSetOf(plan.columns[column].heading,
                                 QStringList(values[column].cbegin(), values[column].cend()));
                set.perEye = perEye;
                if (known)
                    describeLabels(*known, set.name, set);
                session.takeOverKind(set);
                if (set.classes.size() > 200) {
                    session.note(message(QT_TRANSLATE_NOOP("Message",
                                                           "Column %1 has more than 200 different "
                                                           "values: it is not taken as a label."),
                                         {set.name.toStdString()}));
                    set.classes.clear();
                } else if (!set.classes.isEmpty()) {
                    RETCLIP_CHECK(session.defineLabelSet(set));
                }
            }
        }
        if (!classes.isEmpty()) {
            LabelSet set;
            set.perEye = perEye;
            set.name = plan.multilabelName;
            set.kind = LabelKind::multilabel;
            for (const int column : classes) {
                const QString name = plan.columns[column].heading;
                set.classes.append(
                    {name, name, {}, set.classes.size() < 9 ? int(set.classes.size()) + 1 : 0});
                if (known)
                    describeLabels(*known, name, set);
            }
            RETCLIP_CHECK(session.defineLabelSet(set));
        }
        return sets;
    }

    static bool namesDrawing(const TableRow &row, const RowReader &reader)
    {
        return reader.has(ColumnRole::image)
            && looksDrawn(stemOf(reader.cell(row, ColumnRole::image)));
    }

    /// Of a row with one photograph: as its column says, else as the file's name says.
    static std::optional<Laterality> eyeOfRow(const TableRow &row, const RowReader &reader)
    {
        if (reader.has(ColumnRole::laterality))
            return laterality_from(reader.cell(row, ColumnRole::laterality).toStdString());
        return partsOfName(stemOf(reader.cell(row, ColumnRole::image))).eye;
    }

    static QString stemOf(const QString &cell)
    {
        return hasPictureEnding(cell) ? QFileInfo(cell).completeBaseName()
                                      : QFileInfo(cell).fileName();
    }

    /// What stays the same from row to row.
    struct Reading
    {
        ImportSession &session;
        const ImportPlan &plan;
        const RowReader &reader;
        const QVector<LabelSet> &sets;
        const TableSource &table;
        const bool examsHaveNames; ///< The exam column holds names that are good for the study.
    };

    /// Whether the exam column names each exam by itself ("E-2023-017"). Numbers of visits (1, 2 …)
    /// do not: they come again from patient to patient.
    static bool examsHaveNames(const RowReader &reader, TableSource &table)
    {
        if (!reader.has(ColumnRole::exam) || !reader.has(ColumnRole::patient))
            return false;
        QHash<QString, QString> owners;
        bool named = false;
        bool shared = false;
        TableRow row;
        while (!shared && table.next(row)) {
            const QString exam = reader.cell(row, ColumnRole::exam);
            const QString patient = reader.cell(row, ColumnRole::patient);
            bool number = false;
            const int value = exam.toInt(&number);
            named = named || (!exam.isEmpty() && (!number || value > 99));
            const auto owner = owners.constFind(exam);
            shared = !exam.isEmpty() && owner != owners.cend() && *owner != patient;
            owners.insert(exam, patient);
        }
        table.rewind();
        return named && !shared;
    }

    /// False: the row was listed as skipped. `seen`: digests of the rows so far.
    static bool checkRow(ImportSession &session, const ImportPlan &plan, const TableRow &row,
                         QHash<QByteArray, qint64> &seen)
    {
        if (!row.fault.empty()) {
            session.skip(QFileInfo(plan.source).fileName(), row.row, row.fault);
            return false;
        }
        const QByteArray digest = QCryptographicHash::hash(
            row.cells.join(QChar(0x1F)).toUtf8(), QCryptographicHash::Sha256);
        if (const qint64 first = seen.value(digest); first > 0) {
            session.skip(QFileInfo(plan.source).fileName(), row.row,
                         message(QT_TRANSLATE_NOOP("Message",
                                                   "The row is the same as row %1; it is in once."),
                                 {std::to_string(first)}));
            return false;
        }
        seen.insert(digest, row.row);
        const QString name = QFileInfo(plan.source).fileName();
        for (qsizetype i = plan.columns.size(); i < row.cells.size(); ++i)
            if (!row.cells[i].trimmed().isEmpty()) {
                session.skip(
                    name, row.row,
                    message(
                        QT_TRANSLATE_NOOP("Message",
                                          "The row has %1 cells, the heading line %2: a comma or "
                                          "tab in a text without quotation marks?"),
                        {std::to_string(row.cells.size()), std::to_string(plan.columns.size())}));
                return false;
            }
        remarkFormulas(session, name, row, plan.columns);
        if (row.cells.size() < plan.columns.size())
            session.remark(name, row.row,
                           message(QT_TRANSLATE_NOOP("Message",
                                                     "The row has %1 cells, the heading line %2; the cells that are missing "
                                                     "are taken as empty."),
                                   {std::to_string(row.cells.size()), std::to_string(plan.columns.size())}));
        if (row.openQuote)
            session.note(message(QT_TRANSLATE_NOOP("Message",
                                                   "Row %1 has a quotation mark that is never "
                                                   "closed; it is taken as a character."),
                                 {std::to_string(row.row)}));
        return true;
    }

    static void readFacts(const Reading &reading, PendingExam &pending, const TableRow &row,
                          std::optional<Laterality> eye)
    {
        const RowReader &reader = reading.reader;
        ImportedExam &exam = pending.exam;
        readFactCells(reading.session, pending,
                      {reader.cell(row, ColumnRole::sex), reader.cell(row, ColumnRole::age),
                       reading.table.dateCell(reader.cell(row, ColumnRole::date)), reader.cell(row, ColumnRole::split)});
        exam.camera = reader.cell(row, ColumnRole::camera);
        exam.site = reader.cell(row, ColumnRole::site);
        exam.comment = unguardedText(reader.cell(row, ColumnRole::comment));
        exam.visit = reader.cell(row, ColumnRole::exam);
        if (reading.examsHaveNames || exam.visit.contains(exam.patient))
            exam.code = exam.visit;
        exam.report = unguardedText(reader.cell(row, ColumnRole::report));
        if (exam.report.isEmpty()) {
            const QString right = reader.cell(row, ColumnRole::rightReport);
            const QString left = reader.cell(row, ColumnRole::leftReport);
            exam.report = joinedEyeReports(left, right);
        }
        for (const int column : reader.all(ColumnRole::tag))
            for (const QString &tag :
                 row.cells.value(column).split(QLatin1Char(';'), Qt::SkipEmptyParts))
                exam.tags.append(tag.trimmed());
        readLabels(reading, exam, row, eye);
    }

    static void readLabels(const Reading &reading, ImportedExam &exam, const TableRow &row,
                           std::optional<Laterality> eye)
    {
        const RowReader &reader = reading.reader;
        const ImportPlan &plan = reading.plan;
        const QVector<LabelSet> &sets = reading.sets;
        for (const int column : reader.all(ColumnRole::label)) {
            if (sets[column].classes.isEmpty())
                continue;
            if (const auto classes = classesOf(sets[column], row.cells.value(column)))
                exam.labels.append(
                    {sets[column].name, eye, *classes, true, LabelSource::imported, {}, {}});
        }
        const QList<int> classes = reader.all(ColumnRole::multilabelClass);
        if (!classes.isEmpty()) {
            ImportedLabel label{plan.multilabelName, eye, {}, false, LabelSource::imported, {}, {}};
            for (const int column : classes) {
                const QString value = row.cells.value(column).trimmed();
                label.known = label.known || !value.isEmpty();
                if (!value.isEmpty() && value != QLatin1String("0"))
                    label.positive.append(plan.columns[column].heading);
            }
            if (label.known)
                exam.labels.append(label);
        }
    }

    static PendingPhotograph photographOf(const ImportPlan &plan, const QString &cell,
                                          std::optional<Laterality> eye)
    {
        const QString folder =
            plan.imageFolder.isEmpty() ? QFileInfo(plan.source).absolutePath() : plan.imageFolder;
        return {cell, findPhotograph(folder, cell), {}, eye};
    }

    static Result<void> readExamRows(const Reading &reading, TableSource &table)
    {
        ImportSession &session = reading.session;
        const ImportPlan &plan = reading.plan;
        const RowReader &reader = reading.reader;
        QHash<QByteArray, qint64> rows;
        const QString name = QFileInfo(plan.source).fileName();
        QHash<QString, int> seen; // Patient and visit → rows so far.
        TableRow row;
        while (!session.stopRequested() && table.next(row)) {
            session.setPosition(table.position());
            if (!checkRow(session, plan, row, rows))
                continue;
            PendingExam pending;
            pending.source = name;
            pending.row = row.row;
            pending.exam.patient = reader.cell(row, ColumnRole::patient);
            if (pending.exam.patient.isEmpty()) {
                session.skip(name, row.row,
                             message(QT_TRANSLATE_NOOP("Message", "The row names no patient.")));
                continue;
            }
            readFacts(reading, pending, row, std::nullopt);
            const QString key = pending.exam.patient + QChar(0x1F)
                + (pending.exam.visit.isEmpty() ? pending.exam.date.toString(Qt::ISODate)
                                                : pending.exam.visit);
            if (const int before = seen[key]++;
                before > 0) // Another visit, though nothing tells them apart.
                pending.exam.visit =
                    (pending.exam.visit.isEmpty() ? pending.exam.date.toString(Qt::ISODate)
                                                  : pending.exam.visit)
                    + QStringLiteral("#%1").arg(before + 1);
            for (const Laterality eye : both_eyes) {
                const QString cell = reader.cell(
                    row, eye == Laterality::right ? ColumnRole::rightImage : ColumnRole::leftImage);
                if (!cell.isEmpty())
                    pending.photographs.push_back(photographOf(plan, cell, eye));
            }
            RETCLIP_CHECK(session.put(std::move(pending)));
        }
        return {};
    }

    /// Labels, reports … of exams that are there.
    static Result<void> readAddedRows(const Reading &reading, TableSource &table)
    {
        ImportSession &session = reading.session;
        QHash<QByteArray, qint64> rows;
        const QString name = QFileInfo(reading.plan.source).fileName();
        TableRow row;
        while (!session.stopRequested() && table.next(row)) {
            session.setPosition(table.position());
            if (!checkRow(session, reading.plan, row, rows))
                continue;
            PendingExam pending;
            pending.source = name;
            pending.row = row.row;
            pending.exam.mustExist = true;
            pending.exam.patient = reading.reader.cell(row, ColumnRole::patient);
            if (pending.exam.patient.isEmpty()) {
                session.skip(name, row.row, message(QT_TRANSLATE_NOOP("Message", "The row names no patient.")));
                continue;
            }
            readFacts(reading, pending, row, eyeOfRow(row, reading.reader));
            RETCLIP_CHECK(session.put(std::move(pending)));
        }
        return {};
    }

    // Both photographs of an exam may stand anywhere in the table, so exams are gathered first.
    static Result<void> readPhotographRows(const Reading &reading, TableSource &table)
    {
        ImportSession &session = reading.session;
        const ImportPlan &plan = reading.plan;
        const RowReader &reader = reading.reader;
        QHash<QByteArray, qint64> rows;
        const QString name = QFileInfo(plan.source).fileName();
        std::vector<PendingExam> exams;
        QHash<QString, std::size_t> places;
        TableRow row;
        while (!session.stopRequested() && table.next(row)) {
            session.setPosition(table.position() / 2);
            if (!checkRow(session, plan, row, rows))
                continue;
            const QString cell = reader.cell(row, ColumnRole::image);
            if (cell.isEmpty()) {
                session.skip(name, row.row,
                             message(QT_TRANSLATE_NOOP("Message", "The row names no photograph.")));
                continue;
            }
            if (namesDrawing(row, reader)) {
                session.skip(name, row.row, drawnMessage());
                continue;
            }
            const NameParts parts = partsOfName(stemOf(cell));
            const std::optional<Laterality> eye = eyeOfRow(row, reader);
            PendingExam pending;
            pending.source = name;
            pending.row = row.row;
            pending.exam.patient = reader.has(ColumnRole::patient)
                ? reader.cell(row, ColumnRole::patient)
                : parts.patient;
            if (pending.exam.patient.isEmpty()) {
                session.skip(name, row.row,
                             message(QT_TRANSLATE_NOOP("Message", "The row names no patient.")));
                continue;
            }
            readFacts(reading, pending, row, eye);
            pending.photographs.push_back(photographOf(plan, cell, eye));
            const QString key = pending.exam.patient + QChar(0x1F)
                + (pending.exam.visit.isEmpty() ? pending.exam.date.toString(Qt::ISODate)
                                                : pending.exam.visit);
            // A second photograph of the same eye is another visit: neither may hide the other.
            for (int visit = 1;; ++visit) {
                const QString visitKey = key + QStringLiteral("#%1").arg(visit);
                const auto place = places.constFind(visitKey);
                if (place == places.cend()) {
                    if (visit > 1)
                        pending.exam.visit = visitKey.section(QChar(0x1F), 1);
                    places.insert(visitKey, exams.size());
                    exams.push_back(std::move(pending));
                    break;
                }
                if (!eye || !showsEye(exams[*place], *eye)) {
                    merge(exams[*place], std::move(pending));
                    break;
                }
            }
        }
        for (std::size_t i = 0; i < exams.size() && !session.stopRequested(); ++i) {
            session.setPosition(0.5 + 0.5 * double(i) / double(exams.size()));
            RETCLIP_CHECK(session.put(std::move(exams[i])));
        }
        return {};
    }

    static bool showsEye(const PendingExam &exam, Laterality eye)
    {
        return std::any_of(
            exam.photographs.cbegin(), exam.photographs.cend(),
            [&](const PendingPhotograph &photograph) { return photograph.eye == eye; });
    }

    static void merge(PendingExam &into, PendingExam from)
    {
        for (PendingPhotograph &photograph : from.photographs)
            into.photographs.push_back(std::move(photograph));
        ImportedExam &exam = into.exam;
        if (exam.report.isEmpty())
            exam.report = from.exam.report;
        else if (!from.exam.report.isEmpty() && !exam.report.contains(from.exam.report))
            exam.report += QLatin1Char('\n') + from.exam.report;
        for (const QString &tag : std::as_const(from.exam.tags))
            if (!exam.tags.contains(tag))
                exam.tags.append(tag);
        for (const ImportedLabel &label : std::as_const(from.exam.labels)) {
            const bool there = std::any_of(
                exam.labels.cbegin(), exam.labels.cend(), [&](const ImportedLabel &other) {
                    return other.labelSet == label.labelSet && other.eye == label.eye;
                });
            if (!there)
                exam.labels.append(label);
        }
    }
};

} // namespace

const Importer &tableImporter()
{
    static const TableImporter importer;
    return importer;
}

} // namespace retclip
