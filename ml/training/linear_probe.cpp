// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/linear_probe.h"

#include "ml/training/adamw_kernels.h"
#include "ml/training/sampler.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace retclip {
namespace {

// Logits of one row.
void score(const LinearProbe &probe, std::span<const float> row, std::vector<double> &out)
{
    const auto width = std::size_t(probe.width);
    for (std::size_t o = 0; o < out.size(); ++o) {
        const float *weights = probe.weights.data() + o * width;
        double sum = probe.bias[o];
        for (std::size_t d = 0; d < width; ++d)
            sum += double(weights[d]) * double(row[d]);
        out[o] = sum;
    }
}

void to_probabilities(std::vector<double> &scores, LinearProbe::Loss loss)
{
    if (loss == LinearProbe::Loss::sigmoid) {
        for (double &value : scores)
            value = 1.0 / (1.0 + std::exp(-value));
        return;
    }
    const double most = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double &value : scores) {
        value = std::exp(value - most);
        sum += value;
    }
    for (double &value : scores)
        value /= sum;
}

} // namespace

LinearProbe LinearProbe::fresh(int outputs, int width, std::int64_t seed)
{
    LinearProbe probe;
    probe.outputs = outputs;
    probe.width = width;
    probe.weights.resize(std::size_t(outputs) * std::size_t(width));
    probe.bias.resize(std::size_t(outputs));
    std::mt19937 generator(static_cast<std::uint32_t>(seed));
    const double bound = 1.0 / std::sqrt(double(std::max(width, 1)));
    const auto draw = [&] { return float((double(generator()) * 0x1p-31 - 1.0) * bound); };
    std::generate(probe.weights.begin(), probe.weights.end(), draw);
    std::generate(probe.bias.begin(), probe.bias.end(), draw);
    return probe;
}

Matrix LinearProbe::probabilities(const Matrix &features, Loss loss) const
{
    Matrix out(features.rows, std::size_t(outputs));
    std::vector<double> scores(static_cast<std::size_t>(outputs));
    for (std::size_t i = 0; i < features.rows; ++i) {
        score(*this, features.row(i), scores);
        to_probabilities(scores, loss);
        std::copy(scores.begin(), scores.end(), out.row(i).begin());
    }
    return out;
}

bool train_linear_probe(LinearProbe &probe, const LinearProbeTraining &training,
                        const LinearProbeEpoch &after_epoch, std::stop_token stop)
{
    const auto rows = std::int64_t(training.features->rows);
    const auto width = std::size_t(probe.width);
    const auto outputs = std::size_t(probe.outputs);
    if (rows == 0)
        return true;
    const std::int64_t batch = std::min<std::int64_t>(std::max(1, training.batch), rows);
    std::vector<float> weight_gradient(probe.weights.size()), bias_gradient(outputs);
    std::vector<float> mean_w(probe.weights.size()), square_w(probe.weights.size());
    std::vector<float> mean_b(outputs), square_b(outputs);
    std::vector<double> sums(probe.weights.size()), bias_sums(outputs), scores(outputs);
    std::int64_t steps = 0;
    for (int epoch = 0; epoch < training.epochs; ++epoch) {
        const auto order = std::size_t(epoch) < training.orders.size()
            ? training.orders[std::size_t(epoch)]
            : random_permutation(rows, std::uint64_t(training.seed + epoch));
        double loss = 0;
        for (std::int64_t at = 0; at + batch <= rows; at += batch) {
            if (stop.stop_requested())
                return false;
            std::fill(sums.begin(), sums.end(), 0.0);
            std::fill(bias_sums.begin(), bias_sums.end(), 0.0);
            loss = 0;
            std::int64_t entries = 0;
            for (std::int64_t i = at; i < at + batch; ++i) {
                const auto row_index = std::size_t(order[std::size_t(i)]);
                const auto row = training.features->row(row_index);
                const auto target = training.targets->row(row_index);
                score(probe, row, scores);
                to_probabilities(scores, training.loss);
                if (training.loss == LinearProbe::Loss::softmax)
                    entries += std::any_of(target.begin(), target.end(),
                                           [](float t) { return t > 0.5f; });
                for (std::size_t o = 0; o < outputs; ++o) {
                    if (target[o] < 0)
                        continue;
                    const double p = scores[o];
                    // The plain cross-entropy of probabilities bounds its logarithms at -100.
                    const double log_p = std::max(std::log(p), -100.0);
                    if (training.loss == LinearProbe::Loss::sigmoid) {
                        loss -= double(target[o]) * log_p
                            + (1.0 - double(target[o])) * std::max(std::log1p(-p), -100.0);
                        ++entries;
                    } else if (target[o] > 0.5f) {
                        loss -= log_p;
                    }
                    const double slope = p - double(target[o]);
                    bias_sums[o] += slope;
                    double *sum = sums.data() + o * width;
                    for (std::size_t d = 0; d < width; ++d)
                        sum[d] += slope * double(row[d]);
                }
            }
            const double scale = 1.0 / double(std::max<std::int64_t>(entries, 1));
            loss *= scale;
            for (std::size_t i = 0; i < sums.size(); ++i)
                weight_gradient[i] = float(sums[i] * scale);
            for (std::size_t o = 0; o < outputs; ++o)
                bias_gradient[o] = float(bias_sums[o] * scale);
            const double count = double(++steps);
            AdamWStep step;
            step.beta1 = 0.9f;
            step.beta2 = 0.999f;
            step.step_size = float(training.learning_rate / (1.0 - std::pow(0.9, count)));
            step.root_correction = float(1.0 / std::sqrt(1.0 - std::pow(0.999, count)));
            step.epsilon = 1e-6f;
            adamw_update(probe.weights.data(), weight_gradient.data(), mean_w.data(),
                         square_w.data(), std::int64_t(sums.size()), step);
            adamw_update(probe.bias.data(), bias_gradient.data(), mean_b.data(), square_b.data(),
                         std::int64_t(outputs), step);
        }
        if (after_epoch)
            after_epoch(epoch + 1, probe, loss);
    }
    return true;
}

} // namespace retclip
