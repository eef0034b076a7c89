#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a step on many GPUs should take: the model of docs/scaling.md as numbers.

    bench/scaling_model.py [--local 256] [--rate 445e12] [--link 50e9] [--latency 20e-6] [--overlap 0]

--local    patients a GPU in a step            --rate     operations a second that a GPU reaches in a step
--link     bytes a second and GPU of a sum     --latency  seconds a message
--overlap  share of the sum of gradients that hides behind the backward pass (0: none, as the program is)
"""
import argparse

WIDTH, INNER, LAYERS, TOKENS, EMBEDDING = 768, 3072, 12, 197, 512
TEXT_TOKENS, VOCABULARY, POSITIONS = 60, 21128, 512


def encoder(tokens):
    """Operations of one sequence forward, as ml/training/operations.cpp counts them."""
    block = 2 * tokens * (4 * WIDTH ** 2 + 2 * WIDTH * INNER) + 4 * tokens ** 2 * WIDTH
    last = 2 * tokens * 2 * WIDTH ** 2 + 2 * (2 * WIDTH ** 2 + 2 * WIDTH * INNER) + 4 * tokens * WIDTH
    return (LAYERS - 1) * block + last


def operations():
    image = encoder(TOKENS) + 2 * 196 * 3 * 16 * 16 * WIDTH + 2 * WIDTH * EMBEDDING
    heads = 3 * 2 * WIDTH * (WIDTH + EMBEDDING) + 2 * 4 * EMBEDDING ** 2
    return 3 * (2 * image + encoder(TEXT_TOKENS) + heads)


def parameters():
    w, e = WIDTH, EMBEDDING
    vision = 3 * 16 * 16 * w + w + TOKENS * w + 4 * w + LAYERS * (12 * w * w + 13 * w) + w * e
    text = (VOCABULARY + POSITIONS + 2) * w + 2 * w + LAYERS * (4 * (w * w + w) + 2 * w * INNER + INNER + w + 4 * w)
    return vision + text + 4 * e * e + 3 * (w * w + w + w * e + e) + 3


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--local", type=int, default=256)
    ask.add_argument("--rate", type=float, default=445e12)
    ask.add_argument("--link", type=float, default=50e9)
    ask.add_argument("--latency", type=float, default=20e-6)
    ask.add_argument("--overlap", type=float, default=0)
    given = ask.parse_args()
    size, work = parameters(), operations()
    print(f"{size / 1e6:.1f} million weights, {work / 1e9:.0f} GFLOP a patient and step, "
          f"{given.local} patients a GPU, {given.rate / 1e12:.0f} TFLOP/s, {given.link / 1e9:g} GB/s\n")
    print("| GPUs | patients a step | computing | loss | gradients summed | features gathered | their gradients | step | efficiency |")
    print("|---|---|---|---|---|---|---|---|---|")
    compute = given.local * work / given.rate
    for gpus in (1, 8, 16, 32, 64, 128, 256, 512, 1024):
        batch = given.local * gpus
        ring = (gpus - 1) / gpus
        hops = given.latency * (gpus - 1)
        # Three levels, both directions, forward and twice backward; a rank's own rows against all.
        loss = 3 * 2 * 3 * 2 * given.local * batch * EMBEDDING / given.rate
        gradients = 2 * (ring * 4 * size / given.link + hops) * (1 - given.overlap)
        features = 6 * EMBEDDING * 4 * batch
        gather = ring * features / given.link + (6 * hops if gpus > 1 else 0)
        back = 2 * (ring * features / given.link + (6 * hops if gpus > 1 else 0))
        step = compute + loss + gradients + gather + back
        ms = lambda seconds: f"{1000 * seconds:.1f} ms"
        print(f"| {gpus} | {batch:,} | {ms(compute)} | {ms(loss)} | {ms(gradients)} | {ms(gather)} | {ms(back)} | "
              f"{ms(step)} | {100 * compute / step:.0f} % |")


if __name__ == "__main__":
    main()
