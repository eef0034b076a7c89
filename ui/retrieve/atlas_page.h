// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/atlas_colours.h"
#include "ui/viewer/lent_pictures.h"

#include <QPointer>
#include <QVector>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace retclip {

class AppContext;
class AtlasSide;
class Job;
class PairedViewer;
class PointMap;
class StudyDocument;

/// The atlas of Retrieve: a map of all embeddings of a run, by PCA at once and by t-SNE behind. Colours say
/// label, split, error, import, month; a lasso, a colour, a cluster or the outliers become the Selection; a
/// click shows the exam's photographs.
class AtlasPage : public QWidget
{
    Q_OBJECT

public:
    explicit AtlasPage(AppContext &context, QWidget *parent = nullptr);
    ~AtlasPage() override;

    void studyChanged(StudyDocument *document);
    void arrive(RunId wanted = {}); ///< Shown now.
    [[nodiscard]] QWidget *canvas() const;
    void retranslate();
    [[nodiscard]] PointMap &map() const { return *m_map; }
    [[nodiscard]] AtlasSide &side() const { return *m_side; }
    [[nodiscard]] bool isBusy() const { return !m_job.isNull(); }
    [[nodiscard]] const Atlas *atlas() const { return m_atlas.get(); }

    /// Their exams become the Selection; `say` names it by their number.
    void choosePoints(const std::vector<std::size_t> &points, const std::function<QString(int)> &say);

public slots:
    void make(); ///< What the button does; while something is computed: stops it.

signals:
    void searchWanted();
    void made();     ///< The map by PCA stands.
    void settled();  ///< What was asked behind it (t-SNE, clusters, drift) has come.
    void coloured();

private:
    struct ColourChoice
    {
        AtlasColourBy by = AtlasColourBy::nothing;
        QString labelSet;
    };
    void makeTop(QVBoxLayout &column);
    void wire();
    void fillChoices();
    void take(std::shared_ptr<Atlas> atlas);
    void showMethod();
    void drawTsne();
    void colour();
    void group();
    void compare(const QString &first, const QString &second);
    void showPoint(std::size_t point);
    void showSelection();
    void showState();
    void follow();
    void failed(const Error &error);
    [[nodiscard]] std::vector<std::size_t> pointsOfGroup(int group) const;
    [[nodiscard]] std::optional<RunRow> run() const;
    [[nodiscard]] ColourChoice colourChoice() const;
    [[nodiscard]] std::shared_ptr<Study> another();

    AppContext &m_context;
    LentPictures m_pictures;
    QVector<RunRow> m_runs;
    std::shared_ptr<const Atlas> m_atlas;
    std::shared_ptr<const Matrix> m_tsne; ///< Of m_atlas, once computed.
    AtlasColours m_colours;
    std::vector<std::size_t> m_outliers;
    QPointer<Job> m_job, m_colourJob;
    PointMap *m_map;
    AtlasSide *m_side;
    PairedViewer *m_viewer;
    QComboBox *m_run, *m_of, *m_method, *m_colourBox;
    QPushButton *m_back, *m_make, *m_lasso, *m_fit;
    QProgressBar *m_bar;
    QLabel *m_state, *m_exam;
};

} // namespace retclip
