// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QMenu>

#include <vector>

namespace retclip {

class AppContext;
class Labeller;

/// What can be done to the chosen exams: opened, labelled, tagged, excluded, sent on.
class ExamMenu : public QMenu
{
    Q_OBJECT

public:
    /// `parent` is also where its dialogs belong.
    ExamMenu(AppContext &context, Labeller &labeller, std::vector<ExamId> exams, QWidget *parent);

signals:
    void openWanted(); ///< The current exam, large.
    void likeWanted(bool like); ///< Others like these, or unlike these.
    void reportPrivacyWanted();
    void labelProposalsWanted();

private:
    void addLabels(AppContext &context, Labeller &labeller);
    void addWays(AppContext &context);

    std::vector<ExamId> m_ids;
};

/// The exams' codes, a line each.
void copyCodes(AppContext &context, const std::vector<ExamId> &exams);

} // namespace retclip
