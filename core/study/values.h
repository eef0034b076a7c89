// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/identifiers.h"
#include "core/base/laterality.h"
#include "core/base/manifest.h"
#include "core/study/region.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>
#include <vector>

namespace retclip {

/// A photograph as the study knows it: linked or copied, known by its content.
struct ImageRow
{
    ImageId id;
    QString path;   ///< Absolute.
    QString sha256; ///< Empty while not hashed yet.
    int width = 0;  ///< As stored; 0 while not looked at.
    int height = 0;
    bool missing = false; ///< Was not where it should be when last looked at.
};

/// Where a label came from. A later one of higher standing does not erase an earlier one: all are
/// kept, the effective one is the last.
enum class LabelSource { imported, grader, adjudicated, review };
[[nodiscard]] const char *word(LabelSource source);
[[nodiscard]] std::optional<LabelSource> labelSourceFrom(const QString &word);

struct LabelClass
{
    QString name;    ///< As in files and queries: "glaucoma", "G"
    QString title;   ///< For people, English; may equal the name.
    QString titleZh; ///< 简体中文; empty: title.
    int key = 0;     ///< 1–9, 0 none.
    QString definition{}; ///< What must be seen for it to hold; for readers. May be empty.
    QString colour{};     ///< "#rrggbb" that somebody chose; empty: classColour() of label_definitions.h.
    friend bool operator==(const LabelClass &, const LabelClass &) = default;
};

struct LabelSet
{
    LabelSetId id;
    QString name;
    LabelKind kind = LabelKind::binary;
    bool perEye = false;
    QVector<LabelClass> classes; ///< Binary: one, the positive class.
    QString definition{};        ///< What is labelled and how; for readers. May be empty.
    friend bool operator==(const LabelSet &, const LabelSet &) = default;
};

/// "none": no label, wherever labels are written and read; a class of that name has the word for itself.
[[nodiscard]] bool hasClassNone(const LabelSet &set); ///< In any case.
/// "none", or "no label" in a set where "none" is a class.
[[nodiscard]] QString noLabelWord(const LabelSet &set);

/// The effective labels of one exam or eye in one set.
struct LabelState
{
    LabelSetId set;
    QString setName;
    std::optional<Laterality> eye; ///< Nothing: the exam.
    QStringList positive;          ///< Names of the classes that hold.
    bool known = true;             ///< False: not labelled in this set.
    LabelSource source = LabelSource::imported;
    QString person;
    QDateTime time;
};

enum class VerdictKind {
    labelWrong, modelWrong, ambiguous,
    poorImage, ///< Cannot be graded.
    wrongEye, reportMismatch,
    regionDrawn ///< What matters is marked on the photograph.
};
[[nodiscard]] const char *word(VerdictKind kind); ///< "label_wrong" …
[[nodiscard]] std::optional<VerdictKind> verdictFrom(const QString &word);

struct Verdict
{
    VerdictKind kind = VerdictKind::ambiguous;
    QString person;
    QDateTime time;
    QString comment;
    std::optional<RunId> run; ///< The run whose prediction was looked at.
    QString labelSet;
    QString reason{}; ///< A code of the study's reasons; empty: none given.
};

/// All that a grid, table or viewer shows of one exam. A plain snapshot.
struct ExamRow
{
    ExamId id;
    QString code;    ///< "10023-1": patient and number of the visit; unique in the study.
    QString patient;
    QString sex;     ///< "F", "M" or empty.
    int age = -1;    ///< Years; -1 unknown.
    QDate date;      ///< Invalid: unknown.
    QString camera;
    QString site;
    QString source;  ///< Name of the import.
    QString visit;   ///< ImportedExam::visit as stored, so that an export comes back to this exam.
    PerEye<std::optional<ImageRow>> images;
    std::vector<ImageRow> eyeUnknown; ///< Photographs that do not say which eye.
    QString report;
    QVector<LabelState> labels;
    QStringList tags;
    Split split = Split::none; ///< As imported or set; datasets keep their own.
    bool excluded = false;
    bool unsure = false;
    QString comment;
    QVector<Verdict> verdicts; ///< Newest last.
    QVector<Region> regions;   ///< On its photographs, oldest first.
};

struct StudyInfo
{
    QString name;
    qint64 patients = 0, exams = 0, images = 0, reports = 0, labels = 0, runs = 0, datasets = 0;
    int schemaVersion = 0;
    bool synthetic = false; ///< Made by the sample generator; shown everywhere.
};

/// One line of the history.
struct HistoryRow
{
    EditId edit;
    QDateTime time;
    QString person;
    QString kind;    ///< "label", "tag", "untag", "comment", "verdict", "exclude", "undo" …
    qint64 items = 0;
    QString summary; ///< "glaucoma = 1 (was 0)"
    QString hash;
    bool undone = false;
    std::vector<ExamId> exams; ///< nextUndo(), nextRedo(): the exams that it would change.
};

struct FacetValue
{
    QString value; ///< As a query takes it.
    QString title; ///< As a person reads it.
    qint64 count = 0;
};
struct Facet
{
    QString field; ///< Of the query language: "label", "tag", "sex", "split", "eye", "source" …
    QVector<FacetValue> values;
};

/// What two splits of a dataset must not share without a person's word.
enum class LeakKind { samePatient, sameImage, nearDuplicate, sameReport };
[[nodiscard]] const char *word(LeakKind kind); ///< "same_patient" …

struct Leak
{
    LeakKind kind = LeakKind::samePatient;
    std::vector<ExamId> exams;
    QStringList codes; ///< "10023-1 (train)", as `exams`.
    int patients = 0;  ///< Different ones among them.
    int distance = 0;  ///< Of near-duplicates: different bits of 256.
    bool mirrored = false;
    bool blocks = true; ///< Not so: told only.
    QString detail;     ///< The report that they share.
};

/// Leaks that a person let pass when the dataset was frozen, and why.
struct AcceptedLeaks
{
    QString reason; ///< Empty: there were none.
    int count = 0;
};

/// A frozen selection with its patient-wise split.
struct DatasetRow
{
    DatasetId id;
    QString name;
    QString hash;
    QString query;
    QDateTime created;
    qint64 exams = 0;
    qint64 trainingPatients = 0, validationPatients = 0, testPatients = 0;
    QStringList warnings;
    AcceptedLeaks accepted;
    QString stratifiedBy;
    QStringList heldOut;
    QString person;
    qint64 seed = 0;
};

enum class RunState { waiting, running, paused, done, failed, cancelled };
[[nodiscard]] const char *word(RunState state);
[[nodiscard]] std::optional<RunState> runStateFrom(const QString &word);

struct RunRow
{
    RunId id; ///< Its number.
    QString name;
    QString task;
    QString preset;
    RunState state = RunState::waiting;
    QString folder; ///< Absolute.
    QDateTime created, started, ended;
    QJsonObject config;      ///< RunConfig
    QString manifestHash;
    QString dataset;         ///< Name or query.
    QJsonObject metrics;     ///< Headline figures.
    QString note;
    bool star = false;
    QString message;         ///< Why it failed.
    QString programVersion;
    int position = 0;        ///< In the queue.
};

/// A model's word about one exam or eye, for `run:7 wrong`, review and confusion cells.
struct PredictionRow
{
    ExamId exam;
    std::optional<Laterality> eye;
    RunId run;
    QString labelSet;
    QString className;     ///< The class that `score` speaks of.
    double score = 0;      ///< Probability.
    bool predicted = false;
    std::optional<bool> truth; ///< At the time of the evaluation.
    Split split = Split::none;
};

} // namespace retclip
