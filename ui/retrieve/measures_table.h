// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/retrieve/retrieval_jobs.h"

#include <QTableWidget>

#include <optional>

namespace retclip {

/// Recall, ranks and chance of retrieval, a row each level, direction and kind of positives;
/// intervals in the tool tips.
class MeasuresTable : public QTableWidget
{
    Q_OBJECT

public:
    explicit MeasuresTable(QWidget *parent = nullptr);

    void showMeasures(const RetrievalMeasures &measures);
    void clearMeasures();
    void retranslate();

private:
    struct Row
    {
        QStringList cells, tips;
    };
    [[nodiscard]] static Row rowOf(const QString &level, const QString &direction,
                                   const QString &kind, const RetrievalReport &report);

    std::optional<RetrievalMeasures> m_measures;
};

} // namespace retclip
