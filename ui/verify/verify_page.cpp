// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verify/verify_page.h"

#include "core/base/files.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/verify/verify_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QVBoxLayout>

#include <mutex>

namespace retclip {

namespace {

constexpr int progressSteps = 1000;

QString leftText(double seconds)
{
    if (seconds < 0)
        return {};
    return seconds < 90 ? VerifyPage::tr("%n s left", nullptr, qMax(1, qRound(seconds)))
                        : VerifyPage::tr("%n min left", nullptr, qRound(seconds / 60));
}

} // namespace

struct VerifyPage::Inbox
{
    std::mutex mutex;
    std::vector<VerifyCase> cases; // under the mutex
    BackendDescription machine;    // under the mutex
};

VerifyPage::VerifyPage(AppContext &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_inbox(std::make_shared<Inbox>())
{
    setObjectName(QStringLiteral("verifyPage"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    m_purpose = new QLabel(this);
    m_purpose->setWordWrap(true);
    column->addWidget(m_purpose);
    makeSource();
    makeTable();
    m_tolerances = new QLabel(this);
    m_tolerances->setWordWrap(true);
    setLook(m_tolerances, "caption");
    column->addWidget(m_tolerances);
    resize(theme().scaled(920), theme().scaled(620));
    retranslate();
    findDevices();
}

VerifyPage::~VerifyPage()
{
    stop();
}

void VerifyPage::makeSource()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    m_builtIn = new QRadioButton(this);
    m_builtIn->setObjectName(QStringLiteral("builtIn"));
    m_builtIn->setChecked(true);
    m_ownFolder = new QRadioButton(this);
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(QStringLiteral("folder"));
    m_browse = new QPushButton(this);
    auto *source = new QHBoxLayout;
    source->setSpacing(space::s);
    source->addWidget(m_builtIn);
    source->addSpacing(space::m);
    source->addWidget(m_ownFolder);
    source->addWidget(m_folder, 1);
    source->addWidget(m_browse);
    column->addLayout(source);

    m_deviceLabel = new QLabel(this);
    m_device = new QComboBox(this);
    m_device->addItem(QString(), QStringLiteral("cpu"));
    m_deviceLabel->setBuddy(m_device);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_left = new QLabel(this);
    m_left->setMinimumWidth(theme().scaled(90));
    m_run = new QPushButton(this);
    m_run->setObjectName(QStringLiteral("run"));
    m_run->setDefault(true);
    setLook(m_run, "primary");
    auto *run = new QHBoxLayout;
    run->setSpacing(space::s);
    run->addWidget(m_deviceLabel);
    run->addWidget(m_device);
    run->addSpacing(space::m);
    run->addWidget(m_progress, 1);
    run->addWidget(m_left);
    run->addWidget(m_run);
    column->addLayout(run);

    connect(m_builtIn, &QRadioButton::toggled, this, &VerifyPage::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &VerifyPage::refresh);
    connect(m_device, &QComboBox::currentIndexChanged, this, &VerifyPage::refresh);
    connect(m_run, &QPushButton::clicked, this, [this] { m_job ? stop() : start(); });
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of references"),
                                                                 m_folder->text());
        if (!folder.isEmpty())
            chooseFolder(folder);
    });
}

void VerifyPage::makeTable()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLook(m_summary, "section");
    column->addWidget(m_summary);

    m_model = new VerifyModel(this);
    m_filter = new DifferingFilter(this);
    m_filter->setSourceModel(m_model);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("comparisons"));
    m_table->setModel(m_filter);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(true);
    static constexpr int widths[] = {100, 150, 270, 140, 100};
    for (int at = 0; at < int(std::size(widths)); ++at)
        header->resizeSection(at, theme().scaled(widths[at]));
    column->addWidget(m_table, 1);

    m_onlyDiffering = new QCheckBox(this);
    m_onlyDiffering->setObjectName(QStringLiteral("onlyDiffering"));
    m_save = new QPushButton(this);
    m_save->setObjectName(QStringLiteral("save"));
    m_save->setAutoDefault(false);
    m_close = new QPushButton(this);
    m_close->setAutoDefault(false);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(space::s);
    foot->addWidget(m_onlyDiffering);
    foot->addStretch(1);
    foot->addWidget(m_save);
    foot->addWidget(m_close);
    column->addLayout(foot);
    connect(m_onlyDiffering, &QCheckBox::toggled, m_filter, &DifferingFilter::setOnlyDiffering);
    connect(m_save, &QPushButton::clicked, this, [this] { saveReport(); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
}

void VerifyPage::retranslate()
{
    setWindowTitle(tr("Verify this installation"));
    m_purpose->setText(tr("Compares what this installation computes, from texts and pixels to "
                          "training steps, with reference numbers that another implementation "
                          "computed. The report shows a reviewer what was compared."));
    m_builtIn->setText(tr("Set that ships with the program"));
    m_ownFolder->setText(tr("Folder:"));
    m_folder->setPlaceholderText(tr("holds tokenizer, model …"));
    m_folder->setAccessibleName(tr("Folder of references"));
    m_browse->setText(tr("Browse…"));
    m_deviceLabel->setText(tr("Device"));
    m_device->setItemText(0, tr("Processor"));
    m_progress->setAccessibleName(tr("Progress"));
    m_onlyDiffering->setText(tr("Only differing"));
    m_save->setText(tr("Save report…"));
    m_close->setText(tr("Close"));
    m_table->setAccessibleName(tr("Comparisons"));
    m_model->retranslate();
    refresh();
}

void VerifyPage::refresh()
{
    const bool running = m_job;
    m_builtIn->setEnabled(!running);
    m_ownFolder->setEnabled(!running);
    m_folder->setEnabled(!running && m_ownFolder->isChecked());
    m_browse->setEnabled(!running);
    m_device->setEnabled(!running);
    m_run->setText(running ? tr("Stop") : tr("Verify"));
    m_run->setEnabled(running || m_builtIn->isChecked() || !m_folder->text().trimmed().isEmpty());
    m_save->setEnabled(!running && !m_verification.cases.empty());
    m_tolerances->setText(toleranceSentence(m_device->currentData().toString()));
    if (!m_trouble.isEmpty())
        m_summary->setText(m_trouble);
    else if (running)
        m_summary->setText(tr("%n comparison(s) made, %1 differ.", nullptr,
                              int(m_verification.cases.size())).arg(m_verification.differing()));
    else
        m_summary->setText(m_verification.cases.empty() ? tr("Not verified yet.")
                                                        : summarySentence(m_verification));
}

void VerifyPage::chooseFolder(const QString &folder)
{
    m_builtIn->setChecked(folder.isEmpty());
    m_ownFolder->setChecked(!folder.isEmpty());
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

void VerifyPage::findDevices()
{
    // Opening the engine takes a moment: not on this thread.
    using Ids = std::vector<std::pair<std::string, std::string>>;
    BackendDoor &door = m_context.door;
    m_context.jobs.start<Ids>(
        {}, this,
        [&door](const ProgressCallback &, std::stop_token) -> Result<Ids> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            Ids ids;
            for (const DeviceDescription &device : backend->describe().devices)
                if (device.id != "cpu")
                    ids.emplace_back(device.id, device.name);
            return ids;
        },
        [this](Result<Ids> ids) {
            if (!ids)
                return; // said when it is started
            for (const auto &[id, name] : *ids)
                m_device->addItem(QString::fromStdString(id) + QStringLiteral(" – ")
                                      + QString::fromStdString(name),
                                  QString::fromStdString(id));
        });
}

void VerifyPage::start()
{
    if (m_job)
        return;
    m_verification = {};
    m_verification.source = m_builtIn->isChecked() ? QString() : m_folder->text().trimmed();
    m_verification.device = m_device->currentData().toString();
    m_verification.program = QCoreApplication::applicationVersion();
    m_verification.when = QDateTime::currentDateTime();
    m_trouble.clear();
    m_model->clear();
    m_inbox = std::make_shared<Inbox>();
    m_progress->setValue(0);
    m_clock.start();
    BackendDoor &door = m_context.door;
    m_job = m_context.jobs.start<bool>(
        tr("Verifying this installation"), this,
        [&door, inbox = m_inbox, source = m_verification.source.toStdString(),
         device = m_verification.device.toStdString()](const ProgressCallback &progress,
                                                       std::stop_token stop) -> Result<bool> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            {
                const BackendDescription machine = backend->describe();
                const std::lock_guard lock(inbox->mutex);
                inbox->machine = machine;
            }
            ProgressReporter reporter(
                progress, progressSteps,
                message(QT_TRANSLATE_NOOP("Message", "Comparing with references")));
            RETCLIP_CHECK(backend->verify(
                path_from_utf8(source), device,
                [&](const VerifyCase &one) {
                    {
                        const std::lock_guard lock(inbox->mutex);
                        inbox->cases.push_back(one);
                    }
                    reporter.advance_to(std::int64_t(one.share * progressSteps));
                },
                stop));
            return true;
        },
        [this](Result<bool> outcome) {
            finish(outcome ? Result<void>() : Result<void>(failure(outcome.error())));
        });
    connect(m_job, &Job::progressed, this, [this] {
        takeCases();
        m_progress->setValue(int(m_job->progress().done));
        m_left->setText(leftText(m_job->progress().seconds_left));
    });
    refresh();
}

void VerifyPage::takeCases()
{
    std::vector<VerifyCase> cases;
    {
        const std::lock_guard lock(m_inbox->mutex);
        cases.swap(m_inbox->cases);
    }
    m_verification.cases.insert(m_verification.cases.end(), cases.begin(), cases.end());
    m_model->append(cases);
    refresh();
}

void VerifyPage::stop()
{
    if (m_job)
        m_job->cancel();
}

void VerifyPage::finish(const Result<void> &outcome)
{
    takeCases();
    m_job = nullptr;
    m_left->clear();
    m_verification.whole = outcome.has_value();
    m_verification.seconds = double(m_clock.elapsed()) / 1000;
    m_verification.libtorch = QString::fromStdString(m_inbox->machine.libtorch);
    for (const DeviceDescription &device : m_inbox->machine.devices)
        if (device.id == m_verification.device.toStdString())
            m_verification.processor = QString::fromStdString(device.name);
    m_progress->setValue(outcome ? progressSteps : 0);
    if (!outcome && outcome.error().code != ErrorCode::cancelled) {
        m_trouble = translated(outcome.error().what_happened) + QLatin1Char(' ')
                    + translated(outcome.error().what_to_do);
        m_context.notifications.post(outcome.error());
    }
    refresh();
    emit ended();
}

void VerifyPage::saveReport(QString file)
{
    if (file.isEmpty())
        file = QFileDialog::getSaveFileName(
            this, tr("Save report"), QStringLiteral("verification.html"),
            tr("Report (*.html);;Text (*.txt);;Numbers (*.json)"));
    if (file.isEmpty())
        return;
    if (const auto saved = saveVerification(m_verification, path_from_utf8(file.toStdString())); !saved)
        m_context.notifications.post(saved.error());
}

void VerifyPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace retclip
