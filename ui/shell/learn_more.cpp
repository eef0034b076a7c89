// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/learn_more.h"

#include "ui/shell/app_context.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace retclip {

LearnMoreButton::LearnMoreButton(AppContext &context, const QString &page, QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("learnMore_") + page);
    setLook(this, "quiet");
    setIcon(theme().icon(QStringLiteral("help")));
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, &context, [&context, page] { context.showGuide(page); });
    retranslate();
}

void LearnMoreButton::retranslate()
{
    setText(tr("Learn more"));
    setToolTip(tr("The guide's page about this"));
}

void LearnMoreButton::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

QWidget *withLearnMore(QLabel *words, AppContext &context, const QString &page)
{
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(space::xl, 0, space::xl, 0);
    column->addStretch(1);
    column->addWidget(words);
    column->addWidget(new LearnMoreButton(context, page, both), 0, Qt::AlignHCenter);
    column->addStretch(1);
    return both;
}

} // namespace retclip
