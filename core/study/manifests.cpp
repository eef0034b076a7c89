// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/label_catalogue.h"
#include "core/study/patient_split.h"
#include "core/study/study_contents.h"
#include "core/study/study_errors.h"
#include "core/study/study_private.h"

#include <QHash>

namespace retclip {

namespace {

/// The effective label of a set for an eye (or the exam) as targets.
Targets targetsFrom(const LabelState *label, const TargetDescription &target)
{
    const bool single = target.kind == LabelKind::multiclass || target.kind == LabelKind::ordinal;
    if (!label)
        return {};
    if (single) {
        for (std::size_t i = 0; i < target.classes.size(); ++i)
            if (label->positive.contains(QString::fromStdString(target.classes[i])))
                return {int(i)};
        return {-1};
    }
    Targets targets;
    for (const std::string &name : target.classes)
        targets.push_back(label->positive.contains(QString::fromStdString(name)) ? 1 : 0);
    return targets;
}

const LabelState *labelOf(const ExamRow &row, LabelSetId set, std::optional<Laterality> eye)
{
    for (const LabelState &label : row.labels)
        if (label.set == set && label.eye == eye)
            return &label;
    return nullptr;
}

} // namespace

Result<Manifest> Study::manifest(const QString &datasetName, const QString &labelSet,
                                 std::int64_t seed) const
{
    Manifest manifest;
    manifest.dataset = datasetName.toStdString();
    LabelSetId targetSet;
    if (!labelSet.isEmpty()) {
        RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(*d->database));
        // The whole text first: nothing forbids a set that is named like SET/CLASS in other studies.
        const LabelCatalogue::Set *set = catalogue.byName(labelSet);
        QString className;
        if (!set) {
            set = catalogue.byName(labelSet.section(u'/', 0, 0));
            className = labelSet.section(u'/', 1);
        }
        if (!set)
            return failure(unknownLabelSet(labelSet, catalogue.names()));
        targetSet = set->set.id;
        manifest.target.label_set = labelSet.toStdString();
        manifest.target.kind = set->set.kind;
        manifest.target.per_eye = set->set.perEye;
        if (className.isEmpty()) {
            for (const LabelClass &entry : set->set.classes)
                manifest.target.classes.push_back(entry.name.toStdString());
        } else {
            const int position = classPosition(set->set, className);
            if (position < 0)
                return failure(ErrorCode::not_found,
                               message(QT_TRANSLATE_NOOP("Message", "The label set “%1” has no class “%2”."),
                                       {set->set.name.toStdString(), className.toStdString()}),
                               nothingChanged(),
                               message(QT_TRANSLATE_NOOP("Message", "Look at the label set's classes.")));
            manifest.target.kind = LabelKind::binary;
            manifest.target.classes.push_back(set->set.classes[position].name.toStdString());
        }
    }

    std::vector<ExamId> ids;
    QHash<qint64, Split> splits;
    if (datasetName.isEmpty()) {
        RETCLIP_TRY(ids, find(QStringLiteral("-excluded")));
    } else {
        RETCLIP_TRY(const DatasetRow row, dataset(datasetName));
        RETCLIP_TRY(const auto members, datasetMembers(row.id));
        for (const auto &[id, split] : members) {
            ids.push_back(id);
            splits.insert(id.value, split);
        }
    }
    RETCLIP_TRY(std::vector<ExamRow> rows, exams(ids));
    // A photograph of an unknown eye cannot be put left or right.
    std::erase_if(rows, [](const ExamRow &row) { return !row.images.right && !row.images.left; });
    RETCLIP_CHECK(fillHashes(*this, rows));
    if (datasetName.isEmpty()) {
        std::vector<SplitExam> splitExams;
        for (const ExamRow &row : rows) {
            SplitExam exam;
            exam.patient = row.patient.toStdString();
            for (const Laterality eye : both_eyes)
                if (row.images[eye] && !row.images[eye]->sha256.isEmpty())
                    exam.contents.push_back(row.images[eye]->sha256.toStdString());
            splitExams.push_back(std::move(exam));
        }
        RETCLIP_TRY(const PatientSplit split, splitByPatient(splitExams, {0.8, 0.1, 0.1}, seed));
        for (std::size_t i = 0; i < rows.size(); ++i)
            splits.insert(rows[i].id.value, split.splits[i]);
    }
    manifest.items.reserve(rows.size());
    for (const ExamRow &row : rows) {
        ManifestItem item;
        item.exam = row.id;
        item.patient = row.patient.toStdString();
        item.exam_code = row.code.toStdString();
        for (const Laterality eye : both_eyes)
            if (const auto &image = row.images[eye])
                item.photographs[eye] = {image->path.toStdString(), image->sha256.toStdString()};
        item.text = row.report.toStdString();
        item.split = splits.value(row.id.value, Split::none);
        if (targetSet.valid()) {
            if (manifest.target.per_eye) {
                for (const Laterality eye : both_eyes)
                    item.eye_targets[eye] = targetsFrom(labelOf(row, targetSet, eye), manifest.target);
            } else {
                item.targets = targetsFrom(labelOf(row, targetSet, std::nullopt), manifest.target);
            }
        }
        manifest.items.push_back(std::move(item));
    }
    return manifest;
}

} // namespace retclip
