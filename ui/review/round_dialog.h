// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/reading_round.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace retclip {

class AppContext;

/// Opens a reading round on the current selection, or on what a query finds.
class RoundDialog : public QDialog
{
    Q_OBJECT

public:
    RoundDialog(AppContext &context, QWidget *parent);

signals:
    void roundOpened(const QString &name);

private:
    void refresh();
    void openNow();
    void openFor(const std::vector<ExamId> &exams);
    [[nodiscard]] QStringList readers() const;

    AppContext &m_context;
    QLineEdit *m_name, *m_readers, *m_query;
    QComboBox *m_labelSet, *m_source;
    QCheckBox *m_blind;
    QDoubleSpinBox *m_controls;
    QSpinBox *m_seed;
    QLabel *m_error;
    QPushButton *m_open;
};

} // namespace retclip
