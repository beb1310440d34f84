# French
[settings]
language = fr
joined-hyphens = yes
joined-ranges = yes
spaced-thousands = yes
joined-marks = no

[before names]
M MM Mr Mme Mmes Mlle Mlles Me Mes Dr Drs Pr Prof St Ste Mgr Cdt Cap Capt Col Gén Lt Adj Sgt Vve Hon Sr Fr av J.-C Ch Jos Ph Th Bd Cie

[abbreviations]
etc env éd édit ex p.ex c.-à-d cf vs al apr av n.d.l.r N.B s.d s.l coll dir trad vol chap fig réf rééd ill hab min max sec adr tél fax inc ltd ltée Cie Sté Corp Co Bros Jr Sr
janv févr fév avr juill juil sept oct nov déc lun mar mer jeu ven sam dim dép dépt arr art al resp suppl suiv introd intr préf postf bibl biblio anc auj pl sing masc fém adj adv
loc cit op.cit ibid id s.v éd.rev S.A.R.L S.A R.-V P.-D.G d.h env mill M.O M.A Ph.D

[before numbers]
n nº no nos p pp art al chap fig vol t tab §  L R D sect par pl ill cf réf env f ff v c

[ordinary words too]
no mar mer art max min pl ex al dir ill fig coll sec Me Mes M Th Cap loc id R L D t n c v f p arr sept trad intr par nos

[sentence starters]
le la les un une des du de l d il elle ils elles on nous vous je j tu ce cette ces cet c ça cela ceci celui celle ceux en au aux à dans par pour sur sous avec sans chez vers entre depuis pendant
après avant dès selon malgré contre mais et ou or donc car ni puis ensuite enfin alors ainsi aussi cependant pourtant toutefois néanmoins toujours jamais souvent parfois quand lorsque lorsqu si comme
que qu qui quoi où quel quelle quels quelles pourquoi comment combien son sa ses mon ma mes ton ta tes notre nos votre vos leur leurs tout toute tous toutes plusieurs certains certaines chaque aucun aucune
quelques quelque autre autres deux trois quatre cinq plus moins très bien mal encore déjà hier demain aujourd'hui maintenant ici là voici voilà oui non merci bonjour bonsoir y s n est-ce
lors afin grâce outre parmi près loin jusqu jusque quant malheureusement heureusement actuellement finalement

[verbs of speech]
dit disait demanda demande répondit répond cria s'écria murmura ajouta ajoute expliqua explique déclara déclare affirma affirme précisa précise souligna souligne écrit
lança lance reprit pensa assura assure rappelle indique estime poursuit conclut chuchota a-t-il a-t-elle dit-il dit-elle

[elisions]
l d qu n s c j m t ç jusqu lorsqu puisqu quoiqu presqu quelqu

[whole]
aujourd'hui c'est-à-dire quelqu'un quelqu'une presqu'île presqu'îles prud'homme prud'hommes prud'homal grand'mère rendez-vous peut-être vis-à-vis là-bas là-haut celui-ci celui-là celle-ci celle-là
ceux-ci ceux-là celles-ci celles-là ci-dessus ci-dessous ci-joint d'aucuns entr'acte entr'aide l'on m'as-tu-vu chef-d'œuvre chefs-d'œuvre
moi-même toi-même lui-même elle-même soi-même nous-mêmes vous-mêmes eux-mêmes elles-mêmes week-end outre-mer au-delà au-dessus au-dessous

[inversions]
il elle ils elles on je tu nous vous ce moi toi lui leur t-il t-elle t-on t-ils t-elles t'il t'elle t'on

[contractions]
du = de le
des ? de les
au = à le
aux = à les
auquel = à lequel
auxquels = à lesquels
auxquelles = à lesquelles
duquel = de lequel
desquels = de lesquels
desquelles = de lesquelles

# Behind these `des` is the article rather than `de les`.
[no contraction after]
avec par pour dans sur en entre sous chez contre vers et ou mais que comme sont est a ont était étaient avait avaient fait font faire avoir être ont eu il y a où à
propose proposent comprend comprennent contient contiennent reçoit créer crée créent trouve trouver produit produire donne donner prend prendre veut voir met mettre utilise utiliser
sans après avant si aussi soit parmi jusqu'à via selon notamment surtout même encore pas plus souvent parfois possède possèdent offre offrent offrir présente présentent réalise réaliser
devient deviennent reste restent existe existent
