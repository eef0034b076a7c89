// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QDialog>

#include <functional>

class QLineEdit;
class QListWidget;

namespace retclip {

/// How well the letters typed fit a text, in order with gaps: higher is better, negative: not at
/// all. Beginnings of words and runs count more.
[[nodiscard]] int fuzzyScore(const QString &typed, const QString &text);

/// The same for a title in any language: Chinese is found by its own characters and by the first letters of
/// its pinyin ("xl" finds 训练).
[[nodiscard]] int titleScore(const QString &typed, const QString &title);

/// Something other than an action that the palette finds: an exam, a run.
struct PaletteEntry
{
    QString title;
    QString detail;
    QString icon;
    std::function<void()> act;
};

/// Ctrl+K: type, Enter. Lists the actions of the registry, most recent first, then what the
/// finders give for the text (exam codes, runs `#7`).
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    using Finder = std::function<QVector<PaletteEntry>(const QString &typed)>;
    CommandPalette(AppContext &context, QVector<Finder> finders, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void actOnCurrent();

    AppContext &m_context;
    QVector<Finder> m_finders;
    QLineEdit *m_line;
    QListWidget *m_list;
    QVector<std::function<void()>> m_acts;
};

} // namespace retclip
