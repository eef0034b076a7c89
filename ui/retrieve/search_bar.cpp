// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/search_bar.h"

#include "ui/shell/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {
constexpr int hitsAtMost = 60;

QLabel *secondaryLabel()
{
    auto *text = new QLabel;
    setLook(text, "secondary");
    return text;
}
} // namespace

SearchBar::SearchBar(QWidget *parent) : QFrame(parent)
{
    setLook(this, "topbar");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::s);
    layout->addLayout(makeFirstRow());
    layout->addLayout(makeSecondRow());
    wire();
}

QLayout *SearchBar::makeFirstRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    m_runLabel = secondaryLabel();
    m_levelLabel = secondaryLabel();
    m_candidateLabel = secondaryLabel();
    m_run = new QComboBox;
    m_run->setMinimumWidth(180);
    m_level = new QComboBox;
    for (Level level : all_levels)
        m_level->addItem(QString(), int(level));
    m_candidates = new QLineEdit;
    m_candidates->setClearButtonEnabled(true);
    for (int i = 0; i < 3; ++i) {
        auto *button = new QToolButton;
        button->setCheckable(true);
        setLook(button, "tab");
        connect(button, &QToolButton::clicked, this, [this, i] { setMode(SearchMode(i)); });
        m_modes.append(button);
        row->addWidget(button);
    }
    row->addStretch(1);
    row->addWidget(m_runLabel);
    row->addWidget(m_run);
    row->addWidget(m_levelLabel);
    row->addWidget(m_level);
    row->addWidget(m_candidateLabel);
    row->addWidget(m_candidates, 1);
    return row;
}

QLayout *SearchBar::makeSecondRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    m_query = new QLineEdit;
    m_query->setClearButtonEnabled(true);
    m_query->setMinimumHeight(32);
    m_browse = new QPushButton;
    m_search = new QPushButton;
    setLook(m_search, "primary");
    m_search->setMinimumHeight(32);
    row->addWidget(m_query, 1);
    row->addWidget(m_browse);
    row->addWidget(m_search);
    return row;
}

void SearchBar::wire()
{
    connect(m_query, &QLineEdit::returnPressed, this, [this] {
        emit searchWanted();
        emit entered();
    });
    connect(m_query, &QLineEdit::textEdited, this, [this] { m_imageFile.clear(); });
    connect(m_search, &QPushButton::clicked, this, &SearchBar::searchWanted);
    connect(m_candidates, &QLineEdit::returnPressed, this, &SearchBar::searchWanted);
    connect(m_level, &QComboBox::activated, this, &SearchBar::levelChosen);
    connect(m_run, &QComboBox::activated, this, &SearchBar::runChosen);
    connect(m_browse, &QPushButton::clicked, this, &SearchBar::browse);
}

void SearchBar::browse()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Photograph to describe"));
    if (file.isEmpty())
        return;
    m_query->setText(file);
    m_imageFile = file;
    emit searchWanted();
}

void SearchBar::setMode(SearchMode mode)
{
    m_mode = mode;
    for (int i = 0; i < m_modes.size(); ++i)
        m_modes[i]->setChecked(i == int(mode));
    m_browse->setVisible(mode == SearchMode::imageToReports);
    m_query->setPlaceholderText(
        mode == SearchMode::textToExams
            ? tr("Words of a report, e.g. optic disc pale. +term adds, -term takes away, +term^2 more")
            : mode == SearchMode::imageToReports
            ? tr("An exam's number, e.g. 10023-1, or a photograph's file")
            : tr("An exam's number, e.g. 10023-1: exams that look like it"));
    emit modeChosen();
}

void SearchBar::setRuns(const QVector<RunRow> &runs, RunId chosen)
{
    const qint64 wanted = chosen.valid() ? chosen.value : m_run->currentData().toLongLong();
    m_runs.clear();
    // A probe has no towers of its own to search with.
    for (const RunRow &run : runs)
        if (run.task != QLatin1String("probe") && run.state != RunState::waiting)
            m_runs.append(run);
    const QSignalBlocker quiet(m_run);
    m_run->clear();
    for (const RunRow &run : std::as_const(m_runs))
        m_run->addItem(QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name),
                       qint64(run.id.value));
    m_run->setCurrentIndex(std::max(0, m_run->findData(wanted)));
}

void SearchBar::clearRuns()
{
    m_runs.clear();
    m_run->clear();
}

std::optional<RunRow> SearchBar::run() const
{
    const qint64 id = m_run->currentData().toLongLong();
    for (const RunRow &run : m_runs)
        if (run.id.value == id)
            return run;
    return {};
}

Level SearchBar::level() const
{
    return Level(m_level->currentData().toInt());
}

QString SearchBar::candidates() const
{
    return m_candidates->text().trimmed();
}

void SearchBar::setText(const QString &text)
{
    m_query->setText(text);
    m_imageFile.clear();
}

QString SearchBar::text() const
{
    return m_query->text();
}

bool SearchBar::asksForExam() const
{
    return m_mode != SearchMode::textToExams && m_imageFile.isEmpty();
}

RetrievalQuery SearchBar::query() const
{
    RetrievalQuery query;
    query.level = level();
    query.toReports = m_mode == SearchMode::imageToReports;
    query.top = hitsAtMost;
    if (m_mode == SearchMode::textToExams)
        query.text = text().trimmed();
    else if (!m_imageFile.isEmpty()) {
        query.imageFile = m_imageFile;
        query.imageEye = query.level == Level::left ? Laterality::left : Laterality::right;
        if (query.level == Level::patient)
            query.level = Level::right; // One photograph has no patient level.
    }
    return query;
}

void SearchBar::setReady(bool ready)
{
    m_search->setEnabled(ready);
}

void SearchBar::retranslate()
{
    const QStringList modes{tr("Text → exams"), tr("Image → reports"), tr("Exam → exams")};
    for (int i = 0; i < m_modes.size(); ++i)
        m_modes[i]->setText(modes[i]);
    m_runLabel->setText(tr("Run"));
    m_levelLabel->setText(tr("Level"));
    m_candidateLabel->setText(tr("Candidates"));
    const QStringList levels{tr("patient (both eyes)"), tr("left eye (OS)"), tr("right eye (OD)")};
    for (int i = 0; i < levels.size(); ++i)
        m_level->setItemText(i, levels[i]);
    m_candidates->setPlaceholderText(tr("all exams; or a query: split:test"));
    m_candidates->setMinimumWidth(m_candidates->fontMetrics().horizontalAdvance(m_candidates->placeholderText()) + 2 * space::m);
    m_run->setAccessibleName(tr("Run"));
    m_level->setAccessibleName(tr("Level"));
    m_candidates->setAccessibleName(tr("Candidates"));
    m_query->setAccessibleName(tr("What to look for"));
    m_search->setText(tr("Search"));
    m_browse->setText(tr("Browse…"));
    setMode(m_mode);
}

} // namespace retclip
