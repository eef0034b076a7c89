// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/verify/verify.h"

#include "core/base/files.h"
#include "ml/verify/references.h"

#include <torch/torch.h>

namespace retclip {

namespace {

struct Kind
{
    const char *folder;
    void (*run)(References &);
};

constexpr Kind kinds[] = {
    {"tokenizer", verify_tokenizer},   {"preprocess", verify_preprocess},
    {"resize", verify_resize},         {"augment", verify_augment},
    {"checkpoints", verify_checkpoints}, {"lmdb", verify_lmdb},
    {"model", verify_model},           {"loss", verify_loss},
    {"gradients", verify_gradients},   {"trajectory", verify_trajectory},
    {"schedule", verify_schedule},     {"pos_embed", verify_positions},
    {"probe", verify_probe},           {"zeroshot", verify_zeroshot},
    {"metrics", verify_metrics},
};

Result<std::string> usable_device(const std::string &wanted)
{
    if (wanted.empty() || wanted == "auto" || wanted == "cpu")
        return std::string("cpu");
    try {
        (void)torch::zeros({1}, torch::Device(wanted));
        return wanted;
    } catch (const std::exception &exception) {
        return failure(
            ErrorCode::unavailable,
            message(QT_TRANSLATE_NOOP("Message", "The device %1 cannot be used."), {wanted}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was compared.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose cpu, or a device that doctor lists.")),
            exception.what());
    }
}

} // namespace

Result<void> verify(const std::filesystem::path &fixtures, const std::string &device,
                    const std::function<void(const VerifyCase &)> &each, std::stop_token stop)
{
    RETCLIP_TRY(const std::string usable, usable_device(device));
    int cases = 0;
    // The folder itself may be one kind.
    for (const Kind &kind : kinds) {
        const std::filesystem::path folder =
            fixtures.filename() == kind.folder ? fixtures : fixtures / kind.folder;
        if (!std::filesystem::is_directory(folder))
            continue;
        if (stop.stop_requested())
            return cancelled();
        References references(folder, usable, each, stop);
        try {
            kind.run(references);
        } catch (const std::exception &exception) {
            references.report_failure("cases", exception.what());
        }
        cases += references.cases();
    }
    if (stop.stop_requested())
        return cancelled();
    if (cases == 0)
        return failure(
            ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "%1 holds no reference."),
                    {utf8_from_path(fixtures)}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was compared.")),
            message(QT_TRANSLATE_NOOP("Message", "Name a folder laid out as the references are.")));
    return {};
}

} // namespace retclip
