// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QAbstractButton>

namespace retclip {

/// A value, its count and a bar; a click opens its exams.
class FacetBar : public QAbstractButton
{
    Q_OBJECT

public:
    FacetBar(const FacetValue &value, double share, QWidget *parent = nullptr);

    [[nodiscard]] static QString titleOf(const QString &field);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    FacetValue m_value;
    double m_share;
};

} // namespace retclip
