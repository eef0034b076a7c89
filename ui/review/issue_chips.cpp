// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/issue_chips.h"

#include "ui/shell/theme.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace retclip {

namespace {

QString issueKindHelp(IssueKind kind)
{
    switch (kind) {
    case IssueKind::model: return IssueChips::tr("A probe on the run's embeddings, which has not learned from the exam, says another class");
    case IssueKind::duplicates: return IssueChips::tr("Nearly the same photograph is labelled otherwise elsewhere");
    case IssueKind::reportImage: return IssueChips::tr("To the run most other reports fit these photographs better");
    case IssueKind::eyes: return IssueChips::tr("One eye is labelled otherwise than the other, or looks like the other eye");
    case IssueKind::reportLabel: return IssueChips::tr("The report's words speak for another label");
    case IssueKind::readers: break;
    }
    return IssueChips::tr("People gave different labels, and nobody has settled it");
}

} // namespace

QString issueKindText(IssueKind kind)
{
    switch (kind) {
    case IssueKind::model: return IssueChips::tr("Model");
    case IssueKind::duplicates: return IssueChips::tr("Look-alikes");
    case IssueKind::reportImage: return IssueChips::tr("Report and photographs");
    case IssueKind::eyes: return IssueChips::tr("Two eyes");
    case IssueKind::reportLabel: return IssueChips::tr("Report and label");
    case IssueKind::readers: break;
    }
    return IssueChips::tr("Readers");
}

IssueChips::IssueChips(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::xs);
    auto *group = new QButtonGroup(this);
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        Chip &chip = m_chips[i];
        if (i > 0)
            chip.kind = allIssueKinds[i - 1];
        chip.button = new QPushButton;
        chip.button->setCheckable(true);
        chip.button->setAutoDefault(false);
        chip.button->setObjectName(QStringLiteral("issueChip_%1").arg(
            chip.kind ? QString::fromLatin1(word(*chip.kind)) : QStringLiteral("all")));
        group->addButton(chip.button);
        row->addWidget(chip.button);
        connect(chip.button, &QPushButton::clicked, this, &IssueChips::chosen);
    }
    row->addStretch(1);
    m_chips[0].button->setChecked(true);
    retranslate();
}

void IssueChips::setCounts(qint64 all, const std::map<IssueKind, qint64> &counts)
{
    for (Chip &chip : m_chips) {
        const auto count = chip.kind ? counts.find(*chip.kind) : counts.end();
        chip.count = !chip.kind ? all : count == counts.end() ? 0 : count->second;
        chip.button->setEnabled(chip.count > 0 || !chip.kind);
    }
    const bool gone = std::any_of(m_chips.begin(), m_chips.end(), [](const Chip &chip) {
        return chip.button->isChecked() && !chip.button->isEnabled();
    });
    if (gone)
        m_chips[0].button->setChecked(true);
    retranslate();
}

std::vector<IssueKind> IssueChips::kinds() const
{
    for (const Chip &chip : m_chips)
        if (chip.kind && chip.button->isChecked())
            return {*chip.kind};
    return {};
}

void IssueChips::choose(std::optional<IssueKind> kind)
{
    for (Chip &chip : m_chips)
        if (chip.kind == kind && chip.button->isEnabled() && !chip.button->isChecked()) {
            chip.button->setChecked(true);
            emit chosen();
        }
}

void IssueChips::chooseNext()
{
    std::size_t at = 0;
    while (at < m_chips.size() && !m_chips[at].button->isChecked())
        ++at;
    for (std::size_t step = 1; step <= m_chips.size(); ++step) {
        const Chip &next = m_chips[(at + step) % m_chips.size()];
        if (next.button->isEnabled()) {
            choose(next.kind);
            return;
        }
    }
}

void IssueChips::retranslate()
{
    for (Chip &chip : m_chips) {
        const QString name = chip.kind ? issueKindText(*chip.kind) : tr("All");
        chip.button->setText(QStringLiteral("%1  %2").arg(name, QLocale().toString(chip.count)));
        chip.button->setToolTip(chip.kind ? issueKindHelp(*chip.kind) : tr("All kinds together, what several find first"));
    }
}

} // namespace retclip
