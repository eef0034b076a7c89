// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dicom_object.h"

#include <algorithm>
#include <cstring>
#include <mutex>

#include <dcmtk/dcmdata/dccodec.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmimage/diregist.h>
#include <dcmtk/dcmimgle/dcmimage.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>

namespace retclip {
namespace {

void register_decoders()
{
    static std::once_flag once;
    std::call_once(once, [] {
        DcmRLEDecoderRegistration::registerCodecs();
        DJDecoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
    });
}

Uint16 number_at(DcmItem &item, const DcmTagKey &tag, Uint16 otherwise)
{
    Uint16 value = otherwise;
    return item.findAndGetUint16(tag, value).good() ? value : otherwise;
}

DcmPixelData *pixel_data(DcmDataset &dataset)
{
    DcmElement *element = nullptr;
    if (dataset.findAndGetElement(DCM_PixelData, element).bad())
        return nullptr;
    return dynamic_cast<DcmPixelData *>(element);
}

/// The bytes of one frame, put together from its fragments.
std::vector<std::byte> encoded_frame(DcmPixelSequence &sequence, int frame, int frames)
{
    const Uint32 items = Uint32(sequence.card());
    Uint32 first = 1, end = items;
    if (frames > 1) {
        if (DcmCodec::determineStartFragment(Uint32(frame), frames, &sequence, first).bad())
            return {};
        if (frame + 1 < frames
            && DcmCodec::determineStartFragment(Uint32(frame) + 1, frames, &sequence, end).bad())
            return {};
    }
    std::vector<std::byte> bytes;
    for (Uint32 i = first; i < end && i < items; ++i) {
        DcmPixelItem *item = nullptr;
        Uint8 *data = nullptr;
        if (sequence.getItem(item, i).bad() || item->getUint8Array(data).bad() || !data)
            return {};
        const auto *from = reinterpret_cast<const std::byte *>(data);
        bytes.insert(bytes.end(), from, from + item->getLength());
    }
    return bytes;
}

/// Whether the samples of a JPEG 2000 codestream are signed (Ssiz, ISO 15444-1 A.5.1).
bool signed_codestream(std::span<const std::byte> bytes)
{
    static constexpr std::array<std::uint8_t, 4> start{0xFF, 0x4F, 0xFF, 0x51};
    const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.data());
    const auto *found = std::search(data, data + bytes.size(), start.begin(), start.end());
    return found + 42 < data + bytes.size() && (found[42] & 0x80) != 0;
}

using FrameDecoder = Result<Raster> (*)(std::span<const std::byte>, const DecodeOptions &);

/// The decoder of ours that the object's frames need. DCMTK reads no JPEG 2000; colour JPEG is
/// decoded as the same photograph in a .jpg would be, so that both give the same pixels.
FrameDecoder own_decoder(DcmDataset &dataset)
{
    const E_TransferSyntax syntax = dataset.getOriginalXfer();
    if (syntax == EXS_JPEG2000LosslessOnly || syntax == EXS_JPEG2000)
        return decode_jpeg2000;
    OFString photometric;
    dataset.findAndGetOFString(DCM_PhotometricInterpretation, photometric);
    const bool colour = photometric == "YBR_FULL" || photometric == "YBR_FULL_422";
    return syntax == EXS_JPEGProcess1 && colour ? decode_jpeg : nullptr;
}

/// The frame is decoded here and stands uncompressed in a copy of the object, so that windows and
/// palettes are applied by the same code as for every other syntax.
Result<std::unique_ptr<DcmDataset>> with_plain_frame(DcmDataset &dataset, FrameDecoder decode,
                                                     int frame, int frames,
                                                     const DecodeOptions &options)
{
    DcmPixelData *pixels = pixel_data(dataset);
    DcmPixelSequence *sequence = nullptr;
    if (!pixels
        || pixels->getEncapsulatedRepresentation(dataset.getOriginalXfer(), nullptr, sequence).bad()
        || !sequence)
        return damaged("DICOM pixel data");
    const std::vector<std::byte> bytes = encoded_frame(*sequence, frame, frames);
    if (bytes.size() < 64)
        return cut_short("DICOM pixel data");
    DecodeOptions whole = options;
    whole.header_only = false;
    RETCLIP_TRY(const Raster raster, decode(bytes, whole));
    if (raster.width != number_at(dataset, DCM_Columns, 0)
        || raster.height != number_at(dataset, DCM_Rows, 0))
        return damaged("DICOM: the size of the frame");

    auto plain = std::make_unique<DcmDataset>(dataset);
    plain->findAndDeleteElement(DCM_PixelData);
    plain->putAndInsertString(DCM_NumberOfFrames, "1");
    const bool wide = raster.mode == PixelMode::grey_wide;
    plain->putAndInsertUint16(DCM_BitsAllocated, wide ? 16 : 8);
    if (raster.mode == PixelMode::rgb) {
        plain->putAndInsertString(DCM_PhotometricInterpretation, "RGB");
        plain->putAndInsertUint16(DCM_PlanarConfiguration, 0);
    }
    if (!wide) {
        plain->putAndInsertUint8Array(DCM_PixelData, raster.bytes.data(),
                                      (unsigned long)(raster.bytes.size()));
        return plain;
    }
    const int half = (raster.wide_maximum + 1) / 2;
    const bool signed_stream = signed_codestream(bytes);
    const bool signed_header = number_at(dataset, DCM_PixelRepresentation, 0) == 1;
    std::vector<Uint16> values(raster.wide.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        int value = raster.wide[i];
        if (signed_stream)
            value -= half; // the decoder moved it into 0 …
        else if (signed_header && value >= half)
            value -= 2 * half; // two's complement of the stored bits
        values[i] = Uint16(value);
    }
    plain->putAndInsertUint16Array(DCM_PixelData, values.data(), (unsigned long)(values.size()));
    return plain;
}

/// An error where the file is shorter than its own header says.
Result<void> check_length(DcmDataset &dataset, const DicomFacts &facts, std::size_t file_bytes)
{
    const auto pixels = std::int64_t(facts.width) * facts.height;
    if (DcmXfer(dataset.getOriginalXfer()).isEncapsulated())
        return pixels / 20'000 > std::int64_t(file_bytes) ? cut_short("DICOM pixel data")
                                                          : Result<void>{};
    std::int64_t bits = pixels * number_at(dataset, DCM_SamplesPerPixel, 1)
        * number_at(dataset, DCM_BitsAllocated, 8) * facts.frames;
    OFString photometric;
    dataset.findAndGetOFString(DCM_PhotometricInterpretation, photometric);
    if (photometric == "YBR_FULL_422" || photometric == "YBR_PARTIAL_422")
        bits = bits * 2 / 3;
    if (DcmXfer(dataset.getOriginalXfer()).getStreamCompression() == ESC_none
        && bits / 8 > std::int64_t(file_bytes))
        return cut_short("DICOM pixel data");
    return {};
}

Result<Raster> shown(DicomImage &image)
{
    if (image.getStatus() != EIS_Normal)
        return not_supported(std::string("DICOM picture: ")
                             + DicomImage::getString(image.getStatus()));
    Raster raster;
    raster.format = "DICOM";
    raster.width = int(image.getWidth());
    raster.height = int(image.getHeight());
    raster.mode = image.isMonochrome() ? PixelMode::grey : PixelMode::rgb;
    raster.mode_name = image.isMonochrome() ? (image.getDepth() > 8 ? "I;16" : "L") : "RGB";
    if (image.isMonochrome() && !(image.getWindowCount() > 0 && image.setWindow(0)) )
        if (!(image.getVoiLutCount() > 0 && image.setVoiLut(0)) && image.getDepth() > 8)
            image.setMinMaxWindow();
    raster.bytes.resize(std::size_t(raster.width) * std::size_t(raster.height)
                        * std::size_t(bytes_a_pixel(raster.mode)));
    if (!image.getOutputData(raster.bytes.data(), (unsigned long)(raster.bytes.size()), 8, 0, 0))
        return damaged("DICOM pixel data");
    return raster;
}

} // namespace

Result<Raster> dicom_frame(const DicomObject &object, std::size_t file_bytes, int frame,
                           const DecodeOptions &options)
{
    register_decoders();
    DcmDataset &dataset = object.dataset();
    const DicomFacts facts = picture_facts_of(object);
    if (facts.frames == 0)
        return not_supported("DICOM without a picture");
    if (object.cut_short && known_syntax(object))
        return cut_short("DICOM");
    if (frame < 0 || frame >= facts.frames)
        return not_supported("DICOM frame " + std::to_string(frame + 1) + " of "
                             + std::to_string(facts.frames));
    RETCLIP_CHECK(check_size(facts.width, facts.height, options));
    if (!known_syntax(object)) // before the length: it was read as if it were uncompressed
        return not_supported("DICOM transfer syntax " + facts.transfer_syntax);
    RETCLIP_CHECK(check_length(dataset, facts, file_bytes));
    const E_TransferSyntax syntax = dataset.getOriginalXfer();
    if (const FrameDecoder decode = own_decoder(dataset)) {
        RETCLIP_TRY(const std::unique_ptr<DcmDataset> plain,
                    with_plain_frame(dataset, decode, frame, facts.frames, options));
        DicomImage image(plain.get(), EXS_LittleEndianExplicit);
        return shown(image);
    }
    DicomImage image(&dataset, syntax, CIF_UsePartialAccessToPixelData, (unsigned long)(frame), 1);
    if (image.getStatus() != EIS_Normal && DcmXfer(syntax).isEncapsulated())
        return not_supported("DICOM transfer syntax " + facts.transfer_syntax);
    return shown(image);
}

} // namespace retclip
