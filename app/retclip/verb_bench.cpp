// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/run_settings.h"
#include "app/retclip/verbs.h"
#include "core/base/all_cores.h"
#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/imaging/augment.h"
#include "core/imaging/photograph.h"
#include "core/statistics/compact_rows.h"
#include "core/statistics/retrieval.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <random>
#include <thread>

namespace retclip::cli {

namespace {

void show(Invocation &call, const std::string &measure, double value, const char *unit, Json settings)
{
    Json line{{"measure", measure}, {"value", value}, {"unit", unit}};
    for (const auto &[name, setting] : settings.items())
        line[name] = setting;
    QString text = QString::fromStdString(measure);
    for (const char *which : {"layer", "kind", "direction"})
        if (settings.contains(which))
            text += u'\t' + QString::fromStdString(settings[which].get<std::string>());
    text += QStringLiteral("\t%1 %2").arg(value, 0, 'g', 5).arg(QLatin1String(unit));
    if (settings.contains("memory_bound_ms"))
        text += QStringLiteral("\t(reading that much memory takes %1 ms)")
                    .arg(settings["memory_bound_ms"].get<double>(), 0, 'g', 4);
    if (settings.contains("bound_ms"))
        text += QStringLiteral("\t(at the machine's rates %1 ms; %2 % of the step)")
                    .arg(settings["bound_ms"].get<double>(), 0, 'g', 4)
                    .arg(100 * settings["share"].get<double>(), 0, 'f', 1);
    call.out().result(line, text);
}

/// Median seconds of a repeated piece of work, after one that warms up.
double medianSeconds(int repeats, const std::function<void()> &work)
{
    work();
    std::vector<double> seconds;
    for (int i = 0; i < std::max(repeats, 1); ++i) {
        const auto started = std::chrono::steady_clock::now();
        work();
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    }
    std::nth_element(seconds.begin(), seconds.begin() + std::ptrdiff_t(seconds.size() / 2),
                     seconds.end());
    return seconds[seconds.size() / 2];
}

/// Each measure a line, with its settings and figures.
Result<int> measured(Invocation &call, ModelBackend &backend, const BenchRequest &request)
{
    RETCLIP_TRY(const auto measures, backend.bench(request, call.stop()));
    for (const BenchMeasure &measure : measures) {
        Json settings = Json::object();
        for (const auto &[name, value] : measure.settings)
            settings[name] = value;
        for (const auto &[name, value] : measure.figures)
            settings[name] = value;
        show(call, measure.measure, measure.value, measure.unit.c_str(), settings);
    }
    return statusDone;
}

Result<int> network(Invocation &call, const char *what)
{
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    BenchRequest request;
    request.what = what;
    const QString type = call.text("dtype");
    request.precision = type == QLatin1String("bf16")   ? "bfloat16"
                        : type == QLatin1String("fp16") ? "float16"
                                                        : "float32";
    request.batch = int(call.integer("batch"));
    request.steps = int(call.integer("steps"));
    request.threads = int(call.integer("threads"));
    request.context = int(call.integer("context"));
    request.layers = int(call.integer("layers"));
    request.device = call.text("device").toStdString();
    request.profile = call.has("profile");
    return measured(call, *backend, request);
}

Result<int> benchTrain(Invocation &call) { return network(call, "train"); }
Result<int> embed(Invocation &call) { return network(call, "embed"); }
Result<int> product(Invocation &call) { return network(call, "gemm"); }

/// In a process of its own: what was large before would count.
Result<int> benchMemory(Invocation &call)
{
    BenchRequest request;
    request.what = "memory";
    request.steps = int(call.integer("steps"));
    RETCLIP_TRY(request.config, configFrom(call));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    return measured(call, *backend, request);
}

Result<int> tokenize(Invocation &call)
{
    RETCLIP_TRY(const auto tokenizer,
                call.door().tokenizers().open(pathOf(call.text("tokenizer"))));
    const char *terms[] = {"双眼视盘边界清", "杯盘比约0.7", "黄斑区渗出", "视网膜出血", "豹纹状眼底",
                           "玻璃膜疣", "激光斑", "未见异常", "屈光间质混浊", "静脉迂曲",
                           "mild non-proliferative retinopathy"};
    std::mt19937_64 random(7);
    std::vector<std::string> texts;
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (int k = 0; k < 6; ++k)
            text += std::string(k ? "，" : "") + terms[random() % std::size(terms)];
        texts.push_back(text + "。");
    }
    const int context = int(call.integer("context"));
    std::int64_t length = 0;
    const double seconds = medianSeconds(int(call.integer("steps")), [&] {
        length = 0;
        for (const std::string &text : texts)
            length += tokenizer->encode(clean_report(text), context).length;
    });
    show(call, "tokenize", double(texts.size()) / seconds, "texts/s",
         {{"context", context}, {"kind", tokenizer->kind()},
          {"mean_length", double(length) / double(texts.size())}, {"threads", 1}});
    return statusDone;
}

/// A disc on black with fine noise: entropy as a camera's picture has it.
Result<std::vector<std::byte>> madeUpPhotograph()
{
    RgbImage image;
    image.width = 2048;
    image.height = 1536;
    image.pixels.resize(std::size_t(image.width) * std::size_t(image.height) * 3);
    std::mt19937 random(7);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const double radius = std::hypot(x - image.width / 2.0, y - image.height / 2.0);
            auto *pixel = &image.pixels[(std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3];
            if (radius > 740)
                continue;
            const int noise = int(random() % 13);
            pixel[0] = std::uint8_t(170 - radius / 12 + noise);
            pixel[1] = std::uint8_t(80 - radius / 16 + noise + 12 * std::sin(x / 23.0) * std::cos(y / 31.0));
            pixel[2] = std::uint8_t(30 + noise);
        }
    return encode_jpeg(image, 92);
}

Result<std::vector<std::byte>> photographToTime(Invocation &call)
{
    if (!call.has("photograph"))
        return madeUpPhotograph();
    RETCLIP_TRY(const std::string bytes, read_file(pathOf(call.text("photograph"))));
    const auto *first = reinterpret_cast<const std::byte *>(bytes.data());
    return std::vector<std::byte>(first, first + bytes.size());
}

Result<int> decode(Invocation &call)
{
    RETCLIP_TRY(const std::vector<std::byte> file, photographToTime(call));
    RETCLIP_TRY(const RgbImage whole, decode_photograph(file, {}));
    const int steps = int(call.integer("steps"));
    const Json facts{{"width", whole.width}, {"height", whole.height}, {"bytes", file.size()}, {"threads", 1}};
    Result<void> problem;
    const auto time = [&](const char *measure, const Json &more, const auto &work) {
        const double seconds = medianSeconds(steps, [&] {
            if (const auto made = work(); !made)
                problem = failure(made.error());
        });
        Json settings = facts;
        settings.update(more);
        show(call, measure, 1.0 / seconds, "images/s", settings);
    };
    time("decode", {{"at_least_px", 0}}, [&] { return decode_photograph(file, {}); });
    PhotographOptions reduced;
    reduced.at_least_px = 192;
    time("decode_reduced", {{"at_least_px", 192}}, [&] { return decode_photograph(file, reduced); });
    time("prepare", {{"size", 224}},
         [&] { return evaluation_tensor(file, 224, published_photograph_options()); });
    std::int64_t draw = 0;
    time("augment", {{"size", 224}}, [&] {
        return augmented_tensor(file, published_photograph_options(), AugmentOptions{},
                                AugmentKey{123, 0, draw++, Laterality::right});
    });
    if (!problem)
        return failure(problem.error());
    return statusDone;
}

struct ProbeProblem
{
    Matrix features;
    std::vector<Targets> targets;
    int labels = 0;
};

/// Labels of a hidden linear rule with noise.
ProbeProblem madeUpProbe()
{
    ProbeProblem problem{Matrix(4000, 768), {}, 8};
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    Matrix rule(std::size_t(problem.labels), problem.features.columns);
    for (float &value : rule.values)
        value = normal(random);
    for (std::size_t row = 0; row < problem.features.rows; ++row) {
        for (float &value : problem.features.row(row))
            value = normal(random);
        Targets truth;
        for (std::size_t label = 0; label < rule.rows; ++label) {
            const auto x = problem.features.row(row), w = rule.row(label);
            const double score = std::inner_product(x.begin(), x.end(), w.begin(), 0.0);
            truth.push_back(score + 20 * double(normal(random)) > 0);
        }
        problem.targets.push_back(std::move(truth));
    }
    return problem;
}

Result<ProbeProblem> probeOfFiles(const QString &features, const QString &targets)
{
    RETCLIP_TRY(const Array x, read_npy(pathOf(features)));
    RETCLIP_TRY(const Array y, read_npy(pathOf(targets)));
    if (x.type != ElementType::float32 || y.type != ElementType::int64 || x.shape.size() != 2
        || y.shape.size() != 2 || x.shape[0] != y.shape[0])
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The features must be float32 (N x width), the targets int64 (N x labels).")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was measured.")),
                       message(QT_TRANSLATE_NOOP("Message", "Write them with numpy.save in these types.")));
    ProbeProblem problem{Matrix(std::size_t(x.shape[0]), std::size_t(x.shape[1])), {}, int(y.shape[1])};
    const auto values = x.as<float>();
    std::copy(values.begin(), values.end(), problem.features.values.begin());
    const auto truth = y.as<std::int64_t>();
    for (std::size_t row = 0; row < problem.features.rows; ++row) {
        const auto first = truth.begin() + std::ptrdiff_t(row) * problem.labels;
        problem.targets.emplace_back(first, first + problem.labels);
    }
    return problem;
}

/// scikit-learn's: C · sum of log-losses + half the squares of the weights, over all labels.
double probeObjective(const ProbeProblem &problem, const ProbeResult &fit, double c)
{
    double sum = 0;
    for (const float weight : fit.weights.values)
        sum += 0.5 * double(weight) * double(weight);
    for (std::size_t row = 0; row < problem.features.rows; ++row)
        for (std::size_t label = 0; label < fit.weights.rows; ++label) {
            const auto x = problem.features.row(row), w = fit.weights.row(label);
            const double score =
                std::inner_product(x.begin(), x.end(), w.begin(), double(fit.bias[label]));
            const double right = problem.targets[row][label] > 0 ? score : -score;
            sum += c * (right > 0 ? std::log1p(std::exp(-right)) : std::log1p(std::exp(right)) - right);
        }
    return sum;
}

Result<int> benchProbe(Invocation &call)
{
    ProbeProblem problem;
    if (call.has("features")) {
        RETCLIP_TRY(problem, probeOfFiles(call.text("features"), call.text("targets")));
    } else {
        problem = madeUpProbe();
    }
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    const double c = call.real("l2");
    ProbeRequest request;
    request.kind = LabelKind::multilabel;
    request.classes = problem.labels;
    request.training = problem.features;
    request.training_targets = problem.targets;
    request.l2_candidates = {c};
    Result<ProbeResult> fit = ProbeResult{};
    const double seconds = medianSeconds(int(call.integer("steps")), [&] {
        fit = backend->fit_probe(request, call.stop());
    });
    if (!fit)
        return failure(fit.error());
    show(call, "probe", 1000 * seconds, "ms",
         {{"rows", problem.features.rows}, {"width", problem.features.columns}, {"labels", problem.labels},
          {"l2", c}, {"objective", probeObjective(problem, *fit, c)}});
    return statusDone;
}

/// Bytes a second that all cores read at once from memory: what bounds a search that looks at everything.
double bytesReadASecond(const Matrix &gallery, int repeats)
{
    std::atomic<std::uint64_t> kept = 0; // so that nothing is optimised away
    const auto *words = reinterpret_cast<const std::uint64_t *>(gallery.values.data());
    const std::size_t count = gallery.values.size() / 2;
    const std::size_t parts = std::max(1u, std::thread::hardware_concurrency());
    const double seconds = medianSeconds(repeats, [&] {
        on_all_cores(parts, [&](std::size_t part) {
            std::array<std::uint64_t, 16> sums{};
            const std::size_t end = count * (part + 1) / parts;
            for (std::size_t i = count * part / parts; i + sums.size() <= end; i += sums.size())
                for (std::size_t lane = 0; lane < sums.size(); ++lane)
                    sums[lane] ^= words[i + lane];
            kept ^= std::accumulate(sums.begin(), sums.end(), std::uint64_t(0));
        });
    });
    return double(gallery.values.size()) * sizeof(float) / seconds;
}

/// Directions as unlike as chance makes them, as embeddings before any training.
Matrix randomDirections(std::size_t rows, std::size_t width)
{
    Matrix gallery(rows, width);
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    for (std::size_t row = 0; row < rows; ++row) {
        double sum = 0;
        for (float &value : gallery.row(row)) {
            value = normal(random);
            sum += double(value) * value;
        }
        for (float &value : gallery.row(row))
            value = float(value / std::sqrt(sum));
    }
    return gallery;
}

Result<int> search(Invocation &call)
{
    const auto rows = std::size_t(call.integer("rows"));
    constexpr std::size_t width = 512, top = 100;
    const int steps = int(call.integer("steps"));
    const Matrix gallery = randomDirections(rows, width);
    const std::vector<float> query(gallery.row(0).begin(), gallery.row(0).end());
    std::vector<Neighbour> exact;
    const double plain = medianSeconds(steps, [&] { exact = nearest_rows(gallery, query, top); });
    std::optional<CompactRows> compact;
    const double made = medianSeconds(1, [&] { compact.emplace(gallery); });
    CompactRows::Answer answer;
    const double seconds = medianSeconds(steps, [&] { answer = compact->search(gallery, query, top); });
    const bool same = std::equal(exact.begin(), exact.end(), answer.nearest.begin(), answer.nearest.end(),
                                 [](const Neighbour &a, const Neighbour &b) {
                                     return a.row == b.row && a.similarity == b.similarity;
                                 });
    if (exact.empty() || exact.front().row != 0 || !same)
        return failure(ErrorCode::internal,
                       message(QT_TRANSLATE_NOOP("Message", "The search did not find its own row.")), {}, {});
    const double speed = bytesReadASecond(gallery, steps);
    const Json settings{{"rows", rows}, {"width", width}, {"top", top}};
    const auto withBound = [&](std::size_t bytes, Json more) {
        Json all = settings;
        all["bytes"] = bytes;
        all["memory_bound_ms"] = 1000 * double(bytes) / speed;
        all.update(more);
        return all;
    };
    show(call, "search", 1000 * seconds, "ms",
         withBound(compact->bytes(), {{"multiplied_exactly", answer.multiplied}}));
    show(call, "search_float32", 1000 * plain, "ms", withBound(gallery.values.size() * sizeof(float), Json::object()));
    show(call, "search_prepare", 1000 * made, "ms", settings);
    show(call, "memory_read", speed / 1e9, "GB/s", {{"bytes", gallery.values.size() * sizeof(float)}});
    return statusDone;
}

} // namespace

Verb benchVerb()
{
    const OptionDescription steps{"steps", ValueKind::integer, "N",
                                  QT_TRANSLATE_NOOP("Command", "Timed repetitions; the median counts."), {}, "5", 1};
    const OptionDescription context{"context", ValueKind::integer, "N",
                                    QT_TRANSLATE_NOOP("Command", "Ids a text."), {}, "100", 2};
    const std::vector<OptionDescription> networkOptions{
        {"dtype", ValueKind::choice, "TYPE", QT_TRANSLATE_NOOP("Command", "Type of the products."),
         {"fp32", "bf16", "fp16"}, "fp32"},
        {"batch", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Patients at once."), {}, "8", 1},
        steps,
        {"threads", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "0: all cores."), {}, "0", 0},
        context,
        {"layers", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Blocks of each encoder."), {}, "12", 1},
        {"device", ValueKind::text, "D", QT_TRANSLATE_NOOP("Command", "cpu or cuda:N."), {}, "cpu"},
        {"profile", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Time the parts as well, layer by layer, beside what the machine could do.")}};
    return {"bench", QT_TRANSLATE_NOOP("Command", "Time this computer and this build."),
            {{"train", QT_TRANSLATE_NOOP("Command", "A training step of ViT-B/16 and RoBERTa-base."), {},
              networkOptions, "retclip bench train --dtype bf16 --batch 8 --json", benchTrain, true},
             {"embed", QT_TRANSLATE_NOOP("Command", "The image encoder without gradients."), {},
              networkOptions, "retclip bench embed --batch 16 --json", embed, true},
             {"gemm", QT_TRANSLATE_NOOP("Command", "The machine's ceiling: one large matrix product."), {},
              networkOptions, "retclip bench gemm --dtype bf16", product, true},
             {"memory", QT_TRANSLATE_NOOP("Command", "The height of this process in steps of a run on made-up patients, beside what was estimated."), {},
              {{"preset", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "A run's preset."), {}, "pretrain-small"},
               {"set", ValueKind::text, "key=value", QT_TRANSLATE_NOOP("Command", "Change a setting."), {}, "", 0, true},
               {"label-set", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "For fine-tuning: any name.")},
               {"steps", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Steps."), {}, "3", 2}},
              "retclip bench memory --preset quick --json", benchMemory, true},
             {"tokenize", QT_TRANSLATE_NOOP("Command", "Reports to ids."), {},
              {{"tokenizer", ValueKind::text, "FILE",
                QT_TRANSLATE_NOOP("Command", "vocab.txt or a SentencePiece model."), {}, "", 0, false, true},
               context, steps},
              "retclip bench tokenize --tokenizer vocab.txt", tokenize},
             {"decode", QT_TRANSLATE_NOOP("Command", "A photograph from its file: whole, reduced, as a network's input, augmented."), {},
              {{"photograph", ValueKind::text, "FILE",
                QT_TRANSLATE_NOOP("Command", "Its file; without it a made-up JPEG of 2048 x 1536.")}, steps},
              "retclip bench decode --json", decode},
             {"probe", QT_TRANSLATE_NOOP("Command", "A linear probe on fixed features: one logistic regression a label."), {},
              {{"features", ValueKind::text, "X.npy",
                QT_TRANSLATE_NOOP("Command", "float32, N x width; without it 4000 x 768 made-up ones.")},
               {"targets", ValueKind::text, "Y.npy", QT_TRANSLATE_NOOP("Command", "int64 of 0 and 1, N x labels.")},
               {"l2", ValueKind::real, "C", QT_TRANSLATE_NOOP("Command", "Weight of the log-losses beside half the squares."), {}, "1", 1e-9},
               steps},
              "retclip bench probe --json", benchProbe, true},
             {"search", QT_TRANSLATE_NOOP("Command", "The 100 nearest of many embeddings."), {},
              {{"rows", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Embeddings."), {}, "200000", 1}, steps},
              "retclip bench search --rows 200000", search},
             benchQueryForm()}};
}

} // namespace retclip::cli
