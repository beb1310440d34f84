# German
[settings]
language = de
joined-hyphens = no
joined-ranges = no
joined-marks = no
ordinals = yes

[before names]
v n Dr Drs Prof Hr Hrn Fr Frl Dipl Ing Dipl.-Ing Dipl.-Kfm Mag Lic Hl St Sr Jr Pfr Kpt Hptm Lt Oblt Gen Maj Ltn Gebr Fa Präs Min Abg Bgm
Priv.-Doz Univ.-Prof Ass.-Prof Prim med phil jur rer nat theol h.c Msgr

[abbreviations]
Chr usw bzw ca etc evtl ggf vgl sog inkl exkl zzgl abzgl max min mind usf bspw od u.a z.B d.h u.U i.d.R u.ä o.ä o.g u.v.m z.T v.a z.Zt m.E
s.o s.u v.Chr n.Chr a.D i.A i.V e.V mbH Co Corp Inc Ltd Std Sek Min Mio Mrd Tsd Mill Jh Jhd Jhdt Jahrh Str Pl Tel Fax Mob Hrsg Hg Verf Aufl
Ausg Bde Diss erg ebd ehem eigtl einschl entspr ev evang kath röm griech lat franz engl dt deutsch österr schweiz amerik russ ital span
europ inst Inst Univ Abt Abs allg Anm Anh angebl geb gest verh gesch led Pers Stk stellv Stv Verw Verz versch Vorst Whg Zi zw zus
insb insbes bes betr bez bezgl dgl frz gem gegr gegen Ges Gesch ggü Hbf Hft Hs hist jährl Jan Feb Febr Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi
Do Fr Sa So kfm Kfz kgl Kto lfd Lit lt Mwst MwSt MWSt nachm nördl südl östl westl vorm Rel resp Red s sen jun städt tägl techn teilw u urspr unverh usgl
vermutl vorauss wiss Wwe zit zool Zt zzt bot biol chem phys math med mus myth naut o.J o.O o.V p.a u.E u.dgl u.s.w z.Hd z.K z.Zt P.S

[before numbers]
-str Nr Nrn S Bd Abb Tab Kap Art Abs Abschn Ziff Pos Bl Fig Sp Z Anm Aufl Heft H Lfg Az Art Rn Rdnr Ver Vers § Tel Jg Rd ca

[ordinary words too]
min max med nat Mo Di Mi Do Fr Sa So Jan Mob gegen gem deutsch gest led bes inst lat span bot Pl Bl Art Lit Red mus So mind Corp Anm Ver Abt erg Fa Min Str

[before ordinals]
am vom zum beim im ab bis seit der die das den dem des und oder jeder jede jedes jeden jedem zur ins ans dieser dieses diesem diesen sein seine seinem seinen seiner
seines ihr ihre ihrem ihren ihrer mein meine meinem meinen unser unsere unserem unseren ein eine einem einen einer dessen deren

[after ordinals]
Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember Jan Feb Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez
Jahrhundert Jahrhunderts Jahrhunderte Jahrhunderten Jahrtausend Jahrtausends Jh Jhd Geburtstag Geburtstags Stock Stockwerk Etage Klasse Platz Platzes Spieltag Runde Mal
Weltkrieg Weltkriegs Weltkrieges Auflage Band Kapitel Lebensjahr Lebensjahres Jahrestag Bezirk Liga Minute Tag Woche Monat Semester Schuljahr Bundesliga

[sentence starters]
der die das ein eine einer eines es er sie wir ihr ich du man in im am an auf aus bei beim bis durch für gegen mit nach ohne seit trotz über um unter vom von vor während
wegen zu zum zur zwischen aber und oder denn doch jedoch sondern also dann da dabei dadurch dafür dagegen daher damit danach daneben daran darauf daraufhin daraus darin
darüber darum darunter davon davor dazu deshalb deswegen dennoch trotzdem als wenn weil obwohl nachdem bevor ob sobald solange falls wie wo wer was wann warum
weshalb wieso welche welcher welches wohin woher hier dort heute gestern morgen jetzt nun noch nur auch schon so sogar zwar allerdings außerdem zudem ferner
hingegen inzwischen mittlerweile schließlich zuletzt zunächst zuerst später früher bereits erst einst kein keine keiner alle alles allen viele vieles einige manche mehrere
beide andere dieser diese dieses diesen diesem jener jene jenes jeder jede jedes ist sind war waren hat haben hatte wird werden wurde wurden kann können sein seine seinen ihre ihren
mein meine unser unsere laut gemäß insgesamt dies nein ja nicht natürlich vielleicht leider bitte danke hallo nichts niemand jemand ebenso gleichzeitig dazu bald immer oft manchmal
neben nachher vorher weiter weiterhin innerhalb außerhalb statt anstatt damals einerseits andererseits

[verbs of speech]
sagte sagt sagten meinte meint fragte fragt rief ruft antwortete antwortet erwiderte erklärte erklärt schrie flüsterte murmelte betonte fügte
entgegnete berichtete bemerkte dachte schrieb schreibt versicherte behauptete lachte warnte forderte wollte hieß

[whole]
TV's CD's PC's LP's DJ's

[contractions]
im = in dem
am = an dem
zum = zu dem
zur = zu der
vom = von dem
beim = bei dem
ins = in das
ans = an das
aufs = auf das
fürs = für das
durchs = durch das
ums = um das
übers = über das
unters = unter das
vors = vor das
hinters = hinter das
hinterm = hinter dem
überm = über dem
unterm = unter dem
vorm = vor dem
