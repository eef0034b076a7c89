// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QLineEdit>

class QAction;
class QCompleter;
class QStandardItemModel;

namespace retclip {

/// The query line: completion of fields and values, and a wave under the word that is not
/// understood.
class QueryLine : public QLineEdit
{
    Q_OBJECT

public:
    explicit QueryLine(QWidget *parent = nullptr);

    /// "label:glaucoma" and the like, offered for the word being typed.
    void setOffers(const QStringList &offers);
    /// Underlines what the error's cause names as "column:length".
    void showError(const Error &error);
    void clearError();
    [[nodiscard]] bool hasError() const { return m_hasError; }

signals:
    void savedWanted(); ///< The star: saved queries.
    void left(); ///< Enter on a line that is understood, or Esc: the keys go back to the canvas.
    void notUnderstood(const retclip::Error &error); ///< Enter on another one.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void complete();

    QStandardItemModel *m_offers; ///< As it is put in; matched without quotation marks.
    QCompleter *m_completer;
    QAction *m_star;
    bool m_hasError = false;
};

} // namespace retclip
