# Portuguese
[settings]
language = pt
joined-hyphens = yes
joined-ranges = yes
joined-marks = no
hyphened-pronouns = yes

[before names]
Sr Sra Srs Sras Srta Dr Dra Drs Dras Prof Profa Profª Eng Enga Arq D Da Dom Pe Fr Frei Mons S Sta Sto Gen Cel Cap Ten Maj Sgt Sarg Alm Brig Exmo Exma Ilmo Ilma Rev Revmo Min Dep Sen Gov Pres Ver Des Adv Mr Mrs Ms St V.Exa V.Ex

[abbreviations]
etc ex p.ex a.C d.C a.m p.m cf vs aprox art arts av Av avda Bros Cia Ca Co Corp Inc Ltd Ltda S.A S/A EUA E.U.A pág págs p pp vol vols cap caps nº núm fig figs ed eds edit trad tel fax depto dept dir ext hab máx mín min seg
jan fev mar abr mai jun jul ago set out nov dez seg ter qua qui sex sáb dom R Al Pça Pç Trav Rod Lg Est bras port lat fr ingl esp al obs org orgs rel ref ss séc sécs s.d s.l s.n op.cit ibid id Jr Sr univ fed gov.fed tít
N.B P.S N.T n.t q.v v.g w.c

[before numbers]
n nº no nos pág págs p pp art arts cap caps vol vols fig figs t tomo inc par s ss km h c f séc v lei tel

[ordinary words too]
no nos mar out set dez ter qui sex min seg ex ver des cap da dom al ref rel port esp R p c n f v h s t par cel maj est adv lat tel

[sentence starters]
o a os as um uma uns umas ele ela eles elas eu tu nós você vocês vós me te se lhe lhes meu minha meus minhas teu tua seu sua seus suas nosso nossa nossos nossas este esta estes estas isto esse essa esses essas isso aquele aquela aqueles
aquelas aquilo em no na nos nas num numa de do da dos das dum duma ao à aos às por pelo pela pelos pelas para com sem sobre sob entre até desde após ante contra segundo conforme durante e ou mas porém contudo todavia entretanto portanto
logo pois porque que quem qual quais quando onde como quanto quantos se embora enquanto apesar além assim então depois antes agora hoje ontem amanhã sempre nunca jamais já ainda também não sim nem só somente apenas talvez
todo toda todos todas tudo alguns algumas algum alguma muitos muitas muito muita vários várias cada outro outra outros outras nenhum nenhuma ninguém nada algo alguém ambos ambas dois duas três quatro cinco
é são era eram foi foram está estão havia há houve tem têm tinha faz mais menos tão tanto tal aqui aí ali lá obrigado obrigada olá bom boa finalmente atualmente posteriormente porém lhe

[verbs of speech]
disse diz dizia disseram perguntou pergunta respondeu responde exclamou gritou acrescentou explicou explica afirmou afirma assegurou indicou comentou sussurrou murmurou pensou escreveu declarou ressaltou destacou concluiu contou informou

[elisions]
d

[whole]
copo-d'água pau-d'arco

[contractions]
do = de o
da = de a
dos = de os
das = de as
no = em o
na = em a
nos ? em os
nas = em as
ao = a o
aos = a os
à = a a
às = a as
pelo = por o
pela = por a
pelos = por os
pelas = por as
num = em um
numa = em uma
nuns = em uns
numas = em umas
dum = de um
duma = de uma
duns = de uns
dumas = de umas
dele = de ele
dela = de ela
deles = de eles
delas = de elas
nele = em ele
nela = em ela
neles = em eles
nelas = em elas
deste ? de este
desta = de esta
destes ? de estes
destas = de estas
disto = de isto
desse ? de esse
dessa = de essa
desses = de esses
dessas = de essas
disso = de isso
daquele = de aquele
daquela = de aquela
daqueles = de aqueles
daquelas = de aquelas
daquilo = de aquilo
neste = em este
nesta = em esta
nestes = em estes
nestas = em estas
nisto = em isto
nesse = em esse
nessa = em essa
nesses = em esses
nessas = em essas
nisso = em isso
naquele = em aquele
naquela = em aquela
naqueles = em aqueles
naquelas = em aquelas
naquilo = em aquilo
àquele = a aquele
àquela = a aquela
àqueles = a aqueles
àquelas = a aquelas
àquilo = a aquilo
daqui = de aqui
daí = de aí
dali = de ali
dalgum = de algum
dalguma = de alguma
noutro = em outro
noutra = em outra
noutros = em outros
noutras = em outras
doutro = de outro
doutra = de outra
doutros = de outros
doutras = de outras

# Behind these `nos` is the pronoun rather than `em os`.
[no contraction after]
que não se já também quem nunca sempre ele ela eles elas isso isto como quando onde porque eu você a para de

[pronouns]
me te se lhe lhes nos vos o a os as lo la los las no na nos nas mo ma mos mas to ta lho lha lhos lhas
