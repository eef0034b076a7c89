// SPDX-License-Identifier: GPL-3.0-or-later
// The page "Report privacy", by keys and clicks: what is found, what a person decides, what is replaced.
#include "tests/ui/support/ui_study.h"
#include "ui/data/privacy_dialog.h"
#include "ui/shell/language.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace retclip;

namespace {

constexpr int patience_ms = 20'000;

/// The made-up patients, two of them with reports and a comment that name someone. SYNTHETIC.
struct NamedStudy : UiStudy
{
    NamedStudy()
    {
        const QString reports[] = {QStringLiteral("姓名：王小明，电话 138 0013 8000，2023年4月5日复查。右眼视力0.8，C/D约0.6。"),
                                   QStringLiteral("患者李娜，女，92岁。左眼眼压15mmHg。检查者：张伟。Tel: 010-62345678")};
        RedactTexts named; // As an import would have brought them in.
        std::vector<ExamId> two{exams[0], exams[1]};
        named.reports[exams[0].value] = reports[0];
        named.reports[exams[1].value] = reports[1];
        named.comments[exams[1].value] = QStringLiteral("ask Mr. Zhang");
        named.summary = QStringLiteral("made up");
        if (!document->apply(named, two))
            qFatal("no reports");
    }
    QString report(int which) { return document->study().exam(exams[std::size_t(which)])->report; }
};

} // namespace

class tst_ReportPrivacyPage : public QObject
{
    Q_OBJECT

    QTableView *table(PrivacyDialog &page) { return page.findChild<QTableView *>("privacyFinds"); }
    QString shown(PrivacyDialog &page, const char *name) { return page.findChild<QPlainTextEdit *>(name)->toPlainText(); }
    void open(PrivacyDialog &page)
    {
        QSignalSpy looked(&page, &PrivacyDialog::looked);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(looked.count() > 0 || looked.wait(patience_ms));
        page.activateWindow();
        table(page)->setFocus();
    }
    int rowOf(PrivacyDialog &page, const QString &found)
    {
        for (int row = 0; row < page.model().rowCount(); ++row)
            if (page.model().findOf(row).text == found)
                return row;
        return -1;
    }

private slots:
    void keysDecideAndOneEditReplaces()
    {
        NamedStudy study;
        auto *page = new PrivacyDialog(study.context, nullptr);
        open(*page);
        QCOMPARE(page->model().rowCount(), 8);
        auto *redact = page->findChild<QPushButton *>("privacyRedact");
        QVERIFY(!redact->isEnabled());
        QTableView *list = table(*page);
        list->selectRow(rowOf(*page, QStringLiteral("王小明")));
        QVERIFY(shown(*page, "privacyBefore").contains(QStringLiteral("王小明")));
        QCOMPARE(page->findChild<QPlainTextEdit *>("privacyBefore")->extraSelections().size(), 3);
        keepPicture(*page, "report-privacy-open");
        QTest::keyClick(list, Qt::Key_A); // The name goes, and the list moves on.
        QVERIFY(shown(*page, "privacyBefore").contains(QStringLiteral("王小明")));
        QVERIFY(shown(*page, "privacyAfter").contains(QStringLiteral("姓名：[姓名]")));
        QTest::keyClick(list, Qt::Key_Return); // The number.
        QTest::keyClick(list, Qt::Key_S); // The day may stay.
        QCOMPARE(page->model().countOf(PrivacyModel::Decision::replace), 2);
        QCOMPARE(page->model().countOf(PrivacyModel::Decision::leave), 1);
        list->selectRow(rowOf(*page, QStringLiteral("92")));
        QTest::keyClick(list, Qt::Key_E); // Other words.
        auto *editor = list->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, "very old");
        QTest::keyClick(editor, Qt::Key_Return);
        const int old = rowOf(*page, QStringLiteral("92"));
        QTRY_COMPARE(page->model().findOf(old).replacement, QString("very old"));
        QCOMPARE(page->model().countOf(PrivacyModel::Decision::replace), 3);
        QVERIFY(redact->isEnabled());
        const auto before = study.document->study().history();
        QSignalSpy looked(page, &PrivacyDialog::looked);
        QTest::mouseClick(redact, Qt::LeftButton);
        QCOMPARE(study.report(0), QStringLiteral("姓名：[姓名]，电话 [电话]，2023年4月5日复查。右眼视力0.8，C/D约0.6。"));
        QVERIFY(study.report(1).contains(QStringLiteral("very old岁")) && study.report(1).contains(QStringLiteral("李娜")));
        const auto after = study.document->study().history();
        QCOMPARE(after->size(), before->size() + 1);
        QCOMPARE(after->first().kind, QString("redact"));
        QVERIFY(!after->first().summary.contains(QStringLiteral("王")));
        QVERIFY(looked.wait(patience_ms));
        QTRY_COMPARE(page->model().rowCount(), 5);
        QCOMPARE(page->model().decisionOf(rowOf(*page, QStringLiteral("2023年4月5日"))), PrivacyModel::Decision::leave); // Still.
        QVERIFY_OK(study.document->undo());
        QVERIFY(study.report(0).contains(QStringLiteral("王小明")));
        QTRY_COMPARE(page->model().rowCount(), 8); // The page looks again by itself.
        page->close();
    }
    void allOfAKindAfterAPreview()
    {
        NamedStudy study;
        auto *page = new PrivacyDialog(study.context, nullptr);
        open(*page);
        const int first = rowOf(*page, QStringLiteral("王小明"));
        const auto names = page->model().openOfKind(IdentifierKind::name);
        QVERIFY(names.size() >= 2);
        table(*page)->selectRow(first);
        for (const bool accept : {false, true}) {
            bool seen = false;
            QTimer::singleShot(0, page, [&] {
                auto *preview = page->findChild<QDialog *>("privacyPreview");
                if (!preview)
                    return;
                seen = preview->findChild<QListWidget *>("privacyPreviewList")->count() == names.size();
                if (accept)
                    keepPicture(*preview, "report-privacy-kind");
                QTest::keyClick(preview, accept ? Qt::Key_Return : Qt::Key_Escape);
            });
            QTest::keyClick(table(*page), Qt::Key_A, Qt::ShiftModifier);
            QVERIFY(seen);
            QCOMPARE(page->model().countOf(PrivacyModel::Decision::replace), accept ? int(names.size()) : 0);
        }
        page->close();
    }
    void looksRightInBothThemesAndLanguages()
    {
        NamedStudy study;
        Language language;
        for (const char *code : {"en", "zh_CN"})
            for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
                language.apply(QString::fromLatin1(code));
                theme().setChoice(choice);
                auto *page = new PrivacyDialog(study.context, nullptr);
                open(*page);
                table(*page)->selectRow(1);
                page->model().decide(0, PrivacyModel::Decision::replace);
                for (const QLabel *label : page->findChildren<QLabel *>())
                    QVERIFY(label->width() >= 40);
                keepPicture(*page, QStringLiteral("report-privacy-%1-%2").arg(QLatin1String(code)).arg(choice == ThemeChoice::dark ? "dark" : "light"));
                page->close();
            }
        language.apply(QStringLiteral("en"));
        theme().setChoice(ThemeChoice::light);
    }
    void nothingToFindIsSaid()
    {
        UiStudy study;
        auto *page = new PrivacyDialog(study.context, nullptr);
        open(*page);
        QCOMPARE(page->model().rowCount(), 0);
        QVERIFY(page->findChild<QLabel *>("privacyCounts")->text().contains("Nothing"));
        page->close();
    }
};

QTEST_MAIN(tst_ReportPrivacyPage)
#include "tst_report_privacy_page.moc"
