import type { StoredLink } from '../store/people/person-links.ts'
import type { PeopleOptions } from './people-options.ts'
import type { UserFacts } from './user-facts.ts'

/** What the matching of users is decided by: it is a function of these and of nothing else. */
export type MatchInput = {
  /** Users that share keys or people with one another, all of them. */
  readonly users: readonly UserFacts[]
  /** What holds until now, by user. */
  readonly links: ReadonlyMap<string, StoredLink>
  /** Users that a person said are nobody's. */
  readonly ignored: ReadonlySet<string>
  /** Keys that so many users have that they say nothing. */
  readonly wornOut: ReadonlySet<string>
  readonly options: Pick<PeopleOptions, 'rules' | 'accept'>
  readonly now: Date
}

/** Users that are one, while rules are gone through. */
export type Group = {
  users: UserFacts[]
  readonly pins: Set<string>
  /** Users whose links hold. */
  readonly held: Set<string>
  /** Users of whom somebody said that they are somebody else. */
  readonly distinct: Set<string>
}

/** How a user came to be in its cluster. */
export type MatchedBy = {
  readonly rule: string
  readonly confidence: number
  /** The key that it shares with another user of the cluster; null for the one that others joined. */
  readonly key: string | null
}

/** Users that are one person. */
export type Cluster = {
  /** The best directory's first. */
  readonly users: readonly UserFacts[]
  /** The person that somebody said they are. */
  readonly pinned: string | null
  /** Users whose links hold whatever the rules say now. */
  readonly held: ReadonlySet<string>
  readonly matchedBy: ReadonlyMap<string, MatchedBy>
}

/** A user of which the rules do not say whose it is. */
export type Dispute = {
  readonly user: UserFacts
  readonly reason: 'disputed' | 'low_confidence' | 'reused' | 'conflict'
  readonly rule: string
  /** A user of each cluster that it may belong to. */
  readonly candidates: readonly UserFacts[]
}

/** Who is one person, and of whom nobody can say. Ignored users are in neither. */
export type Matched = { readonly clusters: readonly Cluster[]; readonly disputes: readonly Dispute[] }
