// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/sample/sample.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<int> runSample(Invocation &call)
{
    SampleOrder order;
    order.out = call.positional("OUT");
    order.patients = int(call.integer("patients"));
    order.seed = call.integer("seed");
    order.language = call.text("language");
    order.size_px = int(call.integer("size"));
    order.lesionRegions = call.has("regions");
    order.asStudy = call.text("as") == QLatin1String("study");
    RETCLIP_TRY(const SampleReport report, makeSample(order, call.out().progress(), call.stop()));
    call.out().result({{"patients", report.patients}, {"images", report.images},
                       {"seconds", report.seconds}, {"synthetic", true}},
                      QCoreApplication::translate("Command",
                          "SYNTHETIC patients: %1, photographs: %2, in %3 s: %4")
                          .arg(report.patients).arg(report.images)
                          .arg(report.seconds, 0, 'f', 1).arg(order.out));
    return statusDone;
}

} // namespace

Verb sampleVerb()
{
    return {"sample", QT_TRANSLATE_NOOP("Command", "Make the SYNTHETIC sample study, or its loose files."),
            {{"", "", {{"OUT", QT_TRANSLATE_NOOP("Command", "Study or folder to make.")}},
              {{"patients", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "How many patients."),
                {}, "200", 1},
               {"seed", ValueKind::integer, "S",
                QT_TRANSLATE_NOOP("Command", "The same seed gives the same bytes."), {}, "1"},
               {"language", ValueKind::choice, "LANGUAGE",
                QT_TRANSLATE_NOOP("Command", "Language of the reports."), {"zh", "en", "both"}, "both"},
               {"as", ValueKind::choice, "FORM",
                QT_TRANSLATE_NOOP("Command", "A study, or photographs and table.csv."),
                {"study", "files"}, "study"},
               {"size", ValueKind::integer, "PX",
                QT_TRANSLATE_NOOP("Command", "Side of a photograph in pixels."), {}, "256", 64},
               {"regions", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Where lesions were drawn stands on the photographs of the study as regions.")}},
              "retclip sample sample.study --patients 200", runSample}}};
}

} // namespace retclip::cli
