// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/inspection.h"

#include "core/inspection/report_text.h"

#include <QStringList>

#include <chrono>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace retclip {

namespace {

constexpr float termWeight = 0.5f; // UX 3.6: what "+term" and "-term" add and take away.
constexpr float largestTermWeight = 10;

const FeatureRows &imageRows(const Features &features, Level level)
{
    switch (level) {
    case Level::left: return features.image_left;
    case Level::right: return features.image_right;
    case Level::patient: break;
    }
    return features.image_patient;
}

const FeatureRows &textRows(const Features &features, Level level)
{
    switch (level) {
    case Level::left: return features.text_left;
    case Level::right: return features.text_right;
    case Level::patient: break;
    }
    return features.text_patient;
}

/// The sentence and its terms: `+word`, `-word`, `+"two words"`, `+word^2`; full-width signs too.
struct TextTerms
{
    QString sentence;
    std::vector<std::pair<QString, float>> terms; ///< With what each is weighed by; below 0: taken away.
};

/// Takes "^2" off the end of a term; without one, or where it is no number over 0 and up to 10, the usual weight.
float weightAtEnd(QString &term)
{
    const qsizetype at = std::max(term.lastIndexOf(QLatin1Char('^')), term.lastIndexOf(QChar(0xff3e)));
    bool number = false;
    const float weight = at > 0 ? QStringView(term).mid(at + 1).toFloat(&number) : 0.0f;
    if (!number || !(weight > 0) || weight > largestTermWeight)
        return termWeight;
    term.truncate(at);
    return weight;
}

TextTerms termsOf(const QString &text)
{
    TextTerms terms;
    QStringList sentence;
    qsizetype i = 0;
    while (i < text.size()) {
        while (i < text.size() && text[i].isSpace())
            ++i;
        if (i >= text.size())
            break;
        const QChar sign = text[i];
        const bool plus = sign == QLatin1Char('+') || sign == QChar(0xff0b);
        const bool minus = sign == QLatin1Char('-') || sign == QChar(0xff0d);
        const qsizetype begin = plus || minus ? i + 1 : i;
        qsizetype end = begin;
        if ((plus || minus) && begin < text.size() && text[begin] == QLatin1Char('"')) {
            end = text.indexOf(QLatin1Char('"'), begin + 1);
            if (end < 0)
                end = text.size();
        }
        while (end < text.size() && !text[end].isSpace())
            ++end;
        QString word = text.mid(begin, end - begin);
        i = end;
        const float weight = plus || minus ? weightAtEnd(word) : 0.0f;
        if (plus || minus)
            word.remove(QLatin1Char('"'));
        if (word.isEmpty())
            sentence << QString(sign); // a sign by itself is a word
        else if (plus || minus)
            terms.terms.emplace_back(word, plus ? weight : -weight);
        else
            sentence << word;
    }
    terms.sentence = sentence.join(QLatin1Char(' '));
    return terms;
}

bool normalise(std::vector<float> &values)
{
    double sum = 0;
    for (const float value : values)
        sum += double(value) * value;
    if (!(sum > 0) || !std::isfinite(sum))
        return false;
    const double scale = 1.0 / std::sqrt(sum);
    for (float &value : values)
        value = float(value * scale);
    return true;
}

Result<std::vector<float>> textQuery(OpenModel &model, const QString &text, Level level,
                                     std::stop_token stop)
{
    const TextTerms terms = termsOf(text);
    std::vector<EmbedItem> items;
    std::vector<float> weights;
    const auto add = [&](const QString &words, float weight) {
        EmbedItem item;
        item.text = words.toStdString();
        items.push_back(std::move(item));
        weights.push_back(weight);
    };
    if (!terms.sentence.isEmpty())
        add(terms.sentence, 1.0f);
    for (const auto &[term, weight] : terms.terms)
        add(term, weight);
    if (items.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The search text is empty.")),
                       message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                       message(QT_TRANSLATE_NOOP("Message", "Write what the picture shows.")));
    RETCLIP_TRY(const Features features, model.embed(items, int(items.size()), {}, stop));
    const FeatureRows &rows = textRows(features, level);
    std::vector<float> query(rows.values.columns, 0.0f);
    for (std::size_t i = 0; i < items.size(); ++i)
        for (std::size_t c = 0; c < query.size(); ++c)
            query[c] += weights[i] * rows.values.row(i)[c];
    if (!normalise(query))
        return failure(ErrorCode::not_finite,
                       message(QT_TRANSLATE_NOOP("Message", "The terms cancel each other out.")),
                       message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                       message(QT_TRANSLATE_NOOP("Message", "Leave out one of them.")));
    return query;
}

} // namespace

Result<RetrievalAnswer> retrieve(OpenModel &model, const StudyFeatures &features,
                                 const RetrievalQuery &query, std::stop_token stop,
                                 CompactGalleries *compact)
{
    const auto started = std::chrono::steady_clock::now();
    std::vector<float> vector;
    Level level = query.level;
    std::optional<std::size_t> ownRow;
    if (query.exam) {
        const auto place = std::find(features.exams.begin(), features.exams.end(), *query.exam);
        const auto row = std::size_t(place - features.exams.begin());
        const FeatureRows &images = imageRows(features.features, level);
        if (place == features.exams.end() || !images.present[row])
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message",
                               "This exam has no %1-level picture feature under this model."),
                                   {word(level)}),
                           message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                           message(QT_TRANSLATE_NOOP("Message",
                               "The patient level needs both eyes: choose the level of the eye "
                               "that is there.")));
        const auto values = images.values.row(row);
        vector.assign(values.begin(), values.end());
        ownRow = row;
    } else if (!query.imageFile.isEmpty()) {
        // One photograph knows one eye: its own level, whatever was asked.
        level = query.imageEye == Laterality::left ? Level::left : Level::right;
        EmbedItem item;
        item.photographs[query.imageEye] = query.imageFile.toStdString();
        RETCLIP_TRY(const Features made, model.embed({item}, 1, {}, stop));
        if (!made.unreadable.empty())
            return failure(made.unreadable.front().second);
        const auto values = imageRows(made, level).values.row(0);
        vector.assign(values.begin(), values.end());
    } else {
        RETCLIP_TRY(vector, textQuery(model, query.text, level, stop));
    }
    if (stop.stop_requested())
        return cancelled();

    const FeatureRows &gallery = query.toReports ? textRows(features.features, level)
                                                 : imageRows(features.features, level);
    RetrievalAnswer answer;
    if (gallery.values.rows > 0 && gallery.values.columns != vector.size())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message",
                           "The cached features are of another width than this model's.")),
                       message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                       message(QT_TRANSLATE_NOOP("Message", "Embed the study with this model.")));
    std::vector<std::uint8_t> present = gallery.present;
    if (ownRow && !query.toReports)
        present[*ownRow] = 0; // an exam is always nearest to itself
    const auto top = std::size_t(std::max(query.top, 0));
    std::vector<float> similarities;
    std::vector<Neighbour> nearest;
    if (compact && gallery.values.rows >= manyCandidates) {
        CompactRows &rows = (*compact)[{level, query.toReports}];
        if (rows.bytes() == 0)
            rows = CompactRows(gallery.values);
        CompactRows::Answer found = rows.search(gallery.values, vector, top, present);
        similarities = std::move(found.similarities);
        nearest = std::move(found.nearest);
    } else {
        similarities = row_similarities(gallery.values, vector);
        nearest = nearest_of(similarities, top, present);
    }
    for (std::size_t row = 0; row < present.size(); ++row)
        if (present[row]) {
            answer.similarities.push_back(similarities[row]);
            answer.candidates.push_back(features.exams[row]);
        }
    for (const Neighbour &neighbour : nearest)
        answer.hits.push_back({int(answer.hits.size()) + 1, neighbour.similarity,
                               features.exams[std::size_t(neighbour.row)]});
    answer.milliseconds = std::chrono::duration<double, std::milli>(
                              std::chrono::steady_clock::now() - started).count();
    return answer;
}

Result<std::vector<RetrievalEvaluation>> evaluateRetrieval(const Study &study,
                                                           const StudyFeatures &features,
                                                           const BootstrapOptions &bootstrap,
                                                           std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<ExamRow> exams, study.exams(features.exams));
    std::map<ExamId, const ExamRow *> byId;
    for (const ExamRow &exam : exams)
        byId[exam.id] = &exam;

    std::vector<RetrievalEvaluation> evaluations;
    for (const Level level : all_levels) {
        const FeatureRows &images = imageRows(features.features, level);
        const FeatureRows &texts = textRows(features.features, level);
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < features.exams.size(); ++row)
            if (images.present[row] && texts.present[row] && byId.contains(features.exams[row]))
                rows.push_back(row);
        if (rows.empty())
            continue;
        Matrix imageValues(rows.size(), images.values.columns);
        Matrix textValues(rows.size(), texts.values.columns);
        std::vector<std::string> patients;
        std::map<std::string, std::vector<std::int32_t>> sameReport;
        std::vector<std::string> reports;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto image = images.values.row(rows[i]);
            std::copy(image.begin(), image.end(), imageValues.row(i).begin());
            const auto text = texts.values.row(rows[i]);
            std::copy(text.begin(), text.end(), textValues.row(i).begin());
            const ExamRow &exam = *byId[features.exams[rows[i]]];
            patients.push_back(exam.patient.toStdString());
            reports.push_back(normalisedReport(exam.report.toStdString()));
            sameReport[reports.back()].push_back(std::int32_t(i));
        }
        const Positives own = matching_rows(rows.size());
        Positives same;
        for (const std::string &report : reports)
            same.push_back(sameReport[report]);

        RetrievalEvaluation evaluation;
        evaluation.level = level;
        const auto judge = [&](const Matrix &queries, const Matrix &gallery,
                               const Positives &positives) {
            return retrieval_report(queries, gallery, positives, bootstrap, patients, stop);
        };
        RETCLIP_TRY(evaluation.textToImageNaive, judge(textValues, imageValues, own));
        RETCLIP_TRY(evaluation.textToImage, judge(textValues, imageValues, same));
        RETCLIP_TRY(evaluation.imageToTextNaive, judge(imageValues, textValues, own));
        RETCLIP_TRY(evaluation.imageToText, judge(imageValues, textValues, same));
        evaluations.push_back(std::move(evaluation));
    }
    if (evaluations.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message",
                           "No exam has both a photograph that can be read and a report.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose other exams.")));
    return evaluations;
}

} // namespace retclip
