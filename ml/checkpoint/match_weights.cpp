// SPDX-License-Identifier: GPL-3.0-or-later
// Which tensor of a file is which of ours, and which network the tensors are.
#include "ml/checkpoint/weights.h"

#include "ml/checkpoint/names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <unordered_map>

namespace retclip {

namespace {

std::string words_of(const std::vector<std::int64_t> &shape)
{
    std::string result;
    for (const std::int64_t extent : shape)
        result += (result.empty() ? "" : "x") + std::to_string(extent);
    return shape.empty() ? "scalar" : result;
}

int square_root(std::int64_t number)
{
    const auto root = static_cast<int>(std::lround(std::sqrt(static_cast<double>(number))));
    return std::int64_t(root) * root == number ? root : 0;
}

int likely_heads(int width, int preferred)
{
    for (const int head : {preferred, 64, 32, 16, 8, 4, 2, 1})
        if (width % head == 0)
            return head;
    return 1;
}

using Use = OurName::Use;

/// Builds a match tensor by tensor.
class Matcher
{
public:
    Matcher(const Checkpoint &checkpoint, const NetworkConfig &config)
        : m_weights(checkpoint.weights()), m_family(name_family(m_weights)),
          m_expected(expected_parameters(config)), m_adapters(adapters_in(checkpoint))
    {
        for (const ParameterShape &parameter : m_expected)
            m_ours.emplace(parameter.name, &parameter);
    }

    WeightMatch run()
    {
        for (std::size_t index = 0; index < m_weights.size(); ++index)
            if (!belongs_to_others(m_weights[index].name))
                for (const OurName &name : our_names(m_weights[index].name, m_family))
                    if (!take(name, index))
                        break;
        for (auto &[name, parts] : m_stacks)
            finish_stack(name, parts);
        for (const ParameterShape &parameter : m_expected) {
            if (const auto source = m_found.find(parameter.name); source != m_found.end()) {
                add_patch_bias(source->second);
                add_adapter_to(source->second);
                m_match.sources.push_back(source->second);
            } else if (m_ours.count(parameter.name)) {
                m_match.missing.push_back(parameter.name);
            }
        }
        for (const std::string &weight : m_adapters.incomplete)
            m_match.missing.push_back(weight + " (adapter)");
        return std::move(m_match);
    }

private:
    /// False where the tensor is nothing of ours.
    bool take(const OurName &name, std::size_t index)
    {
        const auto place = m_ours.find(name.name);
        if (place == m_ours.end() || (name.use == Use::whole && m_found.count(name.name))) {
            m_match.unexpected.push_back(m_weights[index].name);
            return false;
        }
        std::vector<std::int64_t> shape = m_weights[index].shape;
        const std::vector<std::int64_t> &wanted = place->second->shape;
        if (name.use == Use::patch_bias) {
            m_patch_bias = index;
            return true;
        }
        if (name.use == Use::stacked) {
            auto &parts = m_stacks[name.name];
            parts.resize(3);
            parts[std::size_t(name.part)] = index;
            return true;
        }
        WeightSource source;
        source.name = name.name;
        source.tensor = index;
        if (name.use == Use::piece && !shape.empty() && shape[0] % 3 == 0) {
            shape[0] /= 3;
            source.piece = name.part;
            source.pieces = 3;
        }
        if (name.use == Use::transposed && shape.size() == 2) {
            std::swap(shape[0], shape[1]);
            source.transposed = true;
        }
        while (m_family == NameFamily::timm && shape.size() > wanted.size() && shape[0] == 1)
            shape.erase(shape.begin()); // a batch of one
        if (!fits(name.name, shape, wanted, source)) {
            misshapen(name.name, shape, wanted);
            return true;
        }
        m_found[name.name] = std::move(source);
        return true;
    }

    bool fits(const std::string &name, const std::vector<std::int64_t> &shape,
              const std::vector<std::int64_t> &wanted, WeightSource &source)
    {
        if (shape == wanted)
            return true;
        if (name == "visual.positional_embedding" && shape.size() == 2 && shape[1] == wanted[1]
            && square_root(shape[0] - 1) > 0 && square_root(wanted[0] - 1) > 0) {
            source.resized = true;
            m_match.resized.push_back(name + ": " + words_of(shape) + " to " + words_of(wanted));
            return true;
        }
        // A scalar kept as one element is the same number.
        return wanted.empty() && m_weights[source.tensor].count() == 1;
    }

    void misshapen(const std::string &name, const std::vector<std::int64_t> &shape,
                   const std::vector<std::int64_t> &wanted)
    {
        m_match.misshapen.push_back(name + ": " + words_of(shape) + " in the file, "
                                    + words_of(wanted) + " in the network");
        m_ours.erase(name);
    }

    void finish_stack(const std::string &name, const std::vector<std::optional<std::size_t>> &parts)
    {
        const auto place = m_ours.find(name);
        if (place == m_ours.end())
            return;
        const std::vector<std::int64_t> wanted = place->second->shape;
        std::vector<std::int64_t> third = wanted;
        third[0] /= 3;
        WeightSource source;
        source.name = name;
        for (const auto &part : parts) {
            if (!part)
                return; // one of three: the whole is missing
            if (m_weights[*part].shape != third) {
                misshapen(name, m_weights[*part].shape, third);
                return;
            }
            source.stacked.push_back(*part);
        }
        source.tensor = source.stacked.front();
        m_found[name] = std::move(source);
    }

    void add_patch_bias(WeightSource &source) const
    {
        if (source.name != "visual.positional_embedding" || !m_patch_bias)
            return;
        if (m_weights[*m_patch_bias].count() == m_ours.at(source.name)->shape[1])
            source.patch_bias = m_patch_bias;
    }

    /// Added to a weight of the file, or of the loss alone.
    static bool belongs_to_others(std::string_view name)
    {
        if (name.starts_with("module."))
            name.remove_prefix(7);
        return is_adapter_part(name) || name.starts_with("logit_bias");
    }

    void add_adapter_to(WeightSource &source)
    {
        const auto adapter = m_adapters.whole.find(m_weights[source.tensor].name);
        if (adapter == m_adapters.whole.end())
            return;
        source.adapter = adapter->second;
        ++m_match.adapted;
        m_match.adapter_rank = m_adapters.rank;
    }

    const std::vector<StoredTensor> &m_weights;
    const NameFamily m_family;
    const std::vector<ParameterShape> m_expected;
    const StoredAdapters m_adapters;
    std::unordered_map<std::string, const ParameterShape *> m_ours;
    std::unordered_map<std::string, WeightSource> m_found;
    std::map<std::string, std::vector<std::optional<std::size_t>>> m_stacks;
    std::optional<std::size_t> m_patch_bias;
    WeightMatch m_match;
};

Result<std::vector<float>> values_of(const Checkpoint &checkpoint, std::size_t index)
{
    const StoredTensor &tensor = checkpoint.weights()[index];
    std::vector<float> values(std::size_t(tensor.count()));
    RETCLIP_CHECK(checkpoint.read_float32(tensor, values));
    return values;
}

/// Shapes of the tensors under our names, and how many blocks either side has.
struct FoundShapes
{
    std::unordered_map<std::string, std::vector<std::int64_t>> shapes;
    int vision_layers = 0, text_layers = 0;

    explicit FoundShapes(const Checkpoint &checkpoint)
    {
        const NameFamily family = name_family(checkpoint.weights());
        for (const StoredTensor &tensor : checkpoint.weights()) {
            for (const OurName &name : our_names(tensor.name, family)) {
                if (name.use == Use::patch_bias)
                    continue;
                std::vector<std::int64_t> &shape = shapes[name.name] = tensor.shape;
                if (name.use == Use::transposed)
                    std::reverse(shape.begin(), shape.end());
                count_layer(name.name, "visual.transformer.resblocks.", vision_layers);
                count_layer(name.name, "bert.encoder.layer.", text_layers);
            }
        }
        if (family == NameFamily::timm)
            for (auto &[name, shape] : shapes)
                while (shape.size() > 1 && shape.front() == 1)
                    shape.erase(shape.begin());
    }

    static void count_layer(const std::string &name, std::string_view prefix, int &layers)
    {
        if (name.rfind(prefix, 0) == 0)
            layers = std::max(layers, std::clamp(std::atoi(name.c_str() + prefix.size()), 0, 9999) + 1);
    }

    /// Zeros where there is none of that rank; a size that no network has counts as none.
    [[nodiscard]] std::vector<std::int64_t> of(const char *name, std::size_t rank) const
    {
        constexpr std::int64_t too_large = 1 << 24;
        const auto found = shapes.find(name);
        const std::vector<std::int64_t> none(rank, 0);
        if (found == shapes.end() || found->second.size() != rank)
            return none;
        for (const std::int64_t extent : found->second)
            if (extent < 1 || extent > too_large)
                return none;
        return found->second;
    }

    [[nodiscard]] bool take_image_side(NetworkConfig &config) const
    {
        const auto conv = of("visual.conv1.weight", 4);
        const int grid = square_root(of("visual.positional_embedding", 2)[0] - 1);
        if (grid < 1 || vision_layers < 1 || vision_layers > 1024 || conv[0] < 1 || conv[0] > 65536
            || conv[2] > 4096)
            return false;
        config.vision_width = int(conv[0]);
        config.vision_patch_size = int(conv[2]);
        config.image_resolution = grid * int(conv[2]);
        config.vision_layers = vision_layers;
        config.vision_head_width = likely_heads(config.vision_width, conv[0] == 1280 ? 80 : 64);
        return true;
    }

    [[nodiscard]] bool take_text_side(NetworkConfig &config) const
    {
        const auto words = of("bert.embeddings.word_embeddings.weight", 2);
        const auto positions = of("bert.embeddings.position_embeddings.weight", 2);
        const auto types = of("bert.embeddings.token_type_embeddings.weight", 2);
        const auto inner = of("bert.encoder.layer.0.intermediate.dense.weight", 2);
        if (words[0] < 1 || positions[0] < 1 || types[0] < 1 || inner[0] < 1 || text_layers < 1
            || text_layers > 1024)
            return false;
        config.vocab_size = int(words[0]);
        config.text_hidden_size = int(words[1]);
        config.text_intermediate_size = int(inner[0]);
        config.text_max_position_embeddings = int(positions[0]);
        config.text_type_vocab_size = int(types[0]);
        config.text_num_hidden_layers = text_layers;
        config.text_num_attention_heads =
            config.text_hidden_size / likely_heads(config.text_hidden_size, 64);
        return true;
    }

    [[nodiscard]] bool take_width(NetworkConfig &config) const
    {
        const auto proj = of("visual.proj", 2);
        if (proj[1] > 0)
            config.embed_dim = int(proj[1]);
        return proj[1] > 0;
    }
};

} // namespace

WeightMatch match_weights(const Checkpoint &checkpoint, const NetworkConfig &config)
{
    return Matcher(checkpoint, config).run();
}

Result<std::vector<float>> read_weight(const Checkpoint &checkpoint, const WeightSource &source,
                                       const NetworkConfig &config)
{
    if (!source.stacked.empty()) {
        std::vector<float> all;
        for (const std::size_t part : source.stacked) {
            RETCLIP_TRY(const std::vector<float> values, values_of(checkpoint, part));
            all.insert(all.end(), values.begin(), values.end());
        }
        return all;
    }
    RETCLIP_TRY(std::vector<float> values, values_of(checkpoint, source.tensor));
    const StoredTensor &tensor = checkpoint.weights()[source.tensor];
    if (source.adapter)
        RETCLIP_CHECK(add_adapter(checkpoint, *source.adapter, values));
    if (source.pieces > 1) {
        const auto length = std::ptrdiff_t(values.size()) / source.pieces;
        const auto begin = values.begin() + length * source.piece;
        return std::vector<float>(begin, begin + length);
    }
    if (source.transposed) {
        const auto rows = std::size_t(tensor.shape[0]), columns = std::size_t(tensor.shape[1]);
        std::vector<float> turned(values.size());
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t column = 0; column < columns; ++column)
                turned[column * rows + row] = values[row * columns + column];
        return turned;
    }
    const auto width = std::size_t(config.vision_width);
    if (source.resized)
        values = resized_positions(values, config.vision_width,
                                   square_root(std::int64_t(values.size() / width) - 1),
                                   config.grid());
    if (source.patch_bias) {
        RETCLIP_TRY(const std::vector<float> bias, values_of(checkpoint, *source.patch_bias));
        for (std::size_t at = width; at < values.size(); ++at) // not the class token's row
            values[at] += bias[at % width];
    }
    return values;
}

std::optional<NetworkConfig> detect_network(const Checkpoint &checkpoint)
{
    const FoundShapes found(checkpoint);
    NetworkConfig config;
    if (!found.take_image_side(config) || !found.take_text_side(config)
        || !found.take_width(config))
        return std::nullopt;
    if (const auto note = checkpoint.metadata().find(network_note);
        note != checkpoint.metadata().end()) {
        const auto json = nlohmann::json::parse(note->second, nullptr, false);
        if (!json.is_discarded())
            if (const auto written = network_config_from_json(json))
                config = *written;
    }
    return config;
}

std::optional<NetworkConfig> likely_network(const Checkpoint &checkpoint)
{
    if (const auto whole = detect_network(checkpoint))
        return whole;
    const FoundShapes found(checkpoint);
    NetworkConfig config;
    const bool image = found.take_image_side(config), text = found.take_text_side(config);
    (void)found.take_width(config);
    return image || text ? std::optional(config) : std::nullopt;
}

} // namespace retclip
