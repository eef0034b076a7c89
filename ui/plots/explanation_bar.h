// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace retclip {

/// How a network's maps are made, from which value on they are shown, and whether that way failed its checks.
class ExplanationBar : public QWidget
{
    Q_OBJECT

public:
    explicit ExplanationBar(QWidget *parent = nullptr);

    [[nodiscard]] QString method() const;   ///< relevance | rollout | occlusion
    [[nodiscard]] double threshold() const; ///< 0..1: cells below stay clear.
    /// Why methods failed, by their word; what is not named passed, or was not checked.
    void setFailures(const QHash<QString, QString> &failures);
    /// The word that stands on the picture: empty where the method did not fail.
    [[nodiscard]] QString wordOnPicture() const;
    /// What each eye adds; empty: nothing to say.
    void setEyes(const QString &text);
    void setChecking(bool on); ///< While it checks the button stops it.

signals:
    void methodChosen();
    void checkWanted(); ///< Whether the ways can be trusted.
    void thresholdMoved();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showFailure();

    QHash<QString, QString> m_failures;
    QComboBox *m_method;
    QSlider *m_threshold;
    QLabel *m_title, *m_share, *m_failure, *m_eyes;
    QPushButton *m_check;
    bool m_checking = false;
};

} // namespace retclip
