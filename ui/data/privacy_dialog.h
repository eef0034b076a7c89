// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/privacy_model.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace retclip {

class Job;

/// "Report privacy": what tells a person in the study's reports, comments and tags, found in a job,
/// decided by a person, replaced by one edit that undo takes back.
class PrivacyDialog : public QDialog
{
    Q_OBJECT

public:
    PrivacyDialog(AppContext &context, QWidget *parent);
    ~PrivacyDialog() override;

    [[nodiscard]] PrivacyModel &model() { return *m_model; }

signals:
    void looked(int finds); ///< The study has been looked through; -1: it could not be.

private:
    void makeTable();
    void look();
    void showCurrent();
    void refresh();
    void decide(PrivacyModel::Decision decision);
    void replaceKind();
    void redact();
    [[nodiscard]] int currentRow() const;

    AppContext &m_context;
    PrivacyModel *m_model;
    QPointer<Job> m_job;
    QTimer m_again; ///< After edits from elsewhere.
    QTableView *m_table;
    QPlainTextEdit *m_before, *m_after;
    QLabel *m_counts, *m_keys, *m_honest;
    QPushButton *m_kind, *m_redact;
};

} // namespace retclip
