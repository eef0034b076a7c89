// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QWidget>

namespace retclip {

/// What stands in the window while no study is open: three doors and the studies opened before.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(AppContext &context, QWidget *parent = nullptr);

signals:
    void sampleWanted();
    void newWanted();
    void openWanted();
    void recentWanted(const QString &folder);
    void tourWanted();
    void packageWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();

    AppContext &m_context;
};

} // namespace retclip
