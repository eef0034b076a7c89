// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/identifier_kinds.h"

#include <QCoreApplication>

#include <array>

namespace retclip {

namespace {

struct Entry
{
    const char *word, *title, *chinese;
};

constexpr std::array<Entry, identifierKindCount> entries{{
    {"name", QT_TRANSLATE_NOOP("Privacy", "Name"), "姓名"},
    {"staff", QT_TRANSLATE_NOOP("Privacy", "Name of staff"), "医务人员"},
    {"address", QT_TRANSLATE_NOOP("Privacy", "Address"), "地址"},
    {"date", QT_TRANSLATE_NOOP("Privacy", "Date"), "日期"},
    {"age", QT_TRANSLATE_NOOP("Privacy", "Age above 89"), "年龄"},
    {"phone", QT_TRANSLATE_NOOP("Privacy", "Telephone number"), "电话"},
    {"fax", QT_TRANSLATE_NOOP("Privacy", "Fax number"), "传真"},
    {"email", QT_TRANSLATE_NOOP("Privacy", "E-mail address"), "邮箱"},
    {"identity_number", QT_TRANSLATE_NOOP("Privacy", "Identity number"), "证件号"},
    {"record_number", QT_TRANSLATE_NOOP("Privacy", "Hospital number"), "病历号"},
    {"health_plan", QT_TRANSLATE_NOOP("Privacy", "Insurance number"), "医保号"},
    {"account", QT_TRANSLATE_NOOP("Privacy", "Bank card or account"), "账号"},
    {"licence", QT_TRANSLATE_NOOP("Privacy", "Passport or licence"), "证照号"},
    {"vehicle", QT_TRANSLATE_NOOP("Privacy", "Vehicle"), "车牌"},
    {"device", QT_TRANSLATE_NOOP("Privacy", "Device number"), "设备号"},
    {"url", QT_TRANSLATE_NOOP("Privacy", "Web address"), "网址"},
    {"ip", QT_TRANSLATE_NOOP("Privacy", "Network address"), "网络地址"},
    {"biometric", QT_TRANSLATE_NOOP("Privacy", "Biometric number"), "生物特征"},
    {"contact", QT_TRANSLATE_NOOP("Privacy", "WeChat or QQ"), "社交账号"},
    {"known", QT_TRANSLATE_NOOP("Privacy", "The study's own word for the person"), "编号"},
}};

} // namespace

const char *word(IdentifierKind kind)
{
    return entries[std::size_t(kind)].word;
}

std::optional<IdentifierKind> identifierKindFrom(const QString &text)
{
    for (int kind = 0; kind < identifierKindCount; ++kind)
        if (text == QLatin1String(entries[std::size_t(kind)].word))
            return IdentifierKind(kind);
    return {};
}

QString title(IdentifierKind kind)
{
    return QCoreApplication::translate("Privacy", entries[std::size_t(kind)].title);
}

const char *word(Confidence confidence)
{
    switch (confidence) {
    case Confidence::verified: return "verified";
    case Confidence::context: return "context";
    case Confidence::form: break;
    }
    return "form";
}

QString title(Confidence confidence)
{
    switch (confidence) {
    case Confidence::verified: return QCoreApplication::translate("Privacy", "sure");
    case Confidence::context: return QCoreApplication::translate("Privacy", "likely");
    case Confidence::form: break;
    }
    return QCoreApplication::translate("Privacy", "possible");
}

QString placeholder(IdentifierKind kind, bool chinese)
{
    const Entry &entry = entries[std::size_t(kind)];
    return QLatin1Char('[') + QString::fromUtf8(chinese ? entry.chinese : entry.word).replace(u'_', u' ')
        + QLatin1Char(']');
}

} // namespace retclip
