// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "app/version.h"
#include "core/imaging/photograph.h"
#include "core/study/database.h"

#include <QCoreApplication>
#include <QStorageInfo>

#include <opencv2/core/version.hpp>

#include <thread>

#include <unistd.h>

namespace retclip::cli {

namespace {

constexpr double gigabyte = 1e9;

qint64 availableMemory()
{
    return qint64(sysconf(_SC_AVPHYS_PAGES)) * qint64(sysconf(_SC_PAGESIZE));
}

/// "cuda:0 NVIDIA H100 (70.1 of 79.2 GB free)": one word or line for people, where JSON has lists and objects.
QString plainWords(const Json &value)
{
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_null())
        return QStringLiteral("-");
    if (value.is_array()) {
        QStringList parts;
        for (const Json &each : value)
            parts << plainWords(each);
        return parts.isEmpty() ? QStringLiteral("-") : parts.join(QStringLiteral(", "));
    }
    if (!value.is_object())
        return QString::fromStdString(dump(value));
    QString words = plainWords(value["id"]);
    if (const QString name = plainWords(value["name"]); name != words)
        words += QLatin1Char(' ') + name;
    if (value["memory_bytes"].get<double>() > 0)
        words += QStringLiteral(" (%1)").arg(QCoreApplication::translate("Command", "%1 of %2 GB free")
                                                 .arg(value["memory_free_bytes"].get<double>() / gigabyte, 0, 'f', 1)
                                                 .arg(value["memory_bytes"].get<double>() / gigabyte, 0, 'f', 1));
    return words;
}

Result<int> runDoctor(Invocation &call)
{
    Json json{{"program", programVersion()}, {"libtorch", nullptr}, {"devices", Json::array()},
              {"threads", std::thread::hardware_concurrency()}, {"instruction_sets", Json::array()},
              {"qt", qVersion()}, {"opencv", CV_VERSION}, {"sqlite", databaseVersion()},
              {"decoder", decoder_description()}, {"blas", nullptr},
              {"memory_free_bytes", availableMemory()},
              {"disk_free_bytes", QStorageInfo(QStringLiteral(".")).bytesAvailable()},
              {"warnings", Json::array()}};
    std::vector<Message> warnings;
    const auto backend = call.backend();
    if (backend) {
        const BackendDescription description = (*backend)->describe();
        json["libtorch"] = description.libtorch;
        json["blas"] = description.blas;
        json["threads"] = description.threads;
        json["instruction_sets"] = description.instruction_sets;
        for (const DeviceDescription &device : description.devices)
            json["devices"].push_back({{"id", device.id}, {"name", device.name},
                                       {"memory_bytes", device.memory_bytes},
                                       {"memory_free_bytes", device.memory_free_bytes},
                                       {"fast_bfloat16", device.fast_bfloat16}});
        warnings = description.warnings;
    } else {
        warnings.push_back(backend.error().what_happened);
        warnings.push_back(backend.error().what_to_do);
    }
    if (json["memory_free_bytes"].get<double>() < 2 * gigabyte)
        warnings.push_back(message(QT_TRANSLATE_NOOP("Message",
            "Less than 2 GB of memory are free: train with a smaller batch.")));
    if (json["disk_free_bytes"].get<double>() < 5 * gigabyte)
        warnings.push_back(message(QT_TRANSLATE_NOOP("Message",
            "Less than 5 GB of disk are free here: checkpoints of the full network need 2.3 GB each.")));
    QString text;
    for (const Message &warning : warnings)
        json["warnings"].push_back(warning.english());
    if (!call.out().isJson()) {
        for (const auto &[name, value] : json.items())
            if (name != "warnings")
                text += QStringLiteral("%1: %2\n").arg(QString::fromStdString(name), plainWords(value));
        for (const Message &warning : warnings)
            text += QStringLiteral("! %1\n").arg(translated(warning));
    }
    call.out().result(json, text.trimmed());
    return statusDone;
}

} // namespace

Verb doctorVerb()
{
    return {"doctor", QT_TRANSLATE_NOOP("Command", "Say what this computer has, and what would hurt a run."),
            {{"", "", {}, {}, "retclip doctor --json", runDoctor, true}}};
}

} // namespace retclip::cli
