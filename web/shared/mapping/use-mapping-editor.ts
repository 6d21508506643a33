import { useEffect, useMemo, useState } from 'react'
import { ApiError } from '../api-client.ts'
import type { Connection, Connector, CustomAttribute } from '../api-types.ts'
import { useApi, useApiQuery } from '../use-api.ts'
import { useDeed } from '../use-deed.ts'
import { isSameMapping, type Line, type MappingDraft, toDraft, toLines } from './mapping-draft.ts'
import { allTargets } from './our-attributes.ts'

/** A mapping that is being edited. */
export type MappingEditing = {
  readonly connector: Connector
  readonly draft: MappingDraft
  /** The lines to be saved. */
  readonly lines: readonly Line[]
  readonly targets: readonly string[]
  /** How many lines differ from what is saved. */
  readonly unsaved: number
  /** What is wrong with lines, as the server said when it refused them; by target. */
  readonly errors: Readonly<Record<string, string>>
  readonly isSaving: boolean
  set(target: string, expression: string): void
  /** Takes one target back to the connector's own line; null: all. */
  reset(target: string | null): void
  discard(): void
  save(done: string): Promise<boolean>
  refuse(errors: Readonly<Record<string, string>>): void
}

/** All that the editor shows, once it is there. */
export type MappingParts = {
  readonly connection: Connection
  readonly connector: Connector
  readonly customAttributes: readonly CustomAttribute[]
}

/** Reads what the editor needs of a directory that Muster reads itself. */
export function useMappingParts(directoryId: string, organizationId: string) {
  const connection = useApiQuery('/directories/{id}/connection', { path: { id: directoryId } })
  const connectors = useApiQuery('/connectors', {})
  const attributes = useApiQuery('/organizations/{id}/custom_attributes', {
    path: { id: organizationId },
    query: { limit: '100' },
  })
  const connector = connectors.data?.data.find(({ type }) => type === connection.data?.type)
  const isThere = connection.data && connector && attributes.data
  return {
    error: connection.error ?? connectors.error ?? attributes.error,
    refetch: () => void Promise.all([connection.refetch(), connectors.refetch(), attributes.refetch()]),
    parts: isThere
      ? ({ connection: connection.data, connector, customAttributes: attributes.data.data } satisfies MappingParts)
      : undefined,
  }
}

/** Holds what somebody writes until it is saved. What others save meanwhile takes the place of what nobody has touched. */
export function useMappingEditor(
  directoryId: string,
  { connection, connector, customAttributes }: MappingParts,
): MappingEditing {
  const api = useApi()
  const deed = useDeed()
  const defaults = connector.default_mapping
  const saved = useMemo(() => toDraft(defaults, connection.mapping), [defaults, connection.mapping])
  const [draft, setDraft] = useState(saved)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const isTouched = !isSameMapping(toLines(draft, defaults), toLines(saved, defaults))
  useEffect(() => {
    if (!isTouched) setDraft(saved)
  }, [saved, isTouched])
  const write = (next: MappingDraft, target: string | null) => {
    setDraft(next)
    setErrors(target === null ? {} : ({ [target]: _, ...rest }) => rest)
  }
  const lines = toLines(draft, defaults)
  const usual = toDraft(defaults, [])
  return {
    ...{ connector, draft, lines, errors, isSaving: deed.isBusy },
    targets: allTargets(customAttributes.map(({ name }) => name)),
    unsaved: changedTargets(draft, saved).length,
    set: (target, expression) => write({ ...draft, [target]: expression }, target),
    reset: (target) => write(target === null ? usual : { ...draft, [target]: usual[target] ?? '' }, target),
    discard: () => write(saved, null),
    refuse: setErrors,
    async save(done) {
      const path = { id: directoryId }
      const work = () => api.put('/directories/{id}/connection', { path, body: { mapping: lines } })
      const result = await deed.run(work, { done })
      if (!result.isDone) setErrors(errorsOf(result.error))
      return result.isDone
    },
  }
}

function changedTargets(draft: MappingDraft, saved: MappingDraft): string[] {
  const targets = new Set([...Object.keys(draft), ...Object.keys(saved)])
  return [...targets].filter((target) => (draft[target] ?? '').trim() !== (saved[target] ?? ''))
}

/** What a refusal says of single lines, by their targets; the server names them `mapping.<target>`. */
export function errorsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(
    Object.entries(error.fields).flatMap(([field, message]) => {
      const target = /^mapping\.(.+)$/.exec(field)?.[1]
      return target === undefined ? [] : [[target, message.replace(`${target}: `, '')]]
    }),
  )
}
