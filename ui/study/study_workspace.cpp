// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_workspace.h"

#include "core/jobs/job.h"
#include "core/study/history_words.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/study/facet_bar.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

constexpr int stepsAtMost = 5;
constexpr int barsAtMost = 6;
const QString notNowKey = QStringLiteral("study/not_now");

void emptyLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

/// A card with a heading; gives the column for what stands in it.
QVBoxLayout *makeCard(QWidget *parent, QLayout *into, QLabel *&heading, int stretch)
{
    auto *card = new QFrame(parent);
    setLook(card, "card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::s);
    heading = new QLabel(card);
    setLook(heading, "overline");
    column->addWidget(heading);
    auto *inner = new QVBoxLayout;
    inner->setSpacing(space::xs);
    column->addLayout(inner);
    column->addStretch();
    if (auto *box = qobject_cast<QBoxLayout *>(into))
        box->addWidget(card, stretch);
    return inner;
}

} // namespace

WorkspaceFactory StudyWorkspace::factory()
{
    return {QStringLiteral("study"), QStringLiteral("study"), [] { return tr("Study"); },
            [](AppContext &context) { return new StudyWorkspace(context); }};
}

StudyWorkspace::StudyWorkspace(AppContext &context, QWidget *parent) : Workspace(context, parent)
{
    setObjectName(QStringLiteral("studyWorkspace"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("studyPage"));
    area->setProperty("pane", true);
    area->setWidgetResizable(true);
    outer->addWidget(area);
    auto *page = new QWidget(area);
    setLook(page, "page");
    area->setWidget(page);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::l);
    m_name = new QLabel(page);
    setLook(m_name, "figure");
    column->addWidget(m_name);
    m_facts = new QLabel(page);
    m_facts->setObjectName(QStringLiteral("studyFacts"));
    setLook(m_facts, "secondary");
    column->addWidget(m_facts);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::l);
    auto *left = new QVBoxLayout;
    left->setSpacing(space::l);
    row->addLayout(left, 5);
    m_next = makeCard(page, left, m_nextTitle, 0);
    m_latest = makeCard(page, left, m_latestTitle, 1);
    m_content = makeCard(page, row, m_contentTitle, 4);
    column->addLayout(row, 1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(300);
    connect(&m_timer, &QTimer::timeout, this, &StudyWorkspace::gather);
    connect(&theme(), &Theme::changed, this, &StudyWorkspace::retranslate);
    retranslate();
}

void StudyWorkspace::studyChanged(StudyDocument *document)
{
    if (m_job)
        m_job->cancel();
    m_figures.reset();
    m_bytes = -1;
    if (!document)
        return;
    connect(document, &StudyDocument::contentsChanged, this, &StudyWorkspace::weigh);
    weigh();
    for (auto signal : {&StudyDocument::historyChanged, &StudyDocument::contentsChanged,
                        &StudyDocument::datasetsChanged})
        connect(document, signal, &m_timer, qOverload<>(&QTimer::start));
    connect(document, &StudyDocument::runChanged, &m_timer, qOverload<>(&QTimer::start));
    gather();
}

/// Apart from the figures: an edit changes them, and looking at every file of a large study takes seconds.
void StudyWorkspace::weigh()
{
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return; // gather() says why
    const std::shared_ptr<Study> study = std::move(*other);
    m_context.jobs.start<qint64>(
        {}, this,
        [study](const ProgressCallback &, std::stop_token) -> Result<qint64> { return study->bytesOnDisk(); },
        [this, folder = study->folder()](Result<qint64> bytes) {
            if (!bytes || !m_context.study || m_context.study->study().folder() != folder)
                return;
            m_bytes = *bytes;
            if (m_figures)
                show(*m_figures);
        });
}

void StudyWorkspace::arrive()
{
    auto *area = findChild<QScrollArea *>(QStringLiteral("studyPage"));
    area->ensureVisible(0, 0);
    area->setFocus();
    if (!m_figures)
        gather();
}

void StudyWorkspace::gather()
{
    if (!m_context.study)
        return;
    if (m_job)
        m_job->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<Figures>(
        {}, this,
        [study](const ProgressCallback &, std::stop_token stop) -> Result<Figures> {
            Figures figures;
            RETCLIP_TRY(figures.info, study->info());
            const QStringList fields{QStringLiteral("label"), QStringLiteral("eye"),
                                     QStringLiteral("sex"), QStringLiteral("split"),
                                     QStringLiteral("camera"), QStringLiteral("tag")};
            for (const QString &field : fields) {
                if (auto facets = study->facets({}, {field}, stop); facets)
                    figures.facets += *facets;
            }
            const auto count = [&](const char *query) {
                const auto found = study->count(QString::fromLatin1(query), stop);
                return found ? *found : 0;
            };
            figures.unlabelled = count("unlabelled -excluded");
            figures.oneEyed = count("eye:one");
            figures.pairs = count("eye:both");
            figures.disputed = count("disputed");
            figures.swapped = count("swapped");
            figures.writing = count("tag:look-writing");
            figures.names = count("tag:look-names");
            RETCLIP_TRY(figures.history, study->history({}, 8));
            RETCLIP_TRY(figures.runs, study->runs());
            return figures;
        },
        [this](Result<Figures> result) {
            if (!result) {
                if (result.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(result.error());
                return;
            }
            m_figures = std::move(*result);
            show(*m_figures);
            emit filled();
        });
}

void StudyWorkspace::openQuery(const QString &query, std::function<QString()> sentence)
{
    if (!m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_context.jobs.start<std::vector<ExamId>>(
        {}, this,
        [study, query](const ProgressCallback &, std::stop_token stop) {
            return study->find(query, stop);
        },
        [this, query, sentence](Result<std::vector<ExamId>> exams) {
            if (!exams) {
                m_context.notifications.post(exams.error());
                return;
            }
            if (!m_context.study)
                return; // closed meanwhile
            Selection selection;
            selection.exams = std::move(*exams);
            selection.query = query;
            selection.live = true;
            selection.describe(sentence);
            m_context.selections.openInData(selection);
        });
}

QVector<NextStep> StudyWorkspace::nextSteps(const Figures &figures)
{
    QVector<NextStep> steps;
    if (figures.info.exams == 0) {
        steps.append({tr("This study is empty."), tr("Import…"), QStringLiteral("import"),
                      [this] { m_context.importFiles(); }, {}});
        return steps;
    }
    if (figures.swapped > 0) {
        steps.append({tr("%n pair(s) may be swapped", nullptr, int(figures.swapped)), tr("Look"),
                      QStringLiteral("swap"),
                      [this] { openQuery(QStringLiteral("swapped"), [] { return tr("Eyes may be swapped"); }); },
                      QStringLiteral("swapped")});
    }
    if (figures.writing > 0) {
        steps.append({tr("%n exam(s) may have writing burnt into a photograph", nullptr, int(figures.writing)), tr("Look"),
                      QStringLiteral("lock"),
                      [this] { openQuery(QStringLiteral("tag:look-writing"), [] { return tr("Writing may be burnt in"); }); },
                      QStringLiteral("writing")});
    }
    if (figures.names > 0) {
        steps.append({tr("%n exam(s) may still tell a person in their texts", nullptr, int(figures.names)), tr("Look"),
                      QStringLiteral("lock"),
                      [this] { openQuery(QStringLiteral("tag:look-names"), [] { return tr("Texts may tell a person"); }); },
                      QStringLiteral("names")});
    }
    if (figures.disputed > 0) {
        steps.append({tr("%n exam(s) on which readers disagree", nullptr, int(figures.disputed)),
                      tr("Look"), QStringLiteral("compare"),
                      [this] { openQuery(QStringLiteral("disputed"), [] { return tr("Readers disagree"); }); },
                      QStringLiteral("disputed")});
    }
    if (figures.unlabelled > 0) {
        steps.append({tr("%n exam(s) have no label", nullptr, int(figures.unlabelled)), tr("Label"),
                      QStringLiteral("label"),
                      [this] {
                          openQuery(QStringLiteral("unlabelled -excluded"),
                                    [] { return tr("Exams without a label"); });
                      },
                      QStringLiteral("unlabelled")});
    }
    for (const RunRow &run : figures.runs) {
        const QString number = QString::number(run.id.value);
        if (run.state == RunState::done) {
            steps.append({tr("Run %1 is done: %2").arg(number, run.name), tr("See"),
                          QStringLiteral("evaluate"),
                          [this, id = run.id] { m_context.showRun(QStringLiteral("evaluate"), id); },
                          QStringLiteral("done") + number});
        } else if (run.state == RunState::paused || run.state == RunState::failed) {
            steps.append({run.state == RunState::paused ? tr("Run %1 is paused: %2").arg(number, run.name)
                                                        : tr("Run %1 failed: %2").arg(number, run.name),
                          tr("See"), QStringLiteral("train"),
                          [this, id = run.id] { m_context.showRun(QStringLiteral("train"), id); },
                          QStringLiteral("stopped") + number});
        }
    }
    if (figures.runs.isEmpty() && figures.pairs > 1) {
        steps.append({tr("Nothing has been trained on this study yet"), tr("Train"),
                      QStringLiteral("train"),
                      [this] { m_context.showWorkspace(QStringLiteral("train")); },
                      QStringLiteral("train")});
    }
    if (figures.oneEyed > 0) {
        steps.append({tr("%n exam(s) show one eye only", nullptr, int(figures.oneEyed)), tr("Look"),
                      QStringLiteral("eye-od"),
                      [this] { openQuery(QStringLiteral("eye:one"), [] { return tr("Exams of one eye"); }); },
                      QStringLiteral("one_eye")});
    }
    if (figures.info.datasets == 0) {
        steps.append({tr("No dataset is frozen yet"), tr("Freeze…"), QStringLiteral("dataset"),
                      [this] { m_context.freezeDataset(); }, QStringLiteral("dataset")});
    }
    return steps;
}

void StudyWorkspace::show(const Figures &figures)
{
    const StudyInfo &info = figures.info;
    m_name->setText(info.synthetic ? tr("%1  ·  SYNTHETIC").arg(info.name) : info.name);
    QStringList facts{tr("%Ln patient(s)", nullptr, int(info.patients)),
                      tr("%Ln exam(s)", nullptr, int(info.exams)),
                      tr("%Ln photograph(s)", nullptr, int(info.images)),
                      tr("%Ln report(s)", nullptr, int(info.reports)),
                      tr("%Ln label(s)", nullptr, int(info.labels))};
    if (m_bytes >= 0)
        facts << tr("%1 on disk").arg(QLocale().formattedDataSize(m_bytes));
    m_facts->setText(facts.join(QStringLiteral("   ·   ")));

    // A button that had the focus goes, the next one takes it, and the page would scroll there.
    QScrollBar *bar = findChild<QScrollArea *>(QStringLiteral("studyPage"))->verticalScrollBar();
    QTimer::singleShot(0, bar, [bar, at = bar->value()] { bar->setValue(at); });
    emptyLayout(m_next);
    const QStringList notNow = m_context.settings.value(notNowKey).toStringList();
    const QString folder = m_context.study ? m_context.study->study().folder() : QString();
    int shown = 0;
    for (const NextStep &step : nextSteps(figures)) {
        const QString put = folder + QLatin1Char('|') + step.key;
        if (shown == stepsAtMost || (!step.key.isEmpty() && notNow.contains(put)))
            continue;
        ++shown;
        auto *line = new QWidget(this);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 2, 0, 2);
        row->setSpacing(space::s);
        auto *icon = new QLabel(line);
        icon->setPixmap(theme().pixmap(step.icon, 18, theme().color(Token::accent), devicePixelRatioF()));
        row->addWidget(icon);
        auto *text = new QLabel(step.text, line);
        text->setWordWrap(true);
        row->addWidget(text, 1);
        auto *button = new QPushButton(step.button, line);
        button->setObjectName(QStringLiteral("next_") + step.key);
        if (shown == 1)
            setLook(button, "primary");
        connect(button, &QPushButton::clicked, this, [act = step.act] { act(); });
        row->addWidget(button);
        if (!step.key.isEmpty()) {
            auto *later = new QToolButton(line);
            later->setIcon(theme().icon(QStringLiteral("cancel")));
            later->setToolTip(tr("Not now"));
            later->setAccessibleName(tr("Not now"));
            connect(later, &QToolButton::clicked, this, [this, put] {
                QStringList list = m_context.settings.value(notNowKey).toStringList();
                list << put;
                m_context.settings.setValue(notNowKey, list);
                if (m_figures)
                    show(Figures(*m_figures));
            });
            row->addWidget(later);
        }
        m_next->addWidget(line);
    }
    if (shown == 0) {
        auto *none = new QLabel(tr("Nothing is waiting."), this);
        setLook(none, "secondary");
        m_next->addWidget(none);
    }

    emptyLayout(m_content);
    for (const Facet &facet : figures.facets) {
        if (facet.values.isEmpty())
            continue;
        auto *head = new QLabel(FacetBar::titleOf(facet.field), this);
        setLook(head, "label");
        m_content->addWidget(head);
        qint64 largest = 1;
        for (const FacetValue &value : facet.values)
            largest = std::max(largest, value.count);
        QVector<FacetValue> values = facet.values;
        const bool cut = values.size() > barsAtMost + 1; // A line that says "and 1 more" could be that one.
        if (cut)
            std::stable_sort(values.begin(), values.end(),
                             [](const FacetValue &a, const FacetValue &b) { return a.count > b.count; });
        for (const FacetValue &value : values.mid(0, cut ? barsAtMost : values.size())) {
            auto *bar = new FacetBar(value, double(value.count) / double(largest), this);
            connect(bar, &QAbstractButton::clicked, this, [this, field = facet.field, value] {
                const QString query = QStringLiteral("%1:\"%2\"").arg(field, value.value);
                openQuery(query, [field, words = value.title.isEmpty() ? value.value : value.title] {
                    return FacetBar::titleOf(field) + QStringLiteral(": ") + words;
                });
            });
            m_content->addWidget(bar);
        }
        if (cut) {
            auto *more = new QPushButton(tr("and %Ln more…", nullptr, int(values.size()) - barsAtMost), this);
            more->setObjectName(QStringLiteral("more_") + facet.field);
            more->setToolTip(tr("All of them stand beside the exams in Data"));
            setLook(more, "quiet");
            connect(more, &QPushButton::clicked, this, [this] { m_context.showWorkspace(QStringLiteral("data")); });
            m_content->addWidget(more, 0, Qt::AlignLeft);
        }
        m_content->addSpacing(space::s);
    }

    emptyLayout(m_latest);
    for (const HistoryRow &row : figures.history) {
        auto *line = new QLabel(
            QStringLiteral("<span style=\"color:%1\">%2 · %3</span>&nbsp; %4")
                .arg(theme().color(Token::textSecondary).name(),
                     QLocale().toString(row.time.toLocalTime(), QLocale::ShortFormat),
                     personText(row.person).toHtmlEscaped(), historyText(row).toHtmlEscaped()),
            this);
        line->setWordWrap(true);
        m_latest->addWidget(line);
    }
    if (!figures.history.isEmpty()) {
        auto *all = new QPushButton(tr("All history…"), this);
        all->setObjectName(QStringLiteral("allHistory"));
        all->setToolTip(tr("Who changed what, and back to a moment (Ctrl+H)"));
        setLook(all, "quiet");
        connect(all, &QPushButton::clicked, this, [this] { m_context.showHistory(); });
        m_latest->addWidget(all, 0, Qt::AlignLeft);
    }
    if (figures.history.isEmpty()) {
        auto *none = new QLabel(tr("Nothing yet: labels, tags and verdicts will stand here."), this);
        none->setWordWrap(true);
        setLook(none, "secondary");
        m_latest->addWidget(none);
    }
}

void StudyWorkspace::retranslate()
{
    findChild<QScrollArea *>(QStringLiteral("studyPage"))->setAccessibleName(title());
    m_nextTitle->setText(tr("DO NEXT"));
    m_contentTitle->setText(tr("WHAT IS IN IT"));
    m_latestTitle->setText(tr("LATEST"));
    if (m_figures)
        show(Figures(*m_figures));
}

void StudyWorkspace::changeEvent(QEvent *event)
{
    Workspace::changeEvent(event);
    // The values' names come with them from the study, in the language of that moment.
    if (event->type() == QEvent::LanguageChange)
        m_timer.start();
}

} // namespace retclip
