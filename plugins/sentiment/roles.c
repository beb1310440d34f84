/* Words that change the words around them: a closed class, so a list is enough. */
#include "roles.h"

const SentimentRoleWords sentiment_role_words[] = {
  { SENTIMENT_ROLE_NEGATOR,
    "not n't never none nobody nothing nowhere neither nor without hardly scarcely barely rarely seldom lacks lack "
    "lacking dont cant wont doesnt didnt isnt wasnt arent werent aint havent hasnt hadnt couldnt wouldnt shouldnt "
    "despite nope cannot fails failed less fewer prevent prevents prevented preventing avoid avoids avoided avoiding "
    "avert averts averted "
    "reduce reduces reduced reducing ease eases eased easing alleviate alleviates alleviated curb curbs curbed "
    "eliminate eliminates "
    "eliminated relieve relieves relieved combat combats tackle tackles" },
  { SENTIMENT_ROLE_NO, "no" },
  { SENTIMENT_ROLE_BOOSTER,
    "very really extremely absolutely completely totally utterly so too such incredibly amazingly awfully deeply "
    "enormously entirely especially exceptionally fully greatly hella highly hugely intensely majorly more most "
    "particularly purely quite remarkably substantially thoroughly tremendously unbelievably unusually decidedly "
    "truly super mega fucking freaking frickin friggin damn bloody insanely ridiculously wildly profoundly immensely "
    "terribly dreadfully seriously genuinely perfectly exceedingly supremely total complete absolute utter extreme "
    "incredible considerable considerably flipping effing fricking abso wholly strikingly infinitely vastly outright "
    "downright sheer real hell" },
  { SENTIMENT_ROLE_DAMPENER,
    "almost kind kinda kindof sort sorta sortof slightly somewhat partly partially marginally occasionally "
    "little mildly moderately fairly rather relatively scarce scant mostly vaguely arguably supposedly somehow "
    "bit sometimes passably" },
  { SENTIMENT_ROLE_CONTRAST, "but however yet nevertheless nonetheless though except" },
  { SENTIMENT_ROLE_CONCESSION, "although while whereas albeit notwithstanding even" },
  { SENTIMENT_ROLE_FIRST_PERSON, "i me my mine myself we us our ours" },
  { SENTIMENT_ROLE_SECOND_PERSON, "you your yours yourself u ur ya yall" },
  { SENTIMENT_ROLE_MODAL,
    "would could should might may if unless wish hope hopefully maybe perhaps must ought supposed wants want" },
  { SENTIMENT_ROLE_REPORT,
    "said says according told reported reports report announced officials spokesman spokeswoman statement percent "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december government minister president police company added" },
  { SENTIMENT_ROLE_LEAST, "least" },
  { SENTIMENT_ROLE_AT, "at" },
  { SENTIMENT_ROLE_ONLY, "only just merely" },
  { SENTIMENT_ROLE_THIRD_PERSON, "he she they him her them his hers their theirs" },
  { SENTIMENT_ROLE_FALL, "fell falls fallen dropped drops declined declines decreased decreases shrank shrinks "
                         "subsided subsides faded fades "
                         "receded recedes plunged plummeted tumbled slumped" },
  { SENTIMENT_ROLE_NONE, NULL },
};
