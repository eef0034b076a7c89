// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/study/values.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

namespace retclip {

class AppContext;
class Job;
class PairedViewer;

/// What a viewer's flicker compares with: the exam of the same patient before the one that is shown, or
/// another one that a person chooses; each of its photographs laid upon this exam's by the vessels. The
/// fellow eye stands in where the patient has no other exam.
///
/// Threads: window only; exams are looked for and photographs aligned in the pool.
class ExamComparison : public QObject
{
    Q_OBJECT

public:
    ExamComparison(AppContext &context, PairedViewer &viewer, QObject *parent);

    /// Looked for after a rest: who walks on quickly compares nothing.
    void showExam(const ExamRow &exam);
    /// The next of the patient's other exams, from the one before this exam backwards, then the later ones.
    void chooseNext();
    [[nodiscard]] const std::vector<ExamRow> &others() const { return m_others; }

private:
    void findOthers();
    void compareWith(std::size_t index);
    void align(Laterality eye);

    AppContext &m_context;
    PairedViewer &m_viewer;
    QTimer m_rest;
    ExamRow m_exam;
    std::vector<ExamRow> m_others;
    std::size_t m_chosen = 0;
    PerEye<QPointer<Job>> m_aligning;
};

} // namespace retclip
