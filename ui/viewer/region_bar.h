// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QVector>

class QComboBox;
class QLabel;
class QToolButton;

namespace retclip {

class RegionLayer;

/// The tools of a RegionLayer as one row: shape, what it shows, show or hide, take away, how many there are.
class RegionBar : public QFrame
{
    Q_OBJECT

public:
    explicit RegionBar(RegionLayer &layer, QWidget *parent = nullptr);
    [[nodiscard]] QComboBox *classBox() const { return m_class; }

signals:
    void left(); ///< A class was chosen: the keys belong to the photographs again.

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fillClasses();
    void refresh();
    void chooseClass(const QString &words);

    RegionLayer &m_layer;
    QVector<QToolButton *> m_tools; ///< As shapeTools of the .cpp.
    QComboBox *m_class;
    QToolButton *m_show, *m_remove;
    QLabel *m_title, *m_count;
};

} // namespace retclip
