// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QString>

class QLabel;

namespace retclip {

class AppContext;

/// "Learn more": opens the guide at a page. Says so anew in another language.
class LearnMoreButton : public QPushButton
{
    Q_OBJECT

public:
    LearnMoreButton(AppContext &context, const QString &page, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
};

/// The words of an empty page in its middle, with "Learn more" under them.
[[nodiscard]] QWidget *withLearnMore(QLabel *words, AppContext &context, const QString &page);

} // namespace retclip
