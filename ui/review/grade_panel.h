// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"

#include <QFrame>
#include <QVector>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace retclip {

class RoundSession;

/// Right in a reading round: the eye that is graded, the classes with their keys, a comment. Says by
/// signals what the person decided; decides nothing.
class GradePanel : public QFrame
{
    Q_OBJECT

public:
    explicit GradePanel(RoundSession &session, QWidget *parent = nullptr);

    void refresh(); ///< As the session stands now.
    [[nodiscard]] QString comment() const;
    void writeComment();
    void clearComment();
    void showSaved(const QString &text);
    void retranslate();

signals:
    void keyGiven(int key);
    void notGradableGiven();
    void eyeChosen(std::optional<retclip::Laterality> eye);
    void nextWanted();
    void left(); ///< The keys belong to the photographs again.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillClasses();

    RoundSession &m_session;
    QVector<QToolButton *> m_eyes; ///< OD, both, OS.
    QLabel *m_title, *m_commentTitle, *m_saved, *m_hint;
    QWidget *m_classes;
    QVector<QPushButton *> m_buttons; ///< The classes, then "none of these" where the set has it.
    QString m_filledFor;              ///< What m_buttons stand for.
    QPushButton *m_notGradable, *m_next;
    QPlainTextEdit *m_comment;
};

} // namespace retclip
