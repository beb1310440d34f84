/* What the command knows of the terminal it runs on, and text that is laid out for it. */
#pragma once

#include <glib.h>

/* Columns of the terminal: what COLUMNS says, what the terminal says, or 80. */
guint cli_terminal_get_width (int fd);

/* Whether colours are welcome: a terminal that has them, and no NO_COLOR (https://no-color.org). */
gboolean cli_terminal_wants_color (int fd);

/* A style for standard output, or "" where no colours are welcome. */
const char *cli_style_bold (void);
const char *cli_style_faint (void);
const char *cli_style_end (void);

/* Appends words that begin in `column`, broken at spaces into lines that hang at `indent`, none wider than `width`;
 * line feeds in the text stay. A width of 0 breaks nowhere. */
void cli_append_wrapped (GString *output, const char *text, guint column, guint indent, guint width);

/* Rows of cells in columns as wide as they need be. */
typedef struct _CliTable CliTable;

/* `alignment` has a letter a column: `l` for left, `r` for right. */
CliTable *cli_table_new (const char *alignment);
void cli_table_add_row (CliTable *table, ...) G_GNUC_NULL_TERMINATED;
void cli_table_append (CliTable *table, GString *output, guint margin);
void cli_table_free (CliTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliTable, cli_table_free)
