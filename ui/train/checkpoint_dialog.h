// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace retclip {

class Job;

/// What a checkpoint holds, before anything of it is loaded: whose names it has, the architecture
/// found, tensors matched, missing, not of the network, of another shape and resized. Read in a job;
/// accepted only where the file could be read.
///
/// Threads: window only.
class CheckpointDialog : public QDialog
{
    Q_OBJECT

public:
    CheckpointDialog(AppContext &context, const QString &file, QWidget *parent = nullptr);
    ~CheckpointDialog() override;

    [[nodiscard]] bool isReading() const { return !m_job.isNull(); }

private:
    void show(const Result<CheckpointDescription> &outcome);
    void addFacts(const CheckpointDescription &description);
    void addFact(const QString &name, const QString &value);
    void addNames(const QString &title, const std::vector<std::string> &names);

    QLabel *m_verdict = nullptr;
    QTreeWidget *m_list = nullptr;
    QPushButton *m_use = nullptr;
    QPointer<Job> m_job;
};

} // namespace retclip
