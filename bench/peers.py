#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs `retclip bench` and what Python users run instead alternately on this machine, one thread each,
and prints ratios (ours : theirs) with their spread: a photograph to a network's input (Pillow and NumPy),
augmented (torchvision), reports to ids (BERT's WordPiece in Python, written here from its description), a
linear probe (scikit-learn's lbfgs, stopped at the same objective). What is not installed is left out, and said.

  bench/peers.py RETCLIP [--rounds N] [--photograph FILE.jpg] [--vocabulary vocab.txt]
"""
import argparse, json, os, random, statistics, subprocess, tempfile, time, unicodedata

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def median_seconds(work, least=3, budget_s=2.0):
    work()
    times = []
    while len(times) < least or (sum(times) < budget_s and len(times) < 50):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def ours(program, measure, *options):
    done = subprocess.run(["taskset", "-c", "0", program, "bench", *options, "--json"], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"retclip bench {' '.join(options)}: status {done.returncode}\n{done.stderr[-400:]}")
    return next(row for row in map(json.loads, done.stdout.splitlines()) if row["measure"] == measure)


def tell(measure, pairs, unit, **more):
    ratios = [a / b for a, b in pairs]
    print(json.dumps({"measure": measure, "unit": unit, "ours": statistics.median(a for a, _ in pairs),
                      "theirs": statistics.median(b for _, b in pairs), "ratio": statistics.median(ratios),
                      "ratio_low": min(ratios), "ratio_high": max(ratios), **more}), flush=True)


def made_photograph(folder):
    """A disc on black with fine noise, 2048 x 1536."""
    import numpy
    from PIL import Image
    y, x = numpy.mgrid[0:1536, 0:2048]
    radius = numpy.hypot(x - 1024, y - 768)
    noise = numpy.random.default_rng(7).integers(0, 13, (1536, 2048))
    wave = 12 * numpy.sin(x / 23) * numpy.cos(y / 31)
    colours = numpy.stack([170 - radius / 12 + noise, 80 - radius / 16 + noise + wave, 30 + noise], 2)
    colours[radius > 740] = 0
    path = os.path.join(folder, "made.jpg")
    Image.fromarray(colours.clip(0, 255).astype("uint8")).save(path, quality=92)
    return path


def photographs(program, rounds, path):
    try:
        import numpy
        from PIL import Image
    except ImportError:
        print("Pillow and NumPy are not installed: photographs are left out")
        return
    mean = numpy.array([0.48145466, 0.4578275, 0.40821073], "float32")
    deviation = numpy.array([0.26862954, 0.26130258, 0.27577711], "float32")

    def prepared():
        with Image.open(path) as image:
            small = image.convert("RGB").resize((224, 224), Image.BICUBIC)
        return ((numpy.asarray(small, "float32") / 255 - mean) / deviation).transpose(2, 0, 1).copy()

    pairs = [(ours(program, "prepare", "decode", "--photograph", path)["value"], 1 / median_seconds(prepared))
             for _ in range(rounds)]
    tell("photograph to input", pairs, "images/s a core", beside="Pillow, NumPy")
    try:
        import torch
        from torchvision import transforms
        torch.set_num_threads(1)
    except ImportError:
        print("torchvision is not installed: augmentation is left out")
        return
    transform = transforms.Compose([
        transforms.RandomResizedCrop(224, scale=(0.9, 1.0), interpolation=transforms.InterpolationMode.BICUBIC),
        transforms.ColorJitter(0.2, 0.2, 0.2), transforms.ToTensor(),
        transforms.Normalize(mean.tolist(), deviation.tolist()), transforms.RandomErasing(0.1)])

    def augmented():
        with Image.open(path) as image:
            return transform(image.convert("RGB"))

    pairs = [(ours(program, "augment", "decode", "--photograph", path)["value"], 1 / median_seconds(augmented))
             for _ in range(rounds)]
    tell("photograph augmented", pairs, "images/s a core", beside="torchvision")


class WordPiece:
    """BERT's basic tokenizer, then longest pieces first."""

    def __init__(self, vocabulary):
        with open(vocabulary, encoding="utf-8") as lines:
            self.ids = {line.rstrip("\n"): number for number, line in enumerate(lines)}

    @staticmethod
    def words(text):
        spaced = []
        for character in text.lower():
            code = ord(character)
            if code in (0, 0xFFFD) or (unicodedata.category(character).startswith("C") and character not in "\t\n\r"):
                continue
            chinese = 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF
            spaced.append(f" {character} " if chinese else character)
        for word in "".join(spaced).split():
            word = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
            part = ""
            for character in word:
                if unicodedata.category(character).startswith("P") or character in "$+<=>^`|~":
                    if part:
                        yield part
                    yield character
                    part = ""
                else:
                    part += character
            if part:
                yield part

    def pieces(self, word):
        found, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = ("##" if start else "") + word[start:end]
                if piece in self.ids:
                    break
                end -= 1
            if end == start:
                return ["[UNK]"]
            found.append(piece)
            start = end
        return found

    def encode(self, text, context):
        tokens = [piece for word in self.words(text) for piece in self.pieces(word)][:context - 2]
        ids = [self.ids[token] for token in ["[CLS]", *tokens, "[SEP]"]]
        return ids + [0] * (context - len(ids))


def reports(program, rounds, vocabulary, folder):
    terms = ["双眼视盘边界清", "杯盘比约0.7", "黄斑区渗出", "视网膜出血", "豹纹状眼底", "玻璃膜疣", "激光斑", "未见异常",
             "屈光间质混浊", "静脉迂曲", "mild non-proliferative retinopathy"]
    if not vocabulary:
        letters = sorted(set("".join(terms).lower())) + ["，", "。"]
        pieces = [p for letter in letters if letter.strip() for p in (letter, "##" + letter)]
        vocabulary = os.path.join(folder, "vocab.txt")
        with open(vocabulary, "w", encoding="utf-8") as out:
            out.write("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *pieces, "mild", "non", "retino", "##pathy"]) + "\n")
    draw = random.Random(7)
    texts = ["，".join(draw.choice(terms) for _ in range(6)) + "。" for _ in range(2000)]
    tokenizer = WordPiece(vocabulary)

    def encoded():
        for text in texts:
            tokenizer.encode(text, 100)

    pairs = [(ours(program, "tokenize", "tokenize", "--tokenizer", vocabulary)["value"],
              len(texts) / median_seconds(encoded)) for _ in range(rounds)]
    tell("report to ids", pairs, "texts/s a core", beside="WordPiece in Python")


def probe(program, rounds, folder):
    try:
        import numpy
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        print("scikit-learn is not installed: the linear probe is left out")
        return
    random_numbers = numpy.random.default_rng(7)
    features = random_numbers.standard_normal((4000, 768)).astype("float32")
    rule = random_numbers.standard_normal((768, 8))
    targets = (features @ rule + 20 * random_numbers.standard_normal((4000, 8)) > 0).astype("int64")
    x, y = os.path.join(folder, "x.npy"), os.path.join(folder, "y.npy")
    numpy.save(x, features)
    numpy.save(y, targets)

    def objective(fits):
        value = 0.0
        for label, fit in enumerate(fits):
            score = features @ fit.coef_[0] + fit.intercept_[0]
            value += numpy.logaddexp(0, numpy.where(targets[:, label] > 0, -score, score)).sum()
            value += 0.5 * float((fit.coef_ ** 2).sum())
        return value

    def fitted(tolerance):
        return [LogisticRegression(C=1.0, tol=tolerance, max_iter=5000).fit(features.astype("float64"), targets[:, label])
                for label in range(8)]

    mine = ours(program, "probe", "probe", "--features", x, "--targets", y)
    # The loosest tolerance with which scikit-learn comes as near to the optimum as ours did.
    best = min(mine["objective"], objective(fitted(1e-10)))
    tolerance = 1e-2
    while objective(fitted(tolerance)) - best > max(mine["objective"] - best, 1e-6 * best) and tolerance > 1e-10:
        tolerance /= 10
    pairs = []
    for _ in range(rounds):
        theirs = median_seconds(lambda: fitted(tolerance))
        pairs.append((1 / ours(program, "probe", "probe", "--features", x, "--targets", y)["value"] * 1000, 1 / theirs))
    tell("linear probe, 4000 x 768, 8 labels", pairs, "fits/s a core", beside="scikit-learn, lbfgs", tolerance=tolerance,
         objective_ours=mine["objective"], objective_theirs=objective(fitted(tolerance)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--photograph")
    arguments.add_argument("--vocabulary")
    given = arguments.parse_args()
    os.sched_setaffinity(0, {0})
    with tempfile.TemporaryDirectory() as folder:
        photographs(given.program, given.rounds, given.photograph or made_photograph(folder))
        reports(given.program, given.rounds, given.vocabulary, folder)
        probe(given.program, given.rounds, folder)


if __name__ == "__main__":
    main()
