// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"
#include "ui/shell/guide_pages.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;
class QTextBrowser;

namespace retclip {

/// Shift+F1: the user guide in the language of the window, with a search over all of its text.
///
/// Threads: window only. Another language shows the same page in it.
class GuideDialog : public QDialog
{
    Q_OBJECT

public:
    GuideDialog(AppContext &context, QWidget *parent);

    void showPage(const QString &id); ///< Unknown or empty: the first.
    [[nodiscard]] QString shownPage() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void dress();
    void refresh();
    void openCurrent();
    void markWords();

    AppContext &m_context;
    QVector<GuidePage> m_pages;
    QVector<GuideHit> m_hits;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
    QTextBrowser *m_text = nullptr;
    QPushButton *m_back = nullptr, *m_close = nullptr;
};

} // namespace retclip
