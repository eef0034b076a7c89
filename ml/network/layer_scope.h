// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

/// Told which part of the network is being computed, forward: "image block", 3. For measuring.
class LayerObserver
{
public:
    virtual ~LayerObserver() = default;
    virtual void enter(const char *part, int index) = 0; ///< `index` -1: there is one of it.
    virtual void leave() = 0;
};

namespace detail {
inline thread_local LayerObserver *layer_observer = nullptr;
}

/// A part of the network for the time of a scope; nothing where nobody measures on this thread.
class LayerScope
{
public:
    explicit LayerScope(const char *part, int index = -1) : m_observer(detail::layer_observer)
    {
        if (m_observer)
            m_observer->enter(part, index);
    }
    ~LayerScope()
    {
        if (m_observer)
            m_observer->leave();
    }
    LayerScope(const LayerScope &) = delete;
    LayerScope &operator=(const LayerScope &) = delete;

private:
    LayerObserver *m_observer;
};

} // namespace retclip
