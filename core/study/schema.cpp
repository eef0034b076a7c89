// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/schema.h"

#include "core/study/study.h"

#include <array>

namespace retclip {

namespace {

// Numbers of splits: 0 none, 1 training, 2 validation, 3 test. Eyes: 'R', 'L', '' (exam or unknown).
// exam.eyes: 1 right, 2 left, 4 of unknown eye; kept in step by whoever writes images.
constexpr const char *firstStep = R"sql(
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE patient(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE exam(
    id INTEGER PRIMARY KEY,
    patient INTEGER NOT NULL REFERENCES patient(id),
    visit TEXT NOT NULL,
    number INTEGER NOT NULL,
    code TEXT NOT NULL UNIQUE,
    sort_key TEXT NOT NULL,
    sex TEXT NOT NULL DEFAULT '',
    age INTEGER,
    date TEXT,
    camera TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    split INTEGER NOT NULL DEFAULT 0,
    excluded INTEGER NOT NULL DEFAULT 0,
    unsure INTEGER NOT NULL DEFAULT 0,
    eyes INTEGER NOT NULL DEFAULT 0,
    comment TEXT NOT NULL DEFAULT '',
    UNIQUE(patient, visit)) STRICT;
CREATE INDEX exam_order ON exam(sort_key);
CREATE INDEX exam_sex ON exam(sex);
CREATE INDEX exam_age ON exam(age);
CREATE INDEX exam_date ON exam(date);
CREATE INDEX exam_camera ON exam(camera);
CREATE INDEX exam_site ON exam(site);
CREATE INDEX exam_source ON exam(source);
CREATE INDEX exam_split ON exam(split);
CREATE INDEX exam_eyes ON exam(eyes);
CREATE INDEX exam_excluded ON exam(id) WHERE excluded = 1;
CREATE INDEX exam_unsure ON exam(id) WHERE unsure = 1;
CREATE INDEX exam_comment ON exam(id) WHERE comment <> '';

CREATE TABLE image(
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exam(id),
    eye TEXT NOT NULL CHECK(eye IN ('R', 'L', '')),
    path TEXT NOT NULL,
    sha256 TEXT,
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    missing INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX image_exam ON image(exam, eye);
CREATE INDEX image_sha256 ON image(sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE report(
    exam INTEGER PRIMARY KEY REFERENCES exam(id),
    text TEXT NOT NULL,
    hash INTEGER NOT NULL) STRICT;
CREATE INDEX report_hash ON report(hash);
-- Pairs of neighbouring characters; see text_index.h.
CREATE VIRTUAL TABLE report_index USING fts5(
    tokens, content='', columnsize=0, tokenize="unicode61 remove_diacritics 0");

CREATE TABLE label_set(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    per_eye INTEGER NOT NULL) STRICT;
CREATE TABLE label_class(
    id INTEGER PRIMARY KEY,
    label_set INTEGER NOT NULL REFERENCES label_set(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    title_zh TEXT NOT NULL DEFAULT '',
    key INTEGER NOT NULL DEFAULT 0,
    UNIQUE(label_set, name)) STRICT;
-- Every statement ever made stays; `effective` is the one that counts.
CREATE TABLE label(
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exam(id),
    label_set INTEGER NOT NULL REFERENCES label_set(id),
    eye TEXT NOT NULL CHECK(eye IN ('R', 'L', '')),
    classes TEXT NOT NULL,
    known INTEGER NOT NULL,
    source TEXT NOT NULL,
    person TEXT NOT NULL,
    time TEXT NOT NULL,
    effective INTEGER NOT NULL) STRICT;
CREATE INDEX label_exam ON label(exam, label_set, eye);
CREATE INDEX label_known ON label(label_set, known, eye, exam) WHERE effective = 1;
-- The classes that hold now: what queries and counts read.
CREATE TABLE label_now(
    class INTEGER NOT NULL REFERENCES label_class(id),
    exam INTEGER NOT NULL REFERENCES exam(id),
    eye TEXT NOT NULL,
    PRIMARY KEY(class, exam, eye)) STRICT, WITHOUT ROWID;

CREATE TABLE tag(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE exam_tag(
    tag INTEGER NOT NULL REFERENCES tag(id),
    exam INTEGER NOT NULL REFERENCES exam(id),
    PRIMARY KEY(tag, exam)) STRICT, WITHOUT ROWID;
CREATE INDEX exam_tag_exam ON exam_tag(exam, tag);

CREATE TABLE verdict(
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exam(id),
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    time TEXT NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    run INTEGER,
    label_set TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL) STRICT;
CREATE INDEX verdict_exam ON verdict(exam);

CREATE TABLE region(
    id INTEGER PRIMARY KEY,
    image INTEGER NOT NULL REFERENCES image(id),
    class TEXT NOT NULL,
    shape TEXT NOT NULL,
    points TEXT NOT NULL,
    person TEXT NOT NULL,
    time TEXT NOT NULL,
    active INTEGER NOT NULL) STRICT;
CREATE INDEX region_image ON region(image);

CREATE TABLE dataset(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    query TEXT NOT NULL,
    created TEXT NOT NULL,
    person TEXT NOT NULL,
    seed INTEGER NOT NULL,
    options TEXT NOT NULL,
    exams INTEGER NOT NULL,
    training_patients INTEGER NOT NULL,
    validation_patients INTEGER NOT NULL,
    test_patients INTEGER NOT NULL,
    warnings TEXT NOT NULL) STRICT;
CREATE TABLE dataset_member(
    dataset INTEGER NOT NULL REFERENCES dataset(id),
    exam INTEGER NOT NULL REFERENCES exam(id),
    split INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY(dataset, exam)) STRICT, WITHOUT ROWID;

CREATE TABLE run(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    task TEXT NOT NULL,
    preset TEXT NOT NULL,
    state TEXT NOT NULL,
    folder TEXT NOT NULL,
    created TEXT NOT NULL,
    started TEXT,
    ended TEXT,
    config TEXT NOT NULL,
    manifest_hash TEXT NOT NULL,
    dataset TEXT NOT NULL,
    metrics TEXT NOT NULL DEFAULT '{}',
    note TEXT NOT NULL DEFAULT '',
    star INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    program_version TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE prediction_class(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id),
    label_set TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE(run, label_set, name)) STRICT;
CREATE TABLE prediction(
    class INTEGER NOT NULL REFERENCES prediction_class(id),
    exam INTEGER NOT NULL REFERENCES exam(id),
    eye TEXT NOT NULL,
    score REAL NOT NULL,
    predicted INTEGER NOT NULL,
    truth INTEGER,
    split INTEGER NOT NULL,
    PRIMARY KEY(class, exam, eye)) STRICT, WITHOUT ROWID;

CREATE TABLE saved_query(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL) STRICT;

-- Only ever appended to; `state` (0 done, 1 undone, 2 undone for good, -1 cannot be undone) follows
-- from the rows and is checked against them.
CREATE TABLE journal(
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    items INTEGER NOT NULL,
    summary TEXT NOT NULL,
    target INTEGER,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    hash TEXT NOT NULL,
    state INTEGER NOT NULL) STRICT;
CREATE INDEX journal_state ON journal(state, id) WHERE state IN (0, 1);
CREATE TABLE journal_exam(
    exam INTEGER NOT NULL REFERENCES exam(id),
    journal INTEGER NOT NULL REFERENCES journal(id),
    PRIMARY KEY(exam, journal)) STRICT, WITHOUT ROWID;
)sql";

// What inspection of photographs finds out.
constexpr const char *secondStep = R"sql(
ALTER TABLE image ADD COLUMN quality REAL;
ALTER TABLE image ADD COLUMN quality_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX image_quality ON image(quality, exam, eye) WHERE quality IS NOT NULL;
ALTER TABLE exam ADD COLUMN swap_suspected INTEGER NOT NULL DEFAULT 0;
CREATE INDEX exam_swap_suspected ON exam(id) WHERE swap_suspected = 1;
)sql";

// What was seen in photographs, by their content: a copy need not be looked at again, and a photograph
// is looked at anew where the method is another.
constexpr const char *thirdStep = R"sql(
CREATE TABLE photograph_look(
    sha256 TEXT PRIMARY KEY,
    method INTEGER NOT NULL,
    eye TEXT NOT NULL CHECK(eye IN ('R', 'L', '')),
    sureness REAL NOT NULL,
    signature TEXT NOT NULL,
    detail TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX image_fault ON image(quality_reason, exam, eye) WHERE quality_reason <> '';
)sql";

// What undo, its conflicts with imports and disagreement of readers look up: without these each reads all
// that was ever done, a second after some edits of 200,000 exams.
constexpr const char *fourthStep = R"sql(
CREATE INDEX journal_exam_journal ON journal_exam(journal);
CREATE INDEX label_of_people ON label(exam, label_set, eye, person, id) WHERE source <> 'imported';
)sql";

// Regions in colour, found by class; reasons of verdicts; rounds of several readers. grade.reader: place
// among the round's readers, 0 the settled answer; stage: 0 independent, 1 … reviews.
constexpr const char *fifthStep = R"sql(
ALTER TABLE region ADD COLUMN colour TEXT NOT NULL DEFAULT '';
CREATE INDEX region_class ON region(class, image) WHERE active = 1;

ALTER TABLE verdict ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE TABLE reason_code(
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    title_zh TEXT NOT NULL DEFAULT '',
    PRIMARY KEY(kind, code)) STRICT, WITHOUT ROWID;

CREATE TABLE reading_round(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    label_set INTEGER NOT NULL REFERENCES label_set(id),
    query TEXT NOT NULL,
    created TEXT NOT NULL,
    closed TEXT,
    person TEXT NOT NULL,
    seed INTEGER NOT NULL,
    blind INTEGER NOT NULL,
    controls REAL NOT NULL) STRICT;
CREATE TABLE round_reader(
    round INTEGER NOT NULL REFERENCES reading_round(id),
    reader INTEGER NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY(round, reader)) STRICT, WITHOUT ROWID;
CREATE TABLE round_item(
    round INTEGER NOT NULL REFERENCES reading_round(id),
    item INTEGER NOT NULL,
    exam INTEGER NOT NULL REFERENCES exam(id),
    eyes INTEGER NOT NULL,
    control_of INTEGER NOT NULL,
    PRIMARY KEY(round, item)) STRICT, WITHOUT ROWID;
CREATE INDEX round_item_exam ON round_item(exam);
CREATE TABLE round_place(
    round INTEGER NOT NULL,
    reader INTEGER NOT NULL,
    place INTEGER NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY(round, reader, place),
    FOREIGN KEY(round, item) REFERENCES round_item(round, item)) STRICT, WITHOUT ROWID;
CREATE TABLE grade(
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL,
    item INTEGER NOT NULL,
    eye TEXT NOT NULL CHECK(eye IN ('R', 'L', '')),
    reader INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    classes TEXT NOT NULL,
    gradable INTEGER NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL,
    time TEXT NOT NULL,
    active INTEGER NOT NULL,
    FOREIGN KEY(round, item) REFERENCES round_item(round, item)) STRICT;
CREATE INDEX grade_item ON grade(round, item, reader, stage) WHERE active = 1;
)sql";

// What a member of a dataset was when it was frozen, each for itself, so that two versions can be compared:
// hashes of its photographs and of its report, its labels as JSON. And what people answered in data sheets.
constexpr const char *sixthStep = R"sql(
ALTER TABLE dataset_member ADD COLUMN photographs TEXT NOT NULL DEFAULT '';
ALTER TABLE dataset_member ADD COLUMN report TEXT NOT NULL DEFAULT '';
ALTER TABLE dataset_member ADD COLUMN labels TEXT NOT NULL DEFAULT '';
CREATE TABLE sheet_answer(
    dataset INTEGER NOT NULL REFERENCES dataset(id),
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY(dataset, question)) STRICT, WITHOUT ROWID;
)sql";

// What readers mark on photographs: disc, cup, fovea, lines and areas, as JSON; see photograph_marks.h.
constexpr const char *seventhStep = R"sql(
CREATE TABLE photograph_mark(
    image INTEGER PRIMARY KEY REFERENCES image(id),
    marks TEXT NOT NULL) STRICT;
)sql";

// What lies in the middle of each photograph: disc, macula, between, unknown; '' until it was looked at.
constexpr const char *eighthStep = R"sql(
ALTER TABLE image ADD COLUMN centre TEXT NOT NULL DEFAULT '';
CREATE INDEX image_centre ON image(centre, exam, eye) WHERE centre <> '';
)sql";

// What a label set and each class mean, and the colour that somebody chose for a class.
constexpr const char *ninthStep = R"sql(
ALTER TABLE label_set ADD COLUMN definition TEXT NOT NULL DEFAULT '';
ALTER TABLE label_class ADD COLUMN definition TEXT NOT NULL DEFAULT '';
ALTER TABLE label_class ADD COLUMN colour TEXT NOT NULL DEFAULT '';
)sql";

constexpr std::array steps{firstStep, secondStep, thirdStep, fourthStep, fifthStep,
                           sixthStep, seventhStep, eighthStep, ninthStep};
static_assert(steps.size() == std::size_t(studySchemaVersion));

} // namespace

int schemaSteps()
{
    return int(steps.size());
}

Result<int> schemaVersion(Database &database)
{
    RETCLIP_TRY(const qint64 version, database.number("PRAGMA user_version"));
    return int(version);
}

Result<void> migrate(Database &database, int version)
{
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_TRY(const int present, schemaVersion(database));
    for (int step = present; step < version; ++step)
        RETCLIP_CHECK(database.execute(steps[std::size_t(step)]));
    if (present == 0) {
        const std::string pragma = "PRAGMA application_id = " + std::to_string(studyApplicationId);
        RETCLIP_CHECK(database.execute(pragma.c_str()));
    }
    const std::string pragma = "PRAGMA user_version = " + std::to_string(version);
    RETCLIP_CHECK(database.execute(pragma.c_str()));
    return transaction.commit();
}

} // namespace retclip
