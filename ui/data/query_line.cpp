// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/query_line.h"

#include "core/study/query.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QTextCharFormat>

namespace retclip {

namespace {

constexpr int withoutMarksRole = Qt::UserRole + 1;

/// Where the word begins that ends at the cursor: behind a space, a bracket or "|" that does not stand in
/// quotation marks, and behind the "-" that takes away.
int wordBegin(const QString &line, int cursor)
{
    int begin = 0;
    bool quoted = false;
    for (int i = 0; i < cursor; ++i) {
        const QChar c = line.at(i);
        if (c == u'"')
            quoted = !quoted;
        else if (!quoted && (c.isSpace() || c == u'(' || c == u')' || c == u'|'))
            begin = i + 1;
    }
    return begin < cursor && line.at(begin) == u'-' ? begin + 1 : begin;
}

} // namespace

QueryLine::QueryLine(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(QStringLiteral("queryLine"));
    setClearButtonEnabled(true);
    addAction(theme().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_star = addAction(theme().icon(QStringLiteral("star")), QLineEdit::TrailingPosition);
    connect(m_star, &QAction::triggered, this, &QueryLine::savedWanted);
    m_offers = new QStandardItemModel(this);
    m_completer = new QCompleter(m_offers, this);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setCompletionRole(withoutMarksRole);
    m_completer->setMaxVisibleItems(12);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &place) {
                const QString offer = place.data().toString();
                const int cursor = cursorPosition();
                const int start = wordBegin(text(), cursor);
                QString line = text();
                line.replace(start, cursor - start, offer);
                setText(line);
                setCursorPosition(start + int(offer.size()));
            });
    connect(this, &QLineEdit::textEdited, this, &QueryLine::complete);
    retranslate();
}

void QueryLine::setOffers(const QStringList &offers)
{
    m_offers->clear();
    for (const QString &offer : offers) {
        auto *item = new QStandardItem(offer);
        item->setData(QString(offer).remove(u'"'), withoutMarksRole);
        m_offers->appendRow(item);
    }
}

void QueryLine::complete()
{
    const int begin = wordBegin(text(), cursorPosition());
    const QString word = text().mid(begin, cursorPosition() - begin).remove(u'"'); // Who types tag:po means tag:"poor image".
    if (word.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->setCompletionPrefix(word);
    const bool only = m_completer->completionCount() == 1
        && m_completer->currentCompletion().compare(word, Qt::CaseInsensitive) == 0;
    if (m_completer->completionCount() == 0 || only) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(theme().scaled(260));
    m_completer->complete(place);
}

void QueryLine::showError(const Error &error)
{
    const QStringList place =
        QString::fromStdString(error.cause).split(QLatin1Char(':'));
    int column = 0;
    int length = int(text().size());
    if (place.size() >= 2) {
        bool ok = false;
        const int told = place.at(0).toInt(&ok);
        if (ok) {
            column = qBound(0, told, int(text().size()));
            length = qMax(1, place.at(1).toInt());
        }
    }
    m_hasError = true;
    // The one public way to format a part of a line edit: as an input method does.
    QTextCharFormat wave;
    wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wave.setUnderlineColor(theme().color(Token::error));
    QList<QInputMethodEvent::Attribute> attributes;
    attributes.append(QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat,
                                                   column - cursorPosition(), length, wave));
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
    setToolTip(translated(error.what_happened) + QLatin1Char('\n') + translated(error.what_to_do));
    setProperty("look", QStringLiteral("error"));
    setLook(this, "error");
}

void QueryLine::clearError()
{
    if (!m_hasError)
        return;
    m_hasError = false;
    QInputMethodEvent event{QString(), {}};
    QCoreApplication::sendEvent(this, &event);
    setLook(this, "");
    retranslate();
}

void QueryLine::keyPressEvent(QKeyEvent *event)
{
    const bool popup = m_completer->popup()->isVisible();
    if (popup
        && (event->key() == Qt::Key_Enter || event->key() == Qt::Key_Return
            || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape)) {
        event->ignore(); // the list takes it
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        emit left();
        return;
    }
    QLineEdit::keyPressEvent(event);
    if (event->key() != Qt::Key_Enter && event->key() != Qt::Key_Return)
        return;
    // The keys stay here while the line is not understood: on the canvas the next ones would give labels.
    if (const auto parsed = parseQuery(text()); !parsed)
        emit notUnderstood(parsed.error());
    else if (!m_hasError)
        emit left();
}

void QueryLine::retranslate()
{
    setPlaceholderText(tr("label:glaucoma eye:both report:\"optic disc\" age>60 -tag:bad"));
    setToolTip(tr("Type words of a report, or field:value. Enter goes back to the pictures."));
    m_star->setToolTip(tr("Saved queries: save this line, or use one (Ctrl+Shift+S)"));
    setAccessibleName(tr("Query"));
}

void QueryLine::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
