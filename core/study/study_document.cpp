// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study_document.h"

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

Result<EditReceipt> StudyDocument::apply(EditAction action, std::vector<ExamId> exams)
{
    auto receipt = m_study->apply({std::move(action), std::move(exams), m_person});
    if (receipt && receipt->edit.valid()) {
        emit examsChanged(receipt->changed);
        emit historyChanged();
    }
    return receipt;
}

Result<EditReceipt> StudyDocument::undo()
{
    auto receipt = m_study->undo(m_person);
    if (receipt) {
        emit examsChanged(receipt->changed);
        emit historyChanged();
    }
    return receipt;
}

Result<EditReceipt> StudyDocument::redo()
{
    auto receipt = m_study->redo(m_person);
    if (receipt) {
        emit examsChanged(receipt->changed);
        emit historyChanged();
    }
    return receipt;
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
