// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query_fields.h"

#include <array>

namespace retclip {

namespace {

using Type = QueryValueType;

constexpr std::array fields{
    QueryFieldEntry{QueryField::label, "label", "标签", "", Type::words, true, "label:glaucoma"},
    QueryFieldEntry{QueryField::eye, "eye", "眼别", "", Type::eyeState, false, "eye:both"},
    QueryFieldEntry{QueryField::report, "report", "报告", "", Type::words, false, "report:视盘"},
    QueryFieldEntry{QueryField::patient, "patient", "患者", "", Type::words, false, "patient:10023"},
    QueryFieldEntry{QueryField::exam, "exam", "检查", "", Type::words, false, "exam:10023-1"},
    QueryFieldEntry{QueryField::age, "age", "年龄", "", Type::number, false, "age>60"},
    QueryFieldEntry{QueryField::sex, "sex", "性别", "", Type::sex, false, "sex:F"},
    QueryFieldEntry{QueryField::date, "date", "日期", "", Type::date, false, "date:2023-04"},
    QueryFieldEntry{QueryField::camera, "camera", "相机", "", Type::words, false, "camera:Topcon"},
    QueryFieldEntry{QueryField::site, "site", "院区", "", Type::words, false, "site:A"},
    QueryFieldEntry{QueryField::tag, "tag", "标记", "", Type::words, false, "tag:bad"},
    QueryFieldEntry{QueryField::split, "split", "划分", "", Type::split, false, "split:test"},
    QueryFieldEntry{QueryField::dataset, "dataset", "数据集", "", Type::words, false, "dataset:GON-v3"},
    QueryFieldEntry{QueryField::source, "source", "来源", "", Type::words, false, "source:table.csv"},
    QueryFieldEntry{QueryField::quality, "quality", "质量", "", Type::number, true, "quality<0.5"},
    QueryFieldEntry{QueryField::fault, "fault", "缺陷", "", Type::words, true, "fault:blurred"},
    QueryFieldEntry{QueryField::field, "field", "视野", "", Type::words, true, "field:macula"},
    QueryFieldEntry{QueryField::duplicates, "duplicates", "重复", "", Type::number, false, "duplicates>1"},
    QueryFieldEntry{QueryField::run, "run", "运行", "", Type::words, false, "run:7"},
    QueryFieldEntry{QueryField::prediction, "pred", "预测", "prediction", Type::words, true,
                    "pred:glaucoma"},
    QueryFieldEntry{QueryField::probability, "prob", "概率", "probability", Type::number, true,
                    "prob:0.4..0.6"},
    QueryFieldEntry{QueryField::verdict, "verdict", "结论", "", Type::verdict, false,
                    "verdict:label_wrong"},
    QueryFieldEntry{QueryField::grader, "grader", "评分者", "", Type::words, false, "grader:chen"},
    QueryFieldEntry{QueryField::comment, "comment", "评论", "", Type::words, false, "comment:blurred"},
    QueryFieldEntry{QueryField::region, "region", "区域", "", Type::words, true, "region:haemorrhage"},
    QueryFieldEntry{QueryField::round, "round", "评审轮", "", Type::words, false, "round:wave2"},
    QueryFieldEntry{QueryField::saved, "saved", "已存查询", "", Type::words, false, "saved:\"to check\""},
};

constexpr std::array flags{
    QueryFlagEntry{QueryFlag::wrong, "wrong", "错判", true},
    QueryFlagEntry{QueryFlag::right, "right", "正判", true},
    QueryFlagEntry{QueryFlag::falsePositive, "fp", "假阳性", true},
    QueryFlagEntry{QueryFlag::falseNegative, "fn", "假阴性", true},
    QueryFlagEntry{QueryFlag::truePositive, "tp", "真阳性", true},
    QueryFlagEntry{QueryFlag::trueNegative, "tn", "真阴性", true},
    QueryFlagEntry{QueryFlag::unsure, "unsure", "不确定", false},
    QueryFlagEntry{QueryFlag::unlabelled, "unlabelled", "未标注", false},
    QueryFlagEntry{QueryFlag::reviewed, "reviewed", "已审核", false},
    QueryFlagEntry{QueryFlag::disputed, "disputed", "有争议", false},
    QueryFlagEntry{QueryFlag::excluded, "excluded", "已排除", false},
    QueryFlagEntry{QueryFlag::swapped, "swapped", "疑似颠倒", false},
};

} // namespace

std::span<const QueryFieldEntry> queryFields()
{
    return fields;
}

std::span<const QueryFlagEntry> queryFlags()
{
    return flags;
}

const QueryFieldEntry *queryFieldNamed(const QString &text)
{
    for (const QueryFieldEntry &entry : fields)
        if (text.compare(QLatin1String(entry.name), Qt::CaseInsensitive) == 0
            || text == QString::fromUtf8(entry.nameZh)
            || (*entry.alias && text.compare(QLatin1String(entry.alias), Qt::CaseInsensitive) == 0))
            return &entry;
    return nullptr;
}

const QueryFlagEntry *queryFlagNamed(const QString &text)
{
    for (const QueryFlagEntry &entry : flags)
        if (text.compare(QLatin1String(entry.name), Qt::CaseInsensitive) == 0
            || text == QString::fromUtf8(entry.nameZh))
            return &entry;
    return nullptr;
}

Error unknownQueryField(const QString &name, int column)
{
    QStringList near;
    for (const QueryFieldEntry &entry : fields)
        if (QLatin1String(entry.name).startsWith(name.left(2), Qt::CaseInsensitive)
            || QString::fromUtf8(entry.nameZh).startsWith(name.left(1)))
            near.append(QLatin1String(entry.name));
    if (near.isEmpty())
        for (const QueryFieldEntry &entry : fields)
            near.append(QLatin1String(entry.name));
    return queryError(column, int(name.size()),
                      message(QT_TRANSLATE_NOOP("Message", "“%1” is not a field."), {name.toStdString()}),
                      message(QT_TRANSLATE_NOOP("Message", "Choose one of %1, or put the words in “\"”."),
                              {near.join(QStringLiteral(", ")).toStdString()}));
}

} // namespace retclip
