// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/retclip_layout.h"

#include "core/import/lmdb_store.h"
#include "core/import/pickle_tuple.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace retclip {

namespace {

RetclipPhotographs decoded(const QString &patient, const QByteArray &left, const QByteArray &right,
                           qint64 row)
{
    RetclipPhotographs result;
    result.patient = patient;
    result.row = row;
    // The published order: the left eye comes first.
    for (const Laterality eye : both_eyes) {
        const auto bytes = fromEitherBase64(eye == Laterality::left ? left : right);
        result.damaged[eye] = !bytes;
        result.pictures[eye] = bytes.value_or(QByteArray());
    }
    return result;
}

tl::unexpected<Error> cannotOpen(const QFile &file)
{
    return failure(
        ErrorCode::unreadable,
        message(QT_TRANSLATE_NOOP("Message", "%1 cannot be read."),
                {file.fileName().toStdString()}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing of it was imported.")),
        message(QT_TRANSLATE_NOOP("Message", "Check that you may read it, and import again.")),
        file.errorString().toStdString());
}

class TsvSplit final : public RetclipSplit
{
public:
    TsvSplit(const QString &folder, const QString &name) : m_folder(folder), m_name(name) { }

    QString name() const override { return m_name; }
    QString imagesName() const override { return m_name + QStringLiteral("_imgs.tsv"); }

    Result<std::vector<RetclipPair>> pairs(QVector<RetclipProblem> &problems) const override
    {
        std::vector<RetclipPair> pairs;
        const QString source = m_name + QStringLiteral("_texts.jsonl");
        QFile file(m_folder + QLatin1Char('/') + source);
        if (!file.exists())
            return pairs; // Photographs alone.
        if (!file.open(QIODevice::ReadOnly))
            return cannotOpen(file);
        for (qint64 row = 1; !file.atEnd(); ++row) {
            const QByteArray line = file.readLine().trimmed();
            if (line.isEmpty())
                continue;
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            if (!object.value(QLatin1String("text")).isString()
                || !object.value(QLatin1String("image_ids")).isArray()) {
                problems.append(
                    {source, row,
                     message(QT_TRANSLATE_NOOP(
                         "Message", "The line is not an object with text and image_ids."))});
                continue;
            }
            for (const QJsonValue &id : object.value(QLatin1String("image_ids")).toArray()) {
                const QString patient =
                    id.isString() ? id.toString() : QString::number(id.toInteger());
                pairs.push_back({patient, object.value(QLatin1String("text_id")).toInteger(),
                                 object.value(QLatin1String("text")).toString(), row});
            }
        }
        return pairs;
    }

    Result<void> eachPatient(const std::function<bool(RetclipPhotographs)> &f,
                             QVector<RetclipProblem> &problems) const override
    {
        QFile file(m_folder + QLatin1Char('/') + imagesName());
        if (!file.open(QIODevice::ReadOnly))
            return cannotOpen(file);
        for (qint64 row = 1; !file.atEnd(); ++row) {
            QByteArray line = file.readLine();
            while (line.endsWith('\n') || line.endsWith('\r'))
                line.chop(1);
            if (line.trimmed().isEmpty())
                continue;
            const QList<QByteArray> cells = line.split('\t');
            if (cells.size() != 3 || cells[0].trimmed().isEmpty()) {
                problems.append(
                    {imagesName(), row,
                     message(QT_TRANSLATE_NOOP(
                         "Message",
                         "The line has not three columns (patient, left eye, right eye)."))});
                continue;
            }
            if (!f(decoded(QString::fromUtf8(cells[0]), cells[1], cells[2], row)))
                break;
        }
        return {};
    }

private:
    QString m_folder, m_name;
};

QByteArray asBytes(const std::string &text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

class LmdbSplit final : public RetclipSplit
{
public:
    explicit LmdbSplit(const QString &folder) : m_folder(folder) { }

    QString name() const override { return QFileInfo(m_folder).fileName(); }
    QString imagesName() const override { return name() + QStringLiteral("/imgs"); }

    Result<std::vector<RetclipPair>> pairs(QVector<RetclipProblem> &problems) const override
    {
        const QString source = name() + QStringLiteral("/pairs");
        RETCLIP_TRY(auto store, LmdbReader::open(m_folder + QStringLiteral("/pairs")));
        std::vector<RetclipPair> pairs;
        RETCLIP_CHECK(store->each([&](std::string_view key, std::span<const std::byte> value) {
            if (key == "num_samples")
                return true;
            const qint64 number = QByteArray(key.data(), qsizetype(key.size())).toLongLong();
            const auto items = readPickledTuple(value);
            if (!items) {
                problems.append({source, number, items.error().what_happened});
                return true;
            }
            if (items->size() != 3 || !std::holds_alternative<std::string>((*items)[2])) {
                problems.append({source, number,
                                 message(QT_TRANSLATE_NOOP(
                                     "Message", "The record is not (patient, text id, text)."))});
                return true;
            }
            pairs.push_back(
                {text((*items)[0]), text((*items)[1]).toLongLong(), text((*items)[2]), number});
            return true;
        }));
        // Keys are sorted as text ("10" before "2"); samples are numbered.
        std::sort(pairs.begin(), pairs.end(),
                  [](const RetclipPair &a, const RetclipPair &b) { return a.row < b.row; });
        return pairs;
    }

    Result<void> eachPatient(const std::function<bool(RetclipPhotographs)> &f,
                             QVector<RetclipProblem> &problems) const override
    {
        RETCLIP_TRY(auto store, LmdbReader::open(m_folder + QStringLiteral("/imgs")));
        qint64 row = 0;
        return store->each([&](std::string_view key, std::span<const std::byte> value) {
            if (key == "num_images")
                return true;
            ++row;
            const QString patient = QString::fromUtf8(key.data(), qsizetype(key.size()));
            const auto items = readPickledTuple(value);
            if (!items || items->size() != 2) {
                problems.append({imagesName(), row,
                                 items ? message(QT_TRANSLATE_NOOP(
                                     "Message", "The record is not (left eye, right eye)."))
                                       : items.error().what_happened});
                return true;
            }
            const auto *left = std::get_if<std::string>(&(*items)[0]);
            const auto *right = std::get_if<std::string>(&(*items)[1]);
            if (!left || !right) {
                problems.append({imagesName(), row,
                                 message(QT_TRANSLATE_NOOP(
                                     "Message", "The record is not (left eye, right eye)."))});
                return true;
            }
            return f(decoded(patient, asBytes(*left), asBytes(*right), row));
        });
    }

private:
    static QString text(const PickledItem &item)
    {
        if (const auto *string = std::get_if<std::string>(&item))
            return QString::fromStdString(*string);
        return QString::number(std::get<std::int64_t>(item));
    }

    QString m_folder;
};

} // namespace

Split RetclipSplit::split() const
{
    return split_from(name().toStdString()).value_or(Split::none);
}

std::optional<QByteArray> fromEitherBase64(QByteArray text)
{
    text = text.trimmed();
    text.replace('-', '+').replace('_', '/');
    const auto decoded =
        QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return *decoded;
}

std::vector<std::unique_ptr<RetclipSplit>> retclipStoresAt(const QString &source)
{
    std::vector<std::unique_ptr<RetclipSplit>> splits;
    const QFileInfo info(source);
    if (!info.isDir())
        return splits;
    const auto isStore = [](const QString &folder) {
        return QFileInfo::exists(folder + QStringLiteral("/imgs/data.mdb"))
            && QFileInfo::exists(folder + QStringLiteral("/pairs/data.mdb"));
    };
    if (isStore(source)) {
        splits.push_back(std::make_unique<LmdbSplit>(QDir(source).absolutePath()));
        return splits;
    }
    for (const QString &parent : {source, source + QStringLiteral("/lmdb")})
        for (const QString &name :
             QDir(parent).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            if (isStore(parent + QLatin1Char('/') + name))
                splits.push_back(std::make_unique<LmdbSplit>(parent + QLatin1Char('/') + name));
    return splits;
}

std::vector<std::unique_ptr<RetclipSplit>> retclipSplitsAt(const QString &source)
{
    const QString ending = QStringLiteral("_imgs.tsv");
    std::vector<std::unique_ptr<RetclipSplit>> splits;
    const QFileInfo info(source);
    if (info.isFile()) {
        if (info.fileName().endsWith(ending))
            splits.push_back(std::make_unique<TsvSplit>(info.absolutePath(),
                                                        info.fileName().chopped(ending.size())));
        return splits;
    }
    QStringList names;
    for (const QString &file :
         QDir(source).entryList({QLatin1Char('*') + ending}, QDir::Files, QDir::Name)) {
        names.append(file.chopped(ending.size()));
        splits.push_back(std::make_unique<TsvSplit>(source, names.last()));
    }
    for (auto &store : retclipStoresAt(source))
        if (!names.contains(store->name()))
            splits.push_back(std::move(store));
    return splits;
}

} // namespace retclip
