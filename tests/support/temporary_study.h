// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"
#include "core/study/study_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace retclip {

/// Fails the test with all three parts of the error.
#define QVERIFY_OK(result)                                                                        \
    do {                                                                                          \
        const auto &verified = (result);                                                          \
        if (!QTest::qVerify(bool(verified), #result,                                              \
                            verified ? "" : verified.error().english().c_str(), __FILE__,         \
                            __LINE__))                                                            \
            return;                                                                               \
    } while (false)

/// Fails unless the result is an error of this code.
#define QVERIFY_FAILS(result, wanted)                                                             \
    do {                                                                                          \
        const auto &verified = (result);                                                          \
        if (!QTest::qVerify(!verified && verified.error().code == (wanted), #result " fails",     \
                            verified ? "it did not fail" : verified.error().english().c_str(),    \
                            __FILE__, __LINE__))                                                  \
            return;                                                                               \
    } while (false)

/// A study in a folder that goes away with it.
class TemporaryStudy
{
public:
    TemporaryStudy();
    [[nodiscard]] Study &operator*() { return *m_study; }
    [[nodiscard]] Study *operator->() { return m_study.get(); }
    [[nodiscard]] QString folder() const;
    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath(file); }
    /// Closes and opens again, as another start of the program would.
    void reopen(OpenMode mode = OpenMode::readWrite);
    void close() { m_study.reset(); }
    [[nodiscard]] std::unique_ptr<Study> take() { return std::move(m_study); }

    /// Imports in one go; crashes the test on an error.
    void import(const QVector<ImportedExam> &exams, const QString &source = QStringLiteral("table.csv"));
    void define(const LabelSet &set);
    [[nodiscard]] ExamId exam(const QString &code) const;
    /// Codes of what a query finds, in its order.
    [[nodiscard]] QStringList codes(const QString &query) const;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Study> m_study;
};

/// A patient with both eyes at made-up paths and this report.
[[nodiscard]] ImportedExam pairOf(const QString &patient, const QString &report = {});
[[nodiscard]] ImportedLabel labelOf(const QString &set, const QStringList &positive,
                                    std::optional<Laterality> eye = {});
[[nodiscard]] LabelSet binarySet(const QString &name, bool perEye = false);
[[nodiscard]] LabelSet classSet(const QString &name, LabelKind kind, const QStringList &classes,
                                bool perEye = false);

} // namespace retclip
