// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/study_privacy.h"

#include <QAbstractTableModel>
#include <QSet>

#include <vector>

namespace retclip {

/// The identifiers found in a study's texts, a row each, with what a person decided about it.
class PrivacyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { decision, kind, found, replacement, why, exam, columnCount_ };
    enum class Decision { open, replace, leave };

    explicit PrivacyModel(QObject *parent = nullptr);

    /// What was left as it is stays so, where the same text is found again.
    void setTexts(std::vector<TextFinds> texts);
    void setHideIdentifiers(bool hide);

    [[nodiscard]] const TextFinds &textOf(int row) const;
    [[nodiscard]] const PrivacyFind &findOf(int row) const;
    [[nodiscard]] Decision decisionOf(int row) const { return m_rows[std::size_t(row)].decision; }
    void decide(int row, Decision decision) { decide(QVector<int>{row}, decision); }
    void decide(const QVector<int> &rows, Decision decision); ///< Rows in order.
    void setReplacement(int row, const QString &text);
    /// Rows of the same kind that nobody has decided about.
    [[nodiscard]] QVector<int> openOfKind(IdentifierKind kind) const;
    [[nodiscard]] int countOf(Decision decision) const;
    /// The next row from `row` on, around the end, that is open; -1: none.
    [[nodiscard]] int nextOpen(int row) const;
    /// The texts with the finds that are to be replaced alone.
    [[nodiscard]] std::vector<TextFinds> chosen() const;
    /// The text of a row as it will read.
    [[nodiscard]] QString preview(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

private:
    struct Row
    {
        std::size_t text = 0, find = 0;
        Decision decision = Decision::open;
    };
    [[nodiscard]] QString identity(const Row &row) const;

    std::vector<TextFinds> m_texts;
    std::vector<Row> m_rows;
    QSet<QString> m_left; ///< What was left as it is, by identity().
    bool m_hide = false;
};

} // namespace retclip
