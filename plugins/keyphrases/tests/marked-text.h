/* Texts for tests, with their tokens and sentences. */
#pragma once

#include "../stop-words.h"
#include "../words.h"

typedef struct
{
  ObelusDocument *document;
  StopWords *stop_words;
  TextInput input;
} MarkedText;

/* A text whose words are `word` or `word/TAG`, with a sentence a line. */
void marked_text_init (MarkedText *text, const char *marked);

/* @length bytes with tokens and sentences of one's own, which are committed. */
void marked_text_init_layers (MarkedText *text, const char *bytes, gsize length, ObelusLayerBuilder *tokens,
                              ObelusLayerBuilder *sentences);

void marked_text_clear (MarkedText *text);
