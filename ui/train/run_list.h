// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/run_queue.h"

#include <QAbstractListModel>
#include <QSet>
#include <QStyledItemDelegate>

#include <map>
#include <optional>
#include <string>

namespace retclip {

/// The state of a run in a word, and the icon that goes with it.
[[nodiscard]] QString runStateText(RunState state);
[[nodiscard]] QString runStateIcon(RunState state);
/// Its headline: "R@5 T→I 0.210", "AUROC 0.98", or why it failed.
[[nodiscard]] QString runHeadline(const RunRow &run);

/// The figure that stands for a run's metrics, the same one wherever a run is told in a line.
struct HeadlineFigure
{
    QString name; ///< "R@5 T→I": with its direction.
    double value = 0;
};
[[nodiscard]] std::optional<HeadlineFigure> headlineFigure(const std::map<std::string, double> &metrics);
[[nodiscard]] QString headlineText(const HeadlineFigure &figure); ///< "R@5 T→I 0.333"

/// The queue's runs in its order, those that a filter lets through.
class RunListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { runRole = Qt::UserRole + 1, liveRole, comparedRole };

    explicit RunListModel(QObject *parent = nullptr) : QAbstractListModel(parent) {}

    /// Star and note are a person's: `stored` gives them as the study has them now.
    void setQueue(RunQueue *queue, std::function<QVector<RunRow>()> stored = {});
    void setFilter(const QString &text);
    void setCompared(const QSet<qint64> &ids);
    [[nodiscard]] const QSet<qint64> &compared() const { return m_compared; }
    [[nodiscard]] const QVector<RunRow> &runs() const { return m_rows; }
    [[nodiscard]] int rowOf(RunId id) const;
    [[nodiscard]] std::optional<RunRow> run(RunId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    void reload();

signals:
    void reloaded();

private:
    RunQueue *m_queue = nullptr;
    std::function<QVector<RunRow>()> m_stored;
    QString m_filter;
    QVector<RunRow> m_rows;
    QSet<qint64> m_compared;
};

/// Paints a run as a card: number, name, state in word and icon, progress, headline.
class RunDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace retclip

Q_DECLARE_METATYPE(retclip::RunRow)
Q_DECLARE_METATYPE(retclip::RunQueue::Live)
