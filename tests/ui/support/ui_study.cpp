// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_study.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QRadialGradient>
#include <QRandomGenerator>
#include <QWidget>

#include <cmath>

namespace retclip {

namespace {

QImage fundus(int seed, Laterality eye)
{
    QRandomGenerator random{quint32(seed)};
    QImage picture(220, 220, QImage::Format_RGB32);
    picture.fill(Qt::black);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QRadialGradient retina(110, 110, 104);
    retina.setColorAt(0, QColor(205, 100, 50));
    retina.setColorAt(1, QColor(120, 40, 20));
    painter.setPen(Qt::NoPen);
    painter.setBrush(retina);
    painter.drawEllipse(QPoint(110, 110), 104, 104);
    // Unmirrored, a disc lies nasally: in the right eye's picture on the right.
    const double x = eye == Laterality::right ? 155 : 65;
    painter.setPen(QPen(QColor(120, 20, 15), 3));
    for (int i = 0; i < 6; ++i) {
        QPainterPath vessel(QPointF(x, 110));
        const double side = eye == Laterality::right ? -1 : 1;
        vessel.cubicTo(x + side * 20, 110 + (i - 2.5) * 40, x + side * 70,
                       110 + (i - 2.5) * 50, x + side * (80 + random.bounded(40)),
                       110 + (i - 2.5) * 30);
        painter.drawPath(vessel);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(250, 215, 140));
    painter.drawEllipse(QPointF(x, 110), 18, 21);
    painter.setBrush(QColor(255, 240, 200));
    const double cup = 5 + random.bounded(10);
    painter.drawEllipse(QPointF(x, 110), cup, cup + 2);
    painter.setBrush(QColor(70, 20, 10, 120));
    painter.drawEllipse(QPointF(eye == Laterality::right ? 90 : 130, 112), 13, 13);
    painter.setPen(QColor(255, 255, 255, 90));
    painter.drawText(QRect(0, 200, 220, 16), Qt::AlignCenter, QStringLiteral("SYNTHETIC"));
    return picture;
}

} // namespace

UiStudy::UiStudy()
    : context(door, jobs, theme(), selections, notifications, settings, actions)
{
    files.define(binarySet(QStringLiteral("glaucoma"), true));
    const QStringList reports{QStringLiteral("Optic disc pale, cup to disc ratio 0.7, rim narrow."),
                              QStringLiteral("视盘边界清，C/D 约 0.3，视网膜平伏。"),
                              QStringLiteral("Optic disc normal, macula without findings."),
                              QStringLiteral("双眼底未见明显异常。")};
    QVector<ImportedExam> patients;
    for (int i = 0; i < 24; ++i) {
        ImportedExam exam;
        exam.patient = QString::number(10'001 + i);
        exam.sex = i % 2 ? QStringLiteral("F") : QStringLiteral("M");
        exam.age = 40 + i;
        // The last four tell the same.
        exam.report = reports[i < 20 ? i % 3 : 3]
            + (i < 20 ? QStringLiteral(" (%1)").arg(i) : QString());
        exam.split = i < 16 ? Split::training : i < 19 ? Split::validation : Split::test;
        for (Laterality eye : both_eyes) {
            if (i == 5 && eye == Laterality::left)
                continue;
            ImportedImage image;
            image.path = files.path(QStringLiteral("%1_%2.png").arg(exam.patient, QLatin1String(abbreviation(eye))));
            fundus(i * 2 + (eye == Laterality::right), eye).save(image.path);
            image.eye = eye;
            image.width = image.height = 220;
            exam.images.append(image);
            exam.labels.append(labelOf(QStringLiteral("glaucoma"),
                                       i % 3 == 0 ? QStringList{QStringLiteral("glaucoma")}
                                                  : QStringList(),
                                       eye));
        }
        patients.append(exam);
    }
    files.import(patients);
    if (auto all = files->find({}))
        exams = *all;
    document = std::make_unique<StudyDocument>(files.take());
    document->setPerson(QStringLiteral("Dr. Reader"));
    context.study = document.get();
}

UiStudy::~UiStudy()
{
    context.queue = nullptr;
    queue.reset();
}

void UiStudy::startQueue()
{
    queue = std::make_unique<RunQueue>(*document, door);
    context.queue = queue.get();
}

RunId UiStudy::addFinishedRun(const QString &name, std::int64_t steps, int seed,
                              const QString &presetName)
{
    return retclip::addFinishedRun(*document, name, steps, seed, presetName);
}

RunId addFinishedRun(StudyDocument &document, const QString &name, std::int64_t steps, int seed,
                     const QString &presetName)
{
    RunOrder order;
    order.name = name;
    order.config = *preset(presetName.toStdString());
    order.config.batch_size = 64;
    if (seed % 2)
        order.config.learning_rate = 1e-4;
    order.person = QStringLiteral("Dr. Reader");
    if (auto manifest = document.study().manifest({}, {}, 123))
        order.manifest = *manifest;
    const auto made = document.study().createRun(order);
    if (!made)
        qFatal("%s", made.error().english().c_str());
    RunRow run = *made;
    RunEventWriter writer;
    const auto folder = path_from_utf8(run.folder.toStdString());
    if (!writer.open(folder / "events.jsonl"))
        qFatal("events cannot be written");
    for (const RunEvent &event : ScriptedBackend::events(steps, 64, seed, 1.7e9))
        if (!writer.write(event))
            qFatal("events cannot be written");
    run.state = RunState::done;
    run.started = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    run.ended = run.started.addSecs(steps);
    run.metrics.insert(QStringLiteral("recall_at_5"), 0.4 + 0.02 * seed);
    if (!document.study().updateRun(run))
        qFatal("the run cannot be updated");
    return run.id;
}

std::vector<PredictionRow> UiStudy::addPredictions(RunId run)
{
    std::vector<PredictionRow> rows;
    for (std::size_t i = 0; i < exams.size(); ++i)
        for (Laterality eye : both_eyes) {
            if (i == 5 && eye == Laterality::left)
                continue;
            PredictionRow row;
            row.exam = exams[i];
            row.eye = eye;
            row.run = run;
            row.labelSet = QStringLiteral("glaucoma");
            row.className = QStringLiteral("glaucoma");
            row.truth = i % 3 == 0;
            const bool mistake = i % 5 == 0;
            const bool says = *row.truth != mistake;
            row.score = says ? 0.6 + 0.015 * double(i) : 0.4 - 0.015 * double(i);
            row.predicted = row.score >= 0.5;
            row.split = i < 8 ? Split::training : i < 11 ? Split::validation : Split::test;
            rows.push_back(row);
        }
    if (!document->study().storePredictions(run, QStringLiteral("glaucoma"), rows))
        qFatal("predictions cannot be stored");
    return rows;
}

void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("RETCLIP_SCREENSHOTS");
    if (!folder.isEmpty())
        widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace retclip
