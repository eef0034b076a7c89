// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/selection.h"

namespace retclip {

namespace {
constexpr std::size_t rememberedSelections = 50;
}

void SelectionModel::select(const Selection &selection)
{
    if (selection == m_current) {
        m_current.at = selection.at;
        return;
    }
    if (!m_current.empty()) {
        m_back.push_back(std::move(m_current));
        if (m_back.size() > rememberedSelections)
            m_back.erase(m_back.begin());
    }
    m_forward.clear();
    m_current = selection;
    emit changed();
}

void SelectionModel::goBack()
{
    if (m_back.empty())
        return;
    if (!m_current.empty())
        m_forward.push_back(std::move(m_current));
    m_current = std::move(m_back.back());
    m_back.pop_back();
    emit changed();
}

void SelectionModel::goForward()
{
    if (m_forward.empty())
        return;
    if (!m_current.empty())
        m_back.push_back(std::move(m_current));
    m_current = std::move(m_forward.back());
    m_forward.pop_back();
    emit changed();
}

void SelectionModel::setLive(bool live)
{
    if (m_current.live == live || m_current.query.isEmpty())
        return;
    m_current.live = live;
    emit changed();
}

void SelectionModel::forgetAll()
{
    m_back.clear();
    m_forward.clear();
    m_current = {};
    emit changed();
}

void SelectionModel::retranslate()
{
    m_current.sayAnew();
    for (Selection &selection : m_back)
        selection.sayAnew();
    for (Selection &selection : m_forward)
        selection.sayAnew();
    emit retranslated();
}

void SelectionModel::request(SelectionVerb verb, const Selection &selection)
{
    select(selection);
    emit requested(verb);
}

} // namespace retclip
