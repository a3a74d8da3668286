"""Signing, as an act: « je le signe », « nous l'avons signé », « vous avez notre signature ».

:mod:`agreements` needs the pact to be named; here the verb is enough, unless what is signed is
something else. On folded text.
"""

import re

_VERB = re.compile(
    r"\b(?:co|contre)?(?:sign|paraph)(?:e|es|ons|ent|er|era|erai|erons|eront|erait|erions|ions|"
    r"ee?s?)\b"
)
# A contract, a market, « faire signe », « un signe de »: not the pact.
_SOMETHING_ELSE_BEFORE = re.compile(
    r"(?:\b(?:contrats?|conventions?|partenariats?|marches?|baux|bail|petitions?|tribunes?|"
    r"licences?|"
    r"accords?|chartes?)\b[^,;]{0,40})$"
)
_A_SIGN = re.compile(r"\b(?:un|bon|en|ce|le|aucun|autre|fer\w+|fai\w+|meme) $")
_SOMETHING_ELSE_AFTER = re.compile(
    r" (?:\w+ment )?(?:un |une |des |aucun|plus |de nouveau|tous les |(?:le|la|les|l'|nos|"
    r"nouveaux?) ?"
    r"(?:contrats?|conventions?|marches?|accords?|petition|tribune|partenariat|bail)|que |qu'|"
    r"d[e'] ?|"
    r"sans clause|avec (?:un|une|des|oracle|microsoft|google|les grand))"
)
_SPEAKER = re.compile(
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
_SAID_BY_ITSELF = re.compile(
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
    r"\b(?:vous pouvez|vous pourrez|tu peux) (?:aussi |donc )?(?:nous|m')(?: y)? ?(?:inscrire|"
    r"ajouter|compter|"
    r"mettre (?:dessus|sur|dans|avec))\b|"
    r"\bpour (?:la signature|le pacte|signer)\b.{0,20}(?:c'est (?:entendu|oui|d'accord|bon|fait)|"
    r"\bok)\b|"
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
    r"\bvous avez (?:\w+ ){0,2}(?:notre|ma|mon|nos) (?:signatures?|accord|paraphe|adhesion)\b|"
    r"\baucune? (?:raison|hesitation|reserve|objection|difficulte)\b|\brien ne s'oppose\b|"
    r"\bn'hesit\w+ (?:pas|plus)\b|\bn'en \w+ pas moins\b|"
    r"\bne (?:nous |m')(?:empech|interdi|reti|dissuad|decourag|detourn)\w+ (?:pas|nullement)\b"
)
_NOT_SAID = re.compile(
    r"\b(?:ne|n')\b.{0,50}\b(?:pas|jamais|aucun\w*|guere|point)\b|\b(?:avait|avaient|avions|"
    r"avais|(?<!si vous )avez|aviez|"
    r"auraient|auriez|aurait)\b|(?<!je )(?<!nous )\bvous (?:nous )?(?:demand|invit|propos|"
    r"sollicit|interrog|souhait|"
    r"engag|sugger)\w*|\b(?:en|depuis) (?:19|20[01])\d|\ben 202[0-5]\b|"
    r"\bdeja signataires? sortant|"
    r"\b(?:sortante?s?|adversaires?|concurrents?|autres listes|d'autres)\b|\bpublier(?:ons|a|"
    r"ez)? la liste|"
    r"\bsi (?:nous|je|on|elle) \w*|\b(?:avant|plutot que|au lieu) de (?:le )?signer|"
    r"\bquestion de la signature|"
    r"\bpreferons\b|\breserv\w+ (?:ma|notre)\b|\b(?:rappelle|rappelait) que\b"
)


def signing(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return where ``text[begin:stop]`` says that the list signs, has signed or will."""
    clause = text[begin:stop]
    if _NOT_SAID.search(clause) and not _DOUBLE_NEGATION.search(clause):
        return None
    said = _SAID_BY_ITSELF.search(text, begin, stop)
    if said or not _SPEAKER.search(clause):
        return said
    for match in _VERB.finditer(text, begin, stop):
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
