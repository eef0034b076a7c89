// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/tokenizer_dialog.h"

#include "core/base/files.h"
#include "core/base/tokenizer.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/train/preflight.h"

#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace retclip {

namespace {

struct Trained
{
    TokenizerTrainingResult figures;
    std::shared_ptr<Tokenizer> tokenizer;
    QStringList pieces;
    QString file;
    qint64 texts = 0;
};

} // namespace

TokenizerDialog::TokenizerDialog(AppContext &context, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setWindowTitle(tr("Train a tokenizer from the reports"));
    resize(560, 560);
    m_vocabulary = new QSpinBox;
    m_vocabulary->setRange(100, 60'000);
    m_vocabulary->setValue(2000);
    m_vocabulary->setSingleStep(500);
    m_model = new QComboBox;
    m_model->addItem(tr("unigram"), QStringLiteral("unigram"));
    m_model->addItem(tr("byte pairs (BPE)"), QStringLiteral("bpe"));
    m_train = new QPushButton(tr("Train"));
    setLook(m_train, "primary");
    m_busy = new QProgressBar;
    m_busy->setRange(0, 0);
    m_busy->hide();
    m_result = new QLabel(tr("SentencePiece learns its pieces from every report of the study. "
                             "The published vocabulary (WordPiece) is chosen in the form instead."));
    m_result->setWordWrap(true);
    m_pieces = new QListWidget;
    m_pieces->setFlow(QListView::LeftToRight);
    m_pieces->setWrapping(true);
    m_pieces->setResizeMode(QListView::Adjust);
    m_pieces->setSpacing(2);
    m_pieces->setUniformItemSizes(false);
    m_pieces->setAccessibleName(tr("Vocabulary"));
    m_sentence = new QLineEdit;
    m_sentence->setPlaceholderText(tr("Try a sentence of a report"));
    m_cut = new QLabel;
    m_cut->setWordWrap(true);
    m_cut->setTextFormat(Qt::PlainText);

    auto *form = new QFormLayout;
    form->addRow(tr("Vocabulary"), m_vocabulary);
    form->addRow(tr("Model"), m_model);
    form->addRow(QString(), m_train);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_use = buttons->addButton(tr("Use this tokenizer"), QDialogButtonBox::AcceptRole);
    m_use->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::l, space::l, space::l);
    layout->setSpacing(space::s);
    layout->addLayout(form);
    layout->addWidget(m_busy);
    layout->addWidget(m_result);
    layout->addWidget(m_pieces, 1);
    layout->addWidget(m_sentence);
    layout->addWidget(m_cut);
    layout->addWidget(buttons);
    connect(m_train, &QPushButton::clicked, this, &TokenizerDialog::train);
    connect(m_sentence, &QLineEdit::textChanged, this, &TokenizerDialog::tryOut);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

TokenizerDialog::~TokenizerDialog()
{
    if (m_job)
        m_job->cancel();
}

void TokenizerDialog::train()
{
    if (!m_context.study)
        return;
    TokenizerTraining options;
    options.vocabulary_size = m_vocabulary->value();
    options.model = m_model->currentData().toString().toStdString();
    const QString studyFolder = m_context.study->study().folder();
    const QString file = QDir(studyFolder).filePath(
        QStringLiteral("tokenizers/%1-%2.model")
            .arg(QString::fromStdString(options.model))
            .arg(QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"))));
    m_train->setEnabled(false);
    m_use->setEnabled(false);
    m_busy->show();
    m_job = m_context.jobs.start<Trained>(
        tr("Train a tokenizer"), this,
        [studyFolder, file, options, &service = m_context.door.tokenizers()](
            const ProgressCallback &, std::stop_token stop) -> Result<Trained> {
            RETCLIP_TRY(const auto study, Study::open(studyFolder, OpenMode::readOnly));
            RETCLIP_TRY(const std::vector<std::string> texts, study->reports());
            QDir().mkpath(QFileInfo(file).path());
            Trained trained;
            trained.texts = qint64(texts.size());
            trained.file = file;
            const auto path = path_from_utf8(file.toStdString());
            RETCLIP_TRY(trained.figures, service.train(texts, options, path, stop));
            RETCLIP_TRY(std::unique_ptr<Tokenizer> opened, service.open(path));
            trained.tokenizer = std::move(opened);
            const int shown = std::min(trained.tokenizer->vocabulary_size(), 400);
            std::vector<std::int32_t> ids;
            for (int id = 0; id < shown; ++id)
                ids.push_back(id);
            for (const std::string &piece : trained.tokenizer->pieces(ids))
                trained.pieces << QString::fromStdString(piece);
            return trained;
        },
        [this](Result<Trained> trained) {
            m_busy->hide();
            m_train->setEnabled(true);
            if (!trained) {
                const Error &error = trained.error();
                m_result->setText(translated(error.what_happened) + QLatin1Char('\n')
                                  + translated(error.what_to_do));
                return;
            }
            const QLocale locale;
            m_file = trained->file;
            m_tokenizer = trained->tokenizer;
            m_result->setText(
                tr("%1 pieces from %2 reports. They cover %3 % of the characters; a report has %4 "
                   "tokens on average. The first %5 pieces:")
                    .arg(locale.toString(trained->figures.vocabulary_size),
                         locale.toString(trained->texts),
                         locale.toString(trained->figures.coverage * 100, 'f', 2),
                         locale.toString(trained->figures.tokens_per_text, 'f', 1),
                         locale.toString(trained->pieces.size())));
            m_pieces->clear();
            m_pieces->addItems(trained->pieces);
            m_use->setEnabled(true);
            m_use->setDefault(true);
            tryOut();
        });
}

void TokenizerDialog::tryOut()
{
    if (!m_tokenizer || m_sentence->text().isEmpty()) {
        m_cut->clear();
        return;
    }
    const Tokens tokens = m_tokenizer->encode(clean_report(m_sentence->text().toStdString()), 512);
    std::vector<std::int32_t> ids(tokens.ids.begin(),
                                  tokens.ids.begin() + std::min<std::ptrdiff_t>(
                                      tokens.length, std::ptrdiff_t(tokens.ids.size())));
    QStringList pieces;
    for (const std::string &piece : m_tokenizer->pieces(ids))
        pieces << QString::fromStdString(piece);
    m_cut->setText(tr("%n tokens: ", nullptr, tokens.length) + pieces.join(QStringLiteral(" · ")));
}

} // namespace retclip
