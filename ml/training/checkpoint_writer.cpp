// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/checkpoint_writer.h"

#include "ml/training/runtime.h"

#include <chrono>

namespace retclip {

void CheckpointWriter::begin(CheckpointFolder::Contents contents, bool at_once)
{
    const std::uint64_t bytes = contents.bytes();
    // Twice: the run's own memory goes up and down by some.
    const bool beside = !at_once && bytes >= m_background_from_bytes && free_memory() > 2 * bytes;
    if (beside)
        contents.detach();
    m_writing = std::async(beside ? std::launch::async : std::launch::deferred,
                           [this, contents = std::move(contents)] {
                               const auto began = std::chrono::steady_clock::now();
                               Written written{m_folder.write(contents), contents.position, contents.is_best};
                               written.seconds =
                                   std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
                               return written;
                           });
    if (!beside)
        m_writing.wait();
}

std::optional<CheckpointWriter::Written> CheckpointWriter::take(bool wait)
{
    if (!m_writing.valid())
        return std::nullopt;
    if (!wait && m_writing.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return std::nullopt;
    return m_writing.get();
}

} // namespace retclip
