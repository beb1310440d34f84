/* Texts that plugins are tried on. */
#include "texts.h"

#include <string.h>

#define NEWS                                                                                                         \
  "HALIFAX, Feb. 11 (Harbour Press) - The ferry \"St. Brendan\" ran aground off Cape Sable on Sunday, and all 214 "  \
  "people aboard were taken off within three hours, the coast guard said.\n\n"                                       \
  "\"I have never been so glad to see a lifeboat,\" said Ngozi Brandt, 61, who was travelling with two "             \
  "grandchildren. The owner, Meridian Lines Ltd., didn't say why the ship had left its course; it lost 3.5% on the " \
  "exchange by 4 p.m. Dr. J. R. Osei of the Maritime Institute called the rescue \"close to perfect\"...\n"

#define SAMPLE(name, text)            \
  {                                   \
    (name), (text), sizeof (text) - 1 \
  }

/* An `e` with forty accents. */
#define ACCENTS_10 "\u0301\u0300\u0308\u0323\u0301\u0300\u0308\u0323\u0301\u0300"
#define ACCENTED "e" ACCENTS_10 ACCENTS_10 ACCENTS_10 ACCENTS_10

const TextSample text_samples[] = {
  SAMPLE ("news in English", NEWS),
  SAMPLE ("an empty text", ""),
  SAMPLE ("a text of one letter", "x"),
  SAMPLE ("a text of one full stop", "."),
  SAMPLE ("a text of one U+0000", "\0"),
  SAMPLE ("a text with U+0000 inside", "Before.\0 After it, the text\0\0 goes on.\0"),
  SAMPLE ("a text of white space", " \t\r\n \u00a0\u2003\u3000\n\n\n "),
  SAMPLE ("a text with a byte order mark inside", "\ufeffOne. \ufeffTwo.\ufeff"),
  SAMPLE ("a text with carriage returns", "One line.\r\nAnother line.\r\rA third one.\r\n"),
  SAMPLE ("a text in German",
          "Die Fähre »St. Brendan« lief am 3. März vor Kap Sable auf Grund; verletzt wurde niemand."),
  SAMPLE ("a text in Russian",
          "Паром «Святой Брендан» сел на мель в воскресенье. Никто не пострадал, сообщила охрана."),
  SAMPLE ("a text in Greek", "Το πλοίο προσάραξε την Κυριακή. Κανείς δεν τραυματίστηκε;"),
  SAMPLE ("a text in Arabic", "جنحت العبّارة يوم الأحد قبالة الساحل. لم يُصب أحد بأذى، بحسب خفر السواحل؟"),
  SAMPLE ("a text in Hebrew", "המעבורת עלתה על שרטון ביום ראשון. איש לא נפגע."),
  SAMPLE ("a text in Hindi", "रविवार को नौका तट के पास फँस गई। कोई घायल नहीं हुआ।"),
  SAMPLE ("a text in Thai", "เรือเฟอร์รี่เกยตื้นเมื่อวันอาทิตย์ ไม่มีผู้ได้รับบาดเจ็บ"),
  SAMPLE ("a text in Chinese", "渡轮星期日在海岸附近搁浅。二百一十四人获救，无人受伤。"),
  SAMPLE ("a text in Japanese", "日曜日、フェリーが岬の沖で座礁した。けが人はいなかった。"),
  SAMPLE ("a text in Korean", "일요일에 여객선이 좌초했다. 다친 사람은 없었다."),
  SAMPLE ("a text of emoji sequences",
          "👩‍👩‍👧‍👦 👍🏽 🇳🇴🇳🇴🇳 ❤️‍🔥 1️⃣ \u200d\ufe0f"),
  SAMPLE ("a text of combining marks", ACCENTED ACCENTED ACCENTED),
  SAMPLE ("a text that begins with combining marks", "\u0301\u0301\u20dd a"),
  SAMPLE ("a text that changes its direction", "abc \u202eסוף\u202c def \u2067رقم 12\u2069 ghi"),
  SAMPLE ("a text of code points that are no characters", "\ufdd0 \uffff \U0001fffe \U0010ffff"),
  SAMPLE ("broken mark-up", "<p>He said &quot;no&amp;never&#x110000; <a href='x\" >here</p></b><![CDATA[ ]]"),
  SAMPLE ("a text of brackets", "((((((((((((((([[[[[[[[[[{{{{{{{{{{\"\"\"\"\"\"\"\"''''''''”””””“““"),
  SAMPLE ("figures and addresses",
          "Call +1 (555) 010-0199 or write to a.b@c.example; see http://[::1]:80/x?y=%zz#. 3,14 1e999"),
};

const guint n_text_samples = G_N_ELEMENTS (text_samples);

const TextFamily text_families[] = {
  { "news", NEWS },
  { "one word without an end", "a" },
  { "words without a full stop", "word " },
  { "full stops", "." },
  { "short sentences", "No. " },
  { "line feeds", "\n" },
  { "spaces", " " },
  { "opening brackets", "(" },
  { "quotation marks", "\"" },
  { "addresses", "a@" },
  { "hyphens", "a-" },
  { "figures", "1,2." },
  { "names", "Anna Berg " },
  { "combining marks", "e\u0301\u0301\u0301" },
  { "Han characters", "渡轮。" },
  { "tags", "<a>" },
  { "U+0001", "\x01" },
};

const guint n_text_families = G_N_ELEMENTS (text_families);

char *
text_family_make (const TextFamily *family, gsize length, gsize *new_length)
{
  const gsize piece = strlen (family->piece);
  const gsize n = MAX (length / piece, 1);
  char *text = g_malloc (n * piece + 1);

  for (gsize i = 0; i < n; i++)
    memcpy (text + i * piece, family->piece, piece);
  text[n * piece] = '\0';
  *new_length = n * piece;
  return text;
}
