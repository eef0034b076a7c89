// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/verify/verify.h"

#include "core/base/files.h"
#include "ml/verify/references.h"

#include "ml/torch.h"

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

/// A kind that is there, and how much of the whole it is.
struct ReferencePart
{
    Kind kind;
    std::filesystem::path folder;
    double work = 1;
};

std::vector<ReferencePart> parts_of(const std::filesystem::path &fixtures)
{
    std::vector<ReferencePart> parts;
    for (const Kind &kind : kinds) {
        // The folder itself may be one kind.
        const std::filesystem::path folder =
            fixtures.filename() == kind.folder ? fixtures : fixtures / kind.folder;
        if (std::filesystem::is_directory(folder))
            parts.push_back({kind, folder, work_of(folder)});
    }
    return parts;
}

/// Graphics cards round products of float32 to 10 bits unless told not to: not here.
class ExactProducts
{
public:
    ExactProducts()
        : m_convolutions(at::globalContext().allowTF32CuDNN()),
          m_products(at::globalContext().allowTF32CuBLAS())
    {
        set(false, false);
    }
    ~ExactProducts() { set(m_convolutions, m_products); }
    ExactProducts(const ExactProducts &) = delete;
    ExactProducts &operator=(const ExactProducts &) = delete;

private:
    static void set(bool convolutions, bool products)
    {
        at::globalContext().setAllowTF32CuDNN(convolutions);
        at::globalContext().setAllowTF32CuBLAS(products);
    }
    const bool m_convolutions, m_products;
};

} // namespace

Result<void> verify(const std::filesystem::path &fixtures, const std::string &device,
                    const std::function<void(const VerifyCase &)> &each, std::stop_token stop)
{
    RETCLIP_TRY(const std::string usable, usable_device(device));
    const ExactProducts exact;
    const std::vector<ReferencePart> parts = parts_of(fixtures);
    double whole = 0, before = 0;
    for (const ReferencePart &part : parts)
        whole += part.work;
    int cases = 0;
    for (const auto &[kind, folder, work] : parts) {
        if (stop.stop_requested())
            return cancelled();
        References references(folder, usable, each, stop,
                              {before / whole, (before + work) / whole});
        before += work;
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
