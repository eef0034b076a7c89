// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/study/arrivals_service.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace retclip {

/// Switches a watched folder and the DICOM receiver on and off, and shows what came.
class ArrivalsDialog : public QDialog
{
    Q_OBJECT

public:
    ArrivalsDialog(AppContext &context, ArrivalsService &service, QWidget *parent = nullptr);

private:
    QWidget *watchBox();
    QWidget *receiverBox();
    void toggleWatch();
    void toggleReceiver();
    void refresh();

    AppContext &m_context;
    ArrivalsService &m_service;
    QLineEdit *m_folder = nullptr, *m_title = nullptr, *m_allowed = nullptr;
    QCheckBox *m_copy = nullptr, *m_everyNetwork = nullptr;
    QSpinBox *m_port = nullptr;
    QPushButton *m_watch = nullptr, *m_listen = nullptr, *m_show = nullptr, *m_browse = nullptr;
    QLabel *m_watchState = nullptr, *m_listenState = nullptr;
    QListWidget *m_log = nullptr;
};

} // namespace retclip
