// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/findings/report_terms.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

void showNear(Invocation &call, const char *kind, const std::vector<NearTerm> &list)
{
    for (const NearTerm &near : list)
        call.out().result({{"kind", kind}, {"term", near.text.toStdString()}, {"reports", near.reports},
                           {"likeness", near.likeness}, {"together", near.together}, {"association", near.association},
                           {"query", queryOfTerms({near.text}).toStdString()}},
                          QStringLiteral("%1\t%2\t%3\t%4\t%5").arg(QLatin1String(kind), near.text).arg(near.reports)
                              .arg(near.likeness, 0, 'f', 3).arg(near.association, 0, 'f', 3));
}

Result<int> terms(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    TermOptions options;
    options.where = call.text("where");
    options.leastReports = int(call.integer("least"));
    options.shortOnes = call.has("short");
    const int top = int(call.integer("top"));
    RETCLIP_TRY(const auto found, ReportTerms::of(*study, options, call.out().progress(), call.stop()));
    if (call.has("near")) {
        RETCLIP_TRY(const TermNeighbours near, found->near(call.text("near"), top));
        showNear(call, "alike", near.alike);
        showNear(call, "together", near.together);
        return statusDone;
    }
    int shown = 0;
    for (const ReportTerm &term : found->terms()) {
        if (shown++ == top)
            break;
        call.out().result({{"term", term.text.toStdString()}, {"reports", term.reports},
                           {"occurrences", term.occurrences}, {"cohesion", term.cohesion}, {"freedom", term.freedom},
                           {"query", queryOfTerms({term.text}).toStdString()}},
                          QStringLiteral("%1\t%2\t%3").arg(term.text).arg(term.reports).arg(term.occurrences));
    }
    call.out().note(QCoreApplication::translate("Command", "Terms: %1; reports: %2.").arg(found->terms().size()).arg(found->reports()));
    return statusDone;
}

} // namespace

Verb reportsVerb()
{
    return {"reports", QT_TRANSLATE_NOOP("Command", "The words that reports use."),
            {{"terms", QT_TRANSLATE_NOOP("Command",
                  "Words and phrases by the number of reports that hold them, found without a dictionary, in Chinese and "
                  "other languages. --near: terms that stand in like contexts (synonyms, degrees, opposites), and terms of "
                  "the same reports."),
              {studyPlace},
              {{"near", ValueKind::text, "TERM", QT_TRANSLATE_NOOP("Command", "Terms that have to do with this one.")},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"top", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "At most so many."), {}, "200", 1},
               {"least", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "In so many reports at least."), {}, "3", 1},
               {"short", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Also single characters and words of one or two letters.")}},
              "retclip reports odir.study terms --near 出血 --json", terms}}};
}

} // namespace retclip::cli
