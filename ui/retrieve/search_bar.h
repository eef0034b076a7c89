// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "core/study/values.h"

#include <QFrame>
#include <QVector>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace retclip {

/// What is looked for.
enum class SearchMode { textToExams, imageToReports, examToExams };

/// The bar over Retrieve: what is looked for, under which run, at which level, among which
/// candidates. Owns the question as it stands.
class SearchBar : public QFrame
{
    Q_OBJECT

public:
    explicit SearchBar(QWidget *parent = nullptr);

    void setMode(SearchMode mode);
    [[nodiscard]] SearchMode mode() const { return m_mode; }
    /// The runs that can be searched with, of all; `chosen` where it is among them, else the one of
    /// before, else the first.
    void setRuns(const QVector<RunRow> &runs, RunId chosen);
    void clearRuns();
    [[nodiscard]] bool hasRuns() const { return !m_runs.isEmpty(); }
    [[nodiscard]] std::optional<RunRow> run() const;
    [[nodiscard]] const QVector<RunRow> &runs() const { return m_runs; } ///< That can be searched with.
    [[nodiscard]] Level level() const;
    [[nodiscard]] QString candidates() const; ///< A query; empty: all exams.
    void setText(const QString &text);        ///< Words or an exam's number.
    [[nodiscard]] QString text() const;
    /// As it stands. Without an exam: its number is text() where neither words nor a file are asked.
    [[nodiscard]] RetrievalQuery query() const;
    [[nodiscard]] bool asksForExam() const; ///< text() is an exam's number.

    void setReady(bool ready);
    [[nodiscard]] QLineEdit *line() const { return m_query; }
    void retranslate();

signals:
    void searchWanted();
    void entered(); ///< Return in the line: the hits come next.
    void modeChosen();
    void runChosen();
    void levelChosen();

private:
    QLayout *makeFirstRow();
    QLayout *makeSecondRow();
    void wire();
    void browse();

    QVector<RunRow> m_runs;
    SearchMode m_mode = SearchMode::textToExams;
    QString m_imageFile; ///< Chosen with Browse; empty: what is typed counts.
    QVector<QToolButton *> m_modes; ///< As SearchMode.
    QLabel *m_runLabel, *m_levelLabel, *m_candidateLabel;
    QComboBox *m_run, *m_level;
    QLineEdit *m_candidates, *m_query;
    QPushButton *m_browse, *m_search;
};

} // namespace retclip
