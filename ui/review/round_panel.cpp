// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/round_panel.h"

#include "core/jobs/job.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/review/round_session.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace retclip {

namespace {
constexpr int soon_ms = 400;
constexpr int resamples = 2000;
constexpr int repeatsForOwnKappa = 30; ///< Before that it says more of chance than of the reader.

QString kappaText(const MetricValue &value)
{
    const QLocale locale;
    if (!value.value)
        return QStringLiteral("–");
    QString text = locale.toString(*value.value, 'f', 2);
    if (value.interval)
        text += QStringLiteral(" [%1, %2]").arg(locale.toString(value.interval->low, 'f', 2),
                                                locale.toString(value.interval->high, 'f', 2));
    return text;
}

QString tableRow(const QString &name, const QString &value, const QString &n)
{
    return QStringLiteral("<tr><td style=\"padding-right:10px\">%1</td><td style=\"padding-right:10px\">%2</td>"
                          "<td align=\"right\">%3</td></tr>")
        .arg(name.toHtmlEscaped(), value, n);
}

} // namespace

RoundPanel::RoundPanel(AppContext &context, RoundSession &session, QWidget *parent)
    : QFrame(parent), m_context(context), m_session(session)
{
    setLook(this, "panel-left");
    setMinimumWidth(250);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::m, space::m, space::s);
    layout->setSpacing(space::xs);
    m_back = new QPushButton;
    setLook(m_back, "quiet");
    layout->addWidget(m_back);
    m_rounds = new QComboBox;
    m_rounds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    layout->addWidget(m_rounds);
    m_new = new QPushButton;
    layout->addWidget(m_new);
    layout->addSpacing(space::s);
    m_who = new QLabel;
    m_who->setWordWrap(true);
    setLook(m_who, "label");
    layout->addWidget(m_who);
    m_state = new QLabel;
    m_state->setWordWrap(true);
    setLook(m_state, "caption");
    layout->addWidget(m_state);
    layout->addSpacing(space::xs);
    m_grade = new QPushButton;
    m_disagreements = new QPushButton;
    for (QPushButton *button : {m_grade, m_disagreements}) {
        button->setCheckable(true);
        layout->addWidget(button);
    }
    layout->addSpacing(space::s);
    m_progress = new QWidget;
    m_lines = new QGridLayout(m_progress);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setHorizontalSpacing(space::s);
    m_lines->setVerticalSpacing(space::xs);
    layout->addWidget(m_progress);
    layout->addSpacing(space::s);
    m_agreementTitle = new QLabel;
    setLook(m_agreementTitle, "overline");
    layout->addWidget(m_agreementTitle);
    m_agreement = new QLabel;
    m_agreement->setObjectName(QStringLiteral("roundAgreement"));
    m_agreement->setTextFormat(Qt::RichText);
    m_agreement->setWordWrap(true);
    m_agreement->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_agreement);
    layout->addStretch();
    m_settle = new QPushButton;
    m_close = new QPushButton;
    layout->addWidget(m_settle);
    layout->addWidget(m_close);

    m_soon.setSingleShot(true);
    m_soon.setInterval(soon_ms);
    connect(&m_soon, &QTimer::timeout, this, &RoundPanel::compute);
    connect(m_rounds, &QComboBox::activated, this, [this] { emit roundChosen(m_rounds->currentData().toString()); });
    connect(m_new, &QPushButton::clicked, this, &RoundPanel::newWanted);
    connect(m_back, &QPushButton::clicked, this, &RoundPanel::queueWanted);
    connect(m_grade, &QPushButton::clicked, this, [this] { m_session.setMode(RoundSession::Mode::grading); });
    connect(m_disagreements, &QPushButton::clicked, this,
            [this] { m_session.setMode(RoundSession::Mode::disagreements); });
    connect(m_settle, &QPushButton::clicked, this, [this] {
        const auto settled = m_session.settleAgreed();
        if (!settled)
            m_context.notifications.post(settled.error());
    });
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (auto closed = m_session.close(); !closed)
            m_context.notifications.post(closed.error());
    });
    connect(&m_session, &RoundSession::changed, this, &RoundPanel::refresh);
    retranslate();
}

RoundPanel::~RoundPanel()
{
    if (m_job)
        m_job->cancel();
}

QString RoundPanel::agreementText() const
{
    return m_agreement->text();
}

QString RoundPanel::readerName(int reader) const
{
    const ReadingRound &round = m_session.round();
    const QString letter(QChar(u'A' + reader - 1));
    if (reader == m_session.reader())
        return tr("%1 (you)").arg(letter);
    // Who is who stays hidden from the readers of a blind round.
    return round.blind && m_session.reader() > 0 ? letter
                                                 : QStringLiteral("%1  %2").arg(letter, round.readers.value(reader - 1));
}

void RoundPanel::fillRounds()
{
    const QSignalBlocker quiet(m_rounds);
    m_rounds->clear();
    for (const ReadingRound &round : m_session.rounds())
        m_rounds->addItem(round.isOpen() ? round.name : tr("%1 (closed)").arg(round.name), round.name);
    if (m_rounds->count() == 0)
        m_rounds->addItem(tr("no round yet"), QString());
    m_rounds->setEnabled(!m_rounds->itemData(0).toString().isEmpty());
    if (m_session.isOpen())
        m_rounds->setCurrentIndex(std::max(0, m_rounds->findData(m_session.round().name)));
}

void RoundPanel::showProgress()
{
    while (QLayoutItem *old = m_lines->takeAt(0)) {
        if (old->widget()) {
            old->widget()->hide();
            old->widget()->deleteLater();
        }
        delete old;
    }
    const QVector<ReaderProgress> &lines = m_session.progress();
    for (int i = 0; i < lines.size(); ++i) {
        auto *name = new QLabel(readerName(i + 1));
        auto *bar = new QProgressBar;
        bar->setTextVisible(false);
        bar->setMaximum(std::max(1, lines[i].total));
        bar->setValue(lines[i].graded);
        const QString text = tr("%1 of %2").arg(QLocale().toString(lines[i].graded), QLocale().toString(lines[i].total));
        bar->setAccessibleName(tr("Reader %1: %2 graded").arg(name->text(), text));
        auto *count = new QLabel(text);
        setLook(count, "caption");
        m_lines->addWidget(name, i, 0);
        m_lines->addWidget(bar, i, 1);
        m_lines->addWidget(count, i, 2);
    }
    m_lines->setColumnStretch(1, 1);
}

void RoundPanel::refresh()
{
    const bool open = m_session.isOpen();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_who, m_state, m_grade, m_disagreements, m_progress,
                                                            m_agreementTitle, m_agreement, m_settle, m_close})
        widget->setVisible(open);
    if (!open)
        return;
    const ReadingRound &round = m_session.round();
    const int reader = m_session.reader();
    m_who->setText(reader > 0 ? tr("You grade as %1").arg(QChar(u'A' + reader - 1))
                              : tr("You are no reader of this round: you decide"));
    QStringList state{round.blind ? tr("blind") : tr("not blind"), tr("%n case(s)", nullptr, round.cases)};
    if (round.repeats > 0)
        state << tr("%n hidden control(s)", nullptr, round.repeats);
    state << (round.isOpen() ? tr("%1 settled").arg(m_session.settled()) : tr("closed"));
    m_state->setText(state.join(QStringLiteral(" · ")));
    m_grade->setVisible(reader > 0);
    m_grade->setChecked(m_session.mode() == RoundSession::Mode::grading);
    m_disagreements->setChecked(m_session.mode() == RoundSession::Mode::disagreements);
    m_disagreements->setText(tr("Disagreements (%1)").arg(m_session.disagreements()));
    m_settle->setText(tr("Settle %n agreed grade(s)", nullptr, m_session.agreedOpen()));
    m_settle->setEnabled(round.isOpen() && m_session.agreedOpen() > 0);
    m_settle->setVisible(m_session.mayCompare());
    m_close->setVisible(reader == 0 && round.isOpen());
    showProgress();
    const QString hidden = tr("Shown when you have graded all.");
    if (m_session.mayCompare()) {
        if (m_agreement->text() == hidden)
            m_agreement->clear(); // Counted soon.
        m_soon.start();
    } else {
        m_soon.stop();
        m_agreement->setText(hidden);
    }
}

void RoundPanel::compute()
{
    if (!m_session.isOpen() || !m_context.study)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return;
    const std::shared_ptr<Study> study = std::move(*other);
    if (m_job)
        m_job->cancel();
    m_job = m_context.jobs.start<RoundAgreement>(
        {}, this,
        [study, round = m_session.round()](const ProgressCallback &, std::stop_token stop) {
            BootstrapOptions bootstrap;
            bootstrap.draws = resamples;
            return roundAgreement(*study, round, bootstrap, stop);
        },
        [this, name = m_session.round().name](Result<RoundAgreement> agreement) {
            if (!agreement) {
                if (agreement.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(agreement.error());
                return;
            }
            if (m_session.isOpen() && m_session.round().name == name && m_session.mayCompare())
                showAgreement(*agreement);
        });
}

void RoundPanel::showAgreement(const RoundAgreement &agreement)
{
    const QLocale locale;
    const int readers = int(m_session.round().readers.size());
    QString rows;
    for (const RoundAgreement::Part &part : agreement.parts) {
        const AgreementReport &report = part.report;
        const QString kind = readers > 2 ? tr("Fleiss' kappa") : tr("Cohen's kappa");
        rows += tableRow(part.className.isEmpty() ? kind : labelTitle(agreement.set.name, part.className), kappaText(report.kappa),
                         locale.toString(qint64(report.complete)));
        if (!part.className.isEmpty())
            continue;
        if (agreement.set.kind == LabelKind::ordinal)
            rows += tableRow(tr("quadratic"), kappaText(report.kappa_quadratic), locale.toString(qint64(report.complete)));
        rows += tableRow(tr("same answer"), kappaText(report.agreement), locale.toString(qint64(report.complete)));
        if (report.pairs.size() > 1)
            for (const PairAgreement &pair : report.pairs)
                rows += tableRow(QStringLiteral("%1 – %2").arg(QChar(u'A' + int(pair.first)), QChar(u'A' + int(pair.second))),
                                 kappaText(pair.kappa), locale.toString(qint64(pair.n)));
        if (agreement.set.kind != LabelKind::binary)
            for (const ClassAgreement &each : report.per_class)
                rows += tableRow(labelTitle(agreement.set.name, QString::fromStdString(each.name)), kappaText(each.kappa),
                                 locale.toString(each.prevalence * 100, 'f', 0) + QStringLiteral(" %"));
    }
    for (std::size_t i = 0; i < agreement.intra.size(); ++i) {
        const IntraAgreement &each = agreement.intra[i];
        const bool own = m_session.reader() == int(i) + 1;
        if ((m_session.reader() > 0 && !own) || (own && each.repeats < repeatsForOwnKappa) || each.repeats == 0)
            continue;
        rows += tableRow(tr("%1 twice").arg(QChar(u'A' + int(i))), kappaText(each.kappa), locale.toString(each.repeats));
    }
    if (agreement.notGradable > 0)
        rows += tableRow(tr("not gradable"), QString(), locale.toString(agreement.notGradable));
    m_agreement->setText(rows.isEmpty() ? tr("Nothing to compare yet.") : QStringLiteral("<table>%1</table>").arg(rows));
}

void RoundPanel::retranslate()
{
    m_back->setText(tr("Back to the review queue"));
    m_new->setText(tr("New round…"));
    m_rounds->setAccessibleName(tr("Round"));
    m_grade->setText(tr("Grade"));
    m_close->setText(tr("Close the round"));
    m_close->setToolTip(tr("No further grades; what is settled stays"));
    m_settle->setToolTip(tr("Gives the label that all readers said; one step of undo"));
    m_agreementTitle->setText(tr("AGREEMENT (95 %, BY PATIENT)"));
    fillRounds();
    refresh();
}

} // namespace retclip
