import type { KindName } from '../src/model/overlay/kind-name.ts'

/** What the examples refer to, and the reference does not show. */
export const furtherExamples = [
  { path: 'directories/entra.yaml', text: 'kind: Directory\nid: entra\ndirectory: Entra ID\n' },
]

/** A document of each kind as one would write it. Together they are an organization of which `muster check` has nothing to say. */
export const kindExamples: Readonly<Record<KindName, { readonly path: string; readonly text: string }>> = {
  Settings: {
    path: 'muster.yaml',
    text: `kind: Settings
formatVersion: 1
guards:
  removals: 10%
  deletions: 20%
  atLeast: 5
approvals:
  - { when: removals, by: [admin] }
  - { when: deletions, by: [owner], count: 2 }
owners:
  - { paths: [policies/**], kinds: [AccessPolicy], by: [security@acme.example] }
  - { paths: [tests/**], kinds: [Test] }
`,
  },
  PersonSchema: {
    path: 'schema/person.yaml',
    text: `kind: PersonSchema
attributes:
  building: { type: text, description: Where the desk is }
  badge: { type: text, sensitive: true }
  skills: { type: list }
`,
  },
  Matching: {
    path: 'people/matching.yaml',
    text: `kind: Matching
rules:
  - on: [employeeNumber]
  - { on: [mail], verified: true, confidence: 0.95 }
  - { on: [givenName, familyName, startDate], confidence: 0.6 } # below accept: somebody decides
accept: 0.9
`,
  },
  Authority: {
    path: 'people/authority.yaml',
    text: `kind: Authority
default: [hris, entra]
attributes:
  title: [hris]
  mobile: [entra, hris]
  mails: { merge: union }
  displayName: { peers: [hris, entra], conflict: newest }
`,
  },
  Directory: {
    path: 'directories/hris.yaml',
    text: `kind: Directory
id: hris
directory: Personio
person:
  division: user.custom_attributes.business_unit
scope: { rule: user.status != "draft" }
guards: { users: 5% }
secrets: { password: env:HRIS_PASSWORD }
`,
  },
  OrgUnit: {
    path: 'org/engineering.yaml',
    text: `kind: OrgUnit
id: engineering
name: Engineering
lead: emp:10001
members:
  rule: person.division == "Engineering"
  mode: exact
`,
  },
  Team: {
    path: 'teams/platform.yaml',
    text: `kind: Team
id: platform
previously: [infra]
name: Platform Engineering
type: squad
orgUnit: engineering
lead: emp:10042
members:
  rule: person.department == "Platform" && person.active
  add: [emp:10077] # on loan
  remove: [emp:10101]
  until: { emp:10077: 2099-03-31 }
  mode: exact
roles:
  oncall: [emp:10050, emp:10051]
protect: true
`,
  },
  Group: {
    path: 'groups/engineering-leads.yaml',
    text: `kind: Group
id: engineering-leads
members:
  rule: person.title.re("(?i)manager|lead") && person.org.within("engineering")
  mode: exact
limits: { maxMembers: 200, maxLeave: 10% }
owners: [team:platform]
`,
  },
  DottedLine: {
    path: 'dotted-lines/berlin.yaml',
    text: `kind: DottedLine
id: berlin-site
person: emp:10077
manager: emp:10003
reason: Head of the Berlin office
`,
  },
  AccessPolicy: {
    path: 'policies/prod-admin.yaml',
    text: `kind: AccessPolicy
id: prod-admin
grants: { target: aws, entitlement: role/prod-admin }
eligible: person.memberOf("engineering-leads") && person.type == "employee"
approvers: [person.manager, "team:platform#lead"]
duration: { max: P7D, default: P1D }
`,
  },
  Test: {
    path: 'tests/groups.test.yaml',
    text: `kind: Test
id: groups
cases:
  - name: an engineering manager leads, and may ask for production
    given:
      person: { title: Engineering Manager, division: Engineering, type: employee }
    expect: { org: engineering, memberOf: [engineering-leads], mayRequest: [prod-admin] }
  - name: nobody leads of whom the title is not known
    given: { person: { division: Engineering } }
    expect: { unknownIn: [engineering-leads] }
`,
  },
}
