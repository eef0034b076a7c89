// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/study/values.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QVector>

#include <vector>

namespace retclip {

class AppContext;
class Job;
struct Facet;

/// Answers queries and counts facets in jobs, the newest question of each kind only. An answer names
/// its query: what is wanted may be another one by then.
///
/// Threads: window only.
class ExamSearch : public QObject
{
    Q_OBJECT

public:
    explicit ExamSearch(AppContext &context, QObject *parent = nullptr);

    void find(const QString &query);
    void count(const QString &query, const QStringList &fields);
    void cancel();

signals:
    void found(const QString &query, const std::vector<retclip::ExamId> &exams);
    void failed(const QString &query, const retclip::Error &error); ///< Not by being cancelled.
    void counted(const QString &query, const QVector<retclip::Facet> &facets);

private:
    AppContext &m_context;
    QPointer<Job> m_findJob, m_countJob;
};

} // namespace retclip
