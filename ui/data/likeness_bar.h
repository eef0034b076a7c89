// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QComboBox;
class QLabel;
class QProgressBar;
class QToolButton;

namespace retclip {

class LikenessSearch;

/// The line over the exams while they are ranked by likeness: what they shall be like and unlike (a click
/// takes a mark away), by what they are compared, how far the search is, and the way back.
class LikenessBar : public QFrame
{
    Q_OBJECT

public:
    explicit LikenessBar(LikenessSearch &search, QWidget *parent = nullptr);

    void setHideIdentifiers(bool hide);
    void retranslate();

private:
    void refresh();
    void refreshMarks();
    void refreshRuns();
    void follow();
    void showAnswer();

    LikenessSearch &m_search;
    QLabel *m_likeTitle, *m_unlikeTitle, *m_state;
    QWidget *m_likeMarks, *m_unlikeMarks;
    QComboBox *m_what, *m_run;
    QProgressBar *m_progress;
    QToolButton *m_stop, *m_end;
    bool m_hide = false;
};

} // namespace retclip
