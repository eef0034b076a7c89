// SPDX-License-Identifier: GPL-3.0-or-later
// The atlas page's words: what there is to choose from, what stands now.
#include "ui/retrieve/atlas_page.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/plots/point_map.h"
#include "ui/retrieve/atlas_side.h"
#include "ui/shell/app_context.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>

namespace retclip {

void AtlasPage::fillChoices()
{
    const auto keep = [](QComboBox *box, const QVariant &data) { box->setCurrentIndex(std::max(0, box->findData(data))); };
    const QSignalBlocker quietRun(m_run), quietColour(m_colourBox);
    const QVariant run = m_run->currentData(), colour = m_colourBox->currentData();
    m_run->clear();
    m_colourBox->clear();
    m_runs.clear();
    const auto offer = [this](const QString &title, AtlasColourBy by, const QString &set = {}) {
        m_colourBox->addItem(title, QStringLiteral("%1/%2").arg(int(by)).arg(set));
    };
    offer(tr("one colour"), AtlasColourBy::nothing);
    if (m_context.study) {
        if (const auto runs = m_context.study->study().runs())
            for (const RunRow &each : *runs)
                if (each.state == RunState::done) {
                    m_runs.append(each);
                    m_run->addItem(QStringLiteral("#%1 %2").arg(each.id.value).arg(each.name), qint64(each.id.value));
                }
        const auto sets = m_context.study->study().labelSets();
        for (const LabelSet &set : sets ? *sets : QVector<LabelSet>())
            offer(tr("label: %1").arg(set.name), AtlasColourBy::label, set.name);
        for (const LabelSet &set : sets ? *sets : QVector<LabelSet>())
            offer(tr("right or wrong: %1").arg(set.name), AtlasColourBy::error, set.name);
    }
    offer(tr("split"), AtlasColourBy::split);
    offer(tr("import"), AtlasColourBy::source);
    offer(tr("month"), AtlasColourBy::time);
    offer(tr("distance from others"), AtlasColourBy::remoteness);
    offer(tr("cluster"), AtlasColourBy::cluster);
    keep(m_run, run);
    keep(m_colourBox, colour);
}

void AtlasPage::showState()
{
    m_make->setText(m_job ? tr("Stop") : m_atlas ? tr("Draw again") : tr("Draw the atlas"));
    m_make->setEnabled(m_job || run());
    m_bar->setVisible(!m_job.isNull());
    m_map->setEmptyText(!m_context.study  ? tr("Open a study to draw an atlas of it.")
                        : m_runs.isEmpty() ? tr("An atlas is drawn from a run's embeddings: pretrain one first.")
                        : m_job            ? tr("Exams are being embedded; this is done once for each run.")
                                           : tr("All exams on one map: what the run finds alike lies together. Choose a run, then draw."));
    if (m_job) {
        m_state->setText(m_job->title());
    } else if (m_atlas) {
        const QLocale locale;
        QString text = tr("%n exam(s)", nullptr, int(m_atlas->exams.size()));
        if (m_atlas->leftOut > 0)
            text += QStringLiteral(", ") + tr("%1 left out").arg(locale.toString(m_atlas->leftOut));
        if (m_method->currentData().toInt() == int(AtlasMethod::pca) && m_atlas->shares.size() > 1)
            text += QStringLiteral(" · ")
                + tr("the two axes hold %1 % of the variance").arg(locale.toString((m_atlas->shares[0] + m_atlas->shares[1]) * 100, 'f', 0));
        m_state->setText(text);
    } else {
        m_state->clear();
    }
}

void AtlasPage::retranslate()
{
    m_back->setText(tr("Search"));
    m_back->setToolTip(tr("Back to searching"));
    m_run->setAccessibleName(tr("Run"));
    m_of->setAccessibleName(tr("Embeddings"));
    m_of->setItemText(0, tr("photographs"));
    m_of->setItemText(1, tr("reports"));
    m_method->setAccessibleName(tr("Method"));
    m_method->setItemText(0, tr("PCA"));
    m_method->setItemText(1, tr("t-SNE"));
    m_method->setToolTip(tr("PCA at once; t-SNE goes on behind and keeps neighbours together, while distances between far groups mean nothing"));
    m_colourBox->setAccessibleName(tr("Colour by"));
    m_colourBox->setToolTip(tr("By what the points are coloured"));
    m_lasso->setText(tr("Lasso"));
    m_lasso->setToolTip(tr("Draw around points to select their exams (L, or Shift while dragging)"));
    m_fit->setText(tr("All"));
    m_fit->setToolTip(tr("The whole map (F)"));
    m_map->setAccessibleName(tr("Map of embeddings"));
    m_side->retranslate();
    fillChoices();
    showState();
}

} // namespace retclip
