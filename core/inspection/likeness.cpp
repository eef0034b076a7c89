// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/likeness.h"

#include "core/base/all_cores.h"
#include "core/base/files.h"
#include "core/inspection/inspection.h"
#include "core/inspection/report_vectors.h"
#include "core/study/exam_set.h"
#include "core/study/photograph_looks.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace retclip {

namespace {

constexpr float unlikeWeight = 0.5f;
constexpr std::size_t rowsAtOnce = 4096;

tl::unexpected<Error> marksCancelOut()
{
    return failure(ErrorCode::invalid_argument,
                   message(QT_TRANSLATE_NOOP("Message", "What is liked and what is disliked cancel each other out.")),
                   message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                   message(QT_TRANSLATE_NOOP("Message", "Take one of the marks away.")));
}

// ---- Embeddings ----------------------------------------------------------------------------------

class EmbeddingLikeness final : public LikenessIndex
{
public:
    EmbeddingLikeness(StudyFeatures features, LikenessOf what) : m_exams(std::move(features.exams))
    {
        Features &all = features.features;
        const bool reports = what == LikenessOf::reports;
        m_both = std::move(reports ? all.text_patient : all.image_patient);
        m_ofEye.right = std::move(reports ? all.text_right : all.image_right);
        m_ofEye.left = std::move(reports ? all.text_left : all.image_left);
    }

protected:
    LikenessBy by() const override { return LikenessBy::embeddings; }
    const std::vector<ExamId> &exams() const override { return m_exams; }
    bool has(std::size_t row, std::optional<Laterality> eye) const override
    {
        const FeatureRows &features = rows(eye);
        return row < features.present.size() && features.present[row];
    }
    std::optional<Laterality> eyeFor(const Marks &liked) const override
    {
        const auto any = [&](std::optional<Laterality> eye) {
            return std::any_of(liked.begin(), liked.end(), [&](const auto &mark) { return has(mark.first, eye); });
        };
        // The patient's level needs both eyes.
        if (any({}))
            return std::nullopt;
        for (const Laterality eye : both_eyes)
            if (any(eye))
                return eye;
        return std::nullopt;
    }
    Result<std::vector<float>> similarities(const Marks &marks, std::optional<Laterality> eye) const override
    {
        const FeatureRows &features = rows(eye);
        std::vector<float> wanted(features.values.columns, 0.0f);
        for (const auto &[row, weight] : marks)
            for (std::size_t c = 0; c < wanted.size(); ++c)
                wanted[c] += weight * features.values.row(row)[c];
        double length = 0;
        for (const float value : wanted)
            length += double(value) * value;
        if (!(length > 1e-12))
            return marksCancelOut();
        for (float &value : wanted)
            value = float(value / std::sqrt(length));
        std::vector<float> result(features.values.rows);
        on_all_cores((result.size() + rowsAtOnce - 1) / rowsAtOnce, [&](std::size_t part) {
            const std::size_t end = std::min(result.size(), (part + 1) * rowsAtOnce);
            for (std::size_t row = part * rowsAtOnce; row < end; ++row) {
                const float *values = features.values.row(row).data();
                float sum = 0;
                for (std::size_t c = 0; c < wanted.size(); ++c)
                    sum += values[c] * wanted[c];
                result[row] = sum;
            }
        });
        return result;
    }

private:
    const FeatureRows &rows(std::optional<Laterality> eye) const { return eye ? m_ofEye[*eye] : m_both; }

    std::vector<ExamId> m_exams;
    FeatureRows m_both;
    PerEye<FeatureRows> m_ofEye;
};

// ---- Signatures of photographs -------------------------------------------------------------------

/// Compares right eyes with right eyes, left with left, and photographs that do not say which eye among
/// themselves; an exam's likeness is the mean over the eyes that both sides have. A signature counts as
/// 256 numbers of 1 and -1, so that the cosine of two is 1 less the share of different bits, twice.
class SignatureLikeness final : public LikenessIndex
{
public:
    explicit SignatureLikeness(const std::vector<LookedPhotograph> &photographs)
    {
        for (const LookedPhotograph &photograph : photographs) {
            if (!photograph.signature)
                continue;
            if (m_exams.empty() || m_exams.back() != photograph.exam) {
                m_exams.push_back(photograph.exam);
                m_seen.emplace_back();
            }
            auto &slot = m_seen.back()[slotOf(photograph.eye)];
            if (!slot)
                slot = photograph.signature;
        }
    }
    [[nodiscard]] bool empty() const { return m_exams.empty(); }

protected:
    LikenessBy by() const override { return LikenessBy::pictures; }
    const std::vector<ExamId> &exams() const override { return m_exams; }
    bool has(std::size_t row, std::optional<Laterality> eye) const override
    {
        return !eye || m_seen[row][slotOf(eye)];
    }
    Result<std::vector<float>> similarities(const Marks &marks, std::optional<Laterality> eye) const override
    {
        std::array<Table, slotCount> tables;
        bool any = false;
        for (std::size_t slot = 0; slot < slotCount; ++slot) {
            if (!eye || slot == slotOf(eye))
                tables[slot] = tableOf(marks, slot);
            any = any || tables[slot].used;
        }
        if (!any)
            return marksCancelOut();
        std::vector<float> result(m_exams.size());
        for (std::size_t row = 0; row < result.size(); ++row) {
            float sum = 0;
            int compared = 0;
            for (std::size_t slot = 0; slot < slotCount; ++slot) {
                if (!tables[slot].used || !m_seen[row][slot])
                    continue;
                sum += tables[slot].similarity(*m_seen[row][slot]);
                ++compared;
            }
            result[row] = compared ? sum / float(compared) : -1.0f;
        }
        return result;
    }

private:
    static constexpr std::size_t slotCount = 3; // Right, left, eye unknown.
    static std::size_t slotOf(std::optional<Laterality> eye)
    {
        return !eye ? 2 : *eye == Laterality::right ? 0 : 1;
    }
    /// The dot product with a vector of 256 numbers, eight bits at a time.
    struct Table
    {
        bool used = false;
        std::array<std::array<float, 256>, 32> sums{};

        [[nodiscard]] float similarity(const PictureSignature &signature) const
        {
            float sum = 0;
            for (std::size_t byte = 0; byte < sums.size(); ++byte)
                sum += sums[byte][(signature.words[byte / 8] >> (8 * (byte % 8))) & 255];
            return sum;
        }
    };
    [[nodiscard]] Table tableOf(const Marks &marks, std::size_t slot) const
    {
        std::array<float, 256> wanted{};
        bool liked = false;
        for (const auto &[row, weight] : marks) {
            if (!m_seen[row][slot])
                continue;
            liked = liked || weight > 0;
            const auto &words = m_seen[row][slot]->words;
            for (std::size_t bit = 0; bit < 256; ++bit)
                wanted[bit] += (words[bit / 64] >> (bit % 64) & 1) ? weight : -weight;
        }
        double length = 0;
        for (const float value : wanted)
            length += double(value) * value;
        Table table;
        table.used = liked && length > 1e-9;
        const float scale = table.used ? float(1 / (16 * std::sqrt(length))) : 0.0f; // 16: length of 256 ones
        for (std::size_t byte = 0; byte < 32; ++byte)
            for (std::size_t value = 0; value < 256; ++value)
                for (std::size_t bit = 0; bit < 8; ++bit)
                    table.sums[byte][value] += (value >> bit & 1 ? scale : -scale) * wanted[8 * byte + bit];
        return table;
    }

    std::vector<ExamId> m_exams;
    std::vector<std::array<std::optional<PictureSignature>, slotCount>> m_seen;
};

// ---- Words of reports ----------------------------------------------------------------------------

class WordLikeness final : public LikenessIndex
{
public:
    explicit WordLikeness(ReportVectors reports) : m_reports(std::move(reports)) {}

protected:
    LikenessBy by() const override { return LikenessBy::words; }
    const std::vector<ExamId> &exams() const override { return m_reports.exams(); }
    bool has(std::size_t, std::optional<Laterality>) const override { return true; }
    Result<std::vector<float>> similarities(const Marks &marks, std::optional<Laterality>) const override
    {
        return m_reports.similarities(marks);
    }

private:
    ReportVectors m_reports;
};

} // namespace

const char *word(LikenessBy by)
{
    switch (by) {
    case LikenessBy::embeddings: return "embeddings";
    case LikenessBy::pictures: return "picture_signatures";
    case LikenessBy::words: return "report_words";
    }
    return "";
}

std::optional<Laterality> LikenessIndex::eyeFor(const Marks &) const
{
    return std::nullopt;
}

Result<std::shared_ptr<LikenessIndex>>
LikenessIndex::ofRun(const Study &study, const RunRow &run, ModelBackend &backend, LikenessOf what,
                     const QString &device, const ProgressCallback &progress, std::stop_token stop)
{
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    RETCLIP_TRY(const std::vector<ExamId> exams, study.find({}, stop));
    RETCLIP_TRY(StudyFeatures features,
                studyFeatures(study, source, backend, exams, device, 0, progress, stop));
    return std::shared_ptr<LikenessIndex>(std::make_shared<EmbeddingLikeness>(std::move(features), what));
}

Result<std::shared_ptr<LikenessIndex>> LikenessIndex::withoutRun(const Study &study, LikenessOf what,
                                                                 std::stop_token stop)
{
    if (what == LikenessOf::reports) {
        RETCLIP_TRY(ReportVectors reports, ReportVectors::of(study, stop));
        return std::shared_ptr<LikenessIndex>(std::make_shared<WordLikeness>(std::move(reports)));
    }
    RETCLIP_TRY(const std::vector<LookedPhotograph> photographs, lookedPhotographs(study, stop));
    auto made = std::make_shared<SignatureLikeness>(photographs);
    if (made->empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message",
                                                 "Without a trained run photographs are compared by their looks, "
                                                 "and none has been looked at yet.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message",
                                                 "Look at the photographs (Data, Checks of photographs; or retclip "
                                                 "quality look), or choose a run.")));
    return std::shared_ptr<LikenessIndex>(std::move(made));
}

Result<LikenessAnswer> LikenessIndex::find(const Study &study, const LikenessOrder &order,
                                           std::stop_token stop) const
{
    const auto started = std::chrono::steady_clock::now();
    if (order.like.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "No exam is marked that others shall be like.")),
                       message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                       message(QT_TRANSLATE_NOOP("Message", "Mark at least one exam as “more like this”.")));
    std::unordered_map<ExamId, std::size_t> rowOf;
    for (const auto *marked : {&order.like, &order.unlike})
        for (const ExamId exam : *marked)
            rowOf.try_emplace(exam, exams().size());
    for (std::size_t row = 0; row < exams().size(); ++row)
        if (const auto place = rowOf.find(exams()[row]); place != rowOf.end())
            place->second = row;

    LikenessAnswer answer;
    answer.by = by();
    Marks liked;
    for (const ExamId exam : order.like)
        if (rowOf[exam] < exams().size())
            liked.emplace_back(rowOf[exam], 1.0f);
    answer.eye = order.eye ? order.eye : eyeFor(liked);
    const auto marksOf = [&](const std::vector<ExamId> &marked) {
        Marks marks;
        for (const ExamId exam : marked) {
            if (const std::size_t row = rowOf[exam]; row < exams().size() && has(row, answer.eye))
                marks.emplace_back(row, 1.0f);
            else
                answer.notCompared.push_back(exam);
        }
        return marks;
    };
    Marks marks = marksOf(order.like);
    Marks disliked = marksOf(order.unlike);
    if (marks.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message",
                                                 "None of the exams that others shall be like has what is compared "
                                                 "(a photograph of that eye, or a report).")),
                       message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose the other eye, or compare the other: photographs or reports.")));
    for (auto &mark : marks)
        mark.second = 1.0f / float(marks.size());
    for (auto &mark : disliked)
        mark.second = -unlikeWeight / float(disliked.size());
    marks.insert(marks.end(), disliked.begin(), disliked.end());
    RETCLIP_TRY(const std::vector<float> similar, similarities(marks, answer.eye));
    if (stop.stop_requested())
        return failure(cancelled().value());

    std::optional<ExamSet> among;
    if (!order.where.trimmed().isEmpty()) {
        RETCLIP_TRY(among, study.matching(order.where, stop));
    }
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < exams().size(); ++row)
        if (has(row, answer.eye) && !rowOf.contains(exams()[row]) && (!among || among->contains(exams()[row].value)))
            rows.push_back(row);
    answer.candidates = qint64(rows.size());
    const std::size_t top = std::min(rows.size(), std::size_t(std::max(0, order.top)));
    std::partial_sort(rows.begin(), rows.begin() + std::ptrdiff_t(top), rows.end(), [&](std::size_t a, std::size_t b) {
        return similar[a] != similar[b] ? similar[a] > similar[b] : a < b;
    });
    for (std::size_t i = 0; i < top; ++i)
        answer.hits.push_back({exams()[rows[i]], similar[rows[i]]});
    answer.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
    return answer;
}

} // namespace retclip
