// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/exam_list_model.h"

#include "core/study/patient_words.h"
#include "core/study/study_document.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_delegate.h"

#include <QLocale>

#include <algorithm>

namespace retclip {

namespace {
constexpr int pageSize = 128;
constexpr std::size_t pagesKept = 24;
} // namespace

ExamListModel::ExamListModel(QObject *parent) : QAbstractTableModel(parent) {}

void ExamListModel::setStudy(StudyDocument *document)
{
    beginResetModel();
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_exams.clear();
    m_rowOfExam.clear();
    m_pages.clear();
    endResetModel();
    if (!document)
        return;
    connect(document, &StudyDocument::examsChanged, this, &ExamListModel::forget);
    connect(document, &QObject::destroyed, this, [this] {
        beginResetModel();
        m_document = nullptr;
        m_exams.clear();
        m_rowOfExam.clear();
        m_pages.clear();
        endResetModel();
    });
}

void ExamListModel::setExams(std::vector<ExamId> exams, QStringList badges)
{
    beginResetModel();
    m_exams = std::move(exams);
    m_badges = std::move(badges);
    m_rowOfExam.clear();
    m_pages.clear();
    endResetModel();
}

ExamId ExamListModel::examAt(int row) const
{
    return row >= 0 && row < int(m_exams.size()) ? m_exams[std::size_t(row)] : ExamId{};
}

int ExamListModel::rowOf(ExamId id) const
{
    if (m_rowOfExam.empty() && !m_exams.empty()) {
        const ExamId last = *std::max_element(m_exams.begin(), m_exams.end(),
                                              [](ExamId a, ExamId b) { return a.value < b.value; });
        m_rowOfExam.assign(std::size_t(last.value) + 1, -1);
        for (std::size_t i = 0; i < m_exams.size(); ++i)
            m_rowOfExam[std::size_t(m_exams[i].value)] = int(i);
    }
    const bool known = id.value >= 0 && std::size_t(id.value) < m_rowOfExam.size();
    return known ? m_rowOfExam[std::size_t(id.value)] : -1;
}

const ExamListModel::Page *ExamListModel::page(int number) const
{
    for (auto it = m_pages.begin(); it != m_pages.end(); ++it) {
        if (it->number == number) {
            m_pages.splice(m_pages.begin(), m_pages, it);
            return &m_pages.front();
        }
    }
    if (!m_document)
        return nullptr;
    const std::size_t first = std::size_t(number) * pageSize;
    const std::size_t count = std::min<std::size_t>(pageSize, m_exams.size() - first);
    auto rows = m_document->study().exams(std::span(m_exams).subspan(first, count));
    if (!rows)
        return nullptr;
    Page made;
    made.number = number;
    made.rows = std::move(*rows);
    std::size_t next = 0; // an id that is gone is left out of the answer
    for (std::size_t i = 0; i < count; ++i) {
        const bool there = next < made.rows.size() && made.rows[next].id == m_exams[first + i];
        made.placeOfRow.push_back(there ? int(next) : -1);
        next += there ? 1 : 0;
    }
    m_pages.push_front(std::move(made));
    if (m_pages.size() > pagesKept)
        m_pages.pop_back();
    return &m_pages.front();
}

const ExamRow *ExamListModel::row(int row) const
{
    if (row < 0 || row >= int(m_exams.size()))
        return nullptr;
    const Page *found = page(row / pageSize);
    if (!found)
        return nullptr;
    const int place = found->placeOfRow[std::size_t(row % pageSize)];
    return place < 0 ? nullptr : &found->rows[std::size_t(place)];
}

void ExamListModel::forget(const std::vector<ExamId> &ids)
{
    int first = int(m_exams.size());
    int last = -1;
    std::vector<bool> changed(m_exams.size() / pageSize + 1); // by page
    for (ExamId id : ids) {
        const int row = rowOf(id);
        if (row < 0)
            continue;
        changed[std::size_t(row / pageSize)] = true;
        first = std::min(first, row);
        last = std::max(last, row);
    }
    m_pages.remove_if([&](const Page &page) { return changed[std::size_t(page.number)]; });
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, columns - 1));
}

void ExamListModel::setHideIdentifiers(bool hide)
{
    m_hideIdentifiers = hide;
    if (!m_exams.empty())
        emit dataChanged(index(0, 0), index(int(m_exams.size()) - 1, columns - 1));
}

void ExamListModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (!m_exams.empty())
        emit dataChanged(index(0, 0), index(int(m_exams.size()) - 1, columns - 1));
}

int ExamListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_exams.size());
}

int ExamListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ExamListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == examBadgeRole)
        return index.row() < m_badges.size() ? QVariant(m_badges.at(index.row())) : QVariant();
    const bool wanted = role == Qt::DisplayRole || role == examRole || role == Qt::ToolTipRole
        || role == Qt::AccessibleTextRole || role == Qt::FontRole;
    if (!wanted)
        return {};
    if (role == Qt::FontRole)
        return index.column() == code || index.column() == patient
            ? QVariant(theme().font(TypeRole::mono))
            : QVariant();
    const ExamRow *exam = row(index.row());
    if (!exam)
        return {};
    if (role == examRole)
        return QVariant::fromValue(*exam);
    if (role == Qt::AccessibleTextRole)
        return ExamDelegate::description(*exam);
    if (role == Qt::ToolTipRole)
        return exam->report.isEmpty() ? QVariant() : QVariant(exam->report.left(400));
    switch (Column(index.column())) {
    case code: return m_hideIdentifiers ? tr("exam %1").arg(exam->id.value) : exam->code;
    case patient: return m_hideIdentifiers ? QStringLiteral("•••") : exam->patient;
    case sex: return sexText(exam->sex);
    case age: return exam->age >= 0 ? QLocale().toString(exam->age) : QString();
    case date:
        return exam->date.isValid() ? QLocale().toString(exam->date, QLocale::ShortFormat)
                                    : QString();
    case camera: return exam->camera;
    case eyes: {
        const bool right = exam->images.right.has_value();
        const bool left = exam->images.left.has_value();
        return right && left ? QStringLiteral("OD + OS")
            : right          ? QStringLiteral("OD")
            : left           ? QStringLiteral("OS")
                             : tr("none");
    }
    case labels: {
        QStringList parts;
        for (const LabelState &label : exam->labels) {
            if (label.known)
                parts << ExamDelegate::labelText(label);
        }
        return parts.isEmpty() ? tr("no label") : parts.join(QStringLiteral(" · "));
    }
    case tags: return exam->tags.join(QStringLiteral(", "));
    case split: return exam->split == Split::none ? QString() : QString::fromLatin1(word(exam->split));
    case report: return QString(exam->report.left(200)).replace(QLatin1Char('\n'), QLatin1Char(' '));
    }
    return {};
}

QVariant ExamListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (Column(section)) {
    case code: return tr("Exam");
    case patient: return tr("Patient");
    case sex: return tr("Sex");
    case age: return tr("Age");
    case date: return tr("Date");
    case camera: return tr("Camera");
    case eyes: return tr("Eyes");
    case labels: return tr("Labels");
    case tags: return tr("Tags");
    case split: return tr("Split");
    case report: return tr("Report");
    }
    return {};
}

QString ExamListModel::sortField(int column)
{
    switch (Column(column)) {
    case code: return QStringLiteral("exam");
    case patient: return QStringLiteral("patient");
    case sex: return QStringLiteral("sex");
    case age: return QStringLiteral("age");
    case date: return QStringLiteral("date");
    case camera: return QStringLiteral("camera");
    default: return {};
    }
}

} // namespace retclip
