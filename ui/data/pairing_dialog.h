// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/quality/pairing.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QVBoxLayout;

namespace retclip {

class Job;
class PhotographTile;

/// The pairing desk: photographs whose eye or exam is unclear, with what they seem to be and why. A person
/// takes the proposal (Space), says the eye (arrow to its place on the screen, or dragging it there), or
/// leaves it so (A). Each is an edit that undo takes back.
class PairingDialog : public QDialog
{
    Q_OBJECT

public:
    PairingDialog(AppContext &context, QWidget *parent);
    ~PairingDialog() override;

    [[nodiscard]] const std::vector<UnclearPhotograph> &photographs() const { return m_photographs; }

public slots:
    void takeProposal();
    void giveEye(retclip::Laterality eye); ///< In the exam that is shown.
    void leaveSo();
    void openInData();

signals:
    void listed(int photographs); ///< -1: could not be read.

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeDesk(QVBoxLayout &column);
    void bindKeys();
    void gather();
    void fillList();
    void showCurrent();
    void decide(ExamId exam, std::optional<Laterality> eye);
    void goOn(); ///< The decided one leaves the list, the next is shown.
    void refresh();
    void retranslate();
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] const UnclearPhotograph *current() const;
    [[nodiscard]] ExamId shownExam() const; ///< Its own, or the one that is proposed.
    [[nodiscard]] QString nameOf(const UnclearPhotograph &photograph) const;

    AppContext &m_context;
    std::vector<UnclearPhotograph> m_photographs;
    bool m_read = false;
    int m_oneEyed = 0; ///< Exams of one eye, as they were when it was read.
    QPointer<Job> m_job;
    QTimer m_again; ///< After edits.
    QLabel *m_counts, *m_why, *m_help;
    QTreeWidget *m_list;
    PhotographTile *m_photograph;
    PerEye<PhotographTile *> m_slots;
    QCheckBox *m_move;
    QPushButton *m_take, *m_right, *m_left, *m_leave, *m_open, *m_close;
};

} // namespace retclip
