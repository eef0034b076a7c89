// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/entries.h"
#include "core/import/import_session.h"
#include "core/import/retclip_layout.h"

#include <QCoreApplication>

namespace retclip {

namespace {

class RetclipImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("retclip"); }
    QString title() const override
    {
        return QCoreApplication::translate("Importer", "RET-CLIP (TSV and JSON Lines, or LMDB)");
    }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Importer",
            "RET-CLIP's published layout: SPLIT_imgs.tsv (patient, left eye, right eye in base64) "
            "with SPLIT_texts.jsonl, "
            "or the LMDB stores SPLIT/imgs and SPLIT/pairs. The photographs are unpacked into the "
            "study's folder images. "
            "Several texts of a patient are joined. A patient without photographs is listed and "
            "left out.");
    }

    int fits(const QString &source) const override
    {
        return retclipSplitsAt(source).empty() ? 0 : 90;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token) const override
    {
        if (retclipSplitsAt(plan.source).empty())
            return nothingThere(plan);
        plan.encoding = QStringLiteral("UTF-8");
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun,
                             const ProgressCallback &progress, std::stop_token stop) const override
    {
        const auto splits = retclipSplitsAt(plan.source);
        if (splits.empty())
            return nothingThere(plan);
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        for (std::size_t i = 0; i < splits.size() && !session->stopRequested(); ++i) {
            RETCLIP_CHECK(readSplit(*session, *splits[i]));
            session->setPosition(double(i + 1) / double(splits.size()));
        }
        return session->finish();
    }

private:
    static tl::unexpected<Error> nothingThere(const ImportPlan &plan)
    {
        return failure(
            ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP(
                        "Message",
                        "%1 holds no SPLIT_imgs.tsv and no LMDB stores \"imgs\" and \"pairs\"."),
                    {plan.source.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose the folder that holds them.")));
    }

    static Result<void> readSplit(ImportSession &session, const RetclipSplit &split)
    {
        QVector<RetclipProblem> problems;
        RETCLIP_TRY(const auto pairs, split.pairs(problems));
        QHash<QString, QStringList> texts;
        for (const RetclipPair &pair : pairs)
            if (!texts[pair.patient].contains(pair.text))
                texts[pair.patient].append(pair.text);
        QSet<QString> withPhotographs;
        Result<void> written;
        RETCLIP_CHECK(split.eachPatient(
            [&](RetclipPhotographs photographs) {
                withPhotographs.insert(photographs.patient);
                PendingExam pending;
                pending.source = split.imagesName();
                pending.row = photographs.row;
                pending.needsPhotograph = true;
                pending.exam.patient = photographs.patient;
                pending.exam.split = split.split();
                pending.exam.report = texts.value(photographs.patient).join(QLatin1Char('\n'));
                for (const Laterality eye : both_eyes) {
                    if (photographs.damaged[eye])
                        session.skip(
                            pending.source, pending.row,
                            message(
                                QT_TRANSLATE_NOOP(
                                    "Message", "The photograph of patient %1 (%2) is not base64."),
                                {photographs.patient.toStdString(), abbreviation(eye)}));
                    else if (!photographs.pictures[eye].isEmpty())
                        pending.photographs.push_back({photographs.patient + QLatin1Char(' ')
                                                           + QLatin1String(abbreviation(eye)),
                                                       {},
                                                       std::move(photographs.pictures[eye]),
                                                       eye});
                }
                written = session.put(std::move(pending));
                return bool(written) && !session.stopRequested();
            },
            problems));
        RETCLIP_CHECK(written);
        for (const RetclipProblem &problem : std::as_const(problems))
            session.skip(problem.source, problem.row, problem.reason);
        if (!session.stopRequested())
            for (const RetclipPair &pair : pairs)
                if (!withPhotographs.contains(pair.patient))
                    session.skip(split.name(), pair.row,
                                 message(QT_TRANSLATE_NOOP(
                                             "Message",
                                             "Patient %1 has a text but no photographs; left out."),
                                         {pair.patient.toStdString()}));
        return {};
    }
};

} // namespace

const Importer &retclipImporter()
{
    static const RetclipImporter importer;
    return importer;
}

} // namespace retclip
