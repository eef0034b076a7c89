// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"
#include "core/import/importer.h"
#include "core/study/study.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace retclip {

template <typename T> bool isOk(const Result<T> &result)
{
    if (!result)
        qWarning("%s", result.error().english().c_str());
    return bool(result);
}

inline QString reasons(const ImportReport &report)
{
    QStringList list;
    for (const SkippedRow &row : report.skipped)
        list.append(QStringLiteral("%1:%2 %3")
                        .arg(row.source)
                        .arg(row.row)
                        .arg(QString::fromStdString(row.english())));
    return list.join('\n');
}

/// A folder with a study and files to import.
class Bench
{
public:
    Bench()
    {
        auto made = Study::create(folder.filePath("x.study"));
        if (isOk(made))
            study = std::move(*made);
        QDir(folder.path()).mkpath("in");
    }
    QString path(const QString &name) const { return folder.filePath("in/" + name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    /// A small picture; another number, another content.
    void picture(const QString &name, int number) const
    {
        RgbImage image;
        image.width = 16;
        image.height = 12;
        image.pixels.resize(16 * 12 * 3);
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = std::uint8_t((i * std::size_t(number + 3) * 37) >> 3);
        const auto bytes = name.endsWith("png") ? encode_png(image) : encode_jpeg(image, 90);
        write(name,
              QByteArray(reinterpret_cast<const char *>(bytes->data()), qsizetype(bytes->size())));
    }
    Result<ImportReport> run(const QString &source, const QString &layout = "auto",
                             bool dry = false) const
    {
        ImportPlan plan;
        plan.source = source;
        plan.layout = layout;
        plan.person = "tester";
        return runImport(*study, plan, dry);
    }
    ExamRow exam(const QString &query) const
    {
        const auto ids = study->find(query);
        if (!isOk(ids) || ids->size() != 1)
            return {};
        const auto row = study->exam(ids->front());
        return isOk(row) ? *row : ExamRow();
    }

    QTemporaryDir folder;
    std::unique_ptr<Study> study;
};

} // namespace retclip
