// SPDX-License-Identifier: GPL-3.0-or-later
// What a PairedViewer does with marks, grids and the magnifier.
#include "ui/viewer/paired_viewer.h"

namespace retclip {

void PairedViewer::setAssumedDisc_um(int um)
{
    m_marks.measurements().setAssumedDisc_um(um);
    update();
}

void PairedViewer::setMarked(Laterality eye, const FundusMarks &marks)
{
    if (m_marks.dragging() || m_marks.measurements().marked(eye) == marks)
        return;
    m_marks.measurements().setMarked(eye, marks);
    update();
    emit stateChanged();
}

void PairedViewer::setFoundMarks(Laterality eye, const std::optional<FundusMarks> &marks)
{
    m_marks.measurements().setFound(eye, marks);
    update();
    emit stateChanged();
}

void PairedViewer::setLookingForMarks(Laterality eye, bool looking)
{
    if (m_marks.measurements().isLooking(eye) == looking)
        return;
    m_marks.measurements().setLooking(eye, looking);
    update();
}

bool PairedViewer::hasFoundMarks() const
{
    return m_marks.withFound(Laterality::right) || m_marks.withFound(Laterality::left);
}

void PairedViewer::setGrid(GridKind grid)
{
    if (m_marks.grid() == grid)
        return;
    m_marks.setGrid(grid);
    update();
    emit stateChanged();
}

void PairedViewer::showNextGrid()
{
    setGrid(nextGrid(m_marks.grid()));
}

void PairedViewer::setMarkKind(MarkKind kind)
{
    m_marks.setKind(kind);
    update();
    emit stateChanged();
}

void PairedViewer::takeFoundMarks()
{
    PerEye<std::optional<FundusMarks>> taken;
    for (Laterality eye : both_eyes) {
        taken[eye] = m_marks.withFound(eye);
        if (taken[eye])
            m_marks.measurements().setMarked(eye, *taken[eye]);
    }
    if (!taken.right && !taken.left)
        return;
    update();
    emit marksReplaced(taken);
    emit stateChanged();
}

void PairedViewer::deleteMark()
{
    const auto left = m_marks.withoutChosen();
    if (!left)
        return;
    m_marks.measurements().setMarked(left->first, left->second);
    PerEye<std::optional<FundusMarks>> changed;
    changed[left->first] = left->second;
    update();
    emit marksReplaced(changed);
    emit stateChanged();
}

void PairedViewer::setMagnifying(bool on)
{
    if (m_magnifying == on)
        return;
    m_magnifying = on;
    update();
    emit stateChanged();
}

void PairedViewer::setBare(bool on)
{
    if (m_bare == on)
        return;
    m_bare = on;
    update();
}

} // namespace retclip
