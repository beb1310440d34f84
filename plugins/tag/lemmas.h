/* Lemmas: a word's base form, from its form and label.
 *
 * A script says how to make one of the other: letters in another case, an ending for another. A table knows the scripts
 * of words where rules would be wrong; rules are weights of a word's endings and beginnings for each script. */
#pragma once

#include "labels.h"
#include "lexicon.h"
#include "weights.h"

/* As many as the values in the table of lemmas number. */
#define TAG_SCRIPT_BITS 12
#define TAG_MAX_SCRIPTS (1u << TAG_SCRIPT_BITS)
#define TAG_NO_SCRIPT G_MAXUINT16

typedef enum
{
  TAG_CASE_LOWER,
  TAG_CASE_KEPT,
  TAG_CASE_TITLE, /* the first letter a capital, the others small */
  TAG_N_CASES
} TagCase;

typedef struct
{
  TagCase letters;
  const char *old; /* the ending that is taken away, and the one that is put in its place */
  const char *new;
  guint8 n_old;
  guint8 n_new;
} TagScript;

typedef struct
{
  TagScript *scripts;
  guint n_scripts;
  guint16 *choices[TAG_MAX_LABELS]; /* what rules choose from, by label */
  guint n_choices[TAG_MAX_LABELS];
  LearnWeights rules;
  LearnWordTable words;
  const LearnLexicon *lexicon; /* which words there are */
} TagLemmas;

/* Puts a word into a case. */
void tag_case_apply (TagCase letters, const char *form, gsize length, GString *result);

/* Whether the word, already in the script's case, has the ending that the script takes away. */
gboolean tag_script_fits (const TagScript *script, const char *cased, gsize length);

/* Puts the lemma of @form into @lemma. Where the script does not fit, that is the form in the script's case. */
void tag_script_apply (const TagScript *script, const char *form, gsize length, GString *lemma);

/* Keys of the table of words. */
guint64 tag_lemma_make_key (guint64 word_hash, guint label);

/* A form in each case, made when it is asked for: working memory of one thread. */
typedef struct
{
  const char *form;
  gsize length;
  gboolean is_lower; /* whether small letters change nothing */
  GString *cased[TAG_N_CASES];
  gboolean is_made[TAG_N_CASES];
} TagForm;

void tag_form_init (TagForm *form);
void tag_form_clear (TagForm *form);
void tag_form_set (TagForm *form, const char *text, gsize length);
const GString *tag_form_get (TagForm *form, TagCase letters);

/* The features of a word by which rules choose; returns how many, at most TAG_RULE_FEATURES − 2. */
#define TAG_RULE_FEATURES 24
guint tag_rules_list_features (const LearnWord *word, guint label, guint64 *features);

/* The features of a script for the word with these @features: what they say of the script, and whether the lemma that
 * it makes is a known word. Returns how many, at most TAG_RULE_FEATURES; 0 if the script does not fit. */
guint tag_rules_list_script_features (const TagLemmas *lemmas, TagForm *form, guint label, const guint64 *features,
                                      guint n, guint script, guint64 *own);

/* The script that rules choose, or TAG_NO_SCRIPT. */
guint tag_rules_choose (const TagLemmas *lemmas, const LearnWord *word, TagForm *form, guint label);

/* The script for a word with a label, by the table or by rules; TAG_NO_SCRIPT if there is none. */
guint tag_lemmas_find_script (const TagLemmas *lemmas, const LearnWord *word, TagForm *form, guint label);

/* Reads a section of scripts: of each its case, the lengths of both endings, and these. Returns NULL, or in English
 * what is wrong with it. @bytes must outlive the scripts. */
const char *tag_lemmas_read_scripts (TagLemmas *lemmas, const guint8 *bytes, gsize n_bytes);
const char *tag_lemmas_read_choices (TagLemmas *lemmas, const guint16 *numbers, gsize n_numbers, guint n_labels);
void tag_lemmas_clear (TagLemmas *lemmas);
