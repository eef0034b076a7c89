// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/confusion_view.h"

#include "ui/plots/chart_style.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <numeric>

namespace retclip {

ConfusionCell::ConfusionCell(int truth, int prediction, QWidget *parent)
    : QPushButton(parent), m_truth(truth), m_prediction(prediction)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setCursor(Qt::PointingHandCursor);
    setMinimumSize(52, 44);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCheckable(true);
}

void ConfusionCell::setContents(qint64 count, qint64 ofTruth, const QString &truthName,
                                const QString &predictionName)
{
    m_count = count;
    m_share = ofTruth > 0 ? double(count) / double(ofTruth) : 0;
    setText(QLocale().toString(count));
    const QString percent = QLocale().toString(m_share * 100, 'f', 1);
    const QString sentence = m_truth == m_prediction
        ? tr("%1: %2 of %3 predicted right (%4 %)")
              .arg(truthName, QLocale().toString(count), QLocale().toString(ofTruth), percent)
        : tr("%1 taken for %2: %3 of %4 (%5 %)")
              .arg(truthName, predictionName, QLocale().toString(count),
                   QLocale().toString(ofTruth), percent);
    setAccessibleName(sentence);
    setToolTip(sentence + QLatin1Char('\n') + tr("Press to see exactly these cases"));
    update();
}

void ConfusionCell::paintEvent(QPaintEvent *)
{
    const ChartStyle style = ChartStyle::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(2, 2, -2, -2);
    const QColor fill = cividis(m_share);
    painter.setPen(Qt::NoPen);
    painter.setBrush(underMouse() ? fill.lighter(112) : fill);
    painter.drawRoundedRect(box, 4, 4);
    if (m_truth != m_prediction && m_count > 0) {
        // A mistake is marked by shape too: a folded corner.
        painter.setBrush(readableOn(fill));
        painter.drawPolygon(QPolygonF{box.topRight(), box.topRight() + QPointF(-9, 0),
                                      box.topRight() + QPointF(0, 9)});
    }
    QFont number = theme().font(TypeRole::section);
    painter.setFont(number);
    painter.setPen(readableOn(fill));
    const bool room = box.height() >= 44;
    const QRectF upper = room ? box.adjusted(0, 4, 0, -box.height() * 0.38) : box;
    painter.drawText(upper, Qt::AlignCenter, text());
    if (room) {
        painter.setFont(ChartStyle::captionFont());
        painter.drawText(box.adjusted(0, box.height() * 0.55, 0, -3), Qt::AlignCenter,
                         tr("%1 %").arg(QLocale().toString(m_share * 100, 'f', 0)));
    }
    if (isChecked() || hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(hasFocus() ? style.focus : style.text, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
}

ConfusionView::ConfusionView(QWidget *parent) : QWidget(parent)
{
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(0);
    connect(&theme(), &Theme::changed, this, [this] { build(); });
}

void ConfusionView::setMatrix(const ConfusionMatrix &matrix)
{
    const bool sameGrid = !m_cells.isEmpty() && m_matrix.classes == matrix.classes;
    m_matrix = matrix;
    if (sameGrid)
        fill(); // A moving threshold only changes counts: no widget is made.
    setPicked(-1, -1);
    if (!sameGrid)
        build();
}

void ConfusionView::fill()
{
    for (ConfusionCell *each : std::as_const(m_cells)) {
        const auto &row = m_matrix.counts[std::size_t(each->truth())];
        const qint64 all = std::accumulate(row.begin(), row.end(), std::int64_t(0));
        each->setContents(row[std::size_t(each->prediction())], all,
                          QString::fromStdString(m_matrix.classes[std::size_t(each->truth())]),
                          QString::fromStdString(m_matrix.classes[std::size_t(each->prediction())]));
    }
}

ConfusionCell *ConfusionView::cell(int truth, int prediction) const
{
    const int n = int(m_matrix.classes.size());
    const int index = truth * n + prediction;
    return truth >= 0 && prediction >= 0 && index < m_cells.size() ? m_cells[index] : nullptr;
}

void ConfusionView::setPicked(int truth, int prediction)
{
    m_pickedTruth = truth;
    m_pickedPrediction = prediction;
    for (ConfusionCell *each : std::as_const(m_cells))
        each->setChecked(each->truth() == truth && each->prediction() == prediction);
}

void ConfusionView::build()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_cells.clear();
    const int n = int(m_matrix.classes.size());
    for (int i = 0; i < m_grid->columnCount(); ++i)
        m_grid->setColumnStretch(i, 0);
    for (int i = 0; i < m_grid->rowCount(); ++i)
        m_grid->setRowStretch(i, 0);
    if (n == 0)
        return;
    const auto label = [&](const QString &text, Qt::Alignment alignment) {
        auto *widget = new QLabel;
        setLook(widget, "caption");
        widget->setAlignment(alignment);
        widget->setMargin(4);
        const QString shown = QFontMetrics(ChartStyle::captionFont()).elidedText(text, Qt::ElideRight, 110);
        widget->setText(shown);
        if (shown != text)
            widget->setToolTip(text);
        return widget;
    };
    m_grid->addWidget(label(tr("predicted"), Qt::AlignHCenter | Qt::AlignBottom), 0, 1, 1, n);
    for (int c = 0; c < n; ++c) {
        m_grid->addWidget(label(QString::fromStdString(m_matrix.classes[std::size_t(c)]),
                                Qt::AlignHCenter | Qt::AlignBottom),
                          1, c + 1);
        m_grid->setColumnStretch(c + 1, 1);
    }
    m_grid->addWidget(label(tr("label"), Qt::AlignRight | Qt::AlignBottom), 1, 0);
    for (int t = 0; t < n; ++t) {
        const QString name = QString::fromStdString(m_matrix.classes[std::size_t(t)]);
        m_grid->addWidget(label(name, Qt::AlignRight | Qt::AlignVCenter), t + 2, 0);
        m_grid->setRowStretch(t + 2, 1);
        const auto &row = m_matrix.counts[std::size_t(t)];
        const qint64 all = std::accumulate(row.begin(), row.end(), std::int64_t(0));
        for (int p = 0; p < n; ++p) {
            auto *button = new ConfusionCell(t, p);
            button->setContents(row[std::size_t(p)], all, name,
                                QString::fromStdString(m_matrix.classes[std::size_t(p)]));
            button->setChecked(t == m_pickedTruth && p == m_pickedPrediction);
            button->installEventFilter(this);
            connect(button, &QPushButton::clicked, this, [this, t, p] {
                setPicked(t, p);
                emit cellClicked(t, p);
            });
            m_grid->addWidget(button, t + 2, p + 1);
            m_cells.append(button);
        }
    }
}

void ConfusionView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        build();
}

bool ConfusionView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        if (auto *from = qobject_cast<ConfusionCell *>(watched)) {
            const int key = static_cast<QKeyEvent *>(event)->key();
            const int down = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
            const int right = key == Qt::Key_Right ? 1 : key == Qt::Key_Left ? -1 : 0;
            const int n = int(m_matrix.classes.size());
            const int truth = from->truth() + down;
            const int prediction = from->prediction() + right;
            if ((down || right) && truth >= 0 && truth < n && prediction >= 0 && prediction < n) {
                cell(truth, prediction)->setFocus();
                return true;
            }
            if (key == Qt::Key_Return || key == Qt::Key_Enter) {
                from->click();
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace retclip
