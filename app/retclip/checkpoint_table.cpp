// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/checkpoint_table.h"

#ifdef RETCLIP_WITH_ML
#include "core/base/files.h"
#include "ml/checkpoint/describe.h"
#include "ml/checkpoint/weights.h"

#include <nlohmann/json.hpp>

#include <new>
#else
#include "app/retclip/door.h"
#endif

namespace retclip::cli {

#ifdef RETCLIP_WITH_ML

namespace {

/// Reading a checkpoint throws nothing but what the heap does.
template <typename Read>
auto withinMemory(Read read) -> decltype(read())
{
    try {
        return read();
    } catch (const std::bad_alloc &) {
        return failure(ErrorCode::out_of_memory,
                       message(QT_TRANSLATE_NOOP("Message", "Memory did not suffice for this checkpoint.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
                       message(QT_TRANSLATE_NOOP("Message", "Close other programs and try again.")));
    }
}

} // namespace

Result<CheckpointDescription> checkpointTable(const std::filesystem::path &file, bool hashes)
{
    return withinMemory([&] { return describe_checkpoint(file, hashes); });
}

Result<std::vector<std::string>> tensorsWithoutPlace(const std::filesystem::path &checkpoint,
                                                     const std::filesystem::path &configuration)
{
    RETCLIP_TRY(const std::string text, read_file(configuration));
    RETCLIP_TRY(const NetworkConfig config,
                network_config_from_json(nlohmann::json::parse(text, nullptr, false)));
    return withinMemory([&]() -> Result<std::vector<std::string>> {
        RETCLIP_TRY(const Checkpoint contents, Checkpoint::open(checkpoint));
        return match_weights(contents, config).unexpected;
    });
}

#else

Result<CheckpointDescription> checkpointTable(const std::filesystem::path &, bool)
{
    return failure(makeDoor()->backend().error());
}

Result<std::vector<std::string>> tensorsWithoutPlace(const std::filesystem::path &,
                                                     const std::filesystem::path &)
{
    return failure(makeDoor()->backend().error());
}

#endif

} // namespace retclip::cli
