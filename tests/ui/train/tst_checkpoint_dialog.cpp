// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_study.h"
#include "ui/train/checkpoint_dialog.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace retclip;

namespace {

QTreeWidgetItem *fact(CheckpointDialog &dialog, const QString &name)
{
    auto *list = dialog.findChild<QTreeWidget *>(QStringLiteral("checkpointFacts"));
    for (int i = 0; list && i < list->topLevelItemCount(); ++i)
        if (list->topLevelItem(i)->text(0) == name)
            return list->topLevelItem(i);
    return nullptr;
}

QPushButton *useButton(CheckpointDialog &dialog)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        if (button->text() == QLatin1String("Use it"))
            return button;
    return nullptr;
}

CheckpointDescription retfound()
{
    CheckpointDescription description;
    description.format = "zip pickle";
    description.family = "timm ViT (RETFound)";
    description.tensors.resize(5);
    description.parameters = 303'301'632;
    description.matched = 3;
    description.missing = {"bert.embeddings.word_embeddings.weight", "logit_scale_patient"};
    description.unexpected = {"head.weight"};
    description.resized = {"visual.positional_embedding"};
    description.sha256_file = "absent";
    return description;
}

} // namespace

class tst_CheckpointDialog : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatFitsBeforeAnythingIsLoaded()
    {
        UiStudy study;
        study.door.scripted.checkpoint = retfound();
        CheckpointDialog dialog(study.context, QStringLiteral("/somewhere/retfound.pth"));
        QVERIFY(!useButton(dialog)->isEnabled());
        QTRY_VERIFY(!dialog.isReading());
        QCOMPARE(fact(dialog, "Names of")->text(1), QStringLiteral("timm ViT (RETFound)"));
        QCOMPARE(fact(dialog, "Tensors matched")->text(1), QStringLiteral("3"));
        QTreeWidgetItem *missing = fact(dialog, "Missing");
        QCOMPARE(missing->childCount(), 2);
        QCOMPARE(missing->child(1)->text(1), QStringLiteral("logit_scale_patient"));
        QCOMPARE(fact(dialog, "Not of the network")->child(0)->text(1), QStringLiteral("head.weight"));
        QCOMPARE(fact(dialog, "Resized")->childCount(), 1);
        QVERIFY(dialog.findChild<QLabel *>("checkpointVerdict")->text().contains("part of a network"));
        QVERIFY(useButton(dialog)->isEnabled());
        QTest::mouseClick(useButton(dialog), Qt::LeftButton);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
    }

    void refusesWhatDoesNotFit_data()
    {
        QTest::addColumn<bool>("matches");
        QTest::addColumn<QString>("checksum");
        QTest::newRow("no tensor fits") << false << "absent";
        QTest::newRow("the checksum beside it differs") << true << "differs";
    }
    void refusesWhatDoesNotFit()
    {
        QFETCH(bool, matches);
        QFETCH(QString, checksum);
        UiStudy study;
        CheckpointDescription description = retfound();
        description.matched = matches ? 3 : 0;
        description.sha256_file = checksum.toStdString();
        study.door.scripted.checkpoint = description;
        CheckpointDialog dialog(study.context, QStringLiteral("/somewhere/other.pt"));
        QTRY_VERIFY(!dialog.isReading());
        QVERIFY(!useButton(dialog)->isEnabled());
    }

    void aRefusedFileIsSaidInThreeParts()
    {
        UiStudy study; // its backend describes no checkpoint
        CheckpointDialog dialog(study.context, QStringLiteral("/somewhere/evil.pt"));
        QTRY_VERIFY(!dialog.isReading());
        const QString text = dialog.findChild<QLabel *>("checkpointVerdict")->text();
        QCOMPARE(text.count(QLatin1Char('\n')), 2);
        QVERIFY(!useButton(dialog)->isEnabled());
    }
};

QTEST_MAIN(tst_CheckpointDialog)
#include "tst_checkpoint_dialog.moc"
