// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/exam_comparison.h"

#include "core/base/files.h"
#include "core/imaging/registration.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/viewer/paired_viewer.h"

#include <algorithm>

namespace retclip {

namespace {

constexpr int restBeforeComparing_ms = 200;
constexpr int enoughToAlign_px = 700; ///< The shorter side.

/// At the sizes of the photographs themselves.
Result<Registration> alignmentOf(const QString &fixedPath, const QString &movingPath, std::stop_token stop)
{
    PhotographOptions options;
    options.at_least_px = enoughToAlign_px;
    const auto read = [&](const QString &path, double &factor) -> Result<RgbImage> {
        const auto file = path_from_utf8(path.toStdString());
        RETCLIP_TRY(const PhotographFacts facts, inspect_photograph(file));
        RETCLIP_TRY(RgbImage picture, read_photograph(file, options));
        factor = double(std::max(facts.width, facts.height)) / std::max(picture.width, picture.height);
        return picture;
    };
    double fixedFactor = 1, movingFactor = 1;
    RETCLIP_TRY(const RgbImage fixed, read(fixedPath, fixedFactor));
    RETCLIP_TRY(const RgbImage moving, read(movingPath, movingFactor));
    Registration found = register_photographs(fixed, moving, stop);
    if (stop.stop_requested())
        return cancelled();
    found.map = rescaled(found.map, fixedFactor, movingFactor);
    return found;
}

/// The exams of the patient that hold another date or code: before this one from the nearest backwards,
/// then the later ones.
Result<std::vector<ExamRow>> othersOf(const Study &study, const ExamRow &exam, std::stop_token stop)
{
    QString patient = exam.patient;
    patient.replace(QLatin1Char('"'), QLatin1Char(' '));
    RETCLIP_TRY(const auto ids, study.find(QStringLiteral("patient:\"%1\"").arg(patient), stop));
    RETCLIP_TRY(const auto exams, study.exams(ids));
    std::vector<ExamRow> before, after;
    for (const ExamRow &each : exams) {
        if (each.patient != exam.patient || each.id == exam.id || !each.date.isValid())
            continue;
        (each.date < exam.date ? before : after).push_back(each);
    }
    const auto byDate = [](const ExamRow &a, const ExamRow &b) { return a.date < b.date; };
    std::sort(before.rbegin(), before.rend(), byDate);
    std::sort(after.begin(), after.end(), byDate);
    before.insert(before.end(), after.begin(), after.end());
    return before;
}

} // namespace

ExamComparison::ExamComparison(AppContext &context, PairedViewer &viewer, QObject *parent)
    : QObject(parent), m_context(context), m_viewer(viewer)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restBeforeComparing_ms);
    connect(&m_rest, &QTimer::timeout, this, &ExamComparison::findOthers);
}

void ExamComparison::showExam(const ExamRow &exam)
{
    for (const Laterality eye : both_eyes)
        if (m_aligning[eye])
            m_aligning[eye]->cancel();
    m_exam = exam;
    m_others.clear();
    m_chosen = 0;
    m_rest.start();
}

void ExamComparison::findOthers()
{
    if (!m_context.study || m_exam.patient.isEmpty() || !m_exam.date.isValid())
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return;
    const std::shared_ptr<Study> study = std::move(*other);
    m_context.jobs.start<std::vector<ExamRow>>(
        {}, this,
        [study, exam = m_exam](const ProgressCallback &, std::stop_token stop) {
            return othersOf(*study, exam, stop);
        },
        [this, id = m_exam.id](Result<std::vector<ExamRow>> others) {
            if (!others || m_exam.id != id)
                return;
            m_others = std::move(*others);
            // Without an earlier exam flicker shows the fellow eye until a later one is asked for.
            if (!m_others.empty() && m_others.front().date < m_exam.date)
                compareWith(0);
            else
                m_chosen = m_others.size();
        });
}

void ExamComparison::chooseNext()
{
    if (m_others.empty()) {
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "This patient has no other exam with a date.")));
        return;
    }
    compareWith(m_chosen + 1 < m_others.size() ? m_chosen + 1 : 0);
    const ExamRow &chosen = m_others[m_chosen];
    m_context.notifications.post(
        message(QT_TRANSLATE_NOOP("Message", "Hold A to compare with the exam of %1 (%2 of %3)."),
                {chosen.date.toString(Qt::ISODate).toStdString(), std::to_string(m_chosen + 1),
                 std::to_string(m_others.size())}));
}

void ExamComparison::compareWith(std::size_t index)
{
    m_chosen = index;
    if (!m_viewer.exam() || m_viewer.exam()->id != m_exam.id)
        return;
    m_viewer.setCompared(m_others[index]);
    for (const Laterality eye : both_eyes)
        align(eye);
}

void ExamComparison::align(Laterality eye)
{
    if (m_aligning[eye])
        m_aligning[eye]->cancel();
    const auto &fixed = m_exam.images[eye], &moving = m_others[m_chosen].images[eye];
    if (!fixed || !moving)
        return;
    m_aligning[eye] = m_context.jobs.start<Registration>(
        {}, this,
        [fixed = fixed->path, moving = moving->path](const ProgressCallback &, std::stop_token stop) {
            return alignmentOf(fixed, moving, stop);
        },
        [this, eye, exam = m_exam.id, other = m_others[m_chosen].id](Result<Registration> found) {
            const auto &compared = m_viewer.compared();
            if (found && m_exam.id == exam && compared && compared->id == other)
                m_viewer.setAlignment(eye, *found);
        });
}

} // namespace retclip
