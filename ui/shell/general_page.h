// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QVector>
#include <QWidget>

class QFormLayout;

namespace retclip {

/// Settings, General: each with its reason and its default, applied at once.
class GeneralPage : public QWidget
{
    Q_OBJECT

public:
    GeneralPage(AppContext &context, QWidget *parent);

    /// Shows the settings that match (title, reason, in Chinese also pinyin initials); the number of them.
    int filter(const QString &typed);

private:
    struct Row
    {
        QWidget *field;
        QString words;
    };
    /// `reason` says why and what the default is.
    void add(const QString &title, QWidget *field, const QString &reason);
    void addLook();
    void addReader();
    void addStudy();

    AppContext &m_context;
    QFormLayout *m_form;
    QVector<Row> m_rows;
};

} // namespace retclip
