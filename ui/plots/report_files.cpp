// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/report_files.h"

#include "core/base/files.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QUrl>

namespace retclip {

namespace {

/// A picture at three times its size: sharp on paper.
QImage drawnPicture(const ReportPicture &picture)
{
    constexpr int sharpness = 3;
    QImage image(picture.size * sharpness, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QSvgRenderer(picture.svg.toUtf8()).render(&painter);
    return image;
}

QByteArray pdfOf(const WritableReport &report)
{
    QTextDocument document;
    int number = 0;
    const QString page = report.html([&](const ReportPicture &picture) {
        const QString name = QStringLiteral("picture-%1").arg(number++);
        document.addResource(QTextDocument::ImageResource, QUrl(name), drawnPicture(picture));
        // Two pictures of a class stand side by side on a page.
        constexpr double fits = 0.88;
        return QStringLiteral("<img src=\"%1\" width=\"%2\" height=\"%3\">")
            .arg(name).arg(int(picture.size.width() * fits)).arg(int(picture.size.height() * fits));
    });
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
    writer.setResolution(1200);
    writer.setTitle(report.title);
    writer.setCreator(report.program);
    QFont font(QStringLiteral("sans-serif"));
    font.setPointSizeF(9);
    document.setDefaultFont(font);
    document.setDefaultStyleSheet(QStringLiteral("th{text-align:left} td,th{font-size:8pt}"));
    document.setHtml(page);
    document.print(&writer);
    buffer.close();
    return bytes;
}

} // namespace

Result<void> writeReport(const WritableReport &report, const QString &file)
{
    const QByteArray bytes = file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive) ? pdfOf(report)
        : file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ? report.csv().toUtf8()
                                                                    : report.html({}).toUtf8();
    return write_file_atomically(path_from_utf8(file.toStdString()),
                                 std::string_view(bytes.constData(), std::size_t(bytes.size())));
}

} // namespace retclip
