// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study_document.h"

#include "core/study/restore.h"
#include "core/study/edit_together.h"
#include "core/study/study_errors.h"
#include "core/study/study_lock.h"

namespace retclip {

StudyDocument::StudyDocument(std::unique_ptr<Study> study, QObject *parent)
    : QObject(parent), m_study(std::move(study)), m_person(systemPerson())
{
}

StudyDocument::~StudyDocument() = default;

void StudyDocument::setPerson(const QString &person)
{
    m_person = person.trimmed().isEmpty() ? systemPerson() : person.trimmed();
}

Result<EditReceipt> StudyDocument::change(std::size_t exams, const Change &make)
{
    if (m_changing) // From within the wait for another one: whatever it meant, it did not see this one's end.
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "Another change of the study is being made.")), nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Wait until it has finished, then try again.")));
    Result<EditReceipt> receipt = failure(cancelled().value());
    m_changing = true;
    if (exams < longFrom || !m_runsLong) {
        receipt = make(*m_study);
    } else if (auto other = m_study->openAnother(OpenMode::readWrite); !other) {
        receipt = failure(other.error());
    } else {
        // A connection of its own, as this one goes on reading what the window paints.
        m_runsLong([&] { receipt = make(**other); });
    }
    m_changing = false;
    if (receipt && receipt->edit.valid()) {
        emit examsChanged(receipt->changed);
        emit historyChanged();
    }
    return receipt;
}

Result<EditReceipt> StudyDocument::apply(EditAction action, std::vector<ExamId> exams)
{
    const std::size_t count = exams.size();
    const Edit edit{std::move(action), std::move(exams), m_person};
    return change(count, [&edit](Study &study) { return study.apply(edit); });
}

Result<EditReceipt> StudyDocument::applyTogether(std::vector<EditAction> actions, std::vector<ExamId> exams)
{
    return change(exams.size(), [&](Study &study) { return retclip::applyTogether(study, actions, exams, m_person); });
}

Result<EditReceipt> StudyDocument::undo()
{
    RETCLIP_TRY(const HistoryRow next, m_study->nextUndo());
    return change(std::size_t(next.items), [this](Study &study) { return study.undo(m_person); });
}

Result<EditReceipt> StudyDocument::redo()
{
    RETCLIP_TRY(const HistoryRow next, m_study->nextRedo());
    return change(std::size_t(next.items), [this](Study &study) { return study.redo(m_person); });
}

Result<EditReceipt>
StudyDocument::changeStudy(const std::function<Result<EditReceipt>(Study &, const QString &)> &make)
{
    return change(0, [this, &make](Study &study) { return make(study, m_person); });
}

Result<EditReceipt> StudyDocument::restore(EditId to, std::size_t exams)
{
    return change(exams, [this, to](Study &study) { return restoreTo(study, to, m_person); });
}

void StudyDocument::announceImport()
{
    emit contentsChanged();
    emit historyChanged();
}

void StudyDocument::announceRun(RunId id)
{
    emit runChanged(id);
}

void StudyDocument::announceDatasets()
{
    emit datasetsChanged();
}

} // namespace retclip
