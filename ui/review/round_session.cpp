// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/round_session.h"

#include "core/study/study_document.h"

#include <algorithm>

namespace retclip {

void RoundSession::setStudy(StudyDocument *document)
{
    disconnect(m_following);
    m_document = document;
    leave();
    if (document) // Undo, another page: what counts may be another grade now.
        m_following = connect(document, &StudyDocument::historyChanged, this, [this] {
            if (m_round && !m_applying && reload())
                emit changed();
        });
}

QVector<ReadingRound> RoundSession::rounds() const
{
    if (!m_document)
        return {};
    const auto rounds = readingRounds(m_document->study());
    return rounds ? *rounds : QVector<ReadingRound>();
}

QString RoundSession::person() const
{
    return m_document ? m_document->person() : QString();
}

Result<void> RoundSession::open(const QString &name)
{
    leave();
    if (!m_document)
        return {};
    RETCLIP_TRY(ReadingRound round, readingRound(m_document->study(), name));
    RETCLIP_TRY(const QVector<LabelSet> sets, m_document->study().labelSets());
    for (const LabelSet &set : sets)
        if (set.name == round.labelSet)
            m_set = set;
    m_reader = round.numberOf(person());
    m_mode = m_reader > 0 ? Mode::grading : Mode::disagreements;
    m_round = std::move(round);
    if (auto loaded = reload(); !loaded) {
        m_round.reset();
        return loaded;
    }
    m_at = count() > 0 ? 0 : -1;
    setEye(Laterality::right);
    if (m_mode == Mode::grading && m_at >= 0 && isDone(0))
        goNextOpen();
    emit changed();
    return {};
}

void RoundSession::leave()
{
    m_round.reset();
    m_queue.clear();
    m_grades.clear();
    m_disputed.clear();
    m_progress.clear();
    m_at = -1;
    emit changed();
}

Result<void> RoundSession::reload()
{
    const Study &study = m_document->study();
    RETCLIP_TRY(m_round, readingRound(study, m_round->name));
    RETCLIP_TRY(const std::vector<RoundItem> items, roundItems(study, *m_round));
    RETCLIP_TRY(m_grades, roundGrades(study, *m_round));
    if (m_reader > 0) {
        RETCLIP_TRY(m_queue, roundQueue(study, *m_round, m_round->readers[m_reader - 1]));
    }
    const RoundItem *before = item(m_at);
    const int stood = before ? before->item : 0;
    m_disputed.clear();
    m_agreedOpen = m_settled = 0;
    for (CaseState &state : caseStates(*m_round, items, m_grades)) {
        m_settled += state.settled.has_value();
        m_agreedOpen += state.complete && !state.differs && !state.settled;
        if (!state.disputed())
            continue;
        if (m_disputed.empty() || m_disputed.back().item.item != state.item.item)
            m_disputed.push_back({state.item, {}});
        m_disputed.back().eyes.push_back(std::move(state));
    }
    m_progress = progressOf(*m_round, items, m_grades, QDateTime::currentDateTimeUtc());
    if (m_mode == Mode::disagreements) {
        // A case that is closed leaves the list: the next one comes to its place.
        for (int place = 0; place < count(); ++place)
            if (m_disputed[std::size_t(place)].item.item == stood)
                m_at = place;
        m_at = count() == 0 ? -1 : std::clamp(m_at, 0, count() - 1);
    }
    return {};
}

void RoundSession::setMode(Mode mode)
{
    if (m_reader == 0)
        mode = Mode::disagreements;
    m_mode = mode;
    m_at = count() > 0 ? 0 : -1;
    m_eye = Laterality::right;
    if (m_mode == Mode::grading && m_at >= 0 && isDone(0))
        goNextOpen();
    setEye(m_eye);
}

int RoundSession::count() const
{
    return m_mode == Mode::grading ? int(m_queue.size()) : int(m_disputed.size());
}

const RoundItem *RoundSession::item(int place) const
{
    if (place < 0 || place >= count())
        return nullptr;
    return m_mode == Mode::grading ? &m_queue[std::size_t(place)].item : &m_disputed[std::size_t(place)].item;
}

bool RoundSession::isDone(int place) const
{
    if (m_mode == Mode::grading)
        return m_queue[std::size_t(place)].graded;
    // A reader's turn has passed, or another reader's has not; the lead has always something to do.
    const auto &eyes = m_disputed[std::size_t(place)].eyes;
    return m_reader > 0
        && std::none_of(eyes.begin(), eyes.end(), [this](const CaseState &state) { return state.nextReader == m_reader; });
}

void RoundSession::goTo(int place)
{
    if (place < 0 || place >= count())
        return;
    m_at = place;
    setEye(Laterality::right);
}

void RoundSession::goNextOpen()
{
    for (int step = 1; step <= count(); ++step) {
        const int place = (m_at + step) % count();
        if (!isDone(place)) {
            goTo(place);
            return;
        }
    }
}

std::optional<ExamRow> RoundSession::exam() const
{
    const RoundItem *now = item(m_at);
    if (!now || !m_document)
        return {};
    const auto exam = m_document->study().exam(now->exam);
    return exam ? std::optional(*exam) : std::nullopt;
}

void RoundSession::setEye(std::optional<Laterality> eye)
{
    m_eye = eye;
    const auto eyes = offeredEyes();
    if (eye && !eyes.empty() && std::find(eyes.begin(), eyes.end(), eye) == eyes.end())
        m_eye = eyes.front(); // The one that there is, or that is disputed; an exam as a whole: none.
    emit changed();
}

std::vector<std::optional<Laterality>> RoundSession::offeredEyes() const
{
    const RoundItem *now = item(m_at);
    if (!now)
        return {};
    if (m_mode == Mode::grading)
        return now->eyes();
    std::vector<std::optional<Laterality>> open;
    for (const CaseState &state : m_disputed[std::size_t(m_at)].eyes)
        open.push_back(state.eye);
    return open;
}

std::vector<std::optional<Laterality>> RoundSession::wantedEyes() const
{
    return m_eye && item(m_at) ? std::vector<std::optional<Laterality>>{m_eye} : offeredEyes();
}

std::optional<Grade> RoundSession::own(std::optional<Laterality> eye) const
{
    const RoundItem *now = item(m_at);
    std::optional<Grade> latest;
    if (now)
        for (const Grade &grade : m_grades)
            if (grade.item == now->item && grade.reader == m_reader && m_reader > 0 && grade.eye == eye
                && (!latest || grade.stage >= latest->stage))
                latest = grade;
    return latest;
}

std::vector<CaseState> RoundSession::disputed() const
{
    return m_mode == Mode::disagreements && m_at >= 0 && m_at < count() ? m_disputed[std::size_t(m_at)].eyes
                                                                       : std::vector<CaseState>();
}

bool RoundSession::isRevealed() const
{
    if (!m_round || !m_round->blind || m_reader == 0 || m_mode == Mode::disagreements)
        return true;
    // A hidden control must not show the first time's label; it is told apart by nothing, so neither does a case.
    return false;
}

bool RoundSession::mayCompare() const
{
    if (!m_round)
        return false;
    if (m_reader == 0 || !m_round->blind)
        return true;
    return std::all_of(m_queue.begin(), m_queue.end(), [](const RoundPlace &place) { return place.graded; });
}

std::optional<EyeGrade> RoundSession::gradeOfKey(int key, std::optional<Laterality> eye) const
{
    EyeGrade grade;
    grade.eye = eye;
    const bool single = m_set.kind == LabelKind::multiclass || m_set.kind == LabelKind::ordinal;
    if (key < 0 || key > m_set.classes.size() || (key == 0 && single))
        return {};
    if (m_set.kind == LabelKind::multilabel && key > 0) {
        const auto before = own(eye);
        if (before && before->gradable)
            grade.positive = before->positive;
        const QString name = m_set.classes[key - 1].name;
        if (!grade.positive.removeAll(name))
            grade.positive << name;
    } else if (key > 0) {
        grade.positive = {m_set.classes[key - 1].name};
    }
    return grade;
}

RoundSession::Step RoundSession::giveKey(int key, const QString &comment)
{
    const bool single = m_set.kind == LabelKind::multiclass || m_set.kind == LabelKind::ordinal;
    if (key == 0 && single && m_mode == Mode::disagreements && m_reader > 0)
        return keep(comment);
    std::vector<EyeGrade> grades;
    for (const auto &eye : wantedEyes()) {
        const auto grade = gradeOfKey(key, eye);
        if (!grade)
            return Step::nothing;
        grades.push_back(*grade);
    }
    const Step step = give(grades, comment);
    // Of several classes each key is one of more to come.
    return step == Step::nothing || m_set.kind != LabelKind::multilabel || key == 0 ? step : Step::stays;
}

RoundSession::Step RoundSession::giveNotGradable(const QString &comment)
{
    std::vector<EyeGrade> grades;
    for (const auto &eye : wantedEyes())
        grades.push_back({eye, {}, false});
    return give(grades, comment);
}

RoundSession::Step RoundSession::keep(const QString &comment)
{
    if (m_mode != Mode::disagreements || m_reader == 0)
        return Step::nothing;
    std::vector<EyeGrade> grades;
    for (const auto &eye : wantedEyes())
        if (const auto grade = own(eye))
            grades.push_back({eye, grade->positive, grade->gradable});
    return give(grades, comment);
}

RoundSession::Step RoundSession::give(const std::vector<EyeGrade> &grades, const QString &comment)
{
    const RoundItem *const now = item(m_at);
    if (!now || grades.empty() || !m_round)
        return Step::nothing;
    const RoundItem graded = *now;
    bool done = false;
    if (m_mode == Mode::disagreements && m_reader == 0) {
        done = apply(SettleCase{m_round->id, graded.item, grades, comment, LabelSource::adjudicated}, graded.exam);
    } else {
        GiveGrade action{m_round->id, graded.item, m_round->readers[m_reader - 1], 0, grades, comment};
        if (m_mode == Mode::disagreements)
            for (const EyeGrade &grade : grades)
                if (const auto before = own(grade.eye))
                    action.stage = std::max(action.stage, before->stage + 1);
        done = apply(std::move(action), graded.exam);
    }
    if (!done)
        return Step::nothing;
    // In the disagreements a case that is closed is no more where it was.
    const RoundItem *still = item(m_at);
    const Step step = !still || still->item != graded.item ? Step::complete : after();
    emit changed();
    return step;
}

/// The current item after an edit of it: what is left to do.
RoundSession::Step RoundSession::after() const
{
    if (m_mode == Mode::grading && m_queue[std::size_t(m_at)].graded)
        return Step::complete;
    if (m_mode == Mode::disagreements && isDone(m_at))
        return Step::complete;
    return Step::otherEye;
}

bool RoundSession::apply(EditAction action, ExamId exam)
{
    m_applying = true;
    const auto receipt = m_document->apply(std::move(action), {exam});
    m_applying = false;
    if (!receipt) {
        emit failed(receipt.error());
        return false;
    }
    if (auto loaded = reload(); !loaded)
        emit failed(loaded.error());
    return true;
}

Result<int> RoundSession::settleAgreed()
{
    if (!m_round)
        return 0;
    RETCLIP_TRY(const std::vector<RoundItem> items, roundItems(m_document->study(), *m_round));
    Edit edit = settlingOfAgreed(*m_round, caseStates(*m_round, items, m_grades), person());
    const int count = int(edit.exams.size());
    if (count == 0)
        return 0;
    m_applying = true;
    const auto receipt = m_document->apply(std::move(edit.action), std::move(edit.exams));
    m_applying = false;
    if (!receipt)
        return failure(receipt.error());
    RETCLIP_CHECK(reload());
    emit changed();
    return count;
}

Result<void> RoundSession::close()
{
    if (!m_round)
        return {};
    RETCLIP_CHECK(closeRound(m_document->study(), *m_round, person()));
    RETCLIP_CHECK(reload());
    emit changed();
    return {};
}

} // namespace retclip
