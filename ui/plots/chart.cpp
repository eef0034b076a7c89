// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart.h"

#include "ui/shell/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QSaveFile>
#include <QStackedLayout>
#include <QSvgGenerator>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

QString quoted(const QString &cell)
{
    if (!cell.contains(QLatin1Char(',')) && !cell.contains(QLatin1Char('"'))
        && !cell.contains(QLatin1Char('\n')))
        return cell;
    QString text = cell;
    text.replace(QLatin1String("\""), QLatin1String("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace

QString ChartTable::csv() const
{
    QString text;
    const auto line = [&](const QStringList &cells) {
        QStringList safe;
        for (const QString &cell : cells)
            safe << quoted(cell);
        text += safe.join(QLatin1Char(',')) + QLatin1Char('\n');
    };
    line(heading);
    for (const QStringList &row : rows)
        line(row);
    return text;
}

QString shownNumber(double value)
{
    const QLocale locale;
    const double size = std::abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6))
        return locale.toString(value, 'e', 2);
    if (value == std::floor(value))
        return locale.toString(value, 'f', 0);
    const int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 4;
    return locale.toString(value, 'f', digits);
}

Chart::Chart(QWidget *parent) : QWidget(parent)
{
    m_title = new QLabel;
    m_title->setTextFormat(Qt::PlainText);
    setLook(m_title, "label");
    m_menuButton = new QToolButton;
    m_menuButton->setAutoRaise(true);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setFixedSize(24, 24);
    m_menuButton->setFocusPolicy(Qt::TabFocus);

    auto *headBox = new QWidget;
    m_head = new QHBoxLayout(headBox);
    m_head->setContentsMargins(space::s, space::xs, space::xs, 0);
    m_head->setSpacing(space::xs);
    m_head->addWidget(m_title);
    m_head->addStretch(1);
    m_head->addWidget(m_menuButton);

    m_plot = new QCustomPlot;
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_plot->setPlottingHint(QCP::phFastPolylines, true);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->axisRect()->setAutoMargins(QCP::msAll);
    m_plot->axisRect()->setMinimumMargins(QMargins(44, 8, 14, 22));
    m_plot->installEventFilter(this);

    m_empty = new QLabel(m_plot);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);

    m_table = new QTableWidget;
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::row);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setAttribute(Qt::WA_InputMethodEnabled, false);

    auto *pagesBox = new QWidget;
    m_pages = new QStackedLayout(pagesBox);
    m_pages->addWidget(m_plot);
    m_pages->addWidget(m_table);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(headBox);
    layout->addWidget(pagesBox, 1);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);

    auto *menu = new QMenu(this);
    m_menuButton->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        QAction *twin = menu->addAction(tr("Show as table"));
        twin->setCheckable(true);
        twin->setChecked(isTableShown());
        twin->setShortcut(Qt::Key_F4);
        connect(twin, &QAction::triggered, this, &Chart::showTable);
        menu->addSeparator();
        connect(menu->addAction(tr("Copy picture")), &QAction::triggered, this,
                &Chart::copyPicture);
        connect(menu->addAction(tr("Copy table")), &QAction::triggered, this, &Chart::copyTable);
        connect(menu->addAction(tr("Export picture or table…")), &QAction::triggered, this,
                &Chart::askExport);
    });
    connect(&theme(), &Theme::changed, this, [this] {
        applyStyle();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
    Chart::applyStyle();
    Chart::retranslate();
}

void Chart::setTitle(const QString &title)
{
    m_title->setText(title);
    m_plot->setAccessibleName(title);
    m_table->setAccessibleName(title);
}

QString Chart::title() const
{
    return m_title->text();
}

void Chart::setEmptyText(const QString &text)
{
    m_emptyText = text;
    m_empty->setText(text);
    placeEmptyLabel();
}

bool Chart::isTableShown() const
{
    return m_pages->currentWidget() == m_table;
}

void Chart::showTable(bool shown)
{
    if (shown == isTableShown())
        return;
    if (shown)
        fillTable();
    m_pages->setCurrentWidget(shown ? static_cast<QWidget *>(m_table) : m_plot);
    m_pages->currentWidget()->setFocus();
    emit tableShown(shown);
}

void Chart::fillTable()
{
    const ChartTable data = table();
    m_table->clear();
    m_table->setColumnCount(int(data.heading.size()));
    m_table->setHorizontalHeaderLabels(data.heading);
    // A person reads the newest rows; the whole stands in the CSV.
    constexpr qsizetype shownRows = 2000;
    const qsizetype skipped = std::max<qsizetype>(0, data.rows.size() - shownRows);
    m_table->setRowCount(int(data.rows.size() - skipped));
    for (qsizetype row = skipped; row < data.rows.size(); ++row)
        for (qsizetype column = 0; column < data.rows[row].size(); ++column) {
            auto *item = new QTableWidgetItem(data.rows[row][column]);
            bool numeric = false;
            data.rows[row][column].toDouble(&numeric);
            item->setTextAlignment((numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            m_table->setItem(int(row - skipped), int(column), item);
        }
    m_table->resizeColumnsToContents();
}

bool Chart::savePng(const QString &file, double scale) const
{
    return m_plot->savePng(file, 0, 0, scale);
}

bool Chart::saveSvg(const QString &file) const
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return false;
    QSvgGenerator generator;
    generator.setOutputDevice(&out);
    generator.setTitle(title());
    generator.setSize(m_plot->size());
    generator.setViewBox(QRect({0, 0}, m_plot->size()));
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    m_plot->toPainter(&painter, m_plot->width(), m_plot->height());
    painter.end();
    return out.commit();
}

bool Chart::saveCsv(const QString &file) const
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return false;
    out.write(table().csv().toUtf8());
    return out.commit();
}

void Chart::copyTable() const
{
    QString text = table().csv();
    QApplication::clipboard()->setText(text);
}

void Chart::copyPicture() const
{
    QApplication::clipboard()->setPixmap(m_plot->toPixmap(0, 0, 2.0));
}

void Chart::askExport()
{
    QString chosen;
    const QString png = tr("PNG picture (*.png)");
    const QString svg = tr("SVG drawing (*.svg)");
    const QString csv = tr("CSV table (*.csv)");
    QString file = QFileDialog::getSaveFileName(this, tr("Export “%1”").arg(title()), {},
                                                QStringList{png, svg, csv}.join(QLatin1String(";;")),
                                                &chosen);
    if (file.isEmpty())
        return;
    const QString ending = chosen == svg ? QStringLiteral(".svg")
        : chosen == csv                  ? QStringLiteral(".csv")
                                         : QStringLiteral(".png");
    if (!file.endsWith(QLatin1String(".svg")) && !file.endsWith(QLatin1String(".csv"))
        && !file.endsWith(QLatin1String(".png")))
        file += ending;
    const bool written = file.endsWith(QLatin1String(".svg")) ? saveSvg(file)
        : file.endsWith(QLatin1String(".csv"))                ? saveCsv(file)
                                                              : savePng(file);
    if (!written)
        QMessageBox::warning(this, tr("Export"),
                             tr("%1 could not be written.\nNothing was changed.\n"
                                "Choose another folder, or free some space.")
                                 .arg(file));
}

void Chart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void Chart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F4) {
        showTable(!isTableShown());
        event->accept();
        return;
    }
    QWidget::keyPressEvent(event);
}

bool Chart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot && event->type() == QEvent::Resize) {
        placeEmptyLabel();
        wrapLegend();
    }
    return QWidget::eventFilter(watched, event);
}

void Chart::placeEmptyLabel()
{
    const bool shown = isEmpty() && !m_emptyText.isEmpty();
    m_empty->setVisible(shown);
    m_plot->axisRect()->setVisible(!shown);
    for (QCPAxis *axis : m_plot->axisRect()->axes())
        axis->grid()->setVisible(!shown);
    m_empty->setGeometry(m_plot->rect().adjusted(16, 0, -16, 0));
}

void Chart::setLegendShown(bool shown)
{
    QCPLegend *legend = m_plot->legend;
    QCPLayoutGrid *grid = m_plot->plotLayout();
    const bool placed = legend->layout() == grid;
    legend->setVisible(shown);
    if (shown && !placed) {
        m_plot->axisRect()->insetLayout()->take(legend);
        grid->insertRow(0);
        grid->addElement(0, 0, legend);
        grid->setRowStretchFactor(0, 0.001); // No higher than its lines.
        grid->setRowSpacing(0);
    } else if (!shown && placed) {
        grid->take(legend);
        grid->simplify();
        m_plot->axisRect()->insetLayout()->addElement(legend, Qt::AlignTop | Qt::AlignRight);
    }
    wrapLegend();
}

/// As many names side by side as the width holds.
void Chart::wrapLegend()
{
    QCPLegend *legend = m_plot->legend;
    if (!legend->visible() || legend->itemCount() == 0)
        return;
    const QFontMetrics metrics(legend->font());
    int widest = 0;
    for (int i = 0; i < legend->itemCount(); ++i)
        if (auto *item = qobject_cast<QCPPlottableLegendItem *>(legend->item(i)))
            widest = std::max(widest, metrics.horizontalAdvance(item->plottable()->name()));
    const int each = widest + legend->iconSize().width() + legend->iconTextPadding() + 12;
    legend->setWrap(std::max(1, m_plot->width() / std::max(1, each)));
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
}

void Chart::contentsChanged()
{
    placeEmptyLabel();
    if (isTableShown())
        fillTable();
}

void Chart::applyStyle()
{
    m_style = ChartStyle::current();
    m_style.apply(*m_plot);
    QCPLegend *legend = m_plot->legend;
    legend->setFont(ChartStyle::captionFont());
    legend->setTextColor(m_style.text);
    legend->setBrush(Qt::NoBrush);
    legend->setBorderPen(Qt::NoPen);
    legend->setRowSpacing(0);
    legend->setIconSize(22, 12);
    legend->setMargins(QMargins(6, 3, 6, 3));
    m_menuButton->setText(QStringLiteral("⋯"));
}

void Chart::retranslate()
{
    m_menuButton->setToolTip(tr("Table, copy and export of this chart"));
    m_menuButton->setAccessibleName(tr("Chart menu"));
}

} // namespace retclip
