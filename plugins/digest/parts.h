/* Parts of a digest. Each is made of layers, or of what was read of them, which may be NULL, and returns whether there
 * is something in it. */
#pragma once

#include "mood.h"
#include "names.h"
#include "page.h"

/* The title; of a text without one the first line, unless the summary is about to say it anyway. */
gboolean part_append_headline (Page *page, ObelusLayer *paragraphs, ObelusLayer *summary);

/* The sentences of the summary; where texts were merged (@inputs), each with the name of the one it is from. */
gboolean part_append_summary (Page *page, ObelusLayer *summary, ObelusLayer *inputs);

gboolean part_append_names (Page *page, const Names *names);

/* Key phrases that the names do not say already. */
gboolean part_append_phrases (Page *page, ObelusLayer *keyphrases, ObelusLayer *entities, const Names *names);

/* Strongest sentences that the summary (nullable) has shown already are cut short. */
void part_append_mood (Page *page, const Mood *mood, ObelusLayer *sentiment, ObelusLayer *evidence,
                       ObelusLayer *summary);
