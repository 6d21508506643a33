import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../../shared/api-client.ts'
import type { RulePreview } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { emptyBuilder, isComplete, type RuleRows } from './builder-types.ts'

/** A rule as it is being edited: as text, or as rows. */
export type RuleDraft =
  | { readonly mode: 'text'; readonly text: string }
  | { readonly mode: 'rows'; readonly builder: RuleRows }

/** A rule that is being edited, with whom it would take in. */
export type RuleEditing = {
  readonly draft: RuleDraft
  readonly set: (draft: RuleDraft) => void
  /** Of the draft as it was a moment ago. */
  readonly preview: RulePreview | undefined
  readonly error: ApiError | null
  /** Whether the preview is not of what is shown. */
  readonly isStale: boolean
  /** The rule as text; null while it cannot be used. */
  readonly rule: string | null
  /** The rows of the rule; null where rows cannot say it. */
  readonly rows: RuleRows | null
}

/** Edits a rule and tries it a moment after each change. */
export function useRuleDraft(organization: string, given: string | undefined): RuleEditing {
  const [draft, set] = useState<RuleDraft>(() =>
    given ? { mode: 'text', text: given } : { mode: 'rows', builder: emptyBuilder },
  )
  const [isFresh, setFresh] = useState(Boolean(given))
  const [settled] = useDebouncedValue(draft, 350)
  const { data, error, isFetching } = usePreview(organization, settled)
  if (isFresh && data) {
    // A rule that rows can say is shown as rows at first.
    setFresh(false)
    const rows = rowsOf(data)
    if (rows && draft.mode === 'text' && draft.text === given) set({ mode: 'rows', builder: rows })
  }
  const isStale = isFetching || settled !== draft
  const isTold = isAsked(settled) && data !== undefined
  const rows = draft.mode === 'rows' ? draft.builder : isTold && !isStale && data.valid ? rowsOf(data) : null
  return {
    ...{ draft, set, isStale, error, rows },
    preview: isAsked(draft) ? data : undefined,
    rule: isTold && !isStale && data.valid ? data.rule : null,
  }
}

/** Whether there is something to try. */
function isAsked(draft: RuleDraft): boolean {
  return draft.mode === 'text' ? draft.text.trim() !== '' : isComplete(draft.builder)
}

/** The rows of a rule, as the server read them. */
export function rowsOf({ builder }: Pick<RulePreview, 'builder'>): RuleRows | null {
  return builder as RuleRows | null
}

function usePreview(organization: string, draft: RuleDraft) {
  const api = useApi()
  const asked = draft.mode === 'text' ? { rule: draft.text } : { builder: JSON.stringify(draft.builder) }
  return useQuery<RulePreview, ApiError>({
    queryKey: ['/rules/preview', organization, asked],
    queryFn: ({ signal }) => api.get('/rules/preview', { query: { organization_id: organization, ...asked }, signal }),
    enabled: isAsked(draft),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    retry: false,
  })
}
