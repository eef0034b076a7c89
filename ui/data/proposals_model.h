// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/label_proposals.h"

#include <QAbstractTableModel>

#include <vector>

namespace retclip {

/// Labels that reports propose, a row each, and whether a person takes them.
class ProposalsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { taken, exam, current, proposed, words, columnCount_ };

    explicit ProposalsModel(QObject *parent = nullptr);

    void setProposals(const LabelSet &set, std::vector<LabelProposal> proposals);
    void setHideIdentifiers(bool hide);

    [[nodiscard]] const LabelProposal &proposalOf(int row) const { return m_rows[std::size_t(row)]; }
    [[nodiscard]] bool isTaken(int row) const { return m_taken[std::size_t(row)]; }
    void setTaken(int row, bool taken);
    void setAllTaken(bool taken);
    [[nodiscard]] int takenCount() const;
    [[nodiscard]] std::vector<LabelProposal> takenProposals() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

private:
    [[nodiscard]] QString labelText(const QStringList &names) const;

    LabelSet m_set;
    std::vector<LabelProposal> m_rows;
    std::vector<bool> m_taken;
    bool m_hide = false;
};

} // namespace retclip
