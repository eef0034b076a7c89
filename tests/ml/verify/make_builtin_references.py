#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes resources/verify, the references that ship with the program.

    python3 tests/ml/verify/make_builtin_references.py resources/verify

Every number is computed here, by other means than the program's: the network in float64 from the
description of its parts (torch.nn.functional, autograd for gradients), AdamW written out, pixels by
Pillow, metrics and the logistic probe by scikit-learn, the tokenizer from Python's Unicode tables,
checkpoints by torch.save. Weights and inputs follow from the formula of fill_by_formula
(ml/verify/formula.cpp). Made with Python 3.11, torch 1.13, NumPy 1.24, Pillow 9.4, scikit-learn 1.2.
"""
import collections
import hashlib
import json
import math
import os
import pickle
import random
import shutil
import sys
import unicodedata
import zipfile

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageEnhance
from sklearn import metrics as sk
from sklearn.linear_model import LogisticRegression

OUT = sys.argv[1]
MASK = (1 << 64) - 1
TYPES = {"float32": "F32", "float16": "F16", "int64": "I64", "float64": "F64"}


def place(*parts):
    path = os.path.join(OUT, *parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def write_json(value, *parts):
    with open(place(*parts), "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        file.write("\n")


def write_safetensors(arrays, *parts):
    header, data = {}, b""
    for name, array in arrays.items():
        array = np.require(np.asarray(array), requirements="C")
        header[name] = {"dtype": TYPES[str(array.dtype)], "shape": list(array.shape),
                        "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(place(*parts), "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


# ---------------------------------------------------------------- weights and inputs by formula

def formula(name, seed, scale, offset, count):
    h = 0xCBF29CE484222325
    for byte in name.encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    base = h ^ ((seed * 0xD1342543DE82EF95) & MASK)
    index = np.arange(1, count + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        z = np.uint64(base) + index * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    k = (z >> np.uint64(40)).astype(np.int64) - (1 << 23)
    value = (k.astype(np.float32) * np.float32(2.0 ** -23)) * np.float32(scale)
    return value + np.float32(offset) if offset else value


SCALES = {"logit_scale": 4.4998097, "logit_scale_left": 4.3, "logit_scale_right": 4.1}


def weight(name, shape, seed):
    if name in SCALES:
        return np.float32(SCALES[name]).reshape(shape)
    count = int(np.prod(shape))
    if name.endswith("bias"):
        scale, offset = 0.02, 0
    elif any(p.startswith("ln_") or p == "LayerNorm" for p in name.split(".")):
        scale, offset = 0.1, 1
    elif "embedding" in name:
        scale, offset = 0.05, 0
    else:
        fan = shape[0] if name == "visual.proj" else int(np.prod(shape[1:]))
        scale, offset = math.sqrt(3 / fan), 0
    return formula(name, seed, scale, offset, count).reshape(shape)


CONFIG = {
    "embed_dim": 16, "image_resolution": 24, "vision_layers": 2, "vision_width": 32,
    "vision_patch_size": 8, "vision_head_width": 16, "vocab_size": 64,
    "text_attention_probs_dropout_prob": 0.0, "text_hidden_act": "gelu",
    "text_hidden_dropout_prob": 0.0, "text_hidden_size": 32, "text_initializer_range": 0.02,
    "text_intermediate_size": 48, "text_max_position_embeddings": 20,
    "text_num_attention_heads": 2, "text_num_hidden_layers": 2, "text_type_vocab_size": 2}


def shapes(c):
    w, e, h, i = c["vision_width"], c["embed_dim"], c["text_hidden_size"], c["text_intermediate_size"]
    p, grid = c["vision_patch_size"], c["image_resolution"] // c["vision_patch_size"]
    s = collections.OrderedDict()

    def linear(name, rows, columns):
        s[name + ".weight"], s[name + ".bias"] = (rows, columns), (rows,)

    def norm(name, width):
        s[name + ".weight"], s[name + ".bias"] = (width,), (width,)

    for name in SCALES:
        s[name] = ()
    s["visual.class_embedding"] = (w,)
    s["visual.positional_embedding"] = (grid * grid + 1, w)
    s["visual.proj"] = (w, e)
    s["visual.conv1.weight"] = (w, 3, p, p)
    norm("visual.ln_pre", w)
    for layer in range(c["vision_layers"]):
        b = f"visual.transformer.resblocks.{layer}"
        s[b + ".attn.in_proj_weight"], s[b + ".attn.in_proj_bias"] = (3 * w, w), (3 * w,)
        linear(b + ".attn.out_proj", w, w)
        norm(b + ".ln_1", w)
        linear(b + ".mlp.c_fc", 4 * w, w)
        linear(b + ".mlp.c_proj", w, 4 * w)
        norm(b + ".ln_2", w)
    norm("visual.ln_post", w)
    s["bert.embeddings.word_embeddings.weight"] = (c["vocab_size"], h)
    s["bert.embeddings.position_embeddings.weight"] = (c["text_max_position_embeddings"], h)
    s["bert.embeddings.token_type_embeddings.weight"] = (c["text_type_vocab_size"], h)
    norm("bert.embeddings.LayerNorm", h)
    for layer in range(c["text_num_hidden_layers"]):
        b = f"bert.encoder.layer.{layer}"
        for part in ("query", "key", "value"):
            linear(b + ".attention.self." + part, h, h)
        linear(b + ".attention.output.dense", h, h)
        norm(b + ".attention.output.LayerNorm", h)
        linear(b + ".intermediate.dense", i, h)
        linear(b + ".output.dense", h, i)
        norm(b + ".output.LayerNorm", h)
    for head in ("text_projection", "text_projection_left", "text_projection_right"):
        linear(head + ".0", h, h)
        linear(head + ".2", e, h)
    s["global_feature_mapping.weight"] = (e, 2 * e)
    s["left_feature_mapping.weight"] = s["right_feature_mapping.weight"] = (e, e)
    return s


def weights(seed, c=CONFIG):
    return {n: torch.tensor(weight(n, shape, seed).astype(np.float64), requires_grad=True)
            for n, shape in shapes(c).items()}


# ---------------------------------------------------------------- the network, in float64

def attention(q, k, v, heads, mask=None):
    n, length, width = q.shape
    split = lambda x: x.reshape(n, length, heads, width // heads).transpose(1, 2)
    scores = split(q) @ split(k).transpose(2, 3) / math.sqrt(width // heads)
    if mask is not None:
        scores = scores + mask
    return (scores.softmax(-1) @ split(v)).transpose(1, 2).reshape(n, length, width)


def norm(x, p, name, eps):
    return F.layer_norm(x, x.shape[-1:], p[name + ".weight"], p[name + ".bias"], eps)


def linear(x, p, name):
    return F.linear(x, p[name + ".weight"], p[name + ".bias"])


def image_features(p, pixels, c):
    size, width = c["vision_patch_size"], c["vision_width"]
    x = F.conv2d(pixels, p["visual.conv1.weight"], stride=size).flatten(2).transpose(1, 2)
    first = p["visual.class_embedding"].expand(len(x), 1, width)
    x = torch.cat([first, x], 1) + p["visual.positional_embedding"]
    x = norm(x, p, "visual.ln_pre", 1e-5)
    for layer in range(c["vision_layers"]):
        b = f"visual.transformer.resblocks.{layer}"
        y = norm(x, p, b + ".ln_1", 1e-5)
        q, k, v = F.linear(y, p[b + ".attn.in_proj_weight"], p[b + ".attn.in_proj_bias"]).chunk(3, -1)
        x = x + linear(attention(q, k, v, width // c["vision_head_width"]), p, b + ".attn.out_proj")
        y = linear(norm(x, p, b + ".ln_2", 1e-5), p, b + ".mlp.c_fc")
        x = x + linear(y * torch.sigmoid(1.702 * y), p, b + ".mlp.c_proj")
    return norm(x[:, 0], p, "visual.ln_post", 1e-5) @ p["visual.proj"]


def text_state(p, ids, c):
    e = "bert.embeddings."
    x = (p[e + "word_embeddings.weight"][ids] + p[e + "position_embeddings.weight"][: ids.shape[1]]
         + p[e + "token_type_embeddings.weight"][0])
    x = norm(x, p, e + "LayerNorm", 1e-12)
    mask = (ids == 0).double()[:, None, None, :] * -10000.0
    for layer in range(c["text_num_hidden_layers"]):
        b = f"bert.encoder.layer.{layer}"
        q, k, v = (linear(x, p, b + ".attention.self." + part) for part in ("query", "key", "value"))
        y = attention(q, k, v, c["text_num_attention_heads"], mask)
        x = norm(x + linear(y, p, b + ".attention.output.dense"), p, b + ".attention.output.LayerNorm",
                 1e-12)
        y = linear(F.gelu(linear(x, p, b + ".intermediate.dense")), p, b + ".output.dense")
        x = norm(x + y, p, b + ".output.LayerNorm", 1e-12)
    return x[:, 0]


def unit(x):
    return x / x.norm(dim=-1, keepdim=True)


def forward(p, left, right, ids, c=CONFIG):
    raw_left, raw_right = image_features(p, left, c), image_features(p, right, c)
    state = text_state(p, ids, c)
    out = {"image_patient": F.linear(torch.cat([raw_left, raw_right], 1),
                                     p["global_feature_mapping.weight"]),
           "image_left": F.linear(raw_left, p["left_feature_mapping.weight"]),
           "image_right": F.linear(raw_right, p["right_feature_mapping.weight"])}
    for level, head in (("patient", ""), ("left", "_left"), ("right", "_right")):
        hidden = linear(state, p, f"text_projection{head}.0").relu()
        out["text_" + level] = linear(hidden, p, f"text_projection{head}.2")
    out = {name: unit(value) for name, value in out.items()}
    out["logit_scales"] = torch.stack([p[n] for n in SCALES]).exp()
    return out


def losses(out):
    total = 0
    for index, level in enumerate(("patient", "left", "right")):
        logits = out["logit_scales"][index] * out["image_" + level] @ out["text_" + level].T
        target = torch.arange(len(logits))
        out["loss_" + level] = (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2
        total = total + out["loss_" + level]
    out["loss"] = total
    return total


def inputs(seed, batch, context, tag=""):
    side = CONFIG["image_resolution"]
    make = lambda name: formula(tag + name, seed, 1.7, 0, batch * 3 * side * side).reshape(
        batch, 3, side, side)
    generator = random.Random(seed)
    ids = np.zeros((batch, context), np.int64)
    for row in range(batch):
        length = generator.randint(1, context - 2)
        ids[row, 0], ids[row, length + 1] = 2, 3
        ids[row, 1:length + 1] = [generator.randint(4, CONFIG["vocab_size"] - 1) for _ in range(length)]
    return {"left": make("input.left"), "right": make("input.right"), "ids": ids}


def as_tensors(arrays):
    return (torch.tensor(arrays["left"].astype(np.float64)),
            torch.tensor(arrays["right"].astype(np.float64)), torch.tensor(arrays["ids"]))


def stored(values):
    return {name: value.detach().numpy().astype(np.float32) for name, value in values.items()}


def make_model():
    seed = 7001
    data = inputs(seed, 3, 12)
    p = weights(seed)
    out = forward(p, *as_tensors(data))
    losses(out)
    # Weights are those of the formula, kept in a file too: so a checkpoint is opened on the way.
    write_safetensors(stored(p), "model", "small", "weights.safetensors")
    write_safetensors(data, "model", "small", "inputs.safetensors")
    write_safetensors(stored(out), "model", "small", "expected.safetensors")
    write_json(CONFIG, "model", "small", "config.json")
    write_json({"kind": "model", "seed": seed, "all_pad_rows": [],
                "tolerance_abs": {"features": 2e-5, "losses": 2e-4, "logit_scales_rel": 1e-6}},
               "model", "small", "case.json")


def make_gradients():
    seed = 7002
    data = inputs(seed, 4, 12)
    p = weights(seed)
    losses(forward(p, *as_tensors(data))).backward()
    write_safetensors(stored({n: v.grad if v.grad is not None else torch.zeros_like(v)
                              for n, v in p.items()}), "gradients", "small", "gradients.safetensors")
    write_safetensors(data, "gradients", "small", "inputs.safetensors")
    write_json(CONFIG, "gradients", "small", "config.json")
    # The row of [PAD] is a padding index: it gets no gradient.
    write_json({"kind": "gradients", "seed": seed, "tolerance": {"abs": 3e-4, "rel": 1e-3}},
               "gradients", "small", "case.json")


def make_trajectory():
    seed, steps, distinct, rate, warmup, decay = 7003, 8, 2, 1e-3, 3, 0.1
    beta1, beta2, eps = 0.9, 0.98, 1e-6
    p = weights(seed)
    with torch.no_grad():
        for name in SCALES:
            p[name].fill_(4.5)
    decayed = [n for n in p if not any(w in n for w in ("bn", "ln", "bias", "logit_scale"))]
    batches = [inputs(seed + at, 4, 12, f"batch{at}.") for at in range(distinct)]
    first = {n: torch.zeros_like(v) for n, v in p.items()}
    second = {n: torch.zeros_like(v) for n, v in p.items()}
    log = []
    for step in range(steps):
        lr = (rate * (step + 1) / warmup if step < warmup else
              0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup))) * rate)
        for v in p.values():
            v.grad = None
        loss = losses(forward(p, *as_tensors(batches[step % distinct])))
        loss.backward()
        with torch.no_grad():
            for n, v in p.items():
                g = v.grad if v.grad is not None else torch.zeros_like(v)
                if n == "bert.embeddings.word_embeddings.weight":
                    g[0] = 0  # the padding index
                if n in decayed:
                    v.mul_(1 - lr * decay)
                first[n].mul_(beta1).add_(g, alpha=1 - beta1)
                second[n].mul_(beta2).addcmul_(g, g, value=1 - beta2)
                mean = first[n] / (1 - beta1 ** (step + 1))
                spread = (second[n] / (1 - beta2 ** (step + 1))).sqrt()
                v.sub_(lr * mean / (spread + eps))
            for n in SCALES:
                p[n].clamp_(0, 4.6052)
        log.append({"step": step, "batch": step % distinct, "loss": loss.item(), "lr": lr,
                    "logit_scale_log_after": [p[n].item() for n in SCALES]})
    write_safetensors({f"batch{at}.{n}": v for at, batch in enumerate(batches)
                       for n, v in batch.items()}, "trajectory", "small", "batches.safetensors")
    write_safetensors(stored(p), "trajectory", "small", "final_weights.safetensors")
    write_json(CONFIG, "trajectory", "small", "config.json")
    write_json({"kind": "trajectory", "seed": seed, "initial_logit_scale_log": [4.5] * 3,
                "optimizer": {"betas": [beta1, beta2], "eps": eps, "weight_decay": decay},
                "schedule": {"base_lr": rate, "warmup": warmup, "total": steps}, "dropout": 0.0,
                "clamp_after_step": [0, 4.6052], "parameters_with_decay": decayed,
                "parameters_without_decay": [n for n in p if n not in decayed],
                "tolerance": {"loss_abs_first_step": 5e-4, "loss_rel": 5e-3, "lr_rel": 1e-9,
                              "logit_scale_log_abs": 1e-4, "final_weights_abs": 1e-3},
                "log": log}, "trajectory", "small", "case.json")


def make_loss():
    cases = []
    for name, batch, width, same in (("one patient", 1, 8, False), ("three patients", 3, 16, False),
                                     ("identical reports", 5, 16, True)):
        generator = np.random.default_rng(batch)
        leaves = {}
        for side in ("image", "text"):
            for level in ("patient", "left", "right"):
                rows = generator.standard_normal((batch, width))
                if same and side == "text":
                    rows[:] = rows[0]
                rows /= np.linalg.norm(rows, axis=1, keepdims=True)
                leaves[f"{side}_{level}"] = torch.tensor(
                    rows.astype(np.float32).astype(np.float64), requires_grad=True)
        leaves["logit_scale_log"] = torch.tensor(
            np.float32([4.5, 2.0, 3.0]).astype(np.float64), requires_grad=True)
        out = dict(leaves)
        out["logit_scales"] = out.pop("logit_scale_log").exp()
        losses(out).backward()
        arrays = stored(leaves)
        arrays.update(stored({"loss" + e: out["loss" + e] for e in ("", "_patient", "_left", "_right")}))
        arrays.update({"grad." + n: v.grad.numpy().astype(np.float32) for n, v in leaves.items()})
        file = name.replace(" ", "_") + ".safetensors"
        write_safetensors(arrays, "loss", file)
        cases.append({"name": name, "file": file, "tolerance_loss_abs": 1e-4, "tolerance_grad_abs": 1e-4})
    write_json({"kind": "loss", "cases": cases}, "loss", "cases.json")


# ---------------------------------------------------------------- pixels

def picture(name, width, height, channels):
    """Smooth shapes with noise on top, so that filters have something to ring on."""
    y, x = np.mgrid[0:height, 0:width]
    noise = formula(name, 7010, 20, 0, width * height * channels).reshape(height, width, channels)
    base = np.stack([120 + 100 * np.sin((x * (c + 1) + y * 2) / 9.0) * np.cos(y / (7.0 + c))
                     for c in range(channels)], -1)
    base[height // 3: height // 2, width // 4: width // 2] = 255
    return np.clip(base + noise, 0, 255).astype(np.uint8)


def make_preprocess():
    mean = np.float32([0.48145466, 0.4578275, 0.40821073])
    std = np.float32([0.26862954, 0.26130258, 0.27577711])
    rgb = picture("rgb", 61, 47, 3)
    images = {"rgb": Image.fromarray(rgb),
              "small": Image.fromarray(picture("small", 13, 17, 3)),
              "grey": Image.fromarray(picture("grey", 40, 52, 1)[..., 0]),
              "palette": Image.fromarray(rgb).quantize(17),
              "alpha": Image.fromarray(picture("alpha", 37, 41, 4), "RGBA"),
              "grey16": Image.fromarray(picture("grey16", 30, 30, 1)[..., 0].astype(np.uint16) * 9)}
    cases = []
    for name, image in images.items():
        file = place("preprocess", "images", name + ".png")
        image.save(file)
        for size in (24, 40):
            with Image.open(file) as opened:
                resized = opened.resize((size, size), Image.BICUBIC).convert("RGB")
                mode = opened.mode
            tensor = (np.asarray(resized, np.float32) / np.float32(255) - mean) / std
            expected = f"expected/{name}_{size}.npy"
            os.makedirs(place("preprocess", "expected", ""), exist_ok=True)
            np.save(place("preprocess", expected), np.ascontiguousarray(tensor.transpose(2, 0, 1)))
            cases.append({"name": f"{name} at {size}", "image": f"images/{name}.png", "size": size,
                          "pil_mode": mode, "expected": expected, "tolerance_abs": 1e-5})
    with open(place("preprocess", "images", "cut.png"), "wb") as file:
        file.write(open(place("preprocess", "images", "rgb.png"), "rb").read()[:60])
    cases.append({"name": "cut short", "image": "images/cut.png", "size": 24, "error": "cut short"})
    write_json({"kind": "preprocess", "cases": cases}, "preprocess", "cases.json")


def make_resize():
    filters = {"bicubic": Image.BICUBIC, "bilinear": Image.BILINEAR, "lanczos": Image.LANCZOS}
    cases = []
    for mode, channels in (("L", 1), ("RGB", 3), ("RGBA", 4)):
        for word, chosen in filters.items():
            for (w, h), (to_w, to_h) in (((23, 17), (9, 11)), ((7, 9), (31, 20))):
                pixels = picture(f"resize {mode} {w}", w, h, channels)
                image = Image.fromarray(pixels[..., 0] if channels == 1 else pixels, mode)
                stem = f"{mode}_{word}_{w}x{h}_{to_w}x{to_h}"
                np.save(place("resize", stem + "_in.npy"), np.asarray(image))
                np.save(place("resize", stem + "_out.npy"), np.asarray(image.resize((to_w, to_h), chosen)))
                cases.append({"name": stem.replace("_", " "), "mode": mode, "filter": word,
                              "in": stem + "_in.npy", "out": stem + "_out.npy"})
    write_json({"kind": "resize", "cases": cases}, "resize", "cases.json")


def make_augment():
    pixels = picture("augment", 34, 26, 3)
    image = Image.fromarray(pixels)
    image.save(place("augment", "image.png"))
    stages = [("brightness", ImageEnhance.Brightness, 0.8), ("brightness", ImageEnhance.Brightness, 1.2),
              ("contrast", ImageEnhance.Contrast, 0.8), ("contrast", ImageEnhance.Contrast, 1.2),
              ("saturation", ImageEnhance.Color, 0.8), ("saturation", ImageEnhance.Color, 1.2)]
    cases = []
    for word, enhance, factor in stages:
        file = f"{word}_{factor}.npy"
        np.save(place("augment", file), np.asarray(enhance(image).enhance(factor)))
        cases.append({"name": f"{word} {factor}", "operation": word, "image": "image.png",
                      "expected": file, "parameters": {"factor": factor}, "tolerance": 0})
    np.save(place("augment", "hflip.npy"), pixels[:, ::-1].copy())
    cases.append({"name": "mirrored", "operation": "hflip", "image": "image.png", "expected": "hflip.npy",
                  "parameters": {}, "tolerance": 0})
    write_json({"kind": "augment", "cases": cases}, "augment", "cases.json")


# ---------------------------------------------------------------- texts

def is_chinese(c):
    return any(a <= ord(c) <= b for a, b in (
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def is_mark(c):
    code = ord(c)
    return (33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
            or unicodedata.category(c).startswith("P"))


def words_of(text):
    out = []
    for c in text:
        if c in "\t\n\r" or unicodedata.category(c) == "Zs":
            out.append(" ")
        elif ord(c) in (0, 0xFFFD) or unicodedata.category(c) in ("Cc", "Cf"):
            continue
        else:
            out.append(f" {c} " if is_chinese(c) else c)
    for word in "".join(out).split():
        word = unicodedata.normalize("NFD", word.lower())
        part = ""
        for c in word:
            if unicodedata.category(c) == "Mn":
                continue
            if is_mark(c):
                if part:
                    yield part
                yield c
                part = ""
            else:
                part += c
        if part:
            yield part


def pieces_of(word, vocabulary):
    if len(word) > 200:
        return ["[UNK]"]
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                pieces.append(piece)
                start = end
                break
        else:
            return ["[UNK]"]
    return pieces


def make_tokenizer():
    lines = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list("眼底左右双未见明显异常血管视盘黄斑，。：、\"()-.,/0123456789")
    lines += ["ret", "##ina", "dr", "##op", "no", "od", "os", "##s", "macula", "##r", "normal", "cafe"]
    lines += [chr(c) for c in range(ord("a"), ord("z") + 1)]
    lines += ["##" + chr(c) for c in range(ord("a"), ord("z") + 1)]
    with open(place("tokenizer", "vocab.txt"), "w", encoding="utf-8", newline="") as file:
        file.write("\r\n".join(lines) + "\r\n")
    vocabulary = {line: at for at, line in enumerate(lines)}  # a line that comes twice: the later
    texts = ["", "   ", "双眼底未见明显异常。", "Retina normal, no DR.", "OD：Macula 正常；OS: drops",
             "“未见”异常", "café CAFÉ ΑΣ", "[CLS] 左眼", "眼\u200b底\u0000\ufffd", "a" * 201, "未知字犇",
             "黄斑" * 40, "x\u2028y\u00a0z", "😀 0.5/1.0"]
    cases = []
    for at, text in enumerate(texts):
        for context in (12, 40):
            cleaned = text.lower().replace("“", '"').replace("”", '"')
            pieces = [p for word in words_of(cleaned) for p in pieces_of(word, vocabulary)]
            kept = [vocabulary[p] for p in pieces][: context - 2]
            ids = [vocabulary["[CLS]"]] + kept + [vocabulary["[SEP]"]]
            cases.append({"name": f"text {at} at {context}", "text": text, "context": context,
                          "ids": ids + [0] * (context - len(ids)), "length": len(ids),
                          "truncated": len(pieces) > context - 2})
    write_json({"kind": "tokenizer", "vocab": "vocab.txt", "cases": cases}, "tokenizer", "cases.json")


# ---------------------------------------------------------------- numbers about predictions

def make_metrics():
    generator = np.random.default_rng(7020)
    cases = []

    def binary(name, labels, scores):
        predicted = (scores >= 0.5).astype(int)
        both = len(set(labels)) == 2
        cases.append({"name": name, "task": "binary", "labels": labels.tolist(), "scores": scores.tolist(),
                      "expected": {
                          "accuracy": sk.accuracy_score(labels, predicted),
                          "auroc": sk.roc_auc_score(labels, scores) if both else None,
                          "aupr": sk.average_precision_score(labels, scores) if labels.sum() else None,
                          "f1": sk.f1_score(labels, predicted, zero_division=0),
                          "brier": sk.brier_score_loss(labels, scores, pos_label=1)}})

    labels = generator.integers(0, 2, 40)
    binary("plain", labels, np.round(np.clip(labels * 0.3 + generator.random(40) * 0.7, 0, 1), 4))
    binary("ties", labels, np.round(generator.random(40) * 5) / 5)
    binary("one class alone", np.zeros(12, int), np.round(generator.random(12), 3))

    classes = generator.integers(0, 4, 60)
    scores = generator.random((60, 4)) + np.eye(4)[classes] * 0.6
    scores = np.round(scores / scores.sum(1, keepdims=True), 6)
    scores[:, 3] = 1 - scores[:, :3].sum(1)
    predicted = scores.argmax(1)
    cases.append({"name": "four classes", "task": "multiclass", "labels": classes.tolist(),
                  "scores": scores.tolist(), "expected": {
                      "accuracy": sk.accuracy_score(classes, predicted),
                      "balanced_accuracy": sk.balanced_accuracy_score(classes, predicted),
                      "auroc_macro_ovr": sk.roc_auc_score(classes, scores, multi_class="ovr"),
                      "auroc_macro_ovo": sk.roc_auc_score(classes, scores, multi_class="ovo"),
                      "f1_macro_declared_classes": sk.f1_score(classes, predicted, average="macro"),
                      "kappa": sk.cohen_kappa_score(classes, predicted),
                      "kappa_quadratic": sk.cohen_kappa_score(classes, predicted, weights="quadratic"),
                      "confusion": sk.confusion_matrix(classes, predicted).tolist()}})

    many = generator.integers(0, 2, (50, 5))
    scores = np.round(np.clip(many * 0.25 + generator.random((50, 5)) * 0.75, 0, 1), 4)
    cases.append({"name": "five labels", "task": "multilabel", "labels": many.tolist(),
                  "scores": scores.tolist(), "expected": {
                      "auroc_macro": sk.roc_auc_score(many, scores),
                      "auroc_per_class": sk.roc_auc_score(many, scores, average=None).tolist(),
                      "aupr_macro": sk.average_precision_score(many, scores),
                      "f1_macro": sk.f1_score(many, scores >= 0.5, average="macro")}})

    similarity = np.round(generator.standard_normal((12, 15)).astype(np.float32), 4)
    positives = [sorted({at, (3 * at) % 15}) for at in range(12)]
    ranks, precision = [], []
    for row, wanted in zip(similarity, positives):
        order = sorted(range(15), key=lambda at: (-row[at], at))
        hits = [order.index(w) + 1 for w in wanted]
        ranks.append(min(hits))
        within = sorted(h for h in hits if h <= 10)
        precision.append(sum((at + 1) / h for at, h in enumerate(within)) / min(len(wanted), 10))
    ranks = np.array(ranks)
    cases.append({"name": "retrieval, several positives", "task": "retrieval",
                  "similarity": [[float(v) for v in row] for row in similarity], "positives": positives,
                  "expected": {"recall_at_1": float((ranks <= 1).mean()),
                               "recall_at_5": float((ranks <= 5).mean()),
                               "median_rank": float(np.median(ranks)), "mrr": float((1 / ranks).mean()),
                               "map_at_10": float(np.mean(precision)),
                               "first_positive_rank": ranks.tolist(), "queries_used": 12}})
    write_json({"kind": "metrics", "tolerance_abs": 1e-9, "cases": cases}, "metrics", "cases.json")


def make_probe():
    generator = np.random.default_rng(7030)
    cases = []
    for classes in (2, 3):
        centres = generator.standard_normal((classes, 10)) * 0.6
        draw = lambda n: (lambda y: ((centres[y] + generator.standard_normal((n, 10))).astype(np.float32), y))(
            generator.integers(0, classes, n))
        (train_x, train_y), (test_x, test_y) = draw(60), draw(40)
        fit = LogisticRegression(C=0.5, tol=1e-12, max_iter=10000).fit(train_x.astype(np.float64), train_y)
        shares = fit.predict_proba(test_x.astype(np.float64))
        file = f"classes{classes}.safetensors"
        write_safetensors({"train_x": train_x, "train_y": train_y, "test_x": test_x, "test_y": test_y,
                           "probabilities": shares.astype(np.float32)}, "probe", file)
        cases.append({"file": file, "classes": classes, "C": 0.5,
                      "auroc": (sk.roc_auc_score(test_y, shares[:, 1]) if classes == 2
                                else sk.roc_auc_score(test_y, shares, multi_class="ovr")),
                      "tolerance": {"probabilities_abs": 1e-4, "auroc_abs": 1e-3}})
    write_json({"kind": "logistic", "cases": cases}, "probe", "logistic.json")


def make_zeroshot():
    generator = np.random.default_rng(7040)
    prompts = generator.standard_normal((3, 4, 16)).astype(np.float32)
    images = generator.standard_normal((20, 16)).astype(np.float32)
    labels = generator.integers(0, 3, 20)
    rows = lambda x: x / np.linalg.norm(x, axis=-1, keepdims=True)
    columns = rows(rows(prompts.astype(np.float64)).mean(1)).T
    logits = 100 * rows(images.astype(np.float64)) @ columns
    shares = np.exp(logits - logits.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    write_safetensors({"prompt_embeddings": prompts, "image_features": images, "labels": labels,
                       "classifier": columns.astype(np.float32), "logits": logits.astype(np.float32),
                       "probabilities": shares.astype(np.float32)}, "zeroshot", "three.safetensors")
    write_json({"kind": "zeroshot", "cases": [{"file": "three.safetensors", "scale": 100.0,
                                              "top1": float((logits.argmax(1) == labels).mean()),
                                              "tolerance_abs": 1e-4}]}, "zeroshot", "cases.json")


def make_positions():
    cases = []
    for before, after in ((3, 5), (6, 4), (4, 4)):
        rows = formula(f"positions {before}", 7050, 1, 0, (before * before + 1) * 6).reshape(-1, 6)
        grid = torch.tensor(rows[1:].astype(np.float64)).T.reshape(1, 6, before, before)
        out = F.interpolate(grid, size=(after, after), mode="bicubic", align_corners=True)
        out = np.concatenate([rows[:1], out.reshape(6, -1).T.numpy().astype(np.float32)])
        file = f"{before}to{after}.safetensors"
        write_safetensors({"in": rows, "out": rows if before == after else out}, "pos_embed", file)
        cases.append({"file": file, "from": before, "to": after, "tolerance_abs": 2e-5})
    write_json({"kind": "pos_embed", "cases": cases}, "pos_embed", "cases.json")


def make_schedule():
    cases = []
    for note, base, warmup, total in (("the published script", 3e-5, 50, 7580), ("short", 1e-3, 3, 8),
                                      ("no warm-up", 5e-4, 0, 10)):
        steps = sorted({0, 1, warmup, warmup + 1, total // 2, total - 1})
        rate = [base * (s + 1) / warmup if s < warmup else
                0.5 * (1 + math.cos(math.pi * (s - warmup) / (total - warmup))) * base for s in steps]
        cases.append({"note": note, "base_lr": base, "warmup": warmup, "total": total, "steps": steps,
                      "lr": rate})
    write_json({"kind": "lr_schedule", "tolerance_rel": 1e-9, "cases": cases}, "schedule", "lr_schedule.json")


# ---------------------------------------------------------------- checkpoints

class Command:
    def __reduce__(self):
        return os.system, ("echo this must never run",)


def make_checkpoints():
    torch.manual_seed(7060)
    state = collections.OrderedDict(a=torch.randn(3, 4).float(), b=torch.randn(5), n=torch.arange(4))
    half = {"module.w": torch.randn(4, 2).half(), "module.v": torch.randn(3).bfloat16()}
    files = {"bare.pt": (state, state, {}), "half.pt": ({"state_dict": half, "epoch": 3}, half, {}),
             "legacy.pt": (state, state, {"_use_new_zipfile_serialization": False}),
             "turned.pt": ({"t": state["a"].t()}, {"t": state["a"].t()}, {})}
    cases = []
    for name, (content, held, options) in files.items():
        torch.save(content, place("checkpoints", name), **options)
        described = {}
        for key, tensor in held.items():
            tensor = tensor.contiguous()
            raw = tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor
            described[key] = {"shape": list(tensor.shape), "dtype": str(tensor.dtype).split(".")[1],
                              "sha256": hashlib.sha256(raw.numpy().tobytes()).hexdigest()}
        cases.append({"file": name, "expect": "load", "weights": described})
    with zipfile.ZipFile(place("checkpoints", "command.pt"), "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({"w": Command()}, 2))
    whole = open(place("checkpoints", "bare.pt"), "rb").read()
    open(place("checkpoints", "cut.pt"), "wb").write(whole[: len(whole) // 2])
    damaged = bytearray(whole)
    damaged[whole.index(state["a"].numpy().tobytes())] ^= 1
    open(place("checkpoints", "flipped.pt"), "wb").write(damaged)
    cases += [{"file": f, "expect": "refuse"} for f in ("command.pt", "cut.pt", "flipped.pt")]
    write_json({"kind": "checkpoints", "cases": cases}, "checkpoints", "cases.json")


def main():
    torch.set_default_dtype(torch.float64)
    shutil.rmtree(OUT, ignore_errors=True)
    for make in (make_tokenizer, make_preprocess, make_resize, make_augment, make_checkpoints, make_model,
                 make_loss, make_gradients, make_trajectory, make_schedule, make_positions, make_probe,
                 make_zeroshot, make_metrics):
        make()


main()
