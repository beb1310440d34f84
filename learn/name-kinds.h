/* What labels and titles tell of names. */
#pragma once

#include <glib.h>

typedef enum
{
  LEARN_NAME_PERSON,
  LEARN_NAME_ORGANIZATION,
  LEARN_NAME_PLACE,
  LEARN_NAME_OTHER,
  LEARN_N_NAME_KINDS,
} LearnNameKind;

typedef enum
{
  LEARN_GENDER_UNKNOWN,
  LEARN_GENDER_MAN,
  LEARN_GENDER_WOMAN,
} LearnGender;

/* What names of this label are of, by the labels in use; NULL for no label. */
LearnNameKind learn_name_classify (const char *label);

/* The gender that a title tells (`Mrs`). *@is_title says whether the word is a title at all. */
LearnGender learn_title_read (const char *word, gsize length, gboolean *is_title);

/* The gender that the word before @start tells if it is a title, or says what the one named is to others (`wife`). */
LearnGender learn_title_find_before (const char *text, guint32 start);
