// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_patients.h"

#include "core/sample/sample_random.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

SampleFinding drawFinding(SampleRandom &random)
{
    static constexpr std::array<int, 6> shares{30, 16, 18, 13, 11, 12}; // Of 100.
    int lot = random.integer(0, 99);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (lot < shares[i])
            return allSampleFindings[i];
        lot -= shares[i];
    }
    return SampleFinding::normal;
}

double toTenths(double value)
{
    return std::floor(value * 20 + 0.5) / 20;
}

int ageFor(SampleFinding finding, SampleRandom &random)
{
    switch (finding) {
    case SampleFinding::normal: return random.integer(22, 70);
    case SampleFinding::glaucoma: return random.integer(45, 84);
    case SampleFinding::diabeticRetinopathy: return random.integer(40, 76);
    case SampleFinding::macularDegeneration: return random.integer(62, 90);
    case SampleFinding::cataract: return random.integer(58, 88);
    case SampleFinding::myopia: return random.integer(24, 66);
    }
    return 50;
}

void giveFinding(EyeDescription &eye, SampleFinding finding, int severity, SampleRandom &random)
{
    eye.finding = finding;
    eye.severity = finding == SampleFinding::normal ? 0 : severity;
    eye.quadrant = Quadrant(random.integer(0, 3));
    switch (finding) {
    case SampleFinding::glaucoma:
        eye.cupDisc = toTenths(0.60 + 0.1 * (severity - 1) + random.between(0.0, 0.09));
        // The rim thins temporally first.
        eye.quadrant =
            random.chance(0.65) ? Quadrant::inferiorTemporal : Quadrant::superiorTemporal;
        eye.discHaemorrhage = random.chance(0.3);
        break;
    case SampleFinding::diabeticRetinopathy:
        eye.exudates = severity == 1 ? random.chance(0.25) : random.chance(0.7);
        eye.laserScars = severity == 3 && random.chance(0.5);
        break;
    case SampleFinding::macularDegeneration: eye.atrophy = severity == 3; break;
    default: break;
    }
}

} // namespace

std::vector<SamplePatient> invitePatients(const SampleOrder &order)
{
    static const std::array<const char *, 3> cameras{"SynCam A", "SynCam B", "SynCam C"};
    static const std::array<const char *, 2> sites{"North clinic", "South clinic"};
    std::vector<SamplePatient> patients(std::size_t(order.patients));
    for (std::size_t i = 0; i < patients.size(); ++i) {
        // A stream of its own for each patient: more patients do not change the first ones.
        SampleRandom random(
            SampleRandom::mixed(std::uint64_t(order.seed) * 0x9E3779B97F4A7C15ull + i));
        SamplePatient &patient = patients[i];
        patient.id = QStringLiteral("SYN-%1").arg(i + 1, 4, 10, QLatin1Char('0'));
        patient.truth = drawFinding(random);
        patient.sex = random.chance(0.5) ? QStringLiteral("F") : QStringLiteral("M");
        patient.age = ageFor(patient.truth, random);
        patient.date = QDate(2021, 1, 4).addDays(random.integer(0, 1400));
        const int camera = random.integer(0, 2);
        patient.camera = QString::fromLatin1(cameras[std::size_t(camera)]);
        patient.site = QString::fromLatin1(sites[std::size_t(random.integer(0, 1))]);
        const double pigment = random.fraction();
        const double ownCup = random.between(0.22, 0.45);
        const int severity = random.integer(1, 3);
        const bool bothEyes = random.chance(0.6);
        const Laterality first = random.chance(0.5) ? Laterality::right : Laterality::left;
        for (const Laterality eye : {first, other_eye(first)}) {
            EyeDescription &description = patient.eyes[eye];
            description.eye = eye;
            description.pigment = pigment;
            description.age = patient.age;
            description.camera = camera;
            description.cupDisc = toTenths(ownCup + random.between(-0.04, 0.04));
            description.seed = random.next();
            const bool affected = eye == first || bothEyes;
            const int degree =
                eye == first ? severity : std::clamp(severity + random.integer(-1, 1), 1, 3);
            giveFinding(description, affected ? patient.truth : SampleFinding::normal, degree,
                        random);
        }
        patient.label = patient.truth;
    }

    SampleRandom random(SampleRandom::mixed(std::uint64_t(order.seed) + 0xC0FFEEull));
    std::vector<std::size_t> places(patients.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    random.shuffle(places);
    const auto share = [&](double part) {
        return std::min(places.size(), std::size_t(std::floor(part * double(places.size()) + 0.5)));
    };
    for (std::size_t i = 0; i < share(order.wrongLabels); ++i) {
        SamplePatient &patient = patients[places[i]];
        auto wrong = std::size_t(random.integer(0, int(allSampleFindings.size()) - 2));
        wrong += wrong >= std::size_t(patient.truth) ? 1 : 0;
        patient.label = allSampleFindings[wrong];
    }
    random.shuffle(places);
    for (std::size_t i = 0; i < share(0.05); ++i) {
        SamplePatient &patient = patients[places[i]];
        // The eye that carries the finding stays, so that the label stays true.
        Laterality lost = random.chance(0.5) ? Laterality::right : Laterality::left;
        if (patient.eyes[lost].finding != SampleFinding::normal
            && patient.eyes[other_eye(lost)].finding == SampleFinding::normal)
            lost = other_eye(lost);
        patient.photographed[lost] = false;
    }
    for (std::size_t i = 0; i < patients.size(); ++i)
        patients[i].report =
            writeReport(patients[i], order.language, std::uint64_t(order.seed) * 7919 + i);
    return patients;
}

} // namespace retclip
