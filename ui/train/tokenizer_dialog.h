// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tokenizer.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace retclip {

class Job;

/// Trains a SentencePiece tokenizer from the study's reports in a job, and shows what came of it:
/// vocabulary, coverage, tokens a report, and how a sentence is cut.
class TokenizerDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TokenizerDialog(AppContext &context, QWidget *parent = nullptr);
    ~TokenizerDialog() override;
    [[nodiscard]] QString file() const { return m_file; } ///< Of the trained model; empty: none.

private:
    void train();
    void tryOut();

    AppContext &m_context;
    QSpinBox *m_vocabulary = nullptr;
    QComboBox *m_model = nullptr;
    QPushButton *m_train = nullptr, *m_use = nullptr;
    QProgressBar *m_busy = nullptr;
    QLabel *m_result = nullptr, *m_cut = nullptr;
    QLineEdit *m_sentence = nullptr;
    QListWidget *m_pieces = nullptr;
    QPointer<Job> m_job;
    QString m_file;
    std::shared_ptr<Tokenizer> m_tokenizer;
};

} // namespace retclip
