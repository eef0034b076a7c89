// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/study/study.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace retclip {

/// By what two exams are alike.
enum class LikenessBy {
    embeddings, ///< Of a trained run.
    pictures,   ///< Signatures of photographs: the same light and layout, which is not the same disease.
    words       ///< Rare words and pairs of characters that two reports share.
};
[[nodiscard]] const char *word(LikenessBy by); ///< "embeddings", "picture_signatures", "report_words"

enum class LikenessOf { photographs, reports };

/// "More like these, less like those."
struct LikenessOrder
{
    std::vector<ExamId> like, unlike; ///< At least one in `like`.
    std::optional<Laterality> eye;    ///< Nothing: both eyes, or what the liked exams have.
    QString where;                    ///< Only among these.
    int top = 20;
};

struct LikenessHit
{
    ExamId exam;
    double similarity = 0; ///< Cosine, -1..1.
};

struct LikenessAnswer
{
    LikenessBy by = LikenessBy::embeddings;
    std::optional<Laterality> eye;  ///< The one that was compared; nothing: both, or reports.
    std::vector<LikenessHit> hits;  ///< Best first; without the marked exams.
    qint64 candidates = 0;          ///< Exams that could be compared.
    std::vector<ExamId> notCompared; ///< Marked exams that have nothing to compare by.
    double milliseconds = 0;
};

/// What exams are compared by, made once and asked as often as marks change.
///
/// The vector looked for is the mean of those liked less half the mean of those disliked (Rocchio, in
/// Salton's SMART, 1971, with the weight that is usual since), and every exam is compared with it: the
/// answer is exact.
///
/// Threads: one at a time. Cost of find(): some 50 ms for 200,000 exams of 512 numbers.
class LikenessIndex
{
public:
    virtual ~LikenessIndex() = default;

    /// With a run its embeddings, made where they are not there yet (minutes to hours, kept); without one
    /// the photographs' signatures (of those that were looked at) or the reports' words.
    /// Errors: not_found (nothing to compare by), cancelled, those of the backend.
    [[nodiscard]] static Result<std::shared_ptr<LikenessIndex>>
    ofRun(const Study &study, const RunRow &run, ModelBackend &backend, LikenessOf what, const QString &device,
          const ProgressCallback &progress, std::stop_token stop);
    [[nodiscard]] static Result<std::shared_ptr<LikenessIndex>> withoutRun(const Study &study, LikenessOf what,
                                                                           std::stop_token stop);

    /// Errors: invalid_argument (nothing liked, or the marks cancel out), not_found (no liked exam has
    /// anything to compare by), those of `where`.
    [[nodiscard]] Result<LikenessAnswer> find(const Study &study, const LikenessOrder &order,
                                              std::stop_token stop) const;

protected:
    /// Rows of exams() with weights that the vector looked for is made of.
    using Marks = std::vector<std::pair<std::size_t, float>>;
    [[nodiscard]] virtual LikenessBy by() const = 0;
    [[nodiscard]] virtual const std::vector<ExamId> &exams() const = 0;
    /// The eye to compare where the order names none.
    [[nodiscard]] virtual std::optional<Laterality> eyeFor(const Marks &liked) const;
    [[nodiscard]] virtual bool has(std::size_t row, std::optional<Laterality> eye) const = 0;
    /// Cosine of every exam with the marks; what has() denies is never read.
    [[nodiscard]] virtual Result<std::vector<float>> similarities(const Marks &marks,
                                                                  std::optional<Laterality> eye) const = 0;
};

} // namespace retclip
