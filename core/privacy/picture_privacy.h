// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <optional>
#include <string>

namespace retclip {

/// A file's bytes without what could tell a person; nothing where the format must be re-encoded.
[[nodiscard]] std::optional<std::string> withoutMetadata(const std::string &bytes);

/// withoutMetadata(), else the picture anew as PNG. `path` is only for messages and decoding.
[[nodiscard]] Result<std::string> withoutIdentity(const QString &path, std::string bytes);

/// The same for a file that stays what it is: a DICOM file is cleaned as PS3.15 says
/// (dicom_deidentify.h) and looked through again, all else is as withoutIdentity().
/// `key`: of the pseudonyms inside. Errors: internal, where something is left.
[[nodiscard]] Result<std::string> cleanedPhotograph(const QString &path, std::string bytes,
                                                    const std::string &key);

} // namespace retclip
