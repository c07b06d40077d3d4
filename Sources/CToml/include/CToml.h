#ifndef CTOML_H
#define CTOML_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// toml++ behind plain functions: a document as a list of its values, each after the table or array it
// stands in. No logic of ours.

/// A document that has been read, or the error that kept it from being read.
typedef struct circle_toml circle_toml;

/// What a value is.
enum circle_toml_kind {
    CIRCLE_TOML_STRING,
    CIRCLE_TOML_INTEGER,
    CIRCLE_TOML_BOOLEAN,
    CIRCLE_TOML_TABLE,
    CIRCLE_TOML_ARRAY,
    CIRCLE_TOML_OTHER
};

/// One value: what it stands in, its name there, what it is, and its place in the file. The texts live as
/// long as the document; they end with a zero byte and may hold others.
typedef struct {
    /// The index of the table or array it stands in. The first value is the document itself.
    size_t parent;
    /// Its name in a table; empty in an array.
    const char *key;
    size_t key_length;
    enum circle_toml_kind kind;
    const char *string;
    size_t string_length;
    /// The number; 1 or 0 for a boolean.
    int64_t integer;
    uint32_t line;
    uint32_t column;
} circle_toml_entry;

/// Reads a document; never NULL unless memory is lacking.
circle_toml *circle_toml_read(const char *bytes, size_t count);

/// The error, or NULL; its place goes to `line` and `column`, which are 0 if it is not known.
const char *circle_toml_error(const circle_toml *document, uint32_t *line, uint32_t *column);

/// How many values it has, itself counted.
size_t circle_toml_count(const circle_toml *document);

/// One of them.
circle_toml_entry circle_toml_at(const circle_toml *document, size_t index);

/// Gives the document back.
void circle_toml_free(circle_toml *document);

#ifdef __cplusplus
}
#endif

#endif
