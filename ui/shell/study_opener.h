// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <QObject>

#include <functional>
#include <memory>

namespace retclip {

class AppContext;

/// Opens and makes studies in jobs. Errors are posted, and said by signals.
///
/// Threads: window only; the study that is handed over belongs to the window's thread.
class StudyOpener : public QObject
{
    Q_OBJECT

public:
    /// `opened` takes each study that was asked for.
    StudyOpener(AppContext &context, std::function<void(std::unique_ptr<Study>)> opened,
                QObject *parent = nullptr);

    void open(const QString &folder, OpenMode mode);
    void create(const QString &folder);
    /// Puts a damaged study in order (core/study/study_recovery.h), says how, and opens it.
    void recover(const QString &folder);
    /// Makes the synthetic sample in the person's data folder, or opens the one that is there.
    void openSample();

signals:
    void notOpened(const QString &folder, const retclip::Error &error);
    void notCreated(const retclip::Error &error);
    void notRecovered(const QString &folder); ///< It is as it was: sound, or without a sound backup.

private:
    void start(std::function<Result<std::unique_ptr<Study>>()> make,
               std::function<void(const Error &)> failed);

    AppContext &m_context;
    std::function<void(std::unique_ptr<Study>)> m_opened;
};

} // namespace retclip
