// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/query_line.h"

#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStringListModel>
#include <QTextCharFormat>

namespace retclip {

QueryLine::QueryLine(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(QStringLiteral("queryLine"));
    setClearButtonEnabled(true);
    addAction(theme().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_star = addAction(theme().icon(QStringLiteral("star")), QLineEdit::TrailingPosition);
    connect(m_star, &QAction::triggered, this, &QueryLine::savedWanted);
    m_offers = new QStringListModel(this);
    m_completer = new QCompleter(m_offers, this);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setMaxVisibleItems(12);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this,
            [this](const QString &offer) {
                const int cursor = cursorPosition();
                const int start = int(text().left(cursor).lastIndexOf(QLatin1Char(' '))) + 1;
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
    m_offers->setStringList(offers);
}

void QueryLine::complete()
{
    const QString before = text().left(cursorPosition());
    QString word = before.mid(before.lastIndexOf(QLatin1Char(' ')) + 1);
    if (word.startsWith(QLatin1Char('-')))
        word = word.mid(1);
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
    if (event->key() == Qt::Key_Enter || event->key() == Qt::Key_Return)
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
