// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QRadioButton;
class QVBoxLayout;

namespace retclip {

class ImportRows;
class KeyFileLine;

/// The wizard's last step: what an import would bring and what it would leave out, and how the
/// photographs and names come in.
class ImportCheckPage : public QWidget
{
    Q_OBJECT

public:
    /// `proposedKey` is where the key of the pseudonyms would lie.
    ImportCheckPage(const QString &proposedKey, QWidget *parent);

    void showLooking(); ///< A look has begun; there is no report until it has ended.
    void showReport(const ImportReport &report);
    void clearCounts();
    /// A look was made, and a key is named where one is needed.
    [[nodiscard]] bool isReady() const;
    /// Puts what was chosen into the plan.
    void read(ImportPlan &plan) const;

signals:
    void privacyChosen(); ///< With or without names: who is new is to be looked at again.
    void keyChanged();
    void failed(const retclip::Error &error); ///< The list could not be saved.

private:
    void addChoices(QVBoxLayout &rows, const QString &proposedKey);
    void choosePrivacy();
    void showCounts(const ImportReport &report);

    std::optional<ImportReport> m_report;
    QLabel *m_counts;
    ImportRows *m_rows;
    QRadioButton *m_link, *m_copy;
    QCheckBox *m_hash, *m_deidentify;
    KeyFileLine *m_key;
};

} // namespace retclip
