// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/dataset_words.h"

#include "core/study/label_titles.h"
#include "core/study/patient_words.h"

#include <QCoreApplication>

namespace retclip {

namespace {

QString datasetWord(const char *english)
{
    return QCoreApplication::translate("DatasetWords", english);
}

} // namespace

QString profileFieldTitle(const QString &field)
{
    if (field.startsWith(QLatin1String("label:")))
        return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "Label %1")).arg(field.mid(6).replace(u'@', u' '));
    static constexpr std::pair<const char *, const char *> titles[] = {
        {"patients", QT_TRANSLATE_NOOP("DatasetWords", "Patients")},
        {"exams", QT_TRANSLATE_NOOP("DatasetWords", "Exams")},
        {"photographs", QT_TRANSLATE_NOOP("DatasetWords", "Photographs")},
        {"reports", QT_TRANSLATE_NOOP("DatasetWords", "Reports")},
        {"sex", QT_TRANSLATE_NOOP("DatasetWords", "Sex")},
        {"age", QT_TRANSLATE_NOOP("DatasetWords", "Age")},
        {"eyes", QT_TRANSLATE_NOOP("DatasetWords", "Eyes photographed")},
        {"camera", QT_TRANSLATE_NOOP("DatasetWords", "Camera")},
        {"site", QT_TRANSLATE_NOOP("DatasetWords", "Site")},
        {"source", QT_TRANSLATE_NOOP("DatasetWords", "Imported from")}};
    for (const auto &[name, title] : titles)
        if (field == QLatin1String(name))
            return datasetWord(title);
    return field;
}

QString profileValueTitle(const QString &field, const QString &value)
{
    if (value.isEmpty())
        return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "not known"));
    if (field == QLatin1String("sex"))
        return sexText(value);
    if (field == QLatin1String("eyes"))
        return value == QLatin1String("both") ? datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "both"))
            : value == QLatin1String("none")  ? datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "neither"))
                                              : value;
    if (field.startsWith(QLatin1String("label:")))
        return value == QLatin1String("0") ? datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "none of the classes"))
                                           : labelTitle(field.mid(6).section(u'@', 0, 0), value);
    return value;
}

QString leakTitle(const Leak &leak)
{
    switch (leak.kind) {
    case LeakKind::samePatient: return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "same patient"));
    case LeakKind::sameImage: return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "same photograph"));
    case LeakKind::nearDuplicate:
        return leak.mirrored ? datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "alike, mirrored"))
                             : datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "alike"));
    case LeakKind::sameReport: return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "same report"));
    }
    return {};
}

QString splitTitle(Split split)
{
    switch (split) {
    case Split::training: return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "training"));
    case Split::validation: return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "validation"));
    case Split::test: return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "test"));
    case Split::none: break;
    }
    return datasetWord(QT_TRANSLATE_NOOP("DatasetWords", "none"));
}

} // namespace retclip
