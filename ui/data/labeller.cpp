// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/labeller.h"

#include "core/study/label_definitions.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/data/label_set_dialog.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/notifications.h"

#include <QInputDialog>
#include <QLocale>

#include <algorithm>

namespace retclip {

Labeller::Labeller(AppContext &context, QObject *parent) : QObject(parent), m_context(context) {}

void Labeller::studyChanged()
{
    const QString before = current() ? current()->name : QString();
    m_sets.clear();
    m_current = 0;
    if (m_context.study) {
        if (const auto sets = m_context.study->study().labelSets())
            m_sets = *sets;
        const QString kept =
            before.isEmpty() ? m_context.study->study().setting(QStringLiteral("label_set")) : before;
        for (qsizetype i = 0; i < m_sets.size(); ++i) {
            if (m_sets.at(i).name == kept)
                m_current = int(i);
        }
    }
    emit changed();
}

const LabelSet *Labeller::current() const
{
    return m_current >= 0 && m_current < m_sets.size() ? &m_sets.at(m_current) : nullptr;
}

void Labeller::setCurrent(int place)
{
    if (place == m_current || place < 0 || place >= m_sets.size())
        return;
    m_current = place;
    emit changed();
}

void Labeller::setEyes(EyeTarget eyes)
{
    m_eyes = eyes;
    emit changed();
}

QVector<Labeller::Choice> Labeller::choices() const
{
    QVector<Choice> list;
    const LabelSet *set = current();
    if (!set)
        return list;
    const auto title = [](const LabelClass &one) { return labelTitle(one); };
    if (set->kind == LabelKind::binary) {
        if (!set->classes.isEmpty()) {
            const LabelClass &only = set->classes.constFirst();
            list.append({1, only.name, title(only), labelHelp(only, title(only)), QColor(classColour(*set, 0))});
            list.append({2, QString(), tr("not %1").arg(title(only))});
        }
        return list;
    }
    int next = 1;
    for (qsizetype i = 0; i < set->classes.size(); ++i) {
        const LabelClass &one = set->classes[i];
        const int key = one.key > 0 ? one.key : next;
        next = key + 1;
        list.append({key <= 9 ? key : 0, one.name, title(one), labelHelp(one, title(one)), QColor(classColour(*set, i))});
    }
    return list;
}

std::vector<std::optional<Laterality>> Labeller::targets() const
{
    if (!current() || !current()->perEye)
        return {std::nullopt};
    switch (m_eyes) {
    case EyeTarget::right: return {Laterality::right};
    case EyeTarget::left: return {Laterality::left};
    case EyeTarget::both: break;
    }
    return {Laterality::right, Laterality::left};
}

bool Labeller::apply(const EditAction &action, const std::vector<ExamId> &exams)
{
    if (!m_context.study || exams.empty())
        return false;
    const auto receipt = m_context.study->apply(action, exams);
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        return false;
    }
    m_lastSaved = receipt->time;
    emit saved();
    return true;
}

bool Labeller::applyKey(int key, const std::vector<ExamId> &exams)
{
    const LabelSet *set = current();
    if (!set)
        return false;
    for (const Choice &choice : choices()) {
        if (choice.key != key)
            continue;
        bool done = true;
        for (const std::optional<Laterality> &eye : targets()) {
            if (set->kind == LabelKind::multilabel) {
                done = apply(ToggleClass{set->name, eye, choice.name, LabelSource::grader}, exams)
                    && done;
            } else {
                SetLabel label;
                label.labelSet = set->name;
                label.eye = eye;
                if (!choice.name.isEmpty())
                    label.positive = QStringList{choice.name};
                done = apply(label, exams) && done;
            }
        }
        return done && set->kind != LabelKind::multilabel;
    }
    return false;
}

void Labeller::clear(const std::vector<ExamId> &exams)
{
    if (!current())
        return;
    for (const std::optional<Laterality> &eye : targets()) {
        SetLabel label;
        label.labelSet = current()->name;
        label.eye = eye;
        label.known = false;
        apply(label, exams);
    }
}

/// Asked by number: rows of 200,000 exams would take seconds to read.
void Labeller::toggle(const Result<ExamSet> &having, const EditAction &give,
                      const EditAction &takeAway, const std::vector<ExamId> &exams)
{
    if (!having) {
        m_context.notifications.post(having.error());
        return;
    }
    const bool all = std::all_of(exams.begin(), exams.end(),
                                 [&having](ExamId id) { return having->contains(id.value); });
    apply(all ? takeAway : give, exams);
}

void Labeller::toggleUnsure(const std::vector<ExamId> &exams)
{
    if (m_context.study && !exams.empty())
        toggle(m_context.study->study().matching(QStringLiteral("unsure")), SetUnsure{true},
               SetUnsure{false}, exams);
}

void Labeller::toggleExcluded(const std::vector<ExamId> &exams)
{
    if (m_context.study && !exams.empty())
        toggle(m_context.study->study().matching(QStringLiteral("excluded")), SetExcluded{true},
               SetExcluded{false}, exams);
}

void Labeller::toggleTag(const QString &tag, const std::vector<ExamId> &exams)
{
    if (m_context.study && !exams.empty())
        toggle(m_context.study->study().tagged(tag), AddTag{tag}, RemoveTag{tag}, exams);
}

void Labeller::askForTag(const std::vector<ExamId> &exams, QWidget *parent)
{
    if (!m_context.study || exams.empty())
        return;
    const auto known = m_context.study->study().tags();
    bool accepted = false;
    const QString tag =
        QInputDialog::getItem(parent, tr("Tag"), tr("Tag for %n exam(s):", nullptr, int(exams.size())),
                              known ? *known : QStringList(), -1, true, &accepted)
            .trimmed();
    if (accepted && !tag.isEmpty())
        apply(AddTag{tag}, exams);
}

void Labeller::askForComment(const ExamRow &exam, QWidget *parent)
{
    bool accepted = false;
    const QString comment = QInputDialog::getMultiLineText(
        parent, tr("Comment"), tr("Comment on exam %1:").arg(exam.code), exam.comment, &accepted);
    if (accepted && comment != exam.comment)
        apply(SetComment{comment}, {exam.id});
}

void Labeller::askForNewSet(QWidget *parent)
{
    if (!m_context.study)
        return;
    LabelSetDialog dialog(m_context, nullptr, parent);
    if (dialog.exec() != QDialog::Accepted)
        return;
    studyChanged();
    for (qsizetype i = 0; i < m_sets.size(); ++i) {
        if (m_sets.at(i).name == dialog.setName())
            setCurrent(int(i));
    }
}

void Labeller::askForDefinitions(QWidget *parent)
{
    if (!m_context.study || !current())
        return;
    LabelSetDialog dialog(m_context, current(), parent);
    if (dialog.exec() == QDialog::Accepted)
        studyChanged();
}

void Labeller::setsMayHaveChanged()
{
    if (!m_context.study)
        return;
    if (const auto sets = m_context.study->study().labelSets(); sets && *sets != m_sets)
        studyChanged();
}

} // namespace retclip
