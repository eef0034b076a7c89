// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/likeness_search.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"

#include <algorithm>

namespace retclip {

namespace {

constexpr int alikeShown = 200;
constexpr int codesNamed = 3;

struct FoundAlike
{
    std::shared_ptr<const LikenessIndex> index;
    LikenessAnswer answer;
};

} // namespace

LikenessSearch::LikenessSearch(AppContext &context, QObject *parent) : QObject(parent), m_context(context) {}

LikenessSearch::~LikenessSearch()
{
    stop();
}

void LikenessSearch::studyChanged()
{
    stop();
    ++m_generation;
    m_marks.clear();
    m_index.reset();
    m_runChosen = false;
    loadRuns();
    if (!m_context.study)
        return;
    connect(m_context.study, &StudyDocument::contentsChanged, this, [this] { m_index.reset(); });
    connect(m_context.study, &StudyDocument::runChanged, this, [this](RunId id) {
        if (m_index && m_run == id)
            m_index.reset();
        loadRuns();
    });
}

void LikenessSearch::loadRuns()
{
    m_runs.clear();
    if (m_context.study)
        if (const auto runs = m_context.study->study().runs())
            for (const RunRow &run : *runs) // A probe has no towers of its own to compare with.
                if (run.task != QLatin1String("probe") && run.state != RunState::waiting)
                    m_runs.append(run);
    if (m_runChosen)
        return;
    const auto finished = std::find_if(m_runs.cbegin(), m_runs.cend(),
                                       [](const RunRow &run) { return run.state == RunState::done; });
    const RunId newest = finished == m_runs.cend() ? RunId{} : finished->id;
    if (newest != m_run)
        m_index.reset();
    m_run = newest;
}

void LikenessSearch::mark(const std::vector<ExamRow> &exams, bool like)
{
    if (exams.empty())
        return;
    for (const ExamRow &exam : exams) {
        const auto place = std::find_if(m_marks.begin(), m_marks.end(),
                                        [&](const LikenessMark &mark) { return mark.exam == exam.id; });
        if (place == m_marks.end())
            m_marks.append({exam.id, exam.code, like});
        else if (place->like == like)
            m_marks.erase(place);
        else
            place->like = like;
    }
    emit changed();
}

void LikenessSearch::unmark(ExamId exam)
{
    m_marks.removeIf([&](const LikenessMark &mark) { return mark.exam == exam; });
    emit changed();
}

void LikenessSearch::end()
{
    stop();
    ++m_generation;
    m_marks.clear();
    emit changed();
}

std::optional<RunRow> LikenessSearch::run() const
{
    for (const RunRow &run : m_runs)
        if (run.id == m_run)
            return run;
    return std::nullopt;
}

void LikenessSearch::chooseRun(RunId run)
{
    m_runChosen = true;
    if (run == m_run)
        return;
    m_run = run;
    m_index.reset();
    emit changed();
}

void LikenessSearch::chooseWhat(LikenessOf what)
{
    if (what == m_what)
        return;
    m_what = what;
    m_index.reset();
    emit changed();
}

Job *LikenessSearch::job() const
{
    return m_job;
}

void LikenessSearch::stop()
{
    if (m_job)
        m_job->cancel();
    m_job = nullptr;
}

void LikenessSearch::search(const QString &where)
{
    if (!m_context.study || !isOn())
        return;
    stop();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        emit failed(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    LikenessOrder order;
    for (const LikenessMark &mark : std::as_const(m_marks))
        (mark.like ? order.like : order.unlike).push_back(mark.exam);
    order.where = where;
    order.top = alikeShown;
    const auto run = this->run();
    const QString title = m_index ? QString()
                        : run     ? tr("Embed the study with run %1").arg(run->id.value)
                                  : tr("Compare exams");
    m_job = m_context.jobs.start<FoundAlike>(
        title, this,
        [study, order, run, what = m_what, index = m_index, &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<FoundAlike> {
            FoundAlike found{index, {}};
            if (!found.index && run) {
                RETCLIP_TRY(ModelBackend *const backend, door.backend());
                RETCLIP_TRY(found.index, LikenessIndex::ofRun(*study, *run, *backend, what, QStringLiteral("auto"),
                                                              progress, stop));
            } else if (!found.index) {
                RETCLIP_TRY(found.index, LikenessIndex::withoutRun(*study, what, stop));
            }
            RETCLIP_TRY(found.answer, found.index->find(*study, order, stop));
            return found;
        },
        [this, generation = ++m_generation](Result<FoundAlike> result) {
            if (generation != m_generation)
                return;
            m_job = nullptr;
            if (!result) {
                emit failed(result.error());
                return;
            }
            m_index = result->index;
            m_answer = std::move(result->answer);
            emit found();
        });
    emit started();
}

QString LikenessSearch::sentence() const
{
    QStringList like, unlike;
    for (const LikenessMark &mark : m_marks)
        (mark.like ? like : unlike).append(mark.code);
    const auto named = [](const QStringList &codes) {
        return codes.size() <= codesNamed ? codes.join(QStringLiteral(", "))
                                          : tr("%1 and %2 more").arg(codes.mid(0, codesNamed).join(QStringLiteral(", ")))
                                                .arg(codes.size() - codesNamed);
    };
    const QString by = m_answer.by == LikenessBy::embeddings ? tr("embeddings of run %1").arg(m_run.value)
                     : m_answer.by == LikenessBy::pictures   ? tr("looks of the photographs")
                                                             : tr("words of the reports");
    return unlike.isEmpty() ? tr("Most like %1, by %2").arg(named(like), by)
                            : tr("Most like %1, unlike %2, by %3").arg(named(like), named(unlike), by);
}

} // namespace retclip
