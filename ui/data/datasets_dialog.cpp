// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/datasets_dialog.h"

#include "core/jobs/job.h"
#include "core/study/dataset_words.h"
#include "core/study/study_document.h"
#include "ui/data/balance_view.h"
#include "ui/data/dataset_diff_page.h"
#include "ui/data/dataset_sheet_page.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace retclip {

DatasetsDialog::DatasetsDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("datasetsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Datasets"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::l);
    auto *left = new QWidget(this), *right = new QWidget(this);
    left->setFixedWidth(theme().scaled(200));
    makeLeft(left);
    makeRight(right);
    row->addWidget(left);
    row->addWidget(right, 1);
    column->addLayout(row, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *freeze = buttons->addButton(tr("Freeze another one…"), QDialogButtonBox::ActionRole);
    freeze->setObjectName(QStringLiteral("datasetsFreeze"));
    for (QAbstractButton *each : buttons->buttons())
        static_cast<QPushButton *>(each)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(freeze, &QPushButton::clicked, this, [this] { m_context.freezeDataset(); });
    if (context.study)
        connect(context.study, &StudyDocument::datasetsChanged, this, &DatasetsDialog::list);
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    resize(theme().scaled(1040), theme().scaled(680));
    list();
    m_list->setFocus();
}

DatasetsDialog::~DatasetsDialog()
{
    for (const QPointer<Job> &job : {m_job, m_verifyJob})
        if (job)
            job->cancel();
}

void DatasetsDialog::makeLeft(QWidget *left)
{
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    m_list = new QListWidget(left);
    m_list->setObjectName(QStringLiteral("datasetList"));
    m_list->setAccessibleName(tr("Datasets"));
    column->addWidget(m_list, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, &DatasetsDialog::showDataset);
}

void DatasetsDialog::makeRight(QWidget *right)
{
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    m_facts = new QLabel(right);
    m_facts->setObjectName(QStringLiteral("datasetFacts"));
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setMinimumHeight(3 * m_facts->fontMetrics().lineSpacing());
    column->addWidget(m_facts);
    auto *row = new QHBoxLayout;
    m_verify = new QPushButton(tr("Is it unchanged?"), right);
    m_verify->setObjectName(QStringLiteral("datasetVerify"));
    m_verify->setToolTip(tr("Works the hash out again from the photographs and reports as they are now"));
    m_verify->setAutoDefault(false);
    m_verdict = new QLabel(right);
    m_verdict->setObjectName(QStringLiteral("datasetVerdict"));
    m_verdict->setWordWrap(true);
    row->addWidget(m_verify);
    row->addWidget(m_verdict, 1);
    column->addLayout(row);
    m_pages = new QTabWidget(right);
    m_pages->setObjectName(QStringLiteral("datasetPages"));
    m_balance = new BalanceView(m_pages);
    m_diff = new DatasetDiffPage(m_context, m_pages);
    m_sheet = new DatasetSheetPage(m_context, m_pages);
    m_pages->addTab(m_balance, tr("Balance and coverage"));
    m_pages->addTab(m_diff, tr("Differences"));
    m_pages->addTab(m_sheet, tr("Data sheet"));
    column->addWidget(m_pages, 1);
    connect(m_verify, &QPushButton::clicked, this, &DatasetsDialog::verify);
    connect(m_balance, &BalanceView::rowActivated, this, &DatasetsDialog::openRow);
    connect(m_diff, &DatasetDiffPage::opened, this, &QDialog::close);
}

QString DatasetsDialog::current() const
{
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

void DatasetsDialog::choose(const QString &name)
{
    const auto found = m_list->findItems(name, Qt::MatchExactly);
    if (!found.isEmpty())
        m_list->setCurrentItem(found.first());
}

void DatasetsDialog::list()
{
    if (!m_context.study)
        return;
    const QString chosen = current();
    const auto datasets = m_context.study->study().datasets();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        if (datasets)
            for (const DatasetRow &dataset : *datasets)
                m_list->addItem(dataset.name);
    }
    m_list->setCurrentRow(0);
    choose(chosen);
    showDataset();
}

void DatasetsDialog::showDataset()
{
    const QString name = current();
    m_verify->setEnabled(!name.isEmpty());
    m_pages->setEnabled(!name.isEmpty());
    m_verdict->clear();
    if (name.isEmpty()) {
        m_facts->setText(tr("There is no dataset yet. A dataset is a selection with a split by patient that does not change any more."));
        return;
    }
    const auto dataset = m_context.study->study().dataset(name);
    if (!dataset) {
        m_context.notifications.post(dataset.error());
        return;
    }
    QString facts = tr("%1, frozen %2. Patients: %3 training, %4 validation, %5 test.")
                        .arg(name, QLocale().toString(dataset->created.toLocalTime(), QLocale::ShortFormat),
                             QLocale().toString(dataset->trainingPatients), QLocale().toString(dataset->validationPatients),
                             QLocale().toString(dataset->testPatients));
    if (!dataset->stratifiedBy.isEmpty())
        facts += u' ' + tr("Shares kept even by %1.").arg(dataset->stratifiedBy);
    if (!dataset->heldOut.isEmpty())
        facts += u' ' + tr("Held out as test: %1.").arg(dataset->heldOut.join(QStringLiteral(", ")));
    if (!dataset->query.isEmpty())
        facts += QLatin1Char('\n') + tr("Query: %1").arg(dataset->query);
    facts += QLatin1Char('\n') + QStringLiteral("SHA-256 ") + dataset->hash;
    m_facts->setText(facts);
    QStringList others;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->text() != name)
            others.append(m_list->item(i)->text());
    profile();
    m_diff->setDataset(name, others);
    m_sheet->setDataset(name);
}

void DatasetsDialog::profile()
{
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    if (m_job)
        m_job->cancel();
    m_balance->clear();
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<DatasetProfile>(
        {}, this, [study, name = current()](const ProgressCallback &, std::stop_token) { return profileDataset(*study, name); },
        [this](Result<DatasetProfile> profile) {
            m_job.clear();
            if (profile) {
                m_balance->setProfile(*profile);
                emit profiled(int(profile->rows.size()));
            } else if (profile.error().code != ErrorCode::cancelled) {
                m_context.notifications.post(profile.error());
            }
        });
}

void DatasetsDialog::verify()
{
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other || current().isEmpty())
        return;
    if (m_verifyJob)
        m_verifyJob->cancel();
    m_verdict->setText(tr("Reading…"));
    const std::shared_ptr<Study> study = std::move(*other);
    m_verifyJob = m_context.jobs.start<bool>(
        tr("Checking %1").arg(current()), this,
        [study, name = current()](const ProgressCallback &progress, std::stop_token stop) -> Result<bool> {
            RETCLIP_CHECK(study->verifyDataset(name, true, progress, stop));
            return true;
        },
        [this](Result<bool> well) {
            m_verifyJob.clear();
            m_verdict->setText(well ? tr("Unchanged: the same exams, splits, photographs and reports.")
                                    : translated(well.error().what_happened) + u' ' + translated(well.error().what_to_do));
        });
}

void DatasetsDialog::openRow(const QString &field, const QString &value)
{
    const auto exams = examsOfProfileRow(m_context.study->study(), current(), field, value);
    if (!exams) {
        m_context.notifications.post(exams.error());
        return;
    }
    Selection selection;
    selection.exams = *exams;
    selection.sentence = tr("%1 of dataset %2: %3").arg(profileFieldTitle(field), current(), profileValueTitle(field, value));
    m_context.selections.openInData(selection);
    close();
}

void DatasetsDialog::closeEvent(QCloseEvent *event)
{
    m_sheet->keepAll();
    QDialog::closeEvent(event);
}

} // namespace retclip
