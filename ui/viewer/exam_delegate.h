// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QPointer>
#include <QStyledItemDelegate>

class QListView;

namespace retclip {

class Pictures;

/// Model role under which a grid of pairs finds its ExamRow (Q_DECLARE_METATYPE below).
inline constexpr int examRole = Qt::UserRole + 40;
/// Optional: a short text above the code, e.g. "1 · 0.71" of a retrieval hit.
inline constexpr int examBadgeRole = Qt::UserRole + 41;

/// Paints one exam: OD on the viewer's left, OS on its right, code, labels, tags, state. All items
/// have one size.
class ExamDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ExamDelegate(Pictures &pictures, QObject *parent = nullptr);

    /// At least so wide; cards grow until they fill the view's rows.
    void setEyeWidth(int px);
    [[nodiscard]] int eyeWidth() const { return m_wantedEyeWidth_px; }
    /// Keeps the columns of a view in icon mode as wide as the view.
    void fill(QListView &view);
    void setHideIdentifiers(bool hide) { m_hideIdentifiers = hide; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    /// "Exam 10023, OD and OS, glaucoma, labelled": for screen readers.
    [[nodiscard]] static QString description(const ExamRow &exam);
    /// What stands in the badge of a label: "OD glaucoma", "no glaucoma".
    [[nodiscard]] static QString labelText(const LabelState &label);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    Pictures &m_pictures;
    QPointer<QListView> m_view;
    int m_wantedEyeWidth_px = 112;
    int m_eyeWidth_px = 112;
    bool m_hideIdentifiers = false;
};

} // namespace retclip

Q_DECLARE_METATYPE(retclip::ExamRow)
