// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/dataset_sheet_page.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace retclip {

namespace {

struct SheetAndAnswers
{
    DataSheet sheet;
    QHash<QString, QString> answers;
};

} // namespace

void AnswerEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    emit left();
}

DatasetSheetPage::DatasetSheetPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, 0);
    column->setSpacing(space::m);
    auto *row = new QHBoxLayout;
    m_blanks = new QLabel(this);
    m_blanks->setObjectName(QStringLiteral("sheetBlanks"));
    setLook(m_blanks, "secondary");
    row->addWidget(m_blanks, 1);
    m_save = new QPushButton(tr("Save the sheet as…"), this);
    m_save->setObjectName(QStringLiteral("sheetSave"));
    m_save->setAutoDefault(false);
    row->addWidget(m_save);
    column->addLayout(row);
    m_area = new QScrollArea(this);
    m_area->setObjectName(QStringLiteral("sheetArea"));
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    column->addWidget(m_area, 1);
    connect(m_save, &QPushButton::clicked, this, &DatasetSheetPage::saveAs);
}

DatasetSheetPage::~DatasetSheetPage()
{
    if (m_job)
        m_job->cancel();
}

void DatasetSheetPage::setDataset(const QString &name)
{
    keepAll();
    m_name = name;
    fill();
}

void DatasetSheetPage::fill()
{
    m_save->setEnabled(!m_name.isEmpty());
    if (!m_context.study || m_name.isEmpty())
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    if (m_job)
        m_job->cancel();
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<SheetAndAnswers>(
        {}, this,
        [study, name = m_name](const ProgressCallback &, std::stop_token) -> Result<SheetAndAnswers> {
            SheetAndAnswers both;
            RETCLIP_TRY(both.sheet, dataSheet(*study, name));
            RETCLIP_TRY(both.answers, sheetAnswers(*study, name));
            return both;
        },
        [this](Result<SheetAndAnswers> both) {
            m_job.clear();
            if (both)
                take(both->sheet, both->answers);
            else if (both.error().code != ErrorCode::cancelled)
                m_context.notifications.post(both.error());
        });
}

void DatasetSheetPage::take(const DataSheet &sheet, const QHash<QString, QString> &answers)
{
    m_edits.clear();
    auto *page = new QWidget;
    setLook(page, "page");
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::s, space::s, space::l, space::l);
    column->setSpacing(space::s);
    const bool writable = !m_context.study->study().isReadOnly();
    QString section;
    std::size_t at = 0, line = 0;
    for (const SheetQuestion &question : sheetQuestions()) {
        if (section != QLatin1String(question.section)) {
            if (!section.isEmpty())
                ++at;
            line = 0;
            section = QLatin1String(question.section);
            auto *title = new QLabel(sheet.sections[at].title, page);
            setLook(title, "section");
            column->addSpacing(space::m);
            column->addWidget(title);
        }
        const DataSheet::Line &words = sheet.sections[at].lines[line++];
        auto *asked = new QLabel(words.question, page);
        asked->setWordWrap(true);
        setLook(asked, "label");
        column->addWidget(asked);
        if (!words.fromStudy.isEmpty()) {
            auto *told = new QLabel(words.fromStudy, page);
            told->setTextFormat(Qt::MarkdownText);
            told->setWordWrap(true);
            told->setTextInteractionFlags(Qt::TextSelectableByMouse);
            setLook(told, "secondary");
            column->addWidget(told);
        }
        auto *edit = new AnswerEdit(page);
        edit->setObjectName(QStringLiteral("answer.") + QLatin1String(question.id));
        edit->setAccessibleName(words.question);
        edit->setPlaceholderText(words.blank ? tr("to be filled in by a person") : tr("what a person adds"));
        edit->setPlainText(answers.value(QLatin1String(question.id)));
        edit->setProperty("kept", edit->toPlainText());
        edit->setProperty("question", QLatin1String(question.id));
        edit->setTabChangesFocus(true);
        edit->setReadOnly(!writable);
        edit->setFixedHeight(3 * edit->fontMetrics().lineSpacing() + space::m);
        connect(edit, &AnswerEdit::left, this, [this, edit] { keep(edit); });
        column->addWidget(edit);
        m_edits.append(edit);
    }
    column->addStretch(1);
    const int scrolled = m_area->verticalScrollBar() ? m_area->verticalScrollBar()->value() : 0;
    m_area->setWidget(page);
    m_area->verticalScrollBar()->setValue(scrolled);
    m_blanks->setText(tr("Questions that only a person can answer and nobody has yet: %1. Answers are kept in the study.").arg(sheet.blanks()));
    emit filled(sheet.blanks());
}

void DatasetSheetPage::keep(AnswerEdit *edit)
{
    const QString text = edit->toPlainText().trimmed();
    if (!m_context.study || m_context.study->study().isReadOnly() || text == edit->property("kept").toString())
        return;
    const QString question = edit->property("question").toString();
    const auto receipt = m_context.study->changeStudy([&](Study &study, const QString &person) {
        return answerSheet(study, m_name, question, text, person);
    });
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        return;
    }
    edit->setProperty("kept", text);
    if (const auto sheet = dataSheet(m_context.study->study(), m_name)) {
        m_blanks->setText(tr("Questions that only a person can answer and nobody has yet: %1. Answers are kept in the study.").arg(sheet->blanks()));
        emit filled(sheet->blanks());
    }
}

void DatasetSheetPage::keepAll()
{
    for (AnswerEdit *edit : std::as_const(m_edits))
        keep(edit);
}

void DatasetSheetPage::saveAs()
{
    keepAll();
    if (!m_context.study)
        return;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the sheet"), dataFolder() + u'/' + m_name + QStringLiteral(".html"),
                                                      tr("HTML (*.html);;Markdown (*.md)"));
    if (file.isEmpty())
        return;
    const auto sheet = dataSheet(m_context.study->study(), m_name);
    if (!sheet) {
        m_context.notifications.post(sheet.error());
        return;
    }
    const bool html = file.endsWith(QLatin1String(".html"), Qt::CaseInsensitive);
    const auto written = write_file_atomically(path_from_utf8(file.toStdString()), (html ? sheet->html() : sheet->markdown()).toStdString());
    if (written)
        m_context.notifications.post(message(QT_TRANSLATE_NOOP("Message", "The data sheet is in %1."), {file.toStdString()}), Severity::success);
    else
        m_context.notifications.post(written.error());
}

} // namespace retclip
