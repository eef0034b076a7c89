// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/sweep.h"
#include "core/study/edit.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace retclip {

class Job;

/// Turns the run of the form into a group: which settings vary and over what, folds of a
/// cross-validation. Says how many runs that makes, and queues them.
class SweepDialog : public QDialog
{
    Q_OBJECT

public:
    SweepDialog(AppContext &context, const RunConfig &base, const QString &dataset, const QString &name,
                QWidget *parent = nullptr);
    ~SweepDialog() override;

    /// A line "setting: values"; for scripts and tests it can be filled at once.
    void addAxis(const QString &key = {}, const QString &values = {});
    [[nodiscard]] QString told() const; ///< "12 runs …", or why not.

signals:
    void queued(retclip::RunId first);

private:
    struct Axis
    {
        QWidget *row;
        QComboBox *key;
        QLineEdit *values;
    };
    void tell();
    [[nodiscard]] Result<std::vector<SweepMember>> members() const;
    void prepare();
    void queueNext();

    AppContext &m_context;
    RunConfig m_base;
    QString m_dataset;
    QVector<Axis> m_axes;
    QVBoxLayout *m_rows;
    QLineEdit *m_name;
    QLabel *m_drawsLabel, *m_told;
    QSpinBox *m_draws, *m_folds;
    QPushButton *m_queue;
    QPointer<Job> m_job;
    std::vector<RunOrder> m_orders; ///< Prepared, to be registered one a turn of the event loop.
    std::size_t m_next = 0;
    RunId m_first;
};

} // namespace retclip
