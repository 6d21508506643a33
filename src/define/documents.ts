// Made by "npm run docs" from the schemas in src/model/overlay. Changes are made there.

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** The settings of this repository: guards, approvals, which files may declare what. */
export type Settings = {
  kind: 'Settings'
  /** Always `settings`; may be left out. */
  id?: 'settings'
  /** The version of the format of these files: 1. */
  formatVersion: 1
  /** Bounds of what applies may take away within 24 hours. What goes beyond is blocked until somebody allows it by name. */
  guards?: {
    /** Of the members of one object, by the applies of 24 hours. Default 10%. */
    removals?: number | string
    /** Of the objects of one kind, by the applies of 24 hours. Default 20%. */
    deletions?: number | string
    /** So many may always go. Default 5. */
    atLeast?: number
    /** A directory that was read longer ago stops the plan. Default P1D. */
    maxDataAge?: string
  }
  /** Nothing is removed: at all, or of these kinds. */
  noRemovals?: boolean | ('Settings' | 'PersonSchema' | 'Matching' | 'Authority' | 'Directory' | 'OrgUnit' | 'Team' | 'Group' | 'DottedLine' | 'AccessPolicy' | 'Test')[]
  /** Which plans need somebody else to approve them. */
  approvals?: ({
    /** Which plans need it. */
    when: 'always' | 'removals' | 'deletions' | 'guard'
    /** Only plans that change objects of these kinds. */
    kinds?: ('Settings' | 'PersonSchema' | 'Matching' | 'Authority' | 'Directory' | 'OrgUnit' | 'Team' | 'Group' | 'DottedLine' | 'AccessPolicy' | 'Test')[]
    /** Roles (owner, admin), or e-mail addresses of members. */
    by: string[]
    /** How many of them. Default 1. */
    count?: number
  })[]
  /** Which files may declare what. The first match holds. */
  owners?: ({
    /** Globs of files: teams/platform/** */
    paths: string[]
    /** The kinds that these files may declare. */
    kinds?: ('Settings' | 'PersonSchema' | 'Matching' | 'Authority' | 'Directory' | 'OrgUnit' | 'Team' | 'Group' | 'DottedLine' | 'AccessPolicy' | 'Test')[]
    /** Globs of the ids that these files may declare. */
    ids?: string[]
    /** Who may change them: addresses of members, or roles, where the server follows the repository. */
    by?: string[]
  })[]
  /** Objects whose files are gone on purpose. */
  removed?: ({
    /** The object, <Kind>/<id>. */
    object: string
    /** `release` leaves the object, managed by nobody. */
    action: 'delete' | 'release'
  })[]
}

/** Further attributes of people. */
export type PersonSchema = {
  kind: 'PersonSchema'
  /** Always `person`; may be left out. */
  id?: 'person'
  /** The attributes by their names, in camelCase. */
  attributes: { [key: string]: {
    /** What values it has; sources are brought into the canonical form of the type. */
    type: 'text' | 'number' | 'boolean' | 'date' | 'mail' | 'phone' | 'zone' | 'list'
    /** What it is, for people. */
    description?: string
    /** Shown of people to owners and admins only. Who may read events or users of directories sees it there. */
    sensitive?: boolean
  } }
}

/** How users of several directories are matched to one person. */
export type Matching = {
  kind: 'Matching'
  /** Always `matching`; may be left out. */
  id?: 'matching'
  /** Tried in order; the first that finds somebody decides. */
  rules: ({
    /** All of these must be there and equal. */
    on: string[]
    /** Default 1. */
    confidence?: number
    /** Addresses count only when they are of a verified domain. */
    verified?: boolean
  })[]
  /** Below this confidence a person decides. Default 0.9. */
  accept?: number
}

/** Which directory is the authority for which attribute of people. */
export type Authority = {
  kind: 'Authority'
  /** Always `authority`; may be left out. */
  id?: 'authority'
  /** Directories in order, for attributes that are not named. */
  default?: string[]
  /** Who has the say over which attribute. */
  attributes?: { [key: string]: string[] | {
    /** Directories with the same say. */
    peers: string[]
    /** What happens when peers differ: the first of them has the say, the value that came last counts, or a person decides. */
    conflict: 'first' | 'newest' | 'case'
  } | {
    /** The values of all of them together: for attributes of type list. */
    merge: 'union'
    /** Of these directories. Default: all. */
    of?: string[]
  } }
}

/** A directory: how its users become people, its mapping, scope and guards. */
export type Directory = {
  kind: 'Directory'
  /** The name by which files speak of this directory. */
  id: string
  /** Ids that this directory had in files before. */
  previously?: string[]
  /** The directory: its id, or its name. Pinned when it is first applied. */
  directory: string
  /** How attributes of a person follow from `user`, as expressions. Others keep their default. */
  person?: { [key: string]: string }
  /** The mapping of the connection, of a directory that is read. */
  mapping?: ({
    /** What is set: username, email, …, custom_attributes.<name>. */
    target: string
    /** A CEL expression over `user`, the record of the source. */
    expression: string
  })[]
  /** Who of the source is read: who satisfies all that is given. */
  scope?: {
    /** A CEL rule over `user`; what it cannot decide is out. */
    rule?: string
    /** Ids of groups at the source. */
    groups?: string[]
    /** Organizational units at the source. */
    orgUnits?: string[]
    /** What happens to who leaves the scope. Default: suspend. */
    onLeave?: 'suspend' | 'delete' | 'keep'
  }
  /** From how much on a run waits for somebody to decide. */
  guards?: {
    /** Users that one run may remove. Default 10%. */
    users?: number | string | {
      /** More than so many of a hundred … */
      percent: number
      /** … and at least so many are held. */
      atLeast: number
    }
    /** Groups that one run may remove. Default 20%. */
    groups?: number | string | {
      /** More than so many of a hundred … */
      percent: number
      /** … and at least so many are held. */
      atLeast: number
    }
    /** Memberships that one run may remove. Default 20%. */
    memberships?: number | string | {
      /** More than so many of a hundred … */
      percent: number
      /** … and at least so many are held. */
      atLeast: number
    }
    /** Users of whom one run may empty the same attribute. Default 20%. */
    blanked?: number | string | {
      /** More than so many of a hundred … */
      percent: number
      /** … and at least so many are held. */
      atLeast: number
    }
  }
  /** Where the secrets of the connection are kept, by the names of its settings. */
  secrets?: { [key: string]: string }
  /** Refuses its deletion, also when the file is gone. */
  protect?: boolean
}

/** A unit of the organization chart: a department, a division. */
export type OrgUnit = {
  kind: 'OrgUnit'
  /** Stable id of the object. To rename it, write the old one under `previously`. */
  id: string
  /** Ids that this object had before: a rename, not a deletion and a creation. */
  previously?: string[]
  /** What people call it. Default: the id. */
  name?: string
  /** What it is for. */
  description?: string
  /** Who answers for it: people, or team:<id>. */
  owners?: string[]
  /** Refuses its deletion. Remembered: it holds also when the file is gone, until `protect: false` was applied. */
  protect?: boolean
  /** The org unit above it. */
  parent?: string
  /** Who leads it; a member. */
  lead?: string
  /** Who is in it. */
  members?: {
    /** A CEL expression over `person` that gives true or false. */
    rule?: string
    /** In, whatever the rule says. */
    add?: string[]
    /** Out, whatever else says. */
    remove?: string[]
    /** Last days of people under `add` or `remove`. */
    until?: { [key: string]: string }
    /** Whether these are all members, or others may be added by hand. */
    mode: 'exact' | 'additive'
  }
}

/** A team, squad or project, with its lead, members and roles. */
export type Team = {
  kind: 'Team'
  /** Stable id of the object. To rename it, write the old one under `previously`. */
  id: string
  /** Ids that this object had before: a rename, not a deletion and a creation. */
  previously?: string[]
  /** What people call it. Default: the id. */
  name?: string
  /** What it is for. */
  description?: string
  /** Who answers for it: people, or team:<id>. */
  owners?: string[]
  /** Refuses its deletion. Remembered: it holds also when the file is gone, until `protect: false` was applied. */
  protect?: boolean
  /** Default: team. */
  type?: 'team' | 'squad' | 'project'
  /** The team above it. */
  parent?: string
  /** The org unit that it belongs to. */
  orgUnit?: string
  /** Who leads it; a member. */
  lead?: string
  /** Who is in it. */
  members?: {
    /** A CEL expression over `person` that gives true or false. */
    rule?: string
    /** In, whatever the rule says. */
    add?: string[]
    /** Out, whatever else says. */
    remove?: string[]
    /** Last days of people under `add` or `remove`. */
    until?: { [key: string]: string }
    /** Whether these are all members, or others may be added by hand. */
    mode: 'exact' | 'additive'
  }
  /** Who has which role in it; members, all of them. */
  roles?: { [key: string]: string[] }
  /** The last day of a project: nobody is in it afterwards. */
  ends?: string
  /** Bounds of the number of members and of those who leave at once. */
  limits?: {
    /** Never more members than these. */
    maxMembers?: number
    /** How many may leave by the applies of 24 hours, until somebody allows more by name. */
    maxLeave?: number | string
  }
}

/** A group of people, by rule and by hand. */
export type Group = {
  kind: 'Group'
  /** Stable id of the object. To rename it, write the old one under `previously`. */
  id: string
  /** Ids that this object had before: a rename, not a deletion and a creation. */
  previously?: string[]
  /** What people call it. Default: the id. */
  name?: string
  /** What it is for. */
  description?: string
  /** Who answers for it: people, or team:<id>. */
  owners?: string[]
  /** Refuses its deletion. Remembered: it holds also when the file is gone, until `protect: false` was applied. */
  protect?: boolean
  /** Who is in it. */
  members?: {
    /** A CEL expression over `person` that gives true or false. */
    rule?: string
    /** In, whatever the rule says. */
    add?: string[]
    /** Out, whatever else says. */
    remove?: string[]
    /** Last days of people under `add` or `remove`. */
    until?: { [key: string]: string }
    /** Whether these are all members, or others may be added by hand. */
    mode: 'exact' | 'additive'
  }
  /** Bounds of the number of members and of those who leave at once. */
  limits?: {
    /** Never more members than these. */
    maxMembers?: number
    /** How many may leave by the applies of 24 hours, until somebody allows more by name. */
    maxLeave?: number | string
  }
}

/** A dotted line: somebody reports to one more manager. */
export type DottedLine = {
  kind: 'DottedLine'
  /** Stable id of the object. To rename it, write the old one under `previously`. */
  id: string
  /** Ids that this object had before: a rename, not a deletion and a creation. */
  previously?: string[]
  /** What people call it. Default: the id. */
  name?: string
  /** What it is for. */
  description?: string
  /** Who answers for it: people, or team:<id>. */
  owners?: string[]
  /** Refuses its deletion. Remembered: it holds also when the file is gone, until `protect: false` was applied. */
  protect?: boolean
  /** Who reports. */
  person: string
  /** To whom, beside their manager. */
  manager: string
  /** What for: a project, a location. */
  reason?: string
  /** The last day of it. */
  until?: string
}

/** An access policy: who may have an entitlement, who gets it, who approves. */
export type AccessPolicy = {
  kind: 'AccessPolicy'
  /** Stable id of the object. To rename it, write the old one under `previously`. */
  id: string
  /** Ids that this object had before: a rename, not a deletion and a creation. */
  previously?: string[]
  /** What people call it. Default: the id. */
  name?: string
  /** What it is for. */
  description?: string
  /** Who answers for it: people, or team:<id>. */
  owners?: string[]
  /** Refuses its deletion. Remembered: it holds also when the file is gone, until `protect: false` was applied. */
  protect?: boolean
  /** What is granted: an entitlement of a target system. */
  grants: {
    /** The target system. */
    target: string
    /** What one has there, by its name at the target: role/admin. */
    entitlement: string
  }
  /** Who may request it. */
  eligible?: string
  /** Who has it without a request. */
  assigned?: string
  /** Who decides on a request: person.manager, team:<id>#lead, team:<id>#<role>, group:<id> or a person. */
  approvers?: string[]
  /** For how long a grant lasts. */
  duration?: {
    /** No grant lasts longer. */
    max?: string
    /** How long it lasts when the request does not say. */
    default?: string
  }
  /** Policies that nobody may have together with this one. */
  conflicts?: string[]
}

/** Cases of rules: given a person, expect memberships. */
export type Test = {
  kind: 'Test'
  /** A stable id, of lower-case letters, digits and hyphens. */
  id: string
  /** What these cases are about. */
  description?: string
  /** One person each. */
  cases: ({
    /** A sentence: what is expected of whom. */
    name: string
    /** Who is looked at, and when. */
    given: {
      /** Attributes; `ref` is how files name this person. */
      person: { [key: string]: Json }
      /** The day of the case. Default: the day on which it runs. */
      today?: string
    }
    /** What must follow. What is not named is not looked at. */
    expect: {
      /** Groups that the person is in. */
      memberOf?: string[]
      /** Groups that the person is not in. */
      notMemberOf?: string[]
      /** Groups whose rule cannot be decided for this person. */
      unknownIn?: string[]
      /** Teams that the person is in. */
      teams?: string[]
      /** Teams that the person is not in. */
      notTeams?: string[]
      /** The path of the org unit that the person is in: eng/platform. */
      org?: string
      /** Access policies that the person may request. */
      mayRequest?: string[]
      /** Access policies that the person may not request. */
      mayNotRequest?: string[]
      /** Access policies that the person has without a request. */
      gets?: string[]
      /** Access policies that the person does not have by itself. */
      getsNot?: string[]
    }
  })[]
}

/** A document of any kind. */
export type ConfigDocument =
  | Settings
  | PersonSchema
  | Matching
  | Authority
  | Directory
  | OrgUnit
  | Team
  | Group
  | DottedLine
  | AccessPolicy
  | Test
