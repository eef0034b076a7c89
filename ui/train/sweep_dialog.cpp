// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/sweep_dialog.h"

#include "core/jobs/job.h"
#include "core/jobs/run_queue.h"
#include "core/study/folds.h"
#include "core/study/study_document.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {

/// What a group says itself, or what is no person's to vary.
bool canVary(const FieldDescription &field, const RunConfig &base)
{
    const unsigned task = base.task == "probe" ? 1u << unsigned(Task::probe)
        : base.task == "finetune"              ? 1u << unsigned(Task::finetune)
                                               : 1u << unsigned(Task::pretrain);
    const std::string_view key = field.key;
    return (field.tasks & task) && field.type != FieldType::text && field.type != FieldType::file
        && key != "task" && key != "folds" && key != "fold";
}

} // namespace

SweepDialog::SweepDialog(AppContext &context, const RunConfig &base, const QString &dataset,
                         const QString &name, QWidget *parent)
    : QDialog(parent), m_context(context), m_base(base), m_dataset(dataset)
{
    setWindowTitle(tr("Sweep or cross-validation"));
    resize(680, 520);
    auto *intro = new QLabel(tr("The run of the form becomes a group of runs. Values after commas are all tried; "
                                "a range with two dots is drawn from, on a logarithmic scale with :log."));
    intro->setWordWrap(true);
    setLook(intro, "secondary");
    m_name = new QLineEdit(name);
    m_name->setAccessibleName(tr("Name of the group"));
    auto *rowsPage = new QWidget;
    rowsPage->setProperty("look", "page");
    m_rows = new QVBoxLayout(rowsPage);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(space::s);
    m_rows->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(rowsPage);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *add = new QPushButton(tr("Add a setting"));
    add->setObjectName(QStringLiteral("add-axis"));
    m_draws = new QSpinBox;
    m_draws->setRange(1, 1000);
    m_draws->setValue(10);
    m_drawsLabel = new QLabel(tr("Draws from ranges"));
    m_drawsLabel->setBuddy(m_draws);
    m_folds = new QSpinBox;
    m_folds->setRange(2, 50);
    m_folds->setValue(2);
    m_folds->setSpecialValueText(tr("none"));
    m_folds->setToolTip(tr("Patients are dealt to so many parts; each setting is trained once a part, tested on it, "
                           "chosen on the next."));
    m_told = new QLabel;
    m_told->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"));
    m_queue = new QPushButton;
    setLook(m_queue, "primary");

    auto *form = new QFormLayout;
    form->addRow(tr("Name of the group"), m_name);
    auto *numbers = new QFormLayout;
    numbers->addRow(m_drawsLabel, m_draws);
    numbers->addRow(tr("Folds"), m_folds);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_told, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_queue);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::l, space::l, space::l);
    layout->setSpacing(space::m);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(scroll, 1);
    layout->addWidget(add, 0, Qt::AlignLeft);
    layout->addLayout(numbers);
    layout->addLayout(foot);
    connect(add, &QPushButton::clicked, this, [this] { addAxis(); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_queue, &QPushButton::clicked, this, &SweepDialog::prepare);
    connect(m_name, &QLineEdit::textChanged, this, &SweepDialog::tell);
    connect(m_draws, &QSpinBox::valueChanged, this, &SweepDialog::tell);
    connect(m_folds, &QSpinBox::valueChanged, this, &SweepDialog::tell);
    addAxis(QStringLiteral("learning_rate"));
}

SweepDialog::~SweepDialog()
{
    if (m_job)
        m_job->cancel();
}

void SweepDialog::addAxis(const QString &key, const QString &values)
{
    Axis axis;
    axis.row = new QWidget;
    auto *layout = new QHBoxLayout(axis.row);
    layout->setContentsMargins(0, 0, 0, 0);
    axis.key = new QComboBox;
    axis.key->setMaxVisibleItems(20);
    axis.key->setMinimumWidth(theme().scaled(230));
    axis.key->setAccessibleName(tr("Setting"));
    for (const FieldDescription &field : run_fields())
        if (canVary(field, m_base))
            axis.key->addItem(QCoreApplication::translate("RunField", field.label), QString::fromLatin1(field.key));
    if (const int index = axis.key->findData(key); index >= 0)
        axis.key->setCurrentIndex(index);
    axis.values = new QLineEdit(values);
    axis.values->setAccessibleName(tr("Values"));
    auto *remove = new QToolButton;
    setIconName(*remove, QStringLiteral("trash"));
    nameButton(*remove, tr("Do not vary this setting"));
    layout->addWidget(axis.key);
    layout->addWidget(axis.values, 1);
    layout->addWidget(remove);
    m_rows->insertWidget(m_rows->count() - 1, axis.row);
    const auto hint = [this, box = axis.key, line = axis.values] {
        const FieldDescription *field = find_run_field(box->currentData().toString().toStdString());
        QStringList choices;
        if (field && field->type == FieldType::boolean)
            choices << QStringLiteral("true") << QStringLiteral("false");
        else if (field)
            for (const char *choice : field->choices)
                choices << QString::fromLatin1(choice);
        const QString now = field ? QString::fromStdString(field_value(m_base, *field)) : QString();
        line->setPlaceholderText(!choices.isEmpty() ? choices.join(QLatin1Char(','))
                                                    : tr("now %1; e.g. 1e-4,1e-3 or 1e-5..1e-3:log").arg(now));
    };
    hint();
    connect(axis.key, &QComboBox::currentIndexChanged, this, [this, hint] {
        hint();
        tell();
    });
    connect(axis.values, &QLineEdit::textChanged, this, &SweepDialog::tell);
    connect(remove, &QToolButton::clicked, this, [this, row = axis.row] {
        m_axes.removeIf([row](const Axis &one) { return one.row == row; });
        row->deleteLater();
        tell();
    });
    m_axes.append(axis);
    axis.values->setFocus();
    tell();
}

Result<std::vector<SweepMember>> SweepDialog::members() const
{
    SweepPlan plan;
    plan.group = m_name->text().trimmed();
    plan.base = m_base;
    plan.folds = m_folds->value() > 2 ? m_folds->value() : 0;
    plan.draws = m_draws->value();
    for (const Axis &axis : m_axes) {
        if (axis.values->text().trimmed().isEmpty())
            continue;
        RETCLIP_TRY(SweepAxis one, sweepAxis(axis.key->currentData().toString() + u'=' + axis.values->text()));
        (one.values.empty() ? plan.random : plan.grid).push_back(std::move(one));
    }
    return sweepMembers(plan);
}

QString SweepDialog::told() const
{
    return m_told->text();
}

void SweepDialog::tell()
{
    bool ranges = false;
    for (const Axis &axis : std::as_const(m_axes))
        ranges = ranges || axis.values->text().contains(QLatin1String(".."));
    m_draws->setEnabled(ranges);
    m_drawsLabel->setEnabled(ranges);
    const auto runs = members();
    m_queue->setEnabled(runs.has_value() && m_orders.empty() && !m_job);
    setLook(m_told, runs ? "secondary" : "error");
    if (!runs) {
        m_queue->setText(tr("Queue the runs"));
        m_told->setText(translated(runs.error().what_happened) + QLatin1Char(' ')
                        + translated(runs.error().what_to_do));
        return;
    }
    m_queue->setText(tr("Queue %n run(s)", nullptr, int(runs->size())));
    m_told->setText(runs->size() > 1 ? tr("%1 … %2").arg(runs->front().name, runs->back().name)
                                     : runs->front().name);
}

/// What each run sees is worked out beside the window; a device that is not there is refused before
/// anything is registered.
void SweepDialog::prepare()
{
    const auto runs = members();
    if (!runs || !m_context.study || !m_context.queue)
        return;
    m_queue->setEnabled(false);
    m_job = m_context.jobs.start<std::vector<RunOrder>>(
        tr("Prepare the runs"), this,
        [runs = *runs, dataset = m_dataset, person = m_context.study->person(),
         folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<std::vector<RunOrder>> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            std::vector<RunOrder> orders;
            ProgressReporter reporter(progress, std::int64_t(runs.size()),
                                      message(QT_TRANSLATE_NOOP("Message", "Preparing the runs")));
            for (const SweepMember &member : runs) {
                if (stop.stop_requested())
                    return retclip::cancelled();
                RunOrder order;
                order.name = member.name;
                order.config = member.config;
                order.dataset = dataset;
                order.person = person;
                RETCLIP_TRY(order.manifest, manifestOfRun(*study, dataset, member.config));
                RETCLIP_TRY([[maybe_unused]] const RunEstimate estimate,
                            backend->estimate(member.config, order.manifest, false, stop));
                orders.push_back(std::move(order));
                reporter.advance_to(std::int64_t(orders.size()));
            }
            return orders;
        },
        [this](Result<std::vector<RunOrder>> orders) {
            m_job = nullptr;
            if (!orders) {
                if (orders.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(orders.error());
                tell();
                return;
            }
            m_orders = std::move(*orders);
            m_next = 0;
            queueNext();
        });
}

/// One run a turn of the event loop: the window goes on while many are registered.
void SweepDialog::queueNext()
{
    if (!m_context.queue)
        return;
    if (m_next == m_orders.size()) {
        emit queued(m_first);
        accept();
        return;
    }
    const Result<RunId> id = m_context.queue->add(m_orders[m_next]);
    if (!id) {
        m_context.notifications.post(id.error());
        m_orders.clear();
        tell();
        return;
    }
    if (m_next++ == 0)
        m_first = *id;
    m_told->setText(tr("Queued %1 of %2").arg(m_next).arg(m_orders.size()));
    QTimer::singleShot(0, this, &SweepDialog::queueNext);
}

} // namespace retclip
