import { useMutation } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { ApiError } from '../api-client.ts'
import type { Connection, DirectoryPreview } from '../api-types.ts'
import { useApi, useApiQuery } from '../use-api.ts'
import { useDeed } from '../use-deed.ts'
import {
  emptyParts,
  isSameScope,
  type Scope,
  type ScopeDraft,
  type ScopePart,
  toScope,
  toScopeDraft,
} from './scope-draft.ts'

/** A scope that is being edited. */
export type ScopeEditing = {
  readonly draft: ScopeDraft
  /** What the draft comes to. */
  readonly scope: Scope
  readonly isChanged: boolean
  /** Parts that have to be filled in before it can be saved. */
  readonly empty: readonly ScopePart[]
  readonly errors: Readonly<Record<string, string>>
  readonly isSaving: boolean
  set(changed: Partial<ScopeDraft>): void
  discard(): void
  save(done: string): Promise<boolean>
}

/** Reads what the editor needs of a directory that Muster reads itself. */
export function useScopeParts(directoryId: string) {
  const connection = useApiQuery('/directories/{id}/connection', { path: { id: directoryId } })
  const connectors = useApiQuery('/connectors', {})
  const connector = connectors.data?.data.find(({ type }) => type === connection.data?.type)
  return {
    error: connection.error ?? connectors.error,
    refetch: () => void Promise.all([connection.refetch(), connectors.refetch()]),
    parts: connection.data && connector ? { connection: connection.data, connector } : undefined,
  }
}

/** Holds what somebody writes until it is saved. */
export function useScopeEditor(directoryId: string, connection: Connection): ScopeEditing {
  const api = useApi()
  const deed = useDeed()
  const saved = connection.scope
  const savedDraft = useMemo(() => toScopeDraft(saved), [saved])
  const [draft, setDraft] = useState(savedDraft)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const scope = toScope(draft)
  const isTouched = !isSameScope(scope, saved) || emptyParts(draft).length > 0
  useEffect(() => {
    if (!isTouched) setDraft(savedDraft)
  }, [savedDraft, isTouched])
  return {
    ...{ draft, scope, errors, isChanged: isTouched, empty: emptyParts(draft), isSaving: deed.isBusy },
    set(changed) {
      setDraft((before) => ({ ...before, ...changed }))
      setErrors({})
    },
    discard: () => setDraft(savedDraft),
    async save(done) {
      const work = () => api.put('/directories/{id}/connection', { path: { id: directoryId }, body: { scope } })
      const result = await deed.run(work, { done })
      if (!result.isDone) setErrors(result.error instanceof ApiError ? result.error.fields : {})
      return result.isDone
    },
  }
}

/** Counts whom an unsaved scope would have in it: when somebody asks for it, because people are read. */
export function useScopeCount(directoryId: string) {
  const api = useApi()
  return useMutation<DirectoryPreview, ApiError, Scope>({
    mutationFn: (scope) => api.post('/directories/{id}/preview', { path: { id: directoryId }, body: { scope } }),
  })
}
