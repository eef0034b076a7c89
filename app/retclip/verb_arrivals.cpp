// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in by itself: a watched folder, and DICOM over the network.
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/import/arrivals.h"
#include "core/import/dicom_receiver.h"

#include <QCoreApplication>
#include <QDir>

namespace retclip::cli {

namespace {

void showArrivals(Invocation &call, const QString &from, const ImportReport &report)
{
    Json skipped = Json::array();
    for (const SkippedRow &row : report.skipped)
        skipped.push_back({{"source", row.source.toStdString()}, {"reason", row.english()}});
    call.out().result(
        {{"from", from.toStdString()}, {"new", report.arrived.size()}, {"patients", report.patients},
         {"exams", report.exams}, {"images", report.images}, {"unchanged", report.unchanged}, {"beside", report.beside},
         {"skipped", skipped}},
        QCoreApplication::translate("Command", "%1: exams new or changed: %2, photographs: %3, skipped: %4; tag:new finds them")
            .arg(from).arg(report.arrived.size()).arg(report.images).arg(report.skipped.size()));
}

/// While a window holds the study, nothing is lost: the next pass brings it in.
bool canWait(Invocation &call, const Error &error)
{
    if (error.code != ErrorCode::conflict)
        return false;
    call.out().note(QCoreApplication::translate("Command", "The study is in use; the next pass tries again."));
    return true;
}

Result<int> watchForFiles(Invocation &call)
{
    ImportPlan plan;
    plan.source = call.positional("FOLDER");
    plan.layout = call.text("layout");
    plan.pattern = call.text("pattern");
    plan.copyImages = call.has("copy");
    plan.person = call.person();
    const QString study = call.positional("STUDY");
    RETCLIP_CHECK(call.study(OpenMode::readOnly)); // A wrong path is said before the wait.
    std::optional<Error> failed;
    std::stop_source enough;
    const std::stop_callback stopped(call.stop(), [&] { enough.request_stop(); });
    // The study is held for writing during a pass alone.
    const auto takeIn = [&]() -> Result<ImportReport> {
        RETCLIP_TRY(const auto open, Study::open(study, OpenMode::readWrite));
        return importArrivals(*open, plan, call.out().progress(), call.stop());
    };
    const auto pass = [&] {
        auto report = takeIn();
        if (report)
            showArrivals(call, plan.source, *report);
        else if (!canWait(call, report.error()))
            failed = report.error();
        if (failed || call.has("once"))
            enough.request_stop();
    };
    RETCLIP_CHECK(watchFolder(plan.source, std::chrono::milliseconds(qint64(1000 * call.real("every"))),
                              pass, enough.get_token()));
    if (failed)
        return failure(*failed);
    return call.stop().stop_requested() ? statusInterrupted : statusDone;
}

Result<int> receiveDicom(Invocation &call)
{
    const QString study = call.positional("STUDY");
    RETCLIP_CHECK(call.study(OpenMode::readOnly));
    DicomReceiverSettings settings;
    settings.port = std::uint16_t(call.integer("port"));
    settings.address = call.text("bind").toStdString();
    settings.title = call.text("title").toStdString();
    for (const QString &title : call.texts("allow"))
        settings.allowed.push_back(title.toStdString());
    settings.folder = pathOf(incomingFolder(study));
    std::stop_source enough;
    const std::stop_callback stopped(call.stop(), [&] { enough.request_stop(); });
    std::optional<Error> failed;
    const auto deliveries = [&]() -> Result<QVector<ImportReport>> {
        RETCLIP_TRY(const auto open, Study::open(study, OpenMode::readWrite));
        return importDeliveries(*open, call.person(), call.stop());
    };
    const auto takeIn = [&](const QString &from) {
        auto reports = deliveries();
        if (reports) {
            for (const ImportReport &report : std::as_const(*reports))
                showArrivals(call, from, report);
        } else if (!canWait(call, reports.error())) {
            failed = reports.error();
            enough.request_stop();
        }
    };
    DicomReceiverEvents events;
    events.listening = [&](std::uint16_t port) {
        call.out().note(QCoreApplication::translate("Command", "%1 listens at %2, port %3. Ctrl+C ends it.")
                            .arg(call.text("title"), call.text("bind")).arg(port));
        takeIn(QCoreApplication::translate("Command", "left from before"));
    };
    events.delivered = [&](const DicomDelivery &delivery) {
        takeIn(QString::fromStdString(delivery.from));
        if (call.has("once"))
            enough.request_stop();
    };
    events.refused = [&](const std::string &from, const std::string &why) {
        call.out().note(QCoreApplication::translate("Command", "Refused %1: %2")
                            .arg(QString::fromStdString(from), QString::fromStdString(why)));
    };
    RETCLIP_CHECK(receive_dicom(settings, events, enough.get_token()));
    if (failed)
        return failure(*failed);
    return call.stop().stop_requested() ? statusInterrupted : statusDone;
}

const OptionDescription onceOption{"once", ValueKind::flag, "",
                                   QT_TRANSLATE_NOOP("Command", "End after the first that comes.")};

} // namespace

Verb watchVerb()
{
    return {"watch", QT_TRANSLATE_NOOP("Command", "Import what appears in a folder, tagged \"new\"."),
            {{"", QT_TRANSLATE_NOOP("Command", "Runs until Ctrl+C. Nothing comes in twice; what is still being copied comes in when it is whole."),
              {studyPlace, {"FOLDER", QT_TRANSLATE_NOOP("Command", "Where photographs appear.")}},
              {{"every", ValueKind::real, "S", QT_TRANSLATE_NOOP("Command", "Seconds between two looks."), {}, "10", 0.05},
               {"layout", ValueKind::text, "LAYOUT", QT_TRANSLATE_NOOP("Command", "As of import."), {}, "auto"},
               {"pattern", ValueKind::text, "REGEX", QT_TRANSLATE_NOOP("Command", "File names: groups patient, eye, date.")},
               {"copy", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Copy the photographs into the study.")},
               onceOption},
              "retclip watch clinic.study /mnt/camera", watchForFiles}}};
}

Verb receiveVerb()
{
    return {"receive", QT_TRANSLATE_NOOP("Command", "Take photographs that cameras and archives send by DICOM (C-STORE)."),
            {{"", QT_TRANSLATE_NOOP("Command", "Runs until Ctrl+C. Hears this computer alone unless --bind says otherwise, and takes from the titles of --allow alone."),
              {studyPlace},
              {{"allow", ValueKind::text, "TITLE", QT_TRANSLATE_NOOP("Command", "A sender's application entity title; may be given again."), {}, "",
                std::numeric_limits<double>::lowest(), true},
               {"port", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "0 takes a free one."), {}, "11112", 0, false, false,
                65535},
               {"bind", ValueKind::text, "ADDRESS", QT_TRANSLATE_NOOP("Command", "Address to listen at; 0.0.0.0 is every network."), {}, "127.0.0.1"},
               {"title", ValueKind::text, "TITLE", QT_TRANSLATE_NOOP("Command", "Our own title."), {}, "RETCLIP"},
               onceOption},
              "retclip receive clinic.study --allow TRC-NW400 --bind 0.0.0.0", receiveDicom}}};
}

} // namespace retclip::cli
