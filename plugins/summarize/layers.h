/* A document's layers as the arrays that an article is read from. */
#pragma once

#include <obelus/obelus-plugin.h>

#include "article.h"

G_BEGIN_DECLS

/**
 * article_input_set:
 * @input: filled with arrays that belong to the document and to @kinds
 * @document: a document
 * @sentences: its layer of sentences
 * @tokens: its layer of tokens
 * @paragraphs: (nullable): its layer of paragraphs
 * @parts: (nullable): its layer of the texts that it was merged from
 * @kinds: guint8; set to what each paragraph is
 */
void article_input_set (ArticleInput *input, ObelusDocument *document, ObelusLayer *sentences, ObelusLayer *tokens,
                        ObelusLayer *paragraphs, ObelusLayer *parts, GArray *kinds);

G_END_DECLS
