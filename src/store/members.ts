import type { Member, MemberState } from '../model/member.ts'
import type { Role } from '../model/role.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

/** A row of `members`. */
export type MemberRow = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly state: MemberState
  readonly oidc_issuer: string | null
  readonly oidc_subject: string | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly last_sign_in_at: Date | null
}

const columns = 'id, email, name, role, state, oidc_issuer, oidc_subject, created_at, updated_at, last_sign_in_at'

/** Writes a new member; false when another one has the address. */
export async function insertMember(on: Queryable, member: Member): Promise<boolean> {
  const rows = await on.query({
    text: `insert into members (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict (lower(email)) do nothing returning id`,
    values: valuesOf(member),
  })
  return rows.length > 0
}

/** Writes a member as it is now. */
export async function updateMember(on: Queryable, member: Member): Promise<void> {
  await on.query({
    text: `update members set email = $2, name = $3, role = $4, state = $5, oidc_issuer = $6, oidc_subject = $7,
        created_at = $8, updated_at = $9, last_sign_in_at = $10 where id = $1`,
    values: valuesOf(member),
  })
}

/** The member with this id, or null; `lock` keeps others from changing it until the transaction ends. */
export async function findMember(on: Queryable, id: string, { lock = false } = {}): Promise<Member | null> {
  const rows = await on.query<MemberRow>({
    text: `select ${columns} from members where id = $1${lock ? ' for update' : ''}`,
    values: [id],
  })
  return rows[0] ? toMember(rows[0]) : null
}

/** The member with this address, in whatever case, locked; or null. */
export async function lockMemberByEmail(on: Queryable, email: string): Promise<Member | null> {
  const rows = await on.query<MemberRow>({
    text: `select ${columns} from members where lower(email) = lower($1) for update`,
    values: [email],
  })
  return rows[0] ? toMember(rows[0]) : null
}

/** The member whom the OpenID provider knows under this subject, locked; or null. */
export async function lockMemberBySubject(on: Queryable, oidc: NonNullable<Member['oidc']>): Promise<Member | null> {
  const rows = await on.query<MemberRow>({
    text: `select ${columns} from members where oidc_issuer = $1 and oidc_subject = $2 for update`,
    values: [oidc.issuer, oidc.subject],
  })
  return rows[0] ? toMember(rows[0]) : null
}

/** A page of the team. */
export async function listMembers(on: Queryable, state: MemberState | null, page: ListPage): Promise<Listed<Member>> {
  const parameters = sqlParameters([state])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const rows = await on.query<MemberRow>({
    text: `select ${columns} from members where ${['($1::text is null or state = $1)', ...conditions].join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toMember)
}

/**
 * The ids of the owners who can sign in, locked: of two owners who demote one another at once, the second sees what the
 * first did.
 */
export async function lockActiveOwners(transaction: Queryable): Promise<readonly string[]> {
  const rows = await transaction.query<{ readonly id: string }>({
    text: `select id from members where role = 'owner' and state = 'active' order by id for update`,
  })
  return rows.map(({ id }) => id)
}

/** Whether some owner can sign in, asked by one transaction at a time: nobody becomes the first owner meanwhile. */
export async function lockFirstOwner(transaction: Queryable): Promise<boolean> {
  await transaction.query({ text: `select pg_advisory_xact_lock(hashtextextended('muster first owner', 0))` })
  return hasActiveOwner(transaction)
}

/** Whether some owner can sign in. */
export async function hasActiveOwner(on: Queryable): Promise<boolean> {
  const rows = await on.query({ text: `select 1 from members where role = 'owner' and state = 'active' limit 1` })
  return rows.length > 0
}

function valuesOf(member: Member): unknown[] {
  const { id, email, name, role, state, oidc, createdAt, updatedAt, lastSignInAt } = member
  return [id, email, name, role, state, oidc?.issuer, oidc?.subject, createdAt, updatedAt, lastSignInAt]
}

/** A row as a member. */
export function toMember(row: MemberRow): Member {
  const { oidc_issuer: issuer, oidc_subject: subject } = row
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    state: row.state,
    oidc: issuer !== null && subject !== null ? { issuer, subject } : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastSignInAt: row.last_sign_in_at,
  }
}
