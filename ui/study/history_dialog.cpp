// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/history_dialog.h"

#include "core/jobs/job.h"
#include "core/study/history_words.h"
#include "core/study/moment.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/study/restore_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSet>
#include <QTableView>
#include <QVBoxLayout>

namespace retclip {

namespace {

constexpr int linesAtOnce = 1000;
constexpr int beforeLooking_ms = 250;

} // namespace

HistoryDialog::HistoryDialog(AppContext &context, const QString &exam, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("historyDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("History"));
    m_model = new HistoryModel(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    makeFilters(*column);
    m_exam->setText(exam);
    makeTable();
    column->addWidget(m_table, 1);
    auto *note = new QLabel(tr("Nothing here is ever taken out: undoing and restoring are lines of their own, and each line is chained "
                               "to the one before by its hash."),
                            this);
    note->setWordWrap(true);
    setLook(note, "caption");
    column->addWidget(note);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_exams = buttons->addButton(tr("Show its exams"), QDialogButtonBox::ActionRole);
    m_exams->setObjectName(QStringLiteral("historyExams"));
    m_exams->setToolTip(tr("The exams that this line changed, in Data"));
    m_restore = buttons->addButton(tr("Restore to this moment…"), QDialogButtonBox::ActionRole);
    m_restore->setObjectName(QStringLiteral("historyRestore"));
    m_restore->setToolTip(tr("How things stood after this line; you see what would change before anything does"));
    for (QAbstractButton *each : buttons->buttons())
        static_cast<QPushButton *>(each)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_exams, &QPushButton::clicked, this, &HistoryDialog::showExams);
    connect(m_restore, &QPushButton::clicked, this, &HistoryDialog::restore);
    m_again.setSingleShot(true);
    m_again.setInterval(beforeLooking_ms);
    connect(&m_again, &QTimer::timeout, this, &HistoryDialog::look);
    if (context.study)
        connect(context.study, &StudyDocument::historyChanged, &m_again, qOverload<>(&QTimer::start));
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    resize(theme().scaled(980), theme().scaled(640));
    refresh();
    look();
    m_table->setFocus();
}

HistoryDialog::~HistoryDialog()
{
    if (m_job)
        m_job->cancel();
}

void HistoryDialog::makeFilters(QVBoxLayout &column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    const auto box = [&](const char *name, const QString &title) {
        auto *choices = new QComboBox(this);
        choices->setObjectName(QString::fromLatin1(name));
        choices->setAccessibleName(title);
        choices->setToolTip(title);
        choices->setMinimumWidth(theme().scaled(150));
        connect(choices, &QComboBox::activated, this, &HistoryDialog::look);
        row->addWidget(choices);
        return choices;
    };
    m_person = box("historyPerson", tr("Who did it"));
    m_kind = box("historyKind", tr("What kind of change"));
    m_since = box("historySince", tr("Since when: choose, or type a day or a time such as 2026-11-24 14:05, tuesday, 3d"));
    m_since->setEditable(true);
    m_since->setInsertPolicy(QComboBox::NoInsert);
    m_since->addItem(tr("at any time"), QString());
    m_since->addItem(tr("today"), QStringLiteral("today"));
    m_since->addItem(tr("since yesterday"), QStringLiteral("yesterday"));
    m_since->addItem(tr("in 7 days"), QStringLiteral("7d"));
    m_since->addItem(tr("in 30 days"), QStringLiteral("30d"));
    connect(m_since->lineEdit(), &QLineEdit::textEdited, &m_again, qOverload<>(&QTimer::start));
    m_exam = new QLineEdit(this);
    m_exam->setObjectName(QStringLiteral("historyExam"));
    m_exam->setPlaceholderText(tr("any exam: type its code"));
    m_exam->setAccessibleName(tr("Exam"));
    m_exam->setClearButtonEnabled(true);
    connect(m_exam, &QLineEdit::textEdited, &m_again, qOverload<>(&QTimer::start));
    row->addWidget(m_exam, 1);
    column.addLayout(row);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("historyCounts"));
    m_counts->setWordWrap(true);
    setLook(m_counts, "secondary");
    column.addWidget(m_counts);
}

void HistoryDialog::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("historyTable"));
    m_table->setAccessibleName(tr("History"));
    m_table->setModel(m_model);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    constexpr int widths[] = {64, 150, 130, 110, 70};
    for (int i = 0; i < 5; ++i)
        m_table->setColumnWidth(i, theme().scaled(widths[i]));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryDialog::refresh);
    connect(m_table, &QAbstractItemView::activated, this, &HistoryDialog::showExams);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == m_table->verticalScrollBar()->maximum())
            lookOn();
    });
}

void HistoryDialog::showExam(const QString &exam)
{
    m_exam->setText(exam);
    look();
}

Result<HistoryQuery> HistoryDialog::asked()
{
    HistoryQuery query;
    query.person = m_person->currentData().toString();
    query.kind = m_kind->currentData().toString();
    query.limit = linesAtOnce;
    const bool chosen = m_since->currentIndex() >= 0 && m_since->currentText() == m_since->itemText(m_since->currentIndex());
    const QString since = chosen ? m_since->currentData().toString() : m_since->currentText().trimmed();
    if (!since.isEmpty()) {
        const auto moment = momentFrom(since);
        if (!moment)
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no moment."), {since.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Write 2026-11-24, \"2026-11-24 14:05\", tuesday, yesterday, 3d or 2h.")));
        query.since = *moment;
    }
    if (const QString exam = m_exam->text().trimmed(); !exam.isEmpty()) {
        RETCLIP_TRY(query.exam, m_context.study->study().examByCode(exam));
    }
    return query;
}

void HistoryDialog::look()
{
    if (!m_context.study)
        return;
    const Result<HistoryQuery> query = asked();
    if (!query) { // Still being typed: say it where it stands, and show nothing that was not asked for.
        m_counts->setText(translated(query.error().what_happened) + u' ' + translated(query.error().what_to_do));
        m_model->setRows({});
        refresh();
        emit shown(-1);
        return;
    }
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        emit shown(-1);
        return;
    }
    if (m_job)
        m_job->cancel();
    const std::shared_ptr<Study> study = std::move(*other);
    m_query = *query;
    m_job = m_context.jobs.start<Page>(
        {}, this,
        [study, query = *query](const ProgressCallback &, std::stop_token) -> Result<Page> {
            Page page;
            RETCLIP_TRY(page.rows, searchHistory(*study, query));
            RETCLIP_TRY(page.counts, countHistory(*study, query));
            RETCLIP_TRY(page.all, countHistory(*study, {}));
            return page;
        },
        [this](Result<Page> page) {
            m_job.clear();
            if (page) {
                take(*page);
            } else if (page.error().code != ErrorCode::cancelled) {
                m_context.notifications.post(page.error());
                emit shown(-1);
            }
        });
}

void HistoryDialog::lookOn()
{
    if (!m_more || m_job || !m_context.study || m_model->rowCount() == 0)
        return;
    HistoryQuery older = m_query;
    older.before = m_model->row(m_model->rowCount() - 1).edit;
    const auto rows = searchHistory(m_context.study->study(), older);
    m_more = rows && rows->size() == linesAtOnce;
    if (rows)
        m_model->append(*rows);
}

void HistoryDialog::take(const Page &page)
{
    const HistoryRow *before = current();
    const EditId chosen = before ? before->edit : EditId{};
    m_model->setRows(page.rows);
    m_more = page.rows.size() == linesAtOnce;
    fillChoices(page.all);
    sayCounts(page.counts);
    if (m_model->rowCount() > 0)
        m_table->selectRow(std::max(0, m_model->placeOf(chosen)));
    refresh();
    emit shown(m_model->rowCount());
}

void HistoryDialog::fillChoices(const QVector<HistoryCount> &counts)
{
    QStringList people, kinds;
    for (const HistoryCount &each : counts) {
        if (!people.contains(each.person))
            people.append(each.person);
        if (!kinds.contains(each.kind))
            kinds.append(each.kind);
    }
    people.sort(Qt::CaseInsensitive);
    kinds.sort();
    const auto fill = [](QComboBox *box, const QString &all, const QStringList &values, QString (*title)(const QString &)) {
        const QString chosen = box->currentData().toString();
        box->clear();
        box->addItem(all, QString());
        for (const QString &value : values)
            box->addItem(title(value), value);
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    };
    fill(m_person, tr("anybody"), people, personText);
    fill(m_kind, tr("any kind"), kinds, historyKindText);
}

void HistoryDialog::sayCounts(const QVector<HistoryCount> &counts)
{
    qint64 edits = 0;
    QSet<QString> people;
    QStringList most;
    for (const HistoryCount &each : counts) {
        edits += each.edits;
        people.insert(each.person);
        if (most.size() < 3)
            most.append(tr("%1: %2 × %3").arg(personText(each.person), QLocale().toString(each.edits), historyKindText(each.kind)));
    }
    m_counts->setText(edits == 0 ? tr("Nothing of that was done.")
                                 : tr("%1, %2", "so many lines, so many persons")
                                         .arg(tr("%Ln line(s)", nullptr, int(edits)), tr("%Ln person(s)", nullptr, int(people.size())))
                                     + QStringLiteral(" · ")
                                     + most.join(QStringLiteral(" · ")));
}

const HistoryRow *HistoryDialog::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_model->rowCount() ? &m_model->row(index.row()) : nullptr;
}

void HistoryDialog::refresh()
{
    const HistoryRow *row = current();
    m_exams->setEnabled(row && row->items > 0 && row->kind != QLatin1String("dataset"));
    m_restore->setEnabled(row && m_context.study && !m_context.study->study().isReadOnly());
}

void HistoryDialog::showExams()
{
    const HistoryRow *row = current();
    if (!row || !m_context.study)
        return;
    const auto exams = examsOfEdit(m_context.study->study(), row->edit);
    if (!exams) {
        m_context.notifications.post(exams.error());
        return;
    }
    if (exams->empty())
        return;
    Selection selection;
    selection.exams = *exams;
    selection.describe([line = *row] {
        return tr("Changed by No. %1 of the history: %2").arg(line.edit.value).arg(historyText(line));
    });
    m_context.selections.openInData(selection);
    close();
}

void HistoryDialog::restore()
{
    if (const HistoryRow *row = current())
        (new RestoreDialog(m_context, *row, this))->open();
}

} // namespace retclip
