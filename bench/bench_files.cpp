// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_files.h"

#include "core/sample/sample.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QStringList>

#include <algorithm>
#include <cstdio>
#include <vector>

#include <jpeglib.h>

namespace retclip {

namespace {

Result<void> writeText(const QString &path, const QStringList &lines)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(lines.join(QLatin1Char('\n')).toUtf8()) < 0)
        return failure(ErrorCode::unreadable, message("a file cannot be written"), message("nothing"), message("see the disk"));
    return {};
}

Result<QStringList> smallPhotographs(const QString &folder, int patients)
{
    SampleOrder order;
    order.out = folder;
    order.patients = patients;
    order.size_px = 256;
    order.asStudy = false;
    RETCLIP_TRY(const SampleReport made, makeSample(order));
    (void)made;
    QStringList files;
    for (const QString &sub : {QStringLiteral("/images"), QString()}) {
        const QDir place(folder + sub);
        for (const QString &name : place.entryList({QStringLiteral("*.png"), QStringLiteral("*.jpg")}))
            files << place.filePath(name);
    }
    return files;
}

/// What a sensor adds: without it a large JPEG is much smaller, and faster, than a camera's.
void addGrain(QImage &picture, int grain)
{
    if (grain < 1)
        return;
    picture = picture.convertToFormat(QImage::Format_RGB888);
    quint32 state = 1;
    for (int y = 0; y < picture.height(); ++y) {
        uchar *line = picture.scanLine(y);
        for (int i = 0; i < picture.width() * 3; ++i) {
            state = state * 1664525U + 1013904223U;
            line[i] = uchar(std::clamp(int(line[i]) + int((state >> 16) % quint32(2 * grain + 1)) - grain, 0, 255));
        }
    }
}

} // namespace

Result<LargePhotographs> makeLargePhotographs(const QString &folder, int pairs, int px, int grain)
{
    QDir().mkpath(folder);
    RETCLIP_TRY(const QStringList small, smallPhotographs(folder + QStringLiteral("/small"), 8));
    LargePhotographs large;
    QStringList lines{QStringLiteral("patient,right_image,left_image,report")};
    for (int pair = 0; pair < pairs; ++pair) {
        QStringList names;
        for (int eye = 0; eye < 2; ++eye) {
            const QImage picture(small.at((pair * 2 + eye) % small.size()));
            const QString name = QStringLiteral("%1_%2.jpg").arg(pair).arg(eye == 0 ? "OD" : "OS");
            const QString file = folder + QLatin1Char('/') + name;
            QImage scaled = picture.scaled(px, px, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            addGrain(scaled, grain);
            if (!scaled.save(file, "JPEG", 90))
                return failure(ErrorCode::unreadable, message("a photograph cannot be written"), message("nothing"),
                               message("see the disk"));
            large.files << file;
            names << name;
        }
        lines << QStringLiteral("%1,%2,%3,report of patient %1").arg(pair + 1).arg(names[0], names[1]);
    }
    large.table = folder + QStringLiteral("/table.csv");
    RETCLIP_CHECK(writeText(large.table, lines));
    return large;
}

Result<QString> makeLongTable(const QString &folder, int rows)
{
    QDir().mkpath(folder);
    RETCLIP_TRY(const QStringList small, smallPhotographs(folder + QStringLiteral("/small"), 8));
    QStringList lines{QStringLiteral("patient,sex,age,right_image,left_image,report,glaucoma")};
    for (int row = 0; row < rows; ++row)
        lines << QStringLiteral("P%1,%2,%3,%4,%5,report of patient %1,%6")
                     .arg(row + 1)
                     .arg(row % 2 ? QStringLiteral("F") : QStringLiteral("M"))
                     .arg(40 + row % 40)
                     .arg(small.at(row * 2 % small.size()), small.at((row * 2 + 1) % small.size()))
                     .arg(row % 5 == 0);
    const QString table = folder + QStringLiteral("/table.csv");
    RETCLIP_CHECK(writeText(table, lines));
    return table;
}

double scaledDecodeRate(const QStringList &files)
{
    QElapsedTimer clock;
    clock.start();
    for (const QString &name : files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        const QByteArray bytes = file.readAll();
        jpeg_decompress_struct decoder{};
        jpeg_error_mgr errors{};
        decoder.err = jpeg_std_error(&errors);
        jpeg_create_decompress(&decoder);
        jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char *>(bytes.constData()),
                     static_cast<unsigned long>(bytes.size()));
        jpeg_read_header(&decoder, TRUE);
        decoder.scale_num = 1;
        decoder.scale_denom = 8;
        jpeg_start_decompress(&decoder);
        std::vector<unsigned char> line(std::size_t(decoder.output_width) * 3);
        unsigned char *row = line.data();
        while (decoder.output_scanline < decoder.output_height)
            jpeg_read_scanlines(&decoder, &row, 1);
        jpeg_finish_decompress(&decoder);
        jpeg_destroy_decompress(&decoder);
    }
    return files.isEmpty() ? 0 : double(files.size()) * 1e9 / double(clock.nsecsElapsed());
}

} // namespace retclip
