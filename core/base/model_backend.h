// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/manifest.h"
#include "core/base/matrix.h"
#include "core/base/network_config.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/run_check.h"
#include "core/base/run_config.h"
#include "core/base/run_event.h"
#include "core/base/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

struct DeviceDescription
{
    std::string id;   ///< "cpu", "cuda:0"
    std::string name; ///< "Intel Xeon …", "NVIDIA H100 …"
    std::uint64_t memory_bytes = 0;
    std::uint64_t memory_free_bytes = 0;
    bool fast_bfloat16 = false; ///< Timed or listed by the processor, never by type support alone.
};

struct BackendDescription
{
    std::string libtorch;     ///< Version.
    std::string decoder;      ///< Which libraries read photographs here.
    std::string blas;
    int threads = 0;
    std::vector<std::string> instruction_sets;
    std::vector<DeviceDescription> devices;
    std::vector<Message> warnings;
};

/// Receives what a run tells. Called on the run's thread; must return at once.
class RunObserver
{
public:
    virtual ~RunObserver() = default;
    virtual void on_event(const RunEvent &event) = 0;
};

/// One run in one folder. The backend writes checkpoints/, events.jsonl, metrics.json and
/// predictions.csv there and nothing elsewhere. run.json and manifest.jsonl are there already.
struct TrainRequest
{
    RunConfig config;
    Manifest manifest;
    std::filesystem::path folder;
    std::filesystem::path cache_folder; ///< Decoded tensors; may be deleted at any time. Empty: none.
    bool resume = false; ///< From the last whole checkpoint in the folder; without one, from the start.
};

struct RunOutcome
{
    std::string outcome; ///< "done", "paused" (stop asked; checkpoint written), "failed"
    std::int64_t steps = 0;
    int epochs = 0;
    std::map<std::string, double> metrics; ///< Of the chosen (validation-best) state.
    std::filesystem::path checkpoint;      ///< Best, else last; relative to the folder.
};

/// Where a trained network lies: a run's folder (checkpoint, tokenizer and sizes are found there)
/// or a file with its tokenizer.
struct ModelSource
{
    std::filesystem::path run_folder;
    std::filesystem::path checkpoint;     ///< With run_folder: empty means best, else last.
    std::filesystem::path tokenizer;      ///< Without run_folder.
    std::optional<NetworkConfig> network; ///< Without it: worked out from the tensors.
    int context_length = 100;             ///< Without run_folder.
};

/// What is embedded of one exam. Any part may be absent.
struct EmbedItem
{
    PerEye<std::string> photographs; ///< Paths, UTF-8; empty: absent.
    std::optional<std::string> text;
};

/// Normalised features, a row an item. A row is all zeros where `present` says 0.
struct FeatureRows
{
    Matrix values;
    std::vector<std::uint8_t> present;
};

struct Features
{
    FeatureRows image_patient, image_left, image_right; ///< Patient level needs both eyes.
    FeatureRows text_patient, text_left, text_right;
    FeatureRows raw_left, raw_right; ///< Raw visual features (SPEC 1.1), not normalised.
    std::vector<std::pair<std::size_t, Error>> unreadable; ///< Item and why; its rows are absent.
};

/// A map over one photograph, row-major, `side` x `side`, 0..1.
struct SaliencyMap
{
    int side = 0;
    std::vector<float> values;
};
struct Explanation
{
    PerEye<SaliencyMap> maps; ///< side 0 where the eye is absent.
    std::vector<std::string> pieces;
    std::vector<float> piece_weights; ///< One a piece, 0..1.
    double similarity = 0;
    /// What each eye adds to the similarity: at the patient level exactly, since the map from both eyes is linear and
    /// without bias (SPEC 1.3), so that the two add up to it; below 0 where an eye speaks against the text.
    PerEye<double> eye_parts{};
};
struct ExplainRequest
{
    EmbedItem item;
    std::string text;
    std::string method = "relevance"; ///< relevance | rollout | occlusion
    Level level = Level::patient;
};

/// A network opened for looking. One thread at a time.
class OpenModel
{
public:
    virtual ~OpenModel() = default;
    [[nodiscard]] virtual const NetworkConfig &network() const = 0;
    [[nodiscard]] virtual std::string checkpoint_hash() const = 0; ///< SHA-256 of the file.
    [[nodiscard]] virtual Result<Features> embed(const std::vector<EmbedItem> &items, int batch,
                                                 const ProgressCallback &progress,
                                                 std::stop_token stop) = 0;
    [[nodiscard]] virtual Result<Explanation> explain(const ExplainRequest &request,
                                                      std::stop_token stop) = 0;
};

struct CheckpointTensor
{
    std::string name;
    std::vector<std::int64_t> shape;
    std::string type;   ///< "float32" …
    std::string sha256; ///< Only where hashes were asked for.
};
struct CheckpointDescription
{
    std::string format; ///< "safetensors", "zip pickle", "legacy pickle"
    std::vector<CheckpointTensor> tensors; ///< The weights, named as in the file, in its order.
    std::int64_t parameters = 0;
    std::optional<NetworkConfig> architecture; ///< Where the tensors are a RET-CLIP network.
    std::string architecture_name;             ///< "ViT-B-16 + RoBERTa-base" or sizes.
    std::vector<std::string> missing, unexpected, misshapen;
    /// Whose names they are: "RET-CLIP", "Chinese-CLIP", "CLIP", "timm ViT (RETFound)", "BERT"; or "".
    std::string family;
    std::int64_t matched = 0;         ///< Tensors of ours that the file gives.
    std::vector<std::string> resized; ///< Position embeddings of another grid.
    std::vector<Message> notes;       ///< What a person should know before loading it.
    /// Against FILE.sha256 beside it: "matches", "differs", "absent"; "unchecked" where the file is
    /// large and hashes were not asked for.
    std::string sha256_file;
};
struct ConvertOptions
{
    enum class Prefix { keep, add_module, remove_module } prefix = Prefix::keep;
    std::string type; ///< "" keep, else "float32", "float16", "bfloat16"
};

struct VerifyCase
{
    std::string name; ///< "tokenizer/plain chinese"
    double max_difference = 0;
    double tolerance = 0;
    bool ok = false;
    std::string detail; ///< Why not, in a word.
    double share = 0;   ///< Of the whole work that is done with this case, 0..1.
};

struct RunEstimate
{
    std::uint64_t memory_bytes = 0;
    double seconds_per_step = 0; ///< Measured over `measured_steps` real steps; 0: not measured.
    int measured_steps = 0;
    std::int64_t steps = 0;
    double data_wait_share = 0;

    std::uint64_t memory_free_bytes = 0; ///< What the run may take now; 0: not known (a GPU).
    /// Other settings under which the run fits into it, the fastest that does; empty: it fits as it is, what
    /// is free is not known, or nothing fits.
    std::map<std::string, std::string> proposal{}; ///< Keys and values for set_field().
    std::uint64_t proposal_bytes = 0;
    double proposal_time = 1; ///< Of a step, as a multiple of one that need not save memory.
    [[nodiscard]] bool fits() const { return memory_free_bytes == 0 || memory_bytes <= memory_free_bytes; }
};

/// A classifier over features, fitted and judged apart (linear probe, few-shot).
struct ProbeRequest
{
    Matrix training, validation, test;
    std::vector<Targets> training_targets, validation_targets, test_targets;
    LabelKind kind = LabelKind::binary;
    int classes = 1; ///< Binary: 1.
    std::string solver = "logistic"; ///< logistic | adamw
    /// Candidates for C; the best on validation by the metric is taken.
    std::vector<double> l2_candidates{1.0};
    std::string selection_metric = "auroc";
    std::int64_t seed = 123;
    int epochs = 75; ///< adamw
    int batch = 128;
    double learning_rate = 1e-3;
};
struct ProbeResult
{
    Matrix weights;           ///< classes x width
    std::vector<float> bias;
    Matrix validation_scores, test_scores; ///< Probabilities, rows x classes (binary: 1).
    double chosen_l2 = 0;     ///< logistic
    int chosen_epoch = 0;     ///< adamw: chosen on validation
    int best_test_epoch = 0;  ///< adamw: the authors' choice; shown only beside, under that name
    double best_test_metric = 0;
};

struct BenchRequest
{
    std::string what = "train"; ///< train | embed | gemm | memory
    std::string precision = "float32";
    int batch = 8, steps = 5, threads = 0, context = 100, layers = 12;
    std::string device = "cpu";
    bool profile = false;
    RunConfig config{}; ///< memory: the run whose steps are taken; the settings above but `steps` do not count.
};
struct BenchMeasure
{
    std::string measure;
    double value = 0;
    std::string unit;
    std::map<std::string, std::string> settings;
    std::map<std::string, double> figures{}; ///< What else was measured with it.
};

/// The one door to networks. `ml` implements it (TorchBackend), tests replace it (FakeBackend).
/// Threads: any; calls may run at the same time. No exception leaves it. Errors: out_of_memory,
/// not_finite, unavailable (device), corrupted (checkpoint), cancelled, and those of its inputs.
class ModelBackend
{
public:
    virtual ~ModelBackend() = default;

    [[nodiscard]] virtual BackendDescription describe() = 0;
    /// Blocks until the run ends. A stop writes a checkpoint and gives outcome "paused".
    [[nodiscard]] virtual Result<RunOutcome> train(const TrainRequest &request,
                                                   RunObserver &observer, std::stop_token stop) = 0;
    /// Predicts the process's memory at its height (docs/training.md, "Memory"), and settings that fit where
    /// these do not; with `measure`, takes three real steps on made-up data of the real sizes.
    [[nodiscard]] virtual Result<RunEstimate> estimate(const RunConfig &config,
                                                       const Manifest &manifest, bool measure,
                                                       std::stop_token stop) = 0;
    /// "Why does my loss not fall?": short experiments with a run's settings and data before it is
    /// started. `request.folder` is a scratch folder that holds its tokenizer. Errors: conflict
    /// (a run computes now: its random numbers must not be disturbed), cancelled.
    [[nodiscard]] virtual Result<void> diagnose(const TrainRequest &request,
                                                const CheckCallback &each,
                                                const ProgressCallback &progress,
                                                std::stop_token stop);
    /// Trains `steps` steps three times in sub-folders of `request.folder`: straight, straight
    /// again, and stopped half-way and resumed; compares weights, optimizer and random state bit for
    /// bit. Errors: as diagnose().
    [[nodiscard]] virtual Result<void> prove_resume(const TrainRequest &request, int steps,
                                                    const CheckCallback &each,
                                                    const ProgressCallback &progress,
                                                    std::stop_token stop);
    [[nodiscard]] virtual Result<std::unique_ptr<OpenModel>>
    open_model(const ModelSource &source, const std::string &device, int threads) = 0;
    [[nodiscard]] virtual Result<ProbeResult> fit_probe(const ProbeRequest &request,
                                                        std::stop_token stop) = 0;

    [[nodiscard]] virtual Result<CheckpointDescription>
    describe_checkpoint(const std::filesystem::path &file, bool hashes) = 0;
    [[nodiscard]] virtual Result<void> convert_checkpoint(const std::filesystem::path &in,
                                                          const std::filesystem::path &out,
                                                          const ConvertOptions &options) = 0;
    /// CLI `model forward`: safetensors in (left, right, ids), safetensors out. Evaluation mode,
    /// float32.
    [[nodiscard]] virtual Result<void> forward(const std::filesystem::path &model,
                                               const std::filesystem::path &network_json,
                                               const std::filesystem::path &inputs,
                                               const std::filesystem::path &out) = 0;
    /// Every reference of a folder (empty: the set that ships with the program); `each` is called
    /// as cases end, on the caller's thread.
    [[nodiscard]] virtual Result<void> verify(const std::filesystem::path &fixtures,
                                              const std::string &device,
                                              const std::function<void(const VerifyCase &)> &each,
                                              std::stop_token stop) = 0;
    [[nodiscard]] virtual Result<std::vector<BenchMeasure>> bench(const BenchRequest &request,
                                                                  std::stop_token stop) = 0;
};

/// Opens the backend on first use (LibTorch is loaded then, not at the start of the program).
/// Threads: any; the first caller waits some 0.3 s, so never call it on the window thread.
class BackendDoor
{
public:
    virtual ~BackendDoor() = default;
    [[nodiscard]] virtual Result<ModelBackend *> backend() = 0;
    [[nodiscard]] virtual TokenizerService &tokenizers() = 0; ///< Needs no LibTorch.
};

/// Guards the pair of program and plug-in: raise it with any change to what crosses the border.
inline constexpr int backend_interface_version = 4;

} // namespace retclip
