// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace retclip {

/// Where the key of the pseudonyms lies or is to lie: a line and a button that asks for the file.
class KeyFileLine : public QWidget
{
    Q_OBJECT

public:
    explicit KeyFileLine(QWidget *parent);
    [[nodiscard]] QString file() const;
    void setFile(const QString &file);

signals:
    void changed();

private:
    QLineEdit *m_line;
};

/// A place outside the study for its key: in the program's own folder, by the study's name.
[[nodiscard]] QString proposedKeyFile(const QString &studyFolder);

} // namespace retclip
