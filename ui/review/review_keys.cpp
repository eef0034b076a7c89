// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_keys.h"

#include "ui/review/review_edits.h"
#include "ui/review/review_workspace.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/key_map.h"
#include "ui/viewer/paired_viewer.h"

namespace retclip {

namespace {
/// Of reviewVerdicts.
constexpr const char *verdictActions[]{"review.label_wrong", "review.model_wrong",
                                       "review.ambiguous",   "review.poor_image",
                                       "review.wrong_eye",   "review.report_mismatch",
                                       "review.region_drawn"};
} // namespace

void bindReviewKeys(KeyFilter &keys, ReviewWorkspace &review)
{
    for (int i = 0; i < int(std::size(reviewVerdicts)); ++i) {
        // While a class is chosen the digits are classes; a key of the person's own is not one.
        keys.bind({verdictActions[i], Qt::Key(Qt::Key_1 + i)}, [&review, i] {
            if (review.isChoosingClass() && !keyMap().chosen(QString::fromLatin1(verdictActions[i])))
                review.giveClass(i + 1);
            else
                review.giveVerdict(reviewVerdicts[i]);
        });
    }
    for (int n = 0; n <= 9; ++n)
        keys.bind(Qt::Key(Qt::Key_0 + n), [&review, n] {
            if (review.isChoosingClass())
                review.giveClass(n);
        });
    keys.bind(Qt::Key_Return, [&review] { review.acceptAndNext(); });
    keys.bind(Qt::Key_Enter, [&review] { review.acceptAndNext(); });
    keys.bind(Qt::Key_C, [&review] { review.writeComment(); });
    keys.bind(Qt::Key_BracketLeft, [&review] { review.chooseEye(Laterality::right); });
    keys.bind(Qt::Key_BracketRight, [&review] { review.chooseEye(Laterality::left); });
    keys.bind(Qt::Key_Backslash, [&review] { review.chooseEye({}); });
    keys.bindHold({"viewer.flicker", Qt::Key_A}, [&review] { review.explain(true); },
                  [&review] { review.explain(false); });
    keys.bind(Qt::Key_Escape, [&review] { review.chooseNoClass(); });
}

void bindReviewViewerKeys(KeyFilter &keys, PairedViewer &viewer, ReviewWorkspace &review)
{
    bindReviewKeys(keys, review);
    keys.bindHold(
        {"data.next", Qt::Key_Space},
        [&review, &viewer] {
            if (viewer.tool() == ViewerTool::pan)
                review.goNext();
            else
                viewer.setPanHeld(true);
        },
        [&viewer] { viewer.setPanHeld(false); }, KeyFilter::Repeat::yes);
    for (Qt::Key key : {Qt::Key_Right, Qt::Key_PageDown})
        keys.bind(key, [&review] { review.goNext(); }, KeyFilter::Repeat::yes);
    for (Qt::Key key : {Qt::Key_Left, Qt::Key_PageUp, Qt::Key_Backspace})
        keys.bind(key, [&review] { review.goNext(-1); }, KeyFilter::Repeat::yes);
    keys.bind(Qt::Key_Home, [&review] { review.goTo(0); });
    keys.bind(Qt::Key_End, [&review] { review.goTo(review.count() - 1); });
    viewer.bindKeys(keys);
}

} // namespace retclip
