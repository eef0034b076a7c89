// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/values.h"

#include <algorithm>
#include <array>

namespace retclip {

bool hasClassNone(const LabelSet &set)
{
    return std::any_of(set.classes.cbegin(), set.classes.cend(), [](const LabelClass &entry) {
        return entry.name.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0;
    });
}

QString noLabelWord(const LabelSet &set)
{
    return hasClassNone(set) ? QStringLiteral("no label") : QStringLiteral("none");
}

const char *word(LabelSource source)
{
    switch (source) {
    case LabelSource::imported: return "imported";
    case LabelSource::grader: return "grader";
    case LabelSource::adjudicated: return "adjudicated";
    case LabelSource::review: return "review";
    }
    return "imported";
}

std::optional<LabelSource> labelSourceFrom(const QString &text)
{
    for (const LabelSource source : {LabelSource::imported, LabelSource::grader,
                                     LabelSource::adjudicated, LabelSource::review})
        if (text == QLatin1String(word(source)))
            return source;
    return std::nullopt;
}

const char *word(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::labelWrong: return "label_wrong";
    case VerdictKind::modelWrong: return "model_wrong";
    case VerdictKind::ambiguous: return "ambiguous";
    case VerdictKind::poorImage: return "poor_image";
    case VerdictKind::wrongEye: return "wrong_eye";
    case VerdictKind::reportMismatch: return "report_mismatch";
    case VerdictKind::regionDrawn: return "region_drawn";
    }
    return "ambiguous";
}

std::optional<VerdictKind> verdictFrom(const QString &text)
{
    struct Name
    {
        VerdictKind kind;
        const char *word;
    };
    static constexpr std::array names{
        Name{VerdictKind::labelWrong, "label_wrong"},
        Name{VerdictKind::labelWrong, "标签错误"},
        Name{VerdictKind::modelWrong, "model_wrong"},
        Name{VerdictKind::modelWrong, "模型错误"},
        Name{VerdictKind::ambiguous, "ambiguous"},
        Name{VerdictKind::ambiguous, "难以判定"},
        Name{VerdictKind::poorImage, "poor_image"},
        Name{VerdictKind::poorImage, "图像质量差"},
        Name{VerdictKind::poorImage, "ungradable"},
        Name{VerdictKind::poorImage, "无法评分"},
        Name{VerdictKind::wrongEye, "wrong_eye"},
        Name{VerdictKind::wrongEye, "眼别错误"},
        Name{VerdictKind::reportMismatch, "report_mismatch"},
        Name{VerdictKind::reportMismatch, "报告不符"},
        Name{VerdictKind::regionDrawn, "region_drawn"},
        Name{VerdictKind::regionDrawn, "已画区域"},
    };
    QString wanted = text.trimmed().toLower();
    wanted.replace(u'-', u'_').replace(u' ', u'_');
    for (const Name &name : names)
        if (wanted == QString::fromUtf8(name.word))
            return name.kind;
    return std::nullopt;
}

const char *word(RunState state)
{
    switch (state) {
    case RunState::waiting: return "waiting";
    case RunState::running: return "running";
    case RunState::paused: return "paused";
    case RunState::done: return "done";
    case RunState::failed: return "failed";
    case RunState::cancelled: return "cancelled";
    }
    return "waiting";
}

std::optional<RunState> runStateFrom(const QString &text)
{
    for (const RunState state : {RunState::waiting, RunState::running, RunState::paused,
                                 RunState::done, RunState::failed, RunState::cancelled})
        if (text == QLatin1String(word(state)))
            return state;
    return std::nullopt;
}

} // namespace retclip
