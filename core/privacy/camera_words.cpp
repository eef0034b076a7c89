// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/camera_words.h"

#include "core/imaging/camera_names.h"
#include "core/privacy/date_forms.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace retclip {

std::vector<PrivacyFind> identifiersInCamera(const QString &camera)
{
    static const QRegularExpression announced(
        QStringLiteral("[\\s,;(/#-]*(?:\\bS\\s*/?\\s*N\\b|\\bser(?:ial)?\\b\\.?|\\bUDI\\b|\\bdevice ?id\\b|\\basset\\b|设备序列|序列|机身|设备|资产|出厂|编)"
                       "\\s*(?:号码|编号|号|number|no\\b\\.?|nr\\b\\.?|id\\b)?\\s*[:#=.]*\\s*(?=[A-Za-z./-]*\\d)[A-Za-z0-9./-]{2,}\\)?"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression longNumber(QStringLiteral("[\\s,;(/#-]*(?<![0-9A-Za-z])[A-Za-z]{0,4}-?\\d{5,}[A-Za-z0-9-]*\\)?"));
    const QString plain = folded(camera);
    std::vector<PrivacyFind> finds;
    const auto add = [&](PrivacyFind find) {
        const bool apart = std::none_of(finds.cbegin(), finds.cend(), [&](const PrivacyFind &other) {
            return find.start < other.start + other.length && other.start < find.start + find.length;
        });
        find.text = camera.mid(find.start, find.length);
        find.replacement.clear();
        if (apart)
            finds.push_back(std::move(find));
    };
    for (const QRegularExpression *form : {&announced, &longNumber})
        for (auto matches = form->globalMatch(plain); matches.hasNext();) {
            const auto match = matches.next();
            PrivacyFind find;
            find.kind = IdentifierKind::device;
            find.start = match.capturedStart();
            find.length = match.capturedLength();
            find.confidence = form == &announced ? Confidence::context : Confidence::form;
            find.evidence = form == &announced ? QT_TRANSLATE_NOOP("Privacy", "behind a word that announces it")
                                               : QT_TRANSLATE_NOOP("Privacy", "by its form");
            add(find);
        }
    for (const PrivacyFind &find : scanForIdentifiers(camera))
        add(find);
    // A name behind a maker's has no word beside it, so that only what speaks of a camera may stay: "TRC ZHANGSAN".
    static const QRegularExpression oneWord(QStringLiteral("[\\s,;:(/#&+_-]*([\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}·'’.-]*)\\)?"));
    for (auto matches = oneWord.globalMatch(plain); matches.hasNext();) {
        const auto match = matches.next();
        if (says_only_a_camera(match.captured(1).toStdString()))
            continue;
        PrivacyFind find;
        find.kind = IdentifierKind::name;
        find.start = match.capturedStart();
        find.length = match.capturedLength();
        find.confidence = Confidence::form;
        find.evidence = QT_TRANSLATE_NOOP("Privacy", "a word that speaks of no camera known here");
        add(find);
    }
    std::sort(finds.begin(), finds.end(), [](const PrivacyFind &a, const PrivacyFind &b) { return a.start < b.start; });
    return finds;
}

QString cameraModelOf(const QString &camera)
{
    return redacted(camera, identifiersInCamera(camera)).trimmed();
}

} // namespace retclip
