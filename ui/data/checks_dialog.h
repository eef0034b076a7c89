// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"
#include "core/quality/study_checks.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

#include <map>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace retclip {

class NetworkAlikes;

inline constexpr int checkKindRole = Qt::UserRole + 1; ///< Of the tree of kinds.
inline constexpr int checkCaseRole = Qt::UserRole + 2; ///< Of the list of cases: an exam.

/// What looking at the photographs found: poor ones by fault, eyes that look swapped or wrongly
/// named, pairs that do not fit, photographs that look the same (or that a network sees so, once a run is
/// asked), what lies in the middle of fields. Left the kinds with their counts, right the cases of one; a case or a kind opens in Data, eyes are swapped or confirmed by a key.
///
/// Looking itself is a job that goes on behind, may be stopped, and goes on where it was.
class ChecksDialog : public QDialog
{
    Q_OBJECT

public:
    ChecksDialog(AppContext &context, QWidget *parent);
    ~ChecksDialog() override;

    [[nodiscard]] bool isReady() const { return m_checks.has_value() && !m_gathering && !m_listing; }

public slots:
    void look();       ///< Starts or goes on.
    void stopLooking();
    void openInData(); ///< The chosen cases, else all of the kind.
    void swapEyes();
    void acceptEyes(); ///< They are named rightly.

signals:
    void listed(); ///< The cases of the chosen kind are on screen.

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Case
    {
        ExamId exam;
        std::optional<Laterality> eye;
        double sureness = -1; ///< Negative: none.
        QString why;
        int group = -1; ///< Of lookalikes.
    };
    void makeLists();
    void follow(Job *job);
    void gather();
    void showChecks(const StudyChecks &checks);
    void addNetworkAlikes();
    void addKind(QTreeWidgetItem *section, const QString &id, const QString &title, qint64 count);
    void listKind();
    void findByQuery(const QString &query, const QString &why);
    void fillCases(std::vector<Case> cases);
    void showProgress();
    void refreshButtons();
    void retranslate();
    [[nodiscard]] QString kind() const;
    [[nodiscard]] bool isQuery() const;
    [[nodiscard]] std::vector<Case> casesOf(const QString &kind) const;
    [[nodiscard]] std::vector<ExamId> chosen() const;
    void apply(const EditAction &action);

    AppContext &m_context;
    std::optional<StudyChecks> m_checks;
    std::vector<Case> m_cases; ///< Of the kind shown, all.
    std::map<QString, std::vector<Case>> m_casesByKind;
    QPointer<Job> m_lookJob;
    QPointer<Job> m_gathering, m_listing;
    int m_listTurn = 0; ///< Of the newest list: what an older job brings is passed over.
    QLabel *m_count, *m_more;
    QProgressBar *m_bar;
    QPushButton *m_look, *m_stop, *m_open, *m_swap, *m_accept;
    QTreeWidget *m_kinds, *m_list;
    NetworkAlikes *m_network;
};

} // namespace retclip
