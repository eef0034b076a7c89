// SPDX-License-Identifier: GPL-3.0-or-later
// Makes studies of 1,000, 20,000 and 200,000 exams and times what a person waits for: one JSON line
// a measure. Usage: bench_study [exams …]
#include "bench/bench_tools.h"
#include "core/study/study.h"
#include "core/study/study_writer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace retclip;

namespace {

void tell(const QString &measure, double value, const QString &unit, int exams)
{
    const QJsonObject line{{QStringLiteral("measure"), measure},
                           {QStringLiteral("value"), value},
                           {QStringLiteral("unit"), unit},
                           {QStringLiteral("exams"), exams}};
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

template <typename Work>
double medianMs(Work work, int rounds = 7)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void measure(int exams)
{
    const QTemporaryDir place;
    const QString folder = place.filePath(QStringLiteral("bench.study"));
    auto study = orStop(Study::create(folder));
    LabelSet glaucoma;
    glaucoma.name = QStringLiteral("glaucoma");
    glaucoma.classes = {{QStringLiteral("glaucoma"), {}, {}, 1}};
    (void)orStop(study->defineLabelSet(glaucoma, {}));
    const QStringList terms{QStringLiteral("视盘边界清"), QStringLiteral("杯盘比大"), QStringLiteral("黄斑区渗出"),
                            QStringLiteral("视网膜出血"), QStringLiteral("豹纹状眼底"), QStringLiteral("玻璃膜疣"),
                            QStringLiteral("激光斑"), QStringLiteral("未见异常"), QStringLiteral("屈光间质混浊"),
                            QStringLiteral("静脉迂曲")};
    std::mt19937 random(7);
    const auto any = [&](int count) { return int(random() % unsigned(count)); };
    QElapsedTimer timer;
    timer.start();
    {
        auto writer = orStop(StudyWriter::begin(*study, QStringLiteral("bench"), {}));
        for (int i = 0; i < exams; ++i) {
            ImportedExam exam;
            exam.patient = QStringLiteral("P%1").arg(i, 6, 10, QLatin1Char('0'));
            exam.age = 20 + any(70);
            exam.sex = any(2) ? QStringLiteral("F") : QStringLiteral("M");
            exam.report = QStringLiteral("%1，%2，%3。编号%4").arg(terms[any(10)], terms[any(10)], terms[any(10)]).arg(i);
            for (const Laterality eye : both_eyes) {
                ImportedImage image;
                image.path = QStringLiteral("/photographs/%1/%2_%3.png").arg(i / 1000).arg(i).arg(QLatin1String(word(eye)));
                image.eye = eye;
                exam.images.append(image);
            }
            ImportedLabel label;
            label.labelSet = glaucoma.name;
            if (any(10) == 0)
                label.positive = {glaucoma.name};
            exam.labels.append(label);
            (void)orStop(writer->put(exam));
        }
        (void)orStop(writer->finish());
    }
    tell(QStringLiteral("import"), exams / (double(timer.nsecsElapsed()) / 1e9), QStringLiteral("exams/s"), exams);
    study.reset();
    tell(QStringLiteral("open"), medianMs([&] { (void)orStop(Study::open(folder, OpenMode::readOnly)); }),
         QStringLiteral("ms"), exams);
    study = orStop(Study::open(folder, OpenMode::readWrite));
    for (const char *text : {"", "report:出血", "盘", "report:视盘 age>60", "label:glaucoma sex:F", "patient:P000345",
                             "-report:异常 sort:-age", "label:glaucoma eye:both report:视盘 age>60 -tag:bad",
                             "duplicates>1", "sample:200 seed:3"}) {
        const QString query = QString::fromUtf8(text);
        QElapsedTimer first;
        first.start();
        {
            // A program's first question: nothing is kept from an earlier one.
            auto fresh = orStop(study->openAnother(OpenMode::readOnly));
            first.start();
            (void)orStop(fresh->find(query));
        }
        tell(QStringLiteral("first find ") + query, double(first.nsecsElapsed()) / 1e6, QStringLiteral("ms"), exams);
        tell(QStringLiteral("find ") + query, medianMs([&] { (void)orStop(study->find(query)); }),
             QStringLiteral("ms"), exams);
        tell(QStringLiteral("count ") + query, medianMs([&] { (void)orStop(study->count(query)); }),
             QStringLiteral("ms"), exams);
    }
    for (const char *field : {"label", "sex", "age", "eye", "split", "tag", "flag"})
        tell(QStringLiteral("facet ") + QLatin1String(field), medianMs([&] {
                 (void)orStop(study->facets(QStringLiteral("report:视盘"), {QString::fromLatin1(field)}));
             }), QStringLiteral("ms"), exams);
    const std::vector<ExamId> all = orStop(study->find({}));
    const std::size_t page = std::min<std::size_t>(100, all.size());
    tell(QStringLiteral("page of 100"), medianMs([&] {
             (void)orStop(study->exams(std::span(all).subspan(all.size() / 2 - page / 2, page)));
         }), QStringLiteral("ms"), exams);
    const std::vector<ExamId> many(all.begin(), all.begin() + std::ptrdiff_t(std::min<std::size_t>(10000, all.size())));
    timer.start();
    (void)orStop(study->apply({AddTag{QStringLiteral("bench")}, many, {}}));
    tell(QStringLiteral("batch tag of %1").arg(many.size()), double(timer.nsecsElapsed()) / 1e6, QStringLiteral("ms"), exams);
    timer.start();
    (void)orStop(study->undo({}));
    tell(QStringLiteral("undo of %1").arg(many.size()), double(timer.nsecsElapsed()) / 1e6, QStringLiteral("ms"), exams);
    tell(QStringLiteral("one edit"), medianMs([&] {
             static int number = 0;
             (void)orStop(study->apply({SetComment{QString::number(++number)}, {all.front()}, {}}));
         }, 21), QStringLiteral("ms"), exams);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    std::vector<int> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.push_back(std::max(1, std::atoi(argv[i])));
    if (sizes.empty())
        sizes = {1000, 20000, 200000};
    for (const int size : sizes)
        measure(size);
}
