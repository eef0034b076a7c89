// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/checkpoint_table.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"

#include <QCoreApplication>

#include <algorithm>

namespace retclip::cli {

namespace {

/// How the tensors fit, before anything is loaded.
QString fitText(const CheckpointDescription &description)
{
    QString text;
    const auto line = [&](const QString &what) { text += QLatin1Char('\n') + what; };
    if (!description.family.empty())
        line(QCoreApplication::translate("Command", "Names: %1; %2 tensors of the network are given, %3 are missing")
                 .arg(QString::fromStdString(description.family)).arg(description.matched)
                 .arg(description.missing.size()));
    for (const auto &[list, title] :
         {std::pair{&description.unexpected, QCoreApplication::translate("Command", "Not of the network: %1")},
          {&description.misshapen, QCoreApplication::translate("Command", "Other shape: %1")},
          {&description.resized, QCoreApplication::translate("Command", "Resized: %1")}})
        for (const std::string &name : *list)
            line(title.arg(QString::fromStdString(name)));
    for (const Message &note : description.notes)
        line(translated(note));
    line(QCoreApplication::translate("Command", "Checksum file: %1")
             .arg(QString::fromStdString(description.sha256_file)));
    return text;
}

Result<int> showModel(Invocation &call)
{
    RETCLIP_TRY(const CheckpointDescription description,
                checkpointTable(pathOf(call.positional("MODEL")), call.has("hash")));
    Json tensors = Json::array();
    for (const CheckpointTensor &tensor : description.tensors) {
        Json one{{"name", tensor.name}, {"shape", tensor.shape}, {"dtype", tensor.type}};
        if (call.has("hash"))
            one["sha256"] = tensor.sha256;
        tensors.push_back(std::move(one));
    }
    Json architecture = nullptr;
    if (description.architecture)
        architecture = Json::parse(to_json(*description.architecture).dump());
    Json notes = Json::array();
    for (const Message &note : description.notes)
        notes.push_back(note.english());
    QString text;
    if (!call.out().isJson()) {
        text = QCoreApplication::translate("Command", "%1; %2 tensors, %3 parameters; %4")
                   .arg(QString::fromStdString(description.format))
                   .arg(description.tensors.size()).arg(description.parameters)
                   .arg(description.architecture
                            ? QString::fromStdString(description.architecture_name)
                            : QCoreApplication::translate("Command", "no RET-CLIP network"));
        text += fitText(description);
        for (const CheckpointTensor &tensor : description.tensors) {
            QStringList shape;
            for (const std::int64_t size : tensor.shape)
                shape << QString::number(size);
            text += QStringLiteral("\n%1\t%2\t[%3]\t%4")
                        .arg(QString::fromStdString(tensor.name), QString::fromStdString(tensor.type),
                             shape.join(QStringLiteral(", ")), QString::fromStdString(tensor.sha256));
        }
    }
    call.out().result({{"architecture", architecture},
                       {"architecture_name", description.architecture
                                                 ? Json(description.architecture_name)
                                                 : Json(nullptr)},
                       {"format", description.format}, {"tensors", tensors},
                       {"parameters", description.parameters}, {"missing", description.missing},
                       {"unexpected", description.unexpected}, {"misshapen", description.misshapen},
                       {"family", description.family.empty() ? Json(nullptr)
                                                             : Json(description.family)},
                       {"matched", description.matched}, {"resized", description.resized},
                       {"notes", notes}, {"sha256_file", description.sha256_file}},
                      text);
    return statusDone;
}

Result<int> convert(Invocation &call)
{
    const auto ending = pathOf(call.positional("OUT")).extension();
    if (ending != ".pt" && ending != ".pth" && ending != ".safetensors")
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                                      "The ending of %1 says no format that can be written."),
                                  {call.positional("OUT").toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message",
                              "End the name in .safetensors, .pt or .pth.")));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    ConvertOptions options;
    if (call.text("prefix") == QLatin1String("module"))
        options.prefix = ConvertOptions::Prefix::add_module;
    else if (call.text("prefix") == QLatin1String("none"))
        options.prefix = ConvertOptions::Prefix::remove_module;
    if (call.text("dtype") != QLatin1String("keep"))
        options.type = call.text("dtype").toStdString();
    RETCLIP_CHECK(backend->convert_checkpoint(pathOf(call.positional("IN")),
                                              pathOf(call.positional("OUT")), options));
    call.out().result({{"file", call.positional("OUT").toStdString()}}, call.positional("OUT"));
    return statusDone;
}

/// Nothing in the file is left out without a word; a training checkpoint may leave many.
void nameTensorsLeftOut(Output &out, const std::vector<std::string> &names)
{
    if (names.empty())
        return;
    constexpr std::size_t most = 20;
    QStringList some;
    for (std::size_t at = 0; at < std::min(names.size(), most); ++at)
        some << QString::fromStdString(names[at]);
    if (names.size() > most)
        some << QStringLiteral("…");
    out.note(QCoreApplication::translate("Command", "%1 tensors of the checkpoint have no place in the network and were not loaded: %2")
                 .arg(names.size()).arg(some.join(QStringLiteral(", "))));
}

Result<int> forward(Invocation &call)
{
    RETCLIP_TRY(const std::vector<std::string> leftOut,
                tensorsWithoutPlace(pathOf(call.text("model")), pathOf(call.text("config"))));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_CHECK(backend->forward(pathOf(call.text("model")), pathOf(call.text("config")),
                                   pathOf(call.text("inputs")), pathOf(call.text("out"))));
    nameTensorsLeftOut(call.out(), leftOut);
    call.out().result({{"file", call.text("out").toStdString()}, {"unexpected", leftOut}},
                      call.text("out"));
    return statusDone;
}

OptionDescription file(const char *name, const char *placeholder, const char *help)
{
    return {name, ValueKind::text, placeholder, help, {}, "", 0, false, true};
}

} // namespace

Verb modelVerb()
{
    return {"model", QT_TRANSLATE_NOOP("Command", "Show, convert or run a checkpoint."),
            {{"show", QT_TRANSLATE_NOOP("Command", "What a checkpoint holds; nothing in it is run."),
              {{"MODEL", QT_TRANSLATE_NOOP("Command", ".pt or .safetensors")}},
              {{"hash", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "SHA-256 of each tensor.")}},
              "retclip model show ret-clip.pt --hash --json", showModel, true},
             {"convert", QT_TRANSLATE_NOOP("Command", ".pt to .safetensors and back."),
              {{"IN", QT_TRANSLATE_NOOP("Command", "Checkpoint to read.")},
               {"OUT", QT_TRANSLATE_NOOP("Command", "File to write; its ending says the format.")}},
              {{"prefix", ValueKind::choice, "PREFIX",
                QT_TRANSLATE_NOOP("Command", "Names with or without \"module.\"."),
                {"keep", "module", "none"}, "keep"},
               {"dtype", ValueKind::choice, "TYPE", QT_TRANSLATE_NOOP("Command", "Type of the weights."),
                {"keep", "float32", "float16", "bfloat16"}, "keep"}},
              "retclip model convert ret-clip.pt ret-clip.safetensors --prefix none", convert, true},
             {"forward", QT_TRANSLATE_NOOP("Command", "One forward pass on given tensors."), {},
              {file("model", "MODEL", QT_TRANSLATE_NOOP("Command", "Checkpoint.")),
               file("config", "CONFIG.json", QT_TRANSLATE_NOOP("Command", "Model configuration.")),
               file("inputs", "IN.safetensors",
                    QT_TRANSLATE_NOOP("Command", "left, right (N x 3 x H x W) and ids (N x L).")),
               file("out", "OUT.safetensors", QT_TRANSLATE_NOOP("Command", "Features and losses."))},
              "retclip model forward --model w.safetensors --config config.json "
              "--inputs in.safetensors --out out.safetensors", forward, true}}};
}

} // namespace retclip::cli
