// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/exam_list_model.h"
#include "ui/data/labeller.h"

#include <QWidget>

class QLabel;
class QTextBrowser;
class QToolButton;

namespace retclip {

class ExamComparison;
class KeyFilter;
class PairedViewer;
class Pictures;
class RegionLayer;

/// One exam large: photographs, report, labels; walks through the rows of the model.
class PairPage : public QWidget
{
    Q_OBJECT

public:
    PairPage(AppContext &context, ExamListModel &model, Labeller &labeller,
             QWidget *parent = nullptr);

    void showRow(int row);
    [[nodiscard]] int row() const { return m_row; }
    void setSearchedWords(const QStringList &words);
    void refreshExam(); ///< Its labels changed.
    [[nodiscard]] QTextBrowser *report() const { return m_report; }
    [[nodiscard]] PairedViewer *viewer() const { return m_viewer; }

public slots:
    void next();
    void previous();
    void nextUnlabelled(int step);
    void nextTerm(); ///< Chosen in the report: "J".

signals:
    void rowShown(int row);
    void closed(); ///< Esc

protected:
    void changeEvent(QEvent *event) override;

private:
    void bindKeys();
    void findWhy();
    void retranslate();
    void applyKey(int key);
    [[nodiscard]] std::vector<ExamId> current() const;

    AppContext &m_context;
    ExamListModel &m_model;
    Labeller &m_labeller;
    int m_row = -1;
    ExamId m_whyExam; ///< Whose overlay is on its way or there.
    int m_direction = 1;
    ExamComparison *m_comparison;
    QStringList m_words;
    PairedViewer *m_viewer;
    RegionLayer *m_regions;
    QTextBrowser *m_report;
    LabelRow *m_labelRow;
    QLabel *m_place, *m_facts, *m_why;
    QToolButton *m_back, *m_previous, *m_next;
};

/// The label keys of UX.md 4 on any canvas; `exams` names what they act on at that moment.
void bindLabelKeys(KeyFilter &keys, AppContext &context, Labeller &labeller, QWidget *parent,
                   std::function<std::vector<ExamId>()> exams,
                   std::function<void(int key)> classKey);

} // namespace retclip
