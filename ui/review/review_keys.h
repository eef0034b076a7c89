// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

class KeyFilter;
class PairedViewer;
class ReviewWorkspace;

/// What is done to the case that is shown: verdict, class, eye, comment, what the run looked at.
void bindReviewKeys(KeyFilter &keys, ReviewWorkspace &review);
/// The photographs' keys: those of the case, from case to case, and the view's.
void bindReviewViewerKeys(KeyFilter &keys, PairedViewer &viewer, ReviewWorkspace &review);

} // namespace retclip
