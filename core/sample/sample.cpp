// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample.h"

#include "core/base/files.h"
#include "core/base/writing_error.h"
#include "core/imaging/photograph.h"
#include "core/import/delimited_text.h"
#include "core/import/import_session.h"
#include "core/sample/fundus_painter.h"
#include "core/sample/planted_lesions.h"
#include "core/sample/sample_patients.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

namespace retclip {

namespace {

constexpr int jpegQuality = 92;

struct ClassTitle
{
    const char *title;
    const char *titleZh;
};

ClassTitle titleOf(SampleFinding finding)
{
    switch (finding) {
    case SampleFinding::normal: return {"normal", "正常"};
    case SampleFinding::glaucoma: return {"glaucoma", "青光眼"};
    case SampleFinding::diabeticRetinopathy: return {"diabetic retinopathy", "糖尿病视网膜病变"};
    case SampleFinding::macularDegeneration:
        return {"age-related macular degeneration", "年龄相关性黄斑变性"};
    case SampleFinding::cataract: return {"cataract", "白内障"};
    case SampleFinding::myopia: return {"pathological myopia", "病理性近视"};
    }
    return {"normal", "正常"};
}

LabelSet findingSet()
{
    LabelSet set;
    set.name = QStringLiteral("finding");
    set.kind = LabelKind::multiclass;
    for (const SampleFinding finding : allSampleFindings)
        set.classes.append(
            {QString::fromLatin1(word(finding)), QString::fromLatin1(titleOf(finding).title),
             QString::fromUtf8(titleOf(finding).titleZh), int(set.classes.size()) + 1});
    return set;
}

QString imageName(const SamplePatient &patient, Laterality eye)
{
    return QStringLiteral("images/synthetic_%1_%2.jpg")
        .arg(patient.id.section(QLatin1Char('-'), 1), QLatin1String(word(eye)));
}

tl::unexpected<Error> wrong(Message what, Message toDo)
{
    return failure(ErrorCode::invalid_argument, std::move(what),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was made.")), std::move(toDo));
}

Result<void> check(const SampleOrder &order)
{
    if (order.patients < 1 || order.patients > 99999)
        return wrong(message(QT_TRANSLATE_NOOP("Message", "A sample has 1 to 99,999 patients.")),
                     message(QT_TRANSLATE_NOOP("Message", "Give another number.")));
    if (order.size_px < 64 || order.size_px > 4096)
        return wrong(message(QT_TRANSLATE_NOOP("Message",
                                               "Sample photographs are 64 to 4,096 pixels wide.")),
                     message(QT_TRANSLATE_NOOP("Message", "Give another size.")));
    if (order.language != QLatin1String("zh") && order.language != QLatin1String("en")
        && order.language != QLatin1String("both"))
        return wrong(
            message(QT_TRANSLATE_NOOP("Message", "Reports are written in zh, en or both.")),
            message(QT_TRANSLATE_NOOP("Message", "Give one of the three.")));
    const QFileInfo info(order.out);
    if (order.out.isEmpty()
        || (info.exists()
            && (!info.isDir()
                || !QDir(order.out).isEmpty(QDir::AllEntries | QDir::Hidden
                                            | QDir::NoDotAndDotDot))))
        return failure(
            ErrorCode::conflict,
            message(QT_TRANSLATE_NOOP("Message", "%1 is there already and is not empty."),
                    {order.out.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "It was not touched.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose a new name.")));
    return {};
}

Result<qint64> paintAll(const std::vector<SamplePatient> &patients, const SampleOrder &order,
                        const ProgressCallback &progress, std::stop_token stop)
{
    struct Picture
    {
        std::size_t patient;
        Laterality eye;
    };
    std::vector<Picture> pictures;
    for (std::size_t i = 0; i < patients.size(); ++i)
        for (const Laterality eye : both_eyes)
            if (patients[i].photographed[eye])
                pictures.push_back({i, eye});
    ProgressReporter reporter(
        progress, std::int64_t(pictures.size()),
        message(QT_TRANSLATE_NOOP("Message", "Drawing synthetic photographs")));
    constexpr std::size_t block = 32; // Progress and stop are looked at between blocks.
    for (std::size_t start = 0; start < pictures.size(); start += block) {
        if (stop.stop_requested())
            return cancelled();
        const std::size_t count = std::min(block, pictures.size() - start);
        std::array<Result<void>, block> outcomes;
        onAllCores(count, [&](std::size_t i) {
            const Picture &picture = pictures[start + i];
            const SamplePatient &patient = patients[picture.patient];
            auto bytes =
                encode_jpeg(paintFundus(patient.eyes[picture.eye], order.size_px), jpegQuality);
            if (!bytes) {
                outcomes[i] = failure(bytes.error());
                return;
            }
            const QString file = order.out + QLatin1Char('/') + imageName(patient, picture.eye);
            outcomes[i] = write_file_atomically(
                path_from_utf8(file.toStdString()),
                {reinterpret_cast<const char *>(bytes->data()), bytes->size()});
        });
        for (std::size_t i = 0; i < count; ++i)
            RETCLIP_CHECK(outcomes[i]);
        reporter.advance_to(std::int64_t(start + count));
    }
    reporter.finish();
    return qint64(pictures.size());
}

Result<void> writeText(const QString &file, const QStringList &lines)
{
    return write_file_atomically(path_from_utf8(file.toStdString()),
                                 (lines.join(QLatin1Char('\n')) + QLatin1Char('\n')).toStdString());
}

/// What is drawn, eye by eye, and which labels are wrong on purpose.
Result<void> writeTruth(const std::vector<SamplePatient> &patients, const QString &folder)
{
    QStringList lines{
        QStringLiteral("patient,exam,finding,label,wrong,right_finding,right_severity,right_cup_"
                       "disc,left_finding,left_severity,left_cup_disc")};
    for (const SamplePatient &patient : patients) {
        QStringList cells{patient.id, patient.id + QStringLiteral("-1"),
                          QLatin1String(word(patient.truth)), QLatin1String(word(patient.label)),
                          patient.truth == patient.label ? QStringLiteral("0")
                                                         : QStringLiteral("1")};
        for (const Laterality eye : both_eyes) {
            const EyeDescription &drawn = patient.eyes[eye];
            if (patient.photographed[eye])
                cells << QLatin1String(word(drawn.finding)) << QString::number(drawn.severity)
                      << QString::number(drawn.cupDisc, 'g', 2);
            else
                cells << QString() << QString() << QString();
        }
        lines.append(cells.join(QLatin1Char(',')));
    }
    return writeText(folder + QStringLiteral("/truth.csv"), lines);
}

Result<void> writeTable(const std::vector<SamplePatient> &patients, const QString &folder)
{
    QStringList lines{QStringLiteral("patient,age,sex,date,camera,site,left,right,report,finding")};
    for (const SamplePatient &patient : patients) {
        QStringList cells{patient.id,     QString::number(patient.age),
                          patient.sex,    patient.date.toString(Qt::ISODate),
                          patient.camera, patient.site};
        for (const Laterality eye : {Laterality::left, Laterality::right})
            cells.append(patient.photographed[eye] ? imageName(patient, eye) : QString());
        cells << patient.report << QLatin1String(word(patient.label));
        for (QString &cell : cells)
            cell = csvCell(cell);
        lines.append(cells.join(QLatin1Char(',')));
    }
    return writeText(folder + QStringLiteral("/table.csv"), lines);
}

Result<void> writeMark(const QString &folder)
{
    return writeText(folder + QLatin1Char('/') + QLatin1String(syntheticMarkName),
                     {QStringLiteral("SYNTHETIC. These photographs and reports were made by a "
                                     "program; they show nobody."),
                      QStringLiteral("合成数据：这些照片和报告由程序生成，不对应任何真实患者。")});
}

Result<void> fillStudy(Study &study, const std::vector<SamplePatient> &patients,
                       const SampleOrder &order, std::stop_token stop)
{
    RETCLIP_CHECK(study.setSetting(QStringLiteral("synthetic"), QStringLiteral("1")));
    RETCLIP_CHECK(study.setSetting(QStringLiteral("sample"),
                                   QStringLiteral("patients=%1 seed=%2 size=%3 language=%4")
                                       .arg(order.patients)
                                       .arg(order.seed)
                                       .arg(order.size_px)
                                       .arg(order.language)));
    ImportPlan plan;
    plan.source = QStringLiteral("synthetic sample");
    plan.person = QStringLiteral("sample generator");
    RETCLIP_TRY(auto session, ImportSession::begin(study, plan, false, {}, stop));
    RETCLIP_CHECK(session->defineLabelSet(findingSet()));
    for (const SamplePatient &patient : patients) {
        PendingExam pending;
        pending.source = plan.source;
        ImportedExam &exam = pending.exam;
        exam.patient = patient.id;
        exam.sex = patient.sex;
        exam.age = patient.age;
        exam.date = patient.date;
        exam.camera = patient.camera;
        exam.site = patient.site;
        exam.report = patient.report;
        exam.labels.append({QStringLiteral("finding"),
                            std::nullopt,
                            {QLatin1String(word(patient.label))},
                            true,
                            LabelSource::imported,
                            {},
                            {}});
        for (const Laterality eye : both_eyes) {
            if (!patient.photographed[eye])
                continue;
            pending.photographs.push_back(
                {imageName(patient, eye),
                 QDir(study.folder()).absoluteFilePath(imageName(patient, eye)),
                 {},
                 eye});
            if (order.lesionRegions)
                if (auto lesions = plantedLesions(patient.eyes[eye], order.size_px))
                    pending.photographs.back().regions.append(std::move(*lesions));
        }
        RETCLIP_CHECK(session->put(std::move(pending)));
    }
    RETCLIP_TRY(const ImportReport report, session->finish());
    if (!report.complete)
        return cancelled();
    if (!report.skipped.isEmpty())
        return failure(ErrorCode::internal, report.skipped.first().reason,
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was made.")),
                       message(QT_TRANSLATE_NOOP("Message", "Make the sample again.")));
    return {};
}

Result<SampleReport> makeIn(const SampleOrder &order, const ProgressCallback &progress,
                            std::stop_token stop)
{
    QElapsedTimer timer;
    timer.start();
    const std::vector<SamplePatient> patients = invitePatients(order);
    std::unique_ptr<Study> study;
    if (order.asStudy) {
        RETCLIP_TRY(study, Study::create(order.out));
    }
    if (!QDir().mkpath(order.out + QStringLiteral("/images")))
        return failure(writing_error(path_from_utf8(order.out.toStdString()), errno));
    SampleReport report;
    RETCLIP_TRY(report.images, paintAll(patients, order, progress, stop));
    RETCLIP_CHECK(writeTruth(patients, order.out));
    if (study) {
        RETCLIP_CHECK(fillStudy(*study, patients, order, stop));
    } else {
        RETCLIP_CHECK(writeTable(patients, order.out));
        RETCLIP_CHECK(writeMark(order.out));
    }
    report.patients = qint64(patients.size());
    report.seconds = double(timer.elapsed()) / 1000;
    return report;
}

/// Where a sample grows until it is whole: beside its place, so that the last step is one rename.
QString growingFolder(const QString &out)
{
    const QFileInfo info(out);
    return QStringLiteral("%1/.%2.part").arg(info.path(), info.fileName());
}

Result<void> moveIntoPlace(const QString &from, const QString &to)
{
    std::error_code trouble; // Takes the place of an empty folder too.
    std::filesystem::rename(path_from_utf8(from.toStdString()), path_from_utf8(to.toStdString()),
                            trouble);
    if (trouble)
        return failure(writing_error(path_from_utf8(to.toStdString()), trouble.value()));
    return {};
}

} // namespace

Result<SampleReport> makeSample(const SampleOrder &order, const ProgressCallback &progress,
                                std::stop_token stop)
{
    RETCLIP_CHECK(check(order));
    const QString out = QDir::cleanPath(QFileInfo(order.out).absoluteFilePath());
    SampleOrder growing = order;
    growing.out = growingFolder(out);
    const QString parent = QFileInfo(growing.out).path();
    if (!QDir().mkpath(parent))
        return failure(writing_error(path_from_utf8(parent.toStdString()), errno));
    // Held by whoever makes it now; one whose process has ended is left over and makes room.
    QLockFile making(growing.out + QStringLiteral(".lock"));
    making.setStaleLockTime(0);
    errno = 0;
    if (!making.tryLock(0)) {
        const int reason = errno;
        if (making.error() == QLockFile::PermissionError)
            return failure(writing_error(path_from_utf8(parent.toStdString()), EACCES));
        if (making.error() == QLockFile::UnknownError)
            return failure(writing_error(path_from_utf8(parent.toStdString()), reason ? reason : EIO));
        return failure(
            ErrorCode::conflict,
            message(QT_TRANSLATE_NOOP("Message", "%1 is being made by another program just now."),
                    {order.out.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "It was not touched.")),
            message(QT_TRANSLATE_NOOP("Message", "Wait for it, or choose a new name.")));
    }
    QDir(growing.out).removeRecursively();
    auto report = makeIn(growing, progress, std::move(stop));
    if (report)
        if (auto moved = moveIntoPlace(growing.out, out); !moved)
            report = failure(moved.error());
    if (!report)
        QDir(growing.out).removeRecursively();
    return report;
}

} // namespace retclip
