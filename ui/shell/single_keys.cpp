// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/single_keys.h"

#include "core/study/history_words.h"
#include "ui/shell/action_registry.h"

#include <QCoreApplication>

namespace retclip {

namespace {

struct SingleKey
{
    const char *id;
    const char *text;
    const char *key;
    const char *context;
    const char *icon;
    const char *translationContext = "SingleKeys"; ///< Of the text.
};

constexpr SingleKey singleKeys[] = {
    {"label.class", QT_TRANSLATE_NOOP("SingleKeys", "Give a class"), "1–9", "label", "label"},
    {"label.clear", QT_TRANSLATE_NOOP("SingleKeys", "Take the label away"), "0", "label", "cancel"},
    {"label.right", QT_TRANSLATE_NOOP("SingleKeys", "Label the right eye (OD)"), "[", "label", "eye-od"},
    {"label.left", QT_TRANSLATE_NOOP("SingleKeys", "Label the left eye (OS)"), "]", "label", "eye-os"},
    {"label.both", QT_TRANSLATE_NOOP("SingleKeys", "Label both eyes"), "\\", "label", "eye-both"},
    {"label.unsure", QT_TRANSLATE_NOOP("SingleKeys", "Unsure"), "U", "label", "unsure"},
    {"label.poor", QT_TRANSLATE_NOOP("SingleKeys", "Poor image"), "P", "label", "poor-image"},
    {"label.exclude", QT_TRANSLATE_NOOP("SingleKeys", "Exclude"), "X", "label", "exclude"},
    {"label.tag", QT_TRANSLATE_NOOP("SingleKeys", "Tag"), "T", "label", "tag"},
    {"label.comment", QT_TRANSLATE_NOOP("SingleKeys", "Comment"), "C", "label", "comment"},
    {"label.review", QT_TRANSLATE_NOOP("SingleKeys", "Send to review"), "R", "label", "review"},
    {"data.open_pair", QT_TRANSLATE_NOOP("SingleKeys", "Open the pair"), "Q", "data", "pair"},
    {"data.next", QT_TRANSLATE_NOOP("SingleKeys", "Next exam"), "Space", "data", "forward"},
    {"data.previous", QT_TRANSLATE_NOOP("SingleKeys", "Previous exam"), "Backspace", "data", "back"},
    {"data.unlabelled", QT_TRANSLATE_NOOP("SingleKeys", "Next exam without a label"), "N", "data", "label"},
    {"data.unlabelled_before", QT_TRANSLATE_NOOP("SingleKeys", "Exam without a label before"), "Shift+N",
     "data", "label"},
    {"data.like", QT_TRANSLATE_NOOP("SingleKeys", "More exams like this one"), "L", "data", "plus"},
    {"data.unlike", QT_TRANSLATE_NOOP("SingleKeys", "Fewer exams like this one"), "Shift+L", "data", "minus"},
    {"viewer.fit", QT_TRANSLATE_NOOP("SingleKeys", "Fit"), "F", "viewer", "zoom-fit"},
    {"viewer.actual", QT_TRANSLATE_NOOP("SingleKeys", "One picture pixel on one screen pixel"), "Z",
     "viewer", "zoom-100"},
    {"viewer.pan", QT_TRANSLATE_NOOP("SingleKeys", "Pan by dragging; twice: the whole picture"), "V",
     "viewer", "hand"},
    {"viewer.sync", QT_TRANSLATE_NOOP("SingleKeys", "Zoom and pan both eyes together"), "S", "viewer",
     "sync"},
    {"viewer.mirror", QT_TRANSLATE_NOOP("SingleKeys", "Mirror the movement"), "M", "viewer", "mirror"},
    {"viewer.single", QT_TRANSLATE_NOOP("SingleKeys", "One eye large, or both"), "E", "viewer", "eye-od"},
    {"viewer.red_free", QT_TRANSLATE_NOOP("SingleKeys", "Red-free"), "G", "viewer", "red-free"},
    {"viewer.clahe", QT_TRANSLATE_NOOP("SingleKeys", "Local contrast (CLAHE)"), "H", "viewer", "clahe"},
    {"viewer.invert", QT_TRANSLATE_NOOP("SingleKeys", "Invert"), "I", "viewer", "invert"},
    {"viewer.adjust", QT_TRANSLATE_NOOP("SingleKeys", "Brightness and contrast by dragging"), "B",
     "viewer", "adjust"},
    {"viewer.window", QT_TRANSLATE_NOOP("SingleKeys", "Window level and width by dragging (16 bits)"), "Shift+B",
     "viewer", "window-level"},
    {"viewer.measure", QT_TRANSLATE_NOOP("SingleKeys", "Measure by dragging"), "D", "viewer", "measure"},
    {"viewer.grid", QT_TRANSLATE_NOOP("SingleKeys", "ETDRS grid, then quadrants, then none"), "Shift+G", "viewer",
     "etdrs"},
    {"viewer.vessels", QT_TRANSLATE_NOOP("SingleKeys", "Vessels stand out"), "Shift+H", "viewer", "vessels"},
    {"viewer.magnifier", QT_TRANSLATE_NOOP("SingleKeys", "Magnifier at the pointer"), "Shift+Z", "viewer",
     "magnifier"},
    {"viewer.compare_next", QT_TRANSLATE_NOOP("SingleKeys", "Compare with another exam of this patient"), "Shift+A",
     "viewer", "compare"},
    {"viewer.bare", QT_TRANSLATE_NOOP("SingleKeys", "Hold: nothing over the photographs"), "Shift+O", "viewer",
     "photograph"},
    {"viewer.flicker", QT_TRANSLATE_NOOP("SingleKeys", "Hold: the compared picture, or saliency"), "A",
     "viewer", "flicker"},
    {"viewer.overlay", QT_TRANSLATE_NOOP("SingleKeys", "Overlay; held: until let go"), "O", "viewer", "overlay"},
    {"viewer.report_term", QT_TRANSLATE_NOOP("SingleKeys", "Next term of the report"), "J", "viewer",
     "report"},
    {"viewer.laterality", QT_TRANSLATE_NOOP("SingleKeys", "Which eye is which"), "W", "viewer", "swap"},
    {"region.ellipse", QT_TRANSLATE_NOOP("SingleKeys", "Draw an ellipse"), "L", "viewer", "ellipse"},
    {"region.point", QT_TRANSLATE_NOOP("SingleKeys", "Mark a point"), "Shift+L", "viewer", "point"},
    {"region.polygon", QT_TRANSLATE_NOOP("SingleKeys", "Draw a polygon"), "Y", "viewer", "polygon"},
    {"region.brush", QT_TRANSLATE_NOOP("SingleKeys", "Paint a region"), "K", "viewer", "brush"},
    {"region.eraser", QT_TRANSLATE_NOOP("SingleKeys", "Erase from a painted region"), "Shift+K", "viewer",
     "eraser"},
    {"region.smaller", QT_TRANSLATE_NOOP("SingleKeys", "Smaller brush"), ",", "viewer", "brush"},
    {"region.larger", QT_TRANSLATE_NOOP("SingleKeys", "Larger brush"), ".", "viewer", "brush"},
    {"region.remove", QT_TRANSLATE_NOOP("SingleKeys", "Take the chosen region away"), "Delete", "viewer",
     "trash"},
    {"region.hide", QT_TRANSLATE_NOOP("SingleKeys", "Show or hide the regions"), "Shift+Y", "viewer",
     "overlay"},
    {"train.pause", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Pause or resume the run"), "P", "train",
     "pause", "retclip::TrainWorkspace"},
    {"train.earlier", QT_TRANSLATE_NOOP("SingleKeys", "Earlier in the queue"), "Alt+Up", "train", "back"},
    {"train.later", QT_TRANSLATE_NOOP("SingleKeys", "Later in the queue"), "Alt+Down", "train", "forward"},
    {"train.log_y", QT_TRANSLATE_NOOP("SingleKeys", "Logarithmic loss"), "L", "train", "chart-log"},
    {"train.log_x", QT_TRANSLATE_NOOP("SingleKeys", "Logarithmic x"), "Shift+L", "train", "chart-log"},
    {"train.smoothing", QT_TRANSLATE_NOOP("SingleKeys", "Smoothing on or off"), "S", "train", "adjust"},
    {"train.fit", QT_TRANSLATE_NOOP("SingleKeys", "Fit all curves"), "F", "train", "zoom-fit"},
    {"train.note", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Write a note on the run"), "N", "train",
     "note", "retclip::TrainWorkspace"},
    {"train.group", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Table of the run's group"), "G", "train",
     "table", "retclip::TrainWorkspace"},
    {"train.compare", QT_TRANSLATE_NOOP("retclip::TrainWorkspace", "Compare the run with others"), "C",
     "train", "compare", "retclip::TrainWorkspace"},
};

constexpr VerdictKind verdictKinds[] = {VerdictKind::labelWrong, VerdictKind::modelWrong,
                                        VerdictKind::ambiguous,  VerdictKind::poorImage,
                                        VerdictKind::wrongEye,   VerdictKind::reportMismatch,
                                        VerdictKind::regionDrawn};

} // namespace

void listSingleKeys(ActionRegistry &actions, QWidget *owner)
{
    for (const SingleKey &one : singleKeys) {
        QAction *action = actions.add(
            owner,
            {QString::fromLatin1(one.id), QString::fromLatin1(one.context),
             [one] { return QCoreApplication::translate(one.translationContext, one.text); }, {},
             QString::fromLatin1(one.icon), {}, QString::fromUtf8(one.key)});
        action->setVisible(false); // the key sheet lists it; the palette does not
    }
    for (VerdictKind kind : verdictKinds) {
        QAction *action = actions.add(
            owner,
            {QStringLiteral("review.%1").arg(QString::fromLatin1(word(kind))), QStringLiteral("review"),
             [kind] {
                 return QCoreApplication::translate("retclip::ReviewWorkspace", "Verdict: %1")
                     .arg(verdictText(kind));
             },
             {}, QStringLiteral("review"), {}, QString::number(1 + int(kind))});
        action->setVisible(false);
    }
}

} // namespace retclip
