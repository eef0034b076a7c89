// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/review/round_session.h"
#include "ui/viewer/lent_pictures.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableWidget;
class QTextBrowser;

namespace retclip {

class AppContext;
class GradePanel;
class KeyFilter;
class PairedViewer;
class RegionLayer;
class RoundPanel;

/// A reading round as Review shows it: the photographs of one item after another, a grade by key; or the
/// cases on which the readers differ, with what each said side by side.
class RoundPage : public QWidget
{
    Q_OBJECT

public:
    explicit RoundPage(AppContext &context, QWidget *parent = nullptr);

    void studyChanged(StudyDocument *document);
    /// Shown now: opens the newest round, or the one that was left.
    void arrive();
    void openDialog(); ///< A new round.
    [[nodiscard]] QWidget *canvas() const;
    bool bringIntoView(ExamId exam);
    void retranslate();

    [[nodiscard]] RoundSession &session() { return m_session; }
    [[nodiscard]] QString agreementText() const;

    // What the keys do.
    void giveKey(int key);
    void giveNotGradable();
    void enter();

signals:
    void queueWanted();

private:
    void layOut();
    void bindKeys();
    void refresh();
    void showExam(const std::optional<ExamRow> &exam);
    void showDisagreement();
    void said(RoundSession::Step step);
    void open(const QString &name);

    AppContext &m_context;
    LentPictures m_pictures;
    RoundSession m_session;
    RoundPanel *m_panel;
    GradePanel *m_grades;
    PairedViewer *m_viewer;
    RegionLayer *m_regions;
    QLabel *m_title, *m_hidden, *m_empty;
    QTextBrowser *m_report;
    QTableWidget *m_others;
    QStackedWidget *m_pages;
    int m_shownItem = 0; ///< What the comment belongs to.
    QDateTime m_shownAt; ///< Since when it is on screen.
    QString m_openedAs;  ///< The person whose queue it is.
};

} // namespace retclip
