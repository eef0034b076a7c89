// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/patient_words.h"

#include <QCoreApplication>

namespace retclip {

QString sexText(const QString &sex)
{
    if (sex == QLatin1String("F"))
        return QCoreApplication::translate("PatientWords", "F", "female, on a card");
    if (sex == QLatin1String("M"))
        return QCoreApplication::translate("PatientWords", "M", "male, on a card");
    return sex;
}

} // namespace retclip
