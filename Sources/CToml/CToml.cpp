#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <deque>
#include <string>

#include "CToml.h"

struct circle_toml {
    struct entry {
        std::string key;
        std::string text;
        circle_toml_kind kind;
        int64_t integer;
        uint32_t line;
        uint32_t column;
    };
    std::deque<entry> entries;
    std::string error;
    uint32_t line = 0;
    uint32_t column = 0;
    bool failed = false;
};

static void flatten(circle_toml &document, const toml::table &table, const std::string &prefix) {
    for (auto &&[key, node] : table) {
        const std::string name = prefix + std::string(key.str());
        if (const auto *inner = node.as_table()) {
            flatten(document, *inner, name + ".");
            continue;
        }
        circle_toml::entry entry{name, "", CIRCLE_TOML_OTHER, 0, key.source().begin.line,
                                 key.source().begin.column};
        if (const auto *string = node.as_string()) {
            entry.kind = CIRCLE_TOML_STRING;
            entry.text = string->get();
        } else if (const auto *integer = node.as_integer()) {
            entry.kind = CIRCLE_TOML_INTEGER;
            entry.integer = integer->get();
        }
        document.entries.push_back(std::move(entry));
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
    flatten(*document, result.table(), "");
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
    return {entry.key.c_str(), entry.kind,   entry.text.c_str(),
            entry.integer,     entry.line, entry.column};
}

extern "C" void circle_toml_free(circle_toml *document) { delete document; }
