// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/imaging/registration.h"
#include "core/imaging/wide_photograph.h"
#include "core/study/values.h"
#include "ui/viewer/adjustment.h"
#include "ui/viewer/marks_layer.h"
#include "ui/viewer/view_state.h"

#include <QElapsedTimer>
#include <QHash>
#include <QImage>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

class QLabel;
class QToolButton;

namespace retclip {

class KeyFilter;
class Pictures;
struct DecodedPhotograph;
struct WidePhotograph;

/// What dragging on a photograph does.
enum class ViewerTool { pan, adjust, measure, window, draw }; ///< draw: what lies over it takes the mouse.

/// Both eyes of an exam, right eye (OD) on the viewer's left. Zoom, pan and adjustments stay when
/// another exam is shown. Painting is here; the bar of tools is PairedViewerBar.
///
/// Threads: window only. Keys: bindKeys() puts the view keys of UX.md 4 on any KeyFilter.
class PairedViewer : public QWidget
{
    Q_OBJECT

public:
    explicit PairedViewer(Pictures &pictures, QWidget *parent = nullptr);

    void showExam(const ExamRow &exam);
    void clearExam();
    [[nodiscard]] const std::optional<ExamRow> &exam() const { return m_exam; }

    /// Decodes these next, nearest first, behind what is on screen.
    void prefetch(const std::vector<ExamRow> &exams);

    /// A picture over an eye (saliency), stretched over the photograph; null: none.
    void setOverlay(Laterality eye, const QImage &overlay);
    void setOverlayShown(bool shown);
    [[nodiscard]] bool overlayShown() const { return m_overlayShown; }
    [[nodiscard]] const QImage &overlay(Laterality eye) const { return m_overlays[eye]; } ///< Null: none.

    [[nodiscard]] const EyeView &view(Laterality eye) const { return m_views[eye]; }
    void setView(Laterality eye, const EyeView &view); ///< The fellow eye follows where synchronised.
    [[nodiscard]] bool synchronised() const { return m_synchronised; }
    [[nodiscard]] Mirroring mirroring() const { return m_mirroring; }
    [[nodiscard]] const DisplayAdjustment &adjustment() const { return m_adjustment; }
    void setAdjustment(const DisplayAdjustment &adjustment);
    [[nodiscard]] std::optional<Laterality> singleEye() const { return m_singleEye; }
    [[nodiscard]] bool adjusting() const { return m_tool == ViewerTool::adjust; }
    [[nodiscard]] ViewerTool tool() const { return m_tool; }
    [[nodiscard]] const Measurements &measurements() const { return m_marks.measurements(); }
    void setAssumedDisc_um(int um); ///< Of the study; 0: none.
    void setMarked(Laterality eye, const FundusMarks &marks);
    void setFoundMarks(Laterality eye, const std::optional<FundusMarks> &marks);
    void setLookingForMarks(Laterality eye, bool looking); ///< The search has begun, and not ended.
    [[nodiscard]] bool showsMarks() const { return m_tool == ViewerTool::measure || grid() != GridKind::none; }
    [[nodiscard]] bool hasFoundMarks() const; ///< That are no marks of the reader's own yet.
    [[nodiscard]] bool hasChosenMark() const { return m_marks.withoutChosen().has_value(); }
    [[nodiscard]] GridKind grid() const { return m_marks.grid(); }
    void setGrid(GridKind grid);
    [[nodiscard]] MarkKind markKind() const { return m_marks.kind(); }
    void setMarkKind(MarkKind kind);
    /// What flicker() shows in the same place; nothing: the fellow eye, mirrored.
    void setCompared(const std::optional<ExamRow> &exam);
    [[nodiscard]] const std::optional<ExamRow> &compared() const { return m_compared; }
    /// How the compared photograph of an eye lies on this exam's, in px of both; nothing: not known yet.
    void setAlignment(Laterality eye, const std::optional<Registration> &alignment);
    [[nodiscard]] const std::optional<Registration> &alignment(Laterality eye) const { return m_alignments[eye]; }
    /// Which values of photographs with more than eight bits are shown; nothing: the whole range.
    [[nodiscard]] const std::optional<DisplayWindow> &displayWindow() const { return m_window; }
    void setDisplayWindow(const std::optional<DisplayWindow> &window);
    /// Whether the photograph of that eye has more than eight bits.
    [[nodiscard]] bool isWide(Laterality eye) const { return wide(eye) != nullptr; }
    [[nodiscard]] bool magnifying() const { return m_magnifying; }
    /// Nothing is drawn over the photographs.
    [[nodiscard]] bool isBare() const { return m_bare; }
    [[nodiscard]] bool flickering() const { return m_flickering; }
    [[nodiscard]] int zoomPercent() const; ///< 100: one picture px a device px. 0: no picture.
    /// Whether both pictures of the present exam (or their errors) are on screen.
    [[nodiscard]] bool isComplete() const;

    // For what lies over the photographs (RegionLayer).
    /// Called for each eye that has a photograph on screen, clipped to its half.
    void setPaintedOver(std::function<void(QPainter &, Laterality)> paint) { m_paintedOver = std::move(paint); }
    [[nodiscard]] std::optional<Laterality> eyeAt(const QPointF &position) const;
    [[nodiscard]] QPointF toPicture(Laterality eye, const QPointF &position) const; ///< px of the photograph.
    [[nodiscard]] QRectF pictureRect(Laterality eye) const; ///< Where the whole photograph lies on the widget.
    [[nodiscard]] QSize photographSize(Laterality eye) const; ///< Empty while it is not decoded.
    void setDrawing(bool on);
    [[nodiscard]] bool isPanHeld() const { return m_panHeld; }

    /// The workspace that has an overlay of its own to show keeps A for it.
    enum class Flicker { here, elsewhere };
    void bindKeys(KeyFilter &keys, Flicker flicker = Flicker::elsewhere);

    [[nodiscard]] QSize sizeHint() const override { return {900, 500}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 200}; }

public slots:
    void setSynchronised(bool on);
    void setMirrored(bool on);
    void fit();
    void actualSize();
    void setRedFree(bool on);
    void setClahe(bool on);
    void setInverted(bool on);
    void setAdjusting(bool on); ///< Dragging changes brightness (up, down) and contrast (sideways).
    void setMeasuring(bool on); ///< Dragging marks what the MeasureBar says.
    void setVessels(bool on);
    void setWindowing(bool on); ///< Dragging changes window level (up, down) and width (sideways).
    void showNextGrid();
    void takeFoundMarks();  ///< Disc and fovea that were found become marks.
    void deleteMark();      ///< The one chosen.
    void setMagnifying(bool on);
    void setBare(bool on);  ///< While a key is held.
    void choosePan();           ///< V; twice: the whole picture again.
    void setPanHeld(bool on);   ///< While Space is held, dragging pans whatever the tool.
    void setFlickering(bool on);
    void resetAdjustment();
    void toggleSingleEye();
    void setSingleEye(std::optional<Laterality> eye);
    void zoomBy(double factor); ///< About the pointer, else the middle.

signals:
    void stateChanged();     ///< View, tools or adjustment: for the bar.
    void pairPainted(qint64 examId); ///< The first paint in which isComplete() holds.
    void eyeClicked(retclip::Laterality eye);
    void viewedEyeChanged(std::optional<retclip::Laterality> eye);
    /// A reader drew or moved a mark: measurements().marked(eye) is to be kept.
    void marksDrawn(retclip::Laterality eye);
    void marksReplaced(const retclip::PerEye<std::optional<retclip::FundusMarks>> &marks); ///< Likewise, these.

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] std::vector<Laterality> shownEyes() const;
    [[nodiscard]] QRectF cellOf(Laterality eye) const;
    [[nodiscard]] QSizeF pictureSize(Laterality eye) const;
    void setTool(ViewerTool tool);
    void showCursor();
    [[nodiscard]] bool pans() const { return m_panHeld || m_tool == ViewerTool::pan; }
    [[nodiscard]] ScreenMap screenMap(Laterality eye) const;
    [[nodiscard]] EyeView followed(Laterality moved) const;
    [[nodiscard]] PerEye<QPointF> anchors() const;
    void paintEye(QPainter &painter, Laterality eye);
    void paintPicture(QPainter &painter, Laterality eye, const QImage &drawn, const QRectF &place,
                      bool mirrored);
    void paintCompared(QPainter &painter, Laterality eye);
    void paintLaidUpon(QPainter &painter, Laterality eye, const QImage &drawn, const QSizeF &size);
    void paintMagnifier(QPainter &painter);
    [[nodiscard]] QString comparedName(Laterality eye) const;
    [[nodiscard]] std::optional<ImageRow> comparedImage(Laterality eye) const;
    void paintNotice(QPainter &painter, const QRectF &cell, const QString &title,
                     const QString &detail);
    [[nodiscard]] QImage adjustedLevel(Laterality eye, const QImage &level);
    [[nodiscard]] const WidePhotograph *wide(Laterality eye) const;
    void changeWindow(double level, double width);
    void dragWindow(const QPointF &moved);
    [[nodiscard]] const QImage &windowedLevel(Laterality eye, const QImage &level);
    void paintWindowWords(QPainter &painter, Laterality eye);
    void forgetAdjusted();

    Pictures &m_pictures;
    std::optional<ExamRow> m_exam;
    PerEye<std::shared_ptr<const DecodedPhotograph>> m_decoded;
    PerEye<QImage> m_thumbnails;
    PerEye<EyeView> m_views;
    PerEye<QImage> m_overlays;
    PerEye<QHash<qint64, QImage>> m_adjustedLevels; ///< By the level's cache key.
    PerEye<qint64> m_beingAdjusted; ///< Cache key of the level in the pool; 0: none.
    PerEye<std::pair<qint64, QImage>> m_lastAdjusted; ///< What stood there, by its level.
    DisplayAdjustment m_adjustment;
    std::optional<DisplayWindow> m_window;
    PerEye<QHash<int, QImage>> m_windowed; ///< By the number of the level.
    Mirroring m_mirroring = Mirroring::off;
    bool m_synchronised = true;
    bool m_overlayShown = false;
    ViewerTool m_tool = ViewerTool::pan;
    bool m_panHeld = false;
    QElapsedTimer m_panChosen;
    bool m_flickering = false;
    std::optional<ExamRow> m_compared;
    std::function<void(QPainter &, Laterality)> m_paintedOver;
    PerEye<std::optional<Registration>> m_alignments;
    MarksLayer m_marks;
    bool m_magnifying = false;
    bool m_bare = false;
    QElapsedTimer m_overlayPressed;
    std::optional<QPointF> m_pointer; ///< Over the viewer.
    bool m_reported = false;
    std::optional<Laterality> m_singleEye;
    std::optional<Laterality> m_dragged;
    QPointF m_lastPosition;
};

/// The tools of a PairedViewer as a bar of buttons, each with its key in the tool tip.
class PairedViewerBar : public QWidget
{
    Q_OBJECT

public:
    explicit PairedViewerBar(PairedViewer &viewer, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();

    PairedViewer &m_viewer;
    QToolButton *m_sync, *m_mirror, *m_fit, *m_actual, *m_single, *m_redFree, *m_clahe, *m_invert,
        *m_adjust, *m_reset, *m_measure, *m_overlay, *m_grid, *m_vessels, *m_magnify, *m_window;
    QLabel *m_zoom, *m_badge;
};

/// Draws "OD  right eye" or "OS  left eye": words, place and colour together.
void paintEyeName(QPainter &painter, const QRectF &place, Laterality eye, bool onCanvas);
[[nodiscard]] QString eyeWords(Laterality eye); ///< "right eye", translated.

} // namespace retclip
