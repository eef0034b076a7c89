// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/privacy_dialog.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/data/decision_table.h"
#include "ui/data/text_marks.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QDialogButtonBox>
#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTextBlock>
#include <QVBoxLayout>

#include <memory>

namespace retclip {

namespace {

constexpr int pause_ms = 300;

/// What "replace all of this kind" would do, before it does it.
bool confirmed(QWidget *parent, const PrivacyModel &model, const QVector<int> &rows)
{
    constexpr int most = 500;
    QDialog dialog(parent);
    dialog.setObjectName(QStringLiteral("privacyPreview"));
    dialog.setWindowTitle(title(model.findOf(rows.first()).kind));
    auto *column = new QVBoxLayout(&dialog);
    column->addWidget(new QLabel(PrivacyDialog::tr("%n find(s) of this kind will be replaced:", nullptr, int(rows.size())), &dialog));
    auto *list = new QListWidget(&dialog);
    list->setObjectName(QStringLiteral("privacyPreviewList"));
    for (const int row : rows.mid(0, most))
        list->addItem(QStringLiteral("%1  →  %2").arg(model.findOf(row).text, model.findOf(row).replacement));
    if (rows.size() > most)
        list->addItem(PrivacyDialog::tr("… and %1 more").arg(rows.size() - most));
    column->addWidget(list);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, &dialog);
    auto *all = buttons->addButton(PrivacyDialog::tr("Mark all to be replaced"), QDialogButtonBox::AcceptRole);
    all->setObjectName(QStringLiteral("privacyPreviewAccept"));
    all->setDefault(true);
    setLook(all, "primary");
    column->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    dialog.resize(theme().scaled(480), theme().scaled(360));
    return dialog.exec() == QDialog::Accepted;
}

} // namespace

PrivacyDialog::PrivacyDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("reportPrivacy"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Report privacy"));
    m_model = new PrivacyModel(this);
    m_model->setHideIdentifiers(context.settings.hideIdentifiers());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("privacyCounts"));
    setLook(m_counts, "label");
    column->addWidget(m_counts);
    makeTable();
    column->addWidget(m_table, 2);
    const auto text = [this, column](const QString &title, const char *name) {
        auto *label = new QLabel(title, this);
        setLook(label, "caption");
        column->addWidget(label);
        auto *view = new QPlainTextEdit(this);
        view->setObjectName(QString::fromLatin1(name));
        view->setAccessibleName(title);
        view->setReadOnly(true);
        view->setMinimumHeight(theme().scaled(64));
        column->addWidget(view, 1);
        return view;
    };
    m_before = text(tr("As it is"), "privacyBefore");
    m_after = text(tr("As it will read"), "privacyAfter");
    m_keys = new QLabel(tr("A or Enter: replace   S: leave as it is   E: other words   Shift+A: all of this kind"), this);
    setLook(m_keys, "caption");
    column->addWidget(m_keys);
    m_honest = new QLabel(tr("What is taken out stays in the history of this study, so that undo can bring it back, and in its "
                             "backups. An export without names carries neither: it writes only the redacted text, looks "
                             "through everything it has written, and stops where something is left."),
                          this);
    m_honest->setWordWrap(true);
    setLook(m_honest, "secondary");
    column->addWidget(m_honest);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_kind = buttons->addButton(tr("Replace all of this kind…"), QDialogButtonBox::ActionRole);
    m_kind->setObjectName(QStringLiteral("privacyKind"));
    auto *out = buttons->addButton(tr("Export without names…"), QDialogButtonBox::ActionRole);
    m_redact = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_redact->setObjectName(QStringLiteral("privacyRedact"));
    setLook(m_redact, "primary");
    for (QAbstractButton *each : buttons->buttons()) // Enter belongs to the list.
        static_cast<QPushButton *>(each)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(m_kind, &QPushButton::clicked, this, &PrivacyDialog::replaceKind);
    connect(out, &QPushButton::clicked, this, [this] { m_context.exportSelection(); });
    connect(m_redact, &QPushButton::clicked, this, &PrivacyDialog::redact);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    m_again.setSingleShot(true);
    m_again.setInterval(pause_ms);
    connect(&m_again, &QTimer::timeout, this, &PrivacyDialog::look);
    if (context.study) {
        connect(context.study, &StudyDocument::examsChanged, &m_again, qOverload<>(&QTimer::start));
        connect(context.study, &StudyDocument::contentsChanged, &m_again, qOverload<>(&QTimer::start));
    }
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    connect(&theme(), &Theme::changed, this, &PrivacyDialog::showCurrent);
    resize(theme().scaled(980), theme().scaled(680));
    refresh();
    look();
    m_table->setFocus();
}

PrivacyDialog::~PrivacyDialog()
{
    if (m_job)
        m_job->cancel();
}

void PrivacyDialog::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("privacyFinds"));
    m_table->setAccessibleName(tr("Identifiers found"));
    m_table->setModel(m_model);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked);
    constexpr int widths[] = {96, 130, 180, 110, 250};
    setUpDecisionTable(*m_table, widths);
    auto *keys = new KeyFilter(m_table);
    const auto replace = [this] {
        const auto *editor = m_table->viewport()->findChild<QLineEdit *>();
        if (!editor || !editor->isVisible()) // Return in the editor of other words comes by here too.
            decide(PrivacyModel::Decision::replace);
    };
    keys->bind(Qt::Key_A, replace);
    keys->bind(Qt::Key_Return, replace);
    keys->bind(Qt::Key_Enter, replace);
    keys->bind(Qt::Key_S, [this] { decide(PrivacyModel::Decision::leave); });
    keys->bind(Qt::Key_E, [this] {
        if (currentRow() >= 0)
            m_table->edit(m_model->index(currentRow(), PrivacyModel::replacement));
    });
    keys->bind(Qt::Key_A, Qt::ShiftModifier, [this] { replaceKind(); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PrivacyDialog::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        showCurrent();
        refresh();
    });
}

int PrivacyDialog::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void PrivacyDialog::look()
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    if (m_job)
        m_job->cancel();
    const std::shared_ptr<Study> study = std::move(*other);
    m_counts->setText(tr("Looking through reports, comments and tags…"));
    m_job = m_context.jobs.start<std::vector<TextFinds>>(
        tr("Report privacy"), this,
        [study](const ProgressCallback &progress, std::stop_token stop) {
            return findIdentifiers(*study, {}, progress, stop);
        },
        [this](Result<std::vector<TextFinds>> result) {
            m_job.clear();
            if (!result) {
                if (result.error().code != ErrorCode::cancelled) {
                    m_context.notifications.post(result.error());
                    emit looked(-1);
                }
                return;
            }
            const int row = std::max(0, currentRow());
            m_model->setTexts(std::move(*result));
            if (m_model->rowCount() > 0)
                m_table->selectRow(std::min(row, m_model->rowCount() - 1));
            showCurrent();
            refresh();
            emit looked(m_model->rowCount());
        });
}

void PrivacyDialog::showCurrent()
{
    const int row = currentRow();
    m_before->setPlainText(row < 0 ? QString() : m_model->textOf(row).text);
    m_after->setPlainText(row < 0 ? QString() : m_model->preview(row));
    if (row < 0)
        return;
    QList<QTextEdit::ExtraSelection> marks;
    const PrivacyFind &current = m_model->findOf(row);
    for (const PrivacyFind &find : m_model->textOf(row).finds)
        marks.append(textMark(*m_before, find.start, find.length, find.start == current.start));
    m_before->setExtraSelections(marks);
    QTextCursor cursor(m_before->document());
    cursor.setPosition(int(current.start));
    m_before->setTextCursor(cursor);
}

void PrivacyDialog::refresh()
{
    const int replace = m_model->countOf(PrivacyModel::Decision::replace),
              leave = m_model->countOf(PrivacyModel::Decision::leave);
    if (!m_job)
        m_counts->setText(m_model->rowCount() == 0
                              ? tr("Nothing that tells a person was found. A name without a word beside it is not seen.")
                              : tr("Found: %1. To replace: %2, to leave: %3, open: %4.")
                                    .arg(m_model->rowCount()).arg(replace).arg(leave)
                                    .arg(m_model->rowCount() - replace - leave));
    m_redact->setText(tr("Redact %1").arg(replace));
    m_redact->setEnabled(replace > 0 && m_context.study && !m_context.study->study().isReadOnly());
    m_kind->setEnabled(m_model->rowCount() > 0);
}

void PrivacyDialog::decide(PrivacyModel::Decision decision)
{
    const int row = currentRow();
    if (row < 0)
        return;
    m_model->decide(row, decision);
    if (const int next = m_model->nextOpen(row); next >= 0)
        m_table->selectRow(next);
}

void PrivacyDialog::replaceKind()
{
    if (currentRow() < 0)
        return;
    const QVector<int> rows = m_model->openOfKind(m_model->findOf(currentRow()).kind);
    if (rows.isEmpty() || !confirmed(this, *m_model, rows))
        return;
    m_model->decide(rows, PrivacyModel::Decision::replace);
    if (const int next = m_model->nextOpen(currentRow()); next >= 0)
        m_table->selectRow(next);
}

void PrivacyDialog::redact()
{
    const Redaction redaction = redactionOf(m_model->chosen());
    if (!m_context.study || redaction.exams.empty())
        return;
    // A text that was changed meanwhile would be set back to how it was when it was looked at.
    const auto rows = m_context.study->study().exams(redaction.exams);
    if (!rows) {
        m_context.notifications.post(rows.error());
        return;
    }
    QHash<qint64, const ExamRow *> now;
    for (const ExamRow &row : *rows)
        now.insert(row.id.value, &row);
    for (const TextFinds &text : m_model->chosen()) {
        const ExamRow *row = now.value(text.exam.value);
        if (row && (text.field == PrivacyField::tag
                    || text.text == (text.field == PrivacyField::report  ? row->report
                                     : text.field == PrivacyField::camera ? row->camera
                                                                          : row->comment)))
            continue;
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "A text was changed since it was looked at; nothing was replaced. Look again.")),
            Severity::warning);
        look();
        return;
    }
    const auto receipt = m_context.study->apply(redaction.action, redaction.exams);
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        return;
    }
    int count = 0;
    for (const auto &[kind, finds] : redaction.counts)
        count += finds;
    m_context.notifications.post(message(QT_TRANSLATE_NOOP("Message", "Replaced %1 identifiers in %2 exams. Ctrl+Z takes it back."),
                                         {std::to_string(count), std::to_string(redaction.exams.size())}),
                                 Severity::success);
    look();
}

} // namespace retclip
