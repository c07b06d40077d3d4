#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast that Swift cannot import: these bind a copy.
int csqlite_bind_blob_copy(sqlite3_stmt *statement, int index, const void *bytes, int count);
int csqlite_bind_text_copy(sqlite3_stmt *statement, int index, const char *text, int count);

#endif
