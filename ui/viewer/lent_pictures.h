// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class QString;

namespace retclip {

class AppContext;
class JobPool;
class Pictures;

/// The window's pictures; where it lends none (a workspace that stands alone), ones of its own with
/// a pool of one thread.
///
/// Threads: window only.
class LentPictures
{
public:
    explicit LentPictures(AppContext &context);
    ~LentPictures();

    [[nodiscard]] Pictures &get() const { return *m_pictures; }
    /// Of the study just opened. The window does it for its own.
    void setCacheFolder(const QString &folder);

private:
    std::unique_ptr<JobPool> m_pool;
    std::unique_ptr<Pictures> m_own;
    Pictures *m_pictures;
};

} // namespace retclip
