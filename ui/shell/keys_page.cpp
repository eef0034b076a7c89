// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keys_page.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/key_map.h"
#include "ui/shell/theme.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace retclip {

QString contextTitle(const QString &context)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        {"window", QT_TRANSLATE_NOOP("retclip::KeySheet", "Anywhere")},
        {"viewer", QT_TRANSLATE_NOOP("retclip::KeySheet", "Photographs")},
        {"label", QT_TRANSLATE_NOOP("retclip::KeySheet", "Labelling")},
        {"data", QT_TRANSLATE_NOOP("retclip::KeySheet", "Data")},
        {"train", QT_TRANSLATE_NOOP("retclip::KeySheet", "Train")},
        {"review", QT_TRANSLATE_NOOP("retclip::KeySheet", "Review")},
        {"retrieve", QT_TRANSLATE_NOOP("retclip::KeySheet", "Retrieve")},
        {"evaluate", QT_TRANSLATE_NOOP("retclip::KeySheet", "Evaluate")}};
    for (const auto &[id, title] : titles) {
        if (context == QLatin1String(id))
            return QCoreApplication::translate("retclip::KeySheet", title);
    }
    return context;
}

KeyField::KeyField(QWidget *parent) : QLineEdit(parent)
{
    setReadOnly(true); // shows nothing typed: the key is taken, not written
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setPlaceholderText(tr("Press the new key here"));
}

bool KeyField::event(QEvent *event)
{
    const bool asked = event->type() == QEvent::ShortcutOverride;
    if (!asked && event->type() != QEvent::KeyPress)
        return QLineEdit::event(event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Escape:
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_unknown: return QLineEdit::event(event);
    default: break;
    }
    event->accept();
    if (!asked)
        emit pressed(QKeySequence(QKeyCombination(key->modifiers() & ~Qt::KeypadModifier,
                                                  Qt::Key(key->key()))));
    return true;
}

KeysPage::KeysPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("keysPage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("keysSearch"));
    m_search->setPlaceholderText(tr("Search actions and keys"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);
    m_table = new QTableWidget(0, 3, this);
    m_table->setObjectName(QStringLiteral("keysTable"));
    m_table->setAccessibleName(tr("Actions and their keys"));
    m_table->setHorizontalHeaderLabels({tr("Where"), tr("Action"), tr("Key")});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_table, 1);
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(tr("New key"), this);
    m_edit = new KeyField(this);
    m_edit->setObjectName(QStringLiteral("keysEdit"));
    m_edit->setAccessibleName(tr("New key"));
    label->setBuddy(m_edit);
    m_reset = new QPushButton(tr("Reset"), this);
    m_reset->setObjectName(QStringLiteral("keysReset"));
    m_resetAll = new QPushButton(tr("Reset all"), this);
    m_resetAll->setObjectName(QStringLiteral("keysResetAll"));
    m_copy = new QPushButton(tr("Copy list"), this);
    m_copy->setObjectName(QStringLiteral("keysCopy"));
    for (QPushButton *button : {m_reset, m_resetAll, m_copy})
        button->setAutoDefault(false);
    row->addWidget(label);
    row->addWidget(m_edit, 1);
    row->addWidget(m_reset);
    row->addWidget(m_resetAll);
    row->addWidget(m_copy);
    column->addLayout(row);
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(QStringLiteral("keysVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setMinimumHeight(theme().scaled(36)); // kept before there is something to say
    column->addWidget(m_verdict);

    connect(m_search, &QLineEdit::textChanged, this, &KeysPage::refresh);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &KeysPage::showChosen);
    connect(m_edit, &KeyField::pressed, this, &KeysPage::take);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        keyMap().reset(chosenId());
        showChosen();
    });
    connect(m_resetAll, &QPushButton::clicked, this, [] { keyMap().resetAll(); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(asText());
        setLook(m_verdict, "secondary");
        m_verdict->setText(tr("The list is on the clipboard."));
    });
    connect(&context.actions, &ActionRegistry::keysChanged, this, &KeysPage::refresh);
    refresh();
    showChosen();
}

int KeysPage::filter(const QString &typed)
{
    m_search->setText(typed);
    return m_table->rowCount();
}

QString KeysPage::chosenId() const
{
    const auto *item = m_table->item(m_table->currentRow(), 0);
    return item && !m_table->selectedItems().isEmpty() ? item->data(Qt::UserRole).toString()
                                                       : QString();
}

void KeysPage::refresh()
{
    const QString before = chosenId();
    const QString typed = m_search->text();
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(0);
    for (const ActionRegistry::Entry &entry : m_context.actions.entries()) {
        const QString key = ActionRegistry::keysInForce(entry);
        const QString text = entry.description.text();
        const QString where = contextTitle(entry.description.context);
        if (!typed.isEmpty() && !text.contains(typed, Qt::CaseInsensitive)
            && !key.contains(typed, Qt::CaseInsensitive)
            && !where.contains(typed, Qt::CaseInsensitive))
            continue;
        const int row = m_table->rowCount();
        m_table->insertRow(row);
        const bool own = keyMap().chosen(entry.description.id).has_value();
        m_table->setItem(row, 0, new QTableWidgetItem(where));
        m_table->setItem(row, 1, new QTableWidgetItem(text));
        m_table->setItem(row, 2, new QTableWidgetItem(own ? tr("%1 (changed)").arg(key) : key));
        m_table->item(row, 0)->setData(Qt::UserRole, entry.description.id);
        if (entry.description.id == before)
            m_table->selectRow(row);
    }
}

void KeysPage::showChosen()
{
    const QString id = chosenId();
    bool changeable = false;
    for (const ActionRegistry::Entry &entry : m_context.actions.entries())
        changeable = changeable
            || (entry.description.id == id && ActionRegistry::isRemappable(entry));
    m_edit->setEnabled(changeable);
    m_reset->setEnabled(keyMap().chosen(id).has_value());
    setLook(m_verdict, "secondary");
    m_verdict->setText(id.isEmpty() ? tr("Choose an action, then press its new key.") : QString());
}

void KeysPage::take(const QKeySequence &keys)
{
    const QString id = chosenId();
    if (id.isEmpty() || keys.isEmpty())
        return;
    const QString key = keys.toString(QKeySequence::NativeText);
    bool single = false, withAlt = false;
    QString name;
    for (const ActionRegistry::Entry &entry : m_context.actions.entries()) {
        if (entry.description.id == id) {
            single = !entry.description.singleKey.isEmpty();
            withAlt = entry.description.singleKey.startsWith(QLatin1String("Alt+"));
            name = entry.description.text();
        }
    }
    const auto refuse = [this](const QString &why) {
        setLook(m_verdict, "error");
        m_verdict->setText(why);
    };
    const bool withControl = keys[0].keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier);
    const bool functionKey = keys[0].key() >= Qt::Key_F1 && keys[0].key() <= Qt::Key_F35;
    if (!single && !withControl && !functionKey) {
        refuse(tr("“%1” acts everywhere, so it needs Ctrl, Alt or a function key.").arg(name));
        return;
    }
    if (single && !withAlt && (withControl || functionKey)) {
        refuse(tr("“%1” acts on a canvas: choose a letter, digit or sign without Ctrl or Alt.")
                   .arg(name));
        return;
    }
    if (const auto *taken = m_context.actions.conflict(id, keys)) {
        refuse(tr("%1 belongs to “%2” (%3). Nothing was changed: give that one another key first.")
                   .arg(key, taken->description.text(), contextTitle(taken->description.context)));
        return;
    }
    keyMap().choose(id, keys);
    showChosen();
    setLook(m_verdict, "success");
    m_verdict->setText(tr("“%1” is %2 now.").arg(name, key));
}

QString KeysPage::asText() const
{
    QStringList lines;
    for (const ActionRegistry::Entry &entry : m_context.actions.entries()) {
        lines << contextTitle(entry.description.context) + QLatin1Char('\t')
                + entry.description.text() + QLatin1Char('\t') + ActionRegistry::keysInForce(entry);
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace retclip
