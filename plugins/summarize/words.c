/* Words as summaries see them: folded, classed, stemmed lightly and hashed. */
#include "words.h"

#include "reference.h"

#include <string.h>

#define N_SLOTS 2048u
#define LONGEST_WORD 48

struct _WordLexicon
{
  struct
  {
    guint32 hash; /* 0 where free */
    guint32 flags;
  } slots[N_SLOTS];
  guint8 folded[128];   /* ASCII in lower case */
  guint32 classes[128]; /* LETTER, CAPITAL and DIGIT, to be added up */
};

/* How many characters of each class a token has, each in a byte. */
enum
{
  LETTER = 1,
  CAPITAL = 1 << 8,
  DIGIT = 1 << 16,
};
#define COUNT(counts, class) ((counts) / (class) & 255u)

typedef struct
{
  guint32 flags;
  const char *words;
} WordClass;

static const WordClass word_classes[] = {
  { WORD_STOP, "a an the of to in on at by for from with as into onto upon about over under after before between among "
               "through during until till while since because although though if unless whether than then so too very "
               "just only even still yet already ever again once here there where when why how what which who whom "
               "whose all any both each few more most other some no nor not own same out off up down back away also "
               "and but or either neither both much many lot well now s t d ll m re ve n't 's 're 've 'll 'd 'm "
               "per via around across against along behind below above near within without toward towards "
               "one two first last new like get got go goes went gone come came make made take took put let" },
  { WORD_STOP | WORD_TITLE, "mr mrs ms dr mr. mrs. ms. dr." },
  { WORD_STOP | WORD_PRONOUN,
    "he she it they him her them his hers its their theirs himself herself itself themselves" },
  { WORD_STOP | WORD_POINTING, "this that these those such" },
  { WORD_STOP | WORD_PERSONAL, "i me my mine myself we us our ours ourselves you your yours yourself" },
  { WORD_STOP | WORD_CONNECTIVE,
    "however but and yet so also meanwhile moreover furthermore nevertheless nonetheless therefore thus hence instead "
    "otherwise additionally besides still though then or nor consequently accordingly likewise similarly conversely "
    "finally afterwards later indeed rather" },
  { WORD_SAYING, "said says say saying told tells tell added adds explained explains insisted insists claimed claims "
                 "wrote writes replied asked asks admitted admits continued commented tweeted warned warns argued "
                 "argues noted notes recalled stated states joked" },
  { WORD_STOP | WORD_AUXILIARY,
    "is are was were be been being am has have had having do does did doing will would shall "
    "should can could may might must ca wo" },
  { WORD_CUE, "announced announces reveal revealed reveals study studies report reports reported research researchers "
              "according found finds discovered discovery launched launch plan plans planned police officials court "
              "charged arrested killed died death sentenced won wins beat scored signed agreed approved result results "
              "conclude concluded conclusion show shows showed suggest suggests suggested paper article survey experts "
              "government decided decision confirmed confirms scientists investigation investigating" },
  { WORD_CAPTION, "pictured photo photos photograph picture pictures image images above left right centre posing poses "
                  "pose video caption seen" },
  { WORD_SCENE,
    "applauds celebrates cheers clings crosses dives embraces grabs greets hits holds hugs jumps kisses laughs "
    "leans leaps lifts looks poses pulls punches raises reacts receives rides salutes scores shakes shouts sits "
    "smiles sprints stands strolls swings throws walks watches waves wears" },
  { WORD_SCENE_PASSIVE,
    "applauded carried comforted congratulated consoled embraced escorted flanked flown greeted hugged "
    "mobbed photographed pictured snapped stretchered surrounded treated" },
  { WORD_IS, "is are" },
  { WORD_TIME, "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
               "september october november december yesterday today tomorrow tonight week month year" },
  { WORD_STOP | WORD_NEGATION, "not n't no never none nobody nothing neither nor cannot" },
};

/* FNV-1a, so that the hash of a word's beginning is at hand once its bytes were read. */
#define HASH_BASIS 2166136261u

static inline guint32
add_to_hash (guint32 state, char byte)
{
  return (state ^ (guint8) byte) * 16777619u;
}

static inline guint32
finish_hash (guint32 hash)
{
  hash ^= hash >> 15;
  hash *= 0x2c1b3c6du;
  hash ^= hash >> 13;
  return hash == 0 ? 1 : hash;
}

static void
add_word (WordLexicon *lexicon, const char *word, gsize length, guint32 flags)
{
  guint32 state = HASH_BASIS;
  for (gsize i = 0; i < length; i++)
    state = add_to_hash (state, word[i]);
  guint32 hash = finish_hash (state), slot = hash % N_SLOTS;
  while (lexicon->slots[slot].hash != 0 && lexicon->slots[slot].hash != hash)
    slot = (slot + 1) % N_SLOTS;
  lexicon->slots[slot].hash = hash;
  lexicon->slots[slot].flags |= flags;
}

WordLexicon *
word_lexicon_new (void)
{
  WordLexicon *lexicon = g_new0 (WordLexicon, 1);
  for (guint c = 0; c < 128; c++)
    {
      lexicon->folded[c] = (guint8) g_ascii_tolower ((char) c);
      lexicon->classes[c] = (g_ascii_isalpha (c) ? LETTER : 0) + (g_ascii_isupper (c) ? CAPITAL : 0)
                            + (g_ascii_isdigit (c) ? DIGIT : 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (word_classes); i++)
    for (const char *word = word_classes[i].words; *word != '\0';)
      {
        gsize length = strcspn (word, " ");
        add_word (lexicon, word, length, word_classes[i].flags);
        word += length + (word[length] == ' ' ? 1 : 0);
      }
  return lexicon;
}

void
word_lexicon_free (WordLexicon *lexicon)
{
  g_free (lexicon);
}

static guint32
find_word (const WordLexicon *lexicon, guint32 hash)
{
  for (guint32 slot = hash % N_SLOTS; lexicon->slots[slot].hash != 0; slot = (slot + 1) % N_SLOTS)
    if (lexicon->slots[slot].hash == hash)
      return lexicon->slots[slot].flags;
  return 0;
}

static gboolean
ends_with (const char *word, gsize length, const char *suffix, gsize suffix_length)
{
  return length > suffix_length && memcmp (word + length - suffix_length, suffix, suffix_length) == 0;
}

/* Takes off what inflection adds, leaving four letters at least: forms of a word should meet, and rarely others. */
static gsize
strip_inflection (char *word, gsize length)
{
  if (length > 2 && ends_with (word, length, "'s", 2))
    length -= 2;
  if (length > 4 && ends_with (word, length, "ies", 3))
    {
      word[length - 3] = 'y';
      return length - 2;
    }
  if (length > 5
      && (ends_with (word, length, "sses", 4) || ends_with (word, length, "ches", 4)
          || ends_with (word, length, "shes", 4) || ends_with (word, length, "xes", 3)))
    length -= 2;
  else if (length > 3 && word[length - 1] == 's' && strchr ("su", word[length - 2]) == NULL)
    length -= 1;

  if (length > 6 && ends_with (word, length, "ing", 3))
    length -= 3;
  else if (length > 5 && ends_with (word, length, "ied", 3))
    {
      word[length - 3] = 'y';
      return length - 2;
    }
  else if (length > 5 && ends_with (word, length, "ed", 2))
    length -= 2;
  else if (length > 6 && ends_with (word, length, "ly", 2))
    length -= 2;

  /* hopp(ing) and hope: neither doubled letter nor final e tells forms apart. */
  if (length > 4 && word[length - 1] == word[length - 2] && strchr ("lsz", word[length - 1]) == NULL)
    length -= 1;
  else if (length > 4 && word[length - 1] == 'e')
    length -= 1;
  return length;
}

static guint32
read_mark (const char *text, gsize length)
{
  gunichar c = g_utf8_get_char (text);
  switch (c)
    {
    case '"':
    case '\'':
      return WORD_QUOTE;
    case '`':
    case 0x201c:
    case 0x2018:
    case 0xab:
    case 0x201e:
      return WORD_QUOTE_OPEN;
    case 0x201d:
    case 0x2019:
    case 0xbb:
      return length <= 3 ? WORD_QUOTE_CLOSE : 0;
    case '$':
    case '%':
    case 0xa3:
    case 0x20ac:
      return WORD_MONEY;
    case ',':
      return WORD_PAUSE;
    case ':':
    case ';':
    case '-':
    case 0x2013:
    case 0x2014:
      return WORD_BREAK;
    case '(':
    case ')':
    case '[':
    case ']':
      return WORD_BRACKET;
    default:
      return 0;
    }
}

/* A token folded to lower case, as much of it as a word may be long. */
typedef struct
{
  char bytes[LONGEST_WORD + 8];
  guint32 states[LONGEST_WORD + 9]; /* of the hash, after as many bytes */
  guint32 counts;
} Folded;

static inline void
add_byte (Folded *folded, gsize place, char byte)
{
  folded->bytes[place] = byte;
  folded->states[place + 1] = add_to_hash (folded->states[place], byte);
}

/* Returns how many bytes the word has. */
static gsize
fold_token (const WordLexicon *lexicon, const char *text, gsize length, Folded *folded)
{
  gsize n = 0;
  folded->states[0] = HASH_BASIS;
  folded->counts = 0;
  for (gsize i = 0; i < length && n < LONGEST_WORD;)
    {
      guint8 byte = (guint8) text[i];
      if (byte < 0x80)
        {
          folded->counts += lexicon->classes[byte];
          add_byte (folded, n++, (char) lexicon->folded[byte]);
          i++;
          continue;
        }
      gunichar c = g_utf8_get_char (text + i);
      char bytes[6];
      i += g_utf8_skip[byte];
      folded->counts += (g_unichar_isalpha (c) ? LETTER : 0) + (g_unichar_isupper (c) ? CAPITAL : 0);
      gsize n_bytes = g_unichar_to_utf8 (c == 0x2019 ? '\'' : g_unichar_tolower (c), bytes);
      for (gsize k = 0; k < n_bytes; k++)
        add_byte (folded, n++, bytes[k]);
    }
  return n;
}

/* Puts the mark that a page writes as a reference (`&rdquo;`) in the place of the token. Returns its length, and
 * @length if it is none. */
static gsize
resolve_reference (const char **text, gsize length, char *character)
{
  gunichar meant;

  if (learn_reference_read (*text, *text + length, &meant) != length
      || !(meant == '"' || meant == '\'' || meant == 0xa0 || (meant >= 0x2010 && meant <= 0x2026)))
    return length;
  *text = character;
  return (gsize) g_unichar_to_utf8 (meant, character);
}

guint32
word_read (const WordLexicon *lexicon, const char *text, gsize length, guint32 *hash)
{
  Folded folded;
  char character[6];

  *hash = 0;
  if (length == 0 || (length >= 3 && text[0] == '<' && text[length - 1] == '>'))
    return 0; /* a tag that was left in the text */
  if (text[0] == '&')
    length = resolve_reference (&text, length, character);
  gsize n = fold_token (lexicon, text, length, &folded);
  guint n_letters = COUNT (folded.counts, LETTER);
  gboolean has_digit = COUNT (folded.counts, DIGIT) > 0;
  if (n_letters == 0 && !has_digit)
    return read_mark (text, length);

  guint32 full = finish_hash (folded.states[n]), flags = WORD_IS_WORD | find_word (lexicon, full);
  guint8 first = (guint8) text[0];
  if (g_ascii_isupper (first) || (first >= 0x80 && g_unichar_isupper (g_utf8_get_char (text))))
    flags |= WORD_CAPITAL;
  if (n_letters >= 2 && n_letters == COUNT (folded.counts, CAPITAL))
    flags |= WORD_CAPITALS;
  if (g_ascii_isdigit (first))
    flags |= WORD_NUMBER;
  /* `'s` and `n't`, and letters that stand alone. */
  if (n_letters < 2 && !has_digit)
    flags |= WORD_STOP;
  *hash = full;
  if ((flags & WORD_STOP) != 0)
    return flags;
  n = strip_inflection (folded.bytes, n); /* which changes no byte but the last that it leaves */
  *hash = finish_hash (add_to_hash (folded.states[n - 1], folded.bytes[n - 1]));
  return flags;
}
