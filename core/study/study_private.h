// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/database.h"
#include "core/study/exam_set.h"
#include "core/study/study.h"
#include "core/study/study_lock.h"

namespace retclip {

struct Study::Private
{
    QString folder; ///< Absolute.
    OpenMode mode = OpenMode::readOnly;
    std::unique_ptr<Database> database;
    std::shared_ptr<StudyLock> lock; ///< Shared by all writing connections of this process.
    std::shared_ptr<ExamOrders> orders = std::make_shared<ExamOrders>(); ///< Shared likewise.
};

} // namespace retclip
