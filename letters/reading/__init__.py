"""Reading letters: text in, suggested passages out. Plain Python, no Django, no network.

A map, in the order in which a letter meets the modules.

The file: ``text`` starts ``child`` (through ``isolation`` and ``launcher``) which reads one of
``formats``; ``extraction`` says what was found. ``pictures`` and ``drawing`` draw its pages,
``recognition`` proposes the text of a picture. ``dated``, ``match`` and ``personal`` find the
date, the lists it may come from, and what to redact; ``spans`` moves and cuts passages.

The suggestions of the rules, all asked by ``ruled``, then the choice:

1. ``segment`` cuts blocks (of ``lines``) and sentences; ``folding`` makes them comparable and keeps
   offsets.
2. ``context`` says which sentences may speak for the authors, and under which heading;
   ``headings`` says whether that heading governs or refuses what stands under it. Quoted mail
   and the association's questions stop here.
   ``rows`` reads a table cell by cell, ``lists`` knows lists of measures.
3. ``answers`` takes a sentence that answers yes, ``announce`` every other.
4. ``announce`` cuts it by ``clauses`` and asks ``governor`` of each clause for the first words
   that announce. Surest first: ``turns`` (which extends ``cues``, ``softer``), futures of the
   first person, of the third (``futures``, then ``future_verbs`` where the verb decides),
   conditionals, ``present``, ``wishes``, ``meetings``, ``requests``; ``agreements`` for the pact.
   ``barriers`` refuses: refusals, past, courtesy, opinions, others; ``hollow`` what is nothing
   to do.
5. Where no clause has such words, ``bare`` reads what needs none: items of a governed list,
   slogans, then the names of measures of ``nominal``, the least sure of all; and « les écoles
   aussi », which goes on with the sentence before.
6. ``pieces`` cuts one stretch for each action (``conjuncts``), each without its frame or its
   asides (``edges``).
7. ``ruled`` sorts by ``kinds``, asks ``qualities`` and ``firmness`` for the rest (``suggestion``),
   and scores: the weight of the words, more on digital matters, less outside.
8. ``suggest`` lets the model of ``learned`` decide, which has learned from annotated letters what
   passages look like and how far the rules are right: what is suggested, from where to where, of
   which kind, with the chance that it is right. Under ``THRESHOLD`` nothing is said. In a text of
   few sentences, and where certain ``barriers`` stand, the rules have the last word.

``morphology`` and ``subjects`` know verbs and subjects for all of them, ``patterns`` compiles their
long alternations so that they cost little; ``evaluate`` measures against
tests/letters/reading/gold, where some sets are never looked at row by row.
A new rule goes where its question is asked, with a weight that says how often it is right; letters
annotated by hand teach more (``manage.py learn_reading``).
"""
