/* Texts that plugins are tried on: short ones of every sort, and ones that can be made as long as wanted. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *name; /* for findings: "a text in Arabic" */
  const char *text;
  gsize length;
} TextSample;

/* Valid UTF-8 all of them. The first is ordinary news in English. */
extern const TextSample text_samples[];
extern const guint n_text_samples;

/* A family of texts that grow: `piece` over and over. */
typedef struct
{
  const char *name;
  const char *piece;
} TextFamily;

extern const TextFamily text_families[];
extern const guint n_text_families;

/* As many whole pieces as fit into `length` bytes, one at least. `new_length` receives the length. (transfer full) */
char *text_family_make (const TextFamily *family, gsize length, gsize *new_length);
