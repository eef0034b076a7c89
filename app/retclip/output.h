// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/study/message_words.h"

#include <nlohmann/json.hpp>

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <mutex>
#include <stop_token>

namespace retclip::cli {

using Json = nlohmann::ordered_json;

/// Where a verb speaks: results to standard output, everything for people to standard error.
/// Threads: any; lines never mix.
class Output
{
public:
    enum class Format { people, json };

    Output(Format format, bool quiet);

    [[nodiscard]] bool isJson() const { return m_format == Format::json; }

    /// One JSON line with --json, else the text (nothing where it is empty). Handed to the system
    /// before it returns.
    void result(const Json &json, const QString &text);
    void json(const Json &json);
    void text(const QString &text);
    /// A line for a person on standard error.
    void note(const QString &text);
    void error(const Error &error);
    [[nodiscard]] ProgressCallback progress();
    /// Clears an unfinished progress bar.
    void endProgress();

    /// Whether standard output took everything. A reader that went away is no error to speak of.
    [[nodiscard]] bool outputLost() const { return m_lost; }
    /// Asked to stop when standard output is gone.
    void stopWhenLost(std::stop_source source) { m_stop = std::move(source); }

private:
    void write(const std::string &bytes);
    void showProgress(const Progress &progress);

    Format m_format;
    bool m_quiet = false;
    bool m_terminal = false;
    bool m_barShown = false;
    bool m_lost = false;
    std::chrono::steady_clock::time_point m_lastProgress;
    std::stop_source m_stop{std::nostopstate};
    std::mutex m_mutex;
};

/// JSON text that is valid UTF-8 whatever stands in a string; never NaN.
[[nodiscard]] std::string dump(const Json &json);
[[nodiscard]] Json fromQt(const QJsonObject &object);
/// A number, or null where it is absent.
template <typename T>
[[nodiscard]] Json orNull(const std::optional<T> &value)
{
    return value ? Json(*value) : Json(nullptr);
}

} // namespace retclip::cli
