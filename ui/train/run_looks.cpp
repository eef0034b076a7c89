// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_looks.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "ui/plots/chart_style.h"
#include "ui/shell/app_context.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSlider>
#include <QTableWidget>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr int legendHeight = 18;

QString codeOf(const RunLook::Case &one)
{
    return QString::fromStdString(one.code);
}

} // namespace

SimilarityMatrix::SimilarityMatrix(QWidget *parent) : QWidget(parent)
{
    setMinimumSize(140, 140);
    setMouseTracking(true);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SimilarityMatrix::setLook(const RunLook &look)
{
    m_look = look;
    m_low = 0;
    m_high = 1e-6;
    for (const float value : look.matrix) {
        m_low = std::min(m_low, double(value));
        m_high = std::max(m_high, double(value));
    }
    setAccessibleName(tr("Similarities of %n report(s) with the photographs of the same patients", nullptr,
                         int(look.batch.size())));
    update();
}

QRectF SimilarityMatrix::square() const
{
    const double side = std::min(width(), height() - legendHeight);
    return {(width() - side) / 2, 0, side, side};
}

void SimilarityMatrix::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto count = m_look.batch.size();
    if (count == 0)
        return;
    const QRectF box = square();
    const double cell = box.width() / double(count);
    for (std::size_t row = 0; row < count; ++row) {
        for (std::size_t column = 0; column < count; ++column) {
            const double value = (double(m_look.matrix[row * count + column]) - m_low) / (m_high - m_low);
            painter.fillRect(QRectF(box.left() + cell * double(column), box.top() + cell * double(row), cell + 0.5, cell + 0.5),
                             cividis(value));
        }
    }
    const ChartStyle style = ChartStyle::current();
    painter.setFont(ChartStyle::captionFont());
    painter.setPen(style.textSecondary);
    const QLocale locale;
    const QRectF legend(box.left(), box.bottom() + 3, box.width(), legendHeight - 3);
    QLinearGradient scale(legend.left() + 36, 0, legend.right() - 36, 0);
    for (int i = 0; i <= 8; ++i)
        scale.setColorAt(i / 8.0, cividis(i / 8.0));
    painter.fillRect(legend.adjusted(36, 4, -36, -4), scale);
    painter.drawText(legend, Qt::AlignLeft | Qt::AlignVCenter, locale.toString(m_low, 'f', 2));
    painter.drawText(legend, Qt::AlignRight | Qt::AlignVCenter, locale.toString(m_high, 'f', 2));
}

QString SimilarityMatrix::sentenceAt(QPoint place) const
{
    const auto count = m_look.batch.size();
    const QRectF box = square();
    if (count == 0 || !box.contains(place))
        return {};
    const double cell = box.width() / double(count);
    const auto at = [&](double from) { return std::min(count - 1, std::size_t(std::max(0.0, from) / cell)); };
    const std::size_t row = at(place.y() - box.top()), column = at(place.x() - box.left());
    return tr("Report of %1, photographs of %2: %3")
        .arg(codeOf(m_look.batch[row]), codeOf(m_look.batch[column]),
             QLocale().toString(double(m_look.matrix[row * count + column]), 'f', 3));
}

bool SimilarityMatrix::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString sentence = sentenceAt(help->pos());
    QToolTip::showText(help->globalPos(), sentence.isEmpty() ? toolTip() : sentence + u'\n' + toolTip(), this);
    return true;
}

RunLooks::RunLooks(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    m_matrix = new SimilarityMatrix;
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setEnabled(false);
    m_slider->setRange(0, 0);
    m_place = new QLabel;
    setLook(m_place, "secondary");
    m_table = new QTableWidget;
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::row);
    m_table->setFrameShape(QFrame::NoFrame);
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");

    auto *head = new QHBoxLayout;
    head->addWidget(m_slider, 1);
    head->addWidget(m_place);
    auto *right = new QVBoxLayout;
    right->addLayout(head);
    right->addWidget(m_table, 1);
    right->addWidget(m_empty, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::s, space::s, space::s, space::s);
    layout->setSpacing(space::l);
    layout->addWidget(m_matrix, 1);
    layout->addLayout(right, 3);
    connect(m_slider, &QSlider::valueChanged, this, &RunLooks::showLook);
    connect(m_table, &QTableWidget::cellDoubleClicked, this, [this](int row) {
        const int at = m_slider->value();
        if (at < 0 || at >= int(m_looks.size()) || row >= int(m_looks[std::size_t(at)].asked.size()))
            return;
        const RunLook::Asked &asked = m_looks[std::size_t(at)].asked[std::size_t(row)];
        std::vector<ExamId> exams{asked.report.exam};
        for (const RunLook::Neighbour &near : asked.nearest)
            if (near.photographs.exam != asked.report.exam)
                exams.push_back(near.photographs.exam);
        m_context.selections.openInData({exams, tr("The report of %1 and what lies nearest to it").arg(codeOf(asked.report)),
                                         {}, false});
    });
    retranslate();
}

void RunLooks::showRun(const RunRow &run)
{
    if (run.id == m_run.id && run.folder == m_run.folder)
        return;
    m_run = run;
    m_looks.clear();
    m_read = -1;
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, 0); // At the newest, as a run's first look will be.
    }
    showLook();
    read();
}

void RunLooks::poll(qsizetype validations)
{
    if (validations != m_read && !m_reading) {
        m_read = validations;
        read();
    }
}

void RunLooks::read()
{
    m_reading = true;
    m_context.jobs.start<std::vector<RunLook>>(
        {}, this,
        [folder = m_run.folder](const ProgressCallback &, std::stop_token) -> Result<std::vector<RunLook>> {
            return read_run_looks(path_from_utf8(folder.toStdString()));
        },
        [this, id = m_run.id](Result<std::vector<RunLook>> looks) {
            m_reading = false;
            if (!looks || id != m_run.id)
                return;
            // Who stands at the newest stays there; who looks back is left where he is.
            const bool atEnd = m_slider->value() >= m_slider->maximum();
            m_looks = std::move(*looks);
            const QSignalBlocker quiet(m_slider);
            m_slider->setMaximum(std::max(0, int(m_looks.size()) - 1));
            m_slider->setEnabled(m_looks.size() > 1);
            if (atEnd)
                m_slider->setValue(m_slider->maximum());
            showLook();
        });
}

void RunLooks::showLook()
{
    const int at = m_slider->value();
    const bool any = at < int(m_looks.size());
    m_table->setVisible(any);
    m_matrix->setVisible(any);
    m_empty->setVisible(!any);
    m_place->setText(any ? tr("step %1 (%2 of %3)").arg(QLocale().toString(qint64(m_looks[std::size_t(at)].step)))
                               .arg(at + 1).arg(m_looks.size())
                         : QString());
    if (!any)
        return;
    const RunLook &look = m_looks[std::size_t(at)];
    m_matrix->setLook(look);
    QStringList heading{tr("report of"), tr("its own rank")};
    for (std::size_t i = 1; i <= told_neighbours; ++i)
        heading << tr("nearest %1").arg(i);
    m_table->setColumnCount(int(heading.size()));
    m_table->setHorizontalHeaderLabels(heading);
    m_table->setRowCount(int(look.asked.size()));
    for (int row = 0; row < int(look.asked.size()); ++row) {
        const RunLook::Asked &asked = look.asked[std::size_t(row)];
        m_table->setItem(row, 0, new QTableWidgetItem(codeOf(asked.report)));
        m_table->setItem(row, 1, new QTableWidgetItem(QLocale().toString(qint64(asked.rank))));
        for (int k = 0; k < int(told_neighbours); ++k) {
            auto *item = new QTableWidgetItem;
            if (std::size_t(k) < asked.nearest.size()) {
                const RunLook::Neighbour &near = asked.nearest[std::size_t(k)];
                const bool own = near.photographs.exam == asked.report.exam;
                item->setText(QStringLiteral("%1%2  %3").arg(own ? QStringLiteral("✓ ") : QString(), codeOf(near.photographs),
                                                             QLocale().toString(near.similarity, 'f', 2)));
                if (own) {
                    QFont bold = item->font();
                    bold.setBold(true);
                    item->setFont(bold);
                    item->setToolTip(tr("Its own photographs"));
                }
            }
            m_table->setItem(row, 2 + k, item);
        }
    }
    m_table->resizeColumnsToContents();
}

void RunLooks::retranslate()
{
    m_slider->setAccessibleName(tr("Validation that is shown"));
    m_slider->setToolTip(tr("Goes through the run's validations; the last is the newest"));
    m_table->setAccessibleName(tr("What lies nearest to the reports of some cases"));
    m_table->setToolTip(tr("Double click: the case and its neighbours in Data"));
    m_matrix->setToolTip(tr("A row a report, a column a patient's photographs of the last validation batch. What belongs "
                       "together lies on the diagonal."));
    m_empty->setText(tr("Pretraining shows here after each validation which photographs it finds nearest to reports."));
    showLook();
}

} // namespace retclip
