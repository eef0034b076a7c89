// SPDX-License-Identifier: GPL-3.0-or-later
// Our .pt files in stock PyTorch with weights_only=True, and PyTorch's in ours, bit for bit. Needs
// the distribution's python3-torch; skips with a message without it.
#include "core/base/sha256.h"
#include "ml/checkpoint/checkpoint.h"
#include "ml/checkpoint/describe.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <numeric>

using namespace retclip;

namespace {

/// The interpreter that has torch; empty: none.
QString pythonWithTorch()
{
    for (const QString &name : {QStringLiteral("/usr/bin/python3"), QStringLiteral("python3")}) {
        QProcess python;
        python.start(name, {QStringLiteral("-c"), QStringLiteral("import torch")});
        if (python.waitForFinished(120'000) && python.exitStatus() == QProcess::NormalExit
            && python.exitCode() == 0)
            return name;
    }
    return {};
}

/// Runs a script with the file as its argument; what it printed.
QByteArray run(const QString &python, const char *script, const QString &file)
{
    QProcess process;
    process.start(python, {QStringLiteral("-c"), QString::fromLatin1(script), file});
    process.waitForFinished(120'000);
    if (process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

// float16 and bfloat16 have no bytes in numpy: their 16 bits do.
constexpr const char *describe = R"(
import hashlib, json, sys, torch
state = torch.load(sys.argv[1], map_location="cpu", weights_only=True)
rows = {}
for name, tensor in state.items():
    bits = tensor.contiguous()
    if bits.dtype in (torch.float16, torch.bfloat16):
        bits = bits.view(torch.int16)
    rows[name] = {"shape": list(tensor.shape), "type": str(tensor.dtype)[6:],
                  "sha256": hashlib.sha256(bits.numpy().tobytes()).hexdigest()}
print(json.dumps(rows))
)";

constexpr const char *writeTensors = R"(
import sys, torch
torch.manual_seed(5)
base = torch.randn(6, 10)
state = {"plain": base, "turned": base.t(), "part": base[2:5, 1:9:2], "alone": torch.tensor(4.5),
         "half": base.half(), "brain": base.bfloat16(), "empty": torch.zeros(0, 3)}
torch.save(state, sys.argv[1])
)";

} // namespace

class tst_PyTorch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_python = pythonWithTorch();
        if (m_python.isEmpty())
            QSKIP("python3-torch is not installed");
    }

    void loadsWhatWeWrite()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("ours.pt");
        std::vector<float> values(7 * 5 * 3);
        std::iota(values.begin(), values.end(), -20.25F);
        std::vector<std::uint16_t> bits(65536); // Every pattern, not-a-numbers too.
        std::iota(bits.begin(), bits.end(), std::uint16_t(0));
        const auto sixteen = std::as_bytes(std::span<const std::uint16_t>(bits));
        const std::vector<SafetensorsPart> parts{
            {"visual.conv1.weight", ElementType::float32, {7, 5, 3},
             std::as_bytes(std::span<const float>(values))},
            {"logit_scale", ElementType::float32, {},
             std::as_bytes(std::span<const float>(values.data(), 1))},
            {"half", ElementType::float16, {256, 256}, sixteen},
            {"brain", ElementType::bfloat16, {65536}, sixteen}};
        QVERIFY(write_checkpoint(path_from_utf8(file.toStdString()), parts).has_value());
        const QJsonObject seen = QJsonDocument::fromJson(run(m_python, describe, file)).object();
        QCOMPARE(seen.size(), qsizetype(parts.size()));
        for (const SafetensorsPart &part : parts) {
            const QJsonObject row = seen.value(QString::fromStdString(part.name)).toObject();
            QCOMPARE(row.value("sha256").toString().toStdString(),
                     sha256_of(part.bytes));
        }
        QCOMPARE(seen.value("brain").toObject().value("type").toString(), QStringLiteral("bfloat16"));
        QCOMPARE(seen.value("half").toObject().value("type").toString(), QStringLiteral("float16"));
    }

    void isReadBitForBit()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("theirs.pt");
        run(m_python, writeTensors, file);
        const QJsonObject theirs = QJsonDocument::fromJson(run(m_python, describe, file)).object();
        QCOMPARE(theirs.size(), 7);
        const auto ours = describe_checkpoint(path_from_utf8(file.toStdString()), true);
        QVERIFY2(ours.has_value(), ours ? "" : ours.error().english().c_str());
        QCOMPARE(ours->tensors.size(), std::size_t(theirs.size()));
        for (const auto &tensor : ours->tensors)
            QCOMPARE(QString::fromStdString(tensor.sha256),
                     theirs.value(QString::fromStdString(tensor.name)).toObject().value("sha256").toString());
    }

private:
    QString m_python;
};

QTEST_GUILESS_MAIN(tst_PyTorch)
#include "tst_pytorch.moc"
