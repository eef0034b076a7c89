// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace retclip {

class Workstation;

/// The picture of `--screenshot`: taken once what the window shows has come in (figures of the Study page,
/// shown jobs, photographs), or after half a minute as it is then.
///
/// Threads: window only. Driven by a timer: it never blocks.
class FirstPicture : public QObject
{
    Q_OBJECT

public:
    FirstPicture(Workstation &workstation, const QString &file, QObject *parent = nullptr);

    void start(); ///< Says "shown" on standard output. When the window, and the study if one is named, stand.

signals:
    void finished(bool saved);

private:
    void look();
    [[nodiscard]] bool atRest() const;

    Workstation &m_workstation;
    const QString m_file;
    int m_waited_ms = 0;
};

} // namespace retclip
