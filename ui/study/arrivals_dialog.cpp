// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/arrivals_dialog.h"

#include "core/import/arrivals.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

namespace retclip {

ArrivalsDialog::ArrivalsDialog(AppContext &context, ArrivalsService &service, QWidget *parent)
    : QDialog(parent), m_context(context), m_service(service)
{
    setObjectName(QStringLiteral("arrivalsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Photographs that come in by themselves"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    auto *what = new QLabel(tr("While the study is open, new exams are taken in as they appear. They "
                               "carry the tag “new” and are in no dataset until you put them there."),
                            this);
    what->setWordWrap(true);
    column->addWidget(what);
    column->addWidget(watchBox());
    column->addWidget(receiverBox());
    m_log = new QListWidget(this);
    m_log->setObjectName(QStringLiteral("arrivalsLog"));
    m_log->setAccessibleName(tr("What came in"));
    m_log->setWordWrap(true);
    m_log->setMinimumHeight(120);
    column->addWidget(m_log, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_show = buttons->addButton(tr("Show new exams"), QDialogButtonBox::ActionRole);
    m_show->setObjectName(QStringLiteral("arrivalsShow"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_show, &QPushButton::clicked, this, [this] {
        const auto found = m_context.study->study().find(QStringLiteral("tag:%1").arg(arrivalTag));
        if (!found)
            return;
        Selection selection;
        selection.exams = *found;
        selection.query = QStringLiteral("tag:%1").arg(arrivalTag);
        selection.live = true;
        selection.describe([] { return tr("Exams that came in by themselves"); });
        m_context.selections.openInData(selection);
        close();
    });
    connect(&service, &ArrivalsService::changed, this, &ArrivalsDialog::refresh);
    resize(theme().scaled(620), theme().scaled(640));
    refresh();
}

QWidget *ArrivalsDialog::watchBox()
{
    auto *box = new QGroupBox(tr("A folder"), this);
    auto *form = new QFormLayout(box);
    auto *line = new QHBoxLayout;
    m_folder = new QLineEdit(m_service.watchedFolder(), box);
    m_folder->setObjectName(QStringLiteral("arrivalsFolder"));
    m_folder->setPlaceholderText(tr("Where the camera writes its photographs"));
    m_browse = new QPushButton(tr("Browse…"), box);
    line->addWidget(m_folder, 1);
    line->addWidget(m_browse);
    form->addRow(tr("Folder"), line);
    m_copy = new QCheckBox(tr("Copy the photographs into the study"), box);
    m_copy->setChecked(true);
    form->addRow(QString(), m_copy);
    auto *foot = new QHBoxLayout;
    m_watchState = new QLabel(box);
    setLook(m_watchState, "caption");
    m_watch = new QPushButton(box);
    m_watch->setObjectName(QStringLiteral("arrivalsWatch"));
    foot->addWidget(m_watchState, 1);
    foot->addWidget(m_watch);
    form->addRow(foot);
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder to watch"), m_folder->text());
        if (!folder.isEmpty())
            m_folder->setText(folder);
    });
    connect(m_folder, &QLineEdit::textChanged, this, &ArrivalsDialog::refresh);
    connect(m_watch, &QPushButton::clicked, this, &ArrivalsDialog::toggleWatch);
    return box;
}

QWidget *ArrivalsDialog::receiverBox()
{
    auto *box = new QGroupBox(tr("DICOM over the network"), this);
    auto *form = new QFormLayout(box);
    m_title = new QLineEdit(QStringLiteral("RETCLIP"), box);
    m_title->setMaxLength(16); // Of an application entity title, PS3.5.
    form->addRow(tr("Our title"), m_title);
    m_port = new QSpinBox(box);
    m_port->setRange(0, 65535);
    m_port->setValue(11112);
    m_port->setSpecialValueText(tr("any free port"));
    form->addRow(tr("Port"), m_port);
    m_allowed = new QLineEdit(box);
    m_allowed->setObjectName(QStringLiteral("arrivalsAllowed"));
    m_allowed->setPlaceholderText(tr("Titles of cameras and archives, separated by commas"));
    form->addRow(tr("May send"), m_allowed);
    m_everyNetwork = new QCheckBox(tr("Other computers may connect (DICOM is not encrypted)"), box);
    form->addRow(QString(), m_everyNetwork);
    auto *foot = new QHBoxLayout;
    m_listenState = new QLabel(box);
    setLook(m_listenState, "caption");
    m_listen = new QPushButton(box);
    m_listen->setObjectName(QStringLiteral("arrivalsListen"));
    foot->addWidget(m_listenState, 1);
    foot->addWidget(m_listen);
    form->addRow(foot);
    connect(m_allowed, &QLineEdit::textChanged, this, &ArrivalsDialog::refresh);
    connect(m_listen, &QPushButton::clicked, this, &ArrivalsDialog::toggleReceiver);
    return box;
}

void ArrivalsDialog::toggleWatch()
{
    if (m_service.isWatching())
        m_service.stopWatching();
    else
        m_service.watch(m_folder->text().trimmed(), m_copy->isChecked());
}

void ArrivalsDialog::toggleReceiver()
{
    if (m_service.isListening()) {
        m_service.stopListening();
        return;
    }
    DicomReceiverSettings settings;
    settings.title = m_title->text().trimmed().toStdString();
    settings.port = std::uint16_t(m_port->value());
    if (m_everyNetwork->isChecked())
        settings.address = "0.0.0.0";
    static const QRegularExpression between(QStringLiteral("\\s*[,;，；]\\s*"));
    for (const QString &title : m_allowed->text().trimmed().split(between, Qt::SkipEmptyParts))
        settings.allowed.push_back(title.toStdString());
    m_service.listen(settings);
}

void ArrivalsDialog::refresh()
{
    const bool watching = m_service.isWatching(), listening = m_service.isListening();
    m_watch->setText(watching ? tr("Stop watching") : tr("Watch"));
    m_watch->setEnabled(watching || !m_folder->text().trimmed().isEmpty());
    m_watchState->setText(watching ? tr("● watching") : tr("○ off"));
    m_listen->setText(listening ? tr("Stop listening") : tr("Listen"));
    m_listen->setEnabled(listening || !m_allowed->text().trimmed().isEmpty());
    m_listenState->setText(!listening           ? tr("○ off")
                           : m_service.port() > 0 ? tr("● listening at port %1").arg(m_service.port())
                                                  : tr("starting…"));
    for (QWidget *field : {static_cast<QWidget *>(m_folder), static_cast<QWidget *>(m_copy),
                           static_cast<QWidget *>(m_browse)})
        field->setEnabled(!watching);
    for (QWidget *field : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_port),
                           static_cast<QWidget *>(m_allowed), static_cast<QWidget *>(m_everyNetwork)})
        field->setEnabled(!listening);
    m_log->clear();
    m_log->addItems(m_service.log());
    m_show->setEnabled(m_context.study != nullptr);
}

} // namespace retclip
