// SPDX-License-Identifier: GPL-3.0-or-later
// What was found, as a tree of kinds and a list of cases.
#include "core/study/study_document.h"
#include "ui/data/checks_dialog.h"
#include "ui/data/network_alikes.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>
#include <memory>

namespace retclip {

namespace {

constexpr std::size_t rowsAtMost = 1000; ///< Beyond, "Open in Data" shows them all.
constexpr PairFault pairFaults[] = {PairFault::swappedEyes,    PairFault::wrongEye,
                                    PairFault::sameSideTwice,  PairFault::sameImageTwice,
                                    PairFault::mirroredTwice,  PairFault::sizesDiffer,
                                    PairFault::reportOtherEye};

QString eyeText(std::optional<Laterality> eye)
{
    if (!eye)
        return {};
    return *eye == Laterality::right ? ChecksDialog::tr("OD right") : ChecksDialog::tr("OS left");
}

} // namespace

// ---- What was found ------------------------------------------------------------------------------

void ChecksDialog::gather()
{
    if (!m_context.study)
        return;
    if (m_gathering)
        m_gathering->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_gathering = m_context.jobs.start<StudyChecks>(
        {}, this,
        [study](const ProgressCallback &, std::stop_token stop) {
            return checkStudyPhotographs(*study, stop);
        },
        [this](Result<StudyChecks> checks) {
            if (!checks) {
                if (checks.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(checks.error());
                return;
            }
            m_gathering = nullptr;
            m_checks = std::move(*checks);
            showChecks(*m_checks);
        });
}

void ChecksDialog::addKind(QTreeWidgetItem *section, const QString &id, const QString &title, qint64 count)
{
    if (count == 0)
        return;
    auto *item = new QTreeWidgetItem(section, {title, QLocale().toString(qlonglong(count))});
    item->setData(0, checkKindRole, id);
    item->setToolTip(0, title);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(0, Qt::AccessibleTextRole, tr("%1: %2").arg(title, item->text(1)));
}

void ChecksDialog::showChecks(const StudyChecks &checks)
{
    const QString before = kind();
    m_casesByKind.clear();
    for (const PairFinding &finding : checks.pairs)
        m_casesByKind[QStringLiteral("pair:") + QLatin1String(word(finding.fault))].push_back(
            {finding.exam, finding.eye, finding.sureness,
             finding.detail.isEmpty() ? pairFaultTitle(finding.fault) : finding.detail, -1});
    std::map<QString, int> groups;
    for (const LookalikeGroup &group : checks.lookalikes) {
        const QString id = group.patients > 1 ? QStringLiteral("alike:patients") : QStringLiteral("alike:patient");
        const int number = ++groups[id];
        const QString why = (group.sameContent ? tr("group %1: the same file").arg(number)
                             : group.mirrored  ? tr("group %1: alike, mirrored").arg(number)
                                               : tr("group %1: alike").arg(number));
        for (const LookedPhotograph &photograph : group.photographs)
            m_casesByKind[id].push_back({photograph.exam, photograph.eye, 1 - group.distance / 128.0, why, number});
    }
    const QSignalBlocker quiet(m_kinds);
    m_kinds->clear();
    const auto section = [this](const QString &title) {
        auto *item = new QTreeWidgetItem(m_kinds, {title});
        item->setFont(0, theme().font(TypeRole::label));
        item->setFlags(Qt::ItemIsEnabled);
        item->setExpanded(true);
        return item;
    };
    auto *eyes = section(tr("Eyes and pairs"));
    for (const PairFault fault : pairFaults) {
        const QString id = QStringLiteral("pair:") + QLatin1String(word(fault));
        addKind(eyes, id, pairFaultTitle(fault), qint64(m_casesByKind[id].size()));
    }
    auto *alike = section(tr("Photographs that look the same"));
    addKind(alike, QStringLiteral("alike:patients"), tr("of different patients"), groups[QStringLiteral("alike:patients")]);
    addKind(alike, QStringLiteral("alike:patient"), tr("of one patient"), groups[QStringLiteral("alike:patient")]);
    addNetworkAlikes();
    QTreeWidgetItem *network = m_network->run()
        ? section(tr("Nearly the same to the network of run %1").arg(m_network->run()->id.value))
        : nullptr;
    if (network) {
        const auto groupsOf = [this](bool ofPatients) {
            return std::count_if(m_network->groups().begin(), m_network->groups().end(),
                                 [&](const NetworkAlikeGroup &each) { return (each.patients > 1) == ofPatients; });
        };
        addKind(network, QStringLiteral("network:patients"), tr("of different patients"), groupsOf(true));
        addKind(network, QStringLiteral("network:patient"), tr("of one patient"), groupsOf(false));
    }
    auto *poor = section(tr("Poor photographs"));
    for (const FacetValue &fault : checks.faults)
        addKind(poor, QStringLiteral("fault:") + fault.value, fault.title, fault.count);
    auto *fields = section(tr("Middle of the field"));
    for (const FacetValue &field : checks.fields)
        addKind(fields, QStringLiteral("field:") + field.value, field.title, field.count);
    for (QTreeWidgetItem *each : {eyes, alike, network, poor, fields})
        if (each && each->childCount() == 0)
            (new QTreeWidgetItem(each, {tr("none")}))->setFlags(Qt::NoItemFlags);
    QTreeWidgetItem *shown = nullptr;
    for (QTreeWidgetItem *each : {eyes, alike, network, poor, fields})
        for (int i = 0; each && i < each->childCount(); ++i) {
            QTreeWidgetItem *item = each->child(i);
            const QString id = item->data(0, checkKindRole).toString();
            if (!id.isEmpty() && (!shown || id == before))
                shown = item;
        }
    m_kinds->setCurrentItem(shown);
    showProgress();
    listKind();
}

/// What the network of the run asked sees as nearly the same, as cases.
void ChecksDialog::addNetworkAlikes()
{
    std::map<QString, int> groups;
    for (const NetworkAlikeGroup &each : m_network->groups()) {
        const QString id = each.patients > 1 ? QStringLiteral("network:patients") : QStringLiteral("network:patient");
        const int number = ++groups[id];
        const QString why = tr("group %1: similarity %2")
                                .arg(number)
                                .arg(QLocale().toString(each.group.similarity, 'f', 3));
        for (const EmbeddedPhotograph &photograph : each.group.photographs)
            m_casesByKind[id].push_back({photograph.exam, photograph.eye, each.group.similarity, why, number});
    }
}

QString ChecksDialog::kind() const
{
    const QTreeWidgetItem *item = m_kinds->currentItem();
    return item ? item->data(0, checkKindRole).toString() : QString();
}

/// Kinds that are queries: those of single photographs.
bool ChecksDialog::isQuery() const
{
    return kind().startsWith(QLatin1String("fault:")) || kind().startsWith(QLatin1String("field:"));
}

void ChecksDialog::listKind()
{
    const QString shown = kind();
    // What stood there is of another kind: until the new list is here there is nothing to open.
    m_cases.clear();
    m_list->clear();
    m_more->clear();
    refreshButtons();
    if (isQuery())
        findByQuery(shown, m_kinds->currentItem()->text(0));
    else
        fillCases(casesOf(shown));
}

std::vector<ChecksDialog::Case> ChecksDialog::casesOf(const QString &kind) const
{
    const auto found = m_casesByKind.find(kind);
    return found == m_casesByKind.end() ? std::vector<Case>() : found->second;
}

void ChecksDialog::findByQuery(const QString &query, const QString &why)
{
    if (m_listing)
        m_listing->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return;
    const std::shared_ptr<Study> study = std::move(*other);
    const int turn = ++m_listTurn;
    m_listing = m_context.jobs.start<std::vector<ExamId>>(
        {}, this,
        [study, query](const ProgressCallback &, std::stop_token stop) {
            return study->find(query + QStringLiteral(" sort:quality"), stop);
        },
        [this, turn, why](Result<std::vector<ExamId>> exams) {
            if (turn != m_listTurn)
                return; // another kind was chosen since
            m_listing = nullptr;
            if (!exams)
                return;
            std::vector<Case> cases;
            for (const ExamId exam : *exams)
                cases.push_back({exam, {}, -1, why, -1});
            fillCases(std::move(cases));
        });
}

/// Codes and qualities of the first rows are read behind the window.
void ChecksDialog::fillCases(std::vector<Case> cases)
{
    m_cases = std::move(cases);
    if (m_listing)
        m_listing->cancel();
    auto other = m_context.study ? m_context.study->study().openAnother(OpenMode::readOnly)
                                 : Result<std::unique_ptr<Study>>(failure(cancelled().value()));
    if (!other)
        return;
    const std::shared_ptr<Study> study = std::move(*other);
    std::vector<Case> first(m_cases.begin(), m_cases.begin() + std::ptrdiff_t(std::min(rowsAtMost, m_cases.size())));
    const int turn = ++m_listTurn;
    m_listing = m_context.jobs.start<std::vector<ExamRow>>(
        {}, this,
        [study, first](const ProgressCallback &, std::stop_token) {
            std::vector<ExamId> ids;
            for (const Case &each : first)
                ids.push_back(each.exam);
            std::sort(ids.begin(), ids.end());
            ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
            return study->exams(ids);
        },
        [this, turn, first](Result<std::vector<ExamRow>> rows) {
            if (turn != m_listTurn)
                return;
            m_listing = nullptr;
            if (!rows)
                return;
            std::map<ExamId, const ExamRow *> byId;
            for (const ExamRow &row : *rows)
                byId[row.id] = &row;
            m_list->clear();
            QList<QTreeWidgetItem *> items;
            const bool hidden = m_context.settings.hideIdentifiers();
            for (const Case &each : first) {
                const auto row = byId.find(each.exam);
                if (row == byId.end())
                    continue;
                auto *item = new QTreeWidgetItem(
                    {hidden ? tr("exam %1").arg(each.exam.value) : row->second->code, eyeText(each.eye),
                     each.sureness >= 0 ? QLocale().toString(each.sureness, 'f', 2) : QString(), each.why});
                item->setData(0, checkCaseRole, qlonglong(each.exam.value));
                item->setToolTip(3, each.why);
                items.append(item);
            }
            m_list->addTopLevelItems(items);
            if (m_list->topLevelItemCount() > 0)
                m_list->setCurrentItem(m_list->topLevelItem(0));
            for (int i = 0; i < 3; ++i)
                m_list->resizeColumnToContents(i);
            m_more->setText(m_cases.size() > first.size()
                                ? tr("The first %1 of %2 are listed; “Open in Data” shows all.")
                                      .arg(QLocale().toString(qlonglong(first.size())),
                                           QLocale().toString(qlonglong(m_cases.size())))
                                : QString());
            refreshButtons();
            emit listed();
        });
    refreshButtons();
}

} // namespace retclip
