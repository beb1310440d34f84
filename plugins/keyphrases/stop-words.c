/* Words that carry no topic, in the languages whose texts come without parts of speech that can be trusted. */
#include "stop-words.h"

#include "hash.h"
#include "language-code.h"

#define N_SLOTS 4096u

typedef struct
{
  const char *code;
  const char *articles;
  const char *words;
  const char *dates;
} Language;

/* English is first: it is what a text is taken for that none of them fits. */
static const Language languages[] = {
  { "en",
    "a an the this that these those my your his her its our their some any each every no another such mr mrs ms miss "
    "dr sir",
    "of to in on at by for from with as into onto upon about over under after before between among through during "
    "until "
    "till while since because although though if unless whether than then so too very just only even still yet already "
    "ever again once here there where when why how what which who whom whose all both few more most other nor not own "
    "same out off up down back away also and but or either neither both much many lot lots well now per via around "
    "across "
    "against along behind below above near within without toward towards one ones two first last like get gets got "
    "getting go goes going went gone come comes came coming make makes made making take takes took taken put let lets "
    "i me mine myself we us ours ourselves you yours yourself he she it they him them hers theirs himself herself "
    "itself "
    "themselves everyone everything everybody someone something somebody anyone anything anybody nobody nothing none "
    "however moreover furthermore nevertheless therefore thus hence instead otherwise meanwhile perhaps maybe indeed "
    "rather quite almost always never often sometimes usually really actually probably basically simply "
    "is are was were be been being am has have had having do does did done doing will would shall should can could may "
    "might must ca wo ought cannot n't not 's 're 've 'll 'd 'm s t d ll m re ve said says say saying tell tells told "
    "think thinks "
    "thought know knows knew known want wants wanted see sees saw seen use uses used using need needs needed find "
    "found "
    "give gives gave given keep kept seem seems seemed become became begin began try tried called ask asked look "
    "looked "
    "mean means feel felt show shows showed shown new good great able many several various different yes yeah oh um uh "
    "okay ok hey please time times day days week weeks month months year years hour hours minute minutes thing things "
    "way ways lot bit kind sort etc cent percent two three four five six seven eight nine ten eleven twelve hundred "
    "thousand million billion today yesterday tomorrow pm oclock rt",
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
    "october november december mon tue tues wed thu thur thurs fri sat sun jan feb apr jun jul aug sep sept oct nov "
    "dec" },
  { "de",
    "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem kein keine keinen "
    "mein meine sein seine seiner seinen ihr ihre ihrer ihren unser unsere",
    "und oder aber denn doch sondern auch nicht noch nur schon sehr so wie als wenn weil dass ob da dann in im an am "
    "auf "
    "aus bei beim mit nach seit von vom zu zum zur für über unter vor durch gegen ohne um bis zwischen während wegen "
    "ich du er sie es wir man mich mir dich dir sich uns ihm ihn ihnen euch wer was wo wann warum welche welcher "
    "welches "
    "ist sind war waren bin bist sein gewesen hat haben hatte hatten habe wird werden wurde wurden worden würde kann "
    "können konnte muss müssen soll sollen sollte will wollen wollte darf mehr viel viele alle alles andere anderen "
    "einige jeder jede jetzt hier dort immer wieder damit dabei dazu davon daran darauf etwa sagte sagt zwei drei ja "
    "nein",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april juni juli august september "
    "oktober november dezember" },
  { "fr", "le la les l' un une des du ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs",
    "de d' et ou mais donc or ni car à au aux en dans par pour sur sous avec sans entre vers chez contre depuis "
    "pendant "
    "je j' tu il elle on nous vous ils elles me m' te t' se s' lui y qui que qu' quoi dont où si ne n' pas plus moins "
    "très trop aussi bien encore déjà même tout tous toute toutes autre autres comme quand lorsque parce ainsi alors "
    "est "
    "sont était étaient être été suis es sommes êtes sera seront serait a ont avait avaient avoir eu ai as avons avez "
    "fait faire fut peut peuvent doit cela ça c' ceci celui celle ceux cette deux trois après avant lors selon",
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février avril juin juillet août septembre octobre "
    "novembre décembre" },
  { "es", "el la los las un una unos unas este esta estos estas ese esa esos esas mi mis tu tus su sus nuestro nuestra",
    "de del al y e o u pero sino que en a por para con sin sobre entre hasta desde hacia según durante contra ante "
    "tras "
    "yo tú él ella ello nosotros ellos ellas me te se le les lo nos qué quien quién cual cuál cuando cuándo donde "
    "dónde "
    "como cómo porque si sí no ni más menos muy también tampoco ya aún todavía siempre nunca es son era eran ser sido "
    "soy fue fueron será está están estaba estaban estar ha han había habían haber he hay hecho hacer puede pueden "
    "debe "
    "todo toda todos todas otro otra otros otras mismo misma tan tanto mucho mucha muchos poco dos tres así entonces",
    "lunes martes miércoles jueves viernes sábado domingo enero febrero abril mayo junio julio agosto septiembre "
    "octubre noviembre diciembre" },
  { "it",
    "il lo la i gli le l' un uno una questo questa questi queste quel quella quei quelle mio mia tuo suo sua suoi "
    "sue nostro nostra loro",
    "di del dello della dei degli delle dell' d' a al allo alla ai agli alle all' da dal dalla dai dalle in nel nello "
    "nella nei nelle su sul sulla sui sulle con per tra fra senza sotto sopra contro verso e ed o ma però anche se che "
    "chi cui come quando dove perché non né più meno molto poco tutto tutti tutta tutte altro altri altra io tu lui "
    "lei "
    "noi voi mi ti si ci vi ne è sono era erano essere stato stata stati sei siamo fu ha hanno aveva avevano avere ho "
    "può possono deve fare fatto così già ancora sempre mai due tre dopo prima secondo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio agosto "
    "settembre ottobre novembre dicembre" },
  { "pt",
    "o a os as um uma uns umas este esta estes estas esse essa isso isto aquele aquela meu minha seu sua seus suas "
    "nosso nossa",
    "de do da dos das em no na nos nas por pelo pela pelos pelas para com sem sobre entre até desde contra e ou mas "
    "que "
    "se não nem mais menos muito muita muitos também já ainda sempre nunca eu tu ele ela nós eles elas me te lhe quem "
    "qual quando onde como porque é são era eram ser sido foi foram será está estão estava estar ao aos à às tem têm "
    "tinha ter há havia pode podem deve fazer feito tudo todo toda todos todas outro outra outros outras mesmo dois "
    "duas "
    "três assim depois antes",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo janeiro fevereiro março abril maio "
    "junho julho agosto setembro outubro novembro dezembro" },
  { "nl", "de het een deze dit die dat mijn jouw zijn haar ons onze hun geen",
    "en of maar want dus ook niet nog al zeer zo als wanneer omdat dat of om te in op aan uit bij met na sinds van "
    "naar "
    "voor over onder door tegen zonder tot tussen tijdens wegens ik jij je hij zij ze wij we jullie u mij me hem zich "
    "wie wat waar hoe waarom welke is was waren ben bent geweest heeft hebben had hadden heb wordt worden werd werden "
    "kan kunnen kon moet moeten zal zullen zou wil willen mag meer veel alle alles andere iedere nu hier daar er "
    "altijd "
    "weer twee drie ja nee toen dan",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april juni juli augustus "
    "september oktober november december" },
  { "ru", "",
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня "
    "еще "
    "нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там "
    "потом "
    "себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под "
    "будет ж тогда кто этот того потому этого какой ним здесь этом один почти мой тем чтобы нее были куда зачем всех "
    "при об это эта эти также который которая которые которых",
    "понедельник вторник среда четверг пятница суббота воскресенье января февраля марта апреля мая июня июля августа "
    "сентября октября ноября декабря" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (languages) <= MOST_LANGUAGES);

/* A word of some languages: a bit for each that has it on any list, among its articles, among its dates. */
typedef struct
{
  guint64 hash; /* 0 where free */
  guint8 languages;
  guint8 articles;
  guint8 dates;
} Slot;

struct _StopWords
{
  Slot slots[N_SLOTS];
};

static guint
find_slot (const StopWords *words, const char *word, gsize length, guint64 *hash)
{
  *hash = learn_hash_bytes (word, length, 0) | 1;
  guint slot = learn_hash_scale (*hash, N_SLOTS);
  while (words->slots[slot].hash != 0 && words->slots[slot].hash != *hash)
    slot = (slot + 1) % N_SLOTS;
  return slot;
}

static void
add_words (StopWords *words, const char *list, guint language, gboolean are_articles, gboolean are_dates)
{
  while (*list != '\0')
    {
      const gsize length = strcspn (list, " ");
      guint64 hash;
      Slot *slot = &words->slots[find_slot (words, list, length, &hash)];
      slot->hash = hash;
      slot->languages |= (guint8) (1u << language);
      slot->articles |= (guint8) (are_articles << language);
      slot->dates |= (guint8) (are_dates << language);
      list += length + (list[length] == ' ' ? 1 : 0);
    }
}

StopWords *
stop_words_new (void)
{
  StopWords *words = g_new0 (StopWords, 1);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      add_words (words, languages[i].articles, i, TRUE, FALSE);
      add_words (words, languages[i].words, i, FALSE, FALSE);
      add_words (words, languages[i].dates, i, FALSE, TRUE);
    }
  return words;
}

void
stop_words_free (StopWords *words)
{
  g_free (words);
}

guint
stop_words_get_n_languages (void)
{
  return G_N_ELEMENTS (languages);
}

gint
stop_words_find_language (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (learn_language_code_matches (code, languages[i].code))
      return (gint) i;
  return -1;
}

gboolean
stop_words_capitalize_nouns (gint language)
{
  return language >= 0 && g_str_equal (languages[language].code, "de");
}

void
stop_words_count (const StopWords *words, const char *word, gsize length, guint32 *counts)
{
  guint64 hash;
  const Slot *slot = &words->slots[find_slot (words, word, length, &hash)];

  for (guint i = 0; slot->hash != 0 && i < G_N_ELEMENTS (languages); i++)
    counts[i] += slot->languages >> i & 1;
}

guint
stop_words_look_up (const StopWords *words, gint language, const char *word, gsize length)
{
  guint64 hash;
  if (language < 0)
    return STOP_NONE;

  const Slot *slot = &words->slots[find_slot (words, word, length, &hash)];
  if ((slot->languages >> language & 1) == 0)
    return STOP_NONE;
  if ((slot->dates >> language & 1) != 0)
    return STOP_DATE;
  return STOP_WORD | ((slot->articles >> language & 1) != 0 ? STOP_ARTICLE : 0u);
}
