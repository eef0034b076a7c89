// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QAction>
#include <QList>
#include <QWidget>

#include <functional>

namespace retclip {

/// One of the six rooms of the window. Made on its first visit.
///
/// The window calls studyChanged() once after making it and whenever another study is opened (or
/// none: null), arrive() each time it is shown. LanguageChange calls retranslate(); texts are set
/// nowhere else, so a constructor ends with retranslate() of its own.
class Workspace : public QWidget
{
    Q_OBJECT

public:
    explicit Workspace(AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] virtual QString id() const = 0;       ///< "train"
    [[nodiscard]] virtual QString title() const = 0;    ///< Translated.
    [[nodiscard]] virtual QString iconName() const = 0; ///< Of resources/icons.

    virtual void studyChanged(StudyDocument *document) = 0;
    /// "Open here": called on the workspace that a verb leads to.
    virtual void showSelection(const Selection &selection) { Q_UNUSED(selection) }
    /// Shown now; `focus` the place where single keys go.
    virtual void arrive() {}
    /// Actions that the palette lists while this workspace is up (also put into the registry).
    [[nodiscard]] virtual QList<QAction *> commands() const { return {}; }
    /// The widget that takes the single keys, for Esc.
    [[nodiscard]] virtual QWidget *canvas() { return this; }
    /// The query line, for Ctrl+F; null: none.
    [[nodiscard]] virtual QWidget *queryLine() { return nullptr; }
    /// Shows the exam and says what undo would change; false: it is on screen already.
    virtual bool bringIntoView(ExamId exam) { Q_UNUSED(exam) return false; }
    virtual void retranslate() = 0;

protected:
    void changeEvent(QEvent *event) override;

    AppContext &m_context;
};

/// How the window makes a workspace when it is first needed.
struct WorkspaceFactory
{
    QString id;
    QString iconName;
    std::function<QString()> title; ///< Translated now.
    std::function<Workspace *(AppContext &)> make;
};

} // namespace retclip
