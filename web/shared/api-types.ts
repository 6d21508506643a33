// Made by `npm run docs` from the routes of the API. Not to be edited: a test fails when it is stale.

export type ApiKey = { object: "api_key"; id: string; owner: { type: "organization"; id: string } | null; name: string; obfuscated_value: string; permissions: ("*" | "organizations:read" | "organizations:write" | "directories:read" | "directories:write" | "directory_users:read" | "directory_users:write" | "directory_groups:read" | "connections:read" | "connections:write" | "sync_runs:read" | "sync_runs:write" | "sync_runs:decide" | "events:read" | "scim_requests:read" | "webhook_endpoints:read" | "webhook_endpoints:write" | "sinks:read" | "sinks:write" | "portal:write" | "audit_log:read" | "imports:write" | "api_keys:read" | "api_keys:write" | "members:read" | "members:write" | "settings:read" | "settings:write" | "people:read" | "people:write" | "overlay:read" | "overlay:write" | "plans:create" | "plans:approve" | "plans:apply")[]; member_id: string | null; expires_at: string | null; last_used_at: string | null; created_at: string; updated_at: string }

export type ApiKeyWithValue = { object: "api_key"; id: string; owner: { type: "organization"; id: string } | null; name: string; obfuscated_value: string; permissions: ("*" | "organizations:read" | "organizations:write" | "directories:read" | "directories:write" | "directory_users:read" | "directory_users:write" | "directory_groups:read" | "connections:read" | "connections:write" | "sync_runs:read" | "sync_runs:write" | "sync_runs:decide" | "events:read" | "scim_requests:read" | "webhook_endpoints:read" | "webhook_endpoints:write" | "sinks:read" | "sinks:write" | "portal:write" | "audit_log:read" | "imports:write" | "api_keys:read" | "api_keys:write" | "members:read" | "members:write" | "settings:read" | "settings:write" | "people:read" | "people:write" | "overlay:read" | "overlay:write" | "plans:create" | "plans:approve" | "plans:apply")[]; member_id: string | null; expires_at: string | null; last_used_at: string | null; created_at: string; updated_at: string; value: string }

export type AttributeCase = { object: "attribute_case"; id: string; organization_id: string; person_id: string; person_name: string | null; attribute: string; title: string; state: "open" | "decided" | "obsolete"; masked: boolean; value: unknown; candidates: ({ directory_id: string; directory_name: string | null; directory_user_id: string; directory_user_name: string | null; value: unknown })[]; chosen_user_id: string | null; opened_at: string; decided_at: string | null }

export type AttributeCoverage = { object: "attribute_coverage"; directory_id: string; counted: number; is_whole: boolean; attributes: ({ target: string; with: number; without: number })[] }

export type AttributeValues = { object: "attribute_values"; attribute: string; values: ({ value: string | number | boolean; count: number })[]; distinct: number; filled: number; total: number }

export type AuditEntry = { object: "audit_entry"; id: string; action: string; occurred_at: string; organization_id: string | null; actor: { type: "api_key" | "member" | "portal_link"; id: string | null; name: string }; source: "api" | "cli" | "dashboard" | "portal"; target: { type: string; id: string | null }; before: Record<string, unknown> | null; after: Record<string, unknown> | null; context: { location: string | null; user_agent: string | null }; request_id: string | null }

export type AuditLogChoices = { object: "audit_log_choices"; actions: (string)[]; actors: ({ type: "api_key" | "member" | "portal_link"; id: string; name: string })[] }

export type CheckReport = { object: "check_report"; is_usable: boolean; findings: ({ code: string; level: "ok" | "warning" | "error"; text: string })[]; users: { count: number | null; is_at_least: boolean; sample: Record<string, unknown> | null }; groups: { count: number | null; is_at_least: boolean; sample: Record<string, unknown> | null }; missing: (string)[] }

export type ConfigRepository = { object: "config_repository"; id: string; organization_id: string; name: string; url: string; branch: string; folder: string; auto_apply: "never" | "additive" | "approved"; has_secrets: boolean; status: "waiting" | "followed" | "failed"; looked_at: string | null; error: { code: string; text: string } | null; failures: number; commit: { id: string; author: string; subject: string; committed_at: string } | null; plan_id: string | null; next_look_at: string; created_at: string; updated_at: string }

export type Connection = { object: "connection"; organization_id: string; directory_id: string; type: "okta" | "entra id" | "gsuite directory" | "active directory" | "ldap" | "csv"; settings: Record<string, unknown>; mapping: ({ target: string; expression: string })[]; scope: { groups: (string)[]; org_units: (string)[]; rule: string | null; on_leave: "suspend" | "delete" | "keep" }; guards: { users: { percent: number; at_least: number }; groups: { percent: number; at_least: number }; memberships: { percent: number; at_least: number }; blanked: { percent: number; at_least: number } }; schedule: { is_enabled: boolean; interval_minutes: number; full_cron: string }; generation: number; next_run_at: string | null; last_succeeded_at: string | null; last_full_at: string | null; quarantine: { since: string; code: string; text: string } | null; wake_up_url: string | null; created_at: string; updated_at: string }

export type Connector = { object: "connector"; type: "okta" | "entra id" | "gsuite directory" | "active directory" | "ldap" | "csv"; title: string; settings: Record<string, unknown>; abilities: { incremental: boolean; reports_deletions: boolean; nested_groups: boolean; memberships: "with_group" | "with_user"; org_units: boolean; managers: boolean; wake_ups: boolean }; default_mapping: ({ target: string; expression: string })[]; default_interval_minutes: number }

export type CustomAttribute = { object: "custom_attribute"; organization_id: string; name: string; type: "text" | "number" | "boolean" | "date" | "email" | "phone" | "list"; form: "none" | "trim" | "lowercase" | "nfc"; description: string | null; created_at: string; updated_at: string }

export type DeletedDirectoryUser = { object: "deleted_directory_user"; id: string; directory_id: string; organization_id: string; idp_id: string; email: string | null; first_name: string | null; last_name: string | null; name: string | null; emails: ({ primary?: boolean; type?: string; value: string })[]; job_title: string | null; username: string | null; state: "active" | "inactive"; raw_attributes: Record<string, unknown>; custom_attributes: Record<string, unknown>; created_at: string; updated_at: string; group_ids: (string)[]; deleted_at: string; deleted_by: { source: string; actor_id: string | null }; restorable_until: string }

export type DeliveryStatistics = { delivered: number; failed: number; median_ms: number | null; p95_ms: number | null; waiting_events: number; waiting_directories: number; oldest_waiting_at: string | null; hours: ({ hour: string; delivered: number; failed: number; median_ms: number | null; p95_ms: number | null })[] }

export type Directory = { object: "directory"; id: string; organization_id: string; external_key: string; type: string; state: "validating" | "linked" | "invalid_credentials" | "unlinked" | "deleting"; name: string; deprovisioning: { policy: "suspend" | "delete_after_grace" | "keep"; grace_days: number; restore_days: number }; metadata: { users: { active: number; inactive: number }; groups: number }; created_at: string; updated_at: string; endpoint: string | null }

export type DirectoryGroup = { object: "directory_group"; id: string; idp_id: string; directory_id: string; organization_id: string; name: string; raw_attributes: Record<string, unknown>; created_at: string; updated_at: string }

export type DirectoryHealth = { object: "directory_health"; id: string; organization_id: string; organization_name: string; type: string; is_pulled: boolean; state: "validating" | "linked" | "invalid_credentials" | "unlinked" | "deleting"; users: { active: number; inactive: number }; groups: number; last_run: { id: string; kind: "full" | "incremental"; state: "queued" | "running" | "paused" | "waiting" | "completed" | "failed" | "cancelled"; created_at: string; finished_at: string | null; error_code: string | null } | null; last_succeeded_at: string | null; next_run_at: string | null; last_received_at: string | null; last_event_at: string | null; events_by_hour: (number)[]; waiting: { runs: number; held: number; run_id: string | null }; refused_records: number; tokens: { usable: number; expires_at: string | null }; problems: ({ code: "quarantined" | "no_usable_token" | "run_failed" | "not_synced" | "waiting_for_decision" | "paused" | "nothing_received" | "token_expiring" | "records_refused" | "schedule_off"; level: "error" | "warning" | "info"; text: string; fix: "check_connection" | "make_token" | "run_again" | "decide" | "resume" | "set_up" | "rotate_token" | "see_records" | "enable_schedule"; since: string | null })[] }

export type DirectoryPreview = { object: "directory_preview"; is_whole: boolean; looked_at: number; expected: number | null; in_scope: number; out_of_scope: number; users: { create: number; update: number; unchanged: number; deactivate: number; refuse: number }; groups: { is_whole: boolean; create: number; update: number; unchanged: number }; first: ({ change: "create" | "update" | "deactivate" | "refuse"; id: string; name: string; email: string | null; text: string | null })[]; held: string | null; attributes: ({ target: string; with: number; without: number; invalid: number })[]; problems: ({ target: string; code: string; count: number; text: string; name: string })[] }

export type DirectorySetup = { object: "directory_setup"; organization_id: string; directory_id: string; provider: string | null; steps_done: (string)[]; current_step: string | null; link_id: string | null; started_at: string | null; updated_at: string | null; finished_at: string | null }

export type DirectoryToken = { object: "directory_token"; id: string; directory_id: string; organization_id: string; token_suffix: string; created_at: string; expires_at: string | null; last_used_at: string | null; revoked_at: string | null }

export type DirectoryTokenWithSecret = { object: "directory_token"; id: string; directory_id: string; organization_id: string; token_suffix: string; created_at: string; expires_at: string | null; last_used_at: string | null; revoked_at: string | null; bearer_token: string }

export type DirectoryUser = { object: "directory_user"; id: string; directory_id: string; organization_id: string; idp_id: string; email: string | null; first_name: string | null; last_name: string | null; name: string | null; emails: ({ primary?: boolean; type?: string; value: string })[]; job_title: string | null; username: string | null; state: "active" | "inactive"; raw_attributes: Record<string, unknown>; custom_attributes: Record<string, unknown>; created_at: string; updated_at: string; groups: (DirectoryGroup)[] }

export type DirectoryUserAsOf = { object: "directory_user_as_of"; id: string; time: string; existed: boolean; user: { object: "directory_user"; id: string; directory_id: string; organization_id: string; idp_id: string; email: string | null; first_name: string | null; last_name: string | null; name: string | null; emails: ({ primary?: boolean; type?: string; value: string })[]; job_title: string | null; username: string | null; state: "active" | "inactive"; raw_attributes: Record<string, unknown>; custom_attributes: Record<string, unknown>; created_at: string } | null; groups: ({ id: string; name: string })[]; unknown: ("before_log" | "too_many_changes" | "groups_of_deleted")[]; known_since: string | null }

export type DirectoryUserAttributes = { object: "directory_user_attributes"; id: string; origin: "scim" | "mapping"; attributes: ({ name: string; value: unknown; from: string | null; is_own_mapping: boolean; received: unknown; reason: string | null })[]; document: Record<string, unknown>; received: Record<string, unknown> | null }

export type DirectoryUserSource = { object: "directory_user_source"; id: string; document: Record<string, unknown>; received: { method: string; at: string; body: Record<string, unknown>; tolerances?: (string)[] } | null }

export type DirectoryWithToken = { object: "directory"; id: string; organization_id: string; external_key: string; type: string; state: "validating" | "linked" | "invalid_credentials" | "unlinked" | "deleting"; name: string; deprovisioning: { policy: "suspend" | "delete_after_grace" | "keep"; grace_days: number; restore_days: number }; metadata: { users: { active: number; inactive: number }; groups: number }; created_at: string; updated_at: string; endpoint: string | null; bearer_token: string | null }

export type DsyncActivated = { object: "event"; id: string; event: "dsync.activated"; data: { object: "directory"; id: string; organization_id: string; external_key: string; type: string; state: "validating" | "active" | "invalid_credentials" | "inactive" | "deleting"; name: string; created_at: string; updated_at: string; domains: ({ object: "organization_domain"; id: string; domain: string })[] }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncDeleted = { object: "event"; id: string; event: "dsync.deleted"; data: EventDirectory; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncGroupCreated = { object: "event"; id: string; event: "dsync.group.created"; data: DirectoryGroup; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncGroupDeleted = { object: "event"; id: string; event: "dsync.group.deleted"; data: DirectoryGroup; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncGroupUpdated = { object: "event"; id: string; event: "dsync.group.updated"; data: { object: "directory_group"; id: string; idp_id: string; directory_id: string; organization_id: string; name: string; raw_attributes: Record<string, unknown>; created_at: string; updated_at: string; previous_attributes: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncGroupUserAdded = { object: "event"; id: string; event: "dsync.group.user_added"; data: { directory_id: string; group: DirectoryGroup; user: EventDirectoryUser }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncGroupUserRemoved = { object: "event"; id: string; event: "dsync.group.user_removed"; data: { directory_id: string; group: DirectoryGroup; user: EventDirectoryUser }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncTokenCreated = { object: "event"; id: string; event: "dsync.token.created"; data: EventDirectoryToken; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncTokenRevoked = { object: "event"; id: string; event: "dsync.token.revoked"; data: EventDirectoryToken; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncUserCreated = { object: "event"; id: string; event: "dsync.user.created"; data: EventDirectoryUser; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncUserDeleted = { object: "event"; id: string; event: "dsync.user.deleted"; data: EventDirectoryUser; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type DsyncUserUpdated = { object: "event"; id: string; event: "dsync.user.updated"; data: { object: "directory_user"; id: string; directory_id: string; organization_id: string; idp_id: string; email: string | null; first_name: string | null; last_name: string | null; name: string | null; emails: ({ primary?: boolean; type?: string; value: string })[]; job_title: string | null; username: string | null; state: "active" | "inactive"; raw_attributes: Record<string, unknown>; custom_attributes: Record<string, unknown>; created_at: string; updated_at: string; previous_attributes: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type Error = { message: string; code: string; entity_id?: string; errors?: ({ code: string; field: string; message: string })[]; oldest_event_id?: string }

export type Event = DsyncActivated | DsyncDeleted | DsyncUserCreated | DsyncUserUpdated | DsyncUserDeleted | DsyncGroupCreated | DsyncGroupUpdated | DsyncGroupDeleted | DsyncGroupUserAdded | DsyncGroupUserRemoved | DsyncTokenCreated | DsyncTokenRevoked | MusterUserSourceUpdated | MusterGroupSourceUpdated | MusterGroupGroupAdded | MusterGroupGroupRemoved | MusterDirectoryPaused | MusterDirectoryResumed | MusterDestinationPaused | MusterUserLeftScope | MusterSyncRunStarted | MusterSyncRunCompleted | MusterSyncRunFailed | MusterSyncRunWaiting | MusterSyncRunDecided | MusterDirectoryQuarantined | MusterDirectoryRecovered | PersonCreated | PersonUpdated | PersonStatusChanged | PersonDeleted | PersonLinked | PersonUnlinked | PersonMatchDisputed | PersonMatchDecided | PersonAttributeDisputed | PersonAttributeDecided | PersonMemberAdded | PersonMemberRemoved | OverlayObjectCreated | OverlayObjectUpdated | OverlayObjectDeleted | OverlayObjectRestored | OverlayPlanApplied | OverlayDriftFound

export type EventContext = { actor?: { id: string; source: "api" | "dashboard" | "admin_portal" | "system"; name: null } }

export type EventDirectory = { object: "directory"; id: string; organization_id: string; external_key: string; type: string; state: "validating" | "active" | "invalid_credentials" | "inactive" | "deleting"; name: string; created_at: string; updated_at: string }

export type EventDirectoryToken = { object: "directory_token"; id: string; directory_id: string; organization_id: string; token_suffix: string; created_at: string }

export type EventDirectoryUser = { object: "directory_user"; id: string; directory_id: string; organization_id: string; idp_id: string; email: string | null; first_name: string | null; last_name: string | null; name: string | null; emails: ({ primary?: boolean; type?: string; value: string })[]; job_title: string | null; username: string | null; state: "active" | "inactive"; raw_attributes: Record<string, unknown>; custom_attributes: Record<string, unknown>; created_at: string; updated_at: string }

export type EventLogEntry = { organization_id: string; directory_id: string | null; seq: number; position: number | null; object_id: string; sentence: string; cause: { source: "scim" | "api" | "cli" | "dashboard" | "portal" | "system" | "sync" | "people" | "as_code"; actor_id: string | null; request_id: string | null } }

export type ExplainedPart = { text: string; outcome: "value" | "unknown" | "error"; value: string; parts: (ExplainedPart)[] }

export type Explanation = { object: "explanation"; organization_id: string; directory_id: string; asked: string; asked_at: string; verdict: "synced" | "synced_with_problems" | "inactive" | "not_synced" | "never_seen" | "several"; is_fresh: boolean; person: { user_id: string | null; idp_id: string | null; name: string; email: string | null } | null; candidates: ({ user: string; name: string; email: string | null; state: "active" | "inactive" | "deleted" | "not_here" })[]; notices: ({ code: "directory_paused" | "directory_quarantined" | "run_under_way" | "run_failed" | "source_not_asked"; text: string; fix: string | null; facts: Record<string, unknown> })[]; steps: ({ name: "received" | "in_scope" | "mapped" | "matched" | "present"; state: "ok" | "not_ok" | "unknown"; code: "read_in_run" | "read_now" | "received_by_request" | "imported" | "gone_from_source" | "not_found_now" | "unreadable_at_source" | "refused_request" | "only_looked_up" | "never_read" | "never_received" | "not_read_yet" | "nothing_received_yet" | "source_decides" | "everybody_in_scope" | "in_scope" | "out_of_scope" | "left_scope" | "scope_undecided" | "scope_not_reached" | "mapped" | "mapped_with_problems" | "mapping_refused" | "normalised" | "mapping_not_reached" | "matched" | "name_taken" | "refused_here" | "match_not_reached" | "active" | "kept_active" | "inactive_at_source" | "inactive_left_scope" | "removal_held" | "removal_planned" | "deleted" | "not_here"; facts: Record<string, unknown>; text: string; fix: string | null; at: string | null })[]; scope: ({ criterion: "groups" | "org_units" | "rule"; state: "ok" | "not_ok" | "unknown"; text: string })[]; received: Record<string, unknown> | null; mapped: Record<string, unknown> | null; lines: ({ target: string; expression: string; value: unknown; problem: string | null; reason: string | null })[]; problems: (SyncProblem)[]; groups: ({ id: string; name: string; how: "direct" | "nested"; through: { id: string; name: string } | null })[]; requests: ({ object: "scim_request"; id: string; directory_id: string; organization_id: string; request_id: string; received_at: string; method: string; path: string; status: number; duration_ms: number; dialect: string | null; tolerances: (string)[]; error: { scim_type: string | null; detail: string | null } | null; token_id: string | null; resource_id: string | null; user_agent: string | null; remote_address: string | null; dropped_before: number; text: string })[] }

export type ExtensionAttribute = { name: string; description: string; multiValued: boolean; required: boolean; caseExact: boolean; mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly"; returned: "always" | "never" | "default" | "request"; uniqueness: "none"; canonicalValues?: (string)[]; referenceTypes?: (string)[]; type: "string" | "boolean" | "decimal" | "integer" | "dateTime" | "reference" | "binary" | "complex"; subAttributes?: ({ name: string; description: string; multiValued: boolean; required: boolean; caseExact: boolean; mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly"; returned: "always" | "never" | "default" | "request"; uniqueness: "none"; canonicalValues?: (string)[]; referenceTypes?: (string)[]; type: "string" | "boolean" | "decimal" | "integer" | "dateTime" | "reference" | "binary" })[] }

export type FullMemberObject = { object: "member_object"; kind: "Team" | "Group" | "OrgUnit"; id: string; name: string; description: string | null; type: string | null; parent: string | null; org_unit: string | null; rule: string | null; mode: "exact" | "additive" | null; lead: { ref: string; id: string | null; display_name: string | null } | null; members: number; unknown: number; evaluated: boolean; managed_by: { repository: string | null; commit: string | null; file: string; line: number } | null; protected: boolean; updated_at: string; above: { kind: "Team" | "Group" | "OrgUnit"; id: string; name: string } | null; unit: { kind: "Team" | "Group" | "OrgUnit"; id: string; name: string } | null; children: ({ kind: "Team" | "Group" | "OrgUnit"; id: string; name: string; members: number })[]; roles: ({ role: string; people: ({ ref: string; id: string | null; display_name: string | null })[] })[]; rule_builder: Record<string, unknown> | null; overlay_object: OverlayObject }

export type GroupMember = { object: "group_member"; id: string; type: "user" | "group" | "pending"; name: string | null; email: string | null; job_title: string | null; state: "active" | "inactive" | null; member_count: number | null; how: "direct" | "nested" | "pending"; path: ({ id: string; name: string })[]; since: string | null }

export type GroupMembership = { object: "group_membership"; id: string; name: string; member_count: number; how: "direct" | "nested"; path: ({ id: string; name: string })[]; since: string | null }

export type HandMember = { object: "hand_member"; person: { id: string; display_name: string }; action: "add" | "remove"; until: string | null; actor: Record<string, unknown>; created_at: string }

export type HandMembership = { object: "hand_membership"; kind: "Team" | "Group" | "OrgUnit"; object_id: string; person_id: string; action: "add" | "remove" | "clear"; until: string | null; member: boolean; reasons: ({ by: string })[] }

export type HistoryEntry = { object: "history_entry"; id: string; action: string; occurred_at: string; actor: { type: "api_key" | "member" | "portal_link"; name: string }; source: "api" | "cli" | "dashboard" | "portal"; changed: (string)[] }

export type ImportResult = { object: "import_result"; id: string | null; result: "created" | "updated" | "unchanged" | "skipped" | "refused"; message: string | null }

export type ListMetadata = { before: string | null; after: string | null }

export type MappingPreview = { object: "mapping_preview"; users: ({ id: string; name: string; status: "staged" | "active" | "suspended" | "deactivated"; status_detail: string; source: Record<string, unknown>; result: Record<string, unknown> | null; manager: string | null; lines: ({ target: string; expression: string; value: unknown; problem: string | null; reason: string | null })[]; problems: ({ target: string; code: string; text: string })[] })[] }

export type MatchCase = { object: "match_case"; id: string; organization_id: string; directory_id: string; directory_name: string | null; directory_user_id: string; directory_user_name: string | null; state: "open" | "decided" | "obsolete"; reason: "disputed" | "low_confidence" | "reused" | "conflict"; rule: string; candidates: ({ person_id: string; display_name: string })[]; decision: Record<string, unknown> | null; opened_at: string; decided_at: string | null }

export type MatchCaseWithComparison = { object: "match_case"; id: string; organization_id: string; directory_id: string; directory_name: string | null; directory_user_id: string; directory_user_name: string | null; state: "open" | "decided" | "obsolete"; reason: "disputed" | "low_confidence" | "reused" | "conflict"; rule: string; candidates: ({ person_id: string; display_name: string })[]; decision: Record<string, unknown> | null; opened_at: string; decided_at: string | null; people: ({ object: "person"; id: string; organization_id: string; status: "pre_hire" | "active" | "on_leave" | "leaving" | "left"; service: boolean; display_name: string; attributes: Record<string, unknown>; manager_id: string | null; created_at: string; updated_at: string; masked_attributes: (string)[]; manager: { id: string; display_name: string } | null; manager_named: string | null; directory_ids: (string)[]; links: (PersonLink)[] })[]; comparison: ({ name: string; title: string; user: unknown; people: (unknown)[]; agrees: (boolean)[] })[] }

export type Member = { object: "member"; id: string; email: string; name: string; role: "owner" | "admin" | "support" | "auditor"; state: "invited" | "active" | "deactivated"; uses_single_sign_on: boolean; last_sign_in_at: string | null; created_at: string; updated_at: string }

export type MemberObject = { object: "member_object"; kind: "Team" | "Group" | "OrgUnit"; id: string; name: string; description: string | null; type: string | null; parent: string | null; org_unit: string | null; rule: string | null; mode: "exact" | "additive" | null; lead: { ref: string; id: string | null; display_name: string | null } | null; members: number; unknown: number; evaluated: boolean; managed_by: { repository: string | null; commit: string | null; file: string; line: number } | null; protected: boolean; updated_at: string }

export type MemberObjectCounts = { object: "member_object_counts"; teams: number; groups: number; org_units: number }

export type MemberWithUrl = { object: "member"; id: string; email: string; name: string; role: "owner" | "admin" | "support" | "auditor"; state: "invited" | "active" | "deactivated"; uses_single_sign_on: boolean; last_sign_in_at: string | null; created_at: string; updated_at: string; sign_in_url: string; sign_in_url_expires_at: string }

export type MembershipExplanation = { object: "membership_explanation"; person_id: string; kind: "OrgUnit" | "Team" | "Group"; object_id: string; name: string; is_member: boolean; reasons: ({ by: string })[]; unknown: string | null; kept_out: { by: "file" | "hand" | "ended" | "above"; until: string | null } | null; named: { reasons: ({ by: string })[]; counts: boolean } | null; hand: { action: "add" | "remove"; until: string | null; counts: boolean } | null; rule: { text: string; explained: ExplainedPart | null; problem: string | null } | null; flips_at: string | null; masked_attributes: (string)[] }

export type MusterDestinationPaused = { object: "event"; id: string; event: "muster.destination.paused"; data: { object: "destination"; id: string; kind: "webhook" | "polis" | "nats" | "redis"; organization_id: string | null; url?: string; name?: string; reason: string; paused_at: string; directory_id: string }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterDirectoryPaused = { object: "event"; id: string; event: "muster.directory.paused"; data: EventDirectory; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterDirectoryQuarantined = { object: "event"; id: string; event: "muster.directory.quarantined"; data: { object: "directory"; id: string; organization_id: string; external_key: string; type: string; state: "validating" | "active" | "invalid_credentials" | "inactive" | "deleting"; name: string; created_at: string; updated_at: string; error_code: string; error_text: string }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterDirectoryRecovered = { object: "event"; id: string; event: "muster.directory.recovered"; data: EventDirectory; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterDirectoryResumed = { object: "event"; id: string; event: "muster.directory.resumed"; data: EventDirectory; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterGroupGroupAdded = { object: "event"; id: string; event: "muster.group.group_added"; data: { directory_id: string; group: DirectoryGroup; member_group: DirectoryGroup }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterGroupGroupRemoved = { object: "event"; id: string; event: "muster.group.group_removed"; data: { directory_id: string; group: DirectoryGroup; member_group: DirectoryGroup }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterGroupSourceUpdated = { object: "event"; id: string; event: "muster.group.source_updated"; data: { object: "directory_group"; id: string; idp_id: string; directory_id: string; organization_id: string; name: string; raw_attributes: Record<string, unknown>; created_at: string; updated_at: string; previous_attributes: { document: Record<string, unknown> } }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterSyncRunCompleted = { object: "event"; id: string; event: "muster.sync_run.completed"; data: SyncRun; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterSyncRunDecided = { object: "event"; id: string; event: "muster.sync_run.decided"; data: { object: "sync_run"; id: string; organization_id: string; directory_id: string; kind: "full" | "incremental"; trigger: "schedule" | "manual" | "wake_up" | "connected" | "changed" | "recovery"; state: "queued" | "running" | "paused" | "waiting" | "completed" | "failed" | "cancelled"; phase: "listing" | "sweep" | "references" | "guard" | "removals" | "done"; counts: { seen: number; unchanged: number; users_created: number; users_updated: number; users_removed: number; groups_created: number; groups_updated: number; groups_removed: number; memberships_added: number; memberships_removed: number; out_of_scope: number; refused: number; held: number }; expected: number | null; pages: number; pauses: number; waited_ms: number; requested: "pause" | "cancel" | null; resume_at: string | null; error_code: string | null; error_text: string | null; created_at: string; started_at: string | null; finished_at: string | null; updated_at: string; decision: "approved" | "rejected"; reason: string | null; removals: number }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterSyncRunFailed = { object: "event"; id: string; event: "muster.sync_run.failed"; data: SyncRun; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterSyncRunStarted = { object: "event"; id: string; event: "muster.sync_run.started"; data: SyncRun; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterSyncRunWaiting = { object: "event"; id: string; event: "muster.sync_run.waiting"; data: SyncRun; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterUserLeftScope = { object: "event"; id: string; event: "muster.user.left_scope"; data: { object: "directory_user"; id: string; directory_id: string; organization_id: string; idp_id: string; email: string | null; first_name: string | null; last_name: string | null; name: string | null; emails: ({ primary?: boolean; type?: string; value: string })[]; job_title: string | null; username: string | null; state: "active" | "inactive"; raw_attributes: Record<string, unknown>; custom_attributes: Record<string, unknown>; created_at: string; updated_at: string; on_leave: "suspend" | "delete" | "keep" }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type MusterUserSourceUpdated = { object: "event"; id: string; event: "muster.user.source_updated"; data: { object: "directory_user"; id: string; directory_id: string; organization_id: string; idp_id: string; email: string | null; first_name: string | null; last_name: string | null; name: string | null; emails: ({ primary?: boolean; type?: string; value: string })[]; job_title: string | null; username: string | null; state: "active" | "inactive"; raw_attributes: Record<string, unknown>; custom_attributes: Record<string, unknown>; created_at: string; updated_at: string; previous_attributes: { document: Record<string, unknown> } }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type ObjectMember = { object: "object_member"; kind: "Team" | "Group" | "OrgUnit"; object_id: string; person: { id: string; display_name: string; status: "pre_hire" | "active" | "on_leave" | "leaving" | "left" }; reasons: ({ by: string })[]; since: string | null; missing: string | null }

export type OrgChart = { object: "org_chart"; organization_id: string; person_id: string | null; roots: (string)[]; above: (OrgChartCard)[]; cards: (OrgChartCard)[]; loops: (({ id: string; display_name: string })[])[]; dotted_lines: ({ id: string; person: { id: string; display_name: string }; manager: { id: string; display_name: string }; reason: string | null; until: string | null; managed_by: { repository: string | null; commit: string | null; file: string; line: number } | null })[] }

export type OrgChartCard = { object: "org_chart_card"; id: string; display_name: string; status: "pre_hire" | "active" | "on_leave" | "leaving" | "left"; title: string | null; department: string | null; mail: string | null; manager_id: string | null; reports: number; below: number }

export type Organization = { object: "organization"; id: string; name: string; allow_profiles_outside_organization: boolean; domains: (OrganizationDomain)[]; metadata: Record<string, string>; external_id: string | null; created_at: string; updated_at: string }

export type OrganizationDomain = { object: "organization_domain"; id: string; organization_id: string; domain: string; state: "pending" | "verified" | "failed"; verification_prefix: string; verification_token: string; verification_strategy: "dns" | "manual"; created_at: string; updated_at: string }

export type OverlayDrift = { address: string; name: string; kind: "field" | "hand_member" | "connection"; key: string; declared: unknown; actual: unknown; place: { file: string; line: number } | null; by: string | null; at: string | null; object: "overlay_drift" }

export type OverlayDriftFound = { object: "event"; id: string; event: "overlay.drift_found"; data: { object: "overlay_object"; kind: string; id: string; organization_id: string; version: number; document: Record<string, unknown>; managed_by: Record<string, unknown> | null; protected: boolean; drift: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type OverlayExport = { object: "overlay_export"; organization_id: string; revision: number; files: ({ path: string; text: string })[] }

export type OverlayObject = { object: "overlay_object"; kind: string; id: string; organization_id: string; version: number; document: Record<string, unknown>; declared: Record<string, unknown> | null; managed_by: { repository: string | null; commit: string | null; file: string; line: number } | null; protected: boolean; created_at: string; updated_at: string; deleted_at: string | null }

export type OverlayObjectCreated = { object: "event"; id: string; event: "overlay.object_created"; data: { object: "overlay_object"; kind: string; id: string; organization_id: string; version: number; document: Record<string, unknown>; managed_by: Record<string, unknown> | null; protected: boolean }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type OverlayObjectDeleted = { object: "event"; id: string; event: "overlay.object_deleted"; data: { object: "overlay_object"; kind: string; id: string; organization_id: string; version: number; document: Record<string, unknown>; managed_by: Record<string, unknown> | null; protected: boolean }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type OverlayObjectRestored = { object: "event"; id: string; event: "overlay.object_restored"; data: { object: "overlay_object"; kind: string; id: string; organization_id: string; version: number; document: Record<string, unknown>; managed_by: Record<string, unknown> | null; protected: boolean }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type OverlayObjectUpdated = { object: "event"; id: string; event: "overlay.object_updated"; data: { object: "overlay_object"; kind: string; id: string; organization_id: string; version: number; document: Record<string, unknown>; managed_by: Record<string, unknown> | null; protected: boolean; previous_attributes: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type OverlayPlanApplied = { object: "event"; id: string; event: "overlay.plan_applied"; data: { object: "plan"; id: string; state: string; summary: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type Overview = { object: "overview"; attention: ({ kind: "directory_quarantined" | "run_waiting" | "destination_paused" | "destination_failing" | "directory_stale" | "directory_silent" | "token_expiring" | "api_key_expiring" | "portal_link_expiring"; count: number; items: ({ id: string; name: string; organization_id: string | null; organization_name: string | null; directory_id: string | null; at: string; code: string | null; text: string | null; held: number | null })[] })[]; totals: { organizations: number; directories: { linked: number; validating: number; invalid_credentials: number; unlinked: number; deleting: number }; users: { active: number; inactive: number }; groups: number }; first_steps: { organization: boolean; portal_link: boolean; person: boolean; webhook: boolean }; activity: { days: ({ day: string; events: number; runs: { completed: number; failed: number; cancelled: number }; deliveries: { delivered: number; failed: number; median_ms: number | null; p95_ms: number | null } })[]; counted_until: string | null } | null }

export type Person = { object: "person"; id: string; organization_id: string; status: "pre_hire" | "active" | "on_leave" | "leaving" | "left"; service: boolean; display_name: string; attributes: Record<string, unknown>; manager_id: string | null; created_at: string; updated_at: string }

export type PersonAttributeDecided = { object: "event"; id: string; event: "person.attribute_decided"; data: { object: "attribute_case"; id: string; person_id: string; attribute: string; state: "open" | "decided" | "obsolete"; candidates: ({ directory_id: string; directory_user_id: string })[]; chosen_user_id: string | null }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonAttributeDisputed = { object: "event"; id: string; event: "person.attribute_disputed"; data: { object: "attribute_case"; id: string; person_id: string; attribute: string; state: "open" | "decided" | "obsolete"; candidates: ({ directory_id: string; directory_user_id: string })[]; chosen_user_id: string | null }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonCreated = { object: "event"; id: string; event: "person.created"; data: Person; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonDeleted = { object: "event"; id: string; event: "person.deleted"; data: Person; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonExplanation = { object: "person_explanation"; id: string; organization_id: string; display_name: string; attributes: ({ name: string; title: string; type: string; value: unknown; masked: boolean; rule: "owner" | "peer" | "union" | "overlay" | "held" | "chosen"; order: (string)[]; written_in: string | null; declared_at: Record<string, unknown> | null; since: string | null; case_id: string | null; candidates: ({ directory_id: string; directory_name: string; directory_user_id: string; value: unknown; wins: boolean })[] })[]; manager: { id: string | null; display_name: string | null; named: string | null; directory_name: string | null; directory_user_id: string | null } | null; merged: ({ person_id: string; display_name: string; at: string })[]; status: { value: string; because: string; until: string | null } }

export type PersonLink = { object: "person_link"; person_id: string; directory_id: string; directory_user_id: string; rule: string; confidence: number; evidence: Record<string, unknown>; pinned: boolean; linked_at: string; user: { name: string; email: string | null; idp_id: string; state: "active" | "inactive" } | null; directory: { name: string; type: string } | null }

export type PersonLinkChange = { object: "person_link_change"; id: string; person_id: string; directory_user_id: string; action: "linked" | "unlinked" | "relinked"; rule: string; evidence: Record<string, unknown>; cause: Record<string, unknown>; occurred_at: string }

export type PersonLinked = { object: "event"; id: string; event: "person.linked"; data: { object: "person_link"; person_id: string; directory_id: string; directory_user_id: string; rule: string; confidence: number; evidence: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonMatchDecided = { object: "event"; id: string; event: "person.match_decided"; data: { object: "match_case"; id: string; directory_id: string; directory_user_id: string; state: "open" | "decided" | "obsolete"; reason: "disputed" | "low_confidence" | "reused" | "conflict"; rule: string; candidates: ({ person_id: string; display_name: string })[]; decision: Record<string, unknown> | null }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonMatchDisputed = { object: "event"; id: string; event: "person.match_disputed"; data: { object: "match_case"; id: string; directory_id: string; directory_user_id: string; state: "open" | "decided" | "obsolete"; reason: "disputed" | "low_confidence" | "reused" | "conflict"; rule: string; candidates: ({ person_id: string; display_name: string })[]; decision: Record<string, unknown> | null }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonMemberAdded = { object: "event"; id: string; event: "person.member_added"; data: { object: "person_membership"; person_id: string; kind: "OrgUnit" | "Team" | "Group"; object_id: string; name: string; reasons: (Record<string, unknown>)[] }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonMemberRemoved = { object: "event"; id: string; event: "person.member_removed"; data: { object: "person_membership"; person_id: string; kind: "OrgUnit" | "Team" | "Group"; object_id: string; name: string; reasons: (Record<string, unknown>)[] }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonMembership = { object: "person_membership"; person_id: string; kind: "OrgUnit" | "Team" | "Group"; object_id: string; name: string; managed_by: Record<string, unknown> | null; reasons: ({ by: string })[]; since: string | null; missing: string | null }

export type PersonMerge = { object: "person_merge"; organization_id: string; person_id: string; display_name: string; merged_person_id: string; merged_display_name: string; links: (PersonLink)[]; changes: ({ attribute: string; before: unknown; after: unknown })[]; masked_attributes: (string)[]; directories_twice: ({ id: string; name: string })[] }

export type PersonStatusChanged = { object: "event"; id: string; event: "person.status_changed"; data: { object: "person"; id: string; organization_id: string; status: "pre_hire" | "active" | "on_leave" | "leaving" | "left"; service: boolean; display_name: string; attributes: Record<string, unknown>; manager_id: string | null; created_at: string; updated_at: string; previous_attributes: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonUnlinked = { object: "event"; id: string; event: "person.unlinked"; data: { object: "person_link"; person_id: string; directory_id: string; directory_user_id: string; rule: string; confidence: number; evidence: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonUpdated = { object: "event"; id: string; event: "person.updated"; data: { object: "person"; id: string; organization_id: string; status: "pre_hire" | "active" | "on_leave" | "leaving" | "left"; service: boolean; display_name: string; attributes: Record<string, unknown>; manager_id: string | null; created_at: string; updated_at: string; previous_attributes: Record<string, unknown> }; created_at: string; context: EventContext; log_entry?: EventLogEntry }

export type PersonWithDirectories = { object: "person"; id: string; organization_id: string; status: "pre_hire" | "active" | "on_leave" | "leaving" | "left"; service: boolean; display_name: string; attributes: Record<string, unknown>; manager_id: string | null; created_at: string; updated_at: string; masked_attributes: (string)[]; manager: { id: string; display_name: string } | null; manager_named: string | null; directory_ids: (string)[] }

export type Plan = { object: "plan"; id: string; organization_id: string; state: "planned" | "approved" | "applying" | "applied" | "failed" | "superseded" | "rejected" | "expired"; origin: { type: "files" | "repository"; repository: string | null; commit: string | null; branch: string | null; pull_request: string | null; author?: (string)[] }; summary: { create: number; update: number; rename: number; delete: number; release: number; adopt: number; restore: number; manage: number; blocked: number; enter: number; leave: number; unknown: number }; applyable: boolean; config_hash: string; approvals: ({ decision: "approved" | "rejected"; actor: { type: "api_key" | "member" | "portal_link" | "repository"; id: string | null; name: string; member_id?: string | null }; role: string | null; email: string | null; reason: string | null; at: string })[]; result: { changes: ({ address: string; actions: ("create" | "update" | "rename" | "delete" | "release" | "adopt" | "restore" | "manage")[]; outcome: "applied" | "blocked" | "failed"; text: string | null })[]; revision: number | null; text: string | null } | null; created_by: { type: "api_key" | "member" | "portal_link" | "repository"; id: string | null; name: string; member_id?: string | null }; created_at: string; expires_at: string; finished_at: string | null; plan: { format_version: 1; id: string | null; organization_id: string; config_hash: string; revision: number; sources: ({ id: string; directory: string; as_of: string | null; stale: boolean })[]; changes: ({ address: string; name: string; actions: ("create" | "update" | "rename" | "delete" | "release" | "adopt" | "restore" | "manage")[]; reason: "file_added" | "file_changed" | "file_removed" | "listed_as_removed" | "renamed" | "drifted" | "keys_changed" | "depends_on_change"; previous_address: string | null; place: { file: string; line: number } | null; before: Record<string, unknown> | null; after: Record<string, unknown> | null; fields: ({ key: string; before: unknown; after: unknown })[]; people: { before: number; enter: number; leave: number; unknown: number; samples: { enter: ({ id: string; name: string; why: string })[]; leave: ({ id: string; name: string; why: string })[]; unknown: ({ id: string; name: string; why: string })[] } } | null; destructive: boolean; blocked: { code: "protected" | "guard" | "no_removals" | "still_referenced" | "pinned_elsewhere" | "managed_elsewhere" | "not_found"; text: string } | null })[]; drift: ({ address: string; name: string; kind: "field" | "hand_member" | "connection"; key: string; declared: unknown; actual: unknown; place: { file: string; line: number } | null; by: string | null; at: string | null })[]; guards: ({ name: "removals" | "deletions" | "max_members"; address: string; count: number; of: number; used: number; limit: number; rule: string; ok: boolean; passes_at: string | null; allowed: boolean })[]; findings: ({ code: string; severity: "error" | "warning"; file: string; line: number; column: number; text: string; address: string | null })[]; tests: ({ name: string; file: string; line: number; passed: boolean; failures: (string)[] })[]; approvals: ({ when: "always" | "removals" | "deletions" | "guard"; by: (string)[]; paths?: (string)[]; ends?: boolean; count: number; given: number })[]; allowed: (string)[]; no_removals: boolean; summary: { create: number; update: number; rename: number; delete: number; release: number; adopt: number; restore: number; manage: number; blocked: number; enter: number; leave: number; unknown: number }; applyable: boolean; obstacles: (string)[]; created_at: string; expires_at: string } }

export type PlanHead = { object: "plan"; id: string; organization_id: string; state: "planned" | "approved" | "applying" | "applied" | "failed" | "superseded" | "rejected" | "expired"; origin: { type: "files" | "repository"; repository: string | null; commit: string | null; branch: string | null; pull_request: string | null; author?: (string)[] }; summary: { create: number; update: number; rename: number; delete: number; release: number; adopt: number; restore: number; manage: number; blocked: number; enter: number; leave: number; unknown: number }; applyable: boolean; config_hash: string; approvals: ({ decision: "approved" | "rejected"; actor: { type: "api_key" | "member" | "portal_link" | "repository"; id: string | null; name: string; member_id?: string | null }; role: string | null; email: string | null; reason: string | null; at: string })[]; result: { changes: ({ address: string; actions: ("create" | "update" | "rename" | "delete" | "release" | "adopt" | "restore" | "manage")[]; outcome: "applied" | "blocked" | "failed"; text: string | null })[]; revision: number | null; text: string | null } | null; created_by: { type: "api_key" | "member" | "portal_link" | "repository"; id: string | null; name: string; member_id?: string | null }; created_at: string; expires_at: string; finished_at: string | null }

export type PortalLink = { object: "portal_link"; id: string; organization_id: string; intent: string; return_url: string | null; success_url: string | null; directory_id: string | null; it_contact_emails: (string)[]; expires_at: string; opened_at: string | null; revoked_at: string | null; created_at: string }

export type PortalLinkWithUrl = { object: "portal_link"; id: string; organization_id: string; intent: string; return_url: string | null; success_url: string | null; directory_id: string | null; it_contact_emails: (string)[]; expires_at: string; opened_at: string | null; revoked_at: string | null; created_at: string; link: string }

export type Provider = { object: "provider"; id: string; name: string; kind: "scim" | "pull"; is_special: boolean; scim_version: "1.1" | "2.0" | null; directory_types: (string)[]; needs: { minutes: number; role: string; plan: string | null }; introduction: string; steps: ({ title: string; text: string })[]; attributes: string; behavior: string | null; test: string; vendor_url: string | null; settings: Record<string, unknown> | null }

export type Replay = { object: "replay"; events: number; directories: number; is_complete: boolean }

export type RuleConversion = { object: "rule_conversion"; from: "entra" | "okta"; rule: string | null; warnings: (string)[]; error: { text: string } | null }

export type RuleExplanation = { object: "rule_explanation"; organization_id: string; person_id: string; display_name: string; rule: string; outcome: "in" | "out" | "unknown"; missing: string | null; explained: ExplainedPart | null; flips_at: string | null; warnings: (string)[]; masked_attributes: (string)[] }

export type RulePreview = { object: "rule_preview"; organization_id: string; rule: string; builder: Record<string, unknown> | null; valid: boolean; error: { text: string } | null; warnings: (string)[]; reads: (string)[]; reads_time: boolean; count: number; unknown: number; total: number; complete: boolean; filled: ({ attribute: string; count: number })[]; samples: { in: ({ id: string; name: string; values: Record<string, unknown>; missing: string | null })[]; out: ({ id: string; name: string; values: Record<string, unknown>; missing: string | null })[]; unknown: ({ id: string; name: string; values: Record<string, unknown>; missing: string | null })[] } | null; masked_attributes: (string)[]; took_ms: number }

export type RuleVocabulary = { object: "rule_vocabulary"; organization_id: string; attributes: ({ name: string; type: string; title: string; description: string | null; own: boolean; sensitive: boolean })[]; groups: ({ id: string; name: string })[]; teams: ({ id: string; name: string; roles: (string)[] })[]; org_units: ({ id: string; name: string })[] }

export type SchemaExtension = { object: "schema_extension"; id: string; organization_id: string; urn: string; name: string; description: string; resource_type: "User" | "Group"; required: boolean; attributes: (ExtensionAttribute)[]; created_at: string; updated_at: string }

export type ScimRequest = { object: "scim_request"; id: string; directory_id: string; organization_id: string; request_id: string; received_at: string; method: string; path: string; status: number; duration_ms: number; dialect: string | null; tolerances: (string)[]; error: { scim_type: string | null; detail: string | null } | null; token_id: string | null; resource_id: string | null; user_agent: string | null; remote_address: string | null; dropped_before: number }

export type ScimRequestWithBodies = { object: "scim_request"; id: string; directory_id: string; organization_id: string; request_id: string; received_at: string; method: string; path: string; status: number; duration_ms: number; dialect: string | null; tolerances: (string)[]; error: { scim_type: string | null; detail: string | null } | null; token_id: string | null; resource_id: string | null; user_agent: string | null; remote_address: string | null; dropped_before: number; request_body: unknown; response_body: unknown; truncated: boolean }

export type ScopePreview = { object: "scope_preview"; looked_at: number; in: number; out: number; users: ({ id: string; name: string; is_in: boolean; reason: string })[] }

export type SearchCount = { object: "search_count"; count: number; is_exact: boolean }

export type SearchResult = { object: "search_result"; kind: "organization" | "directory" | "person" | "directory_user" | "directory_group" | "sync_run" | "event" | "webhook_endpoint" | "sink"; id: string; name: string; detail: string | null; organization_id: string | null; directory_id: string | null; state: string | null }

export type Settings = { object: "settings"; version: string; public_url: string; branding: { name: string | null; logo: string | null; colour: string | null; contact: string | null }; deletion_guards: { users: { percent: number; at_least: number }; groups: { percent: number; at_least: number }; memberships: { percent: number; at_least: number }; blanked: { percent: number; at_least: number } }; retention: { event_days: number; scim_request_days: number; audit_log_days: number; delivery_attempt_days: number }; limits: { api_requests_per_minute: number; scim_requests_per_second: number; scim_requests_in_flight: number }; single_sign_on: { name: string; issuer: string; client_id: string; scopes: (string)[]; role_claim: string | null; roles: ({ value: string; role: "owner" | "admin" | "support" | "auditor" })[]; allowed_domains: (string)[]; trusts_email: boolean } | null; single_sign_on_redirect_uri: string; roles: ({ role: "owner" | "admin" | "support" | "auditor"; permissions: ("organizations:read" | "organizations:write" | "directories:read" | "directories:write" | "directory_users:read" | "directory_users:write" | "directory_groups:read" | "connections:read" | "connections:write" | "sync_runs:read" | "sync_runs:write" | "sync_runs:decide" | "events:read" | "scim_requests:read" | "webhook_endpoints:read" | "webhook_endpoints:write" | "sinks:read" | "sinks:write" | "portal:write" | "audit_log:read" | "imports:write" | "api_keys:read" | "api_keys:write" | "members:read" | "members:write" | "settings:read" | "settings:write" | "people:read" | "people:write" | "overlay:read" | "overlay:write" | "plans:create" | "plans:approve" | "plans:apply")[] })[]; health: { is_ready: boolean; checks: Record<string, string> }; nodes: ({ id: string; started_at: string | null })[] }

export type SignInLink = { object: "sign_in_link"; id: string; member_id: string | null; expires_at: string; url: string }

export type Sink = { object: "sink"; id: string; type: "nats" | "redis"; name: string | null; status: "enabled" | "disabled"; events: (string)[]; organization_id: string | null; settings: Record<string, unknown>; batch_size: number; parallel: number; paused_at: string | null; paused_reason: string | null; failing_since: string | null; last_delivered_at: string | null; created_at: string; updated_at: string; statistics?: DeliveryStatistics }

export type SinkAttempt = { object: "sink_attempt"; id: string; sink_id: string; organization_id: string; directory_id: string; event_id: string; event_type: string | null; first_seq: number; last_seq: number; attempt: number; status: "delivered" | "failed"; response: string | null; error: string | null; duration_ms: number; sent_at: string }

export type SinkWithFailures = { object: "sink"; id: string; type: "nats" | "redis"; name: string | null; status: "enabled" | "disabled"; events: (string)[]; organization_id: string | null; settings: Record<string, unknown>; batch_size: number; parallel: number; paused_at: string | null; paused_reason: string | null; failing_since: string | null; last_delivered_at: string | null; created_at: string; updated_at: string; statistics?: DeliveryStatistics; failing_directories: ({ organization_id: string; directory_id: string; waiting_events: number; attempts: number; failing_since: string | null; next_attempt_at: string | null; paused_at: string | null; last_error: string | null })[] }

export type SourceFile = { object: "source_file"; id: string; directory_id: string; name: string; size: number; sha256: string; uploaded_at: string }

export type SourceGroup = { object: "source_group"; id: string; name: string; members: number | null }

export type StagedRemoval = { object: "staged_removal"; id: string; directory_id: string; run_id: string; kind: "user" | "group" | "membership" | "attribute"; reason: "absent" | "deleted" | "deactivated" | "left_scope" | "blanked"; object_id: string; detail: string | null; name: string; email: string | null; department: string | null; last_seen_at: string | null; state: "planned" | "held" | "approved" | "rejected" | "applied" | "withdrawn"; created_at: string; decided_at: string | null }

export type SyncGuard = { object: "sync_guard"; run_id: string; directory_id: string; undecided: number; removals: ({ kind: "user" | "group" | "membership" | "attribute"; reason: "absent" | "deleted" | "deactivated" | "left_scope" | "blanked"; state: "planned" | "held" | "approved" | "rejected" | "applied" | "withdrawn"; count: number; active_count: number })[]; limits: ({ kind: "users" | "groups" | "memberships" | "blanked"; what: string; removals: number; total: number; percent: number; at_least: number; is_exceeded: boolean; text: string | null })[]; departments: ({ name: string | null; count: number })[]; groups: ({ id: string; name: string; count: number; member_count: number })[]; decision: { word: "approved" | "rejected"; at: string; actor: { type: string; id: string | null; name: string }; reason: string | null } | null }

export type SyncProblem = { object: "sync_problem"; id: string; directory_id: string; kind: string; source_id: string; name: string; code: string; text: string; attempts: number; first_seen_at: string; last_seen_at: string; retry_at: string | null }

export type SyncProblemSummary = { object: "sync_problem_summary"; directory_id: string; count: number; codes: ({ code: string; count: number; text: string; last_seen_at: string })[] }

export type SyncProgress = { object: "sync_progress"; run_id: string; state: "queued" | "running" | "paused" | "waiting" | "completed" | "failed" | "cancelled"; phase: "listing" | "sweep" | "references" | "guard" | "removals" | "done"; counts: { seen: number; unchanged: number; users_created: number; users_updated: number; users_removed: number; groups_created: number; groups_updated: number; groups_removed: number; memberships_added: number; memberships_removed: number; out_of_scope: number; refused: number; held: number }; expected: number | null; records_per_second: number | null; seconds_left: number | null }

export type SyncRun = { object: "sync_run"; id: string; organization_id: string; directory_id: string; kind: "full" | "incremental"; trigger: "schedule" | "manual" | "wake_up" | "connected" | "changed" | "recovery"; state: "queued" | "running" | "paused" | "waiting" | "completed" | "failed" | "cancelled"; phase: "listing" | "sweep" | "references" | "guard" | "removals" | "done"; counts: { seen: number; unchanged: number; users_created: number; users_updated: number; users_removed: number; groups_created: number; groups_updated: number; groups_removed: number; memberships_added: number; memberships_removed: number; out_of_scope: number; refused: number; held: number }; expected: number | null; pages: number; pauses: number; waited_ms: number; requested: "pause" | "cancel" | null; resume_at: string | null; error_code: string | null; error_text: string | null; created_at: string; started_at: string | null; finished_at: string | null; updated_at: string }

export type SyncRunWithDirectory = { object: "sync_run"; id: string; organization_id: string; directory_id: string; kind: "full" | "incremental"; trigger: "schedule" | "manual" | "wake_up" | "connected" | "changed" | "recovery"; state: "queued" | "running" | "paused" | "waiting" | "completed" | "failed" | "cancelled"; phase: "listing" | "sweep" | "references" | "guard" | "removals" | "done"; counts: { seen: number; unchanged: number; users_created: number; users_updated: number; users_removed: number; groups_created: number; groups_updated: number; groups_removed: number; memberships_added: number; memberships_removed: number; out_of_scope: number; refused: number; held: number }; expected: number | null; pages: number; pauses: number; waited_ms: number; requested: "pause" | "cancel" | null; resume_at: string | null; error_code: string | null; error_text: string | null; created_at: string; started_at: string | null; finished_at: string | null; updated_at: string; directory: { id: string; name: string; type: string }; organization: { id: string; name: string } }

export type TimelineEntry = { object: "timeline_entry"; id: string; kind: "event" | "request" | "removal" | "problem"; at: string; directory_id: string | null; text: string; event: { type: string; changes: ({ attribute: string; before: unknown; after: unknown })[]; group: { id: string; name: string } | null; user: { id: string; name: string } | null; source: string; actor_id: string | null; request_id: string | null; sync_run_id: string | null } | null; request: { request_id: string; method: string; path: string; status: number; token_id: string | null; user_agent: string | null; dialect: string | null } | null; removal: { sync_run_id: string; kind: string; reason: string; state: string; decided_at: string | null; applied_at: string | null } | null; problem: { code: string; attempts: number; last_seen_at: string } | null }

export type WebhookEndpoint = { object: "webhook_endpoint"; id: string; endpoint_url: string; secret: string; status: "enabled" | "disabled"; events: (string)[]; organization_id: string | null; type: "webhook" | "polis"; batch_size: number; parallel: number; timeout_seconds: number; tenant: string | null; product: string | null; previous_secret_until: string | null; paused_at: string | null; paused_reason: string | null; failing_since: string | null; last_delivered_at: string | null; created_at: string; updated_at: string; statistics?: DeliveryStatistics }

export type WebhookEndpointAttempt = { object: "webhook_endpoint_attempt"; id: string; webhook_endpoint_id: string; organization_id: string; directory_id: string; event_id: string; event_type: string | null; first_seq: number; last_seq: number; attempt: number; status: "delivered" | "failed"; response_status: number | null; response_headers: Record<string, string> | null; response_body: string | null; error: string | null; duration_ms: number; sent_at: string }

export type WebhookEndpointAttemptWithRequest = { object: "webhook_endpoint_attempt"; id: string; webhook_endpoint_id: string; organization_id: string; directory_id: string; event_id: string; event_type: string | null; first_seq: number; last_seq: number; attempt: number; status: "delivered" | "failed"; response_status: number | null; response_headers: Record<string, string> | null; response_body: string | null; error: string | null; duration_ms: number; sent_at: string; request: { method: "POST"; url: string; headers: Record<string, string>; body: string } | null }

export type WebhookEndpointWithFailures = { object: "webhook_endpoint"; id: string; endpoint_url: string; secret: string; status: "enabled" | "disabled"; events: (string)[]; organization_id: string | null; type: "webhook" | "polis"; batch_size: number; parallel: number; timeout_seconds: number; tenant: string | null; product: string | null; previous_secret_until: string | null; paused_at: string | null; paused_reason: string | null; failing_since: string | null; last_delivered_at: string | null; created_at: string; updated_at: string; statistics?: DeliveryStatistics; failing_directories: ({ organization_id: string; directory_id: string; waiting_events: number; attempts: number; failing_since: string | null; next_attempt_at: string | null; paused_at: string | null; last_error: string | null })[] }

/** Every operation of the API by its method and path. */
export type Operations = {
  'POST /organizations': {
    path: Record<string, never>
    query: Record<string, never>
    body: { name: string; external_id?: string | null; metadata?: Record<string, string> | null; domain_data?: ({ domain: string; state?: "pending" | "verified" })[]; domains?: (string)[]; allow_profiles_outside_organization?: boolean }
    answer: Organization
  }
  'GET /organizations': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; search?: string; domains?: (string)[] }
    body: undefined
    answer: { object: "list"; data: (Organization)[]; list_metadata: ListMetadata }
  }
  'GET /organizations/external_id/{external_id}': {
    path: { external_id: string }
    query: Record<string, never>
    body: undefined
    answer: Organization
  }
  'GET /organizations/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Organization
  }
  'PUT /organizations/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: { name?: string; external_id?: string | null; metadata?: Record<string, string | null> | null; domain_data?: ({ domain: string; state?: "pending" | "verified" })[]; domains?: (string)[]; allow_profiles_outside_organization?: boolean }
    answer: Organization
  }
  'DELETE /organizations/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /organization_domains': {
    path: Record<string, never>
    query: Record<string, never>
    body: { organization_id: string; domain: string }
    answer: OrganizationDomain
  }
  'GET /organization_domains/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: OrganizationDomain
  }
  'DELETE /organization_domains/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /organization_domains/{id}/verify': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: OrganizationDomain
  }
  'POST /organizations/{id}/schema_extensions': {
    path: { id: string }
    query: Record<string, never>
    body: { urn: string; resource_type: "User" | "Group"; name: string; description?: string; required?: boolean; attributes: (unknown)[] }
    answer: SchemaExtension
  }
  'GET /organizations/{id}/schema_extensions': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (SchemaExtension)[]; list_metadata: ListMetadata }
  }
  'GET /organizations/{id}/schema_extensions/{extension_id}': {
    path: { id: string; extension_id: string }
    query: Record<string, never>
    body: undefined
    answer: SchemaExtension
  }
  'PUT /organizations/{id}/schema_extensions/{extension_id}': {
    path: { id: string; extension_id: string }
    query: Record<string, never>
    body: { name: string; description?: string; required?: boolean; attributes: (unknown)[] }
    answer: SchemaExtension
  }
  'DELETE /organizations/{id}/schema_extensions/{extension_id}': {
    path: { id: string; extension_id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'GET /organizations/{id}/custom_attributes': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (CustomAttribute)[]; list_metadata: ListMetadata }
  }
  'PUT /organizations/{id}/custom_attributes/{name}': {
    path: { id: string; name: string }
    query: Record<string, never>
    body: { type: "text" | "number" | "boolean" | "date" | "email" | "phone" | "list"; form?: "none" | "trim" | "lowercase" | "nfc"; description?: string | null }
    answer: CustomAttribute
  }
  'DELETE /organizations/{id}/custom_attributes/{name}': {
    path: { id: string; name: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'GET /overview': {
    path: Record<string, never>
    query: Record<string, never>
    body: undefined
    answer: Overview
  }
  'GET /directories/health': {
    path: Record<string, never>
    query: { ids: (string)[] }
    body: undefined
    answer: { object: "list"; data: (DirectoryHealth)[]; list_metadata: ListMetadata }
  }
  'GET /search': {
    path: Record<string, never>
    query: { q: string; limit?: string }
    body: undefined
    answer: { object: "list"; data: (SearchResult)[]; list_metadata: ListMetadata }
  }
  'POST /directories': {
    path: Record<string, never>
    query: Record<string, never>
    body: { organization_id: string; name: string; type: "okta scim v2.0" | "okta scim v1.1" | "azure scim v2.0" | "onelogin scim v2.0" | "jump cloud scim v2.0" | "pingfederate scim v2.0" | "pingfederate scim v1.1" | "pingone scim v2.0" | "google scim v2.0" | "authentik scim v2.0" | "keycloak scim v2.0" | "cyberark scim v2.0" | "rippling scim v2.0" | "sailpoint scim v2.0" | "generic scim v2.0" | "generic scim v1.1" | "strict scim v2.0" | "okta" | "entra id" | "gsuite directory" | "active directory" | "ldap" | "csv"; connection?: { settings?: Record<string, unknown>; mapping?: ({ target: string; expression: string })[]; scope?: { groups?: (string)[]; org_units?: (string)[]; rule?: string | null; on_leave?: "suspend" | "delete" | "keep" }; guards?: { users?: { percent: number; at_least: number }; groups?: { percent: number; at_least: number }; memberships?: { percent: number; at_least: number }; blanked?: { percent: number; at_least: number } }; schedule?: { is_enabled?: boolean; interval_minutes?: number; full_cron?: string } } }
    answer: DirectoryWithToken
  }
  'GET /directories': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; search?: string; domain?: string; states?: ("validating" | "linked" | "invalid_credentials" | "unlinked" | "deleting")[]; types?: (string)[]; sort?: "created" | "name" }
    body: undefined
    answer: { object: "list"; data: (Directory)[]; list_metadata: ListMetadata }
  }
  'GET /directories/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Directory
  }
  'PUT /directories/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: { name?: string; deprovisioning?: { policy?: "suspend" | "delete_after_grace" | "keep"; grace_days?: number; restore_days?: number } }
    answer: Directory
  }
  'DELETE /directories/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /directories/{id}/pause': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Directory
  }
  'POST /directories/{id}/resume': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Directory
  }
  'POST /directories/{id}/tokens': {
    path: { id: string }
    query: Record<string, never>
    body: { expires_in_days?: number | null }
    answer: DirectoryTokenWithSecret
  }
  'GET /directories/{id}/tokens': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (DirectoryToken)[]; list_metadata: ListMetadata }
  }
  'DELETE /directories/{id}/tokens/{token_id}': {
    path: { id: string; token_id: string }
    query: { in_seconds?: string }
    body: undefined
    answer: DirectoryToken
  }
  'GET /directories/{id}/setup': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: DirectorySetup
  }
  'PUT /directories/{id}/setup': {
    path: { id: string }
    query: Record<string, never>
    body: { provider?: string | null; current_step?: string | null; steps?: Record<string, boolean>; is_finished?: boolean }
    answer: DirectorySetup
  }
  'GET /providers': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (Provider)[]; list_metadata: ListMetadata }
  }
  'GET /connectors': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (Connector)[]; list_metadata: ListMetadata }
  }
  'GET /directories/{id}/connection': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Connection
  }
  'PUT /directories/{id}/connection': {
    path: { id: string }
    query: Record<string, never>
    body: { settings?: Record<string, unknown>; mapping?: ({ target: string; expression: string })[]; scope?: { groups?: (string)[]; org_units?: (string)[]; rule?: string | null; on_leave?: "suspend" | "delete" | "keep" }; guards?: { users?: { percent: number; at_least: number }; groups?: { percent: number; at_least: number }; memberships?: { percent: number; at_least: number }; blanked?: { percent: number; at_least: number } }; schedule?: { is_enabled?: boolean; interval_minutes?: number; full_cron?: string } }
    answer: Connection
  }
  'POST /directories/{id}/connection/check': {
    path: { id: string }
    query: Record<string, never>
    body: { settings?: Record<string, unknown> }
    answer: CheckReport
  }
  'POST /directories/{id}/connection/wake_ups': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Connection
  }
  'POST /directories/{id}/mapping/preview': {
    path: { id: string }
    query: Record<string, never>
    body: { search?: string; mapping?: ({ target: string; expression: string })[] }
    answer: MappingPreview
  }
  'POST /directories/{id}/scope/preview': {
    path: { id: string }
    query: Record<string, never>
    body: { search?: string; scope?: { groups?: (string)[]; org_units?: (string)[]; rule?: string | null; on_leave?: "suspend" | "delete" | "keep" }; limit?: number }
    answer: ScopePreview
  }
  'POST /directories/{id}/preview': {
    path: { id: string }
    query: Record<string, never>
    body: { mapping?: ({ target: string; expression: string })[]; scope?: { groups?: (string)[]; org_units?: (string)[]; rule?: string | null; on_leave?: "suspend" | "delete" | "keep" } }
    answer: DirectoryPreview
  }
  'GET /directories/{id}/files': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (SourceFile)[]; list_metadata: ListMetadata }
  }
  'GET /directories/{id}/sync_runs': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; states?: ("queued" | "running" | "paused" | "waiting" | "completed" | "failed" | "cancelled")[] }
    body: undefined
    answer: { object: "list"; data: (SyncRun)[]; list_metadata: ListMetadata }
  }
  'POST /directories/{id}/sync_runs': {
    path: { id: string }
    query: Record<string, never>
    body: { kind?: "full" | "incremental" }
    answer: SyncRun
  }
  'GET /directories/{id}/sync_runs/{run_id}': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncRun
  }
  'GET /sync_runs/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncRun
  }
  'GET /directories/{id}/sync_runs/{run_id}/removals': {
    path: { id: string; run_id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; states?: ("planned" | "held" | "approved" | "rejected" | "applied" | "withdrawn")[]; kinds?: ("user" | "group" | "membership" | "attribute")[]; reasons?: ("absent" | "deleted" | "deactivated" | "left_scope" | "blanked")[]; search?: string; department?: string; no_department?: "true"; group?: string }
    body: undefined
    answer: { object: "list"; data: (StagedRemoval)[]; list_metadata: ListMetadata }
  }
  'GET /sync_runs': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; directory_id?: string; states?: ("queued" | "running" | "paused" | "waiting" | "completed" | "failed" | "cancelled")[]; kinds?: ("full" | "incremental")[]; triggers?: ("schedule" | "manual" | "wake_up" | "connected" | "changed" | "recovery")[] }
    body: undefined
    answer: { object: "list"; data: (SyncRunWithDirectory)[]; list_metadata: ListMetadata }
  }
  'GET /directories/{id}/sync_runs/{run_id}/guard': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncGuard
  }
  'POST /directories/{id}/sync_runs/{run_id}/pause': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncRun
  }
  'POST /directories/{id}/sync_runs/{run_id}/resume': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncRun
  }
  'POST /directories/{id}/sync_runs/{run_id}/cancel': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncRun
  }
  'POST /directories/{id}/sync_runs/{run_id}/reevaluate': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncRun
  }
  'POST /directories/{id}/sync_runs/{run_id}/approve': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: { reason?: string | null; removals?: number | null }
    answer: SyncRun
  }
  'POST /directories/{id}/sync_runs/{run_id}/reject': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: { reason?: string | null; removals?: number | null }
    answer: SyncRun
  }
  'GET /directories/{id}/problems': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; codes?: (string)[] }
    body: undefined
    answer: { object: "list"; data: (SyncProblem)[]; list_metadata: ListMetadata }
  }
  'POST /directories/{id}/problems/{problem_id}/retry': {
    path: { id: string; problem_id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncProblem
  }
  'GET /directories/{id}/problems/summary': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: SyncProblemSummary
  }
  'POST /directories/{id}/problems/retry_all': {
    path: { id: string }
    query: Record<string, never>
    body: { codes?: (string)[] | null }
    answer: SyncProblemSummary
  }
  'GET /directories/{id}/scim_requests': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; status?: string; errors_only?: "true" | "false"; method?: string; tolerance?: string; since?: string; until?: string }
    body: undefined
    answer: { object: "list"; data: (ScimRequest)[]; list_metadata: ListMetadata }
  }
  'GET /directories/{id}/scim_requests/{request_id}': {
    path: { id: string; request_id: string }
    query: Record<string, never>
    body: undefined
    answer: ScimRequestWithBodies
  }
  'GET /directories/{id}/explain': {
    path: { id: string }
    query: { user: string; fresh?: "true" | "false" }
    body: undefined
    answer: Explanation
  }
  'GET /directories/{id}/attribute_coverage': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: AttributeCoverage
  }
  'GET /directories/{id}/history': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (HistoryEntry)[]; list_metadata: ListMetadata }
  }
  'GET /directories/{id}/source_groups': {
    path: { id: string }
    query: { search?: string; ids?: (string)[]; limit?: string }
    body: undefined
    answer: { object: "list"; data: (SourceGroup)[]; list_metadata: ListMetadata }
  }
  'GET /directory_users': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; search?: string; sort?: "name" | "created_at" | "updated_at"; directory?: string; group?: string; state?: "active" | "inactive"; department?: string; job_title?: string; manager?: string; updated_since?: string; idp_id?: string; email?: string }
    body: undefined
    answer: { object: "list"; data: (DirectoryUser)[]; list_metadata: ListMetadata }
  }
  'GET /directory_users/count': {
    path: Record<string, never>
    query: { directory?: string; group?: string; organization_id?: string; search?: string; state?: "active" | "inactive"; department?: string; job_title?: string; manager?: string; updated_since?: string }
    body: undefined
    answer: SearchCount
  }
  'GET /directory_users/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: DirectoryUser
  }
  'GET /directory_users/{id}/source': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: DirectoryUserSource
  }
  'POST /directory_users/{id}/restore': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: DirectoryUser
  }
  'GET /directories/{id}/deleted_users': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (DeletedDirectoryUser)[]; list_metadata: ListMetadata }
  }
  'GET /directory_groups': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; search?: string; sort?: "name" | "created_at" | "updated_at"; directory?: string; user?: string }
    body: undefined
    answer: { object: "list"; data: (DirectoryGroup)[]; list_metadata: ListMetadata }
  }
  'GET /directory_groups/count': {
    path: Record<string, never>
    query: { directory?: string; organization_id?: string; search?: string }
    body: undefined
    answer: SearchCount
  }
  'GET /directory_groups/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: DirectoryGroup
  }
  'GET /directory_groups/{id}/members': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; how?: "direct" | "all"; type?: "user" | "group" | "pending"; search?: string }
    body: undefined
    answer: { object: "list"; data: (GroupMember)[]; list_metadata: ListMetadata }
  }
  'GET /directory_groups/{id}/members/count': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: SearchCount
  }
  'GET /directory_groups/{id}/groups': {
    path: { id: string }
    query: { side?: "above" | "within"; how?: "direct" | "all" }
    body: undefined
    answer: { object: "list"; data: (GroupMembership)[]; list_metadata: ListMetadata }
  }
  'GET /directory_users/{id}/groups': {
    path: { id: string }
    query: { how?: "direct" | "all"; search?: string }
    body: undefined
    answer: { object: "list"; data: (GroupMembership)[]; list_metadata: ListMetadata }
  }
  'GET /directory_users/{id}/timeline': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; kinds?: ("event" | "request" | "removal" | "problem")[] }
    body: undefined
    answer: { object: "list"; data: (TimelineEntry)[]; list_metadata: ListMetadata }
  }
  'GET /directory_groups/{id}/timeline': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; kinds?: ("event" | "request" | "removal" | "problem")[] }
    body: undefined
    answer: { object: "list"; data: (TimelineEntry)[]; list_metadata: ListMetadata }
  }
  'GET /directory_users/{id}/as_of': {
    path: { id: string }
    query: { time: string }
    body: undefined
    answer: DirectoryUserAsOf
  }
  'GET /directory_users/{id}/attributes': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: DirectoryUserAttributes
  }
  'GET /people': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; sort?: "name" | "created_at"; organization_id?: string; search?: string; statuses?: ("pre_hire" | "active" | "on_leave" | "leaving" | "left")[]; service?: "true" | "false"; manager?: string; directory?: string; team?: string; group?: string; org_unit?: string }
    body: undefined
    answer: { object: "list"; data: (PersonWithDirectories)[]; list_metadata: ListMetadata }
  }
  'GET /people/count': {
    path: Record<string, never>
    query: { organization_id?: string; search?: string; statuses?: ("pre_hire" | "active" | "on_leave" | "leaving" | "left")[]; service?: "true" | "false"; manager?: string; directory?: string; team?: string; group?: string; org_unit?: string }
    body: undefined
    answer: SearchCount
  }
  'GET /people/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: PersonWithDirectories
  }
  'GET /people/{id}/reports': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; sort?: "name" | "created_at" }
    body: undefined
    answer: { object: "list"; data: (PersonWithDirectories)[]; list_metadata: ListMetadata }
  }
  'GET /people/{id}/explain': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: PersonExplanation
  }
  'GET /people/{id}/links': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: { object: "list"; data: (PersonLink)[]; list_metadata: ListMetadata }
  }
  'POST /people/{id}/links': {
    path: { id: string }
    query: Record<string, never>
    body: { directory_user_id: string }
    answer: PersonLink
  }
  'GET /people/{id}/link_history': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (PersonLinkChange)[]; list_metadata: ListMetadata }
  }
  'GET /people/{id}/timeline': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; kinds?: ("event" | "request" | "removal" | "problem")[] }
    body: undefined
    answer: { object: "list"; data: (TimelineEntry)[]; list_metadata: ListMetadata }
  }
  'GET /people/{id}/memberships': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: { object: "list"; data: (PersonMembership)[]; list_metadata: ListMetadata }
  }
  'GET /attribute_cases': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; state?: "open" | "decided" | "obsolete"; person?: string; attribute?: string }
    body: undefined
    answer: { object: "list"; data: (AttributeCase)[]; list_metadata: ListMetadata }
  }
  'GET /attribute_cases/count': {
    path: Record<string, never>
    query: { organization_id?: string; state?: "open" | "decided" | "obsolete"; person?: string; attribute?: string }
    body: undefined
    answer: SearchCount
  }
  'GET /attribute_cases/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: AttributeCase
  }
  'POST /attribute_cases/{id}/decide': {
    path: { id: string }
    query: Record<string, never>
    body: { directory_user_id: string }
    answer: AttributeCase
  }
  'POST /attribute_cases/{id}/reopen': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: AttributeCase
  }
  'DELETE /people/{id}/links/{directory_user_id}': {
    path: { id: string; directory_user_id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /people/{id}/links/{directory_user_id}/release': {
    path: { id: string; directory_user_id: string }
    query: Record<string, never>
    body: undefined
    answer: PersonLink
  }
  'GET /match_cases': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; state?: "open" | "decided" | "obsolete"; directory?: string }
    body: undefined
    answer: { object: "list"; data: (MatchCase)[]; list_metadata: ListMetadata }
  }
  'GET /match_cases/count': {
    path: Record<string, never>
    query: { organization_id?: string; state?: "open" | "decided" | "obsolete"; directory?: string }
    body: undefined
    answer: SearchCount
  }
  'GET /match_cases/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: MatchCaseWithComparison
  }
  'POST /match_cases/{id}/decide': {
    path: { id: string }
    query: Record<string, never>
    body: { action: "link" | "new" | "ignore"; person_id?: string }
    answer: MatchCase
  }
  'GET /people/{id}/merge': {
    path: { id: string }
    query: { person_id: string }
    body: undefined
    answer: PersonMerge
  }
  'POST /people/{id}/merge': {
    path: { id: string }
    query: Record<string, never>
    body: { person_id: string }
    answer: PersonMerge
  }
  'GET /organizations/{id}/member_objects': {
    path: { id: string }
    query: { limit?: string; after?: string; before?: string; kinds?: ("Team" | "Group" | "OrgUnit")[]; search?: string; parent?: string; undecided?: "true" | "false" }
    body: undefined
    answer: { object: "list"; data: (MemberObject)[]; list_metadata: ListMetadata }
  }
  'GET /organizations/{id}/member_objects/count': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: MemberObjectCounts
  }
  'GET /organizations/{id}/member_objects/{kind}/{object_id}': {
    path: { id: string; kind: "Team" | "Group" | "OrgUnit"; object_id: string }
    query: Record<string, never>
    body: undefined
    answer: FullMemberObject
  }
  'GET /organizations/{id}/member_objects/{kind}/{object_id}/members': {
    path: { id: string; kind: "Team" | "Group" | "OrgUnit"; object_id: string }
    query: { limit?: string; after?: string; before?: string; search?: string }
    body: undefined
    answer: { object: "list"; data: (ObjectMember)[]; list_metadata: ListMetadata }
  }
  'GET /organizations/{id}/member_objects/{kind}/{object_id}/undecided': {
    path: { id: string; kind: "Team" | "Group" | "OrgUnit"; object_id: string }
    query: { limit?: string; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (ObjectMember)[]; list_metadata: ListMetadata }
  }
  'GET /organizations/{id}/member_objects/{kind}/{object_id}/hand_members': {
    path: { id: string; kind: "Team" | "Group" | "OrgUnit"; object_id: string }
    query: { limit?: string; after?: string }
    body: undefined
    answer: { object: "list"; data: (HandMember)[]; list_metadata: ListMetadata }
  }
  'POST /organizations/{id}/member_objects/{kind}/{object_id}/hand_members': {
    path: { id: string; kind: "Team" | "Group" | "OrgUnit"; object_id: string }
    query: Record<string, never>
    body: { person_id: string; action?: "add" | "remove"; until?: string | null }
    answer: HandMembership
  }
  'DELETE /organizations/{id}/member_objects/{kind}/{object_id}/hand_members/{person_id}': {
    path: { id: string; kind: "Team" | "Group" | "OrgUnit"; object_id: string; person_id: string }
    query: Record<string, never>
    body: undefined
    answer: HandMembership
  }
  'GET /organizations/{id}/overlay/objects': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; kinds?: ("Settings" | "PersonSchema" | "Matching" | "Authority" | "Directory" | "OrgUnit" | "Team" | "Group" | "DottedLine" | "AccessPolicy" | "Test")[]; deleted?: "true" | "false" }
    body: undefined
    answer: { object: "list"; data: (OverlayObject)[]; list_metadata: ListMetadata }
  }
  'POST /organizations/{id}/overlay/objects': {
    path: { id: string }
    query: Record<string, never>
    body: { document: Record<string, unknown> }
    answer: OverlayObject
  }
  'GET /organizations/{id}/overlay/objects/{kind}/{object_id}': {
    path: { id: string; kind: "Settings" | "PersonSchema" | "Matching" | "Authority" | "Directory" | "OrgUnit" | "Team" | "Group" | "DottedLine" | "AccessPolicy" | "Test"; object_id: string }
    query: Record<string, never>
    body: undefined
    answer: OverlayObject
  }
  'PATCH /organizations/{id}/overlay/objects/{kind}/{object_id}': {
    path: { id: string; kind: "Settings" | "PersonSchema" | "Matching" | "Authority" | "Directory" | "OrgUnit" | "Team" | "Group" | "DottedLine" | "AccessPolicy" | "Test"; object_id: string }
    query: Record<string, never>
    body: { document: Record<string, unknown>; override?: boolean }
    answer: OverlayObject
  }
  'DELETE /organizations/{id}/overlay/objects/{kind}/{object_id}': {
    path: { id: string; kind: "Settings" | "PersonSchema" | "Matching" | "Authority" | "Directory" | "OrgUnit" | "Team" | "Group" | "DottedLine" | "AccessPolicy" | "Test"; object_id: string }
    query: Record<string, never>
    body: undefined
    answer: OverlayObject
  }
  'POST /organizations/{id}/overlay/objects/{kind}/{object_id}/restore': {
    path: { id: string; kind: "Settings" | "PersonSchema" | "Matching" | "Authority" | "Directory" | "OrgUnit" | "Team" | "Group" | "DottedLine" | "AccessPolicy" | "Test"; object_id: string }
    query: Record<string, never>
    body: undefined
    answer: OverlayObject
  }
  'POST /organizations/{id}/overlay/objects/{kind}/{object_id}/revert': {
    path: { id: string; kind: "Settings" | "PersonSchema" | "Matching" | "Authority" | "Directory" | "OrgUnit" | "Team" | "Group" | "DottedLine" | "AccessPolicy" | "Test"; object_id: string }
    query: Record<string, never>
    body: undefined
    answer: OverlayObject
  }
  'GET /organizations/{id}/drift': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: { object: "list"; data: (OverlayDrift)[]; list_metadata: ListMetadata }
  }
  'GET /organizations/{id}/overlay/export': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: OverlayExport
  }
  'GET /organizations/{id}/org_chart': {
    path: { id: string }
    query: { person?: string; depth?: string; limit?: string }
    body: undefined
    answer: OrgChart
  }
  'GET /organizations/{id}/org_chart/unplaced': {
    path: { id: string }
    query: { limit?: string; after?: string }
    body: undefined
    answer: { object: "list"; data: (OrgChartCard)[]; list_metadata: ListMetadata }
  }
  'GET /organizations/{id}/org_chart/unplaced/count': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: SearchCount
  }
  'GET /rules/preview': {
    path: Record<string, never>
    query: { organization_id?: string; rule?: string; builder?: string }
    body: undefined
    answer: RulePreview
  }
  'GET /rules/explain': {
    path: Record<string, never>
    query: { rule: string; person_id: string }
    body: undefined
    answer: RuleExplanation
  }
  'GET /rules/convert': {
    path: Record<string, never>
    query: { organization_id?: string; from: "entra" | "okta"; rule: string; directory?: string; exact_case?: "true" | "false" }
    body: undefined
    answer: RuleConversion
  }
  'GET /rules/vocabulary': {
    path: Record<string, never>
    query: { organization_id?: string }
    body: undefined
    answer: RuleVocabulary
  }
  'GET /rules/values': {
    path: Record<string, never>
    query: { organization_id?: string; attribute: string }
    body: undefined
    answer: AttributeValues
  }
  'GET /people/{id}/memberships/{kind}/{object_id}/explain': {
    path: { id: string; kind: "OrgUnit" | "Team" | "Group"; object_id: string }
    query: Record<string, never>
    body: undefined
    answer: MembershipExplanation
  }
  'POST /organizations/{id}/plans': {
    path: { id: string }
    query: Record<string, never>
    body: { files: ({ path: string; text: string })[]; allow?: (string)[]; no_removals?: boolean; keep?: boolean; all_people?: boolean; repository?: string | null; commit?: string | null; branch?: string | null; pull_request?: string | null; author?: { name: (string)[]; files: (string)[] } | null }
    answer: Plan
  }
  'GET /organizations/{id}/plans': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; states?: ("planned" | "approved" | "applying" | "applied" | "failed" | "superseded" | "rejected" | "expired")[] }
    body: undefined
    answer: { object: "list"; data: (PlanHead)[]; list_metadata: ListMetadata }
  }
  'GET /plans/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Plan
  }
  'POST /plans/{id}/approve': {
    path: { id: string }
    query: Record<string, never>
    body: { reason?: string | null }
    answer: Plan
  }
  'POST /plans/{id}/reject': {
    path: { id: string }
    query: Record<string, never>
    body: { reason?: string | null }
    answer: Plan
  }
  'POST /plans/{id}/apply': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Plan
  }
  'GET /organizations/{id}/config_repositories': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string }
    body: undefined
    answer: { object: "list"; data: (ConfigRepository)[]; list_metadata: ListMetadata }
  }
  'POST /organizations/{id}/config_repositories': {
    path: { id: string }
    query: Record<string, never>
    body: { url: string; name?: string; branch?: string; folder?: string; auto_apply?: "never" | "additive" | "approved"; secrets?: { token?: string; username?: string; ssh_key?: string; known_hosts?: string } }
    answer: ConfigRepository
  }
  'GET /config_repositories/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: ConfigRepository
  }
  'PATCH /config_repositories/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: { url?: string; branch?: string; folder?: string; auto_apply?: "never" | "additive" | "approved"; secrets?: { token?: string; username?: string; ssh_key?: string; known_hosts?: string } }
    answer: ConfigRepository
  }
  'DELETE /config_repositories/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /config_repositories/{id}/look': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: ConfigRepository
  }
  'GET /events': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; events?: ("dsync.activated" | "dsync.deleted" | "dsync.user.created" | "dsync.user.updated" | "dsync.user.deleted" | "dsync.group.created" | "dsync.group.updated" | "dsync.group.deleted" | "dsync.group.user_added" | "dsync.group.user_removed" | "dsync.token.created" | "dsync.token.revoked" | "muster.user.source_updated" | "muster.group.source_updated" | "muster.group.group_added" | "muster.group.group_removed" | "muster.directory.paused" | "muster.directory.resumed" | "muster.destination.paused" | "muster.user.left_scope" | "muster.sync_run.started" | "muster.sync_run.completed" | "muster.sync_run.failed" | "muster.sync_run.waiting" | "muster.sync_run.decided" | "muster.directory.quarantined" | "muster.directory.recovered" | "person.created" | "person.updated" | "person.status_changed" | "person.deleted" | "person.linked" | "person.unlinked" | "person.match_disputed" | "person.match_decided" | "person.attribute_disputed" | "person.attribute_decided" | "person.member_added" | "person.member_removed" | "overlay.object_created" | "overlay.object_updated" | "overlay.object_deleted" | "overlay.object_restored" | "overlay.plan_applied" | "overlay.drift_found")[]; organization_id?: string; directory_id?: string; object_id?: string; include?: ("log_entry")[]; range_start?: string; range_end?: string }
    body: undefined
    answer: { object: "list"; data: (Event)[]; list_metadata: ListMetadata }
  }
  'GET /events/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Event
  }
  'POST /webhook_endpoints': {
    path: Record<string, never>
    query: Record<string, never>
    body: { endpoint_url: string; organization_id?: string | null; type?: "webhook" | "polis"; secret?: string; events?: (string)[] | null; batch_size?: number; parallel?: number; timeout_seconds?: number; tenant?: string | null; product?: string }
    answer: WebhookEndpoint
  }
  'GET /webhook_endpoints': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; include?: ("statistics")[] }
    body: undefined
    answer: { object: "list"; data: (WebhookEndpoint)[]; list_metadata: ListMetadata }
  }
  'PATCH /webhook_endpoints/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: { endpoint_url?: string; status?: "enabled" | "disabled"; events?: (string)[] | null; batch_size?: number; parallel?: number; timeout_seconds?: number; tenant?: string | null; product?: string }
    answer: WebhookEndpoint
  }
  'GET /webhook_endpoints/{id}': {
    path: { id: string }
    query: { include?: ("statistics")[] }
    body: undefined
    answer: WebhookEndpointWithFailures
  }
  'DELETE /webhook_endpoints/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /webhook_endpoints/{id}/rotate_secret': {
    path: { id: string }
    query: Record<string, never>
    body: { overlap_hours?: number; secret?: string }
    answer: WebhookEndpoint
  }
  'POST /webhook_endpoints/{id}/replay': {
    path: { id: string }
    query: Record<string, never>
    body: { after?: string; since?: string; only?: "failed" }
    answer: WebhookEndpoint
  }
  'GET /webhook_endpoints/{id}/replay': {
    path: { id: string }
    query: { after?: string; since?: string; only?: "failed" }
    body: undefined
    answer: Replay
  }
  'POST /webhook_endpoints/{id}/resume': {
    path: { id: string }
    query: Record<string, never>
    body: { directory_id?: string; skip?: boolean }
    answer: WebhookEndpoint
  }
  'GET /webhook_endpoints/{id}/attempts': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; event_id?: string; event_type?: "dsync.activated" | "dsync.deleted" | "dsync.user.created" | "dsync.user.updated" | "dsync.user.deleted" | "dsync.group.created" | "dsync.group.updated" | "dsync.group.deleted" | "dsync.group.user_added" | "dsync.group.user_removed" | "dsync.token.created" | "dsync.token.revoked" | "muster.user.source_updated" | "muster.group.source_updated" | "muster.group.group_added" | "muster.group.group_removed" | "muster.directory.paused" | "muster.directory.resumed" | "muster.destination.paused" | "muster.user.left_scope" | "muster.sync_run.started" | "muster.sync_run.completed" | "muster.sync_run.failed" | "muster.sync_run.waiting" | "muster.sync_run.decided" | "muster.directory.quarantined" | "muster.directory.recovered" | "person.created" | "person.updated" | "person.status_changed" | "person.deleted" | "person.linked" | "person.unlinked" | "person.match_disputed" | "person.match_decided" | "person.attribute_disputed" | "person.attribute_decided" | "person.member_added" | "person.member_removed" | "overlay.object_created" | "overlay.object_updated" | "overlay.object_deleted" | "overlay.object_restored" | "overlay.plan_applied" | "overlay.drift_found"; directory_id?: string; status?: "delivered" | "failed"; answer?: "2xx" | "3xx" | "4xx" | "5xx" | "none"; range_start?: string; range_end?: string }
    body: undefined
    answer: { object: "list"; data: (WebhookEndpointAttempt)[]; list_metadata: ListMetadata }
  }
  'POST /webhook_endpoints/{id}/test': {
    path: { id: string }
    query: Record<string, never>
    body: { event?: "dsync.activated" | "dsync.deleted" | "dsync.user.created" | "dsync.user.updated" | "dsync.user.deleted" | "dsync.group.created" | "dsync.group.updated" | "dsync.group.deleted" | "dsync.group.user_added" | "dsync.group.user_removed" | "dsync.token.created" | "dsync.token.revoked" | "muster.user.source_updated" | "muster.group.source_updated" | "muster.group.group_added" | "muster.group.group_removed" | "muster.directory.paused" | "muster.directory.resumed" | "muster.destination.paused" | "muster.user.left_scope" | "muster.sync_run.started" | "muster.sync_run.completed" | "muster.sync_run.failed" | "muster.sync_run.waiting" | "muster.sync_run.decided" | "muster.directory.quarantined" | "muster.directory.recovered" | "person.created" | "person.updated" | "person.status_changed" | "person.deleted" | "person.linked" | "person.unlinked" | "person.match_disputed" | "person.match_decided" | "person.attribute_disputed" | "person.attribute_decided" | "person.member_added" | "person.member_removed" | "overlay.object_created" | "overlay.object_updated" | "overlay.object_deleted" | "overlay.object_restored" | "overlay.plan_applied" | "overlay.drift_found" }
    answer: WebhookEndpointAttemptWithRequest
  }
  'POST /webhook_endpoints/{id}/send': {
    path: { id: string }
    query: Record<string, never>
    body: { event_id: string }
    answer: WebhookEndpointAttemptWithRequest
  }
  'GET /webhook_endpoints/{id}/attempts/{attempt_id}': {
    path: { id: string; attempt_id: string }
    query: Record<string, never>
    body: undefined
    answer: WebhookEndpointAttemptWithRequest
  }
  'POST /webhook_endpoints/{id}/attempts/{attempt_id}/retry': {
    path: { id: string; attempt_id: string }
    query: Record<string, never>
    body: undefined
    answer: WebhookEndpointAttemptWithRequest
  }
  'POST /sinks': {
    path: Record<string, never>
    query: Record<string, never>
    body: { type: "nats" | "redis"; organization_id?: string | null; events?: (string)[] | null; batch_size?: number; parallel?: number; name?: string | null; settings: Record<string, unknown>; secrets?: Record<string, unknown> }
    answer: Sink
  }
  'GET /sinks': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string; include?: ("statistics")[] }
    body: undefined
    answer: { object: "list"; data: (Sink)[]; list_metadata: ListMetadata }
  }
  'PATCH /sinks/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: { events?: (string)[] | null; batch_size?: number; parallel?: number; name?: string | null; settings?: Record<string, unknown>; secrets?: Record<string, unknown>; status?: "enabled" | "disabled" }
    answer: Sink
  }
  'GET /sinks/{id}': {
    path: { id: string }
    query: { include?: ("statistics")[] }
    body: undefined
    answer: SinkWithFailures
  }
  'DELETE /sinks/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /sinks/{id}/test': {
    path: { id: string }
    query: Record<string, never>
    body: { event?: "dsync.activated" | "dsync.deleted" | "dsync.user.created" | "dsync.user.updated" | "dsync.user.deleted" | "dsync.group.created" | "dsync.group.updated" | "dsync.group.deleted" | "dsync.group.user_added" | "dsync.group.user_removed" | "dsync.token.created" | "dsync.token.revoked" | "muster.user.source_updated" | "muster.group.source_updated" | "muster.group.group_added" | "muster.group.group_removed" | "muster.directory.paused" | "muster.directory.resumed" | "muster.destination.paused" | "muster.user.left_scope" | "muster.sync_run.started" | "muster.sync_run.completed" | "muster.sync_run.failed" | "muster.sync_run.waiting" | "muster.sync_run.decided" | "muster.directory.quarantined" | "muster.directory.recovered" | "person.created" | "person.updated" | "person.status_changed" | "person.deleted" | "person.linked" | "person.unlinked" | "person.match_disputed" | "person.match_decided" | "person.attribute_disputed" | "person.attribute_decided" | "person.member_added" | "person.member_removed" | "overlay.object_created" | "overlay.object_updated" | "overlay.object_deleted" | "overlay.object_restored" | "overlay.plan_applied" | "overlay.drift_found" }
    answer: SinkAttempt
  }
  'POST /sinks/{id}/replay': {
    path: { id: string }
    query: Record<string, never>
    body: { after?: string; since?: string; only?: "failed" }
    answer: Sink
  }
  'GET /sinks/{id}/replay': {
    path: { id: string }
    query: { after?: string; since?: string; only?: "failed" }
    body: undefined
    answer: Replay
  }
  'POST /sinks/{id}/resume': {
    path: { id: string }
    query: Record<string, never>
    body: { directory_id?: string; skip?: boolean }
    answer: Sink
  }
  'GET /sinks/{id}/attempts': {
    path: { id: string }
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; event_id?: string; event_type?: "dsync.activated" | "dsync.deleted" | "dsync.user.created" | "dsync.user.updated" | "dsync.user.deleted" | "dsync.group.created" | "dsync.group.updated" | "dsync.group.deleted" | "dsync.group.user_added" | "dsync.group.user_removed" | "dsync.token.created" | "dsync.token.revoked" | "muster.user.source_updated" | "muster.group.source_updated" | "muster.group.group_added" | "muster.group.group_removed" | "muster.directory.paused" | "muster.directory.resumed" | "muster.destination.paused" | "muster.user.left_scope" | "muster.sync_run.started" | "muster.sync_run.completed" | "muster.sync_run.failed" | "muster.sync_run.waiting" | "muster.sync_run.decided" | "muster.directory.quarantined" | "muster.directory.recovered" | "person.created" | "person.updated" | "person.status_changed" | "person.deleted" | "person.linked" | "person.unlinked" | "person.match_disputed" | "person.match_decided" | "person.attribute_disputed" | "person.attribute_decided" | "person.member_added" | "person.member_removed" | "overlay.object_created" | "overlay.object_updated" | "overlay.object_deleted" | "overlay.object_restored" | "overlay.plan_applied" | "overlay.drift_found"; directory_id?: string; status?: "delivered" | "failed"; answer?: "2xx" | "3xx" | "4xx" | "5xx" | "none"; range_start?: string; range_end?: string }
    body: undefined
    answer: { object: "list"; data: (SinkAttempt)[]; list_metadata: ListMetadata }
  }
  'POST /portal/generate_link': {
    path: Record<string, never>
    query: Record<string, never>
    body: { organization: string; intent?: "dsync" | "sso" | "audit_logs" | "log_streams" | "domain_verification" | "certificate_renewal" | "bring_your_own_key"; directory?: string | null; return_url?: string | null; success_url?: string | null; it_contact_emails?: (string)[] | null; admin_emails?: (string)[] | null; expires_in_minutes?: number | null }
    answer: PortalLinkWithUrl
  }
  'GET /portal/links': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string }
    body: undefined
    answer: { object: "list"; data: (PortalLink)[]; list_metadata: ListMetadata }
  }
  'DELETE /portal/links/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'POST /api_keys': {
    path: Record<string, never>
    query: Record<string, never>
    body: { name: string; permissions?: ("*" | "organizations:read" | "organizations:write" | "directories:read" | "directories:write" | "directory_users:read" | "directory_users:write" | "directory_groups:read" | "connections:read" | "connections:write" | "sync_runs:read" | "sync_runs:write" | "sync_runs:decide" | "events:read" | "scim_requests:read" | "webhook_endpoints:read" | "webhook_endpoints:write" | "sinks:read" | "sinks:write" | "portal:write" | "audit_log:read" | "imports:write" | "api_keys:read" | "api_keys:write" | "members:read" | "members:write" | "settings:read" | "settings:write" | "people:read" | "people:write" | "overlay:read" | "overlay:write" | "plans:create" | "plans:approve" | "plans:apply")[]; organization_id?: string | null; expires_in_days?: number | null }
    answer: ApiKeyWithValue
  }
  'GET /api_keys': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; organization_id?: string }
    body: undefined
    answer: { object: "list"; data: (ApiKey)[]; list_metadata: ListMetadata }
  }
  'DELETE /api_keys/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'GET /members': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; state?: "invited" | "active" | "deactivated" }
    body: undefined
    answer: { object: "list"; data: (Member)[]; list_metadata: ListMetadata }
  }
  'POST /members': {
    path: Record<string, never>
    query: Record<string, never>
    body: { email: string; name: string; role: "owner" | "admin" | "support" | "auditor" }
    answer: MemberWithUrl
  }
  'PATCH /members/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: { name?: string; role?: "owner" | "admin" | "support" | "auditor" }
    answer: Member
  }
  'POST /members/{id}/deactivate': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Member
  }
  'POST /members/{id}/reactivate': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: Member
  }
  'POST /sign_in_links': {
    path: Record<string, never>
    query: Record<string, never>
    body: { member_id?: string; email?: string }
    answer: SignInLink
  }
  'GET /settings': {
    path: Record<string, never>
    query: Record<string, never>
    body: undefined
    answer: Settings
  }
  'PUT /settings/branding': {
    path: Record<string, never>
    query: Record<string, never>
    body: { name?: string | null; logo?: string | null; colour?: string | null; contact?: string | null }
    answer: Settings
  }
  'PUT /settings/deletion_guards': {
    path: Record<string, never>
    query: Record<string, never>
    body: { users: { percent: number; at_least: number }; groups: { percent: number; at_least: number }; memberships: { percent: number; at_least: number }; blanked: { percent: number; at_least: number } }
    answer: Settings
  }
  'GET /audit_log': {
    path: Record<string, never>
    query: { limit?: string; order?: "asc" | "desc" | "normal"; after?: string; before?: string; actor?: string; target?: string; action?: string; organization_id?: string; range_start?: string; range_end?: string }
    body: undefined
    answer: { object: "list"; data: (AuditEntry)[]; list_metadata: ListMetadata }
  }
  'GET /audit_log/choices': {
    path: Record<string, never>
    query: { organization_id?: string }
    body: undefined
    answer: AuditLogChoices
  }
  'GET /audit_log/{id}': {
    path: { id: string }
    query: Record<string, never>
    body: undefined
    answer: AuditEntry
  }
  'POST /imports/organizations': {
    path: Record<string, never>
    query: Record<string, never>
    body: { organizations: (unknown)[] }
    answer: { object: "list"; data: (ImportResult)[]; list_metadata: ListMetadata }
  }
  'POST /imports/directories': {
    path: Record<string, never>
    query: Record<string, never>
    body: { directories: (unknown)[] }
    answer: { object: "list"; data: (ImportResult)[]; list_metadata: ListMetadata }
  }
  'POST /imports/directories/{id}/users': {
    path: { id: string }
    query: Record<string, never>
    body: { users: (unknown)[] }
    answer: { object: "list"; data: (ImportResult)[]; list_metadata: ListMetadata }
  }
  'POST /imports/directories/{id}/groups': {
    path: { id: string }
    query: Record<string, never>
    body: { groups: (unknown)[] }
    answer: { object: "list"; data: (ImportResult)[]; list_metadata: ListMetadata }
  }
  'GET /events/stream': {
    path: Record<string, never>
    query: { events?: ("dsync.activated" | "dsync.deleted" | "dsync.user.created" | "dsync.user.updated" | "dsync.user.deleted" | "dsync.group.created" | "dsync.group.updated" | "dsync.group.deleted" | "dsync.group.user_added" | "dsync.group.user_removed" | "dsync.token.created" | "dsync.token.revoked" | "muster.user.source_updated" | "muster.group.source_updated" | "muster.group.group_added" | "muster.group.group_removed" | "muster.directory.paused" | "muster.directory.resumed" | "muster.destination.paused" | "muster.user.left_scope" | "muster.sync_run.started" | "muster.sync_run.completed" | "muster.sync_run.failed" | "muster.sync_run.waiting" | "muster.sync_run.decided" | "muster.directory.quarantined" | "muster.directory.recovered" | "person.created" | "person.updated" | "person.status_changed" | "person.deleted" | "person.linked" | "person.unlinked" | "person.match_disputed" | "person.match_decided" | "person.attribute_disputed" | "person.attribute_decided" | "person.member_added" | "person.member_removed" | "overlay.object_created" | "overlay.object_updated" | "overlay.object_deleted" | "overlay.object_restored" | "overlay.plan_applied" | "overlay.drift_found")[]; organization_id?: string; directory_id?: string; object_id?: string; include?: ("log_entry")[]; after?: string }
    body: undefined
    answer: null
  }
  'GET /audit_log/export': {
    path: Record<string, never>
    query: { actor?: string; target?: string; action?: string; organization_id?: string; range_start?: string; range_end?: string; format?: "jsonl" | "csv" }
    body: undefined
    answer: null
  }
  'GET /directory_users/export': {
    path: Record<string, never>
    query: { directory?: string; group?: string; organization_id?: string; search?: string; state?: "active" | "inactive"; department?: string; job_title?: string; manager?: string; updated_since?: string }
    body: undefined
    answer: null
  }
  'GET /directories/{id}/sync_runs/{run_id}/progress': {
    path: { id: string; run_id: string }
    query: Record<string, never>
    body: undefined
    answer: null
  }
  'PUT /directories/{id}/files/{name}': {
    path: { id: string; name: string }
    query: { sync?: "true" | "false" }
    body: undefined
    answer: SourceFile
  }
}
