/* From subtitles to the text that is said: SubRip and WebVTT. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Whether a text begins as subtitles do: with the mark of WebVTT, or a number above a time. */
gboolean subtitles_are_text (const char *text, gsize length);

/* Appends to @spoken what is said in the @length bytes of @text, without numbers, times, tags and sounds: cues that go
 * on are one paragraph, and whoever else speaks begins one. Returns FALSE with an error if it has no cues, or the work
 * of this thread was cancelled. */
gboolean subtitles_read (ObelusContext *context, const char *text, gsize length, GString *spoken, GError **error);
