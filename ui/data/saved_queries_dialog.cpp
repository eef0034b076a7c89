// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/saved_queries_dialog.h"

#include "core/jobs/job.h"
#include "core/study/query.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace retclip {

SavedQueriesDialog::SavedQueriesDialog(AppContext &context, const QString &line, QWidget *parent)
    : QDialog(parent), m_context(context), m_line(line.trimmed())
{
    setObjectName(QStringLiteral("savedQueries"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Saved queries"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    makeTop();
    makeList();
    auto *note = new QLabel(tr("In a query, saved:NAME finds what the saved one finds, so that queries can be put together."), this);
    note->setWordWrap(true);
    setLook(note, "caption");
    column->addWidget(note);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    const auto button = [&](const char *name, const QString &text, void (SavedQueriesDialog::*act)()) {
        auto *made = buttons->addButton(text, QDialogButtonBox::ActionRole);
        made->setObjectName(QString::fromLatin1(name));
        connect(made, &QPushButton::clicked, this, act);
        return made;
    };
    m_use = button("useQuery", tr("Use it"), &SavedQueriesDialog::use);
    m_rename = button("renameQuery", tr("Rename… (F2)"), &SavedQueriesDialog::rename);
    m_remove = button("deleteQuery", tr("Delete"), &SavedQueriesDialog::remove);
    setLook(m_use, "primary");
    for (QAbstractButton *each : buttons->buttons())
        static_cast<QPushButton *>(each)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    if (context.study)
        connect(context.study, &StudyDocument::historyChanged, this, &SavedQueriesDialog::list);
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    resize(theme().scaled(640), theme().scaled(420));
    list();
    if (m_line.isEmpty())
        m_list->setFocus();
    else
        m_name->setFocus();
}

SavedQueriesDialog::~SavedQueriesDialog()
{
    if (m_job)
        m_job->cancel();
}

void SavedQueriesDialog::makeTop()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *line = new QLabel(m_line.isEmpty() ? tr("The query line is empty: there is nothing to save now.")
                                             : tr("The query as it stands: %1").arg(m_line),
                            this);
    line->setWordWrap(true);
    line->setTextFormat(Qt::PlainText);
    column->addWidget(line);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("queryName"));
    m_name->setPlaceholderText(tr("a name for it"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setEnabled(!m_line.isEmpty());
    m_save = new QPushButton(tr("Save"), this);
    m_save->setObjectName(QStringLiteral("saveQuery"));
    m_save->setAutoDefault(false);
    row->addWidget(m_name, 1);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &SavedQueriesDialog::refresh);
    connect(m_name, &QLineEdit::returnPressed, this, &SavedQueriesDialog::save);
    connect(m_save, &QPushButton::clicked, this, &SavedQueriesDialog::save);
}

void SavedQueriesDialog::makeList()
{
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("queryList"));
    m_list->setAccessibleName(tr("Saved queries"));
    m_list->setHeaderLabels({tr("Name"), tr("Exams"), tr("Query")});
    m_list->setRootIsDecorated(false);
    m_list->setAllColumnsShowFocus(true);
    m_list->setColumnWidth(0, theme().scaled(180));
    m_list->setColumnWidth(1, theme().scaled(80));
    static_cast<QVBoxLayout *>(layout())->addWidget(m_list, 1);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &SavedQueriesDialog::refresh);
    connect(m_list, &QTreeWidget::itemActivated, this, &SavedQueriesDialog::use);
}

void SavedQueriesDialog::list()
{
    if (!m_context.study)
        return;
    const auto queries = savedQueries(m_context.study->study());
    const QString chosen = m_list->currentItem() ? m_list->currentItem()->text(0) : QString();
    m_list->clear();
    if (queries) {
        for (const SavedQuery &each : *queries) {
            auto *item = new QTreeWidgetItem(m_list, {each.name, QString(), each.query});
            item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
            item->setToolTip(2, each.query);
            if (each.name == chosen)
                m_list->setCurrentItem(item);
        }
        if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
            m_list->setCurrentItem(m_list->topLevelItem(0));
        count(*queries);
    }
    refresh();
}

/// How many exams each finds; on another thread, since a line may take its time.
void SavedQueriesDialog::count(const QVector<SavedQuery> &queries)
{
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return;
    if (m_job)
        m_job->cancel();
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<QVector<qint64>>(
        {}, this,
        [study, queries](const ProgressCallback &, std::stop_token stop) -> Result<QVector<qint64>> {
            QVector<qint64> counts;
            for (const SavedQuery &each : queries)
                counts.append(study->count(each.query, stop).value_or(-1)); // -1: not understood any more.
            return counts;
        },
        [this](Result<QVector<qint64>> counts) {
            m_job.clear();
            for (qsizetype i = 0; counts && i < counts->size() && i < m_list->topLevelItemCount(); ++i)
                m_list->topLevelItem(int(i))->setText(1, (*counts)[i] < 0 ? QStringLiteral("?") : QLocale().toString((*counts)[i]));
        });
}

void SavedQueriesDialog::change(const std::function<Result<EditReceipt>(Study &, const QString &)> &make)
{
    if (!m_context.study)
        return;
    if (const auto receipt = m_context.study->changeStudy(make); !receipt)
        m_context.notifications.post(receipt.error());
}

void SavedQueriesDialog::save()
{
    const QString name = m_name->text().simplified();
    if (name.isEmpty() || m_line.isEmpty())
        return;
    change([&](Study &study, const QString &person) { return saveQuery(study, name, m_line, person); });
    const auto found = m_list->findItems(name, Qt::MatchExactly, 0);
    if (!found.isEmpty()) {
        m_list->setCurrentItem(found.first());
        m_name->clear();
        m_list->setFocus();
    }
}

void SavedQueriesDialog::use()
{
    if (const QTreeWidgetItem *item = m_list->currentItem()) {
        emit chosen(item->text(2));
        close();
    }
}

void SavedQueriesDialog::rename()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    bool accepted = false;
    const QString from = item->text(0);
    const QString to = QInputDialog::getText(this, tr("Rename the query"), tr("Name:"), QLineEdit::Normal, from, &accepted).simplified();
    if (accepted && !to.isEmpty() && to != from)
        change([&](Study &study, const QString &person) { return renameQuery(study, from, to, person); });
}

void SavedQueriesDialog::remove()
{
    if (const QTreeWidgetItem *item = m_list->currentItem())
        change([name = item->text(0)](Study &study, const QString &person) { return deleteQuery(study, name, person); });
}

void SavedQueriesDialog::refresh()
{
    const bool writable = m_context.study && !m_context.study->study().isReadOnly();
    m_save->setEnabled(writable && !m_line.isEmpty() && !m_name->text().trimmed().isEmpty());
    const bool any = m_list->currentItem();
    m_use->setEnabled(any);
    m_rename->setEnabled(any && writable);
    m_remove->setEnabled(any && writable);
}

void SavedQueriesDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F2 && m_rename->isEnabled())
        rename();
    else if (event->key() == Qt::Key_Delete && m_list->hasFocus() && m_remove->isEnabled())
        remove();
    else
        QDialog::keyPressEvent(event);
}

} // namespace retclip
