// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace retclip {

QString shownFigure(const std::optional<double> &value, int digits)
{
    return value ? QLocale().toString(*value, 'f', digits) : QStringLiteral("–");
}

QString shownInterval(const std::optional<Interval> &interval, int digits)
{
    return interval ? QStringLiteral("[%1 – %2]").arg(QLocale().toString(interval->low, 'f', digits),
                                                      QLocale().toString(interval->high, 'f', digits))
                    : QString();
}

QString shownInterval(const MetricValue &value)
{
    // A reason stands beside a value too: a 0 that is a convention.
    QStringList words;
    if (value.value && value.interval)
        words << shownInterval(value.interval);
    if (!value.reason.empty())
        words << QCoreApplication::translate("Message", value.reason.c_str());
    return words.join(QLatin1Char(' '));
}

QString shownP(const std::optional<double> &p)
{
    if (!p)
        return QStringLiteral("–");
    return *p < 0.001 ? QStringLiteral("p < %1").arg(QLocale().toString(0.001, 'f', 3))
                      : QStringLiteral("p %1").arg(QLocale().toString(*p, 'f', 3));
}

QString protocolTitle(EvaluationProtocol protocol)
{
    switch (protocol) {
    case EvaluationProtocol::zeroShot: return QCoreApplication::translate("EvaluationWords", "Zero-shot");
    case EvaluationProtocol::fewShot: return QCoreApplication::translate("EvaluationWords", "Few-shot");
    case EvaluationProtocol::probe: return QCoreApplication::translate("EvaluationWords", "Linear probe");
    case EvaluationProtocol::finetune:
        return QCoreApplication::translate("EvaluationWords", "Its own predictions");
    }
    return {};
}

QString groupTitle(GroupBy by, const QString &value)
{
    const QString shown = value.isEmpty() ? QCoreApplication::translate("EvaluationWords", "not known")
        : value == QLatin1String("F")     ? QCoreApplication::translate("EvaluationWords", "female")
        : value == QLatin1String("M")     ? QCoreApplication::translate("EvaluationWords", "male")
        : value == QLatin1String("right") ? QCoreApplication::translate("EvaluationWords", "right (OD)")
        : value == QLatin1String("left")  ? QCoreApplication::translate("EvaluationWords", "left (OS)")
        : value == QLatin1String("poor")  ? QCoreApplication::translate("EvaluationWords", "poor")
        : value == QLatin1String("good")  ? QCoreApplication::translate("EvaluationWords", "good")
                                          : QString(value).replace(u'-', QStringLiteral("–"));
    switch (by) {
    case GroupBy::everyone: return QCoreApplication::translate("EvaluationWords", "all test cases");
    case GroupBy::sex: return QCoreApplication::translate("EvaluationWords", "sex: %1").arg(shown);
    case GroupBy::age: return QCoreApplication::translate("EvaluationWords", "age: %1").arg(shown);
    case GroupBy::eye: return QCoreApplication::translate("EvaluationWords", "eye: %1").arg(shown);
    case GroupBy::camera:
        return QCoreApplication::translate("EvaluationWords", "camera: %1").arg(value.isEmpty() ? shown : value);
    case GroupBy::site:
        return QCoreApplication::translate("EvaluationWords", "site: %1").arg(value.isEmpty() ? shown : value);
    case GroupBy::quality:
        return QCoreApplication::translate("EvaluationWords", "photographs: %1").arg(shown);
    case GroupBy::tag: return QCoreApplication::translate("EvaluationWords", "tag: %1").arg(value);
    }
    return shown;
}

QString evaluationMetricName(const std::string &name)
{
    if (name == "auroc") return QStringLiteral("AUROC");
    if (name == "average_precision") return QStringLiteral("AUPR");
    if (name == "accuracy") return QCoreApplication::translate("EvaluationWords", "Accuracy");
    if (name == "balanced_accuracy") return QCoreApplication::translate("EvaluationWords", "Balanced accuracy");
    if (name == "f1") return QStringLiteral("F1");
    if (name == "kappa") return QCoreApplication::translate("EvaluationWords", "Kappa");
    if (name == "kappa_quadratic") return QCoreApplication::translate("EvaluationWords", "Quadratic kappa");
    if (name == "brier") return QStringLiteral("Brier");
    if (name == "ece") return QStringLiteral("ECE");
    if (name == "precision") return QCoreApplication::translate("EvaluationWords", "Precision (PPV)");
    if (name == "recall") return QCoreApplication::translate("EvaluationWords", "Recall");
    if (name == "mcc") return QStringLiteral("MCC");
    if (name == "kappa_linear") return QCoreApplication::translate("EvaluationWords", "Linear kappa");
    if (name == "kappa_pooled") return QCoreApplication::translate("EvaluationWords", "Pooled kappa");
    if (name == "f1_weighted") return QCoreApplication::translate("EvaluationWords", "F1, by frequency");
    if (name == "f1_present_classes")
        return QCoreApplication::translate("EvaluationWords", "F1, classes that occur");
    if (name == "auroc_ovo") return QCoreApplication::translate("EvaluationWords", "AUROC, one against one");
    if (name == "auroc_weighted") return QCoreApplication::translate("EvaluationWords", "AUROC, by frequency");
    if (name == "log_loss") return QCoreApplication::translate("EvaluationWords", "Log loss");
    if (name == "top2_accuracy") return QCoreApplication::translate("EvaluationWords", "Right among the best two");
    if (name == "top3_accuracy")
        return QCoreApplication::translate("EvaluationWords", "Right among the best three");
    if (name == "subset_accuracy") return QCoreApplication::translate("EvaluationWords", "All classes right");
    if (name == "hamming_loss") return QCoreApplication::translate("EvaluationWords", "Hamming loss");
    if (name == "sensitivity") return QCoreApplication::translate("EvaluationWords", "Sensitivity");
    if (name == "specificity") return QCoreApplication::translate("EvaluationWords", "Specificity");
    return QString::fromStdString(name);
}

QString evaluationMetricDefinition(const std::string &name)
{
    if (name == "auroc")
        return QCoreApplication::translate("EvaluationWords", "Area under the ROC curve: the chance that a case with the class scores above one without. 0.5 is guessing.");
    if (name == "average_precision")
        return QCoreApplication::translate("EvaluationWords", "Average precision: precision averaged over recall, without interpolation. Guessing gives the prevalence.");
    if (name == "accuracy")
        return QCoreApplication::translate("EvaluationWords", "Share of cases predicted right at the operating point.");
    if (name == "balanced_accuracy")
        return QCoreApplication::translate("EvaluationWords", "Mean of the classes’ sensitivities: a rare class counts as much as a frequent one.");
    if (name == "f1")
        return QCoreApplication::translate("EvaluationWords", "Harmonic mean of precision and recall.");
    if (name == "kappa")
        return QCoreApplication::translate("EvaluationWords", "Cohen’s kappa between prediction and label: agreement beyond chance. 0 is chance, 1 is perfect.");
    if (name == "kappa_quadratic")
        return QCoreApplication::translate("EvaluationWords", "Cohen’s kappa in which being two grades off costs four times as much as one.");
    if (name == "brier")
        return QCoreApplication::translate("EvaluationWords", "Mean squared distance of probability and outcome. Lower is better.");
    if (name == "ece")
        return QCoreApplication::translate("EvaluationWords", "Expected calibration error: how far stated probabilities are from observed shares. Lower is better.");
    if (name == "precision")
        return QCoreApplication::translate("EvaluationWords", "Share of positive calls that are right.");
    if (name == "recall")
        return QCoreApplication::translate("EvaluationWords", "Share of cases with the class that are found: the sensitivity.");
    if (name == "mcc")
        return QCoreApplication::translate("EvaluationWords", "Matthews’ correlation of prediction and label: 0 is chance, 1 is perfect.");
    if (name == "log_loss")
        return QCoreApplication::translate("EvaluationWords", "Mean negative logarithm of the probability given to what is true. Lower is better.");
    if (name == "hamming_loss")
        return QCoreApplication::translate("EvaluationWords", "Share of single answers that are wrong. Lower is better.");
    if (name == "sensitivity")
        return QCoreApplication::translate("EvaluationWords", "Share of cases with the class that are found.");
    if (name == "specificity")
        return QCoreApplication::translate("EvaluationWords", "Share of cases without the class that are left alone.");
    return {};
}

const MetricValue &ofClass(const Metric &metric, std::size_t classIndex, std::size_t classes)
{
    static const MetricValue none;
    return classes == 1                           ? metric.value
        : classIndex < metric.per_class.size() ? metric.per_class[classIndex]
                                               : none;
}

QString evaluationCsv(const EvaluationResult &result, const std::vector<std::string> &classes)
{
    QString text = QStringLiteral("run,protocol,label_set,class,metric,value,low,high,n,patients\n");
    const auto line = [&](const QString &name, const std::string &metric, const MetricValue &value) {
        const auto cell = [](const std::optional<double> &number) {
            return number ? QString::number(*number, 'g', 9) : QString();
        };
        text += QStringLiteral("%1,%2,\"%3\",\"%4\",%5,%6,%7,%8,%9,%10\n")
                    .arg(result.run.value)
                    .arg(QString::fromLatin1(word(result.order.protocol)), result.order.labelSet,
                         name, QString::fromStdString(metric), cell(value.value),
                         cell(value.interval ? std::optional(value.interval->low) : std::nullopt),
                         cell(value.interval ? std::optional(value.interval->high) : std::nullopt))
                    .arg(result.test.items)
                    .arg(result.test.patients);
    };
    for (const Metric &metric : result.test.metrics) {
        line({}, metric.name, metric.value);
        for (std::size_t c = 0; !metric.per_class.empty() && c < classes.size(); ++c)
            line(QString::fromStdString(classes[c]), metric.name, ofClass(metric, c, classes.size()));
    }
    return text;
}

} // namespace retclip
