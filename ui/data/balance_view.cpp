// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/balance_view.h"

#include "core/study/dataset_words.h"
#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include <array>

namespace retclip {

namespace {

constexpr int fieldRole = Qt::UserRole, valueRole = Qt::UserRole + 1, countRole = Qt::UserRole + 2, shareRole = Qt::UserRole + 3;

/// A bar, and over it the count with its share.
class BarDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QVariant share = index.data(shareRole);
        if (!share.isValid())
            return;
        const Theme &t = theme();
        const int textWidth = t.scaled(92);
        QRectF track = QRectF(option.rect).adjusted(space::s, 0, -textWidth - space::s, 0);
        track.setTop(track.center().y() - 4);
        track.setHeight(8);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.color(Token::raised));
        painter->drawRoundedRect(track, 4, 4);
        if (const double part = share.toDouble(); part > 0) {
            painter->setBrush(t.color(Token::accent));
            QRectF full = track;
            full.setWidth(std::max(4.0, track.width() * part));
            painter->drawRoundedRect(full, 4, 4);
        }
        const bool lacks = index.data(countRole).toLongLong() == 0;
        painter->setPen(t.color(lacks ? Token::warning : Token::textSecondary));
        painter->setFont(t.font(TypeRole::body));
        const QString text = lacks ? BalanceView::tr("none")
                                   : QStringLiteral("%1  %2 %").arg(QLocale().toString(index.data(countRole).toLongLong()))
                                         .arg(100 * share.toDouble(), 0, 'f', share.toDouble() < 0.1 ? 1 : 0);
        painter->drawText(option.rect.adjusted(0, 0, -space::s, 0), Qt::AlignRight | Qt::AlignVCenter, text);
        painter->restore();
    }
};

std::array<qint64, 4> countsOfRow(const ProfileRow &row)
{
    return {row.training, row.validation, row.test, row.all()};
}

} // namespace

BalanceView::BalanceView(QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("balance"));
    setColumnCount(5);
    setRootIsDecorated(true);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (int column = 1; column < 5; ++column)
        setItemDelegateForColumn(column, new BarDelegate(this));
    header()->setStretchLastSection(true);
    setColumnWidth(0, theme().scaled(190));
    for (int column = 1; column < 4; ++column)
        setColumnWidth(column, theme().scaled(150));
    retranslate();
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        if (const auto [field, value] = rowOf(*item); !field.isEmpty())
            emit rowActivated(field, value);
    });
}

void BalanceView::retranslate()
{
    setHeaderLabels({tr("What"), tr("Training"), tr("Validation"), tr("Test"), tr("All")});
    setAccessibleName(tr("Balance of the splits"));
}

std::pair<QString, QString> BalanceView::rowOf(const QTreeWidgetItem &item)
{
    return {item.data(0, fieldRole).toString(), item.data(0, valueRole).toString()};
}

void BalanceView::addCounts(const DatasetProfile &profile)
{
    for (const char *field : {"patients", "exams", "photographs", "reports"}) {
        const ProfileRow *row = profile.count(QLatin1String(field));
        if (!row)
            continue;
        auto *item = new QTreeWidgetItem(this, {profileFieldTitle(QLatin1String(field))});
        const auto values = countsOfRow(*row);
        for (int column = 1; column < 5; ++column) {
            item->setData(column, countRole, values[std::size_t(column - 1)]);
            item->setData(column, shareRole, row->all() > 0 ? double(values[std::size_t(column - 1)]) / double(row->all()) : 0.0);
        }
    }
}

void BalanceView::setProfile(const DatasetProfile &profile)
{
    clear();
    addCounts(profile);
    const ProfileRow *exams = profile.count(QStringLiteral("exams"));
    const auto totals = exams ? countsOfRow(*exams) : std::array<qint64, 4>{};
    QTreeWidgetItem *head = nullptr;
    QString field;
    for (const ProfileRow &row : profile.rows) {
        if (row.field == QLatin1String("patients") || row.field == QLatin1String("exams") || row.field == QLatin1String("photographs")
            || row.field == QLatin1String("reports"))
            continue;
        if (!head || row.field != field) {
            field = row.field;
            head = new QTreeWidgetItem(this, {profileFieldTitle(field)});
            head->setFirstColumnSpanned(true);
            head->setFont(0, theme().font(TypeRole::label));
            head->setExpanded(field != QLatin1String("source"));
        }
        auto *item = new QTreeWidgetItem(head, {profileValueTitle(field, row.value)});
        item->setData(0, fieldRole, row.field);
        item->setData(0, valueRole, row.value);
        item->setToolTip(0, tr("Enter or double click: these exams, in Data"));
        const auto values = countsOfRow(row);
        for (int column = 1; column < 5; ++column) {
            const std::size_t at = std::size_t(column - 1);
            if (totals[at] == 0)
                continue; // The split is empty: nothing to compare.
            item->setData(column, countRole, values[at]);
            item->setData(column, shareRole, double(values[at]) / double(totals[at]));
        }
    }
}

} // namespace retclip
