"""Recognising that a clause signs, supports or adheres to the pact. On folded text.

Most verbs need the pact to be named; signing is said by its verb alone (« je le signe »), unless
what is signed is something else.
"""

import re

from letters.reading.patterns import compiled

_PACT = (
    r"(?:pactes?|charte|manifeste|votre (?:texte|document|appel)|"
    r"(?:objectifs?|articles?|principes|termes|engagements) (?:du|de votre|de ce|que porte ce) "
    r"(?:pacte|texte|document))"
)
_OURS = (
    r"(?:nous|je|j'|on|notre|nos|mon|ma|mes|m'|me|voi(?:ci|la)|declarent?|la (?:liste|"
    r"tete de liste|presente)|"
    r"(?:nos|ses|leurs|les|chaque) (?:\w+ )?listes?|l'equipe|l'union|la coalition|le "
    r"rassemblement|"
    r"(?:le|ce|notre) (?:collectif|mouvement|groupe|document|pacte|texte)|l'assemblee|"
    r"(?:la|nos|les|notre) (?:tetes? de liste|candidate?s?|colistiere?s?)|liste \"[^\"]{1,80}\")"
)
# Verbs that need the pact as their object, before or after them.
_TOWARDS = (
    r"(?:(?:co)?sign(?:e|es|ons|ent|er|era|erai|erons|eront|ee?s?|ature)|paraph(?:e|ons|er|erons|"
    r"erai|era|ee?s?)|(?:sous|re-?sous)cri(?:s|t|vons|re|rons|rai|ra|vent)|adher(?:e|ons|ent|er|"
    r"erons|erai|era)|adopt(?:e|ons|ent|er|erons|era|ee?s?)|approuv(?:e|ons|ent|er|erons|era)|"
    r"souten(?:ons|ir)|soutiens?|soutiennent|soutiend(?:rons|ra|rai)|rejoi(?:ns|nt|gnons|gnent|"
    r"ndre|"
    r"ndrons|ndra)|rall(?:ie|ions|ient|ier|ierons|iera)|valid(?:e|ons|ent|er|erons|era)|"
    r"accept(?:e|ons|ent|er|erons)|ratifi(?:e|ons|er|erons|era)|endoss(?:e|ons|er|erons)|"
    r"appos(?:e|ons|er|erons|era|ee)|repond\w* favorablement|avis favorable|(?:notre|mon|son) "
    r"(?:plein |entier |total )*(?:accord|soutien|adhesion)|"
    r"(?:faisons|faire|fait|ferons) (?:notres?|siens?|nos |notre)|"
    r"(?:en|un) (?:plein |total |parfait )?accord avec|favorables?|"
    r"s'associe(?:nt|ra)?|nous associons|m'associe|approbation|"
    r"(?:renouvel|confirm|reaffirm|reiter)\w+ .{0,20}(?:engagement|soutien|adhesion)|"
    r"(?:notre|mon) engagement en faveur|nous (?:retrouvons|reconnaissons)(?: \w+)? dans)"
)
# Turns that say it by themselves.
_ALONE = (
    r"(?:(?:au nombre|parmi|rang|liste|rejoin\w+|comptes? comme|comptez|figur\w+|compt\w+)"
    r".{0,40}\bsignataires?|"
    r"\bsignataires? (?:de ce|du|de votre) |\bd'en etre (?:les )?signataires?|"
    r"\b(?:nous|je|on) (?:le|la|y|les|l')? ?(?:signons|signerons|signerai|signe|contresignons)\b|"
    r"\b(?:nous |je |on |j')y (?:souscri\w+|adher\w+|appos\w+)\b(?! sans)(?: \w+ment)?(?:[.,!;]|$|"
    r" et | .{0,40}$)|"
    r"^[^,]{0,25}\b(?:nous en (?:sommes|serons)|j'en (?:suis|serai)|on en est)\b(?: aussi| donc)?"
    r"(?:[.!,]|$)|"
    r"\b(?:notre|ma|nos|sa) signatures?\b(?= (?:au|sur|en|figure|se limite|sera|est|a|du|vaut|"
    r"ci)|"
    r"[.,]| ?$)|\bappos\w+ (?:ici )?(?:notre|ma|sa) (?:paraphe|signature)|"
    r"\b(?:document|exemplaire|pacte|texte|formulaire|papier) (?:\w+ )?(?:signe|paraphe)\b|"
    r"\b(?:le|la) voi(?:ci|la) (?:\w+ )?(?:signe|paraphe)e?\b|\bvoi(?:ci|la) (?:notre|"
    r"ma) signature|"
    r"\bsign\w+ en (?:notre|son|mon|leur) nom|"
    r"\b(?:mandat\w*|autoris\w+|charg\w+) .{1,60}\b(?:le |la |de |pour )sign(?:er|ature))"
)
# No first person is needed where the list speaks of the act itself.
_BARE = compiled(
    r"\bpacte\b[^,;.]{0,20}\best (?:\w+ )?(?:adopte|valide|approuve|signe)\b|"
    r"\bliste (?:\"[^\"]{1,80}\" )?(?:\w+ )?signe(?:ra)?(?:[.,!]|$)|"
    r"\bpartante?s? pour (?:le )?signer\b|"
    r"\b(?:ok|d'accord|c'est bon|c'est oui|partants?|(?:notre|"
    r"mon) accord)(?: \w+){0,3} pour (?:\w+ "
    r"){0,2}(?:pacte|signature|signer)\b|"
    r"\b(?:signature|validation|adoption|adhesion)\b.{0,50}(?:\b(?:est|"
    r"sera) (?:\w+ment )?(?:fixee|"
    r"prevue|programmee|acquise|publique|effective|deja)|: (?:oui|acquise?|ok|d'accord|"
    r"favorable))|"
    r"\b(?:le|la) voi(?:ci|la) (?:\w+ )?(?:signe|paraphe)e?\b|"
    r"\b(?:document|exemplaire|pacte|texte)\b.{0,20} (?:signe|paraphe|revetu)\b.{0,40}"
    r"\b(?:part|vous|joint|suit|en piece)|"
    r"\b(?:joint|vous|ci-joint)\b.{0,60}\b(?:document|exemplaire|pacte|texte)\b.{0,20} (?:signe|"
    r"paraphe|revetu)\b"
)
_EITHER = re.compile(
    rf"\b{_TOWARDS}\b.{{0,80}}\b{_PACT}\b|\b{_PACT}\b.{{0,60}}\b{_TOWARDS}\b|{_ALONE}"
)
_SPEAKER = re.compile(rf"\b{_OURS}(?:\b|(?<='))")
_NOT_SAID = compiled(
    r"\b(?:ne|n')\b.{0,50}\b(?:pas|jamais|aucun\w*|guere|point)\b|\b(?:avait|avaient|avions|"
    r"avais|"
    r"avez|aviez|ont|auraient|auriez|aurait)\b|(?<!je )(?<!nous )\bvous (?:nous )?(?:demand|"
    r"invit|propos|sollicit|"
    r"interrog|souhait|engag|sugger)\w*|\b(?:en|depuis) (?:19|20[01])\d|\ben 202[0-5]\b|"
    r"\bdeja (?:signe|signataire|adhere)|\betions\b|\bquestion d|\bpropos de|\brecu\b|\blu\b|"
    r"\bce que (?:je|nous) sign|\bvotre association (?:sollicit|demand|propos|souhait|attend)\w*|"
    r"\bpacte,? qui (?:rejoi|resonn|recoup)|"
    r"\b(?:sortante?|adversaires?|concurrents?|autres listes)\b|\bnon\b|"
    r"\brepondu? (?:a|par)\b|\bappel (?:a|d)\b|\bpublier(?:ons|a|ez)? la liste|\b(?:question|"
    r"decision|choix) de la signature|\bpreferons|\breserv\w+ (?:ma|notre)\b|\bsi (?:nous|"
    r"je) (?:ne |)(?:sign|devi)\w+|\bsignataires? sortants?"
)


_SIGN = re.compile(
    r"\b(?:co|contre)?(?:sign|paraph)(?:e|es|ons|ent|er|era|erai|erons|eront|erait|erions|ions|"
    r"ee?s?)\b"
)
# A contract, a market, « faire signe », « un signe de »: not the pact.
_SOMETHING_ELSE_BEFORE = re.compile(
    r"(?:\b(?:contrats?|conventions?|partenariats?|marches?|baux|bail|petitions?|tribunes?|"
    r"licences?|"
    r"accords?|chartes?)\b[^,;]{0,40})$"
)
_A_SIGN = re.compile(r"\b(?:simple|un|bon|en|ce|le|aucun|autre|fer\w+|fai\w+|meme) $")
_SOMETHING_ELSE_AFTER = re.compile(
    r" (?:\w+ment )?(?:un |une |des |aucun|plus |de nouveau|tous les |(?:le|la|les|l'|nos|"
    r"nouveaux?) ?"
    r"(?:contrats?|conventions?|marches?|accords?|petition|tribune|partenariat|bail)|que |qu'|"
    r"d[e'] ?|"
    r"sans clause|avec (?:un|une|des|oracle|microsoft|google|les grand))"
)
_SIGNER = re.compile(
    r"\b(?:nous|je|j'|on|il|elle|notre|nos|mon|ma|mes|m'|liste|tetes? de liste|candidate?s?|"
    r"colistiere?s?|"
    r"pacte|document|formulaire|exemplaire|texte|ci-joint\w*|vous (?:avez|trouverez))(?:\b|"
    r"(?<='))"
)
_OBJECT = re.compile(
    r"\b(?:pactes?|documents?|formulaires?|exemplaires?|papier|textes?|charte|manifeste)\b|"
    r"\b(?:le|l'|la) ?(?:ai |avons |a |ont )?$|\b(?:il|pacte) (?:sera|est|a ete) (?:\w+ment |"
    r"donc )?$"
)
_FIRST_PERSON = re.compile(
    r"(?:\b(?:nous|je|on|elle|il)|(?:liste|tete de liste)\b[^,;.]{0,60}) (?:(?:le|la|y|en|vous|"
    r"les) |l')?"
    r"(?:ai |avons |a )?(?:\w+ment |donc |deja )?$"
)
_TO_SIGN = re.compile(
    r"\b(?:accept\w*|pret\w*|decid\w*|propos\w*|veu[tx]|voulons|souhait\w*|compt\w*|allons|"
    r"vais|va|partante?s?|"
    r"d'accord|ok|bon|heureu\w*|fiere?s?|plaisir|honneur|mandat\w*|engag\w*|choisi|vote\w*|"
    r"raison|oppos\w*|"
    r"hesit\w*|empech\w*|dissuad\w*|objection|favorables?|reste\w*|disposee?s?)\b[^,;.]{0,40}$"
)
_SAID_BY_ITSELF = compiled(
    r"\b(?:vous avez|voici|recevez) (?:\w+ ){0,3}?(?:notre|ma|nos) (?:signatures?|paraphe|"
    r"accord|soutien|adhesion)\b|"
    r"\b(?:notre|ma|nos|la) (?:signatures?|paraphe)\b(?: (?:du|au) \w+)? (?:interviendra|"
    r"aura lieu|suivra|vous parviendra|"
    r"se fera|est (?:acquise|faite))|^signature (?:du pacte|publique)\b|"
    r"\b(?:considerez|comptez|inscrivez|ajoutez|rangez|notez)-(?:nous|"
    r"moi)\b.{0,40}\b(?:signataires?|dedans)\b|\b(?:trouverez|recevez|"
    r"voici)\b.{0,50}\bsignatures\b|"
    r"\b(?:notre|mon) (?:\w+ )?(?:ralliement|adhesion|approbation|accord|"
    r"soutien)\b.{0,30}\b(?:pacte|signature)\b|"
    r"\b(?:pacte|texte)\b.{0,20}\b(?:l'approbation|le soutien|l'accord|l'aval) de (?:notre|la|"
    r"l'|mon)|"
    r"\b(?:avis favorable|favorables?) a (?:la signature|ce pacte|votre pacte)\b|"
    r"\bavis favorable au pacte\b|"
    r"\b(?:souscri|adher)(?:t|s|vons|vent|e|ons|ent|rons|ra)\b(?: \w+){0,3} (?:a|aux) "
    r"(?:l'ensemble de |toutes )?(?:vos|"
    r"votre|ces|trois) (?:\w+ )?"
    r"(?:propositions|demandes|objectifs|principes|engagements|articles|demarche|appel)\b|"
    r"\b(?:pacte|texte) a (?:tout )?(?:notre|mon) (?:plein )?(?:accord|soutien|appui)\b|"
    r"\b(?:nous sommes|je suis) des votres\b|"
    r"\bpacte (?:recueille|emporte|recoit|obtient|rencontre)\b[^.;]{0,50}\b(?:mon|notre) (?:\w+ )?"
    r"(?:assentiment|accord|adhesion|approbation|soutien)\b|"
    r"\b(?:faire|faites|fasse\w*) (?:\w+ )?etat de (?:mon|notre) (?:\w+ )?(?:soutien|accord|"
    r"adhesion)\b|"
    r"\b(?:vous pouvez|vous pourrez|tu peux|vous avez le droit de) (?:aussi |donc )?(?:nous|"
    r"m')(?: y)? ?"
    r"(?:inscrire|ajouter|compter|mettre (?:dessus|sur|dans|avec))\b|"
    r"\b(?:vous pouvez|vous pourrez|tu peux|mettez|ajoutez|affichez|inscrivez|"
    r"publiez)\b[^.;]{0,25}"
    r"\b(?:notre liste|notre logo|nos noms?|mon nom|notre nom)\b[^.;]{0,30}\b(?:site|carte|liste|"
    r"tableau|page|signataires)\b|\bnom\b[^.;]{0,30}, (?:mettez|ajoutez|inscrivez|prenez)-le\b|"
    r"\b(?:joint|annexe|ci-joint)\w*\b[^.;?]{0,30}, (?:signe|paraphe)e?s?\b|"
    r"\b(?:go|banco|feu vert|partants?) pour (?:la signature|signer|votre pacte|le pacte)\b|"
    r"\bquant a (?:la signature|signer)\b[^.;]{0,6}(?:oui|volontiers|d'accord|entendu)\b|"
    r"^(?:et |pour |quant a )?(?:au|le|votre|ce) (?:pacte|texte), oui\b|\b(?:pacte|texte|"
    r"charte), c'est (?:signe|oui|d'accord|fait|bon|entendu)\b|"
    r"\b(?:liste|equipe|elle|groupe|coalition)(?:,[^.;]{1,80},)? y (?:adhere|souscrit)\b|"
    r"\bj(?:'|e )appose\b[^.;]{0,25}\bsignature\b|"
    r"\b(?:notre|ma|la) signature (?:est|se trouve) (?:jointe|ci-jointe|en bas|au bas|en piece)|"
    r"\b(?:renouvel|reiter|confirm)\w+ (?:\w+ ){0,4}(?:ma|notre|la|leur) signature\b|"
    r"\bvaut (?:signature|adhesion|accord|acceptation)\b|"
    r"\b(?:liste|equipe|groupe|parti|mouvement) (?:\"[^\"]{1,80}\" )?soutient (?:le|votre|ce) "
    r"pacte\b|"
    r"\bpour (?:la signature|le pacte|signer)\b.{0,20}(?:c'est (?:entendu|oui|d'accord|bon|fait)|"
    r"\bok)\b|"
    r"\bnous voila (?:donc )?signataires\b|\b(?:consens|consentons) a (?:le )?signer\b|\bvaloir "
    r"adhesion\b|"
    r"\bok pour signer\b|\bsignataires?\b[^.;]{0,30}\b(?:nous|je) le rest\w+|"
    r"^bon pour accord|\bdonn(?:e|ons|ent) (?:\w+ |pas moins )?(?:mon|notre|"
    r"leur) (?:\w+ )?accord\b(?! (?:de principe )?(?:a l|aux))|"
    r"\b(?:vous pou(?:v|rr)ez|tu peux|veuillez|je vous (?:autorise|laisse|prie|invite)|nous vous "
    r"(?:autoris|pri|invit|laiss)ons|considere[rz]?|tene[rz]|note[rz]|compte[rz]|inscri(?:re|vez)|"
    r"ajoute[rz]|mettez|range[rz])\b(?! (?:pas|que vous))[^.;]{0,60}\b(?:signataires?|(?:notre|ma|"
    r"mon) (?:\w+ )?(?:signature|adhesion|accord|ralliement|paraphe)|(?:mon|notre|"
    r"nos)(?: [\w-]+){0,2} noms?\b[^.;]{0,60}"
    r"\b(?:pacte|texte|signataires)|valant adhesion|parmi vos "
    r"soutiens)\b|"
    r"\b(?:le |la |l')(?:reprendre|reprenons|adopter|adoptons|signer|signons|valider|votons|"
    r"voter) "
    r"tele?s? quele?s?\b|\bpacte a (?:trouve|desormais|gagne) (?:en (?:moi|nous) )?une? (?:\w+ )?"
    r"(?:signataire|partisane?)\b|"
    r"\b(?:fai|fer)\w+ (?:\w+ ){0,2}exception pour (?:l[ae] votre|votre pacte|ce pacte|vous)\b|"
    r"\b(?:nous|je) l(?:e |a |es |')(?:\w+ )?(?:prenons|prends|reprenons|reprends) a (?:notre|"
    r"mon) "
    r"compte\b|"
    r"\b(?:faire part|confirm\w+|exprim\w+|signifi\w+|notifi\w+|assur\w+|redi\w+)\b"
    r"(?: \w+){0,2} (?:de |d')?(?:notre|mon) (?:plein |entier )?(?:accord|adhesion|ralliement)\b"
    r"(?! (?:de principe|a l|aux|avec|sur))|"
    r"\b(?:pacte|signature)\b[^.;]{0,25}\b(?:c'est|ce sera) (?:un )?(?:grand |franc |immense )?"
    r"oui\b|"
    r"\baux cotes des signataires\b|\ben accept(?:ons|e) (?:tous )?(?:les|l'integralite|chacun)|"
    r"\bnous joi(?:gnons|ndrons) aux signataires|\b(?:le|l') ?(?:faisons|fais) (?:notres?|mien)\b"
)
_DOUBLE_NEGATION = re.compile(
    r"\brenouvel\w+ (?:\w+ ){0,4}(?:ma|notre|la|leur) signature\b|"
    r"\bvous avez (?:\w+ ){0,2}(?:notre|ma|mon|nos) (?:signatures?|accord|paraphe|adhesion)\b|"
    r"\baucune? (?:raison|hesitation|reserve|objection|difficulte)\b|\brien ne s'oppose\b|"
    r"\bn'hesit\w+ (?:pas|plus)\b|\bn'en \w+ pas moins\b|"
    r"\bne (?:nous |m')(?:empech|interdi|reti|dissuad|decourag|detourn)\w+ (?:pas|nullement)\b"
)
_NOT_SIGNED = compiled(
    r"\b(?:ne|n')\b.{0,50}\b(?:pas|jamais|aucun\w*|guere|point)\b|\b(?:avait|avaient|avions|"
    r"avais|(?<!si vous )avez|aviez|"
    r"auraient|auriez|aurait)\b|(?<!je )(?<!nous )\bvous (?:nous )?(?:demand|invit|propos|"
    r"sollicit|interrog|souhait|"
    r"engag|sugger)\w*|\b(?:en|depuis) (?:19|20[01])\d|\ben 202[0-5]\b|"
    r"\bdeja signataires? sortant|\bce que (?:je|nous) sign|\bprefere (?:attendre|ne pas|"
    r"m'abstenir)|"
    r"\bvotre association (?:sollicit|demand|propos|souhait|attend)\w*|"
    r"\b(?:sortante?s?|adversaires?|concurrents?|autres listes|d'autres)\b|\bpublier(?:ons|a|"
    r"ez)? la liste|"
    r"\bsi (?:nous|je|on|elle) \w*|\b(?:avant|plutot que|au lieu) de (?:le )?signer|"
    r"\bquestion de la signature|"
    r"\bpreferons\b|\breserv\w+ (?:ma|notre)\b|\b(?:rappelle|rappelait) que\b"
)


def _signing(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return where ``text[begin:stop]`` says that the list signs, has signed or will."""
    clause = text[begin:stop]
    said = _SAID_BY_ITSELF.search(text, begin, stop)
    if not (said or _SIGN.search(clause)):
        return None
    if _NOT_SIGNED.search(clause) and not _DOUBLE_NEGATION.search(clause):
        return None
    if said or not _SIGNER.search(clause):
        return said
    for match in _SIGN.finditer(text, begin, stop):
        before, after = (
            text[max(begin, match.start() - 90) : match.start()],
            text[match.end() : stop],
        )
        ours = _FIRST_PERSON.search(before)
        if _SOMETHING_ELSE_AFTER.match(after) or _SOMETHING_ELSE_BEFORE.search(before):
            continue
        if not ours and _A_SIGN.search(before):
            continue
        named = _OBJECT.search(before) or re.match(
            r" .{0,40}\b(?:pacte|documents?|texte|charte|formulaire|papier)\b|[.,!;]|$", after
        )
        if ours or (named and (_TO_SIGN.search(before) or _OBJECT.search(before))):
            return match
    return None


def agreement(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return where the clause ``text[begin:stop]`` agrees to the pact in the list's name."""
    signs = _signing(text, begin, stop)
    if signs:
        return signs
    found = _EITHER.search(text, begin, stop)
    bare = _BARE.search(text, begin, stop)
    if (found or bare) is None or _NOT_SAID.search(text, begin, stop):
        return None
    if bare:
        return bare
    return found if _SPEAKER.search(text, begin, stop) else None
