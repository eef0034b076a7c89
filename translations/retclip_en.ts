<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Command</name>
    <message numerus="yes">
        <source>The doctor found %n thing(s) to look at, in %1 s.</source>
        <translation>
            <numerusform>The doctor found %n thing to look at, in %1 s.</numerusform>
            <numerusform>The doctor found %n things to look at, in %1 s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would set back %n exam(s) to how they were after edit %1 (%2).</source>
        <translation>
            <numerusform>Would set back %n exam to how it was after edit %1 (%2).</numerusform>
            <numerusform>Would set back %n exams to how they were after edit %1 (%2).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set back %n exam(s) to how they were after edit %1 (%2).</source>
        <translation>
            <numerusform>Set back %n exam to how it was after edit %1 (%2).</numerusform>
            <numerusform>Set back %n exams to how they were after edit %1 (%2).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would set back %n exam(s) to how they were before the first edit.</source>
        <translation>
            <numerusform>Would set back %n exam to how it was before the first edit.</numerusform>
            <numerusform>Would set back %n exams to how they were before the first edit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set back %n exam(s) to how they were before the first edit.</source>
        <translation>
            <numerusform>Set back %n exam to how it was before the first edit.</numerusform>
            <numerusform>Set back %n exams to how they were before the first edit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s)</source>
        <translation>
            <numerusform>%n photograph</numerusform>
            <numerusform>%n photographs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were skipped; --json lists them</source>
        <translation>
            <numerusform>%n row was skipped; --json lists it</numerusform>
            <numerusform>%n rows were skipped; --json lists them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), each as it was packed.</source>
        <translation>
            <numerusform>%1: %n file, as it was packed.</numerusform>
            <numerusform>%1: %n files, each as it was packed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>%n photograph(s) are not where they were and are not in the export: %1</source>
        <translation>
            <numerusform>%n photograph is not where it was and is not in the export: %1</numerusform>
            <numerusform>%n photographs are not where they were and are not in the export: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) were left out; manifest.json lists them with the reason.</source>
        <translation>
            <numerusform>%n exam was left out; manifest.json lists it with the reason.</numerusform>
            <numerusform>%n exams were left out; manifest.json lists them with the reason.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) may have writing burnt in; look at them before you hand them on: %1</source>
        <translation>
            <numerusform>%n photograph may have writing burnt in; look at it before you hand it on: %1</numerusform>
            <numerusform>%n photographs may have writing burnt in; look at them before you hand them on: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ArrivalsService</name>
    <message numerus="yes">
        <source>%Ln exam(s) from %1</source>
        <translation>
            <numerusform>%Ln exam from %1</numerusform>
            <numerusform>%Ln exams from %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::AtlasPage</name>
    <message numerus="yes">
        <source>%n exam(s) drawn around in the atlas of run %1</source>
        <translation>
            <numerusform>%n exam drawn around in the atlas of run %1</numerusform>
            <numerusform>%n exams drawn around in the atlas of run %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) of one colour in the atlas of run %1</source>
        <translation>
            <numerusform>%n exam of one colour in the atlas of run %1</numerusform>
            <numerusform>%n exams of one colour in the atlas of run %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) of cluster %1 in the atlas of run %2</source>
        <translation>
            <numerusform>%n exam of cluster %1 in the atlas of run %2</numerusform>
            <numerusform>%n exams of cluster %1 in the atlas of run %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) far from all others in the atlas of run %1</source>
        <translation>
            <numerusform>%n exam far from all others in the atlas of run %1</numerusform>
            <numerusform>%n exams far from all others in the atlas of run %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n exam</numerusform>
            <numerusform>%n exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::BatchEditDialog</name>
    <message numerus="yes">
        <source>%n exam(s): %1</source>
        <translation>
            <numerusform>%n exam: %1</numerusform>
            <numerusform>%n exams: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) would change.</source>
        <translation>
            <numerusform>%n exam would change.</numerusform>
            <numerusform>%n exams would change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are so already.</source>
        <translation>
            <numerusform>%n is so already.</numerusform>
            <numerusform>%n are so already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n exam(s)</source>
        <translation>
            <numerusform>Change %n exam</numerusform>
            <numerusform>Change %n exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::BenchmarksPage</name>
    <message numerus="yes">
        <source>%n classes: %1</source>
        <translation>
            <numerusform>%n class: %1</numerusform>
            <numerusform>%n classes: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs failed; their studies say why. The others are done.</source>
        <translation>
            <numerusform>%n run failed; its study says why. The others are done.</numerusform>
            <numerusform>%n runs failed; their studies say why. The others are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s)</source>
        <translation>
            <numerusform>%Ln photograph</numerusform>
            <numerusform>%Ln photographs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ClusterDialog</name>
    <message numerus="yes">
        <source>%n process(es), %1 patients each in a step</source>
        <translation>
            <numerusform>%n process, %1 patients in a step</numerusform>
            <numerusform>%n processes, %1 patients each in a step</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ComparePage</name>
    <message numerus="yes">
        <source>%n patients</source>
        <translation>
            <numerusform>%n patient</numerusform>
            <numerusform>%n patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test exams that run %1 and run %2 call differently for %3</source>
        <translation>
            <numerusform>%n test exam that run %1 and run %2 call differently for %3</numerusform>
            <numerusform>%n test exams that run %1 and run %2 call differently for %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>Review this one</numerusform>
            <numerusform>Review these %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::CurveChart</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::DataBar</name>
    <message numerus="yes">
        <source>%Ln exam(s)</source>
        <translation>
            <numerusform>%Ln exam</numerusform>
            <numerusform>%Ln exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::DatasetDialog</name>
    <message numerus="yes">
        <source>%n exam(s): %1</source>
        <translation>
            <numerusform>%n exam: %1</numerusform>
            <numerusform>%n exams: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leak(s) between the sets. The dataset was not frozen.</source>
        <translation>
            <numerusform>%n leak between the sets. The dataset was not frozen.</numerusform>
            <numerusform>%n leaks between the sets. The dataset was not frozen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n exam</numerusform>
            <numerusform>%n exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::DatasetDiffPage</name>
    <message numerus="yes">
        <source>The same in both: %n exam(s).</source>
        <translation>
            <numerusform>The same in both: %n exam.</numerusform>
            <numerusform>The same in both: %n exams.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ExamMenu</name>
    <message numerus="yes">
        <source>Copying the codes of %n exam(s)</source>
        <translation>
            <numerusform>Copying the codes of %n exam</numerusform>
            <numerusform>Copying the codes of %n exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::EyesPage</name>
    <message numerus="yes">
        <source>Which eye a photograph shows is told by its column. All %Ln pair(s) of the table can be looked at here, as you would face the patient:</source>
        <translation>
            <numerusform>Which eye a photograph shows is told by its column. The one pair of the table can be looked at here, as you would face the patient:</numerusform>
            <numerusform>Which eye a photograph shows is told by its column. All %Ln pairs of the table can be looked at here, as you would face the patient:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Which eye a photograph shows is told by its column. These are the first %Ln pair(s) only, as you would face the patient:</source>
        <translation>
            <numerusform>Which eye a photograph shows is told by its column. This is the first pair only, as you would face the patient:</numerusform>
            <numerusform>Which eye a photograph shows is told by its column. These are the first %Ln pairs only, as you would face the patient:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln pair(s) the files&apos; names say the other eye than their columns; these come first. If all discs lie outside, go back and exchange the two columns.</source>
        <translation>
            <numerusform>In %Ln pair the files&apos; names say the other eye than their columns; it comes first. If all discs lie outside, go back and exchange the two columns.</numerusform>
            <numerusform>In %Ln pairs the files&apos; names say the other eye than their columns; these come first. If all discs lie outside, go back and exchange the two columns.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::GradePanel</name>
    <message numerus="yes">
        <source>%n minutes without a break: time for one?</source>
        <translation>
            <numerusform>%n minute without a break: time for one?</numerusform>
            <numerusform>%n minutes without a break: time for one?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::HistoryDialog</name>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln person(s)</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln persons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ImportCheckPage</name>
    <message numerus="yes">
        <source>patient(s)</source>
        <translation>
            <numerusform>patient</numerusform>
            <numerusform>patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>exam(s)</source>
        <translation>
            <numerusform>exam</numerusform>
            <numerusform>exams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>photograph(s)</source>
        <translation>
            <numerusform>photograph</numerusform>
            <numerusform>photographs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>report(s)</source>
        <translation>
            <numerusform>report</numerusform>
            <numerusform>reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>label(s)</source>
        <translation>
            <numerusform>label</numerusform>
            <numerusform>labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s)</source>
        <translation>
            <numerusform>%Ln pair</numerusform>
            <numerusform>%Ln pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ImportRows</name>
    <message numerus="yes">
        <source>%n row(s) are left out.</source>
        <translation>
            <numerusform>%n row is left out.</numerusform>
            <numerusform>%n rows are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of what is in should be looked at.</source>
        <translation>
            <numerusform>%n thing that is in should be looked at.</numerusform>
            <numerusform>%n things that are in should be looked at.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are not in; the rest of their rows is.</source>
        <translation>
            <numerusform>%n photograph is not in; the rest of its row is.</numerusform>
            <numerusform>%n photographs are not in; the rest of their rows is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) could not be read; their rows are in.</source>
        <translation>
            <numerusform>%n value could not be read; its row is in.</numerusform>
            <numerusform>%n values could not be read; their rows are in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n line(s) are shown here; the saved list holds all.</source>
        <translation>
            <numerusform>The first line is shown here; the saved list holds all.</numerusform>
            <numerusform>The first %n lines are shown here; the saved list holds all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::IssuesPage</name>
    <message numerus="yes">
        <source>%n label(s) or verdict(s) changed since the list was made.</source>
        <translation>
            <numerusform>%n label or verdict changed since the list was made.</numerusform>
            <numerusform>%n labels or verdicts changed since the list was made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) listed</source>
        <translation>
            <numerusform>%n exam listed</numerusform>
            <numerusform>%n exams listed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) whose label in %1 is doubted</source>
        <translation>
            <numerusform>%n exam whose label in %1 is doubted</numerusform>
            <numerusform>%n exams whose label in %1 is doubted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) whose label in %1 is doubted: %2</source>
        <translation>
            <numerusform>%n exam whose label in %1 is doubted: %2</numerusform>
            <numerusform>%n exams whose label in %1 is doubted: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::JobLine</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::Labeller</name>
    <message numerus="yes">
        <source>Tag for %n exam(s):</source>
        <translation>
            <numerusform>Tag for %n exam:</numerusform>
            <numerusform>Tag for %n exams:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::LikenessBar</name>
    <message numerus="yes">
        <source>%n mark(s) left out</source>
        <translation>
            <numerusform>%n mark left out</numerusform>
            <numerusform>%n marks left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::MainWindow</name>
    <message numerus="yes">
        <source>Tag for %n exam(s):</source>
        <translation>
            <numerusform>Tag for %n exam:</numerusform>
            <numerusform>Tag for %n exams:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln patient</numerusform>
            <numerusform>%Ln patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exam(s)</source>
        <translation>
            <numerusform>%Ln exam</numerusform>
            <numerusform>%Ln exams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s)</source>
        <translation>
            <numerusform>%Ln photograph</numerusform>
            <numerusform>%Ln photographs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::NewRunPage</name>
    <message numerus="yes">
        <source>Show the %n exams</source>
        <translation>
            <numerusform>Show the exam</numerusform>
            <numerusform>Show the %n exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::OperatingPage</name>
    <message numerus="yes">
        <source>Chosen on validation (%n cases), applied to test.</source>
        <translation>
            <numerusform>Chosen on validation (%n case), applied to test.</numerusform>
            <numerusform>Chosen on validation (%n cases), applied to test.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>Review this one</numerusform>
            <numerusform>Review these %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::OverviewPage</name>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>Review this one</numerusform>
            <numerusform>Review these %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::PairingDialog</name>
    <message numerus="yes">
        <source>Every photograph says which eye it shows. %Ln exam(s) show one eye only, and no photograph of this study seems to belong to them.</source>
        <translation>
            <numerusform>Every photograph says which eye it shows. %Ln exam shows one eye only, and no photograph of this study seems to belong to it.</numerusform>
            <numerusform>Every photograph says which eye it shows. %Ln exams show one eye only, and no photograph of this study seems to belong to them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s) are unclear; for %1 of them there is a proposal.</source>
        <translation>
            <numerusform>%Ln photograph is unclear; proposals: %1.</numerusform>
            <numerusform>%Ln photographs are unclear; for %1 of them there is a proposal.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::Preflight</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With %Ln exam(s) for validation, R@5 is %1 by chance</source>
        <translation>
            <numerusform>With %Ln exam for validation, R@5 is %1 by chance</numerusform>
            <numerusform>With %Ln exams for validation, R@5 is %1 by chance</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A batch of %1 is larger than the data (%Ln exam(s)).</source>
        <translation>
            <numerusform>A batch of %1 is larger than the data (%Ln exam).</numerusform>
            <numerusform>A batch of %1 is larger than the data (%Ln exams).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln training exam(s) labelled</source>
        <translation>
            <numerusform>%1 of %Ln training exam is labelled</numerusform>
            <numerusform>%1 of %Ln training exams are labelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exam(s) have one photograph (%1 %)</source>
        <translation>
            <numerusform>%Ln exam has one photograph (%1 %)</numerusform>
            <numerusform>%Ln exams have one photograph (%1 %)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln training exam(s) have no report</source>
        <translation>
            <numerusform>%Ln training exam has no report</numerusform>
            <numerusform>%Ln training exams have no report</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::PrivacyDialog</name>
    <message numerus="yes">
        <source>%n find(s) of this kind will be replaced:</source>
        <translation>
            <numerusform>%n find of this kind will be replaced:</numerusform>
            <numerusform>%n finds of this kind will be replaced:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ProposalsDialog</name>
    <message numerus="yes">
        <source>Give %n label(s)</source>
        <translation>
            <numerusform>Give %n label</numerusform>
            <numerusform>Give %n labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RegionBar</name>
    <message numerus="yes">
        <source>%n region(s)</source>
        <translation>
            <numerusform>%n region</numerusform>
            <numerusform>%n regions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RestoreDialog</name>
    <message numerus="yes">
        <source>%n exam(s) would change.</source>
        <translation>
            <numerusform>%n exam would change.</numerusform>
            <numerusform>%n exams would change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) stay as they are, since an import has changed them or exams that photographs went between.</source>
        <translation>
            <numerusform>%n exam stays as it is, since an import has changed it or an exam that photographs went between.</numerusform>
            <numerusform>%n exams stay as they are, since an import has changed them or exams that photographs went between.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RetrievalCasesDialog</name>
    <message numerus="yes">
        <source>%n search(es)</source>
        <translation>
            <numerusform>%n search</numerusform>
            <numerusform>%n searches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n search(es) of run %1 whose answer ranks %2 or later</source>
        <translation>
            <numerusform>%n search of run %1 whose answer ranks %2 or later</numerusform>
            <numerusform>%n searches of run %1 whose answer ranks %2 or later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n search(es) of run %1 for %2 that found %3 first</source>
        <translation>
            <numerusform>%n search of run %1 for %2 that found %3 first</numerusform>
            <numerusform>%n searches of run %1 for %2 that found %3 first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RetrieveWorkspace</name>
    <message numerus="yes">
        <source>%n hits of run %1 for “%2”</source>
        <translation>
            <numerusform>%n hit of run %1 for “%2”</numerusform>
            <numerusform>%n hits of run %1 for “%2”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exams of similarity ≥ %1 to “%2” (run %3)</source>
        <translation>
            <numerusform>%n exam of similarity ≥ %1 to “%2” (run %3)</numerusform>
            <numerusform>%n exams of similarity ≥ %1 to “%2” (run %3)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RoundDialog</name>
    <message numerus="yes">
        <source>the selection: %n exam(s)</source>
        <translation>
            <numerusform>the selection: %n exam</numerusform>
            <numerusform>the selection: %n exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RoundPanel</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden control(s)</source>
        <translation>
            <numerusform>%n hidden control</numerusform>
            <numerusform>%n hidden controls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Settle %n agreed grade(s)</source>
        <translation>
            <numerusform>Settle %n agreed grade</numerusform>
            <numerusform>Settle %n agreed grades</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RunChecksDialog</name>
    <message numerus="yes">
        <source>%n of the checks found something to look at.</source>
        <translation>
            <numerusform>%n of the checks found something to look at.</numerusform>
            <numerusform>%n of the checks found something to look at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RunParallel</name>
    <message numerus="yes">
        <source>%n run(s) as lines through the settings that differ</source>
        <translation>
            <numerusform>%n run as a line through the settings that differ</numerusform>
            <numerusform>%n runs as lines through the settings that differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::SampleTour</name>
    <message numerus="yes">
        <source>Ctrl+F. Words beside each other must all be true; this line found %n exam(s). It completes as you type.</source>
        <translation>
            <numerusform>Ctrl+F. Words beside each other must all be true; this line found %n exam. It completes as you type.</numerusform>
            <numerusform>Ctrl+F. Words beside each other must all be true; this line found %n exams. It completes as you type.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ShownEvaluation</name>
    <message numerus="yes">
        <source>%n true positives</source>
        <translation>
            <numerusform>%n true positive</numerusform>
            <numerusform>%n true positives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n false negatives</source>
        <translation>
            <numerusform>%n false negative</numerusform>
            <numerusform>%n false negatives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n false positives</source>
        <translation>
            <numerusform>%n false positive</numerusform>
            <numerusform>%n false positives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n true negatives</source>
        <translation>
            <numerusform>%n true negative</numerusform>
            <numerusform>%n true negatives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exams of run %1: %2 taken for %3, test split</source>
        <translation>
            <numerusform>%n exam of run %1: %2 taken for %3, test split</numerusform>
            <numerusform>%n exams of run %1: %2 taken for %3, test split</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::SimilarityMatrix</name>
    <message numerus="yes">
        <source>Similarities of %n report(s) with the photographs of the same patients</source>
        <translation>
            <numerusform>Similarity of %n report with the photographs of the same patient</numerusform>
            <numerusform>Similarities of %n reports with the photographs of the same patients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::StudyWorkspace</name>
    <message numerus="yes">
        <source>%n exam(s) on which readers disagree</source>
        <translation>
            <numerusform>%n exam on which readers disagree</numerusform>
            <numerusform>%n exams on which readers disagree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) have no label</source>
        <translation>
            <numerusform>%n exam has no label</numerusform>
            <numerusform>%n exams have no label</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) show one eye only</source>
        <translation>
            <numerusform>%n exam shows one eye only</numerusform>
            <numerusform>%n exams show one eye only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln patient</numerusform>
            <numerusform>%Ln patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exam(s)</source>
        <translation>
            <numerusform>%Ln exam</numerusform>
            <numerusform>%Ln exams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s)</source>
        <translation>
            <numerusform>%Ln photograph</numerusform>
            <numerusform>%Ln photographs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln report(s)</source>
        <translation>
            <numerusform>%Ln report</numerusform>
            <numerusform>%Ln reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) may be swapped</source>
        <translation>
            <numerusform>%n pair may be swapped</numerusform>
            <numerusform>%n pairs may be swapped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) may have writing burnt into a photograph</source>
        <translation>
            <numerusform>%n exam may have writing burnt into a photograph</numerusform>
            <numerusform>%n exams may have writing burnt into a photograph</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) may still tell a person in their texts</source>
        <translation>
            <numerusform>%n exam may still tell a person in its texts</numerusform>
            <numerusform>%n exams may still tell a person in their texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s)</source>
        <translation>
            <numerusform>%Ln label</numerusform>
            <numerusform>%Ln labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more…</source>
        <translation>
            <numerusform>and %Ln more…</numerusform>
            <numerusform>and %Ln more…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::SubgroupsPage</name>
    <message numerus="yes">
        <source>%n groups were looked at: with so many, one in twenty looks different by chance.</source>
        <translation>
            <numerusform>%n group was looked at: with many, one in twenty looks different by chance.</numerusform>
            <numerusform>%n groups were looked at: with so many, one in twenty looks different by chance.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have too few cases to rank (under %1 cases, or under %2 with or without the class: an AUROC&apos;s interval is then some 0.3 wide) and are drawn hollow.</source>
        <translation>
            <numerusform>%n has too few cases to rank (under %1 cases, or under %2 with or without the class: an AUROC&apos;s interval is then some 0.3 wide) and is drawn hollow.</numerusform>
            <numerusform>%n have too few cases to rank (under %1 cases, or under %2 with or without the class: an AUROC&apos;s interval is then some 0.3 wide) and are drawn hollow.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test exams of run %1, %2</source>
        <translation>
            <numerusform>%n test exam of run %1, %2</numerusform>
            <numerusform>%n test exams of run %1, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>Review this one</numerusform>
            <numerusform>Review these %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::SweepDialog</name>
    <message numerus="yes">
        <source>Queue %n run(s)</source>
        <translation>
            <numerusform>Queue %n run</numerusform>
            <numerusform>Queue %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::TermsDialog</name>
    <message numerus="yes">
        <source>%Ln term(s)</source>
        <translation>
            <numerusform>%Ln term</numerusform>
            <numerusform>%Ln terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln report(s)</source>
        <translation>
            <numerusform>%Ln report</numerusform>
            <numerusform>%Ln reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::TokenizerDialog</name>
    <message numerus="yes">
        <source>%n tokens: </source>
        <translation>
            <numerusform>%n token: </numerusform>
            <numerusform>%n tokens: </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::VerifyPage</name>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>%n s left</numerusform>
            <numerusform>%n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comparison(s) made, %1 differ.</source>
        <translation>
            <numerusform>%n comparison made, %1 differ.</numerusform>
            <numerusform>%n comparisons made, %1 differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::WelcomePage</name>
    <message numerus="yes">
        <source>This computer: %n processor core(s). Labelling, review, retrieval and linear probes run well; full-size pretraining is for a machine with a graphics card.</source>
        <translation>
            <numerusform>This computer: %n processor core. Labelling, review, retrieval and linear probes run well; full-size pretraining is for a machine with a graphics card.</numerusform>
            <numerusform>This computer: %n processor cores. Labelling, review, retrieval and linear probes run well; full-size pretraining is for a machine with a graphics card.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::WindowHeader</name>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
</context>
</TS>
