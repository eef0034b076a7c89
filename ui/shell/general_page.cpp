// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/general_page.h"

#include "core/study/study_document.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace retclip {

GeneralPage::GeneralPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("generalPage"));
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(space::s, space::l, space::s, space::s);
    m_form->setHorizontalSpacing(space::xl);
    m_form->setVerticalSpacing(space::m);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addLook();
    addReader();
    if (context.study)
        addStudy();
}

void GeneralPage::add(const QString &title, QWidget *field, const QString &reason)
{
    auto *both = new QWidget(this);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(field);
    auto *why = new QLabel(reason, both);
    why->setWordWrap(true);
    setLook(why, "caption");
    column->addWidget(why);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(title);
    field->setAccessibleDescription(reason);
    auto *label = new QLabel(title, this);
    label->setBuddy(field);
    m_form->addRow(label, both);
    m_rows.append({both, title + QLatin1Char(' ') + reason});
}

int GeneralPage::filter(const QString &typed)
{
    int shown = 0;
    for (const Row &row : std::as_const(m_rows)) {
        const bool wanted = typed.trimmed().isEmpty() || row.words.contains(typed.trimmed(), Qt::CaseInsensitive)
            || titleScore(typed, row.words.section(QLatin1Char(' '), 0, 0)) >= 0;
        m_form->setRowVisible(row.field, wanted);
        shown += wanted;
    }
    return shown;
}

void GeneralPage::addLook()
{
    auto *language = new QComboBox(this);
    language->setObjectName(QStringLiteral("language"));
    language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    language->setCurrentIndex(language->findData(m_context.settings.language()));
    add(tr("Language"), language, tr("Of the window, at once. F9 switches. Default: the system's."));
    connect(language, &QComboBox::activated, this, [this, language] {
        m_context.settings.setLanguage(language->currentData().toString());
    });

    auto *look = new QComboBox(this);
    look->setObjectName(QStringLiteral("theme"));
    look->addItem(tr("As the system"), int(ThemeChoice::system));
    look->addItem(tr("Light"), int(ThemeChoice::light));
    look->addItem(tr("Dark"), int(ThemeChoice::dark));
    look->setCurrentIndex(look->findData(int(m_context.settings.themeChoice())));
    add(tr("Theme"), look, tr("Dark keeps eyes ready for photographs in a dim room. F7 switches. Default: as the system."));
    connect(look, &QComboBox::activated, this, [this, look] {
        m_context.settings.setThemeChoice(ThemeChoice(look->currentData().toInt()));
    });

    auto *size = new QSpinBox(this);
    size->setObjectName(QStringLiteral("textPercent"));
    size->setRange(90, 150);
    size->setSingleStep(10);
    size->setSuffix(tr(" %"));
    size->setValue(m_context.settings.textPercent());
    size->setKeyboardTracking(false);
    add(tr("Text size"), size, tr("Of all text, beside the screen's own scale. Default: 100 %."));
    connect(size, &QSpinBox::valueChanged, this,
            [this](int percent) { m_context.settings.setTextPercent(percent); });
}

void GeneralPage::addReader()
{
    auto *reader = new QLineEdit(m_context.settings.readerName(), this);
    reader->setObjectName(QStringLiteral("reader"));
    add(tr("Reader's name"), reader,
        tr("Stands in the history beside every label and verdict you give. Default: the name of your login."));
    connect(reader, &QLineEdit::editingFinished, this,
            [this, reader] { m_context.settings.setReaderName(reader->text()); });

    auto *advance = new QCheckBox(tr("Go on to the next exam after a class"), this);
    advance->setObjectName(QStringLiteral("advance"));
    advance->setChecked(m_context.settings.value(QStringLiteral("label/advance"), true).toBool());
    advance->setAccessibleName(advance->text());
    add(tr("Labelling"), advance, tr("Where one class is chosen, the next exam comes by itself: a key an exam. Default: on."));
    connect(advance, &QCheckBox::toggled, this,
            [this](bool on) { m_context.settings.setValue(QStringLiteral("label/advance"), on); });

    auto *hide = new QCheckBox(tr("Hide patients' identifiers  (F8)"), this);
    hide->setObjectName(QStringLiteral("hideIdentifiers"));
    hide->setChecked(m_context.settings.hideIdentifiers());
    hide->setAccessibleName(hide->text());
    add(tr("Privacy"), hide, tr("On this screen alone: for a guest, or a picture of the window. Default: off."));
    connect(hide, &QCheckBox::toggled, this, [this](bool on) { m_context.settings.setHideIdentifiers(on); });
}

void GeneralPage::addStudy()
{
    auto *disc = new QSpinBox(this);
    disc->setObjectName(QStringLiteral("discDiameter"));
    disc->setRange(0, 3000);
    disc->setSingleStep(50);
    disc->setSuffix(tr(" µm"));
    disc->setSpecialValueText(tr("not stated"));
    disc->setKeyboardTracking(false);
    disc->setValue(m_context.study->study().setting(discDiameterSetting).toInt());
    add(tr("Disc diameter"), disc,
        tr("This study's assumption: measured lengths are also given in millimetres, as if every disc had this "
           "diameter. Default: not stated."));
    connect(disc, &QSpinBox::valueChanged, this, [this](int um) {
        if (!m_context.study)
            return;
        if (const auto kept = m_context.study->study().setSetting(discDiameterSetting, QString::number(um)); !kept)
            m_context.notifications.post(kept.error());
        else
            emit m_context.settings.changed(discDiameterSetting);
    });
}

} // namespace retclip
