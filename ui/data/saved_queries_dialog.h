// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/saved_queries.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace retclip {

class Job;

/// Queries under a name, kept in the study: save the line that stands, use, rename, delete. Each is an
/// edit that undo takes back.
class SavedQueriesDialog : public QDialog
{
    Q_OBJECT

public:
    /// `line`: the query as it stands.
    SavedQueriesDialog(AppContext &context, const QString &line, QWidget *parent);
    ~SavedQueriesDialog() override;

signals:
    void chosen(const QString &line); ///< To be put into the query line.

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeTop();
    void makeList();
    void list();
    void count(const QVector<SavedQuery> &queries);
    void save();
    void use();
    void rename();
    void remove();
    void refresh();
    void change(const std::function<Result<EditReceipt>(Study &, const QString &)> &make);

    AppContext &m_context;
    const QString m_line;
    QLineEdit *m_name;
    QTreeWidget *m_list;
    QPushButton *m_save, *m_use, *m_rename, *m_remove;
    QPointer<Job> m_job;
};

} // namespace retclip
