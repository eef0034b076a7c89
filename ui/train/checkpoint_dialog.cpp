// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/checkpoint_dialog.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace retclip {

CheckpointDialog::CheckpointDialog(AppContext &context, const QString &file, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("What %1 holds").arg(QFileInfo(file).fileName()));
    resize(680, 560);
    m_verdict = new QLabel(tr("Reading; nothing in the file is run…"));
    m_verdict->setObjectName(QStringLiteral("checkpointVerdict"));
    m_verdict->setWordWrap(true);
    m_list = new QTreeWidget;
    m_list->setObjectName(QStringLiteral("checkpointFacts"));
    m_list->setColumnCount(2);
    m_list->setHeaderLabels({tr("Property"), tr("Value")});
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_list->setAccessibleName(windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_use = buttons->addButton(tr("Use it"), QDialogButtonBox::AcceptRole);
    m_use->setEnabled(false);
    setLook(m_use, "primary");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::m, space::l, space::m);
    layout->addWidget(m_verdict);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_job = context.jobs.start<CheckpointDescription>(
        windowTitle(), this,
        [file, &door = context.door](const ProgressCallback &,
                                     std::stop_token) -> Result<CheckpointDescription> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return backend->describe_checkpoint(path_from_utf8(file.toStdString()), false);
        },
        [this](const Result<CheckpointDescription> &outcome) {
            m_job = nullptr;
            show(outcome);
        });
}

CheckpointDialog::~CheckpointDialog()
{
    if (m_job)
        m_job->cancel();
}

void CheckpointDialog::show(const Result<CheckpointDescription> &outcome)
{
    if (!outcome) {
        const Error &error = outcome.error();
        m_verdict->setText(translated(error.what_happened) + QLatin1Char('\n')
                           + translated(error.what_was_kept) + QLatin1Char('\n')
                           + translated(error.what_to_do));
        return;
    }
    addFacts(*outcome);
    QStringList sentences;
    if (outcome->matched > 0 && outcome->missing.empty())
        sentences << tr("A whole network: every tensor is there.");
    else if (outcome->matched > 0)
        sentences << tr("A part of a network: what is missing begins anew.");
    else
        sentences << tr("No tensor of this file fits a network of this program.");
    for (const Message &note : outcome->notes)
        sentences << translated(note);
    m_verdict->setText(sentences.join(QLatin1Char('\n')));
    m_use->setEnabled(outcome->matched > 0 && outcome->sha256_file != "differs");
}

void CheckpointDialog::addFacts(const CheckpointDescription &description)
{
    const QLocale here;
    addFact(tr("Format"), QString::fromStdString(description.format));
    addFact(tr("Names of"), description.family.empty() ? tr("no known family")
                                                       : QString::fromStdString(description.family));
    addFact(tr("Architecture"), description.architecture_name.empty()
                ? tr("none found")
                : QString::fromStdString(description.architecture_name));
    addFact(tr("Parameters"), here.toString(qlonglong(description.parameters)));
    addFact(tr("Tensors in the file"), here.toString(qlonglong(description.tensors.size())));
    addFact(tr("Tensors matched"), here.toString(qlonglong(description.matched)));
    const QString checksum = QString::fromStdString(description.sha256_file);
    addFact(tr("Checksum file"), checksum == QLatin1String("matches") ? tr("matches")
                : checksum == QLatin1String("differs")                ? tr("differs: copy the file again")
                : checksum == QLatin1String("absent")                 ? tr("none beside it")
                                                                      : tr("not compared (large file)"));
    addNames(tr("Missing"), description.missing);
    addNames(tr("Not of the network"), description.unexpected);
    addNames(tr("Of another shape"), description.misshapen);
    addNames(tr("Resized"), description.resized);
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void CheckpointDialog::addFact(const QString &name, const QString &value)
{
    new QTreeWidgetItem(m_list, {name, value});
}

void CheckpointDialog::addNames(const QString &title, const std::vector<std::string> &names)
{
    auto *parent = new QTreeWidgetItem(m_list, {title, QLocale().toString(qlonglong(names.size()))});
    for (const std::string &name : names) {
        auto *row = new QTreeWidgetItem(parent, {QString(), QString::fromStdString(name)});
        row->setToolTip(1, row->text(1));
    }
}

} // namespace retclip
