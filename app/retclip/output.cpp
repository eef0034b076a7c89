// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/output.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace retclip::cli {

namespace {

bool writeAll(int descriptor, const std::string &bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        done += std::size_t(written);
    }
    return true;
}

QString duration(double seconds)
{
    const qint64 whole = qint64(seconds + 0.5);
    if (whole >= 3600)
        return QStringLiteral("%1:%2:%3").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
            .arg(whole % 60, 2, 10, QLatin1Char('0'));
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

std::string dump(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json fromQt(const QJsonObject &object)
{
    return Json::parse(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

Output::Output(Format format, bool quiet)
    : m_format(format), m_quiet(quiet), m_terminal(isatty(STDERR_FILENO) == 1)
{
}

void Output::write(const std::string &bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_lost)
        return;
    if (m_barShown) {
        writeAll(STDERR_FILENO, "\r\033[K");
        m_barShown = false;
    }
    if (writeAll(STDOUT_FILENO, bytes))
        return;
    m_lost = true;
    if (errno != EPIPE)
        writeAll(STDERR_FILENO, std::string("retclip: standard output: ") + std::strerror(errno) + "\n");
    m_stop.request_stop();
}

void Output::json(const Json &json)
{
    write(dump(json) + '\n');
}

void Output::text(const QString &text)
{
    write(text.toStdString() + '\n');
}

void Output::result(const Json &json, const QString &text)
{
    if (isJson())
        this->json(json);
    else if (!text.isEmpty())
        this->text(text);
}

void Output::note(const QString &text)
{
    endProgress();
    const std::lock_guard lock(m_mutex);
    writeAll(STDERR_FILENO, text.toStdString() + '\n');
}

void Output::error(const Error &error)
{
    QString text = QStringLiteral("retclip: ") + translated(error.what_happened);
    if (!error.what_was_kept.empty())
        text += QStringLiteral("\n  ") + translated(error.what_was_kept);
    if (!error.what_to_do.empty())
        text += QStringLiteral("\n  ") + translated(error.what_to_do);
    if (!error.cause.empty())
        text += QStringLiteral("\n  (%1)").arg(QString::fromStdString(error.cause));
    note(text);
}

ProgressCallback Output::progress()
{
    if (m_quiet)
        return {};
    return [this](const Progress &progress) { showProgress(progress); };
}

void Output::endProgress()
{
    const std::lock_guard lock(m_mutex);
    if (m_barShown)
        writeAll(STDERR_FILENO, "\r\033[K");
    m_barShown = false;
}

void Output::showProgress(const Progress &progress)
{
    using namespace std::chrono_literals;
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    const bool first = m_lastProgress == std::chrono::steady_clock::time_point();
    if (!first && now - m_lastProgress < (m_terminal ? 100ms : 5000ms))
        return;
    m_lastProgress = now;
    QString line = translated(progress.what);
    if (progress.total > 0) {
        const double share = double(progress.done) / double(progress.total);
        if (m_terminal) {
            const int filled = std::clamp(int(share * 24), 0, 24);
            line += QStringLiteral(" [%1%2]").arg(QString(filled, QLatin1Char('#')),
                                                 QString(24 - filled, QLatin1Char('.')));
        }
        line += QStringLiteral(" %1 / %2 (%3 %)").arg(progress.done).arg(progress.total)
                    .arg(int(100 * share));
    } else {
        line += QStringLiteral(" %1").arg(progress.done);
    }
    if (progress.seconds_left >= 0)
        line += QLatin1Char(' ')
                + QCoreApplication::translate("Command", "%1 left").arg(duration(progress.seconds_left));
    if (m_terminal) {
        writeAll(STDERR_FILENO, "\r\033[K" + line.toStdString());
        m_barShown = true;
    } else {
        writeAll(STDERR_FILENO, line.toStdString() + '\n');
    }
}

} // namespace retclip::cli
