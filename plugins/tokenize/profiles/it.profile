# Italian
[settings]
language = it
joined-hyphens = yes
joined-ranges = no
joined-marks = no

[before names]
Sig Sigg Sig.ra Sig.na Sig.re Sig.ri Sigra Dott Dott.ssa Dottssa Dr Dr.ssa Drs Prof Prof.ssa Proff Ing Avv Arch Geom Rag Cav Comm Uff On Sen Mons Card P S Ss SS Sta Sto Gen Col Cap Magg Ten Serg Cap.no Mag Min
Gent.mo Gent.ma Egr Ill Ill.mo Ill.ma Spett Preg Preg.mo Preg.ma Chiar.mo Rev Revmo Don Mr Mrs Ms St F.lli Flli Dep Pres Amm

[abbreviations]
ecc etc es p.es ad.es a.C d.C c.a ca cfr cf vs pag pagg pg vol voll cap capp art artt tab fig figg ed edd trad nr num all app ass aut cit cod col coll dir doc fasc ibid id ill int introd loc max min ms mss n.d.r N.B NB op op.cit
par parr pref prov racc rec ref rist s.d s.l seg segg sez succ suppl tav tavv tel fax tr u.s v.le V.le C.so P.za P.zza p.zza P.le L.go Str Via Viale Loc c.m p.v u.s S.p.A S.r.l S.n.c S.a.s S.A Spa Srl Snc s.r.l s.p.a Inc Ltd Co Corp
Bros Jr Sr gen feb mar apr mag giu lug ago set sett ott nov dic lun mer gio ven sab dom mm avv gg h mitt dest p.c c.c p.i p.s P.S v.o sec secc abbr agg avv agg.vo sost ag ant pom a.m p.m lit lett mat med mus sc sup inf circ Ufficio Uff fatt
dr rag rif risp risp.te sigg spett tot us ved vd c/o f.to D.L D.M D.P.R L.R U.S.A U.E O.N.U

[before numbers]
n nn nr num pag pagg p pp art artt cap capp vol fig figg tab t sez par v c s l km h ca

[ordinary words too]
es mar set mag max min par all int col mus med sup inf ass app cap tab sec via don op Ten ten ref dir ed id ill gen cit art seg n t v c s l tot ant mat circ succ rec us mitt sost

[sentence starters]
il lo la i gli le un uno una un l è e ed o ma però perché poiché quando mentre se come dove chi che cosa quale quali quanto quanti quanta io tu lui lei noi voi loro egli ella essi esso essa mi ti si ci vi ne
di del dello della dei degli delle dell a al allo alla ai agli alle all da dal dallo dalla dai dagli dalle dall in nel nello nella nei negli nelle nell con su sul sullo sulla sui sugli sulle sull per tra fra senza sotto sopra
dopo prima durante secondo contro verso presso questo questa questi queste quest quello quella quelli quelle quell quel quei ciò tale tali altri altre altro altra alcuni alcune molti molte molto tutti tutte tutto tutta ogni nessuno nessuna
niente nulla non sì no anche inoltre infine poi allora così quindi dunque infatti tuttavia oggi ieri domani ora adesso ancora già sempre mai qui qua lì là forse solo soltanto il mio mia miei mie tuo tua suo sua suoi sue nostro nostra vostro vostra
sono era erano fu furono ha hanno aveva avevano c' c'è ci sono due tre quattro cinque salve ciao buongiorno buonasera grazie ecco invece oltre insieme purtroppo attualmente successivamente

[verbs of speech]
disse dice diceva chiese chiede domandò rispose risponde esclamò esclama gridò aggiunse aggiunge spiegò spiega affermò afferma dichiarò dichiara sussurrò mormorò pensò scrisse scrive osservò sottolinea sottolineò concluse commentò

[elisions]
l un d dell all dall nell sull coll quest quell c s m t v n gl anch com cos dov tutt sant bell grand mezz nient senz cent nessun ciascun alcun qualcun quand trent vent ogn buon pover ultim altr

[whole]
po' mo' be' va' fa' da' di' sta' to' ca' de' ne' co' a' da' pe' d'accordo

[contractions]
del = di il
dello = di lo
della = di la
dell' = di l'
dei ? di i
degli ? di gli
delle ? di le
al = a il
allo = a lo
alla = a la
all' = a l'
ai = a i
agli = a gli
alle = a le
dal = da il
dallo = da lo
dalla = da la
dall' = da l'
dai = da i
dagli = da gli
dalle = da le
nel = in il
nello = in lo
nella = in la
nell' = in l'
nei = in i
negli = in gli
nelle = in le
sul = su il
sullo = su lo
sulla = su la
sull' = su l'
sui = su i
sugli = su gli
sulle = su le
col = con il
coi = con i
collo ? con lo
colla ? con la
pel = per il
gliel' = gli l'
glielo = gli lo
gliela = gli la
glieli = gli li
gliele = gli le
gliene = gli ne

# Behind these `dei` is an article rather than `di i`.
[no contraction after]
con per e ed o ma che sono è ha hanno ho c'è ci aveva avevano vi fare avere trovare vedere comprare come se anche tra fra su da

[verb endings]
ar er ir ando endo

[pronouns]
mi ti si ci vi lo la li le ne gli melo mela meli mele mene telo tela teli tele tene selo sela seli sele sene celo cela celi cele cene glielo gliela glieli gliele gliene

[no pronouns]
parlo parli parla parle urlo urli urla burla burle burli perla perle ciarla ciarle merlo merli merla merle sberla sberle tarlo tarli orlo orli pirla pirli girla carne parti arti arte
parsi persi versi diversi scarsi apparsi sparsi sparse emersi dispersi universi universo tersi arsi comparsi scomparsi avversi inversi perversi controversi riversi traversi trasversi cosparsi immersi sommersi detersi occorsi morsi corsi dorsi
certi esperti concerti aperti deserti offerti scoperti inerti incerti coperti sofferti inserti reperti referti lacerti accerti diverti converti avverti quarti sarti scarti infarti carti incarti marti arti reparti scarti
armi termi termini fermi firmi vermi infermi schermi allarmi marmi germi conformi affermi confermi disarmi dormi
servi nervi cervi acervi conservi osservi riservi preservi protervi corvi arvi
marci merci commerci guerci lerci squarci porci terci alterci quercie
eterne interne esterne moderne caverne lanterne taverne caserme quaderne materne paterne caterne cisterne governe inferne fraterne alterne subalterne lucerne carne verne perne
parli tarli girli parle larle
