// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/study_privacy.h"

#include "core/base/all_cores.h"
#include "core/privacy/camera_words.h"

#include <algorithm>
#include <span>

namespace retclip {

namespace {

constexpr std::size_t examsAtOnce = 512;

std::vector<TextFinds> findsOf(const ExamRow &row)
{
    const PrivacyScanOptions options{{row.patient, row.code}, {}};
    std::vector<TextFinds> texts;
    const auto look = [&](PrivacyField field, const QString &text) {
        if (text.isEmpty())
            return;
        if (auto finds = scanForIdentifiers(text, options); !finds.empty())
            texts.push_back({row.id, row.code, field, text, std::move(finds)});
    };
    look(PrivacyField::report, row.report);
    look(PrivacyField::comment, row.comment);
    for (const QString &tag : row.tags)
        look(PrivacyField::tag, tag);
    if (auto finds = identifiersInCamera(row.camera); !finds.empty())
        texts.push_back({row.id, row.code, PrivacyField::camera, row.camera, std::move(finds)});
    return texts;
}

} // namespace

const char *word(PrivacyField field)
{
    switch (field) {
    case PrivacyField::report: return "report";
    case PrivacyField::comment: return "comment";
    case PrivacyField::camera: return "camera";
    case PrivacyField::tag: break;
    }
    return "tag";
}

Result<std::vector<TextFinds>> findIdentifiers(const Study &study, const QString &query,
                                               const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<ExamId> ids, study.find(query, stop));
    ProgressReporter reporter(progress, std::int64_t(ids.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Looking through reports")));
    std::vector<TextFinds> all;
    for (std::size_t start = 0; start < ids.size(); start += examsAtOnce) {
        if (stop.stop_requested())
            return cancelled();
        const std::size_t count = std::min(examsAtOnce, ids.size() - start);
        RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(std::span(ids).subspan(start, count)));
        std::vector<std::vector<TextFinds>> found(rows.size());
        on_all_cores(rows.size(), [&](std::size_t i) { found[i] = findsOf(rows[i]); });
        for (std::vector<TextFinds> &texts : found)
            std::move(texts.begin(), texts.end(), std::back_inserter(all));
        reporter.advance_to(std::int64_t(start + count));
    }
    reporter.finish();
    return all;
}

Redaction redactionOf(const std::vector<TextFinds> &texts)
{
    Redaction redaction;
    for (const TextFinds &each : texts) {
        if (each.finds.empty())
            continue;
        for (const PrivacyFind &find : each.finds)
            ++redaction.counts[find.kind];
        const qint64 exam = each.exam.value;
        if (each.field == PrivacyField::report)
            redaction.action.reports[exam] = redacted(each.text, each.finds);
        else if (each.field == PrivacyField::comment)
            redaction.action.comments[exam] = redacted(each.text, each.finds);
        else if (each.field == PrivacyField::camera)
            redaction.action.cameras[exam] = redacted(each.text, each.finds).trimmed();
        else
            redaction.action.tagsTakenOff[exam].append(each.text);
        if (redaction.exams.empty() || redaction.exams.back() != each.exam)
            redaction.exams.push_back(each.exam);
    }
    QStringList parts;
    for (const auto &[kind, count] : redaction.counts)
        parts.append(QStringLiteral("%1 %2").arg(QLatin1String(word(kind))).arg(count));
    redaction.action.summary = QStringLiteral("redacted: ") + parts.join(QStringLiteral(", "));
    return redaction;
}

} // namespace retclip
