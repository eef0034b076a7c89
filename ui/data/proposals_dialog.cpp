// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/proposals_dialog.h"

#include "core/jobs/job.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/data/decision_table.h"
#include "ui/data/text_marks.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <memory>

namespace retclip {

namespace {

constexpr int pause_before_reading_ms = 300;

struct ReadReports
{
    ClassFindings findings;
    std::vector<LabelProposal> proposals;
};

} // namespace

ProposalsDialog::ProposalsDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("labelProposals"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Labels from reports"));
    m_model = new ProposalsModel(this);
    m_model->setHideIdentifiers(context.settings.hideIdentifiers());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    makeTop(*column);
    makeTable();
    column->addWidget(m_table, 3);
    auto *title = new QLabel(tr("The report"), this);
    setLook(title, "caption");
    column->addWidget(title);
    m_report = new QPlainTextEdit(this);
    m_report->setObjectName(QStringLiteral("proposalReport"));
    m_report->setAccessibleName(title->text());
    m_report->setReadOnly(true);
    m_report->setMinimumHeight(theme().scaled(72));
    column->addWidget(m_report, 1);
    auto *honest = new QLabel(tr("Read by rules: words that deny (no, 无, 未见) or doubt (suspected, 可疑) are heeded. What a report "
                                 "does not name is not taken as absent. Look at a part before you take all."),
                              this);
    honest->setWordWrap(true);
    setLook(honest, "secondary");
    column->addWidget(honest);
    auto *keys = new QLabel(tr("Space: take or leave   Shift+A: take all   Shift+N: take none"), this);
    setLook(keys, "caption");
    column->addWidget(keys);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_give = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_give->setObjectName(QStringLiteral("proposalsGive"));
    setLook(m_give, "primary");
    for (QAbstractButton *each : buttons->buttons())
        static_cast<QPushButton *>(each)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(m_give, &QPushButton::clicked, this, &ProposalsDialog::give);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    m_again.setSingleShot(true);
    m_again.setInterval(pause_before_reading_ms);
    connect(&m_again, &QTimer::timeout, this, &ProposalsDialog::look);
    if (context.study) {
        const auto later = [this] {
            if (!m_giving)
                m_again.start();
        };
        connect(context.study, &StudyDocument::examsChanged, this, later);
        connect(context.study, &StudyDocument::contentsChanged, this, later);
    }
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    connect(&theme(), &Theme::changed, this, &ProposalsDialog::showCurrent);
    resize(theme().scaled(940), theme().scaled(640));
    refresh();
    look();
    m_table->setFocus();
}

ProposalsDialog::~ProposalsDialog()
{
    if (m_job)
        m_job->cancel();
}

void ProposalsDialog::makeTop(QVBoxLayout &column)
{
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("proposalCounts"));
    setLook(m_counts, "label");
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    m_setBox = new QComboBox(this);
    m_setBox->setObjectName(QStringLiteral("proposalSet"));
    m_setBox->setAccessibleName(tr("Label set"));
    m_setBox->setToolTip(tr("The labels that are looked for in the reports"));
    if (m_context.study)
        if (auto sets = m_context.study->study().labelSets())
            m_sets = *sets;
    for (const LabelSet &set : std::as_const(m_sets))
        m_setBox->addItem(set.name);
    m_onlyBox = new QComboBox(this);
    m_onlyBox->setObjectName(QStringLiteral("proposalOnly"));
    m_onlyBox->setAccessibleName(tr("Which exams"));
    m_onlyBox->setToolTip(tr("Exams without a label, or also those whose label is another one"));
    m_onlyBox->addItems({tr("not labelled yet"), tr("not labelled, or labelled otherwise")});
    row->addWidget(m_setBox);
    row->addWidget(m_onlyBox);
    row->addStretch(1);
    m_unknown = new QLabel(this);
    m_unknown->setObjectName(QStringLiteral("proposalUnknown"));
    m_unknown->setWordWrap(true);
    setLook(m_unknown, "secondary");
    column.addLayout(row);
    column.addWidget(m_counts);
    column.addWidget(m_unknown);
    connect(m_setBox, &QComboBox::activated, this, &ProposalsDialog::look);
    connect(m_onlyBox, &QComboBox::activated, this, &ProposalsDialog::look);
}

void ProposalsDialog::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("proposals"));
    m_table->setAccessibleName(tr("Proposed labels"));
    m_table->setModel(m_model);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    constexpr int widths[] = {56, 130, 170, 170};
    setUpDecisionTable(*m_table, widths);
    auto *keys = new KeyFilter(m_table);
    keys->bind(Qt::Key_Space, [this] {
        const int row = currentRow();
        if (row < 0)
            return;
        m_model->setTaken(row, !m_model->isTaken(row));
        if (row + 1 < m_model->rowCount())
            m_table->selectRow(row + 1);
    });
    keys->bind(Qt::Key_A, Qt::ShiftModifier, [this] { m_model->setAllTaken(true); });
    keys->bind(Qt::Key_N, Qt::ShiftModifier, [this] { m_model->setAllTaken(false); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProposalsDialog::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ProposalsDialog::refresh);
}

int ProposalsDialog::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void ProposalsDialog::look()
{
    const int at = m_setBox->currentIndex();
    if (!m_context.study || at < 0 || at >= m_sets.size()) {
        emit looked(-1);
        return;
    }
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        emit looked(-1);
        return;
    }
    if (m_job)
        m_job->cancel();
    const std::shared_ptr<Study> study = std::move(*other);
    m_counts->setText(tr("Reading the reports…"));
    m_job = m_context.jobs.start<ReadReports>(
        tr("Labels from reports"), this,
        [study, set = m_sets[at], differing = m_onlyBox->currentIndex() == 1](
            const ProgressCallback &progress, std::stop_token stop) -> Result<ReadReports> {
            ReadReports read;
            RETCLIP_TRY(read.findings, findingsOfClasses(set));
            RETCLIP_TRY(const std::vector<ExamId> exams, study->find({}, stop));
            RETCLIP_TRY(read.proposals, proposeLabels(*study, set, read.findings, exams, progress, stop));
            std::erase_if(read.proposals, [differing](const LabelProposal &each) {
                return differing ? !each.differs() : each.current.has_value();
            });
            return read;
        },
        [this, set = m_sets[at]](Result<ReadReports> read) {
            m_job.clear();
            if (read) {
                showProposals(set, read->findings, std::move(read->proposals));
            } else if (read.error().code != ErrorCode::cancelled) {
                m_context.notifications.post(read.error());
                emit looked(-1);
            }
        });
}

void ProposalsDialog::showProposals(const LabelSet &set, const ClassFindings &findings,
                                    std::vector<LabelProposal> proposals)
{
    m_set = set;
    const int row = std::max(0, currentRow());
    m_model->setProposals(set, std::move(proposals));
    if (m_model->rowCount() > 0)
        m_table->selectRow(std::min(row, m_model->rowCount() - 1));
    m_unknown->setText(findings.unknown.isEmpty()
                           ? QString()
                           : tr("Not in the dictionary, and so never proposed: %1.").arg(labelTitles(set.name, findings.unknown)));
    m_unknown->setVisible(!findings.unknown.isEmpty());
    showCurrent();
    refresh();
    emit looked(m_model->rowCount());
}

void ProposalsDialog::showCurrent()
{
    const int row = currentRow();
    if (row < 0 || row >= m_model->rowCount() || !m_context.study) {
        m_report->clear();
        return;
    }
    const LabelProposal &proposal = m_model->proposalOf(row);
    const auto exam = m_context.study->study().exam(proposal.exam);
    m_report->setPlainText(exam ? exam->report : QString());
    QList<QTextEdit::ExtraSelection> marks;
    for (const FoundFinding &found : proposal.evidence)
        if (exam && found.start + found.length <= exam->report.size())
            marks.append(textMark(*m_report, found.start, found.length, found.assertion == Assertion::present));
    m_report->setExtraSelections(marks);
}

void ProposalsDialog::refresh()
{
    const int taken = m_model->takenCount();
    if (!m_job)
        m_counts->setText(m_sets.isEmpty() ? tr("The study has no label set yet: import labels, or define one.")
                          : m_model->rowCount() == 0
                              ? tr("The reports propose nothing here.")
                              : tr("Proposed: %1. Taken: %2.").arg(m_model->rowCount()).arg(taken));
    m_give->setText(tr("Give %n label(s)", nullptr, taken));
    m_give->setEnabled(taken > 0 && m_context.study && !m_context.study->study().isReadOnly());
}

void ProposalsDialog::give()
{
    if (!m_context.study)
        return;
    const std::vector<ProposedEdit> edits = editsOf(m_set, m_model->takenProposals());
    std::size_t exams = 0, made = 0;
    m_giving = true;
    for (const ProposedEdit &edit : edits) {
        const auto receipt = m_context.study->apply(edit.action, edit.exams);
        if (!receipt) {
            m_context.notifications.post(receipt.error());
            break;
        }
        exams += edit.exams.size();
        ++made;
    }
    m_giving = false;
    if (made > 0)
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "Labelled %1 exams in %2 edits. Ctrl+Z takes them back one by one."),
                    {std::to_string(exams), std::to_string(made)}),
            Severity::success);
    look();
}

} // namespace retclip
