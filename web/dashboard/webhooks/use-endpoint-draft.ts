import { useState } from 'react'
import type { WebhookEndpoint } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

/** What is typed into the form of an endpoint. */
export type EndpointDraft = {
  readonly url: string
  readonly events: readonly string[]
  readonly organization: string | null
  readonly type: 'webhook' | 'polis'
  readonly batch: number
  readonly parallel: number
  readonly timeout: number
}

/** The form of an endpoint, as it is now; errors are by the names of the API's fields. */
export function useEndpointDraft(endpoint: WebhookEndpoint | undefined) {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [draft, setDraft] = useState<EndpointDraft>({
    url: endpoint?.endpoint_url ?? '',
    events: endpoint?.events ?? ['*'],
    organization: endpoint?.organization_id ?? null,
    type: endpoint?.type ?? 'webhook',
    batch: endpoint?.batch_size ?? 1,
    parallel: endpoint?.parallel ?? 16,
    timeout: endpoint?.timeout_seconds ?? 15,
  })
  const set = (part: Partial<EndpointDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setErrors({})
  }
  return { draft, errors, set, setErrors }
}

/** Saves what was typed. */
export function useSaveEndpoint(endpoint: WebhookEndpoint | undefined) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const save = (draft: EndpointDraft) => {
    const body = {
      endpoint_url: draft.url.trim(),
      events: [...draft.events],
      batch_size: draft.batch,
      parallel: draft.parallel,
      timeout_seconds: draft.timeout,
    }
    if (endpoint) {
      const path = { id: endpoint.id }
      return run(() => api.patch('/webhook_endpoints/{id}', { path, body }), { done: strings.saved })
    }
    const made = { ...body, type: draft.type, ...(draft.organization && { organization_id: draft.organization }) }
    return run(() => api.post('/webhook_endpoints', { body: made }), { done: strings.created })
  }
  return { save, isBusy }
}
