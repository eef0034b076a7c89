// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/atlas_side.h"

#include "core/study/label_titles.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPixmap>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace retclip {

namespace {

/// Cividis at even steps, for what has an order.
QColor onScale(double share)
{
    static constexpr std::array<std::array<int, 3>, 5> stops{
        {{0, 46, 110}, {74, 86, 108}, {124, 123, 120}, {180, 165, 107}, {250, 229, 74}}};
    const double place = std::clamp(share, 0.0, 1.0) * double(stops.size() - 1);
    const auto below = std::min(std::size_t(place), stops.size() - 2);
    const double part = place - double(below);
    const auto mix = [&](std::size_t c) { return int(stops[below][c] * (1 - part) + stops[below + 1][c] * part); };
    return QColor(mix(0), mix(1), mix(2));
}

QListWidget *listOf(const char *name)
{
    auto *list = new QListWidget;
    list->setObjectName(QString::fromLatin1(name));
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

QLabel *titleLabel()
{
    auto *label = new QLabel;
    setLook(label, "label");
    return label;
}

} // namespace

AtlasSide::AtlasSide(QWidget *parent) : QFrame(parent)
{
    setLook(this, "panel-right");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::s, space::m, space::s);
    column->setSpacing(space::xs);
    m_legendTitle = titleLabel();
    m_legend = listOf("atlasLegend");
    column->addWidget(m_legendTitle);
    column->addWidget(m_legend, 3);

    auto *clusterHead = new QHBoxLayout;
    m_clusterTitle = titleLabel();
    m_count = new QSpinBox;
    m_count->setObjectName(QStringLiteral("atlasClusterCount"));
    m_count->setRange(2, 30);
    m_count->setValue(6);
    m_group = new QPushButton;
    m_group->setObjectName(QStringLiteral("atlasGroup"));
    clusterHead->addWidget(m_clusterTitle, 1);
    clusterHead->addWidget(m_count);
    clusterHead->addWidget(m_group);
    column->addLayout(clusterHead);
    m_clusters = listOf("atlasClusters");
    m_clusters->setWordWrap(true);
    column->addWidget(m_clusters, 4);
    m_clusterNote = new QLabel;
    m_clusterNote->setWordWrap(true);
    setLook(m_clusterNote, "caption");
    column->addWidget(m_clusterNote);

    auto *outlierHead = new QHBoxLayout;
    m_outlierTitle = titleLabel();
    m_selectOutliers = new QPushButton;
    setLook(m_selectOutliers, "quiet");
    outlierHead->addWidget(m_outlierTitle, 1);
    outlierHead->addWidget(m_selectOutliers);
    column->addLayout(outlierHead);
    m_outliers = listOf("atlasOutliers");
    column->addWidget(m_outliers, 2);

    m_driftTitle = titleLabel();
    column->addWidget(m_driftTitle);
    auto *driftRow = new QHBoxLayout;
    m_first = new QComboBox;
    m_second = new QComboBox;
    for (QComboBox *box : {m_first, m_second}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        driftRow->addWidget(box, 1);
    }
    m_compare = new QPushButton;
    m_compare->setObjectName(QStringLiteral("atlasCompare"));
    driftRow->addWidget(m_compare);
    column->addLayout(driftRow);
    m_drift = new QLabel;
    m_drift->setObjectName(QStringLiteral("atlasDrift"));
    m_drift->setWordWrap(true);
    setLook(m_drift, "secondary");
    column->addWidget(m_drift);

    connect(m_legend, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { emit groupChosen(m_legend->row(item)); });
    connect(m_legend, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) { emit groupChosen(m_legend->row(item)); });
    connect(m_clusters, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { emit clusterChosen(m_clusters->row(item)); });
    connect(m_clusters, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) { emit clusterChosen(m_clusters->row(item)); });
    connect(m_outliers, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            emit outlierChosen(row);
    });
    connect(m_selectOutliers, &QPushButton::clicked, this, &AtlasSide::allOutliersChosen);
    connect(m_group, &QPushButton::clicked, this, &AtlasSide::clusteringAsked);
    connect(m_compare, &QPushButton::clicked, this,
            [this] { emit driftAsked(m_first->currentText(), m_second->currentText()); });
    connect(&theme(), &Theme::changed, this, &AtlasSide::tintLegend);
    retranslate();
}

void AtlasSide::clear()
{
    m_colours = {};
    m_clusterList.clear();
    m_outlierList.clear();
    m_test.reset();
    m_legend->clear();
    m_clusters->clear();
    m_outliers->clear();
    m_drift->clear();
    setReady(false);
}

void AtlasSide::setReady(bool ready)
{
    m_group->setEnabled(ready);
    m_selectOutliers->setEnabled(ready && m_outliers->count() > 0);
    m_compare->setEnabled(ready && m_first->count() > 1);
}

int AtlasSide::clusters() const
{
    return m_count->value();
}

QString AtlasSide::driftText() const
{
    return m_drift->text();
}

QVector<QColor> AtlasSide::colours(const AtlasColours &of)
{
    QVector<QColor> colours;
    const auto known = of.names.size() - (of.names.contains(QString()) ? 1 : 0);
    for (int i = 0; i < of.names.size(); ++i) {
        const QString &name = of.names[i];
        if (name.isEmpty() && of.by != AtlasColourBy::nothing)
            colours << theme().color(Token::textDisabled);
        else if (of.ordered)
            colours << onScale(known > 1 ? double(i) / double(known - 1) : 0.0);
        else if (of.by == AtlasColourBy::error)
            colours << theme().color(name == QLatin1String("wrong") ? Token::warning : Token::accent);
        else if (i < Theme::seriesCount)
            colours << theme().series(i);
        else // The ninth and on: the first eight, paler or darker by turns.
            colours << (theme().isDark() ? theme().series(i).darker(130 + 20 * (i / Theme::seriesCount))
                                         : theme().series(i).lighter(130 + 20 * (i / Theme::seriesCount)));
    }
    if (colours.isEmpty())
        colours << theme().series(0);
    return colours;
}

QString AtlasSide::nameOf(const QString &name) const
{
    if (name.isEmpty())
        return m_colours.by == AtlasColourBy::nothing ? tr("all exams") : tr("not known");
    switch (m_colours.by) {
    case AtlasColourBy::label: return name == QLatin1String("-") ? tr("none of the classes") : labelTitle(m_labelSet, name);
    case AtlasColourBy::split:
        return name == QLatin1String("train") ? tr("training") : name == QLatin1String("validation") ? tr("validation") : tr("test");
    case AtlasColourBy::error: return name == QLatin1String("wrong") ? tr("wrong") : tr("right");
    case AtlasColourBy::cluster: return tr("cluster %1").arg(name);
    default: return name;
    }
}

void AtlasSide::showColours(const AtlasColours &colours, const QString &labelSet)
{
    m_colours = colours;
    m_labelSet = labelSet;
    fillLegend();
}

void AtlasSide::fillLegend()
{
    m_legend->clear();
    for (int i = 0; i < m_colours.names.size(); ++i) {
        auto *item = new QListWidgetItem(QStringLiteral("%1  %2").arg(
            nameOf(m_colours.names[i]), QLocale().toString(m_colours.counts[std::size_t(i)])));
        item->setToolTip(tr("Select these"));
        m_legend->addItem(item);
    }
    tintLegend();
}

void AtlasSide::tintLegend()
{
    const QVector<QColor> tints = colours(m_colours);
    for (int i = 0; i < m_legend->count() && i < tints.size(); ++i) {
        QPixmap square(14, 14);
        square.fill(tints[i]);
        m_legend->item(i)->setIcon(QIcon(square));
    }
}

void AtlasSide::showAtlas(const Atlas &atlas, const std::vector<std::pair<QString, float>> &outliers)
{
    m_clusterList = atlas.clusters;
    m_outlierList = outliers;
    fillClusters();
    fillOutliers();
    setReady(true);
}

void AtlasSide::fillOutliers()
{
    const QSignalBlocker quiet(m_outliers);
    m_outliers->clear();
    for (const auto &[name, far] : m_outlierList)
        m_outliers->addItem(tr("%1  %2 × as far as usual").arg(name, QLocale().toString(double(far), 'f', 1)));
}

void AtlasSide::fillClusters()
{
    m_clusters->clear();
    const QLocale locale;
    for (std::size_t k = 0; k < m_clusterList.size(); ++k) {
        QStringList terms;
        QStringList shares;
        for (const ClusterTerm &term : m_clusterList[k].terms) {
            terms << term.text;
            shares << tr("%1: %2 % here, %3 % elsewhere").arg(term.text, locale.toString(term.here * 100, 'f', 0),
                                                                locale.toString(term.elsewhere * 100, 'f', 0));
        }
        auto *item = new QListWidgetItem(QStringLiteral("%1 · %2 · %3").arg(
            QString::number(k + 1), locale.toString(m_clusterList[k].exams),
            terms.isEmpty() ? tr("no word tells it apart") : terms.join(QStringLiteral(", "))));
        item->setToolTip(shares.isEmpty() ? tr("Select these") : shares.join(QLatin1Char('\n')));
        m_clusters->addItem(item);
    }
    m_clusterNote->setVisible(!m_clusterList.empty());
}

void AtlasSide::setSources(const QStringList &sources)
{
    for (QComboBox *box : {m_first, m_second}) {
        box->clear();
        box->addItems(sources);
    }
    if (sources.size() > 1)
        m_second->setCurrentIndex(1);
    const bool two = sources.size() > 1;
    for (QWidget *widget : {static_cast<QWidget *>(m_driftTitle), static_cast<QWidget *>(m_first), static_cast<QWidget *>(m_second),
                            static_cast<QWidget *>(m_compare), static_cast<QWidget *>(m_drift)})
        widget->setVisible(two);
}

void AtlasSide::showDrift(const DriftTest &test)
{
    m_test = test;
    const QLocale locale;
    m_drift->setText((test.p_value < 0.05 ? tr("They differ more than chance would have it") : tr("No more different than by chance"))
                     + QStringLiteral(": ")
                     + tr("p = %1, MMD² = %2, means %3 standard deviations apart; %4 and %5 patients.")
                           .arg(locale.toString(test.p_value, 'g', 2), locale.toString(test.mmd2, 'g', 2),
                                locale.toString(test.mean_shift, 'f', 2), locale.toString(qint64(test.first)),
                                locale.toString(qint64(test.second))));
}

void AtlasSide::retranslate()
{
    m_legendTitle->setText(tr("Colours"));
    m_legend->setAccessibleName(tr("Colours"));
    m_clusterTitle->setText(tr("Clusters"));
    m_clusters->setAccessibleName(tr("Clusters"));
    m_count->setAccessibleName(tr("How many clusters"));
    m_group->setText(tr("Group"));
    m_group->setToolTip(tr("k-means on the principal components"));
    m_clusterNote->setText(tr("Words that the reports of a cluster use more than the others: a guess, not a diagnosis."));
    m_outlierTitle->setText(tr("Far from all others"));
    m_outliers->setAccessibleName(m_outlierTitle->text());
    m_selectOutliers->setText(tr("Select"));
    m_driftTitle->setText(tr("Drift between two imports"));
    m_first->setAccessibleName(tr("First import"));
    m_second->setAccessibleName(tr("Second import"));
    m_compare->setText(tr("Compare"));
    m_compare->setToolTip(tr("Kernel two-sample test: 999 permutations, one exam a patient"));
    fillLegend();
    fillClusters();
    fillOutliers();
    if (m_test)
        showDrift(*m_test);
}

} // namespace retclip
