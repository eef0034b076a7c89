// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dialogs.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/general_page.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

QVBoxLayout *dialogColumn(QDialog *dialog)
{
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    return column;
}

} // namespace

KeySheet::KeySheet(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("keySheet"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    auto *column = dialogColumn(this);
    auto *line = new QLineEdit(this);
    line->setPlaceholderText(tr("Filter"));
    line->setAccessibleName(tr("Filter"));
    line->setClearButtonEnabled(true);
    m_table = new QTableWidget(0, 3, this);
    m_table->setAccessibleName(windowTitle());
    m_table->setHorizontalHeaderLabels({tr("Where"), tr("Action"), tr("Key")});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    column->addWidget(line);
    column->addWidget(m_table);
    auto *note = new QLabel(tr("Single keys act on the photographs and the grid, with an input "
                               "method switched on too."),
                            this);
    note->setWordWrap(true);
    setLook(note, "caption");
    column->addWidget(note);
    resize(theme().scaled(620), theme().scaled(560));
    connect(line, &QLineEdit::textChanged, this, &KeySheet::refresh);
    refresh({});
}

void KeySheet::refresh(const QString &typed)
{
    m_table->setRowCount(0);
    for (const ActionRegistry::Entry &entry : m_context.actions.entries()) {
        const QString key = ActionRegistry::keysInForce(entry);
        if (key.isEmpty())
            continue;
        const QString text = entry.description.text();
        const QString where = contextTitle(entry.description.context);
        if (!typed.isEmpty() && !text.contains(typed, Qt::CaseInsensitive)
            && !key.contains(typed, Qt::CaseInsensitive)
            && !where.contains(typed, Qt::CaseInsensitive))
            continue;
        const int row = m_table->rowCount();
        m_table->insertRow(row);
        m_table->setItem(row, 0, new QTableWidgetItem(where));
        m_table->setItem(row, 1, new QTableWidgetItem(text));
        m_table->setItem(row, 2, new QTableWidgetItem(key));
    }
}

SettingsDialog::SettingsDialog(AppContext &context, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
}

void SettingsDialog::build()
{
    // Built anew for another language: nothing here holds a state of its own.
    delete layout();
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    setWindowTitle(tr("Settings"));
    auto *column = dialogColumn(this);
    auto *search = new QLineEdit(this);
    search->setObjectName(QStringLiteral("settingsSearch"));
    search->setPlaceholderText(tr("Search settings and keys"));
    search->setAccessibleName(search->placeholderText());
    search->setClearButtonEnabled(true);
    column->addWidget(search);
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("settingsTabs"));
    auto *general = new GeneralPage(m_context, tabs);
    auto *area = new QScrollArea(tabs);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    setLook(general, "page");
    area->setWidget(general);
    tabs->addTab(area, tr("General"));
    auto *keys = new KeysPage(m_context, tabs);
    tabs->addTab(keys, tr("Keys"));
    column->addWidget(tabs, 1);
    // What no setting is called may be a key.
    connect(search, &QLineEdit::textChanged, this, [general, keys, tabs](const QString &typed) {
        const int settings = general->filter(typed);
        const int actions = keys->filter(typed);
        if (!typed.isEmpty() && tabs->currentIndex() == 0 && settings == 0 && actions > 0)
            tabs->setCurrentIndex(1);
        else if (!typed.isEmpty() && tabs->currentIndex() == 1 && actions == 0 && settings > 0)
            tabs->setCurrentIndex(0);
    });
    auto *note = new QLabel(tr("Each applies at once."), this);
    setLook(note, "caption");
    column->addWidget(note);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    // Enter belongs to the field it is pressed in.
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    column->addWidget(buttons);
    resize(theme().scaled(640), theme().scaled(560));
}

void SettingsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, [this] { build(); }, Qt::QueuedConnection);
}

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About"));
    auto *column = dialogColumn(this);
    auto *name = new QLabel(QStringLiteral("RET-CLIP Workstation"), this);
    setLook(name, "title");
    column->addWidget(name);
    auto *version =
        new QLabel(tr("Version %1, with Qt %2")
                       .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())),
                   this);
    setLook(version, "secondary");
    column->addWidget(version);
    const QStringList paragraphs{
        tr("A research tool: it is no medical device and must not be used for diagnosis or "
           "treatment."),
        tr("Built on the method of RET-CLIP (Du et al., arXiv 2405.14137). Nothing leaves this "
           "computer."),
        tr("Free software under the GNU General Public License, version 3 or later. It comes "
           "without any warranty.")};
    for (const QString &paragraph : paragraphs) {
        auto *label = new QLabel(paragraph, this);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addStretch();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    column->addWidget(buttons);
    resize(theme().scaled(440), theme().scaled(300));
}

NotificationPanel::NotificationPanel(AppContext &context, QWidget *parent)
    : QDialog(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("notificationPanel"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Messages"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::m, space::m, space::m);
    auto *head = new QLabel(tr("Messages of the last 30 days"), this);
    setLook(head, "section");
    column->addWidget(head);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setAccessibleName(windowTitle());
    auto *page = new QWidget(area);
    setLook(page, "page");
    auto *list = new QVBoxLayout(page);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(space::s);
    const QVector<Notification> &all = context.notifications.all();
    if (all.isEmpty()) {
        auto *none = new QLabel(tr("None."), page);
        setLook(none, "secondary");
        list->addWidget(none);
    }
    const int shown = std::min(int(all.size()), 60);
    for (int i = 0; i < shown; ++i) {
        const Notification &notification = all.at(all.size() - 1 - i);
        auto *entry = new QLabel(page);
        entry->setWordWrap(true);
        entry->setTextFormat(Qt::PlainText);
        entry->setTextInteractionFlags(Qt::TextSelectableByMouse);
        QStringList lines{QStringLiteral("%1  %2").arg(
            QLocale().toString(notification.time.toLocalTime(), QLocale::ShortFormat),
            wordOf(notification.severity))};
        for (const Message *part : {&notification.parts.what_happened,
                                    &notification.parts.what_was_kept,
                                    &notification.parts.what_to_do}) {
            if (!part->empty())
                lines << translated(*part);
        }
        entry->setText(lines.join(QLatin1Char('\n')));
        list->addWidget(entry);
        for (const NotificationAction &action : notification.actions) {
            auto *button = new QPushButton(translated(action.text), page);
            button->setObjectName(QStringLiteral("bellAction"));
            connect(button, &QPushButton::clicked, this, [this, act = action.act] {
                close();
                act();
            });
            list->addWidget(button, 0, Qt::AlignLeft);
        }
    }
    list->addStretch();
    area->setWidget(page);
    column->addWidget(area);
    resize(theme().scaled(420), theme().scaled(480));
    context.notifications.markAllRead();
}

} // namespace retclip
