#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <deque>
#include <string>

#include "CToml.h"

struct circle_toml {
    struct entry {
        size_t parent;
        std::string key;
        toml::source_position place;
        const toml::node *node;
        circle_toml_kind kind = CIRCLE_TOML_OTHER;
        std::string text;
        int64_t integer = 0;
    };
    std::deque<entry> entries;
    std::string error;
    uint32_t line = 0;
    uint32_t column = 0;
    bool failed = false;
};

// Adds what stands in one value to the end of the list.
static void unfold(circle_toml &document, size_t index) {
    circle_toml::entry &entry = document.entries[index];
    if (const auto *table = entry.node->as_table()) {
        entry.kind = CIRCLE_TOML_TABLE;
        for (auto &&[key, node] : *table)
            document.entries.push_back({index, std::string(key.str()), key.source().begin, &node});
    } else if (const auto *array = entry.node->as_array()) {
        entry.kind = CIRCLE_TOML_ARRAY;
        for (auto &&node : *array)
            document.entries.push_back({index, "", node.source().begin, &node});
    } else if (const auto *string = entry.node->as_string()) {
        entry.kind = CIRCLE_TOML_STRING;
        entry.text = string->get();
    } else if (const auto *integer = entry.node->as_integer()) {
        entry.kind = CIRCLE_TOML_INTEGER;
        entry.integer = integer->get();
    } else if (const auto *boolean = entry.node->as_boolean()) {
        entry.kind = CIRCLE_TOML_BOOLEAN;
        entry.integer = boolean->get() ? 1 : 0;
    }
}

extern "C" circle_toml *circle_toml_read(const char *bytes, size_t count) {
    auto *document = new (std::nothrow) circle_toml;
    if (document == nullptr) return nullptr;
    const toml::parse_result result = toml::parse(std::string_view(bytes, count));
    if (!result) {
        document->failed = true;
        document->error = std::string(result.error().description());
        document->line = result.error().source().begin.line;
        document->column = result.error().source().begin.column;
        return document;
    }
    document->entries.push_back({0, "", {1, 1}, &result.table()});
    for (size_t index = 0; index < document->entries.size(); index++) unfold(*document, index);
    return document;
}

extern "C" const char *circle_toml_error(const circle_toml *document, uint32_t *line,
                                         uint32_t *column) {
    if (!document->failed) return nullptr;
    *line = document->line;
    *column = document->column;
    return document->error.c_str();
}

extern "C" size_t circle_toml_count(const circle_toml *document) {
    return document->entries.size();
}

extern "C" circle_toml_entry circle_toml_at(const circle_toml *document, size_t index) {
    const auto &entry = document->entries[index];
    return {entry.parent,      entry.key.c_str(),   entry.key.size(),
            entry.kind,        entry.text.c_str(),  entry.text.size(),
            entry.integer,     entry.place.line,    entry.place.column};
}

extern "C" void circle_toml_free(circle_toml *document) { delete document; }
