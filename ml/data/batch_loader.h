// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"
#include "core/imaging/augment.h"
#include "ml/data/dataset.h"
#include "ml/data/decoded_cache.h"

#include "ml/torch.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace retclip {

/// Some patients as tensors in host memory. Shapes: B patients, S pixels a side, L text tokens.
struct LoadedBatch
{
    std::vector<std::int64_t> items;        ///< Item numbers of the manifest.
    torch::Tensor left_B3SS, right_B3SS;    ///< float32; rows of absent eyes are zeros.
    torch::Tensor ids_BL;                   ///< int64
    torch::Tensor has_left, has_right;      ///< bool
    torch::Tensor report_numbers;           ///< int64
    std::vector<std::pair<std::int64_t, Error>> unreadable; ///< Item and why; that eye is absent.
};

/// Which items make a batch, and in which epoch (it seeds the augmentation).
struct BatchPlan
{
    std::vector<std::int64_t> items;
    std::int64_t epoch = 0;
};

/// Prepares batches ahead on its own threads. Batches come in the order of the plan and hold the
/// same numbers whatever the number of threads: chance depends on (seed, epoch, item) alone.
///
/// Threads: one consumer. Ends its threads when destroyed.
class BatchLoader
{
public:
    /// `plan(n)` is asked once for each n = first … last-1, in order, under a lock.
    BatchLoader(const Dataset &data, DecodedCache &cache, const RunConfig &config, bool augment,
                std::int64_t first, std::int64_t last,
                std::function<BatchPlan(std::int64_t)> plan);
    ~BatchLoader();
    BatchLoader(const BatchLoader &) = delete;
    BatchLoader &operator=(const BatchLoader &) = delete;

    /// The next batch, or nothing after the last. Blocks; `waited_s` gets how long. Throws what a worker
    /// threw (memory that does not suffice for a batch); then there is no next one.
    [[nodiscard]] std::optional<LoadedBatch> next(double *waited_s = nullptr);

private:
    struct Slot
    {
        LoadedBatch batch;
        std::int64_t epoch = 0;
        std::size_t started = 0;  ///< Items handed to workers.
        std::size_t finished = 0;
    };
    void work(std::stop_token stop);
    void work_on(std::stop_token stop, std::unique_lock<std::mutex> &lock);
    void load_item(Slot &slot, std::size_t place);
    bool add_slot(); ///< Under the lock.

    // set once
    const Dataset &m_data;
    DecodedCache &m_cache;
    RunConfig m_config;
    bool m_augment;
    AugmentOptions m_augmentation;
    std::int64_t m_last;
    std::function<BatchPlan(std::int64_t)> m_plan;
    // any thread, under the mutex
    std::mutex m_mutex;
    std::condition_variable_any m_work_there, m_batch_there;
    std::deque<std::shared_ptr<Slot>> m_slots;
    std::int64_t m_next;
    std::exception_ptr m_failure;
    std::vector<std::jthread> m_workers;
};

/// Side of the cached pictures that training crops from: an eighth larger, so that a crop is
/// reduced, never enlarged.
[[nodiscard]] int augmentation_source_px(int size_px);

/// One batch on the calling thread, without augmentation.
[[nodiscard]] LoadedBatch load_batch(const Dataset &data, DecodedCache &cache,
                                     std::vector<std::int64_t> items);

} // namespace retclip
