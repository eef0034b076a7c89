// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/query_text.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/pinyin.h"
#include "ui/shell/selection.h"
#include "ui/shell/theme.h"
#include "ui/viewer/view_state.h"

#include <QApplication>
#include <QKeyEvent>
#include <QTest>
#include <QWidget>

#include <cmath>

using namespace retclip;

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double two = luminance(b);
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

} // namespace

class tst_Shell : public QObject
{
    Q_OBJECT

private slots:
    void chineseTitlesAreFoundByPinyin_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("found");
        QTest::newRow("training") << "xl" << "训练" << true;
        QTest::newRow("capitals") << "XL" << "训练" << true;
        QTest::newRow("retrieval, the first and the last letter of a group") << "js" << "检索" << true;
        QTest::newRow("between other words") << "pg" << "打开“评估”" << true;
        QTest::newRow("letters beside characters") << "dcdicom" << "导出 DICOM" << true;
        QTest::newRow("anew, by the first reading") << "zx" << "重新打开" << true;
        QTest::newRow("anew, by the other reading") << "cx" << "重新打开" << true;
        QTest::newRow("the characters themselves") << "训练" << "新训练" << true;
        QTest::newRow("in the other order") << "lx" << "训练" << false;
        QTest::newRow("English stays English") << "xl" << "Train" << false;
    }
    void chineseTitlesAreFoundByPinyin()
    {
        QFETCH(QString, typed);
        QFETCH(QString, title);
        QFETCH(bool, found);
        QCOMPARE(titleScore(typed, title) >= 0, found);
    }
    void initialsFollowTheOrderOfGb2312()
    {
        // The first character of each group; the table behind is sorted by pinyin, so ends tell its bounds.
        QCOMPARE(pinyinInitials("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"),
                 QString("abcdefghjklmnopqrstwxyz"));
        QCOMPARE(pinyinInitials("澳怖错堕贰咐过获骏阔络穆诺沤曝群弱所唾误迅孕座"),
                 QString("abcdefghjklmnopqrstwxyz"));
        QCOMPARE(pinyinInitials("OD 眼底照 2"), QString("OD ydz 2"));
    }

    void contrastsHold_data()
    {
        QTest::addColumn<int>("ink");
        QTest::addColumn<int>("ground");
        QTest::addColumn<double>("floor");
        const Token inks[] = {Token::text,    Token::textSecondary, Token::textDisabled,
                              Token::accent,  Token::success,       Token::warning,
                              Token::error,   Token::eyeOd,         Token::eyeOs};
        for (Token ink : inks) {
            for (Token ground : {Token::window, Token::surface, Token::raised}) {
                QTest::addRow("text token %d on ground %d", int(ink), int(ground))
                    << int(ink) << int(ground) << 4.5;
            }
        }
        QTest::newRow("chosen text on selection") << int(Token::selectionText) << int(Token::selection) << 4.5;
        QTest::newRow("text on accent") << int(Token::accentText) << int(Token::accent) << 4.5;
        QTest::newRow("control border on surface") << int(Token::controlBorder) << int(Token::surface) << 3.0;
        QTest::newRow("focus ring on surface") << int(Token::focusRing) << int(Token::surface) << 3.0;
        QTest::newRow("focus ring on canvas") << int(Token::canvasFocusRing) << int(Token::canvas) << 3.0;
        QTest::newRow("quiet text on canvas") << int(Token::canvasQuiet) << int(Token::canvas) << 4.5;
    }
    void contrastsHold()
    {
        QFETCH(int, ink);
        QFETCH(int, ground);
        QFETCH(double, floor);
        for (ThemeMode mode : {ThemeMode::light, ThemeMode::dark}) {
            const double found = contrast(Theme::tokenColor(Token(ink), mode),
                                          Theme::tokenColor(Token(ground), mode));
            QVERIFY2(found >= floor, qPrintable(QString::number(found)));
        }
    }

    void scanCodeActsWhereTheKeyIsUnknown()
    {
        QWidget canvas;
        int given = 0;
        KeyFilter keys(&canvas);
        keys.bind(Qt::Key_G, [&given] { ++given; });
        QVERIFY(!canvas.testAttribute(Qt::WA_InputMethodEnabled));
        QKeyEvent unknown(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, 34 + 8, 0, 0);
        QCoreApplication::sendEvent(&canvas, &unknown);
        QCOMPARE(given, 1);
        QKeyEvent other(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, 35 + 8, 0, 0);
        QCoreApplication::sendEvent(&canvas, &other);
        QCOMPARE(given, 1);
        QKeyEvent withControl(QEvent::KeyPress, Qt::Key_G, Qt::ControlModifier, 34 + 8, 0, 0);
        QCoreApplication::sendEvent(&canvas, &withControl);
        QCOMPARE(given, 1);
    }

    void mirroredPanTurnsItsSign()
    {
        const EyeView moved{2.5, {0.2, -0.1}};
        QCOMPARE(fellowView(moved, Mirroring::off), moved);
        QCOMPARE(fellowView(moved, Mirroring::on), (EyeView{2.5, {-0.2, -0.1}}));
    }
    void zoomKeepsThePointUnderThePointer()
    {
        const QSizeF picture(2048, 1536);
        const QRectF cell(10, 40, 700, 500);
        const QPointF at(200, 160);
        const EyeView before{1.3, {0.05, 0.02}};
        const EyeView after = zoomedAt(before, picture, cell, at, 1.8);
        const QRectF old = placeOf(picture, cell, before);
        const QRectF now = placeOf(picture, cell, after);
        QVERIFY(std::abs((at.x() - old.x()) / old.width() - (at.x() - now.x()) / now.width()) < 1e-9);
        QVERIFY(std::abs((at.y() - old.y()) / old.height() - (at.y() - now.y()) / now.height()) < 1e-9);
    }

    void facetClickEditsTheLine_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("wanted");
        QTest::addColumn<QString>("expected");
        QTest::newRow("first value") << "age>60" << "glaucoma" << true << "age>60 label:glaucoma";
        QTest::newRow("second value means any of")
            << "label:a age>60" << "b" << true << "label:a,b age>60";
        QTest::newRow("last value takes the word away")
            << "label:a age>60" << "a" << false << "age>60";
        QTest::newRow("a space is quoted") << "" << "poor image" << true << "label:\"poor image\"";
        QTest::newRow("a group stays whole")
            << "(label:x OR tag:y)" << "a" << true << "(label:x OR tag:y) label:a";
    }
    void facetClickEditsTheLine()
    {
        QFETCH(QString, query);
        QFETCH(QString, value);
        QFETCH(bool, wanted);
        QFETCH(QString, expected);
        QCOMPARE(withTerm(query, QStringLiteral("label"), value,
                          wanted ? Term::wanted : Term::unwanted),
                 expected);
    }

    void backAndForwardWalkThroughSelections()
    {
        SelectionModel model;
        Selection one, two;
        one.exams = {ExamId{1}};
        two.exams = {ExamId{2}};
        model.select(one);
        model.select(two);
        model.goBack();
        QCOMPARE(model.current().exams.front().value, 1);
        QVERIFY(model.canGoForward());
        model.goForward();
        QCOMPARE(model.current().exams.front().value, 2);
    }
};

QTEST_MAIN(tst_Shell)
#include "tst_shell.moc"
