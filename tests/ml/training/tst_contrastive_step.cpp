// SPDX-License-Identifier: GPL-3.0-or-later
// A step of training: a batch in parts has the gradients of the whole batch, frozen encoders and
// absent eyes included; 16-bit arithmetic, recomputation, a level that nobody has; initial values.

#define QT_NO_KEYWORDS
#include "ml/network/adapters.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/objective.h"

#include <QTest>

#include <array>
#include <cmath>
#include <map>

using namespace retclip;

namespace {

NetworkConfig tiny_sizes()
{
    NetworkConfig sizes;
    sizes.embed_dim = 12;
    sizes.image_resolution = 16;
    sizes.vision_layers = 2;
    sizes.vision_width = 16;
    sizes.vision_patch_size = 8;
    sizes.vision_head_width = 8;
    sizes.vocab_size = 30;
    sizes.text_hidden_size = 16;
    sizes.text_intermediate_size = 32;
    sizes.text_max_position_embeddings = 16;
    sizes.text_num_attention_heads = 2;
    sizes.text_num_hidden_layers = 2;
    return sizes;
}

// Seven patients: one without a left eye, one without a right one, two with the same report.
LoadedBatch tiny_batch()
{
    LoadedBatch batch;
    batch.left_B3SS = torch::randn({7, 3, 16, 16});
    batch.right_B3SS = torch::randn({7, 3, 16, 16});
    batch.ids_BL = torch::randint(1, 30, {7, 10}, torch::kInt64);
    batch.ids_BL[3] = batch.ids_BL[5];
    batch.report_numbers = torch::tensor(std::vector<std::int64_t>{0, 1, 2, 3, 4, 3, 6});
    batch.has_left = torch::ones({7}, torch::kBool);
    batch.has_right = torch::ones({7}, torch::kBool);
    batch.has_left[2] = false;
    batch.has_right[4] = false;
    return batch;
}

/// Stands in for one of several processes: what it gathers is given in the order that the loss asks in.
class OneOfSeveral final : public FeatureGatherer
{
public:
    OneOfSeveral(std::vector<torch::Tensor> answers, std::int64_t world, std::int64_t rank)
        : m_answers(std::move(answers)), m_world(world), m_rank(rank)
    {
    }
    torch::Tensor gather(const torch::Tensor &) override { return m_answers.at(m_next++); }
    torch::Tensor sum(const torch::Tensor &values) override
    {
        own = values;
        return others.defined() ? values + others : values;
    }
    std::int64_t world() const override { return m_world; }
    std::int64_t rank() const override { return m_rank; }
    torch::Tensor own, others;

private:
    std::vector<torch::Tensor> m_answers;
    std::size_t m_next = 0;
    std::int64_t m_world, m_rank;
};

struct Stepped
{
    ContrastiveOutcome outcome;
    std::map<std::string, torch::Tensor> gradients;
};

Stepped stepped(RetClip &network, const LoadedBatch &batch, const ContrastiveOptions &options)
{
    network->zero_grad();
    Stepped stepped;
    stepped.outcome = contrastive_step(network, batch, torch::Device("cpu"), options);
    for (const NamedParameter &parameter : named_weights(network)) {
        if (parameter.tensor.grad().defined())
            stepped.gradients[parameter.name] = parameter.tensor.grad().clone();
    }
    return stepped;
}

torch::Tensor in_one_row(const std::map<std::string, torch::Tensor> &gradients)
{
    std::vector<torch::Tensor> rows;
    for (const auto &[name, gradient] : gradients)
        rows.push_back(gradient.to(torch::kFloat32).view({-1}));
    return torch::cat(rows);
}

/// How a kind of tensor starts (SPEC 1.4).
struct InitialKind
{
    enum class Shape { constant, normal, uniform } shape;
    double value; ///< The constant, the deviation, or the bound.
};

InitialKind initial_kind(const std::string &name, const NetworkConfig &sizes)
{
    using Shape = InitialKind::Shape;
    const auto has = [&](const char *part) { return name.find(part) != std::string::npos; };
    const bool bias = name.ends_with("bias");
    const double vision = sizes.vision_width, text = sizes.text_hidden_size;
    if (name.starts_with("logit_scale"))
        return {Shape::constant, 4.5};
    if (has("LayerNorm") || has("ln_"))
        return {Shape::constant, bias ? 0.0 : 1.0};
    if (name.starts_with("bert"))
        return bias ? InitialKind{Shape::constant, 0} : InitialKind{Shape::normal, 0.02};
    if (has("class_embedding") || has("positional_embedding") || name == "visual.proj")
        return {Shape::normal, 1 / std::sqrt(vision)};
    if (has("text_projection"))
        return {bias ? Shape::uniform : Shape::normal, 1 / std::sqrt(text)};
    if (has("in_proj_weight"))
        return {Shape::uniform, std::sqrt(6 / (4 * vision))};
    if (has("attn") && bias)
        return {Shape::constant, 0};
    if (has("conv1"))
        return {Shape::uniform, 1 / std::sqrt(3.0 * sizes.vision_patch_size * sizes.vision_patch_size)};
    if (has("c_proj"))
        return {Shape::uniform, 1 / std::sqrt(4 * vision)};
    if (has("global_feature_mapping"))
        return {Shape::uniform, 1 / std::sqrt(2.0 * sizes.embed_dim)};
    if (has("feature_mapping"))
        return {Shape::uniform, 1 / std::sqrt(double(sizes.embed_dim))};
    return {Shape::uniform, 1 / std::sqrt(vision)}; // out_proj, c_fc
}

} // namespace

class tst_ContrastiveStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void processesTogetherHaveTheLossOfOne_data()
    {
        QTest::addColumn<int>("equal_reports");
        QTest::addColumn<bool>("sigmoid");
        QTest::addColumn<bool>("taught");
        QTest::addRow("softmax, as published") << int(EqualReports::negatives) << false << false;
        QTest::addRow("equal reports are right answers") << int(EqualReports::positives) << false << false;
        QTest::addRow("equal reports are left out, with a teacher") << int(EqualReports::ignored) << false << true;
        QTest::addRow("sigmoid, equal reports are right answers") << int(EqualReports::positives) << true << false;
        QTest::addRow("sigmoid, equal reports are left out") << int(EqualReports::ignored) << true << false;
    }
    void processesTogetherHaveTheLossOfOne()
    {
        QFETCH(int, equal_reports);
        QFETCH(bool, sigmoid);
        QFETCH(bool, taught);
        torch::manual_seed(11);
        const std::int64_t count = 8, world = 2, rows = count / world;
        const auto features = [&](bool leaf) {
            ForwardResult result;
            for (const Level level : all_levels)
                for (LevelFeatures *side : {&result.image, &result.text})
                    (*side)[level] = normalised_rows(torch::randn({count, 6})).detach().requires_grad_(leaf);
            result.scales = torch::tensor(std::vector<float>{9, 7, 5});
            result.biases = torch::tensor(std::vector<float>{-4, -3, -2});
            return result;
        };
        ForwardResult whole = features(true);
        whole.scales.requires_grad_(true);
        const ForwardResult teacher = features(false);
        // One patient of the first process and two of the second lack an eye; nobody of the second has a right one
        // but two.
        torch::Tensor left = torch::ones({count}, torch::kBool), right = torch::ones({count}, torch::kBool);
        left[1] = false;
        right[5] = false;
        right[6] = false;
        whole.present = {torch::logical_and(left, right), left, right};
        LossOptions options;
        options.pairs = sigmoid ? PairLoss::sigmoid : PairLoss::softmax;
        options.equal_reports = EqualReports(equal_reports);
        const torch::Tensor numbers = torch::tensor(std::vector<std::int64_t>{0, 1, 2, 0, 4, 5, 0, 5});
        const bool numbered = options.equal_reports != EqualReports::negatives;
        if (numbered)
            options.report_numbers = numbers;
        options.teacher_weight = 0.7;
        options.teacher_temperature = 2;
        if (taught)
            options.teacher = &teacher;
        const LossResult expected = contrastive_loss(whole, options);
        expected.total.backward();
        std::vector<torch::Tensor> gradients;
        const auto each_leaf = [&](const auto &use) {
            for (const Level level : all_levels)
                for (LevelFeatures *side : {&whole.image, &whole.text})
                    use((*side)[level]);
            use(whole.scales);
        };
        each_leaf([&](torch::Tensor &leaf) {
            gradients.push_back(leaf.grad().clone());
            leaf.mutable_grad() = torch::Tensor();
        });

        const auto of_rank = [&](std::int64_t rank, const torch::Tensor &others, torch::Tensor *own) {
            const auto part = [&](const torch::Tensor &all) { return all.narrow(0, rank * rows, rows); };
            ForwardResult here = whole, teacher_here = teacher;
            std::vector<torch::Tensor> answers;
            for (std::size_t i = 0; i < 3; ++i) {
                const Level level = all_levels[i];
                using Sides = std::pair<LevelFeatures *, const LevelFeatures *>;
                for (const auto &[to, from] : {Sides{&here.image, &whole.image}, Sides{&here.text, &whole.text},
                                               Sides{&teacher_here.image, &teacher.image},
                                               Sides{&teacher_here.text, &teacher.text}})
                    (*to)[level] = part((*from)[level]);
                here.present[i] = part(whole.present[i]);
                answers.push_back(whole.image[level]);
                answers.push_back(whole.text[level]);
                if (taught) {
                    answers.push_back(teacher.image[level]);
                    answers.push_back(teacher.text[level]);
                }
                answers.push_back(whole.present[i].to(torch::kInt64));
                if (numbered)
                    answers.push_back(numbers);
            }
            OneOfSeveral gatherer(answers, world, rank);
            gatherer.others = others;
            LossOptions asked = options;
            asked.gatherer = &gatherer;
            if (taught)
                asked.teacher = &teacher_here;
            if (numbered)
                asked.report_numbers = part(numbers);
            const LossResult loss = contrastive_loss(here, asked);
            *own = gatherer.own;
            return loss;
        };
        std::array<torch::Tensor, 2> added;
        for (std::int64_t rank = 0; rank < world; ++rank)
            (void)of_rank(rank, {}, &added[std::size_t(rank)]);
        for (std::int64_t rank = 0; rank < world; ++rank) {
            torch::Tensor own;
            const LossResult loss = of_rank(rank, added[std::size_t(1 - rank)], &own);
            QVERIFY(std::abs(loss.total.item<double>() - expected.total.item<double>()) < 1e-5);
            QCOMPARE(loss.rows, expected.rows);
            QVERIFY(std::abs(loss.accuracy_image_to_text.item<double>() - expected.accuracy_image_to_text.item<double>()) < 1e-6);
            QVERIFY(std::abs(loss.accuracy_text_to_image.item<double>() - expected.accuracy_text_to_image.item<double>()) < 1e-6);
            // The mean over the processes of their gradients is the gradient.
            (loss.total / double(world)).backward({}, /*retain_graph=*/true);
        }
        std::size_t next = 0;
        each_leaf([&](torch::Tensor &leaf) {
            const double difference = (leaf.grad() - gradients[next++]).abs().max().item<double>();
            QVERIFY2(difference < 1e-5, qPrintable(QString("leaf %1: %2").arg(next).arg(difference)));
        });
    }

    void partsHaveTheGradientsOfTheWhole_data()
    {
        QTest::addColumn<int>("micro");
        QTest::addColumn<bool>("positives");
        QTest::addColumn<bool>("frozen_text");
        QTest::addColumn<QString>("also");
        QTest::addRow("parts of three, one-eyed patients, duplicates are negatives") << 3 << false << false << "";
        QTest::addRow("parts of one, identical reports are positives") << 1 << true << false << "";
        QTest::addRow("text encoder frozen") << 4 << true << true << "";
        QTest::addRow("identical reports are ignored") << 3 << false << false << "ignored";
        QTest::addRow("sigmoid") << 3 << true << false << "sigmoid";
        QTest::addRow("a teacher of another size") << 3 << false << false << "teacher";
        QTest::addRow("adapters in both encoders") << 2 << true << false << "adapters";
    }
    void partsHaveTheGradientsOfTheWhole()
    {
        QFETCH(int, micro);
        QFETCH(bool, positives);
        QFETCH(bool, frozen_text);
        QFETCH(QString, also);
        torch::manual_seed(5);
        RetClip network(tiny_sizes());
        if (also == "sigmoid")
            network->add_logit_biases(-2);
        RetClip teacher{nullptr};
        if (also == "teacher") {
            NetworkConfig larger = tiny_sizes();
            larger.embed_dim = 20;
            larger.image_resolution = 24; // It sees the same photographs, enlarged.
            larger.vision_layers = 3;
            teacher = RetClip(larger);
            teacher->eval();
        }
        network->set_text_dropout(0);
        network->train();
        for (torch::Tensor &parameter : network->bert->parameters())
            parameter.set_requires_grad(!frozen_text);
        if (also == "adapters") {
            attach_adapters(*network, 2, 4, true, true);
            torch::NoGradGuard no_gradients;
            for (auto &item : network->named_parameters())
                if (item.key().ends_with("adapter.b"))
                    item.value().normal_(0, 0.1);
        }
        const LoadedBatch batch = tiny_batch();

        const auto gradients_with = [&](std::int64_t parts) {
            ContrastiveOptions options;
            options.micro_batch = parts;
            options.equal_reports = also == "ignored" ? EqualReports::ignored
                : positives                           ? EqualReports::positives
                                                      : EqualReports::negatives;
            options.pairs = also == "sigmoid" ? PairLoss::sigmoid : PairLoss::softmax;
            options.teacher = teacher;
            network->zero_grad();
            const ContrastiveOutcome outcome =
                contrastive_step(network, batch, torch::Device("cpu"), options);
            std::map<std::string, torch::Tensor> gradients;
            for (const NamedParameter &parameter : named_weights(network)) {
                if (parameter.tensor.grad().defined())
                    gradients[parameter.name] = parameter.tensor.grad().clone();
            }
            return std::pair(outcome, gradients);
        };
        const auto [whole, expected] = gradients_with(0);
        const auto [parts, found] = gradients_with(micro);
        QCOMPARE(whole.rows[0], std::int64_t(5));
        QCOMPARE(whole.rows[1], std::int64_t(6));
        QCOMPARE(whole.taught.has_value(), also == "teacher");
        if (also == "adapters") // What they stand beside is frozen, and costs no gradient.
            for (const auto &[name, gradient] : expected)
                QVERIFY2((!name.starts_with("visual.") && !name.starts_with("bert."))
                             || is_adapter_name(name), name.c_str());
        QVERIFY(std::abs(whole.loss - parts.loss) < 1e-4);
        for (const auto &[name, gradient] : expected) {
            QVERIFY2(found.count(name), name.c_str());
            const double most = gradient.abs().max().item<double>();
            const double difference = (gradient - found.at(name)).abs().max().item<double>();
            QVERIFY2(difference <= 1e-4 + 1e-3 * most, name.c_str());
        }
        if (also == "adapters")
            return;
        QCOMPARE(found.count("bert.embeddings.word_embeddings.weight") > 0
                     && found.at("bert.embeddings.word_embeddings.weight").abs().sum().item<double>()
                         > 0,
                 !frozen_text);
    }

    void bfloat16IsNearFloat32_data()
    {
        QTest::addColumn<int>("micro");
        QTest::addRow("at once") << 0;
        QTest::addRow("in parts") << 3;
    }
    // Stated: the loss within 2 %, the gradient's direction within a cosine of 0.99, its length
    // within 5 %; weights and their gradients stay float32.
    void bfloat16IsNearFloat32()
    {
        QFETCH(int, micro);
        torch::manual_seed(5);
        RetClip network(tiny_sizes());
        network->set_text_dropout(0);
        network->train();
        const LoadedBatch batch = tiny_batch();
        ContrastiveOptions options;
        options.micro_batch = micro;
        const Stepped exact = stepped(network, batch, options);
        options.precision = torch::kBFloat16;
        const Stepped rounded = stepped(network, batch, options);
        QVERIFY2(exact.outcome.loss != rounded.outcome.loss, "bfloat16 was not used");
        QVERIFY(std::abs(exact.outcome.loss - rounded.outcome.loss) < 0.02 * exact.outcome.loss);
        QCOMPARE(rounded.gradients.size(), exact.gradients.size());
        for (const auto &[name, gradient] : rounded.gradients)
            QVERIFY2(gradient.scalar_type() == torch::kFloat32, name.c_str());
        const torch::Tensor a = in_one_row(exact.gradients), b = in_one_row(rounded.gradients);
        const double length = a.norm().item<double>(), other = b.norm().item<double>();
        const double cosine = a.dot(b).item<double>() / (length * other);
        QVERIFY2(cosine > 0.99, qPrintable(QString::number(cosine)));
        QVERIFY2(std::abs(length - other) < 0.05 * length, qPrintable(QString::number(other / length)));
    }

    void recomputationDropsTheSameElementsOut()
    {
        torch::manual_seed(5);
        RetClip network(tiny_sizes());
        network->set_text_dropout(0.3);
        network->train();
        const LoadedBatch batch = tiny_batch();
        const auto with = [&](bool recomputing, std::uint64_t seed) {
            network->set_gradient_checkpointing(recomputing);
            torch::manual_seed(seed);
            const Stepped done = stepped(network, batch, {});
            return std::pair(done, torch::rand({1}).item<double>());
        };
        const auto [kept, next] = with(false, 9);
        const auto [again, next_again] = with(true, 9);
        const auto [others, next_others] = with(false, 10);
        QVERIFY2(kept.outcome.loss != others.outcome.loss, "nothing was dropped out");
        QCOMPARE(again.outcome.loss, kept.outcome.loss);
        QCOMPARE(next_again, next); // What comes after draws on as if nothing had been recomputed.
        QCOMPARE(again.gradients.size(), kept.gradients.size());
        for (const auto &[name, gradient] : kept.gradients) {
            const double most = gradient.abs().max().item<double>();
            const double difference =
                (gradient - again.gradients.at(name)).abs().max().item<double>();
            QVERIFY2(difference <= 1e-6 + 1e-5 * most, name.c_str());
        }
    }

    void nobodyHasARightEye_data()
    {
        QTest::addColumn<int>("micro");
        QTest::addRow("at once") << 0;
        QTest::addRow("in parts") << 3;
    }
    void nobodyHasARightEye()
    {
        QFETCH(int, micro);
        torch::manual_seed(5);
        RetClip network(tiny_sizes());
        network->set_text_dropout(0);
        network->train();
        LoadedBatch batch = tiny_batch();
        batch.has_left.fill_(true);
        batch.has_right.fill_(false);
        ContrastiveOptions options;
        options.micro_batch = micro;
        const Stepped done = stepped(network, batch, options);
        QCOMPARE(done.outcome.rows, (std::array<std::int64_t, 3>{0, 7, 0}));
        QVERIFY(std::isfinite(done.outcome.loss) && done.outcome.loss > 0);
        QCOMPARE(done.outcome.loss, done.outcome.levels[1]);
        QCOMPARE(done.outcome.levels[0], 0.0);
        QCOMPARE(done.outcome.levels[2], 0.0);
        for (const auto &[name, gradient] : done.gradients) {
            QVERIFY2(gradient.isfinite().all().item<bool>(), name.c_str());
            const bool of_right = name.find("right") != std::string::npos;
            if (of_right)
                QVERIFY2(gradient.abs().sum().item<double>() == 0, name.c_str());
        }
        QVERIFY(done.gradients.at("visual.proj").abs().sum().item<double>() > 0);
    }

    void newNetworksStartAsPublished()
    {
        NetworkConfig sizes = tiny_sizes();
        sizes.embed_dim = 48;
        sizes.vision_width = 64;
        sizes.vision_head_width = 32;
        sizes.vocab_size = 500;
        sizes.text_hidden_size = 96;
        sizes.text_intermediate_size = 128;
        torch::manual_seed(7);
        RetClip network(sizes);
        std::map<InitialKind::Shape, int> seen;
        for (const NamedParameter &parameter : named_weights(network)) {
            const InitialKind kind = initial_kind(parameter.name, sizes);
            ++seen[kind.shape];
            const torch::Tensor x = parameter.tensor.detach().to(torch::kFloat64).view({-1});
            const double largest = x.abs().max().item<double>();
            const double mean = x.mean().item<double>();
            const double square = x.square().mean().item<double>();
            const double count = double(x.numel());
            const auto told = [&] {
                return parameter.name + ": mean " + std::to_string(mean) + ", deviation "
                    + std::to_string(std::sqrt(square)) + ", largest " + std::to_string(largest);
            };
            if (kind.shape == InitialKind::Shape::constant) {
                QVERIFY2((x == kind.value).all().item<bool>(), told().c_str());
                continue;
            }
            const bool normal = kind.shape == InitialKind::Shape::normal;
            const double deviation = normal ? kind.value : kind.value / std::sqrt(3.0);
            // Five standard errors: a fixed seed, so it passes always or never.
            QVERIFY2(std::abs(mean) < 5 * deviation / std::sqrt(count), told().c_str());
            const double spread = normal ? 1 / std::sqrt(2 * count) : 1 / std::sqrt(5 * count);
            QVERIFY2(std::abs(std::sqrt(square) / deviation - 1) < 5 * spread, told().c_str());
            if (!normal)
                QVERIFY2(largest <= kind.value * (1 + 1e-6), told().c_str());
            if (count > 2000) { // Kurtosis: 3 of a normal distribution, 1.8 of an even one.
                const double kurtosis = x.pow(4).mean().item<double>() / (square * square);
                QVERIFY2(std::abs(kurtosis - (normal ? 3.0 : 1.8)) < 0.5, told().c_str());
            }
        }
        QCOMPARE(seen.size(), std::size_t(3));
        // The row of [PAD] is drawn like the others.
        QVERIFY(network->named_parameters()["bert.embeddings.word_embeddings.weight"][0]
                    .abs().sum().item<double>() > 0);
    }
};

QTEST_APPLESS_MAIN(tst_ContrastiveStep)
#include "tst_contrastive_step.moc"
