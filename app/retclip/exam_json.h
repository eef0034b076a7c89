// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/output.h"
#include "core/study/restore.h"
#include "core/study/study.h"

namespace retclip::cli {

/// Labels of an exam by set: binary 0/1, single choice its class, multi-label a list; per eye an
/// object with "right" and "left". Sets that are not labelled are left out.
[[nodiscard]] Json labelsJson(const ExamRow &exam, const QVector<LabelSet> &sets);
/// Every field that `list` can print, in its order.
[[nodiscard]] const QStringList &examFields();
[[nodiscard]] Json examField(const QString &field, const ExamRow &exam,
                             const QVector<LabelSet> &sets);
[[nodiscard]] Json examJson(const ExamRow &exam, const QStringList &fields,
                            const QVector<LabelSet> &sets);
/// patient, exam, left, right, report: the columns of a hit.
void addExam(Json &line, const ExamRow &exam);
/// A cell for people.
[[nodiscard]] QString cell(const Json &value);
[[nodiscard]] Json receiptJson(const EditReceipt &receipt);
[[nodiscard]] Json historyJson(const HistoryRow &row);
[[nodiscard]] Json changeJson(const DescribedChange &change);

/// The exams of a query (empty: all), as rows.
[[nodiscard]] Result<std::vector<ExamRow>> examsWhere(const Study &study, const QString &query,
                                                      std::stop_token stop);

} // namespace retclip::cli
