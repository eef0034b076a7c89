// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace retclip {

/// The bar at the foot of every workspace: how many, where from, and the verbs.
class SelectionBar : public QFrame
{
    Q_OBJECT

public:
    explicit SelectionBar(AppContext &context, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void refresh();

    AppContext &m_context;
    QLabel *m_count, *m_sentence;
    QToolButton *m_provenance, *m_back, *m_forward, *m_pin, *m_close;
    QVector<QPair<QPushButton *, SelectionVerb>> m_verbs;
};

} // namespace retclip
