// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/imaging/photograph.h"
#include "core/inspection/explanation_checks.h"
#include "tests/inspection/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <map>

using namespace retclip;

namespace {

constexpr int side = 8, spotCell = 2 * side + 5; // third line, sixth cell

/// A network that sees a bright spot in one cell and nothing else. "relevance" knows that, unless its weights
/// were shuffled; "rollout" looks elsewhere, whatever the weights.
class SpotModel : public OpenModel
{
public:
    explicit SpotModel(bool shuffled) : m_shuffled(shuffled) {}
    const NetworkConfig &network() const override { return m_network; }
    std::string checkpoint_hash() const override { return std::string(64, 'd'); }
    Result<Features> embed(const std::vector<EmbedItem> &items, int, const ProgressCallback &, std::stop_token) override
    {
        Features made;
        for (FeatureRows *rows : {&made.image_patient, &made.text_patient}) {
            rows->values = Matrix(items.size(), 2);
            rows->present.assign(items.size(), 1);
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            double bright = 0;
            for (const std::string &path : {items[i].photographs.left, items[i].photographs.right}) {
                const auto picture = read_photograph(path_from_utf8(path));
                if (!picture)
                    return failure(picture.error());
                const int x = (spotCell % side) * picture->width / side + picture->width / side / 2;
                const int y = (spotCell / side) * picture->height / side + picture->height / side / 2;
                bright += picture->pixels[(std::size_t(y) * std::size_t(picture->width) + std::size_t(x)) * 3] / 255.0 / 2;
            }
            made.text_patient.values.row(i)[0] = 1;
            made.image_patient.values.row(i)[0] = float(bright);
            made.image_patient.values.row(i)[1] = float(std::sqrt(std::max(0.0, 1 - bright * bright)));
        }
        return made;
    }
    Result<Explanation> explain(const ExplainRequest &request, std::stop_token) override
    {
        Explanation explanation;
        for (const Laterality eye : both_eyes) {
            SaliencyMap &map = explanation.maps[eye];
            map.side = side;
            for (int cell = 0; cell < side * side; ++cell)
                map.values.push_back(float((cell * 37) % 64) / 1000); // much of nothing
            const bool elsewhere = request.method == "rollout" || (request.method == "relevance" && m_shuffled);
            map.values[std::size_t(elsewhere ? 60 : spotCell)] = 1;
            if (request.method == "relevance" && m_shuffled)
                std::reverse(map.values.begin(), map.values.end());
        }
        return explanation;
    }

private:
    NetworkConfig m_network;
    bool m_shuffled;
};

struct SpotBackend : FakeBackend
{
    std::filesystem::path shuffledFrom;
    Result<std::unique_ptr<OpenModel>> open_model(const ModelSource &source, const std::string &, int) override
    {
        shuffledFrom = source.checkpoint;
        return std::unique_ptr<OpenModel>(std::make_unique<SpotModel>(!source.checkpoint.empty()));
    }
};

/// A dark photograph with a white spot, and a region around it.
ImportedImage spotted(TemporaryStudy &study, const QString &name, Laterality eye)
{
    RgbImage picture;
    picture.width = picture.height = 160;
    picture.pixels.assign(160 * 160 * 3, 30);
    for (int y = 40; y < 60; ++y)
        for (int x = 100; x < 120; ++x)
            for (int c = 0; c < 3; ++c)
                picture.pixels[std::size_t((y * 160 + x) * 3 + c)] = 250;
    ImportedImage image;
    image.path = study.path(name + QLatin1String(word(eye)) + QStringLiteral(".png"));
    image.eye = eye;
    image.width = image.height = 160;
    const auto png = encode_png(picture);
    QFile file(image.path);
    if (!png || !file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(png->data()), qint64(png->size())) < 0)
        qFatal("cannot write");
    Region region;
    region.className = QStringLiteral("spot");
    region.person = QStringLiteral("tester");
    region.geometry.shape = RegionShape::ellipse;
    region.geometry.points = {QPointF(110, 50), QPointF(6, 6)};
    image.regions = {region};
    return image;
}

} // namespace

class tst_ExplanationChecks : public QObject
{
    Q_OBJECT

private slots:
    void ranksCorrelate()
    {
        QCOMPARE(rankCorrelation({1, 2, 3, 4}, {10, 20, 30, 400}), 1.0);
        QCOMPARE(rankCorrelation({1, 2, 3, 4}, {4, 3, 2, 1}), -1.0);
        QCOMPARE(rankCorrelation({1, 1, 1}, {1, 2, 3}), 0.0);
        // Ties at their mean rank: (1.5, 1.5, 3) against (1, 2, 3): 1.5 / sqrt(1.5 * 2).
        QVERIFY(std::abs(rankCorrelation({5, 5, 7}, {1, 2, 3}) - 0.8660254) < 1e-6);
    }

    void cellsGoGrey()
    {
        RgbImage picture;
        picture.width = 4;
        picture.height = 2;
        picture.pixels.assign(24, 100);
        picture.pixels[0] = 180; // the mean of red is 110
        const RgbImage grey = greyedOut(picture, 2, {true, false, false, true});
        QCOMPARE(int(grey.pixels[0]), 110);
        QCOMPARE(int(grey.pixels[3 * 3]), 100);
        QCOMPARE(int(grey.pixels[(4 + 3) * 3]), 110);
        QCOMPARE(int(grey.pixels[4 * 3]), 100);
    }

    void aGoodMapPassesAndABlindOneFails()
    {
        TemporaryStudy study;
        QVector<ImportedExam> exams;
        for (int i = 0; i < 3; ++i) {
            ImportedExam exam;
            exam.patient = QStringLiteral("p%1").arg(i);
            exam.report = QStringLiteral("a spot");
            exam.images = {spotted(study, exam.patient, Laterality::right), spotted(study, exam.patient, Laterality::left)};
            exams << exam;
        }
        study.import(exams);
        RunOrder runOrder;
        runOrder.config = *preset("pretrain-small");
        runOrder.name = QStringLiteral("first");
        runOrder.manifest = *study->manifest({}, {}, 123);
        const RunRow run = *study->createRun(runOrder);
        // A checkpoint, whose image weights are to come back in another order.
        QVERIFY(QDir().mkpath(run.folder + QStringLiteral("/checkpoints")));
        std::vector<float> weights(64);
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = float(i);
        const auto checkpoints = path_from_utf8((run.folder + QStringLiteral("/checkpoints")).toStdString());
        std::map<std::string, Array> arrays;
        arrays["visual.conv1.weight"] = make_array({8, 8}, weights);
        arrays["bert.weight"] = make_array({8, 8}, weights);
        QVERIFY_OK(write_safetensors(checkpoints / "best.safetensors", arrays));
        QVERIFY_OK(write_file_atomically(checkpoints / "index.json", R"({"best": "best.safetensors"})"));

        struct Keeping : SpotBackend
        {
            std::map<std::string, Array> shuffledArrays;
            Result<std::unique_ptr<OpenModel>> open_model(const ModelSource &source, const std::string &device, int threads) override
            {
                if (!source.checkpoint.empty())
                    if (auto read = read_safetensors(source.checkpoint))
                        shuffledArrays = std::move(*read);
                return SpotBackend::open_model(source, device, threads);
            }
        } backend;
        ExplanationCheckOrder order;
        order.exams = *study->find({});
        const auto checks = checkExplanations(*study, run, backend, order, {}, {});
        QVERIFY_OK(checks);
        QCOMPARE(checks->exams, 3);
        QCOMPARE(checks->methods.size(), std::size_t(2));

        const CheckedMethod &relevance = checks->methods[0], &rollout = checks->methods[1];
        QVERIFY2(relevance.failures.empty(), relevance.failures.empty() ? "" : relevance.failures[0].english().c_str());
        QVERIFY(*relevance.randomised < sameMapFrom);
        QVERIFY(*relevance.occlusion > 0.99);
        QVERIFY(*relevance.deletion < *relevance.deletion_by_chance);
        QVERIFY(*relevance.insertion > *relevance.insertion_by_chance);
        QCOMPARE(relevance.pointed, 6);
        QCOMPARE(relevance.hits, 6);
        QVERIFY(relevance.pointing_chance > 0 && relevance.pointing_chance < 0.1);
        QCOMPARE(rollout.hits, 0);
        QCOMPARE(*rollout.randomised, 1.0);
        QVERIFY(rollout.failures.size() >= 2); // the same map without weights; points nowhere

        // The image weights are the same numbers in another order, the text's are as they were.
        QVERIFY(backend.shuffledArrays.contains("visual.conv1.weight"));
        const auto visual = backend.shuffledArrays["visual.conv1.weight"].as<float>();
        std::vector<float> sorted(visual.begin(), visual.end());
        QVERIFY(!std::is_sorted(sorted.begin(), sorted.end()));
        std::sort(sorted.begin(), sorted.end());
        QVERIFY(sorted == weights);
        const auto text = backend.shuffledArrays["bert.weight"].as<float>();
        QVERIFY(std::equal(text.begin(), text.end(), weights.begin()));

        QVERIFY(!storedExplanationChecks(run));
        QVERIFY_OK(storeExplanationChecks(run, *checks));
        const auto stored = storedExplanationChecks(run);
        QVERIFY(stored.has_value());
        QCOMPARE(toJson(*stored), toJson(*checks));
    }

    /// The photographs are not where they should be.
    void withoutPhotographsThereIsNothingToCheck()
    {
        TemporaryStudy study;
        QVector<ImportedExam> exams;
        for (int i = 0; i < 12; ++i)
            exams << pairOf(QStringLiteral("p%1").arg(i), QStringLiteral("a report"));
        study.import(exams);
        RunOrder runOrder;
        runOrder.config = *preset("pretrain-small");
        runOrder.name = QStringLiteral("first");
        const auto manifest = study->manifest({}, {}, 123);
        QVERIFY_OK(manifest);
        runOrder.manifest = *manifest;
        const auto made = study->createRun(runOrder);
        QVERIFY_OK(made);
        const RunRow run = *made;
        SpotBackend backend;
        ExplanationCheckOrder order;
        order.exams = *study->find({});
        QVERIFY_FAILS(checkExplanations(*study, run, backend, order, {}, {}), ErrorCode::not_found);
    }
};

QTEST_GUILESS_MAIN(tst_ExplanationChecks)
#include "tst_explanation_checks.moc"
