// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/import_columns_page.h"

#include "core/import/folder_names.h"
#include "core/import/photograph_finder.h"
#include "ui/shell/theme.h"
#include "ui/study/help_label.h"

#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

QString titleOf(ColumnRole role)
{
    switch (role) {
    case ColumnRole::ignore: return ImportColumnsPage::tr("leave out");
    case ColumnRole::patient: return ImportColumnsPage::tr("patient");
    case ColumnRole::exam: return ImportColumnsPage::tr("exam");
    case ColumnRole::date: return ImportColumnsPage::tr("date");
    case ColumnRole::age: return ImportColumnsPage::tr("age");
    case ColumnRole::sex: return ImportColumnsPage::tr("sex");
    case ColumnRole::camera: return ImportColumnsPage::tr("camera");
    case ColumnRole::site: return ImportColumnsPage::tr("site");
    case ColumnRole::split: return ImportColumnsPage::tr("split");
    case ColumnRole::leftImage: return ImportColumnsPage::tr("left eye (OS)");
    case ColumnRole::rightImage: return ImportColumnsPage::tr("right eye (OD)");
    case ColumnRole::image: return ImportColumnsPage::tr("photograph");
    case ColumnRole::laterality: return ImportColumnsPage::tr("which eye");
    case ColumnRole::report: return ImportColumnsPage::tr("report");
    case ColumnRole::leftReport: return ImportColumnsPage::tr("report of the left eye");
    case ColumnRole::rightReport: return ImportColumnsPage::tr("report of the right eye");
    case ColumnRole::label: return ImportColumnsPage::tr("label set");
    case ColumnRole::multilabelClass: return ImportColumnsPage::tr("class, 0 or 1");
    case ColumnRole::tag: return ImportColumnsPage::tr("tag");
    case ColumnRole::comment: return ImportColumnsPage::tr("comment");
    }
    return {};
}

namespace {

constexpr qsizetype namesLookedAt = 200;

/// The first photographs of a folder, relative to it.
QStringList someNames(const QString &folder)
{
    QStringList names;
    QDirIterator walker(folder, QDir::Files, QDirIterator::Subdirectories);
    while (walker.hasNext() && names.size() < namesLookedAt)
        if (const QString path = walker.next(); hasPictureEnding(path))
            names.append(QDir(folder).relativeFilePath(path));
    names.sort();
    return names;
}

} // namespace

ImportColumnsPage::ImportColumnsPage(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    auto *row = new QHBoxLayout;
    m_encodingLabel = new QLabel(tr("Encoding"), this);
    row->addWidget(m_encodingLabel);
    m_encoding = new QComboBox(this);
    m_encoding->setObjectName(QStringLiteral("wizardEncoding"));
    for (const char *name : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"})
        m_encoding->addItem(QString::fromLatin1(name));
    row->addWidget(m_encoding);
    m_encodingHelp = helpLabel(tr("Choose another one where the values look garbled."), this);
    row->addWidget(m_encodingHelp, 1);
    column->addLayout(row);
    m_headingRow = helpLabel({}, this);
    m_headingRow->setObjectName(QStringLiteral("wizardHeadingRow"));
    column->addWidget(m_headingRow);
    makeTable();
    column->addWidget(m_columns, 1);
    m_missing = new QLabel(this);
    m_missing->setObjectName(QStringLiteral("wizardMissing"));
    m_missing->setWordWrap(true);
    setLook(m_missing, "warning");
    column->addWidget(m_missing);
    m_patternHelp = new QLabel(tr("Patient and eye are read from the names of the files and folders: 10_left.jpg, P3-OD.png, 003R.jpg, "
                                  "王_左.jpg. Below is what is read from yours. Where that is wrong, write a pattern: (?<patient>\\d+)_(?<eye>left|right) "
                                  "reads patient 10 and the left eye from 10_left.jpg; (?<patient>[^/]+)/.*(?<eye>left|right) takes each folder "
                                  "as a patient."),
                               this);
    m_patternHelp->setObjectName(QStringLiteral("wizardPatternHelp"));
    m_patternHelp->setWordWrap(true);
    setLook(m_patternHelp, "secondary");
    column->addWidget(m_patternHelp);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::xl);
    m_multilabel = new QLineEdit(this);
    m_multilabelLabel = new QLabel(tr("Name of the set of 0/1 classes"), this);
    form->addRow(m_multilabelLabel, m_multilabel);
    m_multilabel->setAccessibleName(m_multilabelLabel->text());
    m_patternLabel = new QLabel(tr("File name pattern"), this);
    m_pattern = new QLineEdit(this);
    m_pattern->setObjectName(QStringLiteral("wizardPattern"));
    m_pattern->setFont(theme().font(TypeRole::mono));
    m_pattern->setToolTip(tr("A regular expression with the groups patient, eye and, where there is "
                             "one, date."));
    form->addRow(m_patternLabel, m_pattern);
    m_pattern->setPlaceholderText(QStringLiteral("(?<patient>\\d+)_(?<eye>left|right)"));
    column->addLayout(form);
    m_preview = new QTableWidget(0, 4, this);
    m_preview->setObjectName(QStringLiteral("wizardPreview"));
    m_preview->setAccessibleName(tr("What is read from the names"));
    m_preview->setHorizontalHeaderLabels({tr("File"), tr("Patient"), tr("Eye"), tr("Date")});
    m_preview->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_preview->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_preview->verticalHeader()->hide();
    m_preview->setShowGrid(false);
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setSelectionMode(QAbstractItemView::NoSelection);
    column->addWidget(m_preview, 1);
    connect(m_pattern, &QLineEdit::textChanged, this, &ImportColumnsPage::lookAhead);
    connect(m_encoding, &QComboBox::activated, this,
            [this] { emit encodingChosen(m_encoding->currentText()); });
}

void ImportColumnsPage::makeTable()
{
    m_columns = new QTableWidget(0, 4, this);
    m_columns->setObjectName(QStringLiteral("wizardColumns"));
    m_columns->setAccessibleName(tr("Columns and what becomes of them"));
    m_columns->setHorizontalHeaderLabels(
        {tr("Your column"), tr("Becomes"), tr("First values"), tr("Fit")});
    m_columns->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columns->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_columns->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_columns->horizontalHeader()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
    m_columns->setColumnWidth(1, theme().scaled(190));
    m_columns->verticalHeader()->hide();
    m_columns->verticalHeader()->setDefaultSectionSize(theme().scaled(34));
    m_columns->setShowGrid(false);
    m_columns->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_columns->setSelectionMode(QAbstractItemView::NoSelection);
}

void ImportColumnsPage::showPlan(const ImportPlan &plan)
{
    const int encoding = m_encoding->findText(plan.encoding);
    if (encoding >= 0)
        m_encoding->setCurrentIndex(encoding);
    else if (!plan.encoding.isEmpty()) {
        m_encoding->addItem(plan.encoding);
        m_encoding->setCurrentIndex(m_encoding->count() - 1);
    }
    m_plan = plan;
    const bool byName = !plan.pattern.isEmpty() || plan.layout == QLatin1String("folder");
    m_names = byName && QFileInfo(plan.source).isDir() ? someNames(plan.source) : QStringList();
    m_multilabel->setText(plan.multilabelName);
    m_pattern->setText(plan.pattern);
    for (QWidget *part : std::initializer_list<QWidget *>{m_pattern, m_patternLabel, m_patternHelp, m_preview})
        part->setVisible(byName && !m_names.isEmpty());
    for (QWidget *part : std::initializer_list<QWidget *>{m_encoding, m_encodingLabel, m_encodingHelp, m_columns, m_multilabel, m_multilabelLabel})
        part->setVisible(!isFolder());
    m_headingRow->setVisible(plan.headingRow > 0);
    m_headingRow->setText(tr("The headings were taken from row %1; the rows above it are not read.").arg(plan.headingRow));
    m_columns->setRowCount(int(plan.columns.size()));
    for (qsizetype i = 0; i < plan.columns.size(); ++i)
        showColumn(int(i), plan.columns.at(i));
    lookAhead();
    explain();
}

QString ImportColumnsPage::missing() const
{
    if (m_plan.layout != QLatin1String("table") || isFolder())
        return {};
    ImportPlan chosen = m_plan;
    read(chosen);
    const auto has = [&chosen](ColumnRole role) {
        return std::any_of(chosen.columns.cbegin(), chosen.columns.cend(), [role](const ColumnGuess &column) { return column.role == role; });
    };
    if (has(ColumnRole::patient) || has(ColumnRole::image))
        return {};
    return tr("No column names the patient yet. Choose “patient” in “Becomes” for the column with the patient's number or code.");
}

void ImportColumnsPage::explain()
{
    const QString words = missing();
    m_missing->setText(words);
    m_missing->setVisible(!words.isEmpty());
    emit changed();
}

void ImportColumnsPage::lookAhead()
{
    const QString typed = m_pattern->text();
    const QRegularExpression pattern(typed);
    const bool good = typed.isEmpty() || (pattern.isValid() && pattern.namedCaptureGroups().contains(QLatin1String("patient")));
    m_pattern->setToolTip(good ? tr("A regular expression with the groups patient, eye and, where there is one, date.")
                               : tr("This is no regular expression with a group named patient yet."));
    setLook(m_pattern, good ? "" : "error");
    const FolderNames names(m_names, good ? typed : QString());
    m_preview->setRowCount(int(m_names.size()));
    for (int i = 0; i < int(m_names.size()); ++i) {
        const auto named = good ? names.of(m_names.at(i)) : std::nullopt;
        const QString eye = !named || !named->eye                ? tr("eye unknown")
            : *named->eye == Laterality::right ? tr("right eye (OD)")
                                               : tr("left eye (OS)");
        const QString cells[] = {m_names.at(i), named ? named->patient : tr("does not fit"), named ? eye : QString(),
                                 named ? named->date : QString()};
        for (int column = 0; column < 4; ++column)
            m_preview->setItem(i, column, new QTableWidgetItem(cells[column]));
    }
    m_preview->resizeColumnToContents(1);
    m_preview->resizeColumnToContents(2);
    emit changed();
}

void ImportColumnsPage::showColumn(int row, const ColumnGuess &guess)
{
    m_columns->setItem(row, 0, new QTableWidgetItem(guess.heading));
    auto *role = new QComboBox(m_columns);
    for (int r = int(ColumnRole::ignore); r <= int(ColumnRole::comment); ++r)
        role->addItem(titleOf(ColumnRole(r)), r);
    role->setCurrentIndex(role->findData(int(guess.role)));
    connect(role, &QComboBox::currentIndexChanged, this, &ImportColumnsPage::explain);
    role->setAccessibleName(tr("Column %1 becomes").arg(guess.heading));
    m_columns->setCellWidget(row, 1, role);
    auto *values = new QTableWidgetItem(guess.firstValues.join(QStringLiteral(" · ")));
    values->setToolTip(guess.firstValues.join(QLatin1Char('\n')));
    m_columns->setItem(row, 2, values);
    auto *fit = new QTableWidgetItem(guess.fit);
    fit->setForeground(theme().color(Token::textSecondary));
    m_columns->setItem(row, 3, fit);
}

void ImportColumnsPage::read(ImportPlan &plan) const
{
    for (qsizetype i = 0; i < plan.columns.size(); ++i) {
        if (auto *role = qobject_cast<QComboBox *>(m_columns->cellWidget(int(i), 1)))
            plan.columns[i].role = ColumnRole(role->currentData().toInt());
    }
    if (!m_multilabel->text().trimmed().isEmpty())
        plan.multilabelName = m_multilabel->text().trimmed();
    plan.pattern = m_pattern->text();
}

} // namespace retclip
