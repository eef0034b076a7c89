// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/verbs.h"

namespace retclip::cli {

const std::vector<Verb> &verbs()
{
    static const std::vector<Verb> list{
        doctorVerb(),
        sampleVerb(),
        studyVerb(),
        importDataVerb(),
        watchVerb(),
        receiveVerb(),
        listVerb(),
        tokenizerVerb(),
        tokenizeVerb(),
        prepareVerb(),
        modelVerb(),
        verifyVerb(),
        presetVerb(),
        trainVerb(),
        sweepVerb(),
        runsVerb(),
        embedVerb(),
        retrieveVerb(),
        atlasVerb(),
        evaluateVerb(),
        benchmarkVerb(),
        metricsVerb(),
        editVerb(),
        undoVerb(),
        redoVerb(),
        historyVerb(),
        searchVerb(),
        duplicatesVerb(),
        qualityVerb(),
        regionsVerb(),
        marksVerb(),
        alignVerb(),
        photographVerb(),
        reviewVerb(),
        labelsVerb(),
        queriesVerb(),
        reportsVerb(),
        pairVerb(),
        datasetVerb(),
        exportDataVerb(),
        deidentifyVerb(),
        benchVerb(),
        explainVerb(),
        tourVerb(),
        manualVerb(),
        completionVerb(),
    };
    return list;
}

const Verb *findVerb(const QString &name)
{
    for (const Verb &verb : verbs())
        if (name == QLatin1String(verb.name))
            return &verb;
    return nullptr;
}

} // namespace retclip::cli
