// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/inspection/atlas.h"
#include "core/inspection/csv_table.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<QString> atlasTable(const Study &study, const Atlas &atlas)
{
    RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(atlas.exams));
    QString csv = QStringLiteral("exam,patient,x,y,cluster,remoteness\n");
    for (std::size_t i = 0; i < rows.size() && rows.size() == atlas.exams.size(); ++i)
        csv += QStringLiteral("%1,%2,%3,%4,%5,%6\n")
                   .arg(csvField(rows[i].code), csvField(rows[i].patient))
                   .arg(atlas.places.row(i)[0], 0, 'g', 7).arg(atlas.places.row(i)[1], 0, 'g', 7)
                   .arg(atlas.cluster_of.empty() ? QString() : QString::number(atlas.cluster_of[i]))
                   .arg(atlas.remoteness[i], 0, 'g', 5);
    return csv;
}

Json clustersJson(const Atlas &atlas)
{
    Json list = Json::array();
    for (const AtlasCluster &cluster : atlas.clusters) {
        Json terms = Json::array();
        for (const ClusterTerm &term : cluster.terms)
            terms.push_back({{"term", term.text.toStdString()}, {"here", term.here}, {"elsewhere", term.elsewhere}});
        list.push_back({{"cluster", list.size()}, {"exams", cluster.exams}, {"terms", std::move(terms)}});
    }
    return list;
}

void tellClusters(Invocation &call, const Atlas &atlas)
{
    for (std::size_t k = 0; k < atlas.clusters.size(); ++k) {
        QStringList terms;
        for (const ClusterTerm &term : atlas.clusters[k].terms)
            terms << QCoreApplication::translate("Command", "%1 (%2 % here, %3 % elsewhere)")
                         .arg(term.text).arg(term.here * 100, 0, 'f', 0).arg(term.elsewhere * 100, 0, 'f', 0);
        call.out().text(QCoreApplication::translate("Command", "cluster %1, exams: %2: %3")
                            .arg(k).arg(atlas.clusters[k].exams).arg(terms.join(QStringLiteral(", "))));
    }
}

Result<int> runAtlas(Invocation &call)
{
    if (call.has("drift") != call.has("against"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--drift and --against belong together.")),
                          message(QT_TRANSLATE_NOOP("Message", "Give two queries, for example --drift source:a --against source:b.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    const auto of = call.text("of") == QLatin1String("reports") ? AtlasOf::reports : AtlasOf::images;
    RETCLIP_TRY(Atlas atlas, atlasOf(*study, run, *backend, of, call.text("where"), call.text("device"), call.out().progress(), call.stop()));
    if (call.text("method") == QLatin1String("tsne")) {
        RETCLIP_TRY(atlas.places, tsnePlaces(atlas.reduced, call.out().progress(), call.stop()));
        atlas.method = AtlasMethod::tsne;
    }
    if (call.integer("clusters") > 0)
        RETCLIP_CHECK(groupAtlas(atlas, *study, int(call.integer("clusters")), std::uint64_t(call.integer("seed")),
                                 call.out().progress(), call.stop()));
    RETCLIP_TRY(const QString table, atlasTable(*study, atlas));
    if (call.has("csv"))
        RETCLIP_CHECK(write_file_atomically(pathOf(call.text("csv")), table.toStdString()));

    Json answer{{"run", run.id.value}, {"exams", atlas.exams.size()}, {"left_out", atlas.leftOut},
                {"method", word(atlas.method)}, {"explained", atlas.shares}, {"clusters", clustersJson(atlas)},
                {"outliers", Json::array()}};
    for (const std::size_t i : remotest(atlas, std::size_t(call.integer("outliers")))) {
        RETCLIP_TRY(const ExamRow exam, study->exam(atlas.exams[i]));
        answer["outliers"].push_back({{"exam", exam.code.toStdString()}, {"remoteness", atlas.remoteness[i]}});
    }
    if (call.has("drift")) {
        RETCLIP_TRY(const DriftTest test, atlasDrift(atlas, *study, call.text("drift"), call.text("against"),
                                                     std::uint64_t(call.integer("seed")), call.stop()));
        answer["drift"] = {{"first", test.first}, {"second", test.second}, {"mmd2", test.mmd2}, {"p_value", test.p_value},
                           {"mean_shift", test.mean_shift}, {"bandwidth", test.bandwidth}};
    }
    if (call.out().isJson()) {
        call.out().json(answer);
        return statusDone;
    }
    if (!call.has("csv"))
        call.out().text(table.trimmed());
    tellClusters(call, atlas);
    for (const Json &outlier : answer["outliers"])
        call.out().text(QCoreApplication::translate("Command", "far from its neighbours: %1 (%2 times as far as usual)")
                            .arg(QString::fromStdString(outlier["exam"].get<std::string>()))
                            .arg(outlier["remoteness"].get<double>(), 0, 'f', 1));
    if (answer.contains("drift"))
        call.out().text(QCoreApplication::translate("Command", "drift: MMD² %1, p = %2, means %3 standard deviations apart (%4 against %5 patients)")
                            .arg(answer["drift"]["mmd2"].get<double>(), 0, 'g', 3).arg(answer["drift"]["p_value"].get<double>(), 0, 'g', 3)
                            .arg(answer["drift"]["mean_shift"].get<double>(), 0, 'f', 2)
                            .arg(answer["drift"]["first"].get<qint64>()).arg(answer["drift"]["second"].get<qint64>()));
    return statusDone;
}

} // namespace

Verb atlasVerb()
{
    return {"atlas", QT_TRANSLATE_NOOP("Command", "A map of all embeddings of a run."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "Two places an exam, its cluster and how far it lies from its neighbours, as a table; clusters with a guess at their "
                  "terms; whether two imports lie in the same place (kernel two-sample test, 999 permutations)."),
              {studyPlace},
              {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Number or name."), {}, "", 0, false, true},
               {"method", ValueKind::choice, "METHOD", QT_TRANSLATE_NOOP("Command", "Principal components, or t-SNE of them."),
                {"pca", "tsne"}, "pca"},
               {"of", ValueKind::choice, "WHAT", QT_TRANSLATE_NOOP("Command", "Embeddings of photographs or of reports."),
                {"images", "reports"}, "images"},
               {"csv", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "The table; else it is printed.")},
               {"clusters", ValueKind::integer, "K", QT_TRANSLATE_NOOP("Command", "So many groups; 0: none."), {}, "0", 0},
               {"outliers", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Names the remotest exams."), {}, "10", 0},
               {"drift", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Exams that may have drifted …")},
               {"against", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "… against these.")},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only exams that match.")},
               {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Of clusters and permutations."), {}, "1"},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"}},
              "retclip atlas odir.study --run first --method tsne --clusters 8 --csv atlas.csv", runAtlas, true}}};
}

} // namespace retclip::cli
