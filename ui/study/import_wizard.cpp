// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_wizard.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/study/eyes_page.h"
#include "ui/study/import_check_page.h"
#include "ui/study/import_columns_page.h"
#include "ui/study/import_job.h"
#include "ui/study/import_source_page.h"
#include "ui/study/key_file_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace retclip {

ImportWizard::ImportWizard(AppContext &context, const QStringList &sources, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("importWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addLayout(makeSteps());
    m_pages = new QStackedWidget(this);
    column->addWidget(m_pages, 1);
    makePages();
    m_busy = new QProgressBar(this);
    m_busy->setTextVisible(false);
    m_busy->hide();
    column->addWidget(m_busy);
    m_status = new QLabel(this);
    m_status->setObjectName(QStringLiteral("wizardStatus"));
    m_status->setWordWrap(true);
    column->addWidget(m_status);
    column->addLayout(makeButtons());
    resize(theme().scaled(900), theme().scaled(620));
    if (!sources.isEmpty())
        m_source->setSource(sources.constFirst());
    go(source);
    if (!sources.isEmpty())
        analyse();
}

ImportWizard::~ImportWizard()
{
    if (m_job)
        m_job->cancel();
}

ImportWizard::Step ImportWizard::step() const
{
    return Step(m_pages->currentIndex());
}

QHBoxLayout *ImportWizard::makeSteps()
{
    auto *steps = new QHBoxLayout;
    steps->setSpacing(space::l);
    for (const QString &name : {tr("1  Source"), tr("2  Columns"), tr("3  Eyes"), tr("4  Check")}) {
        auto *label = new QLabel(name, this);
        steps->addWidget(label);
        m_stepNames.append(label);
    }
    steps->addStretch();
    return steps;
}

/// In the order of Step.
void ImportWizard::makePages()
{
    m_source = new ImportSourcePage(this);
    m_columns = new ImportColumnsPage(this);
    m_eyes = new EyesPage(m_context, this);
    m_check = new ImportCheckPage(
        m_context.study ? proposedKeyFile(m_context.study->study().folder()) : QString(), this);
    for (QWidget *page : std::initializer_list<QWidget *>{m_source, m_columns, m_eyes, m_check})
        m_pages->addWidget(page);
    connect(m_source, &ImportSourcePage::sourceEdited, this, [this] {
        m_analysed = false;
        refresh();
    });
    connect(m_source, &ImportSourcePage::sourceChosen, this, &ImportWizard::analyse);
    connect(m_source, &ImportSourcePage::layoutChosen, this, [this] {
        m_analysed = false;
        if (!m_source->source().isEmpty())
            analyse();
    });
    connect(m_columns, &ImportColumnsPage::changed, this, [this] {
        if (step() == columns)
            refresh();
    });
    connect(m_columns, &ImportColumnsPage::encodingChosen, this, [this](const QString &encoding) {
        m_plan.encoding = encoding;
        analyse();
    });
    // Who is new and who is here already goes by the pseudonyms, where there are any.
    connect(m_check, &ImportCheckPage::privacyChosen, this, &ImportWizard::dryRun);
    connect(m_check, &ImportCheckPage::keyChanged, this, &ImportWizard::refresh);
    connect(m_check, &ImportCheckPage::failed, this, &ImportWizard::showError);
}

QHBoxLayout *ImportWizard::makeButtons()
{
    auto *buttons = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("wizardCancel"));
    setLook(cancel, "quiet");
    m_back = new QPushButton(tr("Back"), this);
    m_back->setObjectName(QStringLiteral("wizardBack"));
    m_next = new QPushButton(this);
    m_next->setObjectName(QStringLiteral("wizardNext"));
    m_next->setDefault(true);
    setLook(m_next, "primary");
    buttons->addWidget(cancel);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    connect(cancel, &QPushButton::clicked, this, &QDialog::close);
    connect(m_back, &QPushButton::clicked, this, [this] { go(Step(int(step()) - 1)); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (step() == check)
            importNow();
        else
            go(Step(int(step()) + 1));
    });
    return buttons;
}

void ImportWizard::go(Step wanted)
{
    if (step() == columns)
        m_columns->read(m_plan);
    m_pages->setCurrentIndex(int(wanted));
    m_status->clear();
    if (wanted == columns && !m_analysed)
        analyse();
    if (wanted == eyes)
        m_eyes->showPlan(m_plan);
    if (wanted == check)
        dryRun();
    refresh();
}

void ImportWizard::refresh()
{
    for (qsizetype i = 0; i < m_stepNames.size(); ++i) {
        const bool now = i == int(step());
        setLook(m_stepNames.at(i), now ? "accent" : "secondary");
        m_stepNames.at(i)->setFont(theme().font(now ? TypeRole::label : TypeRole::body));
    }
    m_back->setEnabled(step() != source);
    m_next->setText(step() == check ? tr("Import") : tr("Next"));
    const bool busy = !m_job.isNull();
    m_busy->setVisible(busy);
    switch (step()) {
    case source: m_next->setEnabled(!busy && !m_source->source().isEmpty()); break;
    case columns: m_next->setEnabled(!busy && m_analysed && m_columns->missing().isEmpty()); break;
    case eyes: m_next->setEnabled(!busy && m_analysed); break;
    case check: m_next->setEnabled(!busy && m_check->isReady()); break;
    }
}

void ImportWizard::showError(const Error &error)
{
    QStringList lines{translated(error.what_happened)};
    if (!error.what_was_kept.empty())
        lines << translated(error.what_was_kept);
    if (!error.what_to_do.empty())
        lines << translated(error.what_to_do);
    m_status->setText(lines.join(QLatin1Char('\n')));
    setLook(m_status, "error");
}

void ImportWizard::analyse()
{
    if (m_job)
        m_job->cancel();
    ImportPlan plan;
    plan.source = m_source->source();
    plan.layout = m_source->layoutId();
    // What was chosen by hand stays: Back and another look lose nothing.
    if (plan.source == m_plan.source) {
        plan.encoding = m_plan.encoding;
        plan.pattern = m_plan.pattern;
        plan.imageFolder = m_plan.imageFolder;
    }
    m_busy->setRange(0, 0);
    m_job = m_context.jobs.start<ImportPlan>(
        {}, this,
        [plan](const ProgressCallback &, std::stop_token stop) { return analyseSource(plan, stop); },
        [this](Result<ImportPlan> result) {
            m_job.clear();
            if (result) {
                takePlan(*result);
            } else if (result.error().code != ErrorCode::cancelled) {
                m_analysed = false;
                m_source->clearFound();
                showError(result.error());
            }
            refresh();
            emit analysed();
        });
    refresh();
}

void ImportWizard::takePlan(const ImportPlan &plan)
{
    // Roles chosen by hand survive another encoding, by the column's place.
    ImportPlan taken = plan;
    if (m_analysed && plan.source == m_plan.source && plan.columns.size() == m_plan.columns.size()) {
        for (qsizetype i = 0; i < taken.columns.size(); ++i)
            taken.columns[i].role = m_plan.columns.at(i).role;
    }
    m_plan = taken;
    m_plan.person = m_context.study ? m_context.study->person() : QString();
    m_analysed = true;
    m_status->clear();
    m_source->showFound(m_plan);
    m_columns->showPlan(m_plan);
}

void ImportWizard::dryRun()
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        showError(other.error());
        return;
    }
    if (m_job)
        m_job->cancel();
    m_check->showLooking();
    const std::shared_ptr<Study> study = std::move(*other);
    ImportPlan plan = m_plan;
    m_check->read(plan);
    plan.copyImages = false;
    plan.hashImages = false; // counted by path here; by content when it is imported
    m_busy->setRange(0, 0);
    m_job = m_context.jobs.start<ImportReport>(
        {}, this,
        [study, plan](const ProgressCallback &progress, std::stop_token stop) {
            return runImport(*study, plan, true, progress, stop);
        },
        [this](Result<ImportReport> result) {
            m_job.clear();
            if (result) {
                m_check->showReport(*result);
                m_status->setText(tr("Looked through: nothing was written."));
                setLook(m_status, "secondary");
                emit dryRunDone(*result);
            } else if (result.error().code != ErrorCode::cancelled) {
                m_check->clearCounts();
                showError(result.error());
                emit dryRunDone({});
            }
            refresh();
        });
    connect(m_job, &Job::progressed, this, [this] {
        if (!m_job || m_job->progress().total <= 0)
            return;
        m_busy->setRange(0, 1000);
        m_busy->setValue(int(1000 * m_job->progress().done / m_job->progress().total));
    });
    refresh();
}

void ImportWizard::importNow()
{
    if (!m_context.study)
        return;
    ImportPlan plan = m_plan;
    m_check->read(plan);
    plan.person = m_context.study->person();
    const auto started = startImport(m_context, plan, [self = QPointer<ImportWizard>(this)](bool ok) {
        if (self) {
            emit self->importDone(ok);
            self->close();
        }
    });
    if (started)
        hide();
    else
        showError(started.error());
}

} // namespace retclip
