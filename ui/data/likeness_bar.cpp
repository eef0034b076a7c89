// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/likeness_bar.h"

#include "core/jobs/job.h"
#include "ui/data/likeness_search.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace retclip {

namespace {
constexpr int marksShown = 4; ///< Of each kind; the rest is counted.
}

LikenessBar::LikenessBar(LikenessSearch &search, QWidget *parent) : QFrame(parent), m_search(search)
{
    setObjectName(QStringLiteral("likenessBar"));
    setLook(this, "bar");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::xs, space::m, space::xs);
    row->setSpacing(space::s);
    const auto marks = [this, row](QLabel *&title, const char *name) {
        title = new QLabel(this);
        setLook(title, "label");
        row->addWidget(title);
        auto *holder = new QWidget(this);
        holder->setObjectName(QLatin1String(name));
        auto *inner = new QHBoxLayout(holder);
        inner->setContentsMargins(0, 0, 0, 0);
        inner->setSpacing(space::xs);
        row->addWidget(holder);
        return holder;
    };
    m_likeMarks = marks(m_likeTitle, "likeMarks");
    m_unlikeMarks = marks(m_unlikeTitle, "unlikeMarks");
    m_what = new QComboBox(this);
    m_what->setObjectName(QStringLiteral("likenessWhat"));
    m_what->addItems({QString(), QString()});
    m_run = new QComboBox(this);
    m_run->setObjectName(QStringLiteral("likenessRun"));
    m_run->setSizeAdjustPolicy(QComboBox::AdjustToContents); // its names come later
    row->addWidget(m_what);
    row->addWidget(m_run);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("likenessState"));
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(m_state, "secondary");
    row->addWidget(m_state, 1);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(theme().scaled(120));
    row->addWidget(m_progress);
    m_stop = iconTool(QStringLiteral("stop"));
    m_end = iconTool(QStringLiteral("cancel"));
    m_end->setObjectName(QStringLiteral("likenessEnd"));
    row->addWidget(m_stop);
    row->addWidget(m_end);
    connect(m_what, &QComboBox::activated, this, [this](int place) {
        m_search.chooseWhat(place == 0 ? LikenessOf::photographs : LikenessOf::reports);
    });
    connect(m_run, &QComboBox::activated, this, [this] { m_search.chooseRun({m_run->currentData().toLongLong()}); });
    connect(m_stop, &QToolButton::clicked, &m_search, &LikenessSearch::stop);
    connect(m_end, &QToolButton::clicked, &m_search, &LikenessSearch::end);
    connect(&search, &LikenessSearch::changed, this, &LikenessBar::refresh);
    connect(&search, &LikenessSearch::started, this, &LikenessBar::follow);
    connect(&search, &LikenessSearch::found, this, &LikenessBar::showAnswer);
    connect(&search, &LikenessSearch::failed, this, [this](const Error &error) {
        m_progress->hide();
        m_stop->hide();
        m_state->setText(error.code == ErrorCode::cancelled
                             ? tr("Stopped; what was made is kept.")
                             : translated(error.what_happened) + QLatin1Char(' ') + translated(error.what_to_do));
        m_state->setToolTip(m_state->text());
    });
    connect(&theme(), &Theme::changed, this, [this] { repaintIcons(*this); });
    retranslate();
}

void LikenessBar::setHideIdentifiers(bool hide)
{
    m_hide = hide;
    refreshMarks();
}

void LikenessBar::refresh()
{
    setVisible(m_search.isOn());
    if (!m_search.isOn())
        return;
    refreshMarks();
    refreshRuns();
    m_what->setCurrentIndex(m_search.what() == LikenessOf::photographs ? 0 : 1);
}

void LikenessBar::refreshMarks()
{
    for (QWidget *holder : {m_likeMarks, m_unlikeMarks}) {
        const bool like = holder == m_likeMarks;
        while (QLayoutItem *item = holder->layout()->takeAt(0)) {
            item->widget()->deleteLater(); // A click on it may be what led here.
            item->widget()->hide();
            delete item;
        }
        int count = 0;
        for (const LikenessMark &mark : m_search.marks()) {
            if (mark.like != like || ++count > marksShown)
                continue;
            auto *button = new QToolButton(holder);
            button->setText(m_hide ? tr("exam %1").arg(mark.exam.value) : mark.code);
            button->setToolTip(tr("Take this mark away"));
            button->setAccessibleName(like ? tr("Like %1: take this mark away").arg(button->text())
                                           : tr("Unlike %1: take this mark away").arg(button->text()));
            connect(button, &QToolButton::clicked, this, [this, exam = mark.exam] { m_search.unmark(exam); });
            holder->layout()->addWidget(button);
        }
        if (count > marksShown)
            holder->layout()->addWidget(new QLabel(tr("and %1 more").arg(count - marksShown), holder));
        holder->setVisible(count > 0);
        (like ? m_likeTitle : m_unlikeTitle)->setVisible(count > 0 || like);
    }
}

void LikenessBar::refreshRuns()
{
    m_run->clear();
    for (const RunRow &run : m_search.runs())
        m_run->addItem(tr("Run %1: %2").arg(run.id.value).arg(run.name), qlonglong(run.id.value));
    m_run->addItem(m_search.what() == LikenessOf::photographs ? tr("Looks, without a run") : tr("Words, without a run"),
                   qlonglong(0));
    const auto run = m_search.run();
    m_run->setCurrentIndex(std::max(0, m_run->findData(qlonglong(run ? run->id.value : 0))));
}

void LikenessBar::follow()
{
    Job *job = m_search.job();
    if (!job)
        return;
    m_state->setText(tr("Comparing…"));
    m_state->setToolTip({});
    const bool shown = !job->title().isEmpty();
    m_progress->setRange(0, 0);
    m_progress->setVisible(shown);
    m_stop->setVisible(shown);
    connect(job, &Job::progressed, this, [this, job] {
        if (job != m_search.job())
            return;
        const Progress progress = job->progress();
        m_progress->setRange(0, progress.total > 0 ? 1000 : 0);
        if (progress.total > 0)
            m_progress->setValue(int(1000 * progress.done / progress.total));
        m_state->setText(translated(progress.what));
    });
}

void LikenessBar::showAnswer()
{
    m_progress->hide();
    m_stop->hide();
    const LikenessAnswer &answer = m_search.answer();
    const QLocale locale;
    QString text = tr("%1 of %2, in %3 ms").arg(locale.toString(qlonglong(answer.hits.size())),
                                                 locale.toString(answer.candidates),
                                                 locale.toString(answer.milliseconds, 'f', 0));
    if (answer.eye)
        text += QStringLiteral(" · ") + (*answer.eye == Laterality::right ? tr("right eyes (OD)") : tr("left eyes (OS)"));
    if (answer.by == LikenessBy::pictures)
        text += QStringLiteral(" · ") + tr("light and layout, not disease");
    else if (answer.by == LikenessBy::words)
        text += QStringLiteral(" · ") + tr("the words, not what they mean");
    if (!answer.notCompared.empty())
        text += QStringLiteral(" · ") + tr("%n mark(s) left out", nullptr, int(answer.notCompared.size()));
    m_state->setText(text);
    m_state->setToolTip(text);
}

void LikenessBar::retranslate()
{
    m_likeTitle->setText(tr("More like"));
    m_unlikeTitle->setText(tr("less like"));
    m_what->setItemText(0, tr("Photographs"));
    m_what->setItemText(1, tr("Reports"));
    m_what->setAccessibleName(tr("What is compared"));
    m_run->setAccessibleName(tr("By what it is compared"));
    nameButton(*m_stop, tr("Stop"));
    nameButton(*m_end, tr("Back to the query"));
    m_state->clear();
    m_progress->hide();
    m_stop->hide();
    refresh();
    if (m_search.isOn() && !m_search.job())
        showAnswer();
}

} // namespace retclip
