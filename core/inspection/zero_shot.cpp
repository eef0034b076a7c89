// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/zero_shot.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

double lengthOf(std::span<const float> values)
{
    double sum = 0;
    for (const float value : values)
        sum += double(value) * value;
    return std::sqrt(sum);
}

tl::unexpected<Error> noDirection()
{
    return failure(ErrorCode::not_finite,
                   message(QT_TRANSLATE_NOOP("Message", "The prompts of a class have no direction.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was evaluated.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose other prompts.")));
}

} // namespace

Result<std::vector<float>> promptDirection(const Matrix &prompts)
{
    std::vector<double> mean(prompts.columns, 0.0);
    for (std::size_t row = 0; row < prompts.rows; ++row) {
        const double length = lengthOf(prompts.row(row));
        if (!(length > 0) || !std::isfinite(length))
            return noDirection();
        for (std::size_t c = 0; c < prompts.columns; ++c)
            mean[c] += prompts.row(row)[c] / length;
    }
    double sum = 0;
    for (const double value : mean)
        sum += value * value;
    if (!(sum > 0))
        return noDirection();
    std::vector<float> direction(mean.size());
    for (std::size_t c = 0; c < mean.size(); ++c)
        direction[c] = float(mean[c] / std::sqrt(sum));
    return direction;
}

Matrix zeroShotProbabilities(const Matrix &images, const std::vector<std::vector<float>> &classes,
                             double scale)
{
    Matrix probabilities(images.rows, classes.size());
    std::vector<double> logits(classes.size());
    for (std::size_t row = 0; row < images.rows; ++row) {
        const auto image = images.row(row);
        const double length = std::max(lengthOf(image), 1e-30);
        for (std::size_t k = 0; k < classes.size(); ++k) {
            double sum = 0;
            for (std::size_t c = 0; c < images.columns; ++c)
                sum += double(image[c]) * classes[k][c];
            logits[k] = scale * sum / length;
        }
        const double largest = *std::max_element(logits.begin(), logits.end());
        double total = 0;
        for (double &logit : logits)
            total += logit = std::exp(logit - largest);
        for (std::size_t k = 0; k < classes.size(); ++k)
            probabilities.row(row)[k] = float(logits[k] / total);
    }
    return probabilities;
}

} // namespace retclip
