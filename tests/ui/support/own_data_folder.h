// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

namespace retclip {

/// Messages and caches of the programs under test, kept apart from those of other tests and of the
/// person who runs them. Must be made before what reads them.
class OwnDataFolder
{
public:
    OwnDataFolder() { qputenv("RETCLIP_DATA_FOLDER", m_folder.path().toUtf8()); }

private:
    QTemporaryDir m_folder;
};

} // namespace retclip
