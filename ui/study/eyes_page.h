// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"
#include "ui/shell/app_context.h"

#include <QPointer>
#include <QVector>
#include <QWidget>

class QLabel;
class QPushButton;

namespace retclip {

class EyeSamples;
class Job;

/// The two photographs that a source gives one patient; an empty path: it gives none.
struct NamedPair
{
    QString right, left;
    /// A file's name says the other eye than the column in which it stands.
    [[nodiscard]] bool isDoubtful() const;
};

/// Every pair of a table whose columns name them, doubtful ones first, else in its order; of other sources the few that were
/// looked at. `whole` says which. Threads: any; answers `stop` between rows.
struct NamedPairs
{
    QVector<NamedPair> pairs;
    bool whole = false;
};
[[nodiscard]] Result<NamedPairs> pairsOf(const ImportPlan &plan, std::stop_token stop);

/// The wizard's third step: pairs as the clinic sees them, page by page through the whole table.
class EyesPage : public QWidget
{
    Q_OBJECT

public:
    EyesPage(AppContext &context, QWidget *parent);
    ~EyesPage() override;

    void showPlan(const ImportPlan &plan);
    void showPage(int page);
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] int pages() const;
    [[nodiscard]] int pairCount() const { return int(m_named.pairs.size()); }
    [[nodiscard]] int doubtfulCount() const;

signals:
    void shown(); ///< The pairs of the page are on screen.

private:
    void refresh();

    AppContext &m_context;
    NamedPairs m_named;
    int m_page = 0;
    QPointer<Job> m_listing, m_reading;
    QLabel *m_how, *m_warning, *m_place;
    QPushButton *m_previous, *m_next;
    EyeSamples *m_samples;
};

} // namespace retclip
