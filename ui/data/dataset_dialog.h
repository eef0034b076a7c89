// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace retclip {

/// Freezes the current selection (else the whole study) as a dataset, split by patient.
class DatasetDialog : public QDialog
{
    Q_OBJECT

public:
    DatasetDialog(AppContext &context, QWidget *parent);

private:
    void freeze();
    void refresh();

    AppContext &m_context;
    QLineEdit *m_name;
    QDoubleSpinBox *m_training, *m_validation, *m_test;
    QComboBox *m_stratify;
    QSpinBox *m_seed;
    QLabel *m_what, *m_sum;
    QPushButton *m_freeze;
};

} // namespace retclip
