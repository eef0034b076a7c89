// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/options.h"

namespace retclip::cli {

// One file a verb; a new verb is its file, a line here and a line in verbs().
[[nodiscard]] Verb doctorVerb();
[[nodiscard]] Verb sampleVerb();
[[nodiscard]] Verb studyVerb();
[[nodiscard]] Form studyRestoreForm(); ///< Likewise, beside the history.
[[nodiscard]] std::vector<Form> studyPackageForms(); ///< Of `study` likewise.
[[nodiscard]] Form studyPrivacyForm(); ///< Of `study`; large enough for a file of its own.
[[nodiscard]] Verb importDataVerb();
[[nodiscard]] Verb watchVerb();
[[nodiscard]] Verb receiveVerb();
[[nodiscard]] Verb listVerb();
[[nodiscard]] Verb tokenizerVerb();
[[nodiscard]] Verb tokenizeVerb();
[[nodiscard]] Verb prepareVerb();
[[nodiscard]] Verb modelVerb();
[[nodiscard]] Verb verifyVerb();
[[nodiscard]] Verb presetVerb();
[[nodiscard]] Verb trainVerb();
[[nodiscard]] Verb sweepVerb();
[[nodiscard]] Verb runsVerb();
[[nodiscard]] Verb embedVerb();
[[nodiscard]] Verb retrieveVerb();
[[nodiscard]] Verb atlasVerb();
[[nodiscard]] Verb evaluateVerb();
[[nodiscard]] Verb benchmarkVerb();
[[nodiscard]] Verb metricsVerb();
[[nodiscard]] Verb editVerb();
[[nodiscard]] Verb undoVerb();
[[nodiscard]] Verb redoVerb();
[[nodiscard]] Verb historyVerb();
[[nodiscard]] Verb searchVerb();
[[nodiscard]] Verb duplicatesVerb();
[[nodiscard]] Verb qualityVerb();
[[nodiscard]] Verb regionsVerb();
[[nodiscard]] Verb reviewVerb();
[[nodiscard]] std::vector<Form> reviewRoundForms(); ///< Of `review`.
[[nodiscard]] std::vector<Form> reviewLoopForms();  ///< Likewise.
[[nodiscard]] Verb labelsVerb();
[[nodiscard]] Form labelIssuesForm(); ///< Of `labels`.
[[nodiscard]] std::vector<Form> labelSetForms(); ///< Of `labels`; in a file of their own.
[[nodiscard]] Verb queriesVerb();
[[nodiscard]] Verb reportsVerb();
[[nodiscard]] Verb pairVerb();
[[nodiscard]] Verb photographVerb();
[[nodiscard]] Verb datasetVerb();
[[nodiscard]] std::vector<Form> datasetCompareForms(); ///< Of `dataset`; in a file of their own.
[[nodiscard]] Verb exportDataVerb();
[[nodiscard]] Verb deidentifyVerb();
[[nodiscard]] Verb marksVerb();
[[nodiscard]] Verb alignVerb();
[[nodiscard]] Verb benchVerb();
[[nodiscard]] Form benchQueryForm(); ///< Of `bench`.
[[nodiscard]] Verb explainVerb();
[[nodiscard]] Verb tourVerb();
[[nodiscard]] Verb manualVerb();
[[nodiscard]] Verb completionVerb();

/// Every verb of the program, in the order of `retclip help`.
[[nodiscard]] const std::vector<Verb> &verbs();
[[nodiscard]] const Verb *findVerb(const QString &name);

} // namespace retclip::cli
