// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/colour_profile.h"
#include "core/study/values.h"
#include "ui/shell/app_context.h"

#include <QFrame>

#include <optional>

class QLabel;
class QTextBrowser;

namespace retclip {

/// What is known of one exam: facts, report with the searched words marked, labels, tags, history.
class DetailsPanel : public QFrame
{
    Q_OBJECT

public:
    explicit DetailsPanel(AppContext &context, QWidget *parent = nullptr);

    void showExam(const std::optional<ExamRow> &exam, const QStringList &searchedWords);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void findColours();
    [[nodiscard]] QString centreOf(const ImageRow &image) const;

    AppContext &m_context;
    std::optional<ExamRow> m_exam;
    QStringList m_words;
    PerEye<QString> m_coloursOf; ///< The photographs whose colours were asked for.
    PerEye<ColourProfile> m_colours; ///< As their files say; found in the pool.
    QTextBrowser *m_text;
};

/// The report as HTML with the words marked; theme colours.
[[nodiscard]] QString reportHtml(const QString &report, const QStringList &words);

} // namespace retclip
