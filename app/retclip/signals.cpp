// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/signals.h"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace retclip::cli {

namespace {

int wakeUpPipe[2] = {-1, -1};
volatile std::sig_atomic_t signalsSeen = 0;

void onSignal(int)
{
    // Only what is allowed in a handler; the thread does the rest.
    const int kept = errno;
    signalsSeen = signalsSeen + 1;
    if (signalsSeen > 1)
        _exit(130);
    const char byte = 's';
    (void)!::write(wakeUpPipe[1], &byte, 1);
    errno = kept;
}

} // namespace

SignalWatch::SignalWatch(std::stop_source source)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (pipe2(wakeUpPipe, O_CLOEXEC) != 0)
        return;
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    m_thread = std::jthread([source = std::move(source)](std::stop_token) mutable {
        char byte = 0;
        for (;;) {
            const ssize_t got = ::read(wakeUpPipe[0], &byte, 1);
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0 || byte == 'q')
                return;
            source.request_stop();
        }
    });
}

SignalWatch::~SignalWatch()
{
    if (m_thread.joinable()) {
        const char byte = 'q';
        (void)!::write(wakeUpPipe[1], &byte, 1);
        m_thread.join();
    }
}

} // namespace retclip::cli
