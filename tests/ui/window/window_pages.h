// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

#include <functional>

class QWidget;

namespace retclip {

class Workstation;

/// A place of the window that a person can be at.
struct WindowPage
{
    QString name; ///< Of its picture.
    std::function<void()> open;
    bool isDialog = false; ///< What is looked at is the dialog that opens; it is closed afterwards.
};

/// Every workspace with its pages, and every dialog: of the study that is open in the workstation, which has
/// exams, runs, datasets and history. `table`: a file for the import wizard.
[[nodiscard]] QVector<WindowPage> windowPages(Workstation &workstation, const QString &table);

/// Actions whose title ends in "…" although no page of the program opens: the system's own file dialogs, and
/// dialogs of one line.
[[nodiscard]] const QStringList &actionsWithoutPage();

/// Of the actions that pages are opened by.
[[nodiscard]] const QStringList &actionsWithPage();

/// The dialog that lies above all others; the window where none is open.
[[nodiscard]] QWidget *uppermostWindow(QWidget &window);

} // namespace retclip
