// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/exam_marks.h"

#include "core/base/files.h"
#include "core/imaging/find_marks.h"
#include "core/jobs/job.h"
#include "core/study/photograph_marks.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/viewer/paired_viewer.h"

#include <algorithm>

namespace retclip {

namespace {

constexpr int enoughToFind_px = 700; ///< The shorter side.
constexpr int foundKept = 500;       ///< Photographs.

/// Disc and fovea at the photograph's own size.
Result<std::optional<FundusMarks>> foundIn(const QString &path)
{
    const auto file = path_from_utf8(path.toStdString());
    PhotographOptions options;
    options.at_least_px = enoughToFind_px;
    RETCLIP_TRY(const PhotographFacts facts, inspect_photograph(file));
    RETCLIP_TRY(const RgbImage picture, read_photograph(file, options));
    const auto seen = find_disc_and_fovea(picture);
    if (!seen)
        return std::optional<FundusMarks>();
    const FoundMarks whole = scaled(*seen, double(std::max(facts.width, facts.height))
                                               / std::max(picture.width, picture.height));
    FundusMarks marks;
    marks.disc = whole.disc;
    marks.fovea = whole.fovea;
    return std::optional(marks);
}

} // namespace

ExamMarks::ExamMarks(AppContext &context, PairedViewer &viewer, QObject *parent)
    : QObject(parent), m_context(context), m_viewer(viewer)
{
    connect(&viewer, &PairedViewer::stateChanged, this, &ExamMarks::follow);
    connect(&viewer, &PairedViewer::marksDrawn, this, [this](Laterality eye) {
        PerEye<std::optional<FundusMarks>> marks;
        marks[eye] = m_viewer.measurements().marked(eye);
        keep(marks);
    });
    connect(&viewer, &PairedViewer::marksReplaced, this, &ExamMarks::keep);
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == discDiameterSetting)
            readAssumption();
    });
    const auto watch = [this] {
        m_exam = {};
        m_found.clear();
        readAssumption();
        if (m_context.study)
            connect(m_context.study, &StudyDocument::examsChanged, this, [this](const std::vector<ExamId> &ids) {
                if (m_exam.valid() && std::find(ids.begin(), ids.end(), m_exam) != ids.end())
                    load();
            });
    };
    connect(&context, &AppContext::studyChanged, this, watch);
    watch();
}

void ExamMarks::readAssumption()
{
    m_viewer.setAssumedDisc_um(
        m_context.study ? m_context.study->study().setting(discDiameterSetting).toInt() : 0);
}

void ExamMarks::follow()
{
    const auto &exam = m_viewer.exam();
    PerEye<ImageId> images;
    PerEye<QString> paths;
    if (exam)
        for (const Laterality eye : both_eyes)
            if (exam->images[eye]) {
                images[eye] = exam->images[eye]->id;
                paths[eye] = exam->images[eye]->path;
            }
    const ExamId id = exam ? exam->id : ExamId{};
    if (id != m_exam || !(images == m_images)) {
        m_exam = id;
        m_images = images;
        m_paths = paths;
        load();
    }
    if (m_viewer.showsMarks())
        for (const Laterality eye : both_eyes)
            find(eye);
}

void ExamMarks::load()
{
    PerEye<FundusMarks> marks;
    if (m_context.study && m_exam.valid()) {
        const auto stored = marksOf(m_context.study->study(), std::span(&m_exam, 1));
        if (!stored)
            m_context.notifications.post(stored.error());
        else
            for (const StoredMarks &each : *stored)
                for (const Laterality eye : both_eyes)
                    if (m_images[eye].valid() && each.image == m_images[eye])
                        marks[eye] = each.marks;
    }
    for (const Laterality eye : both_eyes) {
        m_viewer.setMarked(eye, marks[eye]);
        const auto found = m_found.constFind(m_paths[eye]);
        m_viewer.setLookingForMarks(eye, found == m_found.constEnd() && !m_paths[eye].isEmpty() && m_looking[eye] == m_paths[eye]);
        m_viewer.setFoundMarks(eye, found == m_found.constEnd() ? std::nullopt : found->marks);
    }
}

void ExamMarks::find(Laterality eye)
{
    const QString path = m_paths[eye];
    const FundusMarks &marked = m_viewer.measurements().marked(eye);
    if (path.isEmpty() || (marked.disc && marked.fovea) || m_looking[eye] == path)
        return;
    if (const auto found = m_found.constFind(path); found != m_found.constEnd())
        return;
    m_looking[eye] = path;
    m_viewer.setLookingForMarks(eye, true);
    m_context.jobs.start<std::optional<FundusMarks>>(
        {}, this,
        [path](const ProgressCallback &, std::stop_token) { return foundIn(path); },
        [this, eye, path](Result<std::optional<FundusMarks>> found) {
            if (m_looking[eye] == path)
                m_looking[eye].clear();
            if (m_found.size() > foundKept)
                m_found.clear();
            m_found.insert(path, {found ? *found : std::nullopt}); // an unreadable one is told by the viewer
            if (m_paths[eye] != path)
                return;
            m_viewer.setLookingForMarks(eye, false);
            m_viewer.setFoundMarks(eye, m_found[path].marks);
        });
}

bool ExamMarks::keep(const PerEye<std::optional<FundusMarks>> &marks)
{
    SetMarks edit;
    for (const Laterality eye : both_eyes)
        if (marks[eye] && m_images[eye].valid())
            edit.photographs.push_back({m_images[eye], *marks[eye]});
    if (!m_context.study || !m_exam.valid() || edit.photographs.empty())
        return false;
    const auto receipt = m_context.study->apply(edit, {m_exam});
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        load(); // what is on the screen is what is on disk
        return false;
    }
    return true;
}

} // namespace retclip
