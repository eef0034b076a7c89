// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "ui/review/review_queue.h"
#include "ui/shell/workspace.h"

#include <QPointer>
#include <QVector>

class QCheckBox;
class QComboBox;
class QFrame;
class QHBoxLayout;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTextBrowser;
class QToolButton;

namespace retclip {

class Job;
class JobPool;
class KeyFilter;
class PairedViewer;
class PairedViewerBar;
class Pictures;

/// Review: one case after another, with the model's word beside it (or hidden until the reader has
/// judged). Verdict, new label and comment are on disk before the next key is read.
class ReviewWorkspace : public Workspace
{
    Q_OBJECT

public:
    explicit ReviewWorkspace(AppContext &context, QWidget *parent = nullptr);
    ~ReviewWorkspace() override;

    QString id() const override { return QStringLiteral("review"); }
    QString title() const override { return tr("Review"); }
    QString iconName() const override { return QStringLiteral("review"); }
    void studyChanged(StudyDocument *document) override;
    void showSelection(const Selection &selection) override;
    void arrive() override;
    QWidget *canvas() override;
    QList<QAction *> commands() const override { return m_commands; }
    bool bringIntoView(ExamId exam) override;
    void retranslate() override;

    [[nodiscard]] int count() const { return int(m_items.size()); }
    [[nodiscard]] int reviewed() const;
    [[nodiscard]] int current() const { return m_at; }
    void goTo(int place);
    void goNext(int places = 1);

    // What the keys do.
    void giveVerdict(VerdictKind kind);
    void giveClass(int key); ///< 0: none of the classes.
    void chooseEye(std::optional<Laterality> eye);
    void acceptAndNext();
    void commitComment();
    void setBlind(bool blind);
    [[nodiscard]] bool isPredictionHidden() const;
    [[nodiscard]] bool isChoosingClass() const { return m_choosingClass; }
    void setOrder(ReviewOrder order);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildQueue(QFrame &panel);
    void buildVerdicts(QFrame &panel);
    void loadSources();
    void loadPredictions();
    void fillQueue();
    void refreshItem(int place);
    void showCurrent();
    void showFacts();
    void showClasses();
    void showHistory();
    void showProgress();
    void explain(bool shown);
    [[nodiscard]] std::optional<LabelSet> labelSet() const;
    [[nodiscard]] std::optional<Verdict> verdictOf(const ExamRow &exam) const;
    bool apply(EditAction action);

    Selection m_selection;
    std::vector<PredictionRow> m_predictions;
    std::vector<ReviewItem> m_items;
    QHash<qint64, ExamRow> m_rows; ///< Of the queue; newest state.
    QVector<RunRow> m_runs;
    QVector<LabelSet> m_labelSets;
    std::optional<Laterality> m_eye;
    int m_at = -1;
    bool m_choosingClass = false;
    bool m_blind = false;
    bool m_applying = false;

    std::unique_ptr<JobPool> m_picturePool;
    std::unique_ptr<Pictures> m_ownPictures; ///< Where the window lends none.
    Pictures *m_pictures = nullptr;
    PairedViewer *m_viewer = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_empty = nullptr;

    QLabel *m_queueTitle = nullptr, *m_progressText = nullptr, *m_runLabel = nullptr,
           *m_orderLabel = nullptr;
    QProgressBar *m_progress = nullptr;
    QComboBox *m_run = nullptr, *m_labelSetBox = nullptr, *m_order = nullptr;
    QListWidget *m_list = nullptr;

    QLabel *m_case = nullptr, *m_facts = nullptr, *m_verdictTitle = nullptr, *m_classTitle = nullptr,
           *m_commentTitle = nullptr, *m_historyTitle = nullptr, *m_saved = nullptr;
    QTextBrowser *m_report = nullptr;
    QVector<QPushButton *> m_verdictButtons;
    QWidget *m_classRow = nullptr;
    QVector<QToolButton *> m_eyeButtons;
    QPlainTextEdit *m_comment = nullptr;
    QCheckBox *m_blindBox = nullptr;
    QPushButton *m_next = nullptr;
    QListWidget *m_history = nullptr;
    KeyFilter *m_keys = nullptr;
    QPointer<Job> m_explainJob;
    QList<QAction *> m_commands;
};

[[nodiscard]] Workspace *makeReviewWorkspace(AppContext &context);

} // namespace retclip
