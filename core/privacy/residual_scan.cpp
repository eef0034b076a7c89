// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/residual_scan.h"

#include "core/base/all_cores.h"
#include "core/base/files.h"
#include "core/imaging/burnt_in_text.h"
#include "core/imaging/photograph.h"
#include "core/privacy/date_forms.h"
#include "core/privacy/residual_pictures.h"
#include "core/privacy/residual_text.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <span>

namespace retclip {

namespace {

constexpr qsizetype shortestStrong = 5; ///< Below, a value may stand in other texts by chance.
constexpr qsizetype shortestLocal = 3;
constexpr qsizetype mostListed = 200;
constexpr qsizetype shortestPicture = 256; ///< Characters of base64.

struct Value
{
    QString key, text;
};
/// Values that speak of the same thing: a line of CSV, an object of JSON.
using Record = QVector<Value>;

bool isPlain(QChar c)
{
    return c.unicode() < 0x80 && c.isLetterOrNumber();
}

/// As a whole word where it begins or ends like one.
bool holds(const QString &text, const QString &wanted)
{
    for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(wanted, at + 1, Qt::CaseInsensitive)) {
        const qsizetype end = at + wanted.size();
        if ((at == 0 || !isPlain(wanted[0]) || !isPlain(text[at - 1]))
            && (end == text.size() || !isPlain(wanted.back()) || !isPlain(text[end])))
            return true;
    }
    return false;
}

/// The same for a day: only digits may not touch it, so that 2023-04-05T10:00 holds 2023-04-05.
bool holdsDay(const QString &text, const QString &form)
{
    for (qsizetype at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        const qsizetype end = at + form.size();
        if ((at == 0 || !text[at - 1].isDigit()) && (end == text.size() || !text[end].isDigit()))
            return true;
    }
    return false;
}

/// Stretches of one to five words with what stands between them, in lower case.
template <typename F>
void eachStretch(const QString &text, const F &f)
{
    QVector<std::pair<qsizetype, qsizetype>> words;
    for (qsizetype at = 0; at < text.size();) {
        if (!text[at].isLetterOrNumber()) {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && text[end].isLetterOrNumber())
            ++end;
        words.append({at, end});
        at = end;
    }
    for (qsizetype first = 0; first < words.size(); ++first)
        for (qsizetype last = first; last < std::min(words.size(), first + 5); ++last)
            f(text.mid(words[first].first, words[last].second - words[first].first).toLower());
}

/// Base64 in one piece, as RET-CLIP's files hold pictures.
std::optional<QByteArray> pictureIn(const QString &text)
{
    if (text.size() < shortestPicture)
        return {};
    for (qsizetype i = 0; i < shortestPicture; ++i)
        if (!isPlain(text[i]) && text[i] != u'+' && text[i] != u'/')
            return {};
    return QByteArray::fromBase64(text.toLatin1());
}

/// All texts below a value; those of a list under the list's key.
void walk(const QJsonValue &value, const QString &key, Record &record)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            walk(it.value(), it.key(), record);
    } else if (value.isArray()) {
        for (const QJsonValue &entry : value.toArray())
            walk(entry, key, record);
    } else if (value.isString()) {
        record.append({key, value.toString()});
    }
}

/// A cell is text; that of regions holds JSON, of which the texts count: the numbers of a geometry name
/// nobody, however long they are.
void addCell(const QString &heading, const QString &cell, Record &record)
{
    if (heading == QLatin1String("regions")) {
        const QJsonDocument json = QJsonDocument::fromJson(cell.toUtf8());
        if (json.isArray()) {
            walk(json.array(), heading, record);
            return;
        }
    }
    record.append({heading, cell});
}

QVector<Record> recordsOfTable(const QString &text, QChar separator)
{
    QVector<Record> records;
    QStringList heading, cells;
    QString cell;
    bool quoted = false;
    const auto endLine = [&] {
        cells.append(cell);
        cell.clear();
        Record record;
        for (qsizetype i = 0; i < cells.size(); ++i)
            addCell(heading.value(i), cells[i], record);
        if (heading.isEmpty() && separator == u',')
            heading = cells;
        else
            records.append(record);
        cells.clear();
    };
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'"' && separator == u',') {
            if (quoted && at + 1 < text.size() && text[at + 1] == u'"')
                cell += text[++at]; // A doubled one is the sign itself.
            else
                quoted = !quoted;
        } else if (c == separator && !quoted)
            cells.append(std::exchange(cell, QString()));
        else if (c == u'\n' && !quoted)
            endLine();
        else if (c != u'\r')
            cell += c;
    }
    if (!cell.isEmpty() || !cells.isEmpty())
        endLine();
    return records;
}

class Scan
{
public:
    Scan(const QString &folder, const ResidualOrder &order) : m_folder(folder), m_order(order)
    {
        for (std::size_t i = 0; i < order.exams.size(); ++i) {
            const HiddenExam &exam = order.exams[i];
            m_byCode[exam.newPatient.toLower()].append(i);
            m_byCode[exam.newExam.toLower()].append(i);
            strong(exam.patient, QStringLiteral("patient"));
            strong(exam.exam, QStringLiteral("exam"));
            for (const QString &other : exam.others)
                strong(other, QStringLiteral("original value"));
        }
    }

    Result<ResidualReport> file(const QString &name) const
    {
        ResidualReport report;
        report.files = 1;
        nameOf(name, report);
        RETCLIP_TRY(const std::string bytes,
                    read_file(path_from_utf8((m_folder + QLatin1Char('/') + name).toStdString())));
        const QString ending = QFileInfo(name).suffix().toLower();
        if (const auto metadata = metadataLeftIn(bytes)) {
            picture(name, QStringLiteral("metadata"), bytes, *metadata, report);
            binary(name, bytes, false, report);
        } else if (ending == QLatin1String("json")) {
            json(name, QByteArray::fromStdString(bytes), report);
        } else if (ending == QLatin1String("jsonl")) {
            qint64 line = 0;
            for (const QByteArray &text : QByteArray::fromStdString(bytes).split('\n')) {
                ++line;
                if (text.trimmed().isEmpty())
                    continue;
                Record record;
                walk(QJsonDocument::fromJson(text).object(), {}, record);
                look(name, QStringLiteral("line %1").arg(line), record, report);
            }
        } else if (ending == QLatin1String("csv") || ending == QLatin1String("tsv")) {
            QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
            if (text.startsWith(QChar(0xFEFF)))
                text.remove(0, 1);
            qint64 line = ending == QLatin1String("csv") ? 1 : 0;
            for (const Record &record : recordsOfTable(text, ending == QLatin1String("csv") ? u',' : u'\t'))
                look(name, QStringLiteral("line %1").arg(++line), record, report);
        } else if (ending == QLatin1String("md")) {
            std::string text = bytes; // Without the one line of a dataset card's head that looks like a name.
            const std::string_view line = "- config_name: default\n";
            if (const auto place = text.find(line); place != std::string::npos)
                text.erase(place, line.size());
            binary(name, text, true, report);
        } else {
            binary(name, bytes, true, report);
        }
        return report;
    }

private:
    void strong(const QString &value, const QString &what)
    {
        if (value.trimmed().size() >= shortestStrong)
            m_strong.insert(value.trimmed().toLower(), what);
    }

    static void add(ResidualReport &report, const QString &file, const QString &place, const QString &what,
                    const QString &text)
    {
        if (report.left.size() < mostListed)
            report.left.append({file, place, what, text.left(60)});
    }

    void nameOf(const QString &name, ResidualReport &report) const
    {
        const QString place = QStringLiteral("file name");
        eachStretch(name, [&](const QString &stretch) {
            if (const auto found = m_strong.constFind(stretch); found != m_strong.cend())
                add(report, name, place, *found, stretch);
        });
        for (const Leftover &each : leftoversIn(name, m_order.daysMoved))
            add(report, name, place, each.kind, each.text);
        // Short codes only where a file is named by them: "17_left.jpg".
        const QString first = wordsOf(QFileInfo(name).completeBaseName()).value(0);
        for (const HiddenExam &exam : m_order.exams)
            if (!first.isEmpty() && first.size() < shortestStrong
                && (first == exam.patient || first == exam.exam))
                add(report, name, place, QStringLiteral("patient"), first);
    }

    void picture(const QString &name, const QString &place, std::string_view bytes, const QStringList &metadata,
                 ResidualReport &report) const
    {
        for (const QString &what : metadata)
            add(report, name, place, what, {});
        if (!m_order.lookForWriting || report.flagged.size() >= mostListed)
            return;
        if (const auto image = decode_photograph(std::as_bytes(std::span(bytes)))) {
            const TextFinding finding = burnt_in_text(*image);
            if (!finding.lines.empty())
                report.flagged.append({name, place, QStringLiteral("looks like burnt-in text"),
                                       QStringLiteral("at %1, %2").arg(finding.lines[0].x).arg(finding.lines[0].y)});
        }
    }

    void json(const QString &name, const QByteArray &text, ResidualReport &report) const
    {
        Record outside;
        QVector<Record> records;
        const QJsonDocument document = QJsonDocument::fromJson(text);
        const QJsonObject object = document.object();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!it.value().isArray()) {
                walk(it.value(), it.key(), outside);
                continue;
            }
            for (const QJsonValue &entry : it.value().toArray()) {
                Record own; // An entry of a list at the top is a record of its own.
                walk(entry, it.key(), own);
                records.append(own);
            }
        }
        records.append(outside);
        for (const Record &record : std::as_const(records))
            look(name, QStringLiteral("a record"), record, report);
    }

    void look(const QString &name, const QString &place, const Record &record, ResidualReport &report) const
    {
        QSet<std::size_t> exams;
        for (const Value &value : record)
            if (value.text.size() < shortestPicture)
                eachStretch(value.text, [&](const QString &stretch) {
                    for (const std::size_t exam : m_byCode.value(stretch))
                        exams.insert(exam);
                });
        for (const Value &value : record) {
            if (const auto bytes = pictureIn(value.text)) {
                const std::string_view view(bytes->constData(), std::size_t(bytes->size()));
                if (const auto metadata = metadataLeftIn(view))
                    picture(name, place, view, *metadata, report);
                continue;
            }
            // Of our own making: hashes, and when the files were written.
            static const QSet<QString> ours{QStringLiteral("sha256"), QStringLiteral("hash"),
                                            QStringLiteral("dataset_hash"), QStringLiteral("created"),
                                            QStringLiteral("version")};
            if (ours.contains(value.key))
                continue;
            // Free words, which are not to leave at all.
            static const QSet<QString> free{QStringLiteral("tags"), QStringLiteral("comment")};
            if (free.contains(value.key) && !value.text.trimmed().isEmpty())
                add(report, name, place, QStringLiteral("tag or comment"), value.text);
            if (value.key == QLatin1String("camera") && saysMoreThanACamera(value.text))
                add(report, name, place, QStringLiteral("device number"), value.text);
            eachStretch(value.text, [&](const QString &stretch) {
                if (const auto found = m_strong.constFind(stretch); found != m_strong.cend())
                    add(report, name, place, *found, stretch);
            });
            for (const Leftover &each : leftoversIn(value.text, m_order.daysMoved))
                add(report, name, place, each.kind, each.text);
            for (const std::size_t exam : std::as_const(exams))
                ownValues(name, place, value, m_order.exams[exam], report);
        }
    }

    /// What this very person must not be called any more, however short.
    void ownValues(const QString &name, const QString &place, const Value &value, const HiddenExam &exam,
                   ResidualReport &report) const
    {
        const auto check = [&](const QString &original, const QString &what) {
            static const QSet<QString> codes{QStringLiteral("patient"), QStringLiteral("exam"), QStringLiteral("code"),
                                             QStringLiteral("image_ids"), QStringLiteral("id")};
            const bool found = original.size() >= shortestLocal
                ? original.size() < shortestStrong
                    ? (codes.contains(value.key) || !std::all_of(original.cbegin(), original.cend(), [](QChar c) { return c.isDigit(); }))
                        && holds(value.text, original)
                    : holds(value.text, original)
                : !original.isEmpty() && codes.contains(value.key) && value.text == original;
            if (found)
                add(report, name, place, what, value.text);
        };
        check(exam.patient, QStringLiteral("patient"));
        check(exam.exam, QStringLiteral("exam"));
        for (const QString &other : exam.others)
            if (other.size() >= shortestLocal)
                check(other, QStringLiteral("original value"));
        if (exam.comment.trimmed().size() >= shortestLocal && value.text.contains(exam.comment.trimmed()))
            add(report, name, place, QStringLiteral("comment"), value.text);
        std::vector<QDate> days = daysIn(exam.report);
        days.push_back(exam.date);
        for (const QDate day : days)
            for (const QString &form : formsOf(day))
                if (holdsDay(value.text, form)) {
                    add(report, name, place, QStringLiteral("day"), value.text);
                    break;
                }
    }

    void binary(const QString &name, const std::string &bytes, bool pictures, ResidualReport &report) const
    {
        QByteArray rest = QByteArray::fromStdString(bytes);
        if (pictures) { // Stretches of base64 are pictures; what stands between them is text.
            static const QRegularExpression base64(QStringLiteral("[A-Za-z0-9+/]{%1,}={0,2}").arg(shortestPicture));
            const QString latin = QString::fromLatin1(rest);
            for (auto matches = base64.globalMatch(latin); matches.hasNext();) {
                const auto match = matches.next();
                const QByteArray decoded = QByteArray::fromBase64(match.captured().toLatin1());
                const std::string_view view(decoded.constData(), std::size_t(decoded.size()));
                if (auto metadata = metadataLeftIn(view)) {
                    // The run may take a sign of what follows with it.
                    metadata->removeAll(QStringLiteral("bytes behind the picture"));
                    picture(name, QStringLiteral("a picture inside"), view, *metadata, report);
                }
                rest.replace(match.capturedStart(), match.capturedLength(), QByteArray(match.capturedLength(), '\0'));
            }
        }
        const QString text = QString::fromUtf8(rest);
        eachStretchOfPrintable(text, [&](const QString &piece) {
            eachStretch(piece, [&](const QString &stretch) {
                if (const auto found = m_strong.constFind(stretch); found != m_strong.cend())
                    add(report, name, QStringLiteral("bytes"), *found, stretch);
            });
            if (pictures)
                for (const Leftover &each : leftoversIn(piece, m_order.daysMoved))
                    add(report, name, QStringLiteral("bytes"), each.kind, each.text);
        });
    }

    template <typename F>
    static void eachStretchOfPrintable(const QString &text, const F &f)
    {
        constexpr qsizetype shortest = 5;
        for (qsizetype at = 0; at < text.size();) {
            qsizetype end = at;
            while (end < text.size() && text[end].isPrint() && text[end] != QChar::ReplacementCharacter)
                ++end;
            if (end - at >= shortest)
                f(text.mid(at, end - at));
            at = std::max(end, at + 1);
        }
    }

    const QString m_folder;
    const ResidualOrder &m_order;
    QHash<QString, QVector<std::size_t>> m_byCode;
    QHash<QString, QString> m_strong;
};

} // namespace

QString Residue::english() const
{
    return text.isEmpty() ? QStringLiteral("%1, %2: %3").arg(file, place, what)
                          : QStringLiteral("%1, %2: %3 (%4)").arg(file, place, what, text);
}

Result<ResidualReport> scanForResidue(const QString &folder, const ResidualOrder &order,
                                      const ProgressCallback &progress, std::stop_token stop)
{
    QStringList files;
    QDirIterator walker(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walker.hasNext())
        files.append(QDir(folder).relativeFilePath(walker.next()));
    files.sort();
    const Scan scan(folder, order);
    ProgressReporter reporter(progress, files.size(),
                              message(QT_TRANSLATE_NOOP("Message", "Looking for what is left")));
    ResidualReport all;
    constexpr std::size_t block = 64;
    for (std::size_t start = 0; start < std::size_t(files.size()); start += block) {
        if (stop.stop_requested())
            return cancelled();
        const std::size_t count = std::min(block, std::size_t(files.size()) - start);
        std::vector<Result<ResidualReport>> parts(count, ResidualReport());
        on_all_cores(count, [&](std::size_t i) { parts[i] = scan.file(files[qsizetype(start + i)]); });
        for (Result<ResidualReport> &part : parts) {
            RETCLIP_CHECK(part);
            all.files += part->files;
            all.left += part->left.mid(0, std::max<qsizetype>(0, mostListed - all.left.size()));
            all.flagged += part->flagged;
        }
        reporter.advance_to(std::int64_t(start + count));
    }
    reporter.finish();
    return all;
}

} // namespace retclip
