// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QVector>

#include <optional>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace retclip {

class PairedViewer;

/// Says which eye each photograph of one exam shows. The photographs above follow the choice at
/// once; the study changes on "Apply", by edits of the journal that undo takes back.
class LateralityDialog : public QDialog
{
    Q_OBJECT

public:
    LateralityDialog(AppContext &context, const ExamRow &exam, QWidget *parent);

    /// Exchanges right and left among the photographs.
    void swap();
    void apply();

private:
    struct Photograph
    {
        ImageRow image;
        std::optional<Laterality> was;
        QComboBox *eye = nullptr;
    };
    [[nodiscard]] static std::optional<Laterality> chosen(const Photograph &photograph);
    void makeRow(const ImageRow &image, std::optional<Laterality> eye, QGridLayout &grid);
    void keepApart(const QComboBox *changed);
    void refresh();
    [[nodiscard]] bool isWholeSwap() const;

    AppContext &m_context;
    ExamRow m_exam;
    QVector<Photograph> m_photographs;
    PairedViewer *m_viewer;
    QLabel *m_what;
    QPushButton *m_apply, *m_swap;
};

} // namespace retclip
