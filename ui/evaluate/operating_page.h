// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace retclip {

class ConfusionView;
class FigureTile;
class RocChart;
class ShownEvaluation;

/// One threshold and all that follows from it at once: its marks on both curves, the counts, four
/// shares with intervals, and the cases on each side. One class against the rest.
///
/// A move costs a look-up in a sorted list, whatever the number of cases.
class OperatingPage : public QWidget
{
    Q_OBJECT

public:
    explicit OperatingPage(ShownEvaluation &shown, QWidget *parent = nullptr);
    void retranslate();

    /// How a button chooses: on validation where that split has cases of both kinds, else on test.
    enum class Choice { youden, sensitivityAtSpecificity, specificityAtSensitivity };
    void choose(Choice choice);

    [[nodiscard]] QSlider *slider() const { return m_slider; }
    [[nodiscard]] ConfusionView *confusion() const { return m_confusion; }
    [[nodiscard]] RocChart *roc() const { return m_roc; }
    [[nodiscard]] RocChart *precisionRecall() const { return m_pr; }
    [[nodiscard]] QPushButton *button(Choice choice) const { return m_choices[std::size_t(choice)]; }
    /// Sensitivity, specificity, PPV, NPV.
    [[nodiscard]] const std::array<FigureTile *, 4> &figures() const { return m_figures; }

signals:
    void reviewAsked(); ///< Of the current selection.

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildChoices();
    QWidget *buildOutcomes();
    void showClass();
    void showThreshold();
    void pickCell(int truth, int prediction);

    ShownEvaluation &m_shown;
    std::array<QPushButton *, 3> m_choices{};
    QSpinBox *m_specificity, *m_sensitivity;
    QDoubleSpinBox *m_threshold;
    QSlider *m_slider;
    QLabel *m_thresholdTitle, *m_chosenOn, *m_sentence;
    RocChart *m_roc, *m_pr;
    ConfusionView *m_confusion;
    std::array<FigureTile *, 4> m_figures{};
    QPushButton *m_back, *m_review;
    bool m_stale = true;
};

} // namespace retclip
