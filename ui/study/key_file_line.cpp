// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/key_file_line.h"

#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace retclip {

KeyFileLine::KeyFileLine(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_line = new QLineEdit(this);
    m_line->setObjectName(QStringLiteral("keyFile"));
    m_line->setAccessibleName(tr("Key of the pseudonyms"));
    m_line->setPlaceholderText(tr("File with the key of the pseudonyms"));
    auto *browse = new QToolButton(this);
    browse->setIcon(theme().icon(QStringLiteral("folder")));
    browse->setToolTip(tr("Choose a file"));
    browse->setAccessibleName(tr("Choose a file"));
    row->addWidget(m_line, 1);
    row->addWidget(browse);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &KeyFileLine::changed);
    connect(browse, &QToolButton::clicked, this, [this] {
        // It may be there or be new: a key is never written over.
        const QString file = QFileDialog::getSaveFileName(this, tr("Key of the pseudonyms"), m_line->text(), {}, nullptr,
                                                          QFileDialog::DontConfirmOverwrite);
        if (!file.isEmpty())
            m_line->setText(file);
    });
}

QString KeyFileLine::file() const
{
    return m_line->text().trimmed();
}

void KeyFileLine::setFile(const QString &file)
{
    m_line->setText(file);
}

QString proposedKeyFile(const QString &studyFolder)
{
    return dataFolder() + QStringLiteral("/keys/") + QFileInfo(studyFolder).completeBaseName() + QStringLiteral(".key");
}

} // namespace retclip
