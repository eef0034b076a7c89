// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/manifest.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace retclip {

struct KnownFolders;

/// One photograph as its path tells it.
struct NamedFile
{
    QString patient;
    QString date; ///< As written; empty: none.
    std::optional<Laterality> eye;
    QString className; ///< The folder, where folders are classes.
    Split split = Split::none;
};

/// A name that a camera gives: IMG_0012, DSC00012.
[[nodiscard]] bool isCounter(const QString &name);

/// What the paths of a folder of photographs tell together. A name alone can mislead: OD_20240101.jpg
/// lies in every patient's folder, and is another patient in each.
///
/// - The eye: a word in the name ("10_left", "P3-OD"), else a folder of that name.
/// - The date: in the name or a folder ("20240101", "2024-01-01"); never part of the patient.
/// - The patient: the rest of the name. Where that is empty, the folder that is neither a split, an eye nor
///   a date. Likewise where names come again from folder to folder, and there are as many folders as such
///   names, or they are a camera's numbers (patientsAreFolders()); else the same name is the same patient.
/// - Folders are classes where they are those of a known collection (known_folders.h), where the same ones lie
///   under train, val and test, or where most hold several patients and names do not come again. A name that
///   comes again from class to class is another patient in each.
/// - Folders train, val and test are the split.
class FolderNames
{
public:
    /// `files`: relative to the folder. `pattern`: a regular expression with the named groups patient,
    /// eye and date over the path, which then alone decides; empty: as above.
    FolderNames(const QStringList &files, QString pattern);

    /// Nothing: the path does not fit the pattern, or names no patient.
    [[nodiscard]] std::optional<NamedFile> of(const QString &file) const;
    [[nodiscard]] bool patientsAreFolders() const { return m_patientsAreFolders; }
    /// Of which the class folders are; nullptr: of none that is known.
    [[nodiscard]] const KnownFolders *collection() const { return m_collection; }
    /// The same name lies in several folders, and folders are no classes.
    [[nodiscard]] bool namesComeAgain() const { return m_namesComeAgain; }

private:
    [[nodiscard]] std::optional<NamedFile> byPattern(const QString &file) const;
    [[nodiscard]] QString folderOf(const QString &file) const; ///< That can be a patient; empty: none.
    void findClasses(const QStringList &files);

    QString m_pattern;
    bool m_foldersAreClasses = false;
    const KnownFolders *m_collection = nullptr;
    QHash<QString, QString> m_placeOfName; ///< Of classes: name → its folder; empty: there are several.
    bool m_patientsAreFolders = false;
    bool m_namesComeAgain = false;
    QHash<QString, QString> m_pathOf; ///< Last folder → its path; empty: there are several of that name.
};

} // namespace retclip
