import type { SourceUser } from '../../model/source-record.ts'
import { caseKey, type UserContent } from '../../model/user.ts'
import type { CompiledMapping } from '../mapping/compile-mapping.ts'
import type { MappingProblem } from '../mapping/mapping.ts'
import type { ScopeRule } from '../scope/scope-rule.ts'
import { type AttributeCount, createAttributeCounts } from './count-attributes.ts'

/** A user of the source whom a run would write. */
export type WantedUser = { readonly source: SourceUser; readonly content: UserContent }

/** One kind of problem, and how many people have it. */
export type ProblemCount = {
  readonly code: string
  readonly target: string
  readonly count: number
  /** The text of the first, and whom that is about. */
  readonly text: string
  readonly name: string
}

/** What scope and mapping make of people whom a source has. */
export type JudgedSample = {
  readonly wanted: readonly WantedUser[]
  /** People whom the scope leaves out. */
  readonly out: readonly SourceUser[]
  /** People of whom the mapping or the scope can make nothing; what is stored of them stays. */
  readonly refused: readonly { readonly source: SourceUser; readonly text: string }[]
  readonly problems: readonly ProblemCount[]
  readonly attributes: readonly AttributeCount[]
}

type Judging = {
  readonly scope: ScopeRule
  readonly mapping: CompiledMapping
  readonly members: ReadonlySet<string>
}

/** Asks scope and mapping about people as a run does. Who comes with the username of another is refused, too. */
export function judgeSample(users: readonly SourceUser[], { scope, mapping, members }: Judging): JudgedSample {
  const counts = createAttributeCounts(mapping)
  const problems = createProblemCounts()
  const takenProblems = createTakenNames()
  const [wanted, out, refused]: [WantedUser[], SourceUser[], { source: SourceUser; text: string }[]] = [[], [], []]

  function takeIn(source: SourceUser): void {
    const { content, manager, problems: own } = mapping.apply(source)
    const taken = content ? takenProblems(content.userName) : []
    counts.add(content?.attributes ?? null, manager, own)
    problems.add(source, [...taken, ...own])
    if (content && taken.length === 0) wanted.push({ source, content })
    else refused.push({ source, text: [...taken, ...own][0]?.text ?? '' })
  }

  for (const source of users) {
    const { isIn, isUndecided, reason } = scope.decide(source, members.has(source.id))
    if (isUndecided) {
      problems.add(source, [{ target: 'scope', code: 'scope_undecided', text: reason }])
      refused.push({ source, text: reason })
    } else if (isIn) takeIn(source)
    else out.push(source)
  }
  return { wanted, out, refused, problems: problems.all(), attributes: counts.all() }
}

/** What is wrong with a username that somebody before has; nothing where nobody has. */
function createTakenNames(): (userName: string) => readonly MappingProblem[] {
  const names = new Set<string>()
  return (userName) => {
    const key = caseKey(userName)
    if (!names.has(key)) {
      names.add(key)
      return []
    }
    const text = `Somebody else at the source has the username "${userName}", too. Give one of them another.`
    return [{ target: 'username', code: 'user_name_taken', text }]
  }
}

function createProblemCounts() {
  const counts = new Map<string, ProblemCount>()
  return {
    add(source: SourceUser, found: readonly MappingProblem[]): void {
      for (const { target, code, text } of found) {
        const key = `${code} ${target}`
        const before = counts.get(key) ?? { code, target, count: 0, text, name: source.alias ?? source.id }
        counts.set(key, { ...before, count: before.count + 1 })
      }
    },
    all: (): ProblemCount[] => [...counts.values()].sort((one, other) => other.count - one.count),
  }
}
