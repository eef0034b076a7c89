// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/facets_panel.h"

#include "ui/data/query_text.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace retclip {

namespace {
constexpr int fieldRole = Qt::UserRole + 1;
constexpr int valueRole = Qt::UserRole + 2;
const QStringList fields{QStringLiteral("label"), QStringLiteral("eye"),    QStringLiteral("tag"),
                         QStringLiteral("sex"),   QStringLiteral("split"),  QStringLiteral("verdict"),
                         QStringLiteral("fault"), QStringLiteral("field"),  QStringLiteral("source"),
                         QStringLiteral("camera"), QStringLiteral("site")};
const QStringList openAtFirst{QStringLiteral("label"), QStringLiteral("eye"), QStringLiteral("tag"),
                              QStringLiteral("sex")};
} // namespace

FacetsPanel::FacetsPanel(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("facetsPanel"));
    setLook(this, "panel-left");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::s, space::m, 1, 0);
    column->setSpacing(space::s);
    m_title = new QLabel(this);
    m_title->setContentsMargins(space::s, 0, 0, 0);
    setLook(m_title, "section");
    column->addWidget(m_title);
    m_tree = new QTreeWidget(this);
    m_tree->setObjectName(QStringLiteral("facetTree"));
    m_tree->setProperty("pane", true);
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(true);
    m_tree->setIndentation(theme().scaled(11)); // Names of diseases are long.
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::NoSelection);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    column->addWidget(m_tree, 1);
    for (const QString &field : fields) {
        auto *item = new QTreeWidgetItem(m_tree);
        item->setData(0, fieldRole, field);
        item->setFont(0, theme().font(TypeRole::label));
        item->setExpanded(openAtFirst.contains(field));
        item->setFlags(Qt::ItemIsEnabled);
    }
    connect(m_tree, &QTreeWidget::itemExpanded, this, &FacetsPanel::openFieldsChanged);
    connect(m_tree, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem *item, int) {
        // The whole row is the target; where the box itself was hit, the tree has toggled it.
        if (!item->parent())
            item->setExpanded(!item->isExpanded());
        else if (!m_toggled && (item->flags() & Qt::ItemIsUserCheckable))
            item->setCheckState(0, item->checkState(0) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
        m_toggled = false;
    });
    connect(m_tree, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *item, int column) {
        if (m_filling || column != 0 || !item->parent())
            return;
        m_toggled = true;
        emit valueClicked(item->parent()->data(0, fieldRole).toString(),
                          item->data(0, valueRole).toString(),
                          item->checkState(0) == Qt::Checked);
    });
    connect(&theme(), &Theme::changed, this, [this] {
        m_filling = true;
        for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
            m_tree->topLevelItem(i)->setFont(0, theme().font(TypeRole::label));
        m_filling = false;
    });
    retranslate();
}

QStringList FacetsPanel::openFields() const
{
    QStringList open;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *item = m_tree->topLevelItem(i);
        // An open facet that came out empty is still asked for: another query may fill it.
        if (item->isExpanded())
            open << item->data(0, fieldRole).toString();
    }
    return open;
}

void FacetsPanel::setFacets(const QVector<Facet> &facets, const QString &query)
{
    m_filling = true;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *head = m_tree->topLevelItem(i);
        const QString field = head->data(0, fieldRole).toString();
        for (const Facet &facet : facets) {
            if (facet.field != field)
                continue;
            qDeleteAll(head->takeChildren());
            const QStringList asked = valuesAskedFor(query, field);
            for (const FacetValue &value : facet.values) {
                auto *item = new QTreeWidgetItem(head);
                item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
                item->setText(0, value.title.isEmpty() ? value.value : value.title);
                item->setToolTip(0, item->text(0));
                item->setData(0, valueRole, value.value);
                item->setCheckState(0, asked.contains(value.value) ? Qt::Checked : Qt::Unchecked);
                item->setText(1, QLocale().toString(value.count));
                item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
                item->setForeground(1, theme().color(Token::textSecondary));
            }
            if (facet.values.isEmpty()) {
                auto *none = new QTreeWidgetItem(head);
                none->setFlags(Qt::NoItemFlags);
                none->setText(0, tr("none"));
            }
        }
    }
    m_filling = false;
}

void FacetsPanel::clear()
{
    m_filling = true;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        qDeleteAll(m_tree->topLevelItem(i)->takeChildren());
    m_filling = false;
}

QString FacetsPanel::titleOf(const QString &field)
{
    if (field == QLatin1String("label"))
        return tr("Label");
    if (field == QLatin1String("eye"))
        return tr("Eyes photographed");
    if (field == QLatin1String("tag"))
        return tr("Tag");
    if (field == QLatin1String("sex"))
        return tr("Sex");
    if (field == QLatin1String("split"))
        return tr("Split");
    if (field == QLatin1String("verdict"))
        return tr("Verdict");
    if (field == QLatin1String("fault"))
        return tr("Poor photographs");
    if (field == QLatin1String("field"))
        return tr("Middle of the field");
    if (field == QLatin1String("source"))
        return tr("Source");
    if (field == QLatin1String("camera"))
        return tr("Camera");
    return tr("Site");
}

void FacetsPanel::retranslate()
{
    m_title->setText(tr("Narrow down"));
    m_tree->setAccessibleName(tr("Facets"));
    m_filling = true;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_tree->topLevelItem(i);
        item->setText(0, titleOf(item->data(0, fieldRole).toString()));
    }
    m_filling = false;
}

void FacetsPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
