// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_list.h"

#include "ui/plots/chart.h"
#include "ui/shell/theme.h"
#include "ui/train/preflight.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QLocale>
#include <QMimeData>
#include <QPainter>

namespace retclip {

namespace {

const QString mimeType = QStringLiteral("application/x-retclip-run");

Token stateToken(RunState state)
{
    switch (state) {
    case RunState::running: return Token::accent;
    case RunState::done: return Token::success;
    case RunState::failed: return Token::error;
    case RunState::paused: return Token::warning;
    default: return Token::textSecondary;
    }
}

} // namespace

QString runStateText(RunState state)
{
    const auto word = [](const char *text) {
        return QCoreApplication::translate("retclip::RunListModel", text);
    };
    switch (state) {
    case RunState::waiting: return word(QT_TRANSLATE_NOOP("retclip::RunListModel", "Waiting"));
    case RunState::running: return word(QT_TRANSLATE_NOOP("retclip::RunListModel", "Running"));
    case RunState::paused: return word(QT_TRANSLATE_NOOP("retclip::RunListModel", "Paused"));
    case RunState::done: return word(QT_TRANSLATE_NOOP("retclip::RunListModel", "Done"));
    case RunState::failed: return word(QT_TRANSLATE_NOOP("retclip::RunListModel", "Failed"));
    case RunState::cancelled: return word(QT_TRANSLATE_NOOP("retclip::RunListModel", "Cancelled"));
    }
    return {};
}

QString runStateIcon(RunState state)
{
    switch (state) {
    case RunState::waiting: return QStringLiteral("queue");
    case RunState::running: return QStringLiteral("play");
    case RunState::paused: return QStringLiteral("pause");
    case RunState::done: return QStringLiteral("ok");
    case RunState::failed: return QStringLiteral("error");
    case RunState::cancelled: return QStringLiteral("stop");
    }
    return {};
}

std::optional<HeadlineFigure> headlineFigure(const std::map<std::string, double> &metrics)
{
    struct Known
    {
        std::string_view key;
        const char *name;
    };
    // Without another word a retrieval figure is of finding the photograph to a report.
    static constexpr Known known[]{{"auroc", "AUROC"},
                                   {"recall_at_5", "R@5 T→I"},
                                   {"average_precision", "AP"},
                                   {"accuracy", "accuracy"},
                                   {"loss", "loss"}};
    for (const Known &each : known) {
        if (const auto whole = metrics.find(std::string(each.key)); whole != metrics.end())
            return HeadlineFigure{QString::fromUtf8(each.name), whole->second};
        // "left.recall_at_5", "image_to_text.recall_at_5" are parts, and other figures.
        for (const auto &[key, value] : metrics)
            if (key.ends_with(each.key) && key.find('.') == std::string::npos)
                return HeadlineFigure{QString::fromUtf8(each.name), value};
    }
    return {};
}

QString headlineText(const HeadlineFigure &figure)
{
    return QStringLiteral("%1 %2").arg(figure.name, QLocale().toString(figure.value, 'f', 3));
}

QString runHeadline(const RunRow &run)
{
    if (run.state == RunState::failed)
        return run.message;
    std::map<std::string, double> metrics;
    for (auto it = run.metrics.begin(); it != run.metrics.end(); ++it)
        if (it->isDouble())
            metrics[it.key().toStdString()] = it->toDouble();
    const auto figure = headlineFigure(metrics);
    return figure ? headlineText(*figure) : QString();
}

void RunListModel::setQueue(RunQueue *queue, std::function<QVector<RunRow>()> stored)
{
    m_stored = std::move(stored);
    if (m_queue)
        m_queue->disconnect(this);
    m_queue = queue;
    m_compared.clear();
    if (queue) {
        connect(queue, &RunQueue::rowsChanged, this, &RunListModel::reload);
        connect(queue, &RunQueue::liveChanged, this, [this](RunId id) {
            if (const int row = rowOf(id); row >= 0)
                emit dataChanged(index(row), index(row), {liveRole});
        });
    }
    reload();
}

void RunListModel::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    reload();
}

void RunListModel::setCompared(const QSet<qint64> &ids)
{
    m_compared = ids;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1), {comparedRole});
}

int RunListModel::rowOf(RunId id) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].id == id)
            return i;
    return -1;
}

std::optional<RunRow> RunListModel::run(RunId id) const
{
    const int row = rowOf(id);
    return row < 0 ? std::nullopt : std::optional(m_rows[row]);
}

void RunListModel::reload()
{
    QVector<RunRow> rows;
    QHash<qint64, RunRow> kept;
    if (m_queue && m_stored)
        for (const RunRow &run : m_stored())
            kept.insert(run.id.value, run);
    if (m_queue)
        for (RunRow run : m_queue->rows()) {
            if (const auto own = kept.constFind(run.id.value); own != kept.constEnd()) {
                run.name = own->name;
                run.star = own->star;
                run.note = own->note;
            }
            const QString text = QStringLiteral("#%1 %2 %3 %4 %5 %6")
                                     .arg(run.id.value)
                                     .arg(run.name, run.preset, run.task, run.note, run.dataset);
            if (m_filter.isEmpty() || text.contains(m_filter, Qt::CaseInsensitive))
                rows.append(run);
        }
    const bool same = rows.size() == m_rows.size()
        && std::equal(rows.begin(), rows.end(), m_rows.begin(),
                      [](const RunRow &a, const RunRow &b) { return a.id == b.id; });
    if (same) {
        m_rows = rows;
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(int(m_rows.size()) - 1));
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    emit reloaded();
}

int RunListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RunListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const RunRow &run = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name);
    case Qt::ToolTipRole: {
        QString tip = tr("Run %1, %2, %3").arg(run.id.value).arg(run.preset, runStateText(run.state));
        if (!run.message.isEmpty())
            tip += QLatin1Char('\n') + run.message;
        if (!run.note.isEmpty())
            tip += QLatin1Char('\n') + run.note;
        return tip;
    }
    case Qt::AccessibleTextRole:
        return tr("Run %1, %2, %3, %4")
            .arg(run.id.value)
            .arg(run.name, runStateText(run.state), runHeadline(run));
    case runRole: return QVariant::fromValue(run);
    case liveRole:
        return QVariant::fromValue(m_queue ? m_queue->live(run.id) : RunQueue::Live());
    case comparedRole: return m_compared.contains(run.id.value);
    default: return {};
    }
}

Qt::ItemFlags RunListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_rows[index.row()].state == RunState::waiting)
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QStringList RunListModel::mimeTypes() const
{
    return {mimeType};
}

QMimeData *RunListModel::mimeData(const QModelIndexList &indexes) const
{
    auto *data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(mimeType, QByteArray::number(indexes.first().row()));
    return data;
}

bool RunListModel::dropMimeData(const QMimeData *data, Qt::DropAction, int row, int,
                                const QModelIndex &parent)
{
    if (!m_queue || !data->hasFormat(mimeType))
        return false;
    const int from = data->data(mimeType).toInt();
    int to = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    if (from < 0 || from >= m_rows.size())
        return false;
    if (to > from)
        --to;
    // Only waiting runs have an order.
    int first = 0;
    int last = -1;
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].state == RunState::waiting) {
            if (last < 0)
                first = i;
            last = i;
        }
    to = std::clamp(to, first, std::max(first, last));
    if (to != from)
        m_queue->move(m_rows[from].id, to - from);
    // The queue has moved it; the view must not remove the row it dragged.
    return false;
}

void RunDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const RunRow run = index.data(RunListModel::runRole).value<RunRow>();
    const RunQueue::Live live = index.data(RunListModel::liveRole).value<RunQueue::Live>();
    const Theme &look = theme();
    const bool selected = option.state & QStyle::State_Selected;
    const QColor text = look.color(selected ? Token::selectionText : Token::text);
    const QColor quiet = selected ? text : look.color(Token::textSecondary);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(4, 2, -4, -2);
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(look.color(selected ? Token::selection : Token::raised));
        painter->drawRoundedRect(card, 4, 4);
    }
    if (selected && option.state & QStyle::State_HasFocus) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(look.color(Token::focusRing), 2));
        painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 4, 4);
    }
    QRect inner = card.adjusted(8, 6, -8, -6);
    const QColor stateColor = selected ? text : look.color(stateToken(run.state));
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(QRect(inner.left(), inner.top() + 1, 16, 16),
                        look.pixmap(runStateIcon(run.state), 16, stateColor, ratio));
    inner.setLeft(inner.left() + 24);

    painter->setFont(look.font(TypeRole::label));
    const QFontMetrics bold(painter->font());
    int right = inner.right();
    if (run.star) {
        painter->drawPixmap(QRect(right - 15, inner.top() + 1, 16, 16),
                            look.pixmap(QStringLiteral("star"), 16, look.color(Token::warning), ratio));
        right -= 20;
    }
    if (index.data(RunListModel::comparedRole).toBool()) {
        painter->drawPixmap(QRect(right - 15, inner.top() + 1, 16, 16),
                            look.pixmap(QStringLiteral("compare"), 16, look.color(Token::accent), ratio));
        right -= 20;
    }
    const int line = bold.height();
    const QString number = QStringLiteral("#%1").arg(run.id.value);
    painter->setPen(quiet);
    painter->drawText(QRect(inner.left(), inner.top(), 60, line), Qt::AlignLeft | Qt::AlignVCenter,
                      number);
    const int nameLeft = inner.left() + bold.horizontalAdvance(number) + 6;
    painter->setPen(text);
    painter->drawText(QRect(nameLeft, inner.top(), right - nameLeft, line),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      bold.elidedText(run.name, Qt::ElideRight, right - nameLeft));

    painter->setFont(look.font(TypeRole::caption));
    const QFontMetrics small(painter->font());
    QRect second(inner.left(), inner.top() + line + 3, inner.width(), small.height());
    QString state = runStateText(run.state);
    QString detail = runHeadline(run);
    if (run.state == RunState::running && live.steps > 0) {
        detail = live.secondsLeft >= 0
            ? tr("%1 left").arg(Preflight::duration(live.secondsLeft))
            : tr("step %1 of %2").arg(QLocale().toString(live.step), QLocale().toString(live.steps));
    }
    painter->setPen(stateColor);
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter, state);
    painter->setPen(quiet);
    const int stateWidth = small.horizontalAdvance(state) + 10;
    painter->drawText(second.adjusted(stateWidth, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
                      small.elidedText(detail, Qt::ElideRight, second.width() - stateWidth));
    if ((run.state == RunState::running || run.state == RunState::paused) && live.steps > 0) {
        const QRectF groove(inner.left(), second.bottom() + 4, inner.width(), 4);
        painter->setPen(Qt::NoPen);
        painter->setBrush(look.color(selected ? Token::surface : Token::raised));
        painter->drawRoundedRect(groove, 2, 2);
        QRectF done = groove;
        done.setWidth(groove.width() * std::clamp(double(live.step) / double(live.steps), 0.0, 1.0));
        painter->setBrush(look.color(run.state == RunState::paused ? Token::warning : Token::accent));
        painter->drawRoundedRect(done, 2, 2);
    }
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const QFontMetrics label(theme().font(TypeRole::label));
    const QFontMetrics caption(theme().font(TypeRole::caption));
    return {220, label.height() + caption.height() + 30};
}

} // namespace retclip
