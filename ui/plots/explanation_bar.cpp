// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/explanation_bar.h"

#include "ui/shell/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSlider>

namespace retclip {

ExplanationBar::ExplanationBar(QWidget *parent) : QWidget(parent)
{
    m_method = new QComboBox;
    m_method->setObjectName(QStringLiteral("explanationMethod"));
    for (const char *method : {"relevance", "rollout", "occlusion"})
        m_method->addItem(QString(), QString::fromLatin1(method));
    m_threshold = new QSlider(Qt::Horizontal);
    m_threshold->setObjectName(QStringLiteral("explanationThreshold"));
    m_threshold->setRange(0, 95);
    m_threshold->setPageStep(10);
    m_threshold->setFixedWidth(theme().scaled(110));
    m_share = new QLabel;
    m_share->setMinimumWidth(theme().scaled(44));
    setLook(m_share, "caption");
    m_failure = new QLabel;
    m_failure->setObjectName(QStringLiteral("explanationFailure"));
    setLook(m_failure, "caption");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, 0, space::m, 0);
    row->setSpacing(space::s);
    m_title = new QLabel;
    setLook(m_title, "caption");
    row->addWidget(m_title);
    row->addWidget(m_method);
    row->addWidget(m_threshold);
    row->addWidget(m_share);
    m_eyes = new QLabel;
    m_eyes->setObjectName(QStringLiteral("explanationEyes"));
    setLook(m_eyes, "caption");
    m_check = new QPushButton;
    m_check->setObjectName(QStringLiteral("explanationCheck"));
    setLook(m_check, "quiet");
    row->addWidget(m_eyes);
    row->addWidget(m_failure, 1);
    row->addWidget(m_check);
    connect(m_check, &QPushButton::clicked, this, &ExplanationBar::checkWanted);
    connect(m_method, &QComboBox::activated, this, [this] {
        showFailure();
        emit methodChosen();
    });
    connect(m_threshold, &QSlider::valueChanged, this, [this] {
        showFailure();
        emit thresholdMoved();
    });
    retranslate();
}

QString ExplanationBar::method() const
{
    return m_method->currentData().toString();
}

double ExplanationBar::threshold() const
{
    return m_threshold->value() / 100.0;
}

void ExplanationBar::setFailures(const QHash<QString, QString> &failures)
{
    m_failures = failures;
    showFailure();
}

QString ExplanationBar::wordOnPicture() const
{
    return m_failures.value(method()).isEmpty() ? QString() : tr("failed its checks");
}

void ExplanationBar::setEyes(const QString &text)
{
    m_eyes->setText(text);
}

void ExplanationBar::setChecking(bool on)
{
    m_checking = on;
    retranslate();
}

void ExplanationBar::showFailure()
{
    m_share->setText(m_threshold->value() == 0 ? tr("all") : QStringLiteral("≥ %1").arg(QLocale().toString(threshold(), 'f', 2)));
    const QString why = m_failures.value(method());
    m_failure->setText(why.isEmpty() ? QString() : tr("Failed its checks: %1").arg(why));
    m_failure->setToolTip(why);
}

void ExplanationBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ExplanationBar::retranslate()
{
    m_title->setText(tr("Saliency (A)"));
    const QStringList names{tr("relevance"), tr("attention rollout"), tr("occlusion (slow)")};
    for (int i = 0; i < names.size(); ++i)
        m_method->setItemText(i, names[i]);
    m_method->setAccessibleName(tr("How the map is made"));
    m_method->setToolTip(tr("How the map is made; whether the ways can be trusted says the button beside it"));
    m_eyes->setToolTip(tr("What each eye adds to the similarity; the two add up to it"));
    m_check->setText(m_checking ? tr("Stop checking") : tr("Check these maps"));
    m_check->setToolTip(tr("Whether maps change when the network's weights are shuffled, whether what they mark matters, and whether they point at regions; minutes"));
    m_threshold->setAccessibleName(tr("Least value shown"));
    m_threshold->setToolTip(tr("Shows only what is marked at least so strongly"));
    showFailure();
}

} // namespace retclip
