import type { JsonObject } from '../../model/json.ts'
import type { StoredScimRequest } from '../../model/scim-request.ts'
import { toScimRequestObject } from '../../model/scim-request-object.ts'
import { detailIn } from './received-step.ts'

/** A request about a person as the API shows it, with what it was in plain words. */
export function toRequestAbout(request: StoredScimRequest): JsonObject {
  return { ...toScimRequestObject(request), text: requestWords(request) }
}

function requestWords({ method, path, status, responseBody }: StoredScimRequest): string {
  const deed = deedOf(method, path)
  if (status < 400) return `Your identity provider ${deed}.`
  const detail = detailIn(responseBody)
  return `Your identity provider ${deed}, which was refused with ${status}${detail === '' ? '.' : `: ${detail}`}`
}

function deedOf(method: string, path: string): string {
  const what = /\/Groups\b/i.test(path) ? 'a group of the person' : 'the person'
  switch (method) {
    case 'POST':
      return /\/Bulk\b/i.test(path) ? 'sent many changes at once' : `created ${what}`
    case 'PUT':
      return `wrote ${what} anew`
    case 'PATCH':
      return `changed ${what}`
    case 'DELETE':
      return `deleted ${what}`
    default:
      return /[?&]filter=/i.test(path) ? `looked for ${what}` : `read ${what}`
  }
}
