/* The subject of a clause: a name that is the head of its phrase, or a pronoun. */
#pragma once

#include "frame.h"

typedef enum
{
  SUBJECT_NOBODY, /* nobody that is named: `the minister said` */
  SUBJECT_NAME,
  SUBJECT_HE,
  SUBJECT_SHE,
} SubjectKind;

typedef struct
{
  SubjectKind kind;
  guint32 item;  /* the name or pronoun */
  guint32 first; /* where its phrase begins */
} Subject;

typedef enum
{
  SUBJECT_FOUND,
  SUBJECT_MISSING,  /* or one that has no name */
  SUBJECT_SHARED,   /* with the verb before: `smiled and said`, `, adding` */
  SUBJECT_INVERTED, /* it stands behind the verb, if at all */
} SubjectFound;

/* Looks for the subject of the verb of speech at item @verb among the items from @start on that are before it. */
SubjectFound subject_find_before (const Frame *frame, guint32 start, guint32 verb, Subject *subject);

/* Reads who a phrase is about that begins at item @i, behind its verb, and ends before @end. */
void subject_find_behind (const Frame *frame, guint32 i, guint32 end, Subject *subject);

/* The item of the person or pronoun that a sentence of items `[start, end)` begins with, of whatever verb it is the
 * subject; @end if that is unclear. */
guint32 subject_find (const Frame *frame, guint32 start, guint32 end);

/* A word that may be part of what somebody is called or described as. */
static inline gboolean
subject_is_described (const Frame *frame, guint32 i)
{
  return frame_is (frame, i, ITEM_WORD) && (frame_get_flags (frame, i) & WORDS_OUTSIDE_NAMES) == 0;
}
