// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/operating_page.h"

#include "core/inspection/evaluation_words.h"
#include "core/statistics/operating_points.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/evaluate/shown_evaluation.h"
#include "ui/plots/confusion_view.h"
#include "ui/plots/roc_chart.h"
#include "ui/shell/theme.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace retclip {

namespace {

QSpinBox *percentBox(int value)
{
    auto *box = new QSpinBox;
    box->setRange(50, 100);
    box->setValue(value);
    box->setSuffix(QStringLiteral(" %"));
    return box;
}

} // namespace

OperatingPage::OperatingPage(ShownEvaluation &shown, QWidget *parent)
    : QWidget(parent), m_shown(shown), m_specificity(percentBox(95)), m_sensitivity(percentBox(90)),
      m_threshold(new QDoubleSpinBox), m_slider(new QSlider(Qt::Horizontal)),
      m_thresholdTitle(labelWithLook("label")), m_chosenOn(labelWithLook("caption", true)),
      m_sentence(labelWithLook("secondary", true)), m_roc(new RocChart(RocChart::Kind::roc)),
      m_pr(new RocChart(RocChart::Kind::precisionRecall)), m_confusion(new ConfusionView),
      m_back(new QPushButton), m_review(new QPushButton)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::s, 0, 0);
    layout->setSpacing(space::s);
    layout->addWidget(buildChoices());
    auto *middle = new QHBoxLayout;
    middle->setSpacing(space::s);
    middle->addWidget(m_roc, 1);
    middle->addWidget(m_pr, 1);
    middle->addWidget(buildOutcomes(), 1);
    layout->addLayout(middle, 1);
    layout->addWidget(m_sentence);

    const auto byHand = [this](double threshold) {
        m_chosenOn->clear();
        m_shown.setThreshold(threshold);
    };
    connect(m_slider, &QSlider::valueChanged, this, [this, byHand](int place) {
        byHand(m_shown.thresholds().threshold(std::size_t(place)));
    });
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, byHand);
    for (RocChart *chart : {m_roc, m_pr})
        connect(chart, &RocChart::thresholdPicked, this, byHand);
    connect(m_confusion, &ConfusionView::cellClicked, this, &OperatingPage::pickCell);
    connect(m_review, &QPushButton::clicked, this, &OperatingPage::reviewAsked);
    connect(&m_shown, &ShownEvaluation::classChanged, this, &OperatingPage::showClass);
    connect(&m_shown, &ShownEvaluation::thresholdChanged, this, &OperatingPage::showThreshold);
}

QWidget *OperatingPage::buildChoices()
{
    auto *card = cardFrame();
    auto *box = new QVBoxLayout(card);
    box->setContentsMargins(space::m, space::s, space::m, space::s);
    box->setSpacing(space::xs);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        m_choices[i] = new QPushButton;
        connect(m_choices[i], &QPushButton::clicked, this, [this, i] { choose(Choice(i)); });
    }
    setLook(m_back, "link");
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_chosenOn->clear();
        m_shown.setThreshold({});
    });
    buttons->addWidget(m_choices[0]);
    buttons->addWidget(m_choices[1]);
    buttons->addWidget(m_specificity);
    buttons->addWidget(m_choices[2]);
    buttons->addWidget(m_sensitivity);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    box->addLayout(buttons);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::s);
    m_threshold->setDecimals(4);
    m_threshold->setRange(0, 1);
    m_threshold->setSingleStep(0.01);
    m_threshold->setKeyboardTracking(false);
    m_slider->setMinimumHeight(space::target);
    line->addWidget(m_thresholdTitle);
    line->addWidget(m_slider, 1);
    line->addWidget(m_threshold);
    box->addLayout(line);
    box->addWidget(m_chosenOn);
    return card;
}

QWidget *OperatingPage::buildOutcomes()
{
    auto *card = cardFrame();
    auto *box = new QVBoxLayout(card);
    box->setContentsMargins(space::s, space::s, space::s, space::s);
    box->setSpacing(space::s);
    box->addWidget(m_confusion, 3);
    auto *grid = new QGridLayout;
    grid->setSpacing(0);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        m_figures[i] = new FigureTile;
        setLook(m_figures[i], "");
        grid->addWidget(m_figures[i], int(i) / 2, int(i) % 2);
    }
    box->addLayout(grid);
    box->addWidget(m_review, 0, Qt::AlignRight);
    return card;
}

void OperatingPage::choose(Choice choice)
{
    if (!m_shown.result())
        return;
    const ClassSeries validation = m_shown.cases().series(Split::validation, m_shown.classIndex());
    const bool honest = ThresholdTable(validation.truth, validation.scores).has_both();
    const ClassSeries &from = honest ? validation : m_shown.test();
    std::optional<double> threshold;
    if (choice == Choice::youden) {
        threshold = youden_threshold(from.truth, from.scores);
    } else {
        const auto point = choice == Choice::sensitivityAtSpecificity
            ? sensitivity_at_specificity(from.truth, from.scores, m_specificity->value() / 100.0)
            : specificity_at_sensitivity(from.truth, from.scores, m_sensitivity->value() / 100.0);
        if (point)
            threshold = point->threshold;
    }
    if (!threshold)
        return;
    // Infinite: nothing is called positive.
    m_shown.setThreshold(std::isfinite(*threshold)
                             ? *threshold
                             : m_shown.thresholds().threshold(m_shown.thresholds().scores().size()));
    m_chosenOn->setText(honest ? tr("Chosen on validation (%n cases), applied to test.", nullptr,
                                    int(from.truth.size()))
                               : tr("Chosen on test, as validation lacks one of the two kinds: what "
                                    "is read here is optimistic."));
}

void OperatingPage::showClass()
{
    m_chosenOn->clear();
    const ClassSeries &test = m_shown.test();
    QVector<RocChart::Curve> roc, pr;
    double prevalence = 0;
    if (m_shown.thresholds().has_both()) {
        const Outcomes all = m_shown.thresholds().at(0.5);
        prevalence = double(all.sensitivity().cases) / double(test.truth.size());
        const QString name = m_shown.classTitle(m_shown.classIndex());
        roc.append({name, roc_curve(test.truth, test.scores)});
        pr.append({name, precision_recall_curve(test.truth, test.scores)});
    }
    for (RocChart *chart : {m_roc, m_pr})
        chart->setEmptyText(tr("Both kinds are needed, cases with the class and without; one of "
                               "them does not occur here."));
    m_roc->setCurves(roc);
    m_pr->setCurves(pr, prevalence);
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, int(m_shown.thresholds().scores().size()));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 20));
    m_stale = true;
    showThreshold();
}

void OperatingPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        showThreshold();
}

void OperatingPage::showThreshold()
{
    m_stale = !isVisible();
    if (m_stale || !m_shown.result())
        return;
    const double threshold = m_shown.thresholdInForce();
    const Outcomes outcomes = m_shown.thresholds().at(threshold);
    {
        const QSignalBlocker quietSlider(m_slider);
        const QSignalBlocker quietBox(m_threshold);
        m_slider->setValue(int(m_shown.thresholds().place(threshold)));
        m_threshold->setValue(threshold);
    }
    m_roc->setThreshold(threshold);
    m_pr->setThreshold(threshold);
    const QString with = m_shown.classTitle(m_shown.classIndex());
    m_confusion->setMatrix({{tr("not %1").arg(with).toStdString(), with.toStdString()},
                            {{outcomes.true_negative, outcomes.false_positive},
                             {outcomes.false_negative, outcomes.true_positive}}});
    const std::array<std::pair<QString, CountedShare>, 4> shares{
        {{tr("Sensitivity"), outcomes.sensitivity()},
         {tr("Specificity"), outcomes.specificity()},
         {tr("PPV"), outcomes.positive_predictive_value()},
         {tr("NPV"), outcomes.negative_predictive_value()}}};
    for (std::size_t i = 0; i < shares.size(); ++i)
        m_figures[i]->setContents(shares[i].first, shownFigure(shares[i].second.value()),
                                  shownInterval(shares[i].second.interval()));
    const qint64 all = qint64(m_shown.test().truth.size());
    const auto ofHundred = [&](std::int64_t count) {
        return QLocale().toString(all > 0 ? 100.0 * double(count) / double(all) : 0, 'f', 0);
    };
    m_sentence->setText(tr("Of 100 such cases %1 are called positive, %2 of them rightly; %3 of the "
                           "100 have it and are missed.")
                            .arg(ofHundred(outcomes.true_positive + outcomes.false_positive),
                                 ofHundred(outcomes.true_positive),
                                 ofHundred(outcomes.false_negative)));
    m_back->setEnabled(m_shown.threshold().has_value());
    m_review->setEnabled(false);
}

void OperatingPage::pickCell(int truth, int prediction)
{
    const int count = m_shown.selectOutcome(truth == 1, prediction == 1);
    m_review->setText(tr("Review these %n", nullptr, count));
    m_review->setEnabled(count > 0);
}

void OperatingPage::retranslate()
{
    m_choices[0]->setText(tr("Youden"));
    m_choices[0]->setToolTip(tr("The threshold with the largest sensitivity + specificity − 1"));
    m_choices[1]->setText(tr("Best sensitivity at specificity ≥"));
    m_choices[1]->setToolTip(tr("Few false alarms first: the highest sensitivity among thresholds "
                                "with at least this specificity"));
    m_choices[2]->setText(tr("Best specificity at sensitivity ≥"));
    m_choices[2]->setToolTip(tr("Few misses first: the highest specificity among thresholds with at "
                                "least this sensitivity"));
    m_specificity->setAccessibleName(tr("Least specificity"));
    m_sensitivity->setAccessibleName(tr("Least sensitivity"));
    m_back->setText(tr("Back to the operating point"));
    m_thresholdTitle->setText(tr("Threshold"));
    m_thresholdTitle->setBuddy(m_slider);
    m_slider->setAccessibleName(tr("Threshold"));
    m_slider->setToolTip(tr("Each step lets one more case change sides (arrow keys; Page Up and "
                            "Page Down: a twentieth)"));
    m_threshold->setAccessibleName(tr("Threshold as a number"));
    m_review->setText(tr("Review these"));
    const std::array<QString, 4> tips{
        tr("Share of cases with the class that are called positive"),
        tr("Share of cases without the class that are called negative"),
        tr("Positive predictive value: share of positive calls that are right, at the prevalence "
           "of this test split"),
        tr("Negative predictive value: share of negative calls that are right, at the prevalence "
           "of this test split")};
    for (std::size_t i = 0; i < tips.size(); ++i)
        m_figures[i]->setToolTip(tips[i] + QLatin1Char('\n')
                                 + tr("Interval: Wilson, 95 %; cases count as independent"));
    if (m_shown.result())
        showClass();
}

} // namespace retclip
