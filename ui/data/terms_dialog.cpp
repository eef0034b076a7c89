// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/terms_dialog.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/data/decision_table.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace retclip {

namespace {
constexpr int nearShown = 60;
}

TermsDialog::TermsDialog(AppContext &context, std::function<QString()> query, QWidget *parent)
    : QDialog(parent), m_context(context), m_query(std::move(query))
{
    setObjectName(QStringLiteral("reportTerms"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::m);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("termFilter"));
    m_filter->setClearButtonEnabled(true);
    m_onlyQuery = new QCheckBox(this);
    m_short = new QCheckBox(this);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(theme().scaled(120));
    top->addWidget(m_filter, 1);
    top->addWidget(m_onlyQuery);
    top->addWidget(m_short);
    column->addLayout(top);
    auto *line = new QHBoxLayout;
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("termCounts"));
    setLook(m_counts, "label");
    line->addWidget(m_counts, 1);
    line->addWidget(m_progress);
    column->addLayout(line);
    makeLists(*column);
    m_honest = new QLabel(this);
    m_honest->setWordWrap(true);
    setLook(m_honest, "secondary");
    column->addWidget(m_honest);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    m_find = new QPushButton(this);
    m_find->setObjectName(QStringLiteral("termsFind"));
    setLook(m_find, "primary");
    m_close = new QPushButton(this);
    for (QPushButton *button : {m_find, m_close})
        button->setAutoDefault(false);
    foot->addWidget(m_find);
    foot->addWidget(m_close);
    column->addLayout(foot);
    connect(m_filter, &QLineEdit::textChanged, m_all, &TermsModel::setFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        m_allView->selectRow(0);
        m_allView->setFocus();
    });
    connect(m_onlyQuery, &QCheckBox::toggled, this, &TermsDialog::readReports);
    connect(m_short, &QCheckBox::toggled, this, &TermsDialog::readReports);
    connect(m_find, &QPushButton::clicked, this, &TermsDialog::findInData);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    if (context.study)
        connect(context.study, &StudyDocument::contentsChanged, this, &TermsDialog::readReports);
    resize(theme().scaled(900), theme().scaled(640));
    retranslate();
    readReports();
    m_allView->setFocus();
}

TermsDialog::~TermsDialog()
{
    if (m_job)
        m_job->cancel();
}

QTableView *TermsDialog::makeTable(TermsModel *model, const char *name)
{
    auto *view = new QTableView(this);
    view->setObjectName(QLatin1String(name));
    view->setModel(model);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    constexpr int widths[] = {190, 80};
    setUpDecisionTable(*view, widths);
    if (model != m_all)
        view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    auto *keys = new KeyFilter(view);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        keys->bind(key, [this] { findInData(); });
    connect(view, &QTableView::doubleClicked, this, &TermsDialog::findInData);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TermsDialog::refresh);
    return view;
}

void TermsDialog::makeLists(QVBoxLayout &column)
{
    m_all = new TermsModel(TermsModel::Shows::all, this);
    m_alike = new TermsModel(TermsModel::Shows::alike, this);
    m_together = new TermsModel(TermsModel::Shows::together, this);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_allView = makeTable(m_all, "terms");
    splitter->addWidget(m_allView);
    auto *right = new QWidget(splitter);
    auto *near = new QVBoxLayout(right);
    near->setContentsMargins(0, 0, 0, 0);
    const auto list = [&](QLabel *&title, TermsModel *model, const char *name) {
        title = new QLabel(right);
        setLook(title, "label");
        near->addWidget(title);
        QTableView *view = makeTable(model, name);
        near->addWidget(view, 1);
        return view;
    };
    m_alikeView = list(m_alikeTitle, m_alike, "termsAlike");
    m_togetherView = list(m_togetherTitle, m_together, "termsTogether");
    splitter->addWidget(right);
    splitter->setSizes({theme().scaled(420), theme().scaled(420)});
    column.addWidget(splitter, 1);
    connect(m_allView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TermsDialog::showNear);
}

void TermsDialog::readReports()
{
    if (!m_context.study)
        return;
    if (m_job)
        m_job->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        emit read(-1);
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    TermOptions options;
    options.shortOnes = m_short->isChecked();
    if (m_onlyQuery->isChecked())
        options.where = m_query();
    using Found = std::shared_ptr<const ReportTerms>;
    Job *job = m_context.jobs.start<Found>(
        tr("Terms of reports"), this,
        [study, options](const ProgressCallback &progress, std::stop_token stop) {
            return ReportTerms::of(*study, options, progress, stop);
        },
        [this](Result<Found> found) {
            if (!found && found.error().code == ErrorCode::cancelled)
                return;
            m_job = nullptr;
            m_progress->hide();
            if (!found) {
                m_context.notifications.post(found.error());
                emit read(-1);
                return;
            }
            const QString before = m_all->term(m_allView->currentIndex().row());
            m_found = *found;
            m_all->setTerms(m_found);
            int row = 0;
            for (int i = 0; i < m_all->rowCount() && !before.isEmpty(); ++i)
                if (m_all->term(i) == before)
                    row = i;
            m_allView->selectRow(row);
            showNear();
            emit read(m_all->rowCount());
        });
    m_job = job;
    m_progress->setRange(0, 0);
    m_progress->show();
    m_counts->setText(tr("Reading the reports…"));
    connect(job, &Job::progressed, this, [this, job] {
        if (job != m_job)
            return;
        m_progress->setRange(0, int(job->progress().total));
        m_progress->setValue(int(job->progress().done));
    });
}

void TermsDialog::showNear()
{
    const QString term = m_all->term(m_allView->currentIndex().row());
    std::vector<NearTerm> alike, together;
    if (m_found && !term.isEmpty())
        if (auto near = m_found->near(term, nearShown)) {
            alike = std::move(near->alike);
            together = std::move(near->together);
        }
    m_alike->setNear(std::move(alike));
    m_together->setNear(std::move(together));
    refresh();
}

QStringList TermsDialog::chosen() const
{
    QStringList terms;
    if (const QString term = m_all->term(m_allView->currentIndex().row()); !term.isEmpty())
        terms.append(term);
    for (const auto &[view, model] : {std::pair(m_alikeView, m_alike), std::pair(m_togetherView, m_together)})
        for (const QModelIndex &index : view->selectionModel()->selectedRows())
            if (const QString term = model->term(index.row()); !terms.contains(term))
                terms.append(term);
    return terms;
}

void TermsDialog::findInData()
{
    if (const QStringList terms = chosen(); !terms.isEmpty())
        emit queryWanted(queryOfTerms(terms));
}

void TermsDialog::refresh()
{
    const QStringList terms = chosen();
    m_find->setEnabled(!terms.isEmpty());
    m_find->setText(tr("Find in Data"));
    m_find->setToolTip(terms.isEmpty() ? QString() : queryOfTerms(terms));
    const QString term = terms.value(0);
    m_alikeTitle->setText(term.isEmpty() ? tr("In like contexts") : tr("In like contexts as “%1”").arg(term));
    m_togetherTitle->setText(term.isEmpty() ? tr("In the same reports") : tr("In the same reports as “%1”").arg(term));
    if (m_job || !m_found)
        return;
    m_counts->setText(m_found->reports() == 0 ? tr("No exam here has a report.")
                                              : tr("%1 in %2", "so many terms, so many reports").arg(tr("%Ln term(s)", nullptr, int(m_found->terms().size())),
                                                                         tr("%Ln report(s)", nullptr, int(m_found->reports()))));
}

void TermsDialog::retranslate()
{
    setWindowTitle(tr("Terms of reports"));
    m_filter->setPlaceholderText(tr("Terms that hold …"));
    m_filter->setAccessibleName(tr("Terms that hold …"));
    m_onlyQuery->setText(tr("Only exams of the query"));
    m_onlyQuery->setToolTip(tr("Only the reports of the exams that Data shows"));
    m_short->setText(tr("Short ones too"));
    m_short->setToolTip(tr("Single Chinese characters, words of one or two letters"));
    m_honest->setText(tr("Found by counting, without a dictionary: what stands together often and between many different "
                         "neighbours. Like contexts are candidates for synonyms, but opposites and degrees too. Enter finds "
                         "the chosen terms; several at the right (Ctrl) are found with it, any of them."));
    m_close->setText(tr("Close"));
    m_allView->setAccessibleName(tr("Terms"));
    m_alikeView->setAccessibleName(tr("In like contexts"));
    m_togetherView->setAccessibleName(tr("In the same reports"));
    for (TermsModel *model : {m_all, m_alike, m_together})
        model->retranslate();
    refresh();
}

void TermsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
