/* Addresses of pages and mail boxes, hosts, files, paths, handles, hashtags and elements of mark-up. */
#include "cursor.h"

#include <string.h>

/* Characters that a local part of a mail address may have besides letters and digits (RFC 5322, the common ones). */
static gboolean
is_mail_character (guchar c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

static gboolean
is_host_character (guchar c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-' || c == '_';
}

/* Where a link that ran on to @end really ends: marks of the sentence around it are not part of it. */
static guint32
trim_link (const Cursor *cursor, guint32 start, guint32 end)
{
  /* A bracket belongs to the link that opened it. */
  gboolean opens_round = memchr (cursor->text + start, '(', end - start) != NULL;
  gboolean opens_square = memchr (cursor->text + start, '[', end - start) != NULL;

  while (end > start)
    {
      guchar last = cursor->text[end - 1];

      if ((last == ')' && !opens_round) || (last == ']' && !opens_square))
        end--;
      else if (strchr (".,;:!?'\"*>", last) != NULL)
        end--;
      else
        break;
    }

  return end;
}

/* What follows a host: a port, a path, a query. */
static guint32
skip_path (const Cursor *cursor, guint32 at)
{
  guint length;

  while (at < cursor->end)
    {
      guchar c = cursor->text[at];

      if (c == '<' || c == '>' || c == '"' || c == '|' || c == '`')
        break;
      if (c >= 0x80)
        {
          gunichar wide = character_decode (cursor->text + at, &length);
          Character class = character_get_class (&cursor->rules->characters, wide);
          if ((CHARACTER_BIT (class) & CHARACTER_IN_WORD) == 0)
            break;
          at += length;
        }
      else if (cursor->rules->characters.classes[c] == CHARACTER_SPACE)
        break;
      else
        at++;
    }

  return at;
}

guint32
link_match_address (Cursor *cursor, guint32 word_end)
{
  guint32 start = cursor->at;
  const guchar *text = cursor->text;

  if (cursor_byte (cursor, word_end) == ':')
    {
      gboolean has_slashes = cursor_byte (cursor, word_end + 1) == '/' && cursor_byte (cursor, word_end + 2) == '/';
      gboolean is_mail = word_end - start == 6 && g_ascii_strncasecmp ((const char *) text + start, "mailto", 6) == 0;

      if (!has_slashes && !is_mail)
        return 0;

      guint32 body = word_end + (has_slashes ? 3 : 1);
      guint32 end = trim_link (cursor, body, skip_path (cursor, body));
      return end > body ? end : 0;
    }

  if (word_end - start == 3 && cursor_byte (cursor, word_end) == '.'
      && g_ascii_strncasecmp ((const char *) text + start, "www", 3) == 0
      && is_host_character (cursor_byte (cursor, word_end + 1)))
    return trim_link (cursor, start, skip_path (cursor, word_end));

  return 0;
}

guint32
link_match_mail (Cursor *cursor)
{
  guint32 at = cursor->at;

  if (at < cursor->no_mail_before)
    return 0;
  while (at < cursor->end && is_mail_character (cursor->text[at]))
    at++;

  guint32 host = at + 1;
  if (cursor_byte (cursor, at) != '@' || !g_ascii_isalnum (cursor_byte (cursor, host)))
    {
      cursor->no_mail_before = at;
      return 0;
    }

  guint32 end = host;
  while (end < cursor->end && is_host_character (cursor->text[end]))
    end++;
  while (end > host && !g_ascii_isalnum (cursor->text[end - 1]))
    end--;

  return end;
}

/* A host or a file has labels with full stops between, and its last label is one that hosts or files end in. To tell
 * `example.com` and `notes.txt` from a sentence's end without a space (`here.It was`), a host in mixed case needs more.
 */
guint32
link_match_host (Cursor *cursor)
{
  const guchar *text = cursor->text;
  guint32 start = cursor->at, at = start, last_label = start;
  guint n_labels = 1;

  if (start < cursor->no_host_before)
    return 0;

  while (at < cursor->end && is_host_character (text[at]))
    {
      if (text[at] == '.')
        {
          if (!is_host_character (cursor_byte (cursor, at + 1)) || text[at + 1] == '.' || text[at + 1] == '-')
            break;
          last_label = at + 1;
          n_labels++;
        }
      at++;
    }
  if (n_labels == 1 || at - last_label < 2)
    {
      cursor->no_host_before = at;
      return 0;
    }

  guint32 end = at;
  while (!g_ascii_isalnum (text[end - 1]))
    end--;

  guint flags = end > last_label ? cursor_look_up (cursor, last_label, end) : 0;
  gboolean is_capitalised = g_ascii_isupper (text[last_label]) && g_ascii_islower (text[last_label + 1]);
  gboolean is_word_too = (flags & WORD_STARTER) != 0 || (flags & WORD_ORDINARY) != 0;
  gboolean has_path = cursor_byte (cursor, end) == '/' && cursor_is (cursor, end + 1, CHARACTER_IN_WORD);

  /* Names of groups and packages: `comp.sources.unix`, three labels or more in lower case, none of one letter. */
  gboolean is_chain = n_labels >= 3;
  guint32 label = start;
  for (guint32 i = start; is_chain && i <= end; i++)
    {
      if (i == end || text[i] == '.')
        {
          is_chain = i - label >= 2;
          label = i + 1;
        }
      else if (!g_ascii_islower (text[i]) && text[i] != '-')
        is_chain = FALSE;
    }

  if ((flags & WORD_EXTENSION) != 0 && !is_capitalised)
    return end;
  if ((((flags & WORD_DOMAIN) != 0 && !is_capitalised && (!is_word_too || has_path || n_labels > 2)) || is_chain))
    return has_path ? trim_link (cursor, start, skip_path (cursor, end)) : end;

  cursor->no_host_before = at;
  return 0;
}

static gboolean
is_path_character (guchar c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '~' || c == '/' || c == '\\';
}

/* Whether [start, end) is the name of a file that has an ending: `main.c`, `notes.txt`. */
static gboolean
is_file_name (const Cursor *cursor, guint32 start, guint32 end)
{
  const guchar *text = cursor->text;
  guint32 dot = end;

  while (dot > start && g_ascii_isalnum (text[dot - 1]))
    dot--;
  if (dot < start + 2 || text[dot - 1] != '.' || !g_ascii_isalnum (text[dot - 2]))
    return FALSE;

  /* Sources of C, headers, objects and archives have endings of one letter, which alone say too little. */
  return end - dot == 1 ? strchr ("acho", text[dot]) != NULL
                        : (cursor_look_up (cursor, dot, end) & WORD_EXTENSION) != 0;
}

/* Paths of files: from a root (`/etc/passwd`, `~/notes`, `./run`, `C:\Temp`) after white space or an opening mark, and
 * others (`src/main.c`) if they end in a file's name. One slash and a word (`/or`) are none. */
guint32
link_match_path (Cursor *cursor)
{
  const guchar *text = cursor->text;
  guint32 start = cursor->at, at = start, name = start;
  guint n_slashes = 0;

  if (start < cursor->no_path_before)
    return 0;

  gboolean has_drive = g_ascii_isalpha (text[at]) && cursor_byte (cursor, at + 1) == ':'
                       && cursor_byte (cursor, at + 2) == '\\' && g_ascii_isalnum (cursor_byte (cursor, at + 3));
  at += has_drive ? 2 : 0;
  for (; at < cursor->end && is_path_character (text[at]); at++)
    if (text[at] == '/' || text[at] == '\\')
      {
        /* `//` is a comment or a mark of its own. */
        if (n_slashes > 0 && name == at)
          break;
        n_slashes++;
        name = at + 1;
      }

  guint32 further = at;
  while (at > start && (text[at - 1] == '.' || text[at - 1] == '-'))
    at--;

  gboolean stands_apart = start == cursor->start || text[start - 1] == '(' || text[start - 1] == '"'
                          || text[start - 1] == '`' || cursor_class_before (cursor, start) == CHARACTER_SPACE;
  gboolean is_ascii = cursor_byte (cursor, further) < 0x80;
  gboolean has_letter = at > start + 2 && g_ascii_isalnum (text[at - 1]);
  gboolean has_root = has_drive
                      || (text[start] == '/' && n_slashes >= 2 && g_ascii_isalpha (cursor_byte (cursor, start + 1)))
                      || (text[start] == '~' && cursor_byte (cursor, start + 1) == '/')
                      || (text[start] == '.'
                          && (cursor_byte (cursor, start + 1) == '/'
                              || (cursor_byte (cursor, start + 1) == '.' && cursor_byte (cursor, start + 2) == '/')));

  if (n_slashes > 0 && stands_apart && is_ascii && has_letter
      && (has_root || (g_ascii_isalnum (text[start]) && is_file_name (cursor, name, at))))
    return at;

  cursor->no_path_before = further;
  return 0;
}

/* `.bashrc`, `.gitignore`: a hidden file's name, which begins with a full stop that white space or an opening mark
 * stands before and ends as such names do, in what the file is for. Where people forget where the space goes (`it
 * .but`) the word is another. */
guint32
link_match_hidden_file (const Cursor *cursor)
{
  static const char *const endings[]
      = { "rc",         "ignore",  "profile", "history", "config", "cfg",    "conf",  "env",
          "attributes", "modules", "keep",    "local",   "cache",  "logout", "login", "git",
          "ssh",        "aliases", "yml",     "yaml",    "json",   "toml",   "lock" };
  guint32 name = cursor->at + 1, end = name, dot = 0;

  while (end < cursor->end && end - name < 64 && is_mail_character (cursor->text[end])
         && !g_ascii_isupper (cursor->text[end]))
    end++;
  while (end > name && !g_ascii_isalnum (cursor->text[end - 1]))
    end--;
  if (cursor_is (cursor, end, CHARACTER_IN_WORD))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize length = strlen (endings[i]);
      if (end - name >= length && memcmp (cursor->text + end - length, endings[i], length) == 0
          && (end - name > length || length > 2))
        return end;
    }
  for (guint32 i = name; i < end; i++)
    if (cursor->text[i] == '.')
      dot = i;

  return dot > name && (cursor_look_up (cursor, dot + 1, end) & WORD_EXTENSION) != 0 ? end : 0;
}

/* `<br>`, `</p>`, `<a href="…">`, `&amp;`, `&#8217;`. */
guint32
link_match_tag (Cursor *cursor)
{
  const guchar *text = cursor->text;
  guint32 start = cursor->at;

  if (text[start] == '&')
    {
      guint32 at = start + 1;
      guint32 limit = MIN (cursor->end, start + 10);
      if (cursor_byte (cursor, at) == '#')
        at++;
      guint32 name = at;
      while (at < limit && g_ascii_isalnum (text[at]))
        at++;
      return at > name + (text[name - 1] == '#' ? 0 : 1) && cursor_byte (cursor, at) == ';' ? at + 1 : 0;
    }

  guint32 name = start + 1 + (cursor_byte (cursor, start + 1) == '/');
  guint32 at = name;
  while (at < cursor->end && at < name + 12 && g_ascii_isalnum (text[at]))
    at++;
  if (at == name || (cursor_look_up (cursor, name, at) & WORD_TAG) == 0)
    return 0;
  if (text[at < cursor->end ? at : name] == '>')
    return at + 1;
  if (cursor_byte (cursor, at) != ' ' && cursor_byte (cursor, at) != '/')
    return 0;

  if (start < cursor->no_tag_before)
    return 0;
  gboolean has_value = FALSE; /* `<a href=/news>`, which pages need not quote */
  for (; at < cursor->end && text[at] != '<' && text[at] != '>'; at++)
    has_value |= text[at] == '=' && text[at - 1] != ' ';
  if (cursor_byte (cursor, at) == '>' && (has_value || text[at - 1] == '/'))
    return at + 1;

  cursor->no_tag_before = at;
  return 0;
}

/* `@name`, `@name@host` and `#topic` after white space or an opening mark; a topic may be in Han and Kana. */
guint32
link_match_handle (const Cursor *cursor)
{
  guint32 start = cursor->at;
  guint before = CHARACTER_BIT (cursor_class_before (cursor, start));
  guint32 end = start + 1;
  guint ideographs = cursor->text[start] == '#' ? CHARACTER_BIT (CHARACTER_IDEOGRAPH) : 0;

  if ((before & (CHARACTER_IN_WORD | CHARACTER_BIT (CHARACTER_IDEOGRAPH))) != 0)
    return 0;
  if (!cursor_is (cursor, end, CHARACTER_ALPHABETIC | ideographs)
      && !(cursor->text[start] == '@' && cursor_byte (cursor, end) == '_'))
    {
      /* `#1` is a number sign and a number; `#2020vision` is a topic. */
      guint32 digits = cursor_skip (cursor, end, CHARACTER_BIT (CHARACTER_DIGIT));
      if (digits == end || !cursor_is (cursor, digits, CHARACTER_ALPHABETIC | ideographs))
        return 0;
    }

  for (;;)
    {
      end = cursor_skip (cursor, end, CHARACTER_IN_WORD | ideographs);
      if (cursor_byte (cursor, end) != '_')
        break;
      end++;
    }

  /* An account on one of many servers. A chain of them (`@a@a@a`) is looked at once for each. */
  if (cursor->text[start] == '@' && cursor_byte (cursor, end) == '@')
    {
      guint32 host = end + 1, at = host, label = host;

      while (at < cursor->end && at - host < 253 && is_host_character (cursor->text[at]))
        {
          label = cursor->text[at] == '.' ? at + 1 : label;
          at++;
        }
      while (at > host && !g_ascii_isalnum (cursor->text[at - 1]))
        at--;
      if (label > host && at > label + 1 && cursor_byte (cursor, at) != '@')
        return at;
    }

  return end;
}
