// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"
#include "ui/shell/app_context.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace retclip {

/// Freezes the current selection (else the whole study) as a dataset, split by patient.
///
/// What the splits would share is listed first and blocks: alike photographs are kept together, the
/// exams are looked at and left out, or a person says why it may be so.
class DatasetDialog : public QDialog
{
    Q_OBJECT

public:
    DatasetDialog(AppContext &context, QWidget *parent);

private:
    void makeLeaks();
    void freeze();
    void refresh();
    void showLeaks(const std::vector<Leak> &leaks);
    void seeLeaks(); ///< The exams concerned, in Data.
    [[nodiscard]] DatasetOrder order() const;

    AppContext &m_context;
    QLineEdit *m_name;
    QDoubleSpinBox *m_training, *m_validation, *m_test;
    QComboBox *m_stratify, *m_holdOut = nullptr;
    QSpinBox *m_seed;
    QLabel *m_what, *m_sum;
    QPushButton *m_freeze = nullptr, *m_see;
    QWidget *m_leakPanel;
    QLabel *m_leakTitle;
    QTreeWidget *m_leakList;
    QCheckBox *m_together;
    QLineEdit *m_reason;
    std::vector<Leak> m_leaks;
};

} // namespace retclip
