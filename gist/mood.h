/* The mood of a document: its whole, its course and its strongest sentences. */
#pragma once

#include "frame.h"

#define MOOD_MAX_STEPS 16

/* Nearer to 0 than this, a score says nothing. */
#define MOOD_EVEN 0.08

/* And nearer than this, nothing was felt at all. */
#define MOOD_NOTHING 0.005

typedef struct
{
  gboolean known; /* whether anything was scored */
  double score;   /* of the whole, −1…1 */
  const char *word;
  double certainty;  /* the share of the whole's label, 0…1; below 0 where it is not told */
  guint32 brightest; /* rows of the strongest sentences; OBELUS_NO_ROW where none is clearly positive or negative */
  guint32 darkest;
  guint n_steps; /* the course in equal parts from beginning to end; 0 for a text that is short or even */
  double steps[MOOD_MAX_STEPS];
} Mood;

/* Reads a sentiment layer (nullable) of a text of `length` bytes. Its strongest sentences are in its prose, neither
 * headings nor its frame. Returns whether there is something to tell: that no feeling is found in a text of another
 * language than the one that moods are read in (@is_foreign) says nothing of the text. */
gboolean mood_read (ObelusLayer *sentiment, const Frame *frame, guint32 length, gboolean is_foreign, Mood *mood);

/* (transfer full): the score and how sure its label is, for people: `−0.40, 68 % sure`. */
char *mood_dup_numbers (const Mood *mood);
