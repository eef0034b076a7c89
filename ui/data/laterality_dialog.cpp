// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/laterality_dialog.h"

#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

constexpr int unknownEye = -1;

int valueOf(std::optional<Laterality> eye)
{
    return eye ? int(*eye) : unknownEye;
}

} // namespace

LateralityDialog::LateralityDialog(AppContext &context, const ExamRow &exam, QWidget *parent)
    : QDialog(parent), m_context(context), m_exam(exam)
{
    setObjectName(QStringLiteral("lateralityDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Which eye is which"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    m_viewer = new PairedViewer(*context.pictures, this);
    m_viewer->setMinimumHeight(theme().scaled(280));
    column->addWidget(m_viewer, 1);
    auto *help = new QLabel(tr("The optic disc lies on the side of the nose: rightly named, the two "
                               "discs meet in the middle."),
                            this);
    help->setWordWrap(true);
    setLook(help, "secondary");
    column->addWidget(help);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::l);
    for (Laterality eye : both_eyes) {
        if (exam.images[eye])
            makeRow(*exam.images[eye], eye, *grid);
    }
    for (const ImageRow &image : exam.eyeUnknown)
        makeRow(image, {}, *grid);
    column->addLayout(grid);
    m_what = new QLabel(this);
    m_what->setObjectName(QStringLiteral("lateralityWhat"));
    column->addWidget(m_what);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_swap = buttons->addButton(tr("Swap the eyes"), QDialogButtonBox::ActionRole);
    m_swap->setObjectName(QStringLiteral("lateralitySwap"));
    m_apply = buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("lateralityApply"));
    m_apply->setDefault(true);
    setLook(m_apply, "primary");
    column->addWidget(buttons);
    connect(m_swap, &QPushButton::clicked, this, &LateralityDialog::swap);
    connect(buttons, &QDialogButtonBox::accepted, this, &LateralityDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(theme().scaled(720), theme().scaled(560));
    refresh();
    m_swap->setFocus();
}

void LateralityDialog::makeRow(const ImageRow &image, std::optional<Laterality> eye,
                               QGridLayout &grid)
{
    const int row = grid.rowCount();
    const QString name = m_context.settings.hideIdentifiers()
        ? tr("photograph %1").arg(m_photographs.size() + 1)
        : QFileInfo(image.path).fileName();
    grid.addWidget(new QLabel(name, this), row, 0);
    auto *box = new QComboBox(this);
    box->setObjectName(QStringLiteral("lateralityEye%1").arg(m_photographs.size()));
    box->setAccessibleName(tr("Eye that %1 shows").arg(name));
    box->addItem(tr("right eye (OD)"), valueOf(Laterality::right));
    box->addItem(tr("left eye (OS)"), valueOf(Laterality::left));
    box->addItem(tr("unknown"), unknownEye);
    box->setCurrentIndex(box->findData(valueOf(eye)));
    grid.addWidget(box, row, 1);
    grid.setColumnStretch(0, 1);
    m_photographs.append({image, eye, box});
    connect(box, &QComboBox::activated, this, [this, box] {
        keepApart(box);
        refresh();
    });
}

std::optional<Laterality> LateralityDialog::chosen(const Photograph &photograph)
{
    const int value = photograph.eye->currentData().toInt();
    return value == unknownEye ? std::nullopt : std::optional(Laterality(value));
}

/// One eye shows one photograph: the one that had it before becomes unknown, as in the study.
void LateralityDialog::keepApart(const QComboBox *changed)
{
    for (const Photograph &other : std::as_const(m_photographs)) {
        if (other.eye != changed && other.eye->currentData().toInt() != unknownEye
            && other.eye->currentData() == changed->currentData())
            other.eye->setCurrentIndex(other.eye->findData(unknownEye));
    }
}

void LateralityDialog::swap()
{
    for (const Photograph &each : std::as_const(m_photographs)) {
        if (const auto eye = chosen(each))
            each.eye->setCurrentIndex(each.eye->findData(valueOf(other_eye(*eye))));
    }
    refresh();
}

bool LateralityDialog::isWholeSwap() const
{
    return std::all_of(m_photographs.cbegin(), m_photographs.cend(), [](const Photograph &each) {
        return each.was ? chosen(each) == other_eye(*each.was) : !chosen(each);
    });
}

void LateralityDialog::refresh()
{
    ExamRow shown = m_exam;
    shown.images = {};
    shown.eyeUnknown.clear();
    bool changed = false;
    for (const Photograph &each : std::as_const(m_photographs)) {
        const auto eye = chosen(each);
        changed = changed || eye != each.was;
        if (eye)
            shown.images[*eye] = each.image;
        else
            shown.eyeUnknown.push_back(each.image);
    }
    m_viewer->showExam(shown);
    m_apply->setEnabled(changed);
    m_what->setText(!changed ? tr("Nothing is changed yet.")
                        : isWholeSwap()
                        ? tr("The two eyes change places.")
                        : tr("The history keeps what was said before; Ctrl+Z takes it back."));
}

void LateralityDialog::apply()
{
    if (!m_context.study || !m_apply->isEnabled())
        return;
    std::vector<EditAction> actions;
    if (isWholeSwap()) {
        actions.emplace_back(SwapEyes{}); // one edit, one step of undo
    } else {
        // Those that lose their eye first, so that no eye is taken twice on the way.
        for (const Photograph &each : std::as_const(m_photographs)) {
            if (each.was && !chosen(each))
                actions.emplace_back(SetImageEye{each.image.id, {}});
        }
        for (const Photograph &each : std::as_const(m_photographs)) {
            if (const auto eye = chosen(each); eye && eye != each.was)
                actions.emplace_back(SetImageEye{each.image.id, eye});
        }
    }
    for (const EditAction &action : actions) {
        if (const auto receipt = m_context.study->apply(action, {m_exam.id}); !receipt) {
            m_context.notifications.post(receipt.error());
            break;
        }
    }
    accept();
}

} // namespace retclip
