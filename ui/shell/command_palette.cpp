// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/pinyin.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QFrame>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {
constexpr int entriesShown = 40;
constexpr int recentKept = 12;
const QString recentKey = QStringLiteral("palette/recent");
} // namespace

int fuzzyScore(const QString &typed, const QString &text)
{
    if (typed.isEmpty())
        return 0;
    int score = 0;
    int from = 0;
    int last = -2;
    for (const QChar wanted : typed) {
        if (wanted.isSpace())
            continue;
        int found = -1;
        for (int i = from; i < text.size(); ++i) {
            if (text.at(i).toCaseFolded() == wanted.toCaseFolded()) {
                found = i;
                break;
            }
        }
        if (found < 0)
            return -1;
        const bool startsWord = found == 0 || !text.at(found - 1).isLetterOrNumber();
        score += 10 + (startsWord ? 15 : 0) + (found == last + 1 ? 12 : 0) - (found - from);
        last = found;
        from = found + 1;
    }
    return std::max(0, score - int(text.size()) / 8);
}

int titleScore(const QString &typed, const QString &title)
{
    int score = fuzzyScore(typed, title);
    for (const bool second : {false, true})
        if (const QString initials = pinyinInitials(title, second); initials != title)
            score = std::max(score, fuzzyScore(typed, initials));
    return score;
}

CommandPalette::CommandPalette(AppContext &context, QVector<Finder> finders, QWidget *parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint), m_context(context),
      m_finders(std::move(finders))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find a command"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("paletteFrame"));
    setLook(frame, "card");
    outer->addWidget(frame);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(space::m, space::m, space::m, space::s);
    column->setSpacing(space::s);
    m_line = new QLineEdit(frame);
    m_line->setObjectName(QStringLiteral("paletteLine"));
    m_line->setPlaceholderText(tr("Command, exam or #run"));
    m_line->setAccessibleName(m_line->placeholderText());
    m_line->setMinimumHeight(space::bar);
    m_list = new QListWidget(frame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({16, 16});
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Matches"));
    column->addWidget(m_line);
    column->addWidget(m_list);
    resize(theme().scaled(600), theme().scaled(420));
    if (parent) {
        const QRect window = parent->window()->geometry();
        move(window.center().x() - width() / 2, window.top() + 80);
    }
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_line, &QLineEdit::returnPressed, this, &CommandPalette::actOnCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::actOnCurrent);
    refresh();
    m_line->setFocus();
}

void CommandPalette::refresh()
{
    struct Match
    {
        int score;
        PaletteEntry entry;
    };
    const QString typed = m_line->text().trimmed();
    const QStringList recent = m_context.settings.value(recentKey).toStringList();
    QVector<Match> matches;
    for (const ActionRegistry::Entry &entry : m_context.actions.entries()) {
        if (!entry.action || !entry.action->isEnabled() || !entry.action->isVisible())
            continue;
        const QString title = entry.action->text();
        // The id stays English and says the thing itself: "theme" for "Light or dark".
        int score = std::max(titleScore(typed, title),
                             fuzzyScore(typed, entry.description.id.section(QLatin1Char('.'), -1)));
        if (score < 0)
            continue;
        const qsizetype place = recent.indexOf(entry.description.id);
        if (place >= 0)
            score += 30 - int(place);
        QString key = entry.description.singleKey;
        if (key.isEmpty() && !entry.action->shortcuts().isEmpty())
            key = entry.action->shortcuts().constFirst().toString(QKeySequence::NativeText);
        const QString id = entry.description.id;
        matches.append({score,
                        {title, key, entry.description.icon, [this, id, action = entry.action] {
                             QStringList list =
                                 m_context.settings.value(recentKey).toStringList();
                             list.removeAll(id);
                             list.prepend(id);
                             while (list.size() > recentKept)
                                 list.removeLast();
                             m_context.settings.setValue(recentKey, list);
                             action->trigger();
                         }}});
    }
    std::stable_sort(matches.begin(), matches.end(),
                     [](const Match &a, const Match &b) { return a.score > b.score; });
    if (!typed.isEmpty()) {
        for (const Finder &finder : std::as_const(m_finders)) {
            for (const PaletteEntry &entry : finder(typed))
                matches.append({0, entry});
        }
    }
    m_list->clear();
    m_acts.clear();
    for (const Match &match : std::as_const(matches)) {
        if (m_acts.size() == entriesShown)
            break;
        const QString text = match.entry.detail.isEmpty()
            ? match.entry.title
            : QStringLiteral("%1    %2").arg(match.entry.title, match.entry.detail);
        auto *item = new QListWidgetItem(text, m_list);
        item->setIcon(theme().icon(match.entry.icon.isEmpty() ? QStringLiteral("palette")
                                                              : match.entry.icon));
        m_acts.append(match.entry.act);
    }
    if (m_list->count() > 0)
        m_list->setCurrentRow(0);
}

void CommandPalette::actOnCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_acts.size())
        return;
    // After closing, so that the focus is back where the action expects it.
    QTimer::singleShot(0, parentWidget(), [act = m_acts.at(row)] { act(); });
    close();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int count = m_list->count();
        if ((key == Qt::Key_Down || key == Qt::Key_Up) && count > 0) {
            const int step = key == Qt::Key_Down ? 1 : count - 1;
            m_list->setCurrentRow((m_list->currentRow() + step) % count);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace retclip
