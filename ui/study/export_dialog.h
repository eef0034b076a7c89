// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace retclip {

class KeyFileLine;

/// Exports the current selection, a dataset or the whole study; the work is a job.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(AppContext &context, QWidget *parent);

private:
    void start();
    void refresh();

    AppContext &m_context;
    QComboBox *m_what, *m_format, *m_labelSet;
    QLineEdit *m_folder;
    QLabel *m_help;
    QCheckBox *m_deidentify, *m_keep;
    KeyFileLine *m_key;
    QPushButton *m_start;
};

} // namespace retclip
