// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/door.h"

#ifdef RETCLIP_WITH_ML
#include "ml/plugin/backend_door.h"
#endif

namespace retclip::cli {

#ifdef RETCLIP_WITH_ML

std::unique_ptr<BackendDoor> makeDoor()
{
    return make_backend_door();
}

#else

namespace {

Error withoutNetworks()
{
    return {ErrorCode::unavailable,
            message(QT_TRANSLATE_NOOP("Message", "This program was built without networks.")),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was done.")),
            message(QT_TRANSLATE_NOOP("Message", "Use a build with LibTorch.")), {}};
}

class NoTokenizers : public TokenizerService
{
public:
    Result<std::unique_ptr<Tokenizer>> open(const std::filesystem::path &) override
    {
        return failure(withoutNetworks());
    }
    Result<TokenizerTrainingResult> train(const std::vector<std::string> &,
                                          const TokenizerTraining &,
                                          const std::filesystem::path &, std::stop_token) override
    {
        return failure(withoutNetworks());
    }
};

class ClosedDoor : public BackendDoor
{
public:
    Result<ModelBackend *> backend() override { return failure(withoutNetworks()); }
    TokenizerService &tokenizers() override { return m_tokenizers; }

private:
    NoTokenizers m_tokenizers;
};

} // namespace

std::unique_ptr<BackendDoor> makeDoor()
{
    return std::make_unique<ClosedDoor>();
}

#endif

} // namespace retclip::cli
