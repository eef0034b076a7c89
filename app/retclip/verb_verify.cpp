// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"

#include <cmath>

namespace retclip::cli {

namespace {

Result<int> run(Invocation &call)
{
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    std::int64_t wrong = 0, cases = 0;
    RETCLIP_CHECK(backend->verify(
        path_from_utf8(call.positional("FIXTURES").toStdString()), call.text("device").toStdString(),
        [&](const VerifyCase &one) {
            ++cases;
            wrong += one.ok ? 0 : 1;
            Json json{{"case", one.name},
                      {"max_difference", std::isfinite(one.max_difference)
                                             ? Json(one.max_difference) : Json(nullptr)},
                      {"tolerance", one.tolerance}, {"ok", one.ok}};
            if (!one.detail.empty())
                json["detail"] = one.detail;
            call.out().result(json, QStringLiteral("%1\t%2\t%3\t%4\t%5")
                                        .arg(one.ok ? QStringLiteral("ok") : QStringLiteral("DIFFERS"),
                                             QString::fromStdString(one.name))
                                        .arg(one.max_difference).arg(one.tolerance)
                                        .arg(QString::fromStdString(one.detail)));
        },
        call.stop()));
    if (cases == 0)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 holds no references."),
                               {call.positional("FIXTURES").toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was compared.")),
                       message(QT_TRANSLATE_NOOP("Message", "Name the folder that holds tokenizer/, model/ …")));
    return wrong ? statusFailed : statusDone;
}

} // namespace

Verb verifyVerb()
{
    return {"verify", QT_TRANSLATE_NOOP("Command", "Compare with reference numbers of the published code."),
            {{"", "", {{"FIXTURES", QT_TRANSLATE_NOOP("Command", "Folder of references.")}},
              {{"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "cpu, cuda …"), {}, "cpu"}},
              "retclip verify fixtures --json", run, true}}};
}

} // namespace retclip::cli
