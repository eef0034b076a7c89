// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dialogs.h"

#include "core/study/study_document.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSpinBox>
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
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("settingsTabs"));
    tabs->addTab(makeGeneralPage(), tr("General"));
    tabs->addTab(new KeysPage(m_context, tabs), tr("Keys"));
    column->addWidget(tabs, 1);
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

QWidget *SettingsDialog::makeGeneralPage()
{
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    form->setContentsMargins(space::s, space::l, space::s, space::s);
    form->setHorizontalSpacing(space::xl);
    form->setVerticalSpacing(space::m);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    auto *language = new QComboBox(page);
    language->setObjectName(QStringLiteral("language"));
    language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    language->setCurrentIndex(language->findData(m_context.settings.language()));
    form->addRow(tr("Language"), language);
    connect(language, &QComboBox::activated, this, [this, language] {
        m_context.settings.setLanguage(language->currentData().toString());
    });

    auto *look = new QComboBox(page);
    look->setObjectName(QStringLiteral("theme"));
    look->addItem(tr("As the system"), int(ThemeChoice::system));
    look->addItem(tr("Light"), int(ThemeChoice::light));
    look->addItem(tr("Dark"), int(ThemeChoice::dark));
    look->setCurrentIndex(look->findData(int(m_context.settings.themeChoice())));
    form->addRow(tr("Theme"), look);
    connect(look, &QComboBox::activated, this, [this, look] {
        m_context.settings.setThemeChoice(ThemeChoice(look->currentData().toInt()));
    });

    auto *size = new QSpinBox(page);
    size->setObjectName(QStringLiteral("textPercent"));
    size->setRange(90, 150);
    size->setSingleStep(10);
    size->setSuffix(tr(" %"));
    size->setValue(m_context.settings.textPercent());
    size->setKeyboardTracking(false);
    form->addRow(tr("Text size"), size);
    connect(size, &QSpinBox::valueChanged, this,
            [this](int percent) { m_context.settings.setTextPercent(percent); });

    auto *reader = new QLineEdit(m_context.settings.readerName(), page);
    reader->setObjectName(QStringLiteral("reader"));
    form->addRow(tr("Reader's name"), reader);
    connect(reader, &QLineEdit::editingFinished, this,
            [this, reader] { m_context.settings.setReaderName(reader->text()); });
    auto *why = new QLabel(tr("Stands in the history beside every label and verdict you give."),
                           page);
    why->setWordWrap(true);
    setLook(why, "caption");
    form->addRow(QString(), why);

    auto *advance = new QCheckBox(tr("Go on to the next exam after a class"), page);
    advance->setChecked(
        m_context.settings.value(QStringLiteral("label/advance"), true).toBool());
    connect(advance, &QCheckBox::toggled, this, [this](bool on) {
        m_context.settings.setValue(QStringLiteral("label/advance"), on);
    });
    form->addRow(tr("Labelling"), advance);
    auto *hide = new QCheckBox(tr("Hide patients' identifiers  (F8)"), page);
    hide->setChecked(m_context.settings.hideIdentifiers());
    connect(hide, &QCheckBox::toggled, this,
            [this](bool on) { m_context.settings.setHideIdentifiers(on); });
    form->addRow(tr("Privacy"), hide);
    if (m_context.study) {
        auto *disc = new QSpinBox(page);
        disc->setObjectName(QStringLiteral("discDiameter"));
        disc->setRange(0, 3000);
        disc->setSingleStep(50);
        disc->setSuffix(tr(" µm"));
        disc->setSpecialValueText(tr("not stated"));
        disc->setKeyboardTracking(false);
        disc->setValue(m_context.study->study().setting(discDiameterSetting).toInt());
        form->addRow(tr("Disc diameter"), disc);
        connect(disc, &QSpinBox::valueChanged, this, [this](int um) {
            if (!m_context.study)
                return;
            if (const auto kept =
                    m_context.study->study().setSetting(discDiameterSetting, QString::number(um));
                !kept)
                m_context.notifications.post(kept.error());
            else
                emit m_context.settings.changed(discDiameterSetting);
        });
        auto *assumption = new QLabel(tr("This study's assumption: measured lengths are also given in "
                                         "millimetres, as if every disc had this diameter."),
                                      page);
        assumption->setWordWrap(true);
        setLook(assumption, "caption");
        form->addRow(QString(), assumption);
    }
    return page;
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
    }
    list->addStretch();
    area->setWidget(page);
    column->addWidget(area);
    resize(theme().scaled(420), theme().scaled(480));
    context.notifications.markAllRead();
}

} // namespace retclip
