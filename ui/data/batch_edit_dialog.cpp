// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/batch_edit_dialog.h"

#include "core/jobs/job.h"
#include "core/study/edit_together.h"
#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/shell/changes_model.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <set>

namespace retclip {

namespace {

constexpr int beforePreview_ms = 300;
const QString clearedClass = QStringLiteral("\x1f cleared");

} // namespace

BatchEditDialog::BatchEditDialog(AppContext &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_exams(context.selections.current().exams)
{
    setObjectName(QStringLiteral("batchEdit"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change all of the selection"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    auto *what = new QLabel(m_exams.empty() ? tr("Nothing is selected: choose exams first.")
                                            : tr("%n exam(s): %1", nullptr, int(m_exams.size())).arg(context.selections.current().sentence),
                            this);
    what->setWordWrap(true);
    column->addWidget(what);
    makeForm();
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("batchCounts"));
    m_counts->setWordWrap(true);
    setLook(m_counts, "label");
    column->addWidget(m_counts);
    m_model = new ChangesModel(this);
    m_model->setHideIdentifiers(context.settings.hideIdentifiers());
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("batchChanges"));
    m_table->setAccessibleName(tr("What would change"));
    m_table->setModel(m_model);
    setUpChangesTable(*m_table);
    column->addWidget(m_table, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("Change"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("batchApply"));
    m_apply->setEnabled(false);
    setLook(m_apply, "primary");
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &BatchEditDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    m_timer.setSingleShot(true);
    m_timer.setInterval(beforePreview_ms);
    connect(&m_timer, &QTimer::timeout, this, &BatchEditDialog::preview);
    resize(theme().scaled(760), theme().scaled(520));
    valueMoved();
}

BatchEditDialog::~BatchEditDialog()
{
    if (m_job)
        m_job->cancel();
}

void BatchEditDialog::makeForm()
{
    const auto box = [this](const char *name, const QString &title) {
        auto *made = new QComboBox(this);
        made->setObjectName(QString::fromLatin1(name));
        made->setAccessibleName(title);
        made->setToolTip(title);
        connect(made, &QComboBox::currentIndexChanged, this, &BatchEditDialog::valueMoved);
        return made;
    };
    m_kind = box("batchKind", tr("What to change"));
    m_tag = box("batchTag", tr("Tag"));
    m_tag->setEditable(true);
    m_tag->completer()->setCompletionMode(QCompleter::InlineCompletion); // A list of offers would take the next click.
    m_set = box("batchSet", tr("Label set"));
    m_class = box("batchClass", tr("Class"));
    m_eye = box("batchEye", tr("Eyes"));
    m_split = box("batchSplit", tr("Split"));
    m_comment = new QLineEdit(this);
    m_comment->setObjectName(QStringLiteral("batchComment"));
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setPlaceholderText(tr("the comment; empty takes it away"));
    const auto page = [](std::initializer_list<QWidget *> widgets) {
        auto *made = new QWidget;
        auto *row = new QHBoxLayout(made);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(space::s);
        for (QWidget *each : widgets)
            row->addWidget(each, 1);
        return made;
    };
    m_values = new QStackedWidget(this);
    m_values->addWidget(page({m_tag}));
    m_values->addWidget(page({m_set, m_class, m_eye}));
    m_values->addWidget(page({m_comment}));
    m_values->addWidget(page({m_split}));
    m_values->addWidget(new QWidget);
    const std::pair<Kind, QString> kinds[]
        = {{addTag, tr("Add a tag")}, {removeTag, tr("Take a tag off")}, {label, tr("Label")}, {comment, tr("Comment")},
           {split, tr("Split")}, {exclude, tr("Exclude")}, {include, tr("Take in again")}, {unsure, tr("Mark unsure")},
           {sure, tr("No longer unsure")}};
    if (m_context.study) {
        const Study &study = m_context.study->study();
        if (const auto tags = study.tags())
            m_tag->addItems(*tags);
        if (const auto sets = study.labelSets())
            m_sets = *sets;
    }
    m_tag->setCurrentIndex(-1);
    m_tag->setEditText(QString());
    for (const LabelSet &set : std::as_const(m_sets))
        m_set->addItem(set.name);
    for (const auto &[kind, title] : kinds)
        if (kind != label || !m_sets.isEmpty())
            m_kind->addItem(title, int(kind));
    m_eye->addItem(tr("both eyes"), QString());
    m_eye->addItem(tr("right eye (OD)"), QStringLiteral("right"));
    m_eye->addItem(tr("left eye (OS)"), QStringLiteral("left"));
    m_split->addItem(tr("training"), int(Split::training));
    m_split->addItem(tr("validation"), int(Split::validation));
    m_split->addItem(tr("test"), int(Split::test));
    m_split->addItem(tr("none"), int(Split::none));
    fillClasses();
    connect(m_set, &QComboBox::currentIndexChanged, this, &BatchEditDialog::fillClasses);
    connect(m_tag, &QComboBox::editTextChanged, this, &BatchEditDialog::valueMoved);
    connect(m_comment, &QLineEdit::textChanged, this, &BatchEditDialog::valueMoved);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    row->addWidget(m_kind);
    row->addWidget(m_values, 1);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void BatchEditDialog::fillClasses()
{
    m_class->clear();
    const LabelSet set = m_sets.value(m_set->currentIndex());
    for (const LabelClass &one : set.classes)
        m_class->addItem(labelTitle(one), one.name);
    if (set.kind == LabelKind::binary || set.kind == LabelKind::multilabel)
        m_class->addItem(tr("none of them"), QString());
    m_class->addItem(tr("not labelled"), clearedClass);
    m_eye->setEnabled(set.perEye);
}

void BatchEditDialog::valueMoved()
{
    if (!m_apply || !m_values)
        return; // Still being made.
    switch (Kind(m_kind->currentData().toInt())) {
    case addTag:
    case removeTag: m_values->setCurrentIndex(0); break;
    case label: m_values->setCurrentIndex(1); break;
    case comment: m_values->setCurrentIndex(2); break;
    case split: m_values->setCurrentIndex(3); break;
    default: m_values->setCurrentIndex(4);
    }
    // A field that loses the focus may say the same once more: the button must not go while it is pressed.
    const QString asked = QStringLiteral("%1|%2|%3|%4|%5|%6|%7")
                              .arg(m_kind->currentIndex())
                              .arg(m_tag->currentText().trimmed())
                              .arg(m_set->currentIndex())
                              .arg(m_class->currentIndex())
                              .arg(m_eye->currentIndex())
                              .arg(m_split->currentIndex())
                              .arg(m_comment->text());
    if (asked == m_asked)
        return;
    m_asked = asked;
    m_apply->setEnabled(false);
    m_timer.start();
}

std::optional<EditAction> BatchEditDialog::action() const
{
    const QString tag = m_tag->currentText().trimmed();
    switch (Kind(m_kind->currentData().toInt())) {
    case addTag: return tag.isEmpty() ? std::nullopt : std::optional<EditAction>(AddTag{tag});
    case removeTag: return tag.isEmpty() ? std::nullopt : std::optional<EditAction>(RemoveTag{tag});
    case comment: return SetComment{m_comment->text().trimmed()};
    case split: return SetSplit{Split(m_split->currentData().toInt())};
    case exclude: return SetExcluded{true};
    case include: return SetExcluded{false};
    case unsure: return SetUnsure{true};
    case sure: return SetUnsure{false};
    case label: break;
    }
    const LabelSet set = m_sets.value(m_set->currentIndex());
    if (set.name.isEmpty() || m_class->currentIndex() < 0)
        return std::nullopt;
    SetLabel wanted;
    wanted.labelSet = set.name;
    if (set.perEye && !m_eye->currentData().toString().isEmpty())
        wanted.eye = m_eye->currentData().toString() == QLatin1String("right") ? Laterality::right : Laterality::left;
    const QString name = m_class->currentData().toString();
    wanted.known = name != clearedClass;
    if (wanted.known && !name.isEmpty())
        wanted.positive = {name};
    return wanted;
}

void BatchEditDialog::preview()
{
    const std::optional<EditAction> wanted = action();
    if (!wanted || m_exams.empty() || !m_context.study || m_context.study->study().isReadOnly()) {
        m_counts->setText(m_exams.empty() || wanted ? QString() : tr("Say which tag."));
        m_model->setChanges({});
        emit previewed(-1);
        return;
    }
    auto other = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!other) {
        m_context.notifications.post(other.error());
        emit previewed(-1);
        return;
    }
    if (m_job)
        m_job->cancel();
    const std::shared_ptr<Study> study = std::move(*other);
    m_counts->setText(tr("Working out what would change…"));
    m_job = m_context.jobs.start<Preview>(
        {}, this,
        [study, wanted = *wanted, exams = m_exams, person = m_context.study->person()](const ProgressCallback &,
                                                                                       std::stop_token) -> Result<Preview> {
            RETCLIP_TRY(const std::vector<FieldChange> changes, previewTogether(*study, {wanted}, exams, person));
            Preview preview;
            preview.changes = qint64(changes.size());
            std::set<qint64> touched;
            for (const FieldChange &change : changes)
                touched.insert(change.exam);
            preview.exams = qint64(touched.size());
            const std::span<const FieldChange> all(changes);
            RETCLIP_TRY(preview.words, describeChanges(*study, all.first(std::min(all.size(), changesShown))));
            return preview;
        },
        [this](Result<Preview> preview) {
            m_job.clear();
            if (preview) {
                take(std::move(*preview));
            } else if (preview.error().code != ErrorCode::cancelled) {
                m_counts->setText(translated(preview.error().what_happened));
                emit previewed(-1);
            }
        });
}

void BatchEditDialog::take(Preview preview)
{
    const qint64 same = qint64(m_exams.size()) - preview.exams;
    QString counts = tr("%n exam(s) would change.", nullptr, int(preview.exams));
    if (same > 0)
        counts += u' ' + tr("%n are so already.", nullptr, int(same));
    if (preview.changes > qint64(changesShown))
        counts += u' ' + tr("The list shows the first %1 of %2 changes.").arg(changesShown).arg(preview.changes);
    m_counts->setText(counts);
    m_model->setChanges(std::move(preview.words));
    m_apply->setEnabled(preview.changes > 0 && !m_timer.isActive());
    m_apply->setText(preview.exams > 0 ? tr("Change %n exam(s)", nullptr, int(preview.exams)) : tr("Change"));
    emit previewed(int(preview.changes));
}

void BatchEditDialog::apply()
{
    const std::optional<EditAction> wanted = action();
    if (!wanted || !m_context.study)
        return;
    m_apply->setEnabled(false);
    const auto receipt = m_context.study->apply(*wanted, m_exams);
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        m_apply->setEnabled(true);
        return;
    }
    m_context.notifications.post(message(QT_TRANSLATE_NOOP("Message", "Changed %1 exams in one edit. Ctrl+Z takes it back."),
                                         {std::to_string(receipt->changed.size())}),
                                 Severity::success);
    close();
}

} // namespace retclip
