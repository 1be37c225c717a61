#include <sqlite3.h>

/// Switches off the counting of SQLite's memory, which takes one lock of the whole process for each allocation. Before
/// anything else is asked of SQLite. Variadic functions cannot be called from Swift.
/// Source: https://www.sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus
static inline int cartwheel_sqlite_stop_counting_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
