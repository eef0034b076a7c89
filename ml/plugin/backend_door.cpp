// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/backend_door.h"

#include "core/base/files.h"
#include "ml/plugin/entry.h"
#include "ml/plugin/matrix_kernels.h"
#include "ml/tokenizers/tokenizer_service.h"

#include <cstdlib>
#include <mutex>
#include <optional>
#include <system_error>

#include <dlfcn.h>

namespace retclip {
namespace {

class PluginDoor final : public BackendDoor
{
public:
    explicit PluginDoor(std::filesystem::path directory)
        : m_directory(std::move(directory)), m_tokenizers(make_tokenizer_service(m_directory))
    {
    }

    Result<ModelBackend *> backend() override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_backend && !m_error) {
            if (auto opened = open(); opened)
                m_backend = *opened; // Never deleted: its code is never unloaded either.
            else
                m_error = std::move(opened.error());
        }
        if (m_error)
            return failure(*m_error);
        return m_backend;
    }

    TokenizerService &tokenizers() override { return *m_tokenizers; }

private:
    Result<ModelBackend *> open() const
    {
        const std::filesystem::path file = m_directory / "retclip-ml.so";
        const auto unavailable = [&](std::string cause) {
            return failure(
                ErrorCode::unavailable,
                message(QT_TRANSLATE_NOOP("Message", "The network engine \"%1\" cannot be opened."),
                        {utf8_from_path(file)}),
                message(QT_TRANSLATE_NOOP("Message", "Everything that needs no network goes on.")),
                message(QT_TRANSLATE_NOOP(
                    "Message", "Install LibTorch, or build with it; `retclip doctor` says more.")),
                std::move(cause));
        };
        // Local symbols: what LibTorch drags in must not meet the program's own libraries.
        void *library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) {
            const char *why = dlerror();
            return unavailable(why ? why : "dlopen");
        }
        const auto make =
            reinterpret_cast<MakeBackend>(dlsym(library, make_backend_symbol));
        if (!make)
            return unavailable("no entry point");
        ModelBackend *backend =
            make(backend_interface_version, utf8_from_path(m_directory).c_str());
        if (!backend)
            return failure(
                ErrorCode::newer_version,
                message(QT_TRANSLATE_NOOP("Message", "The network engine \"%1\" belongs to another "
                                                     "version of this program."),
                        {utf8_from_path(file)}),
                message(QT_TRANSLATE_NOOP("Message", "Everything that needs no network goes on.")),
                message(QT_TRANSLATE_NOOP("Message", "Install the program anew.")));
        return backend;
    }

    // set once
    const std::filesystem::path m_directory;
    const std::unique_ptr<TokenizerService> m_tokenizers;
    // any thread, under the mutex
    std::mutex m_mutex;
    ModelBackend *m_backend = nullptr;
    std::optional<Error> m_error;
};

} // namespace

std::filesystem::path plugin_directory()
{
    if (const char *set = std::getenv("RETCLIP_PLUGIN_DIRECTORY"); set && *set)
        return path_from_utf8(set);
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return program.parent_path().parent_path() / "lib" / "retclip";
}

std::unique_ptr<BackendDoor> make_backend_door(const std::filesystem::path &directory)
{
    choose_matrix_kernels();
    return std::make_unique<PluginDoor>(directory);
}

} // namespace retclip
