"""The vocabulary of what one may do. Plain Python; roles.py says who holds what."""

from enum import StrEnum


class Permission(StrEnum):
    SEE_DESK = "see_desk"
    FILE_LETTER = "file_letter"
    READ_LETTER = "read_letter"
    DRAFT_COMMITMENT = "draft_commitment"
    ADD_EVIDENCE = "add_evidence"
    RECORD_SIGNATURE = "record_signature"
    PROPOSE_CORRECTION = "propose_correction"
    REVIEW = "review"
    ASSESS = "assess"
    VERIFY_SIGNATURE = "verify_signature"
    DECIDE_REPORT = "decide_report"
    SET_ASIDE_LETTER = "set_aside_letter"
    CHECK_REDACTION = "check_redaction"
    INVITE_CONTACT = "invite_contact"
    MANAGE_SOLICITATION = "manage_solicitation"
    MANAGE_ELECTION = "manage_election"
    MANAGE_PACT = "manage_pact"
    MANAGE_ROLES = "manage_roles"
    WITHDRAW = "withdraw"
    REDACT = "redact"
    IMPORT = "import"
    REPORT = "report"
    API_QUOTA = "api_quota"
