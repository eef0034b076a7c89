// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/explanation_checks.h"

#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/imaging/photograph.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>

namespace retclip {

namespace {

constexpr int greyedSide_px = 320, greyingSteps = 10;
constexpr const char *checksFile = "/explanation_checks.json";

/// The same order on every machine (splitmix64).
class CheckDraw
{
public:
    explicit CheckDraw(std::uint64_t seed) : m_state(seed) {}
    std::size_t below(std::size_t end)
    {
        std::uint64_t bits = (m_state += 0x9e3779b97f4a7c15ULL);
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
        return std::size_t((bits ^ (bits >> 31)) % end);
    }

private:
    std::uint64_t m_state;
};

std::vector<double> ranksOf(const std::vector<float> &values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            ranks[order[i]] = double(begin + end - 1) / 2;
        begin = end;
    }
    return ranks;
}

/// A sum with how many there were.
struct RunningMean
{
    double sum = 0;
    int count = 0;
    void add(double value)
    {
        sum += value;
        ++count;
    }
    [[nodiscard]] std::optional<double> value() const { return count ? std::optional(sum / count) : std::nullopt; }
};

/// The run's network with its image weights in another order: as large, and without anything learned.
/// Nothing where the run keeps no checkpoint in our format.
Result<std::optional<std::filesystem::path>> shuffledCheckpoint(const RunRow &run, const QTemporaryDir &folder, std::uint64_t seed)
{
    const auto checkpoints = path_from_utf8((run.folder + QStringLiteral("/checkpoints")).toStdString());
    const auto index = read_file(checkpoints / "index.json");
    const auto named = nlohmann::json::parse(index ? *index : std::string("{}"), nullptr, false);
    std::string name = named.is_object() ? named.value("best", "") : std::string();
    if (name.empty() && named.is_object())
        name = named.value("last", "");
    if (name.size() < 12 || name.substr(name.size() - 12) != ".safetensors")
        return std::optional<std::filesystem::path>();
    RETCLIP_TRY(auto arrays, read_safetensors(checkpoints / path_from_utf8(name)));
    CheckDraw draw(seed);
    for (auto tensor = arrays.begin(); tensor != arrays.end();) {
        if (tensor->first.starts_with("optimizer") || tensor->first.starts_with("random")) {
            tensor = arrays.erase(tensor);
            continue;
        }
        Array &array = tensor->second;
        if (tensor->first.find("visual.") != std::string::npos && array.shape.size() >= 2) {
            const std::size_t size = size_of(array.type), count = array.bytes.size() / size;
            std::vector<std::byte> held(size);
            for (std::size_t i = count; i > 1; --i) {
                std::byte *const a = array.bytes.data() + (i - 1) * size, *const b = array.bytes.data() + draw.below(i) * size;
                std::memcpy(held.data(), a, size);
                std::memmove(a, b, size);
                std::memcpy(b, held.data(), size);
            }
        }
        ++tensor;
    }
    const auto file = path_from_utf8(folder.filePath(QStringLiteral("shuffled.safetensors")).toStdString());
    RETCLIP_CHECK(write_safetensors(file, arrays));
    return std::optional(file);
}

/// One exam as the checks look at it.
struct CheckedExam
{
    ExplainRequest request;
    PerEye<RgbImage> photographs; ///< Reduced; empty: none.
    PerEye<std::optional<ImageRow>> images;
    QVector<Region> regions;
};

Result<std::vector<CheckedExam>> examsToCheck(const Study &study, const ExplanationCheckOrder &order)
{
    RETCLIP_TRY(const auto rows, study.exams(order.exams));
    std::vector<CheckedExam> exams;
    for (const ExamRow &row : rows) {
        CheckedExam exam;
        exam.request.text = (order.text.isEmpty() ? row.report : order.text).toStdString();
        exam.request.level = order.level;
        exam.images = row.images;
        exam.regions = row.regions;
        bool whole = !exam.request.text.empty();
        for (const Laterality eye : both_eyes) {
            const bool asked = order.level == Level::patient || (order.level == Level::left) == (eye == Laterality::left);
            if (!asked)
                continue;
            const auto photograph = row.images[eye]
                ? read_photograph(path_from_utf8(row.images[eye]->path.toStdString()))
                : Result<RgbImage>(RgbImage());
            whole = whole && photograph && !photograph->empty();
            if (photograph && !photograph->empty()) {
                exam.photographs[eye] = reduced(*photograph, greyedSide_px);
                exam.request.item.photographs[eye] = row.images[eye]->path.toStdString();
            }
        }
        if (whole)
            exams.push_back(std::move(exam));
    }
    if (exams.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "No exam has the photographs and the words that an explanation needs.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose exams with both eyes and a report, or give a sentence.")));
    return exams;
}

/// What is measured of one method over the exams.
struct MethodSums
{
    RunningMean randomised, occlusion, deletion, deletionByChance, insertion, insertionByChance, chance;
    int maps = 0, pointed = 0, hits = 0;
};

void playPointing(const CheckedExam &exam, const Explanation &explanation, MethodSums &sums)
{
    for (const Laterality eye : both_eyes) {
        const SaliencyMap &map = explanation.maps[eye];
        if (map.side == 0 || !exam.images[eye] || exam.photographs[eye].empty())
            continue;
        // Regions are in px of the photograph as it was decoded; the reduced one has its shape.
        const double width = exam.images[eye]->width, height = exam.images[eye]->height;
        std::vector<const Region *> regions;
        for (const Region &region : exam.regions)
            if (region.image == exam.images[eye]->id)
                regions.push_back(&region);
        if (regions.empty() || width <= 0 || height <= 0)
            continue;
        const auto touches = [&](int cell) {
            for (int part = 0; part < 9; ++part) {
                const QPointF at((cell % map.side + (part % 3 + 0.5) / 3) * width / map.side,
                                 (cell / map.side + (part / 3 + 0.5) / 3) * height / map.side);
                for (const Region *region : regions)
                    if (contains(region->geometry, at, width / map.side / 2))
                        return true;
            }
            return false;
        };
        int touching = 0;
        for (int cell = 0; cell < map.side * map.side; ++cell)
            touching += touches(cell);
        const int highest = int(std::max_element(map.values.begin(), map.values.end()) - map.values.begin());
        ++sums.pointed;
        sums.hits += touches(highest);
        sums.chance.add(double(touching) / (map.side * map.side));
    }
}

} // namespace

double rankCorrelation(const std::vector<float> &a, const std::vector<float> &b)
{
    if (a.size() != b.size() || a.size() < 2)
        return 0;
    const std::vector<double> x = ranksOf(a), y = ranksOf(b);
    const double middle = double(a.size() - 1) / 2;
    double xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - middle) * (x[i] - middle);
        yy += (y[i] - middle) * (y[i] - middle);
        xy += (x[i] - middle) * (y[i] - middle);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0.0;
}

RgbImage greyedOut(const RgbImage &photograph, int side, const std::vector<bool> &cells)
{
    RgbImage out = photograph;
    std::array<std::uint64_t, 3> sums{};
    for (std::size_t i = 0; i < photograph.pixels.size(); ++i)
        sums[i % 3] += photograph.pixels[i];
    const std::uint64_t count = std::max<std::uint64_t>(1, photograph.pixels.size() / 3);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) {
            const auto cell = std::size_t(y * side / out.height) * std::size_t(side) + std::size_t(x * side / out.width);
            if (!cells[cell])
                continue;
            for (std::size_t c = 0; c < 3; ++c)
                out.pixels[(std::size_t(y) * std::size_t(out.width) + std::size_t(x)) * 3 + c] = std::uint8_t(sums[c] / count);
        }
    return out;
}

namespace {

/// Cells of each eye, in the order in which they go grey.
using CellOrder = PerEye<std::vector<std::size_t>>;

CellOrder mostSalientFirst(const Explanation &explanation)
{
    CellOrder order;
    for (const Laterality eye : both_eyes) {
        const std::vector<float> &values = explanation.maps[eye].values;
        order[eye].resize(values.size());
        std::iota(order[eye].begin(), order[eye].end(), std::size_t(0));
        std::stable_sort(order[eye].begin(), order[eye].end(), [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
    }
    return order;
}

CellOrder shuffled(CellOrder order, std::uint64_t seed)
{
    CheckDraw draw(seed);
    for (const Laterality eye : both_eyes)
        for (std::size_t i = order[eye].size(); i > 1; --i)
            std::swap(order[eye][i - 1], order[eye][draw.below(i)]);
    return order;
}

struct GreyedAreas
{
    double deletion = 0, insertion = 0;
};

/// Mean similarities over the steps of greying out, and of coming out of grey.
Result<GreyedAreas> greyedAreas(OpenModel &model, const CheckedExam &exam, const Explanation &explanation, const CellOrder &order,
                                const QTemporaryDir &folder, std::stop_token stop)
{
    std::vector<EmbedItem> items;
    for (const bool inserts : {false, true})
        for (int step = 0; step <= greyingSteps; ++step) {
            EmbedItem item;
            item.text = exam.request.text;
            for (const Laterality eye : both_eyes) {
                if (exam.photographs[eye].empty())
                    continue;
                const std::size_t cells = order[eye].size(), first = cells * std::size_t(step) / greyingSteps;
                std::vector<bool> grey(cells, inserts);
                for (std::size_t k = 0; k < first; ++k)
                    grey[order[eye][k]] = !inserts;
                RETCLIP_TRY(const auto png, encode_png(cells ? greyedOut(exam.photographs[eye], explanation.maps[eye].side, grey)
                                                             : exam.photographs[eye]));
                const QString file = folder.filePath(QStringLiteral("%1-%2-%3.png").arg(int(inserts)).arg(step).arg(QLatin1String(word(eye))));
                RETCLIP_CHECK(write_file_atomically(path_from_utf8(file.toStdString()),
                                                    {reinterpret_cast<const char *>(png.data()), png.size()}));
                item.photographs[eye] = file.toStdString();
            }
            items.push_back(std::move(item));
        }
    RETCLIP_TRY(const Features features, model.embed(items, 16, {}, stop));
    const Level level = exam.request.level;
    const FeatureRows &images = level == Level::patient ? features.image_patient : level == Level::left ? features.image_left : features.image_right;
    const FeatureRows &texts = level == Level::patient ? features.text_patient : level == Level::left ? features.text_left : features.text_right;
    GreyedAreas areas;
    for (std::size_t i = 0; i < items.size(); ++i) {
        double similarity = 0;
        for (std::size_t c = 0; c < images.values.columns; ++c)
            similarity += double(images.values.row(i)[c]) * texts.values.row(i)[c];
        (i <= std::size_t(greyingSteps) ? areas.deletion : areas.insertion) += similarity / (greyingSteps + 1);
    }
    return areas;
}

CheckedMethod judged(const std::string &method, const MethodSums &sums)
{
    CheckedMethod result;
    result.method = method;
    result.maps = sums.maps;
    result.randomised = sums.randomised.value();
    result.occlusion = sums.occlusion.value();
    result.deletion = sums.deletion.value();
    result.deletion_by_chance = sums.deletionByChance.value();
    result.insertion = sums.insertion.value();
    result.insertion_by_chance = sums.insertionByChance.value();
    result.pointed = sums.pointed;
    result.hits = sums.hits;
    result.pointing_chance = sums.chance.value().value_or(0.0);
    const auto fails = [&](Message why) { result.failures.push_back(std::move(why)); };
    if (result.randomised && *result.randomised >= sameMapFrom)
        fails(message(QT_TRANSLATE_NOOP("Message", "The map hardly changes when the network forgets what it learned.")));
    if (result.deletion && *result.deletion >= *result.deletion_by_chance)
        fails(message(QT_TRANSLATE_NOOP("Message", "Greying out what it marks changes the answer no more than greying out anything.")));
    if (result.insertion && *result.insertion <= *result.insertion_by_chance)
        fails(message(QT_TRANSLATE_NOOP("Message", "What it marks alone brings the answer back no sooner than anything.")));
    if (result.pointed >= 10 && double(result.hits) / result.pointed <= result.pointing_chance)
        fails(message(QT_TRANSLATE_NOOP("Message", "It points at marked lesions no oftener than chance.")));
    return result;
}

} // namespace

Result<ExplanationChecks> checkExplanations(const Study &study, const RunRow &run, ModelBackend &backend,
                                            const ExplanationCheckOrder &order, const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<CheckedExam> exams, examsToCheck(study, order));
    const QTemporaryDir folder;
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    RETCLIP_TRY(const auto model, backend.open_model(source, order.device.toStdString(), 0));
    std::unique_ptr<OpenModel> random;
    RETCLIP_TRY(const auto shuffledFile, shuffledCheckpoint(run, folder, order.seed));
    if (shuffledFile) {
        source.checkpoint = *shuffledFile;
        RETCLIP_TRY(random, backend.open_model(source, order.device.toStdString(), 0));
    }
    ExplanationChecks checks;
    checks.exams = int(exams.size());
    checks.checkpointHash = QString::fromStdString(model->checkpoint_hash());
    ProgressReporter reporter(progress, std::int64_t(exams.size() * order.methods.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Checking explanations")));
    std::int64_t done = 0;
    for (const std::string &method : order.methods) {
        MethodSums sums;
        for (std::size_t number = 0; number < exams.size(); ++number) {
            const CheckedExam &exam = exams[number];
            ExplainRequest request = exam.request;
            request.method = method;
            RETCLIP_TRY(const Explanation explanation, model->explain(request, stop));
            const auto compare = [&](const Explanation &other, RunningMean &mean) {
                for (const Laterality eye : both_eyes)
                    if (explanation.maps[eye].side > 0 && other.maps[eye].side == explanation.maps[eye].side)
                        mean.add(rankCorrelation(explanation.maps[eye].values, other.maps[eye].values));
            };
            for (const Laterality eye : both_eyes)
                sums.maps += explanation.maps[eye].side > 0;
            if (random) {
                RETCLIP_TRY(const Explanation forgotten, random->explain(request, stop));
                compare(forgotten, sums.randomised);
            }
            if (method != "occlusion") {
                request.method = "occlusion";
                RETCLIP_TRY(const Explanation slow, model->explain(request, stop));
                compare(slow, sums.occlusion);
            }
            const CellOrder cells = mostSalientFirst(explanation);
            RETCLIP_TRY(const GreyedAreas areas, greyedAreas(*model, exam, explanation, cells, folder, stop));
            RETCLIP_TRY(const GreyedAreas byChance,
                        greyedAreas(*model, exam, explanation, shuffled(cells, order.seed + number), folder, stop));
            sums.deletion.add(areas.deletion);
            sums.insertion.add(areas.insertion);
            sums.deletionByChance.add(byChance.deletion);
            sums.insertionByChance.add(byChance.insertion);
            playPointing(exam, explanation, sums);
            reporter.advance_to(++done);
        }
        checks.methods.push_back(judged(method, sums));
    }
    if (stop.stop_requested())
        return cancelled();
    reporter.finish();
    checks.time = QDateTime::currentDateTimeUtc();
    return checks;
}

// ---- On disk -----------------------------------------------------------------------------------

QJsonObject toJson(const ExplanationChecks &checks)
{
    const auto number = [](const std::optional<double> &value) { return value ? QJsonValue(*value) : QJsonValue(); };
    QJsonArray methods;
    for (const CheckedMethod &method : checks.methods) {
        QJsonArray failures;
        for (const Message &why : method.failures)
            failures.append(QString::fromStdString(why.english()));
        methods.append(QJsonObject{{QStringLiteral("method"), QString::fromStdString(method.method)},
                                   {QStringLiteral("maps"), method.maps},
                                   {QStringLiteral("randomised_rank_correlation"), number(method.randomised)},
                                   {QStringLiteral("occlusion_rank_correlation"), number(method.occlusion)},
                                   {QStringLiteral("deletion"), number(method.deletion)},
                                   {QStringLiteral("deletion_by_chance"), number(method.deletion_by_chance)},
                                   {QStringLiteral("insertion"), number(method.insertion)},
                                   {QStringLiteral("insertion_by_chance"), number(method.insertion_by_chance)},
                                   {QStringLiteral("pointed"), method.pointed},
                                   {QStringLiteral("hits"), method.hits},
                                   {QStringLiteral("pointing_chance"), method.pointing_chance},
                                   {QStringLiteral("passed"), method.failures.empty()},
                                   {QStringLiteral("failures"), failures}});
    }
    return {{QStringLiteral("exams"), checks.exams}, {QStringLiteral("checkpoint"), checks.checkpointHash},
            {QStringLiteral("time"), checks.time.toString(Qt::ISODate)}, {QStringLiteral("methods"), methods}};
}

Result<void> storeExplanationChecks(const RunRow &run, const ExplanationChecks &checks)
{
    return write_file_atomically(path_from_utf8((run.folder + QLatin1String(checksFile)).toStdString()),
                                 QJsonDocument(toJson(checks)).toJson().toStdString());
}

std::optional<ExplanationChecks> storedExplanationChecks(const RunRow &run)
{
    QFile file(run.folder + QLatin1String(checksFile));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    ExplanationChecks checks;
    checks.exams = object[QStringLiteral("exams")].toInt();
    checks.checkpointHash = object[QStringLiteral("checkpoint")].toString();
    checks.time = QDateTime::fromString(object[QStringLiteral("time")].toString(), Qt::ISODate);
    const auto number = [](const QJsonValue &value) { return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt; };
    for (const QJsonValue &value : object[QStringLiteral("methods")].toArray()) {
        const QJsonObject one = value.toObject();
        CheckedMethod method;
        method.method = one[QStringLiteral("method")].toString().toStdString();
        method.maps = one[QStringLiteral("maps")].toInt();
        method.randomised = number(one[QStringLiteral("randomised_rank_correlation")]);
        method.occlusion = number(one[QStringLiteral("occlusion_rank_correlation")]);
        method.deletion = number(one[QStringLiteral("deletion")]);
        method.deletion_by_chance = number(one[QStringLiteral("deletion_by_chance")]);
        method.insertion = number(one[QStringLiteral("insertion")]);
        method.insertion_by_chance = number(one[QStringLiteral("insertion_by_chance")]);
        method.pointed = one[QStringLiteral("pointed")].toInt();
        method.hits = one[QStringLiteral("hits")].toInt();
        method.pointing_chance = one[QStringLiteral("pointing_chance")].toDouble();
        for (const QJsonValue &why : one[QStringLiteral("failures")].toArray())
            method.failures.push_back(Message(why.toString().toStdString()));
        checks.methods.push_back(std::move(method));
    }
    return checks;
}

} // namespace retclip
