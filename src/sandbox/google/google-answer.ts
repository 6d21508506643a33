/** An answer of the sandbox before it is sent. */
export type GoogleAnswer = { readonly status: number; readonly body: object | null }

/** An error in Google's shape (Directory API, "Handle errors"): the reason tells throttling from denial. */
export function googleError(status: number, reason: string, message: string): GoogleAnswer {
  const domain = reason.endsWith('Exceeded') ? 'usageLimits' : 'global'
  return { status, body: { error: { code: status, message, errors: [{ domain, reason, message }] } } }
}

/** A page: the list is left out where it is empty, as Google does. */
export function googlePage(
  kind: string,
  list: { readonly name: string; readonly items: readonly object[] },
  next: string | null,
): GoogleAnswer {
  return {
    status: 200,
    body: {
      kind: `admin#directory#${kind}`,
      etag: '"sandbox"',
      ...(list.items.length > 0 && { [list.name]: list.items }),
      ...(next !== null && { nextPageToken: next }),
    },
  }
}
