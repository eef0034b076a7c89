// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace retclip {

class Job;

/// Freezes a selection as a dataset: name, split by patient, stratification and seed, and what
/// came of it: patients a split and the balance of classes.
class FreezeDialog : public QDialog
{
    Q_OBJECT

public:
    FreezeDialog(AppContext &context, const Selection &selection, QWidget *parent = nullptr);

    [[nodiscard]] DatasetOrder order() const;
    void setName(const QString &name);
    [[nodiscard]] QString refusal() const; ///< In words; empty: can be frozen.
    [[nodiscard]] QString summary() const;

signals:
    void frozen(const QString &dataset);

private:
    void freeze();
    void refresh();

    AppContext &m_context;
    Selection m_selection;
    QLineEdit *m_name = nullptr;
    QSpinBox *m_training = nullptr, *m_validation = nullptr, *m_test = nullptr, *m_seed = nullptr;
    QComboBox *m_stratify = nullptr;
    QLabel *m_what = nullptr, *m_message = nullptr;
    QTableWidget *m_balance = nullptr;
    QPushButton *m_freeze = nullptr;
    QStringList m_taken;
    QPointer<Job> m_job;
};

/// For any selection; an empty one freezes the whole study.
void openFreezeDialog(AppContext &context, const Selection &selection, QWidget *parent);

} // namespace retclip
