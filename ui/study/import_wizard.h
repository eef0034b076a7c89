// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace retclip {

class EyesPage;
class ImportCheckPage;
class ImportColumnsPage;
class ImportSourcePage;
class Job;

/// Source, Columns, Eyes, Check. Back never loses anything; nothing is written before "Import",
/// which goes on as a job after the window has closed.
class ImportWizard : public QDialog
{
    Q_OBJECT

public:
    ImportWizard(AppContext &context, const QStringList &sources, QWidget *parent);
    ~ImportWizard() override;

    enum Step { source, columns, eyes, check };
    [[nodiscard]] Step step() const;
    [[nodiscard]] const ImportPlan &plan() const { return m_plan; }

signals:
    void analysed();                                   ///< Or failed: see the bar of the step.
    void dryRunDone(const retclip::ImportReport &report);
    void importDone(bool ok);

private:
    QHBoxLayout *makeSteps();
    void makePages();
    QHBoxLayout *makeButtons();
    void go(Step step);
    void refresh();
    void analyse();
    void takePlan(const ImportPlan &plan);
    void dryRun();
    void importNow();
    void showError(const Error &error);

    AppContext &m_context;
    ImportPlan m_plan;
    QPointer<Job> m_job;
    bool m_analysed = false;

    QStackedWidget *m_pages;
    ImportSourcePage *m_source;
    ImportColumnsPage *m_columns;
    EyesPage *m_eyes;
    ImportCheckPage *m_check;
    QVector<QLabel *> m_stepNames;
    QLabel *m_status;
    QProgressBar *m_busy;
    QPushButton *m_back, *m_next;
};

} // namespace retclip
