// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/workspace.h"

#include <QPointer>
#include <QTimer>

class QAbstractItemView;
class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace retclip {

class DetailsPanel;
class ExamDelegate;
class ExamListModel;
class FacetsPanel;
class Job;
class KeyFilter;
class Labeller;
class PairPage;
class QueryLine;

/// Browse: query line, facets, grid or table of pairs, one pair large, details.
class DataWorkspace : public Workspace
{
    Q_OBJECT

public:
    explicit DataWorkspace(AppContext &context, QWidget *parent = nullptr);
    ~DataWorkspace() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("data"); }
    [[nodiscard]] QString title() const override { return tr("Data"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("data"); }
    void studyChanged(StudyDocument *document) override;
    void showSelection(const Selection &selection) override;
    void arrive() override;
    [[nodiscard]] QWidget *canvas() override;
    [[nodiscard]] QWidget *queryLine() override;
    bool bringIntoView(ExamId exam) override;
    void retranslate() override;

    [[nodiscard]] static WorkspaceFactory factory();

    void setQuery(const QString &query); ///< As if typed.
    [[nodiscard]] ExamListModel &model() { return *m_model; }
    [[nodiscard]] PairPage &pairPage() { return *m_pair; }
    void openPair(int row);
    void openChecks();
    void closePair();
    [[nodiscard]] bool pairIsOpen() const;

signals:
    void resultShown(); ///< A query was answered and its first rows can be painted.

private:
    void makeBar();
    void makeViews();
    void makeActions();
    void bindGridKeys(QAbstractItemView *view);
    void runQuery();
    void takeResult(std::vector<ExamId> exams);
    void runFacets();
    void selectionMoved();
    void refreshState();
    void showReportPrivacy();
    void showMenu(const QPoint &globalPosition);
    void setTableShown(bool table);
    [[nodiscard]] std::vector<ExamRow> chosen() const;
    [[nodiscard]] QString wholeQuery() const;
    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row);

    QueryLine *m_query;
    QLabel *m_count, *m_empty;
    QPushButton *m_emptyButton;
    QComboBox *m_sort;
    QToolButton *m_facetsButton, *m_checksButton, *m_gridButton, *m_tableButton, *m_detailsButton;
    FacetsPanel *m_facets;
    DetailsPanel *m_details;
    QStackedWidget *m_stack, *m_pages;
    QSplitter *m_splitter;
    QListView *m_grid;
    QTableView *m_table;
    QWidget *m_emptyPage;
    ExamListModel *m_model;
    ExamDelegate *m_delegate;
    Labeller *m_labeller;
    PairPage *m_pair;
    QTimer m_queryTimer, m_facetTimer;
    QPointer<Job> m_queryJob, m_facetJob;
    Selection m_fixed; ///< Shown instead of a query where not empty.
    bool m_selecting = false;
};

} // namespace retclip
