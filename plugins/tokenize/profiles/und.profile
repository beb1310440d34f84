# Languages that have no profile of their own: what many of them share
[settings]
language = und
joined-hyphens = yes
joined-ranges = yes
joined-marks = yes
ordinals = yes

[before names]
Dr Prof Mr Mrs Ms St Ing Skt Sv Hr Fr Fru Frk Mgr Bc MUDr JUDr PhDr RNDr Doc Gen Kpt Lt Maj Red Dipl Kapt Sr Sra κ κα κκ

[abbreviations]
etc ca vs cf Co Corp Inc Ltd Jr Sr tzv napr např apod atd tj resp max min tel str roč čl m.fl bl.a f.eks fx osv dvs jf inkl ekskl evt hhv iflg mv ift pga p.g.a t.ex t.o.m o.s.v s.k bl
m.m np itd itp tzn tzw m.in św ul godz zob por ok wg ds im płn płd itd npr oz dr ipd bld st pl ing inż mgr prof hab гр вкл напр т.н т.е т.нар св ул пл бул проф инж им стр г гг млн млрд т.г т.б π.χ κ.λπ κ.ά κ.ο.κ δηλ εκατ δισ χιλ τηλ

[before numbers]
nr no n p pp str s č čl cap art fig tab kap bd nº č.j № N° n°

[ordinary words too]
no max min min im por art ok mv pga bl st pl s п oz

[before ordinals]
den d det dne dňa do od od na v w u i a za z k o den på

[after ordinals]
januar januari január leden ledna januára styczeń stycznia februar februari február únor února februára luty lutego marts mars marec marca březen března marzec marca april apríl apríla duben dubna kwiecień kwietnia maj máj mája
maja květen května juni jún júna jun červen června czerwiec czerwca juli júl júla jul červenec července lipiec lipca august augusti augusta srpen srpna sierpień sierpnia september septembra září wrzesień września oktober október októbra říjen října
październik października november novembra listopad listopadu listopada december decembra prosinec prosince grudzień grudnia desember
