// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/restore_dialog.h"

#include "core/jobs/job.h"
#include "core/study/history_words.h"
#include "core/study/study_document.h"
#include "ui/shell/changes_model.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace retclip {

RestoreDialog::RestoreDialog(AppContext &context, const HistoryRow &line, QWidget *parent)
    : QDialog(parent), m_context(context), m_line(line)
{
    setObjectName(QStringLiteral("restoreDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Restore to this moment"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    auto *moment = new QLabel(tr("How things stood after No. %1: %2, %3, %4")
                                  .arg(line.edit.value)
                                  .arg(QLocale().toString(line.time.toLocalTime(), QLocale::ShortFormat), personText(line.person),
                                       historyText(line)),
                              this);
    moment->setWordWrap(true);
    column->addWidget(moment);
    m_what = new QLabel(tr("Working out what would change…"), this);
    m_what->setObjectName(QStringLiteral("restoreWhat"));
    m_what->setWordWrap(true);
    setLook(m_what, "label");
    column->addWidget(m_what);
    m_model = new ChangesModel(this);
    m_model->setHideIdentifiers(context.settings.hideIdentifiers());
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("restoreChanges"));
    m_table->setAccessibleName(tr("What would change"));
    m_table->setModel(m_model);
    setUpChangesTable(*m_table);
    column->addWidget(m_table, 1);
    m_rest = new QLabel(this);
    m_rest->setObjectName(QStringLiteral("restoreRest"));
    m_rest->setWordWrap(true);
    setLook(m_rest, "secondary");
    m_rest->setMinimumHeight(2 * m_rest->fontMetrics().lineSpacing());
    column->addWidget(m_rest);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_restore = buttons->addButton(tr("Restore"), QDialogButtonBox::AcceptRole);
    m_restore->setObjectName(QStringLiteral("restoreNow"));
    m_restore->setEnabled(false);
    setLook(m_restore, "primary");
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &RestoreDialog::restore);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    resize(theme().scaled(780), theme().scaled(520));
    plan();
}

RestoreDialog::~RestoreDialog()
{
    if (m_job)
        m_job->cancel();
}

void RestoreDialog::plan()
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        emit planned(-1);
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<Preview>(
        {}, this,
        [study, to = m_line.edit](const ProgressCallback &, std::stop_token) -> Result<Preview> {
            Preview preview;
            RETCLIP_TRY(preview.plan, planRestore(*study, to));
            const std::span<const FieldChange> changes(preview.plan.changes);
            RETCLIP_TRY(preview.words, describeChanges(*study, changes.first(std::min(changes.size(), changesShown))));
            return preview;
        },
        [this](Result<Preview> preview) {
            m_job.clear();
            if (preview) {
                take(std::move(*preview));
            } else {
                m_what->setText(translated(preview.error().what_happened));
                emit planned(-1);
            }
        });
}

void RestoreDialog::take(Preview preview)
{
    m_plan = std::move(preview.plan);
    m_model->setChanges(std::move(preview.words));
    const QString what = m_plan.exams.empty()
        ? tr("No exam would change, but what is listed.")
        : tr("%n exam(s) would change.", nullptr, int(m_plan.exams.size()));
    m_what->setText(m_plan.changes.empty()
                        ? tr("Nothing would change: things stand so already.")
                        : what + u' '
                            + tr("Nothing is deleted: this is an edit itself, and Ctrl+Z takes it back."));
    QStringList rest;
    if (m_plan.changes.size() > changesShown)
        rest.append(tr("The list shows the first %1 of %2 changes.").arg(changesShown).arg(m_plan.changes.size()));
    if (!m_plan.keptByImport.isEmpty())
        rest.append(tr("%n exam(s) stay as they are, since an import has changed them or exams that photographs went between.", nullptr, int(m_plan.keptByImport.size())));
    QStringList stays;
    for (auto kind = m_plan.stays.cbegin(); kind != m_plan.stays.cend(); ++kind)
        stays.append(QStringLiteral("%1 × %2").arg(QLocale().toString(kind.value()), historyKindText(kind.key())));
    if (!stays.isEmpty())
        rest.append(tr("What came in or was made since stays: %1.").arg(stays.join(QStringLiteral(", "))));
    m_rest->setText(rest.join(u' '));
    m_restore->setEnabled(!m_plan.changes.empty() && m_context.study && !m_context.study->study().isReadOnly());
    if (m_restore->isEnabled())
        m_restore->setFocus();
    emit planned(int(m_plan.changes.size()));
}

void RestoreDialog::restore()
{
    if (!m_context.study)
        return;
    m_restore->setEnabled(false);
    const auto receipt = m_context.study->restore(m_line.edit, m_plan.exams.size());
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        m_restore->setEnabled(true);
        return;
    }
    m_context.notifications.post(message(QT_TRANSLATE_NOOP("Message", "Set back to how it was after No. %2 (exams: %1). Ctrl+Z takes it back."),
                                         {std::to_string(receipt->changed.size()), std::to_string(m_line.edit.value)}),
                                 Severity::success);
    close();
}

} // namespace retclip
