// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_command.h"

#include <QRegularExpression>
#include <QStringList>

namespace retclip {

namespace {

QString shellQuoted(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=+-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    QString inner = text;
    inner.replace(QLatin1String("'"), QLatin1String("'\\''"));
    return QLatin1Char('\'') + inner + QLatin1Char('\'');
}

} // namespace

QString trainCommand(const QString &studyFolder, const RunConfig &config, const RunConfig &preset,
                     const QString &runName)
{
    QStringList words{QStringLiteral("retclip"), QStringLiteral("train"), shellQuoted(studyFolder),
                      QStringLiteral("--preset"), QString::fromStdString(preset.preset)};
    for (const FieldDescription &field : run_fields()) {
        const QString key = QString::fromLatin1(field.key);
        const std::string value = field_value(config, field);
        if (key == QLatin1String("preset") || value == field_value(preset, field))
            continue;
        words << QStringLiteral("--set")
              << shellQuoted(key + QLatin1Char('=') + QString::fromStdString(value));
    }
    if (!runName.isEmpty())
        words << QStringLiteral("--name") << shellQuoted(runName);
    return words.join(QLatin1Char(' '));
}

} // namespace retclip
