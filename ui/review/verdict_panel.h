// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/reason_codes.h"
#include "core/study/values.h"

#include <QFrame>
#include <QVector>

#include <optional>

class QCheckBox;
class QComboBox;
class QDateTime;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace retclip {

/// Right in Review: the eye a new label is for, the verdict, the classes to choose from, the
/// comment, what was decided before. Says by signals what the person decided; decides nothing.
class VerdictPanel : public QFrame
{
    Q_OBJECT

public:
    explicit VerdictPanel(QWidget *parent = nullptr);

    /// Nothing: no verdict.
    void showVerdict(std::optional<VerdictKind> kind);
    /// Why: the codes of that verdict; none: there is no verdict to give a reason for.
    void showReasons(const QVector<ReasonCode> &reasons, const QString &code);
    /// Left as it is while it is being written.
    void showComment(const QString &comment);
    [[nodiscard]] QString comment() const; ///< Trimmed.
    void writeComment();                   ///< The cursor goes there.
    /// Buttons of the set's classes, with the keys that choose them; nothing: none are shown.
    void showClasses(const std::optional<LabelSet> &set, std::optional<Laterality> eye);
    /// Nothing: both eyes.
    void showEye(std::optional<Laterality> eye);
    void showEyeChoice(bool shown); ///< Only sets that are per eye have one.
    void showHistory(const QVector<HistoryRow> &rows);
    void showSaved(const QDateTime &time);
    void setBlind(bool blind); ///< Without blindChosen().
    void retranslate();

signals:
    void verdictGiven(retclip::VerdictKind kind);
    void classGiven(int key); ///< 0: none of the classes.
    void eyeChosen(std::optional<retclip::Laterality> eye);
    void reasonChosen(const QString &code); ///< Empty: none.
    void commentWritten(); ///< The person left the comment.
    void nextWanted();
    void blindChosen(bool blind);
    void left(); ///< Done here: the keys belong to the photographs again.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QVector<QToolButton *> m_eyes; ///< OD, both, OS.
    QLabel *m_verdictTitle, *m_classTitle, *m_commentTitle, *m_historyTitle, *m_saved;
    QVector<QPushButton *> m_verdicts; ///< As reviewVerdicts.
    QComboBox *m_reason;
    QWidget *m_classes;
    QPlainTextEdit *m_comment;
    QPushButton *m_next;
    QCheckBox *m_blind;
    QListWidget *m_history;
};

} // namespace retclip
