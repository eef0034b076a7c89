// SPDX-License-Identifier: GPL-3.0-or-later
// Regions drawn with mouse and keys, and a reading round from its dialog to the settled label.
#include "core/study/label_titles.h"
#include "core/study/reading_round.h"
#include "tests/ui/support/ui_study.h"
#include "ui/review/round_dialog.h"
#include "ui/review/round_page.h"
#include "ui/review/review_workspace.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/region_bar.h"
#include "ui/viewer/region_layer.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

namespace {

/// Review with every exam in its queue, shown and ready for keys.
struct ShownReview
{
    UiStudy study;
    ReviewWorkspace page{study.context};

    bool show()
    {
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        page.activateWindow();
        return QTest::qWaitForWindowActive(&page);
    }
    void chooseAll()
    {
        Selection selection;
        selection.exams = study.exams;
        selection.sentence = QStringLiteral("24 exams");
        page.showSelection(selection);
    }
    PairedViewer &viewer() { return *qobject_cast<PairedViewer *>(page.canvas()); }
    RegionLayer &layer() { return *viewer().findChild<RegionLayer *>(); }
    ExamRow exam() { return *study.document->study().exam(viewer().exam()->id); }
    /// Where a px of the photograph lies on the widget.
    QPoint at(Laterality eye, double x, double y)
    {
        const QRectF place = viewer().pictureRect(eye);
        const QSize size = viewer().photographSize(eye);
        return QPointF(place.left() + x / size.width() * place.width(),
                       place.top() + y / size.height() * place.height()).toPoint();
    }
    void drag(const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(&viewer(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&viewer(), (from + to) / 2);
        QTest::mouseMove(&viewer(), to);
        QTest::mouseRelease(&viewer(), Qt::LeftButton, {}, to);
    }
    void click(const QPoint &at) { QTest::mouseClick(&viewer(), Qt::LeftButton, {}, at); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(page.canvas(), key, modifiers); }
};

bool nearly(const QPointF &a, const QPointF &b)
{
    return std::abs(a.x() - b.x()) < 1.5 && std::abs(a.y() - b.y()) < 1.5;
}

} // namespace

class tst_Reading : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }

    void regionsAreDrawnMovedAndTakenAway()
    {
        ShownReview review;
        QVERIFY(review.show());
        review.chooseAll();
        QTRY_COMPARE(review.page.count(), 24);
        QTRY_VERIFY(!review.viewer().photographSize(Laterality::left).isEmpty());
        review.layer().setClassName("Retinal haemorrhage");

        review.key(Qt::Key_L);
        QCOMPARE(review.layer().tool(), RegionLayer::Tool::ellipse);
        review.drag(review.at(Laterality::right, 60, 80), review.at(Laterality::right, 100, 100));
        QCOMPARE(review.exam().regions.size(), 1);
        Region drawn = review.exam().regions[0];
        QCOMPARE(drawn.className, QString("retinal_haemorrhage"));
        QCOMPARE(drawn.geometry.shape, RegionShape::ellipse);
        QCOMPARE(drawn.image, review.exam().images.right->id);
        QCOMPARE(drawn.person, QString("Dr. Reader"));
        QVERIFY(nearly(drawn.geometry.points[0], {80, 90}) && nearly(drawn.geometry.points[1], {20, 10}));

        // Coordinates are those of the picture, however it is looked at.
        review.key(Qt::Key_L); // Off again.
        QCOMPARE(review.layer().tool(), RegionLayer::Tool::none);
        review.viewer().setMirrored(true);
        review.viewer().setView(Laterality::right, {2, {-0.1, 0}});
        review.key(Qt::Key_L, Qt::ShiftModifier);
        review.click(review.at(Laterality::right, 70, 120));
        QCOMPARE(review.exam().regions.size(), 2);
        QCOMPARE(review.exam().regions[1].geometry.shape, RegionShape::point);
        QVERIFY(nearly(review.exam().regions[1].geometry.points[0], {70, 120}));
        review.key(Qt::Key_Escape);
        review.viewer().fit();

        // A click chooses, dragging moves, another class changes it, Delete takes it away.
        review.click(review.at(Laterality::right, 80, 90));
        QCOMPARE(review.layer().chosen(), drawn.id);
        review.drag(review.at(Laterality::right, 80, 90), review.at(Laterality::right, 95, 84));
        QVERIFY(nearly(review.exam().regions[0].geometry.points[0], {95, 84}));
        QVERIFY(nearly(review.exam().regions[0].geometry.points[1], {20, 10}));
        review.layer().setClassName("drusen");
        QCOMPARE(review.exam().regions[0].className, QString("drusen"));
        review.key(Qt::Key_Delete);
        QCOMPARE(review.exam().regions.size(), 1);
        QVERIFY_OK(review.study.document->undo());
        QCOMPARE(review.exam().regions[0].className, QString("drusen"));
        QVERIFY_OK(review.study.document->undo());
        QVERIFY_OK(review.study.document->undo());
        QCOMPARE(review.exam().regions[0].geometry, drawn.geometry);
        QCOMPARE(review.layer().regions().size(), 2); // What is on screen follows.
    }

    void undoInAnUnfinishedPolygonTakesItsLastPoint()
    {
        ShownReview review;
        QVERIFY(review.show());
        review.chooseAll();
        QTRY_VERIFY(review.page.count() == 24 && !review.viewer().photographSize(Laterality::left).isEmpty());
        const auto before = review.study.document->study().history();
        review.key(Qt::Key_Y);
        const QList<QPointF> corners{{40, 40}, {120, 50}, {200, 200}, {100, 140}};
        for (const QPointF &corner : corners)
            review.click(review.at(Laterality::left, corner.x(), corner.y()));
        review.key(Qt::Key_Backspace);
        QVERIFY(review.layer().isUnfinished());
        review.key(Qt::Key_Z, Qt::ControlModifier);
        review.click(review.at(Laterality::left, 110, 130));
        QCOMPARE(review.page.current(), 0); // Backspace did not walk.
        QCOMPARE(review.study.document->study().history()->size(), before->size()); // Nothing is written yet.
        review.key(Qt::Key_Return);
        QVERIFY(!review.layer().isUnfinished());
        QCOMPARE(review.page.current(), 0); // Enter closed it and did not go on.
        QCOMPARE(review.exam().regions.size(), 1);
        const Region polygon = review.exam().regions[0];
        QCOMPARE(polygon.geometry.points.size(), 3);
        QVERIFY(nearly(polygon.geometry.points[2], {110, 130}));
        QCOMPARE(polygon.image, review.exam().images.left->id);
        review.click(review.at(Laterality::left, 20, 20));
        review.key(Qt::Key_Escape);
        QVERIFY(!review.layer().isUnfinished());
        QCOMPARE(review.exam().regions.size(), 1);
    }

    void aBrushPaintsAndErases()
    {
        ShownReview review;
        QVERIFY(review.show());
        review.chooseAll();
        QTRY_VERIFY(review.page.count() == 24 && !review.viewer().photographSize(Laterality::right).isEmpty());
        review.key(Qt::Key_K);
        review.key(Qt::Key_Period);
        const double radius = review.layer().brush_px();
        QVERIFY(radius > 2);
        review.drag(review.at(Laterality::right, 60, 100), review.at(Laterality::right, 120, 100));
        QCOMPARE(review.exam().regions.size(), 1);
        const double first = area_px(review.exam().regions[0].geometry);
        QVERIFY(std::abs(first - (60 * 2 * radius + 3.14 * radius * radius)) < 0.15 * first);
        review.drag(review.at(Laterality::right, 60, 140), review.at(Laterality::right, 120, 140));
        QCOMPARE(review.exam().regions.size(), 1); // The same region grows.
        QVERIFY(area_px(review.exam().regions[0].geometry) > 1.8 * first);
        review.key(Qt::Key_K, Qt::ShiftModifier);
        QCOMPARE(review.layer().tool(), RegionLayer::Tool::eraser);
        review.click(review.at(Laterality::right, 90, 140));
        QVERIFY(area_px(review.exam().regions[0].geometry) < 2 * first);
        QVERIFY_OK(review.study.document->study().check(false, {}, {}));
    }

    void aVerdictHasAReason()
    {
        ShownReview review;
        QVERIFY(review.show());
        review.chooseAll();
        QTRY_COMPARE(review.page.count(), 24);
        review.key(Qt::Key_4);
        review.page.giveReason("media_opacity");
        QCOMPARE(review.exam().verdicts.size(), 1);
        QCOMPARE(review.exam().verdicts[0].reason, QString("media_opacity"));
        review.key(Qt::Key_7);
        QCOMPARE(review.exam().verdicts[0].kind, VerdictKind::regionDrawn);
        QCOMPARE(review.exam().verdicts[0].reason, QString());
    }

    void aRoundFromItsDialogToTheSettledLabel()
    {
        ShownReview review;
        QVERIFY(review.show());
        Selection selection;
        selection.exams = {review.study.exams.begin(), review.study.exams.begin() + 4};
        selection.sentence = QStringLiteral("4 exams");
        review.study.selections.select(selection);
        review.page.showRoom(ReviewWorkspace::Room::rounds);
        RoundPage &rounds = review.page.rounds();
        rounds.openDialog();
        auto *dialog = rounds.findChild<RoundDialog *>();
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>("roundName");
        QTest::keyClicks(name, "wave");
        dialog->findChild<QLineEdit *>("roundReaders")->setText("Dr. Reader，li");
        keepPicture(*dialog, "round_dialog");
        QTest::mouseClick(dialog->findChild<QPushButton *>("openRound"), Qt::LeftButton);
        RoundSession &session = rounds.session();
        QVERIFY(session.isOpen());
        QCOMPARE(session.round().cases, 4);
        QCOMPARE(session.reader(), 1);
        QCOMPARE(session.count(), session.round().total());
        QVERIFY(!session.isRevealed());
        QTRY_COMPARE(review.page.focusWidget(), rounds.canvas());

        // Key by key: the right eye, then the left, then the next item.
        QTest::keyClick(rounds.canvas(), Qt::Key_1);
        QCOMPARE(session.current(), 0);
        QCOMPARE(session.eye(), std::optional(Laterality::left));
        QTest::keyClick(rounds.canvas(), Qt::Key_0);
        QCOMPARE(session.current(), 1);
        QCOMPARE(session.progress()[0].graded, 1);
        QTest::keyClick(rounds.canvas(), Qt::Key_Backslash);
        QTest::keyClick(rounds.canvas(), Qt::Key_U); // Both eyes at once.
        QCOMPARE(session.progress()[0].graded, 2);
        QVERIFY_OK(review.study.document->undo());
        QCOMPARE(session.progress()[0].graded, 1);
        while (session.progress()[0].graded < session.count()) {
            QTest::keyClick(rounds.canvas(), Qt::Key_Backslash);
            QTest::keyClick(rounds.canvas(), Qt::Key_1);
        }
        QTest::qWait(200);
        keepPicture(review.page, "round_grading");
        // No label of the study has changed.
        const ExamRow unchanged = *review.study.document->study().exam(selection.exams[0]);
        for (const LabelState &label : unchanged.labels)
            QCOMPARE(label.source, LabelSource::imported);

        // The second reader, at another computer: all alike, but for the first reader's first item.
        Study &study = review.study.document->study();
        const std::vector<RoundItem> items = *roundItems(study, session.round());
        for (const RoundItem &item : items) {
            GiveGrade grade{session.round().id, item.item, {}, 0, {}, item.item == 1 ? "dots temporal" : ""};
            for (const auto &eye : item.eyes())
                grade.grades.push_back({eye, {"glaucoma"}, true});
            QVERIFY_OK(study.apply({grade, {item.exam}, "li"}));
        }
        // The lead opens the round, sees the disagreement and closes it with one key.
        review.study.document->setPerson("lead");
        rounds.arrive();
        QCOMPARE(session.mode(), RoundSession::Mode::disagreements);
        QCOMPARE(session.disagreements(), 1);
        QTRY_VERIFY(rounds.agreementText().contains("kappa"));
        QTest::qWait(200);
        keepPicture(review.page, "round_disagreements");
        const ExamId disputed = session.item(0)->exam;
        QTest::keyClick(rounds.canvas(), Qt::Key_1);
        QCOMPARE(session.disagreements(), 0);
        bool adjudicated = false;
        const ExamRow closed = *study.exam(disputed);
        for (const LabelState &label : closed.labels)
            adjudicated = adjudicated || (label.source == LabelSource::adjudicated && label.person == "lead");
        QVERIFY(adjudicated);
        const auto settled = session.settleAgreed();
        QVERIFY_OK(settled);
        QVERIFY(*settled > 0);
        QCOMPARE(study.history()->front().kind, QString("settle"));
        QCOMPARE(session.agreedOpen(), 0);
        QVERIFY_OK(session.close());
        QVERIFY(!session.round().isOpen());
    }

    /// "moderate", not "M"; in both themes, to look at.
    void agreementNamesClassesAsPeopleDo_data() { pictures_data(); }
    void agreementNamesClassesAsPeopleDo()
    {
        QFETCH(bool, dark);
        theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
        ShownReview review;
        Study &study = review.study.document->study();
        LabelSet grade = classSet(QStringLiteral("grade"), LabelKind::multiclass, {QStringLiteral("N"), QStringLiteral("M"), QStringLiteral("S")});
        grade.classes[0].title = QStringLiteral("none to see");
        grade.classes[1].title = QStringLiteral("moderate");
        grade.classes[2].title = QStringLiteral("severe");
        QVERIFY_OK(study.defineLabelSet(grade, QStringLiteral("lead")));
        setLabelTitles(*study.labelSets()); // As the window does.
        QVERIFY(review.show());
        RoundOrder order;
        order.name = QStringLiteral("graded");
        order.labelSet = QStringLiteral("grade");
        order.readers = {QStringLiteral("chen"), QStringLiteral("li")};
        order.exams = {review.study.exams.begin(), review.study.exams.begin() + 6};
        order.controls = 0;
        order.person = QStringLiteral("lead");
        const auto round = openRound(study, order);
        QVERIFY_OK(round);
        const std::vector<RoundItem> items = *roundItems(study, *round);
        for (const RoundItem &item : items)
            for (const char *reader : {"chen", "li"}) {
                GiveGrade given{round->id, item.item, {}, 0, {}, {}};
                const bool other = item.item == 2 && reader[0] == 'l';
                for (const auto &eye : item.eyes())
                    given.grades.push_back({eye, {QString(QStringLiteral("NMS")[other ? 2 : item.item % 2])}, true});
                QVERIFY_OK(study.apply({given, {item.exam}, QString::fromLatin1(reader)}));
            }
        review.study.document->setPerson(QStringLiteral("lead"));
        review.page.showRoom(ReviewWorkspace::Room::rounds);
        review.page.rounds().arrive();
        QVERIFY(review.page.rounds().session().isOpen());
        QTRY_VERIFY(review.page.rounds().agreementText().contains(QStringLiteral("kappa")));
        const QString told = review.page.rounds().agreementText();
        for (const char *title : {"none to see", "moderate", "severe"})
            QVERIFY2(told.contains(QLatin1String(title)), qPrintable(told));
        QTest::qWait(300);
        keepPicture(review.page, dark ? "round_agreement_dark" : "round_agreement_light");
        theme().apply(ThemeChoice::light, 100);
        setLabelTitles({});
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
        ShownReview review;
        QVERIFY(review.show());
        review.chooseAll();
        QTRY_VERIFY(review.page.count() == 24 && !review.viewer().photographSize(Laterality::right).isEmpty());
        review.layer().setClassName("retinal_haemorrhage");
        review.key(Qt::Key_L);
        review.drag(review.at(Laterality::right, 60, 80), review.at(Laterality::right, 100, 100));
        review.layer().choose({});
        review.layer().setClassName("hard_exudate");
        review.key(Qt::Key_K);
        review.drag(review.at(Laterality::left, 60, 100), review.at(Laterality::left, 110, 130));
        review.layer().choose({});
        review.layer().setClassName("optic_disc");
        review.key(Qt::Key_Y);
        for (const QPointF &corner : QList<QPointF>{{130, 100}, {170, 90}, {180, 130}, {140, 140}})
            review.click(review.at(Laterality::right, corner.x(), corner.y()));
        QTest::qWait(300);
        keepPicture(review.page, dark ? "regions_dark" : "regions_light");
        theme().apply(ThemeChoice::light, 100);
    }
};

QTEST_MAIN(tst_Reading)
#include "tst_reading.moc"
