// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QAbstractTableModel>

#include <list>
#include <vector>

namespace retclip {

class StudyDocument;

/// The exams of a result, a row each; rows are read in pages when a view asks for them.
class ExamListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { code, patient, sex, age, date, camera, eyes, labels, tags, split, report };
    static constexpr int columns = report + 1;

    explicit ExamListModel(QObject *parent = nullptr);

    void setStudy(StudyDocument *document);
    /// `badges`: a short text for each, shown over its code in the grid; may be empty.
    void setExams(std::vector<ExamId> exams, QStringList badges = {});
    [[nodiscard]] const std::vector<ExamId> &exams() const { return m_exams; }
    [[nodiscard]] ExamId examAt(int row) const;
    [[nodiscard]] int rowOf(ExamId id) const; ///< -1: not in the result.
    /// Null where it cannot be read.
    [[nodiscard]] const ExamRow *row(int row) const;
    void setHideIdentifiers(bool hide);
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// How a column is named in `sort:`; empty: it cannot be sorted by.
    [[nodiscard]] static QString sortField(int column);

private:
    struct Page
    {
        int number = 0;
        std::vector<ExamRow> rows;
        std::vector<int> placeOfRow; ///< Of each row of the page in `rows`; -1: gone.
    };
    [[nodiscard]] const Page *page(int number) const;
    void forget(const std::vector<ExamId> &ids);

    StudyDocument *m_document = nullptr;
    std::vector<ExamId> m_exams;
    QStringList m_badges;
    mutable std::vector<int> m_rowOfExam; ///< By exam, -1: not listed. Made when first asked for.
    mutable std::list<Page> m_pages;        ///< Front: newest.
    bool m_hideIdentifiers = false;
};

} // namespace retclip
