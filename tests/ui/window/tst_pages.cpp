// SPDX-License-Identifier: GPL-3.0-or-later
// A walk over every page and dialog of the window, in both languages and looks: what is cut off, what a screen
// reader is not told, what no key reaches, what is too pale. ctest goes each way once; RETCLIP_PAGES=all walks every
// language, look, size and text size. RETCLIP_SCREENSHOTS names a folder for the pictures, RETCLIP_GOLDEN=write
// takes the small pictures anew that the main pages are compared with.
#include "app/workstation/workstation.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/scripted_backend.h"
#include "tests/ui/support/ui_study.h"
#include "tests/ui/window/page_faults.h"
#include "tests/ui/window/window_pages.h"
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/shell/action_registry.h"
#include "ui/study/study_workspace.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFontDatabase>
#include <QLabel>
#include <QMap>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>
#include <map>

using namespace retclip;

namespace {

/// How the window is dressed for a walk.
struct Dress
{
    QString language;
    ThemeChoice theme = ThemeChoice::light;
    int textPercent = 100;
    QVector<QSize> sizes;

    [[nodiscard]] QString name() const
    {
        return QStringLiteral("%1-%2%3").arg(language, theme == ThemeChoice::dark ? QStringLiteral("dark") : QStringLiteral("light"),
                                             textPercent == 100 ? QString() : QStringLiteral("-%1").arg(textPercent));
    }
};

/// What a walk found, each with the page's name before it.
struct Found
{
    QStringList layout, names, keys, contrast;
    QMap<QString, QImage> kept; ///< Small pictures of the main pages.
    int pages = 0;
};

bool walksAll()
{
    return qEnvironmentVariable("RETCLIP_PAGES") == QLatin1String("all");
}

QVector<Dress> dresses()
{
    const QVector<QSize> sizes{{1280, 720}, {1920, 1080}};
    if (!walksAll())
        return {{QStringLiteral("en"), ThemeChoice::light, 100, sizes}, {QStringLiteral("zh_CN"), ThemeChoice::dark, 100, sizes}};
    QVector<Dress> list;
    for (const char *language : {"en", "zh_CN"})
        for (const ThemeChoice theme : {ThemeChoice::light, ThemeChoice::dark})
            for (const int percent : {100, 120})
                list.append({QString::fromLatin1(language), theme, percent, sizes});
    return list;
}

/// Pages whose look is kept: small, so that a time of day or the edge of a letter does not count. Not Study, whose
/// lines come as they are counted, nor Evaluate: the made-up network sees paths, which differ at each start.
const QStringList keptPages{QStringLiteral("data-grid"), QStringLiteral("pair"),
                            QStringLiteral("train-new-pretrain"), QStringLiteral("train-run"), QStringLiteral("review-cases"),
                            QStringLiteral("dialog-app-settings"), QStringLiteral("dialog-help-guide")};
constexpr QSize keptSize{320, 180};

QImage smallOf(const QImage &picture)
{
    return picture.scaled(keptSize, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
}

/// Of 255, in the worst block of 20 x 20 pixels: what moved or went is large there, however large the page.
double worstDifference(const QImage &a, const QImage &b)
{
    constexpr int side = 20;
    if (a.size() != b.size())
        return 255;
    double worst = 0;
    for (int top = 0; top < a.height(); top += side)
        for (int left = 0; left < a.width(); left += side) {
            double sum = 0;
            for (int y = top; y < std::min(top + side, a.height()); ++y)
                for (int x = left; x < std::min(left + side, a.width()); ++x) {
                    const QRgb one = a.pixel(x, y), two = b.pixel(x, y);
                    sum += std::abs(qRed(one) - qRed(two)) + std::abs(qGreen(one) - qGreen(two)) + std::abs(qBlue(one) - qBlue(two));
                }
            worst = std::max(worst, sum / (3.0 * side * side));
        }
    return worst;
}
constexpr double mayDiffer = 12; ///< A hint that is a word longer gives 2 to 5, a button that went 15 and more.

constexpr int tick_ms = 30, settle_ms = 270, patience_ms = 12'000, afterResize_ms = 90;

} // namespace

class tst_Pages : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ScriptedDoor m_door;
    std::unique_ptr<Workstation> m_workstation;
    QString m_table;
    std::map<QString, Found> m_found;

    MainWindow &window() { return m_workstation->window(); }
    AppContext &context() { return m_workstation->context(); }

    void closeDialogs()
    {
        for (QWidget *above = uppermostWindow(window()); above != &window();) {
            above->close();
            if (auto *dialog = qobject_cast<QDialog *>(above); dialog && dialog->isVisible())
                dialog->reject();
            QWidget *next = uppermostWindow(window());
            if (next == above)
                break;
            above = next;
        }
    }
    bool isAtRest()
    {
        const auto *page = qobject_cast<StudyWorkspace *>(window().workspace(QStringLiteral("study")));
        return context().jobs.shown().isEmpty() && m_workstation->pictures().isIdle() && (!page || page->isFilled());
    }

    /// Goes to a page and looks at it in each size. Some dialogs keep their action waiting until they close, so
    /// a timer looks.
    bool visit(const WindowPage &page, const QVector<QSize> &sizes, const std::function<void(QWidget &, int)> &look)
    {
        bool done = false, found = false;
        int waited_ms = 0, due_ms = settle_ms;
        int size = -1;
        QTimer ticker;
        ticker.setInterval(tick_ms);
        connect(&ticker, &QTimer::timeout, this, [&] {
            waited_ms += tick_ms;
            QWidget *subject = page.isDialog ? uppermostWindow(window()) : &window();
            const bool there = !page.isDialog || subject != &window();
            if (waited_ms < due_ms || ((!there || !isAtRest()) && waited_ms < patience_ms))
                return;
            if (there && size >= 0) {
                found = true;
                look(*subject, size);
            }
            if (there && ++size < (page.isDialog ? 1 : int(sizes.size()))) {
                if (!page.isDialog)
                    window().resize(sizes[size]);
                due_ms = waited_ms + afterResize_ms;
                return;
            }
            ticker.stop();
            closeDialogs();
            done = true;
        });
        ticker.start();
        page.open();
        return QTest::qWaitFor([&] { return done; }, 60'000) && found;
    }

    const Found &walk(const Dress &dress)
    {
        const auto known = m_found.find(dress.name());
        if (known != m_found.end())
            return known->second;
        Found &found = m_found[dress.name()];
        m_workstation->settings().setLanguage(dress.language);
        m_workstation->settings().setThemeChoice(dress.theme);
        m_workstation->settings().setTextPercent(dress.textPercent);
        for (const WindowPage &page : windowPages(*m_workstation, m_table)) {
            const bool seen = visit(page, dress.sizes, [&](QWidget &shown, int size) {
                const QString place = QStringLiteral("%1, %2 x %3: ").arg(page.name).arg(shown.width()).arg(shown.height());
                const auto note = [&place](QStringList &list, const QStringList &faults) {
                    for (const QString &fault : faults)
                        list.append(place + fault);
                };
                note(found.layout, layoutFaults(shown));
                if (page.isDialog && (shown.width() > 1280 || shown.height() > 720))
                    found.layout.append(place + QStringLiteral("higher or wider than a screen of 1280 x 720"));
                if (!page.isDialog && shown.size() != dress.sizes[size])
                    found.layout.append(place + QStringLiteral("the window does not become as small as %1 x %2")
                                                    .arg(dress.sizes[size].width()).arg(dress.sizes[size].height()));
                const QImage picture = shown.grab().toImage();
                if (size == 0 && keptPages.contains(page.name))
                    found.kept.insert(page.name, smallOf(picture));
                if (size == 0) {
                    note(found.names, accessibleFaults(shown));
                    note(found.keys, unreachedByKeys(shown));
                    note(found.contrast, contrastFaults(shown, picture));
                }
                if (const QString folder = qEnvironmentVariable("RETCLIP_SCREENSHOTS"); !folder.isEmpty())
                    picture.save(QStringLiteral("%1/%2-%3-%4.png").arg(folder, page.name, dress.name()).arg(shown.width()));
            });
            if (!seen)
                found.layout.append(page.name + QStringLiteral(": nothing was shown"));
            ++found.pages;
        }
        return found;
    }

    static void rows()
    {
        QTest::addColumn<int>("dress");
        const QVector<Dress> list = dresses();
        for (int i = 0; i < list.size(); ++i)
            QTest::newRow(qPrintable(list[i].name())) << i;
    }
    static void verifyNone(QStringList faults)
    {
        faults.removeDuplicates();
        for (const QString &fault : std::as_const(faults)) // Qt Test cuts a long message
            qWarning("%s", qPrintable(fault));
        QVERIFY2(faults.isEmpty(), qPrintable(QStringLiteral("%1 faults\n%2").arg(faults.size()).arg(faults.join(QLatin1Char('\n')))));
    }

    /// Figures for Evaluate, as the button there makes them.
    void evaluateRun(RunId run)
    {
        window().showWorkspace(QStringLiteral("evaluate"));
        context().showRun(QStringLiteral("evaluate"), run);
        auto *evaluate = qobject_cast<EvaluateWorkspace *>(window().workspace(QStringLiteral("evaluate")));
        QComboBox *set = nullptr;
        for (QComboBox *box : evaluate->findChildren<QComboBox *>())
            if (box->accessibleName() == QLatin1String("Label set"))
                set = box;
        QVERIFY(set);
        QTRY_VERIFY(set->findText(QStringLiteral("glaucoma only"), Qt::MatchContains) >= 0);
        set->setCurrentIndex(set->findText(QStringLiteral("glaucoma only"), Qt::MatchContains));
        emit set->activated(set->currentIndex());
        QPushButton *begin = nullptr;
        for (QPushButton *button : evaluate->findChildren<QPushButton *>())
            if (button->text() == QLatin1String("Evaluate"))
                begin = button;
        QVERIFY(begin);
        QTRY_VERIFY_WITH_TIMEOUT(begin->isEnabled(), 60'000);
        const auto told = context().notifications.all().size();
        begin->click();
        QTRY_VERIFY_WITH_TIMEOUT(evaluate->result() || context().notifications.all().size() > told, 300'000);
        QVERIFY(evaluate->result());
    }

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", QFile::encodeName(m_folder.filePath("settings.ini")));
        qputenv("RETCLIP_DATA_FOLDER", QFile::encodeName(m_folder.filePath("data")));
        SampleOrder order;
        order.patients = 40;
        order.size_px = 128;
        order.out = m_folder.filePath(QStringLiteral("drawn.study"));
        QVERIFY_OK(makeSample(order));
        const QString study = order.out;
        order.out = m_folder.filePath(QStringLiteral("files"));
        order.patients = 12;
        order.asStudy = false;
        QVERIFY_OK(makeSample(order));
        m_table = order.out + QStringLiteral("/table.csv");
        m_workstation = std::make_unique<Workstation>(m_door, ForThisStart{QStringLiteral("en"), ThemeChoice::light});
        m_workstation->settings().setReaderName(QStringLiteral("Dr. Reader"));
        window().resize(1280, 720);
        window().show();
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().openStudy(study);
        QVERIFY(opened.wait(20'000));
        addFinishedRun(*context().study, QStringLiteral("first"), 60, 1, QStringLiteral("pretrain-small"));
        const RunId run = addFinishedRun(*context().study, QStringLiteral("second"), 60, 2, QStringLiteral("pretrain-small"));
        context().study->announceImport();
        evaluateRun(run);
    }
    void cleanupTestCase() { m_workstation.reset(); }

    /// The eyes of this test: each kind of fault is planted, and must be found.
    void plantedFaultsAreFound()
    {
        QWidget page;
        page.resize(400, 200);
        auto *cut = new QLabel(QStringLiteral("a sentence that is much longer than its place"), &page);
        cut->setGeometry(0, 0, 60, 20);
        auto *column = new QWidget(&page);
        column->setGeometry(0, 40, 200, 100);
        auto *layout = new QVBoxLayout(column);
        auto *nameless = new QPushButton(column);
        nameless->setIcon(theme().icon(QStringLiteral("play")));
        auto *upon = new QPushButton(QStringLiteral("upon"), column);
        layout->addWidget(nameless);
        layout->addWidget(upon);
        auto *pale = new QLabel(QStringLiteral("pale words"), &page);
        pale->setGeometry(0, 150, 200, 30);
        QPalette colours = pale->palette();
        colours.setColor(QPalette::WindowText, QColor(200, 200, 200));
        colours.setColor(QPalette::Window, Qt::white);
        pale->setPalette(colours);
        pale->setAutoFillBackground(true);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        upon->setGeometry(nameless->geometry().translated(3, 3));
        const QString layoutWords = layoutFaults(page).join(QLatin1Char('\n'));
        QVERIFY2(layoutWords.contains(QLatin1String("a sentence that")), qPrintable(layoutWords));
        QVERIFY2(layoutWords.contains(QLatin1String("lies upon")), qPrintable(layoutWords));
        QVERIFY(accessibleFaults(page).join(QLatin1Char('\n')).contains(QLatin1String("has no name")));
        QVERIFY(contrastFaults(page, page.grab().toImage()).join(QLatin1Char('\n')).contains(QLatin1String("pale words")));
        upon->setFocusPolicy(Qt::StrongFocus);
        nameless->hide();
        QVERIFY(unreachedByKeys(page).isEmpty());
    }

    /// A new dialog is walked too: every action that leads to one is on the list.
    void everyDialogOfAnActionIsWalked()
    {
        m_workstation->settings().setLanguage(QStringLiteral("en"));
        for (const char *id : {"data", "train", "retrieve", "evaluate", "review"})
            window().showWorkspace(QLatin1String(id));
        QStringList forgotten;
        for (const ActionRegistry::Entry &entry : context().actions.entries())
            if (entry.description.text().endsWith(QChar(u'…')) && !actionsWithPage().contains(entry.description.id)
                && !actionsWithoutPage().contains(entry.description.id))
                forgotten.append(entry.description.id);
        QVERIFY2(forgotten.isEmpty(), qPrintable(forgotten.join(QStringLiteral(", "))));
    }

    void textIsWhole_data() { rows(); }
    void textIsWhole()
    {
        QFETCH(int, dress);
        const Found &found = walk(dresses()[dress]);
        QVERIFY(found.pages > 40);
        verifyNone(found.layout);
    }
    void controlsHaveNamesAndRoles_data() { rows(); }
    void controlsHaveNamesAndRoles()
    {
        QFETCH(int, dress);
        verifyNone(walk(dresses()[dress]).names);
    }
    void keysReachEveryControl_data() { rows(); }
    void keysReachEveryControl()
    {
        QFETCH(int, dress);
        verifyNone(walk(dresses()[dress]).keys);
    }
    void textStandsOutFromItsGround_data() { rows(); }
    void textStandsOutFromItsGround()
    {
        QFETCH(int, dress);
        verifyNone(walk(dresses()[dress]).contrast);
    }

    /// The main pages look as they did when somebody last looked at them. RETCLIP_GOLDEN=write takes them anew.
    void mainPagesLookAsBefore()
    {
        const QString folder = QStringLiteral(RETCLIP_SOURCE_DIRECTORY "/tests/ui/window/golden/");
        const bool anew = qEnvironmentVariable("RETCLIP_GOLDEN") == QLatin1String("write");
        if (!QFontDatabase::families().contains(QStringLiteral("Noto Sans CJK SC")))
            QSKIP("the pictures were taken with Noto Sans CJK SC (packaging/packages.txt)");
        const Found &found = walk(dresses().constFirst());
        QCOMPARE(found.kept.size(), keptPages.size());
        QStringList other;
        for (auto it = found.kept.cbegin(); it != found.kept.cend(); ++it) {
            const QString file = folder + it.key() + QStringLiteral(".png");
            if (anew) {
                QDir().mkpath(folder);
                QVERIFY(it.value().save(file));
            }
            const QImage before = QImage(file).convertToFormat(QImage::Format_RGB32);
            QVERIFY2(!before.isNull(), qPrintable(file));
            const double difference = worstDifference(before, it.value());
            if (difference > mayDiffer)
                other.append(QStringLiteral("%1: %2").arg(it.key()).arg(difference, 0, 'f', 1));
            // The comparison sees: the same page with its left third moved by a finger's width is another one.
            QImage moved = it.value();
            for (int y = 0; y < moved.height() - 12; ++y)
                for (int x = 0; x < moved.width() / 3; ++x)
                    moved.setPixel(x, y, it.value().pixel(x, y + 12));
            QVERIFY2(worstDifference(it.value(), moved) > mayDiffer, qPrintable(it.key()));
        }
        QVERIFY2(other.isEmpty(), qPrintable(other.join(QLatin1Char('\n'))));
    }

    /// Large text changes the sizes of all controls, and back.
    void textSizeIsThatOfEverything()
    {
        m_workstation->settings().setLanguage(QStringLiteral("en"));
        const auto heightOf = [this](int percent) {
            m_workstation->settings().setTextPercent(percent);
            window().showWorkspace(QStringLiteral("study"));
            QTest::qWait(50);
            return window().findChild<QWidget *>(QStringLiteral("tab_data"))->fontMetrics().height();
        };
        const int plain = heightOf(100), large = heightOf(150);
        QVERIFY2(large * 100 >= plain * 140, qPrintable(QStringLiteral("%1 and %2 px").arg(plain).arg(large)));
        QCOMPARE(heightOf(100), plain);
    }

    /// The welcome page, where no study is open.
    void theWelcomePageIsWhole()
    {
        window().closeStudy();
        QStringList faults;
        for (const char *language : {"en", "zh_CN"}) {
            m_workstation->settings().setLanguage(QString::fromLatin1(language));
            for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
                window().resize(size);
                QTest::qWait(200);
                faults += layoutFaults(window());
                faults += accessibleFaults(window());
                faults += unreachedByKeys(window());
                keepPicture(window(), QStringLiteral("welcome-%1-%2").arg(QLatin1String(language)).arg(size.width()));
            }
        }
        verifyNone(faults);
    }
};

QTEST_MAIN(tst_Pages)
#include "tst_pages.moc"
