// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/dicom_receiver.h"

#include "core/base/files.h"

#ifdef RETCLIP_HAVE_DICOM_NETWORK
#include "core/imaging/dicom_object.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmnet/diutil.h>
#include <dcmtk/dcmnet/dstorscp.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#endif

namespace retclip {

#ifndef RETCLIP_HAVE_DICOM_NETWORK

Result<void> receive_dicom(const DicomReceiverSettings &, const DicomReceiverEvents &,
                           std::stop_token)
{
    return failure(ErrorCode::unsupported,
                   message(QT_TRANSLATE_NOOP("Message", "DICOM cannot be received: the program was built without DCMTK's network part.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                   message(QT_TRANSLATE_NOOP("Message", "Import the files from a folder.")));
}

#else

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_listen(const DicomReceiverSettings &settings, int error)
{
    return failure(error == EADDRINUSE ? ErrorCode::conflict : ErrorCode::invalid_argument,
                   message(QT_TRANSLATE_NOOP("Message", "No connection can be taken at %1, port %2: %3"),
                           {settings.address, std::to_string(settings.port), std::strerror(error)}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was received.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose another port or address; ports under 1024 need an administrator.")));
}

/// A listening socket at one address. DCMTK would listen on every network.
class ListeningSocket
{
public:
    ~ListeningSocket()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Result<void> open(const DicomReceiverSettings &settings)
    {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(settings.port);
        if (::inet_pton(AF_INET, settings.address.c_str(), &place.sin_addr) != 1)
            return cannot_listen(settings, EINVAL);
        m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int on = 1;
        if (m_descriptor < 0
            || ::setsockopt(m_descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0
            || ::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&place), sizeof place) != 0
            || ::listen(m_descriptor, 8) != 0)
            return cannot_listen(settings, errno);
        socklen_t size = sizeof place;
        if (::getsockname(m_descriptor, reinterpret_cast<sockaddr *>(&place), &size) != 0)
            return cannot_listen(settings, errno);
        m_port = ntohs(place.sin_port);
        return {};
    }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    int m_descriptor = -1;
    std::uint16_t m_port = 0;
};

/// On disk, not in a cache: only then may the sender forget it.
bool sync_to_disk(const fs::path &path, int flags)
{
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool done = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return done;
}

/// Classes that hold photographs of the eye, and those that cameras misuse for them.
constexpr const char *classes[] = {
    UID_OphthalmicPhotography8BitImageStorage,
    UID_OphthalmicPhotography16BitImageStorage,
    UID_SecondaryCaptureImageStorage,
    UID_MultiframeGrayscaleByteSecondaryCaptureImageStorage,
    UID_MultiframeTrueColorSecondaryCaptureImageStorage,
    UID_VLPhotographicImageStorage,
};
constexpr const char *syntaxes[] = {
    UID_JPEGProcess1TransferSyntax,     UID_JPEGProcess2_4TransferSyntax,
    UID_JPEGProcess14SV1TransferSyntax, UID_JPEGLSLosslessTransferSyntax,
    UID_JPEGLSLossyTransferSyntax,      UID_JPEG2000LosslessOnlyTransferSyntax,
    UID_JPEG2000TransferSyntax,         UID_RLELosslessTransferSyntax,
    UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax,
};

class Receiver final : public DcmStorageSCP
{
public:
    Receiver(const DicomReceiverSettings &settings, const DicomReceiverEvents &events,
             const ListeningSocket &socket, std::stop_token stop)
        : m_settings(settings), m_events(events), m_socket(socket), m_stop(std::move(stop)),
          m_arriving(settings.folder / "arriving")
    {
    }

    OFCondition prepare()
    {
        std::error_code error;
        fs::remove_all(m_arriving, error); // Of a run that was killed; its sender was told nothing.
        fs::create_directories(m_arriving, error);
        OFList<OFString> forms;
        for (const char *syntax : syntaxes)
            forms.push_back(syntax);
        OFCondition condition = EC_Normal; // C-ECHO is there from the start.
        for (const char *each : classes)
            if (condition.good())
                condition = addPresentationContext(each, forms);
        setPort(0); // Replaced by our socket, see waitForAssociationRQ.
        setAETitle(m_settings.title.c_str());
        setMaxReceivePDULength(ASC_MAXIMUMPDUSIZE);
        setConnectionBlockingMode(DUL_NOBLOCK);
        setConnectionTimeout(1);
        setDIMSEBlockingMode(DIMSE_NONBLOCKING);
        setDIMSETimeout(60);
        setACSETimeout(30);
        setHostLookupEnabled(OFFalse);
        setDatasetStorageMode(DGM_StoreBitPreserving);
        setFilenameGenerationMode(FGM_SOPInstanceUID);
        setFilenameExtension(".dcm");
        if (condition.good())
            condition = setOutputDirectory(m_arriving.c_str());
        return condition;
    }

protected:
    OFCondition waitForAssociationRQ(T_ASC_Network *network) override
    {
        if (!m_placed) {
            // The library's socket becomes ours, which listens where it may and nowhere else.
            if (::dup2(m_socket.descriptor(), DUL_networkSocket(network->network)) < 0)
                return makeDcmnetCondition(DULC_TCPINITERROR, OF_error, std::strerror(errno));
            m_placed = true;
            if (m_events.listening)
                m_events.listening(m_socket.port());
        }
        return DcmStorageSCP::waitForAssociationRQ(network);
    }
    OFBool checkCallingAETitleAccepted(const OFString &calling) override
    {
        m_from = calling.c_str();
        for (const std::string &title : m_settings.allowed)
            if (m_from == title)
                return OFTrue;
        refuse("its title is not on the list of those that may send");
        return OFFalse;
    }
    OFBool checkCalledAETitleAccepted(const OFString &called) override
    {
        if (m_settings.title == called.c_str())
            return OFTrue;
        refuse("it called " + std::string(called.c_str()) + ", not " + m_settings.title);
        return OFFalse;
    }
    void notifyAssociationAcknowledge() override
    {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        m_delivery = {m_from,
                      m_settings.folder
                          / ("from-" + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count())
                             + "-" + std::to_string(++m_associations)),
                      0};
    }
    void notifyRECEIVEProgress(const unsigned long bytes) override
    {
        if (std::int64_t(bytes) <= m_settings.most_bytes)
            return;
        refuse("an object is larger than " + std::to_string(m_settings.most_bytes >> 20) + " MiB");
        abortAssociation();
    }
    /// Called when the object is whole, before the sender is answered.
    void notifyInstanceStored(const OFString &name, const OFString &, const OFString &,
                              DcmDataset *) const override
    {
        const fs::path file(name.c_str());
        std::error_code error;
        fs::create_directories(m_delivery.folder, error);
        const bool safe = sync_to_disk(file, O_RDONLY);
        fs::rename(file, m_delivery.folder / file.filename(), error);
        m_kept = safe && !error && sync_to_disk(m_delivery.folder, O_RDONLY | O_DIRECTORY);
        m_delivery.objects += m_kept;
        if (!m_kept)
            refuse("an object could not be written to disk");
    }
    /// A full disk is told to the sender, which then keeps the object.
    OFCondition sendSTOREResponse(const T_ASC_PresentationContextID context,
                                  const T_DIMSE_C_StoreRQ &request, const Uint16 status) override
    {
        const bool promise = status == STATUS_Success && !m_kept;
        m_kept = false;
        return DcmStorageSCP::sendSTOREResponse(
            context, request, promise ? Uint16(STATUS_STORE_Refused_OutOfResources) : status);
    }
    void notifyAssociationTermination() override
    {
        if (m_delivery.objects > 0 && m_events.delivered)
            m_events.delivered(m_delivery);
        m_delivery = {};
        std::error_code error; // What was cut off was never promised.
        for (const auto &entry : fs::directory_iterator(m_arriving, error))
            fs::remove(entry.path(), error);
    }
    OFBool stopAfterCurrentAssociation() override { return m_stop.stop_requested(); }
    OFBool stopAfterConnectionTimeout() override { return m_stop.stop_requested(); }

private:
    void refuse(const std::string &why) const
    {
        if (m_events.refused)
            m_events.refused(m_from, why);
    }

    const DicomReceiverSettings &m_settings;
    const DicomReceiverEvents &m_events;
    const ListeningSocket &m_socket;
    const std::stop_token m_stop;
    const fs::path m_arriving;
    bool m_placed = false;
    int m_associations = 0;
    std::string m_from;
    // The library's notification is const.
    mutable DicomDelivery m_delivery;
    mutable bool m_kept = false; ///< The object of the request being answered.
};

} // namespace

Result<void> receive_dicom(const DicomReceiverSettings &settings, const DicomReceiverEvents &events,
                           std::stop_token stop)
{
    if (settings.allowed.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "Nobody is allowed to send, so nothing could ever come in.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was received.")),
                       message(QT_TRANSLATE_NOOP("Message", "Name the titles of the cameras or archives that may send.")));
    quiet_dicom_library(); // What matters comes as an event.
    ListeningSocket socket;
    RETCLIP_CHECK(socket.open(settings));
    Receiver receiver(settings, events, socket, std::move(stop));
    OFCondition condition = receiver.prepare();
    if (condition.good())
        condition = receiver.listen();
    if (condition.good() || condition == NET_EC_StopAfterConnectionTimeout
        || condition == NET_EC_StopAfterAssociation)
        return {};
    return failure(ErrorCode::internal,
                   message(QT_TRANSLATE_NOOP("Message", "Receiving DICOM ended: %1"), {condition.text()}),
                   message(QT_TRANSLATE_NOOP("Message", "What was received is in the folder.")),
                   message(QT_TRANSLATE_NOOP("Message", "Start it again.")));
}

#endif

} // namespace retclip
