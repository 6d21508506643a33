import type { Json, JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import type { UserAttributes } from '../../model/user.ts'
import type { CompiledMapping } from './compile-mapping.ts'
import type { MappingProblem } from './mapping.ts'

/** What a mapping makes of one user, line by line. */
export type MappingPreview = {
  /** The record as the source gives it. */
  readonly attributes: JsonObject
  /** The normalised user; null where there would be none. */
  readonly result: UserAttributes | null
  readonly active: boolean
  readonly manager: string | null
  readonly problems: readonly MappingProblem[]
  readonly lines: readonly MappingPreviewLine[]
}

/** `reason` says why there is no value where that is no problem: `user.title is missing`. */
export type MappingPreviewLine = {
  readonly target: string
  readonly expression: string
  readonly value: Json
  readonly problem: string | null
  readonly reason: string | null
}

/** Shows what a mapping, also an unsaved one, makes of a user of the source. */
export function previewMapping(user: SourceUser, mapping: CompiledMapping): MappingPreview {
  const { content, manager, problems } = mapping.apply(user)
  const hidden = user.unknown ?? []
  return {
    attributes: user.attributes,
    result: content?.attributes ?? null,
    active: user.status === 'active',
    manager,
    problems,
    lines: mapping.lines.map((line) => {
      const { value, problem, reason } = line.evaluate(user.attributes)
      const isHidden = hidden.length > 0 && line.dependsOn(hidden)
      return {
        target: line.target,
        expression: line.expression,
        value,
        problem: problem?.text ?? null,
        reason: isHidden ? 'the credential may not see it, so what is stored stays' : (reason ?? null),
      }
    }),
  }
}
