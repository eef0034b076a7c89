// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/labeller.h"

#include "core/study/study_document.h"
#include "ui/shell/label_titles.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>

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
            list.append({1, set->classes.constFirst().name, title(set->classes.constFirst())});
            list.append({2, QString(), tr("not %1").arg(title(set->classes.constFirst()))});
        }
        return list;
    }
    int next = 1;
    for (const LabelClass &one : set->classes) {
        const int key = one.key > 0 ? one.key : next;
        next = key + 1;
        list.append({key <= 9 ? key : 0, one.name, title(one)});
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
    QDialog dialog(parent);
    dialog.setWindowTitle(tr("New label set"));
    auto *form = new QFormLayout(&dialog);
    form->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    form->setSpacing(space::m);
    auto *name = new QLineEdit(&dialog);
    name->setObjectName(QStringLiteral("setName"));
    form->addRow(tr("Name"), name);
    auto *kind = new QComboBox(&dialog);
    kind->addItem(tr("Present or absent"), int(LabelKind::binary));
    kind->addItem(tr("One of several classes"), int(LabelKind::multiclass));
    kind->addItem(tr("Several classes at once"), int(LabelKind::multilabel));
    kind->addItem(tr("Grades, in order"), int(LabelKind::ordinal));
    form->addRow(tr("Kind"), kind);
    auto *classes = new QLineEdit(&dialog);
    classes->setObjectName(QStringLiteral("setClasses"));
    classes->setPlaceholderText(tr("normal, glaucoma, DR"));
    form->addRow(tr("Classes, with commas"), classes);
    auto *unit = new QComboBox(&dialog);
    unit->addItem(tr("The exam"), false);
    unit->addItem(tr("Each eye"), true);
    form->addRow(tr("Labels are about"), unit);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    if (dialog.exec() != QDialog::Accepted || name->text().trimmed().isEmpty())
        return;
    LabelSet set;
    set.name = name->text().trimmed();
    set.kind = LabelKind(kind->currentData().toInt());
    set.perEye = unit->currentData().toBool();
    QStringList names = classes->text().split(QRegularExpression(QStringLiteral("[,，;；]")),
                                              Qt::SkipEmptyParts);
    if (names.isEmpty())
        names << set.name;
    int key = 1;
    for (const QString &one : std::as_const(names)) {
        LabelClass made;
        made.name = one.trimmed();
        made.title = made.name;
        made.key = key <= 9 ? key++ : 0;
        set.classes.append(made);
        if (set.kind == LabelKind::binary)
            break;
    }
    const auto id = m_context.study->study().defineLabelSet(set, m_context.study->person());
    if (!id) {
        m_context.notifications.post(id.error());
        return;
    }
    studyChanged();
    for (qsizetype i = 0; i < m_sets.size(); ++i) {
        if (m_sets.at(i).name == set.name)
            setCurrent(int(i));
    }
}

} // namespace retclip
