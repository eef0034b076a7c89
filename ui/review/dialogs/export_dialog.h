// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/exporter.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace retclip {

class Job;

/// What leaves, in which format, and what came of it. The export itself is a job; closing the
/// dialog lets it go on, its end is told under the bell.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(AppContext &context, const Selection &selection, const QString &dataset,
                 QWidget *parent = nullptr);

    [[nodiscard]] ExportOrder order() const;
    void setFolder(const QString &folder);
    void setFormat(const QString &id);
    [[nodiscard]] QString summary() const; ///< Of the finished export.

signals:
    void exported(const retclip::ExportReport &report);

private:
    void start();
    void refresh();
    void show(const ExportReport &report);

    AppContext &m_context;
    Selection m_selection;
    QString m_dataset;
    QComboBox *m_what = nullptr, *m_labelSet = nullptr;
    QVector<QRadioButton *> m_formats;
    QLabel *m_formatHelp = nullptr, *m_result = nullptr, *m_labelSetName = nullptr;
    QLineEdit *m_folder = nullptr;
    QCheckBox *m_deidentify = nullptr, *m_verify = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_start = nullptr, *m_stop = nullptr, *m_open = nullptr;
    QPointer<Job> m_job;
};

/// For any selection, from anywhere in the window. `dataset` names one instead of the selection.
void openExportDialog(AppContext &context, const Selection &selection, QWidget *parent,
                      const QString &dataset = {});

/// Answers what the window asks of a selection: export it, freeze it.
void connectReviewDialogs(AppContext &context, QWidget *window);

} // namespace retclip
