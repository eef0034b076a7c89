// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_look.h"
#include "core/study/values.h"

#include <QWidget>

#include <vector>

class QLabel;
class QSlider;
class QTableWidget;

namespace retclip {

class AppContext;

/// The similarities of one batch as a square of colours: a row a report, a column the photographs of a patient.
/// What belongs together lies on the diagonal.
class SimilarityMatrix : public QWidget
{
    Q_OBJECT

public:
    explicit SimilarityMatrix(QWidget *parent = nullptr);
    void setLook(const RunLook &look);
    /// "E1 with the photographs of E2: 0.31"; empty: no cell is there.
    [[nodiscard]] QString sentenceAt(QPoint place) const;
    [[nodiscard]] QSize sizeHint() const override { return {260, 260}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF square() const;
    RunLook m_look;
    double m_low = 0, m_high = 1; ///< Of the colours.
};

/// What the validations of a pretraining run looked like: similarities within the last batch, and for a few
/// cases that stay the same what lies nearest to their reports. A slider goes through the run.
class RunLooks : public QWidget
{
    Q_OBJECT

public:
    explicit RunLooks(AppContext &context, QWidget *parent = nullptr);

    void showRun(const RunRow &run);
    void poll(qsizetype validations); ///< Reads again where the run has told of more.
    void retranslate();
    [[nodiscard]] const std::vector<RunLook> &looks() const { return m_looks; }
    [[nodiscard]] SimilarityMatrix *matrix() const { return m_matrix; }
    [[nodiscard]] QTableWidget *table() const { return m_table; }
    [[nodiscard]] QSlider *slider() const { return m_slider; }

private:
    void read();
    void showLook();

    AppContext &m_context;
    RunRow m_run;
    qsizetype m_read = -1; ///< Validations when it was read last.
    bool m_reading = false;
    std::vector<RunLook> m_looks;
    SimilarityMatrix *m_matrix;
    QTableWidget *m_table;
    QSlider *m_slider;
    QLabel *m_place, *m_empty;
};

} // namespace retclip
