/* Marking the text. */
#include "marks.h"

#include "about.h"
#include "blocks.h"
#include "clean.h"
#include "keyed-hash.h"

#include <string.h>

enum
{
  /* A long piece is appended in parts, each with room for it asked for. */
  MAX_PART = 64 * 1024,
  /* What the longest character becomes, and all tags that can stand between two pieces of text. */
  MAX_BYTES_A_CHARACTER = 6,
  ROOM_FOR_TAGS = 16 * 1024,
};

/* Which rows are spans */

static gboolean
has_rank (const HtmlMarks *marks, ObelusLayer *phrases, guint32 row)
{
  const gint rank = obelus_layer_find_column (phrases, "rank");

  return marks->ranks == NULL || rank < 0
         || g_hash_table_contains (marks->ranks, &obelus_layer_get_integers (phrases, (guint) rank)[row]);
}

/* Whether a word of evidence speaks for what is told of its sentence. */
static gboolean
is_shown_reason (const HtmlPage *page, guint32 row)
{
  gboolean positive;
  const guint32 explained = reasons_get_explained (page->reasons, row);

  return explained != OBELUS_NO_ROW && html_page_is_felt (page, explained, &positive)
         && reasons_is_one (page->reasons, row, positive);
}

/* @is_within: whether rows before it reach to its end */
static gboolean
is_span (const HtmlMarks *marks, const HtmlTrack *track, guint32 row, gboolean is_within)
{
  const HtmlPage *page = marks->page;

  switch (track->kind)
    {
    case TRACK_SUMMARY:
      return about_is_shown (page->layers[LAYER_SUMMARY], page->last_rank, row);
    case TRACK_QUOTE:
      return !is_within;
    case TRACK_INNER_QUOTE:
      return is_within;
    case TRACK_PHRASE:
      return has_rank (marks, track->layer, row);
    case TRACK_NAME:
      return page->names != NULL && page->names->of_entity[row] != NULL;
    case TRACK_MENTION:
      return page->names != NULL && page->names->of_mention[row] != NULL;
    case TRACK_REASON:
      return is_shown_reason (page, row);
    default:
      return FALSE;
    }
}

/* Goes on to the next span. */
static void
advance (const HtmlMarks *marks, HtmlTrack *track)
{
  const guint32 n_rows = track->layer == NULL ? 0 : obelus_layer_get_n_rows (track->layer);

  for (; track->next < n_rows; track->next++)
    {
      const guint32 row = track->next;
      const guint32 start = MAX (obelus_layer_get_starts (track->layer)[row], track->end);
      const guint32 end = obelus_layer_get_ends (track->layer)[row];
      const gboolean is_within = end <= track->covered;

      track->covered = MAX (track->covered, end);
      if (start >= end || !is_span (marks, track, row, is_within))
        continue;
      track->start = start;
      track->end = end;
      track->row = row;
      track->next++;
      return;
    }
  track->layer = NULL;
}

/* Elements */

/* The row of the entity layer that a quotation is tied to; OBELUS_NO_ROW for none. */
static guint32
get_speaker (const HtmlPage *page, guint32 quote)
{
  const gint column = obelus_layer_find_column (page->layers[LAYER_QUOTE], "speaker");
  const guint32 *speakers = column < 0 ? NULL : obelus_layer_get_references (page->layers[LAYER_QUOTE], (guint) column);

  return speakers == NULL || page->layers[LAYER_ENTITY] == NULL ? OBELUS_NO_ROW : speakers[quote];
}

static char *
dup_speaker (const HtmlPage *page, guint32 row)
{
  return clean_dup_name (page->text, obelus_layer_get_starts (page->layers[LAYER_ENTITY])[row],
                         obelus_layer_get_ends (page->layers[LAYER_ENTITY])[row]);
}

/* Whether it is a turn of an interview, which has no marks and stands behind the speaker's name. */
static gboolean
is_turn (const HtmlPage *page, guint32 row)
{
  return g_unichar_isalnum (g_utf8_get_char (page->text + obelus_layer_get_starts (page->layers[LAYER_QUOTE])[row]));
}

static void
open_quote (HtmlPage *page, guint32 row, gboolean is_first)
{
  const guint32 speaker = get_speaker (page, row);

  /* A page of italics would be hard to read. */
  html_page_add (page, is_turn (page, row) ? "<q class=\"turn\"" : "<q");
  if (is_first)
    html_page_add_id (page, LAYER_QUOTE, row);
  if (speaker != OBELUS_NO_ROW)
    {
      g_autofree char *name = dup_speaker (page, speaker);
      html_page_add (page, " title=\"Said by ");
      html_append_string (page->output, name);
      html_page_add (page, "\"");
    }
  html_page_add (page, ">");
}

/* Who said it, where the block does not name them. */
static void
close_quote (HtmlMarks *marks, guint32 row, gboolean is_last)
{
  HtmlPage *page = marks->page;
  const guint32 speaker = is_last && !is_turn (page, row) ? get_speaker (page, row) : OBELUS_NO_ROW;

  html_page_add (page, "</q>");
  if (speaker == OBELUS_NO_ROW)
    return;
  const guint32 start = obelus_layer_get_starts (page->layers[LAYER_ENTITY])[speaker];
  if (start >= marks->block_start && start < marks->block_end)
    return;
  g_autofree char *name = dup_speaker (page, speaker);
  html_page_add (page, "<span class=\"sign by\"><bdi>");
  html_append_string (page->output, name);
  html_page_add (page, "</bdi></span>");
}

/* What the row is called by its label, where the kind says nothing; NULL if that says nothing either. */
static char *
dup_label (ObelusLayer *entities, guint32 row)
{
  const gint column = obelus_layer_find_column (entities, "label");
  const char *label = column < 0 ? NULL : obelus_layer_get_string (entities, (guint) column, row, NULL);

  if (label == NULL)
    return NULL;
  g_autofree char *cleaned = clean_dup (label, strnlen (label, 64), 24);
  return *cleaned == '\0' ? NULL : g_steal_pointer (&cleaned);
}

static void
open_name (HtmlPage *page, const Name *name, HtmlLayer layer, guint32 row, gboolean is_first)
{
  g_autofree char *label
      = name->kind == LEARN_NAME_OTHER && layer == LAYER_ENTITY ? dup_label (page->layers[LAYER_ENTITY], row) : NULL;

  html_page_printf (page, "<mark class=\"%s\"", html_name_class (name->kind));
  if (is_first)
    html_page_add_id (page, layer, row);
  html_page_add (page, " title=\"");
  html_append_string (page->output, name->text);
  html_page_add (page, " (");
  html_append_string (page->output, label != NULL ? label : html_name_kind (name->kind));
  html_page_add (page, ")\">");
}

static void
open_element (HtmlMarks *marks, HtmlTrack *track, gboolean is_first)
{
  HtmlPage *page = marks->page;
  gboolean positive = FALSE;

  switch (track->kind)
    {
    case TRACK_SUMMARY:
      html_page_add (page, "<span class=\"sum\"");
      if (is_first)
        html_page_add_id (page, LAYER_SUMMARY, track->row);
      html_page_add (page, ">");
      if (is_first)
        html_page_printf (page, "<span class=\"sign rank\" role=\"img\" title=\"Sentence %u of the summary\">%u</span>",
                          track->row + 1, track->row + 1);
      break;
    case TRACK_QUOTE:
    case TRACK_INNER_QUOTE:
      open_quote (page, track->row, is_first);
      break;
    case TRACK_PHRASE:
      html_page_add (page, "<b");
      if (is_first)
        html_page_add_id (page, LAYER_KEYPHRASE, track->row);
      html_page_add (page, ">");
      break;
    case TRACK_NAME:
      open_name (page, page->names->of_entity[track->row], LAYER_ENTITY, track->row, is_first);
      break;
    case TRACK_MENTION:
      open_name (page, page->names->of_mention[track->row], LAYER_MENTION, track->row, is_first);
      break;
    case TRACK_REASON:
      html_page_is_felt (page, reasons_get_explained (page->reasons, track->row), &positive);
      html_page_printf (page, "<u class=\"%s\" title=\"%s\">", positive ? "pos" : "neg",
                        positive ? "sounds positive" : "sounds negative");
      break;
    default:
      break;
    }
}

static void
close_element (HtmlMarks *marks, HtmlTrackKind kind, gboolean is_last)
{
  static const char *const tags[N_TRACKS] = {
    [TRACK_SUMMARY] = "</span>", [TRACK_PHRASE] = "</b>", [TRACK_NAME] = "</mark>",
    [TRACK_MENTION] = "</mark>", [TRACK_REASON] = "</u>",
  };

  if (kind == TRACK_QUOTE || kind == TRACK_INNER_QUOTE)
    close_quote (marks, marks->tracks[kind].row, is_last);
  else
    html_page_add (marks->page, tags[kind]);
}

/* What a sentence feels, behind it */

/* The words behind the feeling of a sentence, as a title. */
static char *
describe_feeling (const HtmlPage *page, guint32 row, gboolean positive)
{
  GString *words = g_string_new (positive ? "positive" : "negative");
  guint32 found[REASONS_MAX];
  const guint n = page->reasons == NULL ? 0 : reasons_find (page->reasons, row, positive, found);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word
          = clean_dup_name (page->text, obelus_layer_get_starts (page->layers[LAYER_EVIDENCE])[found[i]],
                            obelus_layer_get_ends (page->layers[LAYER_EVIDENCE])[found[i]]);
      g_string_append (words, i == 0 ? ", because of: " : ", ");
      g_string_append (words, word);
    }
  return g_string_free (words, FALSE);
}

/* Goes on to the first sentence from row @from on that feels something. */
static void
find_feeling (HtmlMarks *marks, guint32 from)
{
  ObelusLayer *layer = marks->page->layers[LAYER_SENTIMENT];
  const guint32 n_rows = layer == NULL ? 0 : obelus_layer_get_n_rows (layer);

  for (marks->felt = from; marks->felt < n_rows; marks->felt++)
    if (html_page_is_felt (marks->page, marks->felt, &marks->felt_positive))
      break;
  marks->felt_end = marks->felt < n_rows ? obelus_layer_get_ends (layer)[marks->felt] : G_MAXUINT32;
}

static void
tell_feelings (HtmlMarks *marks, guint32 at)
{
  HtmlPage *page = marks->page;

  while (marks->felt_end <= at)
    {
      g_autofree char *words = describe_feeling (page, marks->felt, marks->felt_positive);
      html_page_add (page, "<span class=\"sign ");
      html_page_add (page, marks->felt_positive ? "pos" : "neg");
      html_page_add (page, "\" role=\"img\"");
      html_page_add_id (page, LAYER_SENTIMENT, marks->felt);
      html_page_add (page, " title=\"");
      html_append_string (page->output, words);
      html_page_add (page, marks->felt_positive ? "\">+</span>" : "\">−</span>");
      find_feeling (marks, marks->felt + 1);
    }
}

/* Life */

void
html_marks_init (HtmlMarks *marks, HtmlPage *page)
{
  static const HtmlLayer layers[N_TRACKS] = {
    [TRACK_SUMMARY] = LAYER_SUMMARY,  [TRACK_QUOTE] = LAYER_QUOTE, [TRACK_INNER_QUOTE] = LAYER_QUOTE,
    [TRACK_PHRASE] = LAYER_KEYPHRASE, [TRACK_NAME] = LAYER_ENTITY, [TRACK_MENTION] = LAYER_MENTION,
    [TRACK_REASON] = LAYER_EVIDENCE,
  };

  *marks = (HtmlMarks){ .page = page };
  if (page->phrases != NULL && obelus_layer_find_column (page->layers[LAYER_KEYPHRASE], "rank") >= 0)
    {
      marks->ranks = g_hash_table_new (learn_keyed_int64_hash, g_int64_equal);
      for (guint i = 0; i < page->phrases->len; i++)
        g_hash_table_add (marks->ranks, &((KeyPhrase *) page->phrases->pdata[i])->rank);
    }
  for (guint kind = 0; kind < N_TRACKS; kind++)
    {
      HtmlTrack *track = &marks->tracks[kind];
      track->kind = (HtmlTrackKind) kind;
      track->layer = kind == TRACK_REASON && page->reasons == NULL ? NULL : page->layers[layers[kind]];
      advance (marks, track);
    }
  find_feeling (marks, 0);
  html_targets_init (&marks->targets, page);
}

void
html_marks_clear (HtmlMarks *marks)
{
  g_clear_pointer (&marks->ranks, g_hash_table_unref);
  html_targets_clear (&marks->targets);
}

/* The walk */

static gboolean
append_text (HtmlPage *page, guint32 start, guint32 end, GError **error)
{
  do
    {
      const gsize length = MIN (end - start, MAX_PART);
      if (!obelus_string_reserve (page->output, MAX_BYTES_A_CHARACTER * length + ROOM_FOR_TAGS, error))
        return FALSE;
      gsize part = length;
      while (start + part < end && (page->text[start + part] & 0xc0) == 0x80)
        part--;
      html_append_text (page->output, page->text + start, part);
      start += (guint32) part;
    }
  while (start < end);
  return TRUE;
}

/* Closes what ends at @at. What was opened within it and goes on is closed too, and opened again. */
static void
close_at (HtmlMarks *marks, guint32 at)
{
  guint lowest = 0;

  while (lowest < marks->depth && marks->tracks[marks->stack[lowest]].end > at)
    lowest++;
  if (lowest == marks->depth)
    return;

  const guint depth = marks->depth;
  for (guint i = depth; i-- > lowest;)
    close_element (marks, marks->stack[i], marks->tracks[marks->stack[i]].end <= at);
  marks->depth = lowest;
  for (guint i = lowest; i < depth; i++)
    {
      HtmlTrack *track = &marks->tracks[marks->stack[i]];
      if (track->end <= at)
        advance (marks, track);
      else
        {
          marks->stack[marks->depth++] = track->kind;
          open_element (marks, track, FALSE);
        }
    }
}

static gboolean
is_open (const HtmlMarks *marks, HtmlTrackKind kind)
{
  for (guint i = 0; i < marks->depth; i++)
    if (marks->stack[i] == kind)
      return TRUE;
  return FALSE;
}

/* Opens what begins at @at or has begun before it, the longest first. */
static void
open_at (HtmlMarks *marks, guint32 at)
{
  for (;;)
    {
      HtmlTrack *longest = NULL;
      for (guint kind = 0; kind < N_TRACKS; kind++)
        {
          HtmlTrack *track = &marks->tracks[kind];
          while (track->layer != NULL && track->end <= at && !is_open (marks, track->kind))
            advance (marks, track);
          if (track->layer != NULL && track->start <= at && !is_open (marks, track->kind)
              && (longest == NULL || track->end > longest->end))
            longest = track;
        }
      if (longest == NULL)
        return;
      marks->stack[marks->depth++] = longest->kind;
      open_element (marks, longest, TRUE);
    }
}

/* Where anything begins or ends behind @at, @end at the latest. */
static guint32
find_boundary (const HtmlMarks *marks, guint32 at, guint32 end)
{
  guint32 boundary = MIN (MIN (end, marks->felt_end), html_targets_get_end (&marks->targets));

  for (guint kind = 0; kind < N_TRACKS; kind++)
    {
      const HtmlTrack *track = &marks->tracks[kind];
      if (track->layer != NULL)
        boundary = MIN (boundary, track->start > at ? track->start : track->end);
    }
  return boundary;
}

/* Forgets open spans that have ended, in whose stead the next ones wait. */
static void
drop_ended (HtmlMarks *marks, guint32 at)
{
  guint depth = 0;

  for (guint i = 0; i < marks->depth; i++)
    {
      HtmlTrack *track = &marks->tracks[marks->stack[i]];
      if (track->end <= at)
        advance (marks, track);
      else
        marks->stack[depth++] = track->kind;
    }
  marks->depth = depth;
}

gboolean
html_marks_append (HtmlMarks *marks, guint32 start, guint32 end, GError **error)
{
  guint32 at = start;

  marks->block_start = start;
  marks->block_end = end;
  drop_ended (marks, start);
  for (guint i = 0; i < marks->depth; i++)
    open_element (marks, &marks->tracks[marks->stack[i]], FALSE);

  while (at < end)
    {
      close_at (marks, at);
      tell_feelings (marks, at);
      open_at (marks, at);
      html_targets_append (&marks->targets, marks->page, at);
      const guint32 boundary = find_boundary (marks, at, end);
      if (!append_text (marks->page, at, boundary, error)
          || obelus_context_is_cancelled_at (marks->page->context, ++marks->n_steps, error))
        return FALSE;
      at = boundary;
    }

  /* What goes on behind the block is opened there again. */
  for (guint i = marks->depth; i-- > 0;)
    close_element (marks, marks->stack[i], marks->tracks[marks->stack[i]].end <= end);
  while (at < marks->page->length && html_is_space (marks->page->text[at]))
    at++;
  tell_feelings (marks, at);
  html_targets_append (&marks->targets, marks->page, at);
  return TRUE;
}
