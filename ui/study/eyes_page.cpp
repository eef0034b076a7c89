// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/eyes_page.h"

#include "core/base/files.h"
#include "core/imaging/screen_photograph.h"
#include "core/import/photograph_finder.h"
#include "core/import/table_source.h"
#include "core/jobs/job.h"
#include "ui/shell/theme.h"
#include "ui/study/eye_samples.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

constexpr int sampleSide_px = 256;
constexpr int pairsOnPage = 6;

QString folderOf(const ImportPlan &plan)
{
    if (!plan.imageFolder.isEmpty())
        return plan.imageFolder;
    const QFileInfo source(plan.source);
    return source.isDir() ? plan.source : source.absolutePath();
}

int columnOf(const ImportPlan &plan, ColumnRole role)
{
    for (qsizetype i = 0; i < plan.columns.size(); ++i) {
        if (plan.columns.at(i).role == role)
            return int(i);
    }
    return -1;
}

QImage readSmall(const QString &file)
{
    PhotographOptions options;
    options.at_least_px = sampleSide_px;
    const auto shown = read_for_screen(path_from_utf8(file.toStdString()), options, sampleSide_px);
    if (!shown)
        return {};
    const RgbImage &small = shown->image;
    return QImage(small.pixels.data(), small.width, small.height, qsizetype(small.width) * 3,
                  QImage::Format_RGB888)
        .copy();
}

} // namespace

bool NamedPair::isDoubtful() const
{
    return nameContradicts(right, Laterality::right) || nameContradicts(left, Laterality::left);
}

namespace {

Result<NamedPairs> pairsInOrder(const ImportPlan &plan, std::stop_token stop)
{
    NamedPairs named;
    const int right = columnOf(plan, ColumnRole::rightImage);
    const int left = columnOf(plan, ColumnRole::leftImage);
    if (right < 0 && left < 0)
        return named;
    const QString folder = folderOf(plan);
    const auto file = [&folder](const QString &cell) {
        return cell.trimmed().isEmpty() ? QString() : findPhotograph(folder, cell.trimmed());
    };
    if (looksLikeTable(plan.source)) {
        const QString encoding = plan.encoding == QLatin1String("XLSX") ? QString() : plan.encoding;
        RETCLIP_TRY(const auto table, TableSource::open(plan.source, encoding));
        TableRow row;
        while (table->next(row)) {
            if (stop.stop_requested())
                return cancelled();
            const NamedPair pair{right < 0 ? QString() : file(row.cells.value(right)),
                                 left < 0 ? QString() : file(row.cells.value(left))};
            if (!pair.right.isEmpty() || !pair.left.isEmpty())
                named.pairs.append(pair);
        }
        named.whole = true;
        return named;
    }
    const QStringList rights = right < 0 ? QStringList() : plan.columns.at(right).firstValues;
    const QStringList lefts = left < 0 ? QStringList() : plan.columns.at(left).firstValues;
    for (qsizetype i = 0; i < std::max(rights.size(), lefts.size()); ++i)
        named.pairs.append({file(rights.value(i)), file(lefts.value(i))});
    return named;
}

} // namespace

Result<NamedPairs> pairsOf(const ImportPlan &plan, std::stop_token stop)
{
    RETCLIP_TRY(NamedPairs named, pairsInOrder(plan, std::move(stop)));
    std::stable_partition(named.pairs.begin(), named.pairs.end(), [](const NamedPair &pair) { return pair.isDoubtful(); });
    return named;
}

int EyesPage::doubtfulCount() const
{
    return int(std::count_if(m_named.pairs.cbegin(), m_named.pairs.cend(), [](const NamedPair &pair) { return pair.isDoubtful(); }));
}

EyesPage::EyesPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    m_how = new QLabel(this);
    m_how->setObjectName(QStringLiteral("eyesHow"));
    m_how->setWordWrap(true);
    setLook(m_how, "secondary");
    column->addWidget(m_how);
    m_warning = new QLabel(this);
    m_warning->setObjectName(QStringLiteral("eyesWarning"));
    m_warning->setWordWrap(true);
    setLook(m_warning, "warning");
    column->addWidget(m_warning);
    m_samples = new EyeSamples(this);
    column->addWidget(m_samples, 1);
    auto *row = new QHBoxLayout;
    m_place = new QLabel(this);
    m_place->setObjectName(QStringLiteral("eyesPlace"));
    m_previous = new QPushButton(tr("Pairs before"), this);
    m_previous->setObjectName(QStringLiteral("eyesPrevious"));
    m_next = new QPushButton(tr("More pairs"), this);
    m_next->setObjectName(QStringLiteral("eyesNext"));
    row->addWidget(m_place, 1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    column->addLayout(row);
    auto *help = new QLabel(tr("The optic disc lies on the side of the nose: in photographs that "
                               "are not mirrored, the two discs meet in the middle. If they lie "
                               "outside, go back and exchange the two columns."),
                            this);
    help->setWordWrap(true);
    setLook(help, "secondary");
    column->addWidget(help);
    for (QPushButton *button : {m_previous, m_next})
        button->setAutoDefault(false);
    connect(m_previous, &QPushButton::clicked, this, [this] { showPage(m_page - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { showPage(m_page + 1); });
    refresh();
}

EyesPage::~EyesPage()
{
    for (const QPointer<Job> &job : {m_listing, m_reading}) {
        if (job)
            job->cancel();
    }
}

int EyesPage::pages() const
{
    return (pairCount() + pairsOnPage - 1) / pairsOnPage;
}

void EyesPage::showPlan(const ImportPlan &plan)
{
    if (m_listing)
        m_listing->cancel();
    m_named = {};
    m_page = 0;
    m_samples->wait();
    refresh();
    m_how->setText(tr("Looking through the pairs…"));
    m_listing = m_context.jobs.start<NamedPairs>(
        {}, this,
        [plan](const ProgressCallback &, std::stop_token stop) { return pairsOf(plan, stop); },
        [this](Result<NamedPairs> named) {
            if (!named && named.error().code == ErrorCode::cancelled)
                return;
            m_named = named ? std::move(*named) : NamedPairs();
            showPage(0);
        });
}

void EyesPage::showPage(int page)
{
    m_page = std::clamp(page, 0, std::max(0, pages() - 1));
    if (m_reading)
        m_reading->cancel();
    m_samples->wait();
    refresh();
    const QVector<NamedPair> wanted = m_named.pairs.mid(m_page * pairsOnPage, pairsOnPage);
    m_reading = m_context.jobs.start<QVector<EyeSamples::Pair>>(
        {}, this,
        [wanted](const ProgressCallback &,
                 std::stop_token stop) -> Result<QVector<EyeSamples::Pair>> {
            QVector<EyeSamples::Pair> pairs;
            for (const NamedPair &pair : wanted) {
                if (stop.stop_requested())
                    return cancelled();
                pairs.append({QFileInfo(pair.right).fileName(), QFileInfo(pair.left).fileName(),
                              pair.right.isEmpty() ? QImage() : readSmall(pair.right),
                              pair.left.isEmpty() ? QImage() : readSmall(pair.left), pair.isDoubtful()});
            }
            return pairs;
        },
        [this](Result<QVector<EyeSamples::Pair>> pairs) {
            if (!pairs)
                return;
            m_samples->setPairs(*pairs);
            emit shown();
        });
}

void EyesPage::refresh()
{
    const QLocale locale;
    const int count = pairCount();
    m_how->setText(count == 0
                       ? tr("Which eye a photograph shows is told by the layout.")
                       : m_named.whole
                       ? tr("Which eye a photograph shows is told by its column. All %Ln pair(s) of the "
                            "table can be looked at here, as you would face the patient:", nullptr, count)
                       : tr("Which eye a photograph shows is told by its column. These are the first "
                            "%Ln pair(s) only, as you would face the patient:", nullptr, count));
    const int doubtful = doubtfulCount();
    m_warning->setVisible(doubtful > 0);
    m_warning->setText(tr("In %Ln pair(s) the files' names say the other eye than their columns; these come first. If all "
                          "discs lie outside, go back and exchange the two columns.", nullptr, doubtful));
    m_place->setText(count == 0 ? QString()
                                : tr("Pairs %1 to %2 of %3")
                                      .arg(locale.toString(m_page * pairsOnPage + 1),
                                           locale.toString(std::min(count, (m_page + 1) * pairsOnPage)),
                                           locale.toString(count)));
    m_previous->setEnabled(m_page > 0);
    m_next->setEnabled(m_page + 1 < pages());
}

} // namespace retclip
