// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include "core/base/files.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define RETCLIP_SHA_INSTRUCTIONS 1
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace retclip {
namespace {

alignas(16) constexpr std::uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(const std::uint8_t *bytes)
{
    return std::uint32_t(bytes[0]) << 24 | std::uint32_t(bytes[1]) << 16
        | std::uint32_t(bytes[2]) << 8 | std::uint32_t(bytes[3]);
}

void compress_portably(std::uint32_t *state, const std::uint8_t *block)
{
    std::uint32_t w[64];
    for (int i = 0; i < 16; ++i)
        w[i] = big_endian(block + 4 * i);
    for (int i = 16; i < 64; ++i) {
        const std::uint32_t s0 =
            std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
        const std::uint32_t s1 =
            std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    std::uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    // Eight rounds with the letters moved instead of the values.
    const auto round = [&w](std::uint32_t p, std::uint32_t q, std::uint32_t r, std::uint32_t &s,
                            std::uint32_t t, std::uint32_t u, std::uint32_t v, std::uint32_t &x,
                            int i) {
        const std::uint32_t s1 = std::rotr(t, 6) ^ std::rotr(t, 11) ^ std::rotr(t, 25);
        const std::uint32_t t1 = x + s1 + (v ^ (t & (u ^ v))) + round_constants[i] + w[i];
        const std::uint32_t s0 = std::rotr(p, 2) ^ std::rotr(p, 13) ^ std::rotr(p, 22);
        s += t1;
        x = t1 + s0 + ((p & q) | (r & (p | q)));
    };
    for (int i = 0; i < 64; i += 8) {
        round(a, b, c, d, e, f, g, h, i);
        round(h, a, b, c, d, e, f, g, i + 1);
        round(g, h, a, b, c, d, e, f, i + 2);
        round(f, g, h, a, b, c, d, e, i + 3);
        round(e, f, g, h, a, b, c, d, i + 4);
        round(d, e, f, g, h, a, b, c, i + 5);
        round(c, d, e, f, g, h, a, b, i + 6);
        round(b, c, d, e, f, g, h, a, i + 7);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

#ifdef RETCLIP_SHA_INSTRUCTIONS
bool processor_has_sha()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d))
        return false;
    const bool sha = (b >> 29) & 1;
    return sha && __get_cpuid(1, &a, &b, &c, &d) && ((c >> 19) & 1); // SSE 4.1
}

__attribute__((target("sha,sse4.1"))) void compress_by_instruction(std::uint32_t *state,
                                                                   const std::uint8_t *block)
{
    const __m128i byte_order = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    // The instructions want the state as ABEF and CDGH.
    __m128i lower = _mm_loadu_si128(reinterpret_cast<const __m128i *>(state));
    __m128i upper = _mm_loadu_si128(reinterpret_cast<const __m128i *>(state + 4));
    lower = _mm_shuffle_epi32(lower, 0xB1);
    upper = _mm_shuffle_epi32(upper, 0x1B);
    __m128i abef = _mm_alignr_epi8(lower, upper, 8);
    __m128i cdgh = _mm_blend_epi16(upper, lower, 0xF0);
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;

    __m128i w[4];
    for (int i = 0; i < 4; ++i) {
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i *>(block + 16 * i)),
                                byte_order);
    }
    for (int i = 0; i < 16; ++i) {
        __m128i sum = _mm_add_epi32(
            w[i & 3], _mm_load_si128(reinterpret_cast<const __m128i *>(round_constants + 4 * i)));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
        sum = _mm_shuffle_epi32(sum, 0x0E);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, sum);
        if (i < 12) { // the four words that are needed four turns later
            __m128i next = _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]);
            next = _mm_add_epi32(next, _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
            w[i & 3] = _mm_sha256msg2_epu32(next, w[(i + 3) & 3]);
        }
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
    abef = _mm_shuffle_epi32(abef, 0x1B);
    cdgh = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(reinterpret_cast<__m128i *>(state), _mm_blend_epi16(abef, cdgh, 0xF0));
    _mm_storeu_si128(reinterpret_cast<__m128i *>(state + 4), _mm_alignr_epi8(cdgh, abef, 8));
}
#endif

} // namespace

Sha256::Sha256()
    : m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
              0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}
{
}

void Sha256::compress(const std::uint8_t *block)
{
#ifdef RETCLIP_SHA_INSTRUCTIONS
    static const bool by_instruction = processor_has_sha();
    if (by_instruction) {
        compress_by_instruction(m_state.data(), block);
        return;
    }
#endif
    compress_portably(m_state.data(), block);
}

void Sha256::add(std::span<const std::byte> bytes)
{
    if (bytes.empty())
        return;
    const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.data());
    std::size_t left = bytes.size();
    m_length += left;
    if (m_used > 0) {
        const std::size_t taken = std::min(left, m_buffer.size() - m_used);
        std::memcpy(m_buffer.data() + m_used, data, taken);
        m_used += taken;
        data += taken;
        left -= taken;
        if (m_used < m_buffer.size())
            return;
        compress(m_buffer.data());
        m_used = 0;
    }
    for (; left >= 64; data += 64, left -= 64)
        compress(data);
    std::memcpy(m_buffer.data(), data, left);
    m_used = left;
}

void Sha256::add(std::string_view text)
{
    add(std::as_bytes(std::span(text.data(), text.size())));
}

std::string Sha256::hex()
{
    const std::uint64_t bits = m_length * 8;
    m_buffer[m_used++] = 0x80;
    if (m_used > 56) {
        std::memset(m_buffer.data() + m_used, 0, m_buffer.size() - m_used);
        compress(m_buffer.data());
        m_used = 0;
    }
    std::memset(m_buffer.data() + m_used, 0, 56 - m_used);
    for (int i = 0; i < 8; ++i)
        m_buffer[std::size_t(56 + i)] = std::uint8_t(bits >> (56 - 8 * i));
    compress(m_buffer.data());

    static const char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(64);
    for (std::uint32_t value : m_state) {
        for (int shift = 28; shift >= 0; shift -= 4)
            text += digits[(value >> shift) & 15];
    }
    return text;
}

std::string sha256_of(std::string_view text)
{
    Sha256 sha;
    sha.add(text);
    return sha.hex();
}

std::string sha256_of(std::span<const std::byte> bytes)
{
    Sha256 sha;
    sha.add(bytes);
    return sha.hex();
}

Result<std::string> sha256_of_file(const std::filesystem::path &path, std::stop_token stop)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return failure(file_error(path, errno));
    Sha256 sha;
    std::vector<std::byte> part(std::size_t(256) * 1024);
    for (;;) {
        if (stop.stop_requested()) {
            ::close(descriptor);
            return cancelled();
        }
        const ssize_t got = ::read(descriptor, part.data(), part.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            const int error_number = errno;
            ::close(descriptor);
            return failure(file_error(path, error_number));
        }
        if (got == 0)
            break;
        sha.add(std::span(part.data(), std::size_t(got)));
    }
    ::close(descriptor);
    return sha.hex();
}

} // namespace retclip
