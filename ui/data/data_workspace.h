// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/study/values.h"
#include "ui/shell/workspace.h"

#include <QTimer>

#include <optional>

class QSplitter;
class QStackedWidget;

namespace retclip {

class DataBar;
class DetailsPanel;
class ExamListModel;
class ExamSearch;
class ExamViews;
class FacetsPanel;
class Labeller;
class LikenessBar;
class LikenessSearch;
class PairPage;

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
    [[nodiscard]] ExamViews &views() { return *m_views; }
    [[nodiscard]] Labeller &labeller() { return *m_labeller; }
    void openPair(int row);
    void openChecks();
    void closePair();
    [[nodiscard]] bool pairIsOpen() const;
    void setCurrentRow(int row); ///< Selects that exam alone.
    void setTableShown(bool table);
    void toggleFacets();
    void runQuery(); ///< Again, as it stands.
    void selectAll(); ///< All that were found, also beyond what the views mark.
    void showReportPrivacy();
    void showLabelProposals();
    void showSavedQueries();
    void showTerms();
    void showPairing();
    /// Ranks the exams of the query by likeness to the chosen ones, or away from them.
    void markChosen(bool like);
    [[nodiscard]] LikenessSearch &likeness() { return *m_likeness; }

signals:
    void resultShown(); ///< A query was answered and its first rows can be painted.

private:
    void makePages();
    void wireSearch();
    void wireBar();
    void wireLikeness();
    void wireViews();
    void showQueryError(const Error &error);
    void takeResult(std::vector<ExamId> exams);
    void takeAlike();
    void runFacets();
    void renewOffers();
    void examsChanged(const std::vector<ExamId> &exams);
    void selectionMoved();
    void showDetails();
    void refreshState();
    [[nodiscard]] std::optional<Error> queryHint() const;
    void showMenu(const QPoint &globalPosition);

    ExamListModel *m_model;
    Labeller *m_labeller;
    DataBar *m_bar;
    FacetsPanel *m_facets;
    ExamViews *m_views;
    QString m_shownLine, m_shownQuery; ///< What the shown result answers; the line may be in error since.
    DetailsPanel *m_details;
    PairPage *m_pair;
    QSplitter *m_splitter;
    QStackedWidget *m_pages;
    ExamSearch *m_search;
    LikenessSearch *m_likeness;
    LikenessBar *m_likenessBar;
    QTimer m_queryTimer, m_facetTimer;
    Selection m_fixed; ///< Shown instead of a query where not empty.
    bool m_selecting = false;
};

} // namespace retclip
