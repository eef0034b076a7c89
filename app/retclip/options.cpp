// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/options.h"

#include "app/retclip/option_words.h"
#include "core/study/near_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace retclip::cli {

QString commandWord(const char *text)
{
    return *text ? QCoreApplication::translate("Command", text) : QString();
}

OptionWords wordsOf(const OptionDescription &option)
{
    QString head = QStringLiteral("--") + QLatin1String(option.name);
    if (*option.placeholder)
        head += QLatin1Char(' ') + QString::fromUtf8(option.placeholder);
    QString body = commandWord(option.help);
    if (!option.choices.empty()) {
        QStringList words;
        for (const char *choice : option.choices)
            words << QString::fromUtf8(choice);
        body += QStringLiteral(" (%1)").arg(words.join(QStringLiteral(" | ")));
    }
    if (*option.fallback)
        body += QStringLiteral(" [%1]").arg(QString::fromUtf8(option.fallback));
    return {head, body};
}

namespace {

tl::unexpected<Error> wrongUsage(const Verb &verb, Message happened)
{
    return failure(ErrorCode::invalid_argument, std::move(happened),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was done.")),
                   message(QT_TRANSLATE_NOOP("Message", "See retclip %1 --help."), {verb.name}));
}

const OptionDescription *find(const std::vector<OptionDescription> &options, const QString &name)
{
    for (const OptionDescription &option : options)
        if (name == QLatin1String(option.name))
            return &option;
    return nullptr;
}

/// An option of any form: enough to know whether a value follows it.
const OptionDescription *findAnywhere(const Verb &verb, const QString &name)
{
    // A verb's own meaning of a name comes first: `sample --language both` is the reports'.
    for (const Form &form : verb.forms)
        if (const OptionDescription *option = find(form.options, name))
            return option;
    return find(commonOptions(), name);
}

/// What an empty word would make of the current folder, of its parent, or of everything.
tl::unexpected<Error> emptyWord(const Verb &verb, const std::string &place)
{
    return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "%1 cannot be empty."), {place}));
}

/// Words to look for may be empty, names of things may not.
bool mayBeEmpty(const PositionalDescription &place)
{
    const QLatin1String name(place.name);
    return name == QLatin1String("TEXT") || name == QLatin1String("QUERY") || name == QLatin1String("QUESTION");
}

/// Whether an option names a file, a folder, a run, a model, an address or a title on the network.
bool namesSomething(const OptionDescription &option)
{
    const QString place = QString::fromUtf8(option.placeholder);
    for (const char *word : {"FILE", "DIR", "FOLDER", "STUDY", "MODEL", "RUN", "ADDRESS", "TITLE"})
        if (place == QLatin1String(word))
            return true;
    for (const char *ending : {".csv", ".json", ".npy", ".html", ".png", ".model"})
        if (place.endsWith(QLatin1String(ending)))
            return true;
    return false;
}

Result<void> checkValue(const Verb &verb, const OptionDescription &option, const QString &value)
{
    const std::string name = std::string("--") + option.name;
    bool ok = true;
    double number = 0;
    switch (option.kind) {
    case ValueKind::flag: return {};
    case ValueKind::text:
        if (value.isEmpty() && namesSomething(option))
            return emptyWord(verb, name);
        return {};
    case ValueKind::integer: number = double(value.toLongLong(&ok)); break;
    case ValueKind::real: number = value.toDouble(&ok); break;
    case ValueKind::choice: {
        QStringList words;
        for (const char *choice : option.choices)
            words << QString::fromUtf8(choice);
        if (words.contains(value))
            return {};
        return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "%1 takes one of %2, not \"%3\"."),
                                        {name, words.join(QStringLiteral(", ")).toStdString(),
                                         value.toStdString()}));
    }
    }
    if (!ok)
        return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "%1 needs a number, not \"%2\"."),
                                        {name, value.toStdString()}));
    if (number < option.minimum)
        return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "%1 must be at least %2."),
                                        {name, QString::number(option.minimum).toStdString()}));
    if (number > option.maximum)
        return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "%1 must be at most %2."),
                                        {name, QString::number(option.maximum, 'g', 15).toStdString()}));
    return {};
}

/// How many words a form's places take at least and at most (-1: no limit).
std::pair<int, int> placesOf(const Form &form)
{
    int least = 0, most = 0;
    for (const PositionalDescription &place : form.positionals) {
        least += place.count == PositionalDescription::optional ? 0 : 1;
        if (place.count == PositionalDescription::atLeastOne)
            most = -1;
        else if (most >= 0)
            ++most;
    }
    return {least, most};
}

} // namespace

const std::vector<OptionDescription> &commonOptions()
{
    static const std::vector<OptionDescription> options{
        {"help", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Show this help and end.")},
        {"json", ValueKind::flag, "",
         QT_TRANSLATE_NOOP("Command", "Print one JSON document, or JSON Lines for a list.")},
        {"quiet", ValueKind::flag, "",
         QT_TRANSLATE_NOOP("Command", "No progress on standard error.")},
        {"language", ValueKind::choice, "LANGUAGE",
         QT_TRANSLATE_NOOP("Command", "Language of messages; without it the locale's."),
         {"en", "zh_CN"}},
    };
    return options;
}

QString nearest(const QString &word, const QStringList &candidates)
{
    return nearWords(word, candidates, 1).value(0);
}

Result<ParsedArguments> parse(const Verb &verb, const QStringList &words)
{
    ParsedArguments parsed;
    QStringList places;
    QStringList given; // names of options, in order
    bool onlyPlaces = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (!onlyPlaces && word == QLatin1String("--")) {
            onlyPlaces = true;
            continue;
        }
        if (!onlyPlaces && word == QLatin1String("-h")) {
            parsed.help = true;
            continue;
        }
        if (onlyPlaces || !word.startsWith(QLatin1String("--"))) {
            places << word;
            continue;
        }
        QString name = word.mid(2), value;
        const qsizetype equals = name.indexOf(QLatin1Char('='));
        const bool inWord = equals >= 0;
        if (inWord) {
            value = name.mid(equals + 1);
            name.truncate(equals);
        }
        const OptionDescription *option = findAnywhere(verb, name);
        if (!option) {
            QStringList known;
            for (const OptionDescription &common : commonOptions())
                known << QLatin1String(common.name);
            for (const Form &form : verb.forms)
                for (const OptionDescription &each : form.options)
                    known << QLatin1String(each.name);
            const QString near = nearest(name, known);
            if (near.isEmpty())
                return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "There is no option --%1."),
                                                {name.toStdString()}));
            return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message",
                                                  "There is no option --%1. Was --%2 meant?"),
                                            {name.toStdString(), near.toStdString()}));
        }
        if (option->kind == ValueKind::flag) {
            if (inWord)
                return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "--%1 takes no value."),
                                                {name.toStdString()}));
            value = QStringLiteral("1");
        } else if (!inWord) {
            if (i + 1 >= words.size())
                return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "--%1 needs a value."),
                                                {name.toStdString()}));
            value = words[++i];
        }
        if (parsed.values.contains(name) && !option->repeats && option->kind != ValueKind::flag)
            return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "--%1 was given twice."),
                                            {name.toStdString()}));
        RETCLIP_CHECK(checkValue(verb, *option, value));
        parsed.values[name] << value;
        given << name;
    }
    parsed.help |= parsed.values.contains(QStringLiteral("help"));

    // Which form: the action word first, or after the first place.
    for (const int at : {0, 1}) {
        if (parsed.form || at >= places.size())
            break;
        for (const Form &form : verb.forms)
            if (*form.action && places[at] == QLatin1String(form.action)) {
                parsed.form = &form;
                places.removeAt(at);
                break;
            }
    }
    if (!parsed.form)
        for (const Form &form : verb.forms)
            if (!*form.action)
                parsed.form = &form;
    if (parsed.help)
        return parsed;
    if (!parsed.form) {
        QStringList actions;
        for (const Form &form : verb.forms)
            actions << QLatin1String(form.action);
        return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "%1 needs one of the words %2."),
                                        {verb.name,
                                         actions.join(QStringLiteral(", ")).toStdString()}));
    }
    const Form &form = *parsed.form;
    for (const QString &name : std::as_const(given))
        if (!find(commonOptions(), name) && !find(form.options, name))
            return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "--%1 does not belong to %2 %3."),
                                            {name.toStdString(), verb.name, form.action}));

    const auto [least, most] = placesOf(form);
    if (places.size() < least) {
        // The places that take exactly one come in order; the first one without a word is missing.
        int index = 0;
        const char *missing = "";
        for (const PositionalDescription &place : form.positionals) {
            if (place.count != PositionalDescription::optional && index++ >= places.size()) {
                missing = place.name;
                break;
            }
        }
        return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "%1 is missing: %2"),
                                        {missing, usageLine(verb, form).toStdString()}));
    }
    if (most >= 0 && places.size() > most)
        return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "\"%1\" is one word too many."),
                                        {places[most].toStdString()}));
    qsizetype next = 0;
    qsizetype spare = places.size() - least;
    for (const PositionalDescription &place : form.positionals) {
        qsizetype take = 1;
        if (place.count == PositionalDescription::optional)
            take = spare > 0 ? 1 : 0;
        else if (place.count == PositionalDescription::atLeastOne)
            take = 1 + spare;
        spare -= place.count == PositionalDescription::one ? 0
                 : place.count == PositionalDescription::optional ? take : take - 1;
        const QStringList taken = places.mid(next, take);
        if (!mayBeEmpty(place) && taken.contains(QString()))
            return emptyWord(verb, place.name);
        parsed.positionals[QLatin1String(place.name)] = taken;
        next += take;
    }
    for (const OptionDescription &option : form.options) {
        const QString name = QLatin1String(option.name);
        if (parsed.values.contains(name))
            continue;
        if (option.required)
            return wrongUsage(verb, message(QT_TRANSLATE_NOOP("Message", "--%1 is missing."),
                                            {option.name}));
        if (*option.fallback)
            parsed.values[name] << QString::fromUtf8(option.fallback);
    }
    return parsed;
}

QString usageLine(const Verb &verb, const Form &form)
{
    QString line = QStringLiteral("retclip ") + QLatin1String(verb.name);
    if (*form.action)
        line += QLatin1Char(' ') + QLatin1String(form.action);
    for (const PositionalDescription &place : form.positionals) {
        const QString name = QLatin1String(place.name);
        if (place.count == PositionalDescription::one)
            line += QLatin1Char(' ') + name;
        else if (place.count == PositionalDescription::optional)
            line += QStringLiteral(" [%1]").arg(name);
        else
            line += QStringLiteral(" %1…").arg(name);
    }
    for (const OptionDescription &option : form.options)
        if (option.required)
            line += QStringLiteral(" --%1 %2").arg(QLatin1String(option.name),
                                                   QString::fromUtf8(option.placeholder));
    return line + QStringLiteral(" [options]");
}

QString helpText(const Verb &verb)
{
    QString text = QStringLiteral("%1: %2\n").arg(QLatin1String(verb.name), commandWord(verb.purpose));
    const auto entry = [](const QString &head, const QString &body) {
        return QStringLiteral("  %1 %2\n").arg(head, -28).arg(body);
    };
    const auto optionEntry = [&](const OptionDescription &option) {
        const auto [head, body] = wordsOf(option);
        return entry(head, body);
    };
    for (const Form &form : verb.forms) {
        text += QLatin1Char('\n') + usageLine(verb, form) + QLatin1Char('\n');
        if (*form.purpose)
            text += QStringLiteral("  ") + commandWord(form.purpose) + QLatin1Char('\n');
        for (const PositionalDescription &place : form.positionals)
            text += entry(QLatin1String(place.name), commandWord(place.help));
        for (const OptionDescription &option : form.options)
            text += optionEntry(option);
        text += QStringLiteral("  %1 %2\n").arg(commandWord(QT_TRANSLATE_NOOP("Command", "Example:")),
                                               QString::fromUtf8(form.example));
    }
    text += QLatin1Char('\n') + commandWord(QT_TRANSLATE_NOOP("Command", "With every verb:"))
            + QLatin1Char('\n');
    for (const OptionDescription &option : commonOptions())
        text += optionEntry(option);
    return text;
}

} // namespace retclip::cli
