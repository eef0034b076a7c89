// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/report_terms.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace retclip {

/// Terms with their numbers, narrowed to those that hold a text: all terms of the reports, or those near one.
class TermsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Shows { all, alike, together };
    explicit TermsModel(Shows shows, QObject *parent = nullptr);

    void setTerms(std::shared_ptr<const ReportTerms> terms); ///< For Shows::all.
    void setNear(std::vector<NearTerm> terms);
    void setFilter(const QString &text);
    [[nodiscard]] QString term(int row) const;
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Shows m_shows;
    std::shared_ptr<const ReportTerms> m_terms;
    std::vector<NearTerm> m_near;
    std::vector<int> m_rows; ///< Places that fit the filter.
    QString m_filter;
};

} // namespace retclip
