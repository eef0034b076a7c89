// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"

namespace retclip::cli {

namespace {

Json text(const QString &value)
{
    return value.toStdString();
}

Json textOrNull(const QString &value)
{
    return value.isEmpty() ? Json(nullptr) : Json(value.toStdString());
}

Json list(const QStringList &values)
{
    Json array = Json::array();
    for (const QString &value : values)
        array.push_back(value.toStdString());
    return array;
}

Json labelValue(const LabelState &label, LabelKind kind)
{
    switch (kind) {
    case LabelKind::binary: return label.positive.isEmpty() ? 0 : 1;
    case LabelKind::multilabel: return list(label.positive);
    case LabelKind::multiclass:
    case LabelKind::ordinal: break;
    }
    return label.positive.isEmpty() ? Json(nullptr) : text(label.positive.first());
}

Json path(const std::optional<ImageRow> &image)
{
    return image ? text(image->path) : Json(nullptr);
}

Json hash(const std::optional<ImageRow> &image)
{
    return image ? textOrNull(image->sha256) : Json(nullptr);
}

} // namespace

Json labelsJson(const ExamRow &exam, const QVector<LabelSet> &sets)
{
    Json labels = Json::object();
    for (const LabelState &label : exam.labels) {
        if (!label.known)
            continue;
        LabelKind kind = LabelKind::multilabel;
        for (const LabelSet &set : sets)
            if (set.name == label.setName)
                kind = set.kind;
        Json value = labelValue(label, kind);
        const std::string name = label.setName.toStdString();
        if (label.eye)
            labels[name][word(*label.eye)] = std::move(value);
        else
            labels[name] = std::move(value);
    }
    return labels;
}

const QStringList &examFields()
{
    static const QStringList fields{
        QStringLiteral("patient"), QStringLiteral("exam"), QStringLiteral("left"),
        QStringLiteral("right"), QStringLiteral("report"), QStringLiteral("labels"),
        QStringLiteral("tags"), QStringLiteral("split"),
        // More, by --fields.
        QStringLiteral("id"), QStringLiteral("sex"), QStringLiteral("age"), QStringLiteral("date"),
        QStringLiteral("camera"), QStringLiteral("site"), QStringLiteral("source"),
        QStringLiteral("excluded"), QStringLiteral("unsure"), QStringLiteral("comment"),
        QStringLiteral("verdicts"), QStringLiteral("left_sha256"), QStringLiteral("right_sha256"),
        QStringLiteral("eye_unknown")};
    return fields;
}

Json examField(const QString &field, const ExamRow &exam, const QVector<LabelSet> &sets)
{
    if (field == QLatin1String("patient")) return text(exam.patient);
    if (field == QLatin1String("exam")) return text(exam.code);
    if (field == QLatin1String("left")) return path(exam.images.left);
    if (field == QLatin1String("right")) return path(exam.images.right);
    if (field == QLatin1String("report")) return text(exam.report);
    if (field == QLatin1String("labels")) return labelsJson(exam, sets);
    if (field == QLatin1String("tags")) return list(exam.tags);
    if (field == QLatin1String("split"))
        return exam.split == Split::none ? Json(nullptr) : Json(word(exam.split));
    if (field == QLatin1String("id")) return exam.id.value;
    if (field == QLatin1String("sex")) return textOrNull(exam.sex);
    if (field == QLatin1String("age")) return exam.age < 0 ? Json(nullptr) : Json(exam.age);
    if (field == QLatin1String("date")) return textOrNull(exam.date.toString(Qt::ISODate));
    if (field == QLatin1String("camera")) return textOrNull(exam.camera);
    if (field == QLatin1String("site")) return textOrNull(exam.site);
    if (field == QLatin1String("source")) return textOrNull(exam.source);
    if (field == QLatin1String("excluded")) return exam.excluded;
    if (field == QLatin1String("unsure")) return exam.unsure;
    if (field == QLatin1String("comment")) return text(exam.comment);
    if (field == QLatin1String("left_sha256")) return hash(exam.images.left);
    if (field == QLatin1String("right_sha256")) return hash(exam.images.right);
    if (field == QLatin1String("eye_unknown")) {
        Json paths = Json::array();
        for (const ImageRow &image : exam.eyeUnknown)
            paths.push_back(image.path.toStdString());
        return paths;
    }
    if (field == QLatin1String("verdicts")) {
        Json verdicts = Json::array();
        for (const Verdict &verdict : exam.verdicts)
            verdicts.push_back({{"verdict", word(verdict.kind)},
                                {"reader", verdict.person.toStdString()},
                                {"time", verdict.time.toUTC().toString(Qt::ISODateWithMs).toStdString()},
                                {"comment", verdict.comment.toStdString()},
                                {"reason", textOrNull(verdict.reason)},
                                {"run", verdict.run ? Json(verdict.run->value) : Json(nullptr)},
                                {"label_set", textOrNull(verdict.labelSet)}});
        return verdicts;
    }
    return nullptr;
}

Json examJson(const ExamRow &exam, const QStringList &fields, const QVector<LabelSet> &sets)
{
    Json json = Json::object();
    for (const QString &field : fields)
        json[field.toStdString()] = examField(field, exam, sets);
    return json;
}

void addExam(Json &line, const ExamRow &exam)
{
    line["patient"] = text(exam.patient);
    line["exam"] = text(exam.code);
    line["left"] = path(exam.images.left);
    line["right"] = path(exam.images.right);
    line["report"] = text(exam.report);
}

QString cell(const Json &value)
{
    if (value.is_null())
        return QStringLiteral("-");
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>())
            .replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\t'), QLatin1Char(' '));
    return QString::fromStdString(dump(value));
}

Json receiptJson(const EditReceipt &receipt)
{
    return {{"edit", receipt.edit.value},
            {"time", receipt.time.toUTC().toString(Qt::ISODateWithMs).toStdString()},
            {"reader", receipt.person.toStdString()},
            {"kind", receipt.kind.toStdString()},
            {"items", receipt.changed.size()},
            {"hash", receipt.hash.toStdString()},
            {"summary", receipt.summary.toStdString()}};
}

Json historyJson(const HistoryRow &row)
{
    return {{"edit", row.edit.value},
            {"time", row.time.toUTC().toString(Qt::ISODateWithMs).toStdString()},
            {"reader", row.person.toStdString()},
            {"kind", row.kind.toStdString()},
            {"items", row.items},
            {"hash", row.hash.toStdString()},
            {"summary", row.summary.toStdString()},
            {"undone", row.undone}};
}

Json changeJson(const DescribedChange &change)
{
    return {{"exam", textOrNull(change.code)}, {"kind", change.kind.toStdString()}, {"name", textOrNull(change.name)},
            {"eye", change.eye ? Json(word(*change.eye)) : Json(nullptr)},
            {"before", change.before.toStdString()}, {"after", change.after.toStdString()}};
}

Result<std::vector<ExamRow>> examsWhere(const Study &study, const QString &query,
                                        std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<ExamId> ids, study.find(query, stop));
    return study.exams(ids);
}

} // namespace retclip::cli
