// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/proposals_model.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace retclip {

class Job;

/// "Labels from reports": what the reports would have a label set be, with the words that say so, read in
/// a job; a person takes them or leaves them. Given as edits that undo takes back.
class ProposalsDialog : public QDialog
{
    Q_OBJECT

public:
    ProposalsDialog(AppContext &context, QWidget *parent);
    ~ProposalsDialog() override;

    [[nodiscard]] ProposalsModel &model() { return *m_model; }

signals:
    void looked(int proposals); ///< The reports have been read; -1: they could not be.

private:
    void makeTop(QVBoxLayout &column);
    void makeTable();
    void look();
    void showProposals(const LabelSet &set, const ClassFindings &findings, std::vector<LabelProposal> proposals);
    void showCurrent();
    void refresh();
    void give();
    [[nodiscard]] int currentRow() const;

    AppContext &m_context;
    ProposalsModel *m_model;
    QVector<LabelSet> m_sets;
    LabelSet m_set; ///< That the proposals are of.
    QPointer<Job> m_job;
    QTimer m_again; ///< After edits from elsewhere.
    QComboBox *m_setBox, *m_onlyBox;
    QTableView *m_table;
    QPlainTextEdit *m_report;
    QLabel *m_counts, *m_unknown;
    QPushButton *m_give;
    bool m_giving = false;
};

} // namespace retclip
