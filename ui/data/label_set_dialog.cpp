// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/label_set_dialog.h"

#include "core/study/label_definitions.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QColorDialog>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableWidget>
#include <QVBoxLayout>

namespace retclip {

namespace {

constexpr int chosenColourRole = Qt::UserRole; // Of the colour's cell: "#rrggbb", empty by itself.
constexpr int isThereRole = Qt::UserRole + 1;  // The study has this class already.
constexpr int titlesRole = Qt::UserRole + 2;   // Of the name's cell: titles in two languages.
constexpr int definitionLines = 3;

const char *const colourNames[] = {
    QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Blue"),      QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Orange"),
    QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Green"),     QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Pink"),
    QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Sky blue"),  QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Vermilion"),
    QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Yellow"),    QT_TRANSLATE_NOOP("retclip::LabelSetDialog", "Dark grey")};
static_assert(std::size(colourNames) == classPalette.size());

} // namespace

LabelSetDialog::LabelSetDialog(AppContext &context, const LabelSet *present, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("labelSetDialog"));
    if (present)
        m_present = *present;
    setWindowTitle(present ? tr("Label set %1").arg(present->name) : tr("New label set"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    makeHead();
    makeClasses();
    makeAdding();
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("setProblem"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(theme().scaled(2 * 17)); // Room is kept: nothing jumps.
    column->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(present ? tr("Keep") : tr("Make the label set"));
    setLook(m_ok, "primary");
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &LabelSetDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (present)
        for (const LabelClass &entry : present->classes)
            addClass(entry, true);
    refreshButtons();
    resize(theme().scaled(720), theme().scaled(560));
}

QString LabelSetDialog::setName() const
{
    return m_present ? m_present->name : m_name->text().trimmed();
}

void LabelSetDialog::makeHead()
{
    auto *form = new QFormLayout;
    form->setSpacing(space::m);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("setName"));
    form->addRow(tr("Name"), m_name);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("setKind"));
    m_kind->addItem(tr("Present or absent"), int(LabelKind::binary));
    m_kind->addItem(tr("One of several classes"), int(LabelKind::multiclass));
    m_kind->addItem(tr("Several classes at once"), int(LabelKind::multilabel));
    m_kind->addItem(tr("Grades, in order"), int(LabelKind::ordinal));
    form->addRow(tr("Kind"), m_kind);
    m_unit = new QComboBox(this);
    m_unit->addItem(tr("The exam"), false);
    m_unit->addItem(tr("Each eye"), true);
    form->addRow(tr("Labels are about"), m_unit);
    m_definition = new QPlainTextEdit(this);
    m_definition->setObjectName(QStringLiteral("setDefinition"));
    m_definition->setTabChangesFocus(true);
    m_definition->setPlaceholderText(tr("What is labelled, by which rules, and what to do when in doubt. Readers see it as a tool tip."));
    m_definition->setFixedHeight(theme().scaled(definitionLines * 20 + 14));
    form->addRow(tr("What it means"), m_definition);
    if (m_present) {
        m_name->setText(m_present->name);
        m_kind->setCurrentIndex(m_kind->findData(int(m_present->kind)));
        m_unit->setCurrentIndex(m_present->perEye ? 1 : 0);
        m_definition->setPlainText(m_present->definition);
        for (QWidget *fixed : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_unit)})
            fixed->setEnabled(false);
        m_definition->setFocus();
    }
    connect(m_name, &QLineEdit::textChanged, this, &LabelSetDialog::refreshButtons);
    static_cast<QVBoxLayout *>(layout())->addLayout(form);
}

void LabelSetDialog::makeClasses()
{
    m_classes = new QTableWidget(0, columnCount, this);
    m_classes->setObjectName(QStringLiteral("setClassTable"));
    m_classes->setAccessibleName(tr("Classes"));
    m_classes->setHorizontalHeaderLabels({tr("Key"), tr("Colour"), tr("Class"), tr("What must be seen")});
    m_classes->verticalHeader()->hide();
    m_classes->setShowGrid(false);
    m_classes->setSelectionMode(QAbstractItemView::SingleSelection);
    m_classes->setEditTriggers(QAbstractItemView::AnyKeyPressed | QAbstractItemView::DoubleClicked
                               | QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_classes->setTabKeyNavigation(false); // Tab goes on to the next field; arrows walk in the table.
    m_classes->setWordWrap(false);
    QHeaderView *header = m_classes->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    m_classes->setColumnWidth(keyColumn, theme().scaled(48));
    m_classes->setColumnWidth(colourColumn, theme().scaled(110));
    m_classes->setColumnWidth(nameColumn, theme().scaled(150));
    connect(m_classes, &QTableWidget::cellClicked, this, [this](int row, int column) {
        if (column == colourColumn)
            askForColour(row);
    });
    connect(m_classes, &QTableWidget::cellActivated, this, &LabelSetDialog::activate);
    connect(m_classes, &QTableWidget::currentCellChanged, this, &LabelSetDialog::refreshButtons);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_classes, 1);
}

void LabelSetDialog::makeAdding()
{
    auto *row = new QHBoxLayout;
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("setClasses"));
    m_typed->setPlaceholderText(tr("Classes to add, with commas: normal, glaucoma, DR"));
    m_typed->setAccessibleName(tr("Classes to add, with commas"));
    row->addWidget(m_typed, 1);
    auto *add = new QPushButton(tr("Add"), this);
    add->setObjectName(QStringLiteral("setAdd"));
    add->setAutoDefault(false);
    row->addWidget(add);
    m_remove = new QPushButton(tr("Take out"), this);
    m_remove->setObjectName(QStringLiteral("setRemove"));
    m_remove->setToolTip(tr("Takes a class out that the study does not have yet."));
    m_remove->setAutoDefault(false);
    row->addWidget(m_remove);
    connect(add, &QPushButton::clicked, this, &LabelSetDialog::addTyped);
    connect(m_remove, &QPushButton::clicked, this, &LabelSetDialog::removeClass);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void LabelSetDialog::addClass(const LabelClass &entry, bool isThere)
{
    const int row = m_classes->rowCount();
    m_classes->insertRow(row);
    const auto cell = [&](int column, const QString &text, bool editable) {
        auto *item = new QTableWidgetItem(text);
        if (!editable)
            item->setFlags(item->flags() & ~Qt::ItemIsEditable);
        m_classes->setItem(row, column, item);
        return item;
    };
    cell(keyColumn, entry.key > 0 ? QString::number(entry.key) : QString(), false);
    cell(colourColumn, {}, false)->setData(chosenColourRole, entry.colour);
    QTableWidgetItem *name = cell(nameColumn, isThere ? labelTitle(entry) : entry.name, !isThere);
    name->setData(isThereRole, isThere);
    name->setData(titlesRole, entry.name);
    cell(definitionColumn, entry.definition, true)->setToolTip(tr("Type to say what must be seen (F2)"));
    paintColour(row);
}

/// What stands in the line becomes rows.
void LabelSetDialog::addTyped()
{
    static const QRegularExpression commas(QStringLiteral("[,，;；]"));
    const QStringList names = m_typed->text().split(commas, Qt::SkipEmptyParts);
    m_typed->clear();
    for (const QString &typed : names) {
        LabelClass entry;
        entry.name = typed.simplified();
        entry.title = entry.name;
        entry.key = m_classes->rowCount() < 9 ? m_classes->rowCount() + 1 : 0;
        if (!entry.name.isEmpty())
            addClass(entry, false);
    }
    refreshButtons();
}

void LabelSetDialog::removeClass()
{
    const int row = m_classes->currentRow();
    if (row < 0 || m_classes->item(row, nameColumn)->data(isThereRole).toBool())
        return;
    m_classes->removeRow(row);
    for (int i = row; i < m_classes->rowCount(); ++i) { // Keys and colours go by place.
        if (!m_classes->item(i, nameColumn)->data(isThereRole).toBool())
            m_classes->item(i, keyColumn)->setText(i < 9 ? QString::number(i + 1) : QString());
        paintColour(i);
    }
    refreshButtons();
}

void LabelSetDialog::activate(int row, int column)
{
    if (column == colourColumn)
        askForColour(row);
}

void LabelSetDialog::askForColour(int row)
{
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("colourMenu"));
    QTableWidgetItem *cell = m_classes->item(row, colourColumn);
    QAction *usual = menu.addAction(tr("By its place in the list"));
    menu.addSeparator();
    for (std::size_t i = 0; i < classPalette.size(); ++i) {
        const QString colour = QString::fromLatin1(classPalette[i]);
        menu.addAction(colourIcon(QColor(colour)), tr(colourNames[i]))->setData(colour);
    }
    menu.addSeparator();
    QAction *other = menu.addAction(tr("Another colour…"));
    const QRect place = m_classes->visualItemRect(cell);
    QAction *chosen = menu.exec(m_classes->viewport()->mapToGlobal(place.bottomLeft()));
    if (!chosen)
        return;
    QString colour = chosen->data().toString();
    if (chosen == other) {
        const QColor picked = QColorDialog::getColor(QColor(classColour(asTyped(), row)), this, tr("Colour of the class"));
        if (!picked.isValid())
            return;
        colour = picked.name();
    }
    cell->setData(chosenColourRole, chosen == usual ? QString() : colour);
    paintColour(row);
}

void LabelSetDialog::paintColour(int row)
{
    QTableWidgetItem *cell = m_classes->item(row, colourColumn);
    const QString colour = classColour(asTyped(), row);
    cell->setIcon(colourIcon(QColor(colour)));
    QString name = colour;
    for (std::size_t i = 0; i < classPalette.size(); ++i)
        if (colour == QLatin1String(classPalette[i]))
            name = tr(colourNames[i]);
    cell->setText(name); // Never by colour alone.
    cell->setToolTip(tr("Click, or press Enter, for another colour"));
}

void LabelSetDialog::refreshButtons()
{
    const int row = m_classes->currentRow();
    m_remove->setEnabled(row >= 0 && !m_classes->item(row, nameColumn)->data(isThereRole).toBool());
    if (m_ok)
        m_ok->setEnabled(!setName().isEmpty());
}

LabelSet LabelSetDialog::asTyped() const
{
    LabelSet set;
    set.name = setName();
    set.kind = LabelKind(m_kind->currentData().toInt());
    set.perEye = m_unit->currentData().toBool();
    set.definition = m_definition->toPlainText().trimmed();
    for (int row = 0; row < m_classes->rowCount(); ++row) {
        const auto text = [&](int column) {
            const QTableWidgetItem *cell = m_classes->item(row, column);
            return cell ? cell->text().trimmed() : QString();
        };
        const QTableWidgetItem *name = m_classes->item(row, nameColumn);
        LabelClass entry;
        if (name && name->data(isThereRole).toBool() && m_present && row < m_present->classes.size()) {
            entry = m_present->classes[row];
        } else {
            entry.name = text(nameColumn);
            entry.title = entry.name;
            entry.key = text(keyColumn).toInt();
        }
        entry.definition = text(definitionColumn);
        if (const QTableWidgetItem *colour = m_classes->item(row, colourColumn))
            entry.colour = colour->data(chosenColourRole).toString();
        set.classes.append(entry);
    }
    return set;
}

/// Return adds what the line says, or opens what the table stands on; elsewhere it is the dialog's.
void LabelSetDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const QWidget *at = focusWidget();
    if (isReturn && at == m_typed && !m_typed->text().trimmed().isEmpty()) {
        addTyped();
        return;
    }
    if (isReturn && at && (at == m_classes || m_classes->isAncestorOf(at)))
        return; // Also from the editor of a cell.
    QDialog::keyPressEvent(event);
}

void LabelSetDialog::accept()
{
    addTyped();
    if (m_context.study && store())
        QDialog::accept();
}

/// False, with the reason below the table, where it was not kept.
bool LabelSetDialog::store()
{
    LabelSet set = asTyped();
    if (set.classes.isEmpty()) {
        LabelClass only;
        only.name = only.title = set.name;
        only.key = 1;
        set.classes.append(only);
    }
    if (set.kind == LabelKind::binary)
        set.classes.resize(1);
    StudyDocument &document = *m_context.study;
    const auto refuse = [this](const Error &error) {
        m_problem->setText(translated(error.what_happened) + u' ' + translated(error.what_to_do));
        return false;
    };
    if (const auto id = document.study().defineLabelSet(set, document.person()); !id)
        return refuse(id.error());
    if (!m_present) {
        emit document.historyChanged();
        return true;
    }
    LabelSetDescription wanted{set.name, set.definition, {}};
    for (const LabelClass &entry : std::as_const(set.classes))
        wanted.classes.append({entry.name, entry.definition, entry.colour});
    const auto receipt = document.changeStudy(
        [&wanted](Study &study, const QString &person) { return describeLabelSet(study, wanted, person); });
    if (!receipt)
        return refuse(receipt.error());
    emit document.historyChanged();
    return true;
}

} // namespace retclip
