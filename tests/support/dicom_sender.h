// SPDX-License-Identifier: GPL-3.0-or-later
// Sends photographs by C-STORE, as a camera does. Only where DCMTK's network part is there.
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/dstorscu.h>

#include <cstdint>
#include <string>
#include <vector>

namespace retclip {

/// A photograph of one eye as a camera would send it.
inline void addPhotograph(DcmStorageSCU &sender, const char *patient, const char *eye, int number)
{
    auto *data = new DcmDataset;
    const std::string instance = "1.2.826.0.1.3680043.10.1." + std::to_string(number);
    data->putAndInsertString(DCM_SOPClassUID, UID_OphthalmicPhotography8BitImageStorage);
    data->putAndInsertString(DCM_SOPInstanceUID, instance.c_str());
    data->putAndInsertString(DCM_StudyInstanceUID, "1.2.826.0.1.3680043.10.2.1");
    data->putAndInsertString(DCM_SeriesInstanceUID, "1.2.826.0.1.3680043.10.3.1");
    data->putAndInsertString(DCM_Modality, "OP");
    data->putAndInsertString(DCM_PatientID, patient);
    data->putAndInsertString(DCM_StudyDate, "20240105");
    data->putAndInsertString(DCM_ImageLaterality, eye);
    data->putAndInsertUint16(DCM_SamplesPerPixel, 3);
    data->putAndInsertString(DCM_PhotometricInterpretation, "RGB");
    data->putAndInsertUint16(DCM_PlanarConfiguration, 0);
    data->putAndInsertUint16(DCM_Rows, 16);
    data->putAndInsertUint16(DCM_Columns, 16);
    data->putAndInsertUint16(DCM_BitsAllocated, 8);
    data->putAndInsertUint16(DCM_BitsStored, 8);
    data->putAndInsertUint16(DCM_HighBit, 7);
    data->putAndInsertUint16(DCM_PixelRepresentation, 0);
    std::vector<Uint8> pixels(16 * 16 * 3);
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = Uint8(i * std::size_t(number) * 13);
    data->putAndInsertUint8Array(DCM_PixelData, pixels.data(), pixels.size());
    sender.addDataset(data, EXS_LittleEndianExplicit, DcmStorageSCU::HM_deleteAfterSend);
}

/// The association's outcome; the statuses of the objects are the sender's own business.
inline OFCondition send(DcmStorageSCU &sender, std::uint16_t port, const char *from, const char *to)
{
    sender.setPeerHostName("127.0.0.1");
    sender.setPeerPort(port);
    sender.setAETitle(from);
    sender.setPeerAETitle(to);
    sender.setHaltOnUnsuccessfulStoreMode(OFFalse);
    OFCondition condition = sender.addPresentationContexts();
    if (condition.good())
        condition = sender.initNetwork();
    if (condition.good())
        condition = sender.negotiateAssociation();
    if (condition.good()) {
        condition = sender.sendSOPInstances();
        sender.releaseAssociation();
    }
    return condition;
}

} // namespace retclip
