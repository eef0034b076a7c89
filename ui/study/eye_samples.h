// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QVector>
#include <QWidget>

#include <utility>

namespace retclip {

/// Some pairs of files as the clinic sees them: right eye on the viewer's left, so that in
/// unmirrored photographs the discs meet in the middle.
class EyeSamples : public QWidget
{
    Q_OBJECT

public:
    explicit EyeSamples(QWidget *parent = nullptr);

    struct Pair
    {
        QString rightName, leftName;
        QImage right, left; ///< Null: cannot be read.
        bool doubtful = false; ///< A name says the other eye.
    };
    void setPairs(const QVector<Pair> &pairs);
    void wait(); ///< Others are being read: what stood here is not theirs.
    [[nodiscard]] const QVector<Pair> &pairs() const { return m_pairs; }
    [[nodiscard]] QSize sizeHint() const override { return {720, 360}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVector<Pair> m_pairs;
    bool m_waiting = false;
};

} // namespace retclip
