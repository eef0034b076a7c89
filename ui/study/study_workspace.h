// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/workspace.h"

#include <QPointer>
#include <QTimer>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace retclip {

class Job;

/// A line of "Do next": what, and one button.
struct NextStep
{
    QString text;
    QString button;
    QString icon;
    std::function<void()> act;
    QString key; ///< For "not now".
};

/// The home of a study: how much, what to do next, what is in it, what happened last.
class StudyWorkspace : public Workspace
{
    Q_OBJECT

public:
    explicit StudyWorkspace(AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("study"); }
    [[nodiscard]] QString title() const override { return tr("Study"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("study"); }
    void studyChanged(StudyDocument *document) override;
    void arrive() override;
    void retranslate() override;

    /// Figures and size of the present study are known and shown.
    [[nodiscard]] bool isFilled() const { return m_figures && m_bytes >= 0; }

    [[nodiscard]] static WorkspaceFactory factory();

signals:
    void filled(); ///< The figures of the present study stand.

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Figures
    {
        StudyInfo info;
        QVector<Facet> facets;
        qint64 unlabelled = 0, oneEyed = 0, disputed = 0, pairs = 0, writing = 0, names = 0, swapped = 0;
        QVector<HistoryRow> history;
        QVector<RunRow> runs;
    };
    void gather();
    void weigh();
    void show(const Figures &figures);
    [[nodiscard]] QVector<NextStep> nextSteps(const Figures &figures);
    void openQuery(const QString &query, std::function<QString()> sentence);

    QLabel *m_name, *m_facts, *m_nextTitle, *m_contentTitle, *m_latestTitle;
    QVBoxLayout *m_next, *m_content, *m_latest;
    QTimer m_timer;
    QPointer<Job> m_job;
    std::optional<Figures> m_figures;
    qint64 m_bytes = -1; ///< On disk; -1: not known yet.
};

} // namespace retclip
