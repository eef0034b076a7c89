// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fundus_marks.h"
#include "core/base/laterality.h"
#include "core/study/values.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace retclip {

class AppContext;
class PairedViewer;

/// Keeps a viewer's marks in the open study: shows those of the exam that the viewer shows, puts what a
/// reader draws through the journal, follows undo, and looks for disc and fovea by itself while a grid
/// or the ruler asks for them.
///
/// Threads: window only; photographs are looked at in the pool.
class ExamMarks : public QObject
{
    Q_OBJECT

public:
    ExamMarks(AppContext &context, PairedViewer &viewer, QObject *parent);

    /// Every photograph of the exam, each with its marks, as one edit.
    bool keep(const PerEye<std::optional<FundusMarks>> &marks);

private:
    void follow();
    void load();
    void find(Laterality eye);
    void readAssumption();

    AppContext &m_context;
    PairedViewer &m_viewer;
    ExamId m_exam;
    PerEye<ImageId> m_images;
    PerEye<QString> m_paths;
    struct Found
    {
        std::optional<FundusMarks> marks; ///< Nothing: looked for in vain.
    };
    QHash<QString, Found> m_found; ///< By path.
    PerEye<QString> m_looking;     ///< Path that is being looked at.
};

} // namespace retclip
