// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/reader_labels.h"

#include "core/study/label_catalogue.h"
#include "core/study/study_errors.h"

#include <algorithm>

namespace retclip {

namespace {

// The latest word of each person, where there are two and none of them is an adjudication.
constexpr const char *latestReaderWords
    = "SELECT exam, eye, person, classes, known FROM label WHERE id IN"
      " (SELECT max(id) FROM label WHERE source <> 'imported' AND label_set = ?1"
      "  GROUP BY exam, eye, person)"
      " AND (exam, eye) IN (SELECT exam, eye FROM label WHERE source <> 'imported' AND label_set = ?1"
      "  GROUP BY exam, eye HAVING count(DISTINCT person) > 1 AND max(source = 'adjudicated') = 0)"
      " ORDER BY exam, eye DESC, person";

bool peopleDiffer(const DisputedLabel &label)
{
    return std::any_of(label.said.begin(), label.said.end(), [&](const ReaderLabel &each) {
        return each.known != label.said.front().known || each.positive != label.said.front().positive;
    });
}

} // namespace

Result<std::vector<DisputedLabel>> disputedLabels(const Study &study, const QString &labelSet,
                                                  std::stop_token stop)
{
    Database &database = study.database();
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
    const LabelCatalogue::Set *set = catalogue.byName(labelSet);
    if (!set)
        return failure(unknownLabelSet(labelSet, catalogue.names()));
    RETCLIP_TRY(Statement words, database.prepare(latestReaderWords));
    words.bind(set->set.id.value);
    std::vector<DisputedLabel> found;
    while (true) {
        RETCLIP_TRY(const bool row, words.step());
        if (!row)
            break;
        if (stop.stop_requested())
            return cancelled();
        const ExamId exam{words.integer(0)};
        const std::optional<Laterality> eye = eyeFromCode(words.utf8(1));
        if (found.empty() || found.back().exam != exam || found.back().eye != eye)
            found.push_back({exam, eye, {}});
        found.back().said.push_back({words.text(2), classNames(*set, words.utf8(3)), words.integer(4) != 0});
    }
    std::erase_if(found, [](const DisputedLabel &label) { return !peopleDiffer(label); });
    return found;
}

} // namespace retclip
