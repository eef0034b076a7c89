// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/atlas_colours.h"

#include <QFrame>
#include <QVector>

#include <optional>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace retclip {

/// Beside the atlas: what the colours mean, clusters with a guess at their terms, exams far from all others,
/// and whether two imports lie in the same place. It asks by signals; the page does the work.
class AtlasSide : public QFrame
{
    Q_OBJECT

public:
    explicit AtlasSide(QWidget *parent = nullptr);

    void clear();
    void showColours(const AtlasColours &colours, const QString &labelSet);
    void showAtlas(const Atlas &atlas, const std::vector<std::pair<QString, float>> &outliers);
    void setSources(const QStringList &sources);
    void showDrift(const DriftTest &test);
    void setReady(bool ready);
    [[nodiscard]] int clusters() const;
    [[nodiscard]] QString driftText() const;
    /// The colours of an atlas' groups in the present theme, as many as names.
    [[nodiscard]] static QVector<QColor> colours(const AtlasColours &of);
    void retranslate();

signals:
    void groupChosen(int group);
    void clusterChosen(int cluster);
    void outlierChosen(int row);
    void allOutliersChosen();
    void clusteringAsked();
    void driftAsked(const QString &first, const QString &second);

private:
    [[nodiscard]] QString nameOf(const QString &word) const;
    void fillLegend();
    void tintLegend(); ///< In the present theme.
    void fillClusters();
    void fillOutliers();

    AtlasColours m_colours;
    QString m_labelSet;
    std::vector<AtlasCluster> m_clusterList;
    std::vector<std::pair<QString, float>> m_outlierList;
    std::optional<DriftTest> m_test;
    QLabel *m_legendTitle, *m_clusterTitle, *m_outlierTitle, *m_driftTitle, *m_drift, *m_clusterNote;
    QListWidget *m_legend, *m_clusters, *m_outliers;
    QSpinBox *m_count;
    QPushButton *m_group, *m_selectOutliers, *m_compare;
    QComboBox *m_first, *m_second;
};

} // namespace retclip
