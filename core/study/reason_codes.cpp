// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/reason_codes.h"

#include "core/study/edit_journal.h"
#include "core/study/study.h"
#include "core/study/study_errors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace retclip {

const QVector<ReasonCode> &defaultReasons()
{
    using K = VerdictKind;
    static const QVector<ReasonCode> reasons{
        {K::labelWrong, QStringLiteral("missed_finding"), QStringLiteral("finding missed"), QStringLiteral("漏判所见")},
        {K::labelWrong, QStringLiteral("finding_not_there"), QStringLiteral("finding is not there"), QStringLiteral("所见不存在")},
        {K::labelWrong, QStringLiteral("wrong_grade"), QStringLiteral("wrong grade"), QStringLiteral("分级错误")},
        {K::labelWrong, QStringLiteral("slip"), QStringLiteral("slip of the key"), QStringLiteral("误按")},
        {K::modelWrong, QStringLiteral("artefact"), QStringLiteral("fooled by an artefact"), QStringLiteral("受伪影误导")},
        {K::modelWrong, QStringLiteral("subtle_finding"), QStringLiteral("subtle finding"), QStringLiteral("所见细微")},
        {K::modelWrong, QStringLiteral("other_disease"), QStringLiteral("another disease"), QStringLiteral("其他疾病")},
        {K::ambiguous, QStringLiteral("borderline"), QStringLiteral("borderline"), QStringLiteral("处于临界")},
        {K::ambiguous, QStringLiteral("needs_other_exam"), QStringLiteral("needs another examination"), QStringLiteral("需其他检查")},
        {K::poorImage, QStringLiteral("media_opacity"), QStringLiteral("opacity of the media"), QStringLiteral("屈光介质混浊")},
        {K::poorImage, QStringLiteral("blur"), QStringLiteral("blurred"), QStringLiteral("模糊")},
        {K::poorImage, QStringLiteral("illumination"), QStringLiteral("too dark or too bright"), QStringLiteral("过暗或过亮")},
        {K::poorImage, QStringLiteral("field"), QStringLiteral("disc or macula not in the field"), QStringLiteral("视场未含视盘或黄斑")},
        {K::wrongEye, QStringLiteral("swapped"), QStringLiteral("eyes swapped"), QStringLiteral("左右眼颠倒")},
        {K::wrongEye, QStringLiteral("same_eye_twice"), QStringLiteral("the same eye twice"), QStringLiteral("同一眼重复")},
        {K::reportMismatch, QStringLiteral("other_patient"), QStringLiteral("report of another patient"), QStringLiteral("他人报告")},
        {K::reportMismatch, QStringLiteral("eyes_exchanged"), QStringLiteral("eyes exchanged in the report"), QStringLiteral("报告眼别颠倒")},
        {K::reportMismatch, QStringLiteral("not_described"), QStringLiteral("finding not described"), QStringLiteral("未描述所见")},
    };
    return reasons;
}

Result<QVector<ReasonCode>> reasonCodes(const Study &study)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT kind, code, title, title_zh FROM reason_code ORDER BY position"));
    QVector<ReasonCode> reasons;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return reasons.isEmpty() ? defaultReasons() : reasons;
        if (const auto kind = verdictFrom(statement.text(0)))
            reasons.append({*kind, statement.text(1), statement.text(2), statement.text(3)});
    }
}

Result<void> setReasonCodes(Study &study, const QVector<ReasonCode> &reasons, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    QSet<QString> seen;
    for (const ReasonCode &reason : reasons) {
        const QString key = QString::fromLatin1(word(reason.kind)) + u'/' + reason.code;
        const bool spaced = std::any_of(reason.code.cbegin(), reason.code.cend(), [](QChar c) {
            return c.isSpace() || c == u'[' || c == u']';
        });
        if (reason.code.isEmpty() || spaced || seen.contains(key))
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "“%1” cannot be a reason code."), {key.toStdString()}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Each verdict has its codes once, without spaces: e.g. media_opacity.")));
        seen.insert(key);
    }
    Database &database = study.database();
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_CHECK(closeInterruptedImport(database));
    RETCLIP_CHECK(database.run("DELETE FROM reason_code"));
    QJsonArray detail;
    qint64 position = 0;
    for (const ReasonCode &reason : reasons) {
        RETCLIP_CHECK(database.run("INSERT INTO reason_code(kind, code, position, title, title_zh) VALUES(?, ?, ?, ?, ?)",
                                   word(reason.kind), reason.code, position++, reason.title, reason.titleZh));
        detail.append(QJsonObject{{QStringLiteral("verdict"), QLatin1String(word(reason.kind))},
                                  {QStringLiteral("code"), reason.code},
                                  {QStringLiteral("title"), reason.title},
                                  {QStringLiteral("title_zh"), reason.titleZh}});
    }
    RETCLIP_TRY([[maybe_unused]] const EditReceipt receipt,
                EditJournal(database).note(QStringLiteral("reasons"), person, 0,
                                           QStringLiteral("%1 reason codes").arg(reasons.size()),
                                           QJsonDocument(detail).toJson(QJsonDocument::Compact)));
    return transaction.commit();
}

} // namespace retclip
