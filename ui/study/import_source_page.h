// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace retclip {

struct ImportPlan;

/// The wizard's first step: the file or folder, and in which layout it is.
class ImportSourcePage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportSourcePage(QWidget *parent);

    void setSource(const QString &path);
    [[nodiscard]] QString source() const; ///< With "/", trimmed.
    [[nodiscard]] QString layoutId() const; ///< Of an importer; "auto": find out.
    void showFound(const ImportPlan &plan);
    void clearFound();

signals:
    void sourceEdited();
    void sourceChosen(); ///< By a dialog: it can be looked at.
    void layoutChosen();

private:
    void take(const QString &path);

    QLineEdit *m_source;
    QComboBox *m_layout;
    QLabel *m_found;
};

} // namespace retclip
