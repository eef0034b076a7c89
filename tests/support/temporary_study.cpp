// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporary_study.h"

#include <cstdlib>

namespace retclip {

namespace {

template <typename T>
T orStop(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().english().c_str());
    return std::move(*result);
}

} // namespace

TemporaryStudy::TemporaryStudy()
{
    m_study = orStop(Study::create(folder()));
}

QString TemporaryStudy::folder() const
{
    return m_folder.filePath(QStringLiteral("test.study"));
}

void TemporaryStudy::reopen(OpenMode mode)
{
    m_study.reset();
    m_study = orStop(Study::open(folder(), mode));
}

void TemporaryStudy::import(const QVector<ImportedExam> &exams, const QString &source)
{
    const auto writer = orStop(StudyWriter::begin(*m_study, source, QStringLiteral("importer")));
    for (const ImportedExam &exam : exams)
        orStop(writer->put(exam));
    orStop(writer->finish());
}

void TemporaryStudy::define(const LabelSet &set)
{
    orStop(m_study->defineLabelSet(set, QStringLiteral("tester")));
}

ExamId TemporaryStudy::exam(const QString &code) const
{
    return orStop(m_study->examByCode(code));
}

QStringList TemporaryStudy::codes(const QString &query) const
{
    QStringList codes;
    for (const ExamRow &row : orStop(m_study->exams(orStop(m_study->find(query)))))
        codes.append(row.code);
    return codes;
}

ImportedExam pairOf(const QString &patient, const QString &report)
{
    ImportedExam exam;
    exam.patient = patient;
    exam.report = report;
    for (const Laterality eye : both_eyes) {
        ImportedImage image;
        image.path = QStringLiteral("/photographs/%1_%2.jpg").arg(patient, QLatin1String(word(eye)));
        image.eye = eye;
        exam.images.append(image);
    }
    return exam;
}

ImportedLabel labelOf(const QString &set, const QStringList &positive, std::optional<Laterality> eye)
{
    ImportedLabel label;
    label.labelSet = set;
    label.positive = positive;
    label.eye = eye;
    return label;
}

LabelSet binarySet(const QString &name, bool perEye)
{
    return classSet(name, LabelKind::binary, {name}, perEye);
}

LabelSet classSet(const QString &name, LabelKind kind, const QStringList &classes, bool perEye)
{
    LabelSet set;
    set.name = name;
    set.kind = kind;
    set.perEye = perEye;
    for (const QString &entry : classes)
        set.classes.append({entry, {}, {}, int(set.classes.size()) + 1});
    return set;
}

} // namespace retclip
