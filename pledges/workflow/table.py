"""All tables of pledges, by kind: what doors, the method page and the matrix test go through."""

from ledger.steps import StepTable
from pledges.workflow.access import ACCESS_REQUEST
from pledges.workflow.assessment import ASSESSMENT, REPLY
from pledges.workflow.commitment import COMMITMENT, CORRECTION
from pledges.workflow.extension import EXTENSION
from pledges.workflow.mandate import MANDATE_CHANGE
from pledges.workflow.merge import MERGE
from pledges.workflow.report import REPORT
from pledges.workflow.signature import SIGNATURE, SOLICITATION

TABLES: dict[str, StepTable] = {
    table.kind: table
    for table in (
        COMMITMENT,
        CORRECTION,
        SIGNATURE,
        SOLICITATION,
        REPORT,
        ASSESSMENT,
        REPLY,
        EXTENSION,
        ACCESS_REQUEST,
        MANDATE_CHANGE,
        MERGE,
    )
}
