// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/dataset_diff_page.h"

#include "core/jobs/job.h"
#include "core/study/dataset_words.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <map>

namespace retclip {

namespace {

QString labelDifferenceTitle(const LabelDifference &label)
{
    const QString set = label.labelSet.section(u'@', 0, 0);
    const auto value = [&set](const QString &text) {
        return text.isEmpty()                ? DatasetDiffPage::tr("not labelled")
            : text == QLatin1String("0") ? DatasetDiffPage::tr("none of the classes")
                                             : labelTitles(set, text.split(u'+'));
    };
    return QStringLiteral("%1: %2 → %3").arg(QString(label.labelSet).replace(u'@', u' '), value(label.before), value(label.after));
}

} // namespace

DatasetDiffPage::DatasetDiffPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, 0);
    column->setSpacing(space::m);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(new QLabel(tr("Compared with"), this));
    m_other = new QComboBox(this);
    m_other->setObjectName(QStringLiteral("diffOther"));
    m_other->setAccessibleName(tr("Compared with"));
    m_other->setMinimumWidth(theme().scaled(200));
    row->addWidget(m_other);
    row->addStretch(1);
    m_open = new QPushButton(tr("Show these exams"), this);
    m_open->setObjectName(QStringLiteral("diffOpen"));
    m_open->setAutoDefault(false);
    row->addWidget(m_open);
    column->addLayout(row);
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("diffList"));
    m_list->setAccessibleName(tr("Differences"));
    m_list->setHeaderLabels({tr("Difference"), tr("Exams")});
    m_list->setAllColumnsShowFocus(true);
    m_list->setColumnWidth(0, theme().scaled(430));
    column->addWidget(m_list, 1);
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    setLook(m_note, "caption");
    m_note->setMinimumHeight(m_note->fontMetrics().lineSpacing());
    column->addWidget(m_note);
    connect(m_other, &QComboBox::activated, this, &DatasetDiffPage::compare);
    connect(m_open, &QPushButton::clicked, this, &DatasetDiffPage::open);
    connect(m_list, &QTreeWidget::itemActivated, this, &DatasetDiffPage::open);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        m_open->setEnabled(item && !m_selections[item->data(0, Qt::UserRole).toULongLong()].empty());
    });
    m_open->setEnabled(false);
}

DatasetDiffPage::~DatasetDiffPage()
{
    if (m_job)
        m_job->cancel();
}

void DatasetDiffPage::setDataset(const QString &name, const QStringList &others)
{
    const QString chosen = m_other->currentText();
    m_name = name;
    m_other->clear();
    m_other->addItems(others);
    m_other->setCurrentIndex(std::max(0, m_other->findText(chosen)));
    m_other->setEnabled(!others.isEmpty());
    compare();
}

void DatasetDiffPage::compare()
{
    m_list->clear();
    m_selections.clear();
    m_open->setEnabled(false);
    if (!m_context.study || m_name.isEmpty() || m_other->currentText().isEmpty()) {
        m_note->setText(tr("There is no other dataset yet: freeze a second version to see what has changed."));
        emit compared(-1);
        return;
    }
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        emit compared(-1);
        return;
    }
    if (m_job)
        m_job->cancel();
    m_note->setText(tr("Comparing…"));
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<DatasetDiff>(
        {}, this,
        [study, before = m_other->currentText(), after = m_name](const ProgressCallback &, std::stop_token) {
            return diffDatasets(*study, before, after);
        },
        [this](Result<DatasetDiff> diff) {
            m_job.clear();
            if (diff) {
                take(*diff);
            } else if (diff.error().code != ErrorCode::cancelled) {
                m_note->setText(translated(diff.error().what_happened));
                emit compared(-1);
            }
        });
}

void DatasetDiffPage::addLine(QTreeWidgetItem *parent, const QString &title, const std::vector<ExamId> &exams, int &differences)
{
    auto *item = parent ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(m_list);
    item->setText(0, title);
    item->setText(1, QLocale().toString(qint64(exams.size())));
    item->setData(0, Qt::UserRole, qulonglong(m_selections.size()));
    if (exams.empty())
        for (int column = 0; column < 2; ++column)
            item->setForeground(column, theme().color(Token::textSecondary));
    m_selections.push_back(exams);
    if (!parent && !exams.empty())
        ++differences;
}

void DatasetDiffPage::take(const DatasetDiff &diff)
{
    m_list->clear(); // An answer that was on its way when it was asked again came before.
    m_selections.clear();
    int differences = 0;
    const QString before = diff.before.name, after = diff.after.name;
    addLine(nullptr, tr("Only in %1 (added)").arg(after), diff.added, differences);
    addLine(nullptr, tr("Only in %1 (removed)").arg(before), diff.removed, differences);
    std::vector<ExamId> moved;
    std::map<std::pair<Split, Split>, std::vector<ExamId>> moves;
    for (const DatasetDiff::Move &move : diff.moved) {
        moved.push_back(move.exam);
        moves[{move.from, move.to}].push_back(move.exam);
    }
    addLine(nullptr, tr("In another split"), moved, differences);
    QTreeWidgetItem *head = m_list->topLevelItem(2);
    for (const auto &[splits, exams] : moves)
        addLine(head, QStringLiteral("%1 → %2").arg(splitTitle(splits.first), splitTitle(splits.second)), exams, differences);
    addLine(nullptr, tr("Other photographs"), diff.otherPhotographs, differences);
    addLine(nullptr, tr("Another report"), diff.otherReport, differences);
    addLine(nullptr, tr("Other labels"), diff.otherLabels, differences);
    QTreeWidgetItem *labels = m_list->topLevelItem(5);
    std::map<QString, std::vector<ExamId>> kinds;
    for (const LabelDifference &label : diff.labels)
        kinds[labelDifferenceTitle(label)].push_back(label.exam);
    for (const auto &[title, exams] : kinds)
        addLine(labels, title, exams, differences);
    m_list->expandAll();
    m_list->setCurrentItem(m_list->topLevelItem(0));
    QString note = tr("The same in both: %n exam(s).", nullptr, int(diff.same));
    if (diff.partly)
        note += u' ' + tr("An older program froze one of them: labels are not compared, and photographs and reports not told apart.");
    m_note->setText(note);
    emit compared(differences);
}

void DatasetDiffPage::open()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    Selection selection;
    selection.exams = m_selections[item->data(0, Qt::UserRole).toULongLong()];
    if (selection.exams.empty())
        return;
    selection.sentence = tr("%1 and %2: %3").arg(m_other->currentText(), m_name, item->text(0));
    m_context.selections.openInData(selection);
    emit opened();
}

} // namespace retclip
