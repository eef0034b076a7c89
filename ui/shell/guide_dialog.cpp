// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/guide_dialog.h"

#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace retclip {

GuideDialog::GuideDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("guide"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(space::l, space::l, space::l, space::l);
    outer->setSpacing(space::m);
    auto *left = new QVBoxLayout;
    outer->addLayout(left, 2);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("guideSearch"));
    m_search->setClearButtonEnabled(true);
    left->addWidget(m_search);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("guideList"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    left->addWidget(m_list, 1);
    auto *right = new QVBoxLayout;
    outer->addLayout(right, 5);
    m_text = new QTextBrowser(this);
    m_text->setObjectName(QStringLiteral("guideText"));
    m_text->setOpenExternalLinks(false);
    right->addWidget(m_text, 1);
    auto *buttons = new QHBoxLayout;
    right->addLayout(buttons);
    m_back = new QPushButton(this);
    m_back->setObjectName(QStringLiteral("guideBack"));
    m_back->setEnabled(false);
    m_close = new QPushButton(this);
    for (QPushButton *button : {m_back, m_close})
        button->setAutoDefault(false);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    resize(theme().scaled(920), theme().scaled(620));

    connect(m_search, &QLineEdit::textChanged, this, &GuideDialog::refresh);
    connect(m_search, &QLineEdit::returnPressed, this, &GuideDialog::openCurrent);
    connect(m_list, &QListWidget::currentRowChanged, this, &GuideDialog::openCurrent);
    connect(m_text, &QTextBrowser::sourceChanged, this, [this] { setWindowTitle(tr("Guide: %1").arg(m_text->documentTitle())); });
    connect(m_text, &QTextBrowser::backwardAvailable, m_back, &QWidget::setEnabled);
    connect(m_back, &QPushButton::clicked, m_text, &QTextBrowser::backward);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(&theme(), &Theme::changed, this, [this] {
        dress();
        m_text->reload();
    });
    dress();
    retranslate();
}

/// The document's colours are those of the theme; the pages themselves hold none.
void GuideDialog::dress()
{
    m_text->document()->setDocumentMargin(space::m);
    m_text->document()->setDefaultStyleSheet(
        QStringLiteral("a { color: %1; } h1 { font-size: %2px; } h2 { font-size: %3px; } code { font-family: monospace; }")
            .arg(theme().color(Token::accent).name())
            .arg(theme().font(TypeRole::title).pixelSize())
            .arg(theme().font(TypeRole::section).pixelSize()));
}

QString GuideDialog::shownPage() const
{
    return m_text->source().fileName().section(QLatin1Char('.'), 0, 0);
}

void GuideDialog::showPage(const QString &id)
{
    for (const GuidePage &page : std::as_const(m_pages)) {
        if (page.id == id) {
            m_text->setSource(page.url);
            return;
        }
    }
    if (!m_pages.isEmpty())
        m_text->setSource(m_pages.constFirst().url);
}

void GuideDialog::retranslate()
{
    const QString before = shownPage();
    m_pages = guidePages(m_context.settings.language());
    m_search->setPlaceholderText(tr("Search the guide"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setAccessibleName(tr("Pages"));
    m_text->setAccessibleName(tr("Page"));
    m_back->setText(tr("Page before"));
    m_close->setText(tr("Close"));
    refresh();
    showPage(before);
    setWindowTitle(tr("Guide: %1").arg(m_text->documentTitle()));
}

void GuideDialog::refresh()
{
    const QString typed = m_search->text();
    m_hits = searchGuide(m_pages, typed);
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const GuideHit &hit : std::as_const(m_hits)) {
        const QString &title = m_pages.at(hit.page).title;
        m_list->addItem(hit.excerpt.isEmpty() ? title : title + QLatin1Char('\n') + hit.excerpt);
    }
    if (m_hits.isEmpty()) {
        auto *none = new QListWidgetItem(tr("No page has all of these words."), m_list);
        none->setFlags(Qt::NoItemFlags);
    }
    markWords();
}

void GuideDialog::openCurrent()
{
    const int row = std::max(0, m_list->currentRow());
    if (row >= m_hits.size())
        return;
    m_text->setSource(m_pages.at(m_hits.at(row).page).url);
    markWords();
}

/// Every place of what was searched, so that it need not be read for.
void GuideDialog::markWords()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QStringList words = m_search->text().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        for (QTextCursor at = m_text->document()->find(word); !at.isNull(); at = m_text->document()->find(word, at)) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = at;
            mark.format.setBackground(theme().color(Token::selection));
            mark.format.setForeground(theme().color(Token::selectionText));
            marks.append(mark);
        }
    }
    m_text->setExtraSelections(marks);
    if (!marks.isEmpty()) {
        QTextCursor first = marks.constFirst().cursor;
        first.clearSelection();
        m_text->setTextCursor(first);
        m_text->ensureCursorVisible();
    }
}

void GuideDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
