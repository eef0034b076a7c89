// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QFrame>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace retclip {

/// What is in the result, by field, with counts; a click edits the query line. Only open facets
/// are asked for.
class FacetsPanel : public QFrame
{
    Q_OBJECT

public:
    explicit FacetsPanel(QWidget *parent = nullptr);

    [[nodiscard]] QStringList openFields() const;
    void setFacets(const QVector<Facet> &facets, const QString &query);
    void clear();

signals:
    void valueClicked(const QString &field, const QString &value, bool wanted);
    void openFieldsChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    [[nodiscard]] static QString titleOf(const QString &field);

    QLabel *m_title;
    QTreeWidget *m_tree;
    bool m_filling = false;
    bool m_toggled = false; ///< By the click that is being handled.
};

} // namespace retclip
