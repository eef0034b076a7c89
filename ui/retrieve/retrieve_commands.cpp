// SPDX-License-Identifier: GPL-3.0-or-later
// What the palette and the keys of Retrieve lead to, and the windows of its own that it opens.
#include "ui/retrieve/atlas_page.h"
#include "ui/retrieve/cases_dialog.h"
#include "ui/retrieve/hits_panel.h"
#include "ui/retrieve/retrieve_workspace.h"
#include "ui/retrieve/two_runs_dialog.h"
#include "ui/shell/action_registry.h"

#include <QComboBox>
#include <QLineEdit>

namespace retclip {

void RetrieveWorkspace::addCommands()
{
    ActionDescription description;
    description.id = QStringLiteral("retrieve.search");
    description.context = id();
    description.text = [] { return tr("Search by words"); };
    description.icon = QStringLiteral("search");
    if (QAction *action = m_context.actions.add(this, description, [this] {
            showAtlas(false);
            setMode(SearchMode::textToExams);
            queryLine()->setFocus();
        }))
        m_commands.append(action);
    ActionDescription atlas;
    atlas.id = QStringLiteral("retrieve.atlas");
    atlas.context = id();
    atlas.text = [] { return tr("Atlas of all embeddings"); };
    atlas.icon = QStringLiteral("selection");
    atlas.keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_M};
    if (QAction *action = m_context.actions.add(this, atlas, [this] { showAtlas(true); }))
        m_commands.append(action);
    ActionDescription twoRuns;
    twoRuns.id = QStringLiteral("retrieve.two_runs");
    twoRuns.context = id();
    twoRuns.text = [] { return tr("Ask a second run"); };
    twoRuns.icon = QStringLiteral("compare");
    twoRuns.keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_E};
    if (QAction *action = m_context.actions.add(this, twoRuns, [this] { compareRuns(); }))
        m_commands.append(action);
}

void RetrieveWorkspace::compareRuns()
{
    if (const auto order = question())
        (new TwoRunsDialog(m_context, *order, m_bar->runs(), this))->show();
    else
        m_panel->showState(tr("Write what you look for first."));
}

void RetrieveWorkspace::showCases()
{
    if (const auto run = m_bar->run(); run && m_context.study)
        (new RetrievalCasesDialog(m_context, *run, Split(m_split->currentData().toInt()), this))->show();
}

} // namespace retclip
