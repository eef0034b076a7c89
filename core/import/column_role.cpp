// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/importer.h"

#include <QCoreApplication>

#include <array>

namespace retclip {

namespace {

struct RoleWords
{
    ColumnRole role;
    const char *word;
    const char *title;
};

constexpr std::array<RoleWords, 20> roleWords{{
    {ColumnRole::ignore, "ignore", QT_TRANSLATE_NOOP("ColumnRole", "not imported")},
    {ColumnRole::patient, "patient", QT_TRANSLATE_NOOP("ColumnRole", "patient")},
    {ColumnRole::exam, "exam", QT_TRANSLATE_NOOP("ColumnRole", "exam or visit")},
    {ColumnRole::date, "date", QT_TRANSLATE_NOOP("ColumnRole", "date of the exam")},
    {ColumnRole::age, "age", QT_TRANSLATE_NOOP("ColumnRole", "age")},
    {ColumnRole::sex, "sex", QT_TRANSLATE_NOOP("ColumnRole", "sex")},
    {ColumnRole::camera, "camera", QT_TRANSLATE_NOOP("ColumnRole", "camera")},
    {ColumnRole::site, "site", QT_TRANSLATE_NOOP("ColumnRole", "site")},
    {ColumnRole::split, "split", QT_TRANSLATE_NOOP("ColumnRole", "split")},
    {ColumnRole::leftImage, "left_image", QT_TRANSLATE_NOOP("ColumnRole", "left eye (OS)")},
    {ColumnRole::rightImage, "right_image", QT_TRANSLATE_NOOP("ColumnRole", "right eye (OD)")},
    {ColumnRole::image, "image", QT_TRANSLATE_NOOP("ColumnRole", "photograph of one eye")},
    {ColumnRole::laterality, "laterality", QT_TRANSLATE_NOOP("ColumnRole", "which eye")},
    {ColumnRole::report, "report", QT_TRANSLATE_NOOP("ColumnRole", "report")},
    {ColumnRole::leftReport, "left_report",
     QT_TRANSLATE_NOOP("ColumnRole", "report of the left eye")},
    {ColumnRole::rightReport, "right_report",
     QT_TRANSLATE_NOOP("ColumnRole", "report of the right eye")},
    {ColumnRole::label, "label", QT_TRANSLATE_NOOP("ColumnRole", "label")},
    {ColumnRole::multilabelClass, "multilabel_class",
     QT_TRANSLATE_NOOP("ColumnRole", "one class of a multi-label set")},
    {ColumnRole::tag, "tag", QT_TRANSLATE_NOOP("ColumnRole", "tag")},
    {ColumnRole::comment, "comment", QT_TRANSLATE_NOOP("ColumnRole", "comment")},
}};
constexpr std::size_t roleCount = roleWords.size();

constexpr std::array<ColumnRole, roleCount> menuOrder = [] {
    std::array<ColumnRole, roleCount> order{};
    for (std::size_t i = 0; i < roleCount; ++i)
        order[i] = roleWords[i].role;
    return order;
}();

const RoleWords &wordsOf(ColumnRole role)
{
    for (std::size_t i = 0; i < roleCount; ++i)
        if (roleWords[i].role == role)
            return roleWords[i];
    return roleWords[0];
}

} // namespace

const char *word(ColumnRole role)
{
    return wordsOf(role).word;
}

QString title(ColumnRole role)
{
    return QCoreApplication::translate("ColumnRole", wordsOf(role).title);
}

std::optional<ColumnRole> columnRoleFrom(const QString &word)
{
    QString plain = word.trimmed().toLower();
    plain.remove(QLatin1Char('_')).remove(QLatin1Char('-')).remove(QLatin1Char(' '));
    for (std::size_t i = 0; i < roleCount; ++i)
        if (plain == QString::fromLatin1(roleWords[i].word).remove(QLatin1Char('_')))
            return roleWords[i].role;
    if (plain == QLatin1String("left") || plain == QLatin1String("os"))
        return ColumnRole::leftImage;
    if (plain == QLatin1String("right") || plain == QLatin1String("od"))
        return ColumnRole::rightImage;
    if (plain == QLatin1String("eye"))
        return ColumnRole::laterality;
    return std::nullopt;
}

std::span<const ColumnRole> allColumnRoles()
{
    return menuOrder;
}

} // namespace retclip
