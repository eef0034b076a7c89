// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

#include <optional>

class QComboBox;
class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QStackedWidget;
class QTableWidget;

namespace retclip {

class EyesPage;
class KeyFileLine;
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
    void makeSourcePage();
    void makeColumnsPage();
    void makeCheckPage();
    void go(Step step);
    void refresh();
    void analyse();
    void takePlan(const ImportPlan &plan);
    void readColumns();
    void dryRun();
    void showReport(const ImportReport &report);
    void startImport();
    void listRows(const ImportReport &report);
    void saveSkipped();
    void choosePrivacy();
    void showError(const Error &error);

    AppContext &m_context;
    ImportPlan m_plan;
    std::optional<ImportReport> m_report;
    QPointer<Job> m_job;
    bool m_analysed = false;

    QStackedWidget *m_pages;
    QVector<QLabel *> m_stepNames;
    QLabel *m_status, *m_found, *m_counts, *m_skippedTitle;
    QProgressBar *m_busy;
    QPushButton *m_back, *m_next;
    QLineEdit *m_source, *m_pattern, *m_multilabel;
    QComboBox *m_layout, *m_encoding;
    QTableWidget *m_columns, *m_skipped;
    QLabel *m_patternLabel;
    EyesPage *m_eyes;
    QRadioButton *m_link, *m_copy;
    QCheckBox *m_hash, *m_deidentify;
    KeyFileLine *m_key;
    QPushButton *m_saveSkipped;
};

/// Titles of the roles, for the combo boxes.
[[nodiscard]] QString titleOf(ColumnRole role);

} // namespace retclip
