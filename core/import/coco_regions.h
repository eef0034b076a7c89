// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/region.h"

namespace retclip {

/// Where one annotation of a COCO file lies, as regions without class.
struct CocoShapes
{
    QVector<Region> regions; ///< None: it speaks of the whole photograph.
    int leftOut = 0; ///< Outlines and boxes that cannot be read, are none, or lie outside the photograph.
};

/// Of "attributes" as our own export writes them (with colour and who drew it), else of "segmentation" (a list
/// of outlines: a polygon each; run lengths, as a list or as pycocotools packs them: a brush), else of "bbox",
/// unless it is the whole photograph: a polygon of four corners. What runs over the photograph's edge is cut to
/// it. `photograph`: its size as the file says; empty: not known.
[[nodiscard]] CocoShapes cocoShapes(const QJsonObject &annotation, const QSize &photograph);

} // namespace retclip
