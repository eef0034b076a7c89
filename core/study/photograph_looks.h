// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/picture_signature.h"
#include "core/study/study.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace retclip {

/// A person's word that the eyes of an exam are rightly named, whatever the pictures look like.
inline constexpr const char *eyesCheckedTag = "eyes-checked";
/// What an import asks a person to look at; who has looked takes the tag off.
inline constexpr const char *lookForWritingTag = "look-writing"; ///< May be burnt into a photograph.
inline constexpr const char *lookForNamesTag = "look-names"; ///< May be left in its texts.
inline constexpr const char *lookAtEyesTag = "look-eyes"; ///< A file's name says the other eye than its column or tag.

/// What people read for a tag that the program gives, in the present language; another one as it is.
[[nodiscard]] QString tagTitle(const QString &tag);

/// What was seen in a photograph. Not a person's decision, so not journalled; kept by content.
struct PhotographLook
{
    int method = 0;                ///< Version of the method that saw it.
    double quality = 1;            ///< 0 poor … 1 good.
    QStringList faults;            ///< Words as in core/imaging/photograph_faults.h; worst first.
    std::optional<Laterality> eye; ///< That it looks like; nothing: cannot be told.
    double sureness = 0;           ///< Of that eye, 0..1.
    std::optional<PictureSignature> signature; ///< Nothing: could not be read.
    QJsonObject detail;            ///< Measures, for people; "centre": of the field, asked for by `field:`.
};

/// A photograph that was not looked at by this method yet.
struct PhotographToLookAt
{
    ImageId image;
    ExamId exam;
    QString path;   ///< Absolute.
    QString sha256; ///< Empty: not hashed.
};
/// In order of exam. What was looked at as another
/// photograph of the same content only takes that answer over: it is written at once, not listed.
[[nodiscard]] Result<std::vector<PhotographToLookAt>>
photographsToLookAt(Study &study, int method, std::stop_token stop = {});

struct StoredLook
{
    ImageId image;
    ExamId exam;
    QString sha256; ///< Empty: unreadable; only quality and faults are kept then.
    PhotographLook look;
};
/// One transaction. Marks exams whose photographs look like the other eye (the flag `swapped`).
[[nodiscard]] Result<void> storeLooks(Study &study, const std::vector<StoredLook> &looks);

/// How far looking has come. `looked` counts photographs seen by this method.
struct LookCount
{
    qint64 photographs = 0;
    qint64 looked = 0;
};
[[nodiscard]] Result<LookCount> countLooks(const Study &study, int method);

/// A photograph with what is known of it: small, as a study may have 400,000.
struct LookedPhotograph
{
    ImageId image;
    ExamId exam;
    std::optional<Laterality> eye;  ///< As the study names it.
    std::optional<Laterality> seen; ///< As it looks; nothing: cannot be told, or not looked at.
    double sureness = 0;
    std::optional<double> quality;
    int width = 0, height = 0;
    std::uint64_t content = 0; ///< Of the SHA-256, its first 64 bits; 0: not hashed.
    std::optional<PictureSignature> signature;
};
/// All photographs of the study in order of exam (right eye first).
[[nodiscard]] Result<std::vector<LookedPhotograph>> lookedPhotographs(const Study &study,
                                                                      std::stop_token stop = {});
/// The exam that a photograph stands in. Errors: not_found.
[[nodiscard]] Result<ExamId> examOfPhotograph(const Study &study, ImageId image);
/// What was seen in one photograph; nothing where it was not looked at.
[[nodiscard]] Result<std::optional<PhotographLook>> lookOf(const Study &study, ImageId image);

/// What lies in the middle of a field ("disc", "macula", "between", "unknown"; core/imaging/eye_side.h), as
/// a person reads it.
[[nodiscard]] QString centreTitle(const QString &centre);
/// "blurred" as a person reads it, in the language of the window.
[[nodiscard]] QString faultTitle(const QString &fault);

} // namespace retclip
