// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quality/pairing.h"

#include "core/import/camera_times.h"
#include "core/import/photograph_finder.h"
#include "core/quality/report_eyes.h"
#include "core/study/exam_set.h"
#include "core/study/photograph_looks.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <unordered_map>

namespace retclip {

namespace {

// Log-odds that a reason is worth. The first is measured (docs/curation.md: 98 of 100 told are right); the
// others are judgement, set so that one of them alone proposes and two agreeing ones are sure.
constexpr double ofPicture = 3.9, ofOtherEye = 2.2, ofReport = 1.5, ofFit = 1.5;
constexpr double ofStem = 1.4, ofPatient = 1.4, ofDay = 0.7, ofMinutes = 1.0, notFitting = -3.0;
constexpr double leastToPropose = 0.4;
constexpr std::size_t rowsRead = 500;

double shareOf(double logOdds)
{
    return 1 / (1 + std::exp(-logOdds));
}

QString stemOfFile(const ImageRow &image)
{
    return QFileInfo(image.path).completeBaseName();
}

/// What a name ends with behind its last mark or digit: "a" of "12_a", "2" of "P7-2".
QString endingOf(const QString &stem)
{
    static const QRegularExpression ending(QStringLiteral("(?:[_\\-. ]|(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d))([A-Za-z]{1,3}|\\d)$"));
    return ending.match(stem).captured(1).toLower();
}

/// The name without what tells one photograph of a pair from the other.
QString pairStem(const QString &stem)
{
    static const QRegularExpression last(QStringLiteral("[_\\-. ]?(?:[A-Da-dLRlr]|\\d{1,2})$"));
    const NameParts parts = partsOfName(stem);
    return parts.eye ? parts.patient : QString(stem).remove(last);
}

QDateTime timeInName(const QString &stem)
{
    static const QRegularExpression time(QStringLiteral("((?:19|20)\\d{6})[_\\-T ]?(\\d{6})(?!\\d)"));
    const auto match = time.match(stem);
    QDateTime taken;
    if (match.hasMatch())
        taken = QDateTime::fromString(match.captured(1) + match.captured(2), QStringLiteral("yyyyMMddHHmmss"));
    taken.setTimeSpec(Qt::UTC); // As cameraTime(): a clock without zone, where no hour is left out in spring.
    return taken;
}

struct SeenSide
{
    std::optional<Laterality> eye;
    double sureness = 0;
};

/// An exam with a photograph that is unclear, or with one only.
struct PairingExam
{
    ExamRow row;
    [[nodiscard]] bool isLonely() const
    {
        return (row.images.right ? 1 : 0) + (row.images.left ? 1 : 0) + row.eyeUnknown.size() == 1;
    }
    [[nodiscard]] const ImageRow &only() const
    {
        return row.images.right ? *row.images.right : row.images.left ? *row.images.left : row.eyeUnknown.front();
    }
    [[nodiscard]] std::optional<Laterality> onlyEye() const
    {
        return row.images.right ? std::optional(Laterality::right)
             : row.images.left  ? std::optional(Laterality::left)
                                : std::nullopt;
    }
};

class PairingSearch
{
public:
    PairingSearch(const Study &study, const ProgressCallback &progress, std::stop_token stop)
        : m_study(study), m_progress(progress), m_stop(std::move(stop))
    {
    }

    Result<std::vector<UnclearPhotograph>> find()
    {
        RETCLIP_CHECK(read());
        std::vector<UnclearPhotograph> found;
        for (const PairingExam &exam : m_exams)
            for (const ImageRow &image : exam.row.eyeUnknown)
                found.push_back(unclear(exam, image, {}));
        for (UnclearPhotograph &photograph : found)
            photograph.proposal = eyeProposal(photograph);
        addPairs(found);
        if (m_stop.stop_requested()) // Reading the cameras' times may have been cut short.
            return failure(cancelled().value());
        std::stable_sort(found.begin(), found.end(), [](const UnclearPhotograph &a, const UnclearPhotograph &b) {
            return (a.proposal ? a.proposal->confidence : 0) > (b.proposal ? b.proposal->confidence : 0);
        });
        return found;
    }

private:
    Result<void> read()
    {
        RETCLIP_TRY(const std::vector<LookedPhotograph> looked, lookedPhotographs(m_study, m_stop));
        RETCLIP_TRY(ExamSet leftOut, m_study.matching(QStringLiteral("excluded"), m_stop));
        RETCLIP_TRY(const ExamSet checked, m_study.tagged(QString::fromLatin1(eyesCheckedTag)));
        leftOut |= checked;
        std::vector<ExamId> wanted;
        for (std::size_t begin = 0; begin < looked.size();) {
            std::size_t end = begin;
            bool unknown = false;
            while (end < looked.size() && looked[end].exam == looked[begin].exam) {
                unknown = unknown || !looked[end].eye;
                m_sides[looked[end].image] = {looked[end].seen, looked[end].sureness};
                ++end;
            }
            if ((unknown || end - begin == 1) && !leftOut.contains(looked[begin].exam.value))
                wanted.push_back(looked[begin].exam);
            begin = end;
        }
        ProgressReporter reporter(m_progress, qint64(wanted.size()),
                                  message(QT_TRANSLATE_NOOP("Message", "Looking for pairs")));
        for (std::size_t begin = 0; begin < wanted.size(); begin += rowsRead) {
            if (m_stop.stop_requested())
                return failure(cancelled().value());
            RETCLIP_TRY(std::vector<ExamRow> rows,
                        m_study.exams(std::span(wanted).subspan(begin, std::min(rowsRead, wanted.size() - begin))));
            for (ExamRow &row : rows) {
                row.labels.clear(); // Many, and not needed.
                m_exams.push_back({std::move(row)});
            }
            reporter.advance_to(qint64(begin));
        }
        reporter.finish();
        learnHabits();
        return {};
    }

    /// Which eye the photographs are of whose names end alike, from those that say it or look it.
    void learnHabits()
    {
        for (const PairingExam &exam : m_exams) {
            const auto learn = [&](const ImageRow &image, std::optional<Laterality> eye) {
                const QString ending = endingOf(stemOfFile(image));
                if (!eye)
                    eye = m_sides[image.id].eye;
                if (eye && !ending.isEmpty())
                    m_habits[ending][*eye] += 1;
            };
            for (const Laterality eye : both_eyes)
                if (exam.row.images[eye])
                    learn(*exam.row.images[eye], eye);
            for (const ImageRow &image : exam.row.eyeUnknown)
                learn(image, {});
        }
    }

    [[nodiscard]] UnclearPhotograph unclear(const PairingExam &exam, const ImageRow &image,
                                            std::optional<Laterality> eye) const
    {
        return {image, exam.row.id, exam.row.code, exam.row.patient, exam.row.date, eye, {}};
    }

    [[nodiscard]] const PairingExam &examOf(const UnclearPhotograph &photograph) const
    {
        return *std::lower_bound(m_exams.begin(), m_exams.end(), photograph.exam,
                                 [](const PairingExam &exam, ExamId id) { return exam.row.id < id; });
    }

    /// Evidence for the right eye (above 0) or the left one.
    struct Evidence
    {
        double right = 0;
        QVector<std::pair<PairingReason, Laterality>> reasons;

        void add(PairingReason reason, Laterality eye, double weight)
        {
            right += eye == Laterality::right ? weight : -weight;
            reasons.append({reason, eye});
        }
    };
    [[nodiscard]] Evidence evidenceFor(const PairingExam &exam, const ImageRow &image) const
    {
        Evidence evidence;
        if (const auto side = m_sides.find(image.id); side != m_sides.end() && side->second.eye)
            evidence.add(PairingReason::looksLikeThatEye, *side->second.eye, ofPicture * side->second.sureness);
        if (exam.row.eyeUnknown.size() == 1 && bool(exam.row.images.right) != bool(exam.row.images.left))
            evidence.add(PairingReason::otherEyeIsThere, exam.row.images.right ? Laterality::left : Laterality::right,
                         ofOtherEye);
        if (exam.isLonely() && !exam.row.report.isEmpty()) {
            const NamedEyes named = eyesNamedIn(exam.row.report);
            if (named.right != named.left)
                evidence.add(PairingReason::reportNamesThatEye, named.right ? Laterality::right : Laterality::left, ofReport);
        }
        if (const auto habit = m_habits.find(endingOf(stemOfFile(image))); habit != m_habits.end()) {
            const double weight = std::log((habit->second.right + 1) / (habit->second.left + 1));
            // One photograph is no habit; the picture of this very one is counted above already.
            if (std::abs(weight) > std::log(4.0))
                evidence.add(PairingReason::othersNamedLikeThis, weight > 0 ? Laterality::right : Laterality::left,
                             std::min(std::abs(weight), 3.0));
        }
        return evidence;
    }

    [[nodiscard]] std::optional<PairingProposal> eyeProposal(const UnclearPhotograph &photograph) const
    {
        const PairingExam &exam = examOf(photograph);
        Evidence evidence = evidenceFor(exam, photograph.image);
        // Two of unknown eye: what speaks against the one speaks for the other.
        if (exam.row.eyeUnknown.size() == 2 && !exam.row.images.right && !exam.row.images.left) {
            const ImageRow &other = exam.row.eyeUnknown[exam.row.eyeUnknown[0].id == photograph.image.id ? 1 : 0];
            const Evidence ofOther = evidenceFor(exam, other);
            if (std::abs(ofOther.right) >= leastToPropose)
                evidence.add(PairingReason::eyesFit, ofOther.right > 0 ? Laterality::left : Laterality::right,
                             std::min(std::abs(ofOther.right), 1.5));
        }
        if (std::abs(evidence.right) < leastToPropose)
            return std::nullopt;
        PairingProposal proposal;
        proposal.exam = photograph.exam;
        proposal.code = photograph.code;
        proposal.eye = evidence.right > 0 ? Laterality::right : Laterality::left;
        proposal.confidence = shareOf(std::abs(evidence.right));
        for (const auto &[reason, eye] : evidence.reasons)
            if (eye == *proposal.eye)
                proposal.reasons.append(reason);
        return proposal;
    }

    /// As the name says, else as the camera wrote into the file.
    [[nodiscard]] QDateTime timeOf(const ImageRow &image) const
    {
        if (const QDateTime named = timeInName(stemOfFile(image)); named.isValid())
            return named;
        if (m_stop.stop_requested())
            return {};
        return cameraTime(QDir(m_study.folder()).absoluteFilePath(image.path));
    }

    // ---- Two exams that are one ----

    struct Fellows
    {
        std::size_t first, second;
        double logOdds;
        QVector<PairingReason> reasons;
    };
    void addPairs(std::vector<UnclearPhotograph> &found) const
    {
        std::map<std::pair<std::size_t, std::size_t>, Fellows> pairs;
        const auto join = [&](std::size_t a, std::size_t b, PairingReason reason, double weight) {
            const auto key = std::minmax(a, b);
            Fellows &pair = pairs.try_emplace({key.first, key.second}, Fellows{key.first, key.second, 0, {}}).first->second;
            pair.logOdds += weight;
            pair.reasons.append(reason);
        };
        // Exactly two of a kind: three may be anything.
        std::map<QString, std::vector<std::size_t>> byStem, byPatient;
        std::vector<std::pair<QDateTime, std::size_t>> byTime;
        for (std::size_t i = 0; i < m_exams.size(); ++i) {
            if (!m_exams[i].isLonely())
                continue;
            const QString stem = stemOfFile(m_exams[i].only());
            if (const QString common = pairStem(stem); common.size() >= 2 && common != stem)
                byStem[QFileInfo(m_exams[i].only().path).path() + u'/' + common].push_back(i);
            byPatient[m_exams[i].row.patient + QChar(1) + m_exams[i].row.date.toString(Qt::ISODate)].push_back(i);
            if (const QDateTime time = timeOf(m_exams[i].only()); time.isValid())
                byTime.emplace_back(time, i);
        }
        for (const auto &[stem, places] : byStem)
            if (places.size() == 2)
                join(places[0], places[1], PairingReason::sameStem, ofStem);
        for (const auto &[patient, places] : byPatient)
            if (places.size() == 2)
                join(places[0], places[1], PairingReason::samePatient, ofPatient);
        for (const auto &[first, second] : pairsInTime(std::move(byTime)))
            join(first, second, PairingReason::sameMinutes, ofMinutes);
        for (auto &[key, pair] : pairs)
            addPair(found, pair);
    }

    /// The second's photograph goes to the first's exam, where nothing speaks against it.
    void addPair(std::vector<UnclearPhotograph> &found, Fellows &pair) const
    {
        const PairingExam &first = m_exams[pair.first];
        const PairingExam &second = m_exams[pair.second];
        const QDate a = first.row.date, b = second.row.date;
        if (a.isValid() && b.isValid() && a != b)
            return;
        if (a.isValid() && b.isValid() && !pair.reasons.contains(PairingReason::samePatient)) {
            pair.logOdds += ofDay;
            pair.reasons.append(PairingReason::sameDay);
        }
        const auto leaning = [&](const PairingExam &exam) {
            if (const auto eye = exam.onlyEye())
                return *eye == Laterality::right ? 9.0 : -9.0;
            return evidenceFor(exam, exam.only()).right;
        };
        const double one = leaning(first), other = leaning(second);
        const bool told = std::abs(one) >= leastToPropose && std::abs(other) >= leastToPropose;
        if (told && (one > 0) == (other > 0)) {
            if (first.onlyEye() && second.onlyEye())
                return; // Two of one eye are two visits.
            pair.logOdds += notFitting;
        } else if (told) {
            pair.logOdds += ofFit;
            pair.reasons.append(PairingReason::eyesFit);
        }
        if (pair.logOdds < leastToPropose)
            return;
        PairingProposal proposal;
        proposal.exam = first.row.id;
        proposal.code = first.row.code;
        const double side = std::abs(other) >= leastToPropose ? other : std::abs(one) >= leastToPropose ? -one : 0;
        if (side != 0)
            proposal.eye = side > 0 ? Laterality::right : Laterality::left;
        proposal.confidence = shareOf(pair.logOdds);
        proposal.reasons = pair.reasons;
        const auto known = std::find_if(found.begin(), found.end(), [&](const UnclearPhotograph &each) {
            return each.image.id == second.only().id;
        });
        if (known != found.end()) {
            known->proposal = proposal;
            return;
        }
        found.push_back(unclear(second, second.only(), second.onlyEye()));
        found.back().proposal = proposal;
    }

    const Study &m_study;
    const ProgressCallback &m_progress;
    const std::stop_token m_stop;
    std::vector<PairingExam> m_exams; ///< By rising id.
    std::unordered_map<ImageId, SeenSide> m_sides;
    std::map<QString, PerEye<double>> m_habits; ///< By ending: how many photographs of each eye.
};

} // namespace

const char *word(PairingReason reason)
{
    switch (reason) {
    case PairingReason::looksLikeThatEye: return "looks_like_that_eye";
    case PairingReason::otherEyeIsThere: return "other_eye_is_there";
    case PairingReason::othersNamedLikeThis: return "others_named_like_this";
    case PairingReason::reportNamesThatEye: return "report_names_that_eye";
    case PairingReason::sameStem: return "same_stem";
    case PairingReason::samePatient: return "same_patient";
    case PairingReason::sameDay: return "same_day";
    case PairingReason::sameMinutes: return "same_minutes";
    case PairingReason::eyesFit: return "eyes_fit";
    }
    return "";
}

Result<std::vector<UnclearPhotograph>> unclearPhotographs(const Study &study, const ProgressCallback &progress,
                                                          std::stop_token stop)
{
    return PairingSearch(study, progress, std::move(stop)).find();
}

Result<std::vector<EditAction>> pairingActions(const Study &study, ImageId image, ExamId from, ExamId to,
                                               std::optional<Laterality> eye)
{
    std::vector<EditAction> actions;
    if (from == to) {
        actions.emplace_back(SetImageEye{image, eye});
        return actions;
    }
    actions.emplace_back(MovePhotograph{image, eye});
    RETCLIP_TRY(const ExamRow source, study.exam(from));
    RETCLIP_TRY(const ExamRow target, study.exam(to));
    const bool alone = (source.images.right ? 1 : 0) + (source.images.left ? 1 : 0) + source.eyeUnknown.size() == 1;
    if (!alone || !source.report.isEmpty())
        return actions; // Its labels may speak of what stays.
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    for (const LabelState &label : source.labels) {
        const auto set = std::find_if(sets.cbegin(), sets.cend(), [&](const LabelSet &each) { return each.id == label.set; });
        if (!label.known || set == sets.cend() || (set->perEye && !eye))
            continue;
        const std::optional<Laterality> of = set->perEye ? eye : std::nullopt;
        const bool there = std::any_of(target.labels.cbegin(), target.labels.cend(), [&](const LabelState &other) {
            return other.set == label.set && other.known && other.eye == of;
        });
        if (!there)
            actions.emplace_back(SetLabel{label.setName, of, label.positive, true, label.source});
    }
    return actions;
}

} // namespace retclip
