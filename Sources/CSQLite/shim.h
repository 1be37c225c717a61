#include <sqlite3.h>

/// Switches off the counting of SQLite's memory, which takes one lock of the whole process for each allocation. Before
/// anything else is asked of SQLite. Variadic functions cannot be called from Swift.
/// Source: https://www.sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus
static inline int cartwheel_sqlite_stop_counting_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/// Each connection's cache takes memory for its first pages in one piece: a reader lets go of all its pages whenever
/// something was written, and would ask for each of them anew. Before anything else is asked of SQLite.
/// Source: https://www.sqlite.org/malloc.html#page_cache_memory
static inline int cartwheel_sqlite_take_pages_in_bulk(int pages) {
    return sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, pages);
}
