// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/region_classes.h"

#include "core/findings/finding_dictionary.h"
#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace retclip {

namespace {

/// Places of the fundus, which are no findings.
struct FundusPlace
{
    const char *name;
    const char *title;
};
constexpr std::array fundusPlaces{
    FundusPlace{"optic_disc", QT_TRANSLATE_NOOP("RegionClass", "Optic disc")},
    FundusPlace{"optic_cup", QT_TRANSLATE_NOOP("RegionClass", "Optic cup")},
    FundusPlace{"macula", QT_TRANSLATE_NOOP("RegionClass", "Macula")},
    FundusPlace{"fovea", QT_TRANSLATE_NOOP("RegionClass", "Fovea")},
};
/// Of the series, those that stand out on a red retina; every region says its name besides.
constexpr std::array brightSeries{0, 6, 2, 7};
constexpr std::array lesions{"microaneurysm", "retinal_haemorrhage", "hard_exudate",
                             "cotton_wool_spot", "drusen", "neovascularisation"};

QString placeTitle(const FundusPlace &place)
{
    return QCoreApplication::translate("RegionClass", place.title);
}

} // namespace

QString regionTitle(const QString &className)
{
    if (const Finding *finding = findingOf(className))
        return QLocale().language() == QLocale::Chinese ? finding->titleZh : finding->title;
    for (const FundusPlace &place : fundusPlaces)
        if (className == QLatin1String(place.name))
            return placeTitle(place);
    return QString(className).replace(u'_', u' ');
}

QStringList regionClassOffers()
{
    QStringList offers;
    for (const char *lesion : lesions)
        offers.append(QLatin1String(lesion));
    for (const FundusPlace &place : fundusPlaces)
        offers.append(QLatin1String(place.name));
    for (const Finding &finding : findingDictionary())
        if (!offers.contains(finding.id) && finding.id != QLatin1String("normal")
            && finding.id != QLatin1String("poor_image"))
            offers.append(finding.id);
    return offers;
}

QString regionClassOf(const QString &words)
{
    const QString text = words.simplified();
    for (const FundusPlace &place : fundusPlaces)
        if (text.compare(QLatin1String(place.name), Qt::CaseInsensitive) == 0
            || text.compare(placeTitle(place), Qt::CaseInsensitive) == 0
            || text.compare(QLatin1String(place.title), Qt::CaseInsensitive) == 0)
            return QLatin1String(place.name);
    if (const Finding *finding = findingNamed(text))
        return finding->id;
    return text;
}

QColor regionColour(const QString &className, const QString &own)
{
    if (!own.isEmpty())
        return QColor(own);
    std::size_t place = 0;
    for (const char *lesion : lesions) {
        if (className == QLatin1String(lesion))
            return Theme::seriesColor(brightSeries[place % brightSeries.size()], ThemeMode::dark);
        ++place;
    }
    std::size_t sum = 0;
    for (const QChar c : className)
        sum += c.unicode();
    return Theme::seriesColor(brightSeries[sum % brightSeries.size()], ThemeMode::dark);
}

} // namespace retclip
