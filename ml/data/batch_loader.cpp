// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/data/batch_loader.h"

#include "core/imaging/augment.h"

#include <algorithm>
#include <chrono>

namespace retclip {
namespace {

// Batches prepared ahead: one being used, two waiting.
constexpr std::size_t batches_ahead = 3;

LoadedBatch empty_batch(const Dataset &data, std::vector<std::int64_t> items, int size_px)
{
    LoadedBatch batch;
    const auto count = std::int64_t(items.size());
    batch.left_B3SS = torch::zeros({count, 3, size_px, size_px});
    batch.right_B3SS = torch::zeros({count, 3, size_px, size_px});
    batch.has_left = torch::zeros({count}, torch::kBool);
    batch.has_right = torch::zeros({count}, torch::kBool);
    batch.report_numbers = torch::empty({count}, torch::kInt64);
    batch.ids_BL = torch::zeros({count, data.context_length}, torch::kInt64);
    for (std::int64_t row = 0; row < count; ++row) {
        const auto item = std::size_t(items[std::size_t(row)]);
        batch.report_numbers.data_ptr<std::int64_t>()[row] = data.report_numbers[item];
        const std::vector<std::int32_t> &ids = data.tokens[item];
        std::copy(ids.begin(), ids.end(),
                  batch.ids_BL.data_ptr<std::int64_t>() + row * data.context_length);
    }
    batch.items = std::move(items);
    return batch;
}

struct EyeTarget
{
    float *pixels;
    bool *present;
};

EyeTarget target_of(LoadedBatch &batch, Laterality eye, std::int64_t row)
{
    torch::Tensor &pixels = eye == Laterality::left ? batch.left_B3SS : batch.right_B3SS;
    torch::Tensor &present = eye == Laterality::left ? batch.has_left : batch.has_right;
    return {pixels.data_ptr<float>() + row * pixels.stride(0), present.data_ptr<bool>() + row};
}

} // namespace

int augmentation_source_px(int size_px)
{
    return size_px + (size_px + 7) / 8;
}

BatchLoader::BatchLoader(const Dataset &data, DecodedCache &cache, const RunConfig &config,
                         bool augment, std::int64_t first, std::int64_t last,
                         std::function<BatchPlan(std::int64_t)> plan)
    : m_data(data), m_cache(cache), m_config(config), m_augment(augment), m_last(last),
      m_plan(std::move(plan)), m_next(first)
{
    m_augmentation.size = config.network.image_resolution;
    m_augmentation.crop_minimum = config.augment_crop_minimum;
    m_augmentation.flip_probability = config.augment_flip_probability;
    m_augmentation.jitter = config.augment_jitter;
    m_augmentation.erasing_probability = config.augment_erasing_probability;
    m_augmentation.eyes_together = config.augment_eyes_together;
    for (int i = 0; i < std::max(1, config.workers); ++i)
        m_workers.emplace_back([this](std::stop_token stop) { work(stop); });
}

BatchLoader::~BatchLoader()
{
    for (std::jthread &worker : m_workers)
        worker.request_stop();
    m_work_there.notify_all();
    m_workers.clear();
}

bool BatchLoader::add_slot()
{
    if (m_next >= m_last || m_slots.size() >= batches_ahead)
        return false;
    BatchPlan plan = m_plan(m_next++);
    auto slot = std::make_shared<Slot>();
    slot->epoch = plan.epoch;
    slot->batch = empty_batch(m_data, std::move(plan.items), m_config.network.image_resolution);
    m_slots.push_back(std::move(slot));
    return true;
}

void BatchLoader::work(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    try {
        work_on(stop, lock);
    } catch (...) { // Whoever waits for the batch must hear of it; a thread that throws ends the program.
        if (!lock.owns_lock())
            lock.lock();
        m_failure = std::current_exception();
        m_batch_there.notify_all();
    }
}

void BatchLoader::work_on(std::stop_token stop, std::unique_lock<std::mutex> &lock)
{
    while (!stop.stop_requested()) {
        auto open = std::find_if(m_slots.begin(), m_slots.end(), [](const auto &slot) {
            return slot->started < slot->batch.items.size();
        });
        if (open == m_slots.end()) {
            if (add_slot())
                continue;
            m_work_there.wait(lock, stop, [&] {
                return m_slots.size() < batches_ahead && m_next < m_last;
            });
            continue;
        }
        const std::shared_ptr<Slot> slot = *open;
        const std::size_t place = slot->started++;
        lock.unlock();
        load_item(*slot, place);
        lock.lock();
        if (++slot->finished == slot->batch.items.size())
            m_batch_there.notify_all();
    }
}

void BatchLoader::load_item(Slot &slot, std::size_t place)
{
    const std::int64_t number = slot.batch.items[place];
    const ManifestItem &item = m_data.manifest.items[std::size_t(number)];
    for (const Laterality eye : both_eyes) {
        const ManifestPhotograph &photograph = item.photographs[eye];
        if (!photograph.present())
            continue;
        const EyeTarget target = target_of(slot.batch, eye, std::int64_t(place));
        auto picture = m_cache.picture(photograph);
        if (!picture) {
            std::lock_guard lock(m_mutex);
            slot.batch.unreadable.emplace_back(number, std::move(picture.error()));
            continue;
        }
        if (m_augment) {
            const RgbImage image{m_cache.size_px(), m_cache.size_px(), **picture};
            const std::vector<float> tensor = augmented_tensor(
                image, m_augmentation, AugmentKey{m_config.seed, slot.epoch, number, eye});
            std::copy(tensor.begin(), tensor.end(), target.pixels);
        } else {
            normalise_picture(**picture, m_cache.size_px(), target.pixels);
        }
        *target.present = true;
    }
}

std::optional<LoadedBatch> BatchLoader::next(double *waited_s)
{
    const auto began = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    if (m_slots.empty() && !add_slot())
        return std::nullopt;
    m_work_there.notify_all();
    m_batch_there.wait(lock, [&] {
        return m_failure || m_slots.front()->finished == m_slots.front()->batch.items.size();
    });
    if (m_failure)
        std::rethrow_exception(m_failure);
    const std::shared_ptr<Slot> slot = m_slots.front();
    m_slots.pop_front();
    lock.unlock();
    m_work_there.notify_all();
    if (waited_s) {
        *waited_s =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    }
    return std::move(slot->batch);
}

LoadedBatch load_batch(const Dataset &data, DecodedCache &cache, std::vector<std::int64_t> items)
{
    LoadedBatch batch = empty_batch(data, std::move(items), cache.size_px());
    for (std::size_t row = 0; row < batch.items.size(); ++row) {
        const ManifestItem &item = data.manifest.items[std::size_t(batch.items[row])];
        for (const Laterality eye : both_eyes) {
            if (!item.photographs[eye].present())
                continue;
            auto picture = cache.picture(item.photographs[eye]);
            if (!picture) {
                batch.unreadable.emplace_back(batch.items[row], std::move(picture.error()));
                continue;
            }
            const EyeTarget target = target_of(batch, eye, std::int64_t(row));
            normalise_picture(**picture, cache.size_px(), target.pixels);
            *target.present = true;
        }
    }
    return batch;
}

} // namespace retclip
