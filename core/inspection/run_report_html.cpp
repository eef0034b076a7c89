// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a training run: for a browser, and for the document that is printed.
#include "core/inspection/report_html.h"
#include "core/inspection/run_report.h"
#include "core/study/message_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace retclip {

namespace {

struct RunPageWords
{
    Q_DECLARE_TR_FUNCTIONS(RunReport)
};

QString figureText(const std::optional<double> &value, int digits = 3)
{
    return value ? QLocale().toString(*value, 'f', digits) : QStringLiteral("–");
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QStringLiteral("–");
}

QString stateText(RunState state)
{
    switch (state) {
    case RunState::waiting: return RunPageWords::tr("waiting");
    case RunState::running: return RunPageWords::tr("running");
    case RunState::paused: return RunPageWords::tr("paused");
    case RunState::done: return RunPageWords::tr("done");
    case RunState::failed: return RunPageWords::tr("failed");
    case RunState::cancelled: return RunPageWords::tr("cancelled");
    }
    return {};
}

/// Writes the page part by part.
class RunPageWriter
{
public:
    RunPageWriter(const RunReport &report, const std::function<QString(const ReportPicture &)> &place)
        : m_report(report), m_place(place)
    {
    }

    QString written()
    {
        const QString title = RunPageWords::tr("Training run %1: %2").arg(m_report.run.id.value).arg(m_report.run.name);
        m_out = htmlPageBegin(title, m_report.synthetic);
        facts();
        outcome();
        curves();
        settings();
        words();
        m_out += htmlHeading(2, RunPageWords::tr("For a methods section"));
        m_out += htmlParagraph(m_report.methods());
        return m_out + htmlPageEnd();
    }

private:
    void facts()
    {
        const RunRow &run = m_report.run;
        m_out += htmlTable({}, {{RunPageWords::tr("Study"), m_report.studyName},
                                {RunPageWords::tr("Data"), run.dataset.isEmpty() ? RunPageWords::tr("whole study") : run.dataset},
                                {RunPageWords::tr("Data (hash)"), run.manifestHash},
                                {RunPageWords::tr("Patients: training, validation, test"),
                                 QStringLiteral("%1, %2, %3").arg(m_report.patientsTrain).arg(m_report.patientsValidation).arg(m_report.patientsTest)},
                                {RunPageWords::tr("Preset"), run.preset},
                                {RunPageWords::tr("State"), stateText(run.state)},
                                {RunPageWords::tr("Made, started, ended"),
                                 QStringLiteral("%1, %2, %3").arg(timeText(run.created), timeText(run.started), timeText(run.ended))},
                                {RunPageWords::tr("Trained by"), run.programVersion},
                                {RunPageWords::tr("Reported by"), m_report.program},
                                {RunPageWords::tr("Note"), run.note}});
    }

    void outcome()
    {
        m_out += htmlHeading(2, RunPageWords::tr("How it went"));
        if (m_report.events.empty()) {
            m_out += htmlParagraph(RunPageWords::tr("Nothing was trained yet: the run has told nothing."));
            return;
        }
        constexpr double gigabyte = 1e9;
        m_out += htmlTable({}, {{RunPageWords::tr("Steps, epochs"), QStringLiteral("%1, %2").arg(m_report.steps).arg(m_report.epochs)},
                                {RunPageWords::tr("Patients seen"), QLocale().toString(qlonglong(m_report.patientsSeen))},
                                {RunPageWords::tr("Loss, first and last twentieth"),
                                 QStringLiteral("%1, %2").arg(figureText(m_report.firstLoss), figureText(m_report.lastLoss))},
                                {RunPageWords::tr("Patients a second (median)"), figureText(m_report.patientsPerSecond, 2)},
                                {RunPageWords::tr("Waiting for data"),
                                 m_report.waitShare ? QStringLiteral("%1 %").arg(figureText(*m_report.waitShare * 100, 1)) : QStringLiteral("–")},
                                {RunPageWords::tr("Most memory"),
                                 m_report.mostMemory ? QStringLiteral("%1 GB").arg(figureText(*m_report.mostMemory / gigabyte, 2))
                                                     : QStringLiteral("–")}});
        if (m_report.figures.isEmpty())
            return;
        m_out += htmlHeading(3, RunPageWords::tr("Validation"));
        QVector<QStringList> rows;
        for (const ReportedFigure &figure : m_report.figures)
            rows << QStringList{figure.name, figureText(figure.last), figureText(figure.best), QString::number(figure.bestStep)};
        m_out += htmlTable({RunPageWords::tr("figure"), RunPageWords::tr("last"), RunPageWords::tr("best"), RunPageWords::tr("at step")}, rows);
    }

    void curves()
    {
        const QVector<ReportChart> charts = m_report.charts();
        if (charts.isEmpty())
            return;
        m_out += htmlHeading(2, RunPageWords::tr("Curves")) + QStringLiteral("<p>");
        for (const ReportChart &chart : charts) {
            const ReportPicture picture{chart.title, chart.svg(), {ReportChart::width, ReportChart::height}};
            m_out += m_place ? m_place(picture) : picture.svg;
        }
        m_out += QStringLiteral("</p>");
    }

    void settings()
    {
        m_out += htmlHeading(2, RunPageWords::tr("Settings"));
        const RunConfig &config = m_report.config;
        const auto usual = preset(config.preset);
        QVector<QStringList> changed, all;
        for (const FieldDescription &field : run_fields()) {
            const QString label = QCoreApplication::translate("RunField", field.label);
            const QString value = QString::fromStdString(field_value(config, field));
            const QString before = usual ? QString::fromStdString(field_value(*usual, field)) : QString();
            all << QStringList{QString::fromLatin1(field.key), label, value, QString::fromUtf8(field.published)};
            if (usual && value != before)
                changed << QStringList{QString::fromLatin1(field.key), label, value, before};
        }
        if (!changed.isEmpty()) {
            m_out += htmlHeading(3, RunPageWords::tr("Other than the preset"));
            m_out += htmlTable({RunPageWords::tr("key"), RunPageWords::tr("setting"), RunPageWords::tr("here"), RunPageWords::tr("preset")}, changed);
        }
        m_out += htmlHeading(3, RunPageWords::tr("All"));
        m_out += htmlTable({RunPageWords::tr("key"), RunPageWords::tr("setting"), RunPageWords::tr("here"), RunPageWords::tr("published")}, all);
    }

    void words()
    {
        QVector<QStringList> rows;
        for (const RunEvent &event : m_report.events)
            if (event.kind == RunEventKind::warning || event.kind == RunEventKind::note || event.kind == RunEventKind::end)
                if (const QString text = translated(event.message); !text.isEmpty())
                    rows << QStringList{QString::number(event.step), QDateTime::fromMSecsSinceEpoch(qint64(event.time * 1000), Qt::UTC).toString(Qt::ISODate), text};
        if (rows.isEmpty())
            return;
        m_out += htmlHeading(2, RunPageWords::tr("What it said"));
        m_out += htmlTable({RunPageWords::tr("step"), RunPageWords::tr("time"), RunPageWords::tr("words")}, rows);
    }

    const RunReport &m_report;
    const std::function<QString(const ReportPicture &)> &m_place;
    QString m_out;
};

} // namespace

QString RunReport::html(const std::function<QString(const ReportPicture &)> &place) const
{
    return RunPageWriter(*this, place).written();
}

} // namespace retclip
