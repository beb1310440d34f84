/* CLD2 behind an interface for C: no exception leaves this file. */
#include "detect.h"

#include <array>
#include <cstdio> /* which the header of CLD2 forgets */
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <cstring>
#include <new>
#include <vector>

namespace
{
/* Names of CLD2 that BCP 47 has since replaced, or does not know. */
struct Alias
{
  const char *theirs;
  const char *ours;
};

constexpr Alias aliases[] = {
  { "iw", "he" }, { "jw", "jv" }, { "mo", "ro" }, { "bh", "bho" }, { "sit-NP", "lif" },
};

/* So much of the text is looked at again, for the likeliest language, where none is sure. */
constexpr guint32 size_of_guess = 1024;
/* Of the text must be in a language at least, or it is looked at again. */
constexpr int least_percent = 10;
/* Text in which fewer of the characters are letters is figures or decoration; its language is not guessed. */
constexpr double least_share_of_letters = 0.8;
/* Text in which more of the characters are the marks of programs is code. */
constexpr double largest_share_of_code = 0.2;
/* What a guess counts beside what is sure. */
constexpr double weight_of_guess = 0.5;
}

struct _Detector
{
  std::array<double, CLD2::NUM_LANGUAGES> amounts; /* bytes of letters of each language */
  double n_letters;                                /* bytes */
  CLD2::ResultChunkVector found;
  std::vector<DetectChunk> chunks;
};

Detector *
detector_new (void)
{
  return new (std::nothrow) _Detector ();
}

void
detector_free (Detector *detector)
{
  delete detector;
}

guint16
detect_find_language (const char *code)
{
  for (const Alias &alias : aliases)
    if (std::strcmp (alias.ours, code) == 0)
      code = alias.theirs;

  CLD2::Language language = CLD2::GetLanguageFromName (code);
  return language == CLD2::UNKNOWN_LANGUAGE ? DETECT_UNKNOWN : static_cast<guint16> (language);
}

const char *
detect_get_code (guint16 language)
{
  if (language >= CLD2::NUM_LANGUAGES)
    return "und";

  const char *code = CLD2::LanguageCode (static_cast<CLD2::Language> (language));
  for (const Alias &alias : aliases)
    if (std::strcmp (alias.theirs, code) == 0)
      return alias.ours;
  /* Scripts that are no language: `xx-Copt`. */
  return std::strncmp (code, "xx", 2) == 0 ? "und" : code;
}

void
detector_reset (Detector *detector)
{
  detector->amounts.fill (0);
  detector->n_letters = 0;
  detector->chunks.clear ();
}

/* How many characters of a text are what; whatever is not ASCII counts as a letter, but for pictures. */
struct Census
{
  guint32 n_letters = 0;
  guint32 n_code_marks = 0;
  guint32 n_all = 0; /* without white space */
};

static Census
take_census (const char *text, guint32 start, guint32 end)
{
  Census census;

  for (guint32 i = start; i < end; i++)
    {
      guchar c = static_cast<guchar> (text[i]);
      if (g_ascii_isspace (c) || (c & 0xC0) == 0x80)
        continue;
      census.n_all++;
      census.n_letters += g_ascii_isalpha (c) || (c >= 0xC0 && c < 0xF0);
      census.n_code_marks += c != 0 && std::strchr ("{}[]()<>=;_#$&*+/\\|^~", c) != nullptr;
    }

  return census;
}

static void
add_piece (Detector *detector, const char *text, guint32 start, guint32 end, guint16 hint)
{
  CLD2::CLDHints hints = { nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                           hint == DETECT_UNKNOWN ? CLD2::UNKNOWN_LANGUAGE : static_cast<CLD2::Language> (hint) };
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int n_bytes = 0;
  bool is_reliable = false;
  auto look = [&] (int flags, guint32 until, CLD2::ResultChunkVector *chunks) {
    CLD2::ExtDetectLanguageSummary (text + start, static_cast<int> (until - start), true, &hints, flags, languages,
                                    percents, scores, chunks, &n_bytes, &is_reliable);
  };

  Census census = take_census (text, start, end);
  if (census.n_letters == 0 || census.n_code_marks > largest_share_of_code * census.n_all)
    return;

  detector->found.clear ();
  look (0, end, &detector->found);
  /* Too short, or so often the same that the library discounts it. */
  if ((languages[0] == CLD2::UNKNOWN_LANGUAGE || percents[0] < least_percent)
      && census.n_letters >= least_share_of_letters * census.n_all)
    {
      guint32 until = end - start <= size_of_guess ? end : start + size_of_guess;
      while ((static_cast<guchar> (text[until]) & 0xC0) == 0x80)
        until--;
      look (CLD2::kCLDFlagBestEffort, until, nullptr);
      is_reliable = false;
    }

  double weight = is_reliable ? 1 : weight_of_guess;
  detector->n_letters += n_bytes;
  for (int i = 0; i < 3; i++)
    if (languages[i] != CLD2::UNKNOWN_LANGUAGE)
      detector->amounts[languages[i]] += weight * n_bytes * percents[i] / 100;

  for (const CLD2::ResultChunk &chunk : detector->found)
    {
      guint32 chunk_start = start + static_cast<guint32> (chunk.offset);
      guint32 chunk_end = chunk_start + static_cast<guint32> (chunk.bytes);
      bool is_known = chunk.lang1 != CLD2::UNKNOWN_LANGUAGE;
      detector->chunks.push_back (
          { chunk_start, chunk_end,
            is_known ? static_cast<guint16> (chunk.lang1) : static_cast<guint16> (DETECT_UNKNOWN) });
    }
}

gboolean
detector_add (Detector *detector, const char *text, guint32 start, guint32 end, guint16 hint)
{
  try
    {
      add_piece (detector, text, start, end, hint);
      return TRUE;
    }
  catch (const std::bad_alloc &)
    {
      return FALSE;
    }
}

DetectResult
detector_sum_up (const Detector *detector)
{
  DetectResult result = { DETECT_UNKNOWN, 0 };
  double most = 0;

  for (guint16 i = 0; i < CLD2::NUM_LANGUAGES; i++)
    if (detector->amounts[i] > most)
      {
        most = detector->amounts[i];
        result.language = i;
      }
  if (most > 0)
    result.score = most < detector->n_letters ? most / detector->n_letters : 1;

  return result;
}

const DetectChunk *
detector_get_chunks (const Detector *detector, gsize *n_chunks)
{
  *n_chunks = detector->chunks.size ();

  return detector->chunks.data ();
}
