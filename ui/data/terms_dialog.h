// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/report_terms.h"
#include "ui/data/terms_model.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

#include <functional>
#include <memory>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace retclip {

class Job;

/// "Terms of reports": the words that reports use, the commonest first; of the chosen one, terms that stand
/// in like contexts and terms of the same reports. Chosen terms make a query of Data.
class TermsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `query`: the one that Data shows now.
    TermsDialog(AppContext &context, std::function<QString()> query, QWidget *parent);
    ~TermsDialog() override;

    [[nodiscard]] TermsModel &terms() { return *m_all; }
    [[nodiscard]] TermsModel &alike() { return *m_alike; }

signals:
    void queryWanted(const QString &query);
    void read(int terms); ///< The reports have been read; -1: they could not be.

protected:
    void changeEvent(QEvent *event) override;

private:
    QTableView *makeTable(TermsModel *model, const char *name);
    void makeLists(QVBoxLayout &column);
    void readReports();
    void showNear();
    void findInData();
    void refresh();
    void retranslate();
    /// Chosen in the list that was used last: the term of the left one, and those of the right.
    [[nodiscard]] QStringList chosen() const;

    AppContext &m_context;
    std::function<QString()> m_query;
    std::shared_ptr<const ReportTerms> m_found;
    QPointer<Job> m_job;
    TermsModel *m_all, *m_alike, *m_together;
    QTableView *m_allView, *m_alikeView, *m_togetherView;
    QLineEdit *m_filter;
    QCheckBox *m_onlyQuery, *m_short;
    QProgressBar *m_progress;
    QLabel *m_counts, *m_alikeTitle, *m_togetherTitle, *m_honest;
    QPushButton *m_find, *m_close;
};

} // namespace retclip
