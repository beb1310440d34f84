/* Texts divided by the rules alone. */
#pragma once

#include "../tokens.h"

typedef struct
{
  Rules *rules;
  Spans paragraphs;
  Spans sentences;
  Spans tokens;
  Spans multiwords;
} RulesFixture;

void rules_fixture_set_up (RulesFixture *fixture, gconstpointer data);
void rules_fixture_tear_down (RulesFixture *fixture, gconstpointer data);

/* Puts the spans of a text into the fixture. */
void rules_fixture_divide (RulesFixture *fixture, const char *text, gsize length);

#define RULES_ADD_TEST(name, function) \
  g_test_add ("/tokenize/rules/" name, RulesFixture, NULL, rules_fixture_set_up, function, rules_fixture_tear_down)
