# Dutch
[settings]
language = nl
joined-hyphens = yes
joined-ranges = no
joined-marks = no

[before names]
dhr mevr mw mej dr drs ds mr ir ing prof hr hrn St Ste gen kol kap lt maj sgt bc ass pres min Mgr Z.K.H H.K.H Fam Gebr wed burg

[abbreviations]
enz etc bijv bv d.w.z m.a.w o.a t.a.v i.p.v i.v.m m.b.t m.i.v n.a.v o.l.v t.o.v t.w.v z.s.m a.u.b a.d.h.v d.m.v e.d e.a e.o e.v i.h.a i.t.t m.n m.b.v m.u.v n.v.t o.i.d o.m p.p.p.d p.p p.m p.w p.j s.v.p t.b.v t.g.v t.m t.z.t v.Chr n.Chr
v.a v.l.n.r z.o.z B.V N.V C.V V.O.F c.s c.q cq ca circa incl excl evt eventueel max min gem resp vgl nl nml jl ll dd d.d afd afz alg art aant aanw vnw bijw bnw znw ww zn bn voorz betr bez pers onbep hoofdw lidw telw tw vz voegw tegenw verl deelw
bijz bijl blz blzn pag hfst hst dl dln fig afb tab nr nrs no nos ed eds red uitg vert verz vlg vlgs zgn zg zog zgd zie ong ongev plm plv tel fax str ln pln wg jan feb febr mrt apr jun jul aug sep sept okt nov dec ma di wo do vr za zo
mln mld mrd milj jrg jr sr eeuw geb gest overl get ongeh wed Co Corp Inc Ltd bros inst univ min gebr prov gem geref herv kath prot r.-k R.K lat gr fr eng du dui ned zuidned noordned Vl Holl Belg int nat intern soc tech techn wetensch med jur fil psych
adv adj arb wet weth wnd wvk ref opm nb N.B P.S W.v.Str W.v.K B.W K.B M.v.T A.P.V par lid onderd cf dir secr stud alfab

[before numbers]
-str nr nrs no nos art blz pag p pp hfst hst fig afb tab par dl deel vol cat § nrs jrg lid ca jl

[ordinary words too]
min max ma di wo do vr za zo art no nos dec mej ass gem tab fig bv ed red lid int tel cat dl wet med par zie nat lat du geb mr ir ing str vert eeuw bez pers ww zn bn ref ll gest get eng gr fr

[sentence starters]
de het een 't dit dat deze die hij zij ze wij we jij je jullie u ik er men in op aan bij met van voor na om te tot uit over onder door tegen tussen zonder sinds tijdens volgens naar en of maar want dus toch echter daarom daardoor daarna daarbij
daarmee daarnaast daarvan daarvoor dan toen nu hier daar vandaag gisteren morgen als wanneer omdat hoewel terwijl nadat voordat indien wie wat waar waarom hoe welke welk zijn haar hun mijn ons onze uw jouw ook nog al alleen zelfs
zo niet geen alle alles allen veel vele enkele sommige beide andere ieder iedere elke elk is was waren heeft hebben had wordt worden werd werden kan kunnen zal zou misschien helaas gelukkig ja nee bedankt dank hallo hoi dag inmiddels
bovendien verder ten ter vaak soms altijd nooit bovendien uiteindelijk eerst later vroeger intussen ondanks wegens via per binnen buiten naast rond

[verbs of speech]
zei zegt zeiden vroeg vraagt riep roept antwoordde antwoordt schreeuwde fluisterde mompelde voegde verklaarde verklaart vertelde vertelt schreef schrijft dacht meende stelde benadrukte lachte vervolgde

[whole]
's 't 'n 'm 'r 'k d'r m'n z'n zo'n 's-Gravenhage 's-Hertogenbosch
