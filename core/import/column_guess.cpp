// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/column_guess.h"

#include "core/import/import_session.h"
#include "core/import/known_tables.h"
#include "core/import/photograph_finder.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace retclip {

namespace {

constexpr int rowsLookedAt = 300;

struct HeadingWords
{
    ColumnRole role;
    QStringList whole; ///< The heading is one of these.
    QStringList parts; ///< Or it holds one of these.
};

const QVector<HeadingWords> &headingWords()
{
    static const auto list = [](const char *words) {
        return QString::fromUtf8(words).split(QLatin1Char('|'), Qt::SkipEmptyParts);
    };
    static const QVector<HeadingWords> table{
        {ColumnRole::ignore, list("name|patient name|姓名|birth date|dob|phone|address|身份证号"),
         list("birth|出生|电话|身份证")},
        // What a list of files says of the files themselves.
        {ColumnRole::ignore,
         list("format|width|height|mode|bytes|size|file size|filesize|channels|bits|md5|sha1|"
              "sha256|checksum|hash|url|license|licence|宽|高|格式|大小"),
         {}},
        {ColumnRole::age, list("age|patient age|age years|patientage"), list("年龄")},
        {ColumnRole::sex, list("sex|gender|patient sex|patient gender|patientsex"), list("性别")},
        {ColumnRole::laterality, list("laterality|eye|side|eye side|眼|侧|which eye|lr"),
         list("眼别|侧别|laterality")},
        {ColumnRole::date, list("date|exam date|study date|acquisition date|visit date|studydate"),
         list("日期|检查时间|拍摄时间")},
        {ColumnRole::exam,
         list("exam|exam id|visit|visit id|study id|accession|accession number|exam "
              "number|检查|就诊|examid"),
         list("检查号|就诊号|检查编号|就诊次数")},
        {ColumnRole::patient,
         list("id|patient|patient id|patientid|pid|subject|subject id|case|case id|mrn|uid|record "
              "id|编号|序号|病人|患者|"
              "病人id|患者id|姓名编号"),
         list("病人编号|患者编号|病历号|住院号|门诊号|登记号|病案号|患者号|病人号")},
        {ColumnRole::camera, list("camera|device|camera model|相机|设备"), list("相机|设备型号")},
        {ColumnRole::site, list("site|hospital|center|centre|clinic|dataset|data source|院区|医院|中心|机构|数据集"),
         list("院区|医院")},
        {ColumnRole::split, list("split|subset|partition|fold|划分|数据集划分"), {}},
        {ColumnRole::tag, list("tag|tags|标记|标签标记"), {}},
        {ColumnRole::comment, list("comment|comments|note|notes|remark|remarks|备注|评论"),
         list("备注")},
    };
    return table;
}

bool holdsAny(const QString &text, const char *words)
{
    for (const QString &word : QString::fromUtf8(words).split(QLatin1Char('|')))
        if (text.contains(word))
            return true;
    return false;
}

bool hasWord(const QString &plain, const QStringList &words)
{
    for (const QString &word : plain.split(QLatin1Char(' ')))
        if (words.contains(word))
            return true;
    return false;
}

std::optional<Laterality> eyeOfHeading(const QString &plain)
{
    if (plain.contains(QChar(u'左')) || plain.contains(QLatin1String("left"))
        || hasWord(plain, {QStringLiteral("os"), QStringLiteral("l")}))
        return Laterality::left;
    if (plain.contains(QChar(u'右')) || plain.contains(QLatin1String("right"))
        || hasWord(plain, {QStringLiteral("od"), QStringLiteral("r")}))
        return Laterality::right;
    return std::nullopt;
}

/// What the first rows show of one column.
struct ColumnFacts
{
    QStringList values; ///< Not empty ones.
    QSet<QString> distinct;
    int empty = 0;
    int unread = 0; ///< Formulas whose result is not in the file.

    [[nodiscard]] double share(const std::function<bool(const QString &)> &holds) const
    {
        if (values.isEmpty())
            return 0;
        const auto count = std::count_if(values.cbegin(), values.cend(), holds);
        return double(count) / double(values.size());
    }
    [[nodiscard]] bool zeroOrOne() const
    {
        return !values.isEmpty()
            && std::all_of(distinct.cbegin(), distinct.cend(), [](const QString &v) {
                   return v == QLatin1String("0") || v == QLatin1String("1");
               });
    }
    [[nodiscard]] double meanLength() const
    {
        qsizetype sum = 0;
        for (const QString &value : values)
            sum += value.size();
        return values.isEmpty() ? 0 : double(sum) / double(values.size());
    }
};

bool isWholeNumber(const QString &value)
{
    static const QRegularExpression digits(QStringLiteral("^\\d{1,2}$"));
    return digits.match(value).hasMatch();
}

QString percent(double share)
{
    return QString::number(100 * share, 'f', share > 0.995 && share < 1 ? 1 : 0);
}

QString fitOf(const ColumnGuess &column, const ColumnFacts &facts, const QString &imageFolder)
{
    switch (column.role) {
    case ColumnRole::leftImage:
    case ColumnRole::rightImage:
    case ColumnRole::image:
        return QCoreApplication::translate("ColumnGuess", "%1 % found")
            .arg(percent(facts.share(
                [&](const QString &v) { return !findPhotograph(imageFolder, v).isEmpty(); })));
    case ColumnRole::patient:
        return QCoreApplication::translate("ColumnGuess", "%1 different in %2 rows")
            .arg(facts.distinct.size())
            .arg(facts.values.size() + facts.empty);
    case ColumnRole::label:
    case ColumnRole::multilabelClass:
        return QCoreApplication::translate("ColumnGuess", "%1 values").arg(facts.distinct.size());
    default:
        if (facts.unread > 0)
            return QCoreApplication::translate("ColumnGuess", "%1 formulas without a result").arg(facts.unread);
        return facts.empty == 0
            ? QString()
            : QCoreApplication::translate("ColumnGuess", "%1 empty").arg(facts.empty);
    }
}

} // namespace

std::optional<ColumnRole> roleOfHeading(const QString &heading)
{
    const QString plain = simplifiedHeading(heading);
    const bool isText =
        holdsAny(plain, "keyword|diagnos|report|finding|caption|关键词|诊断|报告|所见|描述|印象");
    const bool isPicture =
        holdsAny(plain, "image|img|fundus|photo|picture|path|file|jpg|图|照片|影像|眼底");
    if (const auto eye = eyeOfHeading(plain)) {
        const bool left = *eye == Laterality::left;
        if (isText)
            return left ? ColumnRole::leftReport : ColumnRole::rightReport;
        static const QStringList bare{
            QStringLiteral("left"),      QStringLiteral("right"), QStringLiteral("left eye"),
            QStringLiteral("right eye"), QStringLiteral("os"),    QStringLiteral("od"),
            QStringLiteral("左"),        QStringLiteral("右"),    QStringLiteral("左眼"),
            QStringLiteral("右眼"),      QStringLiteral("l"),     QStringLiteral("r")};
        if (isPicture || bare.contains(plain))
            return left ? ColumnRole::leftImage : ColumnRole::rightImage;
        return std::nullopt;
    }
    for (const HeadingWords &words : headingWords()) {
        if (words.whole.contains(plain))
            return words.role;
        for (const QString &part : words.parts)
            if (plain.contains(part))
                return words.role;
    }
    static const QStringList reports{QStringLiteral("report"),         QStringLiteral("text"),
                                     QStringLiteral("caption"),        QStringLiteral("findings"),
                                     QStringLiteral("description"),    QStringLiteral("impression"),
                                     QStringLiteral("report zh"),      QStringLiteral("report en"),
                                     QStringLiteral("clinical report")};
    if (reports.contains(plain) || holdsAny(plain, "报告|所见|描述|印象"))
        return ColumnRole::report;
    static const QStringList pictures{
        QStringLiteral("image"),      QStringLiteral("img"),        QStringLiteral("file"),
        QStringLiteral("filename"),   QStringLiteral("file name"),  QStringLiteral("path"),
        QStringLiteral("image path"), QStringLiteral("image name"), QStringLiteral("image id"),
        QStringLiteral("picture"),    QStringLiteral("photo"),      QStringLiteral("photograph"),
        QStringLiteral("id code"),    QStringLiteral("imageid"),    QStringLiteral("fundus")};
    if (pictures.contains(plain) || holdsAny(plain, "图像|图片|照片|影像|文件名"))
        return ColumnRole::image;
    return std::nullopt;
}

void guessColumns(ImportPlan &plan, TableSource &table)
{
    const QStringList headings = table.headings();
    const auto count = headings.size();
    QVector<ColumnFacts> facts(count);
    plan.columns.clear();
    QHash<QString, int> seen;
    for (const QString &heading : headings) {
        const int times = ++seen[heading];
        // Two columns of one name are two columns: the second is called so.
        plan.columns.append(
            {times == 1 || heading.isEmpty() ? heading
                                             : QStringLiteral("%1 (%2)").arg(heading).arg(times),
             ColumnRole::ignore, {}, {}});
    }
    TableRow row;
    int rows = 0;
    while (rows < rowsLookedAt && table.next(row)) {
        ++rows;
        for (qsizetype i = 0; i < count; ++i) {
            const QString value = row.cells.value(i).trimmed();
            if (value.isEmpty()) {
                ++(row.withoutResult.contains(int(i)) ? facts[i].unread : facts[i].empty);
                continue;
            }
            facts[i].values.append(value);
            facts[i].distinct.insert(value);
            if (plan.columns[i].firstValues.size() < 5)
                plan.columns[i].firstValues.append(value);
        }
    }
    table.rewind();

    QVector<bool> decided(count, false);
    QSet<int> taken; // Roles that one column alone can have.
    const auto single = [](ColumnRole role) {
        return role != ColumnRole::ignore && role != ColumnRole::label
            && role != ColumnRole::multilabelClass && role != ColumnRole::tag;
    };
    const auto give = [&](qsizetype i, ColumnRole role) {
        if (single(role)) {
            if (taken.contains(int(role)))
                return;
            taken.insert(int(role));
        }
        plan.columns[i].role = role;
        decided[i] = true;
    };
    // "findings" names a report where nothing else does; beside a report it names labels.
    const auto isSecondChoice = [](const QString &heading) {
        return heading.trimmed().compare(QLatin1String("findings"), Qt::CaseInsensitive) == 0;
    };
    for (const bool second : {false, true})
        for (qsizetype i = 0; i < count; ++i)
            if (const auto role = roleOfHeading(headings[i]);
                role && (!facts[i].values.isEmpty() || facts[i].unread > 0) && isSecondChoice(headings[i]) == second)
                give(i, *role);

    // Cells that are names of picture files, whatever the heading.
    const auto isPicture = [](const QString &value) { return hasPictureEnding(value); };
    for (qsizetype i = 0; i < count; ++i) {
        if (facts[i].share(isPicture) < 0.6)
            continue;
        const ColumnRole role = plan.columns[i].role;
        if (role == ColumnRole::leftImage || role == ColumnRole::rightImage
            || role == ColumnRole::image)
            continue;
        if (single(role))
            taken.remove(int(role));
        decided[i] = false;
        plan.columns[i].role = ColumnRole::ignore;
        const auto says = [&](Laterality eye) {
            return facts[i].share([&](const QString &v) {
                return partsOfName(QFileInfo(v).completeBaseName()).eye == eye;
            });
        };
        give(i,
             says(Laterality::left) > 0.9        ? ColumnRole::leftImage
                 : says(Laterality::right) > 0.9 ? ColumnRole::rightImage
                                                 : ColumnRole::image);
    }

    QStringList cells;
    const auto collect = [&](qsizetype i) { cells += facts[i].values.mid(0, 40); };
    for (qsizetype i = 0; i < count; ++i) {
        const ColumnRole role = plan.columns[i].role;
        if (role == ColumnRole::leftImage || role == ColumnRole::rightImage
            || role == ColumnRole::image)
            collect(i);
    }
    const QString tableFolder = QFileInfo(plan.source).absolutePath();
    const bool named = !cells.isEmpty();
    if (!named) // "1" may mean 1.png: the number of the patient is the photograph's name.
        for (qsizetype i = 0; i < count; ++i)
            if (plan.columns[i].role == ColumnRole::patient)
                collect(i);
    if (plan.imageFolder.isEmpty())
        plan.imageFolder = guessImageFolder(tableFolder, cells);
    if (!named)
        for (qsizetype i = 0; i < count; ++i)
            if (plan.columns[i].role == ColumnRole::patient
                && facts[i].share([&](const QString &v) {
                       return !findPhotograph(plan.imageFolder, v).isEmpty();
                   })
                    > 0.5) {
                taken.remove(int(ColumnRole::patient));
                give(i, ColumnRole::image);
            }

    // What is left: labels and reports, by content.
    QVector<qsizetype> zeroOne;
    const KnownTable *const known = knownTable(headings, true);
    for (qsizetype i = 0; i < count; ++i) {
        if (decided[i] || facts[i].values.isEmpty() || headings[i].isEmpty())
            continue;
        if (const KnownColumn *column = known ? knownColumn(*known, headings[i]) : nullptr;
            column && column->kind == LabelKind::ordinal) {
            give(i, ColumnRole::label);
            continue;
        }
        const ColumnFacts &column = facts[i];
        const QString plain = simplifiedHeading(headings[i]);
        if (column.zeroOrOne()) {
            zeroOne.append(i);
            continue;
        }
        // Lists of names are labels, however long the lists.
        if (column.share(isNameList) > 0.9) {
            give(i, ColumnRole::label);
            continue;
        }
        // A second column of paths is no report: it would be learned as text.
        if (column.share(hasPictureEnding) > 0.5)
            continue;
        const bool few = column.distinct.size()
            <= std::max<qsizetype>(2, std::min<qsizetype>(30, column.values.size() / 4));
        const bool shortWords = column.meanLength() < 40;
        const bool labelHeading = holdsAny(plain,
                                           "label|class|grade|level|diagnos|stage|severity|categor|"
                                           "finding|disease|诊断|分级|标签|类别");
        if (few && shortWords
            && (labelHeading || column.share(isWholeNumber) == 1
                || column.share([](const QString &v) {
                       bool isNumber = false;
                       v.toDouble(&isNumber);
                       return !isNumber;
                   })
                    > 0.9))
            give(i, ColumnRole::label);
        else if (labelHeading && column.share(isWholeNumber) == 1 && column.distinct.size() <= 12)
            give(i, ColumnRole::label);
        else if (labelHeading && shortWords && column.distinct.size() <= 60
                 && column.distinct.size() * 2 <= column.values.size() + 2)
            give(i, ColumnRole::label);
        else if (!taken.contains(int(ColumnRole::report))
                 && (column.meanLength() > 12 || holdsAny(plain, "诊断"))
                 && !column.share(isWholeNumber))
            give(i, ColumnRole::report);
    }
    for (const qsizetype i : std::as_const(zeroOne))
        give(i, zeroOne.size() >= 3 ? ColumnRole::multilabelClass : ColumnRole::label);

    for (ColumnGuess &column : plan.columns)
        if (column.role == ColumnRole::date)
            for (QString &value : column.firstValues)
                value = table.dateCell(value);
    for (qsizetype i = 0; i < count; ++i)
        plan.columns[i].fit = fitOf(plan.columns[i], facts[i], plan.imageFolder);
}

} // namespace retclip
