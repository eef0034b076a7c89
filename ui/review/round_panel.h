// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/reading_agreement.h"

#include <QFrame>
#include <QPointer>
#include <QTimer>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace retclip {

class AppContext;
class Job;
class RoundSession;

/// Left in a reading round: which round, how far each reader is, what is agreed and what not, the
/// agreement live with its interval.
class RoundPanel : public QFrame
{
    Q_OBJECT

public:
    RoundPanel(AppContext &context, RoundSession &session, QWidget *parent = nullptr);
    ~RoundPanel() override;

    void fillRounds();
    void refresh();
    void retranslate();
    [[nodiscard]] QString agreementText() const;

signals:
    void roundChosen(const QString &name);
    void newWanted();
    void queueWanted(); ///< Back to the queue of Review.

private:
    void compute();
    void showAgreement(const RoundAgreement &agreement);
    void showProgress();
    [[nodiscard]] QString readerName(int reader) const;

    AppContext &m_context;
    RoundSession &m_session;
    QComboBox *m_rounds;
    QPushButton *m_new, *m_back, *m_grade, *m_disagreements, *m_settle, *m_close;
    QLabel *m_who, *m_state, *m_agreementTitle, *m_agreement;
    QWidget *m_progress;
    QGridLayout *m_lines;
    QTimer m_soon; ///< Several grades in a row are counted once.
    QPointer<Job> m_job;
};

} // namespace retclip
