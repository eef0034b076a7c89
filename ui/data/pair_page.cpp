// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/pair_page.h"

#include "core/jobs/job.h"
#include "core/study/patient_words.h"
#include "core/study/study_document.h"
#include "ui/data/details_panel.h"
#include "ui/data/laterality_dialog.h"
#include "ui/data/query_text.h"
#include "ui/data/why_overlay.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_comparison.h"
#include "ui/viewer/exam_marks.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"
#include "ui/viewer/region_bar.h"
#include "ui/viewer/region_layer.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTextBrowser>
#include <QTextCursor>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {
constexpr int aheadDecoded = 8;
constexpr int behindDecoded = 2;
} // namespace

void bindLabelKeys(KeyFilter &keys, AppContext &context, Labeller &labeller, QWidget *parent,
                   std::function<std::vector<ExamId>()> exams,
                   std::function<void(int key)> classKey)
{
    for (int key = 1; key <= 9; ++key)
        keys.bind(Qt::Key(Qt::Key_0 + key), [classKey, key] { classKey(key); });
    keys.bind({"label.clear", Qt::Key_0}, [&labeller, exams] { labeller.clear(exams()); });
    keys.bind({"label.right", Qt::Key_BracketLeft}, [&labeller] { labeller.setEyes(EyeTarget::right); });
    keys.bind({"label.left", Qt::Key_BracketRight}, [&labeller] { labeller.setEyes(EyeTarget::left); });
    keys.bind({"label.both", Qt::Key_Backslash}, [&labeller] { labeller.setEyes(EyeTarget::both); });
    keys.bind({"label.unsure", Qt::Key_U}, [&labeller, exams] { labeller.toggleUnsure(exams()); });
    keys.bind({"label.exclude", Qt::Key_X}, [&labeller, exams] { labeller.toggleExcluded(exams()); });
    keys.bind({"label.poor", Qt::Key_P},
              [&labeller, exams] { labeller.toggleTag(Labeller::poorImageTag(), exams()); });
    keys.bind({"label.tag", Qt::Key_T}, [&labeller, exams, parent] { labeller.askForTag(exams(), parent); });
    keys.bind({"label.comment", Qt::Key_C}, [&context, &labeller, exams, parent] {
        const std::vector<ExamId> ids = exams();
        if (ids.size() != 1 || !context.study)
            return;
        if (const auto exam = context.study->study().exam(ids.front()); exam)
            labeller.askForComment(*exam, parent);
        else
            context.notifications.post(exam.error());
    });
}

PairPage::PairPage(AppContext &context, ExamListModel &model, Labeller &labeller, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(model), m_labeller(labeller)
{
    setObjectName(QStringLiteral("pairPage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new QFrame(this);
    setLook(bar, "topbar");
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::s, space::xs, space::m, space::xs);
    row->setSpacing(space::xs);
    const auto tool = [bar, row](const char *icon) {
        auto *button = new QToolButton(bar);
        button->setIcon(theme().icon(QString::fromLatin1(icon)));
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        return button;
    };
    m_back = tool("grid");
    row->addSpacing(space::s);
    m_previous = tool("back");
    m_place = new QLabel(bar);
    setLook(m_place, "label");
    row->addWidget(m_place);
    m_next = tool("forward");
    row->addSpacing(space::m);
    m_facts = new QLabel(bar);
    setLook(m_facts, "secondary");
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_facts, 1);
    m_viewer = new PairedViewer(*context.pictures, this);
    m_viewer->setProperty("pane", true);
    m_why = new QLabel(this);
    m_why->setObjectName(QStringLiteral("pairWhy"));
    m_why->setContentsMargins(space::m, space::xs, space::m, space::xs);
    m_why->setWordWrap(true);
    m_why->hide();
    row->addWidget(new PairedViewerBar(*m_viewer, bar));
    column->addWidget(bar);
    m_regions = new RegionLayer(context, *m_viewer);
    auto *regionBar = new RegionBar(*m_regions, this);
    connect(regionBar, &RegionBar::left, this, [this] { m_viewer->setFocus(); });
    column->addWidget(regionBar);
    column->addWidget(m_why);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("pairSplitter"));
    splitter->addWidget(m_viewer);
    auto *reading = new QFrame(splitter);
    setLook(reading, "bar");
    auto *readingColumn = new QVBoxLayout(reading);
    readingColumn->setContentsMargins(space::m, space::s, space::m, space::s);
    m_report = new QTextBrowser(reading);
    m_report->setProperty("pane", true);
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setOpenLinks(false);
    setLook(m_report, "reading");
    readingColumn->addWidget(m_report);
    splitter->addWidget(reading);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({700, 110});
    column->addWidget(splitter, 1);
    auto *labels = new QFrame(this);
    setLook(labels, "bar");
    auto *labelColumn = new QVBoxLayout(labels);
    labelColumn->setContentsMargins(0, 0, 0, 0);
    m_labelRow = new LabelRow(labeller, labels);
    labelColumn->addWidget(m_labelRow);
    column->addWidget(labels);

    connect(m_viewer, &PairedViewer::stateChanged, this, &PairPage::findWhy);
    connect(m_back, &QToolButton::clicked, this, &PairPage::closed);
    connect(m_previous, &QToolButton::clicked, this, &PairPage::previous);
    connect(m_next, &QToolButton::clicked, this, &PairPage::next);
    connect(m_labelRow, &LabelRow::keyChosen, this, &PairPage::applyKey);
    connect(m_labelRow, &LabelRow::clearChosen, this, [this] { m_labeller.clear(current()); });
    connect(&theme(), &Theme::changed, this, &PairPage::refreshExam);
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == QLatin1String("hide_identifiers"))
            refreshExam();
    });
    new ExamMarks(context, *m_viewer, this);
    m_comparison = new ExamComparison(context, *m_viewer, this);
    bindKeys();
    retranslate();
}

/// The overlay of this page says what is wrong with the photographs and where; looked for only
/// while it is on.
void PairPage::findWhy()
{
    const bool on = m_viewer->overlayShown();
    const ExamRow *exam = m_model.row(m_row);
    m_why->setVisible(on && exam);
    if (!on || !exam || m_whyExam == exam->id)
        return;
    m_whyExam = exam->id;
    m_why->setText(tr("Looking…"));
    using Whys = PerEye<std::optional<PhotographWhy>>;
    m_context.jobs.start<Whys>(
        {}, this,
        [exam = *exam](const ProgressCallback &, std::stop_token) -> Result<Whys> {
            Whys whys;
            for (const Laterality eye : both_eyes) {
                if (!exam.images[eye])
                    continue;
                if (auto why = whyOf(exam.images[eye]->path))
                    whys[eye] = std::move(*why);
            }
            return whys;
        },
        [this, id = exam->id](Result<Whys> whys) {
            if (!whys || m_model.examAt(m_row) != id)
                return;
            QStringList words;
            for (const Laterality eye : both_eyes) {
                m_viewer->setOverlay(eye, (*whys)[eye] ? whyOverlay(*(*whys)[eye]) : QImage());
                if ((*whys)[eye])
                    words << whyText(*(*whys)[eye], eye);
            }
            m_why->setText(words.join(QStringLiteral("   ·   ")));
        });
}

/// Where the report speaks of what was searched for, else of the classes of the label sets; where
/// it speaks of neither, sentence by sentence.
void PairPage::nextTerm()
{
    const QString report = m_report->toPlainText();
    QStringList terms = m_words;
    if (terms.isEmpty()) {
        for (const LabelSet &set : m_labeller.sets()) {
            for (const LabelClass &one : set.classes)
                terms << one.title << one.titleZh << (one.name.size() > 2 ? one.name : QString());
        }
    }
    QTextCursor cursor = m_report->textCursor();
    const auto found = nextTermIn(report, terms, cursor.hasSelection() ? cursor.selectionEnd() : 0);
    if (!found)
        return;
    cursor.setPosition(found->first);
    cursor.setPosition(found->first + found->second, QTextCursor::KeepAnchor);
    m_report->setTextCursor(cursor);
    m_report->ensureCursorVisible();
}

void PairPage::bindKeys()
{
    auto *keys = new KeyFilter(m_viewer);
    m_viewer->bindKeys(*keys, PairedViewer::Flicker::here);
    m_regions->bindKeys(*keys);
    using Repeat = KeyFilter::Repeat;
    // With a tool in hand Space is held to pan, as in other viewers; else it goes on.
    keys->bindHold(
        {"data.next", Qt::Key_Space},
        [this] {
            if (m_viewer->tool() == ViewerTool::pan)
                next();
            else
                m_viewer->setPanHeld(true);
        },
        [this] { m_viewer->setPanHeld(false); }, Repeat::yes);
    keys->bind({"data.previous", Qt::Key_Backspace}, [this] { previous(); }, Repeat::yes);
    keys->bind({"viewer.compare_next", Qt::Key_A, Qt::ShiftModifier}, [this] { m_comparison->chooseNext(); });
    keys->bind({"viewer.report_term", Qt::Key_J}, [this] { nextTerm(); });
    keys->bind({"viewer.laterality", Qt::Key_W}, [this] {
        if (const ExamRow *exam = m_model.row(m_row))
            (new LateralityDialog(m_context, *exam, this))->open();
    });
    for (Qt::Key key : {Qt::Key_Right, Qt::Key_PageDown, Qt::Key_Return, Qt::Key_Enter})
        keys->bind(key, [this] { next(); }, Repeat::yes);
    for (Qt::Key key : {Qt::Key_Left, Qt::Key_PageUp})
        keys->bind(key, [this] { previous(); }, Repeat::yes);
    keys->bind(Qt::Key_Home, [this] { showRow(0); });
    keys->bind(Qt::Key_End, [this] { showRow(m_model.rowCount() - 1); });
    keys->bind({"data.unlabelled", Qt::Key_N}, [this] { nextUnlabelled(1); });
    keys->bind({"data.unlabelled_before", Qt::Key_N, Qt::ShiftModifier},
               [this] { nextUnlabelled(-1); });
    keys->bind(Qt::Key_Escape, [this] { emit closed(); });
    keys->bind({"data.open_pair", Qt::Key_Q}, [this] { emit closed(); });
    keys->bind({"label.review", Qt::Key_R}, [this] {
        Selection selection;
        selection.exams = current();
        if (const ExamRow *exam = m_model.row(m_row))
            selection.describe([code = exam->code] { return tr("Exam %1").arg(code); });
        m_context.selections.sendToReview(selection);
    });
    bindLabelKeys(*keys, m_context, m_labeller, this, [this] { return current(); },
                  [this](int key) { applyKey(key); });
}

std::vector<ExamId> PairPage::current() const
{
    const ExamId id = m_model.examAt(m_row);
    return id.valid() ? std::vector<ExamId>{id} : std::vector<ExamId>{};
}

void PairPage::applyKey(int key)
{
    const bool single = m_labeller.applyKey(key, current());
    const bool advance =
        m_context.settings.value(QStringLiteral("label/advance"), true).toBool();
    // One eye of a set for each eye is labelled: the other one waits on the same exam.
    const bool eyeByEye = m_labeller.current() && m_labeller.current()->perEye
        && m_labeller.eyes() == EyeTarget::right;
    if (single && advance) {
        if (eyeByEye)
            m_labeller.setEyes(EyeTarget::left);
        else {
            if (m_labeller.current()->perEye && m_labeller.eyes() == EyeTarget::left)
                m_labeller.setEyes(EyeTarget::right);
            next();
        }
    }
}

void PairPage::showRow(int row)
{
    if (m_model.rowCount() == 0) {
        m_row = -1;
        m_viewer->clearExam();
        refreshExam();
        return;
    }
    const int wanted = qBound(0, row, m_model.rowCount() - 1);
    m_direction = wanted >= m_row ? 1 : -1;
    m_row = wanted;
    if (const ExamRow *exam = m_model.row(m_row))
        m_viewer->showExam(*exam);
    else
        m_viewer->clearExam();
    // What comes next, in the direction of walking, and a little of what was.
    std::vector<ExamRow> near;
    const auto add = [this, &near](int distance) {
        if (const ExamRow *exam = m_model.row(m_row + distance))
            near.push_back(*exam);
    };
    for (int i = 1; i <= aheadDecoded; ++i)
        add(i * m_direction);
    for (int i = 1; i <= behindDecoded; ++i)
        add(-i * m_direction);
    m_viewer->prefetch(near);
    if (const ExamRow *exam = m_model.row(m_row))
        m_comparison->showExam(*exam);
    for (const Laterality eye : both_eyes)
        m_viewer->setOverlay(eye, {});
    m_whyExam = {};
    findWhy();
    refreshExam();
    emit rowShown(m_row);
}

void PairPage::setSearchedWords(const QStringList &words)
{
    m_words = words;
    refreshExam();
}

void PairPage::refreshExam()
{
    const ExamRow *exam = m_model.row(m_row);
    m_labelRow->showExam(exam ? std::optional<ExamRow>(*exam) : std::nullopt);
    m_previous->setEnabled(m_row > 0);
    m_next->setEnabled(m_row + 1 < m_model.rowCount());
    if (!exam) {
        m_place->clear();
        m_facts->clear();
        m_report->clear();
        return;
    }
    m_place->setText(tr("%1 of %2").arg(QLocale().toString(m_row + 1),
                                        QLocale().toString(m_model.rowCount())));
    QStringList facts{m_context.settings.hideIdentifiers() ? tr("exam %1").arg(exam->id.value)
                                                           : exam->code};
    if (!exam->sex.isEmpty())
        facts << sexText(exam->sex);
    if (exam->age >= 0)
        facts << tr("%1 years").arg(exam->age);
    if (exam->date.isValid())
        facts << QLocale().toString(exam->date, QLocale::ShortFormat);
    if (!exam->camera.isEmpty())
        facts << exam->camera;
    if (exam->unsure)
        facts << tr("unsure");
    if (exam->excluded)
        facts << tr("excluded");
    facts += exam->tags;
    m_facts->setText(facts.join(QStringLiteral("  ·  ")));
    m_report->setHtml(exam->report.isEmpty()
                          ? QStringLiteral("<span style=\"color:%1\">%2</span>")
                                .arg(theme().color(Token::textSecondary).name(), tr("No report"))
                          : reportHtml(exam->report, m_words));
}

void PairPage::next()
{
    if (m_row + 1 < m_model.rowCount())
        showRow(m_row + 1);
}

void PairPage::previous()
{
    if (m_row > 0)
        showRow(m_row - 1);
}

void PairPage::nextUnlabelled(int step)
{
    const LabelSet *set = m_labeller.current();
    for (int row = m_row + step; row >= 0 && row < m_model.rowCount(); row += step) {
        const ExamRow *exam = m_model.row(row);
        if (!exam)
            continue;
        bool labelled = false;
        for (const LabelState &label : exam->labels)
            labelled = labelled || (label.known && (!set || label.setName == set->name));
        if (!labelled) {
            showRow(row);
            return;
        }
    }
    m_context.notifications.post(
        message(QT_TRANSLATE_NOOP("Message", "Every exam in this direction has a label.")));
}

void PairPage::retranslate()
{
    const auto name = [](QToolButton *button, const QString &text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_back, tr("Back to all exams  (Esc)"));
    name(m_previous, tr("Previous exam  (Left)"));
    name(m_next, tr("Next exam  (Space)"));
    m_report->setAccessibleName(tr("Report"));
    refreshExam();
}

void PairPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
