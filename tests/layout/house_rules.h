// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

/// A file of the source tree as the rules see it.
struct SourceFile
{
    QString path; ///< From the root, with forward slashes: "ml/network/vision.cpp"
    QString text;
};

/// One line that breaks a rule.
struct Offence
{
    QString path;
    int line = 0;
    QString text;
};

/// A rule of the house: which files it looks at, and what may not stand there.
struct HouseRule
{
    const char *name; ///< A sentence; the test's row.
    const char *hint; ///< What to do instead.
    QVector<Offence> (*offences)(const SourceFile &);
    /// A file that breaks the rule: the test plants it and must find it.
    SourceFile planted;
};

[[nodiscard]] const QVector<HouseRule> &houseRules();

/// Every tracked source file below `root`: code, CMake, scripts, docs.
[[nodiscard]] QVector<SourceFile> sourceFiles(const QString &root);
