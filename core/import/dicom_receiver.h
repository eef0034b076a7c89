// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

/// A DICOM node that takes photographs from cameras and archives (Storage SCP, PS3.4 annex B; C-ECHO
/// too). It is off unless a person starts it, hears this computer alone unless told otherwise, and
/// takes from nobody whose title is not listed.
struct DicomReceiverSettings
{
    std::uint16_t port = 11112;          ///< 0: a free one.
    std::string address = "127.0.0.1";   ///< IPv4 to listen on; "0.0.0.0": every network.
    std::string title = "RETCLIP";       ///< Our application entity title.
    std::vector<std::string> allowed;    ///< Titles that may send; empty: nobody may.
    std::filesystem::path folder;        ///< Where objects lie until they are imported.
    std::int64_t most_bytes = std::int64_t(512) << 20; ///< Of one object; more is refused.
};

/// Objects that one association brought. They are whole and on disk before the sender is told so.
struct DicomDelivery
{
    std::string from;             ///< The sender's title.
    std::filesystem::path folder; ///< Holds these objects and no other.
    int objects = 0;
};

struct DicomReceiverEvents
{
    std::function<void(std::uint16_t port)> listening;
    std::function<void(const DicomDelivery &)> delivered; ///< After the association's end.
    /// A sender that was turned away, or an object that was: for the log.
    std::function<void(const std::string &from, const std::string &why)> refused;
};

/// Listens until stop; blocks. Events come on the calling thread.
/// Errors: unsupported (built without DCMTK's network part), invalid_argument (address, no title
/// allowed), io_failed (the port is taken). One at a time in a process.
[[nodiscard]] Result<void> receive_dicom(const DicomReceiverSettings &settings,
                                         const DicomReceiverEvents &events, std::stop_token stop);

} // namespace retclip
