// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

namespace retclip {

/// What a person would find ugly on a page: text that is cut off, widgets upon each other, outside their
/// parent, pages that scroll sideways. Each a sentence that names the widget; empty: none.
///
/// Not looked at: what is painted by hand (cards, charts), cells of tables, which end in … where a column
/// is narrow, and text that a person named (a widget with the property "namedByPerson").
[[nodiscard]] QStringList layoutFaults(const QWidget &page);

/// Controls without what a screen reader says: focusable widgets without a name, labels of fields that
/// belong to none, roles that say nothing.
[[nodiscard]] QStringList accessibleFaults(QWidget &page);

/// Controls that no number of Tab, arrow and F6 reaches. `page` is active.
[[nodiscard]] QStringList unreachedByKeys(QWidget &page);

/// Text of labels, buttons and fields whose contrast, as painted, is below 4.5 : 1 (enabled ones alone).
[[nodiscard]] QStringList contrastFaults(QWidget &page, const QImage &picture);

/// "QPushButton wizardNext “Next”"
[[nodiscard]] QString nameForPeople(const QWidget &widget);

} // namespace retclip
