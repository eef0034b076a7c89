// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/lent_pictures.h"

#include "core/jobs/job.h"
#include "ui/shell/app_context.h"
#include "ui/viewer/pictures.h"

namespace retclip {

LentPictures::LentPictures(AppContext &context) : m_pictures(context.pictures)
{
    if (m_pictures)
        return;
    m_pool = std::make_unique<JobPool>(1);
    m_own = std::make_unique<Pictures>(*m_pool);
    m_pictures = m_own.get();
}

LentPictures::~LentPictures() = default;

void LentPictures::setCacheFolder(const QString &folder)
{
    if (m_own)
        m_own->setCacheFolder(folder);
}

} // namespace retclip
