// SPDX-License-Identifier: GPL-3.0-or-later
// Cross-validation: every patient is tested once, never beside its other exams or photographs; classes
// are dealt evenly; the same seed gives the same folds.

#include "core/study/folds.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace retclip;

namespace {

/// 60 patients, the first 20 of them with two exams; one in four has the disease. Two patients share a
/// photograph.
Manifest dealtTo(LabelKind kind = LabelKind::binary)
{
    Manifest manifest;
    manifest.target.kind = kind;
    manifest.target.classes = kind == LabelKind::multilabel ? std::vector<std::string>{"a", "b", "c"}
        : kind == LabelKind::binary                         ? std::vector<std::string>{"ill"}
                                                            : std::vector<std::string>{"0", "1", "2"};
    int number = 0;
    for (int patient = 0; patient < 60; ++patient) {
        for (int exam = 0; exam < (patient < 20 ? 2 : 1); ++exam) {
            ManifestItem item;
            item.exam.value = ++number;
            item.patient = "P" + std::to_string(patient);
            for (const Laterality eye : both_eyes)
                item.photographs[eye] = {"x", "sha" + std::to_string(number) + word(eye)};
            item.targets = kind == LabelKind::multilabel
                ? Targets{patient % 2, patient % 10 == 0, 0}
                : Targets{kind == LabelKind::binary ? patient % 4 == 0 : patient % 3};
            item.split = patient % 5 == 0 ? Split::test : patient % 5 == 1 ? Split::validation : Split::training;
            manifest.items.push_back(std::move(item));
        }
    }
    manifest.items[45].photographs.left.sha256 = manifest.items[50].photographs.left.sha256;
    return manifest;
}

RunConfig foldOf(int folds, int fold, int seed = 123)
{
    RunConfig config;
    config.folds = folds;
    config.fold = fold;
    config.seed = seed;
    return config;
}

} // namespace

class tst_Folds : public QObject
{
    Q_OBJECT

private slots:
    void withoutFoldsNothingChanges()
    {
        const auto same = withFolds(dealtTo(), foldOf(0, 1), TestSplit::isDealt);
        QVERIFY(same.has_value());
        QCOMPARE(same->hash(), dealtTo().hash());
    }

    void everyPatientIsTestedOnce_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("folds");
        QTest::addRow("binary, five folds") << int(LabelKind::binary) << 5;
        QTest::addRow("three classes, three folds") << int(LabelKind::multiclass) << 3;
        QTest::addRow("several labels, ten folds") << int(LabelKind::multilabel) << 10;
    }
    void everyPatientIsTestedOnce()
    {
        QFETCH(int, kind);
        QFETCH(int, folds);
        std::map<std::string, int> tested, validated;
        std::map<int, std::map<Targets, int>> classes;
        for (int fold = 1; fold <= folds; ++fold) {
            const auto dealt = withFolds(dealtTo(LabelKind(kind)), foldOf(folds, fold), TestSplit::isDealt);
            QVERIFY(dealt.has_value());
            std::map<std::string, Split> split;
            std::set<std::string> inTest, inValidation;
            for (const ManifestItem &item : dealt->items) {
                QVERIFY(item.split != Split::none);
                const auto [place, isNew] = split.emplace(item.patient, item.split);
                QVERIFY(place->second == item.split);
                if (item.split == Split::test)
                    inTest.insert(item.patient);
                if (item.split == Split::validation)
                    inValidation.insert(item.patient);
            }
            QVERIFY(split.at(dealt->items[45].patient) == split.at(dealt->items[50].patient));
            for (const ManifestItem &item : dealt->items)
                if (inTest.erase(item.patient)) {
                    ++tested[item.patient];
                    ++classes[fold][item.targets];
                }
            for (const std::string &patient : inValidation)
                ++validated[patient];
        }
        QCOMPARE(tested.size(), std::size_t(60));
        QCOMPARE(validated.size(), std::size_t(60));
        for (const auto &[patient, times] : tested)
            QVERIFY2(times == 1 && validated[patient] == 1, patient.c_str());
        // A class is in each fold as often as in any other, give or take two patients.
        std::map<Targets, std::pair<int, int>> range;
        for (const auto &[fold, counts] : classes)
            for (const Targets &target : {Targets{0}, Targets{1}}) {
                const auto found = counts.find(target);
                const int count = found == counts.end() ? 0 : found->second;
                auto [place, isNew] = range.emplace(target, std::pair(count, count));
                place->second = {std::min(place->second.first, count), std::max(place->second.second, count)};
            }
        for (const auto &[target, least] : range)
            QVERIFY(least.second - least.first <= 2);
    }

    void theSeedDecidesAndTheOrderDoesNot()
    {
        const auto one = withFolds(dealtTo(), foldOf(5, 2), TestSplit::isDealt);
        QCOMPARE(withFolds(dealtTo(), foldOf(5, 2), TestSplit::isDealt)->hash(), one->hash());
        QVERIFY(withFolds(dealtTo(), foldOf(5, 2, 9), TestSplit::isDealt)->hash() != one->hash());
        Manifest reversed = dealtTo();
        std::reverse(reversed.items.begin(), reversed.items.end());
        auto other = withFolds(std::move(reversed), foldOf(5, 2), TestSplit::isDealt);
        std::reverse(other->items.begin(), other->items.end());
        QCOMPARE(other->hash(), one->hash());
    }

    void aFrozenTestSetStaysOut()
    {
        const auto dealt = withFolds(dealtTo(), foldOf(4, 1), TestSplit::staysOut);
        QVERIFY(dealt.has_value());
        for (const ManifestItem &item : dealt->items) {
            const int patient = std::stoi(item.patient.substr(1));
            QCOMPARE(item.split == Split::none, patient % 5 == 0);
        }
    }

    void tooFewPatientsAreToldSo()
    {
        Manifest few = dealtTo();
        few.items.resize(6); // of three patients
        const auto dealt = withFolds(std::move(few), foldOf(5, 1), TestSplit::isDealt);
        QCOMPARE(dealt.error().code, ErrorCode::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(tst_Folds)
#include "tst_folds.moc"
