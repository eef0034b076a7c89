// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/adjustment.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace retclip {

namespace {

std::array<uchar, 256> curveOf(const Adjustment &adjustment)
{
    std::array<uchar, 256> curve{};
    for (int i = 0; i < 256; ++i) {
        double value = std::pow(i / 255.0, 1.0 / adjustment.gamma);
        value = (value - 0.5) * adjustment.contrast + 0.5 + adjustment.brightness;
        if (adjustment.inverted)
            value = 1 - value;
        curve[std::size_t(i)] = uchar(std::clamp(std::lround(value * 255), 0L, 255L));
    }
    return curve;
}

void equaliseLightness(QImage &image)
{
    try {
        cv::Mat bgra(image.height(), image.width(), CV_8UC4, image.bits(),
                     std::size_t(image.bytesPerLine()));
        cv::Mat bgr, lab;
        cv::cvtColor(bgra, bgr, cv::COLOR_BGRA2BGR);
        cv::cvtColor(bgr, lab, cv::COLOR_BGR2Lab);
        cv::Mat lightness;
        cv::extractChannel(lab, lightness, 0);
        cv::createCLAHE(2.0, cv::Size(8, 8))->apply(lightness, lightness);
        cv::insertChannel(lightness, lab, 0);
        cv::cvtColor(lab, bgr, cv::COLOR_Lab2BGR);
        cv::cvtColor(bgr, bgra, cv::COLOR_BGR2BGRA); // same size and type: written in place
    } catch (const cv::Exception &) {
        // Too small a picture for 8 x 8 tiles: it stays as it is.
    }
}

} // namespace

QImage adjusted(const QImage &source, const Adjustment &adjustment)
{
    QImage image = source.convertToFormat(QImage::Format_RGB32);
    if (adjustment.isNone() || image.isNull())
        return image;
    image.detach();
    if (adjustment.redFree) {
        for (int y = 0; y < image.height(); ++y) {
            auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
            for (int x = 0; x < image.width(); ++x) {
                const int green = qGreen(line[x]);
                line[x] = qRgb(green, green, green);
            }
        }
    }
    if (adjustment.clahe)
        equaliseLightness(image);
    const std::array<uchar, 256> curve = curveOf(adjustment);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            line[x] = qRgb(curve[std::size_t(qRed(line[x]))], curve[std::size_t(qGreen(line[x]))],
                           curve[std::size_t(qBlue(line[x]))]);
        }
    }
    return image;
}

} // namespace retclip
