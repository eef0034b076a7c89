// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/round_dialog.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

namespace retclip {

RoundDialog::RoundDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("roundDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New reading round"));
    setMinimumWidth(520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    form->setVerticalSpacing(space::s);
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("roundName"));
    form->addRow(tr("Name"), m_name);
    m_labelSet = new QComboBox;
    if (context.study)
        if (const auto sets = context.study->study().labelSets())
            for (const LabelSet &set : *sets)
                m_labelSet->addItem(set.name, set.name);
    form->addRow(tr("Label set"), m_labelSet);
    m_readers = new QLineEdit;
    m_readers->setObjectName(QStringLiteral("roundReaders"));
    m_readers->setPlaceholderText(tr("chen, li, wu: names as in Settings"));
    if (context.study)
        m_readers->setText(context.study->person());
    form->addRow(tr("Readers"), m_readers);
    m_source = new QComboBox;
    const Selection &selection = context.selections.current();
    if (!selection.empty())
        m_source->addItem(tr("the selection: %n exam(s)", nullptr, int(selection.exams.size())), 0);
    m_source->addItem(tr("what a query finds"), 1);
    form->addRow(tr("Exams"), m_source);
    m_query = new QLineEdit;
    m_query->setObjectName(QStringLiteral("roundQuery"));
    m_query->setPlaceholderText(tr("eye:both -excluded; empty: all exams"));
    form->addRow(QString(), m_query);
    m_blind = new QCheckBox(tr("Blind: labels, reports and others' grades stay hidden"));
    m_blind->setChecked(true);
    form->addRow(QString(), m_blind);
    m_controls = new QDoubleSpinBox;
    m_controls->setRange(0, 50);
    m_controls->setDecimals(0);
    m_controls->setSuffix(tr(" %"));
    m_controls->setValue(10);
    form->addRow(tr("Hidden controls"), m_controls);
    m_seed = new QSpinBox;
    m_seed->setRange(0, 1'000'000);
    m_seed->setValue(1);
    form->addRow(tr("Seed"), m_seed);
    column->addLayout(form);
    auto *note = new QLabel(tr("Every reader has an order of their own. Hidden controls are cases that come a second "
                               "time, far from the first: they tell how steady a reader is. Grades change no label "
                               "until a case is settled."));
    note->setWordWrap(true);
    setLook(note, "caption");
    column->addWidget(note);
    m_error = new QLabel;
    m_error->setWordWrap(true);
    setLook(m_error, "error");
    column->addWidget(m_error);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_open = buttons->addButton(tr("Open the round"), QDialogButtonBox::AcceptRole);
    m_open->setObjectName(QStringLiteral("openRound"));
    setLook(m_open, "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &RoundDialog::openNow);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    connect(m_source, &QComboBox::currentIndexChanged, this, &RoundDialog::refresh);
    for (QLineEdit *line : {m_name, m_readers})
        connect(line, &QLineEdit::textChanged, this, &RoundDialog::refresh);
    refresh();
    m_name->setFocus();
}

QStringList RoundDialog::readers() const
{
    static const QRegularExpression comma(QStringLiteral("[,，、;；]"));
    QStringList names;
    for (const QString &name : m_readers->text().split(comma, Qt::SkipEmptyParts))
        if (!name.trimmed().isEmpty())
            names.append(name.simplified());
    return names;
}

void RoundDialog::refresh()
{
    m_query->setEnabled(m_source->currentData().toInt() == 1);
    m_open->setEnabled(!m_name->text().trimmed().isEmpty() && !readers().isEmpty() && m_labelSet->count() > 0);
    m_error->setText(m_labelSet->count() > 0 ? QString()
                                             : tr("The study has no label set to grade by. Import labels, or define one."));
}

void RoundDialog::openNow()
{
    if (!m_context.study)
        return;
    m_open->setEnabled(false);
    m_error->clear();
    if (m_source->currentData().toInt() == 0) {
        openFor(m_context.selections.current().exams);
        return;
    }
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_error->setText(translated(other.error().what_happened));
        refresh();
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_context.jobs.start<std::vector<ExamId>>(
        {}, this,
        [study, query = m_query->text()](const ProgressCallback &, std::stop_token stop) { return study->find(query, stop); },
        [this](Result<std::vector<ExamId>> exams) {
            if (exams) {
                openFor(*exams);
            } else {
                refresh();
                m_error->setText(translated(exams.error().what_happened));
            }
        });
}

void RoundDialog::openFor(const std::vector<ExamId> &exams)
{
    RoundOrder order;
    order.name = m_name->text();
    order.labelSet = m_labelSet->currentData().toString();
    order.readers = readers();
    order.exams = exams;
    order.query = m_source->currentData().toInt() == 1 ? m_query->text() : m_context.selections.current().sentence;
    order.blind = m_blind->isChecked();
    order.controls = m_controls->value() / 100;
    order.seed = m_seed->value();
    order.person = m_context.study->person();
    const auto round = openRound(m_context.study->study(), order);
    if (!round) {
        refresh();
        m_error->setText(translated(round.error().what_happened) + u' ' + translated(round.error().what_to_do));
        return;
    }
    emit m_context.study->historyChanged();
    emit roundOpened(round->name);
    accept();
}

} // namespace retclip
