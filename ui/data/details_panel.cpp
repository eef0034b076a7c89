// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/details_panel.h"

#include "core/base/files.h"
#include "core/imaging/screen_photograph.h"
#include "core/jobs/job.h"
#include "core/study/history_words.h"
#include "core/study/patient_words.h"
#include "core/study/photograph_looks.h"
#include "core/study/study_document.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_delegate.h"
#include "ui/viewer/paired_viewer.h"

#include <QEvent>
#include <QLocale>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

QString reportHtml(const QString &report, const QStringList &words)
{
    // Ranges are found in the plain text, so that no mark-up is searched.
    QVector<bool> marked(report.size(), false);
    for (const QString &word : words) {
        qsizetype at = 0;
        while (!word.isEmpty() && (at = report.indexOf(word, at, Qt::CaseInsensitive)) >= 0) {
            std::fill_n(marked.begin() + at, word.size(), true);
            at += word.size();
        }
    }
    QString html;
    for (qsizetype i = 0; i < report.size();) {
        qsizetype end = i;
        while (end < report.size() && marked.at(end) == marked.at(i))
            ++end;
        const QString part = report.mid(i, end - i).toHtmlEscaped().replace(
            QLatin1Char('\n'), QLatin1String("<br>"));
        if (marked.at(i)) {
            html += QStringLiteral("<span style=\"background:%1;color:%2;font-weight:600\">%3</span>")
                        .arg(theme().color(Token::selection).name(),
                             theme().color(Token::selectionText).name(), part);
        } else {
            html += part;
        }
        i = end;
    }
    return html;
}

namespace {

/// Nothing where a photograph has no profile, as most have none.
QString colourWords(const ColourProfile &profile)
{
    const QString name = QString::fromStdString(profile.description).toHtmlEscaped();
    switch (profile.handling) {
    case ColourHandling::untagged: return {};
    case ColourHandling::srgb: return DetailsPanel::tr("Colour profile: %1").arg(name);
    case ColourHandling::converted: return DetailsPanel::tr("Colour profile: %1, converted for the screen").arg(name);
    case ColourHandling::unusable: return DetailsPanel::tr("Colour profile cannot be used: shown as stored");
    }
    return {};
}

} // namespace

DetailsPanel::DetailsPanel(AppContext &context, QWidget *parent)
    : QFrame(parent), m_context(context)
{
    setObjectName(QStringLiteral("detailsPanel"));
    setLook(this, "panel-right");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::m, space::xs, 0);
    m_text = new QTextBrowser(this);
    m_text->setObjectName(QStringLiteral("detailsText"));
    m_text->setProperty("pane", true);
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    setLook(m_text, "reading");
    column->addWidget(m_text);
    connect(&theme(), &Theme::changed, this, &DetailsPanel::refresh);
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == QLatin1String("hide_identifiers"))
            refresh();
    });
    refresh();
}

void DetailsPanel::showExam(const std::optional<ExamRow> &exam, const QStringList &searchedWords)
{
    m_exam = exam;
    m_words = searchedWords;
    findColours();
    refresh();
}

/// As looking at photographs found it; nothing where it was not looked at, or cannot be told.
QString DetailsPanel::centreOf(const ImageRow &image) const
{
    const auto look = m_context.study ? lookOf(m_context.study->study(), image.id)
                                      : Result<std::optional<PhotographLook>>(std::nullopt);
    if (!look || !*look)
        return {};
    const QString centre = (*look)->detail[QStringLiteral("centre")].toString(QStringLiteral("unknown"));
    return centre == QLatin1String("unknown") ? QString() : centreTitle(centre).toHtmlEscaped();
}

void DetailsPanel::findColours()
{
    PerEye<QString> files;
    for (Laterality eye : both_eyes)
        if (m_exam && m_exam->images[eye])
            files[eye] = m_exam->images[eye]->path;
    if (files == m_coloursOf)
        return;
    m_coloursOf = files;
    m_colours = {};
    m_context.jobs.start<PerEye<ColourProfile>>(
        {}, this,
        [files](const ProgressCallback &, std::stop_token) -> Result<PerEye<ColourProfile>> {
            PerEye<ColourProfile> found;
            for (Laterality eye : both_eyes)
                if (!files[eye].isEmpty())
                    if (const auto colours = inspect_colours(path_from_utf8(files[eye].toStdString())))
                        found[eye] = *colours;
            return found;
        },
        [this, files](Result<PerEye<ColourProfile>> found) {
            if (!found || files != m_coloursOf || m_colours == *found)
                return;
            m_colours = *found;
            refresh();
        });
}

void DetailsPanel::refresh()
{
    m_text->setAccessibleName(tr("Details of the exam"));
    const Theme &t = theme();
    const QString secondary = t.color(Token::textSecondary).name();
    if (!m_exam) {
        m_text->setHtml(QStringLiteral("<p style=\"color:%1\">%2</p>")
                            .arg(secondary, tr("Choose an exam to see what is known of it.")));
        return;
    }
    const ExamRow &exam = *m_exam;
    const auto head = [&](const QString &text) {
        return QStringLiteral("<p style=\"margin:14px 0 4px 0;color:%1;font-size:%2px;"
                              "font-weight:600\">%3</p>")
            .arg(secondary)
            .arg(t.scaled(11))
            .arg(text.toHtmlEscaped());
    };
    const auto line = [](const QString &html) {
        return QStringLiteral("<p style=\"margin:0 0 3px 0\">%1</p>").arg(html);
    };
    const bool hide = m_context.settings.hideIdentifiers();
    QString html;
    html += QStringLiteral("<p style=\"margin:0;font-size:%1px;font-weight:600\">%2</p>")
                .arg(t.scaled(18))
                .arg(hide ? tr("exam %1").arg(exam.id.value) : exam.code.toHtmlEscaped());
    QStringList facts;
    if (!hide && !exam.patient.isEmpty())
        facts << tr("patient %1").arg(exam.patient.toHtmlEscaped());
    if (!exam.sex.isEmpty())
        facts << sexText(exam.sex);
    if (exam.age >= 0)
        facts << tr("%1 years").arg(exam.age);
    if (exam.date.isValid())
        facts << QLocale().toString(exam.date, QLocale::ShortFormat);
    if (!exam.camera.isEmpty())
        facts << exam.camera.toHtmlEscaped();
    if (!exam.site.isEmpty())
        facts << exam.site.toHtmlEscaped();
    html += QStringLiteral("<p style=\"margin:2px 0 0 0;color:%1\">%2</p>")
                .arg(secondary, facts.join(QStringLiteral(" · ")));
    html += head(tr("REPORT"));
    html += line(exam.report.isEmpty()
                     ? QStringLiteral("<span style=\"color:%1\">%2</span>").arg(secondary, tr("none"))
                     : reportHtml(exam.report, m_words));
    html += head(tr("LABELS"));
    bool any = false;
    for (const LabelState &label : exam.labels) {
        if (!label.known)
            continue;
        any = true;
        const Token eye = !label.eye                      ? Token::text
            : *label.eye == Laterality::right ? Token::eyeOd
                                              : Token::eyeOs;
        QString squares;
        for (const QString &name : label.positive)
            if (const QColor colour = labelColour(label.setName, name); colour.isValid())
                squares += QStringLiteral("<span style=\"color:%1\">■</span>").arg(colour.name());
        html += line(squares + (squares.isEmpty() ? QString() : QStringLiteral(" "))
                     + QStringLiteral("<span style=\"color:%1;font-weight:600\">%2</span> "
                                    "<span style=\"color:%3\">%4 · %5</span>")
                         .arg(t.color(eye).name(), ExamDelegate::labelText(label).toHtmlEscaped(),
                              secondary, label.setName.toHtmlEscaped(),
                              label.person.isEmpty() ? tr("imported")
                                                     : personText(label.person).toHtmlEscaped()));
    }
    if (!any)
        html += line(QStringLiteral("<span style=\"color:%1\">%2</span>").arg(secondary, tr("none yet")));
    QStringList marks;
    for (const QString &tag : exam.tags)
        marks.append(tagTitle(tag));
    if (exam.unsure)
        marks.prepend(tr("unsure"));
    if (exam.excluded)
        marks.prepend(tr("excluded"));
    if (!marks.isEmpty()) {
        html += head(tr("TAGS AND MARKS"));
        html += line(marks.join(QStringLiteral(" · ")).toHtmlEscaped());
    }
    if (!exam.comment.isEmpty()) {
        html += head(tr("COMMENT"));
        html += line(exam.comment.toHtmlEscaped());
    }
    html += head(tr("PHOTOGRAPHS"));
    for (Laterality eye : both_eyes) {
        const auto &image = exam.images[eye];
        QString what = tr("not photographed");
        if (image) {
            const QString name = image->path.mid(image->path.lastIndexOf(QLatin1Char('/')) + 1);
            what = hide ? tr("photographed") : name.toHtmlEscaped();
            if (image->width > 0)
                what += QStringLiteral(" · %1 × %2").arg(image->width).arg(image->height);
            if (const QString centre = centreOf(*image); !centre.isEmpty())
                what += QStringLiteral(" · ") + centre;
            if (const QString colours = colourWords(m_colours[eye]); !colours.isEmpty())
                what += QStringLiteral(" · ") + colours;
        }
        html += line(QStringLiteral("<b style=\"color:%1\">%2</b> <span style=\"color:%3\">%4 · %5</span>")
                         .arg(t.color(eye == Laterality::right ? Token::eyeOd : Token::eyeOs).name(),
                              QString::fromLatin1(abbreviation(eye)), secondary, eyeWords(eye), what));
    }
    if (m_context.study) {
        if (const auto history = m_context.study->study().history(exam.id, 12);
            history && !history->isEmpty()) {
            html += head(tr("HISTORY"));
            for (const HistoryRow &row : *history) {
                QString text =
                    QStringLiteral("<span style=\"color:%1\">%2 · %3</span> %4")
                        .arg(secondary,
                             QLocale().toString(row.time.toLocalTime(), QLocale::ShortFormat),
                             personText(row.person).toHtmlEscaped(), historyText(row).toHtmlEscaped());
                if (row.undone)
                    text = QStringLiteral("<s>%1</s>").arg(text);
                html += line(text);
            }
        }
    }
    m_text->setHtml(html);
}

void DetailsPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace retclip
