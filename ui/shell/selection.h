// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/identifiers.h"

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace retclip {

/// An ordered set of exams and where it came from. Live: a query, found again when the study
/// changes. Fixed: these ids.
struct Selection
{
    std::vector<ExamId> exams;
    QString sentence; ///< "12 false negatives of run 7 for glaucoma"
    QString query;    ///< Gives the same exams again; empty: cannot be put as a query.
    bool live = false;
    RunId run{};      ///< The run whose predictions it is about; none: not about a run.
    QString labelSet{}; ///< What that run predicted.

    /// Says the sentence in the window's present language; none: a sentence that a person wrote.
    std::function<QString()> say{};
    bool ordered = false; ///< The order means something: Review keeps it.
    ExamId at{};          ///< Where Review begins; none: at the first.
    /// Why an exam is here, in the window's present language; none: nothing to say.
    std::function<QString(ExamId)> why{};

    void describe(std::function<QString()> how)
    {
        say = std::move(how);
        sentence = say();
    }
    void sayAnew()
    {
        if (say)
            sentence = say();
    }
    [[nodiscard]] bool empty() const { return exams.empty(); }
    friend bool operator==(const Selection &a, const Selection &b)
    {
        return a.exams == b.exams && a.sentence == b.sentence && a.query == b.query
            && a.live == b.live && a.run == b.run && a.labelSet == b.labelSet
            && a.ordered == b.ordered;
    }
};

/// What can be asked of a selection from everywhere.
enum class SelectionVerb { openInData, tag, label, review, addToDataset, exportExams };

/// The one current selection, the ones before, and the verbs on it.
///
/// Threads: window only. A workspace that shows cases calls select() or request(); the window
/// answers requests (switches workspace, opens the dialog).
class SelectionModel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const Selection &current() const { return m_current; }
    void select(const Selection &selection); ///< Remembers the one before.
    void clear() { select({}); }

    [[nodiscard]] bool canGoBack() const { return !m_back.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.empty(); }
    void goBack();
    void goForward();
    void setLive(bool live); ///< The pin.
    void forgetAll();        ///< Another study.
    void retranslate();      ///< Another language: the sentences are said anew.

    /// Selects, then asks for the verb.
    void request(SelectionVerb verb, const Selection &selection);
    void openInData(const Selection &selection) { request(SelectionVerb::openInData, selection); }
    void sendToReview(const Selection &selection) { request(SelectionVerb::review, selection); }

signals:
    void changed();
    void retranslated(); ///< The same exams, other words.
    void requested(retclip::SelectionVerb verb);

private:
    Selection m_current;
    std::vector<Selection> m_back, m_forward;
};

} // namespace retclip
