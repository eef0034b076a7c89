// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/selection_bar.h"

#include "ui/shell/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace retclip {

SelectionBar::SelectionBar(AppContext &context, QWidget *parent)
    : QFrame(parent), m_context(context)
{
    setObjectName(QStringLiteral("selectionBar"));
    setLook(this, "bar");
    setFixedHeight(space::bar + 8);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::s, 0, space::s, 0);
    row->setSpacing(space::xs);
    const auto tool = [this, row](const char *icon) {
        auto *button = new QToolButton(this);
        button->setIcon(theme().icon(QString::fromLatin1(icon)));
        row->addWidget(button);
        return button;
    };
    m_back = tool("back");
    m_forward = tool("forward");
    m_count = new QLabel(this);
    setLook(m_count, "label");
    row->addSpacing(space::xs);
    row->addWidget(m_count);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(QStringLiteral("selectionSentence"));
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(m_sentence, "secondary");
    row->addSpacing(space::xs);
    row->addWidget(m_sentence, 1);
    m_provenance = tool("info");
    m_provenance->setPopupMode(QToolButton::InstantPopup);
    row->addSpacing(space::s);
    for (const auto &[verb, icon] : {std::pair{SelectionVerb::openInData, "data"},
                                     std::pair{SelectionVerb::tag, "tag"},
                                     std::pair{SelectionVerb::label, "label"},
                                     std::pair{SelectionVerb::review, "review"},
                                     std::pair{SelectionVerb::addToDataset, "dataset"},
                                     std::pair{SelectionVerb::exportExams, "export"}}) {
        auto *button = new QPushButton(this);
        button->setIcon(theme().icon(QString::fromLatin1(icon)));
        setLook(button, "quiet");
        row->addWidget(button);
        m_verbs.append({button, verb});
        connect(button, &QPushButton::clicked, this, [this, verb = verb] {
            m_context.selections.request(verb, m_context.selections.current());
        });
    }
    row->addSpacing(space::s);
    m_pin = tool("pin");
    m_pin->setCheckable(true);
    m_close = tool("cancel");
    connect(m_back, &QToolButton::clicked, &context.selections, &SelectionModel::goBack);
    connect(m_forward, &QToolButton::clicked, &context.selections, &SelectionModel::goForward);
    connect(m_pin, &QToolButton::clicked, this,
            [this](bool pinned) { m_context.selections.setLive(!pinned); });
    connect(m_close, &QToolButton::clicked, &context.selections, &SelectionModel::clear);
    auto *menu = new QMenu(m_provenance);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        const Selection &now = m_context.selections.current();
        menu->addAction(now.sentence)->setEnabled(false);
        if (!now.query.isEmpty()) {
            menu->addAction(now.query)->setEnabled(false);
            menu->addSeparator();
            menu->addAction(tr("Copy query"), this,
                            [query = now.query] { QGuiApplication::clipboard()->setText(query); });
        }
    });
    m_provenance->setMenu(menu);
    connect(&context.selections, &SelectionModel::changed, this, &SelectionBar::refresh);
    connect(&context.selections, &SelectionModel::retranslated, this, &SelectionBar::refresh);
    retranslate();
}

void SelectionBar::refresh()
{
    const Selection &now = m_context.selections.current();
    const bool any = !now.empty();
    m_count->setText(any ? QLocale().toString(qlonglong(now.exams.size())) : QString());
    m_count->setVisible(any);
    const QString sentence =
        any ? now.sentence : tr("Nothing selected: click a bar, a cell or a case");
    m_sentence->setText(
        m_sentence->fontMetrics().elidedText(sentence, Qt::ElideRight, qMax(40, m_sentence->width())));
    m_sentence->setToolTip(sentence);
    for (const auto &[button, verb] : std::as_const(m_verbs))
        button->setVisible(any);
    for (QToolButton *button : {m_provenance, m_pin, m_close})
        button->setVisible(any);
    m_pin->setEnabled(!now.query.isEmpty());
    m_pin->setChecked(!now.live);
    m_back->setEnabled(m_context.selections.canGoBack());
    m_forward->setEnabled(m_context.selections.canGoForward());
    setAccessibleDescription(sentence);
}

void SelectionBar::retranslate()
{
    for (const auto &[button, verb] : std::as_const(m_verbs)) {
        switch (verb) {
        case SelectionVerb::openInData: button->setText(tr("Open in Data")); break;
        case SelectionVerb::tag: button->setText(tr("Tag")); break;
        case SelectionVerb::label: button->setText(tr("Label")); break;
        case SelectionVerb::review: button->setText(tr("Review")); break;
        case SelectionVerb::addToDataset: button->setText(tr("Add to dataset")); break;
        case SelectionVerb::exportExams: button->setText(tr("Export")); break;
        }
    }
    const auto name = [](QToolButton *button, const QString &text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_back, tr("Selection before  (Alt+Left)"));
    name(m_forward, tr("Selection after  (Alt+Right)"));
    name(m_provenance, tr("Where these exams come from"));
    name(m_pin, tr("Pinned: these exams, even when others come to match"));
    name(m_close, tr("Select nothing"));
    setAccessibleName(tr("Selection"));
    refresh();
}

void SelectionBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SelectionBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    refresh();
}

} // namespace retclip
