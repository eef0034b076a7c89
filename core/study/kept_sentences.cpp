// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/kept_sentences.h"

#include "core/base/message.h"

#include <QRegularExpression>

#include <vector>

namespace retclip {

namespace {

/// A sentence as a pattern; which argument each of its captures is.
struct KeptPattern
{
    QRegularExpression form;
    std::vector<int> arguments;
};

KeptPattern keptPattern(const QString &sentence)
{
    static const QRegularExpression place(QStringLiteral("%([1-9])"));
    KeptPattern pattern;
    QString form;
    qsizetype from = 0;
    for (auto match = place.match(sentence); match.hasMatch(); match = place.match(sentence, from)) {
        form += QRegularExpression::escape(sentence.mid(from, match.capturedStart() - from)) + QStringLiteral("(.*?)");
        pattern.arguments.push_back(match.captured(1).toInt());
        from = match.capturedEnd();
    }
    form += QRegularExpression::escape(sentence.mid(from));
    pattern.form = QRegularExpression(u'^' + form + u'$', QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

} // namespace

QString keptText(const QString &kept)
{
    static const std::vector<KeptPattern> patterns = [] {
        std::vector<KeptPattern> all;
        for (const char *sentence : keptSentences)
            all.push_back(keptPattern(QString::fromUtf8(sentence)));
        return all;
    }();
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const auto match = patterns[i].form.match(kept);
        if (!match.hasMatch())
            continue;
        std::vector<std::string> arguments(9);
        for (std::size_t k = 0; k < patterns[i].arguments.size(); ++k)
            arguments[std::size_t(patterns[i].arguments[k] - 1)] = match.captured(int(k) + 1).toStdString();
        const QString text = QCoreApplication::translate("KeptSentence", keptSentences[i]);
        return QString::fromStdString(fill_arguments(text.toStdString(), arguments));
    }
    return kept;
}

} // namespace retclip
