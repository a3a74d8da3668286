"""What Django's admin says that our catalogue says in better French.

Nothing reads this: strings that stand here are kept in the catalogue, which comes before Django's.
"""

from ledger.steps import gettext_noop

SAID = (
    gettext_noop("Add link"),
    gettext_noop("View selected %(model)s"),
    gettext_noop("The {name} “{obj}” was added successfully."),
    gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below."),
)
