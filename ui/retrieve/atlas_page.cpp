// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/atlas_page.h"

#include "core/jobs/job.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/plots/point_map.h"
#include "ui/retrieve/atlas_side.h"
#include "ui/shell/app_context.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHash>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <span>

namespace retclip {

namespace {
constexpr std::size_t namedOutliers = 20;
}

AtlasPage::AtlasPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context), m_pictures(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeTop(*column);
    m_map = new PointMap;
    m_map->setObjectName(QStringLiteral("atlasMap"));
    m_side = new AtlasSide;
    m_viewer = new PairedViewer(m_pictures.get());
    m_viewer->setMinimumHeight(theme().scaled(170));
    m_exam = new QLabel;
    m_exam->setContentsMargins(space::m, space::xs, space::m, space::xs);
    m_exam->setWordWrap(true);
    setLook(m_exam, "secondary");
    auto *below = new QWidget;
    auto *belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins(0, 0, 0, 0);
    belowColumn->setSpacing(0);
    belowColumn->addWidget(m_exam);
    belowColumn->addWidget(m_viewer, 1);
    auto *right = new QSplitter(Qt::Vertical);
    right->setHandleWidth(1);
    right->setChildrenCollapsible(false);
    right->addWidget(m_side);
    right->addWidget(below);
    right->setStretchFactor(0, 1);
    right->setSizes({560, 230});
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_map);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({1040, 400});
    column->addWidget(splitter, 1);
    wire();
    retranslate();
}

AtlasPage::~AtlasPage()
{
    for (Job *job : {m_job.data(), m_colourJob.data()})
        if (job)
            job->cancel();
}

void AtlasPage::makeTop(QVBoxLayout &column)
{
    auto *head = new QFrame;
    setLook(head, "surface");
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(space::m, space::s, space::m, space::s);
    row->setSpacing(space::s);
    m_back = new QPushButton;
    setLook(m_back, "quiet");
    setIconName(*m_back, QStringLiteral("back"));
    m_run = new QComboBox;
    m_run->setObjectName(QStringLiteral("atlasRun"));
    m_of = new QComboBox;
    m_of->addItem(QString(), int(AtlasOf::images));
    m_of->addItem(QString(), int(AtlasOf::reports));
    m_method = new QComboBox;
    m_method->setObjectName(QStringLiteral("atlasMethod"));
    m_method->addItem(QString(), int(AtlasMethod::pca));
    m_method->addItem(QString(), int(AtlasMethod::tsne));
    m_colourBox = new QComboBox;
    m_colourBox->setObjectName(QStringLiteral("atlasColour"));
    for (QComboBox *box : {m_run, m_of, m_method, m_colourBox})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_make = new QPushButton;
    m_make->setObjectName(QStringLiteral("atlasMake"));
    setLook(m_make, "primary");
    m_lasso = new QPushButton;
    m_lasso->setObjectName(QStringLiteral("atlasLasso"));
    m_lasso->setCheckable(true);
    m_fit = new QPushButton;
    m_state = new QLabel;
    m_state->setObjectName(QStringLiteral("atlasState"));
    setLook(m_state, "secondary");
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(120);
    for (QWidget *widget : {static_cast<QWidget *>(m_back), static_cast<QWidget *>(m_run), static_cast<QWidget *>(m_of),
                            static_cast<QWidget *>(m_make), static_cast<QWidget *>(m_method), static_cast<QWidget *>(m_colourBox),
                            static_cast<QWidget *>(m_lasso), static_cast<QWidget *>(m_fit)})
        row->addWidget(widget);
    row->addSpacing(space::s);
    row->addWidget(m_bar);
    row->addWidget(m_state, 1);
    column.addWidget(head);
}

void AtlasPage::wire()
{
    connect(m_back, &QPushButton::clicked, this, &AtlasPage::searchWanted);
    connect(m_make, &QPushButton::clicked, this, &AtlasPage::make);
    connect(m_method, &QComboBox::activated, this, &AtlasPage::showMethod);
    connect(m_colourBox, &QComboBox::activated, this, &AtlasPage::colour);
    connect(m_lasso, &QPushButton::clicked, m_map, &PointMap::setLasso);
    connect(m_map, &PointMap::lassoChanged, m_lasso, &QPushButton::setChecked);
    connect(m_fit, &QPushButton::clicked, m_map, &PointMap::fit);
    connect(m_map, &PointMap::clicked, this, &AtlasPage::showPoint);
    connect(m_map, &PointMap::lassoed, this, [this](const std::vector<std::size_t> &points) {
        choosePoints(points, [run = m_atlas ? m_atlas->run.value : 0](int count) {
            return tr("%n exam(s) drawn around in the atlas of run %1", nullptr, count).arg(run);
        });
    });
    connect(m_side, &AtlasSide::groupChosen, this, [this](int group) {
        choosePoints(pointsOfGroup(group), [run = m_atlas ? m_atlas->run.value : 0](int count) {
            return tr("%n exam(s) of one colour in the atlas of run %1", nullptr, count).arg(run);
        });
    });
    connect(m_side, &AtlasSide::clusterChosen, this, [this](int cluster) {
        std::vector<std::size_t> points;
        for (std::size_t i = 0; m_atlas && i < m_atlas->cluster_of.size(); ++i)
            if (m_atlas->cluster_of[i] == cluster)
                points.push_back(i);
        choosePoints(points, [cluster, run = m_atlas ? m_atlas->run.value : 0](int count) {
            return tr("%n exam(s) of cluster %1 in the atlas of run %2", nullptr, count).arg(cluster + 1).arg(run);
        });
    });
    connect(m_side, &AtlasSide::outlierChosen, this, [this](int row) {
        if (std::size_t(row) < m_outliers.size())
            showPoint(m_outliers[std::size_t(row)]);
    });
    connect(m_side, &AtlasSide::allOutliersChosen, this, [this] {
        choosePoints(m_outliers, [run = m_atlas ? m_atlas->run.value : 0](int count) {
            return tr("%n exam(s) far from all others in the atlas of run %1", nullptr, count).arg(run);
        });
    });
    connect(m_side, &AtlasSide::clusteringAsked, this, &AtlasPage::group);
    connect(m_side, &AtlasSide::driftAsked, this, &AtlasPage::compare);
    connect(&m_context.selections, &SelectionModel::changed, this, &AtlasPage::showSelection);
    connect(&theme(), &Theme::changed, this, [this] {
        repaintIcons(*this);
        if (m_atlas)
            m_map->setGroups(m_colours.of, AtlasSide::colours(m_colours));
    });
    m_map->setWords([this](std::size_t point) {
        if (!m_atlas || !m_context.study || point >= m_atlas->exams.size() || m_context.settings.hideIdentifiers())
            return QString();
        const auto codes = m_context.study->study().codes(std::span(&m_atlas->exams[point], 1));
        return codes ? codes->join(QString()) : QString();
    });
}

void AtlasPage::studyChanged(StudyDocument *document)
{
    for (Job *job : {m_job.data(), m_colourJob.data()})
        if (job)
            job->cancel();
    m_atlas.reset();
    m_tsne.reset();
    m_colours = {};
    m_outliers.clear();
    m_map->setPoints({});
    m_side->clear();
    m_viewer->clearExam();
    m_exam->clear();
    if (document)
        m_pictures.setCacheFolder(document->study().cacheFolder());
    fillChoices();
    showState();
}

void AtlasPage::arrive(RunId wanted)
{
    fillChoices();
    if (wanted.valid())
        m_run->setCurrentIndex(std::max(0, m_run->findData(qint64(wanted.value))));
    showSelection();
    showState();
}

QWidget *AtlasPage::canvas() const
{
    return m_map;
}

std::optional<RunRow> AtlasPage::run() const
{
    for (const RunRow &each : m_runs)
        if (each.id.value == m_run->currentData().toLongLong())
            return each;
    return {};
}

AtlasPage::ColourChoice AtlasPage::colourChoice() const
{
    const QString data = m_colourBox->currentData().toString();
    return {AtlasColourBy(data.section(QLatin1Char('/'), 0, 0).toInt()), data.section(QLatin1Char('/'), 1)};
}

std::shared_ptr<Study> AtlasPage::another()
{
    if (!m_context.study)
        return nullptr;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return nullptr;
    }
    return std::move(*other);
}

/// The bar goes with the job that was just started.
void AtlasPage::follow()
{
    m_bar->setRange(0, 0);
    connect(m_job, &Job::progressed, m_bar, [this] {
        if (!m_job || m_job->progress().total <= 0)
            return;
        m_bar->setRange(0, 1000);
        m_bar->setValue(int(1000 * m_job->progress().done / m_job->progress().total));
    });
    showState();
}

void AtlasPage::failed(const Error &error)
{
    if (error.code != ErrorCode::cancelled)
        m_context.notifications.post(error);
}

// ---- The map -----------------------------------------------------------------------------------

void AtlasPage::make()
{
    if (m_job) {
        m_job->cancel();
        return;
    }
    const auto chosen = run();
    const auto study = another();
    if (!chosen || !study)
        return;
    struct Made
    {
        std::shared_ptr<Atlas> atlas;
        QStringList sources; ///< Imports, for drift: counted here, not on the window's thread.
    };
    m_job = m_context.jobs.start<Made>(
        tr("Atlas of run %1").arg(chosen->id.value), this,
        [study, run = *chosen, of = AtlasOf(m_of->currentData().toInt()), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<Made> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            RETCLIP_TRY(Atlas atlas, atlasOf(*study, run, *backend, of, {}, QStringLiteral("auto"), progress, stop));
            Made made{std::make_shared<Atlas>(std::move(atlas)), {}};
            RETCLIP_TRY(const auto facets, study->facets({}, {QStringLiteral("source")}, stop));
            for (const Facet &facet : facets)
                for (const FacetValue &value : facet.values)
                    made.sources << value.value;
            return made;
        },
        [this](Result<Made> atlas) {
            m_job.clear();
            if (atlas) {
                m_tsne.reset();
                take(std::move(atlas->atlas));
                m_side->setSources(atlas->sources);
                m_side->setReady(true);
                m_map->setPoints(m_atlas->places);
                colour();
                showMethod();
                m_map->setFocus();
                emit made();
            } else {
                failed(atlas.error());
            }
            showState();
        });
    follow();
}

/// A new atlas, or the same one with clusters.
void AtlasPage::take(std::shared_ptr<Atlas> atlas)
{
    m_atlas = std::move(atlas);
    m_outliers = remotest(*m_atlas, namedOutliers);
    std::vector<ExamId> ids;
    for (const std::size_t point : m_outliers)
        ids.push_back(m_atlas->exams[point]);
    std::vector<std::pair<QString, float>> outliers;
    const auto codes = m_context.study ? m_context.study->study().codes(ids) : Result<QStringList>(QStringList());
    for (std::size_t i = 0; i < m_outliers.size(); ++i)
        outliers.emplace_back(codes && qsizetype(i) < codes->size() && !m_context.settings.hideIdentifiers() ? codes->at(qsizetype(i))
                                                                                                             : QString::number(i + 1),
                              m_atlas->remoteness[m_outliers[i]]);
    m_side->showAtlas(*m_atlas, outliers);
    m_side->setReady(true);
}

void AtlasPage::showMethod()
{
    if (!m_atlas)
        return;
    const bool wantsTsne = m_method->currentData().toInt() == int(AtlasMethod::tsne);
    if (wantsTsne && !m_tsne) {
        drawTsne();
        return;
    }
    m_map->setPoints(wantsTsne ? *m_tsne : m_atlas->places);
    m_map->setGroups(m_colours.of, AtlasSide::colours(m_colours));
    showSelection();
    showState();
}

void AtlasPage::drawTsne()
{
    if (m_job)
        return;
    m_job = m_context.jobs.start<Matrix>(
        tr("t-SNE of run %1").arg(m_atlas->run.value), this,
        [atlas = m_atlas](const ProgressCallback &progress, std::stop_token stop) {
            return tsnePlaces(atlas->reduced, progress, stop);
        },
        [this, atlas = m_atlas](Result<Matrix> places) {
            m_job.clear();
            if (places && m_atlas && m_atlas->exams == atlas->exams) {
                m_tsne = std::make_shared<Matrix>(std::move(*places));
                showMethod();
            } else if (!places) {
                failed(places.error());
                m_method->setCurrentIndex(0);
            }
            showState();
            emit settled();
        });
    follow();
}

void AtlasPage::colour()
{
    const auto study = m_atlas ? another() : nullptr;
    if (!study)
        return;
    if (m_colourJob)
        m_colourJob->cancel();
    const ColourChoice choice = colourChoice();
    m_colourJob = m_context.jobs.start<AtlasColours>(
        {}, this,
        [study, atlas = m_atlas, choice](const ProgressCallback &, std::stop_token stop) {
            return atlasColours(*atlas, *study, choice.by, choice.labelSet, atlas->run, stop);
        },
        [this, choice, atlas = m_atlas](Result<AtlasColours> colours) {
            m_colourJob.clear();
            if (!colours) {
                failed(colours.error());
                return;
            }
            if (!m_atlas || m_atlas->exams != atlas->exams)
                return;
            m_colours = std::move(*colours);
            m_map->setGroups(m_colours.of, AtlasSide::colours(m_colours));
            m_side->showColours(m_colours, choice.labelSet);
            emit coloured();
        });
}

void AtlasPage::group()
{
    const auto study = m_atlas && !m_job ? another() : nullptr;
    if (!study)
        return;
    using Made = std::shared_ptr<Atlas>;
    m_job = m_context.jobs.start<Made>(
        tr("Clusters of run %1").arg(m_atlas->run.value), this,
        [study, atlas = m_atlas, count = m_side->clusters()](const ProgressCallback &progress, std::stop_token stop) -> Result<Made> {
            auto grouped = std::make_shared<Atlas>(*atlas);
            RETCLIP_CHECK(groupAtlas(*grouped, *study, count, 1, progress, stop));
            return grouped;
        },
        [this](Result<Made> atlas) {
            m_job.clear();
            if (atlas) {
                take(std::move(*atlas));
                m_colourBox->setCurrentIndex(m_colourBox->count() - 1); // cluster
                colour();
            } else {
                failed(atlas.error());
            }
            showState();
            emit settled();
        });
    follow();
}

void AtlasPage::compare(const QString &first, const QString &second)
{
    const auto study = m_atlas && !m_job ? another() : nullptr;
    if (!study)
        return;
    const auto query = [](QString source) { return QStringLiteral("source:\"%1\"").arg(source.remove(QLatin1Char('"'))); };
    m_job = m_context.jobs.start<DriftTest>(
        tr("Drift between two imports"), this,
        [study, atlas = m_atlas, one = query(first), other = query(second)](const ProgressCallback &, std::stop_token stop) {
            return atlasDrift(*atlas, *study, one, other, 1, stop);
        },
        [this](Result<DriftTest> test) {
            m_job.clear();
            if (test)
                m_side->showDrift(*test);
            else
                failed(test.error());
            showState();
            emit settled();
        });
    follow();
}

// ---- Points and exams --------------------------------------------------------------------------

std::vector<std::size_t> AtlasPage::pointsOfGroup(int group) const
{
    std::vector<std::size_t> points;
    for (std::size_t i = 0; i < m_colours.of.size(); ++i)
        if (m_colours.of[i] == group)
            points.push_back(i);
    return points;
}

void AtlasPage::choosePoints(const std::vector<std::size_t> &points, const std::function<QString(int)> &say)
{
    if (!m_atlas || points.empty())
        return;
    Selection selection;
    for (const std::size_t point : points)
        selection.exams.push_back(m_atlas->exams[point]);
    selection.describe([say, count = int(points.size())] { return say(count); });
    m_context.selections.select(selection);
}

/// Whatever is selected, from here or elsewhere, stands out.
void AtlasPage::showSelection()
{
    if (!m_atlas || !isVisible()) // On another page it is shown when this one is arrived at.
        return;
    QHash<qint64, std::size_t> places;
    for (std::size_t i = 0; i < m_atlas->exams.size(); ++i)
        places.insert(m_atlas->exams[i].value, i);
    std::vector<std::size_t> points;
    for (const ExamId exam : m_context.selections.current().exams)
        if (const auto place = places.constFind(exam.value); place != places.constEnd())
            points.push_back(*place);
    m_map->setHighlighted(points.size() == m_atlas->exams.size() ? std::vector<std::size_t>() : points);
}

void AtlasPage::showPoint(std::size_t point)
{
    if (!m_atlas || !m_context.study || point >= m_atlas->exams.size())
        return;
    m_map->setCurrent(point);
    const auto exam = m_context.study->study().exam(m_atlas->exams[point]);
    if (!exam)
        return;
    m_viewer->showExam(*exam);
    QStringList labels;
    for (const LabelState &label : exam->labels)
        if (label.known && !label.positive.isEmpty())
            labels << labelTitles(label.setName, label.positive);
    labels.removeDuplicates();
    const QString name = m_context.settings.hideIdentifiers() ? tr("exam hidden") : exam->code;
    m_exam->setText(QStringList({name, labels.join(QStringLiteral(", ")), exam->report.simplified()})
                        .filter(QRegularExpression(QStringLiteral("."))).join(QStringLiteral(" · ")));
}

} // namespace retclip
