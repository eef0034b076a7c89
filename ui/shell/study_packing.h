// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

class QWidget;

namespace retclip {

class AppContext;

/// "Keep the study in one file…" and "Open a study package…": core/study/study_package.h as jobs with
/// progress. Errors are posted.
///
/// Threads: window only.
class StudyPacking : public QObject
{
    Q_OBJECT

public:
    StudyPacking(AppContext &context, QWidget *window);

    // Ask where; then as below.
    void askToPack();
    void askToUnpack(QString file = {});

    void pack(const QString &file);
    void unpack(const QString &file, const QString &folder);

signals:
    void packed(const QString &file);
    void unpacked(const QString &folder); ///< Whoever hears it opens it.
    void failed(const retclip::Error &error);

private:
    void fail(const Error &error);

    AppContext &m_context;
    QWidget *m_window;
};

} // namespace retclip
