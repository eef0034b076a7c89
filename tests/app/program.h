// SPDX-License-Identifier: GPL-3.0-or-later
// The built program, called as anyone calls it.
#pragma once

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QString>
#include <QStringList>

#include <vector>

using Json = nlohmann::json;

struct Answer
{
    int status = -1;
    QString output, words;
    std::vector<Json> lines() const
    {
        std::vector<Json> all;
        for (const QString &line : output.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            all.push_back(Json::parse(line.toStdString(), nullptr, false));
        return all;
    }
    Json json() const { return Json::parse(output.toStdString(), nullptr, false); }
};

inline Answer call(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(RETCLIP_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    Answer answer;
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
        return answer;
    answer.status = process.exitCode();
    answer.output = QString::fromUtf8(process.readAllStandardOutput());
    answer.words = QString::fromUtf8(process.readAllStandardError());
    return answer;
}
