// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_edits.h"

namespace retclip {

std::optional<SetLabel> labelOfKey(int key, const LabelSet &set, const ExamRow &exam,
                                   std::optional<Laterality> eye)
{
    const bool single = set.kind == LabelKind::multiclass || set.kind == LabelKind::ordinal;
    if (key > set.classes.size() || (key == 0 && single))
        return {};
    SetLabel label;
    label.labelSet = set.name;
    label.source = LabelSource::review;
    if (set.perEye)
        label.eye = eye ? eye : std::optional(Laterality::right);
    if (set.kind == LabelKind::multilabel && key > 0) {
        for (const LabelState &state : exam.labels)
            if (state.setName == set.name && state.eye == label.eye)
                label.positive = state.positive;
        const QString name = set.classes[key - 1].name;
        if (!label.positive.removeAll(name))
            label.positive << name;
    } else if (key > 0) {
        label.positive = {set.classes[key - 1].name};
    }
    return label;
}

QString eyeShort(std::optional<Laterality> eye)
{
    return eye ? QString::fromLatin1(abbreviation(*eye)) : QString();
}

} // namespace retclip
