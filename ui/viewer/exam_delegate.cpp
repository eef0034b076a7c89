// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/exam_delegate.h"

#include "core/study/label_titles.h"
#include "core/study/patient_words.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/theme.h"
#include "ui/viewer/pictures.h"

#include <QCoreApplication>
#include <QEvent>
#include <QAbstractItemView>
#include <QListView>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace retclip {

namespace {

constexpr int padding_px = space::s;
constexpr int aroundEyes_px = 2 + 2 * padding_px + space::s;

struct Chip
{
    QString text;
    Token ink = Token::text;
    const char *icon = nullptr;
    bool filled = true;
    QVector<QColor> colours{}; ///< Of classes: squares instead of the icon. The words say the same.
};

constexpr int squareSide_px = 8, squareStep_px = 11;
constexpr qsizetype mostSquares = 4;

int squaresWidth(const Chip &chip)
{
    return int(std::min(chip.colours.size(), mostSquares)) * squareStep_px + 3;
}

void paintSquares(QPainter &painter, const QRect &box, const Chip &chip)
{
    painter.setPen(QPen(theme().color(Token::controlBorder), 1));
    for (qsizetype i = 0; i < std::min(chip.colours.size(), mostSquares); ++i) {
        painter.setBrush(chip.colours[i]);
        painter.drawRoundedRect(QRectF(box.left() + 6.5 + double(i) * squareStep_px, box.center().y() - squareSide_px / 2 + 0.5,
                                       squareSide_px, squareSide_px), 2, 2);
    }
}

QVector<QColor> coloursOf(const LabelState &label)
{
    QVector<QColor> colours;
    for (const QString &name : label.positive)
        if (const QColor colour = labelColour(label.setName, name); colour.isValid())
            colours.append(colour);
    return colours;
}

/// Draws as many chips as fit; returns how many.
int paintChips(QPainter &painter, const QRect &row, const QVector<Chip> &chips, bool selected)
{
    const Theme &t = theme();
    painter.setFont(t.font(TypeRole::caption));
    const QFontMetrics metrics = painter.fontMetrics();
    int x = row.left();
    int drawn = 0;
    for (const Chip &chip : chips) {
        const int iconWidth = !chip.colours.isEmpty() ? squaresWidth(chip) : chip.icon ? 14 : 0;
        int width = metrics.horizontalAdvance(chip.text) + 2 * 6 + iconWidth;
        const int left = row.right() - x;
        if (left < 30)
            break;
        width = std::min(width, left);
        const QRect box(x, row.top() + (row.height() - 18) / 2, width, 18);
        if (chip.filled) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(selected ? t.color(Token::surface) : t.color(Token::raised));
            painter.drawRoundedRect(box, 9, 9);
        }
        int textLeft = box.left() + 6;
        if (!chip.colours.isEmpty()) {
            paintSquares(painter, box, chip);
            textLeft += iconWidth - 2;
        } else if (chip.icon) {
            painter.drawPixmap(box.left() + 4, box.top() + 3,
                               t.pixmap(QString::fromLatin1(chip.icon), 12, t.color(chip.ink),
                                        painter.device()->devicePixelRatioF()));
            textLeft += iconWidth - 2;
        }
        painter.setPen(t.color(chip.ink));
        const QRect text(textLeft, box.top(), box.right() - 5 - textLeft + 1, box.height());
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(chip.text, Qt::ElideRight, text.width()));
        x += width + space::xs;
        ++drawn;
    }
    return drawn;
}

void paintEye(QPainter &painter, const QRect &box, Laterality eye, const ExamRow &exam,
              Pictures &pictures)
{
    const Theme &t = theme();
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(box, space::radius, space::radius);
    painter.setClipPath(clip);
    painter.fillRect(box, t.color(Token::canvas));
    const auto &image = exam.images[eye];
    if (image) {
        const QImage thumbnail = pictures.thumbnail(*image);
        if (!thumbnail.isNull()) {
            QSizeF size = QSizeF(thumbnail.size()).scaled(box.size(), Qt::KeepAspectRatio);
            const QRectF place(box.x() + (box.width() - size.width()) / 2.0,
                               box.y() + (box.height() - size.height()) / 2.0, size.width(),
                               size.height());
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(place, thumbnail);
        } else {
            const bool broken = pictures.failure(*image).has_value();
            QColor grey = t.color(Token::canvasQuiet);
            grey.setAlphaF(broken ? 1.0F : 0.10F);
            if (broken) {
                painter.drawPixmap(box.center() - QPoint(10, 10),
                                   t.pixmap(QStringLiteral("poor-image"), 20, grey,
                                            painter.device()->devicePixelRatioF()));
            } else {
                painter.setPen(Qt::NoPen);
                painter.setBrush(grey);
                painter.drawEllipse(box.adjusted(6, 6, -6, -6));
            }
        }
    } else {
        QColor quiet = t.color(Token::canvasQuiet);
        painter.setPen(quiet);
        painter.setFont(t.font(TypeRole::caption));
        painter.drawText(box.adjusted(6, 6, -6, -6), Qt::AlignCenter | Qt::TextWordWrap,
                         QCoreApplication::translate("retclip::ExamDelegate", "not photographed"));
    }
    const QColor colour =
        Theme::tokenColor(eye == Laterality::right ? Token::eyeOd : Token::eyeOs, ThemeMode::dark);
    painter.setFont(t.font(TypeRole::caption));
    const QString code = QString::fromLatin1(abbreviation(eye));
    const QRect name(box.left() + 4, box.top() + 3, painter.fontMetrics().horizontalAdvance(code) + 8,
                     16);
    QColor shade = t.color(Token::canvas);
    shade.setAlphaF(0.72F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    painter.drawRoundedRect(name, 3, 3);
    painter.setPen(colour);
    painter.drawText(name, Qt::AlignCenter, code);
    painter.restore();
}

} // namespace

ExamDelegate::ExamDelegate(Pictures &pictures, QObject *parent)
    : QStyledItemDelegate(parent), m_pictures(pictures)
{
}

void ExamDelegate::setEyeWidth(int px)
{
    m_wantedEyeWidth_px = std::clamp(px, 72, 240);
    m_eyeWidth_px = m_wantedEyeWidth_px;
    fit();
}

void ExamDelegate::fill(QListView &view)
{
    m_view = &view;
    view.installEventFilter(this);
    fit();
}

void ExamDelegate::fit()
{
    if (!m_view)
        return;
    // The scroll bar's room is always left free: cards would else grow and shrink with it.
    const int spacing = m_view->spacing();
    const int width = m_view->width() - 2 * m_view->frameWidth() - spacing
        - m_view->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_view) - 2;
    const int around = aroundEyes_px + spacing;
    const int columns = std::max(1, width / (2 * m_wantedEyeWidth_px + around));
    m_eyeWidth_px = std::max(m_wantedEyeWidth_px, (width / columns - around) / 2);
    m_view->doItemsLayout();
}

bool ExamDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_view)
        return QStyledItemDelegate::eventFilter(watched, event);
    if (event->type() == QEvent::Resize)
        fit();
    return false; // the base class would take the view for an editor, and Enter and Esc from it
}

QSize ExamDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int text = theme().scaled(20) + theme().scaled(22);
    return {2 * m_eyeWidth_px + aroundEyes_px,
            m_eyeWidth_px + text + 2 * padding_px + space::s};
}

QString ExamDelegate::labelText(const LabelState &label)
{
    const QString eye =
        label.eye ? QString::fromLatin1(abbreviation(*label.eye)) + QLatin1Char(' ') : QString();
    if (label.positive.isEmpty())
        return eye + QCoreApplication::translate("retclip::ExamDelegate", "no %1").arg(label.setName);
    return eye + labelTitles(label.setName, label.positive);
}

QString ExamDelegate::description(const ExamRow &exam)
{
    QStringList parts;
    parts << QCoreApplication::translate("retclip::ExamDelegate", "Exam %1").arg(exam.code);
    const bool right = exam.images.right.has_value();
    const bool left = exam.images.left.has_value();
    if (right && left)
        parts << QCoreApplication::translate("retclip::ExamDelegate", "OD and OS");
    else if (right || left)
        parts << (right ? QStringLiteral("OD") : QStringLiteral("OS"));
    bool labelled = false;
    for (const LabelState &label : exam.labels) {
        if (label.known) {
            labelled = true;
            parts << labelText(label);
        }
    }
    parts << (labelled ? QCoreApplication::translate("retclip::ExamDelegate", "labelled")
                       : QCoreApplication::translate("retclip::ExamDelegate", "not labelled"));
    if (exam.excluded)
        parts << QCoreApplication::translate("retclip::ExamDelegate", "excluded");
    if (exam.unsure)
        parts << QCoreApplication::translate("retclip::ExamDelegate", "unsure");
    return parts.join(QStringLiteral(", "));
}

void ExamDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Theme &t = theme();
    const QVariant value = index.data(examRole);
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused = option.state & QStyle::State_HasFocus;
    // The exam that the details speak of is marked whoever has the keys.
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool current = view && view->currentIndex() == index;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(4, 4, -4, -4);
    const bool marked = selected || current;
    painter->setPen(QPen(marked ? t.color(Token::accent) : t.color(Token::hairline), marked ? 2 : 1));
    painter->setBrush(selected ? t.color(Token::selection) : t.color(Token::surface));
    if (!marked && (option.state & QStyle::State_MouseOver))
        painter->setPen(QPen(t.color(Token::controlBorder), 1));
    const double half = marked ? 1 : 0.5; // Of the line's width, so that it lies inside the card.
    painter->drawRoundedRect(QRectF(card).adjusted(half, half, -half, -half), 6, 6);
    if (!value.isValid()) {
        // Not here yet: a shape of the final size.
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.color(Token::raised));
        painter->drawRoundedRect(card.adjusted(8, 8, -8, -card.height() / 3), 4, 4);
        painter->restore();
        return;
    }
    const ExamRow exam = value.value<ExamRow>();
    const QRect inner = card.adjusted(padding_px - 2, padding_px - 2, -padding_px + 2, -padding_px + 2);
    const int eyeSide = (inner.width() - 2) / 2;
    const QRect od(inner.left(), inner.top(), eyeSide, m_eyeWidth_px);
    const QRect os(inner.right() - eyeSide + 1, inner.top(), eyeSide, m_eyeWidth_px);
    paintEye(*painter, od, Laterality::right, exam, m_pictures);
    paintEye(*painter, os, Laterality::left, exam, m_pictures);
    if (exam.excluded) {
        QColor veil = t.color(Token::surface);
        veil.setAlphaF(0.6F);
        painter->fillRect(od.united(os), veil);
    }

    const QRect line(inner.left() + 2, od.bottom() + space::xs, inner.width() - 4, t.scaled(20));
    const QColor ink = selected ? t.color(Token::selectionText) : t.color(Token::text);
    painter->setFont(t.font(TypeRole::label));
    painter->setPen(ink);
    const QString code = m_hideIdentifiers
        ? QCoreApplication::translate("retclip::ExamDelegate", "exam %1").arg(exam.id.value)
        : exam.code;
    const QString badge = index.data(examBadgeRole).toString();
    QStringList facts;
    if (!badge.isEmpty())
        facts << badge;
    if (!exam.sex.isEmpty())
        facts << sexText(exam.sex);
    if (exam.age >= 0)
        facts << QString::number(exam.age);
    if (exam.date.isValid())
        facts << exam.date.toString(Qt::ISODate);
    painter->setFont(t.font(TypeRole::label));
    const int room = line.width() - space::s
        - std::min(painter->fontMetrics().horizontalAdvance(code), line.width() / 2);
    painter->setFont(t.font(TypeRole::caption));
    QString right = facts.join(QStringLiteral("  "));
    // A fact that does not fit is left out whole: half a date says nothing.
    while (facts.size() > 1 && painter->fontMetrics().horizontalAdvance(right) > room) {
        facts.removeLast();
        right = facts.join(QStringLiteral("  "));
    }
    // Advances are rounded: a little more keeps what fits from being elided.
    const int rightWidth = std::min(painter->fontMetrics().horizontalAdvance(right) + 4, room);
    painter->setPen(selected ? ink : t.color(Token::textSecondary));
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(right, Qt::ElideRight, rightWidth));
    painter->setFont(t.font(TypeRole::label));
    painter->setPen(ink);
    const QRect codeBox = line.adjusted(0, 0, -rightWidth - space::s, 0);
    painter->drawText(codeBox, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(code, Qt::ElideRight, codeBox.width()));

    QVector<Chip> chips;
    bool labelled = false;
    for (const LabelState &label : exam.labels) {
        if (!label.known)
            continue;
        labelled = true;
        if (!label.positive.isEmpty())
            chips.append({labelText(label), Token::text, "label", true, coloursOf(label)});
    }
    if (exam.excluded)
        chips.prepend({QCoreApplication::translate("retclip::ExamDelegate", "excluded"),
                       Token::error, "exclude"});
    if (exam.unsure)
        chips.prepend({QCoreApplication::translate("retclip::ExamDelegate", "unsure"),
                       Token::warning, "unsure"});
    if (!exam.verdicts.isEmpty())
        chips.append({QCoreApplication::translate("retclip::ExamDelegate", "reviewed"),
                      Token::success, "ok"});
    for (const QString &tag : exam.tags)
        chips.append({tag, Token::accent, "tag"});
    if (labelled && chips.isEmpty())
        chips.append({QCoreApplication::translate("retclip::ExamDelegate", "all negative"),
                      Token::textSecondary, nullptr, false});
    const QRect chipRow(inner.left() + 1, line.bottom() + 2, inner.width() - 2, t.scaled(22));
    if (!labelled) {
        // The dot and the words: never by colour alone.
        painter->setPen(QPen(t.color(Token::controlBorder), 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(QRectF(chipRow.left() + 2, chipRow.center().y() - 3, 7, 7));
        chips.prepend({QCoreApplication::translate("retclip::ExamDelegate", "no label"),
                       Token::textSecondary, nullptr, false});
        paintChips(*painter, chipRow.adjusted(10, 0, 0, 0), chips, selected);
    } else {
        paintChips(*painter, chipRow, chips, selected);
    }
    if (focused) {
        painter->setPen(QPen(t.color(Token::focusRing), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 6, 6);
    }
    painter->restore();
}

} // namespace retclip
