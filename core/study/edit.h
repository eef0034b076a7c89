// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fundus_marks.h"
#include "core/base/identifiers.h"
#include "core/base/laterality.h"
#include "core/base/run_config.h"
#include "core/study/reading_round.h"
#include "core/study/values.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace retclip {

/// Sets the classes that hold in one label set. Single-choice sets take one class; binary sets the
/// positive class or none; `known` false clears the label.
struct SetLabel
{
    QString labelSet; ///< Its name.
    std::optional<Laterality> eye;
    QStringList positive;
    bool known = true;
    LabelSource source = LabelSource::grader;
};
/// Multi-label sets: turns one class on or off and leaves the others.
struct ToggleClass
{
    QString labelSet;
    std::optional<Laterality> eye;
    QString className;
    LabelSource source = LabelSource::grader;
};
struct AddTag
{
    QString tag;
};
struct RemoveTag
{
    QString tag;
};
struct SetComment
{
    QString comment;
};
struct SetExcluded
{
    bool excluded = true;
};
struct SetUnsure
{
    bool unsure = true;
};
struct GiveVerdict
{
    VerdictKind kind = VerdictKind::ambiguous;
    QString comment;
    std::optional<RunId> run;
    QString labelSet;
    std::optional<SetLabel> newLabel; ///< With labelWrong: set in the same edit.
    QString reason{}; ///< A code of the study's reasons (reason_codes.h); empty: none given.
};
struct ClearVerdict
{
};
/// Swaps the two eyes' photographs, or says which eye a photograph shows.
struct SwapEyes
{
};
struct SetImageEye
{
    ImageId image;
    std::optional<Laterality> eye; ///< Nothing: unknown.
};
/// Takes a photograph from the exam it stands in and gives it to the edit's exam (one only): import took
/// the eyes of one visit for two patients, or two visits. A photograph that shows that eye already becomes
/// one of unknown eye. An exam that is left without photographs and report is excluded and gets
/// pairedElsewhereTag; repeating the import does not bring the photograph back to it.
struct MovePhotograph
{
    ImageId image;
    std::optional<Laterality> eye; ///< As which eye; nothing: unknown.
};
inline constexpr const char *pairedElsewhereTag = "paired-elsewhere";
struct SetSplit
{
    Split split = Split::none;
};
/// All marks of photographs of one exam anew (core/study/photograph_marks.h): disc, cup, fovea, lines,
/// areas.
struct MarksOfPhotograph
{
    ImageId image;
    FundusMarks marks; ///< Empty: none any more.
};
struct SetMarks
{
    std::vector<MarksOfPhotograph> photographs;
};

/// Other words for reports, comments and cameras, and tags taken off, as de-identification proposes them: one edit
/// of many exams, each with its own texts (by ExamId::value; an exam that is not named keeps its own).
/// The old texts stay in the history alone, so that undo can bring them back. An import does not bring
/// back what such an edit took out.
struct RedactTexts
{
    QHash<qint64, QString> reports; ///< Empty text: no report any more.
    QHash<qint64, QString> comments;
    QHash<qint64, QString> cameras;
    QHash<qint64, QStringList> tagsTakenOff;
    QString summary; ///< For the history; must not hold what was taken out.
};

/// Marks a finding on a photograph of the exam; region.image says which.
struct AddRegion
{
    Region region;
};
/// What is not given stays. The region keeps its id.
struct ChangeRegion
{
    RegionId region;
    std::optional<RegionGeometry> geometry;
    std::optional<QString> className;
    std::optional<QString> colour;
};
struct RemoveRegion
{
    RegionId region;
};

/// One answer about one eye (nothing: the exam) in a reading round.
struct EyeGrade
{
    std::optional<Laterality> eye;
    QStringList positive; ///< As SetLabel.
    bool gradable = true; ///< False: cannot be graded.
};
/// A reader's grades of one item, in one step of undo. They change no label of the study.
struct GiveGrade
{
    RoundId round;
    int item = 0;
    QString reader; ///< Empty: the edit's person.
    int stage = 0;  ///< 0 independent; 1, 2 … after having seen the others'.
    std::vector<EyeGrade> grades;
    QString comment;
};
/// The round's answer about a case, and the labels that follow from it. Not gradable: it stays
/// ambiguous, and no label is set.
struct SettleCase
{
    RoundId round;
    int item = 0;
    std::vector<EyeGrade> grades;
    QString comment;
    LabelSource source = LabelSource::adjudicated; ///< Of the labels.
};

/// Many cases of a round in one step of undo, by ExamId::value; an exam that is not named stays as it is.
struct SettleCases
{
    QHash<qint64, std::vector<SettleCase>> cases;
    QString summary; ///< For the history.
};

using EditAction = std::variant<SetLabel, ToggleClass, AddTag, RemoveTag, SetComment, SetExcluded,
                                SetUnsure, GiveVerdict, ClearVerdict, SwapEyes, SetImageEye,
                                MovePhotograph, SetSplit, SetMarks, RedactTexts, AddRegion, ChangeRegion, RemoveRegion,
                                GiveGrade, SettleCase, SettleCases>;

/// One action on one or many exams: one journal row, one step of undo.
struct Edit
{
    EditAction action;
    std::vector<ExamId> exams;
    QString person;
};

/// What is on disk now.
struct EditReceipt
{
    EditId edit;
    QDateTime time;
    QString person;
    QString kind;
    QString summary;
    QString hash;                ///< Of this journal row; chains to the one before.
    std::vector<ExamId> changed; ///< Exams that look different now.
};

struct SplitFractions
{
    double training = 0.7;
    double validation = 0.1;
    double test = 0.2;
};

struct DatasetOrder
{
    QString name;
    QString query;
    std::vector<ExamId> exams; ///< Instead of a query where not empty.
    SplitFractions fractions;
    QString stratifyBy; ///< Label sets, NAME/CLASS, sex, age, site, camera, with commas; empty: none.
    /// "site=A", "camera=Topcon" …: patients with such an exam are the test split, and nobody else is;
    /// the others are shared out between training and validation.
    QStringList holdOut;
    std::int64_t seed = 123;
    QString person;
    bool keepLookalikesTogether = false; ///< Patients with photographs that look the same go to one split.
    /// The splits that the exams carry (ExamRow::split, as published), instead of dealing patients out. Exams
    /// without one stay out; where no exam is marked validation, patients of the training split are dealt to it
    /// in the proportion of `fractions`.
    bool asMarked = false;
    /// These splits instead, by ExamId::value; who is not named stays out. As asMarked, but nothing is dealt.
    QHash<qint64, Split> givenSplits = {};
    /// Of the training patients of each stratum, only this share stays (at least one), the others are left
    /// out of the dataset; a smaller share is part of a larger one of the same seed. Low-data curves.
    double trainingShare = 1;
    QString leaksAcceptedBecause; ///< A person's reason; empty: leaks across splits block.
};

struct RunOrder
{
    QString name; ///< Empty: preset and number.
    RunConfig config;
    QString dataset;
    Manifest manifest;
    QString person;
};

} // namespace retclip
