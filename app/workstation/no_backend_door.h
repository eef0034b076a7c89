// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

namespace retclip {

/// The door of a build without `ml`: everything else works, networks are said to be unavailable.
class NoBackendDoor : public BackendDoor
{
public:
    Result<ModelBackend *> backend() override { return failure(reason()); }
    TokenizerService &tokenizers() override { return m_tokenizers; }

private:
    static Error reason()
    {
        return {ErrorCode::unavailable,
                message(QT_TRANSLATE_NOOP("Message", "This program was built without networks.")),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                message(QT_TRANSLATE_NOOP("Message", "Install the full package to train and retrieve.")),
                {}};
    }

    class NoTokenizers : public TokenizerService
    {
    public:
        Result<std::unique_ptr<Tokenizer>> open(const std::filesystem::path &) override
        {
            return failure(reason());
        }
        Result<TokenizerTrainingResult> train(const std::vector<std::string> &,
                                              const TokenizerTraining &,
                                              const std::filesystem::path &, std::stop_token) override
        {
            return failure(reason());
        }
    };
    NoTokenizers m_tokenizers;
};

} // namespace retclip
