/* Elements of HTML that are blocks, in texts that were taken from pages with their tags. */
#pragma once

#include <glib.h>

typedef enum
{
  ELEMENT_BEGINS, /* `<p>`, `<li class="…">` */
  ELEMENT_ENDS,   /* `</p>`, `<br>`, `<hr/>` */
  ELEMENT_HIDES,  /* `<script>`, `<style>`: what is inside is not for reading */
} ElementKind;

typedef struct
{
  ElementKind kind;
  guint32 name; /* where the name stands */
  guint32 name_length;
  guint32 end; /* behind the tag */
} Element;

/* Reads the tag at @start, which is a `<`. Returns FALSE if there is none, or one of an element within a line. */
gboolean element_read (const char *text, guint32 start, guint32 end, Element *element);

/* Whether an element that is a block is begun or ended at @start. Its tag may be longer than [start, end). */
gboolean element_is_block (const char *text, guint32 start, guint32 end);

/* Where what @element hides ends, behind its end tag: @end if it has none. */
guint32 element_find_end (const char *text, const Element *element, guint32 end);
