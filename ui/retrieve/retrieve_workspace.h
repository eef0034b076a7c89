// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/retrieve/search_bar.h"
#include "ui/shell/workspace.h"
#include "ui/viewer/lent_pictures.h"

#include <QPointer>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace retclip {

class AtlasPage;
class Histogram;
class HitsModel;
class HitsPanel;
class HitWhy;
class Job;
class MeasuresTable;
struct RetrievalIndex;
struct SearchAnswer;
struct SearchOrder;

/// Retrieve: from words, a photograph or an exam to the nearest exams or reports under a run, with
/// the similarities of all candidates, why a hit was hit, and how good retrieval is as a whole.
class RetrieveWorkspace : public Workspace
{
    Q_OBJECT

public:
    explicit RetrieveWorkspace(AppContext &context, QWidget *parent = nullptr);
    ~RetrieveWorkspace() override;

    QString id() const override { return QStringLiteral("retrieve"); }
    QString title() const override { return tr("Retrieve"); }
    QString iconName() const override { return QStringLiteral("retrieve"); }
    void studyChanged(StudyDocument *document) override;
    void showSelection(const Selection &selection) override; ///< Exams like the first one.
    void arrive() override;
    QWidget *canvas() override;
    QWidget *queryLine() override;
    QList<QAction *> commands() const override { return m_commands; }
    void retranslate() override;

    void showAtlas(bool shown); ///< The map of all embeddings in place of the search.
    [[nodiscard]] AtlasPage &atlas() const { return *m_atlas; }
    void setMode(SearchMode mode);
    void setQueryText(const QString &text);
    void search();
    void measure();
    void compareRuns(); ///< The question as it stands, to a second run as well.
    void showCases(); ///< The searches behind the measures, one by one.
    [[nodiscard]] HitsModel *hits() const;
    [[nodiscard]] bool isStale() const;
    [[nodiscard]] bool isBusy() const { return !m_job.isNull(); }

private:
    void layOut();
    QWidget *makeSide();
    void wire();
    void bindKeys();
    void addCommands();
    void loadRuns();
    [[nodiscard]] std::optional<SearchOrder> question() const; ///< As it stands; nothing: none can be asked.
    void take(const SearchAnswer &answer);
    void endJob();
    void explainCurrent();
    void selectHits();
    void selectAbove(double similarity);
    void markStale();
    void refresh();

    RunId m_wanted; ///< To be chosen once the runs are listed.
    std::shared_ptr<RetrievalIndex> m_index;
    std::vector<float> m_similarities; ///< Of all candidates of the index that have a feature …
    std::vector<ExamId> m_similarExams; ///< … and whose they are.
    bool m_searchWanted = false;       ///< Once the runs are listed.
    QPointer<Job> m_job;

    LentPictures m_pictures;
    SearchBar *m_bar;
    HitsPanel *m_panel;
    Histogram *m_histogram;
    HitWhy *m_why;
    QLabel *m_measureTitle;
    QComboBox *m_split;
    QPushButton *m_measure, *m_cases, *m_twoRuns;
    MeasuresTable *m_table;
    QPushButton *m_atlasButton;
    AtlasPage *m_atlas;
    QStackedWidget *m_rooms; ///< The search, the atlas.
    QList<QAction *> m_commands;
};

[[nodiscard]] Workspace *makeRetrieveWorkspace(AppContext &context);

} // namespace retclip
