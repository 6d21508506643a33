import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import type { ApiKey, ApiKeyWithValue } from '../../src/api/objects/api-key.ts'
import type { AuditEntry } from '../../src/api/objects/audit-entry.ts'
import type { CheckReport } from '../../src/api/objects/check-report.ts'
import type { Connection } from '../../src/api/objects/connection.ts'
import type { Directory, DirectoryWithToken } from '../../src/api/objects/directory.ts'
import type { DirectoryGroup } from '../../src/api/objects/directory-group.ts'
import type { DirectoryUser, EventDirectoryUser } from '../../src/api/objects/directory-user.ts'
import type { Event } from '../../src/api/objects/event.ts'
import type { MemberObject, ObjectMember } from '../../src/api/objects/member-object.ts'
import type { OrgChart, OrgChartCard } from '../../src/api/objects/org-chart.ts'
import type { Organization } from '../../src/api/objects/organization.ts'
import type { PortalLinkWithUrl } from '../../src/api/objects/portal-link.ts'
import type { MembershipExplanation } from '../../src/api/objects/rules.ts'
import type { StagedRemoval, SyncRun } from '../../src/api/objects/sync-run.ts'
import type { WebhookEndpoint } from '../../src/api/objects/webhook-endpoint.ts'
import type * as client from '../../src/client/index.ts'
import type { Scope } from '../../src/model/api-key.ts'

/** True when what the server may send and what the client says are the same type, each within the other. */
type Agree<Schema extends z.ZodType, Type> = [z.output<Schema>, keyof z.output<Schema>] extends [Type, keyof Type]
  ? [Type, keyof Type] extends [z.output<Schema>, keyof z.output<Schema>]
    ? true
    : false
  : false

// The type checker is the test: a line whose types differ does not compile.
const agreements: readonly true[] = [
  true satisfies Agree<typeof Organization, client.Organization>,
  true satisfies Agree<typeof Directory, client.Directory>,
  true satisfies Agree<typeof DirectoryWithToken, client.DirectoryWithToken>,
  true satisfies Agree<typeof EventDirectoryUser, client.EventDirectoryUser>,
  true satisfies Agree<typeof DirectoryUser, client.DirectoryUser>,
  true satisfies Agree<typeof DirectoryGroup, client.DirectoryGroup>,
  true satisfies Agree<typeof WebhookEndpoint, client.WebhookEndpoint>,
  true satisfies Agree<typeof SyncRun, client.SyncRun>,
  true satisfies Agree<typeof StagedRemoval, client.StagedRemoval>,
  true satisfies Agree<typeof Connection, client.Connection>,
  true satisfies Agree<typeof CheckReport, client.CheckReport>,
  true satisfies Agree<typeof PortalLinkWithUrl, client.PortalLinkWithUrl>,
  true satisfies Agree<typeof ApiKey, client.ApiKey>,
  true satisfies Agree<typeof ApiKeyWithValue, client.ApiKeyWithValue>,
  true satisfies Agree<typeof AuditEntry, client.AuditEntry>,
  true satisfies Agree<typeof MemberObject, client.MemberObject>,
  true satisfies Agree<typeof ObjectMember, client.ObjectMember>,
  true satisfies Agree<typeof MembershipExplanation, client.MembershipExplanation>,
  true satisfies Agree<typeof OrgChart, client.OrgChart>,
  true satisfies Agree<typeof OrgChartCard, client.OrgChartCard>,
  true satisfies Agree<typeof Event, client.MusterEvent>,
  true satisfies Agree<z.ZodType<Scope>, client.Permission>,
]

test('the types of the client are those of the API', () => {
  assert.ok(agreements.every(Boolean))
})
