# Spanish
[settings]
language = es
joined-hyphens = no
joined-ranges = yes
joined-marks = no

[before names]
Sr Sra Srta Sres Sras Dr Dra Dres Dras Prof Profa Lic Licda Ing Arq Abog D Dª Da Dña Don Mons Pbro Fr Sto Sta S Gral Gnral Cnel Cap Capt Tte Sgto Cmte Pdte Pdta Ud Uds Vd Vds Excmo Excma Ilmo Ilma Hno Hna Hnos Rvdo
EE FF RR JJ CC Mr Mrs Ms St Lcdo Lcda Mtro Mtra Psic Maj Gob Dip Sen Min

[abbreviations]
UU AA HH OO etc ej p.ej P.ej a.C d.C a.m p.m c.f cf vs aprox apdo atte art arts av Avda Avd Bco Bibl C Cía Cia Co Corp Inc Ltd Ltda S.A S.L EE.UU FF.AA RR.HH JJ.OO CC.AA pág págs vol vols cap caps núm núms fig figs ed eds
edit trad tel teléf tfno fax dpto depto dcha izda izq prov pto Pza Pl Gta Ctra Urb Edif esq ext hab máx mín min seg hs hrs kgs gr grs ene feb mar abr may jun jul ago sep sept oct nov dic lun mié jue vie sáb dom
admón asoc bros col comp coord dir doc docs ibid íd impr introd loc ms N.B n.b op.cit p.s P.D q.e.p.d S.M Jr Sr s.f s.n s.l ss sig sigs univ V.O v.gr vid var

[before numbers]
n nº núm núms no nos pág págs p pp art arts cap caps vol vols fig figs t tomo sec inc párr s ss lám col v km ca h f apdo

[ordinary words too]
no nos mar may min col doc dir inc dip don sep sen fax gob da ms ed edit v seg n C D S s comp var ext hab

[sentence starters]
el la los las lo un una unos unas él ella ellos ellas yo tú nosotros usted ustedes me te se nos le les mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas esto ese esa esos esas eso aquel aquella aquello
en de del al a con sin por para sobre tras desde hasta entre según durante mediante contra hacia ante bajo y e o u pero sino mas aunque porque pues que quien quienes cual cuales cuando cuándo donde dónde como cómo cuanto cuánto
qué quién cuál por si sí no ni también tampoco además entonces luego después antes ahora hoy ayer mañana siempre nunca jamás ya aún todavía así sin embargo finalmente actualmente posteriormente
todo toda todos todas algunos algunas algún alguna muchos muchas mucho mucha varios varias cada otro otra otros otras ningún ninguna ninguno nadie nada algo alguien ambos ambas dos tres cuatro cinco
es son era eran fue fueron está están había han ha hay hubo tiene tienen tenía hace muy más menos tan tanto solo sólo quizá quizás tal aquí ahí allí gracias hola buenos buenas adiós dicho dicha dichos dichas mientras

[verbs of speech]
dijo dice decía dijeron preguntó pregunta respondió responde contestó exclamó gritó añadió añade explicó explica afirmó afirma señaló señala aseguró asegura indicó comentó susurró murmuró pensó escribió declaró declara
agregó sostuvo insistió replicó manifestó expresó concluyó

[elisions]
d l

[contractions]
del = de el
al = a el

# Pronouns written onto an infinitive, a gerund or an imperative.
[verb endings]
ar er ir ár ér ír ándo iéndo yéndo ando iendo yendo

[pronouns]
me te se lo la los las le les nos

[no pronouns]
parte partes arte artes suerte suertes fuerte fuertes muerte muertes norte aparte aparté reparte comparte comparten imparte departe baluarte estandarte descarte encarte martes marte inerte acerté cierte vierte convierte
advierte divierte invierte revierte pervierte subvierte despierte despierte acerte alerte concierte oferte deporte
charla charlas perla perlas parla burla burlas merla merlo mirlo mirlos orla garla birla esmerla carlos carlo
perle firme afirme confirme arme alarme desarme enferme duerme informe uniforme conforme dirme
tiernos modernos internos cuernos inviernos gobiernos infiernos externos eternos cuadernos maternos paternos fraternos carnos pernos tercernos hibiernos alternos subalternos
base terse universe diverse traverse reverse inverse farse parse arse arles charles marles perles
guirla sartre cartel cierre sierra
