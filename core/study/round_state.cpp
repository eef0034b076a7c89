// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/round_state.h"

#include <algorithm>
#include <tuple>

namespace retclip {

namespace {

constexpr qint64 pause_s = 600;
constexpr qint64 longSitting_s = 45 * 60;
constexpr std::size_t looked = 20; ///< Items that a pace is taken of.
constexpr double muchSlower = 1.5;

/// Median of the gaps between neighbours, s.
double middleGap(const std::vector<QDateTime> &times, std::size_t first, std::size_t count)
{
    std::vector<double> gaps;
    for (std::size_t i = first + 1; i < first + count && i < times.size(); ++i)
        gaps.push_back(double(times[i - 1].msecsTo(times[i])) / 1000);
    if (gaps.empty())
        return 0;
    std::nth_element(gaps.begin(), gaps.begin() + qsizetype(gaps.size() / 2), gaps.end());
    return gaps[gaps.size() / 2];
}

int eyeNumber(std::optional<Laterality> eye)
{
    return !eye ? 0 : *eye == Laterality::right ? 1 : 2;
}

void judge(const ReadingRound &round, CaseState &state)
{
    const int readers = int(round.readers.size());
    state.complete = int(state.grades.size()) == readers && readers > 0;
    if (!state.complete)
        return;
    const Grade &first = state.grades.begin()->second;
    state.reviews = first.stage;
    int next = state.grades.begin()->first;
    for (const auto &[reader, grade] : state.grades) {
        state.differs = state.differs || !sameGrade(first, grade);
        if (grade.stage < state.reviews) {
            state.reviews = grade.stage;
            next = reader;
        }
    }
    state.unresolved = state.differs && state.reviews >= mostReviews;
    if (state.disputed() && !state.unresolved && readers > 1)
        state.nextReader = next;
}

} // namespace

bool sameGrade(const Grade &a, const Grade &b)
{
    return a.gradable == b.gradable && (!a.gradable || a.positive == b.positive);
}

std::vector<CaseState> caseStates(const ReadingRound &round, const std::vector<RoundItem> &items,
                                  const std::vector<Grade> &grades)
{
    std::vector<CaseState> states;
    std::map<std::pair<int, int>, std::size_t> places;
    for (const RoundItem &item : items) {
        if (item.controlOf != 0)
            continue;
        for (const auto &eye : item.eyes()) {
            places[{item.item, eyeNumber(eye)}] = states.size();
            CaseState state;
            state.item = item;
            state.eye = eye;
            states.push_back(std::move(state));
        }
    }
    for (const Grade &grade : grades) {
        const auto place = places.find({grade.item, eyeNumber(grade.eye)});
        if (place == places.end())
            continue;
        CaseState &state = states[place->second];
        if (grade.reader == 0) {
            state.settled = grade;
            continue;
        }
        const auto [present, isNew] = state.grades.try_emplace(grade.reader, grade);
        if (!isNew && present->second.stage <= grade.stage)
            present->second = grade;
    }
    for (CaseState &state : states)
        judge(round, state);
    return states;
}

Edit settlingOfAgreed(const ReadingRound &round, const std::vector<CaseState> &states, const QString &person)
{
    SettleCases action;
    Edit edit;
    edit.person = person;
    int count = 0;
    for (const CaseState &state : states) {
        // Per eye: a case whose other eye is disputed waits for that one alone.
        if (!state.complete || state.differs || state.settled)
            continue;
        const Grade &said = state.grades.begin()->second;
        action.cases[state.item.exam.value].push_back(
            {round.id, state.item.item, {{state.eye, said.positive, said.gradable}}, {}, LabelSource::grader});
        edit.exams.push_back(state.item.exam);
        ++count;
    }
    action.summary = QStringLiteral("%1: %2 agreed grades settled").arg(round.name).arg(count);
    edit.action = std::move(action);
    return edit;
}

Pace paceOf(const std::vector<QDateTime> &finished, const QDateTime &now)
{
    Pace pace;
    if (finished.empty() || finished.back().secsTo(now) >= pause_s)
        return pace;
    std::size_t begin = finished.size() - 1;
    while (begin > 0 && finished[begin - 1].secsTo(finished[begin]) < pause_s)
        --begin;
    const std::size_t count = finished.size() - begin;
    const qint64 sitting_s = finished[begin].secsTo(now);
    pace.sittingMinutes = int(sitting_s / 60);
    if (count < 3)
        return pace;
    const std::size_t last = std::min(looked, count);
    const double gap = middleGap(finished, finished.size() - last, last);
    pace.perMinute = gap > 0 ? 60 / gap : 0;
    if (count >= 2 * looked) {
        const double atFirst = middleGap(finished, begin, looked);
        pace.slower = atFirst > 0 && gap >= muchSlower * atFirst;
    }
    pace.rest = sitting_s >= longSitting_s || (pace.slower && sitting_s >= 20 * 60);
    return pace;
}

QVector<ReaderProgress> progressOf(const ReadingRound &round, const std::vector<RoundItem> &items,
                                   const std::vector<Grade> &grades, const QDateTime &now)
{
    std::map<int, std::size_t> eyes; // Wanted grades of each item.
    for (const RoundItem &item : items)
        eyes[item.item] = item.eyes().size();
    struct Done
    {
        std::size_t eyes = 0;
        QDateTime last;
    };
    std::map<std::pair<int, int>, Done> done; // (reader, item)
    for (const Grade &grade : grades) {
        if (grade.reader == 0 || grade.stage != 0)
            continue;
        Done &entry = done[{grade.reader, grade.item}];
        ++entry.eyes;
        entry.last = std::max(entry.last, grade.time);
    }
    QVector<ReaderProgress> progress;
    for (int reader = 1; reader <= int(round.readers.size()); ++reader) {
        ReaderProgress line;
        line.reader = round.readers[reader - 1];
        line.total = int(items.size());
        std::vector<QDateTime> times;
        for (auto it = done.lower_bound({reader, 0}); it != done.end() && it->first.first == reader; ++it)
            if (it->second.eyes >= eyes[it->first.second]) {
                ++line.graded;
                times.push_back(it->second.last);
            }
        std::sort(times.begin(), times.end());
        line.pace = paceOf(times, now);
        progress.append(line);
    }
    return progress;
}

} // namespace retclip
