/* Words by the dictionaries of ICU, which is loaded when the first text asks for it: most texts never do. */
#include "dictionary.h"

#include <string.h>

gboolean
dictionary_has_work (const Spans *tokens)
{
  gboolean has_work = FALSE;

  /* Without a way out, so that the compiler makes vectors of it. */
  for (guint32 token = 0; token < tokens->n; token++)
    has_work |= spans_get_kind (tokens, token) == TOKEN_IDEOGRAPH;

  return has_work;
}

#ifdef HAVE_ICU

#include <dlfcn.h>
#include <unicode/ubrk.h>

/* So much of a run of letters is looked at in one go, in UTF-16 units. */
#define PIECE_SIZE 2048

#define LIBRARY "libicuuc.so." G_STRINGIFY (U_ICU_VERSION_MAJOR_NUM)

/* The library's functions have its version in their names, which the headers' macros know. */
typedef struct
{
  __typeof__ (&ubrk_open) open;
  __typeof__ (&ubrk_setText) set_text;
  __typeof__ (&ubrk_next) next;
  __typeof__ (&ubrk_close) close;
} Library;

struct _Dictionary
{
  const Library *library;
  UBreakIterator *breaks;
  UChar units[PIECE_SIZE];
  guint32 offsets[PIECE_SIZE + 1]; /* in the text, of each unit and of the end */
};

static const Library *
load_library (void)
{
  static Library library;
  static gsize state; /* 1: there is none, 2: there is */

  if (g_once_init_enter (&state))
    {
      void *handle = dlopen (LIBRARY, RTLD_NOW | RTLD_LOCAL);
      gsize found = 1;

      if (handle != NULL)
        {
          library.open = (__typeof__ (library.open)) dlsym (handle, G_STRINGIFY (ubrk_open));
          library.set_text = (__typeof__ (library.set_text)) dlsym (handle, G_STRINGIFY (ubrk_setText));
          library.next = (__typeof__ (library.next)) dlsym (handle, G_STRINGIFY (ubrk_next));
          library.close = (__typeof__ (library.close)) dlsym (handle, G_STRINGIFY (ubrk_close));
          if (library.open != NULL && library.set_text != NULL && library.next != NULL && library.close != NULL)
            found = 2;
        }
      g_once_init_leave (&state, found);
    }

  return state == 2 ? &library : NULL;
}

Dictionary *
dictionary_new (const char **problem)
{
  const Library *library = load_library ();
  UErrorCode status = U_ZERO_ERROR;

  if (library == NULL)
    {
      *problem = LIBRARY " cannot be loaded; install ICU " G_STRINGIFY (U_ICU_VERSION_MAJOR_NUM);
      return NULL;
    }

  /* A locale is named so that no default one is asked for. */
  UBreakIterator *breaks = library->open (UBRK_WORD, "root", NULL, 0, &status);
  if (U_FAILURE (status))
    {
      *problem = "ICU has no data for words; install all of it";
      return NULL;
    }

  Dictionary *dictionary = g_new (Dictionary, 1);
  dictionary->library = library;
  dictionary->breaks = breaks;

  return dictionary;
}

void
dictionary_free (Dictionary *dictionary)
{
  if (dictionary == NULL)
    return;
  dictionary->library->close (dictionary->breaks);
  g_free (dictionary);
}

/* Takes in text[start, …) up to @end as far as there is room. Returns the number of units. */
static gint32
fill (Dictionary *dictionary, const guchar *text, guint32 start, guint32 end)
{
  gint32 n = 0;
  guint length;

  for (guint32 at = start; at < end && n + 1 < PIECE_SIZE; at += length)
    {
      gunichar c = character_decode (text + at, &length);

      dictionary->offsets[n] = at;
      if (c < 0x10000)
        dictionary->units[n++] = (UChar) c;
      else
        {
          dictionary->offsets[n + 1] = at;
          dictionary->units[n++] = (UChar) (0xD7C0 + (c >> 10));
          dictionary->units[n++] = (UChar) (0xDC00 + (c & 0x3FF));
        }
      dictionary->offsets[n] = at + length;
    }

  return n;
}

static gboolean
append_word (Spans *divided, guint32 start, guint32 end)
{
  gboolean touches = divided->n > 0 && divided->ends[divided->n - 1] == start;

  return spans_append (divided, start, end, (guint8) (TOKEN_IDEOGRAPH | (touches ? TOKEN_TOUCHES : 0)));
}

static gboolean
divide_run (Dictionary *dictionary, const guchar *text, guint32 start, guint32 end, Spans *divided)
{
  while (start < end)
    {
      gint32 n = fill (dictionary, text, start, end);
      UErrorCode status = U_ZERO_ERROR;
      guint32 piece_end = dictionary->offsets[n];

      dictionary->library->set_text (dictionary->breaks, dictionary->units, n, &status);
      if (U_FAILURE (status))
        return FALSE;

      guint32 begun = start;
      gint32 unit;
      while ((unit = dictionary->library->next (dictionary->breaks)) != UBRK_DONE)
        {
          guint32 word_end = dictionary->offsets[unit];
          /* Where a piece ends need no word end: its last word is looked at again, with what follows, unless it is all
           * there is. */
          if (word_end == piece_end && piece_end < end && start != begun)
            break;
          if (word_end > start && !append_word (divided, start, word_end))
            return FALSE;
          start = MAX (start, word_end);
        }
      /* Were the library to find nothing, the work would still end. */
      if (start == begun)
        {
          if (!append_word (divided, start, piece_end))
            return FALSE;
          start = piece_end;
        }
    }

  return TRUE;
}

gboolean
dictionary_divide (Dictionary *dictionary, const char *text, const Spans *tokens, Spans *divided)
{
  for (guint32 token = 0; token < tokens->n;)
    {
      guint32 next = token + 1;

      if (spans_get_kind (tokens, token) != TOKEN_IDEOGRAPH)
        {
          if (!spans_append (divided, tokens->starts[token], tokens->ends[token], tokens->kinds[token]))
            return FALSE;
          token = next;
          continue;
        }
      while (next < tokens->n && spans_get_kind (tokens, next) == TOKEN_IDEOGRAPH
             && tokens->starts[next] == tokens->ends[next - 1])
        next++;
      if (!divide_run (dictionary, (const guchar *) text, tokens->starts[token], tokens->ends[next - 1], divided))
        return FALSE;
      token = next;
    }

  return TRUE;
}

#else

struct _Dictionary
{
  gint unused;
};

Dictionary *
dictionary_new (const char **problem)
{
  *problem = "this Obelus was built without ICU";

  return NULL;
}

void
dictionary_free (Dictionary *dictionary G_GNUC_UNUSED)
{
}

gboolean
dictionary_divide (Dictionary *dictionary G_GNUC_UNUSED, const char *text G_GNUC_UNUSED,
                   const Spans *tokens G_GNUC_UNUSED, Spans *divided G_GNUC_UNUSED)
{
  return FALSE;
}

#endif
